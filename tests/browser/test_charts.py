"""Every kind of chart filters everything else by click, box or lasso, and a double click lets go."""

import re

from playwright.sync_api import expect

from tests.browser.desk import Desk

TOTAL = 416


def narrowed(desk: Desk) -> int:
    """Wait for a chip and return how many papers pass."""
    expect(desk.chips).to_have_count(1)
    desk.page.wait_for_timeout(400)
    count = desk.passing
    assert 0 < count < TOTAL
    return count


def test_a_bar_of_the_counts_is_a_tick_in_the_facet(desk: Desk):
    desk.retitle("counts", "column", "Pages")
    expect(desk.chart("counts").get_by_text("Attention heads").first).to_be_visible()
    desk.press(desk.chart("counts").locator(".bars .point path").first)
    count = narrowed(desk)
    chosen = desk.facet("pages").locator('[data-state="chosen"]')
    expect(chosen).to_have_count(1)
    assert int(chosen.get_attribute("data-count") or 0) == count
    desk.double_click("counts")
    desk.shows(TOTAL)


def test_the_column_of_the_counts_can_be_switched(desk: Desk):
    desk.retitle("counts", "column", "Venue")
    expect(desk.chart("counts").get_by_text("NeurIPS 2024").first).to_be_visible()
    desk.page.wait_for_function("new URL(location).searchParams.get('view')")


def test_a_box_over_the_timeline_is_a_range_of_dates(desk: Desk):
    desk.drag(desk.plot("timeline"), (0.45, 0.3), (0.8, 0.7))
    count = narrowed(desk)
    expect(desk.chip("Published")).to_be_visible()
    assert count == desk.passing
    desk.double_click("timeline")
    desk.shows(TOTAL)


def test_a_column_of_the_overlap_is_an_exact_set_of_pages(desk: Desk):
    desk.press(desk.chart("overlap").locator(".bars .point path").nth(0))
    narrowed(desk)
    expect(desk.chip("Pages")).to_be_visible()
    desk.double_click("overlap")
    desk.shows(TOTAL)


def test_a_lasso_over_the_scatter_filters(desk: Desk):
    desk.tool("scatter", "lasso")
    desk.page.wait_for_timeout(400)
    desk.drag(desk.plot("scatter"), (0.6, 0.05), (0.95, 0.05), (0.95, 0.9), (0.7, 0.95), (0.6, 0.05))
    inside = narrowed(desk)
    assert sum(desk.bars("timeline")) == inside
    desk.chips.get_by_role("button").click()
    desk.shows(TOTAL)


def test_a_box_over_the_scatter_filters_each_time(desk: Desk):
    desk.tool("scatter", "box")
    for _ in range(3):
        desk.drag(desk.plot("scatter"), (0.6, 0.05), (0.9, 0.95))
        narrowed(desk)
        expect(desk.chart("scatter").locator(".ls-outline, .hovertext")).to_have_count(0)
        expect(desk.card).to_be_hidden()  # where a box ends is no click
        desk.double_click("scatter")
        desk.shows(TOTAL)


def test_a_box_can_be_broken_off(desk: Desk):
    desk.tool("scatter", "box")
    plot = desk.plot("scatter")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    desk.page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.3 * box["height"])
    expect(desk.chart("scatter").locator(".hovertext")).to_have_count(1)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 0.9 * box["height"], steps=4)
    outline = desk.chart("scatter").locator(".ls-outline path")
    expect(outline).to_have_attribute("d", re.compile("^M.*Z$"))
    expect(desk.chart("scatter").locator(".hovertext")).to_have_count(0)
    desk.page.keyboard.press("Escape")
    expect(outline).to_have_count(0)
    desk.page.mouse.up()
    desk.page.wait_for_timeout(500)
    desk.shows(TOTAL)


def test_a_point_of_the_ranks_opens_its_paper(desk: Desk):
    desk.press(desk.chart("ranks").locator(".scatterlayer .point").nth(3))
    expect(desk.card).to_be_visible()
    expect(desk.card.locator(".ls-card-title")).not_to_be_empty()


def test_the_legend_of_the_scatter_filters(desk: Desk):
    desk.chart("scatter").locator(".ls-legend-entry").first.click()
    narrowed(desk)
