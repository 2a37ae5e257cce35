"""Very many papers over two axes: how many lie in each cell of a grid, since points would hide each other."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from widgets.charts import marks

CELLS = (56, 36)
"""Cells along x and y."""

Trace = Mapping[str, Any]


class Density:
    """Papers counted in cells.

    Parameters
    ----------
    xs, ys : (m,) float
        Where the papers lie on the axes.
    extents : ((float, float), (float, float))
        Where each axis begins and ends.

    Attributes
    ----------
    edges : (56 + 1,) and (36 + 1,) float
        Where the cells begin and end, along x and y.
    totals : (36, 56) int
        All papers in each cell.
    """

    def __init__(
        self,
        xs: NDArray[np.floating],
        ys: NDArray[np.floating],
        extents: tuple[tuple[float, float], tuple[float, float]],
    ) -> None:
        (x, y), places = (np.linspace(*extent, n + 1) for extent, n in zip(extents, CELLS, strict=True)), (xs, ys)
        self.edges = x, y
        across, up = (
            np.clip(np.searchsorted(edges, along, side="right") - 1, 0, len(edges) - 2)
            for edges, along in zip(self.edges, places, strict=True)
        )
        self._cell_of = up * CELLS[0] + across
        self.totals = self._counted(self._cell_of)

    def _counted(self, cells: NDArray[np.intp]) -> NDArray[np.intp]:
        return np.bincount(cells, minlength=CELLS[0] * CELLS[1]).reshape(CELLS[::-1])

    @property
    def highest(self) -> int:
        """Papers in the fullest cell."""
        return max(1, int(self.totals.max(initial=0)))

    @property
    def ramp(self) -> tuple[list[str], list[str]]:
        """The colours from few to many papers, and words for both ends."""
        colours = [colour for _, colour in marks.density(self.highest)]
        return colours, ["1", f"{marks.papers(self.highest)} in a cell"]

    def traces(self, passing: NDArray[np.bool_]) -> tuple[Trace, Trace]:
        """Return the cells where there are papers, and how many pass in each; `passing` is (m,)."""
        middles = {axis: (edges[:-1] + edges[1:]) / 2 for axis, edges in zip("xy", self.edges, strict=True)}
        shared = {**middles, "visible": True}
        scale = {"zmin": 0, "zmax": self.highest, "colorscale": marks.density(self.highest)}
        return (
            {**shared, "z": _filled(np.minimum(self.totals, 1))},
            {**shared, "z": _filled(self._counted(self._cell_of[passing])), **scale},
        )

    def corners(self, row: int, column: int) -> tuple[tuple[float, float], ...]:
        """Return the corners of a cell; none if there is no such cell."""
        x, y = self.edges
        if not (0 <= row < CELLS[1] and 0 <= column < CELLS[0]):
            return ()
        x0, x1, y0, y1 = (float(side) for side in (x[column], x[column + 1], y[row], y[row + 1]))
        return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def _filled(cells: NDArray[np.integer]) -> list[list[int | None]]:
    """Return counts, None in empty cells: those are left clear."""
    return [[count or None for count in row] for row in cells.tolist()]
