"""Any two number or date columns against each other, coloured by a third."""

from typing import ClassVar

import numpy as np

from papers.dimensions import MISSING, Dimensions
from widgets.charts import marks
from widgets.charts.head import Choice
from widgets.charts.legended import PLAIN
from widgets.charts.plane import Plane

ACROSS = ("published", "listed", "citations", "upvotes")
UP = ("upvotes", "citations", "stars", "best_rank", "comments", "page_count")
COLOUR = ("topic", "venue", "categories", "kind", "organisation", "pages", "language")
"""Columns that say most on each axis and as colour, the best first."""
FILLED = 0.25
"""A column that fewer papers have does not come first."""
TOO_FEW = "This needs two columns of numbers or dates, such as upvotes. Load a list that has them."


class Scatter(Plane):
    """A scatter plot; of very many papers, their density."""

    name: ClassVar = "scatter"
    label: ClassVar = "Scatter"
    purpose: ClassVar = "Two columns of numbers or dates against each other, a point a paper."

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why there are no two axes."""
        return "" if len(dimensions.names(("number", "date"))) > 1 else TOO_FEW

    def read(self) -> None:
        """Choose axes and colour."""
        self.begin(self.label)
        options = self.columns("number", "date")
        names = [name for name, _ in options]
        self.why = self.misfit(self.dimensions)
        if self.why:
            return
        self.x_name = self.chosen("x", names, self.best_across(names))
        self.y_name = self.chosen("y", names, self.best_up([name for name in names if name != self.x_name]))
        self.title = "{y} against {x}"
        self.choices = [Choice("x", "Across", self.x_name, options), Choice("y", "Up", self.y_name, options)]
        telling = next((name for name in COLOUR if name in self._colours() and self._covers(name)), PLAIN)
        self.place(self.scale("x", self.x_name), self.scale("y", self.y_name), telling)
        if not len(self.rows):
            self.why = f"No paper has both “{self.x.label}” and “{self.y.label}”. Choose other columns above."

    def best_across(self, names: list[str]) -> str:
        """Return the column that says most along the chart."""
        return self._best(ACROSS, names)

    def best_up(self, names: list[str]) -> str:
        """Return the column that says most up the chart."""
        return self._best(UP, names)

    def _colours(self) -> set[str]:
        return set(self.dimensions.names(("category", "many")))

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
        passing = int(np.count_nonzero(self.crossfilter.mask()[self.rows]))
        how = "Click a paper to read it; draw round papers to choose them"
        if self.dense:
            how = "Darker cells hold more. Click a cell or draw round cells to choose them"
        return f"{marks.papers(passing, len(self.rows))} with both. {how}; double-click clears."
