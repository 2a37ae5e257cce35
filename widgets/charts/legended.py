"""What charts have in common whose marks are coloured by a column."""

from dataclasses import asdict, replace

import numpy as np
from ipywidgets import DOMWidget
from numpy.typing import NDArray

from papers.crossfilter import Crossfilter
from widgets.charts import coloured
from widgets.charts.chart import Chart
from widgets.charts.colouring import Colouring, colouring
from widgets.charts.head import Choice
from widgets.charts.legend import Legend
from widgets.state import ViewState

PLAIN = ""
"""The choice of no colour."""


class Legended(Chart):
    """A chart with a legend, which says what colours and sizes mean and filters.

    Attributes
    ----------
    colour_name : str
        The column of the colours, `PLAIN` for none.
    colouring : Colouring or None
        None where the marks have one colour.
    """

    colour_name: str
    colouring: Colouring | None

    def __init__(self, crossfilter: Crossfilter, state: ViewState, id: str = "") -> None:
        self.legend = Legend()
        super().__init__(crossfilter, state, id)
        self.legend.on_pick(self.answering(self.pick_entry))
        self.legend.on_choose(crossfilter.guard(self.choose))

    def extras(self) -> list[DOMWidget]:
        """Return the legend."""
        return [self.legend]

    def offer_colour(self, options: tuple[tuple[str, str], ...], *, default: str = PLAIN, legend: bool = False) -> None:
        """Take the column of the colours and let it be chosen: with `legend` always there, else among the options."""
        self.colour_name = self.chosen("colour", [PLAIN, *(name for name, _ in options)], default)
        listed = ((PLAIN, "none"), *options)
        self.choices.append(
            Choice("colour", "Colour", self.colour_name, listed, "legend")
            if legend
            else Choice("colour", "Colour", self.colour_name, listed, "options")
        )
        self.colouring = colouring(self.dimensions, self.colour_name) if self.colour_name else None

    @property
    def legend_rows(self) -> NDArray[np.intp] | None:
        """The rows that the legend counts; all if None."""
        return None

    @property
    def ramp(self) -> tuple[list[str], list[str]]:
        """Colours from low to high, and words for both ends; none where there is no scale."""
        if self.colouring is None or self.colouring.entries:
            return [], []
        return list(self.colouring.colours), list(self.colouring.ends)

    @property
    def sizes(self) -> list[str]:
        """What the size of points stands for, its smallest and its largest value; empty if for nothing."""
        return []

    def show(self) -> None:
        """Set head, figure and legend."""
        super().show()
        shown = None if self.why else self.colouring
        with self.legend.hold_sync():
            self.legend.choice = {} if self.why else self._colour_choice()
            self.legend.scale, self.legend.ends = ([], []) if self.why else self.ramp
            self.legend.hollow = bool(shown and not shown.entries and self._lacks(shown))
            self.legend.sizes = [] if self.why else self.sizes
            self.legend.entries = (
                coloured.entries(self.crossfilter, self.colour_name, shown, self.legend_rows)
                if shown and shown.entries
                else []
            )

    def _lacks(self, shown: Colouring) -> bool:
        """Return whether a paper that is shown has no value."""
        rows = self.legend_rows
        return bool((shown.missing if rows is None else shown.missing[rows]).any())

    def _colour_choice(self) -> dict[str, object]:
        """Return the choice of the colour as the legend shows it: where it is at home, or where it says something."""
        for choice in self.choices:
            if choice.name == "colour" and (choice.place == "legend" or choice.value):
                return asdict(replace(choice, label="colour"))
        return {}

    def pick_entry(self, place: int, add: bool) -> None:
        """Choose the papers of a colour, or let go of them."""
        if self.colouring is not None and 0 <= place < len(self.colouring.entries):
            name, entry = self.colour_name, self.colouring.entries[place]
            clause = coloured.picked(self.crossfilter.clauses.get(name), name, entry, add=add)
            self.crossfilter.update({name: clause})
