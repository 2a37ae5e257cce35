"""How long a visitor waits: from navigation until every chart is drawn, beside a stock Voila page with one stock chart.

Both servers keep a preheated kernel and are left to settle between visits; the browser starts each visit with an empty
cache. The bytes are those that came through the kernel's websocket before the first click. `first` is the first
visitor after the start of a server, on as many fresh servers as there are rounds.

    python -m benchmarks.visit [SOURCE ...]
"""

import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import psutil
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from tests.browser import servers
from tests.browser.chromium import launch
from tests.browser.watch import Watch

ROUNDS = 5
FIRST_ROUNDS = 3

STOCK = """
import plotly.graph_objects as go
from voila.utils import wait_for_request
figure = go.Figure(go.Bar(x=list("abcdefgh"), y=[3, 1, 4, 1, 5, 9, 2, 6]))
wait_for_request()
go.FigureWidget(figure)
"""

STOCK_READY = ".js-plotly-plot .main-svg .barlayer .point path"
READY = ".litscope.litscope-ready"


@dataclass
class Visits:
    """What one page cost its visitors."""

    seconds: list[float] = field(default_factory=list)
    received: list[int] = field(default_factory=list)
    foreign: int = 0
    errors: int = 0

    @property
    def median(self) -> float:
        """Median wait in seconds."""
        return statistics.median(self.seconds)


def visit(browser: Browser, url: str, ready: str, visits: Visits) -> None:
    """Open the page in a fresh context and add what it took."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    watch = Watch(page)
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(ready, timeout=120_000, state="attached")
    visits.seconds.append(time.perf_counter() - start)
    page.wait_for_timeout(1000)
    visits.received.append(watch.received)
    visits.foreign += len(watch.foreign)
    visits.errors += len(watch.errors)
    context.close()


def settle(server: servers.Server) -> None:
    """Wait until the server and its kernels have been idle for two seconds (the pool is full again)."""
    time.sleep(6)
    quiet = 0
    while quiet < 4:
        root = psutil.Process(server.process.pid)
        family = [root, *root.children(recursive=True)]
        before = sum(sum(process.cpu_times()[:2]) for process in family if process.is_running())
        time.sleep(0.5)
        after = sum(sum(process.cpu_times()[:2]) for process in family if process.is_running())
        quiet = quiet + 1 if after - before < 0.05 else 0


def stock_notebook(folder: Path) -> Path:
    """Write a notebook with one stock FigureWidget."""
    path = folder / "stock.ipynb"
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    cells = [nbformat.v4.new_code_cell(STOCK)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def main(arguments: list[str] | None = None) -> None:
    """Print the table."""
    sources = arguments or []
    stock, ours, first = Visits(), Visits(), Visits()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        preheat = "--VoilaConfiguration.preheat_kernel=True"
        with servers.voila(stock_notebook(Path(folder)), preheat) as theirs, servers.litscope(*sources) as litscope:
            settle(theirs)
            for server, ready in ((theirs, STOCK_READY), (litscope, READY)):
                visit(browser, server.url, ready, Visits())  # warms the server up, not counted
                settle(server)
            for _ in range(ROUNDS):
                visit(browser, theirs.url, STOCK_READY, stock)
                settle(theirs)
                visit(browser, litscope.url, READY, ours)
                settle(litscope)
        for _ in range(FIRST_ROUNDS):
            with servers.litscope(*sources) as litscope:
                visit(browser, litscope.url, READY, first)
        browser.close()

    table = Table(title=f"A visit, until drawn ({ROUNDS} visits each, median)")
    for heading in ("page", "seconds", "min – max", "× stock", "MB by websocket", "foreign requests", "page errors"):
        table.add_column(heading, justify="left" if heading == "page" else "right")
    rows = (
        ("stock Voila, one FigureWidget", stock),
        ("Litscope", ours),
        ("Litscope, first visitor after start", first),
    )
    for name, visits in rows:
        table.add_row(
            name,
            f"{visits.median:.2f}",
            f"{min(visits.seconds):.2f} – {max(visits.seconds):.2f}",
            f"{visits.median / stock.median:.2f}",
            f"{statistics.median(visits.received) / 1e6:.2f}",
            str(visits.foreign),
            str(visits.errors),
        )
    Console(width=140).print(table)
    Console().print(f"first visitor / later visitor: {first.median / ours.median:.2f}")


if __name__ == "__main__":
    main(sys.argv[1:])
