"""The tree of topics beside the map, with counts, growth and terms; a click filters, names and groups can change."""

from collections.abc import Callable
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from papers import arrays
from papers.crossfilter import Change, Crossfilter
from papers.dimensions import Topics
from papers.text import readable
from papers.topics import Topics as Tree
from papers.topics import growth
from widgets import assets
from widgets.charts.chart import included
from widgets.map.topic_map import TopicMap
from widgets.scripted import Scripted, listed
from widgets.state import ViewState
from widgets.wording import day_words

BINS = 24
"""Bars of the small chart of a topic."""
OLD = 0.02
"""Share of the dated papers that may lie before the first bar, which holds them: one old paper would flatten all."""
FIRST = 3
"""Papers that are named as the newest and as the most upvoted."""
TERMS = 10
"""Terms that are named of what passes."""

Editor = Callable[[dict[str, Any]], str]
"""editor(message): changes the tree as a message of the browser asks; returns a sentence on what came of it."""


class TopicPanel(Scripted):
    """The topics as a tree of buttons, counted under everybody else's clauses, and what passes in a few facts.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `paper` is written.
    map : TopicMap
        The colours are its.
    tree : callable
        Gives the topics with their terms, None while there are none.
    editor : Editor
    """

    _esm = assets.script("topics")
    _css = assets.style("topics")

    rows = listed("[path, label, papers that pass, papers, colour, whether it is chosen, terms, growth, bars]")
    span = listed("words for the first and the last day of the bars")
    since = traitlets.Unicode(help="first day of the newest papers, in words").tag(sync=True)
    facts = traitlets.Dict(help="what passes: words, count, terms, newest, upvoted").tag(sync=True)
    said = traitlets.Unicode(help="what came of the last change").tag(sync=True)
    changed = traitlets.Int(0, help="changes that can be taken back").tag(sync=True)

    def __init__(
        self,
        crossfilter: Crossfilter,
        state: ViewState,
        map: TopicMap,
        tree: Callable[[], Tree | None],
        editor: Editor,
    ) -> None:
        super().__init__()
        self.state = state
        self.map = map
        self.tree = tree
        self.editor = editor
        self.link(crossfilter)

    def refresh(self, change: Change | None) -> None:
        """Show the tree and what passes."""
        with self.hold_sync():
            if change is None or change.data:
                self._read()
            self._show()

    def _read(self) -> None:
        """Take from the papers what no clause changes: dates, growth."""
        dimensions = self.crossfilter.dimensions
        self._dimension = self.map.topics
        self._dates = next((name for name in ("published", "listed") if name in dimensions.names("date")), None)
        days = (
            arrays.days(dimensions.series(self._dates))
            if self._dates
            else np.full(len(dimensions), np.datetime64("NaT"))
        )
        self._days = days.astype("datetime64[D]")
        self._bars, edges = _bins(self._days)
        self.span = [str(day_words(day.astype(object), "day")) for day in edges]
        self._growth: dict[str, tuple[float, bool]] = {}
        self.since = ""
        if self._dimension is not None:
            self._grow(self._dimension)

    def _grow(self, topics: Topics) -> None:
        """Test the topics of each level for growth."""
        paths = [path for path in topics.values if isinstance(path, str)]
        for level in sorted({path.count(".") for path in paths}):
            here = [path for path in paths if path.count(".") == level]
            topic_of = np.full(len(self._days), -1, np.int64)
            for number, path in enumerate(here):
                topic_of[topics.hits(topics.codes([path])) > 0] = number
            found = growth(self._days, topic_of, len(here))
            for path, factor, sure in zip(here, found.factor.tolist(), found.sure.tolist(), strict=True):
                self._growth[path] = (factor, sure)
            if not np.isnat(found.since):
                self.since = str(day_words(found.since.astype(object), "day"))

    def _show(self) -> None:
        topics = self._dimension
        if topics is None:
            self.rows, self.facts = [], {}
            return
        crossfilter = self.crossfilter
        counts = crossfilter.counts("topic")
        asked = included(crossfilter.clauses.get("topic"))
        colours = {spot[0]: spot[7] for spot in self.map._spots}
        tree = self.tree()
        bars = self._counted(topics, crossfilter.mask("topic"))
        rows = []
        for path in sorted((path for path in topics.values if isinstance(path, str)), key=_numbers):
            code = int(topics.codes([path])[0])
            factor, sure = self._growth.get(path, (np.nan, False))
            grown = [round(factor, 2), sure] if np.isfinite(factor) else None
            topic = tree.by_path.get(path) if tree is not None else None
            terms = list(topic.terms[:6]) if topic is not None else []
            count, total = int(counts[code]), int(topics.totals[code])
            rows.append(
                [path, topics.label(path), count, total, colours.get(path, ""), path in asked, terms, grown, bars[code]]
            )
        self.rows = rows
        self.facts = self._facts(crossfilter.mask(), tree)

    def _counted(self, topics: Topics, mask: NDArray[np.bool_]) -> list[list[int]]:
        """Return the papers of each topic that pass, by time."""
        rows = topics.row_of
        kept = mask[rows] & (self._bars[rows] >= 0)
        pairs = topics.bin_of[kept].astype(np.intp) * BINS + self._bars[rows[kept]]
        return np.bincount(pairs, minlength=topics.size * BINS).reshape(-1, BINS).tolist()

    def _facts(self, mask: NDArray[np.bool_], tree: Tree | None) -> dict[str, Any]:
        rows = np.flatnonzero(mask)
        papers = self.crossfilter.papers
        terms = tree.terms.telling(mask, TERMS) if tree is not None and len(tree) == len(mask) else []
        days = self._days[rows]
        dated = rows[~np.isnat(days)]
        newest = dated[np.argsort(self._days[dated], kind="stable")[::-1][:FIRST]]
        votes = arrays.numbers(papers["upvotes"])[rows]
        voted = rows[~np.isnan(votes)]
        most = voted[np.argsort(-votes[~np.isnan(votes)], kind="stable")[:FIRST]]
        return {
            "count": len(rows),
            "total": len(mask),
            "terms": terms,
            "newest": [
                self._named(row, str(day_words(self._days[row].astype(object), "day"))) for row in newest.tolist()
            ],
            "upvoted": [self._named(row, f"{int(papers['upvotes'].iloc[row]):,}") for row in most.tolist()],
        }

    def _named(self, row: int, words: str) -> list[Any]:
        title = self.crossfilter.papers["title"].iloc[row]
        return [row, readable(title) if isinstance(title, str) else "(no title)", words]

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "topic", "path": str(path), "add": bool(add)}:
                self.map.choose_topic(path, add)
            case {"do": "open", "row": int(row)} if 0 <= row < len(self.crossfilter):
                self.state.paper = str(self.crossfilter.papers["paper_id"].iloc[row])
            case {"do": "rename" | "merge" | "split" | "undo"}:
                self.said = ""
                self.said = self.editor(message)


def _numbers(path: str) -> list[int]:
    return [int(number) if number.isdecimal() else 0 for number in path.split(".")]


def _bins(days: NDArray[np.datetime64]) -> tuple[NDArray[np.intp], list[np.datetime64]]:
    """Return the bar in which each paper stands by its day, (n,), -1 for none; and the days of both ends."""
    bars = np.full(len(days), -1, np.intp)
    dated = ~np.isnat(days)
    if not dated.any():
        return bars, []
    numbers = days[dated].astype(np.int64)
    low, high = int(np.quantile(numbers, OLD)), int(numbers.max())
    bars[dated] = np.clip((numbers - low) * BINS // max(1, high - low + 1), 0, BINS - 1)
    return bars, [np.datetime64(low, "D"), np.datetime64(high, "D")]
