"""The head of a chart: title, what it shows in a line, its choices, and what is said in its place if it is empty."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import anywidget
import traitlets

from widgets.assets import script, style


@dataclass(frozen=True)
class Choice:
    """Something to choose about a chart: `options` are value and label of each.

    It stands in the title, in the bar beside it as icons, in the list of options, or in the legend.
    """

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]
    place: Literal["title", "bar", "options", "legend"] = "title"

    @property
    def values(self) -> list[str]:
        """The values that can be chosen."""
        return [value for value, _ in self.options]

    @property
    def words(self) -> str:
        """The label of what is chosen."""
        return dict(self.options)[self.value]


class Head(anywidget.AnyWidget):
    """Title, explanation and choices of a chart."""

    _esm = script("choice", "chart")
    _css = style("common", "choice", "chart")

    title = traitlets.Unicode(help="{x} stands for the choice of that name").tag(sync=True)
    about = traitlets.Unicode(help="what the chart shows, in a line").tag(sync=True)
    why = traitlets.Unicode(help="why it is empty and the way out; empty if it is not").tag(sync=True)
    choices: traitlets.List = traitlets.List(help="`Choice`s as dicts").tag(sync=True)

    def __init__(self, title: str) -> None:
        super().__init__(title=title)
        self._callbacks: list[Callable[[str, str], None]] = []
        self.on_msg(self._receive)

    def show(self, title: str, about: str, choices: Sequence[Choice], why: str) -> None:
        """Set all that can change."""
        with self.hold_sync():
            self.title, self.about, self.why = title, about, why
            self.choices = [asdict(choice) for choice in choices]

    def on_choose(self, callback: Callable[[str, str], None]) -> None:
        """Call back with the name of a choice and the value chosen for it, as the browser says them."""
        self._callbacks.append(callback)

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Let the browser set nothing."""

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        match message:
            case {"do": "choose", "name": str(name), "value": str(value)}:
                for callback in self._callbacks:
                    callback(name, value)
