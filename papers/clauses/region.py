"""Rows inside a polygon drawn over two columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray

from papers.clauses.clause import Clause, ClauseError, as_list, as_number, as_text, dimension_of
from papers.clauses.values import LENGTH_LIMIT
from papers.dimensions import Dates, Dimensions, Mask, Numbers

POINT_LIMIT = 10_000
MAP = ("x", "y")
"""The columns of the map of topics."""


@dataclass(frozen=True)
class Region(Clause):
    """Rows that lie inside a polygon drawn over two number or date columns; those without x or y do not.

    Parameters
    ----------
    x, y : str
        Columns of the two axes.
    path : tuple of (float, float)
        Corners of the polygon; dates as milliseconds since 1970.
    """

    x: str
    y: str
    path: tuple[tuple[float, float], ...] = ()

    TYPE: ClassVar[str] = "region"

    def __post_init__(self) -> None:
        for name in (self.x, self.y):
            as_text(name, "The column of a filter", LENGTH_LIMIT)
        points = [as_list(point, "A point of a region", 2) for point in as_list(self.path, "A region", POINT_LIMIT)]
        path = tuple(tuple(float(as_number(end, "A point of a region")) for end in point) for point in points)
        if any(len(point) != 2 for point in path):
            raise ClauseError("A point of a region must be two numbers.")
        object.__setattr__(self, "path", path)

    @property
    def key(self) -> str:
        """Both columns."""
        return f"{self.x}~{self.y}"

    @property
    def empty(self) -> bool:
        """Whether there is no polygon."""
        return len(self.path) < 3

    def check(self, dimensions: Dimensions) -> None:
        """Check that both columns hold numbers or dates."""
        for name in (self.x, self.y):
            self._fitting(dimensions, name)

    @staticmethod
    def _fitting(dimensions: Dimensions, name: str) -> Numbers | Dates:
        dimension = dimension_of(dimensions, name)
        if not isinstance(dimension, (Numbers, Dates)):
            raise ClauseError(f"“{dimension.column.label}” holds neither numbers nor dates, so no area lies on it.")
        return dimension

    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which rows lie inside, (n,)."""
        x, y = (self._fitting(dimensions, name).positions for name in (self.x, self.y))
        return inside(x, y, np.array(self.path, np.float64).reshape(-1, 2))

    def words(self, dimensions: Dimensions) -> str:
        """Return “Area of Upvotes and Stars”, or “Area of the map”."""
        if (self.x, self.y) == MAP:
            return "Area of the map"
        x, y = (self._fitting(dimensions, name).column.label for name in (self.x, self.y))
        return f"Area of {x} and {y}"

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` reads."""
        return {"type": self.TYPE, "x": self.x, "y": self.y, "path": [list(point) for point in self.path]}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> Self:
        """Return the clause that `to_dict` wrote."""
        return cls(saved.get("x"), saved.get("y"), saved.get("path", []))  # type: ignore[arg-type]


def inside(x: NDArray[np.float64], y: NDArray[np.float64], path: NDArray[np.float64]) -> Mask:
    """Return which points lie inside a polygon, by the even-odd rule.

    The points near it are sorted by y once, so that each side of the polygon looks only at the points beside it.

    Parameters
    ----------
    x, y : (n,) float64
        NaN lies outside.
    path : (corners, 2) float64
    """
    mask = np.zeros(len(x), np.bool_)
    if len(path) < 3:
        return mask
    (left, bottom), (right, top) = path.min(axis=0), path.max(axis=0)
    near = np.flatnonzero((x >= left) & (x <= right) & (y >= bottom) & (y <= top))
    near = near[np.argsort(y[near])]
    xs, ys = x[near], y[near]
    odd = np.zeros(len(near), np.bool_)
    for (x0, y0), (x1, y1) in zip(path, np.roll(path, -1, axis=0), strict=True):
        beside = slice(*np.searchsorted(ys, sorted((y0, y1))))
        share = (ys[beside] - y0) / (y1 - y0) if y0 != y1 else 0.0
        odd[beside] ^= xs[beside] < x0 * (1 - share) + x1 * share
    mask[near] = odd
    return mask
