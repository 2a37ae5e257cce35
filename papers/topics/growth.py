"""Which topics rise or fall: a test, not a look.

The papers that are dated are parted by date: the newest quarter, as nearly as days allow, and those before. A topic
rises (falls) where its share of the newest quarter is larger (smaller) than before, by Fisher's exact test, both sides,
with the rate of false discoveries over all topics of a level held at 5 % (Benjamini and Hochberg, 1995). Nothing is
said of topics with fewer than `LEAST` dated papers, nor where fewer than `ENOUGH` papers are dated.
"""

from dataclasses import dataclass

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
        from scipy.stats import false_discovery_control, fisher_exact  # a second of every start, if it stood above

        chances = [
            fisher_exact([[a, total_new - a], [b, total_old - b]]).pvalue
            for a, b in zip(recent[enough].tolist(), before[enough].tolist(), strict=True)
        ]
        sure[enough] = false_discovery_control(chances) <= RATE
    return Growth(since, factor, sure)
