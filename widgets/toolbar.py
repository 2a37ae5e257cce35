"""Toolbar: search, the clauses as chips, n of N, undo and redo, ordering, export."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from papers.clauses import Text
from papers.clauses.text import MEANING, QUERY_LIMIT
from papers.crossfilter import Change, Crossfilter
from papers.export import to_csv
from papers.ordering import Ordering, available, chosen, effective
from papers.search.completion import completions
from widgets.assets import script, style
from widgets.scripted import Scripted, listed
from widgets.state import ViewState

PART = 2_000
"""Papers in one part of an export: some 4 MB with abstracts, so that the page can do other things in between."""
TICKET_LENGTH = 64


@dataclass(frozen=True)
class Export:
    """An export under way: the rows as they were when it was asked for."""

    ticket: str
    rows: NDArray[np.intp]


class Toolbar(Scripted):
    """The bar over the page.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `sort` is read and written.
    """

    _esm = script("memory", "clipboard", "popover", "theme", "watch", "toolbar")
    _css = style("popover", "watch", "toolbar")

    query = traitlets.Unicode(help="what is searched for").tag(sync=True)
    meaning = traitlets.Float(MEANING, help="how much meaning counts in the search, 0 to 1").tag(sync=True)
    told = listed("[offset or None, length, sentence] of what is to be said about the query")
    blend = traitlets.Unicode(help="how much meaning counted, in words; empty where nothing is searched for").tag(
        sync=True
    )
    outside = traitlets.Int(help="papers that the search finds outside the other filters").tag(sync=True)
    completions = traitlets.Dict(help="typed: what was typed, items: [start, text, label] of each").tag(sync=True)
    chips = listed("[key, words] of each clause, in the order in which they came")
    count = traitlets.Int(help="papers that pass").tag(sync=True)
    total = traitlets.Int(help="papers in all").tag(sync=True)
    can_undo = traitlets.Bool().tag(sync=True)
    can_redo = traitlets.Bool().tag(sync=True)
    rescue = listed("[key (None: all), sentence, words of button] if none passes")
    orderings = listed("[name, label, sentence] of each ordering on offer")
    sort = traitlets.Unicode(help="name of the ordering").tag(sync=True)

    def __init__(self, crossfilter: Crossfilter, state: ViewState) -> None:
        super().__init__()
        self.state = state
        self._export: Export | None = None
        self.link(crossfilter)
        state.observe(self._show_sort, "sort")

    # show

    def refresh(self, change: Change | None) -> None:
        """Show clauses, counts and what can be undone."""
        crossfilter = self.crossfilter
        with self.hold_sync():
            text = crossfilter.clauses.get("text")
            self.query = text.query if isinstance(text, Text) else ""
            self.meaning = text.meaning if isinstance(text, Text) else MEANING
            self._tell_search()
            self.orderings = [[each.name, each.label, each.about] for each in self._available.values()]
            self._show_sort()
            self.chips = [[key, clause.words(crossfilter.dimensions)] for key, clause in crossfilter.clauses.items()]
            self.count, self.total = crossfilter.count, len(crossfilter)
            self.can_undo, self.can_redo = crossfilter.can_undo, crossfilter.can_redo
            self.rescue = self._rescue()

    def _tell_search(self) -> None:
        """Say what there is to say about the query, how words and meaning were weighed, and what lies outside."""
        if not self.query.strip():
            self.told, self.blend, self.outside = [], "", 0
            return
        answer = self.crossfilter.dimensions.search.answer(self.query, self.meaning)
        problems = [[each.at if each.length else None, each.length, each.sentence] for each in answer.problems]
        self.told = [*problems, *([None, 0, note] for note in answer.notes)]
        self.blend = _blend(answer.weight, self.meaning) if answer.terms else ""
        self.outside = int(np.count_nonzero(answer.mask)) - self.crossfilter.count

    def _show_sort(self, _change: Any = None) -> None:
        self.sort = self.ordering.name

    @property
    def ordering(self) -> Ordering:
        """The ordering that is in force."""
        return effective(self.state.sort, self.crossfilter.dimensions, self.query)

    @property
    def _available(self) -> dict[str, Ordering]:
        return available(self.crossfilter.dimensions, self.query)

    def _rescue(self) -> list[str | None]:
        """Return the way out if no paper passes: the clause whose removal brings most papers back."""
        if self.count:
            return []
        if not self.total:
            return [None, "There are no papers yet.", None]
        mask = self.crossfilter.mask
        back = {key: int(np.count_nonzero(mask(key))) for key, _words in self.chips}
        best = max(back, key=lambda key: back[key])
        if not back[best]:
            return [None, "No paper passes all filters.", f"Clear all (brings back {self.total:,})"]
        return [best, "No paper passes all filters.", f"Remove {dict(self.chips)[best]} (brings back {back[best]:,})"]

    # answer

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "search", "query": str(query), "final": bool(final)}:
                self.crossfilter.set(Text(query[:QUERY_LIMIT], self.meaning), final=final)
            case {"do": "meaning", "meaning": float(meaning) | int(meaning)} if 0 <= meaning <= 1:
                self.meaning = float(meaning)
                if self.query.strip():
                    self.crossfilter.set(Text(self.query, self.meaning))
            case {"do": "complete", "typed": str(typed)} if len(typed) <= QUERY_LIMIT:
                found = completions(typed, self.crossfilter.dimensions)
                self.completions = {"typed": typed, "items": [[each.start, each.text, each.label] for each in found]}
            case {"do": "everywhere"}:
                others = [key for key in self.crossfilter.clauses if key != "text"]
                self.crossfilter.update(dict.fromkeys(others))
            case {"do": "drop", "key": str(key)}:
                self.crossfilter.drop(key)
            case {"do": "clear"}:
                self.crossfilter.clear()
            case {"do": "undo"}:
                self.crossfilter.undo()
            case {"do": "redo"}:
                self.crossfilter.redo()
            case {"do": "sort", "sort": str(name)} if name in self._available:
                self.state.sort = chosen(name, self.query)
            case {"do": "export", "ticket": str(ticket), "part": int(part)} if len(ticket) <= TICKET_LENGTH:
                self._send_part(ticket, part)

    def _ordered(self) -> NDArray[np.intp]:
        return self.ordering.order(self.crossfilter.dimensions, self.crossfilter.rows, self.query, self.meaning)

    def _send_part(self, ticket: str, part: int) -> None:
        """Send one part of the export with this ticket; the first part begins one. The browser asks for each."""
        papers = self.crossfilter.papers
        if part == 0:
            self._export = Export(ticket, self._ordered())
        export = self._export
        if export is None or export.ticket != ticket:
            return
        parts = max(1, -(-len(export.rows) // PART))
        if not 0 <= part < parts:
            return
        rows = export.rows[part * PART : (part + 1) * PART]
        text = to_csv(papers.iloc[rows])
        if part:
            text = text.removeprefix(to_csv(papers.iloc[:0]))
        self.send(
            {
                "do": "export",
                "ticket": ticket,
                "part": part,
                "parts": parts,
                "name": f"litscope-{len(export.rows)}-papers.csv",
            },
            buffers=[
                text.encode("utf-8" if part else "utf-8-sig")
            ],  # without the mark Excel takes it for another encoding
        )
        if part == parts - 1:
            self._export = None


def _blend(counted: float, chosen: float) -> str:
    """Return how words and meaning were weighed, in words."""
    if counted == 0:
        return "Ranked by words alone."
    why = ": few papers have these words, so meaning decides more" if counted > chosen + 0.1 else ""
    return f"Words count {1 - counted:.0%}, meaning {counted:.0%}{why}."
