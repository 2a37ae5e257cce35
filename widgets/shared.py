"""Scripts that many widgets of a page share: each goes to the browser once, however many widgets run it."""

from functools import cache

import ipywidgets
import traitlets

from widgets.assets import STATIC, script, style

LOADER = (STATIC / "shared.js").read_text(encoding="utf-8")
"""The `_esm` of a widget that runs the script of its trait `script`; a widget of its own would send it anew."""


class SharedScript(ipywidgets.Widget):
    """A script and its style sheet, held by one model of the page.

    Parameters
    ----------
    name : str
        Name of the script under `static/`.
    styles : str
        Names of its style sheets.
    """

    name = traitlets.Unicode().tag(sync=True)
    code = traitlets.Unicode().tag(sync=True)
    sheet = traitlets.Unicode().tag(sync=True)

    def __init__(self, name: str, *styles: str) -> None:
        super().__init__(name=name, code=script(name), sheet=style(*styles))


shared_script = cache(SharedScript)
"""Return the shared script of a name, the same one each time."""
