"""What is telling about terms: which stand out in a selection, which rise, and which belong together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.integer]
Floats = NDArray[np.float64]

RECENT = 0.25
"""Share of the dated papers that counts as recent, the last ones."""
NESTED = 0.6
"""A word is left out beside a pair that has it if so much of its papers have the pair."""
SIGNIFICANT = 10.83
"""Value of a chi-squared distribution with one degree of freedom that chance exceeds once in a thousand times."""
MEETINGS = 2
"""Papers in which two terms must stand together to be joined at all."""
ROUNDS = 200
"""Steps of a layout."""


def surprise(here: Counts, there: Counts, papers_here: int, papers_there: int) -> Floats:
    """Return how surprising it is that terms differ so much between two groups of papers, (terms,).

    It is the log-likelihood ratio G² (T. Dunning, “Accurate methods for the statistics of surprise and coincidence”,
    1993) of the two-by-two table of papers with and without the term in both groups, with the sign of the
    difference: above 0 for terms of which `here` has more than its share. By chance alone it is beyond `SIGNIFICANT`
    in one of a thousand terms.

    Parameters
    ----------
    here, there : (terms,)
        Papers of each group that have the term.
    papers_here, papers_there : int
        Papers of each group.
    """
    here, there = here.astype(np.float64), there.astype(np.float64)
    total = papers_here + papers_there
    if not papers_here or not papers_there:
        return np.zeros(len(here))
    having = here + there
    ratio = np.zeros(len(here))
    for seen, papers, share in (
        (here, papers_here, having / total),
        (there, papers_there, having / total),
        (papers_here - here, papers_here, 1 - having / total),
        (papers_there - there, papers_there, 1 - having / total),
    ):
        expected = papers * share
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio += np.where(seen > 0, 2 * seen * np.log(seen / expected), 0)
    return np.maximum(ratio, 0) * np.where(here / papers_here >= there / papers_there, 1, -1)


def recent(days: NDArray[np.datetime64], share: float = RECENT) -> np.datetime64 | None:
    """Return the day from which papers count as recent, so that about `share` of them are; None without any contrast.

    Parameters
    ----------
    days : (n,) datetime64[D]
        NaT where it is not known.
    """
    given = np.sort(days[~np.isnat(days)])
    if len(given) < 2 or given[0] == given[-1]:
        return None
    start = given[int(len(given) * (1 - share))]
    return start if start > given[0] else given[np.searchsorted(given, given[0], side="right")]


def telling(codes: Sequence[int], names: Sequence[str], counts: Counts, most: int) -> list[int]:
    """Return the first terms that say something of their own: no word of which a pair above or below says nearly all.

    Parameters
    ----------
    codes : sequence of int
        Terms, best first.
    names : sequence of str
        How each is written.
    counts : (terms,)
        Papers that have each term, by code.
    most : int
    """
    parts: dict[str, int] = {}
    for code, name in zip(codes, names, strict=True):
        words = name.replace("-", " ").split()
        if len(words) > 1:
            for word in words:
                parts[word] = max(parts.get(word, 0), int(counts[code]))
    kept = [
        code for code, name in zip(codes, names, strict=True) if parts.get(name, 0) < NESTED * max(int(counts[code]), 1)
    ]
    return kept[:most]


def association(together: Counts, papers: int) -> Floats:
    """Return how strongly terms belong together, (terms, terms) between 0 and 1.

    It is the normalised pointwise mutual information (G. Bouma, “Normalized (pointwise) mutual information in
    collocation extraction”, 2009): 0 where terms meet no more often than by chance, however frequent they are, 1 where
    they are never apart. Terms that meet in fewer than `MEETINGS` papers do not count as meeting.

    Parameters
    ----------
    together : (terms, terms)
        Papers that have both; on the diagonal those that have one.
    papers : int
        Papers in all.
    """
    own = np.diag(together).astype(np.float64)
    met = np.where(together >= MEETINGS, together, 0) / max(papers, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        strength = np.log(met / (np.outer(own, own) / max(papers, 1) ** 2)) / -np.log(met)
    strength = np.clip(np.nan_to_num(strength, nan=0.0, posinf=0.0, neginf=0.0), 0, 1)
    np.fill_diagonal(strength, 0)
    return strength


def strongest(strength: Floats, each: int) -> list[tuple[int, int]]:
    """Return the pairs to draw: the `each` strongest of every term, each pair once."""
    pairs: set[tuple[int, int]] = set()
    for one in range(len(strength)):
        for other in np.argsort(-strength[one], kind="stable")[:each].tolist():
            if strength[one, other] > 0:
                pairs.add((min(one, other), max(one, other)))
    return sorted(pairs)


def spread(strength: Floats, pairs: Sequence[tuple[int, int]], start: Floats | None = None, seed: int = 7) -> Floats:
    """Return places of terms, (terms, 2) within -1 and 1, those that are paired close to each other.

    Terms push each other away and pairs pull (T. Fruchterman and E. Reingold, “Graph drawing by force-directed
    placement”, 1991); all are drawn to the middle a little, so that what hangs together with nothing stays near.

    Parameters
    ----------
    start : (terms, 2), optional
        Where to begin: NaN for terms that have no place yet. Terms that stay hardly move then.
    """
    size = len(strength)
    if not size:
        return np.zeros((0, 2))
    random = np.random.default_rng(seed)
    angle = np.arange(size) * 2.399963  # the golden angle: neighbours on the spiral lie far apart
    places = np.sqrt((np.arange(size) + 0.5) / size)[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    if start is not None:
        places = np.where(np.isnan(start), places, start)
    places = places + random.normal(0, 1e-3, places.shape)
    pull = np.zeros((size, size))
    for one, other in pairs:
        pull[one, other] = pull[other, one] = 0.4 + strength[one, other]
    apart = 1.0 / np.sqrt(size)
    for step in range(ROUNDS):
        gap = places[:, None] - places[None]
        distance = np.maximum(np.linalg.norm(gap, axis=2), 1e-3)
        force = apart**2 / distance - pull * distance**2 / apart
        np.fill_diagonal(force, 0)
        move = (gap / distance[:, :, None] * force[:, :, None]).sum(axis=1) - 0.6 * places
        length = np.maximum(np.linalg.norm(move, axis=1, keepdims=True), 1e-9)
        heat = 0.12 * (1 - step / ROUNDS)
        places = places + move / length * np.minimum(length, heat)
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    return places / max(float(np.abs(places).max()), 1e-9)
