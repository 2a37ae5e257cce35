"""Which papers stand on which pages."""

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from papers.clauses import Values
from papers.dimensions import Counts, Dimensions, Many
from papers.wording import listed
from widgets.charts import marks
from widgets.charts.chart import Chart, included
from widgets.charts.counts import given
from widgets.charts.numbers import Cell, Numbers
from widgets.figure import Drawing, Hit, Tick

COLUMN = "pages"
MOST_PAGES = 10
MOST_SETS = 20
"""Rows and columns that are shown."""
ROW, EDGE = 14, 90
"""Pixels that a row needs, and the columns above."""
LABEL, TAIL = 18, 11
"""Columns of text beside a row, and those of its end, which tells daily lists apart."""
NAME = 40
"""Columns of text of a page that is left out."""
COLUMNS, DOTS, ROWS = 0, 3, 7
"""Traces that answer the pointer."""


class Overlap(Chart):
    """An UpSet chart: the papers that stand on exactly these pages, and how many stand on each page.

    Lex, Gehlenborg, Strobelt, Vuillemot, Pfister: UpSet, visualization of intersecting sets (TVCG 2014).
    """

    name = "overlap"
    label = "Overlap of pages"
    purpose = "Which papers stand on which pages, and what the pages share."
    traces: ClassVar = (
        marks.bars(hoverinfo="text", width=1.0, marker={"color": marks.CLEAR}),
        marks.bars(width=0.7),
        marks.bars(width=0.7),
        marks.dots(yaxis="y2", hoverinfo="text", marker={"size": 8, "color": marks.GHOST}),
        marks.dots(yaxis="y2", mode="lines", line={"width": 2, "color": marks.FAINT}),
        marks.dots(yaxis="y2", mode="lines", line={"width": 2, "color": marks.ACCENT}),
        marks.dots(yaxis="y2", marker={"size": 8, "color": marks.ACCENT}),
        marks.bars(orientation="h", xaxis="x2", yaxis="y2", hoverinfo="text", width=1.0, marker={"color": marks.CLEAR}),
        marks.bars(orientation="h", xaxis="x2", yaxis="y2", width=0.6),
        marks.bars(orientation="h", xaxis="x2", yaxis="y2", width=0.6),
    )

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why no two pages share anything."""
        if COLUMN not in dimensions.names("many"):
            return "No paper stands on a page. Load lists that have one, such as saved pages of Daily Papers."
        dimension = dimensions.get(COLUMN)
        if given(dimension) < 2:
            return f"All papers stand on one page, “{dimension.labels[0]}”. Load a second page to see what they share."
        return ""

    def read(self) -> None:
        """Choose the pages and the sets of pages that are shown."""
        self.title, self.why = "Overlap of pages", self.misfit(self.dimensions)
        if self.why:
            return
        dimension = self.dimensions.get(COLUMN)
        assert isinstance(dimension, Many)
        self.dimension = dimension
        self.given = given(dimension)
        self.sets, self.set_of = combinations(dimension)
        self.totals = np.bincount(self.set_of, minlength=len(self.sets)).astype(np.int32)
        self.pages = self._pages()
        self.columns_shown = self._sets()
        self.row_of = np.full(len(self.sets), len(self.set_of), np.intp)
        np.minimum.at(self.row_of, self.set_of, np.arange(len(self.set_of)))

    def _pages(self) -> list[int]:
        """Return the bins of the pages that are shown: those that share most papers with others."""
        shared = np.zeros(self.dimension.size, np.int64)
        for pages, total in zip(self.sets, self.totals.tolist(), strict=True):
            if len(pages) > 1:
                shared[list(pages)] += total
        order = np.lexsort((np.arange(self.given), -shared[: self.given]))
        return sorted(order[:MOST_PAGES].tolist())  # bins stand by total

    def _sets(self) -> list[int]:
        """Return the sets that are shown, the most frequent first; cut, at least half are of several pages."""
        shown = {*self.pages, *range(self.given, self.dimension.size)}
        inside = [place for place, pages in enumerate(self.sets) if shown.issuperset(pages)]
        if len(inside) > MOST_SETS:
            several = [place for place in inside if len(self.sets[place]) > 1]
            single = [place for place in inside if len(self.sets[place]) == 1]
            half = MOST_SETS // 2
            inside = sorted(
                [*single[: MOST_SETS - min(half, len(several))], *several[: MOST_SETS - min(half, len(single))]]
            )
        return inside

    def about(self) -> str:
        """Return what is shown of how much, and how to choose."""
        cut = []
        if self.given > len(self.pages):
            shown = set(self.pages)
            left = [self.dimension.labels[page] for page in range(self.given) if page not in shown]
            names = listed([marks.short(label, NAME) for label in left], ", ")
            cut.append(f"{len(self.pages)} of {self.given:,} pages, those that share most, without {names}")
        if len(self.sets) > len(self.columns_shown):
            cut.append(f"{len(self.columns_shown)} of {len(self.sets):,} combinations")
        words = f" {'; '.join(cut).capitalize()}." if cut else ""
        return (
            f"Each column counts the papers on exactly the marked pages, each row those on a page.{words} "
            "Click a column or a page, Shift adds a page; double-click clears."
        )

    def _counted(self) -> tuple[Counts, Counts, Counts, Counts]:
        """Return the papers that pass and all papers, of each column, then of each page."""
        columns, pages = np.array(self.columns_shown, np.intp), np.array(self.pages, np.intp)
        mask = self.crossfilter.mask(without=COLUMN)
        counts = np.bincount(self.set_of[mask], minlength=len(self.sets)).astype(np.int32)
        page_counts = self.crossfilter.counts(COLUMN)
        return counts[columns], self.totals[columns], page_counts[pages], self.dimension.totals[pages]

    def draw(self) -> Drawing:
        """Return columns, dots and rows."""
        counts, totals, page_counts, page_totals = self._counted()
        columns, pages = self.columns_shown, self.pages
        chosen = self._chosen()
        colours = [marks.ACCENT if one else marks.FAINT for one in chosen]
        row = {page: place for place, page in enumerate(self.pages)}
        places = np.arange(len(columns), dtype=np.float32)
        rows = np.arange(len(pages), dtype=np.float32)
        members = [[row[page] for page in self.sets[place] if page in row] for place in self.columns_shown]
        words = [
            f"{self._words(place)}<br><b>{marks.papers(count, total)}</b>"
            for place, count, total in zip(self.columns_shown, counts.tolist(), totals.tolist(), strict=True)
        ]
        row_words = [
            f"{marks.wrapped(self.dimension.labels[page])}<br><b>{marks.papers(count, total)}</b>"
            for page, count, total in zip(self.pages, page_counts.tolist(), page_totals.tolist(), strict=True)
        ]
        highest, widest = marks.top(totals), marks.top(page_totals)
        content: list[dict[str, Any]] = [
            {"x": places, "y": np.full(len(places), highest, np.float32), "hovertext": words},
            {"x": places, "y": totals, "marker": {"color": marks.GHOST}},
            {"x": places, "y": counts, "marker": {"color": colours}},
            {
                "x": np.repeat(places, len(rows)),
                "y": np.tile(rows, len(places)),
                "hovertext": [words[column] for column in range(len(places)) for _ in rows],
            },
            _links(members, [not one for one in chosen]),
            _links(members, chosen),
            {
                "x": np.array([column for column, on in enumerate(members) for _ in on], np.float32),
                "y": np.array([place for on in members for place in on], np.float32),
                "marker": {"color": [colours[column] for column, on in enumerate(members) for _ in on]},
            },
            {"x": np.full(len(rows), widest, np.float32), "y": rows, "hovertext": row_words},
            {"x": page_totals, "y": rows, "marker": {"color": marks.GHOST}},
            {"x": page_counts, "y": rows, "marker": {"color": marks.ACCENT}},
        ]
        traces = [
            {**trace, **own, "marker": {**trace.get("marker", {}), **own.get("marker", {})}}
            for trace, own in zip(self.traces, content, strict=True)
        ]
        return Drawing(traces, self._layout(highest, widest), height=EDGE + ROW * len(pages))

    def _layout(self, highest: float, widest: float) -> dict[str, Any]:
        share = min(0.62, 0.12 + 0.09 * len(self.pages))
        return marks.layout(
            margin={"l": 8, "r": 8, "t": 8, "b": 20, "pad": 4},
            xaxis={
                **marks.AXIS,
                "domain": [0.24, 1],
                "range": [-0.6, len(self.columns_shown) - 0.4],
                "showticklabels": False,
                "anchor": "free",
                "position": 0,
                **_title("combinations of pages"),
            },
            yaxis={
                **marks.COUNT_AXIS,
                **marks.count_ticks(highest),
                "domain": [share + 0.04, 1],
                "range": [0, highest],
                **_title("papers"),
            },
            xaxis2={
                **marks.AXIS,
                "domain": [0, 0.19],
                "range": [widest, 0],
                "showticklabels": False,
                "anchor": "y2",
                **_title("papers"),
            },
            yaxis2={
                **marks.AXIS,
                "domain": [0, share],
                "range": [len(self.pages) - 0.5, -0.5],
                "anchor": "x2",
                "automargin": True,
                "tickvals": np.arange(len(self.pages), dtype=np.float32),
                "ticktext": self._names(),
            },
        )

    def numbers(self) -> Numbers:
        """Return a row for each combination of pages, then one for each page."""
        counts, totals, page_counts, page_totals = (part.tolist() for part in self._counted())
        labels = self.dimension.labels
        rows: list[tuple[Cell, ...]] = []
        for place, count, total in zip(self.columns_shown, counts, totals, strict=True):
            names = " and ".join(labels[page] for page in self.sets[place])
            rows.append(("no page", "", count, total) if self._is_missing(place) else ("only", names, count, total))
        for page, count, total in zip(self.pages, page_counts, page_totals, strict=True):
            rows.append(("in all", labels[page], count, total))
        clause = self.crossfilter.clauses.get(COLUMN)
        wanted = included(clause) if not isinstance(clause, Values) or clause.match != "exactly" else frozenset()
        return Numbers(
            ("On", "Pages", "Papers", "Papers in all"),
            rows,
            [
                *(clause == self._clause(place) for place in self.columns_shown),
                *(self.dimension.values[page] in wanted for page in self.pages),
            ],
        )

    def _names(self) -> list[str]:
        """Return the words beside the rows; where the beginning does not tell them apart, without their middle."""
        labels = [self.dimension.labels[page] for page in self.pages]
        names = [marks.short(label, LABEL) for label in labels]
        if len(set(names)) < len(set(labels)):
            names = [
                name if name == label else f"{label[: LABEL - TAIL - 1].rstrip()}…{label[-TAIL:].lstrip()}"
                for name, label in zip(names, labels, strict=True)
            ]
        return [marks.inert(name) for name in names]

    def _words(self, place: int) -> str:
        labels = [marks.inert(marks.short(self.dimension.labels[page], 60)) for page in self.sets[place]]
        if self._is_missing(place):
            return "On no page"
        return f"Only on {'<br>and '.join(labels)}"

    def _is_missing(self, place: int) -> bool:
        return self.sets[place][0] >= self.given

    def _chosen(self) -> list[bool]:
        """Return which columns pass the clause on pages: all of their papers do, or none."""
        clause = self.crossfilter.clauses.get(COLUMN)
        if clause is None:
            return [True] * len(self.columns_shown)
        mask = clause.mask(self.dimensions)
        return [bool(mask[self.row_of[place]]) for place in self.columns_shown]

    def hit(self, hit: Hit) -> None:
        """Choose the papers of a column or of a row."""
        if not isinstance(hit.point, int):
            return
        if hit.trace == ROWS:
            self._choose_page(hit.point, hit.shift)
        elif hit.trace in (COLUMNS, DOTS):
            self._choose_set(hit.point if hit.trace == COLUMNS else hit.point // max(1, len(self.pages)))

    def press(self, tick: Tick) -> None:
        """Choose the page of a label."""
        if tick.axis == "y":
            self._choose_page(round(tick.value), tick.shift)

    def _choose_page(self, row: int, add: bool) -> None:
        if 0 <= row < len(self.pages):
            self.toggle(COLUMN, self.dimension.values[self.pages[row]], add=add)

    def _choose_set(self, column: int) -> None:
        if not 0 <= column < len(self.columns_shown):
            return
        clause = self._clause(self.columns_shown[column])
        same = self.crossfilter.clauses.get(COLUMN) == clause
        self.crossfilter.update({COLUMN: None if same else clause})

    def _clause(self, place: int) -> Values:
        """Return the clause that asks for the papers of a combination."""
        values = frozenset(self.dimension.values[page] for page in self.sets[place])
        return Values(COLUMN, values, match="any" if self._is_missing(place) else "exactly")

    def pick(self, row: int, add: bool) -> None:
        """Choose the combination or the page of a row of the numbers."""
        columns = len(self.columns_shown)
        if row < columns:
            self._choose_set(row)
        else:
            self._choose_page(row - columns, add)

    def clear(self) -> None:
        """Drop the clause on pages."""
        self.crossfilter.drop(COLUMN)


def _title(words: str) -> dict[str, Any]:
    return {"title": {"text": words, "font": {"size": 11}, "standoff": 4}}


def combinations(dimension: Many) -> tuple[list[tuple[int, ...]], NDArray[np.intp]]:
    """Return the different sets of bins in which rows stand, the most frequent first, and which is each row's, (n,)."""
    if not len(dimension.widths):
        return [], np.empty(0, np.intp)
    # rows with the same set have the same sum of random numbers; sums of 64 bits do not meet by chance
    keys = np.random.default_rng(0).integers(2**64, size=dimension.size, dtype=np.uint64)
    sums = np.add.reduceat(keys[dimension.bin_of], dimension.indptr[:-1])
    _, first, set_of, counts = np.unique(sums, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -counts))
    place = np.empty(len(order), np.intp)
    place[order] = np.arange(len(order))
    bins = [dimension.bin_of[dimension.indptr[row] : dimension.indptr[row + 1]] for row in first[order]]
    return [tuple(sorted(codes.tolist())) for codes in bins], place[set_of]


def _links(members: list[list[int]], which: list[bool]) -> dict[str, Any]:
    """Return the lines between the first and last dot of these columns.

    They end with a gap more, since a trace of nothing is hidden, and one that comes or goes is a new figure to plotly.
    """
    linked = [(column, min(on), max(on)) for column, on in enumerate(members) if len(on) > 1 and which[column]]
    gap = float("nan")
    return {
        "x": np.array([*(x for column, _, _ in linked for x in (column, column, gap)), gap], np.float32),
        "y": np.array([*(y for _, low, high in linked for y in (low, high, gap)), gap], np.float32),
    }
