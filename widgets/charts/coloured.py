"""The entries of a legend: how many papers each colour stands for, and the clause that a click on it makes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from papers.clauses import Clause, Values
from papers.crossfilter import Crossfilter
from widgets.charts.chart import included, toggled
from widgets.charts.colouring import Colouring, Entry


def entries(
    crossfilter: Crossfilter, column: str, coloured: Colouring, rows: NDArray[np.intp] | None = None
) -> list[list[Any]]:
    """Return what `Legend.entries` holds: colours and words, the papers under everybody else's clauses and in all.

    Parameters
    ----------
    rows : (m,), optional
        The papers that the chart shows; all if not given.
    """
    codes, passing = coloured.places, crossfilter.mask(without=column)
    if rows is not None:
        codes, passing = codes[rows], passing[rows]
    size = len(coloured.entries)
    totals, counts = (np.bincount(part, minlength=size).tolist() for part in (codes, codes[passing]))
    clause = crossfilter.clauses.get(column)
    return [
        [place, entry.label, entry.colour, count, total, _is_chosen(clause, column, entry), entry.missing]
        for place, (entry, count, total) in enumerate(zip(coloured.entries, counts, totals, strict=True))
        if total
    ]


def picked(clause: Clause | None, column: str, entry: Entry, *, add: bool) -> Clause | None:
    """Return the clause on the column after a click on an entry; None where nothing is left to ask for."""
    if entry.rest:
        rest = _rest(column, entry)
        return None if clause == rest else rest
    (value,) = entry.values
    return toggled(clause, column, value, add=add)


def _is_chosen(clause: Clause | None, column: str, entry: Entry) -> bool:
    return clause == _rest(column, entry) if entry.rest else bool(entry.values & included(clause))


def _rest(column: str, entry: Entry) -> Values:
    """Return the clause of all values that have no colour of their own."""
    return Values(column, exclude=entry.values)
