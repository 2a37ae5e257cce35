"""Range filter: the histogram of a number or date column, with a window on it."""

from itertools import count
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import schema
from papers.clauses import Range, Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import AWKWARD, papers, shelf
from widgets.range_filter import RangeFilter

serials = count(1)


def ranged(frame=None, column="upvotes", **options: Any) -> RangeFilter:
    return RangeFilter(Crossfilter(shelf() if frame is None else frame), column, **options)


def numbers(*values: float | None) -> RangeFilter:
    return ranged(papers(impact=list(values)), "impact")


def dates(*days: str | None) -> RangeFilter:
    return ranged(papers(published=pd.Series(days, dtype=schema.DATE)), "published")


def drag(widget: RangeFilter, start: float, end: float, *, final: bool = True) -> None:
    """Do what the page's script does while the window moves."""
    widget.set_state({"brush": {"window": [start, end], "final": final, "serial": next(serials)}})


def browser(widget: RangeFilter, do: str, **entries: Any) -> None:
    widget._handle_custom_msg({"do": do, **entries}, [])


class TestShows:
    def test_bins_of_numbers_with_counts_under_the_clauses_of_others(self):
        widget = numbers(1, 1, 2, 3)
        assert (widget.kind, widget.labels, widget.totals) == ("number", ["1", "2", "3"], [2, 1, 1])
        widget.crossfilter.set(Values("title", {"Paper 0"}))
        assert (widget.counts, widget.totals) == ([1, 0, 0], [2, 1, 1])

    def test_all_counts_under_its_own_clause(self):
        widget = numbers(1, 1, 2, 3)
        widget.crossfilter.set(Range("impact", 2, 2))
        assert (widget.counts, widget.window) == ([2, 1, 1], [1, 2])

    def test_bins_of_dates(self):
        widget = ranged(column="published")
        assert widget.kind == "date"
        assert widget.labels[0] == "2023-01"
        assert sum(widget.totals) == 6

    def test_the_ends_of_the_data_where_the_range_is_open(self):
        assert ranged().ends == ["0", "61"]
        assert ranged(column="score").ends == ["0", "1"]
        assert ranged(column="published").ends == ["2023-01-10", "2024-12-31"]  # some day of 2024, for all we know

    def test_the_ends_of_the_clause(self):
        widget = ranged(column="published")
        widget.crossfilter.set(Range("published", "2023-02-01", "2024-01-31"))
        assert widget.ends == ["2023-02-01", "2024-01-31"]
        assert widget.window == [1, 13]
        assert widget.summary == "2023-02 to 2024-01"

    def test_a_window_of_typed_ends_inside_bins(self):
        widget = numbers(0.5, 9.5)
        widget.crossfilter.set(Range("impact", 2.6, 7.6))
        start, end = widget.window
        assert 0 < start < end < len(widget.totals)
        assert start != int(start)
        assert end != int(end)

    def test_a_window_around_the_whole_numbers_that_pass(self):
        widget = numbers(1, 2, 3, 4)
        widget.crossfilter.set(Range("impact", 1.5, 3.5))
        assert widget.window == [1, 3]

    def test_papers_without_a_value(self):
        widget = ranged()
        assert (widget.without, widget.missing) == ([1, 1], "in")
        widget.crossfilter.set(Values("venue", {"ACL"}))
        assert widget.without == [0, 1]

    def test_dates_that_are_too_coarse_for_a_bar(self):
        assert ranged(column="published").note == (
            "1 paper is dated only to the year and has no bar; it stays where that overlaps the range."
        )
        assert dates("2024-01-05", "2024-03-01").note == ""

    def test_a_choice_of_another_kind_as_words_alone(self):
        widget = numbers(1, 2, 3)
        widget.crossfilter.set(Values("impact", {2}))
        assert (widget.summary, widget.window, widget.whole) == ("2", [0, 3], False)

    def test_nothing_of_a_folded_filter_but_its_words(self):
        widget = ranged(expanded=False)
        widget.crossfilter.set(Range("upvotes", 5))
        assert (widget.totals, widget.summary) == ([], "at least 5")
        browser(widget, "expand", expanded=True)
        assert sum(widget.totals) == 7

    @pytest.mark.parametrize(
        ("name", "column"),
        [
            (name, column)
            for name, frame in AWKWARD.items()
            for column in ("upvotes", "published", "impact", "rank", "score")
            if column in frame
        ],
    )
    def test_any_papers(self, name, column):
        frame = AWKWARD[name]
        widget = ranged(frame, column)
        bins = len(widget.totals)
        for start in range(bins):
            drag(widget, start, start + 1)
            if bins > 1:
                assert widget.window == pytest.approx([start, start + 1])
                assert widget.crossfilter.count == widget.totals[start]


