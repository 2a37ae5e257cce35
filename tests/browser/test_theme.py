"""Light and dark: as the system, or as the visitor chose, from the first byte on."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import servers
from tests.browser.conftest import watched
from tests.browser.desk import Desk

pytestmark = pytest.mark.slow


@pytest.fixture
def dark(browser: Browser) -> Iterator[Page]:
    """A page on a system that is dark."""
    yield from watched(browser, color_scheme="dark")


def background(page: Page, selector: str) -> str:
    return page.locator(selector).first.evaluate("node => getComputedStyle(node).backgroundColor")


def choose(desk: Desk, label: str) -> None:
    desk.root.get_by_label("Light or dark").last.select_option(label=label)


LIGHT, DARK = "rgb(246, 247, 249)", "rgb(17, 21, 27)"


def test_follows_the_system(dark: Page, site: servers.Server):
    desk = Desk.open(dark, site.url)
    assert background(dark, ".litscope") == background(dark, "body") == DARK
    dark.emulate_media(color_scheme="light")
    assert background(dark, ".litscope") == background(dark, "body") == LIGHT
    desk.shows(416)


def test_what_the_visitor_chooses_is_kept_and_holds_before_the_dashboard_is_there(dark: Page, site: servers.Server):
    desk = Desk.open(dark, site.url)
    choose(desk, "Light")
    assert background(dark, ".litscope") == background(dark, "body") == LIGHT
    again = dark.context.new_page()
    again.goto(site.url, wait_until="commit")
    assert background(again, "#litscope-skeleton") == LIGHT
    desk = Desk(again).wait()
    assert background(again, ".litscope") == LIGHT
    choose(desk, "As the system")
    assert background(again, ".litscope") == DARK
    assert again.evaluate("localStorage.getItem('litscope-theme')") is None
