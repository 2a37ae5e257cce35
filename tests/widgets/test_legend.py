"""The legend of a chart."""

import pytest

from papers.clauses import Range, Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import many, papers, shelf
from widgets.charts import Scatter
from widgets.charts.legend import Legend
from widgets.state import ViewState


def legend(frame=None, **choices: str) -> tuple[Legend, Crossfilter]:
    crossfilter = Crossfilter(shelf() if frame is None else frame)
    chart = Scatter(crossfilter, ViewState(charts={"scatter": choices}))
    return chart.legend, crossfilter


def send(one: Legend, **message: object) -> None:
    one._handle_custom_msg(message, [])


class TestSays:
    def test_who_listens_which_entry_and_whether_more(self):
        heard: list = []
        one = Legend()
        one.on_pick(lambda *args: heard.append(args))
        send(one, do="pick", entry=2)
        send(one, do="pick", entry=0, shift=True)
        assert heard == [(2, False), (0, True)]

    def test_what_is_chosen(self):
        heard: list = []
        one = Legend()
        one.on_choose(lambda *args: heard.append(args))
        send(one, do="choose", name="colour", value="venue")
        assert heard == [("colour", "venue")]

    @pytest.mark.parametrize(
        "message", [{"do": "pick"}, {"do": "pick", "entry": None}, {"do": "choose", "name": 3}, {}]
    )
    def test_nothing_of_what_makes_no_sense(self, message):
        heard: list = []
        one = Legend()
        one.on_pick(lambda *args: heard.append(args))
        one.on_choose(lambda *args: heard.append(args))
        send(one, **message)
        assert heard == []

    def test_a_browser_sets_nothing(self):
        one = Legend()
        one.set_state({"entries": [[0, "<b>", "red", 1, 1, False, False]]})
        assert one.entries == []


class TestEntries:
    def test_only_papers_that_the_chart_shows_count(self):
        one, _ = legend(x="published", y="upvotes", colour="venue")
        assert sum(entry[4] for entry in one.entries) == 6  # two of eight lack one of both

    def test_papers_without_a_value_are_a_ring(self):
        frame = papers(across=[1.0, 2.0], up=[1.0, 2.0], venue=["a", None])
        one, _ = legend(frame, x="across", y="up", colour="venue")
        assert [(entry[1], entry[6]) for entry in one.entries] == [("a", False), ("not given", True)]

    def test_counts_follow_the_clauses_of_others(self):
        one, crossfilter = legend(colour="venue")
        crossfilter.set(Range("upvotes", 50, None))
        assert [entry[3] for entry in one.entries] == [0, 1, 1]

    def test_the_first_of_many_values_filters_for_all_that_have_it(self):
        frame = papers(across=[1.0, 2.0], up=[1.0, 2.0], authors=many(["Ada", "Bo"], ["Bo"]))
        one, crossfilter = legend(frame, x="across", y="up", colour="authors")
        place = next(entry[0] for entry in one.entries if entry[1] == "Bo")
        send(one, do="pick", entry=place)
        assert crossfilter.clauses == {"authors": Values("authors", {"Bo"})}
        assert crossfilter.count == 2


class TestScales:
    def test_ends_of_numbers_and_that_rings_have_none(self):
        one, _ = legend(x="published", y="score", colour="upvotes")
        assert one.entries == []
        assert one.ends == ["0", "61"]
        frame = papers(across=[1.0, 2.0, None], up=[1.0, 2.0, 3.0], heat=[1.0, 2.0, None], warmth=[1.0, None, 3.0])
        assert not legend(frame, x="across", y="up", colour="heat")[0].hollow  # no such paper is shown
        assert legend(frame, x="across", y="up", colour="warmth")[0].hollow

    def test_dates(self):
        one, _ = legend(x="upvotes", y="score", colour="published")
        assert one.ends == ["2023-01-10", "2024-06-30"]
