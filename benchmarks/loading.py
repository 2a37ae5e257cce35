"""How fast lists are read, beside the best known library for each format, in the same run.

The lists are drawn anew: the same papers in each format. A peer only parses; Litscope also decodes LaTeX, finds names,
dates and identifiers, and makes columns. A peer that is not installed is left out.

    python -m benchmarks.loading
"""

import importlib.util
import io
import json
import logging
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import bibtexparser
import numpy as np
import pandas as pd
import pyarrow.csv
from rich.console import Console
from rich.table import Table

from loaders import read

RECORDS = 20_000
ROUNDS = 3
WORDS = ("whales", "counting", "attention", "tokens", "invented", "abaci", "beans", "long", "context", "models")


@dataclass(frozen=True)
class Format:
    """A format: its file, how a list is written in it, and the peers that read it, by name."""

    name: str
    file: str
    written: Callable[[pd.DataFrame], str]
    peers: dict[str, Callable[[Path], int]]


def papers(count: int = RECORDS, seed: int = 1) -> pd.DataFrame:
    """Return papers of drawn words: title, abstract, authors (list), year, doi."""
    chance = np.random.default_rng(seed)

    def words(number: int) -> str:
        return " ".join(chance.choice(WORDS, number))

    people = [[f"Lovelace{a % 997}, Ada", f"Babbage{a % 499}, Charles"] for a in chance.integers(0, 10_000, count)]
    rows = [(f"{words(7)} {n}", words(140), people[n], 2000 + n % 25, f"10.1234/paper.{n}") for n in range(count)]
    return pd.DataFrame(rows, columns=["title", "abstract", "authors", "year", "doi"])


def _bibtex(frame: pd.DataFrame) -> str:
    return "".join(
        f"@article{{p{n},\n  title = {{{row.title}}},\n  author = {{{' and '.join(row.authors)}}},\n"
        f"  year = {{{row.year}}},\n  doi = {{{row.doi}}},\n  abstract = {{{row.abstract}}},\n}}\n\n"
        for n, row in enumerate(frame.itertuples())
    )


def _ris(frame: pd.DataFrame) -> str:
    return "".join(
        f"TY  - JOUR\nTI  - {row.title}\n"
        + "".join(f"AU  - {name}\n" for name in row.authors)
        + f"PY  - {row.year}\nDO  - {row.doi}\nAB  - {row.abstract}\nER  - \n\n"
        for row in frame.itertuples()
    )


def _csv(frame: pd.DataFrame) -> str:
    return frame.assign(authors=["; ".join(names) for names in frame["authors"]]).to_csv(index=False)


def _lines(frame: pd.DataFrame) -> str:
    return frame.to_json(orient="records", lines=True)


def _atom(frame: pd.DataFrame) -> str:
    entries = "".join(
        f"<entry><id>http://arxiv.org/abs/2401.{n:05}v1</id><title>{row.title}</title><summary>{row.abstract}</summary>"
        + "".join(f"<author><name>{name}</name></author>" for name in row.authors)
        + f"<published>{row.year}-01-01T00:00:00Z</published></entry>\n"
        for n, row in enumerate(frame.itertuples())
    )
    return f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'


def _with_rispy(path: Path) -> int:
    import rispy

    with path.open(encoding="utf-8") as file:
        return len(rispy.load(file))


def _with_pybtex(path: Path) -> int:
    from pybtex.database import parse_file

    return len(parse_file(path, bib_format="bibtex").entries)


def _with_feedparser(path: Path) -> int:
    import feedparser

    return len(feedparser.parse(io.BytesIO(path.read_bytes())).entries)


def _json_lines(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        return len([json.loads(line) for line in file])


FORMATS = (
    Format(
        *("BibTeX", "a.bib", _bibtex),
        {
            "bibtexparser 2": lambda path: len(bibtexparser.parse_string(path.read_text("utf-8")).entries),
            "pybtex": _with_pybtex,
        },
    ),
    Format("RIS", "a.ris", _ris, {"rispy": _with_rispy}),
    Format("Atom", "a.xml", _atom, {"feedparser": _with_feedparser}),
    Format(
        *("CSV", "a.csv", _csv),
        {
            "pandas": lambda path: len(pd.read_csv(path)),
            "pyarrow": lambda path: pyarrow.csv.read_csv(path).num_rows,
        },
    ),
    Format(
        *("JSON Lines", "a.jsonl", _lines),
        {"json": _json_lines, "pandas": lambda path: len(pd.read_json(path, lines=True))},
    ),
)
INSTALLED_AS = {"pybtex", "rispy", "feedparser"}
"""Peers that may be missing."""


def _litscope(path: Path) -> int:
    return sum(one.source.records for one in read(path))


def seconds(work: Callable[[Path], int], path: Path, expected: int) -> float:
    """Return the least of some times that reading takes.

    Raises
    ------
    AssertionError
        If it does not read all there is.
    """
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = work(path)
        times.append(time.perf_counter() - start)
        if found != expected:
            raise AssertionError(f"{found} records of {path.name} were read, not {expected}.")
    return min(times)


def main() -> None:
    """Print the table."""
    logging.disable(logging.WARNING)
    frame = papers()
    table = Table(title=f"Reading {RECORDS:,} papers, least of {ROUNDS}", title_justify="left")
    for heading in ("format", "reader", "records/s", "MB/s", "times Litscope"):
        table.add_column(heading, justify="left" if heading in ("format", "reader") else "right")
    with tempfile.TemporaryDirectory(prefix="litscope-") as folder:
        for form in FORMATS:
            path = Path(folder) / form.file
            path.write_text(form.written(frame), encoding="utf-8")
            size = path.stat().st_size / 1e6
            own = seconds(_litscope, path, len(frame))
            table.add_row(form.name, "Litscope", f"{len(frame) / own:,.0f}", f"{size / own:.1f}", "1.0")
            for name, peer in form.peers.items():
                if name in INSTALLED_AS and importlib.util.find_spec(name) is None:
                    continue
                taken = seconds(peer, path, len(frame))
                cells = (f"{len(frame) / taken:,.0f}", f"{size / taken:.1f}", f"{taken / own:.2f}")
                table.add_row("", name, *cells)
            table.add_section()
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
