"""The map of topics and the tree beside it, without a browser."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from app.topic_maker import TopicMaker
from papers import schema
from papers.clauses import Region, Values
from papers.collection import Collection
from papers.crossfilter import Crossfilter
from papers.kept import Store
from tests.papers.topics import invented
from tests.widgets.invented import AWKWARD, papers
from widgets.map import MapTab
from widgets.map.colours import hues
from widgets.map.topic_map import TopicMap
from widgets.map.topic_panel import TopicPanel
from widgets.state import ViewState


def placed() -> pd.DataFrame:
    return papers(
        topic=["1.1", "1.1", "1.2", "2", "2", None],
        topic_label=["Owls › Barn", "Owls › Barn", "Owls › Snow", "Tides", "Tides", None],
        x=[0.0, 1.0, 2.0, 8.0, 9.0, None],
        y=[0.0, 1.0, 0.0, 4.0, 5.0, 1.0],
        upvotes=pd.array([1, None, 3, 4, 100, 6], dtype="Int64"),
        venue=["ACL", "ACL", "EMNLP", None, "EMNLP", "ACL"],
    )


def drawn(frame: pd.DataFrame | None = None, **choices: str) -> TopicMap:
    return TopicMap(
        Crossfilter(placed() if frame is None else frame), ViewState(charts={"map": choices} if choices else {})
    )


def passing(shown: TopicMap) -> list[int]:
    bits = np.unpackbits(np.frombuffer(shown.passing, np.uint8), bitorder="little")
    return np.flatnonzero(bits[: len(shown.crossfilter)]).tolist()


class TestPoints:
    def test_stand_where_the_papers_are_and_nowhere_without_a_place(self):
        x, y = np.frombuffer(drawn().places, "<f4").reshape(2, -1)
        assert x[:5].tolist() == [0, 1, 2, 8, 9]
        assert np.isnan(x[5]) and np.isnan(y[5])

    def test_that_pass_are_told_in_a_bit_each(self):
        shown = drawn()
        assert passing(shown) == [0, 1, 2, 3, 4, 5]
        shown.crossfilter.set(Values("venue", frozenset({"EMNLP"})))
        assert passing(shown) == [2, 4]

    def test_are_coloured_by_topic_at_first(self):
        shown = drawn()
        codes = np.frombuffer(shown.codes, np.uint8).tolist()
        assert codes == [0, 0, 0, 1, 1, 2]
        assert len(set(shown.colours)) == 3

    def test_are_coloured_by_any_column(self):
        shown = drawn(colour="venue")
        assert [entry[1] for entry in shown.legend.entries] == ["ACL", "EMNLP", "not given"]
        assert not drawn(colour="nonsense").legend.entries  # which is by topic: the tree has those

    def test_without_a_number_lie_outside_the_scale(self):
        shown = drawn(colour="upvotes")
        codes = np.frombuffer(shown.codes, np.uint8)
        assert shown.scaled and codes[1] == 255
        assert (np.delete(codes, 1) < 255).all()
        assert shown.legend.hollow

    def test_are_sized_by_any_number(self):
        assert drawn().sizes == b""
        sizes = np.frombuffer(drawn(size="upvotes").sizes, np.uint8)
        assert sizes.argmax() == 4 and sizes[1] <= sizes[0]

    def test_look_otherwise_once_that_is_chosen_and_the_choice_is_part_of_the_view(self):
        shown = drawn()
        shown.receive({"do": "choose", "name": "colour", "value": "venue"})
        assert shown.state.choices["charts"] == {"map": {"colour": "venue"}}
        assert shown.legend.entries


class TestLabels:
    def test_are_those_of_all_levels_in_the_middle_of_their_papers(self):
        labels = {path: (label, x, y, level, total) for path, label, x, y, level, _, _, total, *_ in drawn().labels}
        assert labels["1"] == ("Owls", 1.0, 0.0, 1, 3)
        assert labels["1.1"][0] == "Barn" and labels["1.1"][3] == 2
        assert set(labels) == {"1", "1.1", "1.2", "2"}

    def test_count_what_passes_everybody_elses_clauses(self):
        shown = drawn()
        shown.crossfilter.set(Values("venue", frozenset({"EMNLP"})))
        shown.crossfilter.set(Values("topic", frozenset({"2"})))
        assert {label[0]: (label[6], label[9]) for label in shown.labels} == {
            "1": (1, False),
            "1.1": (0, False),
            "1.2": (1, False),
            "2": (1, True),
        }


class TestGestures:
    def test_an_area_is_a_clause_on_the_places(self):
        shown = drawn()
        shown.receive({"do": "region", "path": [[-1, -1], [3, -1], [3, 3], [-1, 3]]})
        assert isinstance(shown.crossfilter.clauses["x~y"], Region)
        assert passing(shown) == [0, 1, 2]
        assert shown.region
        shown.receive({"do": "clear"})
        assert not shown.crossfilter.clauses and not shown.region

    def test_a_click_on_a_topic_chooses_all_in_it_and_another_lets_go(self):
        shown = drawn()
        shown.receive({"do": "topic", "path": "1", "add": False})
        assert passing(shown) == [0, 1, 2]
        shown.receive({"do": "topic", "path": "2", "add": True})
        assert passing(shown) == [0, 1, 2, 3, 4]
        shown.receive({"do": "topic", "path": "2", "add": True})
        shown.receive({"do": "topic", "path": "1", "add": False})
        assert not shown.crossfilter.clauses

    def test_a_click_on_a_point_opens_the_paper(self):
        shown = drawn()
        shown.receive({"do": "open", "row": 2})
        assert shown.state.paper == "title:p2" and shown.chosen == 2

    def test_a_point_that_is_pointed_at_has_a_card(self):
        shown, sent = drawn(colour="venue"), []
        shown.send = lambda content, buffers=None: sent.append(content)  # type: ignore[method-assign]
        shown.receive({"do": "hover", "row": 4})
        assert sent[0]["title"] == "Paper 4"
        assert sent[0]["topic"] == "Tides" and sent[0]["signals"] == "100 upvotes · Venue: EMNLP"

    @pytest.mark.parametrize(
        "message",
        [
            None,
            {"do": "open", "row": 99},
            {"do": "open", "row": "x"},
            {"do": "hover", "row": -1},
            {"do": "topic", "path": "77", "add": False},
            {"do": "choose", "name": "size", "value": "venue"},
            {"do": "region", "path": []},
        ],
    )
    def test_what_means_nothing_changes_nothing(self, message: Any):
        shown = drawn()
        shown.receive(message)
        assert not shown.crossfilter.clauses and shown.state.paper is None and not shown.sizes

    def test_a_broken_area_is_refused_in_a_sentence_and_the_page_lives_on(self):
        shown, errors = drawn(), []
        shown.crossfilter.on_error.append(lambda error, view: errors.append(str(error)))
        shown.crossfilter.guard(shown.receive)({"do": "region", "path": [["a", "b"], [1, 2], [3, 4]]})
        assert errors and not shown.crossfilter.clauses


@pytest.mark.parametrize("name", AWKWARD)
def test_any_papers_have_a_map_or_none(name: str):
    drawn(AWKWARD[name])


def test_neighbouring_topics_have_neighbouring_colours_and_all_their_own():
    around = np.array([[np.cos(turn), np.sin(turn)] for turn in np.linspace(0, 6, 20)])
    assert len(set(hues(around))) == 20


class Page:
    """What a dashboard is to the tab: a collection, a crossfilter and a place to keep things."""

    def __init__(self, frame: pd.DataFrame, store: Store, tab: str = "map") -> None:
        self.collection = Collection(frame, schema.conform(pd.DataFrame(), schema.APPEARANCES))
        self.crossfilter = Crossfilter(frame, self.collection.derive, self.collection.derived, self.collection.computed)
        self.state = ViewState(tab=tab)
        self.maker = TopicMaker(store, lambda: self.collection, self.show)
        self.tab = MapTab(self.crossfilter, self.state, self.maker)

    @property
    def panel(self) -> TopicPanel:
        return self.tab.panel

    def show(self, collection: Collection) -> None:
        self.collection = collection
        self.crossfilter.replace(collection.papers, collection.derive, collection.derived, collection.computed)

    def rows(self) -> dict[str, list[Any]]:
        return {row[0]: row[1:] for row in self.panel.rows}


@pytest.fixture(scope="module")
def page() -> Page:
    frame = invented.papers()
    frame["published"] = pd.to_datetime("2024-01-01") + pd.to_timedelta(np.arange(60), unit="D")
    frame["upvotes"] = pd.array(range(60), dtype="Int64")
    return Page(schema.conform(frame), Store.in_memory())


class TestTab:
    def test_makes_the_map_when_it_is_opened_and_not_before(self):
        page = Page(invented.papers(), Store.in_memory(), tab="overview")
        assert not page.tab.ground.children and page.maker.topics is None
        page.state.tab = "map"
        assert page.panel.rows and page.tab.map.labels
        assert not page.tab.map.work

    def test_of_no_papers_says_so(self):
        page = Page(schema.conform(pd.DataFrame()), Store.in_memory())
        assert "Add papers" in page.tab.map.why

    def test_tells_of_growth_terms_and_papers(self, page: Page):
        grown = {path: row[6] for path, row in page.rows().items() if row[6]}
        assert any(sure and factor > 1 for factor, sure in grown.values())
        assert any(sure and factor < 1 for factor, sure in grown.values())
        assert page.panel.facts["newest"][0][0] == 59 and page.panel.facts["upvoted"][0][2] == "59"
        assert page.panel.facts["terms"]

    def test_draws_the_papers_of_each_topic_over_time(self, page: Page):
        tops = [row for path, row in page.rows().items() if "." not in path]
        assert sum(sum(row[7]) for row in tops) == 60

    def test_tells_what_a_selection_is_about(self, page: Page):
        page.crossfilter.set(Region("x", "y", ((-99, -99), (99, -99), (99, 99), (-99, 99))))
        everything = page.panel.facts["terms"]
        page.crossfilter.clear()
        topic = page.panel.rows[0][0]
        page.panel.receive({"do": "topic", "path": topic, "add": False})
        assert page.panel.facts["count"] == page.rows()[topic][1] < 60
        assert page.panel.facts["terms"] != everything
        page.crossfilter.clear()

    def test_renames_and_takes_back(self, page: Page):
        first = page.panel.rows[0]
        page.panel.receive({"do": "rename", "path": first[0], "label": "My topic"})
        assert page.rows()[first[0]][0] == "My topic"
        assert "My topic" in page.panel.said and page.panel.changed == 1
        assert page.crossfilter.dimensions.get("topic").label(first[0]) == "My topic"
        page.panel.receive({"do": "undo"})
        assert page.rows()[first[0]][0] == first[1] and page.panel.changed == 0

    def test_refuses_what_cannot_be_in_a_sentence(self, page: Page):
        page.panel.receive({"do": "rename", "path": page.panel.rows[0][0], "label": " "})
        assert "needs a name" in page.panel.said

    def test_keeps_changes_for_the_next_load(self, tmp_path):
        frame = invented.papers()
        first = Page(frame, Store(tmp_path))
        path, other = [row[0] for row in first.panel.rows if "." not in row[0]][:2]
        first.panel.receive({"do": "merge", "path": other, "into": path})
        first.panel.receive({"do": "rename", "path": path, "label": "Both"})
        second = Page(invented.papers(), Store(tmp_path))
        assert second.panel.rows == first.panel.rows
        assert "Both" in [row[1] for row in second.panel.rows]

    def test_places_papers_that_come_without_moving_the_others(self):
        frame = invented.papers()
        page = Page(frame.iloc[:55].reset_index(drop=True), Store.in_memory())
        before = page.collection.papers[["paper_id", "x", "y"]].set_index("paper_id")
        more = schema.conform(frame)
        page.show(Collection(more, page.collection.appearances, computed=page.collection.computed))
        after = page.collection.papers[["paper_id", "x", "y"]].set_index("paper_id")
        assert after.notna().all().all()
        pd.testing.assert_frame_equal(after.loc[before.index], before)
