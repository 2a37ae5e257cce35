"""The peer of the interaction benchmark: a page of stock widgets over the same papers, linked by hand.

As many stock FigureWidgets as our page has charts, a row of buttons for the values of a column, a slider for a number
and the first papers of the selection: what an afternoon's notebook with ipywidgets and plotly gives.
"""

import html
from pathlib import Path
from typing import Any

import ipywidgets
import numpy as np
import pandas as pd
import plotly.graph_objects as go

from loaders import load

VALUES = 12
"""Buttons, and bars of a chart by category."""
ROWS = 40
"""Papers in the list."""
ALL = "all"


class StockPage(ipywidgets.VBox):
    """A page of six figures over one source, each redrawn whenever buttons or slider change.

    Parameters
    ----------
    source : path
        Needs dates, upvotes, comments, stars and organisations.
    """

    def __init__(self, source: str | Path) -> None:
        papers = load(source).papers
        self.papers = papers
        self.month = papers["published"].dt.strftime("%Y-%m")
        self.numbers = {name: papers[name].astype("float64").fillna(0) for name in ("upvotes", "comments", "stars")}
        self.keywords = papers["keywords"].explode().dropna().astype(str)
        names = papers["organisation"].value_counts().index[:VALUES].tolist()
        self.buttons = ipywidgets.ToggleButtons(options=[ALL, *names])
        self.slider = ipywidgets.IntRangeSlider(value=(0, 100), min=0, max=100, description="Upvotes")
        self.list = ipywidgets.HTML()
        everything = self._content(np.ones(len(papers), np.bool_))
        self.figures = [go.FigureWidget([trace]) for trace in everything]
        for control in (self.buttons, self.slider):
            control.observe(self._show, "value")
        self._list(papers)
        rows = [ipywidgets.HBox(self.figures[first : first + 3]) for first in (0, 3)]
        super().__init__([self.buttons, self.slider, *rows, self.list])

    def _content(self, mask: np.ndarray) -> list[dict[str, Any]]:
        """Return the traces of the figures for the papers of a mask."""
        papers, keywords = self.papers[mask], self.keywords[mask[self.keywords.index]]
        months = self.month[mask].value_counts().sort_index()
        bars = [months, *(column.value_counts()[:VALUES] for column in (papers["organisation"], keywords))]
        return [
            *({"type": "bar", "x": counts.index.tolist(), "y": counts.to_numpy(np.int32)} for counts in bars),
            {
                "type": "scattergl",
                "mode": "markers",
                "x": papers["published"].to_numpy(),
                "y": self.numbers["upvotes"][mask].to_numpy(np.float32),
            },
            *(
                {"type": "histogram", "x": self.numbers[name][mask].to_numpy(np.float32)}
                for name in ("comments", "stars")
            ),
        ]

    def _show(self, _: Any) -> None:
        low, high = self.slider.value
        mask = self.numbers["upvotes"].between(low, high).to_numpy()
        if self.buttons.value != ALL:
            mask = mask & (self.papers["organisation"] == self.buttons.value).to_numpy(np.bool_, na_value=False)
        for figure, trace in zip(self.figures, self._content(mask), strict=True):
            with figure.batch_update():
                figure.data[0].update({name: trace[name] for name in ("x", "y") if name in trace})
        self._list(self.papers[mask])

    def _list(self, papers: pd.DataFrame) -> None:
        items = "".join(f"<li>{html.escape(title)}</li>" for title in papers["title"][:ROWS])
        self.list.value = f"<p><b>{len(papers):,}</b> papers</p><ol>{items}</ol>"
