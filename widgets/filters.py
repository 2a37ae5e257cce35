"""The panel of filters: which of them there are follows from what the papers have."""

from collections.abc import Iterable
from typing import Any

import ipywidgets
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import traitlets

from papers.crossfilter import Change, Crossfilter
from papers.dimensions import Dimensions
from papers.schema import Kind
from widgets.assets import script, style
from widgets.facet import Facet
from widgets.filter import Filter
from widgets.outbox import Posted
from widgets.range_filter import RangeFilter
from widgets.scripted import Scripted, listed
from widgets.view import View

ORDER = (
    "pages",
    "source",
    "published",
    "topic",
    "kind",
    "venue",
    "organisation",
    "categories",
    "keywords",
    "authors",
    "upvotes",
    "models",
    "datasets",
    "languages",
    "has_code",
    "has_result",
    "listed",
    "citations",
    "stars",
    "comments",
    "momentum",
    "has_project",
    "has_abstract",
    "has_summary",
    "page_count",
    "best_rank",
    "language",
    "published_precision",
)
"""Columns in the order of the panel; those of the reader's own tables follow."""
LEFT_OUT = ("topic_label", "x", "y")
"""Columns that only other columns and charts explain."""
ASKED_FOR = ("published_precision",)
"""Columns that filter only if asked to."""
FILTERS: dict[Kind, type[Filter]] = {kind: each for each in (Facet, RangeFilter) for kind in each.kinds}
"""What filters a column, by its kind."""

LEAST_FILLED = 0.1
"""Columns that fewer papers have do not get a filter unless asked for."""
OPEN, FOLDED = 6, 6
"""Filters that are there at first: so many unfolded, then so many folded; all others are in the menu."""


def share_filled(series: pd.Series) -> float:
    """Return the share of rows that have a value; an empty list is none."""
    if not len(series):
        return 0.0
    return float(_given(series).mean())


def is_varied(series: pd.Series) -> bool:
    """Return whether there are two values that differ."""
    array = pa.array(series, from_pandas=True)
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        array = pc.list_flatten(array)
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    array = pc.drop_null(array)
    return len(array) > 1 and bool(pc.any(pc.not_equal(array, array[0])).as_py())


def _given(series: pd.Series) -> pd.Series:
    dtype = series.dtype
    if isinstance(dtype, pd.ArrowDtype) and pa.types.is_list(dtype.pyarrow_dtype):
        return series.list.len().fillna(0) > 0
    return series.notna()


def filterable(dimensions: Dimensions) -> dict[str, float]:
    """Return the columns that a filter can be made of, in order, with the share of papers that have a value."""
    names = [name for name in dimensions.names() if dimensions.column(name).kind in FILTERS and name not in LEFT_OUT]
    places = {name: place for place, name in enumerate(ORDER)}
    names.sort(key=lambda name: places.get(name, len(ORDER)))
    return {name: share_filled(dimensions.series(name)) for name in names}


class FilterMenu(Scripted):
    """Head of the panel: a list of all columns, to add their filters or put them away.

    Parameters
    ----------
    panel : FilterPanel
    """

    _esm = script("filters")
    _css = style("filter", "filters")

    columns = listed("[name, label, share filled, whether its filter is shown]")
    count = traitlets.Int(help="papers that pass, for the button that closes a drawer").tag(sync=True)

    def __init__(self, panel: "FilterPanel") -> None:
        super().__init__()
        self.panel = panel
        self.link(panel.crossfilter)

    def refresh(self, change: Change | None) -> None:
        """Show how many papers pass; the panel fills the list of columns, which it knows."""
        self.count = self.crossfilter.count

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "show", "column": str(name), "shown": bool(shown)} if name in self.panel.columns:
                self.panel.show(name, shown)


class FilterPanel(View, Posted, ipywidgets.VBox):
    """Filters for the columns that the papers have, and a menu to add those of the other columns.

    Parameters
    ----------
    crossfilter : Crossfilter

    Attributes
    ----------
    columns : dict of str to float
        Columns that can filter, in the order of the panel, and the share of papers that have a value.
    filters : dict of str to Filter
        Filters made so far. Each is made once; one that is put away is hidden, and its clause goes on.
    """

    def __init__(self, crossfilter: Crossfilter) -> None:
        super().__init__()
        self.add_class("ls-filters")
        self.columns: dict[str, float] = {}
        self.filters: dict[str, Filter] = {}
        self.crossfilter = crossfilter
        self.menu = FilterMenu(self)
        self.link(crossfilter)

    def refresh(self, change: Change | None) -> None:
        """Follow the columns of new papers."""
        if change is not None and not change.data:
            return
        self.columns = filterable(self.crossfilter.dimensions)
        for name, each in list(self.filters.items()):
            if name not in self.columns:
                each.shown = False
            elif self.crossfilter.dimensions.column(name).kind not in each.kinds:
                self.crossfilter.unobserve(each.refresh)
                del self.filters[name]
        if not self.filters:
            self._begin()
        self._list()

    def is_shown(self, name: str) -> bool:
        """Return whether a column's filter is in sight."""
        return name in self.filters and self.filters[name].shown

    def show(self, name: str, shown: bool = True) -> None:
        """Show the filter of a column, at the end of the panel if it is new, or put it away."""
        if shown and name not in self.filters:
            self._make([name], expanded=True)
        elif name in self.filters:
            self.filters[name].shown = shown
        self._list()

    def _list(self) -> None:
        """Put the filters into the panel (those that are there stay as they are) and all columns into the menu."""
        self.children = (self.menu, *self.filters.values())
        self.menu.columns = [
            [name, self.crossfilter.dimensions.column(name).label, share, self.is_shown(name)]
            for name, share in self.columns.items()
        ]

    def _begin(self) -> None:
        """Make the filters that are there at first."""
        useful = [name for name, share in self.columns.items() if self._is_useful(name, share)]
        self._make(useful[:OPEN], expanded=True)
        self._make(useful[OPEN : OPEN + FOLDED], expanded=False)

    def _is_useful(self, name: str, share: float) -> bool:
        return name not in ASKED_FOR and share >= LEAST_FILLED and is_varied(self.crossfilter.dimensions.series(name))

    def _make(self, names: Iterable[str], *, expanded: bool) -> None:
        for name in names:
            make = FILTERS[self.crossfilter.dimensions.column(name).kind]
            self.filters[name] = make(self.crossfilter, name, expanded=expanded)
