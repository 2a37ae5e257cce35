"""Tables in Parquet and Arrow files, also called Feather."""

import pyarrow as pa
import pyarrow.parquet as pq

from loaders import table
from loaders.raw import LoadError, NoPapersError, Raw
from papers.collection import Records

KIND = "Parquet"

_PARQUET = b"PAR1"
_ARROW_FILE = b"ARROW1"
_ARROW_STREAM = b"\xff\xff\xff\xff"
_FEATHER_1 = b"FEA1"


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
        columns = _columns(raw)
        columns.validate()
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, (LoadError, PermissionError)):
            raise
        raise LoadError(
            f"{raw.name} begins like a file in {kind} and is cut off or damaged; get it once more."
        ) from error
    return table.records(raw, kind, table.Table(columns))


def _columns(raw: Raw) -> pa.Table:
    if raw.head.startswith(_PARQUET):
        with raw.open() as file, pq.ParquetFile(file) as parquet:
            table.check_rows(raw, parquet.metadata.num_rows)
            return parquet.read()
    with raw.open() as file:
        if raw.head.startswith(_ARROW_FILE):
            return pa.ipc.open_file(file).read_all()
        return pa.ipc.open_stream(file).read_all()
