"""A dimension is a column of the papers cut into bins, ready to be counted."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers import bins, schema
from papers.schema import Column, Kind
from papers.search import SearchText

MISSING = None
"""What the bin of rows without a value stands for. It is the last bin, and only there if such rows exist."""
MISSING_LABEL = "not given"
IMPRECISE = "imprecise"
"""What the bin of dates stands for that are known less exactly than the bins are wide."""

Mask = NDArray[np.bool_]
Counts = NDArray[np.int32]
Value = str | float | None


class UnknownColumnError(LookupError):
    """A column that the papers do not have; the message is a sentence for the user."""

    def __str__(self) -> str:
        return str(self.args[0])


def shorter(mask: Mask) -> tuple[NDArray[np.intp], bool]:
    """Return the rows of a mask, or those outside it with True where they are fewer."""
    inside = int(np.count_nonzero(mask))
    inverted = 2 * inside > len(mask)
    return np.flatnonzero(~mask if inverted else mask), inverted


class Dimension(ABC):
    """A column cut into bins.

    Attributes
    ----------
    column : Column
    values : list
        What each bin stands for: a string for categories, the lower edge for numbers (float) and dates (ISO day),
        `IMPRECISE`, or `MISSING`.
    labels : list of str
        Words for each bin.
    edges : ndarray or None
        (bins + 1,) float64 for numbers, datetime64[D] for dates, without the bins of missing and imprecise values.
    unit : str
        “day”, “month”, “quarter” or “year” for dates, else the unit of the column.
    size : int
        Number of bins, all included.
    totals : (size,) int32
        Papers in each bin. A paper with many values counts once in each of its bins.
    widths : (n,) int32 or int
        In how many bins each row stands.
    """

    column: Column
    edges: NDArray[Any] | None = None
    unit: str = ""
    size: int
    totals: Counts
    widths: NDArray[np.int32] | int = 1

    @cached_property
    @abstractmethod
    def values(self) -> list[Value]:
        """What each bin stands for."""

    @cached_property
    @abstractmethod
    def labels(self) -> list[str]:
        """Words for each bin."""

    @abstractmethod
    def tally(self, rows: NDArray[np.intp]) -> Counts:
        """Return how many of these rows stand in each bin, (size,) int32. `rows` increase."""

    @abstractmethod
    def hits(self, codes: NDArray[np.intp]) -> NDArray[np.integer]:
        """Return in how many of these bins each row stands, (n,)."""

    def counts(self, mask: Mask) -> Counts:
        """Return how many rows of the mask (n,) stand in each bin, (size,) int32."""
        return self.counted(*shorter(mask))

    def counted(self, rows: NDArray[np.intp], inverted: bool) -> Counts:
        """Return the counts of what `shorter` gave: counting the few and subtracting is cheaper."""
        counts = self.tally(rows)
        return self.totals - counts if inverted else counts

    def rows(self, values: Iterable[Value]) -> Mask:
        """Return which rows stand in any bin of these values, (n,); unknown values have none."""
        return self.hits(self.codes(values)) > 0

    def codes(self, values: Iterable[Value]) -> NDArray[np.intp]:
        """Return the bins of these values, in no particular order; unknown values have none."""
        found = (self._code_of.get(value) for value in set(values))
        return np.array(sorted(code for code in found if code is not None), dtype=np.intp)

    def label(self, value: Value) -> str:
        """Return the words for a value, also for one that no paper has."""
        code = self._code_of.get(value)
        if code is not None:
            return self.labels[code]
        return MISSING_LABEL if value is MISSING else str(value)

    @cached_property
    def _code_of(self) -> dict[Value, int]:
        return {value: code for code, value in enumerate(self.values)}


class Single(Dimension):
    """A dimension in which each row stands in one bin.

    Parameters
    ----------
    codes : (n,) integers
        Bin of each row.
    """

    def __init__(self, column: Column, codes: NDArray[np.integer], size: int) -> None:
        self.column = column
        self.unit = column.unit
        self.size = size
        self._codes = codes.astype(np.uint8 if size <= 2**8 else np.uint16 if size <= 2**16 else np.int32, copy=False)
        self.totals = np.bincount(self._codes, minlength=size).astype(np.int32)

    def tally(self, rows: NDArray[np.intp]) -> Counts:
        """Return how many of these rows stand in each bin, (size,) int32."""
        return np.bincount(self._codes[rows], minlength=self.size).astype(np.int32)

    def hits(self, codes: NDArray[np.intp]) -> NDArray[np.integer]:
        """Return in how many of these bins (none or one) each row stands, (n,)."""
        chosen = np.zeros(self.size, np.uint8)
        chosen[codes] = 1
        return chosen[self._codes]


class Categories(Single):
    """Bins of a column with one value a paper: the most frequent value first."""

    def __init__(self, column: Column, strings: pa.Array) -> None:
        encoded = strings.dictionary_encode()
        codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
        self._names, codes, size = _most_frequent_first(encoded.dictionary, codes)
        super().__init__(column, codes, size)

    @cached_property
    def values(self) -> list[Value]:
        """Strings, and `MISSING` where a paper has none."""
        return self._names.to_pylist() + [MISSING] * (self.size - len(self._names))

    @cached_property
    def labels(self) -> list[str]:
        """The strings themselves."""
        return _category_labels(self.values)


class Many(Dimension):
    """Bins of a column with many values a paper, kept as rows of codes one after the other (CSR).

    A row without values stands in the missing bin, so that every row has at least one code.
    """

    def __init__(self, column: Column, lists: pa.ListArray) -> None:
        self.column = column
        self.unit = column.unit
        n = len(lists)
        lengths = pc.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False)
        encoded = _as_strings(lists.flatten()).dictionary_encode()
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        rows = np.repeat(np.arange(n), lengths)
        rows, codes = rows[codes >= 0], codes[codes >= 0]
        empty = np.flatnonzero(np.bincount(rows, minlength=n) == 0)
        width = len(encoded.dictionary) + 1
        # one number for each value of each row: sorting them puts a name that a paper repeats beside itself
        pairs = np.sort(np.concatenate([rows * width + codes, empty * width + width - 1]))
        pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])] if len(pairs) else pairs
        self._row_of, codes = (pairs // width).astype(np.int32), pairs % width
        self._names, codes, self.size = _most_frequent_first(encoded.dictionary, codes)
        self._codes = codes.astype(np.int32)
        self.widths = np.bincount(self._row_of, minlength=n).astype(np.int32)
        self.indptr = np.append(0, np.cumsum(self.widths, dtype=np.int64))
        self.totals = np.bincount(self._codes, minlength=self.size).astype(np.int32)

    widths: NDArray[np.int32]

    def tally(self, rows: NDArray[np.intp]) -> Counts:
        """Return how many of these rows stand in each bin, (size,) int32."""
        widths = self.widths[rows]
        ends = np.cumsum(widths, dtype=np.intp)
        total = int(ends[-1]) if len(ends) else 0
        places = np.repeat(self.indptr[rows] - (ends - widths), widths) + np.arange(total)
        return np.bincount(self._codes[places], minlength=self.size).astype(np.int32)

    def hits(self, codes: NDArray[np.intp]) -> NDArray[np.integer]:
        """Return in how many of these bins each row stands, (n,)."""
        chosen = np.zeros(self.size, np.bool_)
        chosen[codes] = True
        return np.bincount(self._row_of[chosen[self._codes]], minlength=len(self.widths))

    @cached_property
    def values(self) -> list[Value]:
        """Strings, and `MISSING` where a paper has none."""
        return self._names.to_pylist() + [MISSING] * (self.size - len(self._names))

    @cached_property
    def labels(self) -> list[str]:
        """The strings themselves."""
        return _category_labels(self.values)


class Numbers(Single):
    """Bins of a number column.

    Attributes
    ----------
    numbers : (n,) float64
        The number of each row; NaN where it is missing or not finite.
    """

    edges: NDArray[np.float64]

    def __init__(self, column: Column, numbers: NDArray[np.float64], *, aim: int = bins.BINS) -> None:
        self.numbers = numbers
        missing = np.isnan(numbers)
        given = numbers[~missing]
        self.edges = bins.number_edges(given, bins=aim)
        self._integers = bins.are_integers(given)
        self._bins = max(len(self.edges) - 1, 0)
        codes = np.full(len(numbers), self._bins)
        codes[~missing] = np.clip(np.searchsorted(self.edges, given, side="right") - 1, 0, self._bins - 1)
        super().__init__(column, codes, self._bins + bool(missing.any()))

    @property
    def positions(self) -> NDArray[np.float64]:
        """Where each row stands on an axis, (n,) float64."""
        return self.numbers

    @cached_property
    def values(self) -> list[Value]:
        """Lower edges, and `MISSING` where a paper has no number."""
        return self.edges[:-1].tolist() + [MISSING] * (self.size - self._bins)

    @cached_property
    def labels(self) -> list[str]:
        """The numbers of each bin."""
        return bins.number_labels(self.edges, self._integers) + [MISSING_LABEL] * (self.size - self._bins)


class Dates(Single):
    """Bins of a date column.

    Attributes
    ----------
    first, last : (n,) datetime64[D]
        First and last day of what is known of each row's date; NaT where it is missing.
    """

    edges: NDArray[np.datetime64]

    def __init__(
        self, column: Column, days: NDArray[np.datetime64], precision: NDArray[np.uint8], unit: str | None = None
    ) -> None:
        self.first, self.last = _intervals(days, precision)
        given = ~np.isnat(days)
        cut = bins.date_unit(self.first[given], precision[given], unit)
        placed = given & (precision <= bins.coarsest(cut))
        self.edges = bins.date_edges(self.first[placed], cut)
        self._bins = max(len(self.edges) - 1, 0)
        self._imprecise = bool((given & ~placed).any())
        codes = np.full(len(days), self._bins)
        codes[placed] = np.searchsorted(self.edges, self.first[placed], side="right") - 1
        codes[~given] += self._imprecise
        super().__init__(column, codes, self._bins + self._imprecise + bool((~given).any()))
        self.unit = cut

    @cached_property
    def positions(self) -> NDArray[np.float64]:
        """Where each row stands on an axis: milliseconds from 1970 to its first day, (n,) float64."""
        milliseconds = self.first.astype("datetime64[ms]").astype(np.float64)
        milliseconds[np.isnat(self.first)] = np.nan
        return milliseconds

    @cached_property
    def values(self) -> list[Value]:
        """First days, `IMPRECISE` and `MISSING` where such papers exist."""
        rest: list[Value] = [IMPRECISE] * self._imprecise
        rest += [MISSING] * (self.size - self._bins - self._imprecise)
        return np.datetime_as_string(self.edges[:-1]).tolist() + rest

    @cached_property
    def labels(self) -> list[str]:
        """Days, months, quarters or years."""
        rest = ["month or year only" if self.unit == "day" else "year only"] * self._imprecise
        rest += [MISSING_LABEL] * (self.size - self._bins - self._imprecise)
        return bins.date_labels(self.edges, self.unit) + rest  # type: ignore[arg-type]


class Dimensions:
    """The dimensions of some papers, built when they are first asked for.

    Parameters
    ----------
    papers : DataFrame
        As `papers.schema` describes, n rows.
    derive : callable, optional
        ``derive(name)`` gives the Series (n,) of a column that is not in the frame, or None.
    """

    def __init__(self, papers: pd.DataFrame, derive: Callable[[str], pd.Series | None] | None = None) -> None:
        self.papers = papers
        self._derive = derive
        self._series: dict[str, pd.Series] = {}
        self._columns: dict[str, Column] = {}
        self._built: dict[tuple[Any, ...], Dimension] = {}

    def __len__(self) -> int:
        return len(self.papers)

    def series(self, name: str) -> pd.Series:
        """Return a column of the papers, or one that is derived.

        Raises
        ------
        UnknownColumnError
        """
        if name in self.papers:
            return self.papers[name]
        if name not in self._series:
            derived = self._derive(name) if self._derive is not None else None
            if derived is None:
                raise UnknownColumnError(f"These papers have no column “{name}”.")
            self._series[name] = derived.rename(name)
        return self._series[name]

    def column(self, name: str) -> Column:
        """Return what is known of a column.

        Raises
        ------
        UnknownColumnError
        """
        if name not in self._columns:
            self._columns[name] = schema.describe(self.series(name))
        return self._columns[name]

    def names(self, kind: Kind | Iterable[Kind] | None = None) -> list[str]:
        """Return the columns of the frame, of one kind or of several, in which at least one paper has a value."""
        kinds = {kind} if isinstance(kind, str) else None if kind is None else set(kind)
        return [
            name
            for name in map(str, self.papers.columns)
            if (kinds is None or self.column(name).kind in kinds) and self.series(name).notna().any()
        ]

    def get(self, name: str, *, unit: str | None = None, bins: int | None = None) -> Dimension:
        """Return a column cut into bins.

        Parameters
        ----------
        name : str
        unit : {"day", "month", "quarter", "year"}, optional
            Width of the bins of a date column; chosen by its span if not given.
        bins : int, optional
            How many bins a number column should have, roughly.

        Raises
        ------
        UnknownColumnError
        """
        key = (name, unit, bins)
        if key not in self._built:
            self._built[key] = self._build(name, unit, bins)
        return self._built[key]

    @cached_property
    def text(self) -> SearchText:
        """The words of the papers, ready to be searched."""
        return SearchText(self.papers)

    def _build(self, name: str, unit: str | None, aim: int | None) -> Dimension:
        column, series = self.column(name), self.series(name)
        match column.kind:
            case "number":
                return Numbers(column, _numbers(series), aim=aim or bins.BINS)
            case "date":
                days = _days(series)
                known_to = f"{name}_precision"
                precision = (
                    _precision(self.series(known_to)) if known_to in self.papers else np.zeros(len(days), np.uint8)
                )
                return Dates(column, days, precision, unit)
            case "many":
                return Many(column, _lists(series))
            case _:
                return Categories(column, _strings(series))


def _most_frequent_first(dictionary: pa.Array, codes: NDArray[np.integer]) -> tuple[pa.Array, NDArray[np.integer], int]:
    """Order bins by papers, then by name; codes beyond the dictionary are missing values and stay last."""
    counts = np.bincount(codes, minlength=len(dictionary) + 1)
    table = pa.table({"papers": counts[:-1], "folded": pc.utf8_lower(dictionary), "name": dictionary})
    order = pc.sort_indices(table, sort_keys=[("papers", "descending"), ("folded", "ascending"), ("name", "ascending")])
    place = np.empty(len(counts), np.intp)
    place[order.to_numpy()] = np.arange(len(dictionary))
    place[-1] = len(dictionary)
    return dictionary.take(order), place[codes], len(dictionary) + bool(counts[-1])


def _category_labels(values: list[Value]) -> list[str]:
    return [MISSING_LABEL if value is MISSING else str(value) or "(empty)" for value in values]


def _array(series: pd.Series) -> pa.Array:
    array = pa.array(series, from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _as_strings(array: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    return array.cast(pa.large_string())


def _strings(series: pd.Series) -> pa.Array:
    try:
        return _as_strings(_array(series))
    except pa.ArrowException:  # objects of several types
        return _as_strings(_array(series.astype("str")))


def _lists(series: pd.Series) -> pa.ListArray:
    array = _array(series)
    if pa.types.is_null(array.type):
        return array.cast(pa.list_(pa.string()))
    return array


def _numbers(series: pd.Series) -> NDArray[np.float64]:
    numbers = pd.to_numeric(series, errors="coerce").to_numpy(np.float64, na_value=np.nan, copy=True)
    numbers[~np.isfinite(numbers)] = np.nan
    return numbers


def _days(series: pd.Series) -> NDArray[np.datetime64]:
    """Return days; a year that no calendar has (before 1, after 9999) is missing."""
    if isinstance(series.dtype, pd.DatetimeTZDtype):
        series = series.dt.tz_localize(None)
    days = series.to_numpy("datetime64[s]").astype("datetime64[D]")
    days[(days < np.datetime64("0001-01-01")) | (days > np.datetime64("9999-12-31"))] = np.datetime64("NaT")
    return days


def _precision(series: pd.Series) -> NDArray[np.uint8]:
    month, year = ((series == known).fillna(False).to_numpy(np.bool_) for known in ("month", "year"))
    return month + 2 * year.astype(np.uint8)


def _intervals(
    days: NDArray[np.datetime64], precision: NDArray[np.uint8]
) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Return the first and the last day of the day, month or year in which each date lies."""
    first, last = days.copy(), days.copy()
    for code, unit in ((1, "M"), (2, "Y")):
        known = precision == code
        periods = days[known].astype(f"datetime64[{unit}]")
        first[known] = periods.astype("datetime64[D]")
        last[known] = (periods + 1).astype("datetime64[D]") - 1
    return first, last
