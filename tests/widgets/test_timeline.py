"""Papers over time."""

import numpy as np
import pandas as pd
import pytest

from papers import schema
from papers.clauses import Range, Values
from papers.crossfilter import Crossfilter
from tests.widgets.gestures import box, click, double_click, shapes
from tests.widgets.invented import AWKWARD, papers, shelf
from widgets.charts import Timeline
from widgets.charts.marks import ACCENT, FAINT, PALETTE
from widgets.charts.timeline import CUT, ENDS
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
        assert not shapes(chart)
        chart.crossfilter.set(Range("published", "2023-02-01", "2023-03-31"))
        (shape,) = shapes(chart)
        assert (shape.x0, shape.x1) == (0.5, 2.5)

    def test_a_range_within_a_month_is_drawn_within_its_bar(self):
        chart = timeline()
        chart.crossfilter.set(Range("published", "2023-02-15", None))
        (shape,) = shapes(chart)
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


class TestCumulative:
    def test_bars_run_up_to_all_dated_papers(self):
        chart = timeline(counting="cumulative", unit="year")
        assert totals(chart) == [3, 7, 1]  # a year is exact enough for all that have one; none stands apart
        chart.crossfilter.set(Values("venue", {"ACL"}))
        assert counts(chart) == [3, 3, 0]
        assert totals(chart) == [3, 7, 1]

    def test_title_axis_and_line_say_so(self):
        chart = timeline(counting="cumulative")
        assert chart.head.words == "Cumulative papers"
        assert chart.figure.layout.yaxis.title.text == "papers so far"
        assert "1 without a date apart on the right, not added" in chart.head.about

    def test_what_a_bar_adds_and_what_there_is_up_to_then(self):
        chart = timeline(counting="cumulative", unit="year")
        assert chart.figure.data[0].hovertext[1] == "<b>2024</b><br>4 papers<br>7 papers up to then"

    def test_a_bar_is_still_its_own_time(self):
        chart = timeline(counting="cumulative", unit="year")
        click(chart.figure, 1, 1)
        assert chart.range == Range("published", "2024-01-01", "2024-12-31")

    def test_it_is_an_option(self):
        chart = timeline()
        chart.choose("counting", "cumulative")
        assert chart.cumulative
        assert chart.state.charts == {"timeline": {"counting": "cumulative"}}


class TestUnit:
    def test_as_suits_at_first_with_the_others_to_choose(self):
        chart = timeline()
        choice = next(choice for choice in chart.choices if choice.name == "unit")
        assert dict(choice.options) == {
            "auto": "as suits (month)",
            "day": "day",
            "month": "month",
            "quarter": "quarter",
            "year": "year",
        }
        assert chart.figure.layout.xaxis.title.text == "published, by month"

    def test_another_unit(self):
        chart = timeline(unit="quarter")
        assert chart.dimension.unit == "quarter"
        assert totals(chart) == [3, 0, 0, 0, 2, 1, 1, 1]
        chart.crossfilter.set(Values("venue", {"ACL"}))
        assert counts(chart) == [3, 0, 0, 0, 0, 0, 0, 0]
        click(chart.figure, 0, 0)
        assert chart.range == Range("published", "2023-01-01", "2023-03-31")

    def test_no_unit_that_gives_one_bar_or_more_than_can_be_seen(self):
        chart = dated("1990-01-01", "2024-03-05")
        choice = next(choice for choice in chart.choices if choice.name == "unit")
        assert choice.values == ["auto", "month", "quarter", "year"]
        assert timeline(unit="century").dimension.unit == "month"
        one_day = dated("2024-03-05", "2024-03-05")
        assert "unit" not in [choice.name for choice in one_day.choices]

    def test_no_unit_finer_than_what_is_known(self):
        chart = dated("2024-03-01", "2024-05-01", precision=["month"] * 2)
        (choice,) = [choice for choice in chart.choices if choice.name == "unit"]
        assert choice.values == ["auto", "month", "quarter"]


