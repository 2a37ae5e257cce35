"""What facets and ranges have in common: one filter of one column, under a head that folds."""

from typing import Any, ClassVar

import ipywidgets
import traitlets

from papers.clauses import Clause
from papers.crossfilter import Change, Crossfilter
from papers.dimensions import Dimension, UnknownColumnError
from papers.schema import Kind
from widgets.scripted import Scripted
from widgets.shared import LOADER, SharedScript, shared_script


class Filter(Scripted):
    """A filter of one column.

    Only an open filter cuts its column into bins and follows the counts; a folded one shows its clause in words.

    Parameters
    ----------
    crossfilter : Crossfilter
    column : str
        Name of the column.
    expanded : bool
        Whether the filter starts unfolded.
    """

    _esm = LOADER
    static: ClassVar[tuple[str, ...]]
    """Names of the script and of the style sheets of the kind of filter."""
    kinds: ClassVar[frozenset[Kind]]
    """Kinds of column that the kind of filter is for."""

    script = traitlets.Instance(SharedScript).tag(sync=True, **ipywidgets.widget_serialization)
    column = traitlets.Unicode(help="name of the column").tag(sync=True)
    label = traitlets.Unicode(help="what the column is called on the page").tag(sync=True)
    summary = traitlets.Unicode(help="the clause in words, empty without one").tag(sync=True)
    expanded = traitlets.Bool(True, help="whether it is unfolded").tag(sync=True)

    def __init__(self, crossfilter: Crossfilter, column: str, *, expanded: bool = True) -> None:
        label = crossfilter.dimensions.column(column).label
        super().__init__(script=shared_script(*self.static), column=column, label=label, expanded=expanded)
        self.link(crossfilter)

    @property
    def clause(self) -> Clause | None:
        """The clause on this column, whoever wrote it."""
        return self.crossfilter.clauses.get(self.column)

    @property
    def shown(self) -> bool:
        """Whether the filter is on the page at all; one that is put away keeps its clause."""
        return self.layout.display != "none"

    @shown.setter
    def shown(self, shown: bool) -> None:
        if shown != self.shown:
            self.layout.display = None if shown else "none"
            self.refresh(None)

    def refresh(self, change: Change | None) -> None:
        """Show the clause in words and, if unfolded, the bins and their counts."""
        with self.hold_sync():
            self.summary = self._words()
            if self.expanded and self.shown:
                dimension = self._dimension()
                if dimension is None:
                    self.show_nothing()
                else:
                    self.show(dimension, change)

    def _dimension(self) -> Dimension | None:
        """Return the bins; None if other papers have come, without the column or with one of another kind."""
        try:
            if self.crossfilter.dimensions.column(self.column).kind in self.kinds:
                return self.crossfilter.dimensions.get(self.column)
        except UnknownColumnError:
            pass
        return None

    def show(self, dimension: Dimension, change: Change | None) -> None:
        """Set the traits for the bins and counts; `change` as in `refresh`."""
        raise NotImplementedError

    def show_nothing(self) -> None:
        """Set the traits for papers that do not have the column."""
        raise NotImplementedError

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "expand", "expanded": bool(expanded)}:
                with self.hold_sync():
                    self.expanded = expanded
                    self.refresh(None)
            case {"do": "clear"}:
                self.crossfilter.drop(self.column)

    def _words(self) -> str:
        if self.clause is None:
            return ""
        return self.clause.words(self.crossfilter.dimensions).removeprefix(f"{self.label}: ")
