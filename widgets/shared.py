"""Scripts that many widgets of a page share: each goes to the browser once, however many widgets run it."""

from functools import cache

import ipywidgets
import traitlets

from widgets.assets import alone, script, style

LOADER = alone("shared")
"""The `_esm` of a widget that runs the script of its trait `script`; a widget of its own would send it anew."""


class SharedScript(ipywidgets.Widget):
    """A script and its style sheet, held by one model of the page.

    Parameters
    ----------
    name : str or tuple of str
        Name of the script under `static/`, after those that it needs.
    styles : str
        Names of its style sheets.
    """

    name = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)

    def __init__(self, name: str | tuple[str, ...], *styles: str) -> None:
        names = (name,) if isinstance(name, str) else name
        super().__init__(name=names[-1], code=script(*names), sheet=style(*styles))


shared_script = cache(SharedScript)
"""Return the shared script of a name, the same one each time."""
