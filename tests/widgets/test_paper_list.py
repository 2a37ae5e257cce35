"""Paper list: windows of rows over the papers that pass."""

from typing import Any

import pandas as pd
import pytest

from papers.clauses import Range, Text, Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import AWKWARD, many, papers, shelf
from widgets.paper_list import FIRST_ROWS, MOST_ROWS, PaperList, list_row
from widgets.state import ViewState


def paper_list(frame: pd.DataFrame | None = None, **state: Any) -> PaperList:
    return PaperList(Crossfilter(shelf() if frame is None else frame), ViewState(**state))


def long_list(n: int = 5_000) -> PaperList:
    return paper_list(papers(upvotes=pd.array(range(n), dtype="Int64")))


def browser(widget: PaperList, do: str, **entries: Any) -> None:
    """Do what the page's script does."""
    widget._handle_custom_msg({"do": do, **entries}, [])


def ask(widget: PaperList, first: int, count: int) -> None:
    widget.set_state({"wanted": [widget.heading["version"], first, count]})


def titles(widget: PaperList) -> list[str]:
    return [row["title"][0] for row in widget.rows["rows"]]


class TestWindows:
    def test_the_first_rows_come_with_the_list(self):
        widget = long_list()
        assert widget.heading["total"] == 5_000
        assert widget.rows["first"] == 0
        assert len(widget.rows["rows"]) == FIRST_ROWS

    def test_others_come_when_they_are_asked_for(self):
        widget = long_list()
        ask(widget, 3_000, 50)
        assert (widget.rows["first"], len(widget.rows["rows"])) == (3_000, 50)
        assert titles(widget)[0] == "Paper 3000"
        assert widget.rows["version"] == widget.heading["version"]

    def test_the_last_window_ends_with_the_list(self):
        widget = long_list()
        ask(widget, 4_990, 50)
        assert titles(widget)[-1] == "Paper 4999"

    def test_never_more_than_some_hundred(self):
        widget = long_list()
        ask(widget, 0, 10**9)
        assert len(widget.rows["rows"]) == MOST_ROWS

    def test_a_question_about_an_older_list_is_not_answered(self):
        widget = long_list()
        old = widget.heading["version"]
        widget.state.sort = "upvotes"
        before = widget.rows
        widget.set_state({"wanted": [old, 3_000, 50]})
        assert widget.rows is before

    @pytest.mark.parametrize(
        "wanted",
        [None, 7, "x", [], [1], [1, 2], ["1", "2", "3"], [1, -5, 10], [1, 5, 0], [1, 10**12, 5], [1, 0.5, 5], {"a": 1}],
    )
    def test_a_question_of_another_shape_is_ignored(self, wanted):
        widget = long_list()
        before = widget.rows
        widget.set_state({"wanted": wanted})
        assert widget.rows is before


