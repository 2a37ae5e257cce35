"""Decisions on pairs of papers: the same, different, or to be looked at later."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import Literal, get_args

import sqlalchemy as sa

from papers.kept.store import Part, Store

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


_META = sa.MetaData()
_TABLE = sa.Table(
    "decisions",
    _META,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("made", sa.DateTime, nullable=False),  # UTC
    sa.Column("left_names", sa.Text, nullable=False),  # JSON lists
    sa.Column("right_names", sa.Text, nullable=False),
    sa.Column("left_title", sa.Text, nullable=False),
    sa.Column("right_title", sa.Text, nullable=False),
    sa.Column("taken_back", sa.DateTime),
    sqlite_autoincrement=True,
)
PART = Part("decisions", (lambda connection: _META.create_all(connection),))


class Decisions:
    """The decisions of a store. Nothing is deleted: what is taken back is marked so.

    Every method raises `KeptError` where the store cannot be used.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

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
        made = datetime.now(UTC).replace(tzinfo=None)
        row = {
            "verdict": verdict,
            "made": made,
            "left_names": json.dumps(sorted(left.names)),
            "right_names": json.dumps(sorted(right.names)),
            "left_title": left.title,
            "right_title": right.title,
        }
        with self.store.writing(PART) as connection:
            found = connection.execute(sa.insert(_TABLE).values(row)).inserted_primary_key
        assert found is not None
        return Decision(left, right, verdict, made.replace(tzinfo=UTC), found[0])

    def take_back(self, numbers: Iterable[int]) -> None:
        """Take decisions back; an earlier one on the same pair holds again."""
        wanted = list(numbers)
        with self.store.writing(PART) as connection:
            taken = sa.update(_TABLE).where(_TABLE.c.number.in_(wanted), _TABLE.c.taken_back.is_(None))
            connection.execute(taken.values(taken_back=datetime.now(UTC).replace(tzinfo=None)))

    def all(self) -> tuple[Decision, ...]:
        """Return every decision that was not taken back, oldest first, replaced ones, too."""
        if self.store.untouched:
            return ()
        query = sa.select(_TABLE).where(_TABLE.c.taken_back.is_(None)).order_by(_TABLE.c.number)
        with self.store.reading(PART) as connection:
            rows = connection.execute(query).all()
        return tuple(
            Decision(
                Side(frozenset(json.loads(row.left_names)), row.left_title),
                Side(frozenset(json.loads(row.right_names)), row.right_title),
                row.verdict,
                row.made.replace(tzinfo=UTC),
                row.number,
            )
            for row in rows
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
