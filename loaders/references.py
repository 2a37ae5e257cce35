"""References, each a dict of fields, as the papers of a source: what the readers of reference lists have in common."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Protocol

import pyarrow as pa

from loaders import table
from loaders.raw import NoPapersError, Raw
from loaders.values import cells
from loaders.wanted import Sieve
from papers.collection import Records, Skipped

Reference = dict[str, Any]
"""Fields of a reference by the name of their column (see `loaders.columns`): texts, or lists of texts."""

BATCH = 20_000
"""References that are turned into columns at a time."""

_BLANKS = re.compile(r"\s+")


class Reader(Protocol):
    """The references of a source, one after the other, and what there is to say once all are read."""

    @property
    def skipped(self) -> Sequence[Skipped]:
        """What could not be read."""

    @property
    def warnings(self) -> Sequence[str]:
        """What else there is to say."""

    def __iter__(self) -> Iterator[tuple[str, Reference]]:
        """Yield what the source calls a reference, and its fields."""


def records(raw: Raw, kind: str, reader: Reader, warnings: Sequence[str] = ()) -> Records:
    """Return the papers of a list of references.

    Raises
    ------
    NoPapersError
        If there are none.
    """
    batches, labels = [], []
    references, sieve = iter(reader), Sieve(raw)
    while batch := list(islice(references, BATCH)):
        columns = _columns([fields for _, fields in batch])
        mask = sieve.mask(columns)
        if mask.any():
            labels += [label for (label, _), kept in zip(batch, mask, strict=True) if kept]
            batches.append(columns if mask.all() else columns.filter(pa.array(mask)))
    if not batches:
        sieve.check()
        reason = reader.skipped[0].reason if reader.skipped else "There is no reference in it."
        raise NoPapersError(f"{raw.name} holds no papers that can be read as {kind}. {reason}")
    whole = table.Table(
        cells.stack(batches),
        lambda place: labels[place],
        tuple(reader.skipped),
        (*warnings, *reader.warnings, *sieve.warnings),
    )
    return table.records(raw, kind, whole)


def _columns(references: list[Reference]) -> pa.Table:
    names = list(dict.fromkeys(name for fields in references for name in fields))
    return pa.Table.from_arrays(
        [cells.gather([fields.get(name) for fields in references]) for name in names], names=names
    )


def person(name: str) -> str:
    """Return a name in the order in which it is spoken.

    >>> person("Lovelace, Ada")
    'Ada Lovelace'
    >>> person("King, Jr., Martin Luther")
    'Martin Luther King, Jr.'
    """
    parts = [part.strip() for part in _BLANKS.sub(" ", name).strip(" ,;").split(",")]
    parts = [part for part in parts if part]
    if len(parts) == 2:
        return f"{parts[1]} {parts[0]}"
    if len(parts) == 3:
        return f"{parts[2]} {parts[0]}, {parts[1]}"
    return ", ".join(parts)


def people(names: Sequence[str]) -> list[str]:
    """Return names in the order in which they are spoken, without those that are empty or say “and others”."""
    spoken = (person(name) for name in names)
    return [name for name in spoken if name and name.casefold() not in ("others", "et al", "et al.")]
