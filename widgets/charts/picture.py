"""A chart as a file: a figure that stands for itself, with title, explanation, filters and legend, or its numbers."""

import gzip
import html
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np
import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from widgets.assets import STATIC
from widgets.charts import marks
from widgets.charts.legend import Legend
from widgets.figure import Drawing

if TYPE_CHECKING:
    from widgets.charts.chart import Chart

Format = Literal["png", "svg", "html", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)

WIDTH, HEIGHT = 900, 540
"""Size of a picture in pixels; a chart that needs more is higher."""
SHARPNESS = 2
"""Pixels of a PNG for each of these."""
ROOM = 1.25
"""How much higher a chart is than on the page, where text is smaller."""
INK, INK_2, LINE, SURFACE = "#1b2430", "#55606e", "#dfe3e8", "#ffffff"
"""Text, secondary text, lines and ground: the light theme (theme.css), because a picture goes into a white page."""
TITLE, TEXT = 18, 13
"""Sizes of text in pixels ..."""
LEADING = 1.45
"""... and the height of a line as a multiple."""
EDGE = 24
"""Pixels around everything."""
COLUMNS, LINES = 118, 3
"""Letters in a line below the title, and lines of one paragraph."""
SLOPE = 0.35 * TEXT
"""Pixels that a letter of a slanted name rises."""
LABEL = 28
"""Columns of text of an entry of the legend."""
SIZES = 6, 14
"""Pixels of the smallest and the largest point of a legend."""
GESTURE = re.compile(r"^(?:click|drag|draw|tap|press|double-click|choose|point|use)\b", re.I)
"""How a sentence begins that says what a hand can do; a picture answers none."""
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[“A-Z0-9])")
LEGEND = {
    "x": 1.02,
    "xanchor": "left",
    "y": 1,
    "yanchor": "top",
    "itemsizing": "trace",
    "itemclick": False,
    "itemdoubleclick": False,
}
"""Beside the axes; it says what is there and hides nothing."""
NAME = 60
"""Letters of a file name."""


def send(chart: "Chart", format: str) -> None:
    """Have the browser save a chart under a name that says what it shows.

    Raises
    ------
    ValueError
        If it is none of `FORMATS`.
    """
    if format not in FORMATS:
        raise ValueError(f"A chart is saved as {', '.join(FORMATS)}, not as “{format}”.")
    if chart.why:
        return  # nothing is drawn
    if format == "csv":
        chart.figure.save(f"{name(chart)}.csv", "text/csv", [_packed(chart.numbers().to_csv())])
    elif format == "html":
        chart.figure.save(f"{name(chart)}.html", "text/html", page(chart))
    else:
        drawn = figure(chart)
        size = drawn.layout.width, drawn.layout.height
        chart.figure.picture(
            name(chart), format, size, SHARPNESS if format == "png" else 1, _packed(drawn.to_json(validate=False))
        )


def name(chart: "Chart") -> str:
    """Return what a file of the chart is called, without its ending: litscope-papers-by-venue."""
    plain = unicodedata.normalize("NFKD", chart.words).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", f"litscope {plain}")[:NAME].strip("-")


def page(chart: "Chart") -> list[bytes]:
    """Return the parts, each gzipped, of a page with the chart and plotly's script in it: it needs no network."""
    template = (STATIC / "picture.html").read_text(encoding="utf-8")
    body = figure(chart, interactive=True).to_html(
        full_html=False,
        include_plotlyjs=False,
        config={"displaylogo": False, "typesetMath": False, "responsive": True},
        default_width=f"{WIDTH}px",
        validate=False,
    )
    head, tail = template.split("{script}")
    tail = tail.replace("{body}", body)
    return [_packed(head.replace("{title}", html.escape(chart.words))), _script(), _packed(tail)]


def figure(chart: "Chart", *, interactive: bool = False) -> go.Figure:
    """Return the chart as a complete figure: title, explanation and filters, axes, legend, white ground.

    Parameters
    ----------
    interactive : bool
        Whether it is for a page that answers the pointer, and not for a picture.
    """
    drawing = chart.drawing()
    title, top = _title(chart)
    top += _above(drawing)
    traces = [_trace(_unparked(trace, drawing), interactive) for trace in drawing.traces if trace.get("visible", True)]
    legends = [part for part in chart.widget.children if isinstance(part, Legend)]
    entries = [] if _show_density(traces) else [entry for legend in legends for entry in _legend(legend, chart)]
    entries = entries or _bars(chart, drawing)
    listed: dict[str, Any] = {"showlegend": any("name" in each for each in entries)}
    if any("colorbar" in each["marker"] for each in entries):
        listed["legend"] = {**LEGEND, "y": 0.4}  # below the scale of colours
    return go.Figure(
        [*traces, *entries],
        {**_layout(drawing, interactive), **listed, "title": title}
        | {"width": WIDTH, "height": max(HEIGHT, round(top + drawing.height * ROOM) + EDGE)}
        | {"margin": {"l": EDGE, "r": EDGE, "t": top, "b": EDGE, "pad": 4}},
    )


