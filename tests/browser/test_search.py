"""The search box: completion, the weight of meaning, reasons, mistakes, and more like what was chosen."""

import re

from playwright.sync_api import expect

from tests.browser.desk import Desk


def test_fields_and_values_are_completed_while_typing(desk: Desk):
    box, options = desk.root.locator(".ls-toolbar-query"), desk.root.locator(".ls-toolbar-options [role=option]")
    box.press_sequentially("ve")
    expect(options.filter(has_text="venue:")).to_be_visible()
    options.filter(has_text="venue:").click()
    expect(box).to_have_value("venue:")
    expect(options.first).to_have_text(re.compile(r"\(\d+\)"))  # the values with their papers
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value(re.compile(r"^venue:\S+"))
    expect(desk.chip("Text")).to_be_visible()


def test_a_slider_weighs_words_against_meaning_and_says_how(desk: Desk):
    desk.search("attention heads")
    blend, slider = desk.root.locator(".ls-toolbar-blend"), desk.root.locator(".ls-toolbar-meaning")
    expect(blend).to_contain_text("meaning 30%")
    slider.fill("0")
    expect(blend).to_have_text("Ranked by words alone.")
    expect(desk.chip("meaning 0%")).to_be_visible()
    slider.fill("0.3")
    expect(blend).to_contain_text("meaning 30%")


def test_a_hit_says_why_it_is_there(desk: Desk):
    desk.search("attention heads")
    expect(desk.rows.first.locator("mark").first).to_be_visible()
    desk.rows.first.click()
    why = desk.card.locator(".ls-card-why")
    expect(why).to_contain_text("search “attention heads” in")
    expect(why).to_contain_text(re.compile(r"score [\d.]+: words [\d.]+, meaning"))


def test_a_mistake_is_explained_where_it_stands_and_a_wrong_spelling_finds_it_all_the_same(desk: Desk):
    told = desk.root.locator(".ls-toolbar-told li")
    desk.search("attention year:soon")
    expect(told).to_contain_text("“soon” is no date")
    expect(told.locator("code")).to_have_text("year:soon")
    desk.search("atention haeds")
    expect(told.filter(has_text="searched for attention")).to_be_visible()
    expect(desk.rows.first.locator("mark").first).to_be_visible()


def test_more_like_what_a_lasso_chose(desk: Desk):
    desk.tab("Map")
    map = desk.root.locator(".ls-map")
    expect(map).to_have_attribute("data-labels", re.compile(r"^[1-9]"))
    more = desk.root.locator(".ls-panel-map.ls-more")
    expect(more).to_be_hidden()
    map.get_by_text("Lasso", exact=True).click()
    desk.drag(map.locator(".ls-map-over"), (0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.6))
    more.locator("summary").click()
    entries = more.locator("li[data-paper]")
    expect(entries.first).to_contain_text("% alike")
    expect(entries.first).to_contain_text("share")
    more.locator(".ls-alike-by").select_option("date")
    expect(entries.first).to_be_visible()
    title = entries.first.locator(".ls-alike-open").inner_text()
    entries.first.locator(".ls-alike-open").click()
    expect(desk.card.locator(".ls-card-title")).to_have_text(title)
    more.locator("summary").click()
    map.get_by_text("Move", exact=True).click()


WATCHED = """[...(CSS.highlights.get("ls-watched") ?? [])].map(({ startContainer, startOffset, endOffset }) =>
    startContainer.data.slice(startOffset, endOffset).toLowerCase())"""


def test_watch_words_are_marked_wherever_papers_are_read_and_kept(desk: Desk):
    page = desk.page
    field = page.get_by_label("Words to mark")
    desk.search("decoding")
    page.get_by_role("button", name="Watch-words").click()
    field.fill("speculative   decod, decod, (((")
    page.wait_for_function(f"{WATCHED}.length > 1")
    assert {word[:5] for word in page.evaluate(WATCHED)} <= {"decod", "specu"}
    page.keyboard.press("Escape")
    desk.search("title:whales")
    page.wait_for_function(f"{WATCHED}.length === 0")
    desk.search("decoding")
    page.wait_for_function(f"{WATCHED}.length > 1")
    page.reload()
    desk.wait().search("decoding")
    page.wait_for_function(f"{WATCHED}.length > 1")
    page.get_by_role("button", name="Watch-words").click()
    expect(field).to_have_value("speculative   decod, decod, (((")
    field.fill("")
    page.wait_for_function(f"{WATCHED}.length === 0")
