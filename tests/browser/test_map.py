"""The map of topics on the page."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import PHONE, watched
from tests.browser.desk import Desk


@pytest.fixture
def map(desk: Desk) -> Locator:
    desk.tab("Map")
    found = desk.root.locator(".ls-map")
    expect(found).to_have_attribute("data-points", re.compile(r"^[1-9]"))
    expect(found).to_have_attribute("data-labels", re.compile(r"^[1-9]"))
    desk.root.get_by_role("button", name="Show all of the map").click()
    return found


def plot(map: Locator) -> Locator:
    return map.locator(".ls-map-over")


def labels(map: Locator) -> int:
    return int(map.get_attribute("data-labels") or 0)


def test_it_zooms_to_the_pointer_and_shows_all_again(desk: Desk, map: Locator):
    everything = int(map.get_attribute("data-points") or 0)
    box = plot(map).bounding_box()
    assert box
    desk.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(5):
        desk.page.mouse.wheel(0, -300)
    expect(map).not_to_have_attribute("data-points", str(everything))
    plot(map).focus()
    desk.page.keyboard.press("0")
    expect(map).to_have_attribute("data-points", str(everything))


def test_a_lasso_and_a_box_filter_and_a_click_beside_lets_go(desk: Desk, map: Locator):
    total = desk.passing
    map.get_by_text("Lasso", exact=True).click()
    desk.drag(plot(map), (0.2, 0.2), (0.6, 0.2), (0.6, 0.7), (0.2, 0.7))
    expect(desk.chip("Area")).to_be_visible()
    assert 0 < desk.passing < total
    map.get_by_text("Box", exact=True).click()
    desk.drag(plot(map), (0.05, 0.05), (0.95, 0.95))
    expect(desk.chips).to_have_count(1)
    desk.undo()
    desk.undo()
    desk.shows(total)
    map.get_by_text("Move", exact=True).click()


def test_the_tree_filters_and_the_list_follows(desk: Desk, map: Locator):
    first = desk.root.locator(".ls-topics-choose").first
    count = int(first.locator(".ls-topics-count").inner_text())
    first.click()
    desk.shows(count)
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(desk.chip("Topic")).to_be_visible()
    first.click()
    expect(desk.chips).to_have_count(0)


def test_pointing_at_a_paper_tells_of_it_and_a_click_opens_it(desk: Desk, map: Locator):
    box = plot(map).bounding_box()
    assert box
    card = map.locator(".ls-map-card")
    for at in range(60):  # some point lies on the way
        desk.page.mouse.move(
            box["x"] + box["width"] * (0.25 + at / 120), box["y"] + box["height"] * (0.4 + (at % 9) / 30)
        )
        desk.page.wait_for_timeout(40)
        if plot(map).evaluate("node => node.style.cursor") == "pointer" and "choose" not in card.inner_text():
            break
    expect(card).to_be_visible()
    title = card.locator("strong").inner_text()
    desk.page.mouse.down()
    desk.page.mouse.up()
    expect(desk.card.locator(".ls-card-title")).to_have_text(title)
    desk.root.locator(".ls-card-close").first.click()


def test_colour_by_another_column_has_a_legend_that_filters(desk: Desk, map: Locator):
    map.get_by_label("Colour").select_option(label="Venue")
    entry = desk.root.locator(".ls-map-side .ls-legend-entries .ls-legend-entry").first
    entry.click()
    expect(desk.chip("Venue")).to_be_visible()
    entry.click()
    map.get_by_label("Colour").select_option(label="Topic")
    expect(entry).to_be_hidden()


def test_a_topic_is_renamed_and_that_is_taken_back(desk: Desk, map: Locator):
    row = desk.root.locator(".ls-topics-row").first
    before = row.locator(".ls-topics-label").inner_text()
    row.locator(".ls-topics-more").click()
    row.get_by_label("Name of the topic").fill("What I call it")
    row.get_by_role("button", name="Rename").click()
    expect(row.locator(".ls-topics-label")).to_have_text("What I call it")
    desk.root.get_by_role("button", name="Take back the last change").click()
    expect(row.locator(".ls-topics-label")).to_have_text(before)


@pytest.mark.slow
def test_on_a_phone_map_and_topics_are_there_one_at_a_time(browser, site):
    for page in watched(browser, **PHONE):
        desk = Desk.open(page, site.url)
        desk.root.get_by_role("tab", name="Map", exact=True).locator("visible=true").click()
        expect(desk.root.locator(".ls-map")).to_have_attribute("data-points", re.compile(r"^[1-9]"))
        expect(desk.root.locator(".ls-topics")).to_be_hidden()
        desk.root.get_by_role("tab", name="Topics").click()
        expect(desk.root.locator(".ls-topics-choose").first).to_be_visible()
