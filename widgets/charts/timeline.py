"""Papers over time."""

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from papers.clauses import Range, Values
from papers.dimensions import IMPRECISE, MISSING, Dates, Dimensions, Value
from papers.dimensions.dates import UNITS
from widgets.axis import ticks
from widgets.charts import marks
from widgets.charts.colouring import MOST, stacked
from widgets.charts.counts import INTERNAL
from widgets.charts.head import Choice
from widgets.charts.legended import Legended
from widgets.charts.numbers import Cell, Numbers
from widgets.figure import Drawing, Hit, Outline

PREFERRED = ("published", "listed")
COARSER = {"day": ("month", "year"), "month": ("year",), "quarter": ("year",), "year": ()}
"""What dates are known to that have no place among bins of a unit."""
EACH, CUMULATIVE = "each", "cumulative"
"""What is counted: the papers of each bin, or all up to and with it."""
AUTO = "auto"
"""The choice of the unit that suits."""
BARS = 750
"""A unit that gives more bars is not offered: they would be narrower than a pixel."""
APART = 0.05
"""Gap before the bars that stand apart, and their width, as shares of the axis."""
CUT = 1.25
"""A bar that stands apart and would dwarf the others is cut at so many times the highest of them."""
PALE = 0.5
"""Opacity of bars that stand apart, and of papers without a colour ..."""
DIMMED = 0.35
"""... and of coloured bars that are not chosen."""
TICKS = 6
"""Words along the axis, besides those of the bars that stand apart."""
CALENDAR = {"day": "datetime64[D]", "month": "datetime64[M]", "quarter": "datetime64[M]", "year": "datetime64[Y]"}
MONTHS = {"quarter": 3}
"""numpy's unit that each unit consists of, and of how many."""
NO_DATE = "No paper has a date. Load a list that gives dates, or papers that the bundled facts know."

ALL, PASSING, ENDS = 0, 1, 1 + MOST
"""Traces: all papers, those that pass (a trace for each colour), and the numbers of bars that are cut."""


