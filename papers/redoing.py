"""Joining anew where decisions have changed: papers come apart into their entries and are joined as was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from papers import schema
from papers.collection import Collection
from papers.deciding import PREFIXES, TITLE, known_by, named
from papers.duplicates import blocking, comparing, scoring
from papers.entries import ROLE, SOURCE, records, taken_apart
from papers.join import join
from papers.kept import Decision, Side
from papers.kept.decisions import holding
from papers.matching import evidence, match
from papers.merging import COMPLETING, ENTRY

FACTS = ("kind", "system", "models", "datasets", "languages", "topic", "topic_label", "x", "y")
"""Columns that stages work out: a paper keeps them while it keeps its id."""


def decided(collection: Collection, decisions: Sequence[Decision]) -> Collection:
    """Return the collection as joining makes it when these decisions hold, and no others.

    Only papers that a decision is about which was not there before, or is no longer, are joined anew.
    """
    before, after = (set(holding(each)) for each in (collection.decisions, decisions))
    names = {name for one in before ^ after for side in (one.left, one.right) for name in side.names}
    touched = find(collection, names)
    now = replace(collection, decisions=tuple(decisions))
    return _redone(now, touched) if len(touched) else now


def find(collection: Collection, names: Iterable[str]) -> list[str]:
    """Return the `paper_id` of the papers that are known by any of these names, in their order."""
    wanted = set(names)
    found: set[str] = set()
    for table in (collection.papers, *_tables(collection)):
        table = table[_may_be(table, wanted)].reset_index(drop=True)
        told = _evidence(table)
        for rows in named(told, wanted).values():
            found.update(table["paper_id"].iloc[rows])
    return [one for one in collection.papers["paper_id"] if one in found]


def _may_be(table: pd.DataFrame, names: set[str]) -> np.ndarray:
    """Return rows that can be known by the names, without reading titles of many papers."""
    bare = any(name.startswith(TITLE) for name in names)
    mask = table[[*PREFIXES]].isna().all(axis=1).to_numpy(copy=True) if bare else np.zeros(len(table), bool)
    for kind, prefix in PREFIXES.items():
        mask |= table[kind].isin([name.removeprefix(prefix) for name in names]).to_numpy()
    return mask


def side(collection: Collection, paper_id: str) -> Side:
    """Return a paper as one side of a decision: all that it and its entries are known by, and its title."""
    return sides(collection, [paper_id])[0]


def sides(collection: Collection, ids: Sequence[str]) -> list[Side]:
    """Return papers as sides of decisions."""
    out = []
    for one in ids:
        row = collection.papers[collection.papers["paper_id"] == one]
        told = evidence(row) if not _of(collection, one).shape[0] else _evidence(_of(collection, one))
        names = frozenset().union(*(known_by(told, place) for place in range(len(told))))
        title = row["title"].iloc[0]
        out.append(Side(names, "" if pd.isna(title) else str(title)))
    return out


def parts(collection: Collection, paper_id: str) -> list[Side]:
    """Return what a paper can be taken apart into; one side, or none, where it was not joined from several.

    Parts are what identifiers and exact titles alone would make of its entries; where that is one paper, the entries
    that are known by different names.
    """
    entries = _of(collection, paper_id)
    entries = entries[entries[ROLE] == ENTRY] if len(entries) else entries
    if len(entries) < 2:
        return []
    told = _evidence(entries.reset_index(drop=True))
    labels = match(told).labels
    known = [known_by(told, row) for row in range(len(told))]
    if labels.max() == 0:
        labels = pd.factorize(pd.Series(list(map(hash, known))))[0]
    out = []
    for label in range(labels.max() + 1):
        rows = np.flatnonzero(labels == label)
        title = entries["title"].iloc[rows].dropna()
        names = frozenset().union(*(known[row] for row in rows))
        out.append(Side(names, str(title.iloc[0]) if len(title) else ""))
    return out


def reasons(collection: Collection, paper_id: str) -> list[str]:
    """Return why the entries of a paper are one paper, in words."""
    entries = _of(collection, paper_id)
    entries = entries[entries[ROLE] == ENTRY].reset_index(drop=True) if len(entries) else entries
    if len(entries) < 2:
        return []
    told = _evidence(entries)
    shared = [schema.PAPERS[kind].label for kind in PREFIXES if told[kind].dropna().duplicated().any()]
    said = [f"the same {label}" for label in shared]
    if told["title_key"].dropna().duplicated().any():
        said.append("the same title")
    names = {name for row in range(len(told)) for name in known_by(told, row)}
    hand = [one for one in holding(collection.decisions) if one.verdict == "same"]
    if any(one.left.names & names and one.right.names & names for one in hand):
        return [*said, "decided by hand"]
    labels = match(told).labels
    if labels.max() == 0:
        return said
    first, second = int(np.argmax(labels == 0)), int(np.argmax(labels == 1))
    pair = entries.iloc[[first, second]].assign(year=told["year"].iloc[[first, second]])
    compared = comparing.compare(pair, blocking.names(pair["authors"]), np.array([0]), np.array([1]))
    return [*said, *scoring.reasons(compared)[0]]


def _tables(collection: Collection) -> list[pd.DataFrame]:
    return [table for table in (collection.variants, collection.entries) if len(table)]


def _of(collection: Collection, paper_id: str) -> pd.DataFrame:
    if not len(collection.entries):
        return collection.entries
    return collection.entries[collection.entries["paper_id"] == paper_id]


def _evidence(table: pd.DataFrame) -> pd.DataFrame:
    """Return the evidence of papers, variants or entries; the `paper_id` of the latter is that of what they became."""
    if "title_key" in table:
        return table[[name for name in schema.VARIANTS if name != "paper_id"]]
    if ROLE in table:
        table = table.assign(paper_id=pd.Series(pd.NA, index=table.index, dtype="str"))
    return evidence(table)


def _redone(collection: Collection, ids: Sequence[str]) -> Collection:
    """Return the collection with these papers taken apart and joined anew."""
    entries = taken_apart(collection, ids)
    given, completing = (list(records(collection, entries, role).values()) for role in (ENTRY, COMPLETING))
    part = join(given, completing, collection.decisions)
    return _put_back(collection, part, ids)


def _others(table: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    return table[~table["paper_id"].isin(ids)] if len(table) else table


def _put_back(collection: Collection, part: Collection, ids: Sequence[str]) -> Collection:
    """Return the collection with the papers of another in the place of some of its own."""
    index = pd.Index(collection.papers["paper_id"])
    gone = np.isin(index, list(ids))
    stay = np.flatnonzero(~gone)
    part = _renamed(part, set(index[stay]))
    places = {
        (source.name, source.kind, source.retrieved, source.records): n for n, source in enumerate(collection.sources)
    }
    moved = np.array([places[(one.name, one.kind, one.retrieved, one.records)] for one in part.sources] + [-1])

    home = index.get_indexer(part.papers["paper_id"])
    order = np.argsort(np.concatenate([stay, np.where(home >= 0, home, np.flatnonzero(gone).min())]), kind="stable")
    papers = _with_facts(part.papers, collection.papers.iloc[home], home >= 0)
    entries = part.entries
    if len(entries):
        entries = entries.assign(**{SOURCE: moved[entries[SOURCE].to_numpy()]})
    origins = part.origins.apply(lambda column: moved[column.to_numpy()])
    there = pd.Index([*index[stay], *part.papers["paper_id"]])
    doubtful = pd.concat([collection.doubtful, part.doubtful], ignore_index=True)
    inside = np.concatenate([_inside(collection.doubtful, ids), np.zeros(len(part.doubtful), bool)])
    doubtful = doubtful[~inside & doubtful["left"].isin(there).to_numpy() & doubtful["right"].isin(there).to_numpy()]
    heir = {old: _heir(collection, part, old) for old in ids}
    return replace(
        collection,
        papers=_below(collection.papers.iloc[stay], papers, order, schema.PAPERS),
        origins=pd.concat([collection.origins.iloc[stay], origins], ignore_index=True)
        .fillna(-1)
        .iloc[order]
        .reset_index(drop=True)
        .astype(collection.origins.dtypes.iloc[0] if len(collection.origins.columns) else np.int16),
        appearances=_below(_others(collection.appearances, ids), part.appearances, None, schema.APPEARANCES),
        variants=_below(_others(collection.variants, ids), part.variants, None, schema.VARIANTS),
        results=collection.results.assign(paper_id=collection.results["paper_id"].replace(heir)),
        scale=collection.scale.assign(paper_id=collection.scale["paper_id"].replace(heir)),
        doubtful=schema.conform(
            doubtful.sort_values("score", ascending=False, kind="stable").drop_duplicates(["left", "right"]),
            schema.DOUBTFUL,
        ),
        entries=pd.concat([_others(collection.entries, ids), entries], ignore_index=True),
    )


def _inside(doubtful: pd.DataFrame, ids: Sequence[str]) -> np.ndarray:
    return (doubtful["left"].isin(ids) & doubtful["right"].isin(ids)).to_numpy()


def _heir(collection: Collection, part: Collection, old: str) -> str:
    """Return the paper that has what was worked out of another: itself, or the one that it was joined into."""
    if (part.papers["paper_id"] == old).any():
        return old
    return (find(part, sides(collection, [old])[0].names) or [old])[0]


def _renamed(part: Collection, taken: set[str]) -> Collection:
    """Return the papers with ids that are not taken; only ids made of titles can be."""
    new: dict[str, str] = {}
    for one in part.papers["paper_id"]:
        name, count = one, 1
        while name in taken:
            count += 1
            name = f"{one}-{count}"
        taken.add(name)
        if name != one:
            new[one] = name
    if not new:
        return part
    tables = {
        name: (table := getattr(part, name)).assign(paper_id=table["paper_id"].replace(new))
        for name in ("papers", "appearances", "variants", "entries")
        if len(getattr(part, name))
    }
    doubtful = part.doubtful.assign(left=part.doubtful["left"].replace(new), right=part.doubtful["right"].replace(new))
    return replace(part, doubtful=doubtful, **tables)


def _with_facts(papers: pd.DataFrame, old: pd.DataFrame, known: np.ndarray) -> pd.DataFrame:
    """Return papers with what was worked out of them before, where they are missing it."""
    filled = {}
    for name in FACTS:
        before = old[name].reset_index(drop=True)
        filled[name] = papers[name].where(papers[name].notna() | ~known, before)
    return papers.assign(**filled)


def _below(first: pd.DataFrame, second: pd.DataFrame, order: np.ndarray | None, columns: dict) -> pd.DataFrame:
    """Return two tables below each other, in an order, in the dtypes of the schema and of the first."""
    extras = {name: first[name].dtype for name in first if name not in columns}
    table = pd.concat([first, second], ignore_index=True)
    table = schema.conform(table if order is None else table.iloc[order], columns)
    return table.astype({name: dtype for name, dtype in extras.items() if table[name].dtype != dtype})
