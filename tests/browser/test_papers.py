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
    desk.root.locator(".ls-toolbar-sort").select_option(label="Most upvotes")
    expect(desk.rows.first.locator(".ls-row-votes")).to_be_visible()
    expect(desk.root.locator(".ls-toolbar-sentence")).not_to_be_empty()


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
