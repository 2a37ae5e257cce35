"""Bins of dates: days, months, quarters or years."""

from functools import cached_property
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from papers.dimensions.dimension import MISSING, MISSING_LABEL, Single, Value
from papers.schema import Column

IMPRECISE = "imprecise"
"""What the bin stands for of dates that are known less exactly than the bins are wide. It comes before `MISSING`."""

FEWEST_BINS, MOST_BINS = 12, 60
"""Bins that a scale aims at."""
BIN_LIMIT = 4000
"""A unit that somebody asks for is made coarser where it would give more bins."""

Unit = Literal["day", "month", "quarter", "year"]
Days = NDArray[np.datetime64]
UNITS: tuple[Unit, ...] = get_args(Unit)

_PLACES = {"day": 0, "month": 1, "quarter": 1, "year": 2}
"""The coarsest precision (0 day, 1 month, 2 year) that still has a place in bins of the unit."""
_CALENDAR = {"day": "datetime64[D]", "month": "datetime64[M]", "quarter": "datetime64[M]", "year": "datetime64[Y]"}
_MONTHS = {"quarter": 3}


class Dates(Single):
    """Bins of a date column.

    Parameters
    ----------
    column : Column
    days : (n,) datetime64[D]
    precision : (n,) uint8
        0 known to the day, 1 to the month, 2 to the year.
    unit : {"day", "month", "quarter", "year"}, optional
        Chosen by the span of the dates if not given.

    Attributes
    ----------
    first, last : (n,) datetime64[D]
        First and last day of what is known of each row's date; NaT where it is missing.
    """

    edges: Days

    def __init__(self, column: Column, days: Days, precision: NDArray[np.uint8], unit: str | None = None) -> None:
        self.first, self.last = intervals(days, precision)
        given = ~np.isnat(days)
        cut = best_unit(self.first[given], precision[given], unit)
        placed = given & (precision <= _PLACES[cut])
        self.edges = edges(self.first[placed], cut)
        self._bins = max(len(self.edges) - 1, 0)
        self._imprecise = bool((given & ~placed).any())
        bin_of = np.full(len(days), self._bins)
        bin_of[placed] = np.searchsorted(self.edges, self.first[placed], side="right") - 1
        bin_of[~given] += self._imprecise
        super().__init__(column, bin_of, self._bins + self._imprecise + bool((~given).any()))
        self.unit = cut

    @cached_property
    def positions(self) -> NDArray[np.float64]:
        """Where each row stands on an axis: milliseconds from 1970 to its first day, (n,) float64."""
        return np.where(np.isnat(self.first), np.nan, self.first.astype("datetime64[ms]").astype(np.float64))

    @cached_property
    def values(self) -> list[Value]:
        """First days; `IMPRECISE` and `MISSING` where such papers exist."""
        return [*self.edges[:-1].astype(str).tolist(), *self._rest(IMPRECISE, MISSING)]

    @cached_property
    def labels(self) -> list[str]:
        """Days, months, quarters or years: “2024-03-05”, “2024-03”, “2024 Q1”, “2024”."""
        coarse = "month or year only" if self.unit == "day" else "year only"
        starts = self.edges[:-1].astype(_CALENDAR[self.unit])
        named = starts.astype(str).tolist()
        if self.unit == "quarter":
            named = [f"{month[:4]} Q{(int(month[5:]) + 2) // 3}" for month in named]
        return [*named, *self._rest(coarse, MISSING_LABEL)]

    def _rest(self, imprecise: Value, missing: Value) -> list[Value]:
        rest = [imprecise] * self._imprecise
        return rest + [missing] * (self.size - self._bins - self._imprecise)

    def label(self, value: Value) -> str:
        """Return the words for a day (not for the bin in which it lies)."""
        return MISSING_LABEL if value is MISSING else str(value)


def intervals(days: Days, precision: NDArray[np.uint8]) -> tuple[Days, Days]:
    """Return the first and the last day of the day, month or year in which each date lies."""
    first, last = days.copy(), days.copy()
    for code, unit in ((1, "M"), (2, "Y")):
        known = precision == code
        periods = days[known].astype(f"datetime64[{unit}]")
        first[known] = periods.astype("datetime64[D]")
        last[known] = (periods + 1).astype("datetime64[D]") - 1
    return first, last


def best_unit(first: Days, precision: NDArray[np.uint8], wanted: str | None = None) -> Unit:
    """Return the unit in which a histogram of these dates reads best.

    Parameters
    ----------
    first : (n,) datetime64[D], none missing
    precision : (n,) uint8
    wanted : str, optional
        Unit that somebody asks for.
    """
    sizes = {unit: len(_periods(first[precision <= _PLACES[unit]], unit)) or 1 for unit in UNITS}
    if wanted in UNITS:
        return next((unit for unit in UNITS[UNITS.index(wanted) :] if sizes[unit] <= BIN_LIMIT), "year")
    # a unit with no place for half of the papers would hide them
    fair = [unit for unit in UNITS if 2 * np.count_nonzero(precision <= _PLACES[unit]) >= len(first)]
    return min(fair, key=lambda unit: max(sizes[unit] / MOST_BINS, FEWEST_BINS / sizes[unit]))


def edges(days: Days, unit: Unit) -> Days:
    """Return the first day of each bin between the first and the last date, and the day after the last bin.

    Returns
    -------
    (bins + 1,) datetime64[D]; empty where there are no dates
    """
    periods = _periods(days, unit)
    if not periods:
        return np.empty(0, "datetime64[D]")
    numbers = np.arange(periods.start, periods.stop + 1) * _MONTHS.get(unit, 1)
    return numbers.astype(_CALENDAR[unit]).astype("datetime64[D]")


def _periods(days: Days, unit: Unit) -> range:
    """Return the numbers of the days, months, quarters or years from the first date to the last; 1970 begins with 0."""
    if not len(days):
        return range(0)
    ends = np.array([days.min(), days.max()]).astype(_CALENDAR[unit]).astype(np.int64) // _MONTHS.get(unit, 1)
    return range(int(ends[0]), int(ends[1]) + 1)