class TestDrag:
    def test_whole_places_are_edges_of_bins(self):
        widget = numbers(1, 2, 3, 4)
        drag(widget, 1, 3)
        assert widget.clause == Range("impact", 2, 3)
        assert widget.window == [1, 3]

    def test_outer_edges_stay_open(self):
        widget = numbers(1, 2, 3, 4)
        drag(widget, 0, 2)
        assert widget.clause == Range("impact", None, 2)
        drag(widget, 2, 4)
        assert widget.clause == Range("impact", 3, None)
        drag(widget, 0, 4)
        assert widget.clause is None

    def test_of_dates_ends_on_the_last_day_of_a_bin(self):
        widget = dates("2024-01-05", "2024-02-10", "2024-03-31", "2023-01-01")
        assert widget.labels[13] == "2024-02"
        drag(widget, 13, 14)
        assert widget.clause == Range("published", "2024-02-01", "2024-02-29")

    def test_of_fractions_leaves_out_what_stands_on_the_upper_edge(self):
        widget = ranged(column="score")
        edge = next(bin for bin, label in enumerate(widget.labels) if label.startswith("0.5–"))
        drag(widget, 0, edge)
        assert widget.crossfilter.count == sum(widget.totals[:edge]) == 3
        assert widget.ends[1] == "0.5"
        assert widget.window == [0, edge]

    def test_is_one_step_of_undo(self):
        widget = numbers(1, 2, 3, 4)
        for end in (2, 3):
            drag(widget, 1, end, final=False)
        assert widget.crossfilter.count == 2
        drag(widget, 1, 3)
        widget.crossfilter.undo()
        assert (widget.clause, widget.crossfilter.can_undo) == (None, False)

    def test_an_end_that_was_typed_stays_when_the_other_moves(self):
        widget = numbers(0.5, 9.5)
        widget.crossfilter.set(Range("impact", 2.6, 7.6))
        drag(widget, widget.window[0], len(widget.totals))
        assert widget.clause == Range("impact", 2.6, None)

    def test_keeps_papers_without_a_value(self):
        widget = ranged()
        widget.crossfilter.set(Range("upvotes", 5, 10, missing=True))
        drag(widget, 0, 1)
        assert widget.clause.missing

    def test_says_which_brush_it_has_seen(self):
        widget = ranged()
        drag(widget, 0, 1)
        assert widget.seen == widget.brush["serial"]

    @settings(deadline=None)
    @given(st.lists(st.floats(-1e6, 1e6) | st.integers(-50, 50), min_size=1, max_size=40), st.data())
    def test_passes_what_its_bars_count(self, values, data):
        widget = numbers(*map(float, values))
        bins = len(widget.totals)
        start = data.draw(st.integers(0, bins - 1))
        end = data.draw(st.integers(start + 1, bins))
        drag(widget, start, end)
        assert widget.crossfilter.count == sum(widget.totals[start:end])
        assert widget.window == [start, end]


class TestType:
    def test_an_exact_end(self):
        widget = ranged()
        browser(widget, "type", end="from", value=7)
        browser(widget, "type", end="to", value=60)
        assert widget.clause == Range("upvotes", 7, 60)

    def test_a_day(self):
        widget = ranged(column="published")
        browser(widget, "type", end="to", value="2024-01-20")
        assert widget.clause == Range("published", None, "2024-01-20")

    def test_the_end_of_the_data_opens_the_range(self):
        widget = ranged()
        browser(widget, "type", end="from", value=7)
        browser(widget, "type", end="from", value=0)
        assert widget.clause is None
        browser(widget, "type", end="to", value=1_000)
        assert widget.clause is None

    def test_an_end_beyond_the_other_opens_the_other(self):
        widget = ranged()
        widget.crossfilter.set(Range("upvotes", 5, 10))
        browser(widget, "type", end="from", value=20)
        assert widget.clause == Range("upvotes", 20, None)
        widget.crossfilter.set(Range("upvotes", 5, 10))
        browser(widget, "type", end="to", value=2)
        assert widget.clause == Range("upvotes", None, 2)


