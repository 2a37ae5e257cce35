"""From the values of a column to places on an axis, and back."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from papers.dimensions import Dates, Numbers
from papers.dimensions.numbers import HEAVY_TAIL, VALUE_BINS
from papers.wording import number
from widgets.axis import Tick, ticks
from widgets.charts import marks

PADDING = 0.04
"""Room beyond the outermost points, as a share of the axis."""
DAY = 86_400_000.0
"""Milliseconds."""
LARGEST = 1e300
"""Numbers beyond it are drawn there: their differences would overflow."""
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
    def of(cls, dimension: Numbers | Dates) -> "Scale":
        """Return the scale that suits a column: logarithmic for counts of which a few are far above the rest."""
        if isinstance(dimension, Dates):
            edges = dimension.edges.astype(np.float64)
            placed = ((float(np.interp(bin, np.arange(len(edges)), edges)), words) for bin, words in ticks(dimension))
            return cls(dimension, "date", tuple(placed))
        given = dimension.numbers[~np.isnan(dimension.numbers)]
        positive = given[given > 0]
        if not (
            len(positive)
            and given.min() >= 0
            and given.max() > VALUE_BINS
            and given.max() >= HEAVY_TAIL * np.median(positive)
        ):
            return cls(dimension, "linear")
        powers = range(int(np.ceil(np.log10(given.max()))) + 1)
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
            "title": {"text": marks.inert(marks.short(self.words, 40)), "font": {"size": 11}, "standoff": 8},
            "automargin": True,
        }
        if self.ticks:
            axis |= {"tickvals": [place for place, _ in self.ticks], "ticktext": [words for _, words in self.ticks]}
        elif isinstance(self.dimension, Numbers) and self.dimension.integers and high - low < axis["nticks"]:
            axis |= {"dtick": 1, "tick0": 0}
        return axis

    @property
    def words(self) -> str:
        """What the axis shows."""
        return f"{self.label} (log)" if self.kind == "log" else self.label

    def texts(self, rows: NDArray[np.intp]) -> list[str]:
        """Return the values of rows in words; of a date what is known of it."""
        if isinstance(self.dimension, Numbers):
            return [number(value) for value in self.dimension.numbers[rows].tolist()]
        first, last = self.dimension.first[rows], self.dimension.last[rows]
        known = np.select([first == last, first.astype("M8[M]") == last.astype("M8[M]")], [10, 7], 4)
        return [day[:letters] for day, letters in zip(first.astype(str).tolist(), known.tolist(), strict=True)]
