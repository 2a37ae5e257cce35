"""The frame of the page: landmarks and skip links, and what is a drawer or a sheet where the page is narrow."""

from widgets.assets import script, style
from widgets.scripted import Panel


class Frame(Panel):
    """Names the parts of the page for screen readers, and makes one thing at a time of them where there is no room.

    On a narrow page the filters are a drawer and the chosen paper is a sheet: each takes the focus, what is behind it
    is out of reach, and Escape, a press beside it or the browser's way back close it. It works in the browser alone.
    """

    _esm = script("frame")
    _css = style("frame")
