"""Papers by the values of a column."""

import pandas as pd
import pytest

from papers.clauses import Range, Values
from papers.crossfilter import Crossfilter
from tests.widgets.gestures import click, double_click, press
from tests.widgets.invented import AWKWARD, many, papers, shelf
from widgets.charts import Counts
from widgets.charts.bars import ALL, CUT, DIMMED, ENDS, PALE, PASSING, STACKED
from widgets.charts.marks import ACCENT, FAINT, PALETTE
from widgets.state import ViewState


def counted(frame: pd.DataFrame | None = None, **choices: str) -> Counts:
    state = ViewState(charts={"counts": choices} if choices else {})
    return Counts(Crossfilter(shelf() if frame is None else frame), state)


def every_bar(chart: Counts) -> dict[str, tuple[int, int]]:
    """Return count and total of each bar by its label, from the top."""
    labels = chart.figure.layout.yaxis.ticktext
    counts, totals = chart.figure.data[PASSING].x.tolist(), chart.figure.data[ALL].x.tolist()
    return dict(zip(labels, zip(counts, totals, strict=True), strict=True))


def bars(chart: Counts) -> dict[str, tuple[int, int]]:
    """Return count and total of each bar that stands for a value."""
    return {label: bar for label, bar in every_bar(chart).items() if "not given" not in label}


class TestShows:
    def test_counts_over_totals(self):
        chart = counted()
        assert bars(chart) == {"ACL": (3, 3), "EMNLP": (2, 2), "Zürich NLP": (1, 1)}
        chart.crossfilter.set(Range("upvotes", 0, 20))
        assert list(bars(chart).values()) == [(3, 3), (1, 2), (0, 1)]

    def test_the_largest_under_the_clauses_first_the_impossible_last(self):
        chart = counted()
        chart.crossfilter.set(Range("published", "2024-01-01", None))
        assert [label.split(">")[-1] for label in bars(chart)][:2] == ["EMNLP", "Zürich NLP"]
        assert list(bars(chart).values())[-1] == (0, 3)
        assert "opacity" in list(bars(chart))[-1]  # and grey

    def test_all_bars_under_its_own_clause_the_chosen_in_colour(self):
        chart = counted()
        chart.crossfilter.set(Values("venue", {"EMNLP"}))
        assert list(bars(chart)) == ["ACL", "<b>EMNLP</b>", "Zürich NLP"]
        assert list(chart.figure.data[PASSING].marker.color) == [FAINT, ACCENT, FAINT, FAINT]

    def test_ten_bars_and_how_many_there_are_besides(self):
        chart = counted(papers(venue=[f"venue {i % 40:02}" for i in range(60)]))
        assert len(bars(chart)) == 10
        assert "The 10 most frequent of 40 values." in chart.head.about

    def test_a_chosen_value_is_among_them(self):
        chart = counted(papers(venue=[f"venue {i % 40:02}" for i in range(60)]))
        chart.crossfilter.set(Values("venue", {"venue 39"}))
        assert len(bars(chart)) == 10
        assert "<b>venue 39</b>" in bars(chart)

    def test_the_number_of_papers_at_the_end_of_each_bar(self):
        chart = counted()
        chart.crossfilter.set(Range("upvotes", 0, 20))
        ends = chart.figure.data[ENDS]
        assert [text.strip() for text in ends.text] == ["3", "1", "0", "0"]
        assert ends.x.tolist() == [3, 1, 0, 0]
        assert chart.figure.layout.xaxis.title.text == "papers"

    def test_papers_without_a_value_are_a_pale_bar_that_stands_apart(self):
        chart = counted()
        assert list(every_bar(chart).items())[-1] == ("<i>not given</i>", (2, 2))
        assert chart.figure.data[PASSING].marker.opacity[-1] == PALE
        assert chart.places[-1] - chart.places[-2] > 1
        assert "2 papers without one (pale)" in chart.head.about

    def test_papers_without_a_value_do_not_dwarf_the_others(self):
        chart = counted(papers(venue=["ACL"] * 4 + ["EMNLP"] * 2 + [None] * 900))
        assert every_bar(chart)["<i>not given</i>"] == (4 * CUT, 4 * CUT)
        assert chart.figure.data[ENDS].text[-1].strip() == "900 (cut)"
        assert chart.figure.layout.xaxis.range[1] < 10
        assert "900 papers" in chart.figure.data[ALL].hovertext[-1]

    def test_as_many_bars_as_one_likes(self):
        frame = papers(venue=[f"venue {i % 40:02}" for i in range(60)])
        assert len(bars(counted(frame, show="20"))) == 20
        assert len(bars(counted(frame, show="40"))) == 40
        assert len(bars(counted(frame, show="1000000"))) == 10
        assert "show" not in [choice.name for choice in counted().choices]  # there are three

    def test_the_first_column_with_two_values(self):
        frame = shelf().assign(pages=many(*[["A"]] * 8))
        assert counted(frame).column == "venue"
        assert counted(shelf().assign(pages=many(*[["A"], ["B"]] * 4))).column == "pages"

    def test_columns_of_many_rare_values_do_not_come_first(self):
        lists = many(*[[f"day {i}"] for i in range(100)])
        kinds = ["method", "survey"] * 50
        assert counted(papers(pages=lists, kind=kinds)).column == "kind"
        assert counted(papers(pages=lists)).column == "pages"

    def test_another_column(self):
        chart = counted(column="authors")
        assert bars(chart) == {"Ada": (3, 3), "Bo": (3, 3), "Cy": (2, 2), "Émile": (1, 1)}

    def test_only_columns_with_values_to_count(self):
        assert set(counted().choices[0].values) == {"venue", "authors"}
        assert counted(column="title").column == "venue"
        assert counted(column="upvotes").column == "venue"

    def test_long_labels_are_cut_and_whole_when_pointed_at(self):
        chart = counted(papers(venue=["A very long name of a venue that has no end", "B"]))
        assert "A very long name of a v…" in bars(chart)
        assert "no end" in chart.figure.data[0].hovertext[0].replace("<br>", " ")

    def test_foreign_text_is_inert(self):
        chart = counted(papers(venue=["<b>x</b><a href='javascript:1'>y</a>", "a & b"]))
        words = [*bars(chart), *chart.figure.data[0].hovertext]
        for text in words:
            assert "<a" not in text
            assert "<b>x" not in text
        assert any("&amp;" in text for text in words)

    def test_no_column_says_why(self):
        chart = counted(papers(upvotes=pd.array([1, 2], dtype="Int64")))
        assert "No column has values to count" in chart.head.why

    @pytest.mark.parametrize("name", AWKWARD)
    def test_awkward_papers(self, name):
        chart = counted(AWKWARD[name])
        for choice in chart.choices:
            for value in choice.values:
                chart.choose(choice.name, value)
                assert chart.why or len(chart.figure.data[0].x)

    def test_other_papers(self):
        chart = counted(column="authors")
        chart.crossfilter.replace(papers(venue=["ACL", "EMNLP"]))
        assert bars(chart) == {"ACL": (1, 1), "EMNLP": (1, 1)}
        chart.crossfilter.replace(shelf())
        assert chart.column == "authors"


