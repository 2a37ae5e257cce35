"""Tables in Parquet and Arrow files, also called Feather."""

import pyarrow as pa
import pyarrow.parquet as pq

from loaders import table
from loaders.raw import LoadError, NoPapersError, Raw
from loaders.wanted import Sieve
from papers.collection import Records

KIND = "Parquet"

_PARQUET = b"PAR1"
_ARROW_FILE = b"ARROW1"
_ARROW_STREAM = b"\xff\xff\xff\xff"
_FEATHER_1 = b"FEA1"
BATCH = 20_000
"""Rows that are looked at at a time where not all are wanted."""


def recognises(raw: Raw) -> bool:
    """Return whether a source is a Parquet or Arrow file."""
    return raw.head.startswith((_PARQUET, _ARROW_FILE, _ARROW_STREAM, _FEATHER_1))


def read(raw: Raw) -> Records:
    """Return the papers of a Parquet or Arrow file.

    Raises
    ------
    LoadError
        If it is cut off or damaged, or holds no papers.
    """
    if raw.head.startswith(_FEATHER_1):
        raise NoPapersError(f"{raw.name} is in the first version of Feather; save it as Parquet.")
    kind = KIND if raw.head.startswith(_PARQUET) else "Arrow"
    try:
        sieve = Sieve(raw)
        columns = _columns(raw, sieve)
        columns.validate()
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, (LoadError, PermissionError)):
            raise
        raise LoadError(
            f"{raw.name} begins like a file in {kind} and is cut off or damaged; get it once more."
        ) from error
    if not columns.num_rows:
        sieve.check()
    return table.records(raw, kind, table.Table(columns, warnings=sieve.warnings))


def _columns(raw: Raw, sieve: Sieve) -> pa.Table:
    if raw.head.startswith(_PARQUET):
        with raw.open() as file, pq.ParquetFile(file) as parquet:
            table.check_rows(raw, parquet.metadata.num_rows)
            if not raw.where:
                return parquet.read()
            kept = [_wanted(pa.Table.from_batches([batch]), sieve) for batch in parquet.iter_batches(BATCH)]
            return pa.concat_tables([parquet.schema_arrow.empty_table(), *kept])
    with raw.open() as file:
        if raw.head.startswith(_ARROW_FILE):
            return pa.ipc.open_file(file).read_all()
        return pa.ipc.open_stream(file).read_all()


def _wanted(piece: pa.Table, sieve: Sieve) -> pa.Table:
    return piece.filter(pa.array(sieve.mask(piece)))
