"""Banner: what went wrong, in sentences."""

from collections.abc import Callable
from itertools import count
from typing import Any

from papers.clauses import ClauseError
from papers.crossfilter import Change, Crossfilter
from papers.schema import SchemaError
from widgets.assets import script, style
from widgets.filter import Filter
from widgets.scripted import Scripted, listed

MOST = 5
"""Messages shown at a time; older ones make room."""
SPEAKING = (ClauseError, SchemaError)
"""Errors whose message is a sentence for the user."""
KINDS = ("error", "warning", "note")


class Banner(Scripted):
    """Sentences about errors and warnings, each until it is dismissed.

    It reports what the crossfilter catches; the traceback stays in the log.

    Parameters
    ----------
    crossfilter : Crossfilter
    """

    _esm = script("banner")
    _css = style("banner")

    messages = listed("[id, kind, sentence] of each message")

    def __init__(self, crossfilter: Crossfilter) -> None:
        super().__init__()
        self._ids = count(1)
        self.link(crossfilter)
        crossfilter.on_error.append(self.report)

    def refresh(self, change: Change | None) -> None:
        """Nothing that the crossfilter says changes the messages."""

    def say(self, sentence: str, kind: str = "warning") -> None:
        """Show a sentence; one that is shown already is not repeated.

        Parameters
        ----------
        sentence : str
        kind : {"error", "warning", "note"}
        """
        if kind not in KINDS:
            raise ValueError(f"“{kind}” is no kind of message; use error, warning or note.")
        if sentence not in (shown for _id, _kind, shown in self.messages):
            self.messages = [*self.messages, [next(self._ids), kind, sentence]][-MOST:]

    def report(self, error: Exception, function: Callable[..., Any]) -> None:
        """Show what an exception means to the reader of the page."""
        self.say(sentence_for(error, function), "error")

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "dismiss", "id": int(gone)}:
                self.messages = [each for each in self.messages if each[0] != gone]


def sentence_for(error: Exception, function: Callable[..., Any]) -> str:
    """Return a sentence about an exception that a view or a handler raised: its own if it has one for the user."""
    if isinstance(error, SPEAKING):
        return str(error)
    view = getattr(function, "__self__", None)
    part = f"The filter “{view.label}”" if isinstance(view, Filter) else "A part of the page"
    return f"{part} failed and may show old numbers; everything else goes on. The log of the server says why."