class TestFollows:
    def test_filters_with_a_new_version(self):
        widget = paper_list()
        version = widget.heading["version"]
        widget.crossfilter.set(Values("venue", {"ACL"}))
        assert titles(widget) == ["Owls", "Wrens", "Ravens"]
        assert widget.heading["total"] == 3
        assert widget.heading["version"] > version

    def test_the_order(self):
        widget = paper_list(sort="title")
        assert titles(widget)[:2] == ["Finches", "Gulls"]
        assert widget.heading["ordering"] == "title, A to Z"
        widget.state.sort = "upvotes"
        assert titles(widget)[0] == "Finches"
        assert widget.heading["ordering"] == "most upvotes"
        assert "upvotes" in widget.heading["why"]

    def test_the_order_the_other_way(self):
        widget = paper_list(sort="upvotes")
        assert widget.heading["reverse"] == "Fewest upvotes"
        browser(widget, "reverse")
        assert widget.state.sort == "reverse:upvotes"
        assert titles(widget)[0] == "Owls"
        browser(widget, "reverse")
        assert widget.state.sort == "upvotes"

    def test_an_order_that_has_no_other_way(self):
        widget = paper_list(sort="random")
        assert widget.heading["reverse"] == ""
        browser(widget, "reverse")
        assert widget.state.sort == "random"

    def test_a_search_by_sorting_by_relevance(self):
        widget = paper_list(papers(title=["On owls and cranes", "Owls"]))
        widget.crossfilter.set(Text("owls"))
        assert titles(widget) == ["Owls", "On owls and cranes"]
        assert widget.heading["ordering"] == "relevance"
        assert widget.heading["reverse"] == ""

    def test_the_order_with_the_value_that_decides_where_a_row_does_not_show_it(self):
        frame = papers(citations=pd.array([1, 12500, None], dtype="Int64"), hours=[0.5, 2, None], upvotes=[3, 2, 1])
        widget = paper_list(frame, sort="citations")
        assert [row["signal"] for row in widget.rows["rows"]] == [
            "12,500 citations",
            "1 citation",
            "Citations: not given",
        ]
        widget.state.sort = "by:hours"
        assert [row["signal"] for row in widget.rows["rows"]] == ["Hours: 2", "Hours: 0.5", "Hours: not given"]
        for shown in ("upvotes", "title", "source"):
            widget.state.sort = shown
            assert [row["signal"] for row in widget.rows["rows"]] == [""] * 3

    def test_a_filter_that_changes_nothing_by_sending_nothing(self):
        widget = paper_list()
        before = widget.rows
        widget.crossfilter.set(Range("upvotes", 0, None, missing=True))
        assert widget.rows is before

    def test_other_papers(self):
        widget = paper_list()
        widget.crossfilter.replace(papers(title=["New"]))
        assert titles(widget) == ["New"]

    def test_a_search_by_marking_its_words(self):
        widget = paper_list(papers(title=["On owls"], abstract=["Nothing"], authors=many(["Ada Owlson"])))
        widget.crossfilter.set(Text("owl"))
        row = widget.rows["rows"][0]
        assert row["title"] == ["On owls", [[3, 7]]]  # words are marked whole, by their stem
        assert row["authors"] == ["Ada Owlson", [[4, 10]]]  # the last word may still be being typed
        widget.crossfilter.set(Text("owl "))
        assert widget.rows["rows"][0]["authors"] == ["Ada Owlson", []]

    def test_another_search_with_the_same_papers(self):
        widget = paper_list(papers(title=["On owls and wrens"]))
        widget.crossfilter.set(Text("owls"))
        widget.crossfilter.set(Text("wrens"))
        assert widget.rows["rows"][0]["title"][1] == [[12, 17]]

    @pytest.mark.parametrize("frame", AWKWARD.values(), ids=AWKWARD.keys())
    def test_any_papers(self, frame):
        widget = paper_list(frame, sort="newest")
        assert widget.heading["total"] == len(frame)
        assert len(widget.rows["rows"]) == len(frame)


class TestChooses:
    def test_the_paper_that_is_clicked(self):
        widget = paper_list()
        browser(widget, "choose", id="title:p2")
        assert widget.state.paper == "title:p2"
        assert widget.chosen == {"id": "title:p2", "index": 2}

    def test_none_again(self):
        widget = paper_list(paper="title:p2")
        browser(widget, "choose", id=None)
        assert widget.state.paper is None
        assert widget.chosen == {"id": None, "index": None}

    def test_follows_the_state(self):
        widget = paper_list(sort="title")
        widget.state.paper = "title:p7"
        assert widget.chosen == {"id": "title:p7", "index": 0}

    def test_a_paper_that_the_filters_leave_out_has_no_place(self):
        widget = paper_list(paper="title:p7")
        widget.crossfilter.set(Values("venue", {"ACL"}))
        assert widget.chosen == {"id": "title:p7", "index": None}
        assert widget.heading["show"] is None

    def test_begins_at_the_chosen_paper_where_it_is_still_listed(self):
        widget = long_list()
        widget.state.paper = "title:p4000"
        widget.crossfilter.set(Range("upvotes", 1_000, None))
        assert widget.heading["show"] == 3_000
        first = widget.rows["first"]
        assert first <= 3_000 < first + len(widget.rows["rows"])

    @pytest.mark.parametrize("paper", ["title:p99", "", 7, ["title:p1"], {}, True])
    def test_nothing_that_is_no_paper(self, paper):
        widget = paper_list(paper="title:p2")
        browser(widget, "choose", id=paper)
        assert widget.state.paper == "title:p2"

    @pytest.mark.parametrize("message", [None, 7, [], {}, {"do": "choose"}, {"do": "drop"}, {"do": ["clear"]}])
    def test_nothing_for_messages_of_another_shape(self, message):
        widget = paper_list(paper="title:p2")
        widget._handle_custom_msg(message, [])
        assert widget.state.paper == "title:p2"


