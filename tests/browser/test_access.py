"""Nobody is shut out: axe-core finds nothing, Tab reaches everything, and what moves stands still where asked."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.browser import servers
from tests.browser.desk import Desk
from tests.browser.watch import Watch

pytestmark = pytest.mark.slow

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1440, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 400, "height": 800}, "has_touch": True},
}
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All rules that axe-core runs by itself, best practices among them, and the one on the size of targets."""
SETTLED = 500
"""Milliseconds until what was asked for stands still."""
STOPS = 400
"""Presses of Tab after which the page must have been walked through."""


def opened(browser: Browser, site: servers.Server, **context: Any) -> Iterator[Desk]:
    held = browser.new_context(**context)
    page = held.new_page()
    watch = Watch(page)
    yield Desk.open(page, site.url)
    held.close()
    watch.check()


@pytest.fixture(params=list(LOOKS))
def desk(request: pytest.FixtureRequest, browser: Browser, site: servers.Server) -> Iterator[Desk]:
    """The page in one look, as a visitor finds it who has never been here."""
    yield from opened(browser, site, **LOOKS[request.param])


@pytest.fixture
def wide(browser: Browser, site: servers.Server) -> Iterator[Desk]:
    """The page on a wide screen, seen before."""
    for desk in opened(browser, site, **LOOKS["light"]):
        desk.root.locator(".ls-tour-never").click()
        yield desk


def states(desk: Desk) -> Iterator[str]:
    """Bring the page into one state after the other; yields what each is called."""
    page, root = desk.page, desk.root
    narrow = page.viewport_size is not None and page.viewport_size["width"] < 700

    def click(selector: str) -> None:
        root.locator(selector).locator("visible=true").first.click()

    yield "first visit"
    click(".ls-tour-start")
    yield "tour"
    click(".ls-tour-end")
    page.keyboard.press("?")
    yield "keys"
    page.keyboard.press("Escape")
    if narrow:
        click(".ls-toolbar-more")
        yield "more"
        page.keyboard.press("Escape")
        click(".ls-toolbar-filters")
        yield "drawer of filters"
    click(".ls-filters-add")
    yield "columns to filter by"
    page.keyboard.press("Escape")
    desk.value("pages", "Attention heads").click()
    desk.value("venue", "not given").click(modifiers=["Alt"])
    desk.range("published").locator("input.ls-range-field").first.fill("2024-01-01")
    page.keyboard.press("Enter")
    expect(desk.chips).to_have_count(3)
    yield "filters set"
    if narrow:
        click(".ls-filters-done")
    desk.search("attention")
    expect(desk.chips).to_have_count(4)
    yield "search"
    desk.rows.nth(1).click()
    yield "paper"
    if narrow:
        click(".ls-card-close")
    desk.search("zzzzqqqq")
    desk.shows(0)
    yield "nothing found"
    if not narrow:
        expect(root.locator(".ls-card-outside")).to_be_visible()
        click(".ls-card-close")
    click(".ls-toolbar-clear")
    root.locator(".ls-segment").get_by_text("Titles", exact=True).click()
    yield "titles"
    if narrow:
        desk.tab("Charts")
        yield "charts"
    root.get_by_role("button", name="Add chart").click()
    yield "charts to add"
    page.keyboard.press("Escape")
    click(".ls-chart-more")
    yield "menu of a chart"
    page.keyboard.press("Escape")
    root.get_by_role("tab", name="Map", exact=True).locator("visible=true").click()
    expect(root.locator(".ls-map")).to_have_attribute("data-points", re.compile("^[1-9]"))
    yield "map"
    if narrow:
        desk.tab("Topics")
    click(".ls-topics-toggle")
    click(".ls-topics-more")
    yield "a topic to change"
    desk.tab("Results")
    root.locator(".ls-claim:not(.ls-claim-awaited)").first.click()
    expect(root.locator(".ls-evidence mark, .ls-evidence a").first).to_be_visible()
    yield "results"
    desk.tab("Trends")
    expect(root.locator(".ls-trends .main-svg").first).to_be_visible()
    yield "trends"
    desk.tab("List" if narrow else "Overview")
    click(".ls-list-compare")
    desk.tab("Compare")
    expect(root.locator(".ls-compare table")).to_be_visible()
    yield "papers side by side"
    desk.tab("Sources")
    yield "sources"


def test_axe_finds_nothing_anywhere(desk: Desk):
    found = []
    for state in states(desk):
        desk.page.wait_for_timeout(SETTLED)
        for violation in Axe().run(desk.page, options=RULES).response["violations"]:
            where = [" ".join(map(str, node["target"])) for node in violation["nodes"]]
            found.append(f"{state}: {violation['id']} ({violation['help']}) at {', '.join(where[:5])}")
    assert not found, "\n".join(found)


