"""Papers by two columns at once."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.clauses import Range, Values
from papers.crossfilter import Crossfilter
from papers.dimensions import Dimensions
from tests.widgets.gestures import click, double_click, press, shapes
from tests.widgets.invented import AWKWARD, many, papers, shelf
from widgets.charts import Heatmap
from widgets.charts.heatmap import CELLS
from widgets.charts.marks import density
from widgets.charts.sides import crossed, side
from widgets.state import ViewState

NOT_GIVEN = "not given"
VENUE_BY_YEAR = {"y": "venue", "x": "published"}


def heatmap(frame: pd.DataFrame | None = None, **choices: str) -> Heatmap:
    state = ViewState(charts={"heatmap": choices} if choices else {})
    return Heatmap(Crossfilter(shelf() if frame is None else frame), state)


def cells(chart: Heatmap) -> dict[tuple[str, str], tuple[int, int]]:
    """Return count and total of each cell by its row and column."""
    return {(str(row[0]), str(row[1])): (row[2], row[3]) for row in chart.numbers().rows}  # type: ignore[misc]


def place(chart: Heatmap, row: str, column: str) -> tuple[int, int]:
    """Return where a cell lies in the trace that answers."""
    rows = [chart.down.dimension.labels[bin] for bin in chart.rows]
    columns = [chart.across.dimension.labels[bin] for bin in chart.columns_shown]
    return chart.grid[0].index(rows.index(row)), chart.grid[1].index(columns.index(column))


def press_cell(chart: Heatmap, row: str, column: str, *, shift: bool = False) -> None:
    click(chart.figure, CELLS, list(place(chart, row, column)), shift=shift)


class TestShows:
    def test_papers_of_each_pair(self):
        assert cells(heatmap(**VENUE_BY_YEAR)) == {
            ("ACL", "2023"): (3, 3),
            ("EMNLP", "2024"): (2, 2),
            ("Zürich NLP", "2024"): (1, 1),
            (NOT_GIVEN, "2024"): (1, 1),
            (NOT_GIVEN, NOT_GIVEN): (1, 1),
        }

    def test_counts_over_totals(self):
        chart = heatmap(**VENUE_BY_YEAR)
        chart.crossfilter.set(Range("upvotes", 0, 20))
        assert cells(chart)[("EMNLP", "2024")] == (1, 2)
        assert cells(chart)[("Zürich NLP", "2024")] == (0, 1)
        z = np.array(chart.figure.data[CELLS].z, float)
        assert z[place(chart, "EMNLP", "2024")] == 2

    def test_a_paper_of_several_values_counts_in_each(self):
        assert cells(heatmap(y="authors", x="venue"))[("Ada", "ACL")] == (2, 2)
        assert cells(heatmap(y="authors", x="venue"))[("Bo", "ACL")] == (2, 2)

    def test_its_own_clauses_take_no_cell_away(self):
        chart = heatmap(**VENUE_BY_YEAR)
        before = cells(chart)
        chart.crossfilter.update({"venue": Values("venue", {"ACL"}), "published": Range("published", "2024-01-01")})
        assert cells(chart) == before

    def test_papers_without_a_value_stand_apart_and_do_not_set_the_scale(self):
        chart = heatmap(
            papers(venue=["ACL", "ACL", "EMNLP"] + [None] * 99, kind=["a", "b", "a"] + ["a"] * 99), y="venue"
        )
        assert chart.places[0][-1] - chart.places[0][-2] > 1
        assert chart.figure.data[1].zmax == 1
        row, column = place(chart, NOT_GIVEN, "a")
        assert chart.figure.data[1].z[row][column] == 0
        assert chart.figure.data[2].z[row][column] == 1
        assert chart.numbers().rows[-1][2] == 99

    def test_twelve_values_and_how_many_there_are_besides(self):
        chart = heatmap(papers(venue=[f"venue {i:02}" for i in range(40)] * 2, kind=["a", "b"] * 40), y="venue")
        assert len(chart.rows) == 12
        assert "12 of 40 rows, those with most papers." in chart.head.about

    def test_a_chosen_value_is_among_them(self):
        chart = heatmap(papers(venue=[f"venue {i:02}" for i in range(40)] * 2, kind=["a", "b"] * 40), y="venue")
        chart.crossfilter.set(Values("venue", {"venue 39"}))
        assert "<b>venue 39</b>" in chart.figure.layout.yaxis.ticktext

    def test_the_twelve_years_in_a_row_with_most_papers(self):
        years = ["1950-01-01"] + [f"{year}-06-01" for year in range(1990, 2020)] + ["2010-01-01"] * 30
        frame = papers(published=pd.to_datetime(years).astype("datetime64[s]"), venue=["ACL"] * 61)
        chart = heatmap(frame, **VENUE_BY_YEAR)
        labels = [chart.across.dimension.labels[bin] for bin in chart.columns_shown]
        assert labels == [str(year) for year in range(2008, 2020)]

    def test_a_number_in_each_cell_where_there_are_few(self):
        chart = heatmap(**VENUE_BY_YEAR)
        assert sorted(chart.figure.data[4].text) == ["1", "1", "1", "2", "3"]
        wide = heatmap(papers(venue=[f"v{i % 12:02}" for i in range(48)], kind=["a", "b"] * 24), y="kind", x="venue")
        assert not len(wide.figure.data[4].text)

    def test_axes_are_named(self):
        layout = heatmap(**VENUE_BY_YEAR).figure.layout
        assert (layout.yaxis.title.text, layout.xaxis.title.text) == ("Venue", "Published (year)")

    def test_foreign_text_is_inert(self):
        chart = heatmap(papers(venue=["<b>x</b><a href='j:1'>y</a>", "a & b"], kind=["<i>", "k"]))
        words = [*chart.figure.layout.yaxis.ticktext, *chart.figure.layout.xaxis.ticktext]
        words += [text for row in chart.figure.data[CELLS].hovertext for text in row]
        assert not any("<a" in text or "<b>x" in text or "<i>" in text for text in words)

    def test_the_scale_of_colours_ends_where_plotly_wants_it(self):
        """A scale that ended at 1 − 10⁻¹⁶ was taken for none: the cells turned red."""
        for highest in range(1, 300):
            places = [place for place, _ in density(highest)]
            assert (places[0], places[-1]) == (0, 1)
            assert places == sorted(places)

    @pytest.mark.parametrize("name", AWKWARD)
    def test_awkward_papers(self, name):
        chart = heatmap(AWKWARD[name])
        for choice in list(chart.choices):
            for value in choice.values:
                chart.choose(choice.name, value)
                assert chart.down.name != chart.across.name
        assert bool(chart.why) == bool(Heatmap.misfit(Dimensions(AWKWARD[name])))

    def test_other_papers(self):
        chart = heatmap(**VENUE_BY_YEAR)
        chart.crossfilter.replace(papers(venue=["ACL"]))
        assert "two columns" in chart.head.why
        chart.crossfilter.replace(shelf())
        assert cells(chart)[("ACL", "2023")] == (3, 3)


class TestChoosesColumns:
    def test_few_values_that_most_papers_have_by_year(self):
        years = pd.to_datetime([f"{2020 + i % 4}-01-01" for i in range(40)]).astype("datetime64[s]")
        frame = papers(
            venue=[f"venue {i}" for i in range(40)],
            kind=["method", "survey"] * 20,
            language=["en"] * 4 + [None] * 36,
            published=years,
        )
        assert heatmap(frame).words == "Kind by published (year)"

    def test_few_pages_come_first(self):
        frame = papers(pages=many(*[["A"], ["B"]] * 8), kind=["method", "survey"] * 8)
        assert heatmap(frame).words == "Kind by pages"

    def test_never_one_column_twice(self):
        chart = heatmap(y="venue", x="venue")
        assert (chart.down.name, chart.across.name) == ("venue", "published") or chart.across.name != "venue"

    def test_the_column_of_the_other_side_turns_the_table(self):
        chart = heatmap(**VENUE_BY_YEAR)
        chart.choose("y", "published")
        assert (chart.down.name, chart.across.name) == ("published", "venue")
        chart.choose("x", "authors")
        assert (chart.down.name, chart.across.name) == ("published", "authors")
        chart.choose("x", "no such column")
        assert chart.across.name == "authors"


class TestChooses:
    def test_both_values_of_a_cell_in_one_step(self):
        chart = heatmap(**VENUE_BY_YEAR)
        press_cell(chart, "EMNLP", "2024")
        assert chart.crossfilter.clauses == {
            "venue": Values("venue", {"EMNLP"}),
            "published": Range("published", "2024-01-01", "2024-12-31"),
        }
        assert chart.crossfilter.rows.tolist() == [3, 4]
        chart.crossfilter.undo()
        assert not chart.crossfilter.clauses

    def test_again_lets_go(self):
        chart = heatmap(**VENUE_BY_YEAR)
        press_cell(chart, "EMNLP", "2024")
        press_cell(chart, "EMNLP", "2024")
        assert not chart.crossfilter.clauses

    def test_another_cell_instead(self):
        chart = heatmap(**VENUE_BY_YEAR)
        press_cell(chart, "EMNLP", "2024")
        press_cell(chart, "ACL", "2023")
        assert chart.crossfilter.rows.tolist() == [0, 1, 2]

    def test_adding_a_cell_adds_its_row_and_its_column(self):
        chart = heatmap(**VENUE_BY_YEAR)
        press_cell(chart, "EMNLP", "2024")
        press_cell(chart, "ACL", "2023", shift=True)
        assert chart.crossfilter.rows.tolist() == [0, 1, 2, 3, 4]
        press_cell(chart, "ACL", "2023", shift=True)
        assert chart.crossfilter.rows.tolist() == [3, 4]

    def test_adding_the_only_cell_again_keeps_it(self):
        chart = heatmap(**VENUE_BY_YEAR)
        press_cell(chart, "EMNLP", "2024")
        before = dict(chart.crossfilter.clauses)
        press_cell(chart, "EMNLP", "2024", shift=True)
        assert chart.crossfilter.clauses == before

    def test_papers_without_a_value(self):
        chart = heatmap(**VENUE_BY_YEAR)
        press_cell(chart, NOT_GIVEN, NOT_GIVEN)
        assert chart.crossfilter.rows.tolist() == [7]
        press_cell(chart, NOT_GIVEN, "2024")
        assert chart.crossfilter.rows.tolist() == [6]

    def test_a_label_is_one_column_alone(self):
        chart = heatmap(**VENUE_BY_YEAR)
        press(chart.figure, "y", 0)
        assert chart.crossfilter.clauses == {"venue": Values("venue", {"ACL"})}
        press(chart.figure, "x", 1)
        assert chart.crossfilter.clauses["published"] == Range("published", "2024-01-01", "2024-12-31")
        press(chart.figure, "x", 0, shift=True)
        assert chart.crossfilter.clauses["published"] == Range("published", "2023-01-01", "2024-12-31")
        press(chart.figure, "x", 1, shift=True)
        assert chart.crossfilter.clauses["published"] == Range("published", "2023-01-01", "2023-12-31")

    def test_what_is_chosen_is_outlined(self):
        chart = heatmap(**VENUE_BY_YEAR)
        press_cell(chart, "EMNLP", "2024")
        (shape,) = shapes(chart)
        assert (shape.y0, shape.y1, shape.x0, shape.x1) == (0.5, 1.5, 0.5, 1.5)
        assert chart.numbers().chosen.count(True) == 1
        double_click(chart.figure)
        assert not shapes(chart)

    def test_a_row_of_the_numbers(self):
        chart = heatmap(**VENUE_BY_YEAR)
        chart.pick(1, False)
        assert chart.crossfilter.rows.tolist() == [3, 4]
        assert chart.numbers().chosen[1]

    def test_a_double_click_lets_go_of_both(self):
        chart = heatmap(**VENUE_BY_YEAR)
        press_cell(chart, "EMNLP", "2024")
        double_click(chart.figure)
        assert not chart.crossfilter.clauses

    @pytest.mark.parametrize("cell", [[-1, 0], [0, 99], [3, 0], [0, 2]])
    def test_cells_that_are_none(self, cell):
        chart = heatmap(**VENUE_BY_YEAR)  # row 3 and column 2 are the gaps
        click(chart.figure, CELLS, cell)
        click(chart.figure, 0, [0, 0])
        press(chart.figure, "x", 99)
        chart.pick(99, False)
        assert not chart.crossfilter.clauses


values = st.none() | st.sampled_from("ABC")


@settings(deadline=None)
@given(st.lists(st.tuples(values, st.lists(st.sampled_from("XYZ"), max_size=3), st.booleans()), max_size=25))
def test_pairs_are_those_one_counts_by_hand(rows):
    frame = pd.DataFrame(
        {
            "venue": pd.Series([venue for venue, _, _ in rows], dtype="str"),
            "keywords": many(*[words for _, words, _ in rows]),
        }
    )
    mask = np.array([passes for _, _, passes in rows], np.bool_)
    down, across = side(Dimensions(frame), "keywords"), side(Dimensions(frame), "venue")
    bins = [list(range(one.dimension.size)) for one in (down, across)]
    codes = across.standing(bins[1]).codes(len(rows))
    counts = crossed(down.standing(bins[0]), codes, len(bins[1]), mask)
    expected = [
        [
            sum(
                passes and venue == column and (row in words or (row is None and not words))
                for venue, words, passes in rows
            )
            for column in across.dimension.values
        ]
        for row in down.dimension.values
    ]
    assert counts.tolist() == expected
