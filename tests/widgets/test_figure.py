"""Figures that share plotly's script: what is sent, what is heard."""

import gzip
import re

import numpy as np
import plotly
import pytest
from plotly.graph_objects import FigureWidget

from tests.widgets.gestures import box, click, double_click, lasso, press
from widgets import figure as module
from widgets.bundle import BUNDLE
from widgets.figure import Drawing, Hit, SharedFigure, Tick


def drawing(*heights: float, **layout) -> Drawing:
    bars = {"type": "bar", "x": np.arange(len(heights), dtype=np.float32), "y": np.array(heights, np.float32)}
    dots = {"type": "scatter", "x": [0], "y": [0], "marker": {"color": "red", "size": 3}}
    return Drawing([bars, dots], {"xaxis": {"range": [0, 5]}, **layout})


@pytest.fixture
def sent(monkeypatch) -> list[dict]:
    """What figures send to the browser."""
    messages: list[dict] = []

    def send(_self, message, buffers=None):
        messages.append({**message, "buffers": buffers or []})

    monkeypatch.setattr(SharedFigure, "_send", send)
    return messages


def updates(sent: list[dict]) -> list[dict]:
    """The edits among the messages."""
    states = [message.get("state", {}) for message in sent]
    return [state["_py2js_update"] for state in states if state.get("_py2js_update")]


def live(figure: SharedFigure) -> SharedFigure:
    """Tell a figure that a browser has drawn it."""
    figure._handle_custom_msg({"do": "live"}, [])
    return figure


class TestScript:
    def test_no_figure_carries_plotly(self):
        assert len(SharedFigure(drawing(1)).get_state()["_esm"]) < 20_000
        assert len(FigureWidget().get_state()["_esm"]) > 4_000_000  # the reason for this module

    def test_the_browser_is_told_where_it_may_be(self, monkeypatch):
        monkeypatch.setattr(module, "BUNDLE_URLS", ["static/plotly.js"])
        bundle = SharedFigure(drawing(1)).get_state()["_bundle"]
        assert bundle == {"version": plotly.__version__, "urls": ["static/plotly.js"]}

    def test_the_kernel_sends_it_packed_when_it_is_asked(self, sent):
        SharedFigure(drawing(1))._handle_custom_msg({"do": "bundle"}, [])
        (buffer,) = sent[-1]["buffers"]
        assert sent[-1]["content"] == {"do": "bundle"}
        assert gzip.decompress(buffer) == BUNDLE.read_bytes()
        assert len(buffer) < 2_000_000

    def test_plotly_has_what_the_script_changes_in_it(self):
        """The script leaves out some of plotly's messages; another version may name them otherwise."""
        bundle = BUNDLE.read_text(encoding="utf-8")
        assert re.search(r"export\{\w+ as FigureModel,\w+ as FigureView,\w+ as default\}", bundle)
        names = ["perform_render", "do_update", "autosizeFigure", "_sendTraceDeltas", "_sendLayoutDelta"]
        names += [
            f"handle_plotly_{event}" for event in ("relayout", "click", "hover", "unhover", "selected", "restyle")
        ]
        for name in names:
            assert f"{name}(" in bundle
        assert "_hasZeroHeight" in bundle
        for name in ("crossTraceCalc", "styleOnSelect", "calcdata", "node3", "_rehover", "setScale"):  # redraw.js
            assert name in bundle

    def test_plotly_has_what_makes_a_picture(self):
        """The button of plotly's tool bar that saves a picture is pressed out of sight."""
        bundle = BUNDLE.read_text(encoding="utf-8")
        for name in ("modeBarButtons", "toImageButtonOptions", "displayNotifier", "_snapshotInProgress", "modebar-btn"):
            assert name in bundle


class TestSaves:
    def test_a_file_comes_after_the_word_that_it_does(self, sent):
        figure = SharedFigure(drawing(1))
        del sent[:]
        figure.save("numbers.csv", "text/csv", [b"packed"])
        assert [message["content"] for message in sent] == [
            {"do": "wait"},
            {"do": "save", "name": "numbers.csv", "type": "text/csv"},
        ]
        assert sent[-1]["buffers"] == [b"packed"]

    def test_a_picture_has_size_and_scale(self, sent):
        SharedFigure(drawing(1)).picture("bars", "png", (900, 540), 2, b"packed")
        content = sent[-1]["content"]
        assert content == {"do": "picture", "name": "bars", "format": "png", "width": 900, "height": 540, "scale": 2}

    def test_all_figures_share_the_scripts_that_save_and_redraw(self):
        one, other = SharedFigure(drawing(1)), SharedFigure(drawing(1))
        assert one._downloads is other._downloads
        assert one._redraw is other._redraw


