"""Plotly figures that share one copy of plotly's script, and say what was clicked, drawn round and cleared."""

import logging
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from typing import Any

import ipywidgets
import numpy as np
import plotly
import plotly.graph_objects as go
import traitlets
from plotly.basedatatypes import Undefined
from plotly.serializers import custom_serializers

from widgets.assets import alone, style
from widgets.bundle import compressed
from widgets.outbox import Posted
from widgets.shared import SharedScript, shared_script

log = logging.getLogger(__name__)

BUNDLE_URLS: list[str] = []
"""Addresses, relative to the page's base address, where a browser may find `BUNDLE`.

Whoever serves it there names it here before figures are made, with plotly's version in the address. Where no address
answers, the kernel sends the script, once a page: that works in every host, but costs 1.5 MB through the websocket.
"""

QUIET = {"displayModeBar": False, "displaylogo": False, "doubleClick": False, "typesetMath": False}
"""Plotly without tools of its own, and without reading dollar signs in foreign text as formulas."""

POINTS = {"scatter", "scattergl"}
"""Types of trace that can take each other's place."""

FROM_BROWSER = {"_js2py_pointsCallback", "_view_count"}
"""The only traits a browser may set."""

Outline = tuple[tuple[float, float], ...]
"""Corners of a box or lasso, in the numbers of the axes."""


@dataclass(frozen=True)
class Hit:
    """A point of a trace that was clicked; of a heatmap, row and column of the cell."""

    trace: int
    point: int | tuple[int, int]
    shift: bool = False


@dataclass(frozen=True)
class Tick:
    """A label of an axis that was clicked: `value` is its place on the axis."""

    axis: str
    value: float
    shift: bool = False


@dataclass(frozen=True)
class Drawing:
    """A complete figure as plotly's nested dicts; arrays are numpy arrays in a dtype that travels as a buffer.

    The figure is as large as its place on the page, but at least `height` pixels high. `draws` is what a hand draws on
    it that drags: a "box", a "span" along the x axis, a "lasso", or nothing.
    """

    traces: Sequence[Mapping[str, Any]]
    layout: Mapping[str, Any]
    height: int = 0
    draws: str = ""


