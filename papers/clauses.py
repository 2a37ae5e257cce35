"""Clauses: what somebody asks of one column, as values that can be compared, saved and put into words."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from papers.bins import between, number
from papers.dimensions import (
    MISSING,
    MISSING_LABEL,
    Dates,
    Dimension,
    Dimensions,
    Mask,
    Numbers,
    UnknownColumnError,
    Value,
)

Match = Literal["any", "all", "none", "exactly"]

VALUE_LIMIT = 10_000
POINT_LIMIT = 10_000
QUERY_LIMIT = 2_000
"""Most values, points and letters that a clause may have: saved views come from outside."""
NAMED = 3
"""Values that a clause names in words; the others are counted."""


class ClauseError(ValueError):
    """A clause that cannot be; the message is a sentence for the user."""


class Clause(ABC):
    """What somebody asks of one column (or two, or of the text)."""

    TYPE: ClassVar[str]

    @property
    @abstractmethod
    def key(self) -> str:
        """What the clause constrains. A new clause replaces the one with the same key."""

    @property
    @abstractmethod
    def empty(self) -> bool:
        """Whether the clause asks for nothing."""

    @abstractmethod
    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which rows pass, (n,).

        Raises
        ------
        ClauseError
            If the papers have no such column, or it is of another kind.
        """

    @abstractmethod
    def words(self, dimensions: Dimensions) -> str:
        """Return the clause in words."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Return what `clause_from_dict` reads, fit for JSON."""

    def known(self, dimensions: Dimensions) -> tuple["Clause | None", list[str]]:
        """Return what is left of the clause among these papers, and sentences about what is not."""
        try:
            self.mask(dimensions)
        except ClauseError as error:
            return None, [str(error)]
        return self, []


