"""Papers over time."""

import numpy as np
import pandas as pd
import pytest

from papers import schema
from papers.clauses import Range, Values
from papers.crossfilter import Crossfilter
from tests.widgets.gestures import box, click, double_click
from tests.widgets.invented import AWKWARD, papers, shelf
from widgets.charts import Timeline
from widgets.charts.marks import ACCENT, FAINT
from widgets.state import ViewState


def timeline(frame: pd.DataFrame | None = None, **choices: str) -> Timeline:
    state = ViewState(charts={"timeline": choices} if choices else {})
    return Timeline(Crossfilter(shelf() if frame is None else frame), state)


def dated(*days: str | None, precision: list[str] | None = None, **columns) -> Timeline:
    frame = papers(published=pd.Series(days, dtype=schema.DATE), published_precision=precision or ["day"] * len(days))
    return timeline(frame.assign(**columns))


def totals(chart: Timeline) -> list[int]:
    return chart.figure.data[0].y.tolist()


def counts(chart: Timeline) -> list[int]:
    return chart.figure.data[1].y.tolist()


class TestShows:
    def test_totals_and_counts_by_month(self):
        chart = timeline()
        assert chart.dimension.unit == "month"
        assert sum(totals(chart)) == 8
        assert counts(chart) == totals(chart)
        chart.crossfilter.set(Values("venue", {"ACL"}))
        assert sum(counts(chart)) == 3
        assert sum(totals(chart)) == 8

    def test_counts_travel_as_buffers(self):
        chart = timeline()
        assert chart.figure.data[0].y.dtype == np.int32
        assert chart.figure.data[0].x.dtype == np.float32

    def test_all_bars_under_its_own_clause_those_chosen_in_colour(self):
        chart = timeline()
        chart.crossfilter.set(Range("published", "2023-01-01", "2023-02-28"))
        assert counts(chart) == totals(chart)
        assert list(chart.figure.data[1].marker.color[:4]) == [ACCENT, ACCENT, FAINT, FAINT]

    def test_the_range_is_drawn(self):
        chart = timeline()
        assert not chart.figure.layout.shapes
        chart.crossfilter.set(Range("published", "2023-02-01", "2023-03-31"))
        (shape,) = chart.figure.layout.shapes
        assert (shape.x0, shape.x1) == (0.5, 2.5)

    def test_a_range_within_a_month_is_drawn_within_its_bar(self):
        chart = timeline()
        chart.crossfilter.set(Range("published", "2023-02-15", None))
        (shape,) = chart.figure.layout.shapes
        assert 0.5 < shape.x0 < 1.5
        assert shape.x1 == chart.bins - 0.5

    def test_imprecise_dates_and_none_stand_apart_and_are_said(self):
        chart = timeline()
        assert "1 known by year only and 1 without a date apart on the right" in chart.head.about
        places = chart.figure.data[0].x
        assert places[-2] - places[-3] > 1
        assert [words.replace("<br>", " ") for words in chart.figure.layout.xaxis.ticktext[-2:]] == [
            "year only",
            "no date",
        ]

    def test_days_where_dates_lie_close(self):
        chart = dated("2024-03-04", "2024-03-05", "2024-03-20", "2024-03-01", precision=["day"] * 3 + ["month"])
        assert chart.dimension.unit == "day"
        assert "1 known by month or year only" in chart.head.about

    def test_another_date_column(self):
        frame = shelf().assign(listed=pd.Series(["2024-05-01"] * 8, dtype=schema.DATE))
        assert timeline(frame).choices[0].values == ["published", "listed"]
        chart = timeline(frame, column="listed")
        assert chart.column == "listed"
        assert totals(chart) == [8]

    def test_a_choice_that_is_none_is_as_if_not_made(self):
        assert timeline(column="paper_id").column == "published"
        assert Timeline(Crossfilter(shelf()), ViewState(charts={"timeline": ["x"]})).column == "published"

    def test_no_dates_says_why(self):
        chart = timeline(papers(venue=["ACL"]))
        assert "No paper has a date" in chart.head.why
        assert len(chart.figure.data[0].x) == 0

    @pytest.mark.parametrize("name", AWKWARD)
    def test_awkward_papers(self, name):
        chart = timeline(AWKWARD[name])
        assert chart.why or sum(totals(chart)) == len(AWKWARD[name])

    def test_other_papers(self):
        chart = timeline()
        chart.crossfilter.replace(papers(venue=["ACL"]))
        assert chart.head.why
        chart.crossfilter.replace(shelf())
        assert not chart.head.why
        assert sum(totals(chart)) == 8


