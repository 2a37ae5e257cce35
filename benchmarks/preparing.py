"""What it costs to prepare a collection, to open it, and to have one more visitor on it.

For each number of papers, real ones where ``LITSCOPE_SHARED`` names the folder (repeated where more are needed: see
`corpus`), else drawn ones: seconds and peak memory of `litscope prepare`, by stage; seconds to open the folder, in a
fresh process; and the memory of a further visitor: by how much the proportional set sizes of all (what is shared counts
in parts) grow from two processes that open it, search and filter to four, for each, over that of processes that import
the same and open nothing.

    python -m benchmarks.preparing [PAPERS ...]
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from app import memory
from papers.prepared import Manifest

SIZES = (416, 10_000, 75_000, 250_000)
LIMITS = {"open": 1.0, "visitor": 150.0}
"""Seconds to open, and megabytes of one more visitor, both at the last size."""
APART = {"authors": 7_919, "abstract": 17_389}
"""How far from its title the rest of a repeated paper stands."""
MEGABYTE = 1024 * 1024

IMPORTS = """
from app import memory
import app.dashboard, papers.search, papers.vectors, papers.topics, papers.dimensions.terms
"""
VISIT = """
import sys, time
{imports}
from papers.crossfilter import Crossfilter
from papers.clauses import Range, Text
from papers.prepared import open_prepared
if sys.argv[1]:
    start = time.perf_counter()
    collection = open_prepared(__import__("pathlib").Path(sys.argv[1]))
    opened = time.perf_counter() - start
    crossfilter = Crossfilter(
        collection.papers, collection.derive, collection.derived, collection.computed, collection.claims
    )
    for column in ("authors", "categories", "published"):
        if column in crossfilter.dimensions.names():
            crossfilter.counts(column)
    crossfilter.set(Range("published", "2025-06-01", None))
    crossfilter.set(Text("language model"))
    for column in ("authors", "categories", "published"):
        if column in crossfilter.dimensions.names():
            crossfilter.counts(column)
    memory.give_back()  # as the page does when nobody clicks
    print(opened, crossfilter.count, flush=True)
else:
    print(0, 0, flush=True)
sys.stdin.read()
"""


def corpus(papers: int, path: Path) -> None:
    """Write so many papers, with abstracts, authors, categories and dates, to a Parquet file.

    Repeated ones have the title of one paper, the authors of another and the abstract of a third: under a changed title
    alone they would be found to be the same.
    """
    folder = os.environ.get("LITSCOPE_SHARED")
    if folder:
        names = ["title", "abstract", "authors", "categories", "first_listed"]
        table = pq.read_table(Path(folder) / "data" / "arxiv_cs.parquet", columns=names)
    else:
        table = _drawn(min(papers, 20_000))
    parts = []
    for again in range(-(-papers // len(table))):
        part = table
        if again:
            titles = pc.binary_join_element_wise(table["title"].cast(pa.string()), f"part {again + 1}", " ")
            part = part.set_column(part.schema.get_field_index("title"), "title", titles)
            for name, apart in APART.items():
                values = table[name].take(np.roll(np.arange(len(table)), apart * again))
                part = part.set_column(part.schema.get_field_index(name), name, values)
        part = part.slice(0, papers - again * len(table))
        parts.append(part.rename_columns([*names[:4], "published"] if folder else part.schema.names))
    pq.write_table(pa.concat_tables(parts, promote_options="permissive"), path)


def _drawn(papers: int) -> pa.Table:
    random = np.random.default_rng(1)
    words = np.array([f"word{number}" for number in range(5_000)])
    places = (len(words) * random.random((papers, 120)) ** 3).astype(np.int64)
    days = np.datetime64("2022-01-01") + random.integers(0, 1_500, papers)
    return pa.table(
        {
            "title": [" ".join(words[row[:8]]) for row in places],
            "abstract": [" ".join(words[row]) for row in places],
            "authors": [[f"author {number}" for number in random.integers(0, 3 * papers, 4)] for _ in range(papers)],
            "published": pa.array(days.astype("datetime64[s]")),
        }
    )


def prepare(source: Path, folder: Path) -> tuple[float, float]:
    """Return seconds and peak megabytes of `litscope prepare`, worker processes included."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "prepare", str(source), "-o", str(folder)], stderr=subprocess.DEVNULL
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, _together(process.pid))
        time.sleep(0.2)
    if process.returncode:
        sys.exit(f"litscope prepare ended with {process.returncode}.")
    return time.perf_counter() - start, peak / MEGABYTE


def _together(pid: int) -> int:
    try:
        process = psutil.Process(pid)
        return sum(each.memory_info().rss for each in [process, *process.children(recursive=True)])
    except psutil.Error:  # it has just ended
        return 0


def visits(folder: str) -> tuple[float, float]:
    """Return seconds to open a folder, and megabytes that a further visitor takes."""
    opened, two = _together_at(folder, 2)
    _, four = _together_at(folder, 4)
    return opened, (four - two) / 2


def _together_at(folder: str, visitors: int) -> tuple[float, float]:
    """Return the least seconds to open a folder, and the megabytes of so many visitors."""
    code = VISIT.format(imports=IMPORTS)
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, folder],
            env=os.environ | memory.ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(visitors)
    ]
    opened = [float(process.stdout.readline().split()[0]) for process in processes if process.stdout]
    sizes = [psutil.Process(process.pid).memory_full_info() for process in processes]
    for process in processes:
        process.communicate("")
    return min(opened), sum(getattr(each, "pss", each.uss) for each in sizes) / MEGABYTE


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Measure and print."""
    table = Table(title="preparing, opening, visiting")
    stages = ("tables", "index", "terms", "vectors", "topics", "placed")
    for header in ("papers", "prepare s", *stages, "peak MB", "folder MB", "open s", "MB a visitor"):
        table.add_column(header, justify="right")
    with tempfile.TemporaryDirectory(prefix="litscope-preparing-") as place:
        _, empty = visits("")
        for papers in sizes:
            source, folder = Path(place) / f"{papers}.parquet", Path(place) / str(papers)
            corpus(papers, source)
            seconds, peak = prepare(source, folder)
            manifest = Manifest.read(folder)
            took = {stage.name: stage.seconds for stage in manifest.stages}
            size = sum(sum(stage.files.values()) for stage in manifest.stages) / MEGABYTE
            opened, visitor = visits(str(folder))
            table.add_row(
                f"{papers:,}",
                f"{seconds:.1f}",
                *(f"{took[name]:.1f}" for name in stages),
                f"{peak:,.0f}",
                f"{size:,.0f}",
                f"{opened:.2f}",
                f"{visitor - empty:,.0f}",
            )
            print(json.dumps({"papers": papers, "prepare": round(seconds, 1), "open": opened}), file=sys.stderr)
    Console(width=140).print(table)
    print(f"Asked at 250,000: open in {LIMITS['open']} s, {LIMITS['visitor']:.0f} MB a visitor.")


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
