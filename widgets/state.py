"""What the page shows besides its clauses: ordering, tab, chosen paper and the columns of the charts."""

import traitlets


class ViewState(traitlets.HasTraits):
    """The choices that are part of a saved view but narrow nothing.

    Views read and write these traits; with the state of the crossfilter they make the link to a view.
    """

    sort = traitlets.Unicode("source", help="name of an ordering of `papers.ordering.ORDERINGS`")
    tab = traitlets.Unicode("overview", help="name of the open tab")
    paper = traitlets.Unicode(None, allow_none=True, help="paper_id of the chosen paper")
    charts = traitlets.Dict(help="choices of the charts, by chart: {'counts': {'column': 'venue'}}")
