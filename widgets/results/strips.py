"""Claims that can be compared: a strip for each metric family and unit, by value or over time."""

from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from papers.claims import ClaimTable
from papers.claims.shown import asked, shown
from papers.claims.table import OTHER
from papers.claims.wording import amount_words
from papers.clauses import Claims, Clause, Range
from papers.clauses.claims import Span
from papers.crossfilter import Crossfilter
from papers.dimensions import Dates, Dimensions
from papers.text import readable
from widgets.charts import marks
from widgets.charts.head import Choice
from widgets.charts.legended import Legended
from widgets.charts.numbers import Cell, Numbers
from widgets.charts.scale import Scale
from widgets.figure import Drawing, Hit, Outline, Tick
from widgets.results.strip import BAND, Strip, dodged
from widgets.results.wording import hover, system_of
from widgets.state import ViewState

MOST_ROWS = 8
"""Groups that get a strip: those of most papers."""
FEWEST = 2
"""Claims that a group needs to be compared."""
MOST_SVG, MOST_POINTS = 3_000, 20_000
"""Points are drawn one by one as SVG up to here, then on a canvas; of more, some are left out, evenly in each strip."""
HEIGHTS = {"value": 62, "date": 104}
"""Pixels of a strip."""
FOOT = 34
"""Pixels below the strips."""
MARGIN = 0.07
"""Room for those words at the left of a time axis, as a share of it."""
SIZE = 8.0
COLOUR = ("topic_label", "kind", "venue", "categories", "pages")
"""Columns that say most as colour, the best first."""
DATE = "published"
BY = Choice("by", "Along the strips", "value", (("value", "by value"), ("date", "over time")))

ALL, PASSING, WRITTEN, BEST, CHOSEN = range(5)


