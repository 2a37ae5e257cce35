"""Which entries are one paper: identifiers decide, titles only where an author or the year agrees.

Entries that agree share a *token*: an identifier, or a title with a surname. Clusters of entries grow along tokens in
stages, the strongest evidence first. Three rules keep the result independent of the order of entries and stop chains
of weak links from ever putting two identifiers of one kind into one paper:

- a token whose holders have two identifiers of one kind is no evidence and joins nobody;
- what the other tokens would join into a group with two identifiers of one kind is left apart;
- entries with all the same evidence are one paper before anything else is looked at.

What somebody decided by hand goes before all of it: entries that are one paper for them hold one identifier of each
kind, whatever they say, and entries that are two papers hold two.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from papers import identity
from papers.arrays import lists
from papers.deciding import by_hand
from papers.kept import Decision

KINDS = {
    "arxiv_id": (identity.arxiv_id, ("arxiv_id", "doi", "paper_id", "url", "pdf_url")),
    "doi": (identity.doi, ("doi", "paper_id", "url")),
    "acl_id": (identity.acl_id, ("acl_id", "doi", "paper_id", "url", "pdf_url")),
}
"""Kinds of identifier: what reads one, and the columns it may stand in, the surest first."""

NONE = -1
"""Code of "has none"."""
MAX_TITLES = 100
"""A cluster of more titles is a broken source (one DOI on every line): titles tell nothing about it."""


@dataclass(frozen=True)
class Match:
    """Which entries are one paper.

    Attributes
    ----------
    labels : ndarray of intp
        The paper of each entry, numbered by first entry.
    apart : ndarray of bool
        Entries that share an identifier with another paper, and were left apart because others contradict it.
    unsure : ndarray of bool
        Entries with neither author nor year whose title is that of several papers, and which were left alone.
    """

    labels: np.ndarray
    apart: np.ndarray
    unsure: np.ndarray
    _clusters: "_Clusters"

    def joined(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Return the labels when entry `left[i]` and entry `right[i]` are one paper, too, as far as nothing forbids it.

        What would come to hold two identifiers of one kind is left apart altogether.
        """
        pairs = np.arange(len(left))
        self._clusters.agree(np.concatenate([left, right]), np.concatenate([pairs, pairs]))
        return pd.factorize(self._clusters.labels)[0]


def evidence(entries: pd.DataFrame) -> pd.DataFrame:
    """Return what tells entries of a conforming frame apart: clean identifiers, title key, year, authors."""
    found: dict[str, pd.Series] = {}
    for kind, (read, columns) in KINDS.items():
        values = pd.Series(pd.NA, index=entries.index, dtype="str")
        for column in columns:
            values = values.fillna(_each(entries.loc[values.isna(), column], read))
        found[kind] = values
    named = entries["title"].fillna(entries["url"]).fillna(entries["abstract"])
    found["title_key"] = _each(named, identity.title_key).replace("", pd.NA)
    found["year"] = entries["published"].dt.year.astype("Int64")
    found["authors"] = entries["authors"]
    return pd.DataFrame(found)


def _each(values: pd.Series, function: Callable[[str], str | None]) -> pd.Series:
    """Return the function's value for each text, missing for missing."""
    codes, texts = pd.factorize(values)
    found = pd.array([function(text) for text in texts.tolist()], dtype="str")
    return pd.Series(found.take(codes, allow_fill=True), index=values.index)