@dataclass(frozen=True)
class Values(Clause):
    """Rows by the values they have.

    Parameters
    ----------
    column : str
    include, exclude : frozenset
        Values; None is that of rows that have none. Strings for categories, numbers for number columns, ISO days for
        dates. Of a column with many values, a row that has an excluded one fails. Nothing to include asks for nothing.
    match : {"any", "all", "none", "exactly"}
        Whether a row needs any of the included values, all of them, none of them, or all of them and no other.
    """

    column: str
    include: frozenset[Value] = frozenset()
    exclude: frozenset[Value] = frozenset()
    match: Match = "any"

    TYPE: ClassVar[str] = "values"

    def __post_init__(self) -> None:
        if self.match not in get_args(Match):
            raise ClauseError(f"“{self.match}” is no way to match values; use any, all, none or exactly.")
        for name in ("include", "exclude"):
            object.__setattr__(self, name, _values(self.column, getattr(self, name)))

    @property
    def key(self) -> str:
        """The column."""
        return self.column

    @property
    def empty(self) -> bool:
        """Whether nothing is included and nothing excluded."""
        return not self.include and not self.exclude

    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which rows pass, (n,)."""
        dimension = _dimension(dimensions, self.column)
        mask = self._included(dimension) if self.include else np.ones(len(dimensions), np.bool_)
        return mask & ~_rows(dimension, self.exclude) if self.exclude else mask

    def _included(self, dimension: Dimension) -> Mask:
        if self.match == "any":
            return _rows(dimension, self.include)
        if self.match == "none":
            return ~_rows(dimension, self.include)
        if isinstance(dimension, (Numbers, Dates)):
            one = len(self.include) == 1
            return _rows(dimension, self.include if one else ())
        mask = dimension.hits(dimension.codes(self.include)) == len(self.include)
        return mask & (dimension.widths == len(self.include)) if self.match == "exactly" else mask

    def words(self, dimensions: Dimensions) -> str:
        """Return “Authors: A or B, not C”."""
        dimension = _dimension(dimensions, self.column)
        joined = {
            "any": ("", " or "),
            "all": ("", " and "),
            "none": ("neither ", " nor "),
            "exactly": ("only ", " and "),
        }
        before, between = joined[self.match]
        if self.match == "none" and len(self.include) == 1:
            before = "not "
        parts = [before + _listed(dimension, self.include, between)] if self.include else []
        parts += ["not " + _listed(dimension, self.exclude, " or ")] if self.exclude else []
        return f"{dimension.column.label}: {', '.join(parts)}"

    def to_dict(self) -> dict[str, Any]:
        """Return what `clause_from_dict` reads."""
        return {
            "type": self.TYPE,
            "column": self.column,
            "include": _sorted(self.include),
            "exclude": _sorted(self.exclude),
            "match": self.match,
        }

    def known(self, dimensions: Dimensions) -> tuple["Clause | None", list[str]]:
        """Leave out values that no paper has."""
        clause, sentences = super().known(dimensions)
        if clause is None:
            return None, sentences
        dimension = dimensions.get(self.column)
        if isinstance(dimension, (Numbers, Dates)):
            return self, []
        have = {value for value in self.include | self.exclude if len(dimension.codes([value]))}
        gone = (self.include | self.exclude) - have
        if not gone:
            return self, []
        label = dimension.column.label
        sentence = f"No paper here has {_listed(dimension, gone, ' or ')} under “{label}”, so that part was left out."
        left = Values(self.column, self.include & have, self.exclude & have, self.match)
        return (None if left.empty else left), [sentence]


@dataclass(frozen=True)
class Range(Clause):
    """Rows whose number or date lies between two ends, both included.

    Parameters
    ----------
    column : str
    low, high : float, ISO day or None
        None leaves that side open. A date that is known only to its month or year passes if that month or year and
        the range overlap.
    missing : bool
        Whether rows without a value pass too. Without ends, only those pass.
    """

    column: str
    low: float | str | None = None
    high: float | str | None = None
    missing: bool = False

    TYPE: ClassVar[str] = "range"

    def __post_init__(self) -> None:
        low, high = _end(self.column, self.low, -math.inf), _end(self.column, self.high, math.inf)
        if low is not None and high is not None:
            if isinstance(low, str) != isinstance(high, str):
                raise ClauseError(f"A range of “{self.column}” needs two numbers or two days.")
            low, high = (low, high) if low <= high else (high, low)  # type: ignore[operator]
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)
        object.__setattr__(self, "missing", bool(self.missing))

    @property
    def key(self) -> str:
        """The column."""
        return self.column

    @property
    def _open(self) -> bool:
        return self.low is None and self.high is None

    @property
    def empty(self) -> bool:
        """Whether both sides are open and rows without a value are not asked for."""
        return self._open and not self.missing

    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which rows pass, (n,)."""
        dimension = _dimension(dimensions, self.column)
        dated = any(isinstance(end, str) for end in (self.low, self.high))
        label = dimension.column.label
        if isinstance(dimension, Numbers):
            if dated:
                raise ClauseError(f"“{label}” holds numbers; a range of days does not fit it.")
            return self._between(dimension.numbers, dimension.numbers, np.isnan(dimension.numbers), self.low, self.high)
        if isinstance(dimension, Dates):
            if not dated and not self._open:
                raise ClauseError(f"“{label}” holds dates; give days such as 2024-03-31.")
            low, high = (None if end is None else np.datetime64(str(end), "D") for end in (self.low, self.high))
            return self._between(dimension.first, dimension.last, np.isnat(dimension.first), low, high)
        raise ClauseError(f"“{label}” holds neither numbers nor dates, so it has no range.")

    def _between(self, first: NDArray[Any], last: NDArray[Any], missing: Mask, low: Any, high: Any) -> Mask:
        if self._open:
            return missing if self.missing else np.ones(len(missing), np.bool_)
        mask = ~missing
        if low is not None:
            mask &= last >= low
        if high is not None:
            mask &= first <= high
        return mask | missing if self.missing else mask

    def words(self, dimensions: Dimensions) -> str:
        """Return “Upvotes: 10–50 or not given”."""
        column = _dimension(dimensions, self.column).column
        if self._open:
            return f"{column.label}: {MISSING_LABEL}"
        return f"{column.label}: {self._ends()}{f' or {MISSING_LABEL}' if self.missing else ''}"

    def _ends(self) -> str:
        if isinstance(self.low, str) or isinstance(self.high, str):
            if self.high is None:
                return f"since {self.low}"
            return f"until {self.high}" if self.low is None else _period(str(self.low), str(self.high))
        if self.high is None:
            return f"at least {number(self.low or 0)}"
        return f"at most {number(self.high)}" if self.low is None else between(self.low, self.high)

    def to_dict(self) -> dict[str, Any]:
        """Return what `clause_from_dict` reads."""
        return {"type": self.TYPE, "column": self.column, "low": self.low, "high": self.high, "missing": self.missing}


