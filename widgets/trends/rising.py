"""Terms that recent papers use more, or less, than earlier ones."""

from typing import ClassVar

import numpy as np

from papers.dimensions import Dates, Dimensions
from papers.trends import RECENT, SIGNIFICANT, recent, surprise
from widgets.charts import bars, marks
from widgets.charts.head import Choice
from widgets.charts.numbers import Numbers
from widgets.figure import Drawing, Hit, Tick
from widgets.trends.term_chart import COLUMN, TermChart

MOST = 18
"""Terms that are shown."""
FEWEST = 3
"""Papers that must have a term for it to rise or fall."""
WAYS = (("rising", "Rising"), ("falling", "Falling"))
SHARES = (("0.1", "the last tenth"), ("0.25", "the last quarter"), ("0.5", "the last half"))
DATES = ("published", "listed")
"""Columns that tell when, the best first."""
UNDATED = "No paper says when it was published, so nothing rises or falls. Load a list with dates."


class RisingTerms(TermChart):
    """Two points a term: its share of the earlier papers, and of the recent ones."""

    name: ClassVar = "rising"
    label: ClassVar = "Rising terms"
    purpose: ClassVar = "Which words and phrases are new, and which go out of use."
    traces: ClassVar = (
        {
            **marks.dots(mode="lines", hoverinfo="skip", connectgaps=False),
            "line": {"width": 2, "color": marks.FAINT},
        },
        marks.dots(hoverinfo="text", cliponaxis=False),
        marks.dots(hoverinfo="text", cliponaxis=False),
    )

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why nothing can rise."""
        if not any(name in dimensions.names("date") for name in DATES):
            return UNDATED
        return super().misfit(dimensions)

    def read(self) -> None:
        """Take terms and dates."""
        self.title = "Rising terms"
        if not self.begin():
            return
        name = next(name for name in DATES if name in self.dimensions.names("date"))
        dates = self.dimensions.get(name)
        assert isinstance(dates, Dates)
        self.days = dates.first
        self.way = self.chosen("way", dict(WAYS), "rising")
        self.share = self.chosen("recent", dict(SHARES), str(RECENT))
        self.title = "{way} terms"
        self.choices = [
            Choice("way", "Terms", self.way, WAYS),
            Choice("recent", "Recent papers are", self.share, SHARES, "options"),
            *self.choices,
        ]
        self.look()

    def _count(self) -> None:
        """Count each term among the earlier and the recent papers that pass."""
        mask = self.crossfilter.mask(without=COLUMN)
        self.start = recent(np.where(mask, self.days, np.datetime64("NaT")), float(self.share))
        if self.start is None:
            rows = np.empty(0, np.intp)
            self.later = self.earlier = rows
        else:
            with np.errstate(invalid="ignore"):
                self.later = np.flatnonzero(mask & (self.days >= self.start))
                self.earlier = np.flatnonzero(mask & (self.days < self.start))
        self.now, self.before = self.dimension.tally(self.later), self.dimension.tally(self.earlier)
        self.rise = surprise(self.now, self.before, len(self.later), len(self.earlier))

    def about(self) -> str:
        """Return what is compared, by what test, and how to choose."""
        if self.start is None:
            return "The papers that pass have all the same date, so nothing can rise or fall among them."
        sure = int(np.count_nonzero(np.abs(self.rise[self.shown]) >= SIGNIFICANT)) if self.shown else 0
        return (
            f"From the share of the {len(self.earlier):,} earlier papers that have the term (grey) to that of the "
            f"{len(self.later):,} since {self.start} (blue). In order of log-likelihood; with {sure} of these the "
            "difference is greater than chance gives once in a thousand times. Click one to see its papers, Shift adds."
        )

    def look(self) -> None:
        """Count, and find the terms that rise or fall most."""
        self._count()
        sign = 1 if self.way == "rising" else -1
        score = np.where(self.now + self.before >= FEWEST, sign * self.rise, 0)
        self.shown = self.best(score, self.now + self.before, MOST)

    def _shares(self) -> tuple[np.ndarray, np.ndarray]:
        codes = np.array(self.shown, np.intp)
        return (
            100 * self.before[codes] / max(len(self.earlier), 1),
            100 * self.now[codes] / max(len(self.later), 1),
        )

    def draw(self) -> Drawing:
        """Return a line from each term's earlier share to its recent one."""
        before, now = self._shares()
        chosen = self.asked(self.shown)
        names = [self.name_of(code) for code in self.shown]
        self.places = bars.places(len(names), len(names))
        lines, old, new = self.traces
        across = np.column_stack([before, now, np.full(len(before), np.nan)]).ravel().astype(np.float32)
        words = [
            f"<b>{marks.wrapped(name)}</b><br>{one:.1f} % of earlier papers, {other:.1f} % of recent ones"
            for name, one, other in zip(names, before.tolist(), now.tolist(), strict=True)
        ]
        some = any(chosen)
        colours = [marks.ACCENT if one or not some else marks.FAINT for one in chosen]
        highest = float(max(before.max(initial=0), now.max(initial=0), 1))
        base = bars.layout(
            self.places,
            [bars.tick(name, chosen=one) for name, one in zip(names, chosen, strict=True)],
            highest,
            "share of papers that have the term, %",
        )
        return Drawing(
            [
                {**lines, "x": across, "y": np.repeat(self.places, 3)},
                {
                    **old,
                    "x": before.astype(np.float32),
                    "y": self.places,
                    "hovertext": words,
                    "marker": {"color": marks.OTHER, "size": 8},
                },
                {
                    **new,
                    "x": now.astype(np.float32),
                    "y": self.places,
                    "hovertext": words,
                    "marker": {"color": colours, "size": 10},
                },
            ],
            {
                **base,
                "margin": {**base["margin"], "b": 36},
                "xaxis": {
                    **marks.COUNT_AXIS,
                    "tickformat": "~g",  # half a per cent is no 500m
                    "range": [0, highest * 1.08],
                    "title": base["xaxis"]["title"],
                    "visible": bool(names),
                },
            },
            height=bars.height(self.places) + 14,
        )

    def numbers(self) -> Numbers:
        """Return a row for each term."""
        before, now = self._shares()
        return Numbers(
            ("Term", "Earlier papers", "Earlier share (%)", "Recent papers", "Recent share (%)", "Log-likelihood"),
            [
                (
                    self.name_of(code),
                    int(self.before[code]),
                    round(one, 2),
                    int(self.now[code]),
                    round(other, 2),
                    round(abs(float(self.rise[code])), 1),
                )
                for code, one, other in zip(self.shown, before.tolist(), now.tolist(), strict=True)
            ],
            self.asked(self.shown),
        )

    def hit(self, hit: Hit) -> None:
        """Choose the term of a point."""
        if isinstance(hit.point, int) and hit.trace > 0:
            self.pick(hit.point, hit.shift)

    def press(self, tick: Tick) -> None:
        """Choose the term of a label."""
        if tick.axis == "y":
            self.pick(bars.bar_at(self.places, tick.value), tick.shift)
