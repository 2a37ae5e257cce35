"""The page while papers are prepared, until it is the dashboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import servers
from widgets.address import encode

pytestmark = pytest.mark.slow

PAPERS = 6_000


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.csv"
    lines = (f"Counting whales of {n} fjords by song {n},20{n % 20 + 5:02}-03-01" for n in range(PAPERS))
    path.write_text("title,published\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_who_comes_early_sees_how_far_it_is_and_then_the_dashboard(browser: Browser, many: Path, tmp_path: Path):
    page = browser.new_page()
    with servers.litscope(many, early=True, LITSCOPE_CACHE=str(tmp_path)) as server:
        page.goto(f"{server.url}?view={encode({'tab': 'trends'})}")
        expect(page.get_by_role("heading", name="being prepared")).to_be_visible()
        expect(page.get_by_text(f"of {PAPERS:,}")).to_be_visible(timeout=60_000)
        expect(page.locator(".litscope-ready")).to_be_attached(timeout=120_000)
        expect(page.get_by_role("tab", name="Trends")).to_have_attribute("aria-selected", "true")
        server.wait()
        assert f"{PAPERS:,} papers" in server.log
    page.close()


def test_a_server_that_ends_before_is_told_of(browser: Browser, many: Path, tmp_path: Path):
    page = browser.new_page()
    page.clock.install()
    with servers.litscope(many, early=True, LITSCOPE_CACHE=str(tmp_path)) as server:
        page.goto(server.url)
        expect(page.get_by_role("heading", name="being prepared")).to_be_visible()
    page.clock.run_for(70_000)
    expect(page.get_by_role("status")).to_have_text("The server does not answer.")
    page.close()
