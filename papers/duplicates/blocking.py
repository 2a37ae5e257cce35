"""Which pairs of papers are worth comparing: those that share something rare.

Rare are words and pairs of words of titles, pairs of authors, and runs of three words of abstracts, of which one in
eight is drawn by its hash. What many papers share is no reason to compare them, so that work grows with the number of
papers and not with its square.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import sparse

from papers import identity
from papers.arrays import lists
from papers.duplicates import words
from papers.duplicates.words import Hashes, Rows, mixed

MOST_PAIRS = 400
"""Something that is shared by more pairs than this is not rare."""
DRAWN = np.uint64(2**64 // 8)
AUTHORS_APART = 3
"""Pairs of authors are taken whose surnames are at most so far from each other in the alphabet of the paper."""
ENOUGH = 11.0
"""Sum of the logarithms of rarity from which on a pair is compared: one thing that is very rare, or several."""
STRIPE = 5_000
"""Papers paired at once: bounds memory."""
MOST_EACH = 40
"""Pairs a paper is compared in at most, the most promising ones."""


@dataclass(frozen=True)
class Held:
    """What papers hold: paper `rows[i]` holds `hashes[i]`, no pair twice."""

    hashes: Hashes
    rows: Rows

    def among(self, rows: NDArray[np.intp], size: int) -> "Held":
        """Return what the papers in these rows hold, numbered by their place in `rows`."""
        place = np.full(size, -1, np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        there = place[self.rows] >= 0
        return Held(self.hashes[there], place[self.rows[there]])


def names(authors: pd.Series) -> Held:
    """Return the authors of papers, by the last part of the surname and the first letter of the first given name."""
    array = lists(authors)
    codes, texts = pd.factorize(pd.Series(pc.list_flatten(array).to_pandas(), dtype="str"))
    keys = np.array([_name(text) for text in texts.tolist()], dtype=object)
    hashes = pd.util.hash_array(keys)[codes] if len(keys) else np.zeros(0, np.uint64)
    rows = pc.list_parent_indices(array).to_numpy().astype(np.int32)
    known = np.array([bool(key) for key in keys], dtype=bool)[codes] if len(keys) else np.zeros(0, bool)
    return _distinct(hashes[known], rows[known])


def _name(author: str) -> str:
    """Return "khalili z" for "Zena Al-Khalili", "Al Khalili, Z."; "" for nobody."""
    family, comma, given = author.replace("-", " ").partition(",")
    last = identity.surname(family)
    if last is None:
        return ""
    first = next(iter((given if comma else family).split()), "")
    initial = (identity.surname(first) or "")[:1]
    return last if identity.surname(first) == last else f"{last} {initial}"


def tokens(papers: pd.DataFrame, authors: Held) -> Held:
    """Return what may bring papers together: of their titles, authors and abstracts."""
    parts = [*_of_titles(papers["title"]), _pairs(authors), *_of_abstracts(papers["abstract"])]
    return _distinct(np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts]))


def _of_titles(titles: pd.Series) -> Iterator[tuple[Hashes, Rows]]:
    for hashes, rows in words.words(titles):
        yield hashes, rows
        beside = rows[1:] == rows[:-1]
        yield mixed(hashes[:-1], hashes[1:])[beside], rows[1:][beside]


def _of_abstracts(abstracts: pd.Series) -> Iterator[tuple[Hashes, Rows]]:
    for hashes, rows in words.words(abstracts):
        run = mixed(hashes[:-2], hashes[1:-1], hashes[2:])
        taken = (rows[2:] == rows[:-2]) & (run < DRAWN)
        yield run[taken], rows[2:][taken]


def _pairs(authors: Held) -> tuple[Hashes, Rows]:
    order = np.lexsort((authors.hashes, authors.rows))
    hashes, rows = authors.hashes[order], authors.rows[order]
    found = [(mixed(hashes), rows)]  # one author alone can be rare enough
    for apart in range(1, AUTHORS_APART + 1):
        same = rows[apart:] == rows[:-apart]
        found.append((mixed(hashes[:-apart], hashes[apart:])[same], rows[apart:][same]))
    return np.concatenate([each[0] for each in found]), np.concatenate([each[1] for each in found])


def _distinct(hashes: Hashes, rows: Rows) -> Held:
    order = np.lexsort((rows, hashes))
    hashes, rows = hashes[order], rows[order]
    new = np.ones(len(hashes), bool)
    new[1:] = (hashes[1:] != hashes[:-1]) | (rows[1:] != rows[:-1])
    return Held(hashes[new], rows[new])


def pairs(held: Held, left: NDArray[np.intp], right: NDArray[np.intp], size: int) -> Iterator[pd.DataFrame]:
    """Yield pairs of a paper of `left` and one of `right` that share enough, as `left`, `right` and `shared`.

    Parameters
    ----------
    held : Held
        What all papers hold.
    left, right : ndarray of int
        Rows of papers: either the same ones or none in common.
    size : int
        Number of all papers.
    """
    if not len(left) or not len(right):
        return
    alone = left is right
    one = held.among(left, size)
    other = one if alone else held.among(right, size)
    found, of_one, many = np.unique(one.hashes, return_inverse=True, return_counts=True)
    place = np.searchsorted(found, other.hashes)
    known = (place < len(found)) & (
        found[np.minimum(place, max(len(found) - 1, 0))] == other.hashes if len(found) else False
    )
    of_other = np.where(known, place, -1)
    more = np.bincount(of_other[known], minlength=len(found))
    count = many * (many - 1) / 2 if alone else many * more
    rare = (count > 0) & (count <= MOST_PAIRS)
    # How unlikely it is that two papers share it by chance.
    told = np.log(len(left) / np.maximum(many, 1)) / 2 + np.log(len(right) / np.maximum(more, 1)) / 2
    weight = np.where(rare, np.maximum(told, 0.5 * ENOUGH), 0.0).astype(np.float32)
    first = _matrix(one.rows, of_one, weight, len(left))
    taken = of_other >= 0
    second = _matrix(other.rows[taken], of_other[taken], (weight > 0).astype(np.float32), len(right)).T.tocsr()
    for start in range(0, len(left), STRIPE):
        product = (first[start : start + STRIPE] @ second).tocoo()
        enough = product.data >= ENOUGH
        table = pd.DataFrame(
            {"l": product.row[enough] + start, "r": product.col[enough], "shared": product.data[enough]}
        )
        if alone:
            table = table[table["l"] < table["r"]]
        table = table.sort_values(["shared", "r"], ascending=[False, True]).groupby("l", sort=False).head(MOST_EACH)
        yield pd.DataFrame({"left": left[table["l"]], "right": right[table["r"]], "shared": table["shared"].to_numpy()})


def _matrix(rows: Rows, columns: NDArray[np.intp], weight: NDArray[np.float32], size: int) -> sparse.csr_matrix:
    kept = weight[columns] > 0
    rows, columns = rows[kept], columns[kept]
    return sparse.csr_matrix((weight[columns], (rows, columns)), shape=(size, len(weight)))
