"""How long the linked view takes to count: from a clause that changed to all histograms of the page.

In every measured step one clause is new and every histogram is counted anew.

    python -m benchmarks.counting
"""

import os
import time
from collections.abc import Callable, Iterator
from itertools import cycle

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.corpus import DIMENSIONS, KINDS, papers
from benchmarks.peers import PEERS, SIZES, bins
from papers.clauses import Clause, Range, Values
from papers.crossfilter import Crossfilter

PAPERS = 100_000
TARGET = 5.0
"""Milliseconds for the histograms of all `DIMENSIONS`."""
ROWS = 1_000_000
TARGETS = {"Pandas": 2.0, "DuckDB": 1.0}
"""How many times as long as Litscope a peer takes, at least."""

WARM = 3
"""Steps that are not measured: they build what is kept."""
STEPS = 41
ROUNDS, ROUND_STEPS = 5, 9
"""Peers take turns, so that what else the machine does is shared out among them."""


def milliseconds(step: Callable[[int], object], steps: int = STEPS) -> NDArray[np.float64]:
    """Return how long `step` takes, called with 0, 1, 2 ..., (steps,)."""
    times = []
    for number in range(-WARM, steps):
        start = time.perf_counter()
        step(number % steps)
        times.append(1000 * (time.perf_counter() - start))
    return np.array(times[WARM:])


def moves(crossfilter: Crossfilter) -> dict[str, Iterator[Clause]]:
    """Return, for each of four clauses, those that take its place as somebody drags or clicks."""
    days = crossfilter.papers["published"].quantile(np.linspace(0, 0.6, 20).tolist()).dt.strftime("%Y-%m-%d")
    words = [str(word) for word in crossfilter.dimensions.get("keywords").values[:20]]
    return {
        "upvotes": cycle([Range("upvotes", low, 300) for low in range(1, 20)]),
        "published": cycle([Range("published", day) for day in days]),
        "kind": cycle([Values("kind", frozenset(KINDS[:some])) for some in range(3, 8)]),
        "keywords": cycle([Values("keywords", exclude=frozenset({word, None})) for word in words]),
    }


def page(console: Console) -> None:
    """Print how long all histograms of a page take, by the clause that changes."""
    frame, origin = papers(PAPERS)
    crossfilter = Crossfilter(frame)
    table = Table(
        title=f"All histograms of {len(DIMENSIONS)} dimensions, {PAPERS:,} {origin} papers", title_justify="left"
    )
    for heading in ("clause that changes", "median ms", "least ms", "target", "papers that pass"):
        table.add_column(heading, justify="left" if heading.startswith("clause") else "right")

    def measure(label: str, clauses: Iterator[Clause]) -> None:
        passing: list[int] = []

        def step(number: int) -> None:
            crossfilter.set(next(clauses))
            for name in DIMENSIONS:
                crossfilter.counts(name)
            passing.append(crossfilter.count)

        times = milliseconds(step)
        median, least = f"{np.median(times):.1f}", f"{times.min():.1f}"
        table.add_row(label, median, least, f"{TARGET:g}", f"{min(passing):,} to {max(passing):,}")

    four = moves(crossfilter)
    for clauses in four.values():
        crossfilter.set(next(clauses))
    for name, clauses in four.items():
        measure(f"{name}, one of four", clauses)
    crossfilter.clear()
    half = float(frame["upvotes"].median())  # where half the papers pass, there is most to count
    measure("upvotes, alone", cycle([Range("upvotes", half + i) for i in (0, 1)]))
    console.print(table)
    sizes = (f"{name} {crossfilter.dimensions.get(name).size:,}" for name in DIMENSIONS)
    console.print(f"Bins: {', '.join(sizes)}.\n")


def peers(console: Console) -> None:
    """Print how long the same histograms take others."""
    frame = bins(ROWS)
    contestants = {name: peer(frame) for name, peer in PEERS.items()}
    expected = contestants["Litscope"](5)
    for name, contestant in contestants.items():
        if not all(map(np.array_equal, expected, contestant(5))):
            raise AssertionError(f"{name} counts otherwise than Litscope.")
    rounds = [{name: milliseconds(peer, ROUND_STEPS) for name, peer in contestants.items()} for _ in range(ROUNDS)]
    medians = {name: float(np.median([times[name] for times in rounds])) for name in contestants}
    title = f"{len(SIZES)} dimensions, 4 clauses, {ROWS:,} rows, {os.cpu_count()} cores"
    table = Table(title=title, title_justify="left")
    for heading in ("", "median ms", "least ms", "times Litscope", "target"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, median in medians.items():
        least = min(times[name].min() for times in rounds)
        target = f"at least {TARGETS[name]:g}" if name in TARGETS else ""
        table.add_row(name, f"{median:.1f}", f"{least:.1f}", f"{median / medians['Litscope']:.1f}", target)
    console.print(table)


def main() -> None:
    """Print both tables."""
    console = Console()
    page(console)
    peers(console)


if __name__ == "__main__":
    main()
