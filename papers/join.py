"""Joining: entries of many sources become papers, appearances, and where each value came from."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from papers import schema
from papers.arrays import arrow
from papers.collection import Collection, Records
from papers.entries import entries
from papers.identity import paper_id
from papers.kept import Decision
from papers.likely import Likely
from papers.matching import KINDS, evidence, match, signature, spelled
from papers.merging import COMPLETING, ENTRY, KNOWN, Rows, filled, merge, stack, utc
from papers.notes import Notes

SUFFIX_ORDER = ("published", "authors", *KINDS, "title", "abstract", "url")
"""Papers whose ids would be equal are counted up in the order of these, whatever the order of sources."""


def join(
    records: Sequence[Records], completing: Sequence[Records] = (), decisions: Sequence[Decision] = ()
) -> Collection:
    """Join the entries of sources into papers.

    `papers.matching` says which entries are one paper by what identifies them, `papers.duplicates` which papers are
    likely to be one all the same (what is certain is joined, what is not waits in `doubtful`), `papers.merging` which
    values a paper takes: the first source's, in
    the order given. A paper that stands twice on one page of a source has one appearance there, with the better
    rank. What is not as it should be stands in the warnings of the sources.

    Parameters
    ----------
    records : sequence of Records
    completing : sequence of Records
        Sources that only fill what is missing (identifiers, too): their entries add neither papers nor appearances.
    decisions : sequence of Decision
        What was decided by hand on pairs of papers; the collection remembers it.

    Raises
    ------
    SchemaError
        If a column of the entries holds values of another kind than the schema says.
    """
    return add(replace(Collection.empty(), decisions=tuple(decisions)), records, completing)


def add(collection: Collection, records: Sequence[Records], completing: Sequence[Records] = ()) -> Collection:
    """Return the collection with further sources joined onto it.

    Its papers keep their `paper_id`, their order and, but for more exact dates and newer counts, the values they
    have; no two of them become one. Adding the same records again changes nothing.
    """
    return traced(collection, records, completing)[0]


def traced(
    collection: Collection, records: Sequence[Records], completing: Sequence[Records] = ()
) -> tuple[Collection, list[np.ndarray]]:
    """Return what `add` returns, and what became of each entry.

    Returns
    -------
    collection : Collection
    rows : list of ndarray of int
        For each of the records, then of the completing ones: the row of the paper that each entry became a part of, -1
        where it became none.
    """
    rows = stack(collection, records, completing)
    given = len(rows)
    told = evidence(rows.frame)
    notes = Notes(rows.sources)
    notes.unreadable(rows, told)
    nameless = told[[*KINDS, "title_key"]].isna().all(axis=1).to_numpy() & (rows.role != KNOWN)
    notes.nameless(rows, nameless)
    rows = rows.where(~nameless)
    told = told[~nameless].reset_index(drop=True)
    rows = replace(rows, frame=rows.frame.assign(**{kind: told[kind] for kind in KINDS}))

    # Under what other names the papers are known is evidence without values: it follows the rows.
    number = pd.Series(np.arange(len(collection)), index=collection.papers["paper_id"])
    told = pd.concat([told, collection.variants[told.columns]], ignore_index=True)
    open_rows = np.full(len(rows) - len(collection), -1)
    paper = np.concatenate([number, open_rows, number.loc[collection.variants["paper_id"]]])
    found = match(told, paper, collection.decisions)
    likely = Likely.among(rows, told, found.labels, len(collection))
    every = found.joined(*likely.certain())
    labels = every[: len(rows)]
    notes.apart(rows, found.apart[: len(rows)])
    notes.unsure(rows, found.unsure[: len(rows)])
    notes.together(rows, labels, told["title_key"].iloc[: len(rows)])

    # Papers are numbered by their first row: those that only completing entries have come last, and are none.
    size = int(labels[rows.role != COMPLETING].max(initial=-1)) + 1
    values, origins = merge(collection, rows, labels, size)
    values["paper_id"] = _ids(values, collection.papers["paper_id"])
    placed = np.full(given, -1)
    placed[~nameless] = np.where(labels < size, labels, -1)
    ends = np.cumsum([len(collection), *(len(one.entries) for one in (*records, *completing))])
    appearances = _appearances(collection, rows, values["paper_id"], labels)
    papers = schema.conform(values.assign(**_standing(values["paper_id"], appearances)))
    schema.validate(papers)
    joined = replace(
        collection,
        papers=papers,
        appearances=appearances,
        origins=origins,
        sources=notes.sources(),
        variants=_variants(collection, told, every, papers["paper_id"]),
        doubtful=likely.doubtful(collection, told, every, papers["paper_id"]),
        entries=entries(collection, rows, labels, papers["paper_id"]),
    )
    return joined, np.split(placed, ends)[1:-1]


def _ids(values: pd.DataFrame, kept: pd.Series) -> pd.Series:
    """Return the `paper_id` of each paper: the first ones as they are, the others made; all different."""
    new = values.iloc[len(kept) :]
    parts = [new[name].astype(object).where(new[name].notna(), None) for name in (*KINDS, "title")]
    made = pd.Series(list(map(paper_id, *parts)), index=new.index, dtype="str")
    taken = set(kept)
    clash = made.duplicated(keep=False) | np.fromiter((base in taken for base in made), dtype=bool, count=len(made))
    order = new.loc[clash, [*SUFFIX_ORDER]].assign(made=made[clash], authors=spelled(new.loc[clash, "authors"]))
    order = order.sort_values(["made", *SUFFIX_ORDER])
    taken.update(made[~clash])
    reached: dict[str, int] = {}
    given: list[str] = []
    for base in order["made"]:
        count, found = reached.get(base, 1), base
        while found in taken:
            count += 1
            found = f"{base}-{count}"
        reached[base] = count
        taken.add(found)
        given.append(found)
    made.update(pd.Series(given, index=order.index, dtype="str"))
    return pd.concat([kept, made], ignore_index=True)


def _appearances(collection: Collection, rows: Rows, ids: pd.Series, labels: np.ndarray) -> pd.DataFrame:
    """Return where papers stand: what the collection knows and what the entries add, once for each page of a source."""
    if "page" not in rows.frame:
        return collection.appearances
    listed = filled(rows.frame["page"]) & (rows.role == ENTRY)
    source = rows.source[listed]
    new = pd.DataFrame(
        {
            "paper_id": ids.iloc[labels[listed]].array,
            "source": np.array([one.name for one in rows.sources], dtype=object)[source],
            "page": rows.frame["page"].array[listed],
            "rank": rows.frame["rank"].array[listed] if "rank" in rows.frame else pd.NA,
            "retrieved": np.array([utc(one) for one in rows.sources], dtype=schema.DATE)[source],
        }
    )
    table = pd.concat([collection.appearances, schema.conform(new, schema.APPEARANCES)], ignore_index=True)
    best = table.sort_values("rank", kind="stable").drop_duplicates(["paper_id", "source", "page"])
    return schema.conform(best.sort_index(), schema.APPEARANCES)


def _standing(ids: pd.Series, appearances: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the columns that follow from the appearances; missing where a paper stands on no page."""
    row = pd.Index(ids).get_indexer(appearances["paper_id"])
    pages = pd.DataFrame({"row": row, "page": appearances["page"]}).drop_duplicates().sort_values("row", kind="stable")
    counts = np.bincount(pages["row"], minlength=len(ids))
    ends = np.concatenate([[0], np.cumsum(counts)]).astype("int32")
    names = arrow(pages["page"]).cast(pa.string())
    lists = pa.ListArray.from_arrays(ends, names, mask=pa.array(counts == 0))
    best = appearances["rank"].groupby(row).min()
    return {
        "pages": pd.Series(pd.array(lists, dtype=schema.MANY)),
        "page_count": pd.Series(counts, dtype="Int64").where(counts > 0),
        "best_rank": best.reindex(range(len(ids))).astype("Int64"),
    }


def _variants(collection: Collection, told: pd.DataFrame, labels: np.ndarray, ids: pd.Series) -> pd.DataFrame:
    """Return the evidence of papers that entries named in several ways: merged papers hold only one of each."""
    known, old = len(collection), len(collection.variants)
    rows = np.arange(len(told))
    # A paper that has variants already is told by them; its row mixes their values.
    mixed = (rows < known) & np.isin(labels, labels[len(told) - old :])
    rows = np.roll(rows, old)  # what the collection has already comes first
    rows = rows[(labels[rows] < len(ids)) & ~mixed[rows]]
    spelling = pd.DataFrame({"label": labels[rows], "spelling": signature(told)[rows]}).drop_duplicates()
    several = rows[spelling.index[spelling.duplicated("label", keep=False)]]
    return told.iloc[several].assign(paper_id=ids.iloc[labels[several]].array).reset_index(drop=True)
