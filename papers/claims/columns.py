"""Columns of the papers that follow from claims and sizes: the best value claimed in a group, the largest size."""

from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa

from papers import arrays, schema
from papers.claims.table import OTHER, ClaimTable
from papers.claims.wording import unit_words

CLAIMED, SIZE = "claimed ", "size: "
"""How the names of the columns begin."""
FAMILIES = "metric_family"
"""Name of the column of the metric families that a paper claims something about."""
FEWEST, SHARE = 3, 0.01
"""A column is listed where at least so many papers, and such a share of them, have a value ..."""
MOST_CLAIMED, MOST_SIZES = 10, 6
"""... and of each sort no more than these."""


class ClaimColumns:
    """The columns that follow from the claims and the sizes of n papers.

    They are called “claimed speed-up (×)”, the best value that a paper claims, and “size: parameters”, its largest.

    Parameters
    ----------
    claims : ClaimTable
    scale : DataFrame
        As `schema.SCALE`.
    papers : Series of str
        The `paper_id` of each paper, (n,).
    """

    def __init__(self, claims: ClaimTable, scale: pd.DataFrame, papers: pd.Series) -> None:
        self.claims = claims
        self.scale = scale
        self.papers = papers

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns that enough papers have to be listed, those of most papers first."""
        enough = max(FEWEST, SHARE * len(self.papers))
        claimed = [name for name, place in self._claimed.items() if self.claims.groups[place].papers >= enough]
        counts = self._sizes.groupby("unit")["paper_id"].nunique() if len(self._sizes) else pd.Series(dtype="int64")
        sizes = [unit for unit, count in counts.sort_values(ascending=False).items() if count >= enough]
        families = (FAMILIES,) if claimed else ()
        return (
            *families,
            *claimed[:MOST_CLAIMED],
            *(f"{SIZE}{unit_words(str(unit))}" for unit in sizes[:MOST_SIZES]),
        )

    def series(self, name: str) -> pd.Series | None:
        """Return a column, listed or not; None if there is none of the name."""
        if name == FAMILIES:
            return self._families()
        if name in self._claimed:
            return _column(name, self.claims.best_of(self._claimed[name]))
        unit = next((unit for unit in self._units if f"{SIZE}{unit_words(unit)}" == name), None)
        if unit is None:
            return None
        here = self._sizes[self._sizes["unit"] == unit]
        largest = np.full(len(self.papers), np.nan)
        np.fmax.at(largest, here["row"].to_numpy(), arrays.numbers(here["value"]))
        return _column(name, largest)

    def column_of(self, place: int) -> str:
        """Return the name of the column of a group."""
        group = self.claims.groups[place]
        return f"{CLAIMED}{group.family} ({unit_words(group.unit)})"

    @cached_property
    def _claimed(self) -> dict[str, int]:
        return {self.column_of(place): place for place, group in enumerate(self.claims.groups) if group.family != OTHER}

    @cached_property
    def _sizes(self) -> pd.DataFrame:
        """The sizes of known papers, with the `row` of each paper."""
        rows = arrays.places(self.scale["paper_id"], self.papers)
        given = self.scale["value"].notna().to_numpy() & self.scale["unit"].notna().to_numpy()
        told = (rows >= 0) & given & (self.scale["unit"] != OTHER).to_numpy(np.bool_, na_value=False)
        return self.scale[told].assign(row=rows[told])

    @cached_property
    def _units(self) -> list[str]:
        return [str(unit) for unit in self._sizes["unit"].unique()]

    def _families(self) -> pd.Series:
        families = self.claims.columns["family"]
        named = pd.DataFrame({"paper": self.claims.paper, "family": families.codes}).drop_duplicates()
        named = named[~np.isin(named["family"], [code for code, value in enumerate(families.values) if value == OTHER])]
        ends = np.searchsorted(named["paper"], np.arange(len(self.papers) + 1)).astype(np.int32)
        values = pa.array([families.values[code] for code in named["family"]], pa.string())
        return pd.Series(pa.ListArray.from_arrays(ends, values), dtype=schema.MANY, name=FAMILIES)


def _column(name: str, values: np.ndarray) -> pd.Series:
    return pd.Series(pd.array(values, dtype="Float64"), name=name)
