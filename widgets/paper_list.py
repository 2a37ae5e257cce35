"""The list of papers."""

from typing import Any

import numpy as np
import pandas as pd
import traitlets

from papers.claims.columns import SIZE
from papers.claims.wording import size_words, unit_words
from papers.comparison.compare import MOST as MOST_COMPARED
from papers.crossfilter import Change, Crossfilter
from papers.dimensions import MISSING_LABEL, UnknownColumnError
from papers.ordering import available, chosen, reversed_name
from widgets import assets
from widgets.compare import ID as COMPARE
from widgets.compare import toggled
from widgets.listing import Listing
from widgets.results.wording import headline
from widgets.scripted import Scripted, listed
from widgets.state import ViewState
from widgets.why import signal
from widgets.wording import author_words, day_words, excerpt, given, marked

FIELDS = (
    "paper_id",
    "title",
    "abstract",
    "summary",
    "authors",
    "venue",
    "published",
    "published_precision",
    "code_url",
    "upvotes",
    "kind",
    "page_count",
)
"""Columns a row is made of."""
SEEN = ("title", "published", "upvotes")
"""Columns whose value a row shows whatever the order."""

PARAMETERS = f"{SIZE}{unit_words('params')}"
"""Column of the largest model that a paper names."""
DENSITIES = ("full", "compact")
FIRST_ROWS = 40
"""Rows sent before the browser has said how many it shows: a tall screen of them."""
MOST_ROWS = 400
"""Rows sent at most at a time."""
ROWS_ABOVE = 12
"""Rows sent above the one that is brought in sight."""
WAYS_OUT = 5
"""Clauses named where no paper passes."""


