"""What the charts have in common that lay papers out on two axes."""

from itertools import pairwise
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from papers.clauses import Region
from papers.crossfilter import Crossfilter
from papers.dimensions import Dates, Numbers
from papers.text import readable
from widgets.charts import marks
from widgets.charts.chart import Chart
from widgets.charts.head import Choice
from widgets.charts.scale import Scale
from widgets.figure import Drawing, Hit, Outline
from widgets.state import ViewState

MOST_SVG = 3_000
MOST_POINTS = 20_000
"""Points are drawn one by one as SVG up to here, then on a canvas up to there; above, as a density."""
INK, PALE = 800, (0.08, 0.4)
"""Ghosts are the paler the more there are, within these opacities."""
CELLS = (56, 36)
"""Cells of the density along x and y."""
SMOOTH = 0.004
"""A corner of a lasso that lies nearer to the line between its neighbours, as a share of the axes, is left out ..."""
FINE = 5_000
"""... and the others are rounded to this part of an axis: the region is part of the link to a view."""
FLOAT32 = 1e30
"""Larger numbers do not fit into 32 bits."""
BEND = 0.05
"""A side longer than this share of the axes gets corners where a scale bends it."""

ALL, PASSING, CELLS_ALL, CELLS_PASSING, PAPER = range(5)

DRAG = Choice("drag", "Drag to draw", "select", (("select", "Box"), ("lasso", "Lasso")), "bar")


