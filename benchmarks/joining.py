"""Joining real corpora, beside a peer that finds duplicates by comparing within blocks.

For each collection: entries, papers, papers joined by likeness, doubtful pairs, seconds of joining (reading left out)
and peak memory of the process. "three corpora" are arxiv_cs, daily_papers and acl_anthology; "repeated" are the papers
of arxiv_cs as often as it takes, mixed (see `benchmarks.preparing.corpus`), so that nearly nothing is to be joined.

The peer is rapidfuzz within blocks (as recordlinkage and dedupe work): papers with the same first author's surname are
compared by `token_sort_ratio` of their titles, and pairs of 90 and more are called duplicates. It looks at titles alone
and at nobody whose first author is written in another way, so it does less; it is left out where it is not installed.
It runs in the same process, after joining, on the same table.

    LITSCOPE_SHARED=... python -m benchmarks.joining [PAPERS]
"""

import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from benchmarks.preparing import corpus
from loaders import read
from papers import identity
from papers.join import join
from papers.matching import KINDS

CORPORA = ("arxiv_cs.parquet", "daily_papers.parquet", "acl_anthology.parquet")
REPEATED = 250_000
ALIKE = 90
LARGEST_BLOCK = 2_000
"""Larger blocks are left out by the peer, as its users do."""
MEGABYTE = 1024


def measure(paths: list[str]) -> dict[str, float]:
    """Join files in this process, then let the peer have the papers."""
    records = read(*paths)
    entries = sum(one.source.records for one in records)
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    collection = join(records)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "entries": entries,
        "papers": len(collection),
        "doubtful": len(collection.doubtful),
        "likeness": _by_likeness(collection.entries),
        "seconds": seconds,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "peak": after.ru_maxrss / MEGABYTE,
    }
    del records
    if importlib.util.find_spec("rapidfuzz") is not None:
        start, cpu = time.perf_counter(), time.process_time()
        pairs = _peer(collection.papers[["title", "authors"]])
        told |= {"peer": pairs, "peer seconds": time.perf_counter() - start, "peer cpu": time.process_time() - cpu}
    return told


def _by_likeness(entries: pd.DataFrame) -> int:
    """Return how many papers were joined though neither an identifier nor a title of their entries is the same."""
    if not len(entries):
        return 0
    keys = entries["title"].map(identity.title_key, na_action="ignore")
    groups = entries.assign(title_key=keys).groupby("paper_id")
    shared = np.logical_or.reduce(
        [groups[name].agg(lambda values: values.dropna().duplicated().any()) for name in (*KINDS, "title_key")]
    )
    return int((~shared).sum())


def _peer(papers: pd.DataFrame) -> int:
    """Return how many pairs the peer calls duplicates."""
    from rapidfuzz import fuzz, process, utils  # a peer, no dependency

    surnames = papers["authors"].map(
        lambda names: identity.surname(names[0]) if len(names) else None, na_action="ignore"
    )
    titles = papers["title"].fillna("").map(utils.default_process)
    found = 0
    for _, block in titles.groupby(surnames):
        if 1 < len(block) <= LARGEST_BLOCK:
            scores = process.cdist(block.tolist(), block.tolist(), scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
            found += int((np.triu(scores, 1) > 0).sum())
    return found


def _apart(paths: list[str]) -> dict[str, float]:
    """Measure in a process of its own, whose peak is that of joining alone."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.joining", "--", *paths], capture_output=True, text=True, check=True
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(repeated: int = REPEATED) -> None:
    """Print the table."""
    folder = os.environ.get("LITSCOPE_SHARED")
    if not folder:
        sys.exit("Set LITSCOPE_SHARED to the folder with data/arxiv_cs.parquet and the others.")
    table = Table(title="Joining", title_justify="left")
    heads = (
        "",
        "entries",
        "papers",
        "by likeness",
        "doubtful",
        "s",
        "CPU s",
        "peak MB",
        "rapidfuzz pairs",
        "s",
        "CPU s",
    )
    for heading in heads:
        table.add_column(heading, justify="right" if heading else "left")
    with tempfile.TemporaryDirectory(prefix="litscope-") as place:
        many = Path(place) / "repeated.parquet"
        corpus(repeated, many)
        cases = {
            "three corpora": [str(Path(folder) / "data" / name) for name in CORPORA],
            "repeated": [str(many)],
        }
        for name, paths in cases.items():
            told = _apart(paths)
            table.add_row(
                name,
                *(f"{told[key]:,.0f}" for key in ("entries", "papers", "likeness", "doubtful")),
                *(f"{told[key]:,.1f}" for key in ("seconds", "cpu")),
                f"{told['peak']:,.0f}",
                *(
                    (f"{told['peer']:,.0f}", f"{told['peer seconds']:,.1f}", f"{told['peer cpu']:,.1f}")
                    if "peer" in told
                    else ("",) * 3
                ),
            )
    Console(width=140).print(table)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--"]:
        print(json.dumps(measure(sys.argv[2:])))
    else:
        main(*map(int, sys.argv[1:]))
