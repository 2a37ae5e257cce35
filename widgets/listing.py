"""The papers that pass, in the chosen order: what the list shows and the card steps through."""

import numpy as np
from numpy.typing import NDArray

from papers.clauses import Text
from papers.clauses.text import MEANING
from papers.crossfilter import Crossfilter
from papers.ordering import Ordering, effective
from papers.search import looks
from papers.search.engine import Answer
from widgets.state import ViewState


class Listing:
    """The rows of a crossfilter that pass all clauses, sorted by `ViewState.sort`; worked out when asked for.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `sort` is a name or `AUTOMATIC`; one that these papers do not have counts as that.
    """

    def __init__(self, crossfilter: Crossfilter, state: ViewState) -> None:
        self.crossfilter = crossfilter
        self.state = state
        self._mask: NDArray[np.bool_] | None = None
        self._sort: tuple[str, str, float] | None = None
        self._rows = np.empty(0, np.intp)

    @property
    def ordering(self) -> Ordering:
        """The order in force."""
        return effective(self.state.sort, self.crossfilter.dimensions, self.query)

    @property
    def query(self) -> str:
        """What is searched for, empty if nothing is."""
        clause = self.crossfilter.clauses.get("text")
        return clause.query if isinstance(clause, Text) else ""

    @property
    def meaning(self) -> float:
        """How much meaning counts in the search."""
        clause = self.crossfilter.clauses.get("text")
        return clause.meaning if isinstance(clause, Text) else MEANING

    @property
    def answer(self) -> Answer | None:
        """What the search found, None if nothing is searched for."""
        return self.crossfilter.dimensions.search.answer(self.query, self.meaning) if looks(self.query) else None

    @property
    def sought(self) -> str:
        """A query that marks what was looked for, also what was taken for words that occur nowhere."""
        return self.answer.sought if self.answer else ""

    @property
    def rows(self) -> NDArray[np.intp]:
        """Positions of the papers that pass, in order."""
        mask, ordering = self.crossfilter.mask(), self.ordering
        sort = ordering.name, self.query, self.meaning
        if mask is not self._mask or sort != self._sort:
            self._rows = ordering.order(self.crossfilter.dimensions, np.flatnonzero(mask), self.query, self.meaning)
            self._mask, self._sort = mask, sort
        return self._rows

    def row(self, paper_id: str | None) -> int | None:
        """Return the position of a paper among all papers, None if there is no such paper."""
        return self.crossfilter.dimensions.row(paper_id)

    def place(self, paper_id: str | None) -> int | None:
        """Return the place of a paper in the list, 0 is first; None if it is not there."""
        row = self.row(paper_id)
        return None if row is None else self.place_of(row)

    def place_of(self, row: int) -> int | None:
        """Return the place of the paper in a row of the papers, 0 is first; None if it is not in the list."""
        found = np.flatnonzero(self.rows == row)
        return int(found[0]) if len(found) else None

    def neighbour(self, paper_id: str, step: int) -> str | None:
        """Return the paper `step` places from another in the list; None at an end, or if that one is not there."""
        place = self.place(paper_id)
        if place is None or not 0 <= place + step < len(self.rows):
            return None
        return str(self.crossfilter.papers["paper_id"].iloc[self.rows[place + step]])
