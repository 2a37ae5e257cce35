"""Facet: values of a column with their counts, to choose from."""

from typing import Any

import pytest

from papers.clauses import Range, Text, Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import AWKWARD, many, papers, shelf
from widgets.facet import FIRST, MOST, QUERY_LENGTH, STEP, Facet


def facet(frame=None, column="venue", **options: Any) -> Facet:
    return Facet(Crossfilter(shelf() if frame is None else frame), column, **options)


def browser(widget: Facet, do: str, **entries: Any) -> None:
    """Do what the page's script does."""
    widget._handle_custom_msg({"do": do, **entries}, [])


def values(widget: Facet) -> list[str | None]:
    return [row[0] for row in widget.rows]


def counts(widget: Facet) -> dict[str | None, tuple[int, int]]:
    return {value: (count, total) for value, _label, count, total, _mark in widget.rows}


def marks(widget: Facet) -> dict[str | None, int]:
    return {value: mark for value, *_rest, mark in widget.rows if mark}


class TestShows:
    def test_values_the_largest_first_and_those_without_a_value_last(self):
        assert facet().rows == [
            ["ACL", "ACL", 3, 3, 0],
            ["EMNLP", "EMNLP", 2, 2, 0],
            ["Zürich NLP", "Zürich NLP", 1, 1, 0],
            [None, "not given", 2, 2, 0],
        ]

    def test_a_paper_with_many_values_in_each_of_them(self):
        assert counts(facet(column="authors")) == {
            "Ada": (3, 3),
            "Bo": (3, 3),
            "Cy": (2, 2),
            "Émile": (1, 1),
            None: (2, 2),
        }

    def test_counts_under_the_clauses_of_others_over_all(self):
        widget = facet()
        widget.crossfilter.set(Range("upvotes", 10, None))
        assert counts(widget)["ACL"] == (1, 3)

    def test_all_values_under_its_own_clause(self):
        widget = facet()
        widget.crossfilter.set(Values("venue", {"ACL"}))
        assert counts(widget) == {"ACL": (3, 3), "EMNLP": (2, 2), "Zürich NLP": (1, 1), None: (2, 2)}

    def test_impossible_values_last_but_before_those_not_given(self):
        widget = facet()
        widget.crossfilter.set(Range("upvotes", 60, 60))
        assert values(widget) == ["EMNLP", "Zürich NLP", "ACL", None]

    def test_the_clause_in_words(self):
        widget = facet()
        widget.crossfilter.set(Values("venue", {"ACL"}, {"EMNLP"}))
        assert widget.summary == "ACL, not EMNLP"
        widget.crossfilter.clear()
        assert widget.summary == ""

    def test_the_choice_of_another_view_of_the_column(self):
        widget = facet()
        widget.crossfilter.set(Values("venue", {"EMNLP"}, {None}))
        assert marks(widget) == {"EMNLP": 1, None: -1}

    def test_nothing_of_a_folded_facet_but_its_words(self):
        widget = facet(expanded=False)
        widget.crossfilter.set(Values("venue", {"ACL"}))
        assert (widget.rows, widget.summary) == ([], "ACL")
        browser(widget, "expand", expanded=True)
        assert marks(widget) == {"ACL": 1}

    def test_labels_cut_and_values_whole(self):
        value, label, *_ = facet(papers(venue=["v" * 3_000])).rows[0]
        assert len(value) == 3_000
        assert len(label) == 200

    @pytest.mark.parametrize("name", AWKWARD)
    @pytest.mark.parametrize("column", ["venue", "authors"])
    def test_any_papers(self, name, column):
        widget = facet(AWKWARD[name], column)
        assert sum(total for value, _, _, total, _ in widget.rows) >= len(AWKWARD[name])
        for value in values(widget):
            browser(widget, "toggle", value=value, how="include")
            assert marks(widget) == {value: 1}
            browser(widget, "toggle", value=value, how="include")


