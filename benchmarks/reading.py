"""How well and how fast facts are read: F1 of each field on annotated papers, abstracts a second.

    python -m benchmarks reading
    LITSCOPE_SHARED=... python -m benchmarks reading

Beside the rules stands, in the same run, what most would try first: every number before "%" or "x" is a result. The
annotated papers are in `gold/dev.jsonl` of the folder that LITSCOPE_SHARED names, their texts in `seeds`, abstracts for
the speed in `data/arxiv_cs.parquet`.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from loaders import load
from papers.collection import Collection
from papers.facts.adding import add
from papers.facts.record import records

SPED = 20_000
"""Abstracts whose reading is timed."""
_NAIVE = re.compile(r"(\d+(?:\.\d+)?)\s?(?:(%|\\%)|(x|times|\\times)\b)")


def main() -> None:
    """Print the tables."""
    folder = os.environ.get("LITSCOPE_SHARED")
    if folder is None:
        sys.exit("The papers to read are in a folder that the variable LITSCOPE_SHARED names; it is not set.")
    shared = Path(folder)
    quality(shared)
    speed(shared)


def quality(shared: Path) -> None:
    """Print F1 of each field, by the scorer that stands beside the annotations."""
    read = add(load(str(shared / "seeds")))
    ours, naive = (scored(shared, read, one) for one in (lambda read: list(records(read)), every_number))
    print(f"{'field':16}{'rules':>8}{'naive':>8}")
    for field, row in ours.items():
        if field != "papers":
            measure = "accuracy" if field == "kind" else "f1"
            print(f"{field:16}{row[measure]:8.3f}{naive[field][measure]:8.3f}")


def scored(shared: Path, read: Collection, predicted: Callable[[Collection], list[dict]]) -> dict:
    """Return what the scorer says of predictions, quotes checked against the texts."""
    with tempfile.TemporaryDirectory() as temporary:
        files = {name: Path(temporary) / f"{name}.jsonl" for name in ("predicted", "texts")}
        rows = {"predicted": predicted(read), "texts": read.papers[["title", "abstract"]].fillna("").to_dict("records")}
        for name, file in files.items():
            file.write_text("".join(json.dumps(row) + "\n" for row in rows[name]), encoding="utf-8")
        scorer, gold = shared / "tools" / "score_extraction.py", shared / "gold" / "dev.jsonl"
        command = [sys.executable, scorer, gold, files["predicted"], "--texts", files["texts"], "--json"]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def every_number(read: Collection) -> list[dict]:
    """Return every number before "%" or "x" as a result."""
    out = []
    for title, abstract in read.papers[["title", "abstract"]].fillna("").itertuples(index=False):
        results = []
        for match in _NAIVE.finditer(abstract):
            start = abstract.rfind(" ", 0, max(0, match.start() - 60)) + 1
            end = abstract.find(" ", min(len(abstract), match.end() + 60))
            end = len(abstract) if end < 0 else end
            quote = {"quote": abstract[start:end], "start": start, "end": end}
            results.append({"value": float(match[1]), "unit": "%" if match[2] else "x", **quote})
        out.append({"title": title, "results": results})
    return out


def speed(shared: Path) -> None:
    """Print how many abstracts a second are read on all cores."""
    papers = pd.read_parquet(shared / "data" / "arxiv_cs.parquet", columns=["arxiv_id", "title", "abstract"])
    collection = load(papers.head(SPED))
    start = time.perf_counter()
    read = add(collection)
    seconds = time.perf_counter() - start
    rate = len(read) / seconds
    print(
        f"\n{len(read):,} abstracts in {seconds:.1f} s on {os.cpu_count()} cores: {rate:,.0f}/s; 75,000 would take "
        f"{75_000 / rate:.0f} s"
    )


if __name__ == "__main__":
    main()
