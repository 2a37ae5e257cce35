"""Columns that a query can ask for by name, and what of them passes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from papers import arrays

if TYPE_CHECKING:
    from papers.dimensions import Dimensions
from papers.search.folding import words_of
from papers.search.nodes import Column
from papers.search.query import TEXTS, Problem
from papers.where import NAMES, Where, WhereError

Mask = NDArray[np.bool_]

ALSO = {"code": "code_url", "topic": "topic_label", "site": "url"}
"""What a column may be called besides what `papers.where` knows."""


def columns(dimensions: "Dimensions") -> dict[str, str]:
    """Return the columns that can be asked for, by the names they go by."""
    filled = [name for name in dimensions.names() if name.isidentifier()]
    names = {name.lower(): name for name in filled}
    names |= {short: name for short, name in (NAMES | ALSO).items() if name in filled}
    return {"has": "has"} | {short: name for short, name in names.items() if short not in TEXTS}


def mask(condition: Column, dimensions: "Dimensions") -> tuple[Mask, Problem | None]:
    """Return which papers meet a condition, (n,); where it cannot be read all of them, and what is wrong with it."""
    everything = np.ones(len(dimensions), np.bool_)
    try:
        if condition.name == "has":
            return _has(condition, dimensions), None
        kind = dimensions.column(condition.name).kind
        if kind in ("number", "date"):
            frame = pd.DataFrame({condition.name: dimensions.series(condition.name)})
            where = Where.parse(f'{condition.name}{condition.sign}"{condition.value}"')
            return where.mask(frame), None
        if condition.sign not in (":", "="):
            raise WhereError(f"“{condition.name}” has no order; write {condition.name}:{condition.value}.")
        return _valued(condition, dimensions, kind), None
    except WhereError as error:
        return everything, Problem(*condition.at, str(error))


def _has(condition: Column, dimensions: "Dimensions") -> Mask:
    known = columns(dimensions)
    met = np.ones(len(dimensions), np.bool_)
    for short in filter(None, (part.strip().lower() for part in condition.value.split(","))):
        if f"has_{short}" in known:
            met &= arrays.strings(dimensions.series(f"has_{short}")).to_pandas().str.lower().eq("true").to_numpy()
        elif short in known and short != "has":
            series = dimensions.series(known[short])
            filled = series.notna().to_numpy()
            if dimensions.column(known[short]).kind == "many":
                filled = arrays.lengths(arrays.lists(series)) > 0
            met &= filled
        elif short in NAMES or short in dimensions.papers:
            met[:] = False  # a column that is known, but empty here
        else:
            raise WhereError(f"There is no column “{short}” that a paper could have.")
    return met


def _valued(condition: Column, dimensions: "Dimensions", kind: str) -> Mask:
    """Return which papers have a value that holds the words asked for; ``*`` stands for any letters."""
    wanted = [_wanted(part) for part in condition.value.split(",") if part.strip()]
    if kind in ("text", "id", "link"):
        texts = arrays.strings(dimensions.series(condition.name)).fill_null("").to_pylist()
        return np.fromiter((_met(text, wanted) for text in texts), np.bool_, len(texts))
    dimension = dimensions.get(condition.name)
    values = [value for value in dimension.values if isinstance(value, str) and _met(value, wanted)]
    return dimension.rows(values)


def _wanted(part: str) -> list[str]:
    return " * ".join(" ".join(words_of(piece)) for piece in part.split("*")).split() if "*" in part else words_of(part)


def _met(value: str, wanted: Iterable[list[str]]) -> bool:
    folded = " ".join(words_of(value))
    return any(_holds(folded, words) for words in wanted)


def _holds(folded: str, words: list[str]) -> bool:
    if not words:
        return False
    if "*" not in words:
        return f" {' '.join(words)} " in f" {folded} "
    at = 0
    for piece in " ".join(words).split("*"):
        found = folded.find(piece.strip(), at)
        if found < 0:
            return False
        at = found + len(piece.strip())
    return True
