"""Heat map and author view: what a hand does to cells, bars and names, on the page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import servers
from tests.browser.desk import Desk
from widgets.address import encode

pytestmark = pytest.mark.slow

VIEW = {
    "board": ["heatmap", "coauthors", "counts"],
    "charts": {"heatmap": {"y": "published", "x": "pages"}, "counts": {"column": "venue"}},
}
TOTAL = 416


@pytest.fixture
def desk(page: Page, site: servers.Server) -> Iterator[Desk]:
    """A page with the charts of this module."""
    yield Desk.open(page, f"{site.url}?view={encode(VIEW)}")


def press_place(desk: Desk, chart: str, x: float, y: float) -> None:
    """Click at a place of a chart, in the numbers of its axes."""
    desk.chart(chart).scroll_into_view_if_needed()
    left, top = desk.chart(chart).evaluate(
        """(chart, [x, y]) => {
            const drawn = chart.querySelector(".js-plotly-plot");
            const { xaxis, yaxis } = drawn._fullLayout;
            const box = drawn.getBoundingClientRect();
            return [box.left + xaxis._offset + xaxis.l2p(x), box.top + yaxis._offset + yaxis.l2p(y)];
        }""",
        [x, y],
    )
    desk._click(left, top, None)


def papers_in(desk: Desk, row: int, column: int) -> int:
    """Return how many papers a cell of the heat map says it has."""
    return desk.chart("heatmap").evaluate(
        "(chart, [row, column]) => chart.querySelector('.js-plotly-plot').data[3].z[row][column]", [row, column]
    )


def test_a_cell_chooses_two_values_and_a_name_one(desk: Desk):
    row, column = desk.chart("heatmap").evaluate(
        """chart => {
            const { z } = chart.querySelector(".js-plotly-plot").data[3];
            const rows = z.map((row) => Math.max(...row));
            const row = rows.indexOf(Math.max(...rows.slice(0, 9)));
            return [row, z[row].indexOf(rows[row])];
        }"""
    )
    count = papers_in(desk, row, column)
    press_place(desk, "heatmap", column, row)
    desk.shows(count, TOTAL)
    expect(desk.chips).to_have_count(2)
    expect(desk.chart("heatmap").locator(".shapelayer path")).to_have_count(1)
    press_place(desk, "heatmap", column, row)
    desk.shows(TOTAL)

    desk.chart("heatmap").locator(".xtick text").first.click()
    expect(desk.chips).to_have_count(1)
    expect(desk.chip("Pages")).to_be_visible()
    desk.undo()
    desk.shows(TOTAL)


def test_a_bar_chooses_the_papers_of_both_authors(desk: Desk):
    joint = int(desk.bars("coauthors")[1])
    desk.chart("coauthors").locator(".ytick text").nth(1).click()
    desk.shows(joint, TOTAL)
    expect(desk.chip(" and ")).to_have_count(1)
    desk.undo()
    desk.shows(TOTAL)


def test_the_pale_bar_chooses_papers_without_a_value(desk: Desk):
    desk.chart("counts").locator(".ytick text").last.click()
    expect(desk.chip("not given")).to_have_count(1)
    assert 0 < desk.passing < TOTAL
    assert desk.count_of("venue", "not given") == desk.passing
