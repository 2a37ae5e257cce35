"""What a source held (`Records`) and what all sources together give (`Collection`)."""

from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd

from papers import schema


@dataclass(frozen=True)
class Skipped:
    """A record that could not be read: where it stands and why, as a sentence for the user."""

    source: str
    record: str
    reason: str


@dataclass(frozen=True)
class Source:
    """Where records came from, and what became of them."""

    name: str
    kind: str
    retrieved: datetime
    records: int = 0
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Records:
    """What one source held: `entries` has one row an entry, in the order of the source.

    Its columns are any of `schema.PAPERS` (dtypes as there), `page` and `rank` (the list an entry stands on and
    its place, 1 is first), and extras. It need not have a `paper_id`.
    """

    source: Source
    entries: pd.DataFrame


@dataclass(frozen=True)
class Collection:
    """Papers and the tables that go with them, keyed by `paper_id`.

    Attributes
    ----------
    papers : DataFrame
        One row a paper, `schema.PAPERS` and extra columns.
    appearances, results, scale : DataFrame
        Long tables, `schema.APPEARANCES`, `schema.RESULTS`, `schema.SCALE`.
    origins : DataFrame of int16
        Same rows as `papers`, one column a field: position in `sources` of the source that gave the value, -1 where
        there is none.
    sources : tuple of Source
    """

    papers: pd.DataFrame
    appearances: pd.DataFrame
    results: pd.DataFrame = field(default_factory=lambda: schema.conform(pd.DataFrame(), schema.RESULTS))
    scale: pd.DataFrame = field(default_factory=lambda: schema.conform(pd.DataFrame(), schema.SCALE))
    origins: pd.DataFrame = field(default_factory=pd.DataFrame)
    sources: tuple[Source, ...] = ()

    def __len__(self) -> int:
        return len(self.papers)
