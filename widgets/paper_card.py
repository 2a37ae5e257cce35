"""The card of the chosen paper."""

from collections.abc import Callable
from typing import Any

import numpy as np
import traitlets

from papers.clauses import Values
from papers.collection import Collection
from papers.crossfilter import Change, Crossfilter
from widgets import assets
from widgets.alike import BY, alike
from widgets.card_contents import Choice, choices, contents
from widgets.compare import toggled
from widgets.listing import Listing
from widgets.scripted import Scripted, listed
from widgets.state import ViewState
from widgets.why import reasons

SIMILAR = 12
"""Similar papers that are shown."""


class PaperCard(Scripted):
    """All that is known of the chosen paper; its authors, keywords, pages and so on are filters.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `paper` is read and written.
    collection : Collection
        What the papers of the crossfilter belong to: pages, ranks and origins. When the papers are replaced, set
        `collection` first.
    listing : Listing, optional
        Give the one of the paper list, so that both are worked out once.
    """

    _esm = assets.script("clipboard", "claim_sentence", "alike", "paper_card")
    _css = assets.style("alike", "paper_card")

    card = traitlets.Dict(help="see `card_contents.contents`; empty where no paper is chosen").tag(sync=True)
    hint = traitlets.Unicode(help="what an empty card says").tag(sync=True)
    around = traitlets.Dict(help="place in the list, 1 is first or None, and length of the list").tag(sync=True)
    why = traitlets.Dict(help="see `why.reasons`; empty where no paper is chosen").tag(sync=True)
    compared = traitlets.Bool(False, help="whether the paper is among those set side by side").tag(sync=True)
    similar = traitlets.Dict(help="by: what they are sorted by; papers: see `alike.alike`; empty until asked").tag(
        sync=True
    )
    active = listed("[column, value] of the filters on the card that are set")

    def __init__(
        self, crossfilter: Crossfilter, state: ViewState, collection: Collection, listing: Listing | None = None
    ) -> None:
        super().__init__()
        self.state = state
        self.collection = collection
        self.listing = listing or Listing(crossfilter, state)
        self._choices: set[Choice] = set()
        self._apart: Callable[[str], Any] | None = None
        self.link(crossfilter)
        state.observe(self._follow, ["paper", "sort"])
        state.observe(self._mark_compared, ["paper", "compare"])
        self._mark_compared()

    def refresh(self, change: Change | None = None) -> None:
        """Show the chosen paper, its place in the list, and which of its filters are set."""
        with self.hold_sync():
            if change is None or change.data or "text" in change.keys:
                self._fill()
            place = self.listing.place(self.state.paper)
            self.around = {"place": None if place is None else place + 1, "total": len(self.listing.rows)}
            row = self.listing.row(self.state.paper)
            self.why = {} if row is None else reasons(self.listing, row)
            self.active = sorted(self._active())

    def on_apart(self, listener: Callable[[str], Any]) -> None:
        """Call `listener` with the `paper_id` of a joined paper that is to be taken apart."""
        self._apart = listener

    def _fill(self) -> None:
        paper, row = self.state.paper, self._row()
        if row is None:
            self.card, self._choices = {}, set()
            self.similar = {}
            self.hint = "" if paper is None else f"The paper “{paper}” is not among the papers on this page."
        else:
            if paper != self.card.get("id"):
                self.similar = {}
            self.card = contents(self.collection, row, self.listing.sought)
            self._choices = choices(self.card)
            self.hint = ""

    def _row(self) -> int | None:
        """Return the row of the chosen paper in the collection."""
        if self.collection.papers is self.crossfilter.papers:
            return self.listing.row(self.state.paper)
        found = self.collection.papers["paper_id"] == self.state.paper
        return int(found.to_numpy().argmax()) if found.any() else None

    def _active(self) -> list[list[str]]:
        return [
            [column, value]
            for column, value in self._choices
            if isinstance(clause := self.crossfilter.clauses.get(column), Values)
            and clause.match != "none"
            and value in clause.include
        ]

    def _follow(self, change: Any) -> None:
        self.refresh(None if change.name == "paper" else Change())

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "close"}:
                self.state.paper = None
            case {"do": "compare"} if self.card:
                self.state.compare = toggled(self.state.compare, self.card["id"])
            case {"do": "step", "by": 1 | -1 as step} if self.state.paper is not None:
                self.state.paper = self.listing.neighbour(self.state.paper, step) or self.state.paper
            case {"do": "filter", "column": str(column), "value": str(value)} if (column, value) in self._choices:
                self._filter(Values(column, frozenset({value})))
            case {"do": "claim", "key": str(key)} if key in [claim["key"] for claim in self.card.get("claims", [])]:
                self.state.claim, self.state.tab = key, "results"
            case {"do": "similar", "by": str(by)} if by in BY:
                self._show_similar(by)
            case {"do": "open", "id": str(paper)} if self.listing.row(paper) is not None:
                self.state.paper = paper
            case {"do": "drop", "key": str(key)}:
                self.crossfilter.drop(key)
            case {"do": "apart"} if self.card.get("joined") and self._apart is not None:
                self._apart(self.card["id"])

    def _mark_compared(self, _change: Any = None) -> None:
        self.compared = self.state.paper in self.state.compare

    def _show_similar(self, by: str) -> None:
        """Show the papers that are most like the chosen one, the best by similarity, date or upvotes first."""
        row = self.listing.row(self.state.paper)
        if row is None:
            return
        entries = alike(self.crossfilter.dimensions, np.array([row]), by, SIMILAR)
        self.similar = {"by": by, "papers": entries}

    def _filter(self, clause: Values) -> None:
        """Narrow to one value; the same again undoes it."""
        if self.crossfilter.clauses.get(clause.key) == clause:
            self.crossfilter.drop(clause.key)
        else:
            self.crossfilter.set(clause)
