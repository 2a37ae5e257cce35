"""The tab Trends: terms are drawn when it is opened, and a click on one filters everything."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

pytestmark = pytest.mark.slow

TOTAL = 416


def test_a_click_on_a_term_filters_the_whole_page(desk: Desk):
    desk.tab("Trends")
    trends = desk.root.locator(".ls-panel-trends")
    for chart in ("terms", "rising", "network"):
        expect(trends.locator(f".ls-chart-{chart} .js-plotly-plot .main-svg").first).to_be_visible()
    desk.press(trends.locator(".ls-chart-terms .bars .point path").first)
    expect(desk.chips).to_have_count(1)
    expect(desk.chip("Term")).to_be_visible()
    desk.page.wait_for_timeout(400)
    assert 0 < desk.passing < TOTAL
    desk.root.locator(".ls-toolbar-clear").first.click()
    desk.shows(TOTAL)
