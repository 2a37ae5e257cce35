"""Decisions on pairs of papers: the same, different, or to be looked at later."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Literal, get_args

import sqlalchemy as sa

from papers.kept.ledger import Ledger, part, table

Verdict = Literal["same", "different", "later"]


@dataclass(frozen=True)
class Side:
    """One paper of a pair.

    Attributes
    ----------
    names : frozenset of str
        What the paper is known by, see `papers.identity.names`; any of them finds it again.
    title : str
        For people who read the list of decisions.
    """

    names: frozenset[str]
    title: str = ""


@dataclass(frozen=True)
class Decision:
    """What somebody decided on a pair of papers; `number` counts the decisions of a store from 1."""

    left: Side
    right: Side
    verdict: Verdict
    made: datetime
    number: int = 0

    @property
    def pairs(self) -> frozenset[frozenset[str]]:
        """The pairs of names it is about, either way round."""
        return frozenset(map(frozenset, product(self.left.names, self.right.names)))


_TABLE = table(
    "decisions",
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("left_names", sa.Text, nullable=False),  # JSON lists
    sa.Column("right_names", sa.Text, nullable=False),
    sa.Column("left_title", sa.Text, nullable=False),
    sa.Column("right_title", sa.Text, nullable=False),
)
PART = part(_TABLE)


class Decisions(Ledger):
    """The decisions of a store."""

    table, part = _TABLE, PART

    def decide(self, left: Side, right: Side, verdict: Verdict) -> Decision:
        """Keep a decision; it replaces earlier ones on the same pair.

        Raises
        ------
        ValueError
            If the verdict is none, a side has no name, or both are one.
        """
        if verdict not in get_args(Verdict):
            raise ValueError(f"“{verdict}” is no verdict; there are {', '.join(get_args(Verdict))}.")
        if not left.names or not right.names or left.names == right.names:
            raise ValueError("A decision needs two papers that are known by different names.")
        row = {
            "verdict": verdict,
            "left_names": json.dumps(sorted(left.names)),
            "right_names": json.dumps(sorted(right.names)),
            "left_title": left.title,
            "right_title": right.title,
        }
        number, made = self._keep(row)
        return Decision(left, right, verdict, made, number)

    def all(self) -> tuple[Decision, ...]:
        """Return every decision that was not taken back, oldest first, replaced ones, too."""
        return tuple(
            Decision(
                Side(frozenset(json.loads(row.left_names)), row.left_title),
                Side(frozenset(json.loads(row.right_names)), row.right_title),
                row.verdict,
                row.made.replace(tzinfo=UTC),
                row.number,
            )
            for row in self._rows()
        )

    def current(self) -> tuple[Decision, ...]:
        """Return the decisions that hold, oldest first."""
        return holding(self.all())


def holding(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that no later one on the same pair replaces, in their order."""
    replaced: set[frozenset[str]] = set()
    kept = []
    for decision in reversed(decisions):
        if not decision.pairs & replaced:
            kept.append(decision)
        replaced |= decision.pairs
    return tuple(reversed(kept))
