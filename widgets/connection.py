"""The notice that the kernel has ended, or that the server does not answer."""

import traitlets

from widgets.assets import script, style
from widgets.scripted import Panel


class Connection(Panel):
    """Says within seconds that nothing on the page works any more, why, and how to get the same view again.

    It works in the browser alone, because what it tells of is that Python is gone: it hears the status of the kernel
    and of its websocket, and asks the server every other second whether the kernel is still there. A kernel that
    computes is not gone; after a while the page says that it is still working.

    Parameters
    ----------
    added : int
        Number of papers that the visitor added: they are lost with the kernel.
    """

    _esm = script("heartbeat", "connection")
    _css = style("connection")

    own = traitlets.Unicode(help="id of this widget in its kernel; a kernel without it was started anew").tag(sync=True)
    added = traitlets.Int(0).tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.own = self.model_id
