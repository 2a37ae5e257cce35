"""Toolbar: search, the clauses as chips, n of N, undo and redo, ordering, export."""

import csv
import io
from typing import Any

import pandas as pd
import pytest

from papers.clauses import Range, Text, Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import AWKWARD, papers, shelf
from widgets import toolbar as module
from widgets.state import ViewState
from widgets.toolbar import Toolbar


def toolbar(frame=None) -> Toolbar:
    return Toolbar(Crossfilter(shelf() if frame is None else frame), ViewState())


def browser(widget: Toolbar, do: str, **entries: Any) -> None:
    """Do what the page's script does."""
    widget._handle_custom_msg({"do": do, **entries}, [])


def watched(widget: Toolbar) -> list[Exception]:
    errors: list[Exception] = []
    widget.crossfilter.on_error.append(lambda error, _view: errors.append(error))
    return errors


class TestShows:
    def test_how_many_papers_pass(self):
        widget = toolbar()
        assert (widget.count, widget.total) == (8, 8)
        widget.crossfilter.set(Values("venue", {"ACL"}))
        assert (widget.count, widget.total) == (3, 8)

    def test_a_chip_in_words_for_each_clause_in_the_order_in_which_they_came(self):
        widget = toolbar()
        widget.crossfilter.set(Values("venue", {"ACL"}))
        widget.crossfilter.set(Range("upvotes", 5, 10))
        assert widget.chips == [["venue", "Venue: ACL"], ["upvotes", "Upvotes: 5–10"]]

    def test_what_can_be_undone(self):
        widget = toolbar()
        assert (widget.can_undo, widget.can_redo) == (False, False)
        widget.crossfilter.set(Values("venue", {"ACL"}))
        assert (widget.can_undo, widget.can_redo) == (True, False)
        widget.crossfilter.undo()
        assert (widget.can_undo, widget.can_redo) == (False, True)

    def test_the_query_wherever_it_was_set(self):
        widget = toolbar()
        widget.crossfilter.set(Text("owls"))
        assert widget.query == "owls"
        widget.crossfilter.clear()
        assert widget.query == ""

    @pytest.mark.parametrize("name", AWKWARD)
    def test_any_papers(self, name):
        assert toolbar(AWKWARD[name]).total == len(AWKWARD[name])

    def test_other_papers(self):
        widget = toolbar()
        widget.crossfilter.replace(papers(venue=["ACL"]))
        assert (widget.count, widget.total) == (1, 1)


class TestActs:
    def test_searches(self):
        widget = toolbar()
        browser(widget, "search", query="owls", final=True)
        assert widget.crossfilter.clauses["text"] == Text("owls")
        assert widget.count == 1

    def test_an_empty_query_drops_the_clause(self):
        widget = toolbar()
        browser(widget, "search", query="owls", final=True)
        browser(widget, "search", query="  ", final=True)
        assert widget.chips == []

    def test_typing_is_one_step_of_undo(self):
        widget = toolbar()
        for query, final in (("o", False), ("owl", False), ("owls", False), ("owls", True)):
            browser(widget, "search", query=query, final=final)
        browser(widget, "undo")
        assert (widget.query, widget.can_undo) == ("", False)
        browser(widget, "redo")
        assert widget.query == "owls"

    def test_drops_a_chip(self):
        widget = toolbar()
        widget.crossfilter.set(Values("venue", {"ACL"}))
        browser(widget, "drop", key="venue")
        assert widget.chips == []

    def test_clears_all_in_one_step(self):
        widget = toolbar()
        widget.crossfilter.set(Values("venue", {"ACL"}))
        widget.crossfilter.set(Range("upvotes", 5, 10))
        browser(widget, "clear")
        assert widget.count == 8
        browser(widget, "undo")
        assert len(widget.chips) == 2

    @pytest.mark.parametrize(
        "message",
        [
            None,
            "clear",
            {"do": "search"},
            {"do": "search", "query": 3, "final": True},
            {"do": "search", "query": "owls", "final": 1},
            {"do": "drop", "key": ["venue"]},
            {"do": "drop", "key": "no such key"},
            {"do": "sort", "sort": "shoe size"},
            {"do": "export", "ticket": "t", "part": -1},
            {"do": "export", "ticket": "t", "part": 7},
            {"do": "export", "ticket": "t" * 1_000, "part": 0},
            {"do": "undo the world"},
        ],
    )
    def test_ignores_messages_of_another_shape(self, message):
        widget = toolbar()
        widget.crossfilter.set(Values("venue", {"ACL"}))
        errors, before = watched(widget), widget.get_state()
        widget._handle_custom_msg(message, [])
        assert widget.get_state() == before
        assert errors == []

    def test_its_traits_cannot_be_set(self):
        widget = toolbar()
        before = widget.get_state()
        widget.set_state({"chips": [], "count": 3, "sort": "random", "query": None})
        assert widget.get_state() == before

    def test_long_queries_are_cut(self):
        widget = toolbar()
        errors = watched(widget)
        browser(widget, "search", query="x" * 1_000_000, final=True)
        assert errors == []


