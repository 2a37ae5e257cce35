"""The nearest papers of each paper, by the angle between their vectors."""

import numpy as np
from numpy.typing import NDArray

from papers.topics.clusters import nearest_centre, spherical_means

EXACT = 12_000
"""Up to so many papers all are compared with all; above, with those of the nearest of some cells."""
BLOCK = 16_000_000
"""Similarities that are held at a time: 64 MB."""
PROBED = 12
"""Cells that are looked through for each paper: it finds 95 of 100 true neighbours among real papers."""

Vectors = NDArray[np.float32]
Neighbours = tuple[NDArray[np.int32], NDArray[np.float32]]
"""Rows of the nearest papers and their cosine similarities, each (n, k), the nearest first."""


def neighbours(vectors: Vectors, k: int, seed: int = 0) -> Neighbours:
    """Return the `k` nearest papers of each paper, itself left out; fewer where there are no more papers.

    Parameters
    ----------
    vectors : (n, d) float32, rows of unit length
    """
    n = len(vectors)
    k = min(k, n - 1)
    if k < 1:
        return np.empty((n, 0), np.int32), np.empty((n, 0), np.float32)
    if n <= EXACT:
        everything = np.arange(n)
        return _among(vectors, everything, everything, k)
    cells = int(np.sqrt(n))
    centres, cell_of = spherical_means(vectors, cells, seed=seed, rounds=6)
    order = np.argsort(cell_of, kind="stable")
    starts = np.searchsorted(cell_of[order], np.arange(cells + 1))
    near = np.argsort(-(centres @ centres.T), axis=1)[:, :PROBED]
    rows, likeness = np.zeros((n, k), np.int32), np.zeros((n, k), np.float32)
    for cell in range(cells):
        members = order[starts[cell] : starts[cell + 1]]
        if not len(members):
            continue
        beside = np.concatenate([order[starts[other] : starts[other + 1]] for other in near[cell]])
        while len(beside) <= k:  # next to empty cells: take more of them
            beside = order
        rows[members], likeness[members] = _among(vectors, members, beside, k)
    return rows, likeness


def _among(vectors: Vectors, rows: NDArray[np.intp], others: NDArray[np.intp], k: int) -> Neighbours:
    """Return the nearest of the others for each of some rows."""
    found, likeness = np.empty((len(rows), k), np.int32), np.empty((len(rows), k), np.float32)
    step = max(1, BLOCK // len(others))
    compared = vectors[others]
    for start in range(0, len(rows), step):
        part = rows[start : start + step]
        products = vectors[part] @ compared.T
        products[part[:, None] == others[None, :]] = -2  # a paper is no neighbour of its own
        best = np.argpartition(-products, k - 1, axis=1)[:, :k]
        values = np.take_along_axis(products, best, axis=1)
        order = np.lexsort((others[best], -values), axis=1)
        found[start : start + step] = others[np.take_along_axis(best, order, axis=1)]
        likeness[start : start + step] = np.take_along_axis(values, order, axis=1)
    return found, likeness


def nearest(vectors: Vectors, others: Vectors, k: int) -> Neighbours:
    """Return for each of some vectors the `k` nearest of others: rows of those, and similarities."""
    k = min(k, len(others))
    found, likeness = np.empty((len(vectors), k), np.int32), np.empty((len(vectors), k), np.float32)
    step = max(1, BLOCK // max(1, len(others)))
    for start in range(0, len(vectors), step):
        products = vectors[start : start + step] @ others.T
        best = np.argpartition(-products, k - 1, axis=1)[:, :k]
        values = np.take_along_axis(products, best, axis=1)
        order = np.argsort(-values, axis=1, kind="stable")
        found[start : start + step] = np.take_along_axis(best, order, axis=1)
        likeness[start : start + step] = np.take_along_axis(values, order, axis=1)
    return found, likeness


def smoothed(vectors: Vectors, rows: NDArray[np.int32]) -> Vectors:
    """Return each vector moved halfway to its neighbours, of unit length again.

    What is on the map beside a paper then mostly shares its topic: both follow the neighbours.
    """
    if not rows.shape[1]:
        return vectors
    out = vectors.copy()
    for column in rows.T:  # one neighbour at a time: all at once would take k times the memory
        out += vectors[column] / rows.shape[1]
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12)


__all__ = ["nearest", "nearest_centre", "neighbours", "smoothed"]