class TestMissing:
    def test_in_beside_a_range(self):
        widget = ranged()
        drag(widget, 0, 1)
        assert widget.missing == "out"
        browser(widget, "missing", missing="in")
        assert widget.clause.missing
        assert widget.missing == "in"

    def test_out_without_a_range(self):
        widget = ranged()
        browser(widget, "missing", missing="out")
        assert (widget.crossfilter.count, widget.missing) == (7, "out")
        browser(widget, "missing", missing="in")
        assert (widget.clause, widget.missing) == (None, "in")

    def test_only(self):
        widget = ranged()
        browser(widget, "missing", missing="only")
        assert (widget.crossfilter.count, widget.missing, widget.summary) == (1, "only", "not given")
        browser(widget, "missing", missing="in")
        assert widget.clause is None

    def test_a_drag_leaves_only_those_without_a_value(self):
        widget = ranged()
        browser(widget, "missing", missing="only")
        drag(widget, 0, 1)
        assert widget.missing == "out"


class TestPapersReplaced:
    def test_shows_the_new_bins(self):
        widget = ranged()
        widget.crossfilter.replace(papers(upvotes=pd.array([1, 2], dtype="Int64")))
        assert widget.totals == [1, 1]

    def test_shows_nothing_where_the_column_is_gone_or_of_another_kind(self):
        widget = ranged(shelf().assign(mood=range(8)), "mood")
        errors: list[Exception] = []
        widget.crossfilter.on_error.append(lambda error, _view: errors.append(error))
        for frame in (shelf(), shelf().assign(mood=["calm"] * 8)):
            widget.crossfilter.replace(frame)
            assert (widget.totals, widget.window) == ([], [0, 0])
            drag(widget, 0, 1)
        assert errors == []


class TestHostileBrowser:
    @pytest.mark.parametrize(
        "brush",
        [
            7,
            "all",
            {},
            {"window": [0, 1]},
            {"window": [0], "final": True, "serial": 1},
            {"window": ["0", "1"], "final": True, "serial": 1},
            {"window": [True, False], "final": True, "serial": 1},
            {"window": [0, 1], "final": "no", "serial": 1},
            {"window": [float("nan"), 1], "final": True, "serial": 1},
            {"window": [0, float("inf")], "final": True, "serial": 1},
            {"window": [0, 1], "final": True, "serial": None},
            {"window": [0, 10**400], "final": True, "serial": 1},
        ],
    )
    def test_brushes_of_another_shape_are_ignored(self, brush):
        widget = ranged()
        errors: list[Exception] = []
        widget.crossfilter.on_error.append(lambda error, _view: errors.append(error))
        widget.set_state({"brush": brush})
        assert (widget.clause, errors) == (None, [])

    def test_places_off_the_axis_are_its_ends(self):
        widget = numbers(1, 2, 3)
        drag(widget, -5, 1)
        assert widget.clause == Range("impact", None, 1)
        drag(widget, 1e200, 2)
        assert widget.clause == Range("impact", 3, None)

    @pytest.mark.parametrize(
        "message",
        [
            None,
            {"do": "type"},
            {"do": "type", "end": "from", "value": "2024-01-01"},
            {"do": "type", "end": "from", "value": True},
            {"do": "type", "end": "from", "value": float("nan")},
            {"do": "type", "end": "middle", "value": 3},
            {"do": "missing", "missing": True},
        ],
    )
    def test_messages_of_another_shape_are_ignored(self, message):
        widget = ranged()
        errors: list[Exception] = []
        widget.crossfilter.on_error.append(lambda error, _view: errors.append(error))
        widget._handle_custom_msg(message, [])
        assert (widget.clause, errors) == (None, [])

    def test_other_traits_cannot_be_set(self):
        widget = ranged()
        before = widget.get_state()
        widget.set_state({"totals": [], "column": "stars", "window": None})
        assert widget.get_state() == before


@pytest.mark.parametrize(
    ("widget", "words"),
    [
        (dates("2019-05-01", "2021-05-01", "2025-01-01"), ["2020", "2022", "2024"]),
        (dates("1950-01-01", "2025-01-01"), ["1960", "1980", "2000", "2020"]),
        (dates("2024-03-01", "2024-03-20"), ["1 Mar", "6 Mar", "11 Mar", "16 Mar"]),
        (dates("2024-01-05", "2024-11-20"), ["Jan 2024", "May 2024", "Sep 2024"]),
    ],
)
def test_words_along_the_axis_of_dates(widget, words):
    shown = [text for _place, text in widget.ticks]
    assert len(shown) <= 4
    assert shown == words


def test_words_along_the_axis_of_numbers():
    assert numbers(1, 2, 3).ticks == [[0.5, "1"], [1.5, "2"], [2.5, "3"]]
    assert len(numbers(*range(1_000)).ticks) <= 4