def explanation(about: str) -> str:
    """Return what is said of a chart without the sentences on what a hand can do.

    >>> explanation("All values. Click a bar to choose it.")
    'All values.'
    """
    return " ".join(sentence for sentence in SENTENCE.split(about) if not GESTURE.match(sentence))


def under(chart: "Chart") -> str:
    """Return how many papers pass, and which filters: “123 of 416 papers, under Venue: ACL”."""
    crossfilter = chart.crossfilter
    count = marks.papers(crossfilter.count, len(crossfilter))
    clauses = [clause.words(crossfilter.dimensions) for clause in crossfilter.clauses.values()]
    return f"{count}, under {'; '.join(clauses)}" if clauses else count


# parts of the figure


def _title(chart: "Chart") -> tuple[dict[str, Any], int]:
    """Return plotly's title, with explanation and filters below it, and how many pixels it needs."""
    about = marks.wrapped(explanation(chart.about()), COLUMNS, LINES)
    paragraphs = [f"<span style='font-size:{TEXT}px;color:{INK_2}'>{text}</span>" for text in (about,) if text]
    paragraphs.append(
        f"<span style='font-size:{TEXT}px;color:{INK_2}'>{marks.wrapped(under(chart), COLUMNS, LINES)}</span>"
    )
    below = sum(text.count("<br>") + 1 for text in paragraphs)
    text = "<br>".join([f"<b>{marks.wrapped(chart.words, 84, 1)}</b>", *paragraphs])
    top = round(EDGE + LEADING * (TITLE + below * TEXT) + TEXT)
    place = {"x": EDGE / WIDTH, "xref": "container", "xanchor": "left", "yref": "container", "yanchor": "top"}
    font = {"size": TITLE, "color": INK, "family": marks.FONT}
    return {"text": text, "font": font, "automargin": False, "pad": {"t": EDGE}, "y": 1, **place}, top


def _layout(drawing: Drawing, interactive: bool) -> dict[str, Any]:
    """Return the layout of a drawing, in the colours of the light theme and with room for all its words."""
    own = dict(drawing.layout)
    for key, axis in own.items():
        if re.fullmatch(r"[xy]axis\d*", key):
            own[key] = _axis(axis, interactive)
    own["shapes"] = [_shape(shape) for shape in own.get("shapes", ())]
    own["annotations"] = [_larger(note) for note in own.get("annotations", ())]
    if interactive:
        own["dragmode"] = "zoom"
    return own | {
        "paper_bgcolor": SURFACE,
        "plot_bgcolor": SURFACE,
        "font": {"family": marks.FONT, "size": TEXT, "color": INK_2},
        "autosize": False,
        "legend": {
            "x": 1.02,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "itemclick": False,
            "itemdoubleclick": False,
        },
    }


def _above(drawing: Drawing) -> int:
    """Return the pixels that words of an axis need between title and marks; plotly would lay them over the title."""
    axes = [axis for key, axis in drawing.layout.items() if key.startswith("xaxis") and axis.get("side") == "top"]
    if not axes:
        return 0
    longest = max((len(re.sub("<[^>]*>", "", text)) for axis in axes for text in axis.get("ticktext", ())), default=0)
    slanted = any(axis.get("tickangle") for axis in axes)
    return round(LEADING * TEXT * (3 if any(axis.get("title") for axis in axes) else 1) + SLOPE * longest * slanted)


def _axis(axis: Mapping[str, Any], interactive: bool) -> dict[str, Any]:
    title = axis.get("title")
    words = {"text": title} if isinstance(title, str) else dict(title or {})
    return {
        **axis,
        "automargin": True,
        "fixedrange": not interactive,
        "gridcolor": LINE,
        "title": {**_larger(words), "standoff": 10} if words.get("text") else None,
    }


def _larger(words: Mapping[str, Any]) -> dict[str, Any]:
    """Return words of a drawing in the size of a picture."""
    return {**words, "font": {**words.get("font", {}), "size": TEXT}}


