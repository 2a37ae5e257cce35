"""One author, and with whom."""

import pandas as pd
import pytest

from papers.clauses import Range, Values
from papers.crossfilter import Crossfilter
from papers.dimensions import Dimensions
from tests.widgets.gestures import click, double_click, press
from tests.widgets.invented import AWKWARD, many, papers, shelf
from widgets.charts import Coauthors
from widgets.charts.bars import ALL, ENDS, PASSING
from widgets.charts.coauthors import CUT, OFFERED
from widgets.charts.marks import ACCENT, FAINT
from widgets.state import ViewState


def coauthors(frame: pd.DataFrame | None = None, **choices: str) -> Coauthors:
    state = ViewState(charts={"coauthors": choices} if choices else {})
    return Coauthors(Crossfilter(shelf() if frame is None else frame), state)


def bars(chart: Coauthors) -> dict[str, tuple[int, int]]:
    """Return joint papers and all papers of each bar by its label, from the top."""
    counts, totals = (chart.figure.data[trace].x.tolist() for trace in (PASSING, ALL))
    return dict(zip(chart.figure.layout.yaxis.ticktext, zip(counts, totals, strict=True), strict=True))


class TestShows:
    def test_the_author_then_joint_papers_over_all_papers_of_each_co_author(self):
        assert bars(coauthors()) == {"Ada": (3, 3), "Bo": (2, 3), "Cy": (1, 2)}

    def test_joint_papers_under_the_clauses_of_others(self):
        chart = coauthors(author="Ada")
        chart.crossfilter.set(Range("published", "2024-01-01"))
        assert [text.strip() for text in chart.figure.data[ENDS].text] == ["1", "1", "1"]
        assert "1 of 3 papers, 2024" in chart.head.about

    def test_its_own_clause_takes_no_co_author_away(self):
        chart = coauthors()
        chart.crossfilter.set(Values("authors", {"Ada"}))
        assert list(bars(chart).values()) == [(3, 3), (2, 3), (1, 2)]

    def test_what_is_known_of_the_author(self):
        chart = coauthors()
        assert chart.head.about.startswith("3 papers, 2023–2024, most at ACL (2); 2 co-authors.")
        assert coauthors(author="Émile").head.about.startswith("1 paper, 2024, most at Zürich NLP (1); 0 co-authors.")

    def test_ten_co_authors_or_more_if_one_likes(self):
        frame = papers(authors=many(*[["Ada", f"author {i:02}"] for i in range(30)]))
        chart = coauthors(frame)
        assert len(bars(chart)) == 11
        assert "30 co-authors, here the 10 with most joint papers" in chart.head.about
        chart.choose("show", "20")
        assert len(bars(chart)) == 21

    def test_a_co_author_who_writes_much_does_not_dwarf_the_joint_papers(self):
        frame = papers(authors=many(["Ada", "Bo"], ["Ada", "Bo"], *[["Bo"]] * 500))
        assert bars(coauthors(frame, author="Ada"))["Bo"] == (2, 2 * CUT)

    def test_foreign_text_is_inert(self):
        chart = coauthors(papers(authors=many(["<b>x</b>", "<a href='j:1'>y</a>"])))
        words = [*chart.figure.layout.yaxis.ticktext, *chart.figure.data[ALL].hovertext]
        assert not any("<a" in text or "<b>x" in text for text in words)

    @pytest.mark.parametrize("name", AWKWARD)
    def test_awkward_papers(self, name):
        chart = coauthors(AWKWARD[name])
        assert bool(chart.why) == bool(Coauthors.misfit(Dimensions(AWKWARD[name])))
        assert chart.why or len(bars(chart))

    def test_other_papers(self):
        chart = coauthors(author="Bo")
        chart.crossfilter.replace(papers(venue=["ACL"]))
        assert "names its authors" in chart.head.why
        chart.crossfilter.replace(shelf())
        assert chart.words == "Co-authors of Bo"


