"""What a visitor does with the notebook in JupyterLab."""

from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from tests.browser import servers
from tests.browser.desk import Desk


def open_notebook(page: Page, lab: servers.Server) -> None:
    """Open the notebook in a fresh workspace."""
    page.goto(f"{lab.url}lab/tree/dashboard.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=90_000)
    page.wait_for_function("window.jupyterapp?.commands?.hasCommand('notebook:run-all-cells')")
    page.wait_for_timeout(3000)


def command(page: Page, name: str, **arguments: str) -> None:
    """Execute a command of JupyterLab, without waiting for its end."""
    page.evaluate(
        "([name, arguments]) => { window.jupyterapp.commands.execute(name, arguments); }",
        [name, arguments],
    )


def in_cell(page: Page) -> Desk:
    """The dashboard in its cell."""
    desk = Desk(page)
    desk.root = page.locator(".jp-Notebook .litscope.litscope-ready")
    return desk.wait()


def drawn(browser: Browser, lab: servers.Server) -> Iterator[Page]:
    """The notebook, all cells run."""
    context = browser.new_context(viewport={"width": 1600, "height": 1000})
    page = context.new_page()
    open_notebook(page, lab)
    command(page, "notebook:run-all-cells")
    in_cell(page)
    yield page
    context.close()
