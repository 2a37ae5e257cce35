"""The entries of papers that were joined from several, kept so that joining can be undone and explained."""

import numpy as np
import pandas as pd

from papers import schema
from papers.collection import Collection
from papers.matching import evidence, signature
from papers.merging import ENTRY, KNOWN, Rows

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


def as_entries(collection: Collection, rows: np.ndarray) -> pd.DataFrame:
    """Return papers that were not joined from several as the entries they were: one for each of their appearances.

    What no source gave, but was worked out, is left out.
    """
    papers = collection.papers.iloc[rows]
    given = {str(name): collection.origins[name].to_numpy()[rows] >= 0 for name in collection.origins}
    papers = papers.assign(**{name: papers[name].where(there) for name, there in given.items() if name in papers})
    origin = collection.origins.iloc[rows].to_numpy() if len(collection.origins) else np.full((len(rows), 1), -1)
    first = np.where(origin >= 0, origin, np.iinfo(np.int16).max).min(axis=1, initial=np.iinfo(np.int16).max)
    place = {source.name: number for number, source in reversed(list(enumerate(collection.sources)))}
    listed = collection.appearances[collection.appearances["paper_id"].isin(papers["paper_id"])]
    listed = listed.assign(**{SOURCE: listed["source"].map(place).fillna(-1).astype(int)})
    listed = listed[["paper_id", "page", "rank", SOURCE]]
    found = papers.assign(given=first).merge(listed, on="paper_id", how="left")
    found[SOURCE] = found[SOURCE].fillna(found["given"]).astype(int)
    found = found.drop(columns="given").assign(**{ROLE: ENTRY})
    return found[found[SOURCE].between(0, len(collection.sources) - 1)]


def conformed(table: pd.DataFrame) -> pd.DataFrame:
    """Return entries in the dtypes of the schema."""
    table = schema.conform(table)
    return table.assign(**{SOURCE: table[SOURCE].astype(int), ROLE: table[ROLE].astype(int)})


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
    table = table[~told.duplicated()]
    return table[table.duplicated("paper_id", keep=False)].reset_index(drop=True)
