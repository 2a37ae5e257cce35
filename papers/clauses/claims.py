"""Papers by what they claim."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

import numpy as np

from papers.claims import ClaimTable
from papers.claims.table import FIELDS, NUMBER, UNSAID
from papers.claims.wording import amount_words, group_words, unit_words
from papers.clauses.clause import Clause, as_list, as_number, as_text
from papers.dimensions import Dimensions, Mask
from papers.wording import listed

VALUE_LIMIT = 1_000
LENGTH_LIMIT = 200
SPAN_LIMIT = 50

DIRECTIONS = {"up": "going up", "down": "going down", UNSAID: "without a direction"}
KINDS = {NUMBER: "in numbers", "words": "in words"}

Span = tuple[str, str, float | None, float | None]
"""Family, unit, lowest and highest value; None leaves that side open."""


@dataclass(frozen=True)
class Claims(Clause):
    """Papers that make a claim which is all of this at once.

    Parameters
    ----------
    family, unit, direction, claim : frozenset of str
        Values of these columns of the results, any of them; empty asks for nothing.
    spans : tuple of Span
        Values of comparable claims: the claim lies in one of them, both ends included.
    """

    family: frozenset[str] = frozenset()
    unit: frozenset[str] = frozenset()
    direction: frozenset[str] = frozenset()
    claim: frozenset[str] = frozenset()
    spans: tuple[Span, ...] = ()

    TYPE: ClassVar[str] = "claims"
    KEY: ClassVar[str] = "claims"

    def __post_init__(self) -> None:
        for name in FIELDS:
            values = as_list(getattr(self, name), "What is asked of claims", VALUE_LIMIT)
            checked = frozenset(as_text(value, "What is asked of a claim", LENGTH_LIMIT) for value in values)
            object.__setattr__(self, name, checked)
        spans = as_list(self.spans, "The values of claims", SPAN_LIMIT)
        object.__setattr__(self, "spans", tuple(sorted({_span(each) for each in spans}, key=repr)))

    @property
    def key(self) -> str:
        """The word “claims”."""
        return self.KEY

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.spans and not any(getattr(self, name) for name in FIELDS)

    def without(self, name: str) -> "Claims":
        """Return the clause without what it asks of one field, or of `spans`."""
        return replace(self, spans=()) if name == "spans" else replace(self, **{name: frozenset()})  # type: ignore[arg-type]

    def check(self, dimensions: Dimensions) -> None:
        """Check nothing: where there are no claims, no paper makes one."""

    def chosen(self, table: ClaimTable) -> Mask:
        """Return which claims are meant, (m,)."""
        mask = np.ones(len(table), np.bool_)
        for name in FIELDS:
            if wanted := getattr(self, name):
                mask &= table.columns[name].among(wanted)
        if self.spans:
            within = np.zeros(len(table), np.bool_)
            for family, unit, low, high in self.spans:
                here = table.group_of == table.group(family, unit)
                here &= (table.number >= (-np.inf if low is None else low)) & (
                    table.number <= (np.inf if high is None else high)
                )
                within |= here
            mask &= within
        return mask

    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which papers make such a claim, (n,)."""
        return dimensions.claims.papers(self.chosen(dimensions.claims))

    def words(self, dimensions: Dimensions) -> str:
        """Return “Claims: speed-up (×) of at least 2”."""
        parts = []
        if self.family:
            parts.append(listed(sorted(self.family), " or "))
        if self.unit:
            parts.append("in " + listed([unit_words(unit) for unit in sorted(self.unit)], " or "))
        if self.direction:
            parts.append(listed([DIRECTIONS.get(each, each) for each in sorted(self.direction)], " or "))
        if self.claim:
            parts.append(listed([KINDS.get(each, each) for each in sorted(self.claim)], " or "))
        if self.spans:
            parts.append(listed([_span_words(span) for span in self.spans], " or "))
        return f"Claims: {', '.join(parts)}"

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` reads."""
        fields = {name: sorted(getattr(self, name)) for name in FIELDS if getattr(self, name)}
        return {"type": self.TYPE, **fields, **({"spans": [list(span) for span in self.spans]} if self.spans else {})}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> Self:
        """Return the clause that `to_dict` wrote."""
        family, unit, direction, claim = (saved.get(name, ()) for name in FIELDS)
        return cls(family, unit, direction, claim, saved.get("spans", ()))

    def known(self, dimensions: Dimensions) -> tuple[Clause | None, list[str]]:
        """Leave out what no claim has."""
        table = dimensions.claims
        left, sentences = self, []
        for name in FIELDS:
            unknown = {value for value in getattr(self, name) if value not in table.columns[name]}
            if unknown:
                left = replace(left, **{name: getattr(left, name) - unknown})
                named = listed(sorted(unknown), " or ")
                sentences.append(f"No paper here claims anything with “{named}”; that part was left out.")
        spans = tuple(span for span in left.spans if table.group(span[0], span[1]) is not None)
        if spans != left.spans:
            named = listed(sorted({group_words(*span[:2]) for span in left.spans if span not in spans}), " or ")
            sentences.append(f"No paper here claims anything about “{named}”; that part was left out.")
            left = replace(left, spans=spans)
        return (None if left.empty else left), sentences


def _span(given: Any) -> Span:
    family, unit, low, high = [*as_list(given, "The values of a claim", 4), None, None, None, None][:4]
    ends = [None if end is None else as_number(end, "A value of a claim") for end in (low, high)]
    if None not in ends:
        ends.sort()
    what = "What is asked of a claim"
    return as_text(family, what, LENGTH_LIMIT), as_text(unit, what, LENGTH_LIMIT), ends[0], ends[1]


def _span_words(span: Span) -> str:
    family, unit, low, high = span
    if low is None and high is None:
        return group_words(family, unit)
    if low is None or high is None:
        end = f"at least {amount_words(low, unit)}" if low is not None else f"at most {amount_words(high or 0, unit)}"
        return f"{family} of {end}"
    if low == high:
        return f"{family} of {amount_words(low, unit)}"
    return f"{family} of {amount_words(low, unit)} to {amount_words(high, unit)}"
