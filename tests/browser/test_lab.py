"""The same notebook in JupyterLab: the same page, and the selection both ways."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import servers
from tests.browser.desk import Desk

TOTAL = 416


@pytest.fixture(scope="module")
def notebook(browser: Browser, lab: servers.Server) -> Iterator[Page]:
    """The notebook in JupyterLab, all cells run."""
    context = browser.new_context(viewport={"width": 1600, "height": 1000})
    page = context.new_page()
    page.goto(f"{lab.url}lab/tree/dashboard.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    page.wait_for_function("window.jupyterapp?.commands?.hasCommand('notebook:run-all-cells')")
    page.wait_for_timeout(3000)
    page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
    yield page
    context.close()


@pytest.fixture
def desk(notebook: Page) -> Desk:
    desk = Desk(notebook).wait()
    desk.start_over()
    return desk


def run(page: Page, code: str) -> str:
    """Run code in a new last cell and return what it printed."""
    return page.evaluate(
        """async (code) => {
            const panel = window.jupyterapp.shell.currentWidget;
            const kernel = panel.sessionContext.session.kernel;
            const future = kernel.requestExecute({ code });
            let out = "";
            future.onIOPub = (message) => {
                if (message.header.msg_type === "stream") out += message.content.text;
                if (message.header.msg_type === "error") out += message.content.ename + message.content.evalue;
            };
            await future.done;
            return out;
        }""",
        code,
    )


def test_the_dashboard_is_drawn_in_its_cell(desk: Desk):
    desk.shows(TOTAL)
    for name in ("timeline", "counts", "overlap", "ranks", "scatter"):
        expect(desk.chart(name).locator(".main-svg").first).to_be_attached()


def test_a_click_is_a_selection_in_code(desk: Desk):
    desk.value("pages", "Decoding speed").click()
    desk.shows(48, TOTAL)
    assert run(desk.page, "print(len(dashboard.selected))").strip() == "48"


def test_a_selection_from_code_shows_on_the_page(desk: Desk):
    out = run(desk.page, "dashboard.select(pages='Vocabularies', text='tokenizer'); print(dashboard.crossfilter.count)")
    expect(desk.chips).to_have_count(2)
    desk.shows(int(out), TOTAL)


def test_the_state_can_be_kept_and_brought_back(desk: Desk):
    desk.value("pages", "Vocabularies").click()
    desk.shows(67, TOTAL)
    run(desk.page, "kept = dashboard.state; dashboard.clear()")
    desk.shows(TOTAL)
    run(desk.page, "dashboard.state = kept")
    desk.shows(67, TOTAL)


def test_the_address_bar_is_left_alone(desk: Desk):
    desk.value("pages", "Vocabularies").click()
    desk.shows(67, TOTAL)
    desk.page.wait_for_timeout(500)
    assert desk.link() == ""


def test_charts_filter_here_too(desk: Desk):
    desk.drag(desk.plot("scatter"), (0.6, 0.05), (0.9, 0.95))
    expect(desk.chips).to_have_count(1)


def test_a_wrong_selection_from_code_says_so(desk: Desk):
    assert "ClauseError" in run(desk.page, "dashboard.select(published=('soon', None))")
