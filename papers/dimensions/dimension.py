"""What all dimensions have in common, and those in which each row stands in one bin."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from papers.schema import Column

MISSING = None
"""What the bin of rows without a value stands for. It is the last bin, and only there if such rows exist."""
MISSING_LABEL = "not given"

Mask = NDArray[np.bool_]
Rows = NDArray[np.intp]
Counts = NDArray[np.int32]
Value = str | float | None


def shorter(mask: Mask) -> tuple[Rows, bool]:
    """Return the rows of a mask, or, with True, those outside it where they are fewer."""
    outside = 2 * int(np.count_nonzero(mask)) > len(mask)
    return np.flatnonzero(~mask if outside else mask), outside


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
        In how many bins each row stands; at least one.
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
    def label(self, value: Value) -> str:
        """Return the words for a value, also for one that no paper has."""

    @abstractmethod
    def tally(self, rows: Rows) -> Counts:
        """Return how many of these rows stand in each bin, (size,) int32."""

    @abstractmethod
    def hits(self, codes: NDArray[np.integer]) -> NDArray[np.integer]:
        """Return in how many of these bins each row stands, (n,)."""

    def counts(self, mask: Mask) -> Counts:
        """Return how many rows of the mask (n,) stand in each bin, (size,) int32."""
        return self.counted(*shorter(mask))

    def counted(self, rows: Rows, outside: bool) -> Counts:
        """Return the counts of a mask, given its `shorter`: it is cheaper to count the few and subtract."""
        counts = self.tally(rows)
        return self.totals - counts if outside else counts

    def codes(self, values: Iterable[Value]) -> Rows:
        """Return the bins of these values, increasing; unknown values have none."""
        found = {self._code_of.get(value) for value in values} - {None}
        return np.array(sorted(code for code in found if code is not None), dtype=np.intp)

    def rows(self, values: Iterable[Value]) -> Mask:
        """Return which rows stand in any bin of these values, (n,)."""
        return self.hits(self.codes(values)) > 0

    @cached_property
    def _code_of(self) -> dict[Value, int]:
        return {value: code for code, value in enumerate(self.values)}


class Single(Dimension):
    """A dimension in which each row stands in one bin.

    Attributes
    ----------
    bin_of : (n,) uint8, uint16 or int32
        Bin of each row; as small as can be, since counting is as fast as memory.
    """

    def __init__(self, column: Column, bin_of: NDArray[np.integer], size: int) -> None:
        self.column = column
        self.unit = column.unit
        self.size = size
        smallest = np.uint8 if size <= 2**8 else np.uint16 if size <= 2**16 else np.int32
        self.bin_of: NDArray[np.integer] = bin_of.astype(smallest, copy=False)
        self.totals = np.bincount(self.bin_of, minlength=size).astype(np.int32)

    def tally(self, rows: Rows) -> Counts:
        """Return how many of these rows stand in each bin, (size,) int32."""
        return np.bincount(self.bin_of.take(rows), minlength=self.size).astype(np.int32)

    def hits(self, codes: NDArray[np.integer]) -> NDArray[np.integer]:
        """Return in how many of these bins (none or one) each row stands, (n,)."""
        chosen = np.zeros(self.size, np.uint8)
        chosen[codes] = 1
        return chosen.take(self.bin_of)
