"""The board: charts are added, removed, moved and widened, by hand and by keyboard, and the link brings them back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import servers
from tests.browser.desk import Desk
from widgets.address import decode

pytestmark = pytest.mark.slow

TOTAL = 416


@pytest.fixture
def desk(page: Page, site: servers.Server) -> Iterator[Desk]:
    """A page of the test's own: the board is part of it."""
    yield Desk.open(page, site.url)


def marked(desk: Desk) -> int:
    """Mark every drawing, so that one made anew shows; return how many there are."""
    return desk.page.evaluate(
        "document.querySelectorAll('.ls-charts .js-plotly-plot .main-svg:first-child').forEach((drawing) => "
        "(drawing.dataset.kept = true)) || document.querySelectorAll('[data-kept]').length"
    )


def kept(desk: Desk) -> int:
    """Return how many of the marked drawings are still there."""
    return desk.page.locator("[data-kept]").count()


def test_charts_are_added_moved_widened_and_removed_without_drawing_the_others_anew(desk: Desk, browser: Browser):
    opened = desk.board
    assert desk.link() == ""
    count = marked(desk)
    assert count == len(opened)

    desk.add_chart("Papers by author")
    desk.has_board(*opened, "Papers by authors")
    desk.drawn("counts-2")
    expect(desk.chart("counts-2")).to_be_in_viewport(ratio=0.9)
    expect(desk.chart("counts-2").locator(".ls-chart-name")).to_be_focused()

    desk.command("counts-2", "Move earlier")
    desk.has_board(*opened[:-1], "Papers by authors", opened[-1])
    expect(desk.chart("counts-2").locator(".ls-chart-more")).to_be_focused()
    expect(desk.root.locator(".ls-board [role=status]")).to_contain_text(f"chart {len(opened)} of {len(opened) + 1}")

    narrow = desk.chart("timeline").bounding_box()
    desk.command("timeline", "Wider")
    expect(desk.root.locator(".ls-slot-timeline")).to_have_class(re.compile("ls-wide"))
    desk.page.wait_for_timeout(300)
    wide = desk.chart("timeline").bounding_box()
    assert narrow and wide and wide["width"] > 1.8 * narrow["width"]

    desk.command("overlap", "Remove")
    expect(desk.chart("overlap")).to_have_count(0)
    assert kept(desk) == count - 1
    board = desk.board

    desk.page.wait_for_timeout(600)
    assert "overlap" not in decode(desk.link())["board"]
    other = Desk.open(browser.new_page(viewport={"width": 1440, "height": 900}), desk.page.url)
    other.has_board(*board)
    again = other.chart("timeline").bounding_box()
    assert again and abs(again["width"] - wide["width"]) < 2
    other.page.close()

    desk.root.get_by_role("button", name="Put back").click()
    desk.drawn("overlap")
    assert len(desk.board) == len(opened) + 1


def test_a_chart_is_dragged_to_another_place(desk: Desk):
    first, second, third, *rest = desk.board
    count = marked(desk)
    grip = desk.chart("timeline").locator(".ls-chart-grip").bounding_box()
    target = desk.root.locator(".ls-slot").nth(2).bounding_box()
    assert grip and target
    mouse = desk.page.mouse
    mouse.move(grip["x"] + 6, grip["y"] + 8)
    mouse.down()
    mouse.move(target["x"] + 0.8 * target["width"], target["y"] + 90, steps=8)
    expect(desk.root.locator(".ls-drop")).to_be_visible()
    mouse.up()
    desk.has_board(second, third, first, *rest)
    assert kept(desk) == count
    expect(desk.root.locator(".ls-drop")).to_have_count(0)


def test_escape_calls_a_drag_off(desk: Desk):
    opened = desk.board
    grip = desk.chart("timeline").locator(".ls-chart-grip").bounding_box()
    assert grip
    desk.page.mouse.move(grip["x"] + 6, grip["y"] + 8)
    desk.page.mouse.down()
    desk.page.mouse.move(grip["x"] + 600, grip["y"] + 90, steps=8)
    desk.page.keyboard.press("Escape")
    desk.page.mouse.up()
    desk.page.wait_for_timeout(400)
    assert desk.board == opened


def test_the_title_chooses_the_column_and_undo_of_filters_leaves_the_board_alone(desk: Desk):
    desk.retitle("counts", "column", "Authors")
    expect(desk.chart("counts").locator(".ls-chart-name")).to_have_text("Papers by authors")
    desk.value("pages", "Vocabularies").click()
    desk.shows(67, TOTAL)
    desk.command("ranks", "Remove")
    expect(desk.chart("ranks")).to_have_count(0)
    desk.undo()
    desk.shows(TOTAL)
    expect(desk.chart("ranks")).to_have_count(0)
    expect(desk.chart("counts").locator(".ls-chart-name")).to_have_text("Papers by authors")


def test_a_removed_chart_leaves_its_filter(desk: Desk):
    desk.press(desk.chart("counts").locator(".bars .point path").first)
    expect(desk.chips).to_have_count(1)
    desk.command("counts", "Remove")
    expect(desk.chart("counts")).to_have_count(0)
    expect(desk.chips).to_have_count(1)


def test_an_empty_board_says_so_and_leads_back(desk: Desk):
    opened = desk.board
    for id in desk.root.locator("[data-chart]").evaluate_all("heads => heads.map((head) => head.dataset.chart)"):
        desk.command(id, "Remove")
        expect(desk.chart(id)).to_have_count(0)
    expect(desk.root.get_by_text("There is no chart on the page.")).to_be_visible()
    desk.root.get_by_role("button", name="Show the charts").click()
    desk.has_board(*opened)
    desk.page.wait_for_function("!new URL(location).searchParams.get('view')")


def test_by_keyboard_alone(desk: Desk):
    keys = desk.page.keyboard
    first, second, *rest = desk.board
    desk.chart("timeline").locator(".ls-chart-more").focus()
    keys.press("Enter")
    menu = desk.chart("timeline").get_by_role("menu")
    expect(menu).to_be_visible()
    expect(menu.get_by_role("menuitem", name="Move later")).to_be_focused()  # the first cannot be moved earlier
    keys.press("End")
    expect(menu.get_by_role("menuitem", name="Remove")).to_be_focused()
    keys.press("Escape")
    expect(menu).to_be_hidden()
    expect(desk.chart("timeline").locator(".ls-chart-more")).to_be_focused()
    keys.press("Enter")
    expect(menu.get_by_role("menuitem", name="Move later")).to_be_focused()
    keys.press("Enter")
    desk.has_board(second, first, *rest)
    expect(desk.chart("timeline").locator(".ls-chart-more")).to_be_focused()

    desk.root.locator(".ls-board-add").focus()
    keys.press("Enter")
    expect(desk.root.locator(".ls-board-offer").first).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(desk.chart("timeline-2").locator(".ls-chart-name")).to_be_focused()


def test_a_chart_is_saved_as_a_picture(desk: Desk):
    with desk.page.expect_download() as download:
        desk.command("counts", "Download picture")
    assert download.value.suggested_filename.endswith(".png")
