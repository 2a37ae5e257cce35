"""Sizes of points by a column of numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papers.dimensions import Mask, Numbers
from widgets.charts.scale import Scale

LARGEST = 3.2
"""Diameter of the largest point, in diameters of the smallest."""
SMALLEST = 0.7
"""Diameter of the smallest point, in diameters of points of one size."""


@dataclass(frozen=True)
class Sizing:
    """How large the point of each paper is: the area follows the value, or its logarithm where few are far above.

    Attributes
    ----------
    scale : Scale
    shares : (n,) float64
        From 0, the smallest, to 1, the largest; 0 where there is no value. The first place of a ranking is the largest.
    missing : (n,) bool
    """

    scale: Scale
    shares: NDArray[np.float64]
    missing: Mask

    @classmethod
    def of(cls, dimension: Numbers) -> "Sizing":
        """Return the sizes by a column."""
        scale = Scale.of(dimension)
        places = scale.forward(scale.positions)
        missing = np.isnan(places)
        low, high = float(np.nanmin(places)), float(np.nanmax(places))
        low = min(low, 0.0) if dimension.column.unit != "rank" else low
        shares = np.where(missing, low, places) / 2 - low / 2  # halves: the difference may overflow
        shares /= (high / 2 - low / 2) or 1.0
        if dimension.column.unit == "rank":
            shares = 1 - shares
        return cls(scale, np.where(missing, 0.0, shares), missing)

    def diameters(self, rows: NDArray[np.intp], usual: float) -> NDArray[np.float32]:
        """Return the diameters of the points of rows in pixels, where `usual` is that of points of one size."""
        least, most = SMALLEST * usual, SMALLEST * LARGEST * usual
        return np.sqrt(least**2 + (most**2 - least**2) * self.shares[rows]).astype(np.float32)

    @property
    def words(self) -> list[str]:
        """What the size stands for, the value of the smallest point and that of the largest."""
        given = np.flatnonzero(~self.missing)
        ends = given[[self.shares[given].argmin(), self.shares[given].argmax()]]
        return [self.scale.words, *self.scale.texts(ends)]
