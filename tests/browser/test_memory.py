"""A page that is long open and much used: nothing piles up in the kernel, in the browser or on the way."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from loaders import load
from papers.clauses import Range
from papers.crossfilter import Crossfilter
from papers.dimensions import Dimensions
from tests.browser import servers
from tests.browser.desk import Desk
from tests.browser.updates import notebook, update

pytestmark = pytest.mark.slow

ROOM = {"kernel": 8, "heap": 3, "nodes": 300, "listeners": 60}
"""How much 250 updates may leave: megabytes, nodes and listeners. What is not let go of leaves a multiple."""
MOVES = 60


def test_hundreds_of_updates_from_the_kernel_leave_memory_flat(browser: Browser, tmp_path: Path):
    with servers.voila(notebook(tmp_path / "updates.ipynb", "tests.browser.updates", "Updates")) as server:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        desk = Desk.open(page, server.url)
        update(page)  # builds what is kept, once
        before, after = update(page), update(page)
        desk.shows(416, 416)
        assert sum(desk.bars("timeline")) == 416
        page.close()
    more = {name: after[name] - before[name] for name in ROOM}
    assert {name: grown for name, grown in more.items() if grown > ROOM[name]} == {}


def test_sixty_moves_of_a_slider_end_where_they_were_left(desk: Desk):
    """Moves that come while the kernel is busy are passed over, but never the last."""
    dates = desk.range("published")
    box = dates.locator(".ls-range-plot").bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    desk.page.mouse.move(box["x"] + 0.2 * box["width"], y)
    desk.page.mouse.down()
    for move in range(1, MOVES + 1):
        desk.page.mouse.move(box["x"] + (0.2 + 0.6 * move / MOVES) * box["width"], y)
    last = [float(handle.get_attribute("aria-valuenow") or -1) for handle in dates.locator(".ls-range-handle").all()]
    desk.page.mouse.up()
    low, high = published(last)
    crossfilter = Crossfilter(load().papers)
    crossfilter.set(Range("published", low, high))
    desk.shows(crossfilter.count)
    expect(dates.locator("input.ls-range-field").first).to_have_value(low)
    expect(dates.locator("input.ls-range-field").last).to_have_value(high)
    desk.undo()  # all of it is one step
    desk.shows(416)


def published(places: list[float]) -> tuple[str, str]:
    """Return the first and the last day between two edges of the histogram of dates."""
    edges = Dimensions(load().papers).get("published").edges
    assert edges is not None
    low, high = (int(place) for place in places)
    assert 0 < low < high < len(edges) - 1
    return str(edges[low]), str(edges[high] - 1)
