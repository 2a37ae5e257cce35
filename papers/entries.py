"""The entries of papers that were joined from several, kept so that joining can be undone and explained."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from papers import schema
from papers.collection import Collection, Records
from papers.matching import evidence, signature, spelled
from papers.merging import ENTRY, KNOWN, Rows, utc

SOURCE, ROLE = "entry:source", "entry:role"
"""Columns of `Collection.entries` beside `paper_id`, page, rank and all that the sources gave: the position of the
source, and whether the entry only completes others (`papers.merging.COMPLETING`)."""


def entries(collection: Collection, rows: Rows, labels: np.ndarray, ids: pd.Series) -> pd.DataFrame:
    """Return the entries of all papers that have several, those that the collection knew first.

    Parameters
    ----------
    collection : Collection
        As it was before.
    rows : Rows
        Its papers and what was joined onto them.
    labels : ndarray of int, shape (rows,)
        The paper of each row; those of `len(ids)` and more are none.
    ids : Series of str
        The `paper_id` of each paper.
    """
    several = (labels < len(ids)) & (np.bincount(labels)[labels] > 1 if len(labels) else np.zeros(0, bool))
    new = np.flatnonzero(several & (rows.role != KNOWN))
    if not len(new):
        return collection.entries
    fresh = rows.frame.iloc[new].assign(
        paper_id=ids.iloc[labels[new]].array, **{SOURCE: rows.source[new], ROLE: rows.role[new]}
    )
    known = set(collection.entries["paper_id"]) if len(collection.entries) else set()
    alone = np.flatnonzero(several & (rows.role == KNOWN))
    alone = alone[[ids[labels[row]] not in known for row in alone]]
    table = pd.concat([collection.entries, as_entries(collection, alone), fresh], ignore_index=True)
    table = conformed(table)
    return _several(table)


def taken_apart(collection: Collection, ids: Iterable[str] | None = None) -> pd.DataFrame:
    """Return the entries that papers were joined from, in the dtypes of the schema; of all papers unless ids are given.

    Their columns are those of `Collection.entries`.
    """
    papers = collection.papers["paper_id"]
    wanted = set(papers if ids is None else ids)
    kept = collection.entries
    kept = kept[kept["paper_id"].isin(wanted)] if len(kept) else kept
    several = set(kept["paper_id"]) if len(kept) else set()
    rows = np.flatnonzero(papers.isin(wanted - several))
    table = pd.concat([kept, as_entries(collection, rows)], ignore_index=True)
    order = np.argsort(pd.Index(papers).get_indexer(table["paper_id"]), kind="stable")  # papers keep theirs
    return conformed(table.iloc[order].reset_index(drop=True))


def records(collection: Collection, entries: pd.DataFrame, role: int) -> dict[int, Records]:
    """Return entries of one role as the records they came as, by the position of their source.

    The rows of each frame keep the index that they have among the entries.
    """
    of_role = entries[entries[ROLE] == role]
    return {
        place: Records(
            collection.sources[place], of_role[of_role[SOURCE] == place].drop(columns=[SOURCE, ROLE, "paper_id"])
        )
        for place in sorted(set(of_role[SOURCE].tolist()))
    }


def as_entries(collection: Collection, rows: np.ndarray) -> pd.DataFrame:
    """Return papers that were not joined from several as the entries they were: one for each of their appearances.

    What no source gave, but was worked out, is left out.
    """
    papers = collection.papers.iloc[rows]
    given = {str(name): collection.origins[name].to_numpy()[rows] >= 0 for name in collection.origins}
    papers = papers.assign(**{name: papers[name].where(there) for name, there in given.items() if name in papers})
    origin = collection.origins.iloc[rows].to_numpy() if len(collection.origins) else np.full((len(rows), 1), -1)
    first = np.where(origin >= 0, origin, np.iinfo(np.int16).max).min(axis=1, initial=np.iinfo(np.int16).max)
    listed = collection.appearances[collection.appearances["paper_id"].isin(papers["paper_id"])]
    listed = listed.assign(**{SOURCE: _read_from(collection, listed)})
    listed = listed[["paper_id", "page", "rank", SOURCE]]
    found = papers.assign(given=first).merge(listed, on="paper_id", how="left")
    found[SOURCE] = found[SOURCE].fillna(found["given"]).astype(int)
    found = found.drop(columns="given").assign(**{ROLE: ENTRY})
    return found[found[SOURCE].between(0, len(collection.sources) - 1)]


def _read_from(collection: Collection, listed: pd.DataFrame) -> np.ndarray:
    """Return the position of the source of each appearance: of several of one name the one read then; -1 for none."""
    names = pd.Index([source.name for source in collection.sources], dtype=object)
    read = pd.MultiIndex.from_arrays([names, np.array(list(map(utc, collection.sources)), dtype=schema.DATE)])
    first, exact = ~names.duplicated(), ~read.duplicated()
    place = names[first].get_indexer(pd.Index(listed["source"], dtype=object))
    place = np.where(place >= 0, np.flatnonzero(first)[place], place) if len(names) else place
    then = pd.MultiIndex.from_arrays([listed["source"].astype(object), listed["retrieved"]])
    known = read[exact].get_indexer(then)
    return np.where(known >= 0, np.flatnonzero(exact)[known], place) if len(names) else place


def conformed(table: pd.DataFrame) -> pd.DataFrame:
    """Return entries in the dtypes of the schema."""
    table = schema.conform(table)
    return table.assign(**{SOURCE: table[SOURCE].astype(int), ROLE: table[ROLE].astype(int)})


def _told(column: pd.Series) -> pd.Series:
    """Return values that can be compared, lists as texts."""
    return spelled(column) if column.dtype == schema.MANY else column.astype("str")


def _several(table: pd.DataFrame) -> pd.DataFrame:
    """Return entries without repeats, of papers that have several."""
    told = pd.DataFrame(
        {
            "paper": table["paper_id"],
            "source": table[SOURCE],
            "role": table[ROLE],
            "page": table.get("page", ""),
            "evidence": signature(evidence(table.assign(paper_id=pd.Series(pd.NA, index=table.index, dtype="str")))),
        }
    )
    alike = np.flatnonzero(told.duplicated(keep=False))
    whole = told.iloc[alike].assign(**{f"value {name}": _told(table[name].iloc[alike]) for name in table})
    table = table.drop(index=table.index[alike[whole.duplicated()]])
    return table[table.duplicated("paper_id", keep=False)].reset_index(drop=True)