def _shape(shape: Mapping[str, Any]) -> dict[str, Any]:
    """Return a shape; what is chosen is drawn by the page's style sheet, which a picture does not have."""
    if "line" in shape:
        return dict(shape)
    return {**shape, "line": {"color": marks.ACCENT, "width": 1}, "fillcolor": "rgba(31, 100, 200, 0.1)"}


def _unparked(trace: Mapping[str, Any], drawing: Drawing) -> Mapping[str, Any]:
    """Return a trace without the points that are parked before the axis: who zooms out would find them."""
    if not trace["type"].startswith("scatter") or trace.get("mode") != "markers":
        return trace
    low, high = sorted(drawing.layout["xaxis"]["range"])
    places = np.asarray(trace["x"])
    return {**trace, "x": np.where((places >= low) & (places <= high), places, np.nan)}


def _trace(trace: Mapping[str, Any], interactive: bool) -> dict[str, Any]:
    """Return a trace that is no entry of the legend; without the words for a pointer where there is none."""
    kept = {**trace, "showlegend": False}
    if "textfont" in kept:
        kept["textfont"] = {"color": INK_2, **kept["textfont"], "size": TEXT - 1}
    if not interactive:
        kept = {key: value for key, value in kept.items() if not key.startswith("hover")} | {"hoverinfo": "skip"}
    return kept


# legends


def _show_density(traces: list[dict[str, Any]]) -> bool:
    """Say beside the first trace of cells whose colours are numbers what they are; return whether there is one."""
    for trace in traces:
        if trace["type"] == "heatmap" and trace.get("zmax", 0) > 1:
            trace["showscale"] = True
            trace["colorbar"] = {**_scale("papers"), "tickformat": ",d", "nticks": 6}
            return True
    return False


def _scale(title: str) -> dict[str, Any]:
    """Return how a scale of colours looks."""
    shape = {"thickness": 12, "len": 0.5, "x": 1.02, "xanchor": "left", "y": 1, "yanchor": "top"}
    return {**shape, "outlinewidth": 0, "title": {"text": marks.inert(title), "font": {"size": TEXT}, "side": "right"}}


def _legend(legend: Legend, chart: "Chart") -> list[dict[str, Any]]:
    """Return traces without points that say what the colours and sizes of a chart stand for."""
    chosen = {choice.name: choice.words for choice in chart.choices}
    title = chosen.get("colour", "")
    entries = [
        _entry(f"{marks.short(label, LABEL)} ({count:,})", colour, title)
        for _place, label, colour, count, *_rest in legend.entries
    ]
    if legend.scale:
        entries.append(_ramp(legend, title))
    sizes = zip(legend.sizes, SIZES, strict=False)
    return entries + [_entry(words, marks.OTHER, chosen.get("size", ""), "circle", size) for words, size in sizes]


def _ramp(legend: Legend, title: str) -> dict[str, Any]:
    """Return a trace that brings the scale of colours from low to high."""
    last = max(len(legend.scale) - 1, 1)
    marker = {
        "color": [0, 1],
        "cmin": 0,
        "cmax": 1,
        "colorscale": [[place / last, colour] for place, colour in enumerate(legend.scale)],
        "showscale": True,
        "colorbar": {**_scale(title), "tickvals": [0, 1], "ticktext": [marks.inert(end) for end in legend.ends]},
    }
    return {**_absent(), "marker": marker, "showlegend": False}


def _bars(chart: "Chart", drawing: Drawing) -> list[dict[str, Any]]:
    """Return what tells bars of papers that pass from those behind them of all papers, where they differ."""
    colours = {str(trace.get("marker", {}).get("color")) for trace in drawing.traces if trace["type"] == "bar"}
    if marks.GHOST not in colours or chart.crossfilter.count == len(chart.crossfilter):
        return []
    return [_entry("papers that pass", marks.ACCENT), _entry("all papers", marks.GHOST)]


def _entry(label: str, colour: str, title: str = "", symbol: str = "square", size: int = 10) -> dict[str, Any]:
    """Return a trace that is an entry of the legend; `title` stands above those of one symbol."""
    heading = {"legendgroup": symbol, "legendgrouptitle": {"text": marks.inert(title)}} if title else {}
    marker = {"color": colour, "size": size, "symbol": symbol}
    return {**_absent(), **heading, "marker": marker, "name": marks.inert(label), "showlegend": True}


def _absent() -> dict[str, Any]:
    """Return a trace of one point that is nowhere."""
    return {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "hoverinfo": "skip"}


# bytes


def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


@cache
def _script() -> bytes:
    """Return plotly's script for pages, gzipped once for everybody who asks."""
    return _packed(f"<script>{get_plotlyjs()}</script>")
