"""The tab of trends: terms, rising terms, and terms together."""

from typing import Any

import ipywidgets

from papers.crossfilter import Change, Crossfilter
from widgets.assets import style
from widgets.outbox import Box
from widgets.state import ViewState
from widgets.tabs import TabHead
from widgets.trends.frequencies import TermFrequencies
from widgets.trends.network import TermNetwork
from widgets.trends.rising import RisingTerms
from widgets.trends.term_chart import TAB, TermChart


class Head(TabHead):
    """Says where the charts of the tab stand."""

    _css = style("trends")


class Trends(Box):
    """Charts of terms; made when the tab is first opened, after the terms if nobody has found them yet.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
    """

    def __init__(self, crossfilter: Crossfilter, state: ViewState) -> None:
        super().__init__("ls-trends")
        self.add_class("ls-tab-body")
        self._crossfilter, self._state = crossfilter, state
        self.charts: tuple[TermChart, ...] = ()
        self._on_tab = crossfilter.guard(self._open)
        state.observe(self._on_tab, "tab")
        crossfilter.observe(self._follow)
        self._open()

    def close(self) -> None:
        """Stop following papers and view."""
        if self.comm is None:  # it is closed already; widgets close again when they are collected
            return
        self._state.unobserve(self._on_tab, "tab")
        self._crossfilter.unobserve(self._follow)
        for chart in self.charts:
            chart.close()
        super().close()

    def _open(self, _change: Any = None) -> None:
        if self._state.tab != TAB:
            return
        self._find()
        if self.charts:
            for chart in self.charts:
                chart.refresh(Change(data=True))  # what happened while nobody looked
            return
        crossfilter, state = self._crossfilter, self._state
        self.charts = tuple(kind(crossfilter, state) for kind in (TermFrequencies, RisingTerms, TermNetwork))
        charts = Box("ls-trends-charts", *(chart.widget for chart in self.charts))
        children: tuple[ipywidgets.Widget, ...] = (Head(words="Trends"), charts)
        self.children = children

    def _follow(self, change: Change) -> None:
        """Find the terms of new papers before the charts ask for them."""
        if change.data and self._state.tab == TAB:
            self._find()

    def _find(self) -> None:
        """Find the terms of all papers, and show how far that is."""
        computed = self._crossfilter.dimensions.computed
        if computed.has("terms"):
            return
        shown: tuple[ipywidgets.Widget, ...] = self.children
        bar = ipywidgets.IntProgress(0, 0, 1, description="Finding terms", layout={"width": "100%"})

        def tell(done: int, total: int, _words: str) -> None:
            bar.max, bar.value = max(total, 1), done

        self.children = (bar,)
        try:
            computed.make("terms", tell)
        finally:
            self.children = shown
            for part in (bar.layout, bar.style, bar):
                part.close()
