"""The dimensions of some papers, built when they are first asked for."""

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from papers import arrays, schema
from papers.claims.table import ClaimTable
from papers.computed import Computed
from papers.dimensions.categories import Categories, Many
from papers.dimensions.dates import Dates
from papers.dimensions.dimension import Dimension
from papers.dimensions.numbers import Numbers
from papers.dimensions.topics import Topics
from papers.schema import Column, Kind

if TYPE_CHECKING:
    from papers.search.engine import Search


class UnknownColumnError(LookupError):
    """A column that the papers do not have; the message is a sentence for the user."""


class Dimensions:
    """The dimensions of some papers.

    Parameters
    ----------
    papers : DataFrame
        As `papers.schema` describes, n rows.
    derive : callable, optional
        ``derive(name)`` gives the Series (n,) of a column that is not in the frame, or None.
    derived : iterable of str
        The columns among those that are listed with the columns of the frame.
    computed : Computed, optional
        What is computed from all these papers together; made from them when it is asked for, if not given.
    claims : ClaimTable, optional
        What the papers claim; nothing if not given.
    """

    def __init__(
        self,
        papers: pd.DataFrame,
        derive: Callable[[str], pd.Series | None] | None = None,
        derived: Iterable[str] = (),
        computed: Computed | None = None,
        claims: ClaimTable | None = None,
    ) -> None:
        self.papers = papers
        self.computed = computed or Computed(papers)
        self.claims = ClaimTable.of_none(len(papers)) if claims is None else claims
        self._derive = derive
        self._listed = [name for name in derived if name not in papers]
        self._derived: dict[str, pd.Series] = {}
        self._columns: dict[str, Column] = {}
        self._filled: dict[str, bool] = {}
        self._built: dict[tuple[str, str | None, int | None], Dimension] = {}

    def __len__(self) -> int:
        return len(self.papers)

    def told_anew(
        self,
        derive: Callable[[str], pd.Series | None] | None,
        derived: Iterable[str],
        computed: Computed | None,
        claims: ClaimTable | None,
    ) -> "Dimensions":
        """Return the dimensions of the same papers with other tables: what was built of the papers alone stays."""
        other = Dimensions(self.papers, derive, derived, computed or self.computed, claims)
        other._columns = {name: column for name, column in self._columns.items() if name in self.papers}
        other._filled = {name: filled for name, filled in self._filled.items() if name in self.papers}
        other._built = {key: dimension for key, dimension in self._built.items() if key[0] in self.papers}
        return other

    def series(self, name: str) -> pd.Series:
        """Return a column of the papers, or one that is derived.

        Raises
        ------
        UnknownColumnError
        """
        if name in self.papers:
            return self.papers[name]
        if name not in self._derived:
            derived = self._derive(name) if self._derive is not None else None
            if derived is None:
                raise UnknownColumnError(f"These papers have no column “{name}”.")
            self._derived[name] = derived.rename(name)
        return self._derived[name]

    def column(self, name: str) -> Column:
        """Return what is known of a column.

        Raises
        ------
        UnknownColumnError
        """
        if name == schema.TERMS.name and name not in self.papers:
            return schema.TERMS
        if name not in self._columns:
            series = self.series(name)
            known = None if name in self.papers else schema.DERIVED.get(name)
            self._columns[name] = known or schema.describe(series)
        return self._columns[name]

    def names(self, kind: Kind | Iterable[Kind] | None = None) -> list[str]:
        """Return the columns, of one kind or of several, in which at least one paper has a value; derived ones last."""
        kinds = {kind} if isinstance(kind, str) else None if kind is None else set(kind)
        columns = [*(name for name in self.papers.columns if isinstance(name, str)), *self._listed]
        return [name for name in columns if self._has_values(name) and (not kinds or self.column(name).kind in kinds)]

    def get(self, name: str, *, unit: str | None = None, bins: int | None = None) -> Dimension:
        """Return a column cut into bins.

        Parameters
        ----------
        name : str
        unit : {"day", "month", "quarter", "year"}, optional
            Width of the bins of a date column; chosen by its span if not given.
        bins : int, optional
            About how many bins of equal width a number column should have; chosen by its values if not given.

        Raises
        ------
        UnknownColumnError
        """
        key = (name, unit, bins)
        if key not in self._built:
            self._built[key] = self._build(*key)
        return self._built[key]

    @cached_property
    def search(self) -> "Search":
        """What answers queries over the papers."""
        from papers.search.engine import Search  # which asks for columns, so it stands on this module

        return Search(self, self.computed.index, self.computed.meaning)

    @property
    def ids(self) -> pd.Series:
        """The `paper_id` of each paper."""
        return self.papers["paper_id"]

    def row(self, paper_id: str | None) -> int | None:
        """Return the position of a paper among all papers, None if there is no such paper."""
        found = arrays.place(paper_id, self.ids) if paper_id is not None else -1
        return found if found >= 0 else None

    def _build(self, name: str, unit: str | None, bins: int | None) -> Dimension:
        if name == schema.TERMS.name and name not in self.papers:
            from papers.dimensions.terms import TermBins  # scipy, which it needs, is not on every page's way

            return TermBins(self.computed.terms)
        column, series = self.column(name), self.series(name)
        match column.kind:
            case "number":
                return Numbers(column, arrays.numbers(series), bins)
            case "date":
                exactly = np.zeros(len(series), np.uint8)
                if f"{name}_precision" in self.papers:
                    exactly = arrays.precision(self.papers[f"{name}_precision"])
                return Dates(column, arrays.days(series), exactly, unit)
            case "many":
                return Many(column, arrays.lists(series))
            case _ if name == "topic" and "topic_label" in self.papers:
                return Topics(column, arrays.strings(series), arrays.strings(self.papers["topic_label"]))
            case _:
                return Categories(column, arrays.strings(series))

    def _has_values(self, name: str) -> bool:
        if name not in self._filled:
            series = self.series(name)
            filled = bool(series.notna().any())
            if filled and self.column(name).kind == "many":
                filled = bool(arrays.lengths(arrays.lists(series)).any())
            self._filled[name] = filled
        return self._filled[name]
