"""Colours of papers by a column, and the legend's words for them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from papers import arrays
from papers.dimensions import MISSING, MISSING_LABEL, Categories, Dates, Dimensions, Many, Mask, Numbers, Topics, Value
from widgets.charts import marks
from widgets.charts.scale import Scale

MOST = len(marks.PALETTE) + 2
"""Entries that a legend can have: the palette, all others, none."""
OTHER_LABEL = "other"
BELOW = 0.1
"""Where papers without a number lie, below the scale from 0 to 1."""
FULL, HOLLOW = 0, 100
"""Plotly's numbers of a disc and of a ring; papers without a value are rings."""


@dataclass(frozen=True)
class Entry:
    """A colour of a legend: the values it stands for, and its words; with `rest`, it stands for all others."""

    values: frozenset[Value]
    label: str
    colour: str
    rest: bool = False

    @property
    def missing(self) -> bool:
        """Whether it stands for papers without a value."""
        return not self.rest and MISSING in self.values


@dataclass(frozen=True)
class Colouring:
    """What colour each paper has.

    Attributes
    ----------
    codes : (n,) float32
        Place on the scale of colours: of a category the place of its entry.
    entries : tuple of Entry
        Of a column of categories; empty for numbers.
    ends : (str, str)
        Lowest and highest number in words; empty for categories.
    missing : (n,) bool
        Which papers have no value.
    texts : callable
        ``texts(rows)`` gives the values of rows in words.
    """

    codes: NDArray[np.float32]
    colours: tuple[str, ...]
    missing: Mask
    texts: Callable[[NDArray[np.intp]], list[str]] = field(compare=False)
    entries: tuple[Entry, ...] = ()
    ends: tuple[str, str] = ("", "")

    @cached_property
    def places(self) -> NDArray[np.intp]:
        """The place of the entry of each paper, (n,)."""
        return self.codes.astype(np.intp)

    @cached_property
    def has_missing(self) -> bool:
        """Whether a paper has no value."""
        return bool(self.missing.any())

    @cached_property
    def depth(self) -> NDArray[np.int8]:
        """How near to the eye each paper is drawn, (n,): those without a value below the others, below the named."""
        rest = [place for place, entry in enumerate(self.entries) if entry.rest]
        return np.where(self.missing, 0, np.where(np.isin(self.codes, rest), 1, 2)).astype(np.int8)

    def marker(self, rows: NDArray[np.intp]) -> dict[str, Any]:
        """Return plotly's marker for the points of these rows."""
        last = len(self.colours) - 1
        if self.entries:  # each entry a step, its code in the middle
            steps = [edge / (last + 1) for code in range(last + 1) for edge in (code, code + 1)]
            scale = [[step, self.colours[place // 2]] for place, step in enumerate(steps)]
            low, high = -0.5, last + 0.5
        else:
            share = 1 / (1 + BELOW)
            scale = [[0, marks.NONE], [1 - share, marks.NONE]]
            scale += [[1 - share + share * place / last, colour] for place, colour in enumerate(self.colours)]
            low, high = -BELOW, 1.0
        symbol: Any = "circle"
        if self.has_missing:
            symbol = np.where(self.missing[rows], np.int32(HOLLOW), np.int32(FULL))
        return {
            "color": self.codes[rows],
            "colorscale": scale,
            "cmin": low,
            "cmax": high,
            "showscale": False,
            "symbol": symbol,
        }


def colouring(dimensions: Dimensions, name: str) -> Colouring:
    """Return the colours by a column of categories, lists (the first value of each) or numbers."""
    dimension = dimensions.get(name)
    if isinstance(dimension, (Numbers, Dates)):
        return _continuous(Scale.of(dimension))
    if isinstance(dimension, Topics):
        return _categorical(dimension.tops, dimension.label)
    if isinstance(dimension, Many):
        return _categorical(_first(arrays.lists(dimensions.series(name))), dimension.label)
    assert isinstance(dimension, Categories)
    values = np.array([*dimension.values, MISSING], object)
    return _categorical(values[dimension.bin_of.astype(np.intp)], dimension.label)


def stacked(
    bin_of: NDArray[np.integer], codes: NDArray[np.integer], mask: Mask, bins: int, colours: int
) -> NDArray[np.int32]:
    """Return how many papers of each colour stand in each bin.

    Parameters
    ----------
    bin_of, codes : (n,)
        Bin and colour of each paper.
    mask : (n,) bool
        The papers that count.

    Returns
    -------
    (colours, bins) int32
    """
    pairs = codes[mask].astype(np.intp) * bins + bin_of[mask]
    return np.bincount(pairs, minlength=colours * bins).reshape(colours, bins).astype(np.int32)


def _continuous(scale: Scale) -> Colouring:
    places = scale.forward(scale.positions)
    given = ~np.isnan(places)
    low, high = float(places[given].min(initial=np.inf)), float(places[given].max(initial=-np.inf))
    codes = np.where(given, (places - low) / ((high - low) or 1), -BELOW).astype(np.float32)
    words = scale.texts(np.array([np.nanargmin(places), np.nanargmax(places)]))

    def texts(rows: NDArray[np.intp]) -> list[str]:
        return [text if one else MISSING_LABEL for text, one in zip(scale.texts(rows), given[rows], strict=True)]

    return Colouring(codes, marks.SCALE, ~given, texts, ends=(words[0], words[1]))


def _categorical(values: NDArray[np.object_], label: Any) -> Colouring:
    """Return a colour for each of the most frequent values, one for all others, and one for none."""
    given = np.array([value is not MISSING for value in values], np.bool_)
    names, name_of, counts = np.unique(values[given].astype(str), return_inverse=True, return_counts=True)
    order = np.lexsort((names, -counts))
    shown = order[: len(marks.PALETTE)] if len(order) > len(marks.PALETTE) + 1 else order[: len(marks.PALETTE) + 1]
    entries = [
        Entry(frozenset({str(names[code])}), label(str(names[code])), colour)
        for code, colour in zip(shown, (*marks.PALETTE, marks.OTHER), strict=False)
    ]
    place = np.full(len(names), len(entries))
    place[shown] = np.arange(len(shown))
    if len(shown) < len(names):
        named = frozenset(str(names[code]) for code in shown)
        entries.append(Entry(named | {MISSING}, f"{len(names) - len(shown):,} {OTHER_LABEL}", marks.OTHER, rest=True))
    codes = np.full(len(values), len(entries), np.float32)
    codes[given] = place[name_of]
    if not given.all():
        entries.append(Entry(frozenset({MISSING}), label(MISSING), marks.NONE))

    def texts(rows: NDArray[np.intp]) -> list[str]:
        return [label(value) for value in values[rows]]

    return Colouring(codes, tuple(entry.colour for entry in entries), ~given, texts, tuple(entries))


def _first(lists: pa.ListArray) -> NDArray[np.object_]:
    """Return the first value of each list, None where there is none."""
    lengths = arrays.lengths(lists)
    starts = np.append(0, np.cumsum(lengths))[:-1]
    out = np.full(len(lists), None, object)
    out[lengths > 0] = np.array(
        arrays.as_strings(lists.flatten()).take(pa.array(starts[lengths > 0])).to_pylist(), object
    )
    return out
