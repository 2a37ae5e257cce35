"""Papers by the values of a column."""

from typing import ClassVar

import numpy as np

from papers.dimensions import MISSING, Dimension
from widgets.charts import marks
from widgets.charts.chart import Chart, included
from widgets.charts.head import Choice
from widgets.figure import Drawing, Hit, Tick

PREFERRED = ("pages", "venue", "categories", "topic_label", "kind", "organisation", "keywords", "authors", "language")
"""Columns by how much their counts say; of those whose bars tell of enough papers, the first is shown at first."""
INTERNAL = {"topic", "published_precision"}
"""Columns whose values are no words for a reader."""
MOST = 10
"""Bars that are shown."""
ENOUGH = 0.2
"""Share of the papers that the first bars must tell of: 580 daily lists of 20 papers each say nothing as bars."""
ROW, EDGE = 18, 24
"""Pixels that a bar needs, and the axis below."""
LABEL = 24
"""Columns of text beside a bar."""


class Counts(Chart):
    """Bars for the most frequent values of a category or many-valued column under the clauses."""

    name = "counts"
    label = "Counts"
    purpose = "The most frequent values of a column: venues, authors, organisations, keywords."
    traces: ClassVar = (
        marks.bars(orientation="h", width=0.74, hoverinfo="text"),
        marks.bars(orientation="h", width=0.74),
    )

    def read(self) -> None:
        """Choose the column."""
        options = [option for option in self.columns("category", "many") if option[0] not in INTERNAL]
        names = [name for name, _ in options]
        self.title, self.choices, self.why = "Papers by {column}", [], ""
        if not names:
            self.why = "No column has values to count, such as venues or categories. Load a list that has one."
            return
        ranked = sorted(names, key=_place)
        self.column = self.chosen("column", names, "") or self._telling(ranked)
        self.choices = [Choice("column", "Column", self.column, tuple(options))]
        self.dimension = self.dimensions.get(self.column)

    def _telling(self, ranked: list[str]) -> str:
        """Return the first column whose bars tell of enough papers, else the one whose bars tell of most."""
        shares: dict[str, float] = {}
        for name in ranked:
            dimension = self.dimensions.get(name)
            totals = np.sort(dimension.totals[: _given(dimension)])[::-1]
            shares[name] = totals[:MOST].sum() / max(1, len(self.crossfilter)) if len(totals) > 1 else 0.0
            if shares[name] >= ENOUGH:
                return name
        return max(shares, key=lambda name: shares[name])

    def about(self) -> str:
        """Return what is not shown and how to choose."""
        given = _given(self.dimension)
        without = self.dimension.totals[given:].sum()
        left = [f"{given - MOST:,} rarer {'value' if given - MOST == 1 else 'values'}"] if given > MOST else []
        left += [f"{marks.papers(without)} without a value"] if without else []
        words = f"Not shown: {' and '.join(left)}. " if left else ""
        return f"{words}Click a bar to choose it, with Shift to add; double-click clears."

    def _shown(self) -> list[int]:
        """Return the bins of the bars: those chosen and the most frequent under the clauses; impossible ones last."""
        dimension, counts = self.dimension, self.crossfilter.counts(self.column)
        given = _given(dimension)
        chosen = dimension.codes(included(self.crossfilter.clauses.get(self.column)))
        first = np.zeros(given, np.bool_)
        first[chosen[chosen < given]] = True
        order = np.lexsort((np.arange(given), -counts[:given]))  # bins stand by total
        kept = np.concatenate([order[first[order]], order[~first[order]]])[:MOST]
        return sorted(kept.tolist(), key=lambda code: (-counts[code], code))

    def draw(self) -> Drawing:
        """Return totals and counts as bars."""
        dimension = self.dimension
        self.shown = self._shown()
        bars = np.array(self.shown, np.intp)
        counts, totals = self.crossfilter.counts(self.column)[bars], dimension.totals[bars]
        labels = [dimension.labels[code] for code in self.shown]
        clause = self.crossfilter.clauses.get(self.column)
        wanted = included(clause)
        chosen = [not wanted or dimension.values[code] in wanted for code in self.shown]
        words = [
            f"<b>{marks.wrapped(label)}</b><br>{marks.papers(count, total)}"
            for label, count, total in zip(labels, counts.tolist(), totals.tolist(), strict=True)
        ]
        ghost, current = self.traces
        places = np.arange(len(bars), dtype=np.float32)
        highest = marks.top(totals)
        return Drawing(
            [
                {**ghost, "x": totals, "y": places, "hovertext": words, "marker": {"color": marks.GHOST}},
                {
                    **current,
                    "x": counts,
                    "y": places,
                    "marker": {"color": [marks.ACCENT if one else marks.FAINT for one in chosen]},
                },
            ],
            marks.layout(
                hovermode="y",
                margin={"l": 8, "r": 8, "t": 0, "b": 20, "pad": 4},
                xaxis={**marks.COUNT_AXIS, **marks.count_ticks(highest), "range": [0, highest]},
                yaxis={
                    **marks.AXIS,
                    "automargin": True,
                    "range": [len(bars) - 0.4, -0.6],
                    "tickvals": places,
                    "ticktext": [
                        _tick(label, bool(wanted) and one, count)
                        for label, one, count in zip(labels, chosen, counts.tolist(), strict=True)
                    ],
                },
            ),
            height=EDGE + ROW * len(bars),
        )

    def hit(self, hit: Hit) -> None:
        """Choose the value of a bar."""
        if isinstance(hit.point, int):
            self._choose(hit.point, hit.shift)

    def press(self, tick: Tick) -> None:
        """Choose the value of a label."""
        if tick.axis == "y":
            self._choose(round(tick.value), tick.shift)

    def _choose(self, bar: int, add: bool) -> None:
        if 0 <= bar < len(self.shown):
            self.toggle(self.column, self.dimension.values[self.shown[bar]], add=add)

    def clear(self) -> None:
        """Drop the clause on the column."""
        self.crossfilter.drop(self.column)


def _place(name: str) -> int:
    return PREFERRED.index(name) if name in PREFERRED else len(PREFERRED)


def _given(dimension: Dimension) -> int:
    """Return the number of bins that stand for a value."""
    return dimension.size - bool(dimension.size and dimension.values[-1] is MISSING)


def _tick(label: str, chosen: bool, count: int) -> str:
    text = marks.inert(marks.short(label, LABEL))
    if chosen:
        return f"<b>{text}</b>"
    return text if count else f'<span style="fill-opacity:0.55">{text}</span>'