def match(evidence: pd.DataFrame, paper: np.ndarray | None = None, decisions: Sequence[Decision] = ()) -> Match:
    """Return which entries are one paper.

    Parameters
    ----------
    evidence : DataFrame
        As from `evidence`, one row an entry.
    paper : ndarray of int, shape (entries,), optional
        Number of the paper an entry is already known to be, -1 where that is open. Known papers stay what they are:
        no two of them become one.
    decisions : sequence of Decision
        What was decided by hand.
    """
    entries = np.arange(len(evidence))
    hand = by_hand(evidence, decisions)
    ids = [_unified(_codes(evidence[kind]), hand.rows, hand.tokens) for kind in KINDS]
    clusters = _Clusters([*ids, *hand.apart, *([] if paper is None else [paper])])
    if paper is not None:
        clusters.agree(entries, paper)
    clusters.agree(hand.rows, hand.tokens)
    clusters.agree(entries, signature(evidence))

    # An identifier is a token; those of different kinds must not be mixed up.
    codes = np.concatenate(ids)
    numbers = _number(pd.DataFrame({"kind": np.repeat(np.arange(len(ids)), len(entries)), "id": codes}))
    apart = clusters.agree(np.tile(entries, len(ids)), np.where(codes == NONE, NONE, numbers))

    titles = _Titles(clusters, evidence)
    for parts in (("name", "year"), ("name",), ("year",)):
        titles.agree(*parts)
    unsure = titles.agree_bare()
    return Match(pd.factorize(clusters.labels)[0], apart, unsure, clusters)


def _unified(codes: np.ndarray, rows: np.ndarray, tokens: np.ndarray) -> np.ndarray:
    """Return the codes of identifiers, where all that entries with one token hold are one and the same."""
    held = codes[rows] != NONE
    if not held.any():
        return codes
    size = int(codes.max()) + 1
    one = components(size + int(tokens.max()) + 1, codes[rows][held], size + tokens[held])
    return np.where(codes == NONE, NONE, one[codes])


class _Clusters:
    """Clusters of entries, none of which holds two identifiers of one kind.

    Attributes
    ----------
    labels : ndarray of intp, shape (entries,)
        The cluster of each entry, named by one entry of it.
    """

    def __init__(self, ids: list[np.ndarray]) -> None:
        self.ids = ids
        self.labels = np.arange(len(ids[0]))

    def table(self, rows: np.ndarray, codes: np.ndarray, name: str) -> pd.DataFrame:
        """Return what clusters know by these rows: `label` and the codes, without repeats and missing ones."""
        table = pd.DataFrame({"label": self.labels[rows], name: codes})
        return table[table[name] != NONE].drop_duplicates()

    def agree(self, rows: np.ndarray, tokens: np.ndarray) -> np.ndarray:
        """Join clusters whose entries share a token, as far as no cluster comes to hold two identifiers of one kind.

        Parameters
        ----------
        rows, tokens : array of int, shape (pairs,)
            Entry `rows[i]` holds token `tokens[i]`; -1 is no token.

        Returns
        -------
        ndarray of bool, shape (entries,)
            Entries that share a token with an entry of another cluster all the same.
        """
        held = tokens != NONE
        rows, tokens = rows[held], tokens[held]
        size, count = len(self.labels), int(tokens.max(initial=NONE)) + 1
        members = self.labels[rows]
        sound = np.ones(count, dtype=bool)
        for codes in self.ids:
            of_cluster = _extremes(self.labels, codes, size)[1]
            sound &= _agreed(tokens, of_cluster[members], count)
        linked = sound[tokens]
        group = components(size + count, members[linked], size + tokens[linked])[:size]
        whole = np.ones(size, dtype=bool)
        for codes in self.ids:
            whole &= _agreed(group[self.labels], codes, size)
        self.labels = np.where(whole[group], group, np.arange(size))[self.labels]
        together = _agreed(tokens, self.labels[rows], count)
        apart = np.zeros(size, dtype=bool)
        apart[rows[~together[tokens]]] = True
        return apart


