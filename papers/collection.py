"""What a source held (`Records`) and what all sources together give (`Collection`)."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np
import pandas as pd

from papers import schema

RANK_ON = "rank on "
"""How the name of the column that `Collection.rank_on` gives begins."""


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
        there is none. Columns that are computed from others have no origin.
    sources : tuple of Source
    variants : DataFrame
        Other titles, years, authors and identifiers under which entries named a paper: what joining further sources
        needs to know it by them, too.
    """

    papers: pd.DataFrame
    appearances: pd.DataFrame
    results: pd.DataFrame = field(default_factory=lambda: schema.conform(pd.DataFrame(), schema.RESULTS))
    scale: pd.DataFrame = field(default_factory=lambda: schema.conform(pd.DataFrame(), schema.SCALE))
    origins: pd.DataFrame = field(default_factory=pd.DataFrame)
    sources: tuple[Source, ...] = ()
    variants: pd.DataFrame = field(default_factory=lambda: schema.conform(pd.DataFrame(), schema.VARIANTS))

    def __len__(self) -> int:
        return len(self.papers)

    @classmethod
    def empty(cls) -> "Collection":
        """Return a collection without papers."""
        none = pd.DataFrame()
        return cls(schema.conform(none), schema.conform(none, schema.APPEARANCES))

    @cached_property
    def _rows(self) -> pd.Index:
        return pd.Index(self.papers["paper_id"])

    def origin(self, paper_id: str, field: str) -> Source | None:
        """Return the source that gave a field of a paper; None where the field is missing or computed.

        Raises
        ------
        KeyError
            If there is no such paper.
        """
        row = self._rows.get_loc(paper_id)
        place = self.origins[field].to_numpy()[row] if field in self.origins else -1
        return self.sources[place] if place >= 0 else None

    def pages(self) -> pd.DataFrame:
        """Return the pages in the order of the sources: `page` and `entries`, the number of papers on it."""
        counts = self.appearances.drop_duplicates(["paper_id", "page"]).groupby("page", sort=False).size()
        return pd.DataFrame({"page": counts.index.astype("str"), "entries": counts.to_numpy(dtype="int64")})

    def rank_on(self, page: str) -> pd.Series:
        """Return the place of each paper on a page: Int64, 1 is first, missing where it is not on it.

        The series is named "rank on <page>".
        """
        listed = self.appearances[self.appearances["page"] == page]
        best = listed.groupby("paper_id")["rank"].min()
        rank = best.reindex(self._rows).astype("Int64")
        return pd.Series(rank.array, index=self.papers.index, name=f"{RANK_ON}{page}")

    def derive(self, name: str) -> pd.Series | None:
        """Return a column that is not in the papers but follows from the other tables; None for an unknown name."""
        page = name.removeprefix(RANK_ON)
        if page != name and np.any(self.appearances["page"] == page):
            return self.rank_on(page)
        return None
