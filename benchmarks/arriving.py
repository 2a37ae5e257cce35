"""How long it takes from a command to a map, and how many visitors can come at once.

*Cold*, with empty caches and nothing prepared: seconds until `load()` of the sources and the places of their papers on
the map are there, in a fresh process, imports apart; from the command `litscope serve` until it says that it can be
visited; and until a browser, which opened the page as soon as anything answered, has drawn the map. Beside it a page of
stock Voila with one stock chart, from its command until that is drawn.

*Visitors*, one after the other within a minute, each in a browsing context of its own with an empty cache: seconds
from arrival to the last chart drawn. The browser is on the same machine and takes much of it; visitors bring their own.

    LITSCOPE_SHARED=... python -m benchmarks.arriving
    python -m benchmarks.arriving [SOURCE ...]
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.async_api import Browser as AsyncBrowser
from playwright.async_api import async_playwright
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks.visit import READY, STOCK_READY, settle, stock_notebook
from tests.browser import servers
from tests.browser.chromium import ARGUMENTS, executable, launch
from widgets.address import encode

ROUNDS = 3
LIMITS = {"load": 3.0, "map": 10.0}
"""Seconds until the places are there, and until the map is drawn."""
VISITORS = 20
WITHIN = 60.0
"""Seconds in which they come."""
REST = 5.0
"""Seconds that a browser is left alone after its start."""
PATIENCE = 300_000
"""Milliseconds until a page must be drawn."""
DRAWN = '.litscope-ready .ls-map[data-points]:not([data-points="0"])'
"""The map, with nothing over it any more."""

LAYOUT = """
import sys, time
from app.dashboard import Dashboard
from loaders import load
import papers.topics, papers.vectors
start = time.perf_counter()
collection = load(*sys.argv[1:])
loaded = time.perf_counter()
assert len(collection.computed.topics.places) == len(collection)
print(loaded - start, time.perf_counter() - start)
"""


@contextmanager
def fresh() -> Iterator[dict[str, str]]:
    """Yield an environment in which nothing is kept from before."""
    with tempfile.TemporaryDirectory() as folder:
        yield {"LITSCOPE_CACHE": f"{folder}/cache", "LITSCOPE_DATA": f"{folder}/data"}


def cold(browser: Browser, sources: list[str]) -> tuple[float, float, float, float]:
    """Return the seconds of `load`, of `load` and layout, until the server is ready, and until the map is drawn."""
    with fresh() as environment:
        process = subprocess.run(
            [sys.executable, "-c", LAYOUT, *sources],
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=True,
        )
        loaded, placed = map(float, process.stdout.split())
    with fresh() as environment:
        start = time.perf_counter()
        with servers.litscope(*sources, early=True, **environment) as server:
            drawn = first_page(browser, server, f"?view={encode({'tab': 'map'})}", DRAWN) - start
            return loaded, placed, server.ready_at - start, drawn


def stock(browser: Browser) -> float:
    """Return the seconds from the command until a stock page with one stock chart is drawn."""
    with tempfile.TemporaryDirectory() as folder:
        notebook = stock_notebook(Path(folder))
        start = time.perf_counter()
        with servers.voila(notebook) as server:
            return first_page(browser, server, "", STOCK_READY) - start


def first_page(browser: Browser, server: servers.Server, query: str, drawn: str) -> float:
    """Open a page; return the moment at which it is drawn."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{server.url}{query}", wait_until="commit")
    page.wait_for_selector(drawn, timeout=PATIENCE, state="attached")
    moment = time.perf_counter()
    context.close()
    return moment


async def visitors(url: str) -> list[float]:
    """Return the seconds that each visitor waited."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        waits = await asyncio.gather(*(_visit(browser, url, place * WITHIN / VISITORS) for place in range(VISITORS)))
        await browser.close()
    return waits


async def _visit(browser: AsyncBrowser, url: str, arrival: float) -> float:
    await asyncio.sleep(arrival)
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    start = time.perf_counter()
    await page.goto(url, wait_until="commit", timeout=PATIENCE)
    await page.wait_for_selector(READY, timeout=PATIENCE, state="attached")
    waited = time.perf_counter() - start
    await page.close()  # a visitor reads on, but the drawing of twenty pages is not one machine's work
    return waited


def main(arguments: list[str] | None = None) -> None:
    """Print the tables."""
    sources = arguments or []
    shared = os.environ.get("LITSCOPE_SHARED")
    if not sources and shared:
        sources = [str(Path(shared) / "seeds")]
    console = Console(width=140)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        time.sleep(REST)
        rounds = [(*cold(browser, sources), stock(browser)) for _ in range(ROUNDS)]
        browser.close()
    runs = list(zip(*rounds, strict=True))
    table = Table(title=f"Cold, seconds ({ROUNDS} rounds)", title_justify="left")
    for heading in ("until", "median", "min – max", "limit"):
        table.add_column(heading, justify="left" if heading == "until" else "right")
    names = ("load()", "load() and layout", "the server is ready", "the map is drawn", "a stock page is drawn")
    for name, seconds, limit in zip(names, runs, (None, LIMITS["load"], None, LIMITS["map"], None), strict=True):
        cells = (f"{statistics.median(seconds):.1f}", f"{min(seconds):.1f} – {max(seconds):.1f}")
        table.add_row(name, *cells, f"{limit:.0f}" if limit else "")
    console.print(table)

    with servers.litscope(*sources) as server:
        settle(server)
        waits = sorted(asyncio.run(visitors(server.url)))
    told = ", ".join(f"{wait:.1f}" for wait in waits)
    console.print(f"{VISITORS} visitors within {WITHIN:.0f} s: median {statistics.median(waits):.1f} s. All: {told}")


if __name__ == "__main__":
    main(sys.argv[1:])
