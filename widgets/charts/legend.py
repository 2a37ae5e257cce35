"""The legend of a chart: what its colours mean; a click on one filters."""

from collections.abc import Callable
from typing import Any

import ipywidgets
import traitlets

from widgets.scripted import Panel, listed
from widgets.shared import LOADER, SharedScript, shared_script


class Legend(Panel):
    """Colours and their words, each a button that filters; or a scale of colours with its two ends; and sizes."""

    _esm = LOADER

    script = traitlets.Instance(SharedScript).tag(sync=True, **ipywidgets.widget_serialization)
    choice = traitlets.Dict(help="the `Choice` of what the colours stand for, as a dict; empty for none").tag(sync=True)
    entries = listed(
        "[place, label, colour, papers that pass, papers, whether it is chosen, whether it is for no value]"
    )
    scale = listed("colours from low to high")
    ends = listed("words for low and high")
    hollow = traitlets.Bool(help="whether rings stand for papers without a value").tag(sync=True)
    sizes = listed("what sizes stand for, the smallest and the largest")

    def __init__(self) -> None:
        super().__init__(script=shared_script(("choice", "legend"), "choice", "legend"))
        self._picked: list[Callable[[int, bool], None]] = []
        self._chosen: list[Callable[[str, str], None]] = []
        self.on_msg(self._receive)

    def on_pick(self, callback: Callable[[int, bool], None]) -> None:
        """Call back with the place of an entry that is clicked, and whether Shift is held."""
        self._picked.append(callback)

    def on_choose(self, callback: Callable[[str, str], None]) -> None:
        """Call back with the name of the choice and the value chosen for it, as the browser says them."""
        self._chosen.append(callback)

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        match message:
            case {"do": "pick", "entry": int(entry)}:
                for picked in self._picked:
                    picked(entry, bool(message.get("shift")))
            case {"do": "choose", "name": str(name), "value": str(value)}:
                for chosen in self._chosen:
                    chosen(name, value)
