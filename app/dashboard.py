"""The dashboard: every filter, chart and panel over one collection, linked."""

from collections.abc import Iterable
from typing import Any

import ipywidgets
import pandas as pd

import loaders
from app import host, notebook, updating
from app.topic_maker import TopicMaker
from loaders.live import asked
from papers.claims.correcting import Correcting
from papers.clauses import Clause, Range, Text, Values
from papers.collection import Collection
from papers.crossfilter import Crossfilter
from papers.kept import Decisions, KeptError
from papers.redoing import decided
from widgets import figure
from widgets.address import Address, AddressError, decode
from widgets.banner import Banner
from widgets.board import Board
from widgets.charts import Coauthors, Counts, Heatmap, Overlap, Ranks, Scatter, Timeline
from widgets.compare import Compare
from widgets.connection import Connection
from widgets.filters import FilterPanel
from widgets.frame import Frame
from widgets.keys import Keys
from widgets.listing import Listing
from widgets.map import MapTab
from widgets.more_like import MoreLike
from widgets.outbox import Box
from widgets.paper_card import PaperCard
from widgets.paper_list import PaperList
from widgets.results.tab import Results
from widgets.review import Review
from widgets.shell import Shell
from widgets.source_sets import SourceSets
from widgets.sources import Sources
from widgets.state import ViewState
from widgets.tabs import Tabs
from widgets.toolbar import Toolbar
from widgets.tour import Tour
from widgets.trends.tab import Trends
from widgets.upload import Progress, Upload

TABS = {
    "overview": "Overview",
    "map": "Map",
    "results": "Results",
    "trends": "Trends",
    "compare": "Compare",
    "sources": "Sources",
}
PARTS = {"overview": {"list": "List", "charts": "Charts"}, "map": {"map": "Map", "topics": "Topics"}}
"""What a narrow page shows one at a time."""
CHARTS = (Timeline, Counts, Heatmap, Scatter, Overlap, Ranks, Coauthors)
"""The kinds of chart, as they are offered."""


