"""What the page shows besides its clauses: ordering, tab, chosen paper and the columns of the charts."""

from collections.abc import Mapping
from typing import Any

import traitlets


class ViewState(traitlets.HasTraits):
    """The choices that are part of a saved view but narrow nothing.

    Views read and write these traits; with the state of the crossfilter they make the link to a view.
    """

    sort = traitlets.Unicode("source", help="name of an ordering of `papers.ordering.ORDERINGS`")
    tab = traitlets.Unicode("overview", help="name of the open tab")
    paper = traitlets.Unicode(None, allow_none=True, help="paper_id of the chosen paper")
    charts = traitlets.Dict(help="choices of the charts, by chart: {'counts': {'column': 'venue'}}")

    @property
    def _fresh(self) -> dict[str, Any]:
        return {name: trait.default() for name, trait in self.traits().items()}

    @property
    def choices(self) -> dict[str, Any]:
        """What differs from a fresh page."""
        fresh = self._fresh
        return {name: value for name, value in self.trait_values().items() if value != fresh[name]}

    def restore(self, saved: Mapping[str, Any]) -> list[str]:
        """Take over the choices of a saved view; what it does not name becomes as on a fresh page.

        Returns
        -------
        list of str
            Sentences about what could not be restored. Whether a name means anything is for the views to say.
        """
        sentences = []
        for name, fresh in self._fresh.items():
            try:
                setattr(self, name, saved.get(name, fresh))
            except traitlets.TraitError:
                setattr(self, name, fresh)
                sentences.append(f"The “{name}” of the saved view could not be read and was left out.")
        return sentences
