"""Which topics rise or fall: a test, not a look.

The papers that are dated are parted by date: the newest quarter, as nearly as days allow, and those before. A topic
rises (falls) where its share of the newest quarter is larger (smaller) than before, by Fisher's exact test, both sides,
with the rate of false discoveries over all topics of a level held at 5 % (Benjamini and Hochberg, 1995). Nothing is
said of topics with fewer than `LEAST` dated papers, nor where fewer than `ENOUGH` papers are dated.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LEAST = 5
ENOUGH = 40
NEWEST = 0.25
"""Share of the dated papers that are the newest."""
RATE = 0.05


@dataclass(frozen=True)
class Growth:
    """How topics changed.

    Attributes
    ----------
    since : datetime64[D]
        First day of the newest papers; NaT where nothing can be said.
    factor : (topics,) float64
        Share of a topic among the newest papers over its share before; NaN where nothing can be said.
    sure : (topics,) bool
        Whether the test tells it from chance.
    """

    since: np.datetime64
    factor: NDArray[np.float64]
    sure: NDArray[np.bool_]


def growth(days: NDArray[np.datetime64], topic_of: NDArray[np.integer], size: int) -> Growth:
    """Return how topics changed.

    Parameters
    ----------
    days : (n,) datetime64[D]
        NaT where a paper has no date.
    topic_of : (n,) int
        Topic of each paper, from 0 to `size` - 1; -1 for none.
    """
    dated = ~np.isnat(days)
    nothing = Growth(np.datetime64("NaT", "D"), np.full(size, np.nan), np.zeros(size, np.bool_))
    if np.count_nonzero(dated) < ENOUGH:
        return nothing
    since = np.quantile(days[dated].astype(np.int64), 1 - NEWEST, method="higher").astype("datetime64[D]")
    new = dated & (days >= since)
    old = dated & ~new
    if not new.any() or not old.any():
        return nothing
    counts = [np.bincount(topic_of[part & (topic_of >= 0)], minlength=size) for part in (new, old)]
    recent, before = (count.astype(np.int64) for count in counts)
    enough = recent + before >= LEAST
    total_new, total_old = int(np.count_nonzero(new)), int(np.count_nonzero(old))
    factor = np.where(enough, (recent + 0.5) / (total_new + 0.5) / ((before + 0.5) / (total_old + 0.5)), np.nan)
    sure = np.zeros(size, np.bool_)
    if enough.any():
        pairs = zip(recent[enough].tolist(), before[enough].tolist(), strict=True)
        sure[enough] = discoveries(np.array([fisher_exact(a, total_new, b, total_old) for a, b in pairs]))
    return Growth(since, factor, sure)


# SciPy has both tests in `scipy.stats`, whose import takes a second and much memory of each visitor's kernel.


def fisher_exact(a: int, of_a: int, b: int, of_b: int) -> float:
    """Return the two-sided p of Fisher's exact test that a of `of_a` and b of `of_b` have one share.

    It is the chance of all tables with the same margins that are no likelier than this one (Fisher, 1935).
    """
    marked = a + b
    k = np.arange(max(0, marked - of_b), min(marked, of_a) + 1)
    chances = _log_choose(of_a, k) + _log_choose(of_b, marked - k)
    chances = np.exp(chances - chances.max())
    no_likelier = chances <= chances[a - k[0]] * (1 + 1e-7)
    return float(chances[no_likelier].sum() / chances.sum())


def _log_choose(n: int, k: NDArray[np.int64]) -> NDArray[np.float64]:
    log_factorials = _log_factorials(n)
    return log_factorials[n] - log_factorials[k] - log_factorials[n - k]


@lru_cache(maxsize=2)  # all topics of a level have the same two
def _log_factorials(most: int) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])


def discoveries(chances: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which tests, given their p, are discoveries at `RATE` (Benjamini and Hochberg, 1995)."""
    order = np.argsort(chances)
    low = chances[order] <= RATE * np.arange(1, len(chances) + 1) / len(chances)
    found = np.zeros(len(chances), np.bool_)
    found[order[: np.flatnonzero(low).max(initial=-1) + 1]] = True
    return found
