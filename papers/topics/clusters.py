"""Groups of vectors by direction: spherical k-means (Dhillon and Modha, 2001), seeded."""

import numpy as np
from numpy.typing import NDArray

SAMPLE = 256
"""Vectors a cluster from which centres are learnt; all vectors are then given to the nearest."""
BLOCK = 16_000_000
"""Similarities that are held at a time: 64 MB."""

Vectors = NDArray[np.float32]


def spherical_means(vectors: Vectors, k: int, *, seed: int = 0, rounds: int = 20) -> tuple[Vectors, NDArray[np.int32]]:
    """Return `k` centres of unit length (k, d) and the centre of each vector (n,); a centre may have none.

    Parameters
    ----------
    vectors : (n, d) float32, rows of unit length
    """
    random = np.random.default_rng(seed)
    n = len(vectors)
    k = max(1, min(k, n))
    sample = vectors if n <= SAMPLE * k else vectors[np.sort(random.choice(n, SAMPLE * k, replace=False))]
    centres = _spread(sample, k, random)
    before = None
    for _ in range(rounds):
        centre_of = nearest_centre(sample, centres)
        if before is not None and np.array_equal(before, centre_of):
            break
        before = centre_of
        centres = _means(sample, centre_of, centres)
    return centres, nearest_centre(vectors, centres)


def nearest_centre(vectors: Vectors, centres: Vectors) -> NDArray[np.int32]:
    """Return the centre nearest to each vector, (n,)."""
    out = np.empty(len(vectors), np.int32)
    step = max(1, BLOCK // max(1, len(centres)))
    for start in range(0, len(vectors), step):
        out[start : start + step] = (vectors[start : start + step] @ centres.T).argmax(axis=1)
    return out


def _spread(vectors: Vectors, k: int, random: np.random.Generator) -> Vectors:
    """Return vectors far from each other (k-means++: Arthur and Vassilvitskii, 2007)."""
    chosen = [int(random.integers(len(vectors)))]
    far = 1 - vectors @ vectors[chosen[0]]
    for _ in range(k - 1):
        far = np.maximum(far, 0)
        total = float(far.sum(dtype=np.float64))
        if total <= 0:  # nothing but copies is left
            chosen.append(int(random.integers(len(vectors))))
            continue
        place = int(np.searchsorted(np.cumsum(far, dtype=np.float64), random.random() * total))
        chosen.append(min(place, len(vectors) - 1))
        far = np.minimum(far, 1 - vectors @ vectors[chosen[-1]])
    return vectors[chosen].copy()


def _means(vectors: Vectors, centre_of: NDArray[np.int32], centres: Vectors) -> Vectors:
    """Return the mean direction of the vectors of each centre; one without vectors stays."""
    order = np.argsort(centre_of, kind="stable")
    used, starts = np.unique(centre_of[order], return_index=True)
    sums = np.add.reduceat(vectors[order], starts, axis=0)
    out = centres.copy()
    out[used] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)
    return out
