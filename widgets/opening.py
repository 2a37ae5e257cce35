"""Which charts a collection opens with: those whose columns have something to tell."""

from collections.abc import Mapping

import numpy as np

from papers.dimensions import MISSING, Dimensions, Many, Value
from papers.schema import PAPERS
from widgets.charts.chart import WIDE, WIDTH, Chart
from widgets.charts.counts import INTERNAL, MOST, PREFERRED
from widgets.charts.ranks import most_shared

CHARTS = 6
"""Charts that are there at first, as many as two rows hold."""
COLUMNS = 3
"""Columns of the board."""
FILLED = 0.1
"""A column that fewer papers have opens no chart."""
POINTS = 0.25
"""... and no scatter plot, which shows only the papers that have both columns."""
TOLD = 0.15
"""Share of the papers with a value that the first bars must tell of."""
PROLIFIC = 5
"""Papers of the first author from which on authors are worth a look, although ten of them tell of few papers."""
FEW = 0.5
"""Share of the papers with a value that the first values must cover, for a column to be an axis of a heat map."""
YES_NO = 2
"""Values of a column that only says whether there is something; it needs no chart to say so."""
SHARED = 0.01, 3
"""Share and number of papers on several pages from which on their overlap is worth a look."""
COMPARED = 10
"""Papers that two pages share from which on their places on both are worth a look."""
ALIKE = MOST // 2
"""Columns that have so many of their first values in common tell the same."""
SIGNALS = ("upvotes", "citations", "stars", "comments")
PLACES = ("best_rank", "page_count")
"""Numbers that rate a paper, and those that tell of its places on pages, which need several pages to mean anything."""
DATES = ("published", "listed")

Opening = dict[str, dict[str, str]]
"""By the id of each chart, in order, the choices it opens with."""


def opening(kinds: Mapping[str, type[Chart]], dimensions: Dimensions) -> Opening:
    """Return the charts that papers with these columns open with, the best first."""
    told = _Told(dimensions)
    counts = iter(told.countable())
    charts: list[tuple[str, dict[str, str]]] = []

    def add(kind: str, **choices: str) -> None:
        if kind in kinds and not kinds[kind].misfit(dimensions):
            charts.append((kind, choices))

    def count() -> None:
        column = next(counts, None)
        if column:
            add("counts", column=column)

    if told.dated:
        add("timeline", column=told.dated[0])
    count()
    if told.shared:
        add("overlap")
        if told.most_shared >= COMPARED:
            add("ranks")
    if told.crosses:
        add("heatmap")  # which finds the two columns that tell most
    if told.dated and told.rated:
        add("scatter", x=told.dated[0], y=told.rated[0])
    elif len(told.rated) > 1:
        add("scatter", x=told.rated[0], y=told.rated[1])
    for _ in range(CHARTS - len(charts)):
        count()
    if not charts:
        for name in list(kinds)[:1]:  # it says what is missing
            charts.append((name, {}))
    return _spread(_numbered(charts[:CHARTS]))


def number(kind: str, taken: Mapping[str, object]) -> str:
    """Return an id for one more chart of a kind.

    >>> number("counts", {"counts": {}, "scatter": {}})
    'counts-2'
    """
    return next(id for n in range(1, len(taken) + 2) if (id := f"{kind}-{n}" if n > 1 else kind) not in taken)


def _numbered(charts: list[tuple[str, dict[str, str]]]) -> Opening:
    made: Opening = {}
    for kind, choices in charts:
        made[number(kind, made)] = choices
    return made


def _spread(charts: Opening) -> Opening:
    """Return the charts, some of them wide where that fills the last row."""
    free = -len(charts) % COLUMNS if len(charts) > COLUMNS else 0
    wide = [id for id in ("scatter", "timeline", "heatmap") if id in charts][:free]
    return {id: choices | ({WIDTH: WIDE} if id in wide else {}) for id, choices in charts.items()}


class _Told:
    """What the columns have to tell."""

    def __init__(self, dimensions: Dimensions) -> None:
        self.dimensions = dimensions
        self.papers = len(dimensions)

    def _totals(self, name: str) -> tuple[np.ndarray, int]:
        """Return the papers of each value of a column, and how many have one."""
        dimension = self.dimensions.get(name)
        missing = bool(dimension.size and dimension.values[-1] is MISSING)
        totals = dimension.totals[: dimension.size - missing]
        return totals, self.papers - (int(dimension.totals[-1]) if missing else 0)

    def _names(self, *kinds: str) -> list[str]:
        """Return the columns that enough papers have and that have two values at least."""
        names = []
        for name in self.dimensions.names(kinds):  # type: ignore[arg-type]
            totals, given = self._totals(name)
            if np.count_nonzero(totals) > 1 and given >= FILLED * self.papers:
                names.append(name)
        return names

    @property
    def dated(self) -> list[str]:
        """The columns that a time axis can show."""
        names = self._names("date")
        return sorted(names, key=lambda name: DATES.index(name) if name in DATES else len(DATES))

    @property
    def rated(self) -> list[str]:
        """The numbers that a scatter plot can show, the most telling first."""
        known = (*SIGNALS, *(PLACES if self.shared else ()))
        own = [name for name in self._names("number") if name in known or name not in PAPERS]
        names = [name for name in own if self._totals(name)[1] >= POINTS * self.papers]
        return sorted(names, key=lambda name: known.index(name) if name in known else len(known))

    @property
    def shared(self) -> bool:
        """Whether enough papers stand on several pages."""
        if "pages" not in self.dimensions.names("many"):
            return False
        pages = self.dimensions.get("pages")
        assert isinstance(pages, Many)
        share, least = SHARED
        return int(np.count_nonzero(pages.widths > 1)) >= max(least, share * self.papers)

    @property
    def most_shared(self) -> int:
        """How many papers the two pages share that share most."""
        pages = self.dimensions.get("pages")
        assert isinstance(pages, Many)
        return most_shared(pages)[1]

    def _share(self, name: str) -> float:
        """Return the share of the papers with a value that the first bars tell of."""
        totals, given = self._totals(name)
        return float(totals[:MOST].sum() / max(1, given))  # bins stand by total

    def countable(self) -> list[str]:
        """Return the columns whose counts tell something, the most telling first, no two that tell the same."""
        names = [
            name
            for name in self._names("category", "many")
            if name not in INTERNAL and (name in PREFERRED or len(self._totals(name)[0]) > YES_NO)
        ]
        if self.shared:
            names = [name for name in names if name != "pages"]  # the overlap tells of them
        telling = [name for name in names if self._share(name) >= TOLD or self._is_prolific(name)]
        telling.sort(key=lambda name: (_preference(name), -self._share(name)))
        chosen: list[str] = []
        for name in telling:
            if all(len(self._first(name) & self._first(other)) < ALIKE for other in chosen):
                chosen.append(name)
        return chosen

    def _is_prolific(self, name: str) -> bool:
        return name == "authors" and bool(self._totals(name)[0][0] >= PROLIFIC)

    def _first(self, name: str) -> set[Value]:
        return set(self.dimensions.get(name).values[:MOST])

    @property
    def crosses(self) -> bool:
        """Whether there are two columns with few values, which a heat map can show."""
        names = [name for name in self.countable() if name != "authors" and self._share(name) >= FEW]
        return len(names) + bool(self.shared) > 1


def _preference(name: str) -> int:
    return PREFERRED.index(name) if name in PREFERRED else len(PREFERRED)
