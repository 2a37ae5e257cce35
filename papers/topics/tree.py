"""Topics as a tree: every paper in one at each level, none left over."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from papers.topics.clusters import nearest_centre, spherical_means

FEWEST = 10
"""Fewer papers are one topic."""
TWO_LEVELS = 40
"""Fewer papers have one level of topics."""
THREE_LEVELS = 20_000
"""From so many papers on there are three levels."""
LEAST = 4
"""A topic with fewer papers goes into the nearest of its siblings."""
BRANCHES = 2, 8
"""Topics into which one is parted, at least and at most."""
TRIES = 4
"""Partings that are tried from other beginnings, the tightest of which is kept."""
TRIED = 60_000
"""... where there are not more papers than that: among many, one is as good as another."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Topic:
    """A topic of the tree.

    Attributes
    ----------
    path : str
        Its numbers from the top down: “3”, “3.1”; 1 is the largest of its siblings when the tree was made.
    label : str
        A few telling words.
    terms : tuple of str
        Words and pairs of words that tell it from its siblings, the most telling first.
    """

    path: str
    label: str = ""
    terms: tuple[str, ...] = ()

    @property
    def level(self) -> int:
        """1 for the topics at the top."""
        return self.path.count(".") + 1

    @property
    def parent(self) -> str:
        """Path of the topic above, empty at the top."""
        return self.path.rpartition(".")[0]

    def named(self, label: str) -> "Topic":
        """Return the topic under another label."""
        return replace(self, label=label)


def top_topics(n: int) -> int:
    """Return how many topics `n` papers have at the top: 9 of 416 papers, 14 of 10,000, 19 of 250,000."""
    if n < FEWEST:
        return 1
    return min(round(3.5 * np.log10(n)), max(2, n // 8))


def levels(n: int) -> int:
    """Return how many levels the topics of `n` papers have."""
    return 1 if n < TWO_LEVELS else 2 if n < THREE_LEVELS else 3


def grow(vectors: Vectors, *, seed: int = 0) -> NDArray[np.str_]:
    """Return the path of the finest topic of each paper, (n,).

    Parameters
    ----------
    vectors : (n, d) float32, rows of unit length
    """
    n = len(vectors)
    paths = np.full(n, "", object)
    waiting = [("", np.arange(n), 1)]
    while waiting:
        above, members, level = waiting.pop()
        group_of = part(vectors[members], _branches(n, len(members), level), seed=seed + level)
        for number in range(int(group_of.max(initial=-1)) + 1):
            inside = members[group_of == number]
            path = f"{above}.{number + 1}" if above else str(number + 1)
            paths[inside] = path
            if level < levels(n) and _branches(n, len(inside), level + 1) > 1:
                waiting.append((path, inside, level + 1))
    return paths.astype(np.str_)


def _branches(n: int, members: int, level: int) -> int:
    """Return into how many topics one with so many of `n` papers is parted."""
    if level == 1:
        return top_topics(n)
    least, most = BRANCHES
    wanted = round(members / np.sqrt(n) * (2 if level == 2 and levels(n) == 2 else 1 if level == 3 else 0.35))
    if members < 3 * LEAST:
        return 1
    return int(np.clip(wanted, least, min(most, members // LEAST)))


def part(vectors: Vectors, k: int, *, seed: int = 0) -> NDArray[np.int32]:
    """Return the group of each vector, (n,): at most `k` groups of at least `LEAST`, the largest is 0."""
    n = len(vectors)
    if k < 2 or n < 2 * LEAST:
        return np.zeros(n, np.int32)
    best, tight = None, -np.inf
    for attempt in range(TRIES if n <= TRIED else 1):
        centres, group_of = spherical_means(vectors, k, seed=seed + 101 * attempt)
        fit = float(np.einsum("ij,ij->", vectors, centres[group_of], dtype=np.float64))
        if fit > tight:
            best, tight = (centres, group_of), fit
    assert best is not None
    return _by_size(_without_crumbs(vectors, *best))


def _without_crumbs(vectors: Vectors, centres: Vectors, group_of: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the groups after those that are too small have gone into the nearest others."""
    while True:
        counts = np.bincount(group_of, minlength=len(centres))
        large = np.flatnonzero(counts >= LEAST)
        small = np.flatnonzero((counts > 0) & (counts < LEAST))
        if not len(small):
            return group_of
        if not len(large):
            return np.zeros_like(group_of)
        lost = np.isin(group_of, small)
        group_of = group_of.copy()
        group_of[lost] = large[nearest_centre(vectors[lost], centres[large])]


def _by_size(group_of: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the groups numbered from the largest."""
    used, inverse, counts = np.unique(group_of, return_inverse=True, return_counts=True)
    place = np.empty(len(used), np.int32)
    place[np.lexsort((used, -counts))] = np.arange(len(used))
    return place[inverse]


def ancestors(path: str) -> list[str]:
    """Return the topics that a path lies in, from the top, itself last.

    >>> ancestors("3.1.2")
    ['3', '3.1', '3.1.2']
    """
    numbers = path.split(".")
    return [".".join(numbers[: depth + 1]) for depth in range(len(numbers))]


def in_order(paths: set[str]) -> list[str]:
    """Return paths as a tree reads, each topic before those inside it, siblings by number."""
    return sorted(paths, key=lambda path: [int(number) for number in path.split(".")])
