"""Range filter: the histogram of a number or date column, with a window on it."""

import math
from typing import Any, ClassVar

import numpy as np
import traitlets
from numpy.typing import NDArray

from papers.clauses import Range
from papers.crossfilter import Change
from papers.dimensions import IMPRECISE, MISSING, Counts, Dates, Dimension, Numbers
from papers.schema import Kind
from widgets.axis import ticks
from widgets.filter import Filter
from widgets.scripted import listed

End = float | str | None
"""End of a range: a number, an ISO day, or None where it is open."""

LARGEST = 1e300
"""No number that is typed needs to be larger."""


class RangeFilter(Filter):
    """A histogram with a window that is dragged, moved by keys or typed, for numbers and dates.

    A place on the axis is counted in bins: 0 is the left end of the first bin, 2.5 the middle of the third. The
    script works with places alone; the window it wants comes as the trait `brush`, and whole places are edges of bins.
    """

    static = ("range_filter", "filter", "range_filter")
    kinds: ClassVar[frozenset[Kind]] = frozenset({"number", "date"})
    writable: ClassVar[frozenset[str]] = frozenset({"brush"})

    kind = traitlets.Unicode(help="number or date").tag(sync=True)
    unit = traitlets.Unicode(help="unit of the numbers, in words").tag(sync=True)
    labels = listed("words for each bin")
    totals = listed("papers in each bin")
    counts = listed("papers in each bin under everybody else's clauses")
    ticks = listed("[place, words] along the axis")
    window = listed("places of both ends of the window")
    ends = listed("both ends of the window, or of the data where it is open, as typed")
    whole = traitlets.Bool(True, help="whether there is no clause").tag(sync=True)
    missing = traitlets.Unicode("in", help="papers without a value are in, out or only").tag(sync=True)
    without = listed("papers without a value: count under the other clauses, total")
    note = traitlets.Unicode(help="what cannot be seen in the histogram").tag(sync=True)
    seen = traitlets.Float(0.0, help="serial of the newest brush that is answered").tag(sync=True)
    brush = traitlets.Any(None, help="{window: [from, to], final, serial}, set by the browser").tag(sync=True)

    @property
    def range(self) -> Range:
        """The clause on this column; one that asks for nothing if there is none or it is of another kind."""
        return self.clause if isinstance(self.clause, Range) else Range(self.column)

    # show

    def show(self, dimension: Dimension, change: Change | None) -> None:
        """Set bins, counts and window."""
        assert isinstance(dimension, (Numbers, Dates))
        counts = self.crossfilter.counts(self.column)
        bins = max(0, len(dimension.edges) - 1)
        self.kind = dimension.column.kind
        self.unit = dimension.column.unit
        self.labels = dimension.labels[:bins]
        self.totals = dimension.totals[:bins].tolist()
        self.counts = counts[:bins].tolist()
        self.ticks = [list(tick) for tick in ticks(dimension)]
        self.without = _of(dimension, counts, MISSING)
        self.note = _imprecise(dimension, counts)
        self.whole = self.clause is None
        self.missing = self._missing()
        if bins:
            first, last = _extent(dimension)
            low, high = self.range.low, self.range.high
            self.window = [
                0 if low is None else _place(dimension, low),
                bins if high is None else _place(dimension, high, above=True),
            ]
            self.ends = [_typed(first if low is None else low), _typed(last if high is None else high)]
        else:
            self.window, self.ends = [0, 0], ["", ""]

    def show_nothing(self) -> None:
        """Show no bins."""
        self.labels, self.totals, self.counts, self.ticks = [], [], [], []
        self.window, self.ends, self.without = [0, 0], ["", ""], [0, 0]
        self.whole, self.missing, self.note = True, "in", ""

    def _missing(self) -> str:
        if self.clause is None:
            return "in"
        if not self.range.missing:
            return "out"
        return "only" if self.range.low is None and self.range.high is None else "in"

    def _scale(self) -> Numbers | Dates | None:
        """Return the bins, None if there are none."""
        dimension = self._dimension()
        return dimension if isinstance(dimension, (Numbers, Dates)) and len(dimension.edges) else None

    # answer

    @traitlets.observe("brush")
    def _on_brush(self, change: Any) -> None:
        self.crossfilter.guard(self._take)(change.new)

    def _take(self, brush: Any) -> None:
        """Make the window of the browser the clause."""
        match brush:
            case {"window": [int() | float() as start, int() | float() as end], "final": bool(final), "serial": serial}:
                pass
            case _:
                return
        if not (_is_number(serial) and _is_number(start) and _is_number(end)):
            return
        with self.hold_sync():
            self.seen = float(serial)
            dimension = self._scale()
            if dimension is None:
                return
            bins = len(dimension.edges) - 1
            start, end = sorted((min(max(start, 0), bins), min(max(end, 0), bins)))
            kept = self.range
            # A place within a bin is an end that was typed: it stays what it is.
            low = _value(dimension, start) if start == int(start) else kept.low
            high = _value(dimension, end, above=True) if end == int(end) else kept.high
            self._set(low, high, final=final)

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "type", "end": "from" | "to" as end, "value": int() | float() | str() as value}:
                self._type(end, value)
            case {"do": "missing", "missing": "in" | "out" | "only" as missing}:
                self._set_missing(missing)
            case _:
                super().receive(message)

    def _type(self, end: str, value: float | str) -> None:
        """Move one end to a value; to the end of the data, or beyond, opens it."""
        dimension = self._scale()
        if dimension is None or isinstance(dimension, Dates) != isinstance(value, str):
            return
        if not isinstance(value, str) and not _is_number(value):
            return
        first, last = _extent(dimension)
        typed = Range(self.column, value).low  # a day that is no day is an error here
        low, high = self.range.low, self.range.high
        if end == "from":
            low = None if typed <= first else typed  # type: ignore[operator]
            high = None if low is not None and high is not None and high < low else high  # type: ignore[operator]
        else:
            high = None if typed >= last else typed  # type: ignore[operator]
            low = None if low is not None and high is not None and high < low else low  # type: ignore[operator]
        self._set(low, high)

    def _set(self, low: End, high: End, *, final: bool = True) -> None:
        """Set both ends; whether papers without a value pass stays as it is."""
        open_ends = None, None
        kept = self.range.missing and open_ends not in ((low, high), (self.range.low, self.range.high))
        self.crossfilter.set(Range(self.column, low, high, kept), final=final)

    def _set_missing(self, missing: str) -> None:
        dimension = self._scale()
        if missing == "only" or dimension is None:
            self.crossfilter.set(Range(self.column, missing=missing == "only"))
            return
        first, last = _extent(dimension)
        low, high = self.range.low, self.range.high
        if low in (None, first) and high in (None, last):  # with or without: all that have a value are in
            self.crossfilter.set(Range(self.column, None if missing == "in" else first))
        else:
            self.crossfilter.set(Range(self.column, low, high, missing == "in"))


