"""Bins of texts: a bin a value, the most frequent first."""

from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers.arrays import as_strings, lengths
from papers.dimensions.dimension import MISSING, MISSING_LABEL, Counts, Dimension, Rows, Single, Value
from papers.schema import Column

EMPTY_LABEL = "(empty)"
YES_NO = {"true": "yes", "false": "no"}


class _Named(Dimension):
    """A dimension whose bins have names, and at the end, where a row has no value, one that has none."""

    _names: pa.Array

    @cached_property
    def values(self) -> list[Value]:
        """Strings, and `MISSING` where a paper has none."""
        return self._names.to_pylist() + [MISSING] * (self.size - len(self._names))

    @cached_property
    def labels(self) -> list[str]:
        """The strings themselves, “yes” and “no” for true and false."""
        return [self.label(value) for value in self.values]

    def label(self, value: Value) -> str:
        """Return the words for a value, also for one that no paper has."""
        if value is MISSING:
            return MISSING_LABEL
        words = str(value)
        return YES_NO.get(words, words) if self._true_false else words or EMPTY_LABEL

    @cached_property
    def _true_false(self) -> bool:
        return 0 < len(self._names) <= len(YES_NO) and set(self._names.to_pylist()) <= YES_NO.keys()


class Categories(_Named, Single):
    """Bins of a column with one value a paper."""

    def __init__(self, column: Column, strings: pa.Array) -> None:
        encoded = strings.dictionary_encode()
        codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False)
        self._names, bin_of, size = _most_frequent_first(encoded.dictionary, codes)
        super().__init__(column, bin_of, size)


class Many(_Named):
    """Bins of a column with many values a paper.

    A row without values stands in the missing bin, so that every row stands in one at least.

    Attributes
    ----------
    indptr : (n + 1,) int64
        Where the bins of each row begin in `bin_of` (“compressed sparse rows”).
    bin_of : (values,) int32
        Bins, row by row, none twice in a row.
    row_of : (values,) int32
        Row to which each of them belongs.
    widths : (n,) int32
    """

    widths: NDArray[np.int32]

    def __init__(self, column: Column, lists: pa.ListArray) -> None:
        self.column = column
        self.unit = column.unit
        n = len(lists)
        encoded = as_strings(lists.flatten()).dictionary_encode()
        size = len(encoded.dictionary) + 1
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        rows = np.repeat(np.arange(n), lengths(lists))
        rows, codes = rows[codes >= 0], codes[codes >= 0]
        empty = np.flatnonzero(np.bincount(rows, minlength=n) == 0)
        # one number for each value of each row: sorted, a name that a paper repeats stands beside itself
        pairs = np.sort(np.concatenate([rows * size + codes, empty * size + size - 1]))
        pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])] if n else pairs
        self._names, bin_of, self.size = _most_frequent_first(encoded.dictionary, pairs % size)
        self.bin_of = bin_of.astype(np.int32)
        self.row_of = (pairs // size).astype(np.int32)
        self.widths = np.bincount(self.row_of, minlength=n).astype(np.int32)
        self.indptr = np.append(0, np.cumsum(self.widths, dtype=np.int64))
        self.totals = np.bincount(self.bin_of, minlength=self.size).astype(np.int32)

    def tally(self, rows: Rows) -> Counts:
        """Return how many of these rows stand in each bin, (size,) int32."""
        if not len(rows):
            return np.zeros(self.size, np.int32)
        starts, widths = self.indptr.take(rows), self.widths.take(rows)
        ends = np.cumsum(widths, dtype=np.int64)
        # places in `bin_of`: one after the other within a row, and from the end of a row a leap to the next
        places = np.ones(ends[-1], np.int64)
        places[0] = starts[0]
        places[ends[:-1]] += starts[1:] - starts[:-1] - widths[:-1]
        np.cumsum(places, out=places)
        return np.bincount(self.bin_of.take(places), minlength=self.size).astype(np.int32)

    def hits(self, codes: NDArray[np.integer]) -> NDArray[np.integer]:
        """Return in how many of these bins each row stands, (n,)."""
        if not len(codes):
            return np.zeros(len(self.widths), np.int64)
        ends = np.cumsum(self.totals, dtype=np.int64)
        here = [self._rows_by_bin[ends[code] - self.totals[code] : ends[code]] for code in codes]
        return np.bincount(np.concatenate(here), minlength=len(self.widths))

    @cached_property
    def _rows_by_bin(self) -> NDArray[np.int32]:
        """Rows of the first bin, then those of the second, and so on, (values,)."""
        return self.row_of[np.argsort(self.bin_of, kind="stable")]


def _most_frequent_first(names: pa.Array, codes: NDArray[np.integer]) -> tuple[pa.Array, NDArray[np.integer], int]:
    """Sort names by how often they occur, then by name; the code after the last name is that of missing values.

    Returns
    -------
    names, codes
        In the new order.
    size : int
        Number of bins.
    """
    counts = np.bincount(codes, minlength=len(names) + 1)
    table = pa.table({"count": counts[:-1], "folded": pc.utf8_lower(names), "name": names})
    order = pc.sort_indices(table, sort_keys=[("count", "descending"), ("folded", "ascending"), ("name", "ascending")])
    place = np.empty(len(counts), np.int64)
    place[order.to_numpy()] = np.arange(len(names))
    place[-1] = len(names)
    return names.take(order), place.take(codes), len(names) + bool(counts[-1])