class Plane(Chart):
    """Papers as points over two number or date columns: a box or lasso chooses a region, a click a paper.

    Sub-classes set `x_name` and `y_name`, call `place` and may colour the points.
    """

    traces: ClassVar = (
        marks.dots(hoverinfo="text", marker={"color": marks.OTHER}),
        marks.dots(marker={}),
        marks.cells(hoverinfo="skip", opacity=0.3, colorscale=[[0, marks.OTHER], [1, marks.OTHER]]),
        marks.cells(colorscale=marks.density(1)),
        marks.dots(marker={"size": 13, "symbol": "circle-open", "color": marks.ACCENT, "line": {"width": 2}}),
    )

    x_name: str
    y_name: str

    def __init__(self, crossfilter: Crossfilter, state: ViewState, id: str = "") -> None:
        self.rows: NDArray[np.intp] = np.empty(0, np.intp)
        self.titles: list[str] = []
        super().__init__(crossfilter, state, id)
        self._follow_paper = crossfilter.guard(self._on_paper)
        state.observe(self._follow_paper, "paper")

    def close(self) -> None:
        """Stop following the chosen paper, too."""
        super().close()
        self.state.unobserve(self._follow_paper, "paper")

    def _on_paper(self, _: Any) -> None:
        self.show()

    @property
    def falls(self) -> bool:
        """Whether the smallest value is at the top: the first place of a ranking."""
        return self.y.dimension.column.unit == "rank"

    @property
    def key(self) -> str:
        """Key of the clause that a region makes."""
        return Region(self.x_name, self.y_name).key

    # show

    def scale(self, name: str) -> Scale:
        """Return the scale of a column."""
        dimension = self.dimensions.get(name)
        assert isinstance(dimension, (Numbers, Dates))
        return Scale.of(dimension)

    def place(self, x: Scale, y: Scale) -> None:
        """Take the axes and give every paper that has both values its place."""
        self.x, self.y = x, y
        self.rows = np.flatnonzero(~np.isnan(x.positions) & ~np.isnan(y.positions))
        self.xs, self.ys = x.forward(x.positions[self.rows]), y.forward(y.positions[self.rows])
        self.extents = x.extent(self.xs), y.extent(self.ys)
        self.titles = self._titles() if len(self.rows) <= MOST_POINTS else []
        self.drag = self.chosen("drag", DRAG.values, "select")
        self.choices.append(Choice(DRAG.name, DRAG.label, self.drag, DRAG.options, DRAG.place))

    def _titles(self) -> list[str]:
        titles = self.crossfilter.papers["title"].iloc[self.rows]
        if len(self.rows) > MOST_SVG:  # many: less of each
            return [marks.inert(marks.short(readable(title), 80)) for title in titles.fillna("(no title)")]
        return [f"<b>{marks.wrapped(readable(title))}</b>" for title in titles.fillna("(no title)")]

    def hover(self) -> list[str]:
        """Return the words for each point."""
        return self.titles

    def colours(self, rows: NDArray[np.intp]) -> dict[str, Any]:
        """Return plotly's marker for the points of these rows."""
        return {"color": marks.POINT}

    def shapes(self) -> list[dict[str, Any]]:
        """Return what is drawn besides the points and the region."""
        return []

    def draw(self) -> Drawing:
        """Return all points as ghosts and those that pass, or their density."""
        passing = self.crossfilter.mask()[self.rows]
        empty = {"x": marks.NOTHING, "y": marks.NOTHING, "visible": False}
        content: list[dict[str, Any]] = [dict(empty) for _ in self.traces]
        if len(self.rows) <= MOST_POINTS:
            content[ALL], content[PASSING] = self._points(passing)
        else:
            content[CELLS_ALL], content[CELLS_PASSING] = self._density(passing)
        content[PAPER] = self._paper()
        traces = [
            {**trace, **own, **({"marker": {**trace["marker"], **own.get("marker", {})}} if "marker" in trace else {})}
            for trace, own in zip(self.traces, content, strict=True)
        ]
        return Drawing(
            traces,
            marks.layout(
                dragmode=self.drag,
                margin={"l": 30, "r": 10, "t": 6, "b": 24, "pad": 4},
                xaxis=self.x.axis(self.extents[0]),
                yaxis=self.y.axis(self.extents[1], falls=self.falls),
                shapes=[*self.shapes(), *self._region()],
            ),
        )

    def _points(self, passing: NDArray[np.bool_]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return all points as ghosts, which answer the pointer, and on them those that pass."""
        x, y = compact(self.xs), compact(self.ys)
        svg = len(self.rows) <= MOST_SVG
        shared = {"type": "scatter" if svg else "scattergl", "visible": True}
        size, full = (7, 0.9) if svg else (5, 0.75)
        pale = float(np.clip(INK / max(len(self.rows), 1), *PALE))
        return (
            {
                **shared,
                "x": x,
                "y": y,
                "hovertext": self.hover(),
                "marker": {"size": size, "opacity": pale},
                "unselected": marks.steady(pale),
            },
            {
                **shared,
                "x": x[passing],
                "y": y[passing],
                "marker": {**self.colours(self.rows[passing]), "size": size, "opacity": full},
                "unselected": marks.steady(full),
            },
        )

    def _edges(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        x, y = (np.linspace(*extent, cells + 1) for extent, cells in zip(self.extents, CELLS, strict=True))
        return x, y

    def _density(self, passing: NDArray[np.bool_]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the cells where there are papers, and how many pass in each."""
        edges = self._edges()
        middles = {axis: (edge[:-1] + edge[1:]) / 2 for axis, edge in zip("xy", edges, strict=True)}
        total = np.histogram2d(self.ys, self.xs, bins=edges[::-1])[0]
        count = np.histogram2d(self.ys[passing], self.xs[passing], bins=edges[::-1])[0]
        highest = max(1, int(total.max(initial=0)))
        shared = {**middles, "visible": True}
        return (
            {**shared, "z": _filled(np.minimum(total, 1))},
            {**shared, "z": _filled(count), "zmin": 0, "zmax": highest, "colorscale": marks.density(highest)},
        )

    def _paper(self) -> dict[str, Any]:
        """Return the place of the chosen paper."""
        here = self.crossfilter.papers["paper_id"].iloc[self.rows].to_numpy() == self.state.paper
        if self.state.paper is None:
            here = np.zeros(len(self.rows), np.bool_)
        return {"x": compact(self.xs)[here], "y": compact(self.ys)[here], "visible": True}

    def _region(self) -> list[dict[str, Any]]:
        clause = self.crossfilter.clauses.get(self.key)
        if not isinstance(clause, Region):
            return []
        path = np.array(clause.path)
        xs, ys = self.x.forward(path[:, 0]), self.y.forward(path[:, 1])
        corners = [f"{x:.10g},{y:.10g}" for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
        return [{"type": "path", "path": f"M{'L'.join(corners)}Z"}]

    # gestures

    def hit(self, hit: Hit) -> None:
        """Choose the paper of a point, or the region of a cell."""
        if isinstance(hit.point, int):
            if 0 <= hit.point < len(self.rows) and hit.trace == ALL:
                self.state.paper = str(self.crossfilter.papers["paper_id"].iloc[self.rows[hit.point]])
        elif hit.trace == CELLS_PASSING:
            row, column = hit.point
            x, y = self._edges()
            if 0 <= row < len(y) - 1 and 0 <= column < len(x) - 1:
                sides = x[column], x[column + 1], y[row], y[row + 1]
                x0, x1, y0, y1 = (float(side) for side in sides)
                self._set(((x0, y0), (x1, y0), (x1, y1), (x0, y1)))

    def enclose(self, outline: Outline) -> None:
        """Choose the region inside a box or lasso."""
        (across, up), (x, y) = self.extents, (self.x, self.y)
        near = tuple((x.within(place, across), y.within(height, up)) for place, height in outline)
        is_box = len(near) == len(set(near)) == 4 and all(len(set(sides)) == 2 for sides in zip(*near, strict=True))
        self._set(near if is_box else self._lasso(near))

    def clear(self) -> None:
        """Drop the region."""
        self.crossfilter.drop(self.key)

    def _set(self, path: Outline) -> None:
        """Make a polygon over the axes the clause."""
        corners = [
            tuple(
                _value(scale, place, extent)
                for scale, place, extent in zip((self.x, self.y), point, self.extents, strict=True)
            )
            for point in path
        ]
        self.crossfilter.set(Region(self.x_name, self.y_name, tuple(corners)))  # type: ignore[arg-type]

    def _lasso(self, outline: Outline) -> Outline:
        """Return the corners that a lasso needs."""
        sizes = np.array([high - low for low, high in self.extents])
        corners = np.array([*outline, outline[0]]) / sizes
        half = len(corners) // 2  # both ends of a closed line are the same point
        corners = np.concatenate([_simplified(corners[: half + 1])[:-1], _simplified(corners[half:])])
        if "log" in (self.x.kind, self.y.kind):
            corners = _divided(corners)
        return tuple((x, y) for x, y in (corners[:-1] * sizes).tolist())


def compact(places: NDArray[np.float64]) -> NDArray[np.floating]:
    """Return places in half the bytes, where that still tells them apart."""
    largest = float(np.abs(places).max(initial=0))
    apart = float(np.ptp(places)) if len(places) else 0.0
    return places.astype(np.float32) if largest < FLOAT32 and apart > largest / 1_000 else places


def _simplified(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the corners of a line without those that hardly bend it (Douglas and Peucker, 1973)."""
    if len(line) < 3:
        return line
    across, up = line[-1] - line[0]
    x, y = (line - line[0]).T
    length = np.hypot(across, up)
    far = np.abs(x * up - y * across) / length if length else np.hypot(x, y)
    corner = int(far.argmax())
    if far[corner] <= SMOOTH:
        return line[[0, -1]]
    return np.concatenate([_simplified(line[: corner + 1])[:-1], _simplified(line[corner:])])


def _divided(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a line with corners added on its long sides."""
    parts = [
        np.linspace(start, end, max(1, int(np.ceil(np.hypot(*(end - start)) / BEND))), endpoint=False)
        for start, end in pairwise(line)
    ]
    return np.concatenate([*parts, line[-1:]])


def _value(scale: Scale, place: float, extent: tuple[float, float]) -> float:
    """Return the value at a place on the axis, rounded to what can be seen."""
    step = 10.0 ** np.floor(np.log10((extent[1] - extent[0]) / FINE))
    value = scale.back(float(np.round(place / step) * step))
    return float(f"{value:.{4 if scale.kind == 'log' else 13}g}")


def _filled(cells: NDArray[np.float64]) -> list[list[int | None]]:
    """Return counts, None in empty cells: those are left clear."""
    return [[int(count) or None for count in row] for row in cells]
