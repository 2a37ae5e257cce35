"""Listing: the papers that pass, in the chosen order."""

import pandas as pd

from papers.clauses import Range, Text, Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import papers, shelf
from widgets.listing import Listing
from widgets.state import ViewState


def listing(sort: str = "source") -> Listing:
    return Listing(Crossfilter(shelf()), ViewState(sort=sort))


def titles(listed: Listing) -> list[str]:
    return shelf()["title"].iloc[listed.rows].tolist()


def test_all_papers_in_the_order_of_the_source():
    assert titles(listing()) == shelf()["title"].tolist()


def test_follows_filters_and_order():
    listed = listing()
    listed.crossfilter.set(Range("upvotes", 10, None))
    listed.state.sort = "upvotes"
    assert titles(listed) == ["Finches", "Gulls", "Swans", "Ravens", "Terns"]


def test_an_unknown_order_is_that_of_the_source():
    assert titles(listing("<b>")) == shelf()["title"].tolist()


def test_works_them_out_once():
    listed = listing("title")
    assert listed.rows is listed.rows


def test_finds_rows_and_places():
    listed = listing("title")
    assert listed.row("title:p1") == 1
    assert listed.place("title:p7") == 0
    listed.crossfilter.set(Values("venue", {"ACL"}))
    assert listed.row("title:p7") == 7
    assert listed.place("title:p7") is None
    for unknown in (None, "", "title:p77", "7"):
        assert listed.row(unknown) is None
        assert listed.place(unknown) is None


def test_steps_to_neighbours_and_not_beyond_the_ends():
    listed = listing()
    assert listed.neighbour("title:p1", 1) == "title:p2"
    assert listed.neighbour("title:p1", -1) == "title:p0"
    assert listed.neighbour("title:p0", -1) is None
    assert listed.neighbour("title:p7", 1) is None
    assert listed.neighbour("title:p77", 1) is None


def test_knows_other_papers_when_they_are_replaced():
    listed = listing()
    assert len(listed.rows) == 8
    listed.crossfilter.replace(papers(title=["New"], paper_id=["doi:1"]))
    assert listed.rows.tolist() == [0]
    assert listed.row("doi:1") == 0
    assert listed.row("title:p1") is None


def test_a_hundred_thousand_papers_stay_quick_to_look_up():
    frame = papers(upvotes=pd.array(range(100_000), dtype="Int64"))
    listed = Listing(Crossfilter(frame), ViewState(sort="upvotes"))
    assert listed.place("title:p99999") == 0
    assert listed.neighbour("title:p50000", 1) == "title:p49999"


def test_a_search_lists_the_best_answers_first_until_it_ends():
    frame = papers(title=["On owls and cranes", "Owls", "Terns"])
    listed = Listing(Crossfilter(frame), ViewState())
    listed.crossfilter.set(Text("owl"))
    assert listed.rows.tolist() == [1, 0]
    listed.crossfilter.set(Text("owl +crane"))
    assert listed.rows.tolist() == [0]
    listed.crossfilter.drop("text")
    assert listed.rows.tolist() == [0, 1, 2]


def test_a_search_leaves_an_order_that_was_chosen():
    frame = papers(title=["On owls and cranes", "Owls", "Terns"])
    listed = Listing(Crossfilter(frame), ViewState(sort="source"))
    listed.crossfilter.set(Text("owl"))
    assert listed.rows.tolist() == [0, 1]