class Timeline(Legended):
    """A histogram of a date column, or its running total; dates known only to the month or year, and none, stand apart.

    The bars can be coloured by a column of which a paper has one value.
    """

    name = "timeline"
    label = "Timeline"
    purpose = "How many papers there are over time."
    traces: ClassVar = (
        marks.bars(hoverinfo="text"),
        *(marks.bars() for _ in range(MOST)),
        marks.dots(mode="text", cliponaxis=False, textposition="top center", textfont={"size": 10}),
    )

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why there is no time."""
        return "" if dimensions.names("date") else NO_DATE

    def read(self) -> None:
        """Choose the column and cut it into bins."""
        options = sorted(self.columns("date"), key=lambda option: _place(option[0]))
        names = [name for name, _ in options]
        self.title, self.choices, self.colouring = "Papers over time", [], None
        self.why = self.misfit(self.dimensions)
        if self.why:
            return
        self.column = self.chosen("column", names, names[0])
        if len(options) > 1:
            self.choices.append(Choice("column", "Date", self.column, tuple(options)))
        self._read_unit()
        self._read_counting()
        what = "Cumulative papers" if self.cumulative else "Papers over time"
        self.title = f"{what}, {{column}}" if len(options) > 1 else what
        several = [each for each in self.columns("category") if each[0] not in INTERNAL and self._varies(each[0])]
        if several:
            self.offer_colour(tuple(several))
        self._stand()

    def _read_unit(self) -> None:
        """Cut the dates into bins of the unit that is chosen."""
        suited = self._cut_to(None)
        units = _units(suited)
        unit = self.chosen("unit", units, AUTO)
        self.cut = {} if unit == AUTO else {"unit": unit}
        self.dimension = self._cut_to(self.cut.get("unit"))
        self.bins = max(len(self.dimension.edges) - 1, 0)
        if len(units) > 1:
            listed = ((AUTO, f"as suits ({suited.unit})"), *((each, each) for each in units))
            self.choices.append(Choice("unit", "Unit", unit, listed, "options"))

    def _cut_to(self, unit: str | None) -> Dates:
        dimension = self.dimensions.get(self.column, unit=unit)
        assert isinstance(dimension, Dates)
        return dimension

    def _read_counting(self) -> None:
        """Count each bin, or all up to it."""
        options = ((EACH, f"in each {self.dimension.unit}"), (CUMULATIVE, "cumulative"))
        self.counting = self.chosen("counting", dict(options), EACH)
        self.choices.append(Choice("counting", "Papers", self.counting, options, "options"))

    @property
    def cumulative(self) -> bool:
        """Whether a bar tells of all papers up to it."""
        return self.counting == CUMULATIVE

    def _varies(self, name: str) -> bool:
        return sum(value is not MISSING for value in self.dimensions.get(name).values) > 1

    def _stand(self) -> None:
        """Give the bars their places; those that stand apart are at the right."""
        apart = self.dimension.size - self.bins
        step = max(1.0, APART * 2 * self.bins)
        beside = self.bins - 0.5 + step * (np.arange(apart) + 1)
        self.places = np.append(np.arange(self.bins), beside).astype(np.float32)
        width = 1.0 if self.cumulative or self.bins > 120 else 0.86
        self.widths = np.append(np.full(self.bins, width), np.full(apart, step / 2)).astype(np.float32)
        self.totals = self._running(self.dimension.totals)
        highest = int(self.totals[: self.bins].max(initial=0))
        most = int(self.totals[self.bins :].max(initial=0))
        self.limit = CUT * highest if 0 < CUT * highest < most else float(max(highest, most))
        self.paleness = np.append(np.ones(self.bins), np.full(apart, PALE)).astype(np.float32)

    def _running(self, counts: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return what the bars tell, (..., size): counts, or running totals of those that have a place in time."""
        if not self.cumulative:
            return counts
        dated, apart = counts[..., : self.bins], counts[..., self.bins :]
        return np.concatenate([dated.cumsum(axis=-1, dtype=np.int32), apart], axis=-1)

    def about(self) -> str:
        """Return what is counted, what stands apart, and how to choose."""
        counts = dict(zip(self.dimension.values[self.bins :], self.dimension.totals[self.bins :].tolist(), strict=True))
        apart = []
        if IMPRECISE in counts:
            apart.append(f"{counts[IMPRECISE]:,} known by {_known_to(self.dimension)} only")
        if MISSING in counts:
            apart.append(f"{counts[MISSING]:,} without a date")
        words = f" {' and '.join(apart).capitalize()} apart on the right{', not added' * self.cumulative}."
        what = (
            f"All papers up to and with each {self.dimension.unit}."
            if self.cumulative
            else f"By {self.dimension.unit}."
        )
        return f"{what}{words if apart else ''} Click a bar or drag across; double-click clears."

    def draw(self) -> Drawing:
        """Return totals and counts as bars, and the range that is chosen."""
        each = self.crossfilter.counts(self.column, **self.cut)
        counts, parts = self._running(each), self._parts()
        shared = {"x": self.places, "width": self.widths}
        ghost, *stack, ends = self.traces
        pale = {"color": marks.GHOST, "opacity": self.paleness}
        traces = [
            {**ghost, **shared, "y": self._shown(self.totals), "hovertext": self._words(each, parts), "marker": pale}
        ]
        chosen = self._chosen()
        if self.colouring is None:
            colour = marks.ACCENT if chosen.all() else np.where(chosen, marks.ACCENT, marks.FAINT).tolist()
            drawn = [(self._shown(counts), colour, self.paleness)]
        else:
            opacity = (self.paleness * np.where(chosen, 1, DIMMED)).astype(np.float32)
            edge = self._shown(np.cumsum(parts, axis=0, dtype=np.int32))
            heights = np.diff(edge, axis=0, prepend=np.zeros((1, edge.shape[1]), edge.dtype))
            drawn = [
                (height, entry.colour, (opacity * PALE).astype(np.float32) if entry.missing else opacity)
                for height, entry in zip(heights, self.colouring.entries, strict=True)
            ]
        base = np.zeros(len(self.places), np.float32)
        for place, trace in enumerate(stack):
            if place < len(drawn):
                height, colour, opacity = drawn[place]
                marker = {"color": colour, "opacity": opacity}
                traces.append({**trace, **shared, "y": height, "base": base, "marker": marker})
                base = (base + height).astype(np.float32)
            else:
                traces.append({**trace, "base": marks.NOTHING, "marker": {"color": marks.ACCENT, "opacity": 1.0}})
        traces.append(self._cut_ends(ends, counts))
        return Drawing(traces, self._layout(), draws="span")

    def _shown(self, counts: NDArray[np.int32]) -> NDArray[np.number]:
        """Return the heights of bars, those that would dwarf the others cut."""
        return counts if counts.max(initial=0) <= self.limit else np.minimum(counts, np.float32(self.limit))

    def _parts(self) -> NDArray[np.int32]:
        """Return what the bars tell of each colour, (colours, size)."""
        if self.colouring is None:
            return np.zeros((0, self.dimension.size), np.int32)
        mask = self.crossfilter.mask(without=self.column)
        colours = len(self.colouring.entries)
        counts = stacked(self.dimension.bin_of, self.colouring.places, mask, self.dimension.size, colours)
        return self._running(counts)

    def _words(self, each: NDArray[np.int32], parts: NDArray[np.int32]) -> list[str]:
        """Return what is said of each bar."""
        dimension = self.dimension
        lines = [[f"<b>{marks.inert(label)}</b>"] for label in dimension.labels]
        for line, count, total in zip(lines, each.tolist(), dimension.totals.tolist(), strict=True):
            line.append(marks.papers(count, total))
        if self.cumulative:
            counts = self._running(each)[: self.bins].tolist()
            for line, count, total in zip(lines, counts, self.totals[: self.bins].tolist(), strict=False):
                line.append(f"{marks.papers(count, total)} up to then")
        if self.colouring is not None:
            names = [marks.inert(marks.short(entry.label, 40)) for entry in self.colouring.entries]
            for line, bar in zip(lines, parts.T.tolist(), strict=True):
                line += [f"{part:,} {name}" for part, name in zip(bar, names, strict=True) if part]
        return ["<br>".join(line) for line in lines]

    def _cut_ends(self, trace: dict[str, Any], counts: NDArray[np.int32]) -> dict[str, Any]:
        """Return the numbers over bars that are cut."""
        cut = np.flatnonzero(self.totals > self.limit)
        texts = [f"{count:,}" for count in counts[cut].tolist()]
        return {**trace, "x": self.places[cut], "y": np.full(len(cut), self.limit, np.float32), "text": texts}

    def _layout(self) -> dict[str, Any]:
        top = marks.top(np.array([self.limit])) * (1.08 if (self.totals > self.limit).any() else 1)
        label = marks.inline(self.dimension.column.label)
        return marks.layout(
            hovermode="x",
            margin={"l": 30, "r": 8, "t": 8, "b": 24, "pad": 4},
            xaxis={
                **marks.AXIS,
                **self._ticks(),
                "range": self._extent(),
                "automargin": True,
                "title": marks.named(f"{label}, by {self.dimension.unit}"),
            },
            yaxis={
                **marks.COUNT_AXIS,
                **marks.count_ticks(top),
                "range": [0, top],
                "automargin": True,
                "title": marks.named("papers so far" if self.cumulative else "papers"),
            },
            shapes=self._shapes(),
        )

    def _extent(self) -> list[float]:
        return [-0.6, float((self.places + self.widths / 2).max(initial=0)) + 0.2]

    def _ticks(self) -> dict[str, Any]:
        along = [(place - 0.5, words) for place, words in ticks(self.dimension, TICKS)]
        short: dict[Value, str] = {
            IMPRECISE: "month/<br>year" if self.dimension.unit == "day" else "year<br>only",
            MISSING: "no<br>date",
        }
        along += [
            (place, short[value])
            for place, value in zip(self.places[self.bins :].tolist(), self.dimension.values[self.bins :], strict=True)
        ]
        return {"tickvals": [place for place, _ in along], "ticktext": [words for _, words in along]}

    # numbers

    def numbers(self) -> Numbers:
        """Return a row for each bar."""
        each = self.crossfilter.counts(self.column, **self.cut)
        columns: list[tuple[str, list[Cell]]] = [
            (f"{self.dimension.column.label} ({self.dimension.unit})", list(self.dimension.labels)),
            ("Papers", each.tolist()),
            ("Papers in all", self.dimension.totals.tolist()),
        ]
        if self.cumulative:
            for name, running in (
                ("Cumulative papers", self._running(each)),
                ("Cumulative papers in all", self.totals),
            ):
                apart: list[Cell] = [None] * (self.dimension.size - self.bins)
                columns.append((name, running[: self.bins].tolist() + apart))
        if self.colouring is not None:
            for entry, part in zip(self.colouring.entries, self._parts(), strict=True):
                columns.append((entry.label, part.tolist()))
        chosen = self._chosen() & (self.range is not None)
        rows: list[tuple[Cell, ...]] = list(zip(*(cells for _, cells in columns), strict=True))
        return Numbers(tuple(name for name, _ in columns), rows, chosen.tolist())

    def pick(self, row: int, add: bool) -> None:
        """Choose the time of a bar, or let go of it; with `add`, reach from the range to it."""
        self.hit(Hit(ALL, row, add))

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


def _units(dimension: Dates) -> list[str]:
    """Return the units in which the dates give several bars, and no more than can be seen."""
    given = ~np.isnat(dimension.first)
    first, last = dimension.first[given], dimension.last[given]
    fit = []
    for unit in UNITS:
        begins, ends = first.astype(CALENDAR[unit]), last.astype(CALENDAR[unit])
        placed = begins[begins == ends].astype(np.int64) // MONTHS.get(unit, 1)
        if len(placed) and 1 < placed.max() - placed.min() + 1 <= BARS:
            fit.append(str(unit))
    return fit
