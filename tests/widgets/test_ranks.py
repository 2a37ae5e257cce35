"""Rank on one page against rank on another."""

import pandas as pd
import pytest

from papers.clauses import Region, Values
from papers.crossfilter import Crossfilter
from tests.widgets.gestures import box, click, double_click, shapes
from tests.widgets.invented import AWKWARD, many, papers
from tests.widgets.scatters import points
from widgets.charts import Ranks
from widgets.charts.plane import ALL, PAPER, PASSING
from widgets.state import ViewState

PAGES = (["A", "B"], ["A", "B"], ["B", "C"], ["A", "B", "C"], ["A"], None)
RANKS = {
    "rank on A": [1, 2, None, 3, 4, None],
    "rank on B": [4, 3, 2, 1, None, None],
    "rank on C": [None, None, 1, 2, None, None],
}


def derive(name: str) -> pd.Series | None:
    return pd.Series(RANKS[name], dtype="Int64") if name in RANKS else None


def ranks(state: ViewState | None = None, **choices: str) -> Ranks:
    state = state or ViewState(charts={"ranks": choices} if choices else {})
    return Ranks(Crossfilter(papers(pages=many(*PAGES), venue=list("xxyyzz")), derive), state)


class TestShows:
    def test_papers_on_both_pages(self):
        assert points(ranks()) == [(1, 4), (2, 3), (3, 1)]

    def test_the_pages_that_share_most_at_first(self):
        assert ranks().pages == ("A", "B")

    def test_other_pages(self):
        chart = ranks(x="B", y="C")
        assert points(chart) == [(2, 1), (1, 2)]

    def test_the_first_place_is_at_the_top(self):
        low, high = ranks().figure.layout.yaxis.range
        assert low > high

    def test_papers_that_fail_stay_as_ghosts(self):
        chart = ranks()
        chart.crossfilter.set(Values("venue", {"x"}))
        assert points(chart, PASSING) == [(1, 4), (2, 3)]
        assert len(points(chart)) == 3
        assert "2 of 3 papers on both pages" in chart.head.about

    def test_title_and_both_places_when_pointed_at(self):
        assert ranks().figure.data[ALL].hovertext[0] == "<b>Paper 0</b><br>1 on A<br>4 on B"

    def test_pages_without_a_common_paper_say_so_and_can_be_changed(self):
        frame = papers(pages=many(["A"], ["B"]))
        chart = Ranks(Crossfilter(frame, lambda _: pd.Series([1, None], dtype="Int64")), ViewState())
        assert "No paper stands on both “A” and “B”. Choose two pages" in chart.head.why or chart.rows.size == 1
        assert [choice["name"] for choice in chart.head.choices] == ["x", "y", "drag"]

    def test_one_page_says_why(self):
        chart = Ranks(Crossfilter(papers(pages=many(["A"]))), ViewState())
        assert "there is only one. Load a second page." in chart.head.why

    def test_unknown_ranks_say_so(self):
        chart = Ranks(Crossfilter(papers(pages=many(*PAGES))), ViewState())
        assert "not known" in chart.head.why

    @pytest.mark.parametrize("name", AWKWARD)
    def test_awkward_papers(self, name):
        assert Ranks(Crossfilter(AWKWARD[name]), ViewState()).head.why

    def test_foreign_text_is_inert(self):
        frame = papers(title=["<b>x</b>", "$h-1$ & <i>"], pages=many(["<u>", "&"], ["<u>", "&"]))
        chart = Ranks(Crossfilter(frame, lambda _: pd.Series([1, 2], dtype="Int64")), ViewState())
        words = [*chart.figure.data[ALL].hovertext, chart.figure.layout.xaxis.title.text]
        for text in words:
            assert not {"<u>", "<i>", "<b>x"} & {text[i : i + 3] for i in range(len(text))} - {"<b>"}
            assert "<b>x" not in text

    def test_other_papers(self):
        chart = ranks()
        chart.crossfilter.replace(papers(pages=many(["A"])))
        assert chart.head.why


class TestLooks:
    def test_one_colour_at_first_and_any_column_to_choose(self):
        chart = ranks()
        assert chart.legend.entries == []
        chart.legend._handle_custom_msg({"do": "choose", "name": "colour", "value": "venue"}, [])
        assert [entry[1:5:2] for entry in chart.legend.entries] == [["x", 2], ["y", 1]]
        chart.legend._handle_custom_msg({"do": "pick", "entry": 0}, [])
        assert chart.crossfilter.clauses == {"venue": Values("venue", {"x"})}

    def test_axes_name_the_pages(self):
        layout = ranks().figure.layout
        assert (layout.xaxis.title.text, layout.yaxis.title.text) == ("rank on A", "rank on B")

    def test_the_line_of_the_same_place_only_between_like_scales(self):
        values = pd.Series(range(1, 41), dtype="Int64")
        frame = papers(pages=many(*[["A", "B"]] * 40))
        state = ViewState()
        chart = Ranks(Crossfilter(frame, lambda _: values), state)
        assert len(shapes(chart)) == 1
        chart.choose("x_scale", "log")
        assert len(shapes(chart)) == 0
        chart.choose("y_scale", "log")
        assert len(shapes(chart)) == 1

    def test_numbers_list_both_places(self):
        numbers = ranks().numbers()
        assert numbers.columns == ("Title", "Rank on A", "Rank on B")
        assert numbers.rows == [("Paper 3", 3, 1), ("Paper 1", 2, 3), ("Paper 0", 1, 4)]

    def test_one_page_does_not_fit(self):
        assert "only one" in Ranks.misfit(Crossfilter(papers(pages=many(["A"]))).dimensions)
        assert not Ranks.misfit(Crossfilter(papers(pages=many(["A", "B"]))).dimensions)


class TestChooses:
    def test_a_point_is_its_paper(self):
        chart = ranks()
        click(chart.figure, ALL, 1)
        assert chart.state.paper == "title:p1"
        assert points(chart, PAPER) == [(2, 3)]
        assert not chart.crossfilter.clauses

    def test_a_paper_chosen_elsewhere_is_marked(self):
        chart = ranks()
        chart.state.paper = "title:p3"
        assert points(chart, PAPER) == [(3, 1)]
        chart.state.paper = "title:p5"  # on no page
        assert points(chart, PAPER) == []

    def test_a_box_is_a_region(self):
        chart = ranks()
        box(chart.figure, (0.5, 2.5), (2.5, 4.5))
        (clause,) = chart.crossfilter.clauses.values()
        assert isinstance(clause, Region)
        assert clause.key == "rank on A~rank on B"
        assert chart.crossfilter.rows.tolist() == [0, 1]
        region = [shape for shape in shapes(chart) if shape.type == "path"]
        assert len(region) == 1

    def test_a_double_click_lets_go(self):
        chart = ranks()
        box(chart.figure, (0.5, 2.5), (2.5, 4.5))
        double_click(chart.figure)
        assert not chart.crossfilter.clauses

    def test_pages_and_lasso_are_chosen_for_the_link(self):
        chart = ranks()
        for name, value in (("y", "C"), ("drag", "lasso"), ("x", "nonsense"), ("nonsense", "A")):
            chart.head._handle_custom_msg({"do": "choose", "name": name, "value": value}, [])
        assert chart.state.charts == {"ranks": {"y": "C", "drag": "lasso"}}
        assert chart.pages == ("A", "C")
        assert chart.figure.draws == "lasso"