class TestApart:
    def test_bars_that_would_dwarf_the_others_are_cut_with_their_number(self):
        chart = dated("2024-01-01", "2024-01-02", *[None] * 40)
        ghost, ends = chart.figure.data[0], chart.figure.data[ENDS]
        assert ghost.y.tolist() == [1, 1, CUT]
        assert ends.text == ("40",)
        assert ends.x[0] == ghost.x[-1]
        assert ghost.marker.opacity[-1] < ghost.marker.opacity[0]

    def test_nothing_is_cut_that_fits(self):
        chart = timeline()
        assert len(chart.figure.data[ENDS].x) == 0


class TestColour:
    def test_bars_are_stacked(self):
        chart = timeline(unit="year", colour="venue")
        parts = chart.figure.data[1:5]
        assert [part.y.tolist() for part in parts] == [[3, 0, 0], [0, 2, 0], [0, 1, 0], [0, 1, 1]]
        assert [part.base.tolist() for part in parts[:3]] == [[0, 0, 0], [3, 0, 0], [3, 2, 0]]
        assert [part.marker.color for part in parts[:3]] == list(PALETTE[:3])

    def test_running_totals_are_stacked(self):
        chart = timeline(unit="year", colour="venue", counting="cumulative")
        assert [part.y.tolist() for part in chart.figure.data[1:4]] == [[3, 3, 0], [0, 2, 0], [0, 1, 0]]

    def test_the_legend_filters(self):
        chart = timeline(unit="year", colour="venue")
        assert [entry[1] for entry in chart.legend.entries] == ["ACL", "EMNLP", "Zürich NLP", "not given"]
        chart.legend._handle_custom_msg({"do": "pick", "entry": 1}, [])
        assert chart.crossfilter.clauses == {"venue": Values("venue", {"EMNLP"})}
        assert chart.figure.data[1].y.sum() == 0

    def test_none_at_first_and_no_legend(self):
        chart = timeline()
        assert chart.legend.choice == {}
        assert chart.legend.entries == []
        assert dict(next(choice for choice in chart.choices if choice.name == "colour").options)["venue"] == "Venue"

    def test_bars_that_are_not_chosen_are_paler(self):
        chart = timeline(unit="year", colour="venue")
        chart.crossfilter.set(Range("published", "2023-01-01", "2023-12-31"))
        opacity = chart.figure.data[1].marker.opacity
        assert opacity[0] > opacity[1]

    def test_what_a_bar_consists_of(self):
        chart = timeline(unit="year", colour="venue")
        text = "<b>2024</b><br>4 papers<br>2 EMNLP<br>1 Zürich NLP<br>1 not given"
        assert chart.figure.data[0].hovertext[1] == text


class TestNumbers:
    def test_a_row_a_bar(self):
        numbers = timeline(unit="year").numbers()
        assert numbers.columns == ("Published (year)", "Papers", "Papers in all")
        assert numbers.rows == [("2023", 3, 3), ("2024", 4, 4), ("not given", 1, 1)]
        assert numbers.chosen == [False, False, False]

    def test_running_totals_and_colours(self):
        numbers = timeline(unit="year", counting="cumulative").numbers()
        assert numbers.columns[3:] == ("Cumulative papers", "Cumulative papers in all")
        assert [row[3:] for row in numbers.rows] == [(3, 3), (7, 7), (None, None)]
        assert timeline(unit="year", colour="venue").numbers().rows[1][3:] == (0, 2, 1, 1)

    def test_a_row_is_picked_like_its_bar(self):
        chart = timeline(unit="year")
        chart.pick(0, add=False)
        assert chart.range == Range("published", "2023-01-01", "2023-12-31")
        assert chart.numbers().chosen == [True, False, False]
        chart.pick(1, add=True)
        assert chart.range == Range("published", "2023-01-01", "2024-12-31")
        chart.pick(99, add=False)
        assert chart.range == Range("published", "2023-01-01", "2024-12-31")


def test_equal_data_send_nothing():
    chart = timeline(colour="venue")
    sent: list = []
    chart.figure._send_update_msg = lambda *args, **_: sent.append(args)
    chart.show()
    assert sent == []


def test_papers_without_dates_do_not_fit():
    assert Timeline.misfit(Crossfilter(papers(venue=["ACL"])).dimensions)
    assert not Timeline.misfit(Crossfilter(shelf()).dimensions)


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
