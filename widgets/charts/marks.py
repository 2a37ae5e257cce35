"""How charts look: colours, text and the layout that all figures share."""

import html
import unicodedata
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

ACCENT = "rgb(31, 100, 200)"
FAINT = "rgb(168, 196, 236)"
GHOST = "rgb(211, 217, 224)"
"""Bars: papers that pass, that pass but are not chosen, and all papers.

These are the values of the light theme; chart.css gives marks in them the colours of the theme that is in force.
"""
CLEAR = "rgba(0, 0, 0, 0)"

POINT = "rgb(52, 118, 214)"
OTHER = "rgb(128, 138, 150)"
NONE = "rgb(166, 174, 184)"
"""Points lie on a canvas, out of reach of a style sheet: these colours stand out on light and on dark."""

PALETTE = (
    "rgb(0, 119, 227)",
    "rgb(204, 79, 11)",
    "rgb(4, 115, 138)",
    "rgb(199, 135, 21)",
    "rgb(183, 53, 189)",
    "rgb(8, 158, 219)",
    "rgb(145, 96, 86)",
)
"""Colours of categories: each has a contrast of 3:1 at least to the light and to the dark surface, and differs from all
others and from `OTHER` by 7.5 or more in Oklab (https://bottosson.github.io/posts/oklab/), also for those who see no
red, no green or no blue, as simulated by Machado, Oliveira and Fernandes (2009)."""

SCALE = ("rgb(64, 118, 204)", "rgb(181, 96, 159)", "rgb(238, 119, 51)")
"""Colours from low to high, all of middling lightness so that they stand out on light and on dark."""

NOTHING = np.empty(0, np.float32)

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", Arial, sans-serif'

AXIS: Mapping[str, Any] = {
    "fixedrange": True,
    "showline": False,
    "zeroline": False,
    "showgrid": False,
    "ticks": "",
    "automargin": False,
    "ticklabeloverflow": "allow",
}
"""An axis without lines, which a drag does not move.

Its labels may reach over the edge: to hide those that do, plotly measures each of them at every drawing.
"""

COUNT_AXIS: Mapping[str, Any] = {**AXIS, "showgrid": True, "tickformat": "~s", "nticks": 4, "rangemode": "tozero"}
"""An axis of numbers of papers."""


def layout(**own: Any) -> dict[str, Any]:
    """Return the layout of a figure: what all share, then its own."""
    return {
        "template": {},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "font": {"family": FONT, "size": 11},
        "showlegend": False,
        "barmode": "overlay",
        "clickmode": "event",
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": 12,
        "hoverlabel": {"align": "left", "font": {"family": FONT, "size": 12}, "namelength": 0},
        "margin": {"l": 36, "r": 8, "t": 8, "b": 34, "pad": 4},
        **own,
    }


def bars(**own: Any) -> dict[str, Any]:
    """Return a trace of bars."""
    return {"type": "bar", "x": NOTHING, "y": NOTHING, "hoverinfo": "skip", **own}


def dots(**own: Any) -> dict[str, Any]:
    """Return a trace of points."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": NOTHING,
        "y": NOTHING,
        "hoverinfo": "skip",
        **own,
    }


def parked(places: NDArray[np.floating], kept: NDArray[np.bool_], extent: tuple[float, float]) -> NDArray[np.floating]:
    """Return places along an axis, (m,); those that are not kept lie one length of the axis before it."""
    low, high = extent
    return np.where(kept, places, places.dtype.type(low - (high - low)))


def cells(**own: Any) -> dict[str, Any]:
    """Return a trace of cells."""
    return {
        "type": "heatmap",
        "x": NOTHING,
        "y": NOTHING,
        "z": [],
        "showscale": False,
        "hoverongaps": False,
        "hovertemplate": "%{z:,} papers<extra></extra>",
        **own,
    }


def density(highest: int) -> list[list[Any]]:
    """Return the colours of cells with up to so many papers: twice as many papers, one step darker."""
    steps = np.linspace(0, 1, 9)
    places = np.expm1(steps * np.log1p(highest)) / highest
    places[-1] = 1  # not a hair beside it: plotly drops such a scale and takes another
    return [
        [float(place), f"rgba(52, 118, 214, {0.2 + 0.8 * step:.2f})"] for place, step in zip(places, steps, strict=True)
    ]


def top(counts: np.ndarray) -> float:
    """Return where the axis of some counts ends: a little above the highest."""
    return max(1.0, 1.06 * float(counts.max(initial=0)))


def count_ticks(highest: float) -> dict[str, Any]:
    """Return the ticks of an axis of counts: whole numbers, also where they are few."""
    return {"dtick": 1, "tick0": 0} if highest < 5 else {"dtick": None, "tick0": None}


def inert(text: str) -> str:
    """Return text that plotly shows as it is: it reads tags and entities in every label."""
    return html.escape(" ".join(text.split()), quote=False)


def inline(words: str) -> str:
    """Return the words of a label as they read within a sentence: “upvotes”, but “DOI”."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def named(words: str) -> dict[str, Any]:
    """Return the title of an axis."""
    return {"text": inert(short(words, 44)), "font": {"size": 11}, "standoff": 6}


def short(text: str, width: int) -> str:
    """Return the text cut to so many columns; letters of Chinese, Japanese and Korean are two columns wide."""
    text = " ".join(text.split())
    if text.isascii():
        return text if len(text) <= width else text[: width - 1].rstrip() + "…"
    columns = 0
    for place, letter in enumerate(text):
        columns += 2 if unicodedata.east_asian_width(letter) in "WF" else not unicodedata.combining(letter)
        if columns > width:
            return text[: max(place - 1, 1)].rstrip() + "…"
    return text


def wrapped(text: str, width: int = 36, lines: int = 4) -> str:
    """Return the text in lines of so many letters, inert; what goes beyond is cut."""
    text = short(text, width * lines)
    out, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= width:
            out.append(line)
            line = ""
        while len(word) > width:  # no blank to break at
            out.append(word[:width])
            word = word[width:]
        line = f"{line} {word}".strip()
    return "<br>".join(inert(line) for line in [*out, line][: lines + 1])


def papers(count: int, total: int | None = None) -> str:
    """Return “1 paper”, “12 papers”, “3 of 12 papers”."""
    if total is not None and count != total:
        return f"{count:,} of {papers(total)}"
    return f"{count:,} paper" if count == 1 else f"{count:,} papers"
