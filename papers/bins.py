"""Where the bins of numbers and dates begin and end, and the words for them."""

from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

DateUnit = Literal["day", "month", "quarter", "year"]

BINS = 24
"""Bins a linear scale aims at: enough to see a shape in a chart 300 pixels wide."""
VALUE_BINS = 30
"""Integers that span at most so many values get a bin for each value."""
HEAVY_TAIL = 25.0
"""A maximum so many times the median makes a scale logarithmic; of evenly spread values it is 2."""
FEWEST_DATE_BINS, MOST_DATE_BINS = 12, 60
"""Bins a date scale aims at."""
DATE_BIN_LIMIT = 4000
"""A unit asked for is made coarser where it would give more bins than this."""

_STEPS = np.array([1, 2, 2.5, 5])
_INTEGER_STEPS = np.array([1, 2, 5])
_UNITS: tuple[DateUnit, ...] = ("day", "month", "quarter", "year")


def number_edges(values: NDArray[np.float64], *, bins: int = BINS) -> NDArray[np.float64]:
    """Return increasing edges on round numbers that hold all values.

    A bin holds its lower edge and not its upper one; the last bin holds both.

    Parameters
    ----------
    values : (n,) float64, all finite
    bins : int
        How many bins to aim at, where the scale is linear.

    Returns
    -------
    (bins + 1,) float64; empty where there are no values
    """
    if not len(values):
        return np.empty(0)
    low, high = float(values.min()), float(values.max())
    integers = are_integers(values)
    if integers and high - low < VALUE_BINS:
        return np.arange(low, high + 2)
    if low >= 0 and high > VALUE_BINS * (not integers):
        positive = values[values > 0]
        if high >= HEAVY_TAIL * np.median(positive):
            return _logarithmic(low, high, 1.0 if integers else float(np.quantile(positive, 0.05)))
    return _increasing(_linear(low, high, integers, bins), low, high)


def are_integers(values: NDArray[np.float64]) -> bool:
    """Return whether all values are whole numbers, small enough that a float tells neighbours apart."""
    return bool((np.abs(values) < 2**53).all() and (values == np.floor(values)).all())


def _linear(low: float, high: float, integers: bool, bins: int) -> NDArray[np.float64]:
    width = high / bins - low / bins  # the difference itself may overflow
    if width < np.finfo(np.float64).tiny:
        width = max(abs(high) / 10, 1e-300) if high == low and high else 1.0 if high == low else width
    with np.errstate(all="ignore"):
        magnitude = 10.0 ** np.floor(np.log10(width))
        steps = (_INTEGER_STEPS if integers and magnitude <= 1 else _STEPS) * magnitude
        steps = np.append(steps, 10 * magnitude)
        step = steps[np.argmin(np.abs(np.log(steps / width)))]
        first, last = np.floor(low / step), np.floor(high / step)
        if not (np.isfinite(first) and np.isfinite(last) and last - first < 10 * bins):
            return np.array([low, high])
        if last * step < high or integers or last == first:
            last += 1
        # dividing by a whole number keeps 0.3 what it is: 3 * 0.1 is 0.30000000000000004
        count = np.arange(first, last + 1)
        return count / np.round(1 / step) if step < 1 and step > 1e-15 else count * step