class TestChooses:
    def test_a_bar(self):
        chart = counted()
        click(chart.figure, 0, 1)
        assert chart.crossfilter.clauses == {"venue": Values("venue", {"EMNLP"})}
        click(chart.figure, 0, 1)
        assert not chart.crossfilter.clauses

    def test_a_label(self):
        chart = counted()
        press(chart.figure, "y", 1)
        assert chart.crossfilter.clauses == {"venue": Values("venue", {"EMNLP"})}

    def test_another_bar_instead(self):
        chart = counted()
        click(chart.figure, 0, 1)
        click(chart.figure, 0, 0)
        assert chart.crossfilter.clauses["venue"] == Values("venue", {"ACL"})

    def test_another_bar_as_well_and_out_again(self):
        chart = counted()
        click(chart.figure, 0, 1)
        click(chart.figure, 0, 0, shift=True)
        assert chart.crossfilter.clauses["venue"] == Values("venue", {"ACL", "EMNLP"})
        click(chart.figure, 0, 1, shift=True)
        assert chart.crossfilter.clauses["venue"] == Values("venue", {"ACL"})

    def test_the_bar_that_is_clicked_though_bars_have_moved(self):
        chart = counted()
        chart.crossfilter.set(Range("published", "2024-01-01", None))
        click(chart.figure, 0, 0)
        assert chart.crossfilter.clauses["venue"] == Values("venue", {"EMNLP"})

    def test_papers_without_a_value(self):
        chart = counted()
        click(chart.figure, 0, 3)
        assert chart.crossfilter.clauses == {"venue": Values("venue", {None})}
        assert chart.crossfilter.rows.tolist() == [6, 7]
        press(chart.figure, "y", 0, shift=True)
        assert chart.crossfilter.clauses == {"venue": Values("venue", {None, "ACL"})}

    def test_a_label_below_the_gap(self):
        chart = counted()
        press(chart.figure, "y", float(chart.places[-1]))
        assert chart.crossfilter.clauses == {"venue": Values("venue", {None})}

    def test_a_row_of_the_numbers(self):
        chart = counted()
        chart.pick(1, False)
        chart.pick(0, True)
        assert chart.crossfilter.clauses == {"venue": Values("venue", {"ACL", "EMNLP"})}
        assert chart.numbers().chosen == [True, True, False, False]

    def test_adding_keeps_how_values_match(self):
        chart = counted(column="authors")
        chart.crossfilter.set(Values("authors", {"Ada"}, {"Cy"}, match="all"))
        press(chart.figure, "y", chart.shown.index(chart.dimension.values.index("Bo")), shift=True)
        assert chart.crossfilter.clauses["authors"] == Values("authors", {"Ada", "Bo"}, {"Cy"}, match="all")

    def test_a_double_click_lets_go(self):
        chart = counted()
        click(chart.figure, 0, 1)
        double_click(chart.figure)
        assert not chart.crossfilter.clauses

    @pytest.mark.parametrize("bar", [-1, 4, 99])
    def test_bars_that_are_none(self, bar):
        chart = counted()
        click(chart.figure, 0, bar)
        press(chart.figure, "y", bar)
        press(chart.figure, "x", 0)
        assert not chart.crossfilter.clauses

    def test_one_step_to_undo(self):
        chart = counted()
        click(chart.figure, 0, 1)
        chart.crossfilter.undo()
        assert not chart.crossfilter.clauses
        assert list(bars(chart)) == ["ACL", "EMNLP", "Zürich NLP"]


