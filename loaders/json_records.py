"""Tables in JSON: a list of objects, one that is wrapped in an object, or an object a line (JSON Lines)."""

from array import array
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyarrow as pa

from loaders import encoding, table
from loaders.json_shapes import Shape, shape_of
from loaders.json_stream import LISTS, Stream
from loaders.raw import LoadError, NoPapersError, Raw
from loaders.values import cells
from loaders.wanted import Sieve
from papers.collection import Records

KIND = "JSON"

WRAPPED = ("message", "citingPaper", "citedPaper", "paper")
"""Keys under which services wrap a single paper."""
DEEPEST = 3
"""Objects within each other in which a list is looked for."""
BATCH = 20_000
"""Objects that are turned into columns at a time."""


def recognises(raw: Raw) -> bool:
    """Return whether a source is JSON."""
    return encoding.opening(raw).lstrip().startswith(("{", "["))


def read(raw: Raw) -> Records:
    """Return the papers of a JSON file.

    Raises
    ------
    LoadError
        If it is broken from the beginning, or holds no objects that are papers.
    """
    source, warnings = encoding.as_utf8(raw)
    stream = Stream(source)
    others = 0
    shape: Shape | None = None

    def objects() -> Iterator[tuple[int, dict[str, Any]]]:
        nonlocal others, shape
        for record in stream:
            number = stream.places[-1]
            found = [one for one in _unwrapped(record) if isinstance(one, dict)]
            others += not found
            for one in found:
                shape = shape or shape_of(one)
                yield number, one

    batches, numbers = [], array("q")
    given, sieve = objects(), Sieve(raw)
    while batch := list(islice(given, BATCH)):
        kept = _read(batch, shape, sieve)
        columns = _columns([record for _, record in kept])
        mask = sieve.mask(columns)
        if mask.any():
            batches.append(columns if mask.all() else columns.filter(pa.array(mask)))
            numbers.extend(number for (number, _), stays in zip(kept, mask, strict=True) if stays)
    if not batches:
        sieve.check()
        if stream.skipped:
            raise LoadError(f"{raw.name} is broken JSON: {stream.skipped[0].reason} Save it once more.")
        raise NoPapersError(f"{raw.name} is JSON without objects; papers are a list of objects with a “title”.")
    if others:
        values = (
            "1 value of the list is no object; it was"
            if others == 1
            else f"{others:,} values of the list are no objects; they were"
        )
        stream.warnings.append(f"{values} left out.")
    return table.records(
        raw,
        shape.kind if shape is not None else "JSON Lines" if stream.word == "line" else KIND,
        table.Table(
            cells.stack(batches),
            lambda place: f"{stream.word} {numbers[place]}",
            tuple(stream.skipped),
            (*warnings, *stream.warnings, *sieve.warnings),
        ),
    )


def _read(batch: list[tuple[int, Any]], shape: Shape | None, sieve: Sieve) -> list[tuple[int, Any]]:
    """Return the records with the fields that their shape reads from them; those with what has no place left out.

    Of a file of millions most are left out by what is read at a glance, and never read whole.
    """
    if shape is not None and shape.glance is not None and sieve.asks(shape.glanced):
        mask = sieve.mask(_columns([shape.glance(record) for _, record in batch]))
        batch = [one for one, kept in zip(batch, mask, strict=True) if kept]
    read = ((number, shape.read(one) if shape is not None and shape.fits(one) else one) for number, one in batch)
    return [(number, one) for number, one in read if one is not None]


def _unwrapped(record: Any) -> list[Any]:
    """Return the objects in a record: itself, the list it wraps one level deeper, or its columns as rows."""
    if not isinstance(record, dict) or shape_of(record) is not None:
        return [record]
    for key in WRAPPED:
        if isinstance(record.get(key), dict) and shape_of(record[key]) is not None:
            return [record[key]]
    inner = _wrapped(record, DEEPEST)
    if inner is not None:
        return inner
    titles = record.get("title")
    if isinstance(titles, (list, dict)) and titles:
        return _rows(record, titles)
    return [record]


def _wrapped(record: dict[str, Any], depth: int) -> list[Any] | None:
    """Return the list of objects that stands under one of its usual names in an object within the record."""
    for value in record.values():
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in LISTS and isinstance(inner, list) and inner and isinstance(inner[0], dict):
                    return inner
            found = _wrapped(value, depth - 1) if depth > 1 else None
            if found is not None:
                return found
    return None


def _rows(columns: dict[str, Any], titles: list | dict) -> list[dict[str, Any]]:
    """Return the rows of a table that was saved column by column."""
    keys = list(titles) if isinstance(titles, dict) else range(len(titles))
    shaped = {
        name: column for name, column in columns.items() if type(column) is type(titles) and len(column) == len(titles)
    }
    return [
        {name: column.get(key) if isinstance(column, dict) else column[key] for name, column in shaped.items()}
        for key in keys
    ]


def _columns(records: list[dict[str, Any]]) -> pa.Table:
    names = list(dict.fromkeys(name for record in records for name in record))
    columns = [cells.gather([record.get(name) for record in records]) for name in names]
    return pa.Table.from_arrays(columns, names=names)
