"""Colours of topics: a hue each, neighbours on the map in neighbouring hues, alike in lightness on light and dark."""

import numpy as np
from numpy.typing import NDArray

from papers.dimensions import MISSING, Topics
from widgets.charts import marks
from widgets.charts.colouring import Colouring, Entry

LIGHTNESS, CHROMA = (0.60, 0.66), 0.145
"""In Oklch: contrast to the light and the dark surface; neighbours differ in lightness, too."""


def hues(centres: NDArray[np.float64]) -> list[str]:
    """Return a colour for each of some places, (k, 2): hues go round the middle of the map, evenly."""
    k = len(centres)
    angle = np.arctan2(centres[:, 1], centres[:, 0])
    place = np.argsort(np.argsort(angle, kind="stable"), kind="stable")
    return [_rgb(LIGHTNESS[turn % 2], CHROMA, 2 * np.pi * turn / max(k, 1) + 0.5) for turn in place.tolist()]


def _rgb(lightness: float, chroma: float, hue: float) -> str:
    """Return a colour of Oklch (https://bottosson.github.io/posts/oklab/) as CSS has it, cut to what screens show."""
    a, b = chroma * np.cos(hue), chroma * np.sin(hue)
    cones = np.array(
        [
            lightness + 0.3963377774 * a + 0.2158037573 * b,
            lightness - 0.1055613458 * a - 0.0638541728 * b,
            lightness - 0.0894841775 * a - 1.2914855480 * b,
        ]
    )
    linear = np.array(
        [
            [4.0767416621, -3.3077115913, 0.2309699292],
            [-1.2684380046, 2.6097574011, -0.3413193965],
            [-0.0041960863, -0.7034186147, 1.7076147010],
        ]
    ) @ (cones**3)
    linear = np.clip(linear, 0, 1)
    shown = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    red, green, blue = np.round(255 * shown).astype(int).tolist()
    return f"rgb({red}, {green}, {blue})"


def by_topic(dimension: Topics, x: NDArray[np.float64], y: NDArray[np.float64]) -> Colouring:
    """Return the colours of papers by their topics at the top, each a colour of its own, in the order of the tree."""
    tops = sorted({top for top in dimension.tops.tolist() if top is not MISSING}, key=_number)
    place = {top: number for number, top in enumerate(tops)}
    codes = np.array([place.get(top, len(tops)) for top in dimension.tops.tolist()], np.float32)
    centres = np.zeros((len(tops), 2))
    for number in range(len(tops)):
        inside = (codes == number) & ~np.isnan(x)
        if inside.any():
            centres[number] = np.median(x[inside]), np.median(y[inside])
    middle = (np.nanmedian(x), np.nanmedian(y)) if (~np.isnan(x)).any() else (0.0, 0.0)
    colours = hues(centres - np.array(middle))
    entries = [Entry(frozenset({top}), dimension.label(top), colour) for top, colour in zip(tops, colours, strict=True)]
    missing = codes == len(tops)
    if missing.any():
        entries.append(Entry(frozenset({MISSING}), dimension.label(MISSING), marks.NONE))

    def texts(rows: NDArray[np.intp]) -> list[str]:
        return [dimension.label(top) for top in dimension.tops[rows].tolist()]

    return Colouring(codes, tuple(entry.colour for entry in entries), missing, texts, tuple(entries))


def _number(path: str) -> tuple[int, str]:
    return (int(path) if path.isdecimal() else 0, path)
