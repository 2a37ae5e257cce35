"""What the page shows besides its clauses: ordering, tab, chosen paper, the board of charts and their choices."""

from collections.abc import Collection, Mapping
from typing import Any

import traitlets

CHART_LIMIT = 24
"""Charts that a page holds: more are neither read nor drawn in time."""


def kind_of(chart: str) -> str:
    """Return the kind of a chart by its id.

    >>> kind_of("counts-2")
    'counts'
    """
    kind, _, number = chart.rpartition("-")
    return kind if kind and number.isdecimal() else chart


class ViewState(traitlets.HasTraits):
    """The choices that are part of a saved view but narrow nothing.

    Views read and write these traits; with the state of the crossfilter they make the link to a view.

    Parameters
    ----------
    kinds : collection of str, optional
        The kinds of chart that there are; without it every name is taken for one.
    **values
        Traits that begin otherwise than on a fresh page.

    Attributes
    ----------
    opening : dict of str to dict
        The charts that the papers open with, in order, with the choices each has until somebody makes another. It
        follows from the papers, so it is no part of a view.
    """

    sort = traitlets.Unicode("", help="name of an ordering of `papers.ordering`; empty is the one that suits")
    tab = traitlets.Unicode("overview", help="name of the open tab")
    paper = traitlets.Unicode(None, allow_none=True, help="paper_id of the chosen paper")
    claim = traitlets.Unicode(None, allow_none=True, help="key of the chosen claim, see `ClaimTable.key`")
    compare = traitlets.List(traitlets.Unicode(), help="paper_ids of the papers that are set side by side, in order")
    charts = traitlets.Dict(help="choices of the charts, by chart: {'counts': {'column': 'venue'}}")
    board = traitlets.List(
        traitlets.Unicode(), None, allow_none=True, help="ids of the charts, in order; None is as the papers open"
    )

    def __init__(self, kinds: Collection[str] | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.kinds = kinds
        self.opening: dict[str, dict[str, str]] = {}

    @property
    def _fresh(self) -> dict[str, Any]:
        return {name: trait.default() for name, trait in self.traits().items()}

    @property
    def choices(self) -> dict[str, Any]:
        """What differs from a fresh page."""
        fresh = self._fresh
        return {name: value for name, value in self.trait_values().items() if value != fresh[name]}

    def chart(self, id: str) -> dict[str, Any]:
        """Return the choices of a chart: what it opens with, and over it what was chosen."""
        saved = self.charts.get(id)
        return {**self.opening.get(id, {}), **(saved if isinstance(saved, Mapping) else {})}

    def restore(self, saved: Mapping[str, Any]) -> list[str]:
        """Take over the choices of a saved view; what it does not name becomes as on a fresh page.

        Returns
        -------
        list of str
            Sentences about what could not be restored. Whether a name means anything is for the views to say.
        """
        sentences = []
        with self.hold_trait_notifications():
            for name, fresh in self._fresh.items():
                try:
                    setattr(self, name, saved.get(name, fresh))
                except traitlets.TraitError:
                    setattr(self, name, fresh)
                    sentences.append(f"The “{name}” of the saved view could not be read and was left out.")
            sentences += self._tidy()
        return sentences

    def _tidy(self) -> list[str]:
        """Leave out of the board what is no chart; return sentences about it."""
        if self.board is None:
            return []
        sentences = []
        ids = list(dict.fromkeys(self.board))
        unknown = [id for id in ids if self.kinds is not None and kind_of(id) not in self.kinds]
        known = [id for id in ids if id not in unknown]
        if unknown:
            named = ", ".join(f"“{id[:40]}”" for id in unknown[:3]) + (" and others" if len(unknown) > 3 else "")
            sentences.append(f"The saved view has charts that this page does not know, and leaves them out: {named}.")
        if len(known) > CHART_LIMIT:
            sentences.append(f"The saved view has more than {CHART_LIMIT} charts; the others were left out.")
        self.board = known[:CHART_LIMIT]
        return sentences