class PaperList(Scripted):
    """The papers that pass, in the chosen order; a click chooses one.

    Only rows in sight are sent, so length does not matter: the browser sets `wanted`, the answer is `rows`.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `sort` and `paper` are read, `paper` is written.
    listing : Listing, optional
        Give the one of the paper card, so that both are worked out once.
    """

    _esm = assets.script("long_scroll", "long_list", "paper_list")
    _css = assets.style("paper_list")

    writable = frozenset({"density", "wanted"})

    heading = traitlets.Dict(help="what the list is, with a version that grows with each change").tag(sync=True)
    rows = traitlets.Dict(help="a window: version, first, rows").tag(sync=True)
    chosen = traitlets.Dict(help="id of the chosen paper and its place (index) in the list").tag(sync=True)
    density = traitlets.Any("full", help="full or compact").tag(sync=True)
    compared = listed("ids of the papers that are set side by side")
    wanted = traitlets.Any(None, help="set by the browser: [version, first, count]").tag(sync=True)

    def __init__(self, crossfilter: Crossfilter, state: ViewState, listing: Listing | None = None) -> None:
        super().__init__()
        self.state = state
        self.listing = listing or Listing(crossfilter, state)
        self._version = 0
        self._shown = np.empty(0, np.intp)
        self._sought, self._ordering = "", ""
        self._asked: tuple[str, float] = ("", 0.0)
        self._count = FIRST_ROWS
        self.compared = list(state.compare)
        self.link(crossfilter)
        state.observe(self._resort, "sort")
        state.observe(self._mark, "paper")
        state.observe(self._mark_compared, "compare")
        self.observe(crossfilter.guard(self._answer), "wanted")

    def refresh(self, change: Change | None = None) -> None:
        """Show the papers that pass, from the first or, if the chosen paper is among them, around it."""
        rows, ordering = self.listing.rows, self.listing.ordering.name
        asked = self.listing.query, self.listing.meaning
        anew = change is None or change.data or (asked, ordering) != (self._asked, self._ordering)
        if not anew and len(rows) and np.array_equal(rows, self._shown):
            return
        self._asked, self._ordering, self._shown = asked, ordering, rows
        self._sought = self.listing.sought
        self._version += 1
        place = self.listing.place(self.state.paper)
        with self.hold_sync():
            self.heading = self._heading(place)
            self.chosen = {"id": self.state.paper, "index": place}
            self._send_window(max(0, (place or 0) - ROWS_ABOVE))

    def _heading(self, place: int | None) -> dict[str, Any]:
        ordering = self.listing.ordering
        return {
            "version": self._version,
            "total": len(self._shown),
            "everything": len(self.crossfilter),
            "ordering": ordering.label[:1].lower() + ordering.label[1:],
            "why": ordering.about,
            "reverse": self._reverse(),
            "show": place,
            "clauses": len(self.crossfilter.clauses),
            "ways": [] if len(self._shown) else self._ways_out(),
        }

    def _reverse(self) -> str:
        """Return what the order is called that runs the other way, empty if there is none."""
        offered = available(self.crossfilter.dimensions, self.listing.query)
        other = offered.get(reversed_name(self.listing.ordering.name))
        return other.label if other else ""

    def _ways_out(self) -> list[dict[str, Any]]:
        """Return the clauses whose absence would let papers pass, those that let most pass first."""
        passing = {key: int(self.crossfilter.mask(without=key).sum()) for key in self.crossfilter.clauses}
        best = sorted((key for key in passing if passing[key]), key=lambda key: -passing[key])
        return [
            {
                "key": key,
                "words": self.crossfilter.clauses[key].words(self.crossfilter.dimensions),
                "count": passing[key],
            }
            for key in best[:WAYS_OUT]
        ]

    def _send_window(self, first: int) -> None:
        window = self._shown[first : first + self._count]
        papers = self.crossfilter.papers
        fields = [name for name in FIELDS if name in papers]
        cells = papers[fields].iloc[window].itertuples(index=False, name=None)
        rows = [list_row(dict(zip(fields, paper, strict=True)), self._sought) for paper in cells]
        for row, place in zip(rows, window.tolist(), strict=True):
            row["signal"] = self._signal(place)
            row["headline"], row["size"] = self._headline(place), self._size(place)
        self.rows = {"version": self._version, "first": first, "rows": rows}

    def _signal(self, row: int) -> str:
        """Return the value by which a paper has its place, where its row does not show it already."""
        column = self.listing.ordering.column
        if column is None or column in SEEN:
            return ""
        words, label = signal(self.listing, row), self.crossfilter.dimensions.column(column).label
        named = self.crossfilter.dimensions.column(column).unit and words != MISSING_LABEL
        return words if named or not words else f"{label}: {words}"

    def _headline(self, row: int) -> str:
        """Return the result that speaks for a paper: “2.3× speed-up”; empty if it claims none in numbers."""
        table = self.crossfilter.dimensions.claims
        place = int(table.headlines[row])
        return headline(table.claim(place)) if place >= 0 else ""

    def _size(self, row: int) -> str:
        """Return the largest model of a paper: “7B”; empty where none is named."""
        try:
            size = given(self.crossfilter.dimensions.series(PARAMETERS).iloc[row])
        except UnknownColumnError:
            return ""
        return size_words(size, "params") if size is not None else ""

    @traitlets.validate("density")
    def _known_density(self, proposal: Any) -> str:
        return proposal.value if proposal.value in DENSITIES else DENSITIES[0]

    def _answer(self, change: Any) -> None:
        match change.new:
            case [int(version), int(first), int(count)] if version == self._version:
                if 0 <= first < len(self._shown) and count > 0:
                    self._count = min(count, MOST_ROWS)
                    self._send_window(first)

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "choose", "id": None}:
                self.state.paper = None
            case {"do": "choose", "id": str(paper)} if self.listing.row(paper) is not None:
                self.state.paper = paper
            case {"do": "compare", "id": str(paper)} if self.listing.row(paper) is not None:
                self.state.compare = toggled(self.state.compare, paper)
            case {"do": "side-by-side"}:
                self._set_side_by_side()
            case {"do": "drop", "key": str(key)}:
                self.crossfilter.drop(key)
            case {"do": "clear"}:
                self.crossfilter.clear()
            case {"do": "reverse"} if self._reverse():
                self.state.sort = chosen(reversed_name(self.listing.ordering.name), self.listing.query)

    def _set_side_by_side(self) -> None:
        """Open the papers that are set side by side; the first of the list where none is."""
        if not self.state.compare:
            self.state.compare = list(map(str, self.crossfilter.papers["paper_id"].iloc[self._shown[:MOST_COMPARED]]))
        self.state.tab = COMPARE

    def _mark_compared(self, _change: Any) -> None:
        self.compared = list(self.state.compare)

    def _resort(self, _change: Any) -> None:
        self.refresh(Change())

    def _mark(self, _change: Any) -> None:
        self.chosen = {"id": self.state.paper, "index": self.listing.place(self.state.paper)}


def list_row(paper: dict[str, Any], query: str = "") -> dict[str, Any]:
    """Return what the list shows of a paper.

    Parameters
    ----------
    paper : dict
        Cells by column, any of `FIELDS`.
    query : str
        Its words are marked. Without a summary the abstract speaks; so it does where only the abstract has the words.
    """
    cells = {name: given(value) for name, value in paper.items()}
    title = marked(cells.get("title") or "Without a title", query)
    authors = author_words(cells.get("authors"), query)
    about = marked(cells.get("summary"), query)
    if not about[0] or (query and not (title[1] or authors[1] or about[1])):
        found = excerpt(cells.get("abstract"), query)
        about = found if found[1] or not about[0] else about
    published: pd.Timestamp | None = cells.get("published")
    return {
        "id": cells["paper_id"],
        "title": title,
        "authors": authors,
        "date": day_words(published, cells.get("published_precision")),
        "venue": cells.get("venue") or "",
        "votes": cells.get("upvotes"),
        "pages": cells.get("page_count") or 0,
        "code": cells.get("code_url") is not None,
        "badges": [cells["kind"]] if cells.get("kind") else [],
        "about": about,
    }
