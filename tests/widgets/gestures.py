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
    figure.set_state({"_js2py_pointsCallback": {"event_type": "plotly_click", "points": points, "device_state": keys}})


def double_click(figure: SharedFigure) -> None:
    """Press twice."""
    figure._handle_custom_msg({"do": "clear"}, [])


def press(figure: SharedFigure, axis: str, value: float, *, shift: bool = False) -> None:
    """Press on the label of a tick."""
    figure._handle_custom_msg({"do": "tick", "axis": axis, "value": value, "shift": shift}, [])


def box(figure: SharedFigure, x: tuple[float, float], y: tuple[float, float] = (0, 1)) -> None:
    """Draw a box."""
    lasso(figure, (x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1]))


def lasso(figure: SharedFigure, *corners: Any) -> None:
    """Draw a lasso."""
    figure._handle_custom_msg({"do": "outline", "corners": list(corners)}, [])


def shapes(chart: Chart) -> tuple[go.layout.Shape, ...]:
    """Return the shapes that a chart shows now; the figure's own are those that it began with."""
    return go.Layout(chart.figure.layout.to_plotly_json()).shapes
