"""Papers by two columns at once."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from papers.clauses import Clause
from papers.dimensions import Dimensions
from widgets.charts import bars, marks
from widgets.charts.chart import Chart
from widgets.charts.counts import INTERNAL, PREFERRED
from widgets.charts.head import Choice
from widgets.charts.numbers import Numbers
from widgets.charts.sides import Side, Years, crossed, side
from widgets.figure import Drawing, Hit, Tick

MOST = 12
"""Values that are shown along each side."""
FILLED, TOLD = 0.25, 0.5
"""Share of the papers that have a column, and that its first values tell of, for it to be shown at first."""
FEW_YEARS = 3
"""Fewer years are no side of their own accord."""
ROOMY = 9
"""So many columns have room for a number in each cell."""
ROW, EDGE, SLANT = 13, 38, 30
"""Pixels that a row needs, the names above, and what these need more where they are slanted."""
LABEL, ABOVE = 20, 12
"""Columns of text beside a row and above a column."""
LEVEL = 5
"""Names above that are this short stand level."""
FULL = 0.95
"""Cells that are fuller than this have a light number in both themes ..."""
ON_FULL = "rgb(255, 255, 255)"
"""... which chart.css knows by this colour; it gives all numbers a colour of the theme."""
GHOST_OPACITY = 0.16
PALE = (0.08, 0.4)
"""Opacity of the palest and the darkest cell of papers without a value."""
NOTHING = "This needs two columns with values, such as venues and dates. Load a list that has them."

CELLS = 3
"""The trace that answers the pointer."""
LEAST = 1e-9
"""Where on a scale of colours the papers begin; one paper of any number is above it."""
GAPS = {"xgap": 1, "ygap": 1}


class Heatmap(Chart):
    """A table of two columns, categories, lists or years: how many papers of each pair pass, over all of them."""

    name = "heatmap"
    label = "Heat map"
    purpose = "Two columns at once: which venues in which years, which kinds on which pages."
    traces: ClassVar = (
        marks.cells(
            **GAPS,
            hoverinfo="skip",
            opacity=GHOST_OPACITY,
            colorscale=[[0, marks.CLEAR], [LEAST, marks.OTHER], [1, marks.OTHER]],
        ),
        marks.cells(**GAPS, hoverinfo="skip", colorscale=marks.density(1)),
        marks.cells(**GAPS, hoverinfo="skip", colorscale=marks.density(1)),
        marks.cells(hoverinfo="text", hovertemplate=None, colorscale=[[0, marks.CLEAR], [1, marks.CLEAR]]),
        marks.dots(mode="text", textfont={"size": 11}),
    )

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why there are no two columns to cross."""
        return "" if len(_names(dimensions)) > 1 else NOTHING

    def read(self) -> None:
        """Choose rows and columns."""
        self.title, self.choices, self.why = "Papers by two columns", [], ""
        names = _names(self.dimensions)
        if len(names) < 2:
            self.why = NOTHING
            return
        best = self._best(names)
        down = self.chosen("y", names, best[0])
        across = self.chosen("x", [name for name in names if name != down], next(n for n in best[::-1] if n != down))
        self.down, self.across = side(self.dimensions, down), side(self.dimensions, across)
        options = tuple((name, self._label(name)) for name in names)
        self.title = "{y} by {x}"
        self.choices = [Choice("y", "Rows", down, options), Choice("x", "Columns", across, options)]
        self.rows: list[int] = []
        self.columns_shown: list[int] = []

    def _label(self, name: str) -> str:
        column = self.dimensions.column(name)
        return f"{column.label} (year)" if column.kind == "date" else column.label

    def _best(self, names: list[str]) -> tuple[str, str]:
        """Return the columns for rows and for columns that say most: few values, which most papers have."""
        dated = [name for name in names if self.dimensions.column(name).kind == "date"]
        years = [name for name in dated if self._tells(name)]
        fitting = sorted((name for name in names if name not in dated and self._tells(name)), key=_place)
        rest = sorted({*names} - {*dated, *fitting}, key=self._told, reverse=True)
        pages = [name for name in fitting if name == "pages" and side(self.dimensions, name).given <= MOST]
        # years stand across: time runs to the right, and their names are short
        across = next(iter([*years, *pages, *fitting[1:], *rest[::-1], *dated, *fitting]))
        down = [*fitting, *(years if across not in dated else []), *rest, *dated]
        return next(name for name in down if name != across), across

    def _tells(self, name: str) -> bool:
        """Return whether most papers have the column, and few of its values tell of them."""
        along = side(self.dimensions, name)
        papers = max(1, len(self.crossfilter))
        if along.dimension.totals[along.given :].sum() > (1 - FILLED) * papers:
            return False
        if isinstance(along, Years):
            return along.given >= FEW_YEARS
        return along.given > 1 and self._told(name) * papers >= TOLD * along.dimension.totals[: along.given].sum()

    def _told(self, name: str) -> float:
        """Return the share of the papers that the first values of a column tell of."""
        along = side(self.dimensions, name)
        first = along.dimension.totals[: min(MOST, along.given)]  # bins stand by total
        return float(first.sum() / max(1, len(self.crossfilter))) if along.given > 1 else 0.0

    def choose(self, name: str, value: str) -> None:
        """Make a choice; who chooses the column of the other side turns the table."""
        other = {"x": "y", "y": "x"}.get(name, "")
        chosen = {choice.name: choice.value for choice in self.choices}
        if value in chosen.values() and chosen.get(other) == value:
            saved = self.state.charts.get(self.id)
            kept = dict(saved) if isinstance(saved, Mapping) else {}
            self.state.charts = {**self.state.charts, self.id: {**kept, name: value, other: chosen[name]}}
        else:
            super().choose(name, value)

    def about(self) -> str:
        """Return what is shown of how much, and how to choose."""
        cut = [
            f"{MOST} of {along.given:,} {words}"
            for along, words in ((self.down, "rows"), (self.across, "columns"))
            if along.given > MOST
        ]
        most = "those with most papers"
        shown = f" {' and '.join(cut)}, {most}." if cut else ""
        pale = " Grey without a value." if self.down.missing or self.across.missing else ""
        several = " A paper counts once for each of its values." if self.down.several or self.across.several else ""
        how = "Click a cell or a name to choose it, Shift adds; double-click clears."
        return f"The darker, the more papers.{shown}{pale}{several} {how}"

    # what is counted

    @property
    def _keys(self) -> tuple[str, str]:
        return self.down.name, self.across.name

    def _clause(self, along: Side) -> Clause | None:
        return self.crossfilter.clauses.get(along.name)

    def _count(self) -> None:
        """Count the papers of each pair of values, without the clauses of both columns."""
        rows, columns = (
            along.shown(partial(self._counts, along, other), self._clause(along), MOST)
            for along, other in ((self.down, self.across), (self.across, self.down))
        )
        if (rows, columns) != (self.rows, self.columns_shown):
            self.rows, self.columns_shown = rows, columns
            self._down = self.down.standing(rows)
            self._codes = self.across.standing(columns).codes(len(self.crossfilter))
            self.totals = crossed(self._down, self._codes, len(columns))
            self.cells = np.argwhere(self.totals > 0)
        mask = self.crossfilter.mask(without=self._keys)
        self.counts = crossed(self._down, self._codes, len(columns), mask)

    def _counts(self, along: Side, other: Side) -> NDArray[np.integer]:
        """Return the papers of each value of a column, without the clauses of both."""
        if other.name in self.crossfilter.clauses:
            return along.dimension.counts(self.crossfilter.mask(without=self._keys))
        return self.crossfilter.counts(along.name)

    # show

    def draw(self) -> Drawing:
        """Return the cells of all papers and of those that pass."""
        self._count()
        apart = [
            sum(bin < along.given for bin in shown)
            for along, shown in ((self.down, self.rows), (self.across, self.columns_shown))
        ]
        self.places = bars.places(len(self.rows), apart[0]), bars.places(len(self.columns_shown), apart[1])
        self.grid = tuple(_grid(len(places), start) for places, start in zip(self.places, apart, strict=True))
        given = np.zeros(self.totals.shape, np.bool_)
        given[: apart[0], : apart[1]] = True
        highest = max(1, int(self.counts[given].max(initial=0)) or int(self.counts.max(initial=0)))
        passing = np.minimum(self.counts, highest)
        axes = {axis: _edges(len(places), start) for axis, places, start in zip("yx", self.places, apart, strict=True)}
        scale = {**axes, "zmin": 0, "zmax": highest}
        content: list[dict[str, Any]] = [
            {**axes, "z": self._spread(np.minimum(self.totals, 1), 0), "zmin": 0, "zmax": 1},
            {**scale, "z": self._spread(np.where(given, passing, 0), 0), "colorscale": _scale(highest)},
            {**scale, "z": self._spread(np.where(given, 0, passing), 0), "colorscale": _scale(highest, pale=True)},
            {**axes, "z": self._spread(self.totals), "hovertext": self._hover()},
            self._texts(given, highest),
        ]
        traces = [
            {**trace, **own, **({"textfont": {**trace["textfont"], **own["textfont"]}} if "textfont" in own else {})}
            for trace, own in zip(self.traces, content, strict=True)
        ]
        return Drawing(traces, self._layout(), height=self._height())

    def _spread(self, cells: NDArray[np.integer], none: int | None = None) -> list[list[int | None]]:
        """Return cells with a gap before those that stand apart, and `none` where there are no papers."""
        out: list[list[int | None]] = [[none] * len(self.grid[1]) for _ in self.grid[0]]
        for row, place in enumerate(self.grid[0]):
            for column, bin in enumerate(self.grid[1]):
                if place >= 0 and bin >= 0 and cells[place, bin] > 0:
                    out[row][column] = int(cells[place, bin])
        return out

    def _hover(self) -> list[list[str]]:
        rows = [marks.wrapped(self.down.dimension.labels[bin]) for bin in self.rows]
        columns = [marks.wrapped(self.across.dimension.labels[bin]) for bin in self.columns_shown]
        counts, totals = self.counts.tolist(), self.totals.tolist()
        return [
            [
                f"<b>{rows[row]}</b><br>{columns[column]}<br>{marks.papers(counts[row][column], totals[row][column])}"
                if row >= 0 and column >= 0
                else ""
                for column in self.grid[1]
            ]
            for row in self.grid[0]
        ]

    def _texts(self, given: NDArray[np.bool_], highest: int) -> dict[str, Any]:
        """Return the number of each cell where there is room for it."""
        at = np.argwhere(self.counts > 0) if len(self.columns_shown) <= ROOMY else np.empty((0, 2), np.intp)
        rows, columns = at.T
        counts = self.counts[rows, columns]
        full = given[rows, columns] & (np.log1p(counts) > (FULL - 0.2) / 0.8 * np.log1p(highest))
        return {
            "x": self.places[1][columns],
            "y": self.places[0][rows],
            "text": [_brief(count) for count in counts.tolist()],
            "textfont": {"color": [ON_FULL if one else marks.OTHER for one in full]},
        }

    @property
    def _level(self) -> bool:
        labels = [self.across.dimension.labels[bin] for bin in self.columns_shown if bin < self.across.given]
        return len(labels) < ROOMY and all(len(label) <= LEVEL for label in labels)

    def _height(self) -> int:
        return EDGE + (0 if self._level else SLANT) + round(ROW * (float(self.places[0].max(initial=0)) + 1))

    def _layout(self) -> dict[str, Any]:
        return marks.layout(
            margin={"l": 4, "r": 8, "t": 4, "b": 4, "pad": 2},
            xaxis=self._axis(self.across, self.columns_shown, self.places[1], ABOVE)
            | {"side": "top", "tickangle": 0 if self._level else -90 if len(self.columns_shown) > ROOMY else -35},
            yaxis=self._axis(self.down, self.rows, self.places[0], LABEL),
            shapes=self._shapes(),
        )

    def _axis(self, along: Side, bins: list[int], places: NDArray[np.float32], width: int) -> dict[str, Any]:
        chosen = along.chosen(self._clause(along))
        axis = 0 if along is self.down else 1
        possible = (self.counts.sum(axis=1 - axis) > 0).tolist()
        labels = [along.dimension.labels[bin] for bin in bins]
        ends = [float(places.max(initial=0)) + 0.55, -0.55]
        return {
            **marks.AXIS,
            "automargin": True,
            "range": ends if axis == 0 else ends[::-1],
            "title": {"text": marks.inert(along.label), "font": {"size": 11}, "standoff": 6},
            "tickvals": places,
            "ticktext": [
                bars.tick(marks.short(label, width), chosen=bin in chosen, possible=one, given=bin < along.given)
                for label, bin, one in zip(labels, bins, possible, strict=True)
            ],
        }

    def _shapes(self) -> list[dict[str, Any]]:
        """Return an outline for each cell that is chosen, or for whole rows or columns."""
        (top, bottom), (left, right) = (
            self._chosen_ends(along, bins, places)
            for along, bins, places in (
                (self.down, self.rows, self.places[0]),
                (self.across, self.columns_shown, self.places[1]),
            )
        )
        if not len(top) and not len(left):
            return []
        if not len(top):
            top, bottom = _whole(self.places[0])
        if not len(left):
            left, right = _whole(self.places[1])
        return [
            {"type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1}
            for y0, y1 in zip(top, bottom, strict=True)
            for x0, x1 in zip(left, right, strict=True)
        ]

    def _chosen_ends(
        self, along: Side, bins: list[int], places: NDArray[np.float32]
    ) -> tuple[list[float], list[float]]:
        chosen = along.chosen(self._clause(along))
        middles = [place for place, bin in zip(places.tolist(), bins, strict=True) if bin in chosen]
        return [middle - 0.5 for middle in middles], [middle + 0.5 for middle in middles]

    def numbers(self) -> Numbers:
        """Return a row for each cell with papers."""
        down, across = self.down.dimension.labels, self.across.dimension.labels
        return Numbers(
            (self.down.label, self.across.label, "Papers", "Papers in all"),
            [
                (
                    down[self.rows[row]],
                    across[self.columns_shown[column]],
                    int(self.counts[row, column]),
                    int(self.totals[row, column]),
                )
                for row, column in self.cells.tolist()
            ],
            [self._is_chosen(row, column) for row, column in self.cells.tolist()],
        )

    def _is_chosen(self, row: int, column: int) -> bool:
        """Return whether the clauses of both columns ask for a cell."""
        return self.rows[row] in self.down.chosen(self._clause(self.down)) and self.columns_shown[
            column
        ] in self.across.chosen(self._clause(self.across))

    # gestures

    def hit(self, hit: Hit) -> None:
        """Choose the two values of a cell."""
        if hit.trace == CELLS and isinstance(hit.point, tuple):
            row, column = hit.point
            if 0 <= row < len(self.grid[0]) and 0 <= column < len(self.grid[1]):
                self._choose(self.grid[0][row], self.grid[1][column], hit.shift)

    def press(self, tick: Tick) -> None:
        """Choose the value of a label."""
        along, bins, places = (
            (self.down, self.rows, self.places[0])
            if tick.axis == "y"
            else (self.across, self.columns_shown, self.places[1])
        )
        place = bars.bar_at(places, tick.value)
        if place >= 0:
            clause = along.toggled(self._clause(along), bins[place], add=tick.shift)
            self.crossfilter.update({along.name: clause})

    def pick(self, row: int, add: bool) -> None:
        """Choose the cell of a row of the numbers."""
        if 0 <= row < len(self.cells):
            down, across = self.cells[row].tolist()
            self._choose(down, across, add)

    def _choose(self, row: int, column: int, add: bool) -> None:
        """Choose a cell, or let go of it if it is alone; with `add`, the rows and columns that are chosen stay so."""
        if row < 0 or column < 0:
            return
        sides = ((self.down, self.rows[row]), (self.across, self.columns_shown[column]))
        if add:
            out = self._is_chosen(row, column)
            changes = {along.name: self._added(along, bin, out) for along, bin in sides}
        else:
            alone = {along.name: along.alone(bin) for along, bin in sides}
            same = all(self.crossfilter.clauses.get(key) == clause for key, clause in alone.items())
            changes = dict.fromkeys(alone) if same else dict(alone)
        self.crossfilter.update(changes)

    def _added(self, along: Side, bin: int, out: bool) -> Clause | None:
        """Return the clause with a bin added to it or, where others are left, taken out of it."""
        clause, chosen = self._clause(along), along.chosen(self._clause(along))
        changes = len(chosen) > 1 if out else bin not in chosen
        return along.toggled(clause, bin, add=True) if changes else clause

    def clear(self) -> None:
        """Drop the clauses of both columns."""
        self.crossfilter.update(dict.fromkeys(self._keys))


def _names(dimensions: Dimensions) -> list[str]:
    """Return the columns that can be a side."""
    return [name for name in dimensions.names(("category", "many", "date")) if name not in INTERNAL]


def _place(name: str) -> int:
    return PREFERRED.index(name) if name in PREFERRED else len(PREFERRED)


def _grid(size: int, apart: int) -> list[int]:
    """Return the value of each row or column of cells; -1 is the gap before the one that stands apart."""
    return [*range(apart), *([-1] if 0 < apart < size else []), *range(apart, size)]


def _edges(size: int, apart: int) -> NDArray[np.float32]:
    """Return the edges of the rows or columns of `_grid`."""
    edges = np.arange(size + 1, dtype=np.float32) - np.float32(0.5)
    if 0 < apart < size:
        return np.concatenate([edges[: apart + 1], edges[apart:] + np.float32(bars.GAP)])
    return edges + np.float32(bars.GAP if apart == 0 and size else 0)


def _whole(places: NDArray[np.float32]) -> tuple[list[float], list[float]]:
    return [float(places.min(initial=0)) - 0.5], [float(places.max(initial=0)) + 0.5]


def _scale(highest: int, *, pale: bool = False) -> list[list[Any]]:
    """Return the colours of cells; grey and pale for papers without a value."""
    scale = marks.density(highest)
    if pale:
        low, high = PALE
        steps = np.linspace(low, high, len(scale)).tolist()
        grey = marks.OTHER.removeprefix("rgb(").removesuffix(")")
        scale = [[place, f"rgba({grey}, {step:.2f})"] for (place, _), step in zip(scale, steps, strict=True)]
    return _above_none(scale)


def _above_none(scale: list[list[Any]]) -> list[list[Any]]:
    """Return a scale on which no papers are no colour: plotly hides cells without any number, and draws all anew."""
    (_, lowest), *rest = scale
    return [[0, marks.CLEAR], [LEAST, lowest], *rest]


def _brief(count: int) -> str:
    """Return a number in four letters at most.

    >>> _brief(940), _brief(1240), _brief(12400)
    ('940', '1.2k', '12k')
    """
    if count < 1_000:
        return str(count)
    return f"{count / 1_000:.1f}k" if count < 9_950 else f"{count / 1_000:.0f}k"
