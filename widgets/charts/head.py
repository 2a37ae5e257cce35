"""The head of a chart: title, what it shows in a line, its choices and commands, and what is said if it is empty."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import ipywidgets
import traitlets

from widgets.scripted import Panel
from widgets.shared import LOADER, SharedScript, shared_script

PLACE = re.compile(r"\{(\w+)\}")
"""Where a choice stands in a title."""


@dataclass(frozen=True)
class Choice:
    """Something to choose about a chart: `options` are value and label of each.

    It stands in the title, in the bar beside it as icons, in the list of options, or in the legend. The labels of
    `proper` choices are names, which keep their capitals within a title.
    """

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...]
    place: Literal["title", "bar", "options", "legend"] = "title"
    proper: bool = False

    @property
    def values(self) -> list[str]:
        """The values that can be chosen."""
        return [value for value, _ in self.options]

    @property
    def words(self) -> str:
        """The label of what is chosen."""
        return dict(self.options)[self.value]

    @property
    def inline(self) -> str:
        """The label of what is chosen, as it reads within a sentence: “venue”, but “DOI” and the names of pages."""
        words = self.words
        return words if self.proper or words[1:2].isupper() else words[:1].lower() + words[1:]


def titled(title: str, choices: Sequence[Choice]) -> str:
    """Return a title with the choices in words."""
    shown = _shown(title, choices)
    return PLACE.sub(lambda found: shown.get(found[1], ""), title)


def _shown(title: str, choices: Sequence[Choice]) -> dict[str, str]:
    """Return the words of each choice; those that begin the title keep their capital."""
    return {
        choice.name: choice.words if title.startswith(f"{{{choice.name}}}") else choice.inline for choice in choices
    }


class Head(Panel):
    """Title, explanation, choices and commands of a chart.

    Parameters
    ----------
    title : str
    chart : str
        Id of the chart.
    """

    _esm = LOADER

    script = traitlets.Instance(SharedScript).tag(sync=True, **ipywidgets.widget_serialization)
    chart = traitlets.Unicode(help="id of the chart").tag(sync=True)
    title = traitlets.Unicode(help="{x} stands for the choice of that name").tag(sync=True)
    words = traitlets.Unicode(help="the title with the choices in words").tag(sync=True)
    about = traitlets.Unicode(help="what the chart shows, in a line").tag(sync=True)
    why = traitlets.Unicode(help="why it is empty and the way out; empty if it is not").tag(sync=True)
    choices: traitlets.List = traitlets.List(help="`Choice`s as dicts, and how each is `shown` in the title").tag(
        sync=True
    )
    place: traitlets.List = traitlets.List(help="[place on the board from 0, charts on it, whether it is wide]").tag(
        sync=True
    )

    numbers = traitlets.Bool(False, help="whether the numbers stand in place of the figure").tag(sync=True)

    def __init__(self, title: str, chart: str = "") -> None:
        script = shared_script(("choice", "popover", "chart"), "choice", "popover", "chart")
        super().__init__(script=script, title=title, chart=chart)
        self._chosen: list[Callable[[str, str], None]] = []
        self._commanded: list[Callable[[Mapping[str, Any]], None]] = []
        self.on_msg(self._receive)

    def show(self, title: str, about: str, choices: Sequence[Choice], why: str) -> None:
        """Set all that can change."""
        shown = _shown(title, choices)
        with self.hold_sync():
            self.title, self.about, self.why = title, about, why
            self.words = titled(title, choices)
            self.choices = [
                asdict(choice) | {"shown": shown[choice.name]} for choice in choices if choice.place != "legend"
            ]

    def on_choose(self, callback: Callable[[str, str], None]) -> None:
        """Call back with the name of a choice and the value chosen for it, as the browser says them."""
        self._chosen.append(callback)

    def on_command(self, callback: Callable[[Mapping[str, Any]], None]) -> None:
        """Call back with any other message of the browser, such as {"do": "remove"}."""
        self._commanded.append(callback)

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        match message:
            case {"do": "choose", "name": str(name), "value": str(value)}:
                for chosen in self._chosen:
                    chosen(name, value)
            case {"do": str()}:
                for commanded in self._commanded:
                    commanded(message)
