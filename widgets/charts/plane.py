"""What the charts have in common that lay papers out on two axes."""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from papers.clauses import Region
from papers.crossfilter import Crossfilter
from papers.dimensions import Dates, Numbers
from papers.text import readable
from widgets.charts import lasso, marks
from widgets.charts.counts import INTERNAL
from widgets.charts.density import Density
from widgets.charts.head import Choice
from widgets.charts.legended import PLAIN, Legended
from widgets.charts.numbers import Cell
from widgets.charts.numbers import Numbers as Table
from widgets.charts.scale import SHAPES, Scale, can_bend
from widgets.charts.sizing import Sizing
from widgets.figure import Drawing, Hit, Outline
from widgets.state import ViewState

MOST_SVG = 3_000
MOST_POINTS = 20_000
"""Points are drawn one by one as SVG up to here, then on a canvas up to there; above, as a density."""
SIZE, OPACITY = ((50, 9.0), (20_000, 3.5)), ((100, 0.9), (10_000, 0.65))
"""Points are the smaller and the paler the more there are: (number, diameter or opacity) at both ends, between them by
the logarithm of the number."""
GHOSTS = ((500, 0.4), (20_000, 0.08))
"""The same for the opacity of all papers behind those that pass."""
COLOURLESS, SIZELESS = 0.4, 0.7
"""Shares of their opacity that points keep whose colour or whose size is not known."""
LISTED = 1_000
"""Papers in the table of the numbers, at most."""
TICKS = 6
"""Words along a date axis."""
FINE = 5_000
"""Corners of a region are rounded to this part of an axis: the region is part of the link to a view."""
FLOAT32 = 1e30
"""Larger numbers do not fit into 32 bits."""

RING = 13
"""Diameter of the ring round the chosen paper, in pixels."""

ALL, PASSING, CELLS_ALL, CELLS_PASSING, PAPER = range(5)

SHAPE_LABELS = {"auto": "as suits", "linear": "linear", "log": "logarithmic"}
SHAPE_NAMES = {"x": "Scale across", "y": "Scale up"}
DRAG = Choice("drag", "Drag to draw", "select", (("select", "Box"), ("lasso", "Lasso")), "bar")


