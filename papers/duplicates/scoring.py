"""How likely a pair is one paper: points for and against, added up, each in words.

The points are logarithms of odds, set by hand after reading half of the labelled pairs of the tests. Between two places
of a scale they run straight.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """Points by value: `points[i]` at `values[i]`, straight lines between, `missing` where there is no value."""

    values: tuple[float, ...]
    points: tuple[float, ...]
    missing: float = 0.0

    def __call__(self, values: pd.Series | Points) -> Points:
        """Return the points of each value."""
        numbers = np.asarray(values, float)
        return np.where(np.isnan(numbers), self.missing, np.interp(numbers, self.values, self.points))


START = -6.0
"""Points before anything is compared: of the pairs that are compared at all, few are one paper."""
TITLE = Scale((0.3, 0.5, 0.7, 0.85, 0.95, 1.0), (-1.0, 0.0, 1.5, 3.3, 6.0, 7.5))
WITHIN = 0.85
"""What a title that stands within the other one is worth of an equal one."""
ABSTRACT = Scale((0.0, 0.2, 0.35, 0.5, 0.7, 0.85), (-3.5, -2.0, 0.0, 3.0, 6.0, 7.5), missing=-1.5)
AUTHORS = Scale((0.0, 0.3, 0.5, 0.8, 1.0), (-7.0, -1.5, 0.0, 1.5, 2.0), missing=-1.0)
TOGETHER = 0.5
"""Points for each doubling of the number of authors in common, where they are all of them; fewer as fewer are, ..."""
MOST_TOGETHER = 2.0
"""... and at most so many."""
NAME = 3.0
COUNTS = -13.0
YEARS = Scale((0.0, 2.0, 3.0, 6.0), (0.0, 0.0, -1.5, -4.0))


def points(compared: pd.DataFrame) -> pd.DataFrame:
    """Return the points of each comparison that `comparing.compare` gives; their sum with `START` is the score."""
    title = np.maximum(np.maximum(compared["title"], WITHIN * compared["within"]), compared["after"])
    together = np.clip(TOGETHER * np.log2(np.maximum(compared["common"], 1)), 0, MOST_TOGETHER)
    return pd.DataFrame(
        {
            "title": TITLE(title),
            "abstract": ABSTRACT(compared["abstract"]),
            "authors": AUTHORS(compared["authors"]) + compared["authors"].fillna(0) * together,
            "name": np.where(compared["name"], NAME, 0.0),
            "counts": np.where(compared["counts"] | compared["version"], COUNTS, 0.0),
            "years": YEARS(compared["years"]),
        },
        index=compared.index,
    )


def scores(compared: pd.DataFrame) -> NDArray[np.float64]:
    """Return how likely each pair is one paper, 0 to 1."""
    return 1 / (1 + np.exp(-(START + points(compared).sum(axis=1).to_numpy())))


def reasons(compared: pd.DataFrame) -> list[list[str]]:
    """Return, for each pair, what speaks for and against its being one paper, in words."""
    return [list(_reasons(row)) for row in compared.itertuples(index=False)]


def _reasons(row: object) -> Iterator[str]:
    pair = row
    title, within, abstract, authors = pair.title, pair.within, pair.abstract, pair.authors  # type: ignore[attr-defined]
    common, distinct = int(pair.common), int(pair.distinct)  # type: ignore[attr-defined]
    if title > 0.95:
        yield "titles are nearly equal"
    elif within > 0.95:
        yield "one title holds the other"
    else:
        yield f"titles are {'alike' if title > 0.7 else 'different'} ({title:.0%})"
    if pair.name:  # type: ignore[attr-defined]
        yield "titles begin with the same name"
    if np.isnan(abstract):
        yield "an abstract is missing"
    elif abstract > 0.85:
        yield "abstracts are nearly equal"
    else:
        alike = "alike" if abstract > 0.5 else "partly alike" if abstract > 0.3 else "different"
        yield f"abstracts are {alike} ({abstract:.0%})"
    if np.isnan(authors):
        yield "the authors of one are not known"
    elif common == distinct:
        yield "the author is the same" if common == 1 else f"all {common} authors are the same"
    else:
        yield f"{common} of {distinct} authors are the same"
    if pair.counts:  # type: ignore[attr-defined]
        yield "numbers in the titles differ, as in a series"
    if pair.version:  # type: ignore[attr-defined]
        yield "titles name two versions of one work"
    if pair.years >= 2:  # type: ignore[attr-defined]
        yield f"{pair.years:.0f} years lie between them"  # type: ignore[attr-defined]
