"""From the values of a column to places on an axis, and back."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from papers.dimensions import Dates, Numbers
from papers.dimensions.numbers import HEAVY_TAIL, VALUE_BINS
from papers.wording import number
from widgets.axis import MOST, Tick, ticks
from widgets.charts import marks
from widgets.charts.numbers import Cell

Shape = Literal["auto", "linear", "log"]
"""How the numbers of an axis can lie along it."""
SHAPES: tuple[Shape, ...] = get_args(Shape)
PADDING = 0.04
"""Room beyond the outermost points, as a share of the axis."""
DAY = 86_400_000.0
"""Milliseconds."""
LARGEST = 1e300
"""Numbers beyond it are drawn there: their differences would overflow."""
LONGEST_NAME = 30
"""Most columns of text of an axis's name, which stands upright beside it."""
DECADES = 6
"""More ticks than this many powers of ten are thinned."""


@dataclass(frozen=True)
class Scale:
    """How a number or date column lies along an axis.

    Places are numbers even for dates: plotly guesses the type of an axis anew whenever its data change.

    Attributes
    ----------
    dimension : Numbers or Dates
    kind : {"linear", "log", "date"}
        “log” places a value at log10(1 + value), which has room for 0; “date” at days since 1970.
    ticks : tuple of (float, str)
        Places and their words; empty where plotly chooses them.
    """

    dimension: Numbers | Dates
    kind: Literal["linear", "log", "date"]
    ticks: tuple[Tick, ...] = ()

    @classmethod
    def of(cls, dimension: Numbers | Dates, shape: Shape = "auto", most: int = MOST) -> "Scale":
        """Return the scale of a column, with at most so many words along a date axis.

        One that is chosen automatically is logarithmic for counts of which a few are far above the rest.
        """
        if isinstance(dimension, Dates):
            edges, axis = dimension.edges.astype(np.float64), ticks(dimension, most)
            placed = ((float(np.interp(bin, np.arange(len(edges)), edges)), words) for bin, words in axis)
            return cls(dimension, "date", tuple(placed))
        wanted = heavy_tailed(dimension) if shape == "auto" else shape == "log" and can_bend(dimension)
        if not wanted:
            return cls(dimension, "linear")
        highest = float(np.nanmax(dimension.numbers))
        powers = range(int(np.ceil(np.log10(highest))) + 1)
        values = [0.0, *(10.0**power for power in powers[:: 1 + len(powers) // DECADES])]
        placed = ((float(np.log10(1 + value)), number(value)) for value in values)
        return cls(dimension, "log", tuple(placed))

    @property
    def positions(self) -> NDArray[np.float64]:
        """Numbers, or milliseconds since 1970, (n,); NaN where a row has none."""
        return self.dimension.positions

    @property
    def label(self) -> str:
        """What the column is called."""
        return self.dimension.column.label

    def forward(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the places of values."""
        if self.kind == "date":
            return values / DAY
        return np.log10(1 + np.maximum(values, 0)) if self.kind == "log" else np.clip(values, -LARGEST, LARGEST)

    def back(self, place: float) -> float:
        """Return the value at a place."""
        if self.kind == "date":
            return place * DAY
        return 10 ** min(place, 300.0) - 1 if self.kind == "log" else place

    def extent(self, places: NDArray[np.floating]) -> tuple[float, float]:
        """Return both ends of an axis on which these places lie."""
        low, high = float(places.min(initial=np.inf)), float(places.max(initial=-np.inf))
        if not low <= high:
            return 0.0, 1.0
        room = PADDING * (high - low) or 0.5
        return low - room, high + room

    def within(self, place: float, extent: tuple[float, float]) -> float:
        """Return a place, or the nearest that is at most one length of the axis beyond its ends."""
        low, high = extent
        return min(max(place, low - (high - low)), high + (high - low))

    def axis(self, extent: tuple[float, float], *, falls: bool = False) -> dict[str, Any]:
        """Return plotly's axis; with `falls`, the smallest value is where otherwise the largest is."""
        low, high = extent
        axis: dict[str, Any] = {
            **marks.AXIS,
            "showgrid": True,
            "nticks": 6,
            "range": [high, low] if falls else [low, high],
            "title": marks.named(marks.short(self.words, LONGEST_NAME)),
            "automargin": True,
        }
        if self.ticks:
            axis |= {"tickvals": [place for place, _ in self.ticks], "ticktext": [words for _, words in self.ticks]}
        elif isinstance(self.dimension, Numbers) and self.dimension.integers and high - low < axis["nticks"]:
            axis |= {"dtick": 1, "tick0": 0}
        return axis

    @property
    def words(self) -> str:
        """What the axis shows: “upvotes (log)”, “momentum (upvotes a day)”."""
        unit = self.dimension.column.unit
        noted = [unit] if unit and unit.lower() not in self.label.lower() else []
        noted += ["log"] if self.kind == "log" else []
        return marks.inline(self.label) + (f" ({', '.join(noted)})" if noted else "")

    @property
    def heading(self) -> str:
        """What a column of its values is called, unit included."""
        unit = self.dimension.column.unit
        return self.label if not unit or unit.lower() in self.label.lower() else f"{self.label} ({unit})"

    def cells(self, rows: NDArray[np.intp]) -> list[Cell]:
        """Return the values of rows as they stand in a table, None where there is none."""
        if isinstance(self.dimension, Dates):
            return list(self.texts(rows))
        values = self.dimension.numbers[rows].tolist()
        return [None if value != value else int(value) if self.dimension.integers else value for value in values]

    def texts(self, rows: NDArray[np.intp]) -> list[str]:
        """Return the values of rows in words; of a date what is known of it."""
        if isinstance(self.dimension, Numbers):
            return [number(value) for value in self.dimension.numbers[rows].tolist()]
        first, last = self.dimension.first[rows], self.dimension.last[rows]
        known = np.select([first == last, first.astype("M8[M]") == last.astype("M8[M]")], [10, 7], 4)
        return [day[:letters] for day, letters in zip(first.astype(str).tolist(), known.tolist(), strict=True)]


def can_bend(dimension: Numbers | Dates) -> bool:
    """Return whether a logarithmic scale shows a column otherwise: numbers from 0 up, some of them large."""
    if isinstance(dimension, Dates):
        return False
    given = dimension.numbers[~np.isnan(dimension.numbers)]
    return bool(len(given) and given.min() >= 0 and given.max() > VALUE_BINS)


def heavy_tailed(dimension: Numbers) -> bool:
    """Return whether a few numbers are far above the rest."""
    positive = dimension.numbers[dimension.numbers > 0]
    return can_bend(dimension) and bool(positive.max() >= HEAVY_TAIL * np.median(positive))
