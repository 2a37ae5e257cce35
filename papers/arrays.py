"""Columns of a frame as plain arrays, whatever dtype they came in."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

FIRST_DAY, LAST_DAY = np.datetime64("0001-01-01"), np.datetime64("9999-12-31")
"""Days that calendars, browsers and Python's dates know. A date beyond them is a mistake of its source."""

PRECISIONS = ("day", "month", "year")


def arrow(series: pd.Series) -> pa.Array:
    """Return the values as one Arrow array; NaN is null."""
    array = pa.array(series, from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def strings(series: pd.Series) -> pa.LargeStringArray:
    """Return values as text; missing is null."""
    try:
        return as_strings(arrow(series))
    except (pa.ArrowException, TypeError):  # objects of several types
        return as_strings(arrow(series.astype("str").where(series.notna())))


def as_strings(array: pa.Array) -> pa.LargeStringArray:
    """Return an Arrow array as text."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    return array.cast(pa.large_string())


def places(values: pd.Series, among: pd.Series) -> NDArray[np.intp]:
    """Return the row of `among` that holds each of some texts, (n,); -1 where none does.

    Unlike an index of pandas it leaves nothing in memory.
    """
    found = pc.index_in(strings(values), value_set=strings(among), skip_nulls=True)
    return found.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.intp)


def place(value: str, among: pd.Series) -> int:
    """Return the first row of `among` that holds a text; -1 where none does."""
    return int(pc.index(strings(among), pa.scalar(value, pa.large_string())).as_py())


def lists(series: pd.Series) -> pa.ListArray:
    """Return lists of text; a missing list is null."""
    array = arrow(series)
    if is_list(array):
        return array
    one_each = np.append(0, np.cumsum(array.is_valid().to_numpy(zero_copy_only=False))).astype(np.int32)
    return pa.ListArray.from_arrays(one_each, as_strings(array.drop_null()))


def is_list(array: pa.Array) -> bool:
    """Return whether an Arrow array holds lists."""
    return pa.types.is_list(array.type) or pa.types.is_large_list(array.type)


def lengths(lists: pa.ListArray) -> NDArray[np.int64]:
    """Return how many values each list holds, 0 where it is null, (n,)."""
    return pc.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)


def numbers(series: pd.Series) -> NDArray[np.float64]:
    """Return numbers, (n,) float64; NaN where they are missing or not finite."""
    values = pd.to_numeric(series, errors="coerce").to_numpy(np.float64, na_value=np.nan, copy=True)
    values[~np.isfinite(values)] = np.nan
    return values


def days(series: pd.Series) -> NDArray[np.datetime64]:
    """Return days (UTC), (n,) datetime64[D]; NaT where they are missing or no calendar has them."""
    array = arrow(series)
    if not pa.types.is_temporal(array.type):
        array = arrow(pd.to_datetime(series, errors="coerce", utc=True))
    values = array.cast(pa.timestamp("s"), safe=False).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    return np.where((values >= FIRST_DAY) & (values <= LAST_DAY), values, np.datetime64("NaT"))


def precision(series: pd.Series) -> NDArray[np.uint8]:
    """Return how exactly dates are known, (n,) uint8: place in `PRECISIONS`; unknown is to the day."""
    places = pc.index_in(strings(series), pa.array(PRECISIONS, pa.large_string()))
    return places.fill_null(0).to_numpy(zero_copy_only=False).astype(np.uint8)
