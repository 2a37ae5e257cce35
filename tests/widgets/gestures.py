"""What a hand does on a figure, as the messages that plotly's script then sends."""

from typing import Any

import plotly.graph_objects as go

from widgets.charts.chart import Chart
from widgets.figure import SharedFigure

KEYS = {"alt": False, "ctrl": False, "meta": False, "shift": False, "button": 0, "buttons": 0}


def click(figure: SharedFigure, trace: int, point: Any, *, shift: bool = False) -> None:
    """Press on a mark."""
    points = {"trace_indexes": [trace], "point_indexes": [point], "xs": [0], "ys": [0]}
    keys = KEYS | {"shift": shift}
    _points(figure, {"event_type": "plotly_click", "points": points, "device_state": keys})


def double_click(figure: SharedFigure) -> None:
    """Press twice."""
    nothing: dict[str, list] = {"trace_indexes": [], "point_indexes": [], "xs": [], "ys": []}
    _points(figure, {"event_type": "plotly_deselect", "points": nothing, "device_state": KEYS})


def press(figure: SharedFigure, axis: str, value: float, *, shift: bool = False) -> None:
    """Press on the label of a tick."""
    figure._handle_custom_msg({"do": "tick", "axis": axis, "value": value, "shift": shift}, [])


def box(figure: SharedFigure, x: tuple[float, float], y: tuple[float, float] = (0, 1)) -> None:
    """Draw a box."""
    draw_round(figure, {"type": "rect", "x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1], "xref": "x", "yref": "y"})


def lasso(figure: SharedFigure, *corners: tuple[float, float]) -> None:
    """Draw a lasso."""
    path = "M" + "L".join(f"{x},{y}" for x, y in corners) + "Z"
    draw_round(figure, {"type": "path", "path": path, "xref": "x", "yref": "y"})


def draw_round(figure: SharedFigure, selection: dict[str, Any]) -> None:
    """Make a selection of plotly's."""
    news = {"relayout_data": {"selections": [selection]}, "source_view_id": "view"}
    figure.set_state({"_js2py_relayout": news})


def _points(figure: SharedFigure, news: dict[str, Any]) -> None:
    figure.set_state({"_js2py_pointsCallback": news})


def shapes(chart: Chart) -> tuple[go.layout.Shape, ...]:
    """Return the shapes that a chart shows now; the figure's own are those that it began with."""
    return go.Layout(chart.figure.layout.to_plotly_json()).shapes
