"""Paper card: all that is known of the chosen paper, and where it comes from."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from papers import schema
from papers.clauses import Text, Values
from papers.collection import Collection, Records, Source
from papers.crossfilter import Crossfilter
from papers.join import add, join
from tests.widgets.invented import many
from widgets.card_contents import choices, contents
from widgets.paper_card import PaperCard
from widgets.state import ViewState

HOSTILE = "<img src=x onerror=alert(1)>"
CROWD = [f"Author {i}" for i in range(3303)]


def records(name: str, kind: str = "table", /, **columns: Any) -> Records:
    entries = pd.DataFrame(columns)
    return Records(Source(name, kind, datetime(2026, 8, 21), len(entries)), entries)


def shelf() -> Collection:
    """Return three papers on two pages, completed by facts: a full one, a bare one, and a hostile one."""
    monday = records(
        "monday.txt",
        "Daily Papers page",
        title=["Owls $h-1$", "Wrens", HOSTILE],
        abstract=["Owls hunt by night.", None, HOSTILE],
        page=["Monday"] * 3,
        rank=[1, 2, 3],
    )
    tuesday = records(
        "tuesday.txt", "Daily Papers page", title=["Owls $h-1$"], abstract=["Owls."], page=["Tuesday"], rank=[1]
    )
    table = records(
        "mine.csv",
        title=["Owls $h-1$", HOSTILE],
        arxiv_id=["2305.00001", None],
        venue=["ACL", HOSTILE],
        kind=["method", None],
        url=["https://example.org/owls", "javascript:alert(1)"],
        code_url=["https://example.org/code", "data:text/html,x"],
        upvotes=pd.array([0, None], dtype="Int64"),
        stars=pd.array([1204, None], dtype="Int64"),
        authors=many(["Ada", "Émile"], CROWD),
        keywords=many(["birds", "night"], [HOSTILE]),
        score=[0.25, None],
        fine=pd.array([True, None], dtype="boolean"),
        homepage=["https://example.org/home", "javascript:alert(1)"],
        remark=["Read it twice.", HOSTILE],
        tags=many(["a", "b"], None),
    )
    facts = records(
        "Bundled facts",
        "facts",
        title=["Owls $h-1$"],
        arxiv_id=["2305.00001"],
        published=pd.Series(["2023-05-01"], dtype=schema.DATE),
        published_precision=["month"],
    )
    return join([monday, tuesday, table], completing=[facts])


def row_of(collection: Collection, title: str) -> int:
    return collection.papers["title"].tolist().index(title)


@pytest.fixture(scope="module")
def collection() -> Collection:
    return shelf()


def card(collection: Collection, title: str | None = "Owls $h-1$", **state: Any) -> PaperCard:
    crossfilter = Crossfilter(collection.papers, collection.derive)
    view = ViewState(**state)
    if title is not None:
        view.paper = collection.papers["paper_id"].iloc[row_of(collection, title)]
    return PaperCard(crossfilter, view, collection)


def browser(widget: PaperCard, do: str, **entries: Any) -> None:
    """Do what the page's script does."""
    widget._handle_custom_msg({"do": do, **entries}, [])