class TestWhom:
    def test_the_most_frequent(self):
        assert coauthors().words == "Co-authors of Ada"

    def test_the_most_frequent_under_the_clauses_of_others(self):
        chart = coauthors()
        chart.crossfilter.set(Values("venue", {"Zürich NLP"}))
        assert chart.words == "Co-authors of Émile"

    def test_one_that_the_filter_asks_for(self):
        chart = coauthors()
        chart.crossfilter.set(Values("authors", {"Cy"}))
        assert chart.words == "Co-authors of Cy"

    def test_the_one_that_is_chosen(self):
        chart = coauthors()
        chart.crossfilter.set(Values("authors", {"Cy"}))
        chart.choose("author", "Bo")
        assert chart.words == "Co-authors of Bo"
        chart.crossfilter.set(Values("venue", {"ACL"}))
        assert chart.words == "Co-authors of Bo"

    def test_a_filter_of_others_takes_the_place_of_the_choice(self):
        chart = coauthors(author="Bo")
        chart.crossfilter.set(Values("authors", {"Émile"}))
        assert chart.words == "Co-authors of Émile"
        chart.crossfilter.clear()
        assert chart.words == "Co-authors of Ada"

    def test_two_hundred_to_choose_from_and_the_one_that_is_shown(self):
        frame = papers(authors=many(*[[f"author {i:04}"] for i in range(1000)], *[["Ada"]] * 3))
        chart = coauthors(frame)
        chart.crossfilter.set(Values("authors", {"author 0900"}))
        (choice,) = chart.choices
        assert len(choice.options) == OFFERED
        assert {"Ada", "author 0900"} <= set(choice.values)
        assert choice.proper

    @pytest.mark.parametrize("author", ["nobody", "", "not given"])
    def test_authors_that_are_none(self, author):
        assert coauthors(author=author).author == "Ada"


class TestChooses:
    def test_the_papers_of_both(self):
        chart = coauthors()
        click(chart.figure, 0, 1)
        assert chart.crossfilter.clauses == {"authors": Values("authors", {"Ada", "Bo"}, match="all")}
        assert chart.crossfilter.rows.tolist() == [0, 3]
        assert chart.words == "Co-authors of Ada"
        assert list(chart.figure.data[PASSING].marker.color) == [FAINT, ACCENT, FAINT]

    def test_again_lets_go_and_the_author_stays(self):
        chart = coauthors(author="Bo")
        click(chart.figure, 0, 1)
        click(chart.figure, 0, 1)
        assert not chart.crossfilter.clauses
        assert chart.words == "Co-authors of Bo"

    def test_one_step_to_undo(self):
        chart = coauthors()
        click(chart.figure, 0, 1)
        chart.crossfilter.undo()
        assert not chart.crossfilter.clauses

    def test_a_link_to_two_authors_says_whose_view_it_is(self):
        chart = coauthors(author="Cy")
        click(chart.figure, 0, 1)
        other = Coauthors(chart.crossfilter, ViewState())
        other.state.restore(chart.state.choices)
        assert other.words == "Co-authors of Cy"

    def test_all_papers_of_the_author(self):
        chart = coauthors()
        click(chart.figure, 0, 0)
        assert chart.crossfilter.clauses == {"authors": Values("authors", {"Ada"})}
        assert chart.numbers().chosen == [True, False, False]
        click(chart.figure, 0, 0)
        assert not chart.crossfilter.clauses

    def test_several_co_authors_and_out_again(self):
        chart = coauthors()
        click(chart.figure, 0, 1)
        click(chart.figure, 0, 2, shift=True)
        assert chart.crossfilter.clauses["authors"] == Values("authors", {"Ada", "Bo", "Cy"}, match="all")
        click(chart.figure, 0, 1, shift=True)
        assert chart.crossfilter.clauses["authors"] == Values("authors", {"Ada", "Cy"}, match="all")
        click(chart.figure, 0, 2, shift=True)
        assert chart.crossfilter.clauses["authors"] == Values("authors", {"Ada"})

    def test_a_label_or_a_row_of_the_numbers(self):
        chart = coauthors()
        press(chart.figure, "y", float(chart.places[2]))
        assert chart.crossfilter.clauses["authors"].include == {"Ada", "Cy"}
        chart.pick(1, False)
        assert chart.crossfilter.clauses["authors"].include == {"Ada", "Bo"}

    def test_a_double_click_lets_go(self):
        chart = coauthors()
        click(chart.figure, 0, 1)
        double_click(chart.figure)
        assert not chart.crossfilter.clauses

    @pytest.mark.parametrize("bar", [-1, 3, 99])
    def test_bars_that_are_none(self, bar):
        chart = coauthors()
        click(chart.figure, 0, bar)
        press(chart.figure, "y", 10 * bar)
        press(chart.figure, "x", 0)
        assert not chart.crossfilter.clauses

    def test_numbers(self):
        numbers = coauthors().numbers()
        assert numbers.columns == ("Author", "Joint papers", "Joint papers in all", "Papers of the co-author")
        assert numbers.rows == [("Ada", 3, 3, 3), ("Bo", 2, 2, 3), ("Cy", 1, 1, 2)]
