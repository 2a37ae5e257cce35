"""The pictures of the page in docs/, on the bundled sample: every tab, in each size and theme.

Run by `make pictures`; `docs/overview.png` is the one that the README shows.
"""

import shutil
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import servers
from tests.browser.chromium import launch
from tests.browser.conftest import NO_TOUR
from tests.browser.desk import Desk

DOCS = Path(__file__).resolve().parents[2] / "docs"

Theme = Literal["light", "dark"]

THEMES: tuple[Theme, ...] = ("light", "dark")
WIDE = ("Overview", "Map", "Results", "Trends", "Compare", "Sources")
NARROW = ("List", "Charts", "Map", "Topics", "Results", "Trends", "Compare", "Sources")
SIZES = {(1440, 900): WIDE, (1280, 800): WIDE, (400, 800): NARROW}
"""Width and height of a window, and the tabs that it has."""
SEEN = {
    "Overview": ".ls-chart .main-svg",
    "List": ".ls-row",
    "Charts": ".ls-chart .main-svg",
    "Map": ".ls-map:not([data-labels='0'])[data-labels]",
    "Topics": ".ls-topics",
    "Results": ".ls-chart-claims .point",
    "Trends": ".ls-trends .main-svg",
    "Compare": ".ls-compare table",
    "Sources": ".ls-upload",
}
"""What a tab shows once it is drawn."""
STILL = 1_500
"""Milliseconds until nothing moves."""


def take(browser: Browser, url: str, size: tuple[int, int], theme: Theme) -> None:
    """Write a picture of each tab."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, has_touch=width < 700, device_scale_factor=1
    )
    context.add_init_script(NO_TOUR)
    desk = Desk.open(context.new_page(), url)
    desk.root.locator(".ls-list-compare").click()  # so that there is something side by side
    expect(desk.root.locator(".ls-compare table")).to_be_visible()
    for tab in SIZES[size]:
        desk.root.get_by_role("tab", name=tab, exact=True).locator("visible=true").first.click()
        expect(desk.root.locator(SEEN[tab]).first).to_be_visible()
        desk.page.wait_for_timeout(STILL)
        desk.page.screenshot(path=DOCS / f"{tab.lower()}-{width}x{height}-{theme}.png")
    context.close()


def main() -> None:
    """Take all pictures."""
    with servers.litscope() as server, sync_playwright() as playwright:
        browser = launch(playwright)
        for size in SIZES:
            for theme in THEMES:
                take(browser, server.url, size, theme)
        browser.close()
    shutil.move(DOCS / "overview-1440x900-light.png", DOCS / "overview.png")


if __name__ == "__main__":
    main()
