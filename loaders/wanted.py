"""Which papers of a source are wanted: the others are left out while it is read, piece by piece, and counted."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from loaders import table
from loaders.raw import NoPapersError, Raw
from papers import schema
from papers.collection import Records


class Sieve:
    """Keeps, of the pieces of a table, the rows whose papers meet the conditions.

    Attributes
    ----------
    left_out : int
        Rows that did not.
    """

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        self.left_out = 0

    def asks(self, columns: frozenset[str]) -> bool:
        """Return whether there are conditions, all of them on these columns."""
        return bool(self._raw.where) and self._raw.where.columns <= columns

    def mask(self, columns: pa.Table) -> np.ndarray:
        """Return which rows of a piece are wanted, (n,); rows without title are, too: they are told of later."""
        mask = np.ones(columns.num_rows, dtype=bool)
        if self._raw.where and columns.num_rows:
            try:
                titled, entries = table.entries(self._raw, table.Table(columns))
            except NoPapersError:
                return mask
            mask[titled] = self._raw.where.mask(schema.conform(entries))
            self.left_out += int((~mask).sum())
        return mask

    @property
    def warnings(self) -> tuple[str, ...]:
        """How many rows were left out, as a sentence."""
        return (_sentence(self._raw, self.left_out),) if self.left_out else ()

    def check(self) -> None:
        """Raise `NoPapersError` if rows were left out; to be asked where none is left."""
        if self.left_out:
            doubt = self._raw.where.doubt()
            met = f"none of its {self.left_out:,} papers meets" if self.left_out > 1 else "its paper does not meet"
            raise NoPapersError(f"{self._raw.name}: {met} “{self._raw.where}”.{f' {doubt}' if doubt else ''}")


def wanted(raw: Raw, records: Records) -> Records:
    """Return the records whose papers meet the conditions.

    Raises
    ------
    NoPapersError
        If there were some, and none does.
    """
    if not raw.where or not len(records.entries):
        return records
    mask = raw.where.mask(schema.conform(records.entries))
    if mask.all():
        return records
    sieve = Sieve(raw)
    sieve.left_out = int((~mask).sum())
    if not mask.any():
        sieve.check()
    source = replace(records.source, records=int(mask.sum()), warnings=(*records.source.warnings, *sieve.warnings))
    return Records(source, records.entries[mask].reset_index(drop=True))


def _sentence(raw: Raw, count: int) -> str:
    records = "1 record does" if count == 1 else f"{count:,} records do"
    return f"{records} not meet “{raw.where}” and {'was' if count == 1 else 'were'} left out."
