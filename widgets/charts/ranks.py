"""Rank on one page against rank on another."""

from itertools import combinations as pairs
from typing import Any, ClassVar

import numpy as np

from papers.collection import RANK_ON
from papers.dimensions import Dimensions, Many, UnknownColumnError
from widgets.charts import marks
from widgets.charts.head import Choice
from widgets.charts.overlap import COLUMN, combinations
from widgets.charts.plane import Plane

OFFERED = 300
"""Pages that can be chosen: the largest."""
NAME = 40
"""Columns of text of a page's name in a list of choices."""


class Ranks(Plane):
    """Papers that stand on both of two pages, by their place on each."""

    name: ClassVar = "ranks"
    label: ClassVar = "Rank against rank"
    purpose: ClassVar = "The papers that two pages share, by their place on each."

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why there are no two pages to compare."""
        pages = _pages(dimensions)
        if len(pages) > 1:
            return ""
        found = (
            "there is only one. Load a second page" if pages else "no paper stands on one. Load lists that have pages"
        )
        return f"This compares the places of papers on two pages, and {found}."

    def read(self) -> None:
        """Choose two pages and take the ranks on them."""
        self.begin(self.label)
        self.why = self.misfit(self.dimensions)
        if self.why:
            return
        dimension, pages = self.dimensions.get(COLUMN), _pages(self.dimensions)
        assert isinstance(dimension, Many)
        offered = pages[:OFFERED]
        (first, second), _ = most_shared(dimension)
        self.pages = self.chosen("x", offered, first), self.chosen("y", offered, second)
        options = tuple((page, marks.short(page, NAME)) for page in offered)
        self.choices = [
            Choice(axis, label, page, options, proper=True)
            for axis, label, page in zip("xy", ("Page across", "Page down"), self.pages, strict=True)
        ]
        self.title = "Rank on {y} against {x}"
        self.x_name, self.y_name = (f"{RANK_ON}{page}" for page in self.pages)
        try:
            self.place(self.scale("x", self.x_name), self.scale("y", self.y_name))
        except UnknownColumnError:
            self.why = "The places of the papers on these pages are not known. Choose other pages."
            return
        if not len(self.rows):
            self.why = (
                f"No paper stands on both “{self.pages[0]}” and “{self.pages[1]}”. Choose two pages that share papers."
            )

    @property
    def falls(self) -> bool:
        """The first place is at the top."""
        return True

    def about(self) -> str:
        """Return how many papers there are and how to choose."""
        passing = int(self.crossfilter.mask()[self.rows].sum())
        return (
            f"{marks.papers(passing, len(self.rows))} on both pages, the first places top left. "
            "Click a paper to read it; draw round papers to choose them; double-click clears."
        )

    def values(self) -> list[str]:
        """Return both places."""
        x, y = (marks.inert(marks.short(page, NAME)) for page in self.pages)
        across, down = (scale.texts(self.rows) for scale in (self.x, self.y))
        return [f"{place} on {x}<br>{other} on {y}" for place, other in zip(across, down, strict=True)]

    def shapes(self) -> list[dict[str, Any]]:
        """Return the line of the same place on both pages; between scales of two kinds it would be no line."""
        if self.x.kind != self.y.kind:
            return []
        start, end = float(self.x.forward(np.ones(1))[0]), min(high for _, high in self.extents)
        ends = {"x0": start, "y0": start, "x1": end, "y1": end}
        return [{"type": "line", **ends, "layer": "below", "line": {"color": marks.GHOST, "width": 1}}]


def _pages(dimensions: Dimensions) -> list[str]:
    """Return the pages on which papers stand, the largest first."""
    if COLUMN not in dimensions.names("many"):
        return []
    return [value for value in dimensions.get(COLUMN).values if isinstance(value, str)]


def most_shared(pages: Many) -> tuple[tuple[str, str], int]:
    """Return the two of the largest pages that share most papers, and how many these are; there must be two."""
    offered = [value for value in pages.values if isinstance(value, str)][:OFFERED]
    sets, set_of = combinations(pages)
    shared: dict[tuple[int, int], int] = {}
    for bins, total in zip(sets, np.bincount(set_of, minlength=len(sets)).tolist(), strict=True):
        for pair in pairs([code for code in bins if code < len(offered)], 2):
            shared[pair] = shared.get(pair, 0) + total
    best = max(shared, key=lambda pair: (shared[pair], -pair[0], -pair[1])) if shared else (0, 1)
    return (offered[best[0]], offered[best[1]]), shared.get(best, 0)
