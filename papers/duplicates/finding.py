"""The likely duplicates among papers: proposed by `blocking`, compared, scored."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from papers.duplicates import blocking, comparing, scoring
from papers.duplicates.blocking import Held
from papers.duplicates.titles import Titles

CERTAIN = 0.85
"""Pairs that score so much are one paper without anybody being asked."""
DOUBTFUL = 0.15
"""Pairs that score less are not worth anybody's time."""
FAR = 40.0
"""What two papers must share (see `blocking.pairs`) to be compared although they have no author in common."""

PIECE = 50_000
"""Pairs compared at once: bounds memory."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of papers that may be one, likely ones first.

    Attributes
    ----------
    left, right : ndarray of int
        Rows of the two papers.
    score : ndarray of float
        How likely they are one, `DOUBTFUL` to 1.
    reasons : list of list of str
        What speaks for it and against it, in words.
    """

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    score: NDArray[np.float64]
    reasons: list[list[str]]

    def __len__(self) -> int:
        return len(self.left)

    @property
    def certain(self) -> NDArray[np.bool_]:
        """Which pairs are one paper."""
        return self.score >= CERTAIN


def find(papers: pd.DataFrame, kinds: NDArray[np.uint8], fresh: NDArray[np.bool_] | None = None) -> Pairs:
    """Return the pairs of papers that may be one.

    Parameters
    ----------
    papers : DataFrame
        `title`, `abstract`, `authors`, `year`; one row a paper.
    kinds : ndarray of uint8, shape (papers,)
        The kinds of identifier each paper has, a bit each: papers that have one of the same kind are two (those with
        the same identifier are one paper already).
    fresh : ndarray of bool, shape (papers,), optional
        Papers that were not looked at before; pairs without any of these are left out.
    """
    if len(papers) < 2:
        return Pairs(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0), [])
    authors = blocking.names(papers["authors"])
    held = blocking.tokens(papers, authors)
    fresh = np.ones(len(papers), bool) if fresh is None else fresh
    proposed = [
        _worth(pairs, authors, len(papers))
        for left, right in _groups(kinds, fresh)
        for pairs in blocking.pairs(held, left, right, len(papers))
    ]
    table = pd.concat([pd.DataFrame({"left": [], "right": []}, dtype=np.intp), *proposed], ignore_index=True)
    compared = pd.concat(list(_compared(papers, authors, table)), ignore_index=True)
    left, right = compared["left"].to_numpy(np.intp), compared["right"].to_numpy(np.intp)
    score = scoring.scores(compared)
    # The order must not depend on that of the papers, as far as their scores tell them apart.
    order = np.argsort(-score, kind="stable")
    order = order[score[order] >= DOUBTFUL]
    return Pairs(left[order], right[order], score[order], scoring.reasons(compared.iloc[order]))


def _compared(papers: pd.DataFrame, authors: Held, pairs: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield the comparisons of pairs, with `left` and `right`; without those whom no abstract could help."""
    left, right = (pairs[side].to_numpy(np.intp) for side in ("left", "right"))
    rows, places = np.unique(np.concatenate([left, right]), return_inverse=True)
    some, among = papers.iloc[rows], authors.among(rows, len(papers))
    titles = Titles(some["title"])
    for start in range(0, max(len(pairs), 1), PIECE):
        one, other = places[: len(pairs)][start : start + PIECE], places[len(pairs) :][start : start + PIECE]
        heads = comparing.heads(some, titles, among, one, other)
        open_ = np.flatnonzero(scoring.scores(heads.assign(abstract=1.0)) >= DOUBTFUL)
        one, other = one[open_], other[open_]
        yield heads.iloc[open_].assign(
            abstract=comparing.abstracts(some, one, other), left=rows[one], right=rows[other]
        )


def _groups(kinds: NDArray[np.uint8], fresh: NDArray[np.bool_]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Yield groups of papers to pair, no pair twice: those with kinds of identifier that do not contradict."""
    for one, other in combinations_with_replacement(np.unique(kinds).tolist(), 2):
        if one & other:
            continue
        old, new = (np.flatnonzero((kinds == one) & (fresh == state)) for state in (False, True))
        if one == other:
            yield new, new
            yield new, old
        else:
            yield new, np.flatnonzero(kinds == other)
            yield old, np.flatnonzero((kinds == other) & fresh)


def _worth(pairs: pd.DataFrame, authors: Held, size: int) -> pd.DataFrame:
    """Return the pairs that have an author in common, or share very much, or one of whose authors are not known."""
    left, right = pairs["left"].to_numpy(np.intp), pairs["right"].to_numpy(np.intp)
    common, _, known = comparing.authors_in_common(authors, left, right, size)
    return pairs[(common > 0) | ~known | (pairs["shared"].to_numpy() >= FAR)]


NO_PAIRS = Pairs(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0), [])