class TestEmpty:
    def nothing(self) -> PaperList:
        widget = paper_list()
        widget.crossfilter.set(Values("venue", {"ACL"}))
        widget.crossfilter.set(Range("upvotes", 60, None))
        return widget

    def test_names_the_clauses_that_stand_in_the_way(self):
        widget = self.nothing()
        assert widget.heading["total"] == 0
        assert widget.heading["everything"] == 8
        ways = {way["key"]: (way["words"], way["count"]) for way in widget.heading["ways"]}
        assert ways == {"venue": ("Venue: ACL", 3), "upvotes": ("Upvotes: at least 60", 3)}

    def test_one_clause_can_be_dropped(self):
        widget = self.nothing()
        browser(widget, "drop", key="upvotes")
        assert titles(widget) == ["Owls", "Wrens", "Ravens"]

    def test_or_all(self):
        widget = self.nothing()
        browser(widget, "clear")
        assert not widget.crossfilter.clauses
        assert widget.heading["total"] == 8

    def test_a_key_that_is_no_clause_does_nothing(self):
        widget = self.nothing()
        browser(widget, "drop", key="<b>")
        assert len(widget.crossfilter.clauses) == 2


class TestBrowser:
    def test_sets_the_density_if_it_is_one(self):
        widget = paper_list()
        widget.set_state({"density": "compact"})
        assert widget.density == "compact"
        for wrong in ("huge", None, 7, ["compact"]):
            widget.set_state({"density": wrong})
            assert widget.density == "full"

    def test_sets_nothing_else(self):
        widget = paper_list()
        widget.set_state({"heading": {"total": 10**9}, "rows": {}, "chosen": 7})
        assert widget.heading["total"] == 8
        assert widget.chosen == {"id": None, "index": None}


class TestRow:
    def row(self, query: str = "", **cells: Any) -> dict[str, Any]:
        return list_row({"paper_id": "x", **cells}, query)

    def test_says_what_is_known(self):
        row = self.row(
            title="Owls",
            authors=["Ada"],
            venue="ACL",
            published=pd.Timestamp("2023-05-01"),
            published_precision="month",
            upvotes=0,
            page_count=3,
            code_url="https://example.org",
            kind="dataset",
            summary="In short.",
            abstract="At length.",
        )
        assert row == {
            "id": "x",
            "title": ["Owls", []],
            "authors": ["Ada", []],
            "date": "May 2023",
            "venue": "ACL",
            "votes": 0,
            "pages": 3,
            "code": True,
            "badges": ["dataset"],
            "about": ["In short.", []],
        }

    def test_says_nothing_of_what_is_missing(self):
        row = self.row(title="Owls", authors=None, published=pd.NaT, upvotes=pd.NA, venue=float("nan"), summary=None)
        assert (row["authors"], row["date"], row["venue"], row["votes"]) == (["", []], "", "", None)
        assert (row["pages"], row["code"], row["badges"], row["about"]) == (0, False, [], ["", []])

    def test_the_abstract_speaks_where_there_is_no_summary(self):
        assert self.row(title="Owls", abstract="At length.")["about"][0] == "At length."

    def test_and_where_only_the_abstract_has_the_words(self):
        cells = {"title": "Owls", "summary": "In short.", "abstract": "At length."}
        assert self.row("length", **cells)["about"] == ["At length.", [[3, 9]]]
        assert self.row("short", **cells)["about"] == ["In short.", [[3, 8]]]
        assert self.row("nowhere", **cells)["about"][0] == "In short."

    def test_markup_stays_text(self):
        hostile = "<img src=x onerror=alert(1)>"
        row = self.row(title=hostile, authors=[hostile], venue=hostile, summary=hostile)
        assert row["title"][0] == row["authors"][0] == row["venue"] == row["about"][0] == hostile

    def test_three_thousand_authors_are_counted(self):
        row = self.row(title="Owls", authors=[f"Author {i}" for i in range(3303)])
        assert row["authors"][0].endswith("and 3,300 more")
