"""How alike two papers are, one column for each thing that is compared."""

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy import sparse

from papers.duplicates import words
from papers.duplicates.blocking import Held
from papers.text import plain, readable

COLUMNS = 2**22
"""Columns of the matrix of words: so many that two words seldom share one."""
TITLE_WORDS = 5
"""Words of a title that can be no accident."""

_COUNTS = re.compile(
    r"\b(?:\d+|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|i|ii|iii|iv|v|vi|vii|viii|ix|x)\b"
)
"""What tells the parts of a series apart."""
_ABOUT = re.compile(
    r"^\W*(?:erratum|errata|corrigend\w+|corrections? (?:to|for)|retraction|reply|rejoinder|book reviews?)\b"
)
"""What tells a paper from one about it."""
_NAME = re.compile(r"^[^:]{2,40}(?=:)")
_VERSION = re.compile(r"(?<=[^\W\d_])(?:[\s_-]*v?\d+(?:\.\d+)*|[\s_-]+(?:ii|iii|iv|pro|plus)|\++)$")
"""What tells a work from the one it follows, at the end of its name."""


def compare(papers: pd.DataFrame, authors: Held, left: NDArray[np.intp], right: NDArray[np.intp]) -> pd.DataFrame:
    """Compare pairs of papers.

    Parameters
    ----------
    papers : DataFrame
        `title`, `abstract`, `year` of all papers.
    authors : Held
        Their authors.
    left, right : ndarray of int, shape (pairs,)
        Rows of the papers of each pair.

    Returns
    -------
    DataFrame, one row a pair
        `title` (0 to 1: words in common, in any order), `within` (0 to 1: as far as one title holds the other),
        `after` (whether one title is all that the other says after a colon),
        `abstract` (0 to 1: cosine of their words, rare ones weigh more; NaN where one has none), `authors` (0 to 1: the
        share they have in common; NaN where one has none), `common` and `distinct` (numbers of authors), `years` (how
        far apart; NaN where unknown), `counts` (whether numbers in the titles differ), `name` (whether both titles
        begin with the same name), `version` (whether they begin with the names of two versions of one thing).
    """
    rows, inverse = np.unique(np.concatenate([left, right]), return_inverse=True)
    one, other = inverse[: len(left)], inverse[len(left) :]
    titles = np.array([plain(readable(text)) for text in papers["title"].iloc[rows].fillna("")], dtype=object)
    first, second = titles[one], titles[other]
    years = papers["year"].iloc[rows].to_numpy(np.float64, na_value=np.nan)
    common, distinct, known = authors_in_common(authors, left, right, len(papers))
    with np.errstate(invalid="ignore"):
        share = np.where(known, common / distinct, np.nan)
    named, version = _named(papers["title"].iloc[rows].fillna(""), one, other)
    return pd.DataFrame(
        {
            "title": _alike(first, second, fuzz.token_sort_ratio),
            "within": _alike(first, second, fuzz.token_set_ratio),
            "after": [_follows(a, b) or _follows(b, a) for a, b in zip(first, second, strict=True)],
            "abstract": _abstracts(papers["abstract"].iloc[rows], one, other),
            "authors": share,
            "common": common,
            "distinct": distinct,
            "years": np.abs(years[one] - years[other]),
            "counts": [_differ(a, b) for a, b in zip(first, second, strict=True)],
            "name": named,
            "version": version,
        }
    )


def _alike(first: NDArray[np.object_], second: NDArray[np.object_], scorer: Any) -> NDArray[np.float64]:
    if not len(first):
        return np.zeros(0)
    return process.cpdist(list(first), list(second), scorer=scorer, dtype=np.float32).astype(float) / 100


def authors_in_common(
    authors: Held, left: NDArray[np.intp], right: NDArray[np.intp], size: int
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


def _abstracts(texts: pd.Series, one: NDArray[np.intp], other: NDArray[np.intp]) -> NDArray[np.float64]:
    parts = list(words.words(texts))
    hashes = np.concatenate([part[0] for part in parts]) if parts else np.zeros(0, np.uint64)
    rows = np.concatenate([part[1] for part in parts]) if parts else np.zeros(0, np.int32)
    distinct, inverse = np.unique(hashes, return_inverse=True)
    columns = (distinct % np.uint64(COLUMNS)).astype(np.int32)[inverse]
    matrix = sparse.csr_matrix((words.weights(distinct)[inverse], (rows, columns)), shape=(len(texts), COLUMNS))
    counts = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=matrix.shape)
    matrix.data /= counts.data  # the weight of each word once, however often it occurs
    matrix.data = matrix.data.astype(np.float32)
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    with np.errstate(invalid="ignore", divide="ignore"):
        cosine = _dot(matrix, matrix, one, other) / (length[one] * length[other])
    return np.clip(cosine, 0, 1)


def _dot(first: sparse.csr_matrix, second: sparse.csr_matrix, one: NDArray, other: NDArray) -> NDArray[np.float64]:
    """Return the products of rows `one` of the first with rows `other` of the second, in pieces that fit in memory."""
    pieces = [
        np.asarray(
            first[one[start : start + 20_000]].multiply(second[other[start : start + 20_000]]).sum(axis=1)
        ).ravel()
        for start in range(0, len(one), 20_000)
    ]
    return np.concatenate(pieces) if pieces else np.zeros(0)


def _follows(first: str, second: str) -> bool:
    """Return whether the first title is the second after a colon, as in "Team at Task: Title", and no mere phrase."""
    after = first.partition(":")[2].split()
    return len(after) >= TITLE_WORDS and after == second.split()


def _differ(first: str, second: str) -> bool:
    """Return whether each title has a number that the other lacks, or only one says that it is an erratum or reply."""
    one, other = set(_COUNTS.findall(first)), set(_COUNTS.findall(second))
    return bool(one - other and other - one) or bool(_ABOUT.search(first)) != bool(_ABOUT.search(second))


def _named(
    titles: pd.Series, one: NDArray[np.intp], other: NDArray[np.intp]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return whether both titles begin with the same name before a colon, and whether with two versions of it."""
    names = [readable((_NAME.match(title) or [""])[0]).casefold().strip() for title in titles]
    stems = np.array([_letters(_VERSION.sub("", name)) for name in names], dtype=object)
    versions = np.array([_marked(name) for name in names], dtype=object)
    named = (stems[one] == stems[other]) & (stems[one] != "")
    alike = versions[one] == versions[other]
    return named & alike, named & ~alike


def _marked(name: str) -> str:
    """Return what tells the version: "2" for "name-v2", "++" for "name++", nothing for the first one."""
    found = _VERSION.search(name)
    version = found[0].strip(" _-").removeprefix("v") if found else ""
    return "" if version in ("1", "1.0") else version


def _letters(name: str) -> str:
    return "".join(character for character in plain(name) if character.isalnum())
