"""The panel of filters: which of them there are follows from what the papers have."""

import time

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from papers import schema
from papers.clauses import Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import AWKWARD, many, papers, shelf
from widgets.facet import Facet
from widgets.filters import FOLDED, OPEN, FilterPanel, is_varied, share_filled
from widgets.range_filter import RangeFilter


def panel(frame=None) -> FilterPanel:
    return FilterPanel(Crossfilter(shelf() if frame is None else frame))


def columns(widget: FilterPanel) -> dict[str, tuple[str, float, bool]]:
    """Return what the menu says of each column: label, share filled, shown."""
    return {name: (label, share, shown) for name, label, share, shown in widget.menu.columns}


def tick(widget: FilterPanel, column: object, shown: object = True) -> None:
    """Do what the menu's script does."""
    widget.menu._handle_custom_msg({"do": "show", "column": column, "shown": shown}, [])


def watched(widget: FilterPanel) -> list[Exception]:
    errors: list[Exception] = []
    widget.crossfilter.on_error.append(lambda error, _view: errors.append(error))
    return errors


class TestBegins:
    def test_with_the_columns_that_papers_have_in_order(self):
        assert list(panel().filters) == ["published", "venue", "authors", "upvotes", "score"]

    def test_with_a_filter_that_fits_the_column(self):
        filters = panel().filters
        assert isinstance(filters["venue"], Facet)
        assert isinstance(filters["authors"], Facet)
        assert isinstance(filters["published"], RangeFilter)
        assert isinstance(filters["score"], RangeFilter)

    def test_without_columns_that_hardly_any_paper_has_or_where_all_agree(self):
        frame = papers(
            venue=["ACL"] * 19 + ["EMNLP"],
            kind=["method"] * 20,
            topic=[None] * 19 + ["parsing"],
            language=[None] * 20,
        )
        assert list(panel(frame).filters) == ["venue"]

    def test_with_some_unfolded_some_folded_and_the_others_in_the_menu(self):
        widget = panel(papers(**{f"own{i}": ["a", "b"] for i in range(20)}))
        assert [each.expanded for each in widget.filters.values()] == [True] * OPEN + [False] * FOLDED
        assert len(columns(widget)) == 20
        assert len(widget.children) == 1 + OPEN + FOLDED

    @pytest.mark.parametrize("name", AWKWARD)
    def test_with_any_papers(self, name):
        widget = panel(AWKWARD[name])
        for column in columns(widget):
            tick(widget, column)
            assert widget.is_shown(column)


class TestMenu:
    def test_lists_all_columns_that_filter_with_the_share_filled(self):
        listed = columns(panel())
        assert list(listed) == ["published", "venue", "authors", "upvotes", "published_precision", "score"]
        assert listed["venue"] == ("Venue", 0.75, True)
        assert listed["authors"] == ("Authors", 0.75, True)
        assert listed["published_precision"][2] is False

    def test_says_how_many_papers_a_drawer_would_show(self):
        widget = panel()
        widget.crossfilter.set(Values("venue", {"ACL"}))
        assert widget.menu.count == widget.crossfilter.count > 0

    def test_adds_a_filter_at_the_end(self):
        widget = panel()
        tick(widget, "published_precision")
        assert widget.children[-1].column == "published_precision"
        assert columns(widget)["published_precision"][2]

    def test_puts_a_filter_away_and_back_without_making_it_anew(self):
        widget = panel()
        venue = widget.filters["venue"]
        children = widget.children
        tick(widget, "venue", False)
        assert (venue.layout.display, columns(widget)["venue"][2]) == ("none", False)
        tick(widget, "venue")
        assert (venue.layout.display, columns(widget)["venue"][2]) == (None, True)
        assert widget.children == children

    def test_a_filter_put_away_keeps_its_clause_and_is_current_when_it_comes_back(self):
        widget = panel()
        venue = widget.filters["venue"]
        tick(widget, "venue", False)
        widget.crossfilter.set(Values("venue", {"ACL"}))
        assert [row[-1] for row in venue.rows] == [0, 0, 0, 0]
        tick(widget, "venue")
        assert [row[-1] for row in venue.rows] == [1, 0, 0, 0]

    @pytest.mark.parametrize(
        ("column", "shown"), [("no such column", True), (["venue"], True), ("venue", "no"), (3, 3)]
    )
    def test_ignores_messages_of_another_shape(self, column, shown):
        widget = panel()
        errors = watched(widget)
        tick(widget, column, shown)
        assert widget.is_shown("venue")
        assert errors == []


