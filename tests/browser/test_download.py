"""A chart is saved as picture, drawing, page and table, and its numbers stand in its place."""

import csv
import re
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Download, expect

from tests.browser.desk import Desk
from tests.browser.watch import Watch

pytestmark = pytest.mark.slow

SVG = "{http://www.w3.org/2000/svg}"
TOTAL = 416


def download(desk: Desk, name: str, what: str) -> Download:
    """Choose a download in the menu of a chart."""
    with desk.page.expect_download() as waited:
        desk.chart(name).locator(".ls-chart-more").click()
        desk.chart(name).get_by_role("menuitem", name=what).click()
    return waited.value


def saved(desk: Desk, folder: Path, name: str, what: str) -> Path:
    """Download a chart and return the file, under the name that the browser would give it."""
    got = download(desk, name, what)
    got.save_as(folder / got.suggested_filename)
    return folder / got.suggested_filename


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Return width and height of a PNG, and what it says of its pixels."""
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    place, packed = 8, b""
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        packed += png[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += length + 12
    return width, height, zlib.decompress(packed)


@pytest.mark.parametrize(
    "name",
    ["timeline", "scatter", "counts", "overlap", "ranks"],
)
def test_a_picture(desk: Desk, tmp_path: Path, name: str):
    file = saved(desk, tmp_path, name, "PNG")
    assert re.fullmatch(r"litscope-[a-z0-9-]+\.png", file.name)
    width, height, content = pixels(file.read_bytes())
    assert (width, height) >= (1800, 1080)
    assert len(set(content)) > 50  # a blank one has few different bytes
    expect(desk.chart(name).locator(".ls-figure")).not_to_have_attribute("aria-busy", "true")
    assert desk.page.locator("body > .js-plotly-plot").count() == 0  # what it was drawn on is gone


def test_a_drawing_says_what_it_shows(desk: Desk, tmp_path: Path):
    desk.search("language")
    expect(desk.chips).to_have_count(1)
    desk.page.wait_for_timeout(500)
    file = saved(desk, tmp_path, "timeline", "SVG")
    assert file.name.startswith("litscope-papers-over-time")
    root = ElementTree.parse(file).getroot()
    text = " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))
    assert root.tag == f"{SVG}svg"
    assert "Papers over time" in text
    assert f"{desk.passing} of {TOTAL} papers, under Text: “language”" in text
    assert "papers that pass" in text  # the legend


def test_a_page_opens_without_a_network(desk: Desk, tmp_path: Path, browser: Browser):
    file = saved(desk, tmp_path, "scatter", "HTML")
    context = browser.new_context(offline=True)
    page = context.new_page()
    watch = Watch(page)
    page.goto(file.as_uri())
    expect(page.locator(".js-plotly-plot .scatterlayer .point").first).to_be_visible()
    expect(page.locator(".gtitle")).to_contain_text("against")
    expect(page.locator(".legend")).to_be_visible()
    context.close()
    watch.check()


def test_numbers_as_a_table_for_spreadsheets(desk: Desk, tmp_path: Path):
    with saved(desk, tmp_path, "counts", "CSV").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert head[1:] == ["Papers", "Papers in all"]
    assert len(rows) > 2
    beside = desk.chart("counts").evaluate(
        """chart => chart.querySelector(".js-plotly-plot").data.find((trace) => trace.mode === "text").text"""
    )
    assert [row[1] for row in rows] == [words.split()[0].replace(",", "") for words in beside]


def test_numbers_in_the_place_of_the_figure(desk: Desk):
    chart = desk.chart("counts")
    chart.locator(".ls-chart-more").click()
    chart.get_by_role("menuitemcheckbox", name="Show numbers").click()
    table = chart.get_by_role("table")
    expect(table).to_be_visible()
    expect(chart.locator(".ls-figure")).to_be_hidden()
    expect(table.locator("caption")).to_contain_text("Papers by")
    expect(table.get_by_role("columnheader").nth(1)).to_have_text("Papers")

    first, second = table.get_by_role("rowheader").get_by_role("button").all()[:2]
    first.focus()
    desk.page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(desk.chips).to_have_count(1)
    expect(first).to_be_focused()
    alone = desk.passing
    desk.page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    desk.page.keyboard.press("Shift+Enter")
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(first).to_have_attribute("aria-pressed", "true")
    desk.page.wait_for_timeout(400)
    assert desk.passing > alone

    chart.locator(".ls-chart-more").click()
    chart.get_by_role("menuitemcheckbox", name="Show numbers").click()
    expect(table).to_be_hidden()
    expect(chart.locator(".ls-figure .main-svg").first).to_be_visible()
