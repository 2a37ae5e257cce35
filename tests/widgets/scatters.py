"""Scatter plots of invented papers, and what they show."""

import pandas as pd

from papers.crossfilter import Crossfilter
from tests.widgets.invented import papers, shelf
from widgets.charts import Scatter
from widgets.charts.plane import ALL, PAPER, Plane
from widgets.state import ViewState


def scatter(frame: pd.DataFrame | None = None, **choices: str) -> Scatter:
    state = ViewState(charts={"scatter": choices} if choices else {})
    return Scatter(Crossfilter(shelf() if frame is None else frame), state)


def numbers(x: list[float], y: list[float], **columns) -> Scatter:
    return scatter(papers(across=x, up=y, **columns), x="across", y="up")


def points(chart: Plane, trace: int = ALL) -> list[tuple[float, float]]:
    """The points of a trace that lie on the axes."""
    one, (low, high) = chart.figure.data[trace], sorted(chart.figure.layout.xaxis.range)
    return [(x, y) for x, y in zip(one.x.tolist(), one.y.tolist(), strict=True) if low <= x <= high]


def drawn(chart: Scatter) -> set[int]:
    """The traces that show something, but the mark on the chosen paper."""
    return {place for place, trace in enumerate(chart.figure.data) if trace.visible and place != PAPER}
