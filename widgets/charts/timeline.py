"""Papers over time."""

from typing import Any, ClassVar

import numpy as np

from papers.clauses import Range, Values
from papers.dimensions import IMPRECISE, MISSING, Dates, Value
from widgets.axis import ticks
from widgets.charts import marks
from widgets.charts.chart import Chart
from widgets.charts.head import Choice
from widgets.figure import Drawing, Hit, Outline

PREFERRED = ("published", "listed")
COARSER = {"day": ("month", "year"), "month": ("year",), "quarter": ("year",), "year": ()}
"""What dates are known to that have no place among bins of a unit."""
APART = 0.05
"""Gap before the bars that stand apart, and their width, as shares of the axis."""


class Timeline(Chart):
    """A histogram of a date column; dates known only to the month or year, and none, stand apart."""

    name = "timeline"
    label = "Timeline"
    purpose = "How many papers there are over time."
    traces: ClassVar = (marks.bars(hoverinfo="text"), marks.bars())

    def read(self) -> None:
        """Choose the column and cut it into bins."""
        options = sorted(self.columns("date"), key=lambda option: _place(option[0]))
        names = [name for name, _ in options]
        self.title, self.choices, self.why = "Papers over time", [], ""
        if not names:
            self.why = "No paper has a date. Load a list that gives dates, or papers that the bundled facts know."
            return
        self.column = self.chosen("column", names, names[0])
        if len(options) > 1:
            self.title = "Papers over time, {column}"
            self.choices = [Choice("column", "Date", self.column, tuple(options))]
        dimension = self.dimensions.get(self.column)
        assert isinstance(dimension, Dates)
        self.dimension = dimension
        self.bins = max(len(dimension.edges) - 1, 0)
        apart = dimension.size - self.bins
        step = max(1.0, APART * 2 * self.bins)
        self.places = np.append(np.arange(self.bins), self.bins - 0.5 + step * (np.arange(apart) + 1)).astype(
            np.float32
        )
        self.widths = np.append(np.full(self.bins, 0.86 if self.bins <= 120 else 1.0), np.full(apart, step / 2)).astype(
            np.float32
        )

    def about(self) -> str:
        """Return unit, what stands apart, and how to choose."""
        counts = dict(zip(self.dimension.values[self.bins :], self.dimension.totals[self.bins :].tolist(), strict=True))
        apart = []
        if IMPRECISE in counts:
            apart.append(f"{counts[IMPRECISE]:,} known by {_known_to(self.dimension)} only")
        if MISSING in counts:
            apart.append(f"{counts[MISSING]:,} without a date")
        words = f" {' and '.join(apart).capitalize()} apart on the right." if apart else ""
        return f"By {self.dimension.unit}.{words} Click a bar or drag across; double-click clears."

    def draw(self) -> Drawing:
        """Return totals and counts as bars, and the range that is chosen."""
        dimension = self.dimension
        counts = self.crossfilter.counts(self.column)
        colours = np.where(self._chosen(), marks.ACCENT, marks.FAINT).tolist()
        words = [
            f"<b>{marks.inert(label)}</b><br>{marks.papers(count, total)}"
            for label, count, total in zip(dimension.labels, counts.tolist(), dimension.totals.tolist(), strict=True)
        ]
        ghost, current = self.traces
        shared = {"x": self.places, "width": self.widths}
        highest = marks.top(dimension.totals)
        return Drawing(
            [
                {**ghost, **shared, "y": dimension.totals, "hovertext": words, "marker": {"color": marks.GHOST}},
                {**current, **shared, "y": counts, "marker": {"color": colours}},
            ],
            marks.layout(
                dragmode="select",
                selectdirection="h",
                hovermode="x",
                xaxis={**marks.AXIS, **self._ticks(), "range": self._extent()},
                yaxis={**marks.COUNT_AXIS, **marks.count_ticks(highest), "range": [0, highest]},
                shapes=self._shapes(),
            ),
        )

    def _extent(self) -> list[float]:
        return [-0.6, float((self.places + self.widths / 2).max(initial=0)) + 0.2]

    def _ticks(self) -> dict[str, Any]:
        along = [(place - 0.5, words) for place, words in ticks(self.dimension)]
        short: dict[Value, str] = {
            IMPRECISE: "month/<br>year" if self.dimension.unit == "day" else "year<br>only",
            MISSING: "no<br>date",
        }
        along += [
            (place, short[value])
            for place, value in zip(self.places[self.bins :].tolist(), self.dimension.values[self.bins :], strict=True)
        ]
        return {"tickvals": [place for place, _ in along], "ticktext": [words for _, words in along]}

    # the clause

    @property
    def range(self) -> Range | None:
        """The clause on the column, if it is a range."""
        clause = self.crossfilter.clauses.get(self.column)
        return clause if isinstance(clause, Range) else None

    def _days(self, low: int, high: int) -> tuple[str, str]:
        """Return first and last day of bins, both included."""
        return str(self.dimension.edges[low]), str(self.dimension.edges[high + 1] - 1)

    def _chosen(self) -> np.ndarray:
        """Return which bars the clause asks for, (size,); all without one."""
        chosen = np.ones(self.dimension.size, np.bool_)
        if self.range is None:
            return chosen
        low, high, edges = self.range.low, self.range.high, self.dimension.edges
        given = low is not None or high is not None
        chosen[:] = given
        if low is not None:
            chosen[: self.bins] &= edges[1:] > np.datetime64(str(low))
        if high is not None:
            chosen[: self.bins] &= edges[:-1] <= np.datetime64(str(high))
        if self.dimension.values[-1] is MISSING:
            chosen[-1] = self.range.missing
        return chosen

    def _shapes(self) -> list[dict[str, Any]]:
        if self.range is None or not self.bins or (self.range.low is None and self.range.high is None):
            return []
        axis = self.dimension.edges.astype(np.float64)
        low = axis[0] if self.range.low is None else float(np.datetime64(str(self.range.low)).astype(np.int64))
        high = axis[-1] if self.range.high is None else float(np.datetime64(str(self.range.high)).astype(np.int64)) + 1
        x0, x1 = (np.interp([low, high], axis, np.arange(len(axis))) - 0.5).tolist()
        return [{"type": "rect", "x0": x0, "x1": x1, "y0": 0, "y1": 1, "yref": "paper", "layer": "below"}]

    def hit(self, hit: Hit) -> None:
        """Choose the time of a bar, or let go of it; with Shift, reach from the range to it."""
        if not isinstance(hit.point, int) or not 0 <= hit.point < self.dimension.size:
            return
        value = self.dimension.values[hit.point]
        if value == IMPRECISE:
            self._toggle_imprecise()
        elif value is MISSING:
            self._set(Range(self.column, missing=True))
        else:
            low, high = self._days(hit.point, hit.point)
            if hit.shift and self.range is not None and self.range.low and self.range.high:
                low, high = min(low, str(self.range.low)), max(high, str(self.range.high))
            self._set(Range(self.column, low, high))

    def enclose(self, outline: Outline) -> None:
        """Choose the bars that a box touches."""
        first, last = self._extent()
        edges = np.clip([x for x, _ in outline], first, last)
        touched = np.flatnonzero(
            (self.places + self.widths / 2 >= edges.min()) & (self.places - self.widths / 2 <= edges.max())
        )
        missing = any(self.dimension.values[bar] is MISSING for bar in touched)
        dated = touched[touched < self.bins]
        if len(dated):
            self.crossfilter.set(Range(self.column, *self._days(int(dated[0]), int(dated[-1])), missing))
        elif missing:
            self.crossfilter.set(Range(self.column, missing=True))

    def clear(self) -> None:
        """Drop the range."""
        self.crossfilter.drop(self.column)

    def _set(self, clause: Range) -> None:
        self.crossfilter.update({self.column: None if self.range == clause else clause})

    def _toggle_imprecise(self) -> None:
        column = f"{self.column}_precision"
        clause = Values(column, frozenset(COARSER[self.dimension.unit]))
        same = self.crossfilter.clauses.get(column) == clause
        self.crossfilter.update({column: None if same else clause})


def _place(name: str) -> int:
    return PREFERRED.index(name) if name in PREFERRED else len(PREFERRED)


def _known_to(dimension: Dates) -> str:
    return "month or year" if dimension.unit == "day" else "year"
