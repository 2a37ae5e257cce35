"""A dashboard as the output of a cell: what is displayed, and what a re-run leaves behind."""

from types import SimpleNamespace
from typing import Any

import pytest
from ipywidgets.widgets import widget as registry

from app import Dashboard, notebook
from loaders import load

WIDGET = "application/vnd.jupyter.widget-view+json"


class Notebook:
    """Cells that are run, what they displayed, and the names they set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: dict[str, Any] = {}
        self.displayed: list[dict[str, Any]] = []
        self.runs = 0
        monkeypatch.setattr(notebook, "_shown", [])
        monkeypatch.setattr(notebook, "publish_display_data", self.displayed.append)
        monkeypatch.setattr(notebook, "get_ipython", lambda: self)

    @property
    def user_ns(self) -> dict[str, Any]:
        return self.names

    def get_parent(self) -> dict[str, Any]:
        return {"metadata": {"cellId": self.cell}, "header": {"msg_id": str(self.runs)}}

    def run(self, cell: str, *dashboards: Dashboard) -> None:
        """Run a cell that displays dashboards."""
        self.cell, self.runs = cell, self.runs + 1
        for dashboard in dashboards:
            dashboard._ipython_display_()


@pytest.fixture
def cells(monkeypatch) -> Notebook:
    return Notebook(monkeypatch)


@pytest.fixture(scope="module")
def collection():
    return load()


def is_closed(dashboard: Dashboard) -> bool:
    return dashboard.comm is None


def test_a_sentence_stands_before_the_page_for_who_opens_the_notebook_without_its_kernel(cells, collection):
    dashboard = Dashboard(collection)
    cells.run("a", dashboard)
    sentence, page = cells.displayed
    assert "run the cells" in sentence["text/plain"]
    assert page[WIDGET]["model_id"] == dashboard.model_id


def test_a_visitor_gets_the_page_alone(cells, collection, monkeypatch):
    monkeypatch.setenv("VOILA_KERNEL_ID", "k")
    cells.run("a", Dashboard(collection))
    assert [WIDGET in data for data in cells.displayed] == [True]


def test_a_rerun_closes_what_nobody_can_reach_any_more(cells, collection):
    first, second = Dashboard(collection), Dashboard(collection)
    cells.run("a", first)
    cells.names = {"dashboard": second, "_2": first}
    cells.run("a", second)
    assert is_closed(first)
    assert not is_closed(second)


def test_a_dashboard_with_a_name_another_place_or_the_same_run_stays(cells, collection):
    named, elsewhere, twin, last = (Dashboard(collection) for _ in range(4))
    cells.names = {"kept": named}
    cells.run("b", elsewhere)
    cells.run("a", named, elsewhere, twin)
    assert not is_closed(twin)
    cells.run("a", last)
    assert [is_closed(each) for each in (named, elsewhere, twin, last)] == [False, False, True, False]


def test_closing_leaves_no_part_behind(collection):
    Dashboard(collection).close()  # what all dashboards share is there from now on
    before = set(registry._instances)
    dashboard = Dashboard(collection)
    assert len(registry._instances) > len(before) + 50
    dashboard.close()
    assert set(registry._instances) == before


def test_outside_a_notebook_there_is_no_cell(monkeypatch, collection):
    displayed: list[Any] = []
    monkeypatch.setattr(notebook, "publish_display_data", displayed.append)
    monkeypatch.setattr(notebook, "get_ipython", lambda: SimpleNamespace(user_ns={}))
    Dashboard(collection)._ipython_display_()
    assert len(displayed) == 2
