"""Rows of bars, one below the other: the papers that pass over all papers, the number at the end of each."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from widgets.charts import marks

STACKED = 9
"""Parts that a bar can have: a colour each for seven values, for all others and for none."""
ROW, EDGE = 16, 22
"""Pixels that a bar needs, and the name of the axis below."""
GAP = 0.5
"""Room beside bars that stand apart, in bars."""
LABEL = 24
"""Columns of text beside a bar."""
CUT = 1.25
"""A bar that would dwarf the others is cut at so many times the longest of them."""
BLANK = "\u00a0"
"""Between a bar and its number; svg drops other blanks."""
ROOM = 0.04, 0.03
"""Room for a number behind the longest bar: for itself and for each of its digits, as shares of the longest bar."""
PALE = 0.35
"""Opacity of a bar of papers without a value ..."""
DIMMED = 0.35
"""... and of coloured bars that are not chosen."""

Traces = tuple[dict[str, Any], ...]

ALL, PASSING, ENDS = 0, 1, 1 + STACKED
"""Traces: all papers, those that pass (in `STACKED` parts), and the numbers."""


def traces() -> Traces:
    """Return the traces of a chart of such bars."""
    bar = {"orientation": "h", "width": 0.74}
    return (
        marks.bars(**bar, hoverinfo="text"),
        *(marks.bars(**bar) for _ in range(STACKED)),
        marks.dots(mode="text", cliponaxis=False, textfont={"size": 11}),
    )


def places(size: int, apart: int) -> NDArray[np.float32]:
    """Return where bars stand, from the top; from bar `apart` on they keep a distance from those above."""
    along = np.arange(size, dtype=np.float32)
    along[apart:] += GAP
    return along


def bar_at(places: NDArray[np.float32], place: float) -> int:
    """Return the bar that stands at a place, -1 if none does."""
    near = np.flatnonzero(np.abs(places - place) < GAP)
    return int(near[0]) if len(near) else -1


def filled(
    traces: Traces,
    places: NDArray[np.float32],
    counts: NDArray[np.integer],
    totals: NDArray[np.integer],
    parts: Sequence[tuple[NDArray[np.integer], Any]],
    *,
    limit: float,
    words: Sequence[str],
    opacity: Any = 1.0,
    ghost_opacity: Any = 1.0,
) -> list[dict[str, Any]]:
    """Return the traces with these bars in them.

    Parameters
    ----------
    counts, totals : (bars,)
        Papers that pass and all papers.
    parts : sequence of ((bars,), colour)
        What `counts` consists of, from the left, and the colour, or the colour of each bar.
    limit : float
        Longer bars are cut there; their number stands inside.
    words : sequence of str
        What is said of each bar.
    """
    all_papers, *stack, ends = traces
    shown = np.minimum(totals, limit)
    drawn = [
        {**all_papers, "x": shown, "y": places, "hovertext": list(words), "marker": _marker(marks.GHOST, ghost_opacity)}
    ]
    edge = np.zeros(len(places))
    for place, trace in enumerate(stack):
        if place < len(parts):
            part, colour = parts[place]
            reach = np.minimum(edge + part, limit)
            drawn.append({**trace, "x": reach - edge, "base": edge, "y": places, "marker": _marker(colour, opacity)})
            edge = reach
        else:
            drawn.append({**trace, "base": marks.NOTHING, "marker": _marker(marks.ACCENT, 1.0)})
    cut = counts > limit
    drawn.append(
        {
            **ends,
            "x": np.minimum(counts, limit),
            "y": places,
            "text": [
                f"{count:,} (cut){BLANK}" if one else f"{BLANK}{count:,}"
                for count, one in zip(counts.tolist(), cut, strict=True)
            ],
            "textposition": ["middle left" if one else "middle right" for one in cut],
        }
    )
    return drawn


def _marker(colour: Any, opacity: Any) -> dict[str, Any]:
    return {"color": colour, "opacity": opacity}


def layout(places: NDArray[np.float32], ticks: Sequence[str], highest: float, unit: str) -> dict[str, Any]:
    """Return the layout of such bars: no scale, for each bar has its number, but the name of what is counted."""
    digits = len(f"{highest:,.0f}")
    return marks.layout(
        hovermode="y",
        margin={"l": 8, "r": 4, "t": 0, "b": EDGE - 4, "pad": 4},
        xaxis={
            **marks.AXIS,
            "showticklabels": False,
            "range": [0, max(1.0, highest) * (1 + ROOM[0] + ROOM[1] * digits)],
            "title": {"text": unit, "font": {"size": 11}, "standoff": 2},
        },
        yaxis={
            **marks.AXIS,
            "automargin": True,
            "range": [float(places.max(initial=0)) + 0.6, -0.6],
            "tickvals": places,
            "ticktext": list(ticks),
        },
    )


def height(places: NDArray[np.float32]) -> int:
    """Return the least height of such bars in pixels."""
    return EDGE + round(ROW * (float(places.max(initial=0)) + 1))


def tick(label: str, *, chosen: bool = False, possible: bool = True, given: bool = True) -> str:
    """Return the words beside a bar: bold if it is chosen, grey if no paper passes, slanted if it stands for none."""
    text = marks.inert(marks.short(label, LABEL))
    text = text if given else f"<i>{text}</i>"
    if chosen:
        return f"<b>{text}</b>"
    return text if possible else f'<span style="fill-opacity:0.55">{text}</span>'