class TestDraws:
    def test_the_first_message_has_the_whole_figure(self, sent):
        figure = SharedFigure(drawing(1, 2), alt="Two bars")
        state = figure.get_state()
        assert state["alt"] == "Two bars"
        assert state["_widget_data"][0]["y"]["dtype"] == "float32"  # a buffer, no list
        assert not updates(sent)

    def test_only_what_differs_is_sent(self, sent):
        figure = live(SharedFigure(drawing(1, 2)))
        figure.draw(drawing(1, 3))
        (update,) = updates(sent)
        assert list(update["style_data"]) == ["y"]
        assert (update["style_traces"], update["layout_data"]) == ([0], {})
        assert figure.data[0].y.tolist() == [1, 3]

    def test_every_second_number_of_an_array_travels_as_well(self, sent):
        figure = live(SharedFigure(Drawing([{"type": "bar", "y": np.array([1, 2], np.float32)}], {})))
        figure.draw(Drawing([{"type": "bar", "y": np.arange(6, dtype=np.float32)[::3]}], {}))
        (buffer,) = sent[-1]["buffers"]
        assert memoryview(buffer).contiguous
        assert np.frombuffer(buffer, np.float32).tolist() == [0, 3]

    def test_the_same_figure_sends_nothing(self, sent):
        figure = live(SharedFigure(drawing(1, 2)))
        del sent[:]
        figure.draw(drawing(1, 2))
        assert sent == []

    def test_what_is_no_longer_said_is_taken_away(self):
        figure = SharedFigure(drawing(1, dragmode="lasso", shapes=[{"type": "line"}]))
        figure.draw(drawing(1))
        assert figure.layout.dragmode is None
        assert "shapes" not in figure.to_dict()["layout"]

    def test_an_axis_that_comes_later(self):
        figure = SharedFigure(drawing(1))
        figure.draw(drawing(1, xaxis2={"domain": [0, 0.5], "range": [3, 0]}))
        assert figure.to_dict()["layout"]["xaxis2"] == {"domain": [0, 0.5], "range": [3, 0]}

    def test_a_drawing_stays_what_it_was(self):
        figure = SharedFigure(drawing(1))
        later = drawing(1, xaxis2={"domain": [0, 0.5], "range": [3, 0]})
        figure.draw(later)
        figure.draw(drawing(1, xaxis2={"domain": [0, 1], "range": [3, 0]}))
        assert later.layout["xaxis2"]["domain"] == [0, 0.5]
        assert figure.to_dict()["layout"]["xaxis2"]["domain"] == [0, 1]

    def test_other_traces_are_refused(self):
        with pytest.raises(ValueError, match="keeps its traces"):
            SharedFigure(drawing(1)).draw(Drawing([{"type": "pie"}], {}))

    def test_edits_that_nobody_heard_are_not_lost(self, sent):
        """A page that opens asks for the state; plotly answered with the figure as it was made."""
        figure = SharedFigure(drawing(1, 2))
        figure.draw(drawing(5, 6))
        state = figure.get_state()
        assert np.frombuffer(state["_widget_data"][0]["y"]["buffer"], np.float32).tolist() == [5, 6]

    def test_edits_while_the_browser_still_loads_are_sent_whole(self, sent):
        figure = SharedFigure(drawing(1))
        figure.draw(drawing(2))
        assert any("_widget_data" in message["state"] for message in sent)
        live(figure)
        del sent[:]
        figure.draw(drawing(3))
        assert not any("_widget_data" in message["state"] for message in sent)

    def test_a_second_page_is_told_the_whole_again(self, sent):
        figure = live(SharedFigure(drawing(1)))
        figure.get_state()  # what a page asks for when it opens
        figure.draw(drawing(2))
        assert any("_widget_data" in message["state"] for message in sent)

    def test_a_drawing_is_one_message(self, sent):
        figure = live(SharedFigure(drawing(1, 2), "before"))
        del sent[:]
        figure.draw(drawing(3, 4, yaxis={"range": [0, 4]}), "after")
        (message,) = sent
        assert message["state"].keys() == {"_py2js_update", "alt"}
        assert message["state"]["_py2js_update"].keys() >= {"style_data", "layout_data", "style_traces"}

    def test_the_same_edit_again_is_news_to_the_browser(self, sent):
        figure = live(SharedFigure(drawing(1)))
        for height in (2, 1, 2, 1):
            figure.draw(drawing(height))
        assert len({edit["edit"] for edit in updates(sent)}) == 4

    def test_a_page_that_opens_gets_no_edit_that_the_figure_has_already(self, sent):
        figure = live(SharedFigure(drawing(1)))
        figure.draw(drawing(2))
        assert figure.get_state()["_py2js_update"] is None