class SharedFigure(Posted, go.FigureWidget):
    """A FigureWidget that loads plotly's script once a page, shows drawings and reports gestures.

    A stock FigureWidget sends 4.96 MB of script for every instance, loses edits made before the browser has drawn it,
    and loses gestures among its hover messages; this one does none of it.

    Parameters
    ----------
    drawing : Drawing
        What to show first, complete.
    alt : str
        What the figure shows, in words, for who cannot see it.
    """

    _esm = alone("figure")
    _css = style("figure")
    _bundle = traitlets.Dict().tag(sync=True)
    _downloads = traitlets.Instance(SharedScript).tag(sync=True, **ipywidgets.widget_serialization)
    _redraw = traitlets.Instance(SharedScript).tag(sync=True, **ipywidgets.widget_serialization)
    _outlines = traitlets.Instance(SharedScript).tag(sync=True, **ipywidgets.widget_serialization)
    alt = traitlets.Unicode().tag(sync=True)
    least = traitlets.Int(help="least height in pixels").tag(sync=True)
    draws = traitlets.Unicode(help="what a hand draws that drags, as of a `Drawing`").tag(sync=True)

    def __init__(self, drawing: Drawing, alt: str = "", **config: Any) -> None:
        self._complete = self._live = False
        self._edits = 0
        self._shown = drawing
        super().__init__(list(drawing.traces), dict(drawing.layout))
        self._bundle = {"version": plotly.__version__, "urls": list(BUNDLE_URLS)}
        self._config = QUIET | config
        self._downloads, self._redraw = shared_script("download"), shared_script("redraw")
        self._outlines = shared_script("outline")
        self.alt, self.least, self.draws = alt, drawing.height, drawing.draws
        self._clicked: list[Callable[[Hit], None]] = []
        self._ticked: list[Callable[[Tick], None]] = []
        self._drawn_round: list[Callable[[Outline], None]] = []
        self._cleared: list[Callable[[], None]] = []
        for index, trace in enumerate(self.data):
            trace.on_click(partial(self._on_trace_click, index))
        self.on_msg(self._on_message)
        self._complete = True
        self.open()

    # Gestures

    def on_hit(self, callback: Callable[[Hit], None]) -> None:
        """Call back when a point or bar is clicked."""
        self._clicked.append(callback)

    def on_tick(self, callback: Callable[[Tick], None]) -> None:
        """Call back when the label of a tick is clicked."""
        self._ticked.append(callback)

    def on_outline(self, callback: Callable[[Outline], None]) -> None:
        """Call back with the corners of a box or lasso when it is drawn."""
        self._drawn_round.append(callback)

    def on_clear(self, callback: Callable[[], None]) -> None:
        """Call back on a double click."""
        self._cleared.append(callback)

    # Drawing

    def draw(self, drawing: Drawing, alt: str | None = None) -> None:
        """Show a drawing with the same traces in the same order; only what differs is sent.

        What is sent is in the figure's dict at once; plotly's objects for lists, like `layout.shapes`, do not follow.

        Raises
        ------
        ValueError
            If the drawing has other traces than the figure. Only points may move from SVG to a canvas and back.
        """
        before, after = ([trace.get("type") for trace in shown.traces] for shown in (self._shown, drawing))
        changed = [index for index, (old, new) in enumerate(zip(before, after, strict=False)) if old != new]
        if len(before) != len(after) or not {after[index] for index in changed} <= POINTS:
            raise ValueError("A figure keeps its traces; empty or hide the ones that are not needed.")
        if changed:
            self.plotly_restyle({"type": [after[index] for index in changed]}, changed)
        # What differs is written and sent as it is: plotly would check each value, which takes longer than the rest.
        styles: dict[str, dict[int, Any]] = {}
        for index, (old, new) in enumerate(zip(self._shown.traces, drawing.traces, strict=True)):
            for path, value in _changes(old, new):
                if path != "type":
                    _put(self._data[index], path, value)
                    styles.setdefault(path, {})[index] = value
        axes = {name: deepcopy(value) for name, value in drawing.layout.items() if name not in self._shown.layout}
        layout = axes | dict(_changes({**self._shown.layout, **axes}, drawing.layout))  # a new axis is told whole
        for path, value in layout.items():
            _put(self._layout, path, value)
        traces = sorted({index for values in styles.values() for index in values})
        style = {path: [values.get(index, Undefined) for index in traces] for path, values in styles.items()}
        with self.hold_sync():
            if style or layout:
                self._send_update_msg(style, layout, traces)
            self._shown = drawing
            self.least, self.draws = drawing.height, drawing.draws
            if alt is not None:
                self.alt = alt

    # Files

    def save(self, name: str, media: str, parts: Sequence[bytes]) -> None:
        """Have the browser save a file; `parts` are its content, each gzipped."""
        self._deliver({"do": "save", "name": name, "type": media}, parts)

    def picture(self, name: str, format: str, size: tuple[int, int], scale: float, packed: bytes) -> None:
        """Have the browser draw and save a figure of plotly's as PNG or SVG.

        Parameters
        ----------
        name : str
            Without its ending.
        format : {"png", "svg"}
        size : (int, int)
            Width and height in pixels.
        scale : float
            Pixels of a PNG for each of these.
        packed : bytes
            The figure as plotly's JSON, gzipped.
        """
        width, height = size
        content = {"do": "picture", "name": name, "format": format, "width": width, "height": height, "scale": scale}
        self._deliver(content, [packed])

    def _deliver(self, content: Mapping[str, Any], parts: Sequence[bytes]) -> None:
        self.send({"do": "wait"})  # arrives at once, however long the rest takes
        self.send(content, list(parts))

    # Between kernel and browser

    def open(self) -> None:
        """Tell the browser of this figure, once it is complete (ipywidgets would at the start of its making)."""
        if self._complete:
            super().open()

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Return the state for a browser: always the figure of now, where plotly would send that of the beginning."""
        if key is None:  # a page opens and knows nothing yet
            self._live = False
        state: dict[str, Any] = super().get_state(key, drop_defaults)
        if not self._complete:
            return state
        if key is None:
            state["_py2js_update"] = None  # the figure of now has it
        current = {"_widget_data": self._data, "_widget_layout": self._layout}
        return state | {name: custom_serializers["to_json"](current[name], self) for name in current if name in state}

    def set_state(self, sync_data: Mapping[str, Any]) -> None:
        """Take what a browser sent, if it may send it; what makes no sense is logged and ignored."""
        try:
            super().set_state({name: value for name, value in sync_data.items() if name in FROM_BROWSER})
        except Exception:
            log.warning("A message of a chart made no sense and was ignored.", exc_info=True)

    # Every edit goes as one message, and all kinds of edit as one kind. Plotly sends two more before it, with numbers
    # that only the answers use which our script leaves out, and an empty one after it.

    def _send_update_msg(
        self,
        restyle_data: Mapping[str, Any],
        relayout_data: Mapping[str, Any],
        trace_indexes: Any = None,
        source_view_id: str | None = None,
    ) -> None:
        self._edits += 1
        self._py2js_update = {
            "style_data": restyle_data,
            "layout_data": relayout_data,
            "style_traces": self._normalize_trace_indexes(trace_indexes),
            "source_view_id": source_view_id,
            "edit": self._edits,  # what equals the edit before would be no news to the browser
        }
        self._send_whole()

    def _send_restyle_msg(
        self, restyle_data: Mapping[str, Any], trace_indexes: Any = None, source_view_id: str | None = None
    ) -> None:
        self._send_update_msg(restyle_data, {}, trace_indexes, source_view_id)

    def _send_relayout_msg(self, layout_data: Mapping[str, Any], source_view_id: str | None = None) -> None:
        self._send_update_msg({}, layout_data, [], source_view_id)

    def _send_whole(self) -> None:
        if not self._live:  # nobody may have heard the edit
            self.send_state(["_widget_data", "_widget_layout"])

    def _on_message(self, _: Any, content: Any, __: Any) -> None:
        match content:
            case {"do": "bundle"}:
                self.send({"do": "bundle"}, [compressed()])
            case {"do": "live"}:
                self._live = True
            case {"do": "clear"}:
                self._tell(self._cleared)
            case {"do": "outline", "corners": list(corners)}:
                if (outline := _outline(corners)) is not None:
                    self._tell(self._drawn_round, outline)
            case {"do": "tick", "axis": "x" | "y" as axis, "value": int() | float() as value}:
                self._tell(self._ticked, Tick(axis, float(value), bool(content.get("shift"))))

    def _on_trace_click(self, index: int, _: Any, points: Any, state: Any) -> None:
        if points.point_inds:  # plotly tells every trace, also those that were not hit
            match points.point_inds[0]:
                case int(point):
                    self._tell(self._clicked, Hit(index, point, bool(state is not None and state.shift)))
                case [int(row), int(column)]:
                    self._tell(self._clicked, Hit(index, (row, column), bool(state is not None and state.shift)))

    def _tell(self, callbacks: Sequence[Callable[..., None]], *args: Any) -> None:
        for callback in callbacks:
            callback(*args)


def _outline(corners: list[Any]) -> Outline | None:
    """Return what a browser says are corners; None if they are not three pairs of numbers or more."""
    try:
        pairs = np.array(corners, np.float64)
    except (TypeError, ValueError):
        return None
    if pairs.ndim != 2 or pairs.shape[1] != 2 or len(pairs) < 3 or not np.isfinite(pairs).all():
        return None
    return tuple((x, y) for x, y in pairs.tolist())


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the dotted paths whose values differ, with the new value; None where there is none any more."""
    before, after = dict(_leaves(old)), dict(_leaves(new))
    changed = [
        (path, np.ascontiguousarray(value) if isinstance(value, np.ndarray) else value)  # as it travels in a buffer
        for path, value in after.items()
        if path not in before or not _same(before[path], value)
    ]
    return changed + [(path, None) for path in before if path not in after]


def _leaves(tree: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    leaves: list[tuple[str, Any]] = []
    for name, value in tree.items():
        leaves += _leaves(value, f"{above}{name}.") if isinstance(value, Mapping) else [(above + name, value)]
    return leaves


def _put(tree: dict[str, Any], path: str, value: Any) -> None:
    """Set the value of a dotted path; None takes it away."""
    *above, last = path.split(".")
    for name in above:
        tree = tree.setdefault(name, {})
    if value is None:
        tree.pop(last, None)
    else:
        tree[last] = value


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray) or isinstance(b, np.ndarray):
        return bool(np.array_equal(a, b))
    return bool(a == b)
