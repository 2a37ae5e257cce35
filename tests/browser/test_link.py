"""The link in the address bar reproduces the view, and a damaged one does no harm."""

from playwright.sync_api import Browser, Page, expect

from tests.browser import servers
from tests.browser.desk import Desk
from tests.browser.watch import Watch
from widgets.address import decode, encode

TOTAL = 416


def test_the_link_reproduces_the_whole_view(desk: Desk, browser: Browser):
    assert desk.link() == ""
    desk.value("pages", "Decoding speed").click()
    desk.search("draft")
    expect(desk.chips).to_have_count(2)
    desk.root.locator(".ls-toolbar-sort").select_option(label="Oldest first")
    expect(desk.root.locator(".ls-list-title")).to_contain_text("oldest first")
    desk.page.wait_for_timeout(500)
    title = desk.rows.first.locator(".ls-row-title").inner_text()
    desk.rows.first.click()
    expect(desk.card.locator(".ls-card-title")).to_have_text(title)
    desk.page.wait_for_timeout(500)
    count = desk.passing
    state = decode(desk.link())
    assert {clause["type"] for clause in state["clauses"]} == {"values", "text"}

    context = browser.new_context(viewport={"width": 1440, "height": 900})
    other = Desk.open(context.new_page(), desk.page.url)
    other.shows(count, TOTAL)
    expect(other.chips).to_have_count(2)
    expect(other.card.locator(".ls-card-title")).to_have_text(title)
    expect(other.rows.first.locator(".ls-row-title")).to_have_text(title)
    assert sum(other.bars("timeline")) == count  # drawn filtered, not filtered after
    context.close()
    desk.root.locator(".ls-toolbar-sort").select_option(index=0)


def test_a_choice_of_a_chart_and_a_tab_are_in_the_link(page: Page, site: servers.Server):
    state = {"charts": {"counts": {"column": "venue"}}, "tab": "sources"}
    page.goto(f"{site.url}?view={encode(state)}")
    desk = Desk(page)
    expect(page.get_by_role("tab", name="Sources")).to_have_attribute("aria-selected", "true", timeout=60_000)
    desk.tab("Overview")
    desk.wait()
    expect(desk.chart("counts").get_by_text("NeurIPS 2024").first).to_be_visible()


def test_a_damaged_link_is_said_and_opens_the_whole_page(page: Page, site: servers.Server):
    desk = Desk.open(page, f"{site.url}?view=%3Cscript%3Ealert(1)%3C/script%3E&other=kept")
    desk.shows(TOTAL)
    expect(desk.root.locator(".ls-banner")).to_contain_text("damaged")


def test_clauses_that_do_not_fit_are_named_and_the_rest_is_shown(page: Page, site: servers.Server):
    clauses = [
        {"type": "values", "column": "pages", "include": ["Vocabularies"], "exclude": [], "match": "any"},
        {"type": "range", "column": "nonsense", "low": 1, "high": 2},
    ]
    desk = Desk.open(page, f"{site.url}?view={encode({'clauses': clauses})}")
    desk.shows(67, TOTAL)
    expect(desk.root.locator(".ls-banner")).to_contain_text("nonsense")


def test_the_page_asks_no_other_host_and_sends_little(page: Page, site: servers.Server):
    watch = Watch(page)
    Desk.open(page, site.url)
    page.wait_for_timeout(1000)
    watch.check()
    assert watch.received < 1_000_000