class Plane(Legended):
    """Papers as points over two number or date columns: a box or lasso chooses a region, a click a paper.

    Any column can colour the points, and any number be their size. Sub-classes set `x_name` and `y_name` and call
    `place`.
    """

    traces: ClassVar = (
        marks.dots(hoverinfo="text", marker={"color": marks.OTHER, "line": {"width": 0}}),
        marks.dots(marker={"line": {"width": 0}}),
        marks.cells(hoverinfo="skip", opacity=0.3, colorscale=[[0, marks.OTHER], [1, marks.OTHER]]),
        marks.cells(colorscale=marks.density(1)),
        marks.dots(marker={"size": RING, "symbol": "circle-open", "color": marks.ACCENT, "line": {"width": 2}}),
    )

    x_name: str
    y_name: str
    sizing: Sizing | None

    def __init__(self, crossfilter: Crossfilter, state: ViewState, id: str = "") -> None:
        self.rows: NDArray[np.intp] = np.empty(0, np.intp)
        self.density: Density | None = None
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

    def scale(self, axis: str, name: str) -> Scale:
        """Return the scale of a column along an axis, and let it be chosen where that makes a difference."""
        dimension = self.dimensions.get(name)
        assert isinstance(dimension, (Numbers, Dates))
        wanted = self.chosen(f"{axis}_scale", SHAPES, "auto")
        shape = next(shape for shape in SHAPES if shape == wanted)
        if can_bend(dimension):
            options = tuple((each, SHAPE_LABELS[each]) for each in SHAPES)
            self._shape_choices.append(Choice(f"{axis}_scale", SHAPE_NAMES[axis], shape, options, "options"))
        return Scale.of(dimension, shape, TICKS)

    def begin(self, title: str) -> None:
        """Forget what was read before."""
        self.title, self.choices, self.why, self.x_name, self.y_name = title, [], "", "", ""
        self.colour_name, self.colouring, self.sizing = PLAIN, None, None
        self.rows, self.density = self.rows[:0], None
        self._shape_choices: list[Choice] = []

    def place(self, x: Scale, y: Scale, colour: str = PLAIN) -> None:
        """Take the axes and give every paper that has both values its place; colour by a column at first."""
        self.x, self.y = x, y
        self.rows = np.flatnonzero(~np.isnan(x.positions) & ~np.isnan(y.positions))
        self.xs, self.ys = x.forward(x.positions[self.rows]), y.forward(y.positions[self.rows])
        self.extents = x.extent(self.xs), y.extent(self.ys)
        if len(self.rows) and not self.dense:
            self._offer_looks(colour)
        self.xs_sent, self.ys_sent = compact(self.xs), compact(self.ys)
        self.words_of_points = self.hover() if not self.dense else []
        self.density = Density(self.xs, self.ys, self.extents) if self.dense else None
        self.drag = self.chosen("drag", DRAG.values, "select")
        self.choices += [*self._shape_choices, Choice(DRAG.name, DRAG.label, self.drag, DRAG.options, DRAG.place)]

    @property
    def dense(self) -> bool:
        """Whether there are too many papers for points."""
        return len(self.rows) > MOST_POINTS

    def _offer_looks(self, colour: str) -> None:
        """Take colour and size of the points, and let them be chosen."""
        columns = self.columns("category", "many", "number", "date")
        self.offer_colour(tuple(each for each in columns if each[0] not in INTERNAL), default=colour, legend=True)
        sizes = ((PLAIN, "all alike"), *self.columns("number"))
        if len(sizes) > 1:
            name = self.chosen("size", dict(sizes), PLAIN)
            self.choices.append(Choice("size", "Size", name, sizes, "options"))
            dimension = self.dimensions.get(name) if name else None
            if isinstance(dimension, Numbers):
                self.sizing = Sizing.of(dimension)
        self._raise()

    def _raise(self) -> None:
        """Draw points without a colour of their own first, and small points after large ones, which would hide them."""
        below: list[NDArray[Any]] = [-self.sizing.shares[self.rows]] if self.sizing is not None else []
        below += [self.colouring.depth[self.rows]] if self.colouring is not None else []
        if below:
            order = np.lexsort(below)
            self.rows, self.xs, self.ys = self.rows[order], self.xs[order], self.ys[order]

    def _fading(self) -> NDArray[np.float32] | None:
        """Return what share of its opacity each point keeps for what is not known of it, (m,); None if all of all."""
        fading = np.ones(len(self.rows), np.float32)
        for look, share in ((self.colouring, COLOURLESS), (self.sizing, SIZELESS)):
            if look is not None:
                fading[look.missing[self.rows]] *= share
        return None if (fading == 1).all() else fading

    def _titles(self) -> list[str]:
        titles = self.crossfilter.papers["title"].iloc[self.rows]
        if len(self.rows) > MOST_SVG:  # many: less of each
            return [marks.inert(marks.short(readable(title), 80)) for title in titles.fillna("(no title)")]
        return [f"<b>{marks.wrapped(readable(title))}</b>" for title in titles.fillna("(no title)")]

    def hover(self) -> list[str]:
        """Return the words for each point: title and values; of very many papers the title alone."""
        titles = self._titles()
        if len(self.rows) > MOST_SVG:
            return titles
        lines = [self.values()]
        if self.colouring is not None and self.colour_name not in (self.x_name, self.y_name):
            lines.append(self._values(self.colour_name, self.colouring.texts(self.rows)))
        if self.sizing is not None and self.sizing.scale.dimension.column.name not in (self.x_name, self.y_name):
            lines.append(self._values(self.sizing.scale.dimension.column.name, self.sizing.scale.texts(self.rows)))
        return ["<br>".join(parts) for parts in zip(titles, *lines, strict=True)]

    def _values(self, name: str, texts: list[str]) -> list[str]:
        label = marks.inert(self.dimensions.column(name).label)
        return [f"{label} {marks.inert(marks.short(text, 40))}" for text in texts]

    def values(self) -> list[str]:
        """Return the words for the place of each point."""
        across, up = (self._values(name, scale.texts(self.rows)) for name, scale in self._axes)
        return [f"{x}<br>{y}" for x, y in zip(across, up, strict=True)]

    @property
    def _axes(self) -> tuple[tuple[str, Scale], tuple[str, Scale]]:
        return (self.x_name, self.x), (self.y_name, self.y)

    def shapes(self) -> list[dict[str, Any]]:
        """Return what is drawn besides the points and the region."""
        return []

    def draw(self) -> Drawing:
        """Return all points as ghosts and those that pass, or their density."""
        passing = self.crossfilter.mask()[self.rows]
        empty = {"x": marks.NOTHING, "y": marks.NOTHING, "visible": False}
        content: list[Mapping[str, Any]] = [empty] * len(self.traces)
        if self.density is not None:
            content[CELLS_ALL], content[CELLS_PASSING] = self.density.traces(passing)
        else:
            content[ALL], content[PASSING] = self._points(passing)
        content[PAPER] = self._paper()
        traces = [
            {**trace, **own, **({"marker": {**trace["marker"], **own.get("marker", {})}} if "marker" in trace else {})}
            for trace, own in zip(self.traces, content, strict=True)
        ]
        return Drawing(
            traces,
            marks.layout(
                margin={"l": 30, "r": 10, "t": 6, "b": 24, "pad": 4},
                xaxis=self.x.axis(self.extents[0]),
                yaxis=self.y.axis(self.extents[1], falls=self.falls),
                shapes=[*self.shapes(), *self._region()],
            ),
            draws="lasso" if self.drag == "lasso" else "box",
        )

    def _points(self, passing: NDArray[np.bool_]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return all points as ghosts, which answer the pointer, and on them those that pass.

        As SVG, points that do not pass are parked beyond the axis: to move a mark costs the browser less than to make
        and remove it. On a canvas there are no marks, and fewer points are drawn sooner.
        """
        canvas = len(self.rows) > MOST_SVG
        shared = {"type": "scattergl" if canvas else "scatter", "visible": True}
        size = self._diameters
        kept = passing if canvas else np.ones_like(passing)
        full, pale = between(*OPACITY, int(np.count_nonzero(kept))), between(*GHOSTS, len(self.rows))
        colour = {"color": marks.POINT} if self.colouring is None else self.colouring.marker(self.rows[kept])
        opacity: Any = full
        if (fading := self._fading()) is not None:
            opacity = np.float32(full) * fading[kept]
        return (
            {
                **shared,
                "x": self.xs_sent,
                "y": self.ys_sent,
                "hovertext": self.words_of_points,
                "marker": {"size": size, "opacity": pale},
            },
            {
                **shared,
                "x": marks.parked(self.xs_sent, passing, self.extents[0])[kept],
                "y": self.ys_sent[kept],
                "marker": {
                    **colour,
                    "size": size if isinstance(size, float) else size[kept],
                    "opacity": opacity,
                },
            },
        )

    @property
    def _diameters(self) -> float | NDArray[np.float32]:
        """The diameters of all points in pixels: one for all, or of each."""
        usual = between(*SIZE, len(self.rows))
        return usual if self.sizing is None else self.sizing.diameters(self.rows, usual)

    def _paper(self) -> dict[str, Any]:
        """Return the place of the chosen paper."""
        if self.state.paper is None:
            return {"x": marks.NOTHING, "y": marks.NOTHING, "visible": True}
        here = np.flatnonzero((self.crossfilter.papers["paper_id"] == self.state.paper).to_numpy()[self.rows])
        ring: dict[str, float] = {"size": RING}
        if self.sizing is not None and len(here):
            ring = {"size": float(self._diameters[here[0]]) + RING / 2}  # type: ignore[index]
        return {"x": self.xs_sent[here], "y": self.ys_sent[here], "visible": True, "marker": ring}

    def _region(self) -> list[dict[str, Any]]:
        clause = self.crossfilter.clauses.get(self.key)
        if not isinstance(clause, Region):
            return []
        path = np.array(clause.path)
        xs, ys = self.x.forward(path[:, 0]), self.y.forward(path[:, 1])
        corners = [f"{x:.10g},{y:.10g}" for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
        return [{"type": "path", "path": f"M{'L'.join(corners)}Z"}]

    # legend

    @property
    def legend_rows(self) -> NDArray[np.intp]:
        """The papers that have both values."""
        return self.rows

    @property
    def ramp(self) -> tuple[list[str], list[str]]:
        """The colours of numbers or of cells, and words for both ends."""
        return super().ramp if self.density is None else self.density.ramp

    @property
    def sizes(self) -> list[str]:
        """What the size of points stands for, its smallest and its largest value."""
        return [] if self.sizing is None else self.sizing.words

    # numbers

    def numbers(self) -> Table:
        """Return the papers that pass, from the top down; the first `LISTED` where there are more."""
        listed = self._listed()
        titles = self.crossfilter.papers["title"].iloc[listed].fillna("(no title)")
        passing = int(np.count_nonzero(self.crossfilter.mask()[self.rows]))
        heading = "Title" if passing <= LISTED else f"Title (first {LISTED:,} of {marks.papers(passing)})"
        columns: list[tuple[str, list[Cell]]] = [(heading, [readable(title) for title in titles])]
        columns += [(scale.heading, scale.cells(listed)) for scale in (self.x, self.y)]
        if self.colouring is not None and self.colour_name not in (self.x_name, self.y_name):
            texts: list[Cell] = list(self.colouring.texts(listed))
            columns.append((self.dimensions.column(self.colour_name).label, texts))
        ids = self.crossfilter.papers["paper_id"].iloc[listed]
        return Table(
            tuple(name for name, _ in columns),
            list(zip(*(cells for _, cells in columns), strict=True)),
            (ids == self.state.paper).tolist() if self.state.paper is not None else [False] * len(listed),
        )

    def _listed(self) -> NDArray[np.intp]:
        """Return the rows of the papers that the numbers list."""
        passing = np.flatnonzero(self.crossfilter.mask()[self.rows])
        down = self.ys[passing] if self.falls else -self.ys[passing]
        return self.rows[passing[np.lexsort((self.xs[passing], down))[:LISTED]]]

    def pick(self, row: int, add: bool) -> None:
        """Choose the paper of a row of the numbers."""
        listed = self._listed()
        if 0 <= row < len(listed):
            self._choose(listed[row])

    def _choose(self, row: int) -> None:
        self.state.paper = str(self.crossfilter.papers["paper_id"].iloc[row])

    # gestures

    def hit(self, hit: Hit) -> None:
        """Choose the paper of a point, or the region of a cell."""
        if isinstance(hit.point, int):
            if 0 <= hit.point < len(self.rows) and hit.trace == ALL:
                self._choose(self.rows[hit.point])
        elif hit.trace == CELLS_PASSING and self.density is not None:
            corners = self.density.corners(*hit.point)
            if corners:
                self._set(corners)

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
        corners = np.concatenate([lasso.simplified(corners[: half + 1])[:-1], lasso.simplified(corners[half:])])
        if "log" in (self.x.kind, self.y.kind):
            corners = lasso.divided(corners)
        return tuple((x, y) for x, y in (corners[:-1] * sizes).tolist())


def compact(places: NDArray[np.float64]) -> NDArray[np.floating]:
    """Return places in half the bytes, where that still tells them apart."""
    largest = float(np.abs(places).max(initial=0))
    apart = float(np.ptp(places)) if len(places) else 0.0
    return places.astype(np.float32) if largest < FLOAT32 and apart > largest / 1_000 else places


def _value(scale: Scale, place: float, extent: tuple[float, float]) -> float:
    """Return the value at a place on the axis, rounded to what can be seen."""
    step = 10.0 ** np.floor(np.log10((extent[1] - extent[0]) / FINE))
    value = scale.back(float(np.round(place / step) * step))
    return float(f"{value:.{4 if scale.kind == 'log' else 13}g}")


def between(first: tuple[float, float], last: tuple[float, float], count: float) -> float:
    """Return what lies between (count, value) at both ends, by the logarithm of the count.

    >>> between((10, 1.0), (1000, 2.0), 100)
    1.5
    """
    ends = np.log10([first[0], last[0]])
    return round(float(np.interp(np.log10(max(count, 1)), ends, [first[1], last[1]])), 2)
