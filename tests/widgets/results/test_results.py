"""The tab of results: strips, facets, list and evidence of claims, linked with the papers both ways."""

from typing import Any

import pandas as pd
import pytest

from papers.claims.correcting import Correcting
from papers.clauses import Claims, Range, Values
from papers.crossfilter import Crossfilter
from papers.kept import KeptError, Store
from tests.papers.claims.invented import collection
from tests.widgets.gestures import box, click, double_click, press
from tests.widgets.invented import AWKWARD
from widgets.results.claim_filters import ClaimFilters
from widgets.results.claim_list import ClaimList
from widgets.results.evidence import Evidence
from widgets.results.scatter import ClaimScatter
from widgets.results.strips import ALL, BEST, CHOSEN, PASSING, ClaimStrips
from widgets.results.tab import Results
from widgets.state import ViewState


@pytest.fixture
def state() -> ViewState:
    return ViewState()


@pytest.fixture
def correcting() -> Correcting:
    return Correcting(collection(), Store.in_memory())


@pytest.fixture
def crossfilter(correcting) -> Crossfilter:
    made = correcting.collection
    crossfilter = Crossfilter(made.papers, made.derive, made.derived, claims=made.claims)

    def follow() -> None:
        now = correcting.collection
        crossfilter.replace(now.papers, now.derive, now.derived, claims=now.claims)

    correcting.on_change(follow)
    return crossfilter


def says(widget: Any, do: str, **entries: Any) -> None:
    """Do what the page's script does."""
    widget._handle_custom_msg({"do": do, **entries}, [])


class TestStrips:
    @pytest.fixture
    def strips(self, crossfilter, state) -> ClaimStrips:
        return ClaimStrips(crossfilter, state)

    def test_a_strip_for_each_group_that_can_be_compared(self, strips):
        assert [strip.group.label for strip in strips.strips] == ["Speed-up (×)", "Accuracy (%)"]
        assert len(strips.figure.data[ALL].x) == 5
        assert [text.split(" ")[0] for text in strips.figure.data[BEST].text] == ["4×", "90%"]
        assert "5 claims in 2 groups" in strips.head.about

    def test_a_box_chooses_values_and_papers(self, strips, crossfilter):
        box(strips.figure, (0.2, 1.0), (-0.3, 0.3))
        (span,) = crossfilter.clauses["claims"].spans
        assert span[:2] == ("speed-up", "x") and 2 < span[2] < 2.5 and span[3] >= 4
        assert crossfilter.rows.tolist() == [0, 5]
        assert len(strips.figure.data[PASSING].x) == 2 and len(strips.figure.data[ALL].x) == 5
        double_click(strips.figure)
        assert not crossfilter.clauses

    def test_a_box_over_several_strips_is_any_of_them(self, strips, crossfilter):
        box(strips.figure, (0, 1), (-1.3, 0.3))
        assert len(crossfilter.clauses["claims"].spans) == 2
        assert crossfilter.count == 4

    def test_the_name_of_a_strip_chooses_its_claims(self, strips, crossfilter):
        press(strips.figure, "y", -1)
        assert crossfilter.clauses["claims"] == Claims(spans=[("accuracy", "%", None, None)])
        press(strips.figure, "y", 0, shift=True)
        assert crossfilter.count == 4
        press(strips.figure, "y", -1)
        press(strips.figure, "y", -1)
        assert not crossfilter.clauses

    def test_a_point_is_a_claim(self, strips, crossfilter, state):
        click(strips.figure, ALL, 0)
        assert state.claim == crossfilter.dimensions.claims.key(int(strips.claims[0]))
        assert len(strips.figure.data[CHOSEN].x) == 1

    def test_over_time_a_box_is_days_and_values(self, strips, crossfilter, state):
        strips.choose("by", "date")
        assert len(strips.figure.data[ALL].x) == 3  # the swans are not dated
        days = strips.extent
        box(strips.figure, (days[0], days[1]), (-0.3, -0.2))
        assert isinstance(crossfilter.clauses["published"], Range)
        assert crossfilter.rows.tolist() == [1]
        double_click(strips.figure)
        assert not crossfilter.clauses

    def test_the_numbers_say_what_the_strips_show(self, strips):
        numbers = strips.numbers()
        assert [row[2] for row in numbers.rows] == [4, 2.5, 2, 90, 84.2]
        assert numbers.rows[1][1:] == ("Speed-up (×)", 2.5, None, "speed-up", "greedy search", "OwlBench")

    def test_papers_without_claims_say_so(self, state):
        strips = ClaimStrips(Crossfilter(collection().papers), state)
        assert "No two claims" in strips.why


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_papers(name, state):
    crossfilter = Crossfilter(AWKWARD[name])
    assert ClaimStrips(crossfilter, state).why and ClaimScatter(crossfilter, state).why
    assert ClaimFilters(crossfilter, state).facets[0][2] == []
    assert ClaimList(crossfilter, state).heading["total"] == 0


