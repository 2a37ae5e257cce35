"""Union, intersection and difference of the sources on the page, as one clause over the column that names them."""

from dataclasses import replace
from typing import Any

import numpy as np
import traitlets

from papers.clauses import Values
from papers.crossfilter import Change, Crossfilter
from papers.dimensions import MISSING, Dimension
from widgets.assets import script, style
from widgets.facet import CHOSEN, EXCLUDED
from widgets.scripted import Scripted, listed

COLUMNS = ("source", "pages")
"""Columns that name where papers come from, the first that tells papers apart is taken."""
MOST = 60
"""Sources that are listed, the largest; the facet finds the others."""


class SourceSets(Scripted):
    """Papers that are in these sources and not in those.

    It writes the clause that the facet of the column writes, too: a source is chosen, excluded or neither, and papers
    are wanted that any of the chosen has (the union), or all of them (the intersection).
    """

    _esm = script("source_sets")
    _css = style("source_sets")

    noun = traitlets.Unicode(help="source or page; empty where there are no two").tag(sync=True)
    match = traitlets.Unicode("any", help="any or all of the chosen").tag(sync=True)
    rows = listed("[value, papers that pass the other filters, papers, 1 chosen | -1 excluded | 0], largest first")
    left = traitlets.Int(help="sources that are not listed").tag(sync=True)
    words = traitlets.Unicode(help="what is chosen, in words; empty for nothing").tag(sync=True)
    count = traitlets.Int(help="papers that pass all filters").tag(sync=True)
    total = traitlets.Int(help="papers").tag(sync=True)

    def __init__(self, crossfilter: Crossfilter) -> None:
        super().__init__()
        self.link(crossfilter)

    @property
    def column(self) -> str:
        """The column that names the sources; empty where no two are there."""
        dimensions = self.crossfilter.dimensions
        names = dimensions.names("many")
        return next((name for name in COLUMNS if name in names and len(_named(dimensions.get(name))) > 1), "")

    @property
    def chosen(self) -> Values:
        """The clause on the sources; one that asks for nothing if there is none."""
        clause = self.crossfilter.clauses.get(self.column)
        return clause if isinstance(clause, Values) else Values(self.column, match=self._match)

    @property
    def _match(self) -> Any:
        return self.match if self.match in ("any", "all") else "any"

    def refresh(self, change: Change | None) -> None:
        """Show the sources, how many papers each has, and what is chosen."""
        with self.hold_sync():
            column = self.column
            self.count, self.total = self.crossfilter.count, len(self.crossfilter)
            self.noun = {"source": "source", "pages": "page"}.get(column, "")
            if not column:
                self.rows, self.left, self.words = [], 0, ""
                return
            dimension, chosen = self.crossfilter.dimensions.get(column), self.chosen
            self.match = chosen.match
            codes = _named(dimension)
            order = codes[np.argsort(-dimension.totals[codes], kind="stable")]
            counts = self.crossfilter.counts(column)
            marks = dict.fromkeys(chosen.include, CHOSEN) | dict.fromkeys(chosen.exclude, EXCLUDED)
            shown = [code for place, code in enumerate(order) if place < MOST or dimension.values[code] in marks]
            self.rows = [
                [
                    dimension.values[code],
                    int(counts[code]),
                    int(dimension.totals[code]),
                    marks.get(dimension.values[code], 0),
                ]
                for code in shown
            ]
            self.left = len(order) - len(shown)
            self.words = "" if chosen.empty else chosen.words(self.crossfilter.dimensions)

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        if not self.column:
            return
        chosen = self.chosen
        match message:
            case {"do": "mark", "value": str(value), "mark": 0 | 1 | -1 as mark}:
                include, exclude = chosen.include - {value}, chosen.exclude - {value}
                include = include | {value} if mark == CHOSEN else include
                exclude = exclude | {value} if mark == EXCLUDED else exclude
                self._set(replace(chosen, include=include, exclude=exclude))
            case {"do": "match", "match": "any" | "all" as match}:
                self.match = match
                self._set(replace(chosen, match=match))
            case {"do": "clear"}:
                self.crossfilter.drop(self.column)

    def _set(self, clause: Values) -> None:
        if clause.empty:
            self.crossfilter.drop(self.column)
        else:
            self.crossfilter.set(clause)


def _named(dimension: Dimension) -> np.ndarray:
    """Return the bins of the values, without that of papers that have none."""
    return np.array([code for code, value in enumerate(dimension.values) if value is not MISSING], dtype=np.intp)
