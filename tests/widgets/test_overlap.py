"""Which papers stand on which pages."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.clauses import Values
from papers.crossfilter import Crossfilter
from papers.dimensions import Dimensions, Many
from tests.widgets.gestures import click, double_click, press
from tests.widgets.invented import AWKWARD, many, papers
from widgets.charts import Overlap
from widgets.charts.marks import ACCENT, FAINT
from widgets.charts.overlap import COLUMNS, DOTS, ROWS, combinations
from widgets.state import ViewState

LISTS = (["A"], ["A"], ["A"], ["A", "B"], ["A", "B"], ["B"], ["C", "A", "B"], None)


def overlap(*pages: list[str] | None, **columns) -> Overlap:
    return Overlap(Crossfilter(papers(pages=many(*(pages or LISTS)), **columns)), ViewState())


def columns(chart: Overlap) -> dict[str, tuple[int, int]]:
    """Return count and total of each column by the pages it stands for."""
    names = ["".join(str(chart.dimension.values[page]) for page in chart.sets[place]) for place in chart.columns_shown]
    counts, totals = chart.figure.data[2].y.tolist(), chart.figure.data[1].y.tolist()
    return dict(zip(names, zip(counts, totals, strict=True), strict=True))


def rows(chart: Overlap) -> dict[str, tuple[int, int]]:
    """Return count and total of each row by its label."""
    counts, totals = chart.figure.data[ROWS + 2].x.tolist(), chart.figure.data[ROWS + 1].x.tolist()
    labels = chart.figure.to_dict()["layout"]["yaxis2"]["ticktext"]
    return dict(zip(labels, zip(counts, totals, strict=True), strict=True))


class TestShows:
    def test_papers_on_exactly_these_pages(self):
        assert columns(overlap()) == {"A": (3, 3), "AB": (2, 2), "B": (1, 1), "ABC": (1, 1), "None": (1, 1)}

    def test_papers_on_each_page(self):
        assert rows(overlap()) == {"A": (6, 6), "B": (4, 4), "C": (1, 1)}

    def test_counts_under_the_clauses_of_others(self):
        chart = overlap(venue=["ACL", "x", "x", "ACL", "x", "x", "x", "x"])
        chart.crossfilter.set(Values("venue", {"ACL"}))
        assert columns(chart)["A"] == (1, 3)
        assert columns(chart)["B"] == (0, 1)
        assert rows(chart)["A"] == (2, 6)

    def test_all_columns_under_its_own_clause_the_chosen_in_colour(self):
        chart = overlap()
        chart.crossfilter.set(Values("pages", {"B"}))
        assert columns(chart)["A"] == (3, 3)
        colours = dict(zip(columns(chart), chart.figure.data[2].marker.color, strict=True))
        assert colours == {"A": FAINT, "AB": ACCENT, "B": ACCENT, "ABC": ACCENT, "None": FAINT}

    def test_dots_where_a_column_stands_on_a_page_and_a_line_between_them(self):
        figure = overlap().figure
        dots = set(zip(figure.data[6].x.tolist(), figure.data[6].y.tolist(), strict=True))
        assert dots == {(0, 0), (1, 0), (1, 1), (2, 1), (3, 0), (3, 1), (3, 2)}
        assert figure.data[5].x[:2].tolist() == [1, 1]
        assert np.isnan(figure.data[5].x[2])

    def test_hundreds_of_pages_are_cut_to_those_that_share_papers(self):
        pages = [[f"day {i:03}"] for i in range(500) for _ in range(3)] + [
            ["day 100", "day 200"],
            ["day 300", "day 400"],
        ]
        chart = overlap(*pages)
        assert {"day 100", "day 200", "day 300", "day 400"} <= set(rows(chart))
        assert len(rows(chart)) == 10
        assert len(columns(chart)) <= 20
        assert "10 of 500 pages, those that share most, without day 006, day 007, 488 more" in chart.head.about

    def test_many_combinations_are_cut_and_half_are_of_several_pages(self):
        names = "ABCDEFGHIJ"
        pages = [[name] for name in names for _ in range(9)]
        pages += [[a, b] for a in names for b in names if a < b]
        chart = overlap(*pages)
        assert len(columns(chart)) == 20
        assert sum(len(name) > 1 for name in columns(chart)) == 10
        assert "20 of 55 combinations" in chart.head.about

    def test_one_page_says_why_and_the_way_out(self):
        chart = overlap(["A"], ["A"])
        assert "All papers stand on one page, “A”. Load a second page" in chart.head.why

    def test_no_page_says_why(self):
        assert "No paper stands on a page" in overlap(None, []).head.why

    def test_foreign_text_is_inert(self):
        chart = overlap(["<b>A</b>"], ["<b>A</b>", "B & C"])
        words = [*rows(chart), *chart.figure.data[COLUMNS].hovertext, *chart.figure.data[ROWS].hovertext]
        assert not any("<b>A" in text for text in words)

    @pytest.mark.parametrize("name", AWKWARD)
    def test_awkward_papers(self, name):
        chart = Overlap(Crossfilter(AWKWARD[name]), ViewState())
        assert chart.head.why

    def test_other_papers(self):
        chart = overlap(["A"])
        chart.crossfilter.replace(papers(pages=many(*LISTS)))
        assert rows(chart)["B"] == (4, 4)
        assert not chart.head.why

    def test_names_that_begin_alike_are_cut_in_the_middle(self):
        names = [f"Daily Papers of 2026-01-{day:02}" for day in range(1, 4)]
        assert list(rows(overlap(names, names[:1], names[1:2]))) == [f"Daily…2026-01-{day:02}" for day in (1, 2, 3)]

    def test_axes_are_named(self):
        layout = overlap().figure.layout
        assert layout.yaxis.title.text == layout.xaxis2.title.text == "papers"
        assert layout.xaxis.title.text == "combinations of pages"

    def test_numbers_of_combinations_then_of_pages(self):
        numbers = overlap().numbers()
        assert numbers.columns == ("On", "Pages", "Papers", "Papers in all")
        assert ("only", "A and B", 2, 2) in numbers.rows
        assert ("no page", "", 1, 1) in numbers.rows
        assert numbers.rows[-3:] == [("in all", "A", 6, 6), ("in all", "B", 4, 4), ("in all", "C", 1, 1)]

    def test_papers_on_one_page_are_no_overlap(self):
        assert "Load a second page" in Overlap.misfit(Dimensions(papers(pages=many(["A"], ["A"]))))
        assert not Overlap.misfit(overlap().dimensions)


class TestChooses:
    def test_a_column_is_exactly_its_pages(self):
        chart = overlap()
        click(chart.figure, COLUMNS, 1)
        assert chart.crossfilter.clauses == {"pages": Values("pages", {"A", "B"}, match="exactly")}
        assert chart.crossfilter.count == 2
        click(chart.figure, COLUMNS, 1)
        assert not chart.crossfilter.clauses

    def test_a_dot_is_its_column(self):
        chart = overlap()
        click(chart.figure, DOTS, 1 * len(chart.pages) + 2)
        assert chart.crossfilter.clauses["pages"] == Values("pages", {"A", "B"}, match="exactly")

    def test_papers_on_no_page(self):
        chart = overlap()
        click(chart.figure, COLUMNS, 4)
        assert chart.crossfilter.rows.tolist() == [7]

    def test_a_row_or_its_label_is_the_page(self):
        chart = overlap()
        click(chart.figure, ROWS, 1)
        assert chart.crossfilter.clauses == {"pages": Values("pages", {"B"})}
        press(chart.figure, "y", 2, shift=True)
        assert chart.crossfilter.clauses == {"pages": Values("pages", {"B", "C"})}

    def test_rows_of_the_numbers(self):
        chart = overlap()
        chart.pick(1, False)
        assert chart.crossfilter.clauses == {"pages": Values("pages", {"A", "B"}, match="exactly")}
        assert chart.numbers().chosen.index(True) == 1
        assert chart.numbers().chosen.count(True) == 1
        chart.pick(len(chart.columns_shown) + 1, False)
        assert chart.crossfilter.clauses == {"pages": Values("pages", {"B"})}
        assert chart.numbers().chosen[-3:] == [False, True, False]
        before = dict(chart.crossfilter.clauses)
        chart.pick(99, False)
        assert chart.crossfilter.clauses == before

    def test_a_double_click_lets_go(self):
        chart = overlap()
        click(chart.figure, COLUMNS, 1)
        double_click(chart.figure)
        assert not chart.crossfilter.clauses

    @pytest.mark.parametrize("trace", [COLUMNS, DOTS, ROWS, 1])
    @pytest.mark.parametrize("point", [-1, 999])
    def test_marks_that_are_none(self, trace, point):
        chart = overlap()
        click(chart.figure, trace, point)
        assert not chart.crossfilter.clauses


@given(st.lists(st.lists(st.sampled_from("ABCDE"), max_size=5), max_size=30))
def test_combinations_are_those_one_counts_by_hand(lists):
    frame = pd.DataFrame({"pages": many(*lists)})
    dimension = Dimensions(frame).get("pages")
    assert isinstance(dimension, Many)
    sets, set_of = combinations(dimension)
    named = [frozenset(dimension.values[code] for code in codes) for codes in sets]
    assert len(set(named)) == len(named)
    assert [named[place] for place in set_of] == [frozenset(one) or frozenset({None}) for one in lists]
    sizes = Counter(set_of.tolist())
    assert [sizes[place] for place in range(len(sets))] == sorted(sizes.values(), reverse=True)
