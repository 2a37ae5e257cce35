"""The legend of a chart in a page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk
from tests.browser.servers import Server
from widgets.address import encode

pytestmark = pytest.mark.slow

COLOURED = {
    "board": ["timeline", "counts", "scatter"],
    "charts": {"timeline": {"colour": "venue", "counting": "cumulative"}},
}


@pytest.fixture
def coloured(page: Page, site: Server) -> Locator:
    """The legend of cumulative papers by venue, of which a card has no room for all."""
    desk = Desk.open(page, f"{site.url}?view={encode(COLOURED)}")
    return desk.chart("timeline").locator(".ls-legend")


def test_colours_that_have_no_room_are_counted_and_shown_when_asked_for(coloured: Locator):
    more = coloured.locator(".ls-legend-more")
    last = coloured.locator(".ls-legend-entries .ls-legend-entry").last
    expect(more).to_have_text(re.compile(r"^\+[1-9]$"))
    low = coloured.bounding_box()
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    expect(last).to_be_in_viewport()
    high = coloured.bounding_box()
    assert low is not None
    assert high is not None
    assert high["height"] > low["height"]


def test_the_keyboard_reaches_every_colour_and_filters(coloured: Locator):
    entries = coloured.locator(".ls-legend-entries .ls-legend-entry")
    entries.first.focus()
    for _ in range(entries.count() - 1):
        coloured.page.keyboard.press("Tab")
    expect(entries.last).to_be_focused()
    coloured.page.keyboard.press("Enter")
    expect(entries.last).to_have_attribute("aria-pressed", "true")
    coloured.page.keyboard.press("Enter")
    expect(entries.last).to_have_attribute("aria-pressed", "false")
