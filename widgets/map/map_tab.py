"""The tab of the map: the map with its legend, and the tree of topics beside it; made when it is first opened."""

from collections.abc import Callable
from typing import Any, Protocol

import ipywidgets

from papers.crossfilter import Change, Crossfilter
from papers.kept import KeptError
from papers.topics import EditError, Topics
from widgets.map.topic_map import TopicMap
from widgets.map.topic_panel import TopicPanel
from widgets.outbox import Box
from widgets.state import ViewState
from widgets.tabs import Tabs

TAB = "map"
NOTHING = "There is no paper to lay out. Add papers on the tab Sources."

Progress = Callable[..., None]


class Maker(Protocol):
    """What makes, keeps and changes the topics of the papers on the page."""

    @property
    def topics(self) -> Topics | None:
        """The topics of the papers, None before they are made."""

    @property
    def changes(self) -> int:
        """Changes of this visit that can be taken back."""

    def make(self, progress: Progress) -> None:
        """Make the topics and show the papers with them."""

    def change(self, kind: str, path: str, words: str) -> str:
        """Change the tree: rename a topic, merge it into another, split it; return a sentence on what came of it."""

    def undo(self) -> str:
        """Take back the last change; return a sentence."""


class MapTab:
    """The parts of the tab.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        The map is made when its `tab` becomes that of the map.
    maker : Maker

    Attributes
    ----------
    ground, side : Box
        The map with its legend, and the tree of topics; both empty until the tab is opened.
    map : TopicMap
    panel : TopicPanel
    """

    map: TopicMap
    panel: TopicPanel

    def __init__(self, crossfilter: Crossfilter, state: ViewState, maker: Maker) -> None:
        self.crossfilter = crossfilter
        self.state = state
        self.maker = maker
        self.ground, self.side = Box("ls-map-side"), Box("ls-topics-side")
        self._open = crossfilter.guard(self._opened)
        state.observe(self._open, "tab")
        crossfilter.observe(self._on_change)
        self._open(None)

    def on(self, tabs: Tabs) -> ipywidgets.DOMWidget:
        """Return the panel of the tab; a narrow page shows map and topics one at a time."""
        both = Box("ls-map-tab", tabs.panel(TAB, self.ground, "map"), tabs.panel(TAB, self.side, "topics"))
        return tabs.panel(TAB, both)

    def _on_change(self, change: Change) -> None:
        if change.data:
            self._opened(None)

    def _opened(self, _: Any) -> None:
        """Make the map if it is looked at and not there."""
        if self.state.tab != TAB:
            return
        if not self.ground.children:
            self.map = TopicMap(self.crossfilter, self.state)
            self.panel = TopicPanel(self.crossfilter, self.state, self.map, lambda: self.maker.topics, self._edit)
            self.ground.children, self.side.children = (self.map, self.map.legend), (self.panel,)
        self.map.why = "" if len(self.crossfilter) else NOTHING
        if not len(self.crossfilter) or self.map.work or self.maker.topics is not None:
            return
        self.map.work = {"done": 0, "total": 100, "words": "Laying out the map"}
        try:
            self.maker.make(self._tell)
        finally:
            self.map.work = {}
        self.panel.refresh(None)  # terms are there now, also where the papers had their topics

    def _tell(self, done: int = 0, total: int | None = None, words: str = "") -> None:
        self.map.work = {"done": done, "total": total or 100, "words": words[:1].upper() + words[1:]}

    def _edit(self, message: dict[str, Any]) -> str:
        try:
            match message:
                case {"do": "undo"}:
                    said = self.maker.undo()
                case {"do": "rename", "path": str(path), "label": str(words)}:
                    said = self.maker.change("rename", path, words)
                case {"do": "merge", "path": str(path), "into": str(words)}:
                    said = self.maker.change("merge", path, words)
                case {"do": "split", "path": str(path)}:
                    said = self.maker.change("split", path, "")
                case _:
                    said = ""
        except (EditError, KeptError) as error:
            said = str(error)
        self.panel.changed = self.maker.changes
        return said