@dataclass(frozen=True)
class Region(Clause):
    """Rows that lie inside a polygon drawn over two number or date columns.

    Parameters
    ----------
    x, y : str
        Columns of the two axes.
    path : tuple of (float, float)
        Corners of the polygon; dates as milliseconds since 1970.
    """

    x: str
    y: str
    path: tuple[tuple[float, float], ...] = ()

    TYPE: ClassVar[str] = "region"

    def __post_init__(self) -> None:
        try:
            path = tuple((float(x), float(y)) for x, y in self.path)
        except (TypeError, ValueError) as error:
            raise ClauseError("A region is a list of points, each two numbers.") from error
        if len(path) > POINT_LIMIT or not all(math.isfinite(x) and math.isfinite(y) for x, y in path):
            raise ClauseError(f"A region has at most {POINT_LIMIT:,} points, all of them finite numbers.")
        object.__setattr__(self, "path", path)

    @property
    def key(self) -> str:
        """Both columns."""
        return f"{self.x}~{self.y}"

    @property
    def empty(self) -> bool:
        """Whether the polygon has no area."""
        return len(self.path) < 3

    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which rows lie inside, (n,); rows without x or y do not."""
        x, y = (self._positions(dimensions, name) for name in (self.x, self.y))
        return inside(x, y, np.array(self.path))

    @staticmethod
    def _positions(dimensions: Dimensions, name: str) -> NDArray[np.float64]:
        dimension = _dimension(dimensions, name)
        if not isinstance(dimension, (Numbers, Dates)):
            raise ClauseError(f"“{dimension.column.label}” holds neither numbers nor dates, so no region lies on it.")
        return dimension.positions

    def words(self, dimensions: Dimensions) -> str:
        """Return “Area of Upvotes and Stars”."""
        labels = [_dimension(dimensions, name).column.label for name in (self.x, self.y)]
        return f"Area of {labels[0]} and {labels[1]}"

    def to_dict(self) -> dict[str, Any]:
        """Return what `clause_from_dict` reads."""
        return {"type": self.TYPE, "x": self.x, "y": self.y, "path": [list(point) for point in self.path]}


@dataclass(frozen=True)
class Text(Clause):
    """Rows whose text holds all words of a query (see `papers.search`)."""

    query: str

    TYPE: ClassVar[str] = "text"

    def __post_init__(self) -> None:
        if not isinstance(self.query, str) or len(self.query) > QUERY_LIMIT:
            raise ClauseError(f"A query is a text of at most {QUERY_LIMIT:,} letters.")

    @property
    def key(self) -> str:
        """The word “text”."""
        return "text"

    @property
    def empty(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.query.strip()

    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which rows hold all words, (n,)."""
        return dimensions.text.matches(self.query)

    def words(self, dimensions: Dimensions) -> str:
        """Return “Text: “graph of thoughts””."""
        return f"Text: “{self.query.strip()}”"

    def to_dict(self) -> dict[str, Any]:
        """Return what `clause_from_dict` reads."""
        return {"type": self.TYPE, "query": self.query}


def clause_from_dict(saved: Any) -> Clause:
    """Return the clause that `to_dict` wrote.

    Raises
    ------
    ClauseError
        If it is no such dict. Saved views come from outside: nothing in them is taken for granted.
    """
    if not isinstance(saved, Mapping):
        raise ClauseError("A saved filter is no dictionary.")

    def text(name: str) -> str:
        value = saved.get(name)
        if not isinstance(value, str):
            raise ClauseError(f"A saved filter says no “{name}”.")
        return value

    def listed(name: str) -> list[Any]:
        value = saved.get(name, [])
        if not isinstance(value, (list, tuple)):
            raise ClauseError(f"“{name}” of a saved filter is no list.")
        return list(value)

    match saved.get("type"):
        case Values.TYPE:
            match = saved.get("match", "any")
            return Values(text("column"), listed("include"), listed("exclude"), match)  # type: ignore[arg-type]
        case Range.TYPE:
            return Range(text("column"), saved.get("low"), saved.get("high"), saved.get("missing") is True)
        case Region.TYPE:
            return Region(text("x"), text("y"), listed("path"))  # type: ignore[arg-type]
        case Text.TYPE:
            return Text(text("query"))
    raise ClauseError("A saved filter is of a kind that is not known here.")