def _increasing(edges: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """Repair edges that met because neighbours are closer than a float can tell."""
    edges = np.unique(edges[np.isfinite(edges)])
    if not len(edges) or edges[0] > low:
        edges = np.append(low, edges)
    if edges[-1] < high:
        edges = np.append(edges, high)
    return edges if len(edges) > 1 else np.array([low, np.nextafter(low, np.inf)])


def _logarithmic(low: float, high: float, smallest: float) -> NDArray[np.float64]:
    """Return 0, 1, 2, 5, 10, 20, 50 ... from the bin of `low` to that of `high`; after 0 comes `smallest`."""
    start, stop = int(np.floor(np.log10(smallest))), int(np.floor(np.log10(high))) + 1
    edges = np.array([0.0] + [float(f"{digit}e{power}") for power in range(start, stop + 1) for digit in (1, 2, 5)])
    first = np.searchsorted(edges, low, side="right") - 1
    last = np.searchsorted(edges, high, side="right")
    return edges[first : last + 1]


def number_labels(edges: NDArray[np.float64], integers: bool) -> list[str]:
    """Return the words for each bin: “7”, “10–19”, “0.1–0.2”."""
    return [between(low, high - integers) for low, high in pairwise(edges.tolist())]


def between(low: float, high: float) -> str:
    """Return “low–high”, or one number where they are the same."""
    if low == high:
        return number(low)
    return f"{number(low)}{' to ' if low < 0 or high < 0 else '–'}{number(high)}"


def number(value: float) -> str:
    """Return a number as people write it: 2024, 12,500, 0.25, −3."""
    whole = value == np.floor(value) and abs(value) < 1e15
    words = f"{value:{',' if abs(value) >= 10_000 else ''}.0f}" if whole else f"{value:.6g}"
    return "0" if words == "-0" else words.replace("-", "−", 1) if value < 0 else words


def date_unit(first: NDArray[np.datetime64], precision: NDArray[np.uint8], unit: str | None = None) -> DateUnit:
    """Return the unit in which the histogram of some dates reads best.

    Parameters
    ----------
    first : (n,) datetime64[D], none missing
        First day of the day, month or year that is known.
    precision : (n,) uint8
        0 known to the day, 1 to the month, 2 to the year.
    unit : str, optional
        Unit that somebody asked for; only made coarser if it would give more than `DATE_BIN_LIMIT` bins.
    """
    if not len(first):
        return unit if unit in _UNITS else "month"
    spans = {name: _span(first[precision <= coarsest(name)], name) for name in _UNITS}
    if unit in _UNITS:
        return next((u for u in _UNITS[_UNITS.index(unit) :] if spans[u] <= DATE_BIN_LIMIT), "year")
    # a unit that has no place for half of the papers would hide them
    fair = [name for name in _UNITS if 2 * (precision <= coarsest(name)).sum() >= len(first)]
    return min(fair, key=lambda name: max(spans[name] / MOST_DATE_BINS, FEWEST_DATE_BINS / spans[name]))


def coarsest(unit: DateUnit) -> int:
    """Return the coarsest precision (0 day, 1 month, 2 year) that still has a place in bins of this unit."""
    return {"day": 0, "month": 1, "quarter": 1, "year": 2}[unit]


def _span(days: NDArray[np.datetime64], unit: DateUnit) -> int:
    if not len(days):
        return 1
    number = _periods(np.array([days.min(), days.max()]), unit)
    return int(number[1] - number[0]) + 1


def _periods(days: NDArray[np.datetime64], unit: DateUnit) -> NDArray[np.int64]:
    """Return the number of each date's day, month, quarter or year since 1970."""
    if unit == "day":
        return days.astype("datetime64[D]").astype(np.int64)
    if unit == "year":
        return days.astype("datetime64[Y]").astype(np.int64)
    months = days.astype("datetime64[M]").astype(np.int64)
    return months // 3 if unit == "quarter" else months


def date_edges(days: NDArray[np.datetime64], unit: DateUnit) -> NDArray[np.datetime64]:
    """Return the first day of each bin between the first and the last date, and the day after the last bin.

    Returns
    -------
    (bins + 1,) datetime64[D]; empty where there are no dates
    """
    if not len(days):
        return np.empty(0, "datetime64[D]")
    low, high = (int(n) for n in _periods(np.array([days.min(), days.max()]), unit))
    periods = np.arange(low, high + 2)
    if unit == "quarter":
        return (periods * 3).astype("datetime64[M]").astype("datetime64[D]")
    return periods.astype({"day": "datetime64[D]", "month": "datetime64[M]", "year": "datetime64[Y]"}[unit]).astype(
        "datetime64[D]"
    )


def date_labels(edges: NDArray[np.datetime64], unit: DateUnit) -> list[str]:
    """Return the words for each bin: “2024-03-05”, “2024-03”, “2024 Q1”, “2024”."""
    if unit == "quarter":
        months = edges[:-1].astype("datetime64[M]").astype(np.int64)
        return [f"{1970 + month // 12} Q{month % 12 // 3 + 1}" for month in months.tolist()]
    code = {"day": "D", "month": "M", "year": "Y"}[unit]
    return edges[:-1].astype(f"datetime64[{code}]").astype("str").tolist()