class TestPapersReplaced:
    def test_filters_stay_and_show_the_new_bins(self):
        widget = panel()
        venue = widget.filters["venue"]
        widget.crossfilter.replace(papers(venue=["COLING", "ACL"]))
        assert widget.filters["venue"] is venue
        assert [row[0] for row in venue.rows] == ["ACL", "COLING"]

    def test_new_columns_are_in_the_menu(self):
        widget = panel()
        widget.crossfilter.replace(shelf().assign(mood=["calm", "wild"] * 4))
        assert columns(widget)["mood"] == ("Mood", 1.0, False)

    def test_filters_of_columns_that_are_gone_go(self):
        widget = panel()
        errors = watched(widget)
        widget.crossfilter.replace(papers(venue=["ACL", "EMNLP"]))
        assert not widget.is_shown("score")
        assert "score" not in columns(widget)
        widget.crossfilter.replace(shelf())
        tick(widget, "score")
        assert widget.is_shown("score")
        assert errors == []

    def test_a_column_of_another_kind_gets_another_filter(self):
        widget = panel()
        errors = watched(widget)
        widget.crossfilter.replace(shelf().assign(score=["high", "low"] * 4))
        tick(widget, "score")
        assert isinstance(widget.filters["score"], Facet)
        assert sum(child.shown for child in widget.children[1:] if child.column == "score") == 1
        assert errors == []

    def test_first_papers_bring_the_first_filters(self):
        widget = panel(papers())
        assert widget.filters == {}
        widget.crossfilter.replace(shelf())
        assert list(widget.filters) == ["published", "venue", "authors", "upvotes", "score"]
        assert len(widget.children) == 6


def test_filters_narrow_each_other():
    widget = panel()
    widget.filters["venue"]._handle_custom_msg({"do": "toggle", "value": "EMNLP", "how": "include"}, [])
    assert sum(widget.filters["upvotes"].counts) == 2
    authors = {row[0]: row[2] for row in widget.filters["authors"].rows}
    assert authors == {"Ada": 1, "Bo": 1, "Cy": 2, "Émile": 0, None: 0}


def test_the_scripts_of_filters_are_shared():
    filters = panel().filters
    assert filters["venue"].script is filters["authors"].script
    assert filters["venue"].script is not filters["score"].script
    assert len(filters["venue"]._esm) < 2_000


@pytest.mark.parametrize(
    ("series", "share", "varied"),
    [
        (pd.Series([None, "a", "b"]), 2 / 3, True),
        (pd.Series(["a", "a"]), 1.0, False),
        (pd.Series([], dtype="str"), 0.0, False),
        (many(["a"], [], None, ["a", "b"]), 0.5, True),
        (many(["a"], ["a"]), 1.0, False),
        (pd.Series([1, None], dtype="Int64"), 0.5, False),
        (pd.Series([True, False]), 1.0, True),
        (pd.Series(["a", "b", None], dtype="category"), 2 / 3, True),
        (pd.Series([1.5, np.nan, 2.0]), 2 / 3, True),
        (pd.Series(["2024-01-01", None], dtype=schema.DATE), 0.5, False),
    ],
)
def test_how_filled_and_how_varied_a_column_is(series, share, varied):
    assert share_filled(series) == pytest.approx(share)
    assert is_varied(series) is varied


def test_300_000_authors_are_quick_and_send_little():
    """A filter for every author of the ACL Anthology must not hold up the page."""
    n, authors = 100_000, 300_000
    names = pa.array([f"Author {i % authors}" for i in range(3 * n)])
    lists = pa.ListArray.from_arrays(pa.array(np.arange(0, 3 * n + 1, 3, dtype=np.int32)), names)
    crossfilter = Crossfilter(papers(authors=pd.Series(lists, dtype=schema.MANY), upvotes=np.arange(n) % 50))
    started = time.perf_counter()
    facet = Facet(crossfilter, "authors")
    assert time.perf_counter() - started < 5  # 0.5 s on two idle cores
    assert len(str(facet.get_state())) < 20_000
    started = time.perf_counter()
    facet._handle_custom_msg({"do": "search", "query": "author 299999"}, [])
    assert [row[0] for row in facet.rows] == ["Author 299999"]
    assert time.perf_counter() - started < 5
