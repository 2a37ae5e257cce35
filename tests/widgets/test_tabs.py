"""Tabs: a bar bound to `ViewState.tab`."""

import ipywidgets
import pytest

from widgets.state import ViewState
from widgets.tabs import Tabs

LABELS = {"overview": "Overview", "sources": "Sources"}


def test_shows_the_open_tab():
    assert Tabs(ViewState(tab="sources"), LABELS).selected == "sources"


def test_opens_the_first_tab_for_a_name_it_does_not_know():
    assert Tabs(ViewState(tab="nowhere"), LABELS).selected == "overview"


def test_follows_the_state():
    state = ViewState()
    tabs = Tabs(state, LABELS)
    state.tab = "sources"
    assert tabs.selected == "sources"
    state.tab = "nowhere"
    assert tabs.selected == "overview"


def test_writes_the_state():
    state = ViewState()
    Tabs(state, LABELS).set_state({"selected": "sources"})
    assert state.tab == "sources"


@pytest.mark.parametrize("selected", ["nowhere", None, 7, ["overview"], {"a": 1}, "overview sources"])
def test_corrects_a_browser_that_names_no_tab(selected):
    state = ViewState(tab="sources")
    tabs = Tabs(state, LABELS)
    tabs.set_state({"selected": selected, "tabs": [["x", "<b>"]]})
    assert tabs.selected == "sources"
    assert state.tab == "sources"
    assert tabs.tabs == [["overview", "Overview", []], ["sources", "Sources", []]]


def test_marks_panels_by_class():
    panel = Tabs(ViewState(), LABELS).panel("sources", ipywidgets.Box())
    assert panel._dom_classes == ("ls-panel", "ls-panel-sources")


def test_names_the_tabs_there_are_when_asked_for_another():
    with pytest.raises(ValueError, match="overview, sources"):
        Tabs(ViewState(), LABELS).panel("trends", ipywidgets.Box())


@pytest.mark.parametrize("name", ["", "Two words", "a{b", "1st"])
def test_refuses_names_that_are_no_class_names(name):
    with pytest.raises(ValueError, match="cannot name a tab"):
        Tabs(ViewState(), {name: "Label"})


def test_a_tab_can_have_parts_for_narrow_pages():
    tabs = Tabs(ViewState(), LABELS, {"overview": {"list": "List", "charts": "Charts"}})
    assert tabs.tabs[0] == ["overview", "Overview", [["list", "List"], ["charts", "Charts"]]]
    box = tabs.panel("overview", ipywidgets.Box(), "charts")
    assert set(box._dom_classes) == {"ls-panel", "ls-panel-overview", "ls-part-charts"}


def test_refuses_a_part_that_a_tab_does_not_have():
    tabs = Tabs(ViewState(), LABELS, {"overview": {"list": "List"}})
    with pytest.raises(ValueError, match="no part"):
        tabs.panel("sources", ipywidgets.Box(), "list")