class TestChooses:
    def test_a_bar_is_its_month(self):
        chart = timeline()
        click(chart.figure, 0, 1)
        assert chart.crossfilter.clauses == {"published": Range("published", "2023-02-01", "2023-02-28")}

    def test_the_same_bar_again_lets_go(self):
        chart = timeline()
        click(chart.figure, 0, 1)
        click(chart.figure, 0, 1)
        assert not chart.crossfilter.clauses

    def test_shift_reaches_from_the_range_to_the_bar(self):
        chart = timeline()
        click(chart.figure, 0, 2)
        click(chart.figure, 0, 0, shift=True)
        assert chart.range == Range("published", "2023-01-01", "2023-03-31")

    def test_papers_without_a_date(self):
        chart = timeline()
        click(chart.figure, 0, chart.dimension.size - 1)
        assert chart.range == Range("published", missing=True)
        assert chart.crossfilter.count == 1

    def test_papers_dated_only_to_the_year(self):
        chart = timeline()
        click(chart.figure, 0, chart.bins)
        assert chart.crossfilter.clauses == {"published_precision": Values("published_precision", {"year"})}
        click(chart.figure, 0, chart.bins)
        assert not chart.crossfilter.clauses

    def test_a_box_takes_the_bars_it_touches(self):
        chart = timeline()
        box(chart.figure, (0.9, 2.2))
        assert chart.range == Range("published", "2023-02-01", "2023-03-31")

    def test_a_box_that_reaches_the_bar_of_no_date(self):
        chart = timeline()
        box(chart.figure, (16.8, 99))
        assert chart.range == Range("published", "2024-06-01", "2024-06-30", missing=True)

    @pytest.mark.parametrize("x", [(-50, -40), (1e9, 2e9)])
    def test_a_box_beside_all_bars_asks_for_nothing(self, x):
        chart = timeline()
        box(chart.figure, x)
        assert not chart.crossfilter.clauses

    def test_a_double_click_lets_go(self):
        chart = timeline()
        chart.crossfilter.set(Range("published", "2023-01-01", None))
        chart.crossfilter.set(Values("venue", {"ACL"}))
        double_click(chart.figure)
        assert list(chart.crossfilter.clauses) == ["venue"]

    @pytest.mark.parametrize("point", [-1, 10_000])
    def test_bars_that_are_none(self, point):
        chart = timeline()
        click(chart.figure, 0, point)
        assert not chart.crossfilter.clauses

    def test_an_empty_chart_answers_nothing(self):
        chart = timeline(papers(venue=["ACL"]))
        failed: list = []
        chart.crossfilter.on_error.append(lambda error, view: failed.append(error))
        click(chart.figure, 0, 0)
        box(chart.figure, (0, 1))
        double_click(chart.figure)
        assert failed == []

    def test_the_column_is_chosen_for_the_link(self):
        frame = shelf().assign(listed=pd.Series(["2024-05-01"] * 8, dtype=schema.DATE))
        chart = timeline(frame)
        chart.head._handle_custom_msg({"do": "choose", "name": "column", "value": "listed"}, [])
        assert chart.state.charts == {"timeline": {"column": "listed"}}
        assert totals(chart) == [8]
        for value in ("venue", "nonsense", 3, None):
            chart.head._handle_custom_msg({"do": "choose", "name": "column", "value": value}, [])
        assert chart.column == "listed"