def _is_number(value: Any) -> bool:
    """Return whether a value that JSON brought is a number to count with (a bool is an int to Python)."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= LARGEST


def _extent(dimension: Numbers | Dates) -> tuple[End, End]:
    """Return the least and the greatest value of all papers."""
    if isinstance(dimension, Numbers):
        return float(np.nanmin(dimension.numbers)), float(np.nanmax(dimension.numbers))
    given = ~np.isnat(dimension.first)
    return str(dimension.first[given].min()), str(dimension.last[given].max())


def _axis(dimension: Numbers | Dates) -> NDArray[np.float64]:
    """Return the edges as numbers; dates as days since 1970."""
    return dimension.edges.astype(np.float64)


def _place(dimension: Numbers | Dates, end: End, *, above: bool = False) -> float:
    """Return the place of an end; of an upper one (`above`) that of what follows it, since ends are included."""
    if isinstance(dimension, Dates):
        position = float(np.datetime64(str(end), "D").astype(np.int64)) + above
    elif dimension.integers:
        position = math.floor(float(end)) + 1.0 if above else math.ceil(float(end))  # type: ignore[arg-type]
    else:
        position = math.nextafter(float(end), math.inf) if above else float(end)  # type: ignore[arg-type]
    axis = _axis(dimension)
    return float(np.interp(position, axis, np.arange(len(axis))))


def _value(dimension: Numbers | Dates, place: float, *, above: bool = False) -> End:
    """Return the end of a range at an edge, None for the outer edges; an upper end is the last value below the edge."""
    edge = int(place)
    if edge == (len(dimension.edges) - 1 if above else 0):
        return None
    if isinstance(dimension, Dates):
        return str(dimension.edges[edge] - int(above))
    value = float(dimension.edges[edge])
    if above:
        return value - 1 if dimension.integers else math.nextafter(value, -math.inf)
    return value


def _typed(end: End) -> str:
    """Return an end as a field of a form takes it."""
    if isinstance(end, str) or end is None:
        return end or ""
    return f"{end:.0f}" if end == math.floor(end) and abs(end) < 1e15 else f"{end:.6g}"


def _of(dimension: Dimension, counts: Counts, value: str | None) -> list[int]:
    """Return count and total of the bin of a value."""
    codes = dimension.codes([value])
    return [int(counts[codes].sum()), int(dimension.totals[codes].sum())]


def _imprecise(dimension: Dimension, counts: Counts) -> str:
    """Return the sentence about dates that have no place in the histogram, if there are such."""
    count, total = _of(dimension, counts, IMPRECISE)
    if not total:
        return ""
    known = "the month or year" if dimension.unit == "day" else "the year"
    one = count == 1
    return (
        f"{count:,} {'paper is' if one else 'papers are'} dated only to {known} and "
        f"{'has' if one else 'have'} no bar; {'it stays' if one else 'they stay'} where that overlaps the range."
    )
