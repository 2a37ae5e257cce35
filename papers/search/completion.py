"""What a query may go on with: names of fields, and values of their columns."""

import re
from dataclasses import dataclass

from papers.dimensions import Dimensions
from papers.search import fields
from papers.search.folding import words_of
from papers.search.query import TEXTS

OFFERED = 8
"""Completions at a time."""
OTHERS = ("title", "abstract", "author", "year", "has", "venue", "topic", "kind", "page", "category")
"""Fields that are offered first."""

_BEGUN = re.compile(r"(?:^|(?<=[\s(+-]))(\w*)$")
_VALUE = re.compile(r'(?:^|(?<=[\s(+-]))(\w+):"?([^"\s]*)$')


@dataclass(frozen=True)
class Completion:
    """What can stand in the place of what is being typed: from `start` to where the cursor is."""

    start: int
    text: str
    label: str


def completions(typed: str, dimensions: Dimensions) -> list[Completion]:
    """Return what a query may go on with at its end, the likeliest first."""
    columns = fields.columns(dimensions)
    value = _VALUE.search(typed)
    if value:
        return _values(value, columns, dimensions)
    begun = _BEGUN.search(typed)
    if begun is None or not begun[1]:
        return []
    names = sorted({*TEXTS, *columns} - {"authors"}, key=lambda name: (name not in OTHERS, name))
    found = [name for name in names if name.startswith(begun[1].lower()) and len(name) >= len(begun[1])]
    return [Completion(begun.start(1), f"{name}:", f"{name}:") for name in found[:OFFERED]]


def _values(typed: re.Match[str], columns: dict[str, str], dimensions: Dimensions) -> list[Completion]:
    name, begun = typed[1].lower(), " ".join(words_of(typed[2]))
    if name == "has":
        flags = [short.removeprefix("has_") for short in columns if short.startswith("has_")]
        named = flags or [short for short in columns if short != "has" and not short.endswith("_url")]
        options = [(short, short) for short in named if short.startswith(begun)]
    elif columns.get(name) and dimensions.column(columns[name]).kind in ("category", "many"):
        dimension = dimensions.get(columns[name])
        counts = sorted(zip(dimension.totals.tolist(), dimension.values, strict=True), key=lambda pair: -pair[0])
        matching = ((count, value) for count, value in counts if isinstance(value, str) and _begins(value, begun))
        options = [(value, f"{value} ({count:,})") for count, value in matching]
    else:
        options = []
    return [Completion(typed.start(1), f"{typed[1]}:{_quoted(value)} ", label) for value, label in options[:OFFERED]]


def _begins(value: str, begun: str) -> bool:
    return not begun or f" {' '.join(words_of(value))}".find(f" {begun}") >= 0


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[\w.-]+", value) else f'"{value.replace(chr(34), "")}"'
