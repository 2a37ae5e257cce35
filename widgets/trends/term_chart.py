"""What the charts of terms have in common: they count terms, and a click on one filters by it."""

import numpy as np
from numpy.typing import NDArray

from papers.crossfilter import Change
from papers.dimensions import Dimensions
from papers.dimensions.terms import TermBins
from papers.schema import TERMS
from papers.trends import telling
from widgets.charts.chart import Chart, included
from widgets.charts.head import Choice

TAB = "trends"
"""Name of the tab."""
COLUMN = TERMS.name
SORTS = (("all", "Words and phrases"), ("phrases", "Phrases"), ("words", "Words"))
"""Which terms are shown."""
LOOKED_AT = 8
"""Terms that are looked at for each that is shown, before words are left out of which a pair says all."""
NOTHING = "No title or abstract here has a term that two papers share. Load a list with abstracts."


class TermChart(Chart):
    """A chart of terms. While its tab is closed it does nothing; it catches up when the tab is opened."""

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why there are no terms."""
        return "" if len(dimensions.computed.terms.labels) else NOTHING

    def begin(self) -> bool:
        """Take the terms, and return whether there are any."""
        self.choices, self.why = [], self.misfit(self.dimensions)
        if self.why:
            return False
        dimension = self.dimensions.get(COLUMN)
        assert isinstance(dimension, TermBins)
        self.dimension = dimension
        self.sort = self.chosen("sort", dict(SORTS), "all")
        self.choices = [Choice("sort", "Terms", self.sort, SORTS, "options")]
        return True

    def refresh(self, change: Change | None) -> None:
        """Show the crossfilter's state, if somebody sees it."""
        if self.state.tab != TAB:
            return
        if change is not None and not change.data and not self.why:
            self.look()
        super().refresh(change)

    def look(self) -> None:
        """Count, and set what is `shown`; called by `read` at its end, and when clauses change."""
        raise NotImplementedError

    @property
    def counts(self) -> NDArray[np.int32]:
        """Papers that pass everybody else's clauses, by term."""
        return self.crossfilter.counts(COLUMN)

    def best(self, score: NDArray[np.floating], counts: NDArray[np.integer], most: int) -> list[int]:
        """Return the terms of the chosen sort with the highest scores above 0, those that are chosen first."""
        keep = self._of_sort()
        score = np.where(keep, score, -np.inf)
        some = min(most * LOOKED_AT, len(score))
        order = np.argpartition(-score, some - 1)[:some]
        order = order[np.lexsort((order, -score[order]))]
        order = order[score[order] > 0]
        names = [self.dimension.name(int(code)) for code in order]
        found = telling(order.tolist(), names, counts, most)
        wanted = self.dimension.codes(included(self.crossfilter.clauses.get(COLUMN))).tolist()
        missing = [code for code in wanted[:most] if code not in found]
        return [*found[: most - len(missing)], *missing]

    def _of_sort(self) -> NDArray[np.bool_]:
        if self.sort == "all":
            return np.ones(self.dimension.size, np.bool_)
        return self.dimension.terms.pairs == (self.sort == "phrases")

    def name_of(self, code: int) -> str:
        """Return a term."""
        return self.dimension.name(code)

    def asked(self, codes: list[int]) -> list[bool]:
        """Return which of these terms the clause asks for."""
        wanted = set(self.dimension.codes(included(self.crossfilter.clauses.get(COLUMN))).tolist())
        return [code in wanted for code in codes]

    def pick(self, row: int, add: bool) -> None:
        """Choose the term of a row, or let go of it."""
        if 0 <= row < len(self.shown):
            self.toggle(COLUMN, self.name_of(self.shown[row]), add=add)

    def clear(self) -> None:
        """Drop the clause on terms."""
        self.crossfilter.drop(COLUMN)

    shown: list[int]
    """The terms that are drawn, in order."""
