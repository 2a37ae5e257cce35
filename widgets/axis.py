"""Words along the axis of a small histogram."""

from collections.abc import Sequence

import numpy as np

from papers.dimensions import Dates, Numbers
from papers.wording import number

MOST = 4
"""Words that fit beside each other under a histogram 230 pixels wide."""
YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Steps between years that read well."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Tick = tuple[float, str]
"""A place on the axis, counted in bins, and its words."""


def ticks(dimension: Numbers | Dates, most: int = MOST) -> list[Tick]:
    """Return at most so many places along the axis of a dimension and the words for them."""
    if len(dimension.edges) < 2:
        return []
    return _dates(dimension, most) if isinstance(dimension, Dates) else _numbers(dimension, most)


def _numbers(dimension: Numbers, most: int) -> list[Tick]:
    edges = dimension.edges
    if dimension.integers and (np.diff(edges) == 1).all():  # a bin a number: the words stand under the bar
        return _thinned([(place + 0.5, number(edge)) for place, edge in enumerate(edges[:-1].tolist())], most)
    return _thinned([(float(place), number(edge)) for place, edge in enumerate(edges.tolist())], most)


def _dates(dimension: Dates, most: int) -> list[Tick]:
    starts = dimension.edges[:-1]
    years = starts.astype("datetime64[Y]").astype(np.int64) + 1970
    months = starts.astype("datetime64[M]").astype(np.int64) % 12
    days = (starts - starts.astype("datetime64[M]")).astype(np.int64) + 1
    if dimension.unit == "year":
        return _round_years([(place + 0.5, year) for place, year in enumerate(years.tolist())], most)
    first_of_month = days == 1
    januaries = np.flatnonzero((months == 0) & first_of_month)
    if len(januaries) > 1:
        return _round_years([(float(place), int(years[place])) for place in januaries], most)
    if dimension.unit != "day":
        return _thinned([(i + 0.5, f"{MONTHS[months[i]]} {years[i]}") for i in range(len(starts))], most - 1)
    firsts = np.flatnonzero(first_of_month)
    if len(firsts) > 1:
        return _thinned([(float(i), f"{MONTHS[months[i]]} {years[i]}") for i in firsts], most - 1)
    return _thinned([(i + 0.5, f"{days[i]} {MONTHS[months[i]]}") for i in range(len(starts))], most)


def _round_years(years: Sequence[tuple[float, int]], most: int) -> list[Tick]:
    for step in YEARS:
        kept = [(place, str(year)) for place, year in years if year % step == 0]
        if len(kept) <= most:
            break
    return kept


def _thinned(ticks: list[Tick], most: int) -> list[Tick]:
    """Return every second, third ... tick, so that at most so many are left."""
    return ticks[:: max(1, -(-len(ticks) // most))]