def inside(x: NDArray[np.float64], y: NDArray[np.float64], path: NDArray[np.float64]) -> Mask:
    """Return which points lie inside a polygon, by the even-odd rule.

    Points are sorted by y once; each side of the polygon then looks only at the points beside it.

    Parameters
    ----------
    x, y : (n,) float64; NaN lies outside
    path : (corners, 2) float64
    """
    mask = np.zeros(len(x), np.bool_)
    if len(path) < 3:
        return mask
    (left, bottom), (right, top) = path.min(axis=0), path.max(axis=0)
    rows = np.flatnonzero((x >= left) & (x <= right) & (y >= bottom) & (y <= top))
    rows = rows[np.argsort(y[rows])]
    xs, ys = x[rows], y[rows]
    odd = np.zeros(len(rows), np.bool_)
    for (x0, y0), (x1, y1) in zip(path, np.roll(path, -1, axis=0), strict=True):
        beside = slice(*np.searchsorted(ys, sorted((y0, y1))))
        if y0 != y1:
            odd[beside] ^= xs[beside] < x0 + (ys[beside] - y0) * ((x1 - x0) / (y1 - y0))
    mask[rows] = odd
    return mask


def _dimension(dimensions: Dimensions, name: str) -> Dimension:
    try:
        return dimensions.get(name)
    except UnknownColumnError as error:
        raise ClauseError(str(error)) from error


def _rows(dimension: Dimension, values: Iterable[Value]) -> Mask:
    """Return which rows have any of these values; of numbers and dates the values themselves, not their bins."""
    values = set(values)
    if isinstance(dimension, Numbers):
        numbers = [value for value in values if isinstance(value, (int, float))]
        return np.isin(dimension.numbers, numbers) | ((MISSING in values) & np.isnan(dimension.numbers))
    if isinstance(dimension, Dates):
        days = np.array([day for value in values if (day := _day(value))], "datetime64[D]")
        exact = np.isin(dimension.first, days) & (dimension.first == dimension.last)
        return exact | ((MISSING in values) & np.isnat(dimension.first))
    return dimension.rows(values)


def _values(column: str, values: Any) -> frozenset[Value]:
    """Return values as a set, if they can be values."""
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise ClauseError(f"The values of “{column}” are no list.")
    out = frozenset(value.item() if isinstance(value, np.generic) else value for value in values)
    if len(out) > VALUE_LIMIT:
        raise ClauseError(f"“{column}” has more than {VALUE_LIMIT:,} values chosen; use fewer.")
    for value in out:
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, (str, int, float)) or value != value
        ):
            raise ClauseError(f"“{value}” cannot be a value of “{column}”.")
    return out


def _end(column: str, end: Any, unbounded: float) -> float | str | None:
    """Return an end of a range as a number, an ISO day, or None where the range is open."""
    if end is None or end is pd.NaT:
        return None
    if isinstance(end, np.datetime64):
        end = str(end.astype("datetime64[D]"))
    if isinstance(end, date):
        end = end.isoformat()[:10]
    if isinstance(end, str):
        if (day := _day(end)) is None:
            raise ClauseError(f"“{end}” is no day; “{column}” needs days such as 2024-03-31.")
        return day
    if isinstance(end, np.generic):
        end = end.item()
    if isinstance(end, bool) or not isinstance(end, (int, float)) or math.isnan(end):
        raise ClauseError(f"“{end}” cannot be an end of a range of “{column}”.")
    if math.isinf(end):
        if end == unbounded:
            return None
        raise ClauseError(f"“{end}” cannot be this end of a range of “{column}”.")
    return end


def _day(value: Any) -> str | None:
    """Return an ISO day, or None if it is none."""
    try:
        return date.fromisoformat(value).isoformat() if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def _period(low: str, high: str) -> str:
    """Return “2024”, “2024-03”, “2023-05 to 2024-02” where whole years or months are meant, else both days."""
    last = str(np.datetime64(high[:7], "M") + 1)
    if low.endswith("-01-01") and high.endswith("-12-31"):
        low, high = low[:4], high[:4]
    elif low.endswith("-01") and str(np.datetime64(last, "D") - 1) == high:
        low, high = low[:7], high[:7]
    return low if low == high else f"{low} to {high}"


def _sorted(values: Iterable[Value]) -> list[Value]:
    return sorted(values, key=lambda value: (value is None, isinstance(value, str), value if value is not None else 0))


def _listed(dimension: Dimension, values: Iterable[Value], between: str) -> str:
    labels = [dimension.label(value) for value in _sorted(values)]
    if len(labels) > NAMED:
        labels = [*labels[: NAMED - 1], f"{len(labels) - NAMED + 1} more"]
    return between.join(labels)
