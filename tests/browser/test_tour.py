"""The tour: offered once, step by step, and gone for ever once it is declined."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import servers
from tests.browser.conftest import PHONE, watched
from tests.browser.desk import Desk

pytestmark = pytest.mark.slow

STEPS = 6


@pytest.fixture
def first_visit(browser: Browser) -> Iterator[Page]:
    yield from watched(browser, tour=True)


@pytest.fixture
def first_visit_by_phone(browser: Browser) -> Iterator[Page]:
    yield from watched(browser, tour=True, **PHONE)


def bubble(desk: Desk) -> Locator:
    return desk.root.locator(".ls-tour-bubble")


def inside(page: Page, target: Locator) -> bool:
    """Return whether all of it is within the window."""
    box, size = target.bounding_box(), page.viewport_size
    assert box and size
    return (
        box["x"] >= 0
        and box["y"] >= 0
        and box["x"] + box["width"] <= size["width"]
        and box["y"] + box["height"] <= size["height"]
    )


def walk(desk: Desk) -> list[str]:
    """Go through all steps and return their headings."""
    headings = []
    for step in range(STEPS):
        expect(bubble(desk)).to_contain_text(f"{step + 1} of {STEPS}")
        desk.page.wait_for_timeout(250)
        assert inside(desk.page, bubble(desk))
        expect(desk.root.locator(".ls-tour-spot")).to_be_visible()
        headings.append(bubble(desk).locator("h2").inner_text())
        desk.page.keyboard.press("Enter")
    expect(bubble(desk)).to_be_hidden()
    return headings


def test_who_declines_is_never_asked_again(first_visit: Page, site: servers.Server):
    desk = Desk.open(first_visit, site.url)
    offer = desk.root.get_by_role("complementary", name="First visit")
    expect(offer).to_be_visible()
    offer.get_by_role("button", name="No, thanks").click()
    expect(offer).to_be_hidden()
    again = Desk.open(first_visit.context.new_page(), site.url)
    again.page.wait_for_timeout(1500)
    expect(again.root.locator(".ls-tour-offer")).to_be_hidden()


def test_the_steps_stand_beside_what_they_are_about(first_visit: Page, site: servers.Server):
    desk = Desk.open(first_visit, site.url)
    desk.root.get_by_role("button", name="Show me around").click()
    expect(bubble(desk).locator(".ls-tour-next")).to_be_focused()
    assert len(set(walk(desk))) == STEPS
    desk.root.get_by_role("button", name="Keys and tour").click()
    desk.root.get_by_role("dialog", name="Keys").get_by_role("button", name="Show me around").click()
    expect(bubble(desk)).to_be_visible()
    first_visit.keyboard.press("ArrowRight")
    expect(bubble(desk)).to_contain_text(f"2 of {STEPS}")
    first_visit.keyboard.press("Escape")
    expect(bubble(desk)).to_be_hidden()


def test_on_a_phone(first_visit_by_phone: Page, site: servers.Server):
    desk = Desk.open(first_visit_by_phone, site.url)
    desk.root.get_by_role("button", name="Show me around").tap()
    assert len(set(walk(desk))) == STEPS


def test_the_offer_gives_way_to_work_and_comes_back_with_the_next_visit(first_visit: Page, site: servers.Server):
    desk = Desk.open(first_visit, site.url)
    offer = desk.root.locator(".ls-tour-offer")
    expect(offer).to_be_visible()
    desk.rows.nth(0).click()
    expect(offer).to_be_visible()
    desk.rows.nth(1).click()
    expect(offer).to_be_hidden()
    again = Desk.open(first_visit.context.new_page(), site.url)
    expect(again.root.locator(".ls-tour-offer")).to_be_visible()
