"""Papers side by side: chosen in the list or on a card, against aspects and columns of one's own."""

from collections.abc import Mapping
from typing import Any

import traitlets

from papers.claims.corrected import side
from papers.collection import Collection
from papers.comparison import FORMATS, Aspect, Cell, Comparison, compare
from papers.comparison.compare import MOST, NOTES
from papers.comparison.files import NAMES
from papers.crossfilter import Change, Crossfilter
from papers.kept import KeptError, OwnColumns, Store
from widgets import assets
from widgets.listing import Listing
from widgets.results.evidence import sentence_of
from widgets.results.wording import statement
from widgets.scripted import Scripted, listed
from widgets.state import ViewState
from widgets.wording import day_words, given

ID = "compare"
"""Where the view's state has the choices of the table, and the name of the tab."""
LONGEST = 10_000
"""Letters of a text that a browser sends."""


def toggled(chosen: list[str], paper: str) -> list[str]:
    """Return the papers to compare with one more, or without it; no more than `MOST`."""
    return [each for each in chosen if each != paper] if paper in chosen else [*chosen, paper][:MOST]


class Compare(Scripted):
    """The chosen papers side by side; the table is made while its tab is open.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `compare` is read and written, as is, of `charts`, which way the table runs.
    collection : Collection
        What the papers belong to. When the papers are replaced, set `collection` first.
    listing : Listing
        The first papers of the list are offered.
    store : Store
        Keeps columns of one's own.
    """

    _esm = assets.script("clipboard", "claim_sentence", "compare")
    _css = assets.style("compare")

    papers = listed("[paper_id, title, authors and year] of each paper")
    aspects = listed("[name, label, words, whether it is one's own, cells] of each aspect; cells: [origin, parts]")
    across = traitlets.Bool(True, help="whether papers stand across and aspects down").tag(sync=True)
    formats = listed("[ending, words] of each format")
    evidence = traitlets.Dict(help="the evidence that is shown, and of which cell; empty for none").tag(sync=True)
    said = traitlets.Unicode(help="what could not be done").tag(sync=True)
    offered = traitlets.Int(0, help="papers of the list that can be added").tag(sync=True)
    most = traitlets.Int(MOST).tag(sync=True)
    lasting = traitlets.Bool(True, help="whether what is written outlives this visit").tag(sync=True)

    def __init__(
        self, crossfilter: Crossfilter, state: ViewState, collection: Collection, listing: Listing, store: Store
    ) -> None:
        super().__init__(formats=[[ending, NAMES[ending]] for ending in FORMATS], lasting=store.lasting)
        self.state, self.collection, self.listing = state, collection, listing
        self.own = OwnColumns(store)
        self.comparison = Comparison((), (), ())
        self.link(crossfilter)
        state.observe(crossfilter.guard(self._follow), ["compare", "charts", "tab"])

    def _follow(self, _change: Any) -> None:
        self.refresh(None)

    @property
    def columns(self) -> list[str]:
        """The columns of one's own: notes, and what was added."""
        return [NOTES, *(name for name in self.own.names() if name != NOTES)]

    def refresh(self, change: Change | None) -> None:
        """Show the chosen papers, if the tab is open."""
        if self.state.tab != ID:
            return
        with self.hold_sync():
            self.offered = min(MOST, len(self.listing.rows))
            if change is not None and not change.data:
                return
            saved = self.state.charts.get(ID)
            self.across = not (isinstance(saved, Mapping) and saved.get("across") == "aspects")
            self.comparison = self._compared()
            self.papers = [
                [paper, title, self._about(row)]
                for paper, title, row in zip(
                    self.comparison.papers, self.comparison.titles, self.comparison.rows, strict=True
                )
            ]
            self.aspects = [self._aspect(aspect) for aspect in self.comparison.aspects]
            self.evidence = {}

    def _compared(self) -> Comparison:
        plain = compare(self.collection, self.state.compare)
        sides = [side(self.collection.papers, row) for row in plain.rows]
        try:
            own = self.own.all(self.columns, sides)
        except KeptError as error:
            self.said, own = str(error), {}
        return compare(self.collection, self.state.compare, own)

    def _about(self, row: int) -> str:
        papers = self.collection.papers
        authors = given(papers["authors"].iloc[row]) or []
        names = f"{authors[0]}{' and others' if len(authors) > 1 else ''}" if authors else ""
        date = day_words(given(papers["published"].iloc[row]), given(papers["published_precision"].iloc[row]))
        return ", ".join(part for part in (names, date) if part)

    @staticmethod
    def _aspect(aspect: Aspect) -> list[Any]:
        return [aspect.name, aspect.label, aspect.words, aspect.own, [_cell(cell) for cell in aspect.cells]]

    # answer

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "remove", "paper": str(paper)}:
                self.state.compare = [each for each in self.state.compare if each != paper]
            case {"do": "move", "paper": str(paper), "by": -1 | 1 as by} if paper in self.comparison.papers:
                self._move(paper, by)
            case {"do": "open", "paper": str(paper)} if paper in self.comparison.papers:
                self.state.paper = paper
            case {"do": "first"}:
                ids = self.crossfilter.papers["paper_id"].iloc[self.listing.rows[:MOST]]
                self.state.compare = list(dict.fromkeys([*self.comparison.papers, *map(str, ids)]))[:MOST]
            case {"do": "clear"}:
                self.state.compare = []
            case {"do": "turn"}:
                self.state.charts = {**self.state.charts, ID: {"across": "aspects" if self.across else "papers"}}
            case {"do": "evidence", "aspect": int(aspect), "cell": int(cell), "part": int(part)}:
                self._show(aspect, cell, part)
            case {"do": "hide"}:
                self.evidence = {}
            case {"do": "column", "name": str(name)}:
                self._try(lambda: self.own.add(name))
            case {"do": "drop", "name": str(name)} if name in self.columns and name != NOTES:
                self._try(lambda: self.own.remove(name))
            case {"do": "write", "column": str(column), "paper": str(paper), "text": str(text)}:
                if column in self.columns and paper in self.comparison.papers:
                    row = self.comparison.rows[self.comparison.papers.index(paper)]
                    written = text[:LONGEST].strip()
                    self._try(lambda: self.own.write(column, side(self.collection.papers, row), written))
            case {"do": "file", "format": str(ending), "copy": bool(copy)} if ending in FORMATS:
                text = FORMATS[ending](self.comparison, across=self.across)
                self.send({"do": "file", "name": f"litscope-comparison.{ending}", "copy": copy}, [text.encode("utf-8")])

    def _move(self, paper: str, by: int) -> None:
        ids = list(self.comparison.papers)
        place = ids.index(paper)
        ids.insert(max(0, min(place + by, len(ids) - 1)), ids.pop(place))
        self.state.compare = ids

    def _try(self, change: Any) -> None:
        """Change what is kept, and show it; say what could not be."""
        try:
            change()
            self.said = ""
        except (ValueError, KeptError) as error:
            self.said = str(error)
        self.refresh(None)

    def _show(self, aspect: int, cell: int, part: int) -> None:
        """Show the evidence of one value."""
        try:
            found = self.comparison.aspects[aspect].cells[cell].parts[part]
        except IndexError:
            return
        row = self.comparison.rows[cell]
        if found.claim is not None:
            fact = self.collection.claims.claim(found.claim)
            words = statement(fact)
        elif found.size is not None:
            fact = {str(name): given(value) for name, value in self.collection.scale.loc[found.size].items()}
            words = found.text
        else:
            return
        at = {"aspect": aspect, "cell": cell, "part": part}
        self.evidence = sentence_of(fact, self.collection.papers, row) | at | {"statement": words}


def _cell(cell: Cell) -> list[Any]:
    """Return where a cell comes from, and of each part: text, what else, link, best, whether it has evidence."""
    return [
        cell.origin,
        [
            [part.text, part.about, part.link, part.best, part.claim is not None or part.size is not None]
            for part in cell.parts
        ],
    ]