class TestOrder:
    def test_stays_while_values_are_chosen_here(self):
        widget = facet(column="authors")
        widget.crossfilter.set(Values("venue", {"EMNLP"}))
        before = values(widget)
        browser(widget, "toggle", value="Émile", how="include")
        assert values(widget) == before

    def test_brings_the_chosen_up_when_others_change_the_counts(self):
        widget = facet(column="authors")
        browser(widget, "toggle", value="Émile", how="include")
        widget.crossfilter.set(Range("upvotes", 1, None))
        assert values(widget)[0] == "Émile"

    def test_shows_a_value_that_was_chosen_elsewhere_and_is_out_of_sight(self):
        widget = facet(papers(venue=[f"v{i:03}" for i in range(100)]))
        assert "v099" not in values(widget)
        widget.crossfilter.set(Values("venue", {"v099"}))
        assert values(widget)[0] == "v099"

    def test_by_name_leaves_impossible_values_last(self):
        widget = facet(papers(venue=["b", "c", "c", "Ä", "a"], upvotes=[1, 1, 1, 1, 0]))
        browser(widget, "sort", by="name")
        assert widget.by == "name"
        assert sorted(values(widget)[:2]) == ["a", "Ä"]
        assert values(widget)[2:] == ["b", "c"]
        widget.crossfilter.set(Range("upvotes", 1, None))
        assert values(widget) == ["Ä", "b", "c", "a"]


class TestChoice:
    def test_toggles(self):
        widget = facet()
        browser(widget, "toggle", value="ACL", how="include")
        browser(widget, "toggle", value="EMNLP", how="include")
        assert widget.clause == Values("venue", {"ACL", "EMNLP"})
        browser(widget, "toggle", value="ACL", how="include")
        browser(widget, "toggle", value="EMNLP", how="include")
        assert widget.clause is None

    def test_excludes_and_lets_go(self):
        widget = facet()
        browser(widget, "toggle", value="ACL", how="exclude")
        assert marks(widget) == {"ACL": -1}
        assert widget.crossfilter.count == 5
        browser(widget, "toggle", value="ACL", how="exclude")
        assert widget.clause is None

    @pytest.mark.parametrize(("first", "then", "mark"), [("include", "exclude", -1), ("exclude", "include", 1)])
    def test_a_value_is_chosen_or_excluded_never_both(self, first, then, mark):
        widget = facet()
        browser(widget, "toggle", value="ACL", how=first)
        browser(widget, "toggle", value="ACL", how=then)
        assert marks(widget) == {"ACL": mark}

    def test_of_papers_without_a_value(self):
        widget = facet()
        browser(widget, "toggle", value=None, how="include")
        assert widget.crossfilter.count == 2

    @pytest.mark.parametrize(("match", "count"), [("any", 4), ("all", 2), ("none", 4)])
    def test_any_all_or_none(self, match, count):
        widget = facet(column="authors")
        browser(widget, "match", match=match)
        browser(widget, "toggle", value="Ada", how="include")
        browser(widget, "toggle", value="Bo", how="include")
        assert widget.crossfilter.count == count
        assert widget.match == match

    def test_match_changes_the_clause_that_is_there(self):
        widget = facet(column="authors")
        browser(widget, "toggle", value="Ada", how="include")
        browser(widget, "match", match="none")
        assert widget.clause == Values("authors", {"Ada"}, match="none")

    def test_match_follows_another_view_and_falls_back_with_the_clause(self):
        widget = facet(column="authors")
        widget.crossfilter.set(Values("authors", {"Ada", "Bo"}, match="exactly"))
        assert widget.match == "exactly"
        browser(widget, "clear")
        assert (widget.match, widget.clause) == ("any", None)

    def test_single_values_have_no_match(self):
        widget = facet()
        browser(widget, "match", match="all")
        assert widget.match == "any"

    def test_undo_is_seen(self):
        widget = facet()
        browser(widget, "toggle", value="ACL", how="include")
        widget.crossfilter.undo()
        assert marks(widget) == {}


