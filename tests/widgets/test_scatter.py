"""Any two number or date columns against each other."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import schema
from papers.clauses import Range, Region, Values
from papers.clauses.region import inside
from tests.widgets.gestures import box, click, double_click, lasso, shapes
from tests.widgets.invented import AWKWARD, many, papers, shelf
from tests.widgets.scatters import numbers, points, scatter
from widgets.charts import plane
from widgets.charts.marks import NONE, OTHER, PALETTE
from widgets.charts.plane import ALL, CELLS_PASSING, PAPER, PASSING

DAY = 86_400_000


class TestAxes:
    def test_dates_against_upvotes_at_first(self):
        chart = scatter()
        assert (chart.x_name, chart.y_name) == ("published", "upvotes")

    def test_best_rank_where_few_have_upvotes(self):
        frame = shelf().assign(upvotes=pd.array([1] + [None] * 7, dtype="Int64"))
        frame["best_rank"] = pd.array(range(1, 9), dtype="Int64")
        chart = scatter(frame)
        assert chart.y_name == "best_rank"
        low, high = chart.figure.layout.yaxis.range
        assert low > high  # the first place is at the top

    def test_papers_with_both_values(self):
        chart = numbers([1, 2, None, 4], [5, None, 7, 8])
        assert points(chart) == [(1, 5), (4, 8)]
        assert "2 papers with both" in chart.head.about

    def test_few_far_above_the_rest_make_a_scale_logarithmic(self):
        chart = numbers([0, 1, 1, 2, 3, 5, 999], [1, 2, 3, 4, 5, 6, 7])
        assert [round(x, 3) for x, _ in points(chart)] == [0, 0.301, 0.301, 0.477, 0.602, 0.778, 3]
        assert list(chart.figure.layout.xaxis.ticktext) == ["0", "1", "10", "100", "1000"]
        assert chart.figure.layout.xaxis.title.text == "across (log)"

    def test_dates_are_days_with_ticks_of_their_own(self):
        chart = scatter()
        assert points(chart)[0] == (np.datetime64("2023-01-10").astype(int), 0)
        assert all(str(text)[-4:].isdigit() for text in chart.figure.layout.xaxis.ticktext)

    def test_other_axes(self):
        chart = scatter(x="score", y="published")
        assert (chart.x_name, chart.y_name) == ("score", "published")
        assert scatter(x="venue", y="title").x_name == "published"

    def test_no_paper_with_both_says_so_and_can_be_changed(self):
        chart = numbers([1, None], [None, 2])
        assert "No paper has both “Across” and “Up”. Choose other columns above." in chart.head.why
        assert [choice["name"] for choice in chart.head.choices][:2] == ["x", "y"]

    def test_too_few_columns_say_why(self):
        assert "two columns of numbers or dates" in scatter(papers(venue=["ACL"])).head.why

    @pytest.mark.parametrize("name", AWKWARD)
    def test_awkward_papers(self, name):
        chart = scatter(AWKWARD[name])
        failed: list = []
        chart.crossfilter.on_error.append(lambda error, view: failed.append(error))
        for choice in list(chart.choices):
            for value in choice.values:
                chart.choose(choice.name, value)
        assert failed == []

    def test_other_papers(self):
        chart = scatter(x="score")
        chart.crossfilter.replace(papers(venue=["ACL"]))
        assert chart.head.why
        assert chart.legend.choice == {}
        chart.crossfilter.replace(shelf())
        assert chart.x_name == "score"


class TestPoints:
    def test_papers_that_fail_stay_as_ghosts(self):
        chart = scatter()
        chart.crossfilter.set(Values("venue", {"ACL"}))
        assert len(points(chart)) == 6
        assert len(points(chart, PASSING)) == 3

    def test_words_are_not_sent_again_with_each_filter(self):
        chart = scatter()
        before = chart.figure.data[ALL].hovertext
        chart.crossfilter.set(Values("venue", {"ACL"}))
        assert chart.figure.data[ALL].hovertext == before
        assert chart.figure.data[PASSING].hovertext is None

    def test_title_and_values_when_pointed_at(self):
        assert (
            scatter().figure.data[ALL].hovertext[0] == "<b>Owls</b><br>Published 2023-01-10<br>Upvotes 0<br>Venue ACL"
        )

    def test_of_a_date_what_is_known_of_it(self):
        frame = shelf().assign(upvotes=pd.array(range(8), dtype="Int64"))
        assert any("Published 2024<br>" in text for text in scatter(frame).figure.data[ALL].hovertext)

    def test_foreign_text_is_inert(self):
        chart = numbers([1], [2], title=["<a href='javascript:1'>x</a> & $h-1$"])
        (text,) = chart.figure.data[ALL].hovertext
        assert "&lt;a href" in text
        assert "&amp;" in text

    def test_positions_travel_as_buffers(self):
        assert scatter().figure.data[ALL].x.dtype == np.float32
        assert numbers([1e300, -1e300], [1, 2]).figure.data[ALL].x.dtype == np.float64  # too large for half


class TestColours:
    def test_a_colour_a_value_the_most_frequent_first(self):
        chart = scatter()
        assert [entry[1:5] for entry in chart.legend.entries] == [
            ["ACL", PALETTE[0], 3, 3],
            ["EMNLP", PALETTE[1], 2, 2],
            ["Zürich NLP", PALETTE[2], 1, 1],
        ]
        assert chart.figure.data[PASSING].marker.color.tolist() == [0, 0, 0, 1, 1, 2]

    def test_counts_under_the_clauses_of_others(self):
        chart = scatter()
        chart.crossfilter.set(Range("upvotes", 10, None))
        chart.crossfilter.set(Values("venue", {"EMNLP"}))
        assert [entry[3] for entry in chart.legend.entries] == [1, 2, 1]
        assert [entry[5] for entry in chart.legend.entries] == [False, True, False]

    def test_rare_values_share_one(self):
        venues = ["a"] * 5 + list("bcdefghij")
        chart = numbers(list(map(float, range(14))), list(map(float, range(14))), venue=venues)
        chart.choose("colour", "venue")
        *named, rest = chart.legend.entries
        assert len(named) == len(PALETTE)
        assert rest[1:4] == ["3 other", OTHER, 3]
        chart.legend._handle_custom_msg({"do": "pick", "entry": rest[0]}, [])
        assert chart.crossfilter.count == 3
        assert chart.legend.entries[-1][5]
        chart.legend._handle_custom_msg({"do": "pick", "entry": rest[0]}, [])
        assert not chart.crossfilter.clauses

    def test_the_first_of_many_values(self):
        chart = scatter(colour="authors")
        assert chart.figure.data[PASSING].marker.color.tolist() == [0, 0, 1, 0, 2, 3]
        assert [entry[1] for entry in chart.legend.entries] == ["Ada", "Bo", "Cy", "Émile"]

    def test_numbers_have_a_scale(self):
        chart = scatter(colour="score")
        assert chart.legend.entries == []
        assert chart.legend.ends == ["0", "1"]
        assert chart.figure.data[PASSING].marker.color.tolist() == [0, np.float32(0.1), 0.25, 0.5, 0.75, 1]

    def test_papers_without_a_number_lie_below_the_scale(self):
        chart = numbers([1, 2, 3], [1, 2, 3], heat=[1.0, None, 3.0])
        chart.choose("colour", "heat")
        marker = chart.figure.data[PASSING].marker
        assert marker.cmin <= marker.color[0] < 0  # drawn first, below the others
        assert marker.colorscale[0][1] == NONE
        assert marker.symbol.tolist() == [100, 0, 0]
        assert marker.opacity[0] < marker.opacity[1]
        assert chart.legend.hollow

    def test_none(self):
        chart = scatter(colour="")
        assert chart.legend.entries == []
        assert isinstance(chart.figure.data[PASSING].marker.color, str)
        assert dict(chart.legend.choice["options"])[""] == "none"

    def test_a_click_filters_with_shift_more(self):
        chart = scatter()
        chart.legend._handle_custom_msg({"do": "pick", "entry": 1}, [])
        assert chart.crossfilter.clauses == {"venue": Values("venue", {"EMNLP"})}
        chart.legend._handle_custom_msg({"do": "pick", "entry": 2, "shift": True}, [])
        assert chart.crossfilter.clauses == {"venue": Values("venue", {"EMNLP", "Zürich NLP"})}

    def test_papers_without_the_value(self):
        chart = numbers([1, 2, 3], [1, 2, 3], venue=["a", "b", None])
        chart.choose("colour", "venue")
        chart.legend._handle_custom_msg({"do": "pick", "entry": 2}, [])
        assert chart.crossfilter.clauses == {"venue": Values("venue", {None})}

    @pytest.mark.parametrize(
        "message", [None, {}, {"do": "pick"}, {"do": "pick", "entry": "1"}, {"do": "pick", "entry": -1}]
    )
    def test_entries_that_are_none(self, message):
        chart = scatter()
        chart.legend._handle_custom_msg(message, [])
        chart.legend._handle_custom_msg({"do": "pick", "entry": 99}, [])
        chart.legend.set_state({"entries": [], "choice": {}})
        assert not chart.crossfilter.clauses
        assert len(chart.legend.entries) == 3

    def test_the_colour_is_chosen_in_the_legend(self):
        chart = scatter()
        chart.legend._handle_custom_msg({"do": "choose", "name": "colour", "value": "score"}, [])
        assert chart.state.charts == {"scatter": {"colour": "score"}}
        assert "colour" not in [choice["name"] for choice in chart.head.choices]


class TestSizes:
    def test_the_area_follows_the_value(self):
        chart = numbers([1, 2, 3, 4], [1, 2, 3, 4], weight=[0.0, 5.0, 10.0, None])
        chart.choose("size", "weight")
        marker = chart.figure.data[PASSING].marker
        drawn = dict(zip(chart.rows.tolist(), marker.size.tolist(), strict=True))
        areas = {row: size**2 for row, size in drawn.items()}
        assert areas[1] == pytest.approx((areas[0] + areas[2]) / 2)
        assert drawn[2] > 2 * drawn[0]
        assert drawn[3] == drawn[0]  # missing: as the smallest
        opacity = dict(zip(chart.rows.tolist(), marker.opacity.tolist(), strict=True))
        assert opacity[3] < opacity[0]  # but paler
        assert chart.legend.sizes == ["weight", "0", "10"]

    def test_its_logarithm_where_few_are_far_above(self):
        chart = numbers([1, 2, 3, 4, 5], [1, 2, 3, 4, 5], weight=[0, 1, 1, 1, 999])
        chart.choose("size", "weight")
        sizes = dict(zip(chart.rows.tolist(), chart.figure.data[PASSING].marker.size.tolist(), strict=True))
        assert sizes[1] > 1.1 * sizes[0]
        assert chart.legend.sizes == ["weight (log)", "0", "999"]

    def test_the_first_place_is_the_largest(self):
        frame = shelf().assign(best_rank=pd.array(range(1, 9), dtype="Int64"))
        chart = scatter(frame, y="upvotes", size="best_rank")
        sizes = dict(zip(chart.rows.tolist(), chart.figure.data[PASSING].marker.size.tolist(), strict=True))
        assert sizes[0] == max(sizes.values())

    def test_large_points_lie_below_small_ones_and_keep_their_paper(self):
        chart = numbers([1, 2, 3], [1, 2, 3], weight=[1, 3, 2])
        chart.choose("size", "weight")
        assert points(chart) == [(2, 2), (3, 3), (1, 1)]
        click(chart.figure, ALL, 0)
        assert chart.state.paper == "title:p1"

    def test_all_alike_at_first(self):
        chart = scatter()
        assert isinstance(chart.figure.data[PASSING].marker.size, (int, float))
        assert chart.legend.sizes == []

    def test_the_more_the_smaller_and_paler(self):
        looks = []
        for count in (50, 400, 3_000):
            values = list(map(float, range(count)))
            marker = numbers(values, values).figure.data[PASSING].marker
            looks.append((marker.size, marker.opacity))
        assert looks == sorted(looks, reverse=True)
        assert looks[-1][1] > 0.6


class TestScales:
    def test_another_scale(self):
        chart = numbers([0, 1, 1, 2, 3, 5, 999], [1, 2, 3, 4, 5, 6, 7])
        assert [choice.name for choice in chart.choices if choice.place == "options"] == ["size", "x_scale"]
        chart.choose("x_scale", "linear")
        assert chart.x.kind == "linear"
        assert chart.figure.layout.xaxis.title.text == "across"
        assert points(chart)[-1] == (999, 7)

    def test_only_where_it_makes_a_difference(self):
        chart = numbers([-5, 0, 999], [1, 2, 3])
        assert "x_scale" not in [choice.name for choice in chart.choices]
        assert numbers([-5, 0, 999], [1, 2, 3]).x.kind == "linear"

    def test_axes_name_their_unit(self):
        frame = shelf().assign(momentum=[0.5, 1, 2, 3, 4, 5, 6, 7])
        chart = scatter(frame, x="published", y="upvotes")
        assert chart.figure.layout.xaxis.title.text == "published"
        assert chart.figure.layout.yaxis.title.text == "upvotes"


class TestNumbers:
    def test_papers_that_pass_from_the_top_down(self):
        chart = scatter()
        chart.crossfilter.set(Values("venue", {"ACL"}))
        numbers = chart.numbers()
        assert numbers.columns == ("Title", "Published", "Upvotes", "Venue")
        assert numbers.rows[0] == ("Ravens", "2023-03-05", 10, "ACL")
        assert [row[2] for row in numbers.rows] == [10, 5, 0]

    def test_a_row_is_picked_like_its_point(self):
        chart = scatter()
        chart.pick(0, add=False)
        assert chart.state.paper == "title:p4"
        assert chart.numbers().chosen == [True] + [False] * 5
        chart.pick(99, add=False)
        chart.pick(-1, add=False)
        assert chart.state.paper == "title:p4"

    def test_so_many_at_most_which_is_said(self, monkeypatch):
        monkeypatch.setattr(plane, "LISTED", 3)
        numbers = scatter().numbers()
        assert len(numbers.rows) == 3
        assert numbers.columns[0] == "Title (first 3 of 6 papers)"


def test_equal_data_send_nothing():
    chart = scatter(size="score")
    sent: list = []
    chart.figure._send_update_msg = lambda *args, **_: sent.append(args)
    chart.show()
    assert sent == []


class TestChooses:
    def test_a_point_is_its_paper(self):
        chart = scatter()
        click(chart.figure, ALL, 3)
        assert chart.state.paper == "title:p3"
        assert points(chart, PAPER) == [points(chart)[3]]

    @pytest.mark.parametrize(("trace", "point"), [(ALL, -1), (ALL, 99), (PASSING, 0), (ALL, [0, 0])])
    def test_points_that_are_none(self, trace, point):
        chart = scatter()
        click(chart.figure, trace, point)
        assert chart.state.paper is None
        assert not chart.crossfilter.clauses

    def test_a_box_over_dates(self):
        chart = scatter()
        days = [int(np.datetime64(day).astype(int)) for day in ("2023-02-01", "2024-01-31")]
        box(chart.figure, tuple(days), (4, 20))
        (clause,) = chart.crossfilter.clauses.values()
        assert isinstance(clause, Region)
        assert clause.key == "published~upvotes"
        assert clause.path[0] == (days[0] * DAY, 4)
        assert chart.crossfilter.rows.tolist() == [1, 2, 3]
        assert shapes(chart)[0].path.startswith(f"M{days[0]},4L")

    def test_a_box_on_a_logarithmic_scale(self):
        chart = numbers([0, 1, 1, 2, 3, 5, 999], [1, 2, 3, 4, 5, 6, 7])
        box(chart.figure, (np.log10(2.5), np.log10(7)), (0, 10))
        assert chart.crossfilter.rows.tolist() == [3, 4, 5]

    def test_a_cell_is_its_region(self, monkeypatch):
        monkeypatch.setattr(plane, "MOST_POINTS", 5)
        chart = numbers([0.0] * 9 + [1.0], [0.0] * 9 + [1.0])
        cells = np.array(chart.figure.data[CELLS_PASSING].z, float)
        row, column = np.argwhere(cells == 9)[0].tolist()
        click(chart.figure, CELLS_PASSING, [row, column])
        assert chart.crossfilter.count == 9
        click(chart.figure, CELLS_PASSING, [999, 0])
        assert chart.crossfilter.count == 9

    def test_a_lasso_of_many_corners_makes_a_short_link(self):
        chart = numbers(list(map(float, range(100))), list(map(float, range(100))))
        angles = np.linspace(0, 2 * np.pi, 400)
        lasso(chart.figure, *zip((50 + 20 * np.cos(angles)).tolist(), (50 + 20 * np.sin(angles)).tolist(), strict=True))
        (clause,) = chart.crossfilter.clauses.values()
        assert len(json.dumps(clause.to_dict())) < 1_500
        assert chart.crossfilter.count == pytest.approx(2 * 20 / np.sqrt(2), abs=2)

    def test_a_box_from_far_outside(self):
        chart = scatter()
        box(chart.figure, (-1e300, 1e300), (-1e300, 1e300))
        assert chart.crossfilter.count == 6

    def test_a_double_click_lets_go(self):
        chart = scatter()
        box(chart.figure, (0, 1e6), (4, 20))
        double_click(chart.figure)
        assert not chart.crossfilter.clauses

    def test_a_saved_region_is_drawn(self):
        chart = scatter()
        chart.crossfilter.set(Region("published", "upvotes", ((0, 0), (2e12, 0), (2e12, 30))))
        assert shapes(chart)[0].type == "path"
        chart.choose("y", "score")
        assert not shapes(chart)  # it lies on other axes


CORNER = st.tuples(st.floats(0, 1), st.floats(0, 1))


@settings(max_examples=60, deadline=None)
@given(st.lists(CORNER, min_size=3, max_size=12), st.booleans())
def test_a_lasso_holds_the_points_that_lie_in_it_as_drawn(corners, logarithmic):
    values = np.random.default_rng(3).uniform(0, 1, (2, 300))
    if logarithmic:
        values = np.expm1(values**4 * 9)
    chart = numbers(*values.tolist())
    assert (chart.x.kind == "log") == logarithmic
    (left, right), (bottom, top) = chart.extents
    drawn = [(left + x * (right - left), bottom + y * (top - bottom)) for x, y in corners]
    lasso(chart.figure, *drawn)
    expected = inside(chart.xs, chart.ys, np.array(drawn))
    got = chart.crossfilter.mask() if chart.crossfilter.clauses else np.zeros(300, bool)
    assert np.count_nonzero(got != expected) <= 0.02 * 300  # corners are rounded to what can be seen


def test_dates_far_from_ours():
    frame = papers(
        published=pd.Series(["0001-01-01", "9999-12-31", "2024-01-01"], dtype=schema.DATE), score=[1.0, 2.0, 3.0]
    )
    chart = scatter(frame, x="published", y="score")
    assert len(points(chart)) == 3


def test_authors_of_whom_none_is_given():
    chart = numbers([1, 2], [1, 2], authors=many([], None), venue=["a", "b"])
    assert "authors" not in chart.choices[2].values
