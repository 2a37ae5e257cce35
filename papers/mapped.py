"""Arrays of different lengths in one Arrow file, mapped into memory: all who open it share one copy."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


class DamagedError(ValueError):
    """A file that cannot be read; the message is a sentence for the user."""


def write_arrays(path: Path, arrays: Mapping[str, NDArray[np.generic] | pa.Array]) -> None:
    """Write arrays, each under a name: one row of lists, so that their lengths may differ.

    Raises
    ------
    OSError
    """
    columns = []
    for array in arrays.values():
        values = array if isinstance(array, pa.Array) else pa.array(np.ascontiguousarray(array))
        columns.append(pa.LargeListArray.from_arrays(pa.array([0, len(values)], pa.int64()), values))
    batch = pa.record_batch(columns, names=list(arrays))
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as file:
        file.write_batch(batch)


def read_arrays(path: Path) -> dict[str, pa.Array]:
    """Return the arrays of a file, mapped: they cost memory only as far as they are read, and once for all processes.

    Raises
    ------
    DamagedError
        If the file is missing, cut off or damaged.
    """
    batch = open_batch(path)
    return {name: batch.column(name).values for name in batch.schema.names}


def open_batch(path: Path) -> pa.RecordBatch:
    """Return the one batch of an Arrow file, mapped.

    Raises
    ------
    DamagedError
    """
    try:
        with pa.memory_map(str(path)) as source:
            file = pa.ipc.open_file(source)
            if file.num_record_batches != 1:
                raise DamagedError(f"{path} is not as Litscope writes it; prepare the collection anew.")
            return file.get_batch(0)
    except FileNotFoundError as error:
        raise DamagedError(f"{path} is missing; prepare the collection anew.") from error
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, (DamagedError, PermissionError)):
            raise
        raise DamagedError(f"{path} is cut off or damaged; prepare the collection anew.") from error
