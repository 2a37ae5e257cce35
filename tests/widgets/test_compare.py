"""Papers side by side on the page: how they are chosen, one's own columns, evidence, files."""

from typing import Any

import pytest

from papers.clauses import Values
from papers.crossfilter import Crossfilter
from papers.kept import KeptError, Store
from tests.papers.claims.invented import collection
from widgets.compare import Compare, toggled
from widgets.keys import Keys
from widgets.listing import Listing
from widgets.paper_card import PaperCard
from widgets.paper_list import PaperList
from widgets.state import ViewState

OWL, WREN, SWAN = "arxiv:2401.00000", "arxiv:2401.00001", "arxiv:2401.00005"


class Page:
    """The widgets that choose papers and the one that shows them."""

    def __init__(self, store: Store, **state: Any) -> None:
        made = collection()
        self.state = ViewState(**{"tab": "compare", **state})
        self.crossfilter = Crossfilter(made.papers, made.derive, made.derived, claims=made.claims)
        self.listing = Listing(self.crossfilter, self.state)
        self.list = PaperList(self.crossfilter, self.state, self.listing)
        self.card = PaperCard(self.crossfilter, self.state, made, self.listing)
        self.keys = Keys(self.crossfilter, self.state, self.listing)
        self.compare = Compare(self.crossfilter, self.state, made, self.listing, store)

    def row(self, label: str) -> list[Any]:
        """Return the texts of each cell of a row."""
        cells = next(cells for _, name, _, _, cells in self.compare.aspects if name == label)
        return [[part[0] for part in parts] for _, parts in cells]


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def page(store) -> Page:
    return Page(store)


def says(widget: Any, do: str, **entries: Any) -> None:
    widget._handle_custom_msg({"do": do, **entries}, [])


def test_papers_are_chosen_in_the_list_on_the_card_and_by_a_key(page):
    says(page.list, "compare", id=OWL)
    page.state.paper = WREN
    says(page.card, "compare")
    assert page.state.compare == [OWL, WREN] == page.list.compared
    assert page.card.compared
    assert [paper for paper, _, _ in page.compare.papers] == [OWL, WREN]
    says(page.keys, "compare")
    assert page.state.compare == [OWL] and not page.card.compared
    says(page.list, "compare", id="nobody")
    assert page.state.compare == [OWL]


def test_the_first_of_the_list_at_once(page):
    page.state.tab = "overview"
    page.crossfilter.set(Values("kind", {"model"}))
    says(page.list, "side-by-side")
    assert page.state.tab == "compare"
    assert page.row("System") == [["RavenRank"], ["TernTune"]]
    page.crossfilter.clear()
    says(page.compare, "first")
    assert len(page.compare.papers) == 6


def test_no_more_than_fit():
    chosen = [f"p{place}" for place in range(12)]
    assert toggled(chosen, "one more") == chosen
    assert toggled(chosen, "p3") == [each for each in chosen if each != "p3"]


def test_it_is_part_of_the_view(store):
    page = Page(store, compare=[SWAN, "nobody", OWL])
    assert [paper for paper, _, _ in page.compare.papers] == [SWAN, OWL]
    says(page.compare, "turn")
    assert not page.compare.across
    again = ViewState()
    again.restore(page.state.choices)
    assert again.compare == page.state.compare and again.charts == page.state.charts


def test_papers_are_moved_and_taken_out(page):
    page.state.compare = [OWL, WREN, SWAN]
    says(page.compare, "move", paper=SWAN, by=-1)
    assert page.state.compare == [OWL, SWAN, WREN]
    says(page.compare, "remove", paper=OWL)
    assert [paper for paper, _, _ in page.compare.papers] == [SWAN, WREN]
    says(page.compare, "clear")
    assert page.compare.papers == []


def test_own_columns_are_kept(page, store):
    page.state.compare = [OWL, WREN]
    says(page.compare, "write", column="Notes", paper=WREN, text=" reads well ")
    says(page.compare, "column", name="Verdict")
    says(page.compare, "write", column="Verdict", paper=OWL, text="try it")
    again = Page(Store(store.file.parent), compare=[WREN, OWL])
    assert again.row("Notes") == [["reads well"], []]
    assert again.row("Verdict") == [[], ["try it"]]
    says(again.compare, "column", name="verdict")
    assert "already" in again.compare.said
    says(again.compare, "drop", name="Verdict")
    assert "Verdict" not in again.compare.columns
    says(again.compare, "drop", name="Notes")
    assert "Notes" in again.compare.columns
    says(again.compare, "column", name="Verdict")
    assert again.row("Verdict") == [[], ["try it"]]


def test_evidence_of_a_cell(page):
    page.state.compare = [OWL, SWAN]
    place = next(at for at, aspect in enumerate(page.compare.aspects) if aspect[1] == "Speed-up (×)")
    says(page.compare, "evidence", aspect=place, cell=0, part=0)
    assert page.compare.evidence["sentence"].startswith("OwlDecode decodes 2.5x")
    sizes = next(at for at, aspect in enumerate(page.compare.aspects) if aspect[1] == "Sizes")
    says(page.compare, "evidence", aspect=sizes, cell=1, part=0)
    assert page.compare.evidence["statement"] == "13B parameters" and page.compare.evidence["field"] == ""
    says(page.compare, "evidence", aspect=99, cell=0, part=0)
    says(page.compare, "hide")
    assert page.compare.evidence == {}


@pytest.mark.parametrize("ending", ["md", "csv", "tex", "html"])
def test_the_table_as_a_file(page, monkeypatch, ending):
    sent: list[Any] = []
    monkeypatch.setattr(page.compare, "send", lambda content, buffers=None: sent.append((content, buffers)))
    page.state.compare = [OWL, WREN]
    says(page.compare, "file", format=ending, copy=True)
    says(page.compare, "file", format="exe", copy=True)
    ((content, (text,)),) = sent
    assert content == {"do": "file", "name": f"litscope-comparison.{ending}", "copy": True}
    assert b"OwlDecode" in text


def test_it_waits_until_it_is_opened_and_says_what_it_cannot_keep(store, monkeypatch):
    page = Page(store, tab="overview", compare=[OWL])
    assert page.compare.papers == []
    page.state.tab = "compare"
    assert len(page.compare.papers) == 1

    def refuse(*_: Any) -> None:
        raise KeptError("The disk is full.")

    monkeypatch.setattr("papers.kept.OwnColumns.write", refuse)
    says(page.compare, "write", column="Notes", paper=OWL, text="x")
    assert page.compare.said == "The disk is full."
