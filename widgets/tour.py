"""The tour: what a first visitor has to know, shown once."""

from widgets.assets import script, style
from widgets.scripted import Panel


class Tour(Panel):
    """An offer on the first visit, and a few steps, each beside the part of the page it is about.

    The browser remembers the answer under `litscope-tour`; who declined or has seen it is never asked again. The dialog
    of keys starts it anew.
    """

    _esm = script("memory", "tour")
    _css = style("dialog", "tour")
