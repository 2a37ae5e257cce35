"""How claims lie along a strip: values as places from 0 to 1, points above each other where they would cover."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papers.claims import Group
from papers.claims.wording import amount_words
from papers.dimensions.numbers import HEAVY_TAIL

BAND = 0.3
"""How far from the middle of its strip a point lies at most; strips lie 1 apart."""
STEPS = 90
"""Places along a strip in which points that would cover each other are laid above and below."""
ROOM = 0.04
"""Room at both ends of a strip, as a share of it."""
TICKS = 4
"""Values that are written along a strip, about."""


@dataclass(frozen=True)
class Strip:
    """How the values of a group lie along its strip, from 0 to 1."""

    group: Group
    low: float
    high: float
    bent: bool

    @classmethod
    def of(cls, group: Group, values: NDArray[np.float64]) -> "Strip":
        """Return the strip of some values; logarithmic where a few are far above the rest."""
        bent = bool(values.min() > 0 and values.max() >= HEAVY_TAIL * np.median(values))
        ends = np.log10([values.min(), values.max()]) if bent else np.array([values.min(), values.max()])
        room = ROOM * (ends[1] - ends[0]) or 0.5
        return cls(group, float(ends[0] - room), float(ends[1] + room), bent)

    def forward(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the places of values."""
        placed = np.log10(np.maximum(values, 1e-300)) if self.bent else values
        return (placed - self.low) / (self.high - self.low)

    def back(self, place: float) -> float:
        """Return the value at a place, rounded to what can be seen."""
        value = self.low + min(max(place, 0.0), 1.0) * (self.high - self.low)
        return float(f"{10**value if self.bent else value:.3g}")

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Places of round values, and their words."""
        if self.bent:
            powers = range(int(np.ceil(self.low)), int(np.floor(self.high)) + 1)
            values = [10.0**power for power in powers][:: 1 + len(powers) // (TICKS + 1)]
        else:
            step = (self.high - self.low) / TICKS
            size = 10.0 ** np.floor(np.log10(step))
            step = size * min((factor for factor in (1, 2, 5, 10)), key=lambda factor: abs(factor * size - step))
            values = [step * at for at in range(int(np.ceil(self.low / step)), int(np.floor(self.high / step)) + 1)]
        places = self.forward(np.array(values)) if values else np.empty(0)
        written = [amount_words(round(value, 10), self.group.unit) for value in values]
        return [(place, words.split(" ")[0]) for place, words in zip(places.tolist(), written, strict=True)]


def dodged(rows: NDArray[np.intp], along: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far above or below the middle of its strip each point lies, so that few cover each other, (k,)."""
    cell = rows * (STEPS + 1) + np.clip(np.round(along * STEPS), 0, STEPS).astype(np.intp)
    order = np.lexsort((along, cell))
    starts = np.flatnonzero(np.append(True, np.diff(cell[order]) != 0)) if len(cell) else np.empty(0, np.intp)
    widths = np.diff(np.append(starts, len(cell)))
    nth = np.empty(len(cell), np.int64)
    nth[order] = np.arange(len(cell)) - np.repeat(starts, widths)
    level = (nth + 1) // 2 * np.where(nth % 2, 1, -1)  # 0, 1, -1, 2, -2 ...
    most = max(4, int(np.abs(level).max(initial=0)))
    return level / most * BAND
