"""How long the page takes to answer a hand: from the event in the browser to the last redraw of the last view.

At each size, with a chart of each kind on the page: a click in a facet, a step of a range slider by key, boxes drawn on
the scatter plot, a search and undo. `median` and `p90` run from the event to the paint after the last change in sight;
of a search from the last key, and in the row below from the moment at which the words are sent, after the rest that
the box waits for. Messages, their size and redraws of charts are those of one answer.

Then what must not pile up: sixty moves of a slider within a second, and hundreds of updates from the kernel. The peer
is a page of stock widgets over the same papers (`benchmarks.stock`).

The map at a quarter of a million papers, whose preparing takes half an hour, is measured where it is asked for by name;
a prepared folder that is named is taken instead.

    python -m benchmarks.interaction [416 | 10000 | 75000 | memory | map | FOLDER ...]
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from benchmarks import corpus, preparing
from benchmarks.visit import settle
from papers.prepared import is_prepared
from tests.browser import servers
from tests.browser.chromium import launch
from tests.browser.conftest import NO_TOUR
from tests.browser.desk import Desk
from tests.browser.updates import UPDATES, notebook, update
from widgets.address import encode

CLOCK = Path(__file__).with_name("clock.js")
REPEATS = 15
SIZES = {"416": ("seeds", 150), "10000": ("data/daily_papers.parquet", 250), "75000": ("data/arxiv_cs.parquet", 300)}
"""Papers, below `LITSCOPE_SHARED`, and the most milliseconds that an answer may take as a median."""
PEER = "10000"
PREPARED = 50_000
"""So many papers are prepared before they are served, as who has them would do."""
MAP = 250_000, 500
"""Papers on the map, and the most milliseconds until it is drawn anew, as a median."""
BOARD = ["timeline", "counts", "overlap", "heatmap", "ranks", "scatter"]
WORDS = ("attention", "token", "speech", "graph", "retrieval")
MOVES = 60
LAST_MOVE = 300
"""Milliseconds in which the last of `MOVES` must be on the screen."""
GROWTH = {"kernel": 8, "heap": 3, "nodes": 300, "listeners": 60}
"""How many megabytes, nodes and listeners `UPDATES` may leave behind: what collectors leave lying about."""
QUIET = 400
"""Milliseconds without change, message or paint after which an answer is complete."""


@dataclass
class Answers:
    """What the clock noted of one kind of gesture."""

    noted: list[dict[str, float]] = field(default_factory=list)

    def times(self, since: str = "input") -> list[float]:
        """Return milliseconds to the last paint, from the event, or from the first message to the kernel (`asked`)."""
        return [max(0.0, each["painted"] - each[since]) for each in self.noted]

    def median(self, name: str) -> float:
        """Return the median of something counted."""
        return statistics.median(each[name] for each in self.noted)


class Stopwatch:
    """A page with the clock in it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def measure(self, gesture: Callable[[], Any], repeats: int = REPEATS) -> Answers:
        """Make the gesture so many times (and once before, which does not count), each when all is quiet."""
        answers = Answers()
        for repeat in range(-1, repeats):
            self.page.evaluate("quiet => litscopeClock.settled(quiet, false)", QUIET + 150)
            self.page.evaluate("litscopeClock.reset()")
            gesture()
            noted = self.settled()
            if repeat >= 0:
                answers.noted.append(noted)
        return answers

    def settled(self) -> dict[str, float]:
        """Wait until the page has answered; return what the clock noted."""
        return self.page.evaluate("quiet => litscopeClock.settled(quiet)", QUIET)  # type: ignore[no-any-return]


# a page of ours