class TestContents:
    def test_says_all_that_is_known(self, collection):
        known = contents(collection, row_of(collection, "Owls $h-1$"))
        assert known["title"] == ["Owls h-1", []]
        assert known["abstract"] == ["Owls hunt by night.", []]
        assert [name for name, _ in known["authors"]] == ["Ada", "Émile"]
        assert known["date"] == "May 2023"
        assert known["places"] == [{"column": "venue", "label": "Venue", "values": [["ACL", "ACL"]]}]
        assert known["signals"] == [["upvotes", 0], ["stars", 1204]]
        assert known["links"] == [
            ["arXiv", "https://arxiv.org/abs/2305.00001"],
            ["Code", "https://example.org/code"],
            ["example.org", "https://example.org/owls"],
        ]
        assert known["pages"] == [
            {"page": "Monday", "rank": 1, "of": 3, "source": "monday.txt", "read": "21 Aug 2026"},
            {"page": "Tuesday", "rank": 1, "of": 1, "source": "tuesday.txt", "read": "21 Aug 2026"},
        ]
        assert {fact["column"]: [value for value, _ in fact["values"]] for fact in known["facts"]} == {
            "kind": ["method"],
            "keywords": ["birds", "night"],
        }

    def test_says_what_the_users_own_columns_hold(self, collection):
        extras = {extra["column"]: extra for extra in contents(collection, row_of(collection, "Owls $h-1$"))["extras"]}
        assert extras["score"]["text"] == "0.25"
        assert extras["fine"]["values"] == [["true", "yes"]]
        assert extras["homepage"]["link"] == "https://example.org/home"
        assert extras["tags"]["values"] == [["a", "a"], ["b", "b"]]

    def test_says_nothing_of_what_is_missing(self, collection):
        known = contents(collection, row_of(collection, "Wrens"))
        assert known["abstract"] is known["summary"] is None
        assert known["authors"] == known["places"] == known["signals"] == known["links"] == known["facts"] == []
        assert known["date"] == known["listed"] == known["system"] == ""
        assert known["extras"] == []
        assert known["pages"] == [{"page": "Monday", "rank": 2, "of": 3, "source": "monday.txt", "read": "21 Aug 2026"}]

    def test_tells_where_each_field_comes_from(self, collection):
        origins = contents(collection, row_of(collection, "Owls $h-1$"))["origins"]
        by_source = {origin["source"]: origin for origin in origins}
        assert {"title", "abstract"} <= set(by_source["monday.txt"]["fields"])
        assert {"published"} == set(by_source["Bundled facts"]["fields"])
        assert {"venue", "authors", "upvotes", "arXiv id"} <= set(by_source["mine.csv"]["fields"])
        assert by_source["monday.txt"]["kind"] == "Daily Papers page"
        assert by_source["monday.txt"]["read"] == "21 Aug 2026"
        assert [len(origin["fields"]) for origin in origins] == sorted(
            (len(origin["fields"]) for origin in origins), reverse=True
        )

    def test_of_a_hostile_paper_is_text(self, collection):
        known = contents(collection, row_of(collection, HOSTILE))
        assert known["title"][0] == known["abstract"][0] == HOSTILE
        assert known["places"][0]["values"] == [[HOSTILE, HOSTILE]]
        assert known["links"] == []
        assert not any("link" in extra for extra in known["extras"])
        assert len(known["authors"]) == 3303

    def test_marks_what_is_searched_for_and_leaves_filters_as_they_are(self, collection):
        known = contents(collection, row_of(collection, "Owls $h-1$"), "owls emile")
        assert known["title"] == ["Owls h-1", [[0, 4]]]
        assert known["authors"] == [["Ada", []], ["Émile", [[0, 5]]]]

    def test_a_page_name_of_the_kind_no_rank_is_on(self):
        listed = join([records("x.txt", title=["Owls"], page=["Today"], rank=pd.array([None], dtype="Int64"))])
        assert contents(listed, 0)["pages"] == [
            {"page": "Today", "rank": None, "of": 1, "source": "x.txt", "read": "21 Aug 2026"}
        ]

    def test_a_collection_that_does_not_know_origins(self, collection):
        bare = replace(collection, origins=pd.DataFrame(), sources=())
        assert contents(bare, 0)["origins"] == []


class TestShows:
    def test_the_chosen_paper(self, collection):
        widget = card(collection)
        assert widget.card["title"][0] == "Owls h-1"
        assert widget.around == {"place": 1, "total": 3}

    def test_nothing_where_none_is_chosen(self, collection):
        widget = card(collection, None)
        assert widget.card == {}
        assert widget.hint == ""
        assert widget.state.paper is None

    def test_a_sentence_for_a_paper_that_is_not_there(self, collection):
        widget = card(collection, None, paper="arxiv:0000.00000")
        assert widget.card == {}
        assert widget.hint == "The paper “arxiv:0000.00000” is not among the papers on this page."

    def test_another_paper_when_it_is_chosen(self, collection):
        widget = card(collection)
        widget.state.paper = collection.papers["paper_id"].iloc[1]
        assert widget.card["title"][0] == "Wrens"
        widget.state.paper = None
        assert widget.card == {}

    def test_a_paper_that_the_filters_leave_out(self, collection):
        widget = card(collection, "Wrens")
        widget.crossfilter.set(Values("venue", {"ACL"}))
        assert widget.card["title"][0] == "Wrens"
        assert widget.around == {"place": None, "total": 1}

    def test_its_place_in_the_order(self, collection):
        widget = card(collection)
        widget.state.sort = "title"
        assert widget.around["place"] == 2

    def test_words_that_are_searched_for(self, collection):
        widget = card(collection)
        widget.crossfilter.set(Text("night"))
        assert widget.card["abstract"] == ["Owls hunt by night.", [[13, 18]]]

    def test_the_paper_of_a_new_collection(self, collection):
        widget = card(collection, None, paper="doi:10.1234/x")
        assert widget.hint
        widget.collection = add(collection, [records("more.csv", title=["Terns"], doi=["10.1234/x"])])
        widget.crossfilter.replace(widget.collection.papers)
        assert widget.card["title"][0] == "Terns"
        assert widget.hint == ""

    def test_no_papers(self):
        assert card(Collection.empty(), None).around == {"place": None, "total": 0}


