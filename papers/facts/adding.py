"""The stage that reads the facts of a whole collection, on all cores, in pieces."""

import logging
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from papers import schema
from papers.arrays import strings
from papers.collection import Collection
from papers.facts.facts import Facts, Result, Size
from papers.facts.links import repository
from papers.facts.reading import read
from papers.processes import end_with_parent

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], Any]
"""progress(done, total, words): how many papers are read, and what is being done."""
Reader = Callable[[str | None, str | None], Facts]

PIECE = 250
"""Papers read at a time."""
POOLED = 1_000
"""Papers from which it pays to start further processes."""
WORDS = "Reading claims and names"

Texts = list[tuple[str | None, str | None]]


def add(collection: Collection, progress: Progress | None = None, reader: Reader = read) -> Collection:
    """Return the collection with the facts of its papers.

    Columns of the papers are filled where no source gave a value; papers that have results or sizes in the tables
    already keep those and get no others.
    """
    papers = collection.papers
    found = _read(papers, progress or (lambda done, total, words: None), reader)
    return replace(
        collection,
        papers=_named(papers, found),
        results=_joined(
            collection.results, papers["paper_id"], [one.results for one in found], result_row, schema.RESULTS
        ),
        scale=_joined(collection.scale, papers["paper_id"], [one.scale for one in found], size_row, schema.SCALE),
    )


def result_row(result: Result) -> dict[str, Any]:
    """Return a result as a row of `schema.RESULTS`, without the paper."""
    return {
        "value": result.value,
        "value_high": result.value_high,
        "unit": result.unit,
        "metric": result.metric,
        "family": result.family,
        "direction": result.direction,
        "better": result.better,
        "comparison": result.comparison,
        "on": result.on,
        **_evidence(result),
        "claim": result.claim,
        "reader": result.reader,
    }


def size_row(size: Size) -> dict[str, Any]:
    """Return a size as a row of `schema.SCALE`, without the paper."""
    return {"value": size.value, "unit": size.unit, **_evidence(size), "reader": size.reader}


def _evidence(fact: Result | Size) -> dict[str, Any]:
    quote = fact.quote
    return {
        "quote": quote.text,
        "field": quote.field,
        "start": quote.start,
        "end": quote.end,
        "confidence": fact.confidence,
    }


def _read(papers: pd.DataFrame, progress: Progress, reader: Reader) -> list[Facts]:
    piece_size = PIECE if reader is read else 1  # a model takes seconds for each
    titles, abstracts = strings(papers["title"]), strings(papers["abstract"])
    total = len(papers)
    pieces = (
        list(
            zip(
                titles[start : start + piece_size].to_pylist(),
                abstracts[start : start + piece_size].to_pylist(),
                strict=True,
            )
        )
        for start in range(0, total, piece_size)
    )
    found: list[Facts] = []
    for piece in _pieces(pieces, total, reader):
        found += piece
        progress(len(found), total, WORDS)
    return found


def _pieces(pieces: Iterator[Texts], total: int, reader: Reader) -> Iterator[list[Facts]]:
    """Read pieces in order; some are under way at a time, never all of them."""
    cores = os.cpu_count() or 1
    if total < POOLED or cores < 2 or reader is not read:
        for piece in pieces:
            yield [reader(title, abstract) for title, abstract in piece]
        return
    # Spawned, not forked: a fork of a process with threads (a kernel, a server) may hang.
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
        under_way = deque((piece, pool.submit(_piece, piece)) for piece in islice(pieces, 3 * cores))
        while under_way:
            piece, future = under_way.popleft()
            try:
                yield future.result()
                under_way.extend((piece, pool.submit(_piece, piece)) for piece in islice(pieces, 1))
            except BrokenProcessPool:  # a script without a guard for its main part cannot spawn
                log.warning("No further process could be started: reading goes on in this one.")
                for left in (piece, *(one for one, _ in under_way), *pieces):
                    yield _piece(left)
                return


def _piece(texts: Texts) -> list[Facts]:
    return [read(title, abstract) for title, abstract in texts]


def _named(papers: pd.DataFrame, found: list[Facts]) -> pd.DataFrame:
    """Fill the columns of the papers that no source gave."""
    values: dict[str, list[Any]] = {
        "kind": [one.kind for one in found],
        "system": [one.system for one in found],
        "code_url": [repository(one.code) for one in found],
    }
    filled: dict[str, Any] = {}
    for name, column in values.items():
        filled[name] = _completed(papers[name], pd.Series(column, dtype="str"))
    for name in ("models", "datasets", "languages"):
        lists = pa.array([list(getattr(one, name)) or None for one in found], pa.list_(pa.string()))
        filled[name] = _completed(papers[name], pd.Series(lists, dtype=schema.MANY))
    return papers.assign(**filled)


def _completed(column: pd.Series, more: pd.Series) -> pd.Series:
    return column.where(column.notna().to_numpy(), more.set_axis(column.index))


def _joined(
    table: pd.DataFrame,
    ids: pd.Series,
    facts: list[tuple[Any, ...]],
    row: Callable[[Any], dict[str, Any]],
    columns: dict[str, schema.Column],
) -> pd.DataFrame:
    """Return the table with the rows of papers that have none yet."""
    known = np.isin(ids.to_numpy(object), table["paper_id"].unique())
    rows = [
        {"paper_id": paper_id, **row(fact)}
        for paper_id, here, several in zip(ids, known, facts, strict=True)
        if not here
        for fact in several
    ]
    if not rows:
        return table
    more = schema.conform(pd.DataFrame(rows), columns)
    return pd.concat([table, more], ignore_index=True) if len(table) else more
