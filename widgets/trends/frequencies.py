"""How many papers use each term, under the clauses and in all."""

from typing import ClassVar

import numpy as np

from papers.trends import surprise
from widgets.charts import bars, marks
from widgets.charts.head import Choice
from widgets.charts.numbers import Numbers
from widgets.figure import Drawing, Hit, Tick
from widgets.trends.term_chart import COLUMN, TermChart

MOST = 24
"""Terms that are shown."""
CUT = 4
"""Bars of all papers end at so many times the longest bar of papers that pass, where those are few."""
ORDERS = (("count", "by number of papers"), ("telling", "that stand out here"))


class TermFrequencies(TermChart):
    """Bars of the terms that most papers have, or of those that tell the selection from all others."""

    name: ClassVar = "terms"
    label: ClassVar = "Terms"
    purpose: ClassVar = "Which words and phrases papers use, and which stand out in a selection."
    traces: ClassVar = bars.traces()

    def read(self) -> None:
        """Take the terms."""
        self.title = "Terms"
        if self.begin():
            self.order = self.chosen("order", dict(ORDERS), "count")
            self.title = "Terms {order}"
            self.choices.insert(0, Choice("order", "Order", self.order, ORDERS))
            self.look()

    def look(self) -> None:
        """Count the terms among the papers that pass."""
        counts, totals = self.counts, self.dimension.totals
        score = counts.astype(np.float64)
        if self.order == "telling":
            passing = int(np.count_nonzero(self.crossfilter.mask(without=COLUMN)))
            if passing < len(self.crossfilter):
                score = surprise(counts, totals - counts, passing, len(self.crossfilter) - passing)
        self.shown = self.best(score, counts, MOST)
        self.here, self.everywhere = counts[self.shown], totals[self.shown]

    def about(self) -> str:
        """Return what is counted, and how to choose."""
        counted = "Bars: papers whose title or abstract has the term, over all papers that have it."
        if self.order == "telling":
            others = len(self.crossfilter) - int(np.count_nonzero(self.crossfilter.mask(without=COLUMN)))
            counted = (
                "The terms whose share among the papers that pass differs most from their share among all others (by "
                f"log-likelihood). {counted}"
                if others
                else f"Nothing is filtered, so nothing stands out: these are the most frequent ones. {counted}"
            )
        return f"{counted} Click one to see its papers, Shift adds; double-click clears."

    def draw(self) -> Drawing:
        """Return the bars."""
        here, everywhere, chosen = self.here, self.everywhere, self.asked(self.shown)
        colours = [marks.ACCENT if one or not any(chosen) else marks.FAINT for one in chosen]
        names = [self.name_of(code) for code in self.shown]
        # what stands out in a few papers may be frequent elsewhere: its ghost is cut, so that the few are seen
        limit = float(everywhere.max(initial=1))
        if self.order == "telling":
            limit = min(limit, CUT * float(here.max(initial=1)))
        self.places = bars.places(len(names), len(names))
        return Drawing(
            bars.filled(
                self.traces,
                self.places,
                here,
                everywhere,
                [(here, colours)],
                limit=limit,
                words=[
                    f"<b>{marks.wrapped(name)}</b><br>{marks.papers(one, total)}"
                    for name, one, total in zip(names, here.tolist(), everywhere.tolist(), strict=True)
                ],
            ),
            bars.layout(
                self.places,
                [
                    bars.tick(name, chosen=one, possible=count > 0)
                    for name, one, count in zip(names, chosen, here.tolist(), strict=True)
                ],
                float(np.minimum(everywhere, limit).max(initial=0)),
                "papers that have the term",
            ),
            height=bars.height(self.places),
        )

    def numbers(self) -> Numbers:
        """Return a row for each term."""
        counts = zip(self.shown, self.here.tolist(), self.everywhere.tolist(), strict=True)
        return Numbers(
            ("Term", "Papers that pass", "Papers"),
            [(self.name_of(code), here, everywhere) for code, here, everywhere in counts],
            self.asked(self.shown),
        )

    def hit(self, hit: Hit) -> None:
        """Choose the term of a bar."""
        if isinstance(hit.point, int):
            self.pick(hit.point, hit.shift)

    def press(self, tick: Tick) -> None:
        """Choose the term of a label."""
        if tick.axis == "y":
            self.pick(bars.bar_at(self.places, tick.value), tick.shift)