class Dashboard(Box):
    """A collection as one linked page; display it as the value of a notebook cell.

    Parameters
    ----------
    collection : Collection
    state : dict, optional
        A view to open with, as `Dashboard.state` gives it.

    Attributes
    ----------
    collection : Collection
        Its `results` are as they were corrected by hand.
    corrections : Correcting
        What was said of claims by hand, and how to say more.
    crossfilter : Crossfilter
        The clauses, for who wants more than `select`.
    """

    def __init__(self, collection: Collection, state: dict[str, Any] | None = None) -> None:
        figure.BUNDLE_URLS[:] = host.plotly_addresses()
        self.corrections = Correcting(collection, host.store())
        self.collection = collection = self.corrections.collection
        self.crossfilter = Crossfilter(
            collection.papers, collection.derive, collection.derived, collection.computed, collection.claims
        )
        self._view = ViewState(kinds={chart.name for chart in CHARTS})
        self._banner = Banner(self.crossfilter)
        for sentence in self.corrections.kept.store.notices:
            self._banner.say(sentence)
        self._address = Address(enabled=host.is_voila())
        self._connection = Connection()
        if state:
            self.state = state
        super().__init__("litscope", *self._parts())
        self.crossfilter.observe(self._write_address)
        self._view.observe(self._write_address)
        self._address.on_visit(self.crossfilter.guard(self._open))
        self.corrections.on_change(lambda: self._take(self.corrections.collection))

    def _parts(self) -> list[ipywidgets.DOMWidget]:
        crossfilter, view = self.crossfilter, self._view
        listing = Listing(crossfilter, view)
        board = Board(crossfilter, view, CHARTS)
        shell = Shell(charts=len(board.charts))
        board.bar.observe(lambda change: shell.set_trait("charts", len(change.new)), "order")
        tabs = Tabs(view, TABS, PARTS)
        self._card = PaperCard(crossfilter, view, self.collection, listing)
        self._side_by_side = Compare(crossfilter, view, self.collection, listing, self.corrections.kept.store)
        self._sources = Sources(self.collection)
        self._upload = Upload(
            *(self.corrections.as_read, self._read),
            services=host.services(),
            asker=self._ask,
            offering=updating.offers,
            doer=lambda name, progress: updating.take(name, self._upload.collection, progress),
        )
        self._upload.on_collection(crossfilter.guard(self.show))
        self._review = Review(self.corrections.as_read, Decisions(self.corrections.kept.store))
        self._review.on_collection(crossfilter.guard(self.show))
        self._card.on_apart(crossfilter.guard(self._review.apart))
        self._detail = Box("ls-detail", self._card)
        view.observe(lambda _: self._open_detail(), "paper")
        self._open_detail()
        maker = TopicMaker(self.corrections.kept.store, lambda: self.corrections.as_read, self.show)
        main = Box(
            "ls-main",
            tabs,
            tabs.panel("overview", board.bar, "charts"),
            tabs.panel("overview", board.grid, "charts"),
            MapTab(crossfilter, view, maker).on(tabs),
            tabs.panel("map", MoreLike(crossfilter, view, listing)),
            tabs.panel("results", Results(crossfilter, view, self.corrections)),
            tabs.panel("trends", Trends(crossfilter, view)),
            tabs.panel("compare", Box("ls-compare-panel", self._side_by_side)),
            tabs.panel(
                "sources", Box("ls-sources-panel", self._upload, self._review, SourceSets(crossfilter), self._sources)
            ),
            tabs.panel("overview", MoreLike(crossfilter, view, listing), "list"),
            tabs.panel("overview", Box("ls-list-panel", PaperList(crossfilter, view, listing)), "list"),
        )
        page = Box(
            "ls-page",
            Box("ls-top", ipywidgets.HTML('<h1 class="ls-brand">Litscope</h1>'), Toolbar(crossfilter, view)),
            Box("ls-notices", self._banner),
            Box("ls-side", FilterPanel(crossfilter)),
            main,
            self._detail,
        )
        return [shell, self._address, Frame(), self._connection, page, Keys(crossfilter, view, listing), Tour()]

    def _ipython_display_(self) -> None:
        notebook.show(self)

    def close(self) -> None:
        """Take the page and all its parts away; the collection and the crossfilter stay."""
        for part in notebook.parts(self)[1:]:
            part.close()
        super().close()

    # the selection, in code

    @property
    def selected(self) -> pd.DataFrame:
        """The papers that pass all filters, in the order of the collection."""
        return self.collection.papers.iloc[self.crossfilter.rows]

    def select(self, *clauses: Clause, text: str | None = None, **columns: Any) -> None:
        """Narrow the page as a visitor would; what is named is replaced, everything else stays.

        Parameters
        ----------
        *clauses : Clause
            `Values`, `Range`, `Region` or `Text` from `papers.clauses`.
        text : str, optional
            Words that must occur.
        **columns
            By column: one value or several (any of them), a pair (low, high) for numbers and dates, where None leaves
            a side open, or None to drop the filter.

        Raises
        ------
        ClauseError
            If a clause does not fit the papers; nothing has changed then.
        """
        changes: dict[str, Clause | None] = {clause.key: clause for clause in clauses}
        if text is not None:
            changes["text"] = Text(text)
        for column, wanted in columns.items():
            changes[column] = None if wanted is None else self._clause(column, wanted)
        self.crossfilter.update(changes)

    def _clause(self, column: str, wanted: Any) -> Clause:
        kind = self.crossfilter.dimensions.column(column).kind
        if kind in ("number", "date") and isinstance(wanted, tuple) and len(wanted) == 2:
            return Range(column, *wanted)
        several = isinstance(wanted, Iterable) and not isinstance(wanted, str)
        return Values(column, frozenset(wanted if several else [wanted]))

    def clear(self) -> None:
        """Drop all filters."""
        self.crossfilter.clear()

    # the view, as data

    @property
    def state(self) -> dict[str, Any]:
        """The view as a small dict fit for JSON: filters, order, tab, chosen paper, choices of the charts."""
        return (self.crossfilter.state if self.crossfilter.clauses else {}) | self._view.choices

    @state.setter
    def state(self, state: dict[str, Any]) -> None:
        for sentence in self.crossfilter.restore(state) + self._view.restore(state):
            self._banner.say(sentence)

    def warm_up(self) -> None:
        """Do ahead what the first search would wait for."""
        self.crossfilter.dimensions.search.answer("warm up")

    def catch_up(self) -> None:
        """Take over what the owner decided in other visits since these papers were loaded."""
        kept = self.corrections.kept
        if not kept.store.lasting:
            return
        try:
            decisions, as_read = Decisions(kept.store).current(), self.corrections.as_read
            if decisions != as_read.decisions:
                self.show(decided(as_read, decisions))
            self.corrections.catch_up()
        except KeptError as error:
            self._banner.say(str(error))

    def follow_link(self, text: str) -> None:
        """Show the view that a link names; what cannot be shown is said on the page."""
        try:
            state = decode(text)
        except AddressError as error:
            self._banner.say(str(error))
            return
        if state:
            self.state = state

    def show(self, collection: Collection) -> None:
        """Show another collection on the same page; filters stay as far as they fit it."""
        self._connection.added += max(0, len(collection) - len(self.collection))
        self.corrections.read(collection)
        self._upload.collection = self._review.collection = collection
        self._take(self.corrections.collection)

    def _take(self, collection: Collection) -> None:
        """Show a collection, corrections included."""
        for holder in (self, self._card, self._side_by_side, self._sources):
            holder.collection = collection
        self.crossfilter.replace(
            collection.papers, collection.derive, collection.derived, collection.computed, collection.claims
        )

    def _ask(self, service: str, query: str, progress: Progress) -> Collection:
        return loaders.add(self.corrections.as_read, asked(f"{service}:{query}"), progress=progress)

    def _read(self, name: str, content: bytes, progress: Progress) -> Collection:
        return loaders.add(self.corrections.as_read, (name, content), progress=progress)

    def _open(self, state: dict[str, Any]) -> None:
        self.state = state

    def _open_detail(self) -> None:
        if self._view.paper is None:
            self._detail.add_class("ls-closed")
        else:
            self._detail.remove_class("ls-closed")

    def _write_address(self, _change: Any) -> None:
        refusal = self._address.write(self.state)
        if refusal:
            self._banner.say(refusal)
