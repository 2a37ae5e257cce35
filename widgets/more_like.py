"""More like these: papers outside a selection (a lasso, a filter, papers chosen by hand) that are like those in it."""

from typing import Any

import ipywidgets
import numpy as np
import traitlets

from papers.crossfilter import Change, Crossfilter
from papers.similar import Rows
from widgets.alike import BY, alike
from widgets.listing import Listing
from widgets.scripted import Scripted
from widgets.shared import LOADER, SharedScript, shared_script
from widgets.state import ViewState

SHOWN = 20
"""Papers that are shown."""
MOST = 1_000
"""Papers that others can be like at a time: what is like thousands is like anything."""


class MoreLike(Scripted):
    """Papers like those that pass, or like those that are set side by side; worked out when it is unfolded.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `compare` is read, `paper` is written.
    listing : Listing
    """

    _esm = LOADER

    script = traitlets.Instance(SharedScript).tag(sync=True, **ipywidgets.widget_serialization)
    passing = traitlets.Int(0, help="papers that pass, 0 where these are none, all or too many").tag(sync=True)
    chosen = traitlets.Int(0, help="papers that are set side by side").tag(sync=True)
    found = traitlets.Dict(help="of and by, as asked; papers: see `alike.alike`; empty until asked").tag(sync=True)

    def __init__(self, crossfilter: Crossfilter, state: ViewState, listing: Listing) -> None:
        super().__init__(script=shared_script(("alike", "more_like"), "alike", "more_like"))
        self.state = state
        self.listing = listing
        self.link(crossfilter)
        state.observe(lambda _: self.refresh(None), "compare")

    def refresh(self, change: Change | None = None) -> None:
        """Offer what there is to be like; the answer to another selection is no longer shown."""
        count = self.crossfilter.count
        with self.hold_sync():
            self.passing = count if 0 < count <= MOST and count < len(self.crossfilter) else 0
            self.chosen = len(self._seeds("chosen"))
            self.found = {}

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "find", "of": "passing" | "chosen" as of, "by": str(by)} if by in BY:
                seeds = self._seeds(of)
                papers = alike(self.crossfilter.dimensions, seeds, by, SHOWN) if len(seeds) else []
                self.found = {"of": of, "by": by, "papers": papers}
            case {"do": "open", "id": str(paper)} if self.listing.row(paper) is not None:
                self.state.paper = paper

    def _seeds(self, of: str) -> Rows:
        """Return the rows of the papers that others are to be like."""
        if of == "passing":
            return self.crossfilter.rows if self.passing else np.empty(0, np.intp)
        rows = (self.listing.row(paper) for paper in self.state.compare)
        return np.array([row for row in rows if row is not None], np.intp)
