"""Papers that are like one or several others, and the terms that they share.

Two papers are alike by the words that go together in them (`papers.vectors`) and by what these mean (`papers.meaning`),
half each; both are cosines. To be like several papers is to be like them on average.
"""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from papers.computed import Computed

Rows = NDArray[np.intp]

CLOSELY = 2_000
"""Papers, the nearest by their words, whose meaning is compared in full where there are many."""
SHARED = 5
"""Terms that are named as the reason."""


@dataclass(frozen=True)
class Similar:
    """Papers that are like others, the most similar first.

    Attributes
    ----------
    rows : (k,) intp
    scores : (k,) float32
        From −1 to 1, 1 for the same text.
    shared : tuple of tuple of str
        The terms that each shares with the others, those that weigh most first.
    """

    rows: Rows
    scores: NDArray[np.float32]
    shared: tuple[tuple[str, ...], ...]


def similar(computed: Computed, seeds: Rows, limit: int = 20) -> Similar:
    """Return the papers that are most like some others.

    Parameters
    ----------
    computed : Computed
        Of n papers.
    seeds : (s,) intp
        Rows of the papers that others are to be like; they are not among the answer.
    limit : int
        Papers that are wanted.
    """
    seeds = np.unique(np.asarray(seeds, np.intp))
    scores = np.zeros(len(computed.papers), np.float32)
    if not len(seeds) or not len(scores):
        return Similar(np.empty(0, np.intp), np.empty(0, np.float32), ())
    words, meaning = computed.vectors.matrix, computed.meaning
    scores = words @ words[seeds].mean(axis=0, dtype=np.float32)
    nearest = np.argpartition(scores, -CLOSELY)[-CLOSELY:] if len(scores) > CLOSELY else None
    scores += meaning.near(meaning.matrix[seeds].mean(axis=0, dtype=np.float32), nearest)
    scores /= 2
    scores[seeds] = -np.inf
    count = min(limit, len(scores) - len(seeds))
    best = np.argpartition(-scores, count - 1)[:count] if count else np.empty(0, np.intp)
    best = best[np.lexsort((best, -scores[best]))]
    return Similar(best, scores[best], tuple(shared(computed, seeds, best)))


def shared(computed: Computed, seeds: Rows, rows: Rows) -> list[tuple[str, ...]]:
    """Return the terms that each of some papers shares with any of the seeds, those that weigh most in both first."""
    counts, weights = computed.terms.counts, computed.vectors.weights
    wanted = np.zeros(counts.shape[1], np.float32)
    for seed in seeds:
        terms, often = _terms(counts, int(seed))
        wanted[terms] = np.maximum(wanted[terms], (1 + np.log(often)) * weights[terms])
    labels = computed.terms.labels
    named = []
    for row in rows:
        terms, often = _terms(counts, int(row))
        worth = (1 + np.log(often)) * weights[terms] * wanted[terms]
        best = terms[np.argsort(-worth, kind="stable")][: np.count_nonzero(worth)]
        named.append(tuple(_telling([labels[int(term)].as_py() for term in best[: 3 * SHARED]])))
    return named


def _telling(labels: list[str]) -> list[str]:
    """Return the first labels of which none is part of another."""
    kept: list[str] = []
    for label in labels:
        if not any(label in other or other in label for other in kept):
            kept.append(label)
    return kept[:SHARED]


def _terms(counts: sp.csr_array, row: int) -> tuple[NDArray[np.integer], NDArray[np.float64]]:
    start, end = counts.indptr[row], counts.indptr[row + 1]
    return counts.indices[start:end], counts.data[start:end].astype(np.float64)
