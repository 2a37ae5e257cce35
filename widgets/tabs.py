"""The bar of tabs."""

import re
from collections.abc import Mapping
from typing import Any

import ipywidgets
import traitlets

from widgets import assets
from widgets.scripted import Panel, listed
from widgets.state import ViewState

NAME = re.compile(r"[a-z][a-z0-9-]*")
"""Names of tabs end up in class names."""


class Tabs(Panel):
    """A bar of tabs bound to `ViewState.tab`; the browser shows the panel of the open one at once.

    Parameters
    ----------
    state : ViewState
        Its `tab` is read and written. A name that is no tab of this bar opens the first.
    labels : mapping of str to str
        Words of each tab by its name, in order. Names are lower-case letters, digits and hyphens.
    """

    _esm = assets.script("tabs")
    _css = assets.style("common", "tabs")

    writable = frozenset({"selected"})

    tabs = listed("[name, label] of each tab")
    selected = traitlets.Any("", help="name of the open tab").tag(sync=True)

    def __init__(self, state: ViewState, labels: Mapping[str, str]) -> None:
        for name in labels:
            if not NAME.fullmatch(name):
                raise ValueError(f"“{name}” cannot name a tab; use lower-case letters, digits and hyphens.")
        self.state = state
        self.names = tuple(labels)
        super().__init__(tabs=[[name, label] for name, label in labels.items()], selected=self._known(state.tab))
        state.observe(self._show, "tab")
        self.observe(self._open, "selected")

    def panel(self, name: str, widget: ipywidgets.DOMWidget) -> ipywidgets.DOMWidget:
        """Make `widget` the panel of a tab, shown while that tab is open; return it.

        Bar and panels must stand in one element of class `litscope`. A tab can have several panels.
        """
        if name not in self.names:
            raise ValueError(f"There is no tab “{name}”; there are {', '.join(self.names)}.")
        widget.add_class("ls-panel")
        widget.add_class(f"ls-panel-{name}")
        return widget

    def _known(self, name: Any) -> str:
        return name if name in self.names else self.names[0]

    def _show(self, change: Any) -> None:
        self.selected = self._known(change.new)

    def _open(self, change: Any) -> None:
        if change.new in self.names:
            self.state.tab = change.new
        else:
            self.selected = self._known(self.state.tab)
