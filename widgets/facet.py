"""Facet: the values of a column with their counts, to choose from."""

from typing import Any, ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import traitlets
from numpy.typing import NDArray

from papers.clauses import Values
from papers.crossfilter import Change
from papers.dimensions import MISSING, Counts, Dimension, Value
from papers.schema import Kind
from papers.text import plain
from widgets.filter import Filter
from widgets.scripted import listed

FIRST = 24
"""Values that are sent at first, three times what is in sight: the browser lays all of them out at every answer."""
STEP = 60
"""Values that are sent more at a time."""
MOST = 600
"""Most values that are ever sent; the others are found by searching."""
LABEL_LENGTH = 200
"""Longer labels are cut: nobody reads them in a list."""
QUERY_LENGTH = 200

CHOSEN, EXCLUDED = 1, -1


class Facet(Filter):
    """A list of the values of a category or many-valued column, with counts under everybody else's clauses.

    Values are chosen or excluded, one by one. The largest come first, those that no paper could have come last; the
    order stays as it is while values are being chosen here.
    """

    static = ("facet", "filter", "facet")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"category", "many"})

    many = traitlets.Bool(help="whether a paper can have several values").tag(sync=True)
    match = traitlets.Unicode("any", help="any, all, none or exactly: which of the chosen a paper needs").tag(sync=True)
    by = traitlets.Unicode("count", help="count or name: what the rows are sorted by").tag(sync=True)
    query = traitlets.Unicode(help="words that the labels shown contain").tag(sync=True)
    rows = listed("[value, label, count, total, 1 chosen | -1 excluded | 0] in order")
    left = traitlets.Int(help="values that match the query beyond those in `rows`").tag(sync=True)
    full = traitlets.Bool(help="whether `rows` is as long as it gets").tag(sync=True)
    size = traitlets.Int(help="distinct values in all").tag(sync=True)
    most = traitlets.Int(help="papers of the most frequent value").tag(sync=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._limit = FIRST
        self._order: list[int] = []  # bins shown, in order
        self._labels: tuple[Dimension, pa.Array, NDArray[np.intp]] | None = None
        super().__init__(*args, **kwargs)

    @property
    def chosen(self) -> Values:
        """The clause on this column; one that asks for nothing if there is none."""
        clause = self.clause
        return clause if isinstance(clause, Values) else Values(self.column, match=self.match)  # type: ignore[arg-type]

    # show

    def refresh(self, change: Change | None) -> None:
        """Show the clause in words and, if unfolded, the values and their counts."""
        if isinstance(self.clause, Values):
            self.match = self.clause.match
        elif change is not None and self.column in change.keys:
            self.match = "any"
        super().refresh(change)

    def show(self, dimension: Dimension, change: Change | None) -> None:
        """Set the rows."""
        counts = self.crossfilter.counts(self.column)
        marks = dict.fromkeys(dimension.codes(self.chosen.include).tolist(), CHOSEN)
        marks |= dict.fromkeys(dimension.codes(self.chosen.exclude).tolist(), EXCLUDED)
        missing = dimension.size - 1 if dimension.size and dimension.values[-1] is MISSING else None
        named = dimension.size if missing is None else missing
        steady = change is not None and change.keys == {self.column} and not change.data
        if not (steady and marks.keys() <= {*self._order, missing}):
            self._order = self._sorted(dimension, counts[:named], [code for code in marks if code != missing])
        shown = list(self._order)
        if missing is not None and self._is_found(dimension.labels[missing]):
            shown.append(missing)
        self.many = dimension.column.kind == "many"
        self.size = named
        self.most = int(dimension.totals[:named].max(initial=0))
        self.rows = [
            [
                dimension.values[code],
                _cut(dimension.labels[code]),
                int(counts[code]),
                int(dimension.totals[code]),
                marks.get(code, 0),
            ]
            for code in shown
        ]

    def show_nothing(self) -> None:
        """Show no values."""
        self._order = []
        self.rows, self.left, self.size, self.most = [], 0, 0, 0

    def _sorted(self, dimension: Dimension, counts: Counts, chosen: list[int]) -> list[int]:
        """Return the bins to show: the chosen (unless values are searched for), then the best by `by`; sets `left`."""
        size = len(counts)
        best = np.arange(size, 0, -1, dtype=np.int64)  # bins stand by total
        if self.by == "name":
            score = np.where(counts > 0, size, 0) - self._folded(dimension)[1]
        else:
            score = counts.astype(np.int64) * (size + 1) + best
        if self.query:
            folded = self._folded(dimension)[0]
            found = np.ones(size, np.bool_)
            for word in plain(self.query).split():
                found &= pc.match_substring(folded, word).to_numpy(zero_copy_only=False)
            codes = np.flatnonzero(found)
            first: list[int] = []
        else:
            codes = np.arange(size)
            first = sorted(chosen, key=lambda code: -score[code])[:MOST]
            codes = np.delete(codes, first)
        places = max(0, self._limit - len(first))
        self.left = max(0, len(codes) - places)
        self.full = self._limit >= MOST
        if self.left:
            codes = codes[np.argpartition(-score[codes], places)[:places]]
        return first + codes[np.argsort(-score[codes])].tolist()

    def _folded(self, dimension: Dimension) -> tuple[pa.Array, NDArray[np.intp]]:
        """Return the labels folded for searching, and the place of each in the alphabet; the missing bin left out."""
        if self._labels is None or self._labels[0] is not dimension:
            named = zip(dimension.values, dimension.labels, strict=True)
            folded = pa.array([plain(label) for value, label in named if value is not MISSING], pa.large_string())
            places = np.empty(len(folded), np.intp)
            places[pc.sort_indices(folded).to_numpy()] = np.arange(len(folded))
            self._labels = dimension, folded, places
        return self._labels[1:]

    def _is_found(self, label: str) -> bool:
        folded = plain(label)
        return all(word in folded for word in plain(self.query).split())

    # answer

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "toggle", "value": str() | None as value, "how": "include" | "exclude" as how}:
                self.toggle(value, exclude=how == "exclude")
            case {"do": "match", "match": "any" | "all" | "none" as match}:
                self._match(match)
            case {"do": "search", "query": str(query)}:
                self._limit = FIRST
                self._list(query=query[:QUERY_LENGTH])
            case {"do": "sort", "by": "count" | "name" as by}:
                self._list(by=by)
            case {"do": "more"}:
                self._limit = min(self._limit + STEP, MOST)
                self._list()
            case _:
                super().receive(message)

    def toggle(self, value: Value, *, exclude: bool = False) -> None:
        """Choose a value, or exclude it; if it is that already, let go of it. A value that no paper has is ignored."""
        dimension = self._dimension()
        if dimension is None or not len(dimension.codes([value])):
            return
        chosen, one = self.chosen, {value}
        include = chosen.include - one if exclude else chosen.include ^ one
        excluded = chosen.exclude ^ one if exclude else chosen.exclude - one
        self.crossfilter.set(Values(self.column, include, excluded, chosen.match))

    def _match(self, match: str) -> None:
        if not self.many:
            return
        self.match = match
        if isinstance(self.clause, Values):
            self.crossfilter.set(Values(self.column, self.chosen.include, self.chosen.exclude, match))  # type: ignore[arg-type]

    def _list(self, **traits: str) -> None:
        with self.hold_sync():
            for name, value in traits.items():
                setattr(self, name, value)
            self.refresh(None)


def _cut(label: str) -> str:
    return label if len(label) <= LABEL_LENGTH else label[: LABEL_LENGTH - 1] + "…"
