"""Keys of the whole page, and the dialog that lists them."""

from typing import Any

import traitlets

from papers.crossfilter import Change, Crossfilter
from widgets.assets import script, style
from widgets.compare import toggled
from widgets.listing import Listing
from widgets.scripted import Scripted
from widgets.state import ViewState


class Keys(Scripted):
    """What single keys do anywhere on the page; `static/keys.js` has the one table of them.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `paper` is read and written.
    listing : Listing
        The papers to step through.
    """

    _esm = script("keys")
    _css = style("dialog", "keys")

    said = traitlets.Unicode(help="what a screen reader hears of the last step").tag(sync=True)

    def __init__(self, crossfilter: Crossfilter, state: ViewState, listing: Listing) -> None:
        super().__init__()
        self.state = state
        self.listing = listing
        self.link(crossfilter)

    def refresh(self, change: Change | None) -> None:
        """Keys show nothing."""

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "step", "by": 1 | -1 as by}:
                self._step(by)
            case {"do": "close"}:
                self.state.paper = None
            case {"do": "compare"} if self.listing.row(self.state.paper) is not None:
                self.state.compare = toggled(self.state.compare, str(self.state.paper))
            case {"do": "undo"}:
                self.crossfilter.undo()
            case {"do": "redo"}:
                self.crossfilter.redo()
            case {"do": "clear"}:
                self.crossfilter.clear()

    def _step(self, by: int) -> None:
        """Choose the next or the previous paper of the list; the first if the chosen one is not there."""
        rows = self.listing.rows
        if not len(rows):
            self.said = "No paper passes."
            return
        place = self.listing.place(self.state.paper)
        place = 0 if place is None else min(max(place + by, 0), len(rows) - 1)
        paper = self.crossfilter.papers.iloc[rows[place]]
        self.state.paper = str(paper["paper_id"])
        self.said = f"{paper['title']}, {place + 1:,} of {len(rows):,}"
