"""The page by keyboard: keys that work anywhere, the list of them, skip links and landmarks."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

TOTAL = 416


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The page with the focus nowhere."""
    desk.page.evaluate("document.activeElement.blur()")
    return desk


def test_j_and_k_open_the_next_and_the_previous_paper(desk: Desk):
    titles = desk.rows.locator(".ls-row-title").all_inner_texts()
    title = desk.card.locator(".ls-card-title")
    for key, wanted in (("j", titles[0]), ("j", titles[1]), ("k", titles[0])):
        desk.page.keyboard.press(key)
        expect(title).to_have_text(wanted)
    desk.page.keyboard.press("Escape")
    expect(desk.card).to_be_hidden()


def test_j_goes_on_from_within_the_list(desk: Desk):
    titles = desk.rows.locator(".ls-row-title").all_inner_texts()
    desk.rows.nth(1).click()
    expect(desk.card.locator(".ls-card-title")).to_have_text(titles[1])
    desk.page.keyboard.press("j")
    expect(desk.card.locator(".ls-card-title")).to_have_text(titles[2])


def test_undo_redo_and_clear(desk: Desk):
    desk.value("pages", "Decoding speed").click()
    desk.shows(48, TOTAL)
    for key, passing in (("u", TOTAL), ("r", 48), ("u", TOTAL), ("Shift+U", 48), ("x", TOTAL)):
        desk.page.keyboard.press(key)
        desk.shows(passing, TOTAL)


def test_keys_rest_while_a_field_is_typed_in(desk: Desk):
    desk.page.keyboard.press("/")
    query = desk.root.locator(".ls-toolbar-query")
    expect(query).to_be_focused()
    desk.page.keyboard.type("jux?")
    expect(query).to_have_value("jux?")
    expect(desk.card).to_be_hidden()
    expect(desk.root.locator(".ls-keys-dialog")).to_be_hidden()
    query.fill("")
    desk.shows(TOTAL)


def test_keys_rest_with_modifiers(desk: Desk):
    for key in ("Control+j", "Alt+j", "Meta+j"):
        desk.page.keyboard.press(key)
    desk.page.wait_for_timeout(500)
    expect(desk.card).to_be_hidden()


def test_f_goes_to_the_filters(desk: Desk):
    desk.page.keyboard.press("f")
    assert desk.page.evaluate("document.activeElement.closest('.ls-side') !== null")


def test_the_list_of_keys_names_every_key_and_gives_the_focus_back(desk: Desk):
    search = desk.root.locator(".ls-toolbar-undo, .ls-toolbar-help").last
    search.focus()
    desk.page.keyboard.press("?")
    dialog = desk.root.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    assert desk.page.evaluate("document.activeElement.closest('dialog') !== null")
    named = set(dialog.locator("kbd").all_inner_texts())
    assert named == {"/", "f", "x", "j", "k", "c", "Esc", "u", "r", "Shift U", "?"}
    desk.page.keyboard.press("j")  # nothing moves behind the dialog
    desk.page.wait_for_timeout(300)
    expect(desk.card).to_be_hidden()
    desk.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(search).to_be_focused()


def test_skip_links_lead_to_papers_and_filters(desk: Desk):
    skips = desk.root.get_by_role("navigation", name="Skip to")
    skips.get_by_role("button", name="To the papers").focus()
    desk.page.keyboard.press("Enter")
    expect(desk.root.locator(".ls-list-rows")).to_be_focused()
    skips.get_by_role("button", name="To the filters").focus()
    desk.page.keyboard.press("Enter")
    assert desk.page.evaluate("document.activeElement.closest('.ls-side') !== null")


@pytest.mark.parametrize("role", ["banner", "search", "main", "navigation"])
def test_the_parts_of_the_page_are_landmarks(desk: Desk, role):
    expect(desk.page.get_by_role(role)).to_have_count(1)


def test_the_count_is_read_out_once_it_rests(desk: Desk):
    spoken = desk.root.locator(".ls-toolbar .ls-spoken[role=status]")
    desk.value("pages", "Decoding speed").click()
    expect(spoken).to_have_text("48 of 416 papers")