class TestRescue:
    def test_is_silent_while_papers_pass(self):
        assert toolbar().rescue == []

    def test_offers_to_drop_the_clause_that_brings_most_back(self):
        widget = toolbar()
        widget.crossfilter.set(Values("venue", {"ACL"}))
        widget.crossfilter.set(Range("upvotes", 60, 60))
        assert widget.rescue == ["upvotes", "No paper passes all filters.", "Remove Upvotes: 60 (brings back 3)"]
        browser(widget, "drop", key="upvotes")
        assert widget.rescue == []

    def test_offers_to_clear_all_where_no_single_clause_helps(self):
        widget = toolbar()
        for clause in (Values("venue", {"ACL"}), Range("upvotes", 60, 60), Text("Swans")):
            widget.crossfilter.set(clause)
        widget.crossfilter.set(Values("authors", {"Bo"}))
        assert widget.rescue == [None, "No paper passes all filters.", "Clear all (brings back 8)"]

    def test_says_that_there_are_no_papers(self):
        assert toolbar(papers()).rescue == [None, "There are no papers yet.", None]


class TestSort:
    def test_offers_the_orderings_that_the_papers_have_data_for(self):
        names = [name for name, _label, _sentence in toolbar().orderings]
        assert {"source", "newest", "upvotes", "title"} <= set(names)
        assert "citations" not in names
        assert all(sentence.endswith(".") for _name, _label, sentence in toolbar().orderings)

    def test_writes_and_follows_the_state(self):
        widget = toolbar()
        browser(widget, "sort", sort="newest")
        assert (widget.state.sort, widget.sort) == ("newest", "newest")
        widget.state.sort = "title"
        assert widget.sort == "title"

    def test_falls_back_to_the_source_where_the_column_has_no_data(self):
        widget = toolbar()
        widget.state.sort = "citations"
        assert widget.sort == "source"
        widget.crossfilter.replace(shelf().assign(citations=pd.array(range(8), dtype="Int64")))
        assert widget.sort == "citations"

    def test_a_search_sorts_by_relevance_until_it_ends(self):
        widget = toolbar()
        browser(widget, "search", query="owl", final=True)
        assert widget.sort == "relevance"
        assert widget.orderings[0][0] == "relevance"
        browser(widget, "search", query="", final=True)
        assert widget.sort == "source"
        assert "relevance" not in [name for name, _label, _sentence in widget.orderings]

    def test_an_order_chosen_by_hand_outlives_a_search(self):
        widget = toolbar()
        browser(widget, "sort", sort="newest")
        browser(widget, "search", query="owl", final=True)
        assert widget.sort == "newest"
        browser(widget, "sort", sort="relevance")  # what comes by itself: as if nothing were chosen
        browser(widget, "search", query="", final=True)
        assert (widget.sort, widget.state.sort) == ("source", "")


class TestExport:
    @pytest.fixture
    def sent(self, monkeypatch):
        sent: list[tuple[dict[str, Any], bytes]] = []
        monkeypatch.setattr(Toolbar, "send", lambda _self, content, buffers: sent.append((content, b"".join(buffers))))
        return sent

    def test_sends_what_passes_in_the_order_shown(self, sent):
        widget = toolbar()
        widget.crossfilter.set(Values("venue", {"ACL"}))
        browser(widget, "sort", sort="upvotes")
        browser(widget, "export", ticket="t", part=0)
        [(content, data)] = sent
        assert content == {"do": "export", "ticket": "t", "part": 0, "parts": 1, "name": "litscope-3-papers.csv"}
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        assert [row["title"] for row in rows] == ["Ravens", "Wrens", "Owls"]

    def test_sends_parts_as_they_are_asked_for_that_make_one_file(self, sent, monkeypatch):
        monkeypatch.setattr(module, "PART", 3)
        widget = toolbar()
        for part in range(3):
            browser(widget, "export", ticket="t", part=part)
            widget.crossfilter.set(Values("venue", {"ACL"}))  # what is chosen meanwhile does not change the file
        assert [(content["part"], content["parts"]) for content, _ in sent] == [(0, 3), (1, 3), (2, 3)]
        rows = list(csv.DictReader(io.StringIO(b"".join(data for _, data in sent).decode("utf-8-sig"))))
        assert [row["title"] for row in rows] == list(shelf()["title"])

    def test_a_new_ticket_ends_the_old_export(self, sent, monkeypatch):
        monkeypatch.setattr(module, "PART", 3)
        widget = toolbar()
        browser(widget, "export", ticket="old", part=0)
        browser(widget, "export", ticket="new", part=0)
        browser(widget, "export", ticket="old", part=1)
        assert [content["ticket"] for content, _ in sent] == ["old", "new"]

    def test_of_nothing_is_a_row_of_names(self, sent):
        widget = toolbar(papers())
        browser(widget, "export", ticket="t", part=0)
        [(content, data)] = sent
        assert content["name"] == "litscope-0-papers.csv"
        assert data.startswith(b"\xef\xbb\xbfpaper_id,")