class TestColour:
    def coloured(self, **choices: str) -> Counts:
        kinds = ["method", "survey", "method", "method", None, "method", "survey", "survey"]
        return counted(shelf().assign(kind=pd.Series(kinds, dtype="str")), **{"colour": "kind", **choices})

    def parts(self, chart: Counts) -> dict[str, list[int]]:
        """Return the papers of each bar by the label of their colour."""
        numbers = chart.numbers()
        return {name: [row[3 + place] for row in numbers.rows] for place, name in enumerate(numbers.columns[3:])}

    def test_a_part_of_each_bar_for_each_colour(self):
        chart = self.coloured()
        assert self.parts(chart) == {"method": [2, 1, 1, 0], "survey": [1, 0, 0, 2], "not given": [0, 1, 0, 0]}
        stack = chart.figure.data[PASSING : PASSING + STACKED]
        assert [trace.x.tolist() for trace in stack[:3]] == [[2, 1, 1, 0], [1, 0, 0, 2], [0, 1, 0, 0]]
        assert [list(trace.base) for trace in stack[:3]] == [[0, 0, 0, 0], [2, 1, 1, 0], [3, 1, 1, 2]]
        assert [trace.marker.color for trace in stack[:2]] == list(PALETTE[:2])
        assert not any(len(trace.x) for trace in stack[3:])

    def test_parts_add_up_under_the_clauses(self):
        chart = self.coloured(column="authors")
        chart.crossfilter.set(Range("upvotes", 5, None))
        for row in chart.numbers().rows:
            assert row[1] == sum(row[3:])

    def test_the_traces_stay(self):
        chart = self.coloured()
        before = len(chart.figure.data)
        chart.choose("colour", "")
        assert len(chart.figure.data) == before
        assert bars(chart)["ACL"] == (3, 3)
        assert not chart.legend.choice

    def test_the_parts_of_bars_that_are_not_chosen_fade(self):
        chart = self.coloured()
        click(chart.figure, 0, 1)
        assert list(chart.figure.data[PASSING].marker.opacity)[:3] == [DIMMED, 1, DIMMED]

    def test_a_legend_that_filters(self):
        chart = self.coloured()
        assert [(entry[1], entry[3]) for entry in chart.legend.entries] == [
            ("method", 4),
            ("survey", 3),
            ("not given", 1),
        ]
        chart.legend._handle_custom_msg({"do": "pick", "entry": 1}, [])
        assert chart.crossfilter.clauses == {"kind": Values("kind", {"survey"})}
        assert [entry[5] for entry in chart.legend.entries] == [False, True, False]
        assert bars(chart)["ACL"][1] == 3
        chart.legend._handle_custom_msg({"do": "pick", "entry": 1}, [])
        assert not chart.crossfilter.clauses

    def test_at_most_seven_colours_the_others_and_none(self):
        kinds = [f"kind {i % 12:02}" for i in range(60)] + [None] * 4
        chart = counted(papers(venue=["ACL", "EMNLP"] * 32, kind=kinds), column="venue", colour="kind")
        assert len(self.parts(chart)) == STACKED
        rest = [entry[1] for entry in chart.legend.entries].index("5 other")
        chart.pick_entry(rest, False)
        assert chart.crossfilter.count == 25
        chart.pick_entry(rest, False)
        assert not chart.crossfilter.clauses

    def test_no_colours_of_which_a_paper_has_several(self):
        choice = next(choice for choice in self.coloured().choices if choice.name == "colour")
        assert choice.values == ["", "kind"]

    def test_not_by_its_own_column(self):
        assert self.coloured(column="kind").colouring is None
