"""Tables that are in memory already: DataFrames."""

import pandas as pd
import pyarrow as pa

from loaders import table
from loaders.raw import Raw
from loaders.values import cells
from papers.collection import Records

KIND = "DataFrame"


def read(raw: Raw, frame: pd.DataFrame) -> Records:
    """Return the papers of a DataFrame; an index with a name is a column.

    Raises
    ------
    NoPapersError
        If it has no column of titles, or no rows.
    """
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index()
    labels = [_label(name) for name in frame.columns]
    arrays = [_array(frame.iloc[:, place]) for place in range(len(labels))]
    return table.records(raw, KIND, table.Table(pa.Table.from_arrays(arrays, names=labels)))


def _label(name: object) -> str:
    return " ".join(str(part) for part in name if part) if isinstance(name, tuple) else str(name)


def _array(column: pd.Series) -> pa.Array:
    if column.dtype == object:
        return cells.gather(column.tolist())
    if isinstance(column.dtype, pd.PeriodDtype):
        column = column.astype("str")
    try:
        return cells.whole(pa.array(column, from_pandas=True))
    except (pa.ArrowException, TypeError, ValueError):
        return cells.gather(column.tolist())
