"""Bins of numbers, on round edges."""

from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from papers.dimensions.dimension import MISSING, MISSING_LABEL, Single, Value
from papers.schema import Column
from papers.wording import between, number

BINS = 24
"""Bins that a linear scale aims at: enough to see a shape in a chart 300 pixels wide."""
BIN_LIMIT = 1000
"""More cannot be asked for."""
VALUE_BINS = 30
"""Integers that span at most so many values get a bin for each value."""
HEAVY_TAIL = 25.0
"""A maximum so many times the median makes the scale logarithmic; it is 2 times that of evenly spread values."""
SMALL = 0.05
"""Share of the positive values that may lie below the first edge after 0 of a logarithmic scale ..."""
SMALLEST = 1e-12
"""... which is not smaller than this share of the greatest value: twelve powers of ten fill a chart."""

_LINEAR = np.array([1, 2, 2.5, 5, 10])
_LINEAR_INTEGERS = np.array([1, 2, 5, 10])
_LOGARITHMIC = (1, 2, 5)
Edges = NDArray[np.float64]


class Numbers(Single):
    """Bins of a number column.

    Attributes
    ----------
    numbers : (n,) float64
        The number of each row; NaN where it is missing.
    integers : bool
        Whether all numbers are whole.
    """

    edges: Edges

    def __init__(self, column: Column, numbers: NDArray[np.float64], bins: int | None = None) -> None:
        self.numbers = numbers
        missing = np.isnan(numbers)
        given = numbers[~missing]
        self.integers = whole(given)
        self.edges = edges(given, bins=bins)
        self._bins = max(len(self.edges) - 1, 0)
        bin_of = np.full(len(numbers), self._bins)
        bin_of[~missing] = np.clip(np.searchsorted(self.edges, given, side="right") - 1, 0, self._bins - 1)
        super().__init__(column, bin_of, self._bins + bool(missing.any()))

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
        """The numbers of each bin: “7”, “10–19”, “0.1–0.2”."""
        named = [between(low, high - self.integers) for low, high in pairwise(self.edges.tolist())]
        return named + [MISSING_LABEL] * (self.size - self._bins)

    def label(self, value: Value) -> str:
        """Return the words for a number (not for the bin in which it lies)."""
        return MISSING_LABEL if value is MISSING else number(float(value))


def whole(values: NDArray[np.float64]) -> bool:
    """Return whether all values are integers, and small enough for a float to tell neighbours apart."""
    return bool((np.abs(values) < 2**53).all() and (values == np.floor(values)).all())


def edges(values: NDArray[np.float64], *, bins: int | None = None) -> Edges:
    """Return increasing edges on round numbers, around all values.

    A bin holds its lower edge and not its upper one; the last bin holds both.

    Parameters
    ----------
    values : (n,) float64, all finite
    bins : int, optional
        How many bins to aim at on a linear scale; if not given, the values decide what scale reads best: a bin for
        each of a few integers, 0, 1, 2, 5, 10, 20, 50 ... for a heavy tail, about `BINS` of equal width otherwise.

    Returns
    -------
    (bins + 1,) float64; empty where there are no values
    """
    if not len(values):
        return np.empty(0)
    aim = BINS if bins is None else min(max(bins, 1), BIN_LIMIT)
    low, high, integers = float(values.min()), float(values.max()), whole(values)
    if integers and high - low < (VALUE_BINS if bins is None else aim):
        return np.arange(low, high + 2)
    if bins is None and low >= 0 and high > 0:
        positive = values[values > 0]
        if high >= HEAVY_TAIL * np.median(positive):
            smallest = 1.0 if integers else max(float(np.quantile(positive, SMALL)), high * SMALLEST)
            return _logarithmic(low, high, smallest)
    return _linear(low, high, integers, aim)


def _logarithmic(low: float, high: float, smallest: float) -> Edges:
    """Return those of 0, ... 1, 2, 5, 10, 20, 50 ... that are needed; after 0 comes one near `smallest`."""
    powers = range(int(np.floor(np.log10(smallest))), int(np.floor(np.log10(high))) + 2)
    scale = np.array([0.0, *(float(f"{digit}e{power}") for power in powers for digit in _LOGARITHMIC)])
    first = np.searchsorted(scale, low, side="right") - 1
    last = np.searchsorted(scale, high, side="right")
    return scale[first : last + 1]


def _linear(low: float, high: float, integers: bool, bins: int) -> Edges:
    """Return multiples of a round step, or the two ends where floats are too coarse or too small for that."""
    width = high / bins - low / bins or abs(high) / 10 or 1.0  # high - low may overflow, and is 0 for a constant
    magnitude = float(f"1e{np.floor(np.log10(width)):.0f}")
    steps = _LINEAR_INTEGERS if integers and magnitude <= 1 else _LINEAR
    step = float(steps[np.argmin(np.abs(np.log(steps * (magnitude / width))))]) * magnitude
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        first, last = np.floor(low / step), np.floor(high / step)
        count = np.arange(first, last + 2) if last - first < 10 * bins else np.empty(0)
        # 3 / 10 is 0.3; 3 * 0.1 is 0.30000000000000004
        multiples = count / np.round(1 / step) if 1e-15 < step < 1 else count * step
    if len(multiples) > 2 and multiples[-2] == high and not integers:
        multiples = multiples[:-1]  # the last bin holds its upper edge
    if len(multiples) < 2 or not (np.diff(multiples) > 0).all() or not multiples[0] <= low <= high <= multiples[-1]:
        return np.array([low, high if high > low else np.nextafter(low, np.inf)])
    return multiples
