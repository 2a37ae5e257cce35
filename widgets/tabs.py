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


class TabHead(Panel):
    """The heading of a tab for who listens, and, by a class of their own, the styles of what stands below it."""

    _esm = assets.alone("tab_head")

    words = traitlets.Unicode().tag(sync=True)


class Tabs(Panel):
    """A bar of tabs bound to `ViewState.tab`; the browser shows the panel of the open one at once.

    Parameters
    ----------
    state : ViewState
        Its `tab` is read and written. A name that is no tab of this bar opens the first.
    labels : mapping of str to str
        Words of each tab by its name, in order. Names are lower-case letters, digits and hyphens.
    parts : mapping of str to mapping, optional
        Tabs that a narrow page takes apart: the words of each part by its name. Which part is open is the browser's.
    """

    _esm = assets.script("tabs")
    _css = assets.style("tabs")

    writable = frozenset({"selected"})

    tabs = listed("[name, label, [[name, label] of each part]] of each tab")
    selected = traitlets.Any("", help="name of the open tab").tag(sync=True)

    def __init__(
        self, state: ViewState, labels: Mapping[str, str], parts: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self.parts = parts or {}
        for name in [*labels, *(part for each in self.parts.values() for part in each)]:
            if not NAME.fullmatch(name):
                raise ValueError(f"“{name}” cannot name a tab; use lower-case letters, digits and hyphens.")
        self.state = state
        self.names = tuple(labels)
        tabs = [[name, label, list(map(list, self.parts.get(name, {}).items()))] for name, label in labels.items()]
        super().__init__(tabs=tabs, selected=self._known(state.tab))
        state.observe(self._show, "tab")
        self.observe(self._open, "selected")

    def panel(self, name: str, widget: ipywidgets.DOMWidget, part: str = "") -> ipywidgets.DOMWidget:
        """Make `widget` the panel of a tab, or of a part of it, shown while that is open; return it.

        Bar and panels must stand in one element of class `litscope`. A tab can have several panels.
        """
        if name not in self.names:
            raise ValueError(f"There is no tab “{name}”; there are {', '.join(self.names)}.")
        if part and part not in self.parts.get(name, {}):
            raise ValueError(f"The tab “{name}” has no part “{part}”.")
        widget.add_class("ls-panel")
        widget.add_class(f"ls-panel-{name}")
        if part:
            widget.add_class(f"ls-part-{part}")
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