class TestFilters:
    def test_by_an_author(self, collection):
        widget = card(collection)
        browser(widget, "filter", column="authors", value="Ada")
        assert widget.crossfilter.clauses["authors"] == Values("authors", {"Ada"})
        assert widget.active == [["authors", "Ada"]]

    def test_and_back(self, collection):
        widget = card(collection)
        for _ in range(2):
            browser(widget, "filter", column="authors", value="Ada")
        assert not widget.crossfilter.clauses
        assert widget.active == []

    @pytest.mark.parametrize(
        ("column", "value", "count"),
        [("pages", "Tuesday", 1), ("venue", "ACL", 1), ("keywords", "night", 1), ("fine", "true", 1), ("tags", "b", 1)],
    )
    def test_by_everything_that_looks_like_a_filter(self, collection, column, value, count):
        widget = card(collection)
        browser(widget, "filter", column=column, value=value)
        assert widget.crossfilter.count == count
        assert [column, value] in widget.active

    def test_that_others_set_are_marked(self, collection):
        widget = card(collection)
        widget.crossfilter.set(Values("keywords", {"birds", "fish"}))
        assert widget.active == [["keywords", "birds"]]
        widget.crossfilter.set(Values("keywords", {"birds"}, match="none"))
        assert widget.active == []

    @pytest.mark.parametrize("title", ["Owls $h-1$", "Wrens", HOSTILE])
    def test_that_are_offered_are_ones_the_paper_passes(self, collection, title):
        widget = card(collection, title)
        for column, value in sorted(choices(widget.card))[:200]:
            browser(widget, "filter", column=column, value=value)
            assert widget.around["place"], (column, value)
            widget.crossfilter.clear()

    @pytest.mark.parametrize(
        "entries",
        [
            {},
            {"column": "authors"},
            {"column": "authors", "value": "Bo"},
            {"column": "paper_id", "value": "x"},
            {"column": ["authors"], "value": {"a": 1}},
            {"column": None, "value": None},
        ],
    )
    def test_that_the_card_does_not_offer_are_ignored(self, collection, entries):
        widget = card(collection)
        browser(widget, "filter", **entries)
        assert not widget.crossfilter.clauses


class TestSteps:
    def test_to_the_next_and_the_previous_paper(self, collection):
        widget = card(collection)
        browser(widget, "step", by=1)
        assert widget.card["title"][0] == "Wrens"
        browser(widget, "step", by=-1)
        assert widget.card["title"][0] == "Owls h-1"

    def test_stays_at_the_end(self, collection):
        widget = card(collection)
        browser(widget, "step", by=-1)
        assert widget.card["title"][0] == "Owls h-1"

    @pytest.mark.parametrize("by", [0, 2, -7, "1", None, 1e9, [1]])
    def test_one_at_a_time(self, collection, by):
        widget = card(collection)
        browser(widget, "step", by=by)
        assert widget.card["title"][0] == "Owls h-1"

    def test_nowhere_from_no_paper(self, collection):
        widget = card(collection, None)
        browser(widget, "step", by=1)
        assert widget.state.paper is None

    def test_closes(self, collection):
        widget = card(collection)
        browser(widget, "close")
        assert widget.state.paper is None

    @pytest.mark.parametrize("message", [None, 7, [], {}, {"do": None}, {"do": "filter"}])
    def test_ignores_messages_of_another_shape(self, collection, message):
        widget = card(collection)
        widget._handle_custom_msg(message, [])
        assert widget.card["title"][0] == "Owls h-1"

    def test_keeps_its_traits_from_the_browser(self, collection):
        widget = card(collection)
        widget.set_state({"card": {}, "hint": 7, "active": "x"})
        assert widget.card["title"][0] == "Owls h-1"


class TestWhy:
    def test_the_card_says_why_the_paper_is_here_as_filters_come_and_go(self, collection):
        widget = card(collection)
        assert widget.why["order"][0] == "Place 1 of 3"
        assert widget.why["passes"] == []
        widget.crossfilter.set(Values("venue", frozenset({"ACL"})))
        assert widget.why["passes"] == ["Venue: ACL"]
        widget.crossfilter.set(Values("pages", frozenset({"Thursday"})))
        assert [key for key, *_ in widget.why["fails"]] == ["pages"]
        browser(widget, "drop", key="pages")
        assert widget.why["fails"] == []

    def test_nothing_is_said_of_no_paper(self, collection):
        assert card(collection, None).why == {}
