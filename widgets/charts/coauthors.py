"""One author: papers, and with whom they were written."""

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from papers.clauses import Values
from papers.crossfilter import Change
from papers.dimensions import Categories, Dates, Dimensions, Many, Mask
from widgets.charts import bars, marks
from widgets.charts.chart import Chart, included
from widgets.charts.counts import MOST, SHOW, given, most_frequent
from widgets.charts.head import Choice
from widgets.charts.numbers import Numbers
from widgets.figure import Drawing, Hit, Tick

COLUMN = "authors"
VENUE = "venue"
DATES = ("published", "listed")
"""Columns that tell when a paper was written, the best first."""
OFFERED = 200
"""Authors that can be chosen in the title: more make a list that nobody reads. All others are in the filter."""
NAME = 40
"""Columns of text of a name in the title."""
CUT = 4
"""Bars of all papers of a co-author end at so many times the longest bar of joint papers: those are what is shown."""
NOTHING = "No paper names its authors. Load a list that does."


class Coauthors(Chart):
    """The co-authors of one author: joint papers that pass, over all papers of the co-author.

    The author is the one chosen in the title, else one that the filter asks for, else the most frequent under the
    other clauses. What was said last counts: a filter of other authors takes the place of the choice in the title.
    """

    name = "coauthors"
    label = "Co-authors"
    purpose = "One author: how many papers, from when to when, where, and written with whom."
    traces: ClassVar = bars.traces()

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why there is no author."""
        return "" if COLUMN in dimensions.names("many") else NOTHING

    def read(self) -> None:
        """Take the authors."""
        self.title, self.choices, self.why = "Co-authors of an author", [], self.misfit(self.dimensions)
        if self.why:
            return
        dimension = self.dimensions.get(COLUMN)
        assert isinstance(dimension, Many)
        self.dimension = dimension
        self.given = given(dimension)
        self.dates = next((name for name in DATES if name in self.dimensions.names("date")), None)
        self.venued = VENUE in self.dimensions.names("category")
        self.most = int(self.chosen("show", dict(SHOW), str(MOST)))
        self._look()

    def refresh(self, change: Change | None) -> None:
        """Show the crossfilter's state; a filter of other authors takes the place of the choice."""
        if change is not None and not change.data and not self.why:
            wanted = included(self.crossfilter.clauses.get(COLUMN))
            if COLUMN in change.keys and self._picked is not None and wanted and self._picked not in wanted:
                self._keep("author", "")  # which reads and shows
                return
            self._look()
        super().refresh(change)

    # whom

    @property
    def _picked(self) -> str | None:
        """The author chosen in the title, if there is such a one."""
        value = self.state.chart(self.id).get("author")
        return value if isinstance(value, str) and len(self.dimension.codes([value])) else None

    def _look(self) -> None:
        """Find the author, the papers and the co-authors under the clauses of others."""
        dimension = self.dimension
        counts = self.crossfilter.counts(COLUMN)[: self.given]
        wanted = dimension.codes(included(self.crossfilter.clauses.get(COLUMN)))
        wanted = wanted[wanted < self.given]
        picked = self._picked
        if picked is not None:
            self.code = int(dimension.codes([picked])[0])
        elif len(wanted):
            self.code = int(wanted[0])
        else:
            self.code = int(counts.argmax())  # of equals the first, which has most papers in all
        self.author = str(dimension.values[self.code])
        label = dimension.labels[self.code]
        self.title = "Co-authors of {author}"
        self.papers = np.flatnonzero(dimension.hits(np.array([self.code])))
        mask: Mask = self.crossfilter.mask(without=COLUMN)
        self.passing = self.papers[mask[self.papers]]
        self.joint, self.all_joint = dimension.tally(self.passing), dimension.tally(self.papers)
        together = np.flatnonzero(self.all_joint[: self.given])
        self.others = together[together != self.code]
        self._offer(label, counts, wanted)

    def _offer(self, label: str, counts: NDArray[np.int32], wanted: NDArray[np.intp]) -> None:
        """Offer the most frequent authors, those of the filter and the one that is shown."""
        codes = most_frequent(counts, OFFERED, np.append(wanted[: OFFERED // 2], self.code))
        options = tuple(
            (str(self.dimension.values[code]), marks.short(self.dimension.labels[code], NAME)) for code in codes
        )
        self.choices = [Choice("author", "Author", self.author, options, proper=True)]
        if len(self.others) > MOST:
            self.choices.append(Choice("show", "Show", str(self.most), SHOW, "options"))

    # show

    def about(self) -> str:
        """Return what is known of the author, what is shown, and how to choose."""
        facts = [marks.papers(len(self.passing), len(self.papers)), *self._years(), *self._venue()]
        together = f"{len(self.others):,} co-author{'' if len(self.others) == 1 else 's'}"
        if len(self.others) > self.most:
            together += f", here the {self.most} with most joint papers"
        return (
            f"{', '.join(facts)}; {together}. Bars: joint papers, over all papers of the co-author. "
            "Click a bar for the papers of both, the first for all of the author's, Shift adds; double-click clears. "
            "Any author can be chosen with the filter."
        )

    def _years(self) -> list[str]:
        """Return the first and the last year of the papers that pass."""
        if self.dates is None:
            return []
        dates = self.dimensions.get(self.dates)
        assert isinstance(dates, Dates)
        first, last = dates.first[self.passing], dates.last[self.passing]
        if np.isnat(first).all():
            return []
        ends = [str(day.astype("datetime64[Y]")) for day in (np.nanmin(first), np.nanmax(last))]
        return ["–".join(dict.fromkeys(ends))]

    def _venue(self) -> list[str]:
        """Return the most frequent venue of the papers that pass."""
        if not self.venued:
            return []
        venues = self.dimensions.get(VENUE)
        assert isinstance(venues, Categories)
        counts = venues.tally(self.passing)[: given(venues)]
        if not counts.any():
            return []
        return [f"most at {marks.short(venues.labels[int(counts.argmax())], NAME)} ({counts.max():,})"]

    def _shown(self) -> list[int]:
        """Return the author, then the co-authors that are chosen and those with most joint papers."""
        wanted = self.dimension.codes(included(self.crossfilter.clauses.get(COLUMN)))
        score = self.joint[self.others].astype(np.int64) * (len(self.papers) + 1) + self.all_joint[self.others]
        first = np.flatnonzero(np.isin(self.others, wanted))
        kept = most_frequent(score, self.most, first[: self.most])
        return [self.code, *self.others[kept].tolist()]

    def _chosen(self) -> list[bool]:
        """Return which bars the clause asks for."""
        wanted = included(self.crossfilter.clauses.get(COLUMN))
        values = [self.dimension.values[code] for code in self.shown]
        if wanted == {self.author}:
            return [value == self.author for value in values]
        return [value in wanted and value != self.author and self.author in wanted for value in values]

    def draw(self) -> Drawing:
        """Return joint papers over all papers."""
        self.shown = self._shown()
        codes = np.array(self.shown, np.intp)
        counts, totals = self.joint[codes], self.dimension.totals[codes]
        chosen = self._chosen()
        some = any(chosen)
        longest = int(self.all_joint[self.others].max(initial=0)) or len(self.papers)
        limit = float(max(CUT * longest, len(self.papers)))
        self.places = bars.places(len(codes), 1)
        return Drawing(
            bars.filled(
                self.traces,
                self.places,
                counts,
                totals,
                [(counts, [marks.ACCENT if one or not some else marks.FAINT for one in chosen])],
                limit=limit,
                words=[self._words(code) for code in self.shown],
            ),
            bars.layout(
                self.places,
                [
                    bars.tick(self.dimension.labels[code], chosen=one, possible=count > 0)
                    for code, one, count in zip(self.shown, chosen, counts.tolist(), strict=True)
                ],
                float(np.minimum(totals, limit).max(initial=0)),
                "joint papers, over all of theirs",
            ),
            height=bars.height(self.places),
        )

    def _words(self, code: int) -> str:
        name = f"<b>{marks.wrapped(self.dimension.labels[code])}</b>"
        total = int(self.dimension.totals[code])
        if code == self.code:
            return f"{name}<br>{marks.papers(int(self.joint[code]), total)}"
        together = marks.papers(int(self.joint[code]), int(self.all_joint[code]))
        return f"{name}<br>{together} together<br>{marks.papers(total)} in all"

    def numbers(self) -> Numbers:
        """Return a row for each bar."""
        return Numbers(
            ("Author", "Joint papers", "Joint papers in all", "Papers of the co-author"),
            [
                (
                    self.dimension.labels[code],
                    int(self.joint[code]),
                    int(self.all_joint[code]),
                    int(self.dimension.totals[code]),
                )
                for code in self.shown
            ],
            self._chosen(),
        )

    # gestures

    def hit(self, hit: Hit) -> None:
        """Choose the papers of a bar."""
        if isinstance(hit.point, int):
            self.pick(hit.point, hit.shift)

    def press(self, tick: Tick) -> None:
        """Choose the papers of a label."""
        if tick.axis == "y":
            self.pick(bars.bar_at(self.places, tick.value), tick.shift)

    def pick(self, row: int, add: bool) -> None:
        """Choose the joint papers with a co-author, all papers of the author, or let go of them."""
        if not 0 <= row < len(self.shown):
            return
        clause, one = self.crossfilter.clauses.get(COLUMN), frozenset({self.author})
        wanted = one | {self.dimension.values[self.shown[row]]}
        if add and self.author in included(clause):
            wanted = one | (included(clause) ^ (wanted - one))
        asked = Values(COLUMN, wanted, match="all" if len(wanted) > 1 else "any")
        author = self.author
        self.crossfilter.update({COLUMN: None if clause == asked else asked})
        if self._picked != author:
            self._keep("author", author)  # a filter of two does not say whose co-author the other is

    def clear(self) -> None:
        """Drop the clause on authors."""
        self.crossfilter.drop(COLUMN)