def interactions(desk: Desk) -> dict[str, Answers]:
    """Return how the page answers each gesture."""
    page, watch = desk.page, Stopwatch(desk.page)
    found: dict[str, Answers] = {}

    facet = desk.root.locator(".ls-facet[data-column]:has(.ls-facet-row)").first
    places = cycle(range(1, 5))
    found["facet click"] = watch.measure(lambda: facet.locator(".ls-facet-row").nth(next(places)).click())
    found["undo"] = watch.measure(desk.undo)
    desk.start_over()

    handle = desk.root.locator('.ls-range-handle[data-end="from"]:visible').first
    handle.focus()
    keys = cycle(["ArrowRight"] * 4 + ["ArrowLeft"] * 3)
    found["range step"] = watch.measure(lambda: page.keyboard.press(next(keys)))
    desk.start_over()

    desk.tool("scatter", "box")
    boxes = cycle([(0.3, 0.2, 0.8, 0.95), (0.2, 0.1, 0.9, 0.9), (0.4, 0.3, 0.95, 0.97), (0.1, 0.1, 0.7, 0.95)])

    def draw() -> None:
        x0, y0, x1, y1 = next(boxes)
        desk.drag(desk.plot("scatter"), (x0, y0), (x1, y1))

    found["box on the scatter"] = watch.measure(draw)
    desk.start_over()

    words = cycle(WORDS)
    query = desk.root.locator(".ls-toolbar-query")

    def search() -> None:
        query.select_text()
        page.keyboard.type(next(words), delay=30)

    query.focus()
    found["search"] = watch.measure(search)
    desk.start_over()
    return found


def on_the_map(desk: Desk) -> dict[str, Answers]:
    """Return how the map answers."""
    watch = Stopwatch(desk.page)
    desk.tab("Map")
    facet = desk.root.locator(".ls-facet[data-column]:has(.ls-facet-row)").first
    places = cycle(range(1, 5))
    found = {"facet click": watch.measure(lambda: facet.locator(".ls-facet-row").nth(next(places)).click())}
    found["undo"] = watch.measure(desk.undo)
    desk.start_over()
    desk.tab("Map")
    desk.root.locator('.ls-range-handle[data-end="from"]:visible').first.focus()
    keys = cycle(["ArrowRight"] * 4 + ["ArrowLeft"] * 3)
    found["range step"] = watch.measure(lambda: desk.page.keyboard.press(next(keys)))
    return found


def storm(desk: Desk) -> dict[str, float]:
    """Drag a slider through `MOVES` places within a second; return what the clock noted since the last of them."""
    page, watch = desk.page, Stopwatch(desk.page)
    plot = desk.root.locator(".ls-range-plot:visible").first
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 2, y)
    page.mouse.down()
    page.evaluate("litscopeClock.reset()")
    for move in range(1, MOVES + 1):
        page.mouse.move(box["x"] + 2 + 0.8 * box["width"] * move / MOVES, y)
        page.wait_for_timeout(10)
    noted = watch.settled()
    inside = plot.locator(".ls-range-count:not([data-out])").evaluate_all(
        "bars => bars.reduce((sum, bar) => sum + Number(bar.dataset.total), 0)"
    )
    noted["right"] = float(inside == desk.passing)
    page.mouse.up()
    return noted


def sources(size: str, folder: Path) -> Path:
    """Return papers of a size, real ones where there are such, else drawn ones; very many are prepared."""
    shared = os.environ.get("LITSCOPE_SHARED")
    if shared:
        path = Path(shared) / SIZES[size][0]
    else:
        papers, _ = corpus.papers(int(size))
        words = np.random.default_rng(0).choice(WORDS, len(papers))
        papers["title"] = [f"{word.capitalize()} in paper {place} of {size}" for place, word in enumerate(words)]
        path = folder / f"{size}.parquet"
        papers.to_parquet(path)
    if int(size) < PREPARED:
        return path
    preparing.prepare(path, folder / size)
    return folder / size


@contextmanager
def opened(browser: Browser, source: Path) -> Iterator[Desk]:
    """Serve papers and open the page with a chart of each kind."""
    with servers.litscope(source) as server:
        page = clocked(browser)
        desk = Desk.open(page, f"{server.url}?view={encode({'board': BOARD})}")
        settle(server)
        yield desk
        page.context.close()