STOP = """root => {
    const node = document.activeElement;
    if (!root.contains(node)) return null;
    node.lsStop ??= String(Math.random());
    const cursor = node.matches(".ls-list-rows") ? node.querySelector(".ls-row-cursor") : null;
    const rings = [node, node.parentElement, node.firstElementChild, node.closest("label"), cursor].some((part) => {
        const style = part && getComputedStyle(part);
        return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    });
    return {
        id: node.lsStop,
        what: `${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? ""}`,
        seen: node.checkVisibility({ visibilityProperty: true }) && rings,
    };
}"""
"""What has the focus: which element, and whether it shows that."""


def test_tab_goes_through_the_page_and_shows_where_it_is(wide: Desk):
    wide.rows.first.click()
    expect(wide.card).to_be_visible()
    wide.root.locator(".ls-toolbar-query").focus()
    stops: dict[str, dict[str, Any]] = {}
    last = ""
    for _ in range(STOPS):
        stop = wide.root.evaluate(STOP)
        if stop is None or (stop["id"] in stops and stop["id"] != last):  # a date has several stops
            break
        last = stop["id"]
        stops[last] = stop
        wide.page.keyboard.press("Tab")
    else:
        pytest.fail("Tab never comes to an end.")
    names = " ".join(stop["what"] for stop in stops.values())
    for part in ("ls-toolbar-sort", "ls-facet-row", "ls-range-handle", "ls-list-rows", "ls-card-body", "ls-tab"):
        assert part in names, part
    assert [stop["what"] for stop in stops.values() if not stop["seen"]] == []


def test_a_facet_by_keys_alone(wide: Desk):
    keys = wide.page.keyboard
    facet = wide.facet("pages")
    facet.locator(".ls-filter-title").focus()
    keys.press("Enter")
    expect(facet.locator(".ls-facet-list")).to_be_hidden()
    keys.press("Enter")
    expect(facet.locator(".ls-facet-list")).to_be_visible()
    keys.press("Tab")
    keys.press("Tab")
    expect(facet.locator(".ls-facet-row").first).to_be_focused()
    keys.press("ArrowDown")
    second = facet.locator(".ls-facet-row").nth(1)
    expect(second).to_be_focused()
    keys.press("Space")
    expect(second).to_have_attribute("aria-selected", "true")
    keys.press("-")
    expect(second).to_have_attribute("data-state", "excluded")
    keys.press("-")
    expect(wide.chips).to_have_count(0)
    expect(second).to_be_focused()


def test_a_range_by_keys_alone(wide: Desk):
    handle = wide.range("published").locator('.ls-range-handle[data-end="from"]')
    handle.focus()
    wide.page.keyboard.press("PageDown")
    wide.page.keyboard.press("PageUp")
    wide.page.keyboard.press("ArrowRight")
    expect(wide.chip("Published")).to_be_visible()
    expect(handle).to_be_focused()
    wide.page.keyboard.press("Home")
    expect(wide.chips).to_have_count(0)


def test_the_list_and_the_card_by_keys_alone(wide: Desk):
    keys = wide.page.keyboard
    wide.root.locator(".ls-list-rows").focus()
    keys.press("ArrowDown")
    keys.press("Enter")
    title = wide.rows.nth(1).locator(".ls-row-title").inner_text()
    expect(wide.card.locator(".ls-card-title")).to_have_text(title)
    fold = wide.card.locator(".ls-card-why summary")
    fold.focus()
    keys.press("Enter")
    expect(wide.card.locator(".ls-card-reasons")).to_be_hidden()
    keys.press("Escape")
    expect(wide.card).to_be_hidden()
    expect(wide.root.locator(".ls-list-rows")).to_be_focused()


MOVING = """root => {
    const nodes = Array.from(root.querySelectorAll("*"));
    const parts = nodes.flatMap((node) => [null, "::before", "::after"].map((part) => [node, part]));
    const moves = ([node, part]) => {
        const { transitionDuration, animationName, animationDuration, content } = getComputedStyle(node, part);
        if (part && content === "none") return false;
        return /[1-9]/.test(transitionDuration) || (animationName !== "none" && /[1-9]/.test(animationDuration));
    };
    const name = ([node, part]) => `${node.tagName}.${node.getAttribute("class")}${part ?? ""}`;
    return Array.from(new Set(parts.filter(moves).map(name)));
}"""


def test_nothing_moves_for_those_who_asked_for_it(browser: Browser, site: servers.Server):
    for desk in opened(browser, site, reduced_motion="reduce", **LOOKS["light"]):
        moving = {state: desk.root.evaluate(MOVING) for state in states(desk)}
        assert {state: parts for state, parts in moving.items() if parts} == {}
