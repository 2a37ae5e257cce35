"""The list and the card of the chosen paper."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.desk import Desk

TOTAL = 416


def test_a_paper_is_chosen_read_and_put_away(desk: Desk):
    title = desk.rows.nth(1).locator(".ls-row-title").inner_text()
    desk.rows.nth(1).click()
    expect(desk.card.locator(".ls-card-title")).to_have_text(title)
    expect(desk.card.get_by_role("link", name="arXiv").first).to_have_attribute(
        "href", re.compile(r"^https://arxiv\.org/")
    )
    desk.root.locator(".ls-card-next").click()
    expect(desk.card.locator(".ls-card-title")).not_to_have_text(title)
    desk.root.locator(".ls-card-close").click()
    expect(desk.card).to_be_hidden()


def test_an_author_on_the_card_filters(desk: Desk):
    title = desk.rows.first.locator(".ls-row-title").inner_text()
    desk.rows.first.click()
    expect(desk.card.locator(".ls-card-title")).to_have_text(title)
    author = desk.card.locator('.ls-filter[data-column="authors"]').first
    name = author.inner_text()
    author.click()
    expect(desk.chip(name)).to_be_visible()


def test_the_list_is_sorted_and_the_order_explained(desk: Desk):
    sort, why = desk.root.locator(".ls-toolbar-sort"), desk.root.locator(".ls-list-why")
    sort.select_option(label="Most upvotes")
    expect(desk.rows.first.locator(".ls-row-votes")).to_be_visible()
    expect(why).to_contain_text("By upvotes")
    first = desk.rows.first.locator(".ls-row-title").inner_text()
    desk.root.locator(".ls-list-reverse").click()
    expect(desk.rows.first.locator(".ls-row-title")).not_to_have_text(first)
    expect(sort).to_have_value("reverse:upvotes")
    sort.select_option(label="Most momentum")
    expect(desk.rows.first.locator(".ls-row-signal")).to_contain_text("a day")
    sort.select_option(label="Order of the source")
    expect(desk.root.locator(".ls-row-signal")).to_have_count(0)


def test_a_search_sorts_by_relevance_until_it_ends(desk: Desk):
    sort = desk.root.locator(".ls-toolbar-sort")
    expect(sort).to_have_value("source")
    desk.search("attention heads")
    expect(sort).to_have_value("relevance")
    expect(desk.rows.first.locator(".ls-row-title mark").first).to_be_visible()
    desk.search("")
    expect(sort).to_have_value("source")


def test_the_card_says_why_the_paper_is_here_and_what_leaves_it_out(desk: Desk):
    desk.value("pages", "Decoding speed").click()
    desk.shows(48, TOTAL)
    desk.rows.first.click()
    why = desk.card.locator(".ls-card-why")
    expect(why).to_contain_text("of 48 on Decoding speed")
    expect(why).to_contain_text("Place 1 of 48 in this list")
    expect(why).to_contain_text("Passes Pages: Decoding speed")
    desk.search("zzzzqqqq")
    outside = desk.card.locator(".ls-card-outside")
    expect(outside).to_contain_text("Left out by Text")
    outside.get_by_role("button", name="Drop this filter").click()
    expect(outside).to_be_hidden()
    desk.shows(48, TOTAL)


def test_an_empty_list_says_what_to_drop(desk: Desk):
    desk.value("pages", "Decoding speed").click()
    desk.shows(48, TOTAL)
    desk.search("zzzzqqqq")
    desk.shows(0, TOTAL)
    empty = desk.root.locator(".ls-list-empty")
    expect(empty).to_contain_text("passes both filters")
    expect(empty.locator("button").first).to_contain_text("48 papers")
    empty.locator("button").first.click()
    desk.shows(48, TOTAL)


def test_the_list_scrolls_to_its_end(desk: Desk):
    scroller = desk.root.locator(".ls-list-rows")
    scroller.evaluate("node => { node.scrollTop = node.scrollHeight; }")
    expect(desk.root.locator(f'.ls-row[aria-posinset="{TOTAL}"]:not(.ls-row-awaited)')).to_be_visible()


def test_the_selection_is_exported_as_csv(desk: Desk, tmp_path: Path):
    desk.value("pages", "Decoding speed").click()
    desk.shows(48, TOTAL)
    with desk.page.expect_download() as download:
        desk.root.locator(".ls-toolbar-export").click()
    assert download.value.suggested_filename == "litscope-48-papers.csv"
    download.value.save_as(tmp_path / "out.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == 48
    assert all(row["title"] for row in rows)