class _Titles:
    """The titles that several clusters bear, and what tells their bearers apart.

    What one entry of a cluster tells, all of the cluster knows.
    """

    def __init__(self, clusters: _Clusters, evidence: pd.DataFrame) -> None:
        self._clusters = clusters
        titles, years = _codes(evidence["title_key"]), _codes(evidence["year"])
        borne = clusters.table(np.arange(len(titles)), titles, "title")
        borne = borne[borne.groupby("label")["title"].transform("size") <= MAX_TITLES]
        borne = borne[borne.duplicated("title", keep=False)]
        self._rows = np.flatnonzero(np.isin(clusters.labels, borne["label"]))
        self._titles = np.where(np.isin(titles, borne["title"]), titles, NONE)[self._rows]
        self._years = years[self._rows]
        self._named, self._names = _surnames(evidence["authors"], self._rows)

    def agree(self, *parts: str) -> None:
        """Join clusters that share a title and these parts: a "name", a "year", or both."""
        table = self._bearers()
        for part in parts:
            table = table.merge(self._known(part), on="label")
        self._clusters.agree(table["label"].to_numpy(), _number(table[["title", *parts]]))

    def agree_bare(self) -> np.ndarray:
        """Join the bearers of a title without name and year with each other, and with the other one if there is one.

        Returns
        -------
        ndarray of bool, shape (entries,)
            Entries of such bearers that were left alone because several others bear the title.
        """
        table = self._bearers()
        table = table[self._bare(table)]
        self._clusters.agree(table["label"].to_numpy(), table["title"].to_numpy())
        table = self._bearers()
        bare = self._bare(table)
        several = table["title"].map(table.loc[~bare, "title"].value_counts()).fillna(0) > 1
        alone = np.isin(self._clusters.labels, table.loc[bare & several, "label"])
        table = table[~several]
        self._clusters.agree(table["label"].to_numpy(), table["title"].to_numpy())
        return alone

    def _bare(self, bearers: pd.DataFrame) -> pd.Series:
        return ~bearers["label"].isin(pd.concat([self._known("name")["label"], self._known("year")["label"]]))

    def _bearers(self) -> pd.DataFrame:
        return self._clusters.table(self._rows, self._titles, "title")

    def _known(self, part: str) -> pd.DataFrame:
        if part == "year":
            return self._clusters.table(self._rows, self._years, "year")
        return self._clusters.table(self._named, self._names, "name")


def components(size: int, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return, for each node of a graph with these edges, the smallest node it is connected with.

    Every round hooks each tree onto the smallest neighbour and flattens it, so that rounds grow with the logarithm of
    the size and not with the length of chains.
    """
    parent = np.arange(size)
    while True:
        low, high = np.minimum(parent[left], parent[right]), np.maximum(parent[left], parent[right])
        if (low == high).all():
            return parent
        np.minimum.at(parent, high, low)
        while not np.array_equal(above := parent[parent], parent):
            parent = above


def _extremes(groups: np.ndarray, codes: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the smallest and the largest code of each group; where it has none, a huge number and -1."""
    low, high = np.full(count, np.iinfo(np.intp).max), np.full(count, NONE)
    there = codes != NONE
    np.minimum.at(low, groups[there], codes[there])
    np.maximum.at(high, groups[there], codes[there])
    return low, high


def _agreed(groups: np.ndarray, codes: np.ndarray, count: int) -> np.ndarray:
    """Return whether each group holds at most one code."""
    low, high = _extremes(groups, codes, count)
    return low >= high


def signature(evidence: pd.DataFrame) -> np.ndarray:
    """Number the entries by their evidence: entries with all the same have the same number."""
    columns = {name: _codes(spelled(evidence[name]) if name == "authors" else evidence[name]) for name in evidence}
    return _number(pd.DataFrame(columns))


def spelled(authors: pd.Series) -> pd.Series:
    """Return each list of authors as one text."""
    joined = pc.binary_join(lists(authors), "\x1f")
    return pd.Series(joined.to_pandas(), dtype="str").set_axis(authors.index)


def _codes(values: pd.Series) -> np.ndarray:
    return pd.factorize(values)[0]


def _number(table: pd.DataFrame) -> np.ndarray:
    """Number the distinct rows of a table."""
    return table.groupby(list(table), sort=False).ngroup().to_numpy()


def _surnames(authors: pd.Series, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows and the codes of the surnames of the authors in these rows, one by one."""
    bylines = lists(authors.iloc[rows])
    names = pd.Series(pc.list_flatten(bylines).to_pandas(), dtype="str")
    return rows[pc.list_parent_indices(bylines).to_numpy()], _codes(_each(names, identity.surname))
