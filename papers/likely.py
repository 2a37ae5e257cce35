"""Likely duplicates among entries that were matched already: what joining makes of `papers.duplicates`."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from papers import duplicates, schema
from papers.arrays import lists
from papers.collection import Collection
from papers.deciding import by_hand
from papers.duplicates import Pairs
from papers.matching import KINDS
from papers.merging import COMPLETING, Rows

CONFLICT = "joining them would give a paper two identifiers of one kind"


@dataclass(frozen=True)
class Likely:
    """Pairs of papers that may be one; the papers are numbered as matching has labelled them.

    Attributes
    ----------
    pairs : Pairs
    entry : ndarray of int
        An entry of each paper.
    """

    pairs: Pairs
    entry: np.ndarray

    @classmethod
    def among(cls, rows: Rows, evidence: pd.DataFrame, labels: np.ndarray, known: int) -> "Likely":
        """Look for likely duplicates.

        Parameters
        ----------
        rows : Rows
        evidence : DataFrame
            Of the rows, and of variants after them.
        labels : ndarray of int
            The paper of each row of the evidence.
        known : int
            So many papers come first that were looked at before.
        """
        size = int(labels[: len(rows)][rows.role != COMPLETING].max(initial=-1)) + 1
        entry = np.zeros(size, np.intp)
        first = np.unique(labels, return_index=True)
        entry[first[0][first[0] < size]] = first[1][first[0] < size]
        if size == known or size < 2:
            return cls(duplicates.NO_PAIRS, entry)
        kinds = np.zeros(size, np.uint8)
        for bit, kind in enumerate(KINDS):
            held = labels[evidence[kind].notna().to_numpy()]
            kinds[held[held < size]] |= 1 << bit
        papers = _papers(rows.frame, evidence["year"].iloc[: len(rows)], labels[: len(rows)], size)
        return cls(duplicates.find(papers, kinds, np.arange(size) >= known), entry)

    def certain(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the entries of the pairs that are one paper."""
        certain = self.pairs.certain
        return self.entry[self.pairs.left[certain]], self.entry[self.pairs.right[certain]]

    def doubtful(
        self, collection: Collection, evidence: pd.DataFrame, labels: np.ndarray, ids: pd.Series
    ) -> pd.DataFrame:
        """Return the pairs that are left for somebody to decide, `schema.DOUBTFUL`, with those of the collection.

        Parameters
        ----------
        collection : Collection
            As it was before.
        evidence : DataFrame
        labels : ndarray of int
            The paper of each row of the evidence, after all joining.
        ids : Series of str
            The `paper_id` of each paper.
        """
        left, right = (labels[self.entry[side]] for side in (self.pairs.left, self.pairs.right))
        reasons = [
            [*told, CONFLICT] if certain else told
            for told, certain in zip(self.pairs.reasons, self.pairs.certain, strict=True)
        ]
        one, other = ids.to_numpy(object)[left], ids.to_numpy(object)[right]
        found = pd.DataFrame(
            {
                "left": np.minimum(one, other),
                "right": np.maximum(one, other),
                "score": self.pairs.score,
                "reasons": pd.Series(reasons, dtype=schema.MANY),
            }
        )[left != right]
        table = pd.concat([collection.doubtful, schema.conform(found, schema.DOUBTFUL)], ignore_index=True)
        table = table[~_decided(collection, table, evidence, labels, ids)]
        table = table.sort_values(["score", "left", "right"], ascending=[False, True, True], kind="stable")
        return schema.conform(table.drop_duplicates(["left", "right"]), schema.DOUBTFUL)


def _decided(
    collection: Collection, table: pd.DataFrame, evidence: pd.DataFrame, labels: np.ndarray, ids: pd.Series
) -> np.ndarray:
    """Return which pairs somebody has decided to be two papers, or are one by now."""
    place = pd.Index(ids)
    left, right = place.get_indexer(table["left"]), place.get_indexer(table["right"])
    gone = (left < 0) | (right < 0) | (left == right)
    for codes in by_hand(evidence, collection.decisions).apart:
        sides = [np.unique(labels[codes == side]) for side in (0, 1)]
        gone |= np.isin(left, sides[0]) & np.isin(right, sides[1]) | np.isin(left, sides[1]) & np.isin(right, sides[0])
    return gone


def _papers(frame: pd.DataFrame, years: pd.Series, labels: np.ndarray, size: int) -> pd.DataFrame:
    """Return title, abstract, authors and year of papers: of several values the longest, whichever came first."""
    order = np.argsort(labels, kind="stable")
    order = order[labels[order] < size]
    single = order[np.bincount(labels[order], minlength=size)[labels[order]] == 1]
    several = np.setdiff1d(order, single, assume_unique=True)
    row = np.full(size, -1)
    row[labels[single]] = single
    values: dict[str, pd.Series] = {}
    for name in ("title", "abstract", "authors"):
        column = frame[name].iloc[several]
        if name == "authors":
            length = pc.list_value_length(lists(column)).fill_null(0).to_numpy(zero_copy_only=False)
            text = pc.binary_join(lists(column), "\x1f").to_pandas()
        else:
            length, text = column.str.len().fillna(0).to_numpy(), column.reset_index(drop=True)
        ranks = pd.Series(pd.factorize(text, sort=True)[0])
        longest = np.lexsort((ranks, -length, labels[several]))
        taken = row.copy()
        taken[labels[several][longest[::-1]]] = several[longest[::-1]]
        values[name] = pd.Series(frame[name].array.take(taken, allow_fill=True))
    year = pd.Series(years.to_numpy(np.float64, na_value=np.nan)).groupby(labels).min().reindex(range(size))
    return pd.DataFrame(values | {"year": year.astype("Int64")})
