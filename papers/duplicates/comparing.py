"""How alike two papers are, one column for each thing that is compared."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from papers.duplicates import words
from papers.duplicates.blocking import Held
from papers.duplicates.titles import Titles

COLUMNS = 2**22
"""Columns of the matrix of words: so many that two words seldom share one."""
FEWEST = 15
"""Different words that make an abstract."""

Rows = NDArray[np.intp]


def compare(papers: pd.DataFrame, authors: Held, left: Rows, right: Rows) -> pd.DataFrame:
    """Compare pairs of papers: `heads` and, as column `abstract`, `abstracts`."""
    titles = Titles(papers["title"])
    return heads(papers, titles, authors, left, right).assign(abstract=abstracts(papers, left, right))


def heads(papers: pd.DataFrame, titles: Titles, authors: Held, left: Rows, right: Rows) -> pd.DataFrame:
    """Compare what stands above the abstracts of pairs of papers.

    Parameters
    ----------
    papers : DataFrame
        `year` of all papers.
    titles : Titles
        Their titles.
    authors : Held
        Their authors.
    left, right : ndarray of int, shape (pairs,)
        Rows of the papers of each pair.

    Returns
    -------
    DataFrame, one row a pair
        What `Titles.compare` gives; `authors` (0 to 1: the share they have in common; NaN where one has none), `common`
        and `distinct` (numbers of authors), `years` (how far apart; NaN where unknown).
    """
    years = papers["year"].to_numpy(np.float64, na_value=np.nan)
    common, distinct, known = authors_in_common(authors, left, right, len(papers))
    with np.errstate(invalid="ignore"):
        share = np.where(known, common / distinct, np.nan)
    return pd.DataFrame(
        {
            **titles.compare(left, right),
            "authors": share,
            "common": common,
            "distinct": distinct,
            "years": np.abs(years[left] - years[right]),
        }
    )


def authors_in_common(
    authors: Held, left: Rows, right: Rows, size: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Return, for each pair, how many authors they have in common and in all, and whether both have any."""
    rows, inverse = np.unique(np.concatenate([left, right]), return_inverse=True)
    one, other = inverse[: len(left)], inverse[len(left) :]
    among = authors.among(rows, size)
    _, columns = np.unique(among.hashes, return_inverse=True)
    matrix = sparse.csr_matrix(
        (np.ones(len(columns), np.float32), (among.rows, columns)), shape=(len(rows), int(columns.max(initial=-1)) + 1)
    )
    number = np.asarray(matrix.sum(axis=1)).ravel()
    common = _dot(matrix, matrix, one, other)
    return common, np.maximum(number[one] + number[other] - common, 1), (number[one] > 0) & (number[other] > 0)


def abstracts(papers: pd.DataFrame, left: Rows, right: Rows) -> NDArray[np.float64]:
    """Return how alike the abstracts of pairs are: 0 to 1, cosine of words, rare ones weigh more.

    NaN where one has none, or so few words ("No abstract available.") that others may well have the same.
    """
    rows, inverse = np.unique(np.concatenate([left, right]), return_inverse=True)
    one, other = inverse[: len(left)], inverse[len(left) :]
    texts = papers["abstract"].iloc[rows]
    parts = list(words.words(texts))
    hashes = np.concatenate([part[0] for part in parts]) if parts else np.zeros(0, np.uint64)
    places = np.concatenate([part[1] for part in parts]) if parts else np.zeros(0, np.int32)
    columns = (hashes % np.uint64(COLUMNS)).astype(np.int32)
    matrix = sparse.csr_matrix((words.weights(hashes), (places, columns)), shape=(len(texts), COLUMNS))
    counts = sparse.csr_matrix((np.ones(len(places)), (places, columns)), shape=matrix.shape)
    matrix.data /= counts.data  # the weight of each word once, however often it occurs
    matrix.data = matrix.data.astype(np.float32)
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    length[np.diff(matrix.indptr) < FEWEST] = np.nan
    with np.errstate(invalid="ignore", divide="ignore"):
        cosine = _dot(matrix, matrix, one, other) / (length[one] * length[other])
    return np.clip(cosine, 0, 1)


def _dot(first: sparse.csr_matrix, second: sparse.csr_matrix, one: Rows, other: Rows) -> NDArray[np.float64]:
    """Return the products of rows `one` of the first with rows `other` of the second, in pieces that fit in memory."""
    pieces = [
        np.asarray(
            first[one[start : start + 20_000]].multiply(second[other[start : start + 20_000]]).sum(axis=1)
        ).ravel()
        for start in range(0, len(one), 20_000)
    ]
    return np.concatenate(pieces) if pieces else np.zeros(0)
