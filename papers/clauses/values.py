"""Rows by the values they have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Self, get_args

import numpy as np

from papers.clauses.clause import Clause, ClauseError, as_list, as_number, as_text, dimension_of, is_day
from papers.dimensions import MISSING, Dates, Dimension, Dimensions, Mask, Numbers, Value
from papers.wording import listed

Match = Literal["any", "all", "none", "exactly"]

VALUE_LIMIT = 10_000
LENGTH_LIMIT = 10_000

_WORDS = {"any": ("", " or "), "all": ("", " and "), "none": ("neither ", " nor "), "exactly": ("only ", " and ")}
"""What stands before and between the included values, by match."""


@dataclass(frozen=True)
class Values(Clause):
    """Rows by the values they have.

    Parameters
    ----------
    column : str
    include, exclude : frozenset
        Strings for categories, numbers for number columns, ISO days for dates; None is that of rows without a value.
        With nothing to include, nothing is asked of that side. A row that has an excluded value fails.
    match : {"any", "all", "none", "exactly"}
        Whether a row needs any of the included values, all of them, none of them, or all of them and no other.
    """

    column: str
    include: frozenset[Value] = frozenset()
    exclude: frozenset[Value] = frozenset()
    match: Match = "any"

    TYPE: ClassVar[str] = "values"

    def __post_init__(self) -> None:
        as_text(self.column, "The column of a filter", LENGTH_LIMIT)
        if self.match not in get_args(Match):
            raise ClauseError(f"“{self.match}” is no way to match values; use any, all, none or exactly.")
        for side in ("include", "exclude"):
            object.__setattr__(self, side, _as_values(getattr(self, side), f"A value of “{self.column}”"))

    @property
    def key(self) -> str:
        """The column."""
        return self.column

    @property
    def empty(self) -> bool:
        """Whether nothing is included and nothing excluded."""
        return not self.include and not self.exclude

    def check(self, dimensions: Dimensions) -> None:
        """Check that the papers have the column."""
        dimension_of(dimensions, self.column)

    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which rows pass, (n,)."""
        dimension = dimension_of(dimensions, self.column)
        mask = self._included(dimension) if self.include else np.ones(len(dimensions), np.bool_)
        return mask & ~_having(dimension, self.exclude) if self.exclude else mask

    def _included(self, dimension: Dimension) -> Mask:
        if self.match == "any":
            return _having(dimension, self.include)
        if self.match == "none":
            return ~_having(dimension, self.include)
        wanted = len(self.include)
        if isinstance(dimension, (Numbers, Dates)):  # which have one value a row
            return _having(dimension, self.include if wanted == 1 else frozenset())
        hits = dimension.hits(dimension.codes(self.include)) == wanted
        return hits & (dimension.widths == wanted) if self.match == "exactly" else hits

    def words(self, dimensions: Dimensions) -> str:
        """Return “Authors: A or B, not C”."""
        dimension = dimension_of(dimensions, self.column)
        before, between = _WORDS[self.match]
        if self.match == "none" and len(self.include) == 1:
            before = "not "
        parts = [before + _named(dimension, self.include, between)] if self.include else []
        parts += ["not " + _named(dimension, self.exclude, " or ")] if self.exclude else []
        return f"{dimension.column.label}: {', '.join(parts)}"

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` reads."""
        include, exclude = _sorted(self.include), _sorted(self.exclude)
        return {"type": self.TYPE, "column": self.column, "include": include, "exclude": exclude, "match": self.match}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> Self:
        """Return the clause that `to_dict` wrote."""
        include, exclude = saved.get("include", []), saved.get("exclude", [])
        return cls(saved.get("column"), include, exclude, saved.get("match", "any"))  # type: ignore[arg-type]

    def known(self, dimensions: Dimensions) -> tuple[Clause | None, list[str]]:
        """Leave out values that no paper has."""
        clause, sentences = super().known(dimensions)
        if clause is None:
            return None, sentences
        dimension = dimensions.get(self.column)
        if isinstance(dimension, (Numbers, Dates)):
            return self, []
        unknown = {value for value in self.include | self.exclude if not len(dimension.codes([value]))}
        if not unknown:
            return self, []
        left = Values(self.column, self.include - unknown, self.exclude - unknown, self.match)
        names = _named(dimension, unknown, " or ")
        sentence = f"No paper here has {names} under “{dimension.column.label}”; that part was left out."
        return (None if left.empty else left), [sentence]


def _having(dimension: Dimension, values: Iterable[Value]) -> Mask:
    """Return which rows have any of these values; of numbers and dates the very values, not their bins."""
    if isinstance(dimension, Numbers):
        numbers = [value for value in values if isinstance(value, (int, float))]
        return np.isin(dimension.numbers, numbers) | ((MISSING in values) & np.isnan(dimension.numbers))
    if isinstance(dimension, Dates):
        days = np.array([value for value in values if is_day(value)], "datetime64[D]")
        exact = np.isin(dimension.first, days) & (dimension.first == dimension.last)
        return exact | ((MISSING in values) & np.isnat(dimension.first))
    return dimension.rows(values)


def _as_values(values: Any, what: str) -> frozenset[Value]:
    def checked(value: Any) -> Value:
        if value is None or isinstance(value, str):
            return as_text(value, what, LENGTH_LIMIT) if value is not None else None
        return as_number(value, what)

    return frozenset(map(checked, as_list(values, what, VALUE_LIMIT)))


def _sorted(values: Iterable[Value]) -> list[Value]:
    return sorted(values, key=lambda value: (value is None, isinstance(value, str), value if value is not None else 0))


def _named(dimension: Dimension, values: Iterable[Value], between: str) -> str:
    return listed([dimension.label(value) for value in _sorted(values)], between)