class ClaimStrips(Legended):
    """Claims as points on strips, one for each metric family and unit; the best of each is marked.

    A box chooses the values inside it, a click on a point its claim, a click on the name of a strip its claims alone.
    """

    name: ClassVar = "claims"
    label: ClassVar = "Claims"
    purpose: ClassVar = "What papers claim in numbers, by metric family and unit."
    traces: ClassVar = (
        marks.dots(hoverinfo="text", marker={"color": marks.OTHER, "size": SIZE, "line": {"width": 0}}),
        marks.dots(marker={"line": {"width": 0}}),
        {**marks.dots(), "mode": "text", "cliponaxis": False, "textfont": {"size": 10}},
        {
            **marks.dots(marker={"size": 13, "symbol": "diamond-open", "color": marks.ACCENT, "line": {"width": 2}}),
            "mode": "markers+text",
            "textfont": {"size": 11},
        },
        marks.dots(marker={"size": 15, "symbol": "circle-open", "color": marks.ACCENT, "line": {"width": 2}}),
    )

    def __init__(self, crossfilter: Crossfilter, state: ViewState, id: str = "") -> None:
        super().__init__(crossfilter, state, id)
        self._follow_claim = crossfilter.guard(lambda _: self.show())
        state.observe(self._follow_claim, "claim")

    def close(self) -> None:
        """Stop following the chosen claim, too."""
        super().close()
        self.state.unobserve(self._follow_claim, "claim")

    @property
    def claimed(self) -> ClaimTable:
        """The claims."""
        return self.dimensions.claims

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why there is nothing to compare."""
        if any(group.claims >= FEWEST for group in dimensions.claims.groups):
            return ""
        return (
            "No two claims in numbers are of one metric and unit here. Load papers with abstracts, or with results of "
            "their own, to compare what they claim."
        )

    def read(self) -> None:
        """Choose the strips and give every claim its place."""
        self.title, self.choices, self.colouring, self.colour_name = "Claims {by}", [], None, ""
        self.claims: NDArray[np.intp] = np.empty(0, np.intp)
        self.strips: list[Strip] = []
        self.why = self.misfit(self.dimensions)
        if self.why:
            return
        dated = DATE in self.dimensions.names("date") and not np.isnan(self._days.positions).all()
        self.by = self.chosen("by", BY.values, BY.value) if dated else BY.value
        options = BY.options if dated else BY.options[:1]
        self.choices.append(Choice(BY.name, BY.label, self.by, options))
        columns = self.columns("category", "many", "number", "date")
        telling = next((name for name in COLOUR if name in dict(columns)), "")
        self.offer_colour(columns, default=telling, legend=True)
        self._lay()

    @property
    def _days(self) -> Dates:
        dimension = self.dimensions.get(DATE)
        assert isinstance(dimension, Dates)
        return dimension

    def _lay(self) -> None:
        """Give every claim its strip and its place on it."""
        table = self.claimed
        wanted = [place for place, group in enumerate(table.groups) if group.claims >= FEWEST]
        named = [place for place in wanted if table.groups[place].family != OTHER] or wanted
        self.groups = named[:MOST_ROWS]
        strip_of = np.full(len(table.groups) + 1, -1, np.intp)
        strip_of[self.groups] = np.arange(len(self.groups))
        row_of = strip_of[table.group_of]
        self.claims = np.flatnonzero(row_of >= 0)
        if self.by == "date":
            self._scale = Scale.of(self._days)
            across = self._scale.forward(self._scale.positions)[table.paper[self.claims]]
            self.claims = self.claims[~np.isnan(across)]
        self.left_out = 0
        if len(self.claims) > MOST_POINTS:
            kept = self._thinned(row_of)
            self.left_out = len(self.claims) - len(kept)
            self.claims = kept
        self.row = row_of[self.claims]
        values = table.number[self.claims]
        self.strips = [Strip.of(table.groups[place], table.number[table.group_of == place]) for place in self.groups]
        along = np.empty(len(self.claims))
        for row, strip in enumerate(self.strips):
            along[self.row == row] = strip.forward(values[self.row == row])
        if self.by == "date":
            self.xs = self._scale.forward(self._scale.positions)[table.paper[self.claims]]
            self.ys = -self.row + (along - 0.5) * 2 * BAND
            low, high = self._scale.extent(self.xs)
            self.extent = low - MARGIN * (high - low), high
        else:
            self.xs = along
            self.ys = -self.row + dodged(self.row, along)
            self.extent = (0.0, 1.0)
        if self.colouring is not None:  # points without a colour of their own first, under the others
            order = np.argsort(self.colouring.depth[table.paper[self.claims]], kind="stable")
            self.claims, self.row, self.xs, self.ys = (
                self.claims[order],
                self.row[order],
                self.xs[order],
                self.ys[order],
            )
        self.words_of_points = hover(self.crossfilter.papers, table, self.claims) if len(self.claims) else []

    def _thinned(self, row_of: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return as many claims as can be drawn: of each strip an even share, its best always."""
        step = -(-len(self.claims) // MOST_POINTS)
        kept = []
        for row in range(len(self.groups)):
            here = self.claimed.ranked(self.claims[row_of[self.claims] == row])
            kept.append(here[::step])
        return np.sort(np.concatenate(kept))

    # show

    def about(self) -> str:
        """Return how many claims are shown, and how to choose."""
        passing = int(np.count_nonzero(self._passing()))
        total = len(self.claims)
        count = f"{passing:,} of {total:,} claims" if passing != total else f"{total:,} claims"
        drawn = f" (an even share of {total + self.left_out:,} is drawn)" if self.left_out else ""
        more = len([group for group in self.claimed.groups if group.claims >= FEWEST]) - len(self.groups)
        rest = f" {more} smaller groups are in the table below." if more > 0 else ""
        return (
            f"{count} in {len(self.strips)} groups{drawn}; a diamond marks the best of each that passes.{rest} "
            "Click a point for its sentence, the name of a strip for its claims alone; draw a box to choose values; "
            "double-click clears."
        )

    def _passing(self) -> NDArray[np.bool_]:
        return shown(self.crossfilter)[self.claims]

    def draw(self) -> Drawing:
        """Return all claims as ghosts, those that are shown, the best of them and the chosen one."""
        passing = self._passing()
        papers = self.claimed.paper[self.claims]
        kind = "scatter" if len(self.claims) <= MOST_SVG else "scattergl"
        colour = {"color": marks.POINT} if self.colouring is None else self.colouring.marker(papers[passing])
        xs, ys = self.xs.astype(np.float32), self.ys.astype(np.float32)
        ticks = self._ticks()
        content: list[dict[str, Any]] = [
            {
                "type": kind,
                "x": xs,
                "y": ys,
                "hovertext": self.words_of_points,
                "marker": {"opacity": 0.25},
            },
            {
                "type": kind,
                "x": xs[passing],
                "y": ys[passing],
                "marker": {**colour, "size": SIZE, "opacity": 0.85},
            },
            {
                "x": ticks[0],
                "y": ticks[1],
                "text": ticks[2],
                "textposition": "middle right" if self.by == "date" else "middle center",
            },
            self._best(passing),
            self._chosen(),
        ]
        traces = [
            {**trace, **own, **({"marker": {**trace["marker"], **own.get("marker", {})}} if "marker" in trace else {})}
            for trace, own in zip(self.traces, content, strict=True)
        ]
        rows = len(self.strips)
        names = [
            f"{marks.inert(marks.short(strip.group.label, 26))}<br>{strip.group.papers:,} papers"
            for strip in self.strips
        ]
        across: dict[str, Any] = {**marks.AXIS, "range": [-0.02, 1.02], "showticklabels": False}
        if self.by == "date":
            across = self._scale.axis(self.extent)
        return Drawing(
            traces,
            marks.layout(
                margin={"l": 150, "r": 16, "t": 14, "b": 26 if self.by == "date" else 6, "pad": 4},
                xaxis=across,
                yaxis={
                    **marks.AXIS,
                    "range": [-(rows - 1) - 0.6, 0.55],
                    "tickvals": [-row for row in range(rows)],
                    "ticktext": names,
                },
                shapes=[self._lines(), *self._regions()],
            ),
            height=HEIGHTS[self.by] * rows + FOOT,
            draws="box",
        )

    def _ticks(self) -> tuple[NDArray[np.float32], NDArray[np.float32], list[str]]:
        """Return places and words of the values along each strip."""
        step = 2 if self.by == "date" else 1  # there is less room one above the other
        found = [(row, *tick) for row, strip in enumerate(self.strips) for tick in strip.ticks[::step]]
        rows, along = np.array([row for row, _, _ in found]), np.array([place for _, place, _ in found])
        words = [marks.inert(words) for _, _, words in found]
        if not found:
            return marks.NOTHING, marks.NOTHING, []
        if self.by == "date":
            left = self.extent[0] + 0.008 * (self.extent[1] - self.extent[0])
            places = np.full(len(found), left), -rows + (along - 0.5) * 2 * BAND
        else:
            places = along, -rows - BAND - 0.12
        return places[0].astype(np.float32), places[1].astype(np.float32), words

    def _lines(self) -> dict[str, Any]:
        """Return the line below each strip."""
        x0, x1 = (f"{end:.10g}" for end in self.extent)
        lines = "".join(f"M{x0},{-row - BAND - 0.02:g}L{x1},{-row - BAND - 0.02:g}" for row in range(len(self.strips)))
        return {"type": "path", "path": lines, "layer": "below", "line": {"color": marks.GHOST, "width": 1}}

    def _best(self, passing: NDArray[np.bool_]) -> dict[str, Any]:
        """Return the best claim of each strip among those that pass, with its value and its system."""
        best = []
        for row in range(len(self.strips)):
            here = np.flatnonzero(passing & (self.row == row))
            if len(here) > 1 and self.strips[row].group.better:
                values = self.claimed.number[self.claims[here]]
                best.append(here[values.argmin() if self.strips[row].group.better == "lower" else values.argmax()])
        at = np.array(best, np.intp)
        words, sides = [], []
        for place in self.claims[at].tolist():
            claim = self.claimed.claim(place)
            value = amount_words(claim["value"], claim["unit"] or OTHER)
            named = system_of(self.crossfilter.papers, int(self.claimed.paper[place]))
            words.append(marks.inert(marks.short(f"{value} {named}".strip(), 30)))
        span = self.extent[1] - self.extent[0]
        sides = ["top left" if (x - self.extent[0]) / span > 0.7 else "top right" for x in self.xs[at].tolist()]
        return {"x": self.xs[at].astype(np.float32), "y": self.ys[at].astype(np.float32), "text": words} | {
            "textposition": sides
        }

    def _chosen(self) -> dict[str, Any]:
        place = self.claimed.find(self.state.claim, self.dimensions.ids)
        here = np.flatnonzero(self.claims == place) if place is not None else np.empty(0, np.intp)
        return {"x": self.xs[here].astype(np.float32), "y": self.ys[here].astype(np.float32)}

    def _regions(self) -> list[dict[str, Any]]:
        """Return the boxes of the values that are asked for."""
        boxes = []
        for family, unit, low, high in asked(self.crossfilter).spans:
            for row, strip in enumerate(self.strips):
                if (strip.group.family, strip.group.unit) != (family, unit):
                    continue
                ends = [
                    0.0 if low is None else float(strip.forward(np.array([low]))[0]),
                    1.0 if high is None else float(strip.forward(np.array([high]))[0]),
                ]
                start, end = np.clip(ends, 0, 1).tolist()
                if self.by == "date":
                    x0, x1 = self._asked_days()
                    y0, y1 = (-row + (place - 0.5) * 2 * (BAND + 0.02) for place in (start, end))
                else:
                    x0, x1, y0, y1 = start, end, -row - BAND - 0.02, -row + BAND + 0.06
                boxes.append({"type": "path", "path": f"M{x0},{y0}L{x1},{y0}L{x1},{y1}L{x0},{y1}Z"})
        return boxes

    def _asked_days(self) -> tuple[float, float]:
        clause = self.crossfilter.clauses.get(DATE)
        ends = [None, None] if not isinstance(clause, Range) else [clause.low, clause.high]
        days = [
            default if end is None else float(np.datetime64(str(end), "D").astype(np.int64))
            for end, default in zip(ends, self.extent, strict=True)
        ]
        return max(days[0], self.extent[0]), min(days[1], self.extent[1])

    # legend

    @property
    def legend_rows(self) -> NDArray[np.intp]:
        """The papers that make the claims."""
        return np.unique(self.claimed.paper[self.claims])

    # numbers

    def _listed(self) -> NDArray[np.intp]:
        """Return the claims of the table: strip by strip, the best first."""
        passing = self.claims[self._passing()]
        groups = self.claimed.group_of[passing]
        return np.concatenate(
            [self.claimed.ranked(passing[groups == place]) for place in self.groups] or [np.empty(0, np.intp)]
        )

    def numbers(self) -> Numbers:
        """Return the claims that are shown, strip by strip, the best first."""
        listed = self._listed()
        titles = self.crossfilter.papers["title"].iloc[self.claimed.paper[listed]].fillna("(no title)")
        rows: list[tuple[Cell, ...]] = []
        for place, title in zip(listed.tolist(), titles, strict=True):
            claim = self.claimed.claim(place)
            group = self.claimed.groups[self.claimed.group_of[place]]
            rows.append(
                (
                    readable(title),
                    group.label,
                    claim["value"],
                    claim["value_high"],
                    claim["metric"],
                    claim["comparison"],
                    claim["on"],
                )
            )
        columns = ("Title", "Claims about", "Value", "Upper value", "Metric", "Compared with", "Where")
        chosen = self.claimed.find(self.state.claim, self.dimensions.ids)
        return Numbers(columns, rows, [place == chosen for place in listed.tolist()])

    def pick(self, row: int, add: bool) -> None:
        """Choose the claim of a row of the numbers."""
        listed = self._listed()
        if 0 <= row < len(listed):
            self.state.claim = self.claimed.key(int(listed[row]))

    # gestures

    def hit(self, hit: Hit) -> None:
        """Choose the claim of a point."""
        if hit.trace == ALL and isinstance(hit.point, int) and 0 <= hit.point < len(self.claims):
            self.state.claim = self.claimed.key(int(self.claims[hit.point]))

    def press(self, tick: Tick) -> None:
        """Choose all claims of a strip, or let go of them; with Shift, add them."""
        row = -round(tick.value)
        if tick.axis == "y" and 0 <= row < len(self.strips):
            group = self.strips[row].group
            span: Span = (group.family, group.unit, None, None)
            before = set(asked(self.crossfilter).spans)
            after = before ^ {span} if tick.shift else (set() if before == {span} else {span})
            self._ask(tuple(after))

    def enclose(self, outline: Outline) -> None:
        """Choose the values inside a box."""
        (x0, x1), (y0, y1) = ((min(side), max(side)) for side in zip(*outline, strict=True))
        spans: list[Span] = []
        for row, strip in enumerate(self.strips):
            low, high = y0 + row, y1 + row  # about the middle of the strip
            if low > BAND or high < -BAND:
                continue
            ends = (low / (2 * BAND) + 0.5, high / (2 * BAND) + 0.5) if self.by == "date" else (x0, x1)
            if ends[1] < 0 or ends[0] > 1:
                continue
            spans.append((strip.group.family, strip.group.unit, strip.back(ends[0]), strip.back(ends[1])))
        if not spans:
            return
        if self.by == "date":
            first, last = (np.datetime64(int(day), "D") for day in (np.ceil(x0), np.floor(x1)))
            self._ask(tuple(spans), **{DATE: Range(DATE, str(first), str(last))})
        else:
            self._ask(tuple(spans))

    def clear(self) -> None:
        """Let go of the values that are asked for, and over time of the days."""
        self._ask((), **({DATE: None} if self.by == "date" else {}))

    def _ask(self, spans: tuple[Span, ...], **others: Clause | None) -> None:
        self.crossfilter.update({Claims.KEY: replace(asked(self.crossfilter), spans=spans), **others})
