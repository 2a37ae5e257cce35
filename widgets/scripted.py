"""Views that a script of their own draws in the browser."""

from collections.abc import Mapping
from typing import Any, ClassVar

import anywidget
import traitlets

from papers.crossfilter import Crossfilter
from widgets.outbox import Posted
from widgets.view import View


def listed(about: str) -> traitlets.List[Any]:
    """Return a trait for a list that Python sets and the script reads."""
    return traitlets.List(help=about).tag(sync=True)


class Panel(Posted, anywidget.AnyWidget):
    """One anywidget, whether or not it is a view over a crossfilter.

    Python owns its traits: the script reads them, and asks for what the visitor wants with messages, which are dicts
    with an entry “do”. A visitor can send anything, so the browser can set only the traits that `writable` names.
    """

    writable: ClassVar[frozenset[str]] = frozenset()

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take over the traits that the browser may set."""
        super().set_state({name: value for name, value in sync_data.items() if name in self.writable})


class Scripted(View, Panel):
    """A view that is one anywidget.

    `receive` matches messages by their shape; what fits no case is ignored.
    """

    def link(self, crossfilter: Crossfilter) -> None:
        """Show the crossfilter's current state, follow its changes and answer the browser."""
        super().link(crossfilter)
        receive = crossfilter.guard(self.receive)
        self.on_msg(lambda _widget, message, _buffers: receive(message))

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
