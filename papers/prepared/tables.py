"""Frames as Arrow files that are mapped into memory: a column costs memory once, however many kernels open it.

pandas keeps texts and lists as Arrow has them. Numbers with gaps (``Int64``) it keeps as numbers and a byte a row that
says which are missing, so they are written as these two; dates as the seconds they are. All of it is then used where it
stands in the file, and nothing is copied.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from papers.arrays import arrow
from papers.mapped import DamagedError, open_batch

_MASKED: dict[str, Any] = {
    "Int64": pd.arrays.IntegerArray,
    "Float64": pd.arrays.FloatingArray,
    "Float32": pd.arrays.FloatingArray,
    "boolean": pd.arrays.BooleanArray,
}
_TEXTS: Any = pd.arrays.ArrowStringArray
_TEXT = pd.StringDtype(storage="pyarrow", na_value=np.nan)
_COLUMNS = b"litscope"
"""Where the schema of a file says how its columns are kept: a list of name, kind and the number of its fields."""


def write_table(path: Path, frame: pd.DataFrame) -> None:
    """Write a frame whose index counts its rows.

    Raises
    ------
    OSError
    """
    told, fields, names = [], [], []
    for name in frame.columns:
        kind, arrays = _kept(frame[name])
        told.append((str(name), kind, len(arrays)))
        fields += arrays
        names += [str(name), f"{name} (missing)"][: len(arrays)]
    batch = pa.RecordBatch.from_arrays(fields, names=names) if fields else pa.record_batch([], names=[])
    said = {_COLUMNS: json.dumps({"rows": len(frame), "columns": told}).encode()}
    batch = batch.replace_schema_metadata(said)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, batch.schema) as file:
        file.write_batch(batch)


def read_table(path: Path) -> pd.DataFrame:
    """Return a frame that was written, mapped. Its values must not be written to; pandas copies before it does.

    Raises
    ------
    DamagedError
    """
    batch = open_batch(path)
    try:
        said = json.loads((batch.schema.metadata or {})[_COLUMNS])
        columns, place = {}, 0
        for name, kind, count in said["columns"]:
            columns[name] = _series(kind, [batch.column(place + offset) for offset in range(count)])
            place += count
        return pd.DataFrame(columns, index=pd.RangeIndex(said["rows"]), copy=False)
    except (KeyError, ValueError, TypeError, IndexError, pa.ArrowException) as error:
        raise DamagedError(f"{path} is not as Litscope writes it; prepare the collection anew.") from error


def _kept(series: pd.Series) -> tuple[str, list[pa.Array]]:
    """Return how a column is kept, and the arrays that it takes."""
    dtype = series.dtype
    if isinstance(dtype, pd.ArrowDtype):
        return "arrow", [arrow(series)]
    if str(dtype) in _MASKED:
        missing = series.isna().to_numpy()
        numbers = series.array._data  # what stands under gaps may be anything
        return str(dtype), [pa.array(_bytes(numbers)), pa.array(missing.view(np.uint8))]
    if isinstance(dtype, np.dtype) and dtype.kind in "iufbM":
        return dtype.str, [pa.array(_bytes(series.to_numpy()))]
    texts = series if isinstance(dtype, pd.StringDtype) else series.astype("str").where(series.notna())
    return "str", [arrow(texts).cast(pa.large_string())]


def _bytes(values: NDArray[Any]) -> NDArray[Any]:
    """Return values as numbers of the same bytes, which Arrow keeps without looking at them."""
    values = np.ascontiguousarray(values)
    return values.view({"M": np.int64, "b": np.uint8}.get(values.dtype.kind, values.dtype))


def _series(kind: str, arrays: list[pa.Array]) -> pd.Series:
    if kind == "arrow":
        return pd.Series(pd.arrays.ArrowExtensionArray(pa.chunked_array(arrays)), copy=False)
    if kind == "str":
        return pd.Series(_TEXTS(pa.chunked_array(arrays), dtype=_TEXT), copy=False)
    if kind in _MASKED:
        numbers, missing = (array.to_numpy(zero_copy_only=True) for array in arrays)
        numbers = numbers.view(np.bool_) if kind == "boolean" else numbers
        return pd.Series(_MASKED[kind](numbers, missing.view(np.bool_)), copy=False)
    return pd.Series(arrays[0].to_numpy(zero_copy_only=True).view(np.dtype(kind)), copy=False)
