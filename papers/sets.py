"""Union, intersection and difference of collections, whose papers are one by the same rules as when they are loaded.

All are taken apart into the entries of their sources and joined once more, so that a preprint in one and its published
version in another are one paper. What is common to all operations:

- values come from the first collection that has them (dates and counts: see `papers.merging.merge`), and so do the
  claims and sizes that were read of a paper;
- where a paper stands is kept from every collection that takes part in the result;
- decisions by hand are those of all collections; of two on the same pair the later one holds;
- topics and places on a map belong to the collection they were worked out for, and are left out.

Papers of one collection may become one in a union, if another holds what connects them, and a paper may come apart if
another holds what contradicts it: a title that a second paper bears no longer tells whose it is. For a difference such
a paper is in the other collection if any part of it is. For the same reason one more collection can bring a paper back
into a difference.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd

from papers.collection import Collection, Records, Source
from papers.entries import ROLE, SOURCE, records, taken_apart
from papers.join import traced
from papers.kept import Decision
from papers.merging import COMPLETING, ENTRY

READ = ("kind", "system", "models", "datasets", "languages")
"""Columns that are read from the text of a paper; it keeps them, whatever else is in the collection."""
TABLES = ("results", "scale")
UNKNOWN = Source("Papers whose source is not known", "Collection", datetime(1970, 1, 1, tzinfo=UTC))


def union(*collections: Collection) -> Collection:
    """Return the papers that are in any of the collections: what loading the sources of all of them gives."""
    return _joined(collections).collection if collections else Collection.empty()


def intersection(*collections: Collection) -> Collection:
    """Return the papers that are in each of the collections, with all that any of them has on them."""
    if not collections:
        return Collection.empty()
    joined = _joined(collections)
    return joined.collection.only(np.logical_and.reduce(joined.within))


def difference(collection: Collection, *others: Collection) -> Collection:
    """Return the papers of a collection that are in none of the others: as they are, with their ids and places."""
    if not others:
        return collection
    joined = _joined([collection, *others])
    elsewhere = np.logical_or.reduce(joined.within[1:])
    parts = joined.parts[0]
    gone = parts.index[elsewhere[parts]]
    return collection.only(~collection.papers["paper_id"].isin(gone).to_numpy())


OPERATIONS: dict[str, Callable[..., Collection]] = {
    "union": union,
    "intersection": intersection,
    "difference": difference,
}


@dataclass(frozen=True)
class _Joined:
    """Collections as one.

    Attributes
    ----------
    collection : Collection
    parts : list of Series of int
        For each collection given: the row in `collection` of each entry of its papers, by their `paper_id`; one
        that came apart has several.
    """

    collection: Collection
    parts: list[pd.Series]

    @property
    def within(self) -> list[np.ndarray]:
        """For each collection given: which of all papers it has, bool (papers,)."""
        size = len(self.collection)
        return [np.isin(np.arange(size), rows) for rows in self.parts]


def _joined(collections: Sequence[Collection]) -> _Joined:
    given: list[tuple[int, Records]] = []
    completing: list[Records] = []
    tables = []
    for place, one in enumerate(collections):
        entries, one = _entries(one)
        tables.append(entries)
        by_source = records(one, entries, ENTRY)
        given += [
            (place, by_source.get(number, Records(source, entries.iloc[:0].drop(columns=[SOURCE, ROLE, "paper_id"]))))
            for number, source in enumerate(one.sources)
        ]
        completing += records(one, entries, COMPLETING).values()
    start = replace(Collection.empty(), decisions=_decisions(collections))
    joined, placed = traced(start, [one for _, one in given], completing)
    parts, rows = [], []
    for place, (one, entries) in enumerate(zip(collections, tables, strict=True)):
        row_of_entry = pd.Series(-1, index=entries.index)
        for (holder, part), found in zip(given, placed[: len(given)], strict=True):
            if holder == place:
                row_of_entry[part.entries.index] = found
        row_of_paper = row_of_entry.set_axis(entries["paper_id"])[lambda row: row >= 0]
        parts.append(row_of_paper)
        rows.append(row_of_paper.groupby(level=0).first().reindex(one.papers["paper_id"]).to_numpy(dtype=np.intp))
    joined = replace(joined, computed=collections[0].computed, appearances=_in_order(joined, collections, rows))
    return _Joined(_with_what_was_read(joined, collections, rows), parts)


def _entries(collection: Collection) -> tuple[pd.DataFrame, Collection]:
    """Return the entries of all papers; papers that no source gave are entries of `UNKNOWN`."""
    entries = taken_apart(collection)
    known = set(entries.loc[entries[ROLE] == ENTRY, "paper_id"])
    lost = collection.papers[~collection.papers["paper_id"].isin(known)]
    if lost.empty:
        return entries, collection
    source = replace(UNKNOWN, records=len(lost))
    more = lost.assign(**{SOURCE: len(collection.sources), ROLE: ENTRY})
    entries = pd.concat([entries, more], ignore_index=True).astype({SOURCE: int, ROLE: int})
    return entries, replace(collection, sources=(*collection.sources, source))


def _decisions(collections: Sequence[Collection]) -> tuple[Decision, ...]:
    """Return the decisions of all, oldest first, so that the later one on a pair replaces the earlier."""
    return tuple(
        sorted(dict.fromkeys(one for each in collections for one in each.decisions), key=lambda decision: decision.made)
    )


def _in_order(joined: Collection, collections: Sequence[Collection], rows: list[np.ndarray]) -> pd.DataFrame:
    """Return the appearances in the order that they have in the collections."""
    keys, ids = ["paper_id", "source", "page"], joined.papers["paper_id"].to_numpy(object)
    told = [
        one.appearances[keys].assign(
            paper_id=one.appearances["paper_id"].map(dict(zip(one.papers["paper_id"], ids[to], strict=True)))
        )
        for one, to in zip(collections, rows, strict=True)
    ]
    known = pd.MultiIndex.from_frame(pd.concat(told).drop_duplicates().astype(object))
    place = known.get_indexer(pd.MultiIndex.from_frame(joined.appearances[keys].astype(object)))
    order = np.argsort(np.where(place < 0, len(known), place), kind="stable")
    return joined.appearances.iloc[order].reset_index(drop=True)


def _with_what_was_read(joined: Collection, collections: Sequence[Collection], rows: list[np.ndarray]) -> Collection:
    """Return the collection with what was read from the texts of its papers, of each paper the first reading."""
    papers, ids = joined.papers, joined.papers["paper_id"].to_numpy(object)
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
    read: dict[str, set[str]] = {name: set() for name in TABLES}
    for one, places in zip(collections, rows, strict=True):
        heir = pd.Series(ids[places], index=one.papers["paper_id"])
        before = np.full(len(papers), -1)
        before[places[::-1]] = np.arange(len(one))[::-1]  # of several papers that are one now the first stays
        for name in READ:
            dtype: Any = papers[name].dtype
            known = pd.Series(one.papers[name].array.take(before, allow_fill=True))
            papers = papers.assign(**{name: papers[name].where(papers[name].notna(), known.astype(dtype))})
        for name in TABLES:
            table = getattr(one, name)
            now = table["paper_id"].map(heir)
            new = table.assign(paper_id=now.astype("str"))[now.notna() & ~now.isin(read[name])]
            parts[name].append(new)
            read[name] |= set(new["paper_id"])
    tables = {
        name: pd.concat([getattr(joined, name), *parts[name]], ignore_index=True).astype(getattr(joined, name).dtypes)
        for name in TABLES
    }
    return replace(joined, papers=papers, **tables)
