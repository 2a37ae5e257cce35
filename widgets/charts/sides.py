"""The sides of a table of two columns: which values stand along a side, whose they are, and what choosing one asks."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papers.clauses import Clause, Range, Values
from papers.dimensions import MISSING, Categories, Dates, Dimension, Dimensions, Many, Mask
from widgets.charts.chart import included, toggled
from widgets.charts.counts import given, most_frequent

YEAR = "year"
"""Dates stand along a side by year."""

Count = Callable[[], NDArray[np.integer]]
"""Gives the papers of each bin when they are asked for."""


@dataclass(frozen=True)
class Standing:
    """Which papers stand at which places along a side.

    Attributes
    ----------
    places, rows : (entries,)
        A place and a paper that stands there; no pair of them twice.
    size : int
        Number of places.
    """

    places: NDArray[np.intp]
    rows: NDArray[np.intp]
    size: int

    def codes(self, papers: int) -> NDArray[np.intp]:
        """Return the places of each paper as bits of one number, (papers,)."""
        return np.bincount(self.rows, np.exp2(self.places), papers).astype(np.intp)


def crossed(down: Standing, codes: NDArray[np.intp], size: int, mask: Mask | None = None) -> NDArray[np.int32]:
    """Return how many papers stand at each pair of places, (down.size, size) int32.

    Papers with the same places across, of which there are few different sets, are counted together.

    Parameters
    ----------
    down : Standing
    codes : (papers,)
        Of the other side, of so many places (`size`); see `Standing.codes`.
    mask : (papers,), optional
        Papers that count.
    """
    places, rows = down.places, down.rows
    if mask is not None:
        passing = np.flatnonzero(mask[rows])
        places, rows = places[passing], rows[passing]
    sets = 1 << size
    counts = np.bincount(places * sets + codes[rows], minlength=down.size * sets).reshape(down.size, sets)
    bits = (np.arange(sets)[:, None] >> np.arange(size)) & 1
    return (counts.astype(np.float64) @ bits.astype(np.float64)).astype(np.int32)


class Side(ABC):
    """A column along a side.

    Attributes
    ----------
    name : str
        The column, which is also the key of its clause.
    label : str
        What it is called.
    given : int
        Bins that stand for a value; after them comes that of papers without one, if there are any.
    """

    def __init__(self, name: str, dimension: Dimension) -> None:
        self.name = name
        self.dimension = dimension
        self.label = dimension.column.label
        self.given = given(dimension)

    @abstractmethod
    def shown(self, count: Count, clause: Clause | None, most: int) -> list[int]:
        """Return the bins that are shown, at most so many and that of no value."""

    @abstractmethod
    def chosen(self, clause: Clause | None) -> set[int]:
        """Return the bins that a clause asks for."""

    @abstractmethod
    def alone(self, bin: int) -> Clause:
        """Return the clause that asks for one bin."""

    @abstractmethod
    def toggled(self, clause: Clause | None, bin: int, *, add: bool) -> Clause | None:
        """Return the clause after a click on a bin; None where nothing is left to ask for."""

    def standing(self, bins: Sequence[int]) -> Standing:
        """Return which papers stand in each of these bins."""
        dimension = self.dimension
        assert isinstance(dimension, (Categories, Many, Dates))
        place = np.full(dimension.size, -1, np.int16)
        place[list(bins)] = np.arange(len(bins))
        places = place.take(dimension.bin_of)
        at = np.flatnonzero(places >= 0)
        rows = dimension.row_of[at].astype(np.intp) if isinstance(dimension, Many) else at
        return Standing(places[at].astype(np.intp), rows, len(bins))

    @property
    def missing(self) -> list[int]:
        """The bin of papers without a value, if there are any."""
        return list(range(self.given, self.dimension.size))

    @property
    def several(self) -> bool:
        """Whether a paper can have several values."""
        return isinstance(self.dimension, Many)


class Named(Side):
    """Values by name, the most frequent first."""

    def shown(self, count: Count, clause: Clause | None, most: int) -> list[int]:
        """Return the most frequent values; those that are chosen are among them."""
        codes = self.dimension.codes(included(clause))
        return [*most_frequent(count()[: self.given], most, codes[codes < self.given]), *self.missing]

    def chosen(self, clause: Clause | None) -> set[int]:
        """Return the bins that a clause asks for."""
        return set(self.dimension.codes(included(clause)).tolist())

    def alone(self, bin: int) -> Clause:
        """Return the clause that asks for one value."""
        return Values(self.name, frozenset({self.dimension.values[bin]}))

    def toggled(self, clause: Clause | None, bin: int, *, add: bool) -> Clause | None:
        """Return the clause after a click on a value."""
        return toggled(clause, self.name, self.dimension.values[bin], add=add)


class Years(Side):
    """The years of a date column, in their order."""

    dimension: Dates

    def __init__(self, name: str, dimension: Dimension) -> None:
        super().__init__(name, dimension)
        self.label = f"{self.label} ({YEAR})"

    def shown(self, count: Count, clause: Clause | None, most: int) -> list[int]:
        """Return the years, one after the other, in which most papers lie; steady, whatever the clauses are."""
        totals = np.append(0, np.cumsum(self.dimension.totals[: self.given]))
        most = min(most, self.given)
        first = self.given - most - int(np.argmax((totals[most:] - totals[: self.given - most + 1])[::-1]))
        return [*range(first, first + most), *self.missing]

    def chosen(self, clause: Clause | None) -> set[int]:
        """Return the years that a range touches."""
        if not isinstance(clause, Range):
            return set()
        bins = set(self.missing) if clause.missing else set()
        if clause.low is None and clause.high is None:
            return bins
        edges = self.dimension.edges
        touched = np.ones(self.given, np.bool_)
        if clause.low is not None:
            touched &= edges[1:] > np.datetime64(str(clause.low))
        if clause.high is not None:
            touched &= edges[:-1] <= np.datetime64(str(clause.high))
        return bins | set(np.flatnonzero(touched).tolist())

    def alone(self, bin: int) -> Range:
        """Return the clause that asks for one year."""
        if self.dimension.values[bin] is MISSING:
            return Range(self.name, missing=True)
        return Range(self.name, str(self.dimension.edges[bin]), str(self.dimension.edges[bin + 1] - 1))

    def toggled(self, clause: Clause | None, bin: int, *, add: bool) -> Clause | None:
        """Return the clause after a click on a year; with `add`, the range reaches to it, or no longer does."""
        one = self.alone(bin)
        if clause == one:
            return None
        if not add or not isinstance(clause, Range):
            return one
        if bin in self.missing:
            changed = Range(self.name, clause.low, clause.high, not clause.missing)
            return None if changed.empty else changed
        bins = self.chosen(clause) - set(self.missing)
        if bin in bins and bin in (min(bins), max(bins)):
            bins.remove(bin)
        else:
            bins.add(bin)
        if not bins:
            return Range(self.name, missing=True) if clause.missing else None
        first, last = self.alone(min(bins)), self.alone(max(bins))
        return Range(self.name, first.low, last.high, clause.missing)


def side(dimensions: Dimensions, name: str) -> Side:
    """Return a column as a side."""
    if dimensions.column(name).kind == "date":
        return Years(name, dimensions.get(name, unit=YEAR))
    return Named(name, dimensions.get(name))
