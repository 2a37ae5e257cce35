"""A page with a button that changes the view from the kernel, hundreds of times in a row."""

import gc
from itertools import cycle
from pathlib import Path
from typing import Any

import ipywidgets
import nbformat
import psutil
from playwright.sync_api import Page

from app import Dashboard
from loaders import load
from tests.browser import servers

UPDATES = 250
MEGABYTE = 1024 * 1024
QUERIES = ("attention", "token", "model", "graph")
VALUES = 20
"""Values of each column that take turns."""


class Updates(ipywidgets.VBox):
    """A dashboard under a button; pressed, it changes the view `UPDATES` times and then tells the kernel's memory.

    Parameters
    ----------
    source : path
    """

    def __init__(self, *source: str | Path) -> None:
        self.dashboard = Dashboard(load(*source))
        self.done = ipywidgets.HTML('<span class="updates-done" data-round="0"></span>')
        self.round = 0
        button = ipywidgets.Button(description="Update")
        button.on_click(self._update)
        self.changes = cycle(self._changes())
        super().__init__([button, self.done, self.dashboard])

    def _changes(self) -> list[dict[str, Any]]:
        """Return changes of everything that filters, one after the other."""
        dimensions = self.dashboard.crossfilter.dimensions
        changes: list[dict[str, Any]] = [{"text": query} for query in QUERIES]
        for name in dimensions.names(("many", "category")):
            changes += [{"text": "", name: value} for value in dimensions.get(name).values[:VALUES]] + [{name: None}]
        days = [str(day) for day in dimensions.get("published").values[:VALUES] if day and str(day)[:1].isdigit()]
        return [*changes, *({"published": (day, None)} for day in days), {"published": None}]

    def _update(self, _: Any) -> None:
        for _number in range(UPDATES):
            self.dashboard.select(**next(self.changes))
        self.dashboard.clear()
        gc.collect()
        self.round += 1
        megabytes = psutil.Process().memory_info().rss / MEGABYTE
        self.done.value = f'<span class="updates-done" data-round="{self.round}" data-memory="{megabytes}"></span>'


def notebook(path: Path, module: str, shown: str, *source: str | Path) -> Path:
    """Write a notebook that shows an object of a module of ours, made of the sources."""
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    lines = [
        "import sys",
        f"sys.path.insert(0, {str(servers.ROOT)!r})",
        f"from {module} import {shown}",
        f"{shown}(*{[str(each) for each in source]!r})",
    ]
    cells = [nbformat.v4.new_code_cell("\n".join(lines))]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def update(page: Page) -> dict[str, float]:
    """Press the button; return what is in use when all updates are on the screen.

    Returns
    -------
    dict
        Megabytes of the `kernel`, megabytes of the page's `heap`, its DOM `nodes` and `listeners`.
    """
    done = page.locator(".updates-done")
    number = int(done.get_attribute("data-round") or 0) + 1
    page.get_by_role("button", name="Update", exact=True).click()
    page.locator(f'.updates-done[data-round="{number}"]').wait_for(state="attached", timeout=90_000)
    page.wait_for_timeout(1500)
    client = page.context.new_cdp_session(page)
    client.send("HeapProfiler.collectGarbage")
    heap = client.send("Runtime.getHeapUsage")["usedSize"] / MEGABYTE
    counters = client.send("Memory.getDOMCounters")
    client.detach()
    kernel = float(done.get_attribute("data-memory") or 0)
    return {"kernel": kernel, "heap": heap, "nodes": counters["nodes"], "listeners": counters["jsEventListeners"]}
