"""Corrections of claims: what somebody who read the sentence said of them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal, get_args

import sqlalchemy as sa

from papers.kept.decisions import Side
from papers.kept.ledger import Ledger, part, table

Ruling = Literal["right", "wrong", "edit", "added"]
"""The claim stands as it was read; the text claims no such thing; it claims something else; the reader missed it."""

Claim = Mapping[str, Any]
"""The fields of a claim (`schema.RESULTS` without the paper), None for what is missing."""

OVERLAP = 0.5
"""Two quotes are of one place if they share so much of the shorter one."""


@dataclass(frozen=True)
class Correction:
    """What somebody said of a claim; `number` counts the corrections of a store from 1.

    Attributes
    ----------
    paper : Side
        The paper that makes the claim.
    claim : dict
        The claim as it was read, or as somebody added it.
    edited : dict or None
        What it is instead, for an “edit”.
    """

    paper: Side
    ruling: Ruling
    claim: Claim
    edited: Claim | None
    made: datetime
    number: int = 0

    @property
    def holds(self) -> Claim | None:
        """The claim that holds from now on; None where there is none."""
        return {"right": self.claim, "added": self.claim, "edit": self.edited}.get(self.ruling)

    def is_of(self, claim: Claim) -> bool:
        """Return whether a claim, perhaps of a later reading, is the one that was corrected, or what it became."""
        return same(self.claim, claim) or (self.edited is not None and same(self.edited, claim))


def same(one: Claim, other: Claim) -> bool:
    """Return whether two readings are of one claim: the same value at the same place of the same text.

    A claim without a value is known by its place alone; where no place is known, the words of the quote are it.
    """
    if one.get("value") != other.get("value") or (one.get("value") is not None and _unit(one) != _unit(other)):
        return False
    places: list[tuple[Any, ...]] = [tuple(map(each.get, ("field", "start", "end"))) for each in (one, other)]
    if all(None not in place for place in places):
        (field, start, end), (other_field, other_start, other_end) = places
        shared = min(end, other_end) - max(start, other_start)
        return bool(field == other_field and shared >= OVERLAP * min(end - start, other_end - other_start))
    return _words(one.get("quote") or one.get("metric")) == _words(other.get("quote") or other.get("metric"))


def _unit(claim: Claim) -> str:
    return str(claim.get("unit") or "")


def _words(text: Any) -> str:
    return " ".join(str(text or "").lower().split())


_TABLE = table(
    "corrections",
    sa.Column("ruling", sa.String(16), nullable=False),
    sa.Column("names", sa.Text, nullable=False),  # JSON list
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("claim", sa.Text, nullable=False),  # JSON
    sa.Column("edited", sa.Text),  # JSON
)
PART = part(_TABLE)


class Corrections(Ledger):
    """The corrections of a store."""

    table, part = _TABLE, PART

    def correct(self, paper: Side, ruling: Ruling, claim: Claim, edited: Claim | None = None) -> Correction:
        """Keep a correction; it replaces earlier ones of the same claim.

        Raises
        ------
        ValueError
            If the ruling is none, the paper has no name, or an edit does not say what holds instead.
        """
        if ruling not in get_args(Ruling):
            raise ValueError(f"“{ruling}” is no ruling; there are {', '.join(get_args(Ruling))}.")
        if not paper.names:
            raise ValueError("A correction needs a paper that is known by something.")
        if (edited is None) == (ruling == "edit"):
            raise ValueError("An edit says what the claim is instead, and only an edit does.")
        row = {
            "ruling": ruling,
            "names": json.dumps(sorted(paper.names)),
            "title": paper.title,
            "claim": json.dumps(dict(claim), ensure_ascii=False),
            "edited": None if edited is None else json.dumps(dict(edited), ensure_ascii=False),
        }
        number, made = self._keep(row)
        return Correction(paper, ruling, claim, edited, made, number)

    def all(self) -> tuple[Correction, ...]:
        """Return every correction that was not taken back, oldest first, replaced ones, too."""
        return tuple(
            Correction(
                Side(frozenset(json.loads(row.names)), row.title),
                row.ruling,
                json.loads(row.claim),
                None if row.edited is None else json.loads(row.edited),
                row.made.replace(tzinfo=UTC),
                row.number,
            )
            for row in self._rows()
        )

    def current(self) -> tuple[Correction, ...]:
        """Return the corrections that hold, oldest first: those that no later one of the same claim replaces."""
        return holding(self.all())


def holding(corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """Return the corrections that hold, in their order: the last of each claim.

    One of what an earlier edit had made is about the claim as it was read.
    """
    kept: list[Correction] = []
    for correction in corrections:
        earlier = [each for each in kept if each.paper.names & correction.paper.names and each.is_of(correction.claim)]
        for before in earlier:
            kept.remove(before)
            correction = _on_top(before, correction)
        kept.append(correction)
    return tuple(kept)


def _on_top(before: Correction, correction: Correction) -> Correction:
    """Return a correction of a claim that was corrected before, as one of the claim as it was read."""
    if correction.ruling == "right" and before.edited is not None and same(before.edited, correction.claim):
        return replace(correction, ruling="edit", claim=before.claim, edited=correction.claim)
    return replace(correction, claim=before.claim)
