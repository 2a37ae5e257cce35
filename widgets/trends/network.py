"""Terms that stand in the same papers, as a network."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from papers.crossfilter import Crossfilter
from papers.trends import association, spread, strongest
from widgets.charts import marks
from widgets.charts.head import Choice
from widgets.charts.numbers import Cell, Numbers
from widgets.figure import Drawing, Hit
from widgets.state import ViewState
from widgets.trends.term_chart import COLUMN, TermChart

SIZES = (("20", "20"), ("30", "30"), ("40", "40"))
MOST = "30"
EACH = 3
"""Lines from each term at least, to those it belongs with most, if there are so many."""
SMALLEST, LARGEST = 9, 34
"""Diameters of a term in pixels, by the number of its papers: areas are in proportion."""
THICK = 0.3
"""Association from which a line is thick."""
HEIGHT = 460


class TermNetwork(TermChart):
    """The most frequent terms, each joined to those with which it shares most of its papers."""

    name: ClassVar = "network"
    label: ClassVar = "Terms together"
    purpose: ClassVar = "Which words and phrases stand in the same papers."
    traces: ClassVar = (
        {**marks.dots(mode="lines", hoverinfo="skip", connectgaps=False), "line": {"width": 1, "color": marks.FAINT}},
        {**marks.dots(mode="lines", hoverinfo="skip", connectgaps=False), "line": {"width": 3, "color": marks.FAINT}},
        marks.dots(mode="markers", hoverinfo="text", cliponaxis=False),
        marks.dots(mode="text", cliponaxis=False),
    )

    def __init__(self, crossfilter: Crossfilter, state: ViewState, id: str = "") -> None:
        self._place_of: dict[str, NDArray[np.float64]] = {}
        super().__init__(crossfilter, state, id)

    def read(self) -> None:
        """Take the terms."""
        self.title = "Terms together"
        if self.begin():
            self.most = int(self.chosen("most", dict(SIZES), MOST))
            self.title = "Terms that stand together"
            self.choices.insert(0, Choice("most", "Terms shown", str(self.most), SIZES, "options"))
            self.look()

    def about(self) -> str:
        """Return what lines and circles mean, and how to choose."""
        return (
            f"The {len(self.shown)} most frequent terms of the papers that pass; a larger circle is more papers. A "
            "line joins each to those with which it stands more often than by chance, a thick one much more often. "
            "Click a term to see its papers, Shift adds; double-click clears."
        )

    def look(self) -> None:
        """Find the terms, how they belong together, and a place for each, near the one that it had."""
        counts = self.counts
        self.shown = self.best(counts.astype(np.float64), counts, self.most)
        rows = np.flatnonzero(self.crossfilter.mask(without=COLUMN))
        self.together = self.dimension.together(np.array(self.shown, np.intp), rows)
        self.strength = association(self.together, len(rows))
        self.pairs = strongest(self.strength, EACH)
        names = [self.name_of(code) for code in self.shown]
        nowhere = np.full(2, np.nan)
        start = np.array([self._place_of.get(name, nowhere) for name in names]).reshape(-1, 2)
        self.places = spread(self.strength, self.pairs, start)
        self._place_of = dict(zip(names, self.places, strict=True))

    def draw(self) -> Drawing:
        """Return lines, circles and names."""
        thin, thick, circles, names = self.traces
        strong = [pair for pair in self.pairs if self.strength[pair] >= THICK]
        weak = [pair for pair in self.pairs if self.strength[pair] < THICK]
        counts = np.diag(self.together).astype(np.float64)
        sizes = np.maximum(LARGEST * np.sqrt(counts / max(counts.max(initial=1), 1)), SMALLEST)
        chosen = self.asked(self.shown)
        some = any(chosen)
        x, y = self.places.astype(np.float32).T if len(self.places) else (marks.NOTHING, marks.NOTHING)
        words = [self._words(place) for place in range(len(self.shown))]
        labels = [marks.inert(marks.short(self.name_of(code), 26)) for code in self.shown]
        labels = [f"<b>{label}</b>" if one else label for label, one in zip(labels, chosen, strict=True)]
        axis = {**marks.AXIS, "showticklabels": False, "range": [-1.18, 1.18]}
        return Drawing(
            [
                {**thin, **self._lines(weak)},
                {**thick, **self._lines(strong)},
                {
                    **circles,
                    "x": x,
                    "y": y,
                    "hovertext": words,
                    "marker": {
                        "size": sizes.astype(np.float32),
                        "color": [marks.ACCENT if one or not some else marks.FAINT for one in chosen],
                        "line": {"width": 0},
                    },
                },
                {**names, "x": x, "y": y, "text": labels, "textposition": self._beside(), "textfont": {"size": 11}},
            ],
            marks.layout(margin={"l": 8, "r": 8, "t": 8, "b": 8}, xaxis=axis, yaxis=axis),
            height=HEIGHT,
        )

    def _lines(self, pairs: list[tuple[int, int]]) -> dict[str, NDArray[np.float32]]:
        """Return lines between pairs, with a gap after each."""
        if not pairs:
            return {"x": marks.NOTHING, "y": marks.NOTHING}
        ends = self.places[np.array(pairs)]  # (pairs, 2, 2)
        gaps = np.full((len(pairs), 1, 2), np.nan)
        line = np.concatenate([ends, gaps], axis=1).reshape(-1, 2).astype(np.float32)
        return {"x": line[:, 0], "y": line[:, 1]}

    def _beside(self) -> list[str]:
        """Return on which side of its circle each name stands: away from the nearest other one."""
        sides = []
        for place, here in enumerate(self.places):
            others = np.delete(self.places, place, axis=0)
            if not len(others):
                sides.append("top center")
                continue
            gap = others - here
            near = gap[np.abs(gap[:, 0]) < 0.45]
            below = float((1 / (0.05 + np.linalg.norm(near[near[:, 1] < 0], axis=1))).sum())
            above = float((1 / (0.05 + np.linalg.norm(near[near[:, 1] >= 0], axis=1))).sum())
            sides.append("bottom center" if above > below else "top center")
        return sides

    def _words(self, place: int) -> str:
        """Return what is said of a term: its papers, and the terms it stands with."""
        own = int(self.together[place, place])
        beside = np.argsort(-self.strength[place], kind="stable")[:3]
        lines = [
            f"{marks.wrapped(self.name_of(self.shown[other]))}: {self.together[place, other]:,}"
            for other in beside.tolist()
            if self.strength[place, other] > 0
        ]
        return "<br>".join([f"<b>{marks.wrapped(self.name_of(self.shown[place]))}</b>", marks.papers(own), *lines])

    def numbers(self) -> Numbers:
        """Return a row for each term: its papers and the terms it belongs with."""
        rows: list[tuple[Cell, ...]] = []
        for place, code in enumerate(self.shown):
            beside = np.argsort(-self.strength[place], kind="stable")[:3].tolist()
            named = [self.name_of(self.shown[other]) for other in beside if self.strength[place, other] > 0]
            rows.append((self.name_of(code), int(self.together[place, place]), ", ".join(named)))
        return Numbers(("Term", "Papers that pass", "Stands most with"), rows, self.asked(self.shown))

    def hit(self, hit: Hit) -> None:
        """Choose the term of a circle or name."""
        if isinstance(hit.point, int) and hit.trace >= 2:
            self.pick(hit.point, hit.shift)
