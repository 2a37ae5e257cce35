"""The board of charts: which there are, in what order and how wide, and how the visitor changes that."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import traitlets

from papers.crossfilter import Change, Crossfilter
from widgets.assets import script, style
from widgets.charts import Chart
from widgets.offers import Offer, offers
from widgets.opening import number, opening
from widgets.outbox import Box
from widgets.scripted import Panel, listed
from widgets.state import CHART_LIMIT, ViewState, kind_of
from widgets.view import View

FEW = {1: 1, 2: 2, 4: 2}
"""Columns of the grid by how many tiles there are to fill it, where they are fewer than three."""


class BoardBar(Panel):
    """Adds charts to the board and says what happened to it; its script also puts the charts into their order."""

    _esm = script("popover", "board")
    _css = style("popover", "board")

    offers = listed("[key, kind, label, purpose, why it cannot be added] of what can be added")
    order = listed("ids of the charts")
    touched = traitlets.Bool(False, help="whether there is anything to reset").tag(sync=True)
    full = traitlets.Unicode(help="why nothing can be added; empty if it can").tag(sync=True)
    done = traitlets.Unicode(help="what was done, for who sees it and who hears it").tag(sync=True)
    undoable = traitlets.Bool(False, help="whether that can be taken back").tag(sync=True)


class Board(View):
    """The charts on the page, by `ViewState.board`, or as the papers open where nobody has arranged them.

    A chart that stays is never made again, wherever it moves. Each stands in a slot of the grid; the slot of a chart
    that was removed waits for the next one, because the browser draws all slots behind one that goes away anew.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        `board` and `charts` are read and written.
    kinds : sequence of type of Chart
        The kinds of chart that there are.

    Attributes
    ----------
    bar : BoardBar
    grid : Box
    charts : dict of str to Chart
        The charts by id, in the order in which they were made.
    """

    def __init__(self, crossfilter: Crossfilter, state: ViewState, kinds: Sequence[type[Chart]]) -> None:
        self.state = state
        self.kinds = {kind.name: kind for kind in kinds}
        self.charts: dict[str, Chart] = {}
        self.offers: dict[str, Offer] = {}
        self.bar = BoardBar()
        self.grid = Box("ls-charts")
        self._slots: dict[Box, str | None] = {}
        self._before: tuple[list[str] | None, dict[str, Any]] | None = None
        receive = crossfilter.guard(self.receive)
        self.bar.on_msg(lambda _widget, message, _buffers: receive(message))
        self.crossfilter = crossfilter
        crossfilter.observe(self.refresh)  # before its charts do: they read what they open with from the board
        self.refresh(None)
        state.observe(crossfilter.guard(self._on_state), ["board", "charts"])

    # show

    @property
    def ids(self) -> list[str]:
        """The charts of the board, in order.

        Where nobody has arranged them, a chart that only has choices (an older link, other papers) is there, too.
        """
        if self.state.board is not None:
            wanted = self.state.board
        else:
            wanted = [*self.state.opening, *(id for id in self.state.charts if isinstance(id, str))]
        return [id for id in dict.fromkeys(wanted) if kind_of(id) in self.kinds][:CHART_LIMIT]

    @property
    def _elsewhere(self) -> dict[str, Any]:
        """The choices of charts that stand on other tabs."""
        return {id: made for id, made in self.state.charts.items() if kind_of(id) not in self.kinds}

    def refresh(self, change: Change | None) -> None:
        """Follow the columns of new papers."""
        if change is not None and not change.data:
            return
        dimensions = self.crossfilter.dimensions
        self.state.opening = opening(self.kinds, dimensions)
        self.offers = {offer.key: offer for offer in offers(self.kinds, dimensions)}
        self.bar.offers = [[each.key, each.kind, each.label, each.purpose, each.why] for each in self.offers.values()]
        self._arrange()

    def _on_state(self, _: Any) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Make the charts that are new, close those that are gone, and tell all others their place."""
        ids = self.ids
        for id in [id for id in self.charts if id not in ids]:
            self._take(id)
        for id in ids:
            if id not in self.charts:
                self._put(id)
        self.grid.children = tuple(self._slots)
        for place, id in enumerate(ids):
            self.charts[id].head.place = [place, len(ids), self.charts[id].wide]
        grows = {columns: grown([self.charts[id].wide for id in ids], columns) for columns in (2, 3)}
        for slot, held in self._slots.items():
            _mark(slot, "ls-wide", held is not None and self.charts[held].wide)
            for columns, places in grows.items():
                _mark(slot, f"ls-grows-{columns}", held is not None and ids.index(held) in places)
        tiles = sum(1 + self.charts[id].wide for id in ids)
        for columns in (1, 2):
            _mark(self.grid, f"ls-columns-{columns}", FEW.get(tiles) == columns)
        _mark(self.grid, "ls-one-row", tiles <= FEW.get(tiles, 3))
        with self.bar.hold_sync():
            self.bar.order = ids
            self.bar.touched = self.state.board is not None or self.state.charts != self._elsewhere
            self.bar.full = f"A page holds {CHART_LIMIT} charts. Remove one first." if len(ids) >= CHART_LIMIT else ""

    def _put(self, id: str) -> None:
        """Make a chart and put it into a slot."""
        chart = self.kinds[kind_of(id)](self.crossfilter, self.state, id)
        chart.head.on_command(self.crossfilter.guard(lambda message: self.command(id, message)))
        self.charts[id] = chart
        slot = next((slot for slot, held in self._slots.items() if held is None), None)
        if slot is None:
            slot = Box("ls-slot")
        self._slots[slot] = id
        slot.add_class(f"ls-slot-{id}")
        slot.children = (chart.widget,)

    def _take(self, id: str) -> None:
        """Close a chart and empty its slot."""
        slot = next(slot for slot, held in self._slots.items() if held == id)
        self._slots[slot] = None
        slot.children = ()
        slot.remove_class(f"ls-slot-{id}")
        self.charts.pop(id).close()

    # what the visitor does

    def command(self, id: str, message: Mapping[str, Any]) -> None:
        """Answer a command of the head of a chart."""
        if id not in self.ids:
            return
        match message:
            case {"do": "move", "by": -1 | 1 as by}:
                self.place(id, self.ids.index(id) + by)
            case {"do": "place", "before": str(before)} if before != id and before in (*self.ids, ""):
                rest = [each for each in self.ids if each != id]
                self.place(id, rest.index(before) if before else len(rest))
            case {"do": "remove"}:
                self.remove(id)

    def receive(self, message: Any) -> None:
        """Answer a message of the bar."""
        match message:
            case {"do": "add", "key": str(key)} if key in self.offers:
                self.add(self.offers[key])
            case {"do": "reset"}:
                self.reset()
            case {"do": "back"}:
                self.back()

    def add(self, offer: Offer) -> None:
        """Put one more chart at the end of the board, and the visitor in front of it."""
        ids = self.ids
        if offer.why or len(ids) >= CHART_LIMIT:
            return
        id = number(offer.kind, dict.fromkeys([*ids, *self.state.charts]))
        self._keep([*ids, id], {id: dict(offer.choices)} if offer.choices else {})
        self._say(f"Added “{self.charts[id].words}” at the end, place {len(self.ids)}.")
        self.bar.send({"do": "show", "chart": id})

    def remove(self, id: str) -> None:
        """Take a chart off the board; what it filters stays filtered."""
        words = self.charts[id].words
        before = self.state.board, self.state.charts
        self._keep([each for each in self.ids if each != id])
        self._say(f"Removed “{words}”.", before)

    def place(self, id: str, place: int) -> None:
        """Put a chart at a place, counted from 0 without it."""
        rest = [each for each in self.ids if each != id]
        place = max(0, min(place, len(rest)))
        ids = [*rest[:place], id, *rest[place:]]
        if ids != self.ids:
            self._keep(ids)
            self._say(f"“{self.charts[id].words}” is now chart {place + 1} of {len(ids)}.")

    def reset(self) -> None:
        """Go back to the charts that these papers open with, and to their choices."""
        before = self.state.board, self.state.charts
        self._set(None, self._elsewhere)
        self._say("These are the charts that this collection opens with.", before)

    def back(self) -> None:
        """Take back the last removal or reset."""
        if self._before is not None:
            self._set(*self._before)
            self._say("The charts are as they were.")

    def _keep(self, ids: list[str], more: Mapping[str, Any] = {}) -> None:
        """Make these the charts of the board, with all their choices: from now on it follows the papers no more."""
        choices = {id: made for id in ids if (made := self.state.chart(id))}
        self._set(ids, self._elsewhere | choices | dict(more))

    def _set(self, ids: list[str] | None, charts: dict[str, Any]) -> None:
        with self.state.hold_trait_notifications():
            self.state.charts = charts
            self.state.set_trait("board", ids)

    def _say(self, words: str, before: tuple[list[str] | None, dict[str, Any]] | None = None) -> None:
        self._before = before
        with self.bar.hold_sync():
            self.bar.done, self.bar.undoable = words, before is not None


def grown(wide: Sequence[bool], columns: int) -> list[int]:
    """Return which charts take one column more, so that a wide one which goes to the next row leaves no hole.

    >>> grown([False, False, True, False], 3)
    [1]
    """
    places: list[int] = []
    free = columns
    for place, is_wide in enumerate(wide):
        width = 1 + is_wide
        if width > free:
            places.append(place - 1)
            free = columns
        free = free - width or columns
    return places


def _mark(widget: ipywidgets.DOMWidget, css_class: str, on: bool) -> None:
    if on:
        widget.add_class(css_class)
    else:
        widget.remove_class(css_class)
