"""The same notebook in JupyterLab: the same page, and the selection both ways."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import servers
from tests.browser.desk import Desk
from tests.browser.notebook import command, drawn, in_cell

TOTAL = 416


@pytest.fixture(scope="module")
def notebook(browser: Browser, lab: servers.Server) -> Iterator[Page]:
    """The notebook in JupyterLab, all cells run."""
    yield from drawn(browser, lab)


@pytest.fixture
def desk(notebook: Page) -> Desk:
    desk = in_cell(notebook)
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_charts_filter_here_too(desk: Desk):
    desk.drag(desk.plot("scatter"), (0.6, 0.05), (0.9, 0.95))
    expect(desk.chips).to_have_count(1)


@pytest.mark.slow
def test_a_wrong_selection_from_code_says_so(desk: Desk):
    assert "ClauseError" in run(desk.page, "dashboard.select(published=('soon', None))")


def test_it_follows_the_theme(desk: Desk):
    for theme, scheme in (("JupyterLab Dark", "dark"), ("JupyterLab Light", "light")):
        command(desk.page, "apputils:change-theme", theme=theme)
        expect(desk.root).to_have_css("color-scheme", scheme)


def test_letters_are_no_shortcuts_of_the_notebook(desk: Desk):
    cells = desk.page.locator(".jp-Notebook .jp-Cell")
    count = cells.count()
    desk.root.locator(".ls-toolbar-query").press_sequentially("abddm")
    expect(desk.root.locator(".ls-toolbar-query")).to_have_value("abddm")
    desk.search("")
    desk.rows.first.click()
    for key in "add":
        desk.page.keyboard.press(key)
    desk.root.get_by_role("button", name="Add filter").focus()
    for key in "bdd":
        desk.page.keyboard.press(key)
    desk.page.wait_for_timeout(300)
    assert cells.count() == count
    assert desk.page.locator(".jp-Notebook .jp-MarkdownCell").count() == 2


@pytest.mark.slow
def test_a_tab_of_its_own_is_filled_and_in_step(desk: Desk):
    page = desk.page
    desk.value("pages", "Decoding speed").click()
    desk.shows(48, TOTAL)  # a view that opens later shows what is chosen by then
    page.evaluate("() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 2; }")
    page.set_viewport_size({"width": 1600, "height": 1600})
    command(page, "notebook:create-output-view")
    other = Desk(page)
    other.root = page.locator(".jp-LinkedOutputView .litscope")
    expect(other.root).to_be_visible()
    tab = page.locator(".jp-LinkedOutputView").bounding_box()
    box = other.root.bounding_box()
    assert tab and box
    assert (box["width"], box["height"]) == pytest.approx((tab["width"], tab["height"]), abs=2)
    other.shows(48, TOTAL)
    drawn = "chart => chart.querySelector('.js-plotly-plot').data.slice(0, 2).map(({ y }) => Array.from(y ?? []))"
    for each in (desk, other):
        each.drawn("timeline")
    expect(other.chips).to_have_count(1)
    assert other.chart("timeline").evaluate(drawn) == desk.chart("timeline").evaluate(drawn)
    other.value("pages", "Vocabularies").click()
    desk.shows(115, TOTAL)
    other.shows(115, TOTAL)
    page.get_by_role("tab", name="Output View").locator(".lm-TabBar-tabCloseIcon").click()
    page.set_viewport_size({"width": 1600, "height": 1000})


@pytest.fixture
def fresh(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A notebook in a JupyterLab of its own, which may be broken; all cells run."""
    with servers.lab(tmp_path) as lab:
        yield from drawn(browser, lab)


def reload(page: Page) -> None:
    """Save the notebook and load the page again, as it is."""
    command(page, "docmanager:save")
    expect(page.locator(".jp-mod-dirty")).to_have_count(0)
    page.wait_for_timeout(1000)
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)


NOTICE = ".jp-Notebook .ls-connection-notice"


@pytest.mark.slow
def test_it_survives_save_and_reload(fresh: Page):
    desk = in_cell(fresh)
    desk.value("pages", "Vocabularies").click()
    desk.shows(67, TOTAL)
    reload(fresh)
    in_cell(fresh).shows(67, TOTAL)
    in_cell(fresh).value("pages", "Decoding speed").click()
    in_cell(fresh).shows(115, TOTAL)


@pytest.mark.slow
def test_without_its_kernel_it_says_how_to_get_it_back(fresh: Page):
    in_cell(fresh)
    fresh.evaluate("() => { window.jupyterapp.shell.currentWidget.sessionContext.shutdown(); }")
    expect(fresh.locator(NOTICE)).to_contain_text("Run the notebook’s cells again")
    reload(fresh)
    expect(fresh.locator(".litscope-absent")).to_be_visible()
    expect(fresh.get_by_text("Error displaying widget")).to_be_hidden()


@pytest.mark.slow
def test_a_restart_is_said_until_the_cells_are_run_again(fresh: Page):
    in_cell(fresh)
    fresh.evaluate("() => { window.jupyterapp.shell.currentWidget.sessionContext.restartKernel(); }")
    expect(fresh.locator(NOTICE)).to_contain_text("Run the notebook’s cells again", timeout=5_000)
    fresh.wait_for_timeout(2000)
    command(fresh, "notebook:run-all-cells")
    expect(fresh.locator(NOTICE)).to_be_hidden()
    desk = in_cell(fresh)
    desk.value("pages", "Vocabularies").click()
    desk.shows(67, TOTAL)
    expect(fresh.locator(NOTICE)).to_be_hidden()


@pytest.mark.slow
def test_a_rerun_leaves_no_widgets_behind(fresh: Page):
    in_cell(fresh)
    count = "from ipywidgets.widgets import widget; print(len(widget._instances))"
    before = int(run(fresh, count))
    for _ in range(3):
        old = fresh.locator(".jp-Notebook .litscope").element_handle()
        command(fresh, "notebook:run-all-cells")
        assert old
        fresh.wait_for_function("old => !old.isConnected", arg=old)
        in_cell(fresh)
    desk = in_cell(fresh)
    desk.value("pages", "Vocabularies").click()
    desk.shows(67, TOTAL)
    assert int(run(fresh, count)) <= before + 5


@pytest.mark.slow
def test_the_map_is_drawn_and_its_topics_filter(desk: Desk):
    desk.tab("Map")
    expect(desk.root.locator(".ls-map")).to_have_attribute("data-points", re.compile("^[1-9]"))
    desk.root.locator(".ls-topics-choose").first.click()
    expect(desk.chip("Topic")).to_be_visible()