class TestHears:
    @pytest.fixture
    def heard(self) -> list:
        return []

    @pytest.fixture
    def figure(self, heard: list) -> SharedFigure:
        figure = SharedFigure(drawing(1, 2, 3))
        figure.on_hit(heard.append)
        figure.on_tick(heard.append)
        figure.on_outline(heard.append)
        figure.on_clear(lambda: heard.append("clear"))
        return figure

    def test_a_click_once_with_trace_and_point(self, figure, heard):
        click(figure, 1, 0)
        click(figure, 0, 2, shift=True)
        assert heard == [Hit(1, 0), Hit(0, 2, shift=True)]

    def test_a_click_on_a_cell(self, figure, heard):
        click(figure, 0, [3, 4])
        assert heard == [Hit(0, (3, 4))]

    def test_a_label(self, figure, heard):
        press(figure, "y", 2, shift=True)
        assert heard == [Tick("y", 2.0, shift=True)]

    def test_a_double_click(self, figure, heard):
        double_click(figure)
        assert heard == ["clear"]

    def test_a_box(self, figure, heard):
        box(figure, (1, 2), (0, 3))
        assert heard == [((1, 0), (2, 0), (2, 3), (1, 3))]

    def test_each_of_many_boxes(self, figure, heard):
        for place in range(30):
            box(figure, (place, place + 1))
        assert [corners[0][0] for corners in heard] == list(range(30))

    def test_a_lasso(self, figure, heard):
        lasso(figure, (0, 0), (1, 2.5), (-3, 1e-3))
        assert heard == [((0, 0), (1, 2.5), (-3, 1e-3))]

    @pytest.mark.parametrize(
        "state",
        [
            {"_widget_data": []},
            {"_esm": "alert(1)"},
            {"alt": "hello"},
            {"_bundle": {"urls": ["//evil"]}},
            {"_js2py_relayout": {"relayout_data": {"title": "hello"}, "source_view_id": None}},
            {"draws": "hello"},
            {"_js2py_pointsCallback": {"event_type": "plotly_click", "points": {}}},
            {"_js2py_pointsCallback": {"event_type": "plotly_click"}},
        ],
    )
    def test_a_browser_can_break_nothing(self, figure, heard, state):
        before = figure.get_state()
        figure.set_state(state)
        after = figure.get_state()
        assert heard == []
        assert (after["_esm"], after["alt"], after["_bundle"]) == (before["_esm"], before["alt"], before["_bundle"])
        assert len(figure.data) == 2
        click(figure, 0, 1)
        assert heard == [Hit(0, 1)]  # it still hears

    @pytest.mark.parametrize("point", ["1", None, 1.5, [1], [1, "x"], {"x": 1}])
    def test_points_that_are_none(self, figure, heard, point):
        click(figure, 0, point)
        assert heard == []

    @pytest.mark.parametrize("message", [None, 7, [], {}, {"do": "tick"}, {"do": "tick", "axis": "z", "value": 1}])
    def test_messages_that_are_none(self, figure, heard, message):
        figure._handle_custom_msg(message, [])
        assert heard == []

    @pytest.mark.parametrize(
        "corners",
        [
            None,
            [],
            3,
            "abc",
            [[1, 2], [3, 4]],
            [[1, 2], [3, 4], [5]],
            [[1, 2], [3, 4], [5, "x"]],
            [[1, 2], [3, 4], [5, None]],
            [[1, 2], [3, 4], [5, float("inf")]],
            [[1, 2, 3], [3, 4, 5], [5, 6, 7]],
            [[{}, 2], [3, 4], [5, 6]],
            [1, 2, 3],
        ],
    )
    def test_corners_that_are_none(self, figure, heard, corners):
        figure._handle_custom_msg({"do": "outline", "corners": corners}, [])
        assert heard == []

    def test_what_a_hand_may_draw(self):
        figure = SharedFigure(Drawing(drawing(1).traces, {}, draws="lasso"))
        assert figure.draws == "lasso"
        figure.draw(drawing(1))
        assert figure.draws == ""
