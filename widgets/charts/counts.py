"""Papers by the values of a column."""

from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from papers.dimensions import MISSING, Categories, Dimension, Dimensions, Many, Mask
from widgets.charts import bars, marks
from widgets.charts.chart import included
from widgets.charts.head import Choice
from widgets.charts.legended import Legended
from widgets.charts.numbers import Numbers
from widgets.figure import Drawing, Hit, Tick

PREFERRED = ("pages", "venue", "categories", "topic", "kind", "organisation", "keywords", "authors", "language")
"""Columns by how much their counts say; of those whose bars tell of enough papers, the first is shown at first."""
INTERNAL = {"topic_label", "published_precision"}
"""Columns whose values are no words for a reader."""
MOST = 10
"""Bars that are shown at first ..."""
SHOW = (("10", "10 bars"), ("20", "20 bars"), ("40", "40 bars"))
"""... and those that can be."""
ENOUGH = 0.2
"""Share of the papers that the first bars must tell of: 580 daily lists of 20 papers each say nothing as bars."""
NOTHING = "No column has values to count, such as venues or categories. Load a list that has one."


class Counts(Legended):
    """Bars for the most frequent values of a category or many-valued column under the clauses.

    Papers without a value are a pale bar below. The bars can be coloured by a column of which a paper has one value.
    """

    name = "counts"
    label = "Counts"
    purpose = "The most frequent values of a column: venues, authors, organisations, keywords."
    traces: ClassVar = bars.traces()

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why there is nothing to count."""
        return "" if set(dimensions.names(("category", "many"))) - INTERNAL else NOTHING

    def read(self) -> None:
        """Choose the column and the colour."""
        options = [option for option in self.columns("category", "many") if option[0] not in INTERNAL]
        names = [name for name, _ in options]
        self.title, self.choices, self.why, self.colouring = "Papers by {column}", [], "", None
        if not names:
            self.title, self.why = "Papers by a column", NOTHING
            return
        ranked = sorted(names, key=_place)
        self.column = self.chosen("column", names, "") or self._telling(ranked)
        self.dimension = self.dimensions.get(self.column)
        self.given = given(self.dimension)
        self.choices = [Choice("column", "Column", self.column, tuple(options))]
        if self.given > MOST:
            show = self.chosen("show", dict(SHOW), str(MOST))
            self.choices.append(Choice("show", "Show", show, SHOW, "options"))
        self.most = int(self.choices[-1].value) if self.given > MOST else MOST
        self._read_colour()

    def _read_colour(self) -> None:
        """Offer colours: columns with one value a paper, so that the parts of a bar add up to it."""
        columns = [(name, label) for name, label in self.columns("category") if name not in {*INTERNAL, self.column}]
        several = tuple(option for option in columns if given(self.dimensions.get(option[0])) > 1)
        if several:
            self.offer_colour(several)

    def _telling(self, ranked: list[str]) -> str:
        """Return the first column whose bars tell of enough papers, else the one whose bars tell of most."""
        shares: dict[str, float] = {}
        for name in ranked:
            dimension = self.dimensions.get(name)
            totals = dimension.totals[: given(dimension)]  # bins stand by total
            shares[name] = totals[:MOST].sum() / max(1, len(self.crossfilter)) if len(totals) > 1 else 0.0
            if shares[name] >= ENOUGH:
                return name
        return max(shares, key=lambda name: shares[name])

    def about(self) -> str:
        """Return what is shown of how much, and how to choose."""
        some = f"The {self.most} most frequent of {self.given:,} values" if self.given > self.most else "All values"
        without = self.dimension.totals[self.given :].sum()
        pale = f"; {marks.papers(int(without))} without one (pale)" if without else ""
        several = " A paper counts once for each of its values." if isinstance(self.dimension, Many) else ""
        return f"{some}{pale}.{several} Click a bar to choose it, Shift adds; double-click clears."

    # show

    def _shown(self) -> list[int]:
        """Return the bins of the bars: those chosen and the most frequent under the clauses, then that of no value."""
        counts = self.crossfilter.counts(self.column)
        chosen = self.dimension.codes(included(self.crossfilter.clauses.get(self.column)))
        kept = most_frequent(counts[: self.given], self.most, chosen[chosen < self.given])
        return [*kept, *range(self.given, self.dimension.size)]

    def draw(self) -> Drawing:
        """Return totals and counts as bars."""
        dimension = self.dimension
        self.shown = self._shown()
        codes = np.array(self.shown, np.intp)
        is_given = codes < self.given
        counts, totals = self.crossfilter.counts(self.column)[codes], dimension.totals[codes]
        wanted = included(self.crossfilter.clauses.get(self.column))
        chosen = [not wanted or dimension.values[code] in wanted for code in self.shown]
        highest = float(totals[is_given].max(initial=0))
        limit = bars.CUT * highest if highest else np.inf
        self.places = bars.places(len(codes), int(is_given.sum()))
        self.parts = self._parts(codes)
        pale = np.where(is_given, 1.0, bars.PALE)
        if self.colouring is None:
            plain = [marks.ACCENT if one else marks.FAINT for one in chosen]
            if not wanted:
                plain = [colour if one else marks.OTHER for colour, one in zip(plain, is_given, strict=True)]
            parts: list[tuple[NDArray[np.integer], Any]] = [(counts, plain)]
            opacity = pale
        else:
            parts = [(part, entry.colour) for part, entry in zip(self.parts, self.colouring.entries, strict=True)]
            opacity = np.where(chosen, pale, bars.DIMMED)
        return Drawing(
            bars.filled(
                self.traces,
                self.places,
                counts,
                totals,
                parts,
                limit=limit,
                words=[self._words(*bar) for bar in zip(self.shown, counts.tolist(), self.parts.T, strict=True)],
                opacity=opacity.tolist(),
                ghost_opacity=pale.tolist(),
            ),
            bars.layout(
                self.places,
                [
                    bars.tick(dimension.labels[code], chosen=bool(wanted) and one, possible=count > 0, given=real)
                    for code, one, count, real in zip(self.shown, chosen, counts.tolist(), is_given, strict=True)
                ],
                float(np.minimum(totals, limit).max(initial=0)),
                "papers",
            ),
            height=bars.height(self.places),
        )

    def _parts(self, codes: NDArray[np.intp]) -> NDArray[np.int32]:
        """Return how many papers of each colour pass in each of these bins, (colours, bins)."""
        if self.colouring is None:
            return np.zeros((0, len(codes)), np.int32)
        place = np.full(self.dimension.size, -1, np.int32)
        place[codes] = np.arange(len(codes))
        bins, rows = _standing(self.dimension, place, self.crossfilter.mask(without=self.column))
        size = len(self.colouring.entries)
        pairs = self.colouring.places[rows] * len(codes) + bins
        return np.bincount(pairs, minlength=size * len(codes)).reshape(size, -1).astype(np.int32)

    def _words(self, code: int, count: int, parts: NDArray[np.int32]) -> str:
        label, total = self.dimension.labels[code], int(self.dimension.totals[code])
        lines = [f"<b>{marks.wrapped(label)}</b>", marks.papers(count, total)]
        if self.colouring is not None:
            lines += [
                f"{part:,} {marks.inert(marks.short(entry.label, 40))}"
                for part, entry in zip(parts.tolist(), self.colouring.entries, strict=True)
                if part
            ]
        return "<br>".join(lines)

    def numbers(self) -> Numbers:
        """Return a row for each bar."""
        wanted = included(self.crossfilter.clauses.get(self.column))
        counts, dimension = self.crossfilter.counts(self.column), self.dimension
        names = [entry.label for entry in self.colouring.entries] if self.colouring is not None else []
        return Numbers(
            (dimension.column.label, "Papers", "Papers in all", *names),
            [
                (dimension.labels[code], int(counts[code]), int(dimension.totals[code]), *parts.tolist())
                for code, parts in zip(self.shown, self.parts.T, strict=True)
            ],
            [dimension.values[code] in wanted for code in self.shown],
        )

    # gestures

    def hit(self, hit: Hit) -> None:
        """Choose the value of a bar."""
        if isinstance(hit.point, int):
            self.pick(hit.point, hit.shift)

    def press(self, tick: Tick) -> None:
        """Choose the value of a label."""
        if tick.axis == "y":
            self.pick(bars.bar_at(self.places, tick.value), tick.shift)

    def pick(self, row: int, add: bool) -> None:
        """Choose the value of a bar, or let go of it."""
        if 0 <= row < len(self.shown):
            self.toggle(self.column, self.dimension.values[self.shown[row]], add=add)

    def clear(self) -> None:
        """Drop the clause on the column."""
        self.crossfilter.drop(self.column)


def _place(name: str) -> int:
    return PREFERRED.index(name) if name in PREFERRED else len(PREFERRED)


def given(dimension: Dimension) -> int:
    """Return the number of bins that stand for a value."""
    return dimension.size - bool(dimension.size and dimension.values[-1] is MISSING)


def most_frequent(counts: NDArray[np.integer], most: int, first: NDArray[np.intp]) -> list[int]:
    """Return the bins with the highest counts, in that order; those of `first` are among them.

    Parameters
    ----------
    counts : (bins,)
        Of bins that stand by total, which decides between equal counts.
    """
    size = len(counts)
    score = counts.astype(np.int64) * (size + 1) + np.arange(size, 0, -1)
    favoured = score.copy()
    favoured[first] += np.iinfo(np.int64).max // 2
    kept = np.arange(size) if size <= most else np.argpartition(-favoured, most)[:most]
    return kept[np.argsort(-score[kept])].tolist()


def _standing(dimension: Dimension, place: NDArray[np.int32], mask: Mask) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """Return the places (-1 is none) of the bins in which rows of the mask stand, and the rows; one each a paper."""
    if isinstance(dimension, Many):
        at = np.flatnonzero(place.take(dimension.bin_of) >= 0)
        at = at[mask[dimension.row_of[at]]]
        return place[dimension.bin_of[at]], dimension.row_of[at].astype(np.intp)
    assert isinstance(dimension, Categories)
    rows = np.flatnonzero(mask & (place.take(dimension.bin_of) >= 0))
    return place[dimension.bin_of[rows]], rows
