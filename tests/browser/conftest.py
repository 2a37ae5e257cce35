"""Fixtures of the page tests: one browser, one server a host, a fresh page a test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import servers
from tests.browser.chromium import launch
from tests.browser.desk import Desk
from tests.browser.watch import Watch

NO_TOUR = "localStorage.setItem('litscope-tour', 'declined')"
"""Makes every visit one of a reader who knows the page."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as a page test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site() -> Iterator[servers.Server]:
    """The dashboard on the bundled sample."""
    with servers.litscope() as server:
        yield server


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """JupyterLab with the notebook."""
    with servers.lab(tmp_path_factory.mktemp("lab")) as server:
        yield server


def watched(browser: Browser, *, tour: bool = False, **options: Any) -> Iterator[Page]:
    """A page that fails the test if it raised an error or asked another host for anything."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    if not tour:
        context.add_init_script(NO_TOUR)
    page = context.new_page()
    watch = Watch(page)
    yield page
    context.close()
    watch.check()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of the test's own."""
    yield from watched(browser)


PHONE: dict[str, Any] = {"viewport": {"width": 400, "height": 800}, "has_touch": True, "is_mobile": True}
"""Options of a browser that stand for a phone."""


@pytest.fixture(scope="module")
def opened(browser: Browser, site: servers.Server) -> Iterator[Desk]:
    """The dashboard on the bundled sample, opened once a module: a page takes longer to open than most tests."""
    for page in watched(browser):
        yield Desk.open(page, site.url)


@pytest.fixture
def desk(opened: Desk) -> Desk:
    """The dashboard on the bundled sample as a visitor finds it."""
    opened.start_over()
    return opened
