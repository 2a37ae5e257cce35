"""A phone: one thing at a time."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser import servers
from tests.browser.conftest import PHONE, watched
from tests.browser.desk import Desk

TOTAL = 416


@pytest.fixture(scope="module")
def held(browser: Browser, site: servers.Server) -> Iterator[Desk]:
    for page in watched(browser, **PHONE):
        yield Desk.open(page, site.url)


@pytest.fixture
def phone(held: Desk) -> Desk:
    """The dashboard on a phone, as a visitor finds it."""
    held.page.keyboard.press("Escape")
    expect(held.card).to_be_hidden()
    held.tab("List")
    held.page.evaluate("document.activeElement.blur()")
    held.page.keyboard.press("x")
    held.shows(TOTAL)
    return held


def focused_in(desk: Desk, selector: str) -> bool:
    return desk.page.evaluate("selector => document.activeElement.closest(selector) !== null", selector)


def drawer(desk: Desk) -> Locator:
    """Open the filters."""
    desk.root.locator(".ls-toolbar-filters").click()
    side = desk.page.get_by_role("dialog", name="Filters")
    expect(side).to_be_visible()
    return side


def test_the_list_comes_first_and_charts_are_a_tab(phone: Desk):
    expect(phone.rows.first).to_be_visible()
    expect(phone.chart("timeline")).to_be_hidden()
    phone.root.get_by_role("tab", name="Charts").click()
    expect(phone.chart("timeline").locator(".main-svg").first).to_be_visible()
    expect(phone.rows.first).to_be_hidden()
    phone.root.get_by_role("tab", name="List").click()
    expect(phone.rows.first).to_be_visible()


def test_nothing_is_wider_than_the_page(phone: Desk):
    wide = phone.page.evaluate(
        """() => [".ls-top", ".ls-main", ".ls-list-panel", ".ls-toolbar-history"].filter((name) => {
            const { left, right } = document.querySelector(name).getBoundingClientRect();
            return left < 0 || right > innerWidth;
        })"""
    )
    assert wide == []


def test_the_filters_are_a_drawer_that_takes_the_focus(phone: Desk):
    side = drawer(phone)
    expect(side).to_have_attribute("aria-modal", "true")
    phone.page.wait_for_function("document.activeElement.closest('.ls-side')")
    for _ in range(12):
        phone.page.keyboard.press("Tab")
        assert phone.page.evaluate("document.activeElement === document.body") or focused_in(phone, ".ls-side")
    phone.value("pages", "Decoding speed").click()
    done = side.get_by_role("button", name="Show 48 papers")
    done.click()
    expect(side).to_be_hidden()
    phone.shows(48, TOTAL)
    expect(phone.root.get_by_role("button", name="Filters, 1 set")).to_be_focused()


def test_escape_and_the_backdrop_close_the_drawer(phone: Desk):
    side = drawer(phone)
    phone.page.wait_for_function("document.activeElement.closest('.ls-side')")
    phone.page.keyboard.press("Escape")
    expect(side).to_be_hidden()
    drawer(phone)
    phone.page.mouse.click(390, 700)
    expect(side).to_be_hidden()


def test_the_way_back_closes_the_drawer_and_keeps_what_was_chosen(phone: Desk):
    side = drawer(phone)
    phone.value("pages", "Decoding speed").click()
    phone.shows(48, TOTAL)
    phone.page.go_back()
    expect(side).to_be_hidden()
    phone.shows(48, TOTAL)
    phone.page.wait_for_timeout(600)  # the address is written a moment later
    assert phone.link()
    phone.shows(48, TOTAL)


def test_the_paper_is_a_sheet_and_the_way_back_puts_it_away(phone: Desk):
    phone.rows.nth(1).click()
    sheet = phone.page.get_by_role("dialog", name="Paper")
    expect(sheet).to_be_visible()
    phone.page.wait_for_function("document.activeElement.closest('.ls-detail')")
    phone.page.go_back()
    expect(sheet).to_be_hidden()
    phone.rows.nth(2).click()
    expect(sheet).to_be_visible()
    phone.root.locator(".ls-card-close").click()
    expect(sheet).to_be_hidden()
    phone.shows(TOTAL)


def swipe(desk: Desk, target: Locator, by: int) -> None:
    """Move a finger over the middle of something, `by` px up or down."""
    box = target.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = desk.page.context.new_cdp_session(desk.page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        point = {"x": x, "y": y + by * step / 10}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
        desk.page.wait_for_timeout(16)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    touch.detach()


def test_a_finger_scrolls_over_a_chart_and_a_tap_chooses(phone: Desk):
    phone.root.get_by_role("tab", name="Charts").click()
    plot = phone.plot("timeline")
    plot.wait_for()
    swipe(phone, plot, -150)
    phone.page.wait_for_function("document.querySelector('.ls-charts').scrollTop > 100")
    phone.shows(TOTAL)
    phone.page.touchscreen.tap(*phone.middle_of_bar("timeline", -4))
    expect(phone.chips).to_have_count(1)


def test_what_fingers_hit_is_large_enough(phone: Desk):
    names = [".ls-toolbar-filters", ".ls-toolbar-more", ".ls-toolbar-undo", ".ls-tab-part", ".ls-toolbar-query"]
    small = phone.page.evaluate(
        """names => names.filter((name) => {
            const { width, height } = document.querySelector(name).getBoundingClientRect();
            return width < 44 || height < 44;
        })""",
        names,
    )
    assert small == []


def test_what_can_be_done_with_the_view_is_behind_one_button(phone: Desk):
    export = phone.root.locator(".ls-toolbar-export")
    expect(export).to_be_hidden()
    phone.root.get_by_role("button", name="More").click()
    expect(export).to_be_visible()
    assert focused_in(phone, ".ls-toolbar-actions")
    phone.page.keyboard.press("Escape")
    expect(export).to_be_hidden()
