"""One message instead of many: what widgets say while they answer the browser goes to it together.

A click changes some twenty widgets. Each of their messages costs kernel, server and page about a millisecond, and the
page would lay out and paint in between, which costs more.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from time import monotonic
from typing import Any

import anywidget
import ipywidgets

from widgets.assets import alone

PATIENCE = 0.2
"""Seconds that a message may wait for others; progress of long work must be seen while it lasts."""


class Outbox(anywidget.AnyWidget):
    """The model that carries the messages of others; nothing of it is shown.

    Until a page has said that it can take a parcel apart, each message goes by itself.
    """

    _esm = alone("outbox")

    def __init__(self) -> None:
        super().__init__()
        self._live = False
        self._depth = 0
        self._hurried = False
        self._since = 0.0
        self._waiting: list[tuple[str, Mapping[str, Any], Sequence[Any]]] = []
        self.on_msg(self._on_message)

    def _on_message(self, _: Any, content: Any, __: Any) -> None:
        if content == {"do": "live"}:
            self._live = True

    @contextmanager
    def gathering(self) -> Iterator[None]:
        """Let messages wait until the end of the block, however many blocks are around it."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self._deliver()
                self._hurried = False

    def take(self, id: str, message: Mapping[str, Any], buffers: Sequence[Any]) -> bool:
        """Take a message for the model `id`; False where it has to go by itself."""
        if self._hurried or not (self._live and self._depth):
            return False
        self._since = self._since if self._waiting else monotonic()
        self._waiting.append((id, message, buffers))
        if monotonic() - self._since > PATIENCE:
            self._deliver()
        return True

    def hurry(self) -> None:
        """Let nothing wait until the end of the block.

        For who makes or ends widgets: that goes by itself, and must not overtake what was said before.
        """
        self._deliver()
        self._hurried = bool(self._depth)

    def _deliver(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            parcel = [[id, message, len(buffers)] for id, message, buffers in waiting]
            self.send({"do": "deliver", "parcel": parcel}, [each for *_, buffers in waiting for each in buffers])


outbox = cache(Outbox)
"""Return the outbox of this kernel."""


class Posted(ipywidgets.Widget):
    """A widget whose messages go through the outbox while it answers the browser."""

    def open(self) -> None:
        """Tell the browser of this widget."""
        outbox().hurry()
        super().open()

    def close(self) -> None:
        """End this widget, after all that was said before."""
        if self.comm is not None:  # Python's clearing up ends it once more, at any time
            outbox().hurry()
        super().close()

    def _handle_msg(self, msg: Any) -> None:
        with outbox().gathering():
            super()._handle_msg(msg)

    def _send(self, msg: Any, buffers: Any = None) -> None:
        alone = self.comm is None or msg["method"] == "echo_update"  # which a browser knows by what carries it
        if alone or not outbox().take(self.model_id, msg, buffers or ()):
            super()._send(msg, buffers)


class Box(Posted, ipywidgets.Box):
    """A box whose messages keep their place among those of what is in it.

    Parameters
    ----------
    css_class : str
    children : DOMWidget
    """

    def __init__(self, css_class: str, *children: ipywidgets.DOMWidget) -> None:
        super().__init__(children)
        self.add_class(css_class)
