"""Any two number or date columns against each other, coloured by a third."""

from dataclasses import asdict
from typing import Any, ClassVar

import numpy as np
from ipywidgets import DOMWidget
from numpy.typing import NDArray

from papers.clauses import Values
from papers.crossfilter import Crossfilter
from papers.dimensions import MISSING
from widgets.charts import marks
from widgets.charts.chart import included
from widgets.charts.colouring import Colouring, Entry, colouring
from widgets.charts.counts import INTERNAL
from widgets.charts.head import Choice
from widgets.charts.legend import Legend
from widgets.charts.plane import MOST_POINTS, MOST_SVG, Plane
from widgets.state import ViewState

ACROSS = ("published", "listed", "citations", "upvotes")
UP = ("upvotes", "citations", "stars", "best_rank", "comments", "page_count")
COLOUR = ("topic_label", "venue", "categories", "kind", "organisation", "pages", "language")
"""Columns that say most on each axis and as colour, the best first."""
FILLED = 0.25
"""A column that fewer papers have does not come first."""
PLAIN = ""
"""The choice of no colour."""


class Scatter(Plane):
    """A scatter plot; of very many papers, their density."""

    name: ClassVar = "scatter"
    label: ClassVar = "Scatter"
    purpose: ClassVar = "Two columns of numbers or dates against each other, a point a paper."

    colouring: Colouring | None

    def __init__(self, crossfilter: Crossfilter, state: ViewState, id: str = "") -> None:
        self.legend = Legend()
        super().__init__(crossfilter, state, id)
        self.legend.on_pick(self.answering(self.pick_entry))
        self.legend.on_choose(crossfilter.guard(self.choose))

    def extras(self) -> list[DOMWidget]:
        """Return the legend."""
        return [self.legend]

    def read(self) -> None:
        """Choose axes and colour."""
        self.title, self.choices, self.why, self.x_name, self.y_name = self.label, [], "", "", ""
        self.colouring = None
        options = self.columns("number", "date")
        names = [name for name, _ in options]
        if len(names) < 2:
            self.why = "This needs two columns of numbers or dates, such as upvotes. Load a list that has them."
            return
        self.x_name = self.chosen("x", names, self._best(ACROSS, names))
        self.y_name = self.chosen("y", names, self._best(UP, [name for name in names if name != self.x_name]))
        colours = tuple(
            option for option in self.columns("category", "many", "number", "date") if option[0] not in INTERNAL
        )
        colour_names = [name for name, _ in colours]
        telling = next((name for name in COLOUR if name in colour_names and self._covers(name)), PLAIN)
        self.colour_name = self.chosen("colour", [PLAIN, *colour_names], telling)
        self._colour_choice = Choice("colour", "colour", self.colour_name, ((PLAIN, "none"), *colours), "legend")
        self.title = "{y} against {x}"
        self.choices = [
            Choice("x", "x", self.x_name, options),
            Choice("y", "y", self.y_name, options),
            self._colour_choice,
        ]
        self.place(self.scale(self.x_name), self.scale(self.y_name))
        if not len(self.rows):
            self.why = f"No paper has both “{self.x.label}” and “{self.y.label}”. Choose other columns above."
        elif self.colour_name and len(self.rows) <= MOST_POINTS:
            self.colouring = colouring(self.dimensions, self.colour_name)

    def _best(self, preferred: tuple[str, ...], names: list[str]) -> str:
        """Return the first preferred column that enough papers have, else the one that most papers have."""
        filled = {name: float(self.dimensions.series(name).notna().mean()) for name in names}
        return next(
            (name for name in preferred if filled.get(name, 0) >= FILLED), max(names, key=lambda name: filled[name])
        )

    def _covers(self, name: str) -> bool:
        """Return whether the values that get a colour of their own are those of most papers."""
        dimension = self.dimensions.get(name)
        named = [
            total
            for value, total in zip(dimension.values, dimension.totals.tolist(), strict=True)
            if value is not MISSING
        ]
        return len(named) > 1 and sum(named[: len(marks.PALETTE)]) > len(self.crossfilter) / 2

    def about(self) -> str:
        """Return how many papers are shown, and how to choose."""
        passing = int(self.crossfilter.mask()[self.rows].sum())
        how = "Click a paper to read it; draw round papers to choose them"
        if len(self.rows) > MOST_POINTS:
            how = "Darker cells hold more. Click a cell or draw round cells to choose them"
        return f"{marks.papers(passing, len(self.rows))} with both. {how}; double-click clears."

    def hover(self) -> list[str]:
        """Return title and both values; of very many papers the title alone."""
        if len(self.rows) > MOST_SVG:
            return self.titles
        x, y = marks.inert(self.x.label), marks.inert(self.y.label)
        return [
            f"{title}<br>{x} {across}<br>{y} {up}"
            for title, across, up in zip(self.titles, self.x.texts(self.rows), self.y.texts(self.rows), strict=True)
        ]

    def colours(self, rows: NDArray[np.intp]) -> dict[str, Any]:
        """Return the colours of these rows."""
        return super().colours(rows) if self.colouring is None else self.colouring.marker(rows)

    def show(self) -> None:
        """Set head, figure and legend."""
        super().show()
        self._show_legend()

    # legend

    def _show_legend(self) -> None:
        coloured = None if self.why else self.colouring
        with self.legend.hold_sync():
            self.legend.choice = asdict(self._colour_choice) if self.titles and not self.why else {}
            self.legend.scale = [] if coloured is None or coloured.entries else list(coloured.colours)
            self.legend.ends = [] if coloured is None or coloured.entries else list(coloured.ends)
            self.legend.entries = self._entries(coloured) if coloured and coloured.entries else []

    def _entries(self, coloured: Colouring) -> list[list[Any]]:
        codes = coloured.codes[self.rows].astype(np.intp)
        passing = self.crossfilter.mask(without=self.colour_name)[self.rows]
        size = len(coloured.entries)
        totals, counts = (np.bincount(part, minlength=size).tolist() for part in (codes, codes[passing]))
        return [
            [place, entry.label, entry.colour, count, total, self._is_chosen(entry)]
            for place, (entry, count, total) in enumerate(zip(coloured.entries, counts, totals, strict=True))
            if total
        ]

    def _is_chosen(self, entry: Entry) -> bool:
        clause = self.crossfilter.clauses.get(self.colour_name)
        return clause == self._rest(entry) if entry.rest else bool(entry.values & included(clause))

    def _rest(self, entry: Entry) -> Values:
        return Values(self.colour_name, exclude=entry.values)

    def pick_entry(self, place: int, add: bool) -> None:
        """Choose the papers of a colour, or let go of them."""
        if self.colouring is None or not 0 <= place < len(self.colouring.entries):
            return
        entry = self.colouring.entries[place]
        if entry.rest:
            clause = self._rest(entry)
            same = self.crossfilter.clauses.get(self.colour_name) == clause
            self.crossfilter.update({self.colour_name: None if same else clause})
        else:
            (value,) = entry.values
            self.toggle(self.colour_name, value, add=add)
