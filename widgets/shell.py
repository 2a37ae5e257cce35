"""The invisible widget that carries the page's style and tells when everything is drawn."""

import anywidget
import traitlets

from widgets.assets import script, style


class Shell(anywidget.AnyWidget):
    """Style of the whole dashboard, and the class `litscope-ready` on its root once every chart is drawn.

    Parameters
    ----------
    charts : int
        Number of charts on the first view.
    """

    _esm = script("shell")
    _css = style("theme", "common", "layout")

    charts = traitlets.Int(0).tag(sync=True)
