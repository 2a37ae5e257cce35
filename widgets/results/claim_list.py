"""The list of claims."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import traitlets

from papers.claims.order import DOWN, GROUP, ORDERS, ordered
from papers.claims.shown import shown
from papers.claims.table import NUMBER
from papers.crossfilter import Change, Crossfilter
from papers.text import readable
from widgets import assets
from widgets.results.wording import UNTITLED, value_words
from widgets.scripted import Scripted
from widgets.state import ViewState
from widgets.wording import day_words, given

ID = "claim-list"
"""Where the view's state has the choices of the list."""
FIRST_ROWS, MOST_ROWS = 40, 400
"""Rows sent before the browser has said how many it shows, and at most at a time."""
ROWS_ABOVE = 8
"""Rows sent above the one that is brought in sight."""
LONGEST = 300
"""Letters of a cell that are sent."""


class ClaimList(Scripted):
    """The claims that are shown, in the chosen order; a click chooses one.

    Only rows in sight are sent, as with the list of papers.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `claim` and, of `charts`, the order of this list are read and written.
    """

    _esm = assets.script("long_scroll", "long_list", "claim_list")
    _css = assets.style("claim_list")

    writable = frozenset({"wanted"})

    heading = traitlets.Dict(help="claims and papers, with a version that grows with each change").tag(sync=True)
    rows = traitlets.Dict(help="a window: version, first, rows").tag(sync=True)
    chosen = traitlets.Dict(help="key of the chosen claim and its place (index) in the list").tag(sync=True)
    wanted = traitlets.Any(None, help="set by the browser: [version, first, count]").tag(sync=True)

    def __init__(self, crossfilter: Crossfilter, state: ViewState) -> None:
        super().__init__()
        self.state = state
        self._version = 0
        self._count = FIRST_ROWS
        self._listed = np.empty(0, np.intp)
        self._best: set[int] = set()
        self._sort = self.sort
        self.link(crossfilter)
        state.observe(crossfilter.guard(self._resort), "charts")
        state.observe(crossfilter.guard(self._mark), "claim")
        self.observe(crossfilter.guard(self._answer), "wanted")

    @property
    def sort(self) -> str:
        """The order in force."""
        saved = self.state.charts.get(ID)
        name = saved.get("sort") if isinstance(saved, Mapping) else None
        return name if isinstance(name, str) and name.removeprefix(DOWN) in ORDERS else GROUP

    def refresh(self, change: Change | None = None) -> None:
        """Show the claims, from the first or, if the chosen one is among them, around it."""
        table = self.crossfilter.dimensions.claims
        mask = shown(self.crossfilter)
        listed = ordered(self.crossfilter.dimensions, self.sort, np.flatnonzero(mask))
        if change is not None and not change.data and np.array_equal(listed, self._listed):
            return
        self._listed = listed
        self._best = self._best_of(listed)
        self._version += 1
        place = self._place()
        with self.hold_sync():
            self.heading = {
                "version": self._version,
                "total": len(listed),
                "everything": len(table),
                "papers": int(np.count_nonzero(table.papers(mask))),
                "numbers": int(np.count_nonzero(table.columns["claim"].among([NUMBER])[listed])),
                "sort": self.sort,
                "show": place,
                "filtered": bool(self.crossfilter.clauses),
            }
            self.chosen = {"key": self.state.claim, "index": place}
            self._send_window(max(0, (place or 0) - ROWS_ABOVE))

    def _best_of(self, listed: np.ndarray) -> set[int]:
        """Return the best of each group that has more than one claim in the list and of which it is known."""
        table = self.crossfilter.dimensions.claims
        best = set()
        group_of = table.group_of[listed]
        for place, group in enumerate(table.groups):
            if group.better and group.claims > 1:
                here = listed[group_of == place]
                if len(here) > 1:
                    best.add(int(table.ranked(here)[0]))
        return best

    def _place(self) -> int | None:
        dimensions = self.crossfilter.dimensions
        found = dimensions.claims.find(self.state.claim, dimensions.ids) if self.state.claim else None
        places = np.flatnonzero(self._listed == (-1 if found is None else found))
        return int(places[0]) if len(places) else None

    def _send_window(self, first: int) -> None:
        window = self._listed[first : first + self._count].tolist()
        self.rows = {"version": self._version, "first": first, "rows": [self._row(place) for place in window]}

    def _row(self, place: int) -> dict[str, Any]:
        """Return what the list shows of a claim."""
        dimensions = self.crossfilter.dimensions
        table, row = dimensions.claims, int(dimensions.claims.paper[place])
        claim = table.claim(place)
        papers = dimensions.papers
        cells = {name: _cut(claim[name] or "") for name in ("metric", "comparison", "on")}
        in_words = claim["claim"] != NUMBER and claim["value"] is None
        return {
            "key": table.key(place),
            "value": value_words(claim),
            "words": in_words,
            "family": claim["family"] or "",
            **cells,
            "metric": cells["metric"] or _cut(claim["quote"] or ""),
            "paper": _cut(readable(given(papers["title"].iloc[row]) or UNTITLED)),
            "date": day_words(
                given(papers["published"].iloc[row]) if "published" in papers else None,
                given(papers["published_precision"].iloc[row]) if "published_precision" in papers else None,
            ),
            "confidence": claim["confidence"],
            "hand": claim["reader"] == "hand",
            "best": place in self._best,
        }

    def _answer(self, change: Any) -> None:
        match change.new:
            case [int(version), int(first), int(count)] if version == self._version:
                if 0 <= first < len(self._listed) and count > 0:
                    self._count = min(count, MOST_ROWS)
                    self._send_window(first)

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "choose", "key": None}:
                self.state.claim = None
            case {"do": "choose", "key": str(key)} if self._known(key):
                self.state.claim = key
            case {"do": "sort", "by": str(name)} if name in ORDERS:
                self._keep(f"{DOWN}{name}" if self.sort == name else GROUP if self.sort == f"{DOWN}{name}" else name)
            case {"do": "clear"}:
                self.crossfilter.clear()

    def _known(self, key: str) -> bool:
        dimensions = self.crossfilter.dimensions
        return dimensions.claims.find(key, dimensions.ids) is not None

    def _keep(self, sort: str) -> None:
        self.state.charts = {**self.state.charts, ID: {"sort": sort}}

    def _resort(self, _change: Any) -> None:
        if self.sort != self._sort:
            self._sort = self.sort
            self.refresh(None)

    def _mark(self, _change: Any) -> None:
        self.chosen = {"key": self.state.claim, "index": self._place()}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