def test_the_scatter_sets_what_is_claimed_against_the_date(crossfilter, state):
    scatter = ClaimScatter(crossfilter, state)
    assert (scatter.x_name, scatter.y_name) == ("published", "claimed speed-up (×)")
    assert len(scatter.rows) == 2


class TestFilters:
    @pytest.fixture
    def filters(self, crossfilter, state) -> ClaimFilters:
        return ClaimFilters(crossfilter, state)

    def values(self, filters: ClaimFilters, field: str) -> dict[str, tuple[int, int, bool]]:
        found = next(values for name, _, values in filters.facets if name == field)
        return {value: (count, total, chosen) for value, _, count, total, chosen in found}

    def test_claims_are_counted_under_everybody_else(self, filters, crossfilter):
        says(filters, "toggle", field="family", value="speed-up")
        assert self.values(filters, "family")["memory"] == (1, 1, False)
        assert self.values(filters, "family")["speed-up"] == (3, 3, True)
        assert self.values(filters, "unit")["%"] == (0, 3, False)
        crossfilter.set(Values("kind", {"model"}))
        assert self.values(filters, "family")["speed-up"] == (0, 3, True)
        says(filters, "toggle", field="family", value="speed-up")
        assert "claims" not in crossfilter.clauses

    def test_the_slider_is_for_what_is_asked_for(self, filters, crossfilter):
        assert filters.slider["label"] == "Speed-up (×)"
        assert (filters.slider["low"], filters.slider["high"]) == (2, 4)
        says(filters, "range", low=2.2, high=None, final=True)
        assert crossfilter.rows.tolist() == [0, 5]
        assert filters.slider["words"] == ["2.2×", "4×"] and filters.slider["set"]
        says(filters, "group", group="accuracy|%")
        assert "claims" not in crossfilter.clauses
        assert filters.slider["label"] == "Accuracy (%)"

    def test_a_drag_is_one_step(self, filters, crossfilter):
        for low in (2.1, 2.2, 2.3):
            says(filters, "range", low=low, high=None, final=False)
        says(filters, "range", low=2.4, high=None, final=True)
        crossfilter.undo()
        assert not crossfilter.clauses

    @pytest.mark.parametrize(
        "message",
        [
            {"do": "toggle", "field": "paper_id", "value": "x"},
            {"do": "toggle", "field": "family", "value": "gossip"},
            {"do": "group", "group": "gossip|x"},
            {"do": "range", "low": "2", "high": None, "final": True},
            {"do": "clear", "field": "spans"},
        ],
    )
    def test_what_no_page_says_changes_nothing(self, filters, crossfilter, message):
        filters._handle_custom_msg(message, [])
        assert not crossfilter.clauses


class TestList:
    @pytest.fixture
    def listed(self, crossfilter, state) -> ClaimList:
        return ClaimList(crossfilter, state)

    def column(self, listed: ClaimList, name: str) -> list[Any]:
        return [row[name] for row in listed.rows["rows"]]

    def test_the_best_of_each_group_first(self, listed):
        assert self.column(listed, "value") == ["4×", "2.5×", "2×", "90%", "84.2%", "40%", "11.3", ""]
        assert self.column(listed, "best") == [True, False, False, True, False, False, False, False]
        assert self.column(listed, "words")[-1]

    def test_papers_filter_claims(self, listed, crossfilter):
        crossfilter.set(Values("kind", {"model"}))
        assert (listed.heading["total"], listed.heading["papers"], listed.heading["numbers"]) == (3, 2, 2)

    def test_it_is_sorted_by_each_column_and_back(self, listed, state):
        says(listed, "sort", by="paper")
        assert self.column(listed, "paper")[0].startswith("OwlDecode")
        says(listed, "sort", by="paper")
        assert self.column(listed, "paper")[0].startswith("WrenCache")
        says(listed, "sort", by="paper")
        assert listed.heading["sort"] == "group" and state.charts["claim-list"] == {"sort": "group"}

    def test_a_row_is_chosen(self, listed, state):
        says(listed, "choose", key=self.column(listed, "key")[1])
        assert state.claim == "arxiv:2401.00000#0" and listed.chosen["index"] == 1
        says(listed, "choose", key="nobody#0")
        assert state.claim == "arxiv:2401.00000#0"