def clocked(browser: Browser) -> Page:
    """Return an empty page with the clock in it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(NO_TOUR)
    context.add_init_script(path=CLOCK)
    return context.new_page()


# the peer


def peer(browser: Browser, source: Path, folder: Path) -> dict[str, Answers]:
    """Return how the stock page answers."""
    with servers.voila(notebook(folder / "stock.ipynb", "benchmarks.stock", "StockPage", source)) as server:
        page = clocked(browser)
        page.goto(server.url)
        page.locator(".main-svg").nth(3 * 6 - 1).wait_for(timeout=90_000)  # plotly makes three for each of six
        page.wait_for_timeout(3000)
        watch = Stopwatch(page)
        buttons = page.locator(".widget-toggle-button")
        places = cycle(range(1, 5))
        found = {"facet click": watch.measure(lambda: buttons.nth(next(places)).click())}
        page.locator(".noUi-handle-lower").focus()
        found["range step"] = watch.measure(lambda: page.keyboard.press("ArrowRight"))
        page.context.close()
    return found


# tables


def table(title: str, limit: int, found: dict[str, Answers], stock: dict[str, Answers] | None = None) -> Table:
    """Return the table of one size; with the peer's answers, also how many times as fast they are."""
    shown = Table(title=title, title_justify="left")
    for heading in (
        "",
        "median ms",
        "p90",
        "limit",
        "messages",
        "kB",
        "redraws",
        "tasks ms",
        *(["stock"] if stock else []),
    ):
        shown.add_column(heading, justify="right" if heading else "left")
    for name, answers in found.items():
        lines = {name: answers.times()}
        if name == "search":
            lines["search, once sent"] = answers.times("asked")
        for words, times in lines.items():
            median = statistics.median(times)
            colour = "green" if median <= limit else "red"
            cells = [f"[{colour}]{median:.0f}[/]", f"{np.percentile(times, 90):.0f}", f"{limit}"]
            cells += [f"{answers.median('messages'):.0f}", f"{answers.median('bytes') / 1000:.0f}"]
            cells += [f"{answers.median('redraws'):.0f}", f"{answers.median('tasks'):.0f}"]
            if stock and words in stock:
                theirs = statistics.median(stock[words].times())
                cells.append(f"{theirs:.0f} ms, {theirs / median:.1f} ×")
            shown.add_row(words, *cells)
    return shown


def main(arguments: list[str] | None = None) -> None:
    """Print the tables."""
    wanted = arguments or [*SIZES, "memory"]
    console = Console()
    console.width = max(console.width, 110)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        for size, (_, limit) in SIZES.items():
            if size not in wanted:
                continue
            source = sources(size, Path(folder))
            stock = peer(browser, source, Path(folder)) if size == PEER else None
            with opened(browser, source) as desk:
                total = int(desk.root.locator(".ls-toolbar-count").get_attribute("data-total") or 0)
                found = interactions(desk)
                console.print(table(f"{total:,} papers", limit, found, stock))
                if size == "75000":
                    _print_storm(console, storm(desk))
        for folder_of_map in _map_folders(wanted, Path(folder)):
            with opened(browser, folder_of_map) as desk:
                total = int(desk.root.locator(".ls-toolbar-count").get_attribute("data-total") or 0)
                console.print(table(f"{total:,} papers on the map", MAP[1], on_the_map(desk)))
        if "memory" in wanted:
            _print_memory(console, browser, Path(folder))
        browser.close()


def _map_folders(wanted: list[str], folder: Path) -> Iterator[Path]:
    """Yield the prepared folders whose map is to be measured."""
    yield from (Path(name) for name in wanted if is_prepared(Path(name)))
    if "map" in wanted:
        preparing.corpus(MAP[0], folder / "map.parquet")
        preparing.prepare(folder / "map.parquet", folder / "map")
        yield folder / "map"


def _print_storm(console: Console, noted: dict[str, float]) -> None:
    console.print(
        f"{MOVES} moves of a slider: the last is on the screen after {noted['painted'] - noted['input']:.0f} ms"
        f" (limit {LAST_MOVE}), {'as' if noted['right'] else 'NOT as'} it was left;"
        f" {noted['sent']:.0f} of them were computed, {noted['messages']:.0f} messages, {noted['redraws']:.0f} redraws."
    )


def _print_memory(console: Console, browser: Browser, folder: Path) -> None:
    with servers.voila(notebook(folder / "updates.ipynb", "tests.browser.updates", "Updates")) as server:
        page = clocked(browser)
        Desk.open(page, server.url)
        update(page)  # what is built when it is first asked for
        before, after = update(page), update(page)
        page.context.close()
    shown = Table(title=f"{UPDATES} updates from the kernel in a row", title_justify="left")
    for heading in ("", "before", "after", "more", "limit"):
        shown.add_column(heading, justify="right" if heading else "left")
    for name, limit in GROWTH.items():
        more = after[name] - before[name]
        colour = "green" if more <= limit else "red"
        shown.add_row(name, f"{before[name]:,.1f}", f"{after[name]:,.1f}", f"[{colour}]{more:+,.1f}[/]", f"{limit:g}")
    console.print(shown)


if __name__ == "__main__":
    main(sys.argv[1:])
