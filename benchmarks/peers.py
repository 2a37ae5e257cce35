"""Ways to get all histograms of a page after one of four clauses changed: the crossfilter's, and its peers'.

Each gets the same frame, columns of bins (uint8), and at each step the same clauses (`ranges`), of which the first is
new. What a peer may keep from the step before is what the crossfilter keeps: what the other three say of each row.
"""

from typing import Protocol

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from papers.clauses import Range
from papers.crossfilter import Crossfilter

try:
    import polars
except ImportError:  # a peer, no dependency
    polars = None  # type: ignore[assignment]

SIZES = (24, 20, 30, 12, 10, 25, 8, 28)
"""Bins of each dimension."""
NAMES = tuple(f"c{i}" for i in range(len(SIZES)))
Counts = list[NDArray[np.integer]]


def bins(rows: int, seed: int = 2) -> pd.DataFrame:
    """Return the bin of each row in each dimension, uint8; every second dimension is spread unevenly."""
    random = np.random.default_rng(seed)
    columns = {}
    for i, (name, size) in enumerate(zip(NAMES, SIZES, strict=True)):
        even = random.integers(0, size, rows)
        uneven = np.minimum(random.geometric(3 / size, rows) - 1, size - 1)
        columns[name] = (uneven if i % 2 else even).astype(np.uint8)
    return pd.DataFrame(columns)


def ranges(step: int) -> dict[str, tuple[int, int]]:
    """Return the four clauses: the first moves from step to step, the others stay."""
    return {"c0": (4, 13 + step % 9), "c1": (0, 6), "c2": (5, 25), "c3": (1, 9)}


class Peer(Protocol):
    """Something that counts: called with the number of a step, it returns all histograms."""

    def __init__(self, frame: pd.DataFrame) -> None: ...

    def __call__(self, step: int) -> Counts:
        """Return how many rows of each bin pass the clauses on the other columns, a histogram a column."""


class Litscope:
    """The crossfilter."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.crossfilter = Crossfilter(frame)
        for name, (low, high) in ranges(0).items():
            self.crossfilter.set(Range(name, low, high))

    def __call__(self, step: int) -> Counts:
        """Return all histograms."""
        self.crossfilter.set(Range("c0", *ranges(step)["c0"]))
        return [self.crossfilter.counts(name) for name in NAMES]


class Pandas:
    """A filter a chart, on categorical columns, whose `value_counts` is the fastest pandas has."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self.bins = pd.DataFrame(
            {
                name: pd.Categorical.from_codes(frame[name].astype("int8"), categories=range(size))
                for name, size in zip(NAMES, SIZES, strict=True)
            }
        )
        self.masks = {name: frame[name].between(*ends) for name, ends in ranges(0).items()}

    def __call__(self, step: int) -> Counts:
        """Return all histograms."""
        self.masks["c0"] = self.frame["c0"].between(*ranges(step)["c0"])
        return [self._counts(name) for name in NAMES]

    def _counts(self, name: str) -> np.ndarray:
        mask = np.logical_and.reduce([mask for key, mask in self.masks.items() if key != name])
        return self.bins[name][mask].value_counts(sort=False).to_numpy()


class DuckDB:
    """One query for all charts, which it works on in parallel: faster than a query each, or grouping sets."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.connection = duckdb.connect()
        self.connection.register("frame", frame)
        self.connection.execute("create table bins as select * from frame")

    def __call__(self, step: int) -> Counts:
        """Return all histograms."""
        charts = (
            f"select {chart} as chart, {name} as bin, count(*) as rows from bins"
            f" where {self._where(step, name)} group by {name}"
            for chart, name in enumerate(NAMES)
        )
        found = self.connection.execute(" union all ".join(charts)).fetchnumpy()
        counts = [np.zeros(size, np.int64) for size in SIZES]
        for chart, out in enumerate(counts):
            here = found["chart"] == chart
            out[found["bin"][here]] = found["rows"][here]
        return counts

    @staticmethod
    def _where(step: int, name: str) -> str:
        return " and ".join(
            f"{key} between {low} and {high}" for key, (low, high) in ranges(step).items() if key != name
        )


class Polars:
    """Lazy queries, collected together, on columns that say what each clause thinks of a row."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = polars.from_pandas(frame).with_columns(
            polars.col(name).is_between(low, high).alias(f"passes {name}") for name, (low, high) in ranges(0).items()
        )

    def __call__(self, step: int) -> Counts:
        """Return all histograms."""
        passes = polars.col("c0").is_between(*ranges(step)["c0"]).alias("passes c0")
        lazy = self.frame.with_columns(passes).lazy()
        found = polars.collect_all(
            lazy.filter([polars.col(f"passes {key}") for key in ranges(step) if key != name]).group_by(name).len()
            for name in NAMES
        )
        counts = [np.zeros(size, np.int64) for size in SIZES]
        for out, chart, name in zip(counts, found, NAMES, strict=True):
            out[chart[name].to_numpy()] = chart["len"].to_numpy()
        return counts


PEERS: dict[str, type[Peer]] = {
    peer.__name__: peer for peer in (Litscope, Pandas, DuckDB, *((Polars,) if polars else ()))
}
