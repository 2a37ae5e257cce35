"""The map itself: a point a paper, drawn on a canvas in the browser."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import traitlets

from papers.clauses import Clause, Region
from papers.crossfilter import Change, Crossfilter
from papers.dimensions import Numbers, Topics
from papers.text import readable
from widgets import assets
from widgets.charts import coloured
from widgets.charts.chart import included, toggled
from widgets.charts.colouring import Colouring, colouring
from widgets.charts.head import Choice
from widgets.charts.legend import Legend
from widgets.charts.sizing import Sizing
from widgets.map.colours import by_topic
from widgets.scripted import Scripted, listed
from widgets.state import ViewState
from widgets.wording import day_words, given

ID = "map"
"""Under which the view's state keeps the choices of the map."""
PLAIN = ""
"""The choice of no colour and of one size."""
SHADES = 254
"""Steps of a scale of colours, and of sizes; one more stands for no value."""
MISSING_SHADE = 255
NAMED = 3
"""Authors named on the card of a paper."""
REACH = 0.9
"""Quantile of the distances of a topic's papers from its middle that is its reach on the map."""
SIGNALS = ("upvotes", "citations", "stars")


class TopicMap(Scripted):
    """Papers as points by their places on the map; a box or lasso chooses a region, a click a paper or a topic.

    Where the points are goes to the browser once; a filter sends one bit a paper.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `paper` is read and written; `charts["map"]` holds the choices of colour and size.
    """

    _esm = assets.script("choice", "map_points", "map_labels", "map")
    _css = assets.style("choice", "map")

    places = traitlets.Bytes(help="x of all papers, then y, float32; NaN where one has no place").tag(sync=True)
    codes = traitlets.Bytes(help="uint8 a paper: its place in `colours`, or on the scale they are, 255 for none").tag(
        sync=True
    )
    colours = listed("colours of the codes; of a scale from low to high")
    scaled = traitlets.Bool(help="whether colours are a scale").tag(sync=True)
    sizes = traitlets.Bytes(help="uint8 a paper, 255 the largest; empty where all have one size").tag(sync=True)
    passing = traitlets.Bytes(help="a bit a paper, the first the lowest: whether it passes").tag(sync=True)
    labels = listed("[path, label, x, y, level, reach, papers that pass, papers, colour, whether it is chosen]")
    region = listed("corners [x, y] of the region that is chosen")
    chosen = traitlets.Int(-1, help="row of the chosen paper, -1 for none").tag(sync=True)
    choices = listed("`Choice` of colour and size, as dicts")
    work = traitlets.Dict(help="done, total and words of what is being done; empty for nothing").tag(sync=True)
    why = traitlets.Unicode(help="why there is no map").tag(sync=True)
    alt = traitlets.Unicode(help="what a screen reader hears").tag(sync=True)

    def __init__(self, crossfilter: Crossfilter, state: ViewState) -> None:
        super().__init__()
        self.state = state
        self.legend = Legend()
        self.legend.on_pick(crossfilter.guard(self._pick))
        self.colouring: Colouring | None = None
        self.colour_name = PLAIN
        self.link(crossfilter)
        state.observe(crossfilter.guard(self._on_state), ["paper", "charts"])

    # show

    def refresh(self, change: Change | None) -> None:
        """Show which papers pass; where the papers are others, all of it."""
        with self.hold_sync():
            if change is None or change.data:
                self._read()
                self._look()
            self._show()

    @property
    def topics(self) -> Topics | None:
        """The topics of the papers, None before there are any."""
        if "topic" not in self.crossfilter.dimensions.names("category"):
            return None
        dimension = self.crossfilter.dimensions.get("topic")
        return dimension if isinstance(dimension, Topics) else None

    def _read(self) -> None:
        """Take places and topics from the papers."""
        dimensions = self.crossfilter.dimensions
        axes = [dimensions.get(name) for name in ("x", "y")]
        x, y = (axis.numbers if isinstance(axis, Numbers) else np.full(len(dimensions), np.nan) for axis in axes)
        x, y = np.where(np.isnan(y), np.nan, x), np.where(np.isnan(x), np.nan, y)
        self.x, self.y = x, y
        self.places = np.concatenate([x, y]).astype("<f4").tobytes()
        topics = self.topics
        self.topic_colours = by_topic(topics, x, y) if topics is not None else None
        self._spots = [] if topics is None else self._spotted(topics)

    def _spotted(self, topics: Topics) -> list[tuple[str, str, float, float, int, float, int, str]]:
        """Return path, label, middle, level, reach, bin and colour of each topic."""
        assert self.topic_colours is not None
        colour_of = {value: entry.colour for entry in self.topic_colours.entries for value in entry.values}
        spots = []
        for bin_, path in enumerate(topics.values):
            if not isinstance(path, str):
                continue
            rows = np.flatnonzero(topics.hits(np.array([bin_])))
            rows = rows[~np.isnan(self.x[rows])]
            if not len(rows):
                continue
            middle = float(np.median(self.x[rows])), float(np.median(self.y[rows]))
            away = np.hypot(self.x[rows] - middle[0], self.y[rows] - middle[1])
            reach = float(np.quantile(away, REACH))
            top = path.partition(".")[0]
            spots.append((path, topics.label(path), *middle, path.count(".") + 1, reach, bin_, colour_of.get(top, "")))
        return spots

    def _look(self) -> None:
        """Take colours and sizes from the choices."""
        dimensions = self.crossfilter.dimensions
        columns = dimensions.names(("category", "many", "number", "date"))
        colours = [(name, dimensions.column(name).label) for name in columns if name not in ("topic_label", "x", "y")]
        numbers = [(name, dimensions.column(name).label) for name in dimensions.names("number") if name not in "xy"]
        made = self.state.chart(ID)
        default = "topic" if self.topics is not None else PLAIN
        self.colour_name = _known(made.get("colour"), [PLAIN, *(name for name, _ in colours)], default)
        size_name = _known(made.get("size"), [PLAIN, *(name for name, _ in numbers)], PLAIN)
        self.choices = [
            asdict(Choice("colour", "Colour", self.colour_name, ((PLAIN, "one colour"), *colours))),
            asdict(Choice("size", "Size", size_name, ((PLAIN, "one size"), *numbers))),
        ]
        self.colouring = self._coloured()
        self.scaled = self.colouring is not None and not self.colouring.entries
        self.colours = [] if self.colouring is None else list(self.colouring.colours)
        self.codes = b"" if self.colouring is None else _shades(self.colouring, scaled=self.scaled)
        sized = dimensions.get(size_name) if size_name else None
        self.sizing = Sizing.of(sized) if isinstance(sized, Numbers) else None
        self.sizes = b"" if self.sizing is None else np.round(255 * self.sizing.shares).astype(np.uint8).tobytes()

    def _coloured(self) -> Colouring | None:
        if self.colour_name == "topic":
            return self.topic_colours
        return colouring(self.crossfilter.dimensions, self.colour_name) if self.colour_name else None

    def _show(self) -> None:
        crossfilter = self.crossfilter
        mask = crossfilter.mask()
        self.passing = np.packbits(mask, bitorder="little").tobytes()
        asked = included(crossfilter.clauses.get("topic"))
        topics = self.topics
        counts = crossfilter.counts("topic") if topics is not None else ()
        totals = topics.totals if topics is not None else ()
        self.labels = [
            [path, label, x, y, level, reach, int(counts[bin_]), int(totals[bin_]), colour, path in asked]
            for path, label, x, y, level, reach, bin_, colour in self._spots
        ]
        clause = crossfilter.clauses.get("x~y")
        self.region = [list(point) for point in clause.path] if isinstance(clause, Region) else []
        self._mark()
        placed = int(np.count_nonzero(~np.isnan(self.x)))
        self.alt = (
            f"Map of {placed:,} papers, of which {int(np.count_nonzero(mask)):,} pass the filters. "
            "Arrows move it, plus and minus zoom, 0 shows all of it. The tree of topics chooses what is on it."
        )
        self._tell_legend()

    def _tell_legend(self) -> None:
        shown = self.colouring
        with self.legend.hold_sync():
            self.legend.scale, self.legend.ends = (
                (list(shown.colours), list(shown.ends)) if shown is not None and self.scaled else ([], [])
            )
            self.legend.hollow = bool(shown is not None and self.scaled and shown.has_missing)
            self.legend.sizes = [] if self.sizing is None else self.sizing.words
            self.legend.entries = (
                coloured.entries(self.crossfilter, self.colour_name, shown)
                if shown is not None and shown.entries and self.colour_name != "topic"  # the tree has those
                else []
            )

    def _mark(self) -> None:
        """Mark the chosen paper."""
        row = self.crossfilter.dimensions.row(self.state.paper)
        self.chosen = -1 if row is None else row

    def _on_state(self, change: Any) -> None:
        if change.name == "paper":
            self._mark()
        elif (change.old or {}).get(ID) != (change.new or {}).get(ID):
            with self.hold_sync():
                self._look()
                self._tell_legend()

    # gestures

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "hover", "row": int(row)} if 0 <= row < len(self.crossfilter):
                self.send({"do": "card", "row": row, **self._card(row)})
            case {"do": "open", "row": int(row)} if 0 <= row < len(self.crossfilter):
                self.state.paper = str(self.crossfilter.papers["paper_id"].iloc[row])
            case {"do": "region", "path": list(path)}:
                self.crossfilter.set(Region("x", "y", tuple(map(tuple, path))))
            case {"do": "clear"}:
                self.crossfilter.drop("x~y")
            case {"do": "topic", "path": str(path), "add": bool(add)}:
                self.choose_topic(path, add)
            case {"do": "choose", "name": "colour" | "size" as name, "value": str(value)}:
                kept = self.state.charts.get(ID)
                kept = dict(kept) if isinstance(kept, Mapping) else {}
                self.state.charts = {**self.state.charts, ID: {**kept, name: value}}

    def choose_topic(self, path: str, add: bool) -> None:
        """Choose the papers of a topic, or let go of them."""
        topics = self.topics
        if topics is not None and len(topics.codes([path])):
            clause = toggled(self.crossfilter.clauses.get("topic"), "topic", path, add=add)
            self.crossfilter.update({"topic": clause})

    def _pick(self, place: int, add: bool) -> None:
        if self.colouring is not None and 0 <= place < len(self.colouring.entries):
            name, entry = self.colour_name, self.colouring.entries[place]
            clause: Clause | None = coloured.picked(self.crossfilter.clauses.get(name), name, entry, add=add)
            self.crossfilter.update({name: clause})

    def _card(self, row: int) -> dict[str, Any]:
        """Return what the card of a point shows: title, a line of facts, topic and its colour, values of the look."""
        paper = {str(name): given(value) for name, value in self.crossfilter.papers.iloc[row].items()}
        names = paper["authors"] or []
        by = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
        date = day_words(paper["published"], paper["published_precision"])
        facts = [part for part in (by, date, paper["venue"]) if part]
        signals = [f"{paper[name]:,} {name}" for name in SIGNALS if paper[name] is not None]
        rows = np.array([row])
        values = []
        if self.colouring is not None and self.colour_name != "topic":
            label = self.crossfilter.dimensions.column(self.colour_name).label
            values.append(f"{label}: {self.colouring.texts(rows)[0]}")
        colour = self.topic_colours.colours[int(self.topic_colours.codes[row])] if self.topic_colours else ""
        return {
            "title": readable(paper["title"] or "(no title)"),
            "facts": " · ".join(facts),
            "signals": " · ".join([*signals, *values]),
            "topic": paper["topic_label"] or "",
            "colour": colour,
        }


def _known(value: Any, values: list[str], default: str) -> str:
    return value if isinstance(value, str) and value in values else default


def _shades(colouring: Colouring, *, scaled: bool) -> bytes:
    """Return the colour of each paper in a byte."""
    if not scaled:
        return np.minimum(colouring.codes, MISSING_SHADE).astype(np.uint8).tobytes()
    shades = np.round(SHADES * np.clip(colouring.codes, 0, 1))
    return np.where(colouring.missing, MISSING_SHADE, shades).astype(np.uint8).tobytes()
