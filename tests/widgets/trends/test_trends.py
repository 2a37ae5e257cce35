"""The charts of terms: what they count, and that a click on a term filters everything."""

import numpy as np
import pandas as pd
import pytest

from papers.clauses import Range, Values
from papers.crossfilter import Crossfilter
from papers.schema import TERMS
from tests.widgets.gestures import click, double_click, press
from tests.widgets.invented import AWKWARD, papers
from widgets.state import ViewState
from widgets.trends.frequencies import TermFrequencies
from widgets.trends.network import TermNetwork
from widgets.trends.rising import RisingTerms
from widgets.trends.tab import Trends
from widgets.trends.term_chart import TermChart

KINDS = (TermFrequencies, RisingTerms, TermNetwork)


def shelf() -> pd.DataFrame:
    """Return forty papers: yeast is always there, whales come late and with sonar, trams go."""
    texts = ["yeast and flour, trams"] * 15 + ["yeast and flour"] * 5 + ["whales and sonar"] * 14 + ["sonar, yeast"] * 6
    dates = pd.date_range("2020-01-01", periods=40, freq="30D")
    return papers(abstract=texts, published=dates.astype("datetime64[s]"), upvotes=pd.array(range(40), dtype="Int64"))


def chart(kind: type[TermChart], frame: pd.DataFrame | None = None, **choices: str) -> TermChart:
    state = ViewState(tab="trends", charts={kind.name: choices} if choices else {})
    return kind(Crossfilter(shelf() if frame is None else frame), state)


def rows(one: TermChart) -> dict[str, tuple]:
    return {row[0]: row[1:] for row in one.numbers().rows}


class TestTerms:
    def test_papers_that_pass_over_all_papers(self):
        one = chart(TermFrequencies)
        assert rows(one)["sonar"] == (20, 20)
        one.crossfilter.set(Range("upvotes", 0, 29))
        assert rows(one)["sonar"] == (10, 20)

    def test_what_stands_out_in_a_selection(self):
        one = chart(TermFrequencies, order="telling")
        assert "Nothing is filtered" in one.head.about
        one.crossfilter.set(Range("upvotes", 0, 9))
        assert next(iter(rows(one))) in ("trams", "flour")
        assert "sonar" not in rows(one)

    def test_words_or_phrases(self):
        frame = papers(abstract=["beam search"] * 4 + ["greedy decoding"] * 4 + ["nothing"] * 4)
        assert set(rows(chart(TermFrequencies, frame, sort="phrases"))) == {"beam search", "greedy decoding"}
        assert not any(" " in term for term in rows(chart(TermFrequencies, frame, sort="words")))

    def test_a_click_on_a_label_does_what_a_click_on_its_bar_does(self):
        one = chart(TermFrequencies)
        press(one.figure, "y", 0)
        first = next(iter(rows(one)))
        assert one.crossfilter.clauses[TERMS.name] == Values(TERMS.name, {first})


class TestRising:
    def test_what_recent_papers_have_more_often(self):
        found = rows(chart(RisingTerms, recent="0.5"))
        assert {"sonar", "whales"} & set(found)
        assert "trams" not in found
        earlier, _, recent, share, _ = found["sonar"]
        assert (earlier, recent, share) == (0, 20, 100)

    def test_what_goes(self):
        assert "trams" in rows(chart(RisingTerms, recent="0.5", way="falling"))

    def test_dates_that_do_not_differ_are_explained(self):
        one = chart(RisingTerms)
        one.crossfilter.set(Range("upvotes", 3, 3))
        assert "same date" in one.head.about

    def test_without_dates_nothing_rises(self):
        assert "Load a list with dates" in chart(RisingTerms, papers(abstract=["sonar"] * 3)).head.why


class TestNetwork:
    def test_terms_of_the_same_papers_are_joined(self):
        one = chart(TermNetwork)
        names = [one.name_of(code) for code in one.shown]
        assert {names[place] for pair in one.pairs for place in pair} >= {"flour", "trams"}
        assert "sonar" in rows(one)["whales"][1]

    def test_terms_that_stay_hardly_move(self):
        one = chart(TermNetwork)
        before = {one.name_of(code): place for code, place in zip(one.shown, one.places, strict=True)}
        one.crossfilter.set(Range("upvotes", 2, None))
        moved = [
            np.linalg.norm(place - before[one.name_of(code)])
            for code, place in zip(one.shown, one.places, strict=True)
            if one.name_of(code) in before
        ]
        assert np.median(moved) < 0.4


@pytest.mark.parametrize("kind", KINDS)
class TestEach:
    def test_a_row_of_numbers_filters_and_a_double_click_clears(self, kind):
        one = chart(kind)
        term = list(rows(one))[1]
        one.pick(1, False)
        assert one.crossfilter.clauses[TERMS.name] == Values(TERMS.name, {term})
        assert one.crossfilter.count == one.crossfilter.dimensions.computed.terms.papers[one.shown[1]]
        one.pick(0, True)
        assert len(one.crossfilter.clauses[TERMS.name].include) == 2
        double_click(one.figure)
        assert not one.crossfilter.clauses

    def test_its_own_clause_takes_no_term_away(self, kind):
        one = chart(kind)
        before = rows(one)
        one.pick(0, False)
        assert rows(one) == before

    def test_it_does_nothing_while_its_tab_is_closed(self, kind):
        one = chart(kind)
        before = one.head.about, one.shown
        one.state.tab = "overview"
        one.crossfilter.set(Range("upvotes", 3, 3))
        assert (one.head.about, one.shown) == before

    @pytest.mark.parametrize("frame", AWKWARD.values(), ids=AWKWARD.keys())
    def test_awkward_papers_are_explained_or_drawn(self, kind, frame):
        one = chart(kind, frame)
        assert one.head.why or one.numbers().rows is not None


def test_a_click_on_a_mark_filters():
    one = chart(TermFrequencies)
    click(one.figure, 0, 1)
    assert TERMS.name in one.crossfilter.clauses


class TestTab:
    def test_nothing_is_made_before_it_is_opened(self):
        crossfilter, state = Crossfilter(shelf()), ViewState()
        tab = Trends(crossfilter, state)
        assert not tab.children
        assert not crossfilter.dimensions.computed.has("terms")
        state.tab = "trends"
        assert [one.name for one in tab.charts] == [kind.name for kind in KINDS]

    def test_it_catches_up_when_it_is_opened_again(self):
        crossfilter, state = Crossfilter(shelf()), ViewState(tab="trends")
        tab = Trends(crossfilter, state)
        state.tab = "overview"
        crossfilter.set(Range("upvotes", 0, 29))
        state.tab = "trends"
        assert rows(tab.charts[0])["sonar"] == (10, 20)

    def test_other_papers_have_other_terms(self):
        crossfilter, state = Crossfilter(shelf()), ViewState(tab="trends")
        tab = Trends(crossfilter, state)
        crossfilter.replace(papers(abstract=["kestrels"] * 3 + ["owls"] * 3))
        assert set(rows(tab.charts[0])) == {"kestrels", "owls"}

    def test_a_filter_by_a_term_is_put_into_words_and_saved(self):
        crossfilter = Crossfilter(shelf())
        crossfilter.set(Values(TERMS.name, {"sonar"}))
        assert crossfilter.clauses[TERMS.name].words(crossfilter.dimensions) == "Term: sonar"
        other = Crossfilter(shelf())
        assert other.restore(crossfilter.state) == []
        assert other.count == 20
