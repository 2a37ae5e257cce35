"""The tab of results: facets, strips and scatter of claims, their list, and the evidence of the chosen one."""

from typing import Any

from papers.claims.correcting import Correcting
from papers.crossfilter import Crossfilter
from widgets.assets import style
from widgets.outbox import Box
from widgets.results.claim_filters import ClaimFilters
from widgets.results.claim_list import ClaimList
from widgets.results.evidence import Evidence
from widgets.results.scatter import ClaimScatter
from widgets.results.strips import ClaimStrips
from widgets.state import ViewState
from widgets.tabs import TabHead

NAME = "results"
"""Name of the tab."""


class Head(TabHead):
    """Says where the parts of the tab stand."""

    _css = style("results")


class Results(Box):
    """What papers claim; made when the tab is first opened.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
    correcting : Correcting
    """

    def __init__(self, crossfilter: Crossfilter, state: ViewState, correcting: Correcting) -> None:
        super().__init__("ls-results")
        self.add_class("ls-tab-body")
        self._crossfilter, self._state, self._correcting = crossfilter, state, correcting
        self._open = crossfilter.guard(self._make)
        state.observe(self._open, "tab")
        self._open()

    def _make(self, _change: Any = None) -> None:
        if self._state.tab != NAME:
            return
        self._state.unobserve(self._open, "tab")
        crossfilter, state = self._crossfilter, self._state
        self.strips = ClaimStrips(crossfilter, state)
        self.scatter = ClaimScatter(crossfilter, state)
        self.children = (
            Head(words="Results"),
            ClaimFilters(crossfilter, state),
            Box("ls-results-charts", self.strips.widget, self.scatter.widget),
            Box("ls-results-claims", ClaimList(crossfilter, state), Evidence(crossfilter, state, self._correcting)),
        )
