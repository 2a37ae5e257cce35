"""The page while papers are prepared, until it is the dashboard."""

import pytest
from playwright.sync_api import Browser, expect

from app import waiting
from app.server import Address
from app.waiting import Waiting
from tests.browser import servers

pytestmark = pytest.mark.slow


def test_who_comes_early_sees_how_far_it_is_and_then_the_dashboard(browser: Browser, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(waiting, "PATIENCE", -1.0)
    port = servers.free_port()
    page = browser.new_page()
    with Waiting(Address("127.0.0.1", port), open_browser=False) as work:
        work.report(0, 0, "Loading")
        page.goto(f"http://127.0.0.1:{port}/")
        expect(page.get_by_role("status")).to_have_text("Loading")
        work.report(2_500, 10_000, "Reading claims and names")
        expect(page.get_by_role("status")).to_have_text("Reading claims and names")
        expect(page.get_by_text("· 2,500 of 10,000")).to_be_visible()
        expect(page.get_by_role("progressbar")).to_have_js_property("value", 25)
    expect(page.get_by_role("status")).to_have_text("Starting the dashboard")
    with servers.litscope(port=port):
        expect(page.locator(".litscope-ready")).to_be_attached(timeout=60_000)
    page.close()