class TestSearch:
    @pytest.mark.parametrize(("query", "found"), [("zurich", ["Zürich NLP"]), ("NLP em", ["EMNLP"]), ("xyz", [])])
    def test_folds_case_and_accents_and_takes_words_in_any_order(self, query, found):
        widget = facet()
        browser(widget, "search", query=query)
        assert values(widget) == found
        assert widget.size == 3

    def test_finds_papers_without_a_value(self):
        widget = facet()
        browser(widget, "search", query="not")
        assert values(widget) == [None]

    def test_looks_through_all_values(self):
        widget = facet(papers(venue=[f"v{i:04}" for i in range(2_000)]))
        browser(widget, "search", query="v1999")
        assert (values(widget), widget.left) == (["v1999"], 0)

    def test_keeps_marks(self):
        widget = facet()
        browser(widget, "toggle", value="ACL", how="include")
        browser(widget, "search", query="acl")
        assert marks(widget) == {"ACL": 1}

    def test_long_queries_are_cut(self):
        widget = facet()
        browser(widget, "search", query="x" * 100_000)
        assert len(widget.query) == QUERY_LENGTH


class TestManyValues:
    def test_sends_some_and_more_when_asked(self):
        widget = facet(papers(venue=[f"v{i:04}" for i in range(2_000)]))
        assert (len(widget.rows), widget.left, widget.full) == (FIRST, 2_000 - FIRST, False)
        browser(widget, "more")
        assert (len(widget.rows), widget.left) == (FIRST + STEP, 2_000 - FIRST - STEP)

    def test_never_sends_more_than_most(self):
        widget = facet(papers(venue=[f"v{i:04}" for i in range(2_000)]))
        for _ in range(20):
            browser(widget, "more")
        assert (len(widget.rows), widget.left, widget.full) == (MOST, 2_000 - MOST, True)
        widget.crossfilter.set(Values("venue", {f"v{i:04}" for i in range(1_000)}))
        assert len(widget.rows) == MOST

    def test_a_search_starts_short_again(self):
        widget = facet(papers(venue=[f"v{i:04}" for i in range(2_000)]))
        browser(widget, "more")
        browser(widget, "search", query="v")
        assert len(widget.rows) == FIRST


class TestPapersReplaced:
    def test_shows_the_new_values(self):
        widget = facet()
        widget.crossfilter.replace(papers(venue=["COLING", "COLING"]))
        assert widget.rows == [["COLING", "COLING", 2, 2, 0]]

    def test_shows_nothing_where_the_column_is_gone_or_of_another_kind(self):
        widget = facet(shelf().assign(mood=["calm"] * 8), "mood")
        errors: list[Exception] = []
        widget.crossfilter.on_error.append(lambda error, _view: errors.append(error))
        for frame in (shelf(), shelf().assign(mood=range(8))):
            widget.crossfilter.replace(frame)
            assert (widget.rows, widget.size) == ([], 0)
            browser(widget, "toggle", value="calm", how="include")
        assert errors == []


class TestHostileBrowser:
    @pytest.mark.parametrize(
        "message",
        [
            None,
            "toggle",
            [],
            {},
            {"do": "toggle"},
            {"do": "toggle", "value": "ACL"},
            {"do": "toggle", "value": "no such venue", "how": "include"},
            {"do": "toggle", "value": ["ACL"], "how": "include"},
            {"do": "toggle", "value": 3, "how": "include"},
            {"do": "toggle", "value": "ACL", "how": "sideways"},
            {"do": "match", "match": "most"},
            {"do": "search", "query": 5},
            {"do": "sort", "by": "length"},
            {"do": "expand", "expanded": "yes"},
            {"do": ["clear"]},
        ],
    )
    def test_messages_of_another_shape_are_ignored(self, message):
        widget = facet()
        errors: list[Exception] = []
        widget.crossfilter.on_error.append(lambda error, _view: errors.append(error))
        before = widget.get_state()
        widget._handle_custom_msg(message, [])
        assert widget.get_state() == before
        assert (dict(widget.crossfilter.clauses), errors) == ({}, [])

    def test_traits_cannot_be_set(self):
        widget = facet()
        before = widget.get_state()
        widget.set_state({"rows": [], "column": "authors", "expanded": False, "query": 7, "layout": None})
        assert widget.get_state() == before


def test_other_clauses_leave_the_choice_alone():
    widget = facet()
    browser(widget, "toggle", value="ACL", how="include")
    widget.crossfilter.set(Text("Owls"))
    assert marks(widget) == {"ACL": 1}
    assert counts(widget)["EMNLP"] == (0, 2)


def test_names_repeated_in_one_paper_count_once():
    assert counts(facet(papers(authors=many(["Ada", "Ada"])), "authors")) == {"Ada": (1, 1)}