class TestEvidence:
    @pytest.fixture
    def evidence(self, crossfilter, state, correcting) -> Evidence:
        state.claim = "arxiv:2401.00000#0"
        return Evidence(crossfilter, state, correcting)

    def test_the_sentence_with_its_number(self, evidence, state):
        shown = evidence.shown
        assert shown["statement"] == "2.5× speed-up, compared with greedy search, on OwlBench"
        assert shown["sentence"][slice(*shown["number"])] == "2.5"
        assert (shown["field"], shown["confidence"], shown["reader"]) == ("abstract", 0.8, "rules")
        says(evidence, "open")
        assert state.paper == "arxiv:2401.00000"

    def test_where_the_text_is_not_at_hand_it_says_so(self, evidence, state):
        state.claim = "arxiv:2401.00005#0"
        assert evidence.shown["field"] == ""
        assert evidence.shown["links"] == [["arXiv", "https://arxiv.org/abs/2401.00005"]]

    def test_right(self, evidence, crossfilter):
        says(evidence, "rule", key=evidence.shown["key"], ruling="right")
        assert evidence.shown["reader"] == "hand" and evidence.shown["ruled"][0] == "right"
        assert crossfilter.dimensions.claims.frame["confidence"][0] == 1
        assert "marked right" in evidence.said

    def test_wrong_and_back(self, evidence, crossfilter, state):
        says(evidence, "rule", key=evidence.shown["key"], ruling="wrong")
        assert state.claim is None and evidence.shown == {}
        assert len(crossfilter.dimensions.claims) == 7
        assert evidence.total == 1 and evidence.corrections[0][1] == "wrong"
        says(evidence, "undo", number=evidence.undoable)
        assert len(crossfilter.dimensions.claims) == 8 and evidence.total == 0

    def test_edit(self, evidence, crossfilter):
        fields = {**evidence.shown["fields"], "value": "2.6", "on": None}
        says(evidence, "rule", key=evidence.shown["key"], ruling="edit", fields=fields)
        assert evidence.shown["statement"] == "2.6× speed-up, compared with greedy search"
        assert "2.5×" in evidence.shown["ruled"][2]
        says(evidence, "rule", key=evidence.shown["key"], ruling="edit", fields={"value": "a lot"})
        assert "no number" in evidence.said

    def test_a_claim_of_one_paper_while_another_is_open(self, evidence, state):
        state.claim, state.paper = None, "arxiv:2401.00002"
        state.claim = "arxiv:2401.00000#0"
        assert evidence.paper["id"] == "arxiv:2401.00000"
        state.claim = None
        assert evidence.paper["id"] == "arxiv:2401.00002"

    def test_a_claim_that_was_missed_is_added_to_the_chosen_paper(self, evidence, crossfilter, state):
        state.claim, state.paper = None, "arxiv:2401.00002"
        assert evidence.paper["id"] == "arxiv:2401.00002" and "RavenRank" in evidence.paper["title"]
        fields = {"value": "12", "unit": "%", "metric": "wins"}
        says(evidence, "add", paper=evidence.paper["id"], quote="nowhere", fields=fields)
        assert "neither in the title" in evidence.said and len(crossfilter.dimensions.claims) == 8
        says(evidence, "add", paper=evidence.paper["id"], quote="all earlier birds", fields=fields)
        assert len(crossfilter.dimensions.claims) == 9
        assert evidence.shown["statement"].startswith("12%") and evidence.shown["ruled"][0] == "added"
        says(evidence, "undo", number=evidence.undoable)
        assert len(crossfilter.dimensions.claims) == 8

    def test_what_cannot_be_kept_is_said(self, evidence, monkeypatch, crossfilter):
        def refuse(*_: Any) -> None:
            raise KeptError("The disk is full.")

        monkeypatch.setattr("papers.kept.Corrections.correct", refuse)
        says(evidence, "rule", key=evidence.shown["key"], ruling="wrong")
        assert evidence.said == "The disk is full."
        assert len(crossfilter.dimensions.claims) == 8

    def test_another_paper_leaves_the_claim_behind(self, evidence, state):
        state.paper = "arxiv:2401.00000"
        assert state.claim == "arxiv:2401.00000#0"
        state.paper = "arxiv:2401.00002"
        assert state.claim is None and evidence.paper["id"] == "arxiv:2401.00002"
        state.restore({"claim": "arxiv:2401.00000#0", "paper": "arxiv:2401.00000"})
        assert evidence.shown["paper"] == state.paper


def test_the_tab_is_made_when_it_is_opened(crossfilter, state, correcting):
    tab = Results(crossfilter, state, correcting)
    assert tab.children == ()
    state.tab = "results"
    assert len(tab.children) == 4
    made = tab.children
    state.tab = "overview"
    state.tab = "results"
    assert tab.children is made


def test_a_link_opens_the_chosen_claim(crossfilter, correcting):
    state = ViewState()
    assert state.restore({"claim": "arxiv:2401.00000#0", "tab": "results"}) == []
    assert Evidence(crossfilter, state, correcting).shown["paper"] == "arxiv:2401.00000"
    state.restore({"claim": "=cmd|' /C calc'!A0#0"})
    assert Evidence(crossfilter, state, correcting).shown == {}


def test_hostile_words_stay_words(state):
    made = collection()
    results = made.results.assign(metric=pd.Series(["<img src=x onerror=alert(1)>"] * 8, dtype="str"))
    hostile = Correcting(type(made)(made.papers, made.appearances, results, made.scale), Store.in_memory()).collection
    crossfilter = Crossfilter(hostile.papers, hostile.derive, hostile.derived, claims=hostile.claims)
    strips = ClaimStrips(crossfilter, state)
    assert all("<img" not in text for text in strips.figure.data[ALL].hovertext)
