"""What a source held (`Records`) and what all sources together give (`Collection`)."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from papers import arrays, schema
from papers.claims import ClaimTable
from papers.claims.columns import ClaimColumns
from papers.computed import Computed
from papers.kept import Decision

RANK_ON = "rank on "
"""How the name of the column that `Collection.rank_on` gives begins."""
FILLED = {
    "has_code": "code_url",
    "has_project": "project_url",
    "has_abstract": "abstract",
    "has_summary": "summary",
}
"""Columns that say whether another has a value."""
TELLING = 0.01
"""They are listed where at least such a share of the papers has one, and such a share none."""


@dataclass(frozen=True)
class Skipped:
    """A record that could not be read: where it stands and why, as a sentence for the user."""

    source: str
    record: str
    reason: str


@dataclass(frozen=True)
class Source:
    """Where records came from, and what became of them.

    Attributes
    ----------
    seconds : float, optional
        How long reading took.
    from_cache, from_network : int, optional
        Answers of a service that were on disk already, and that came through the network; None for a file.
    """

    name: str
    kind: str
    retrieved: datetime
    records: int = 0
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float | None = None
    from_cache: int | None = None
    from_network: int | None = None


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
    doubtful : DataFrame
        Pairs of papers that may be one, `schema.DOUBTFUL`, likely ones first.
    decisions : tuple of Decision
        What was decided by hand on pairs of papers, as joining obeyed it.
    entries : DataFrame
        The entries of papers that were joined from several, as their sources gave them; see `papers.entries`.
    computed : Computed
        What is computed from all papers together. That of a collection with other papers starts from it.
    """

    papers: pd.DataFrame
    appearances: pd.DataFrame
    results: pd.DataFrame = field(default_factory=lambda: schema.conform(pd.DataFrame(), schema.RESULTS))
    scale: pd.DataFrame = field(default_factory=lambda: schema.conform(pd.DataFrame(), schema.SCALE))
    origins: pd.DataFrame = field(default_factory=pd.DataFrame)
    sources: tuple[Source, ...] = ()
    variants: pd.DataFrame = field(default_factory=lambda: schema.conform(pd.DataFrame(), schema.VARIANTS))
    doubtful: pd.DataFrame = field(default_factory=lambda: schema.conform(pd.DataFrame(), schema.DOUBTFUL))
    decisions: tuple[Decision, ...] = ()
    entries: pd.DataFrame = field(default_factory=pd.DataFrame)
    computed: Computed = field(default_factory=lambda: Computed(pd.DataFrame()), repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.computed.papers is not self.papers:
            object.__setattr__(self, "computed", Computed(self.papers, before=self.computed))

    def __len__(self) -> int:
        return len(self.papers)

    @classmethod
    def empty(cls) -> "Collection":
        """Return a collection without papers."""
        none = pd.DataFrame()
        return cls(schema.conform(none), schema.conform(none, schema.APPEARANCES))

    def __or__(self, other: "Collection") -> "Collection":
        """Return the papers that are in either; see `papers.sets`."""
        from papers import sets  # which joins collections

        return sets.union(self, other)

    def __and__(self, other: "Collection") -> "Collection":
        """Return the papers that are in both; see `papers.sets`."""
        from papers import sets

        return sets.intersection(self, other)

    def __sub__(self, other: "Collection") -> "Collection":
        """Return the papers that are not in the other; see `papers.sets`."""
        from papers import sets

        return sets.difference(self, other)

    def only(self, mask: NDArray[np.bool_]) -> "Collection":
        """Return the collection of those papers that a mask (n,) names, in their order."""
        papers = self.papers[mask].reset_index(drop=True)
        kept = pd.Index(papers["paper_id"])
        tables = {
            name: table[table["paper_id"].isin(kept)].reset_index(drop=True)
            for name in ("appearances", "results", "scale", "variants", "entries")
            if len(table := getattr(self, name))
        }
        pairs = self.doubtful
        if len(pairs):
            tables["doubtful"] = pairs[pairs["left"].isin(kept) & pairs["right"].isin(kept)].reset_index(drop=True)
        origins = self.origins[mask].reset_index(drop=True) if len(self.origins) else self.origins
        return replace(self, papers=papers, origins=origins, **tables)

    def origin(self, paper_id: str, field: str) -> Source | None:
        """Return the source that gave a field of a paper; None where the field is missing or computed.

        Raises
        ------
        KeyError
            If there is no such paper.
        """
        row = arrays.place(paper_id, self.papers["paper_id"])
        if row < 0:
            raise KeyError(paper_id)
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
        rank = best.reindex(self.papers["paper_id"]).astype("Int64")
        return pd.Series(rank.array, index=self.papers.index, name=f"{RANK_ON}{page}")

    @cached_property
    def derived(self) -> tuple[str, ...]:
        """Columns that `derive` can give, that tell papers apart, and that the papers do not have themselves.

        Those of `rank_on` are not among them: there are as many as pages.
        """
        flags = [name for name, column in FILLED.items() if _partly(self.papers[column].notna().to_numpy())]
        if _partly(self._counted()):
            flags.append("has_result")
        names = [*(["source"] if self._sources_tell_more() else []), *flags]
        if self.papers["upvotes"].notna().any() and self.momentum().notna().any():
            names.append("momentum")
        names += self._claimed.names
        return tuple(name for name in names if name not in self.papers)

    def derive(self, name: str) -> pd.Series | None:
        """Return a column that is not in the papers but follows from the tables; None for an unknown name."""
        if name in FILLED:
            return self.papers[FILLED[name]].notna().rename(name)
        match name:
            case "source":
                return self.held_by()
            case "has_result":
                return pd.Series(self._counted(), index=self.papers.index, name=name)
            case "momentum":
                return self.momentum()
        page = name.removeprefix(RANK_ON)
        if page != name and np.any(self.appearances["page"] == page):
            return self.rank_on(page)
        return self._claimed.series(name)

    @cached_property
    def claims(self) -> ClaimTable:
        """What the papers claim, as arrays."""
        return ClaimTable(self.results, self.papers["paper_id"])

    @cached_property
    def _claimed(self) -> ClaimColumns:
        return ClaimColumns(self.claims, self.scale, self.papers["paper_id"])

    def held_by(self) -> pd.Series:
        """Return the sources that hold each paper, lists of names in the order of the sources; named "source"."""
        codes, names = pd.factorize(self.appearances["source"], sort=False)
        pairs = np.unique(np.stack([self._appearing, codes])[:, codes >= 0], axis=1)
        pairs = pairs[:, pairs[0] >= 0]
        ends = np.searchsorted(pairs[0], np.arange(len(self) + 1)).astype(np.int32)
        lists = pa.ListArray.from_arrays(ends, pa.array(list(names[pairs[1]]), pa.string()))
        return pd.Series(lists, index=self.papers.index, dtype=schema.MANY, name="source")

    def momentum(self) -> pd.Series:
        """Return the upvotes that each paper gathered a day, Float64; named "momentum".

        Counted are the days from the one on which the paper was listed (else published, where that day is known) to
        the one on which the source of its upvotes was read, or the last day on which any paper was listed if that was
        earlier: a saved list may be a copy, dated by its copying. There is always one day at least.
        """
        listed, published = arrays.days(self.papers["listed"]), arrays.days(self.papers["published"])
        known = arrays.precision(self.papers["published_precision"]) == 0
        start = np.where(np.isnat(listed) & known, published, listed)
        none = np.datetime64("NaT", "D")
        latest = np.fmax.reduce(start, initial=none)
        origin = self.origins["upvotes"].to_numpy() if "upvotes" in self.origins else np.full(len(self), -1)
        read = np.array([*(np.datetime64(source.retrieved.date(), "D") for source in self.sources), none])[origin]
        end = np.where(np.isnat(read), latest, np.minimum(read, latest))
        days = np.maximum((end - start).astype(np.float64), 1.0)
        days[np.isnat(start)] = np.nan
        rate = arrays.numbers(self.papers["upvotes"]) / days
        return pd.Series(pd.array(rate, dtype="Float64"), index=self.papers.index, name="momentum")

    def _counted(self) -> NDArray[np.bool_]:
        """Whether each paper claims a result in numbers."""
        numbers = self.results["value"].notna()
        return self.papers["paper_id"].isin(self.results.loc[numbers, "paper_id"]).to_numpy()

    @cached_property
    def _appearing(self) -> NDArray[np.intp]:
        """Row of the paper of each appearance, -1 where there is none."""
        return arrays.places(self.appearances["paper_id"], self.papers["paper_id"])

    def _sources_tell_more(self) -> bool:
        """Return whether there are several sources, other than a source a page."""
        pairs = self.appearances[["source", "page"]].drop_duplicates()
        sources, pages = pairs["source"].nunique(), pairs["page"].nunique()
        return sources > 1 and not sources == pages == len(pairs)


def _partly(mask: NDArray[np.bool_]) -> bool:
    """Return whether a mask tells papers apart: each side has at least a share of `TELLING`."""
    return len(mask) > 0 and TELLING <= float(mask.mean()) <= 1 - TELLING
