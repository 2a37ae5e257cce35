"""Every kind of filter narrows everything else, and can be let go of."""

import re

from playwright.sync_api import expect

from loaders import load
from tests.browser.desk import Desk

TOTAL = 416


def test_the_first_view_has_its_charts_filters_and_papers(desk: Desk):
    desk.shows(TOTAL)
    for name in ("timeline", "counts", "overlap", "ranks", "scatter"):
        expect(desk.chart(name).locator(".main-svg").first).to_be_visible()
        assert not desk.chart(name).locator(".ls-chart-empty:visible").count()
    assert sum(desk.bars("timeline")) == TOTAL
    assert desk.root.locator(".ls-filter").count() >= 5
    assert desk.rows.count() >= 3


def test_a_value_of_a_facet_narrows_charts_list_and_other_facets(desk: Desk):
    wanted = desk.count_of("pages", "Decoding speed")
    desk.value("pages", "Decoding speed").click()
    desk.shows(wanted, TOTAL)
    expect(desk.chip("Decoding speed")).to_be_visible()
    desk.has_bars("timeline", wanted)
    assert desk.count_of("pages", "Vocabularies") == 67  # its own facet still shows what another choice would give


def test_two_values_are_any_all_or_none(desk: Desk):
    pages = [set(names) for names in load().papers["pages"]]
    chosen = {"Decoding speed", "Attention heads"}
    desk.value("pages", "Decoding speed").click()
    desk.value("pages", "Attention heads").click()
    expect(desk.chips).to_have_count(1)
    match = desk.facet("pages").locator(".ls-facet-match")
    match.get_by_text("all", exact=True).click()
    desk.shows(sum(chosen <= names for names in pages), TOTAL)
    match.get_by_text("none", exact=True).click()
    desk.shows(sum(not chosen & names for names in pages), TOTAL)
    match.get_by_text("any", exact=True).click()
    desk.shows(sum(bool(chosen & names) for names in pages), TOTAL)


def test_alt_click_excludes_and_the_chip_lets_go(desk: Desk):
    desk.value("pages", "Attention heads").click(modifiers=["Alt"])
    desk.shows(TOTAL - 234, TOTAL)
    desk.chip("Attention heads").get_by_role("button").click()
    desk.shows(TOTAL)


def test_a_facet_is_worked_by_keyboard_and_searched(desk: Desk):
    facet = desk.facet("venue")
    facet.locator(".ls-facet-query").fill("neurips 2024")
    expect(facet.locator(".ls-facet-row[data-value]")).to_have_count(1)
    count = desk.count_of("venue", "NeurIPS 2024")
    facet.locator(".ls-facet-row").first.focus()
    desk.page.keyboard.press("Space")
    desk.shows(count, TOTAL)
    desk.page.keyboard.press("Space")
    desk.shows(TOTAL)


def test_the_date_range_is_dragged_typed_and_cleared(desk: Desk):
    dates = desk.range("published")
    handle = dates.locator('.ls-range-handle[data-end="from"]')
    handle.scroll_into_view_if_needed()
    box, plot = handle.bounding_box(), dates.locator(".ls-range-plot").bounding_box()
    assert box and plot
    desk.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    desk.page.mouse.down()
    for step in range(1, 11):
        desk.page.mouse.move(box["x"] + step * plot["width"] * 0.07, box["y"] + 5)
        desk.page.wait_for_timeout(30)
    desk.page.mouse.up()
    expect(desk.chip("Published")).to_be_visible()
    narrowed = desk.passing
    assert 0 < narrowed < TOTAL
    desk.undo()  # the whole drag is one step
    desk.shows(TOTAL)
    dates.locator("input.ls-range-field").first.fill("2025-01-01")
    desk.page.keyboard.press("Enter")
    expect(desk.chip("Published")).to_be_visible()
    dates.locator(".ls-filter-clear").click()
    desk.shows(TOTAL)


def test_words_are_found_and_marked(desk: Desk):
    desk.search("speculative")
    expect(desk.chip("speculative")).to_be_visible()
    expect(desk.rows.first.locator("mark").first).to_have_text(re.compile("speculative", re.I))
    desk.page.keyboard.press("Escape")
    desk.shows(TOTAL)


def test_nothing_found_offers_the_way_out(desk: Desk):
    desk.search("zzzzqqqq")
    desk.shows(0, TOTAL)
    expect(desk.root.locator(".ls-list-empty")).to_contain_text("None of the 416 papers passes this filter")
    expect(desk.root.locator(".ls-rescue")).to_be_hidden()  # it is said once
    desk.root.locator(".ls-list-ways button").click()
    desk.shows(TOTAL)


def test_undo_redo_and_clear_all(desk: Desk):
    desk.value("pages", "Vocabularies").click()
    desk.shows(67, TOTAL)
    desk.search("tokenizer")
    expect(desk.chips).to_have_count(2)
    desk.undo()
    desk.shows(67, TOTAL)
    desk.undo()
    desk.shows(TOTAL)
    desk.redo()
    desk.shows(67, TOTAL)
    desk.root.locator(".ls-toolbar-clear").click()
    desk.shows(TOTAL)


def test_another_filter_can_be_added_and_put_away(desk: Desk):
    column = '.ls-filters-column[data-column="published_precision"]'
    expect(desk.facet("published_precision")).to_have_count(0)
    desk.root.locator(".ls-filters-add").click()
    desk.root.locator(column).click()
    expect(desk.facet("published_precision")).to_be_visible()
    desk.root.locator(column).click()
    expect(desk.facet("published_precision")).to_be_hidden()
