"""Rows of several sources below each other, and of the rows of each paper one set of values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from papers import schema
from papers.arrays import arrow, lengths, lists
from papers.collection import Collection, Records, Source

KNOWN, ENTRY, COMPLETING = range(3)
"""What a row is: a paper of a collection, an entry of a source, or an entry that only fills what is missing."""

SIGNALS = ("upvotes", "comments", "citations", "stars")
"""Counts that change: the source that was read last knows best."""
EXACTNESS = {"day": 0, "month": 1, "year": 2}
COMPUTED = ("pages", "page_count", "best_rank")
"""Columns that follow from the appearances."""
_NOT_MERGED = ("paper_id", "page", "rank", *COMPUTED)


@dataclass(frozen=True)
class Rows:
    """Papers and entries below each other, in the order in which they are believed.

    Attributes
    ----------
    frame : DataFrame
        The columns of `schema.PAPERS`, then extras.
    role : ndarray of int, shape (rows,)
        `KNOWN`, `ENTRY` or `COMPLETING`.
    source : ndarray of int, shape (rows,)
        Position in `sources`; -1 for known papers, whose values come from several.
    number : ndarray of int, shape (rows,)
        Place among the entries of the source, from 1.
    sources : tuple of Source
    """

    frame: pd.DataFrame
    role: np.ndarray
    source: np.ndarray
    number: np.ndarray
    sources: tuple[Source, ...]

    def __len__(self) -> int:
        return len(self.frame)

    def where(self, mask: np.ndarray) -> "Rows":
        """Return the rows where `mask` is true."""
        frame = self.frame[mask].reset_index(drop=True)
        return replace(self, frame=frame, role=self.role[mask], source=self.source[mask], number=self.number[mask])


def stack(known: Collection, records: Sequence[Records], completing: Sequence[Records]) -> Rows:
    """Return the papers of a collection, the entries of sources and of completing sources below each other.

    A source that the collection has already keeps its position.
    """
    given = [*records, *completing]
    sources = {_key(source): source for source in known.sources}
    for one in given:
        sources.setdefault(_key(one.source), one.source)
    places = {key: place for place, key in enumerate(sources)}
    frames = [known.papers, *(_conformed(one) for one in given)]
    sizes = [len(frame) for frame in frames]
    return Rows(
        _concatenated(frames),
        np.repeat([KNOWN, *[ENTRY] * len(records), *[COMPLETING] * len(completing)], sizes),
        np.repeat([-1, *(places[_key(one.source)] for one in given)], sizes),
        np.concatenate([np.arange(1, size + 1) for size in sizes]),
        tuple(sources.values()),
    )


def _conformed(records: Records) -> pd.DataFrame:
    return schema.conform(records.entries.drop(columns=[*COMPUTED], errors="ignore"))


def _key(source: Source) -> tuple[Any, ...]:
    return source.name, source.kind, source.retrieved, source.records


def _concatenated(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the frames below each other, each extra column in a dtype that fits all its values and can miss some."""
    extras = dict.fromkeys(name for frame in frames for name in frame.columns if name not in schema.PAPERS)
    for name in extras:
        holders = [place for place, frame in enumerate(frames) if name in frame]
        columns = _alike([frames[place][name] for place in holders])
        frames = list(frames)
        for place, column in zip(holders, columns, strict=True):
            frames[place] = frames[place].assign(**{name: column})
    return pd.concat(frames, ignore_index=True)[[*schema.PAPERS, *extras]]


def _alike(columns: Sequence[pd.Series]) -> list[pd.Series]:
    """Return columns of one name in one dtype: lists if one of them has lists, numbers, dates, else text."""
    filled_ones = [column for column in columns if column.notna().any()]
    kinds = {schema.describe(column.rename("extra")).kind for column in filled_ones}
    cast: Callable[[pd.Series], pd.Series] = _texts
    if "many" in kinds:
        cast = _lists
    elif kinds == {"date"}:
        cast = _dates
    elif kinds == {"number"}:
        whole = all(pd.api.types.is_integer_dtype(column.dtype) for column in filled_ones)
        cast = partial(pd.Series.astype, dtype="Int64" if whole else "Float64")
    elif filled_ones and all(pd.api.types.is_bool_dtype(column.dtype) for column in filled_ones):
        cast = partial(pd.Series.astype, dtype="boolean")
    try:
        return [cast(column) for column in columns]
    except (TypeError, ValueError, pa.ArrowException):
        return [_texts(column) for column in columns]


def _texts(column: pd.Series) -> pd.Series:
    if isinstance(column.dtype, pd.StringDtype):
        return column.astype("str")
    return column.map(str, na_action="ignore").astype("str")


def _lists(column: pd.Series) -> pd.Series:
    told = lists(column if schema.describe(column.rename("extra")).kind == "many" else _texts(column))
    return pd.Series(pd.array(told.cast(pa.list_(pa.string())), dtype=schema.MANY), index=column.index)


def _dates(column: pd.Series) -> pd.Series:
    moments = arrow(column).cast(pa.timestamp("s"), safe=False)  # in UTC, which goes without saying
    return pd.Series(moments.to_numpy(zero_copy_only=False), index=column.index, dtype=schema.DATE)


def merge(known: Collection, rows: Rows, labels: np.ndarray, size: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the values of papers, and where each came from.

    Each field is taken from the first row that has it, with two exceptions: the most exact date wins (day over month
    over year), and of `SIGNALS` that of the source read last. Completing rows come last in any case.

    Parameters
    ----------
    known : Collection
        Whose papers are the rows with role `KNOWN`; it tells where their values came from.
    rows : Rows
    labels : ndarray of int, shape (rows,)
        The paper of each row; rows with a label of `size` or more are left out.
    size : int
        Number of papers.

    Returns
    -------
    values : DataFrame, `size` rows
        Without `paper_id` and what follows from the appearances.
    origins : DataFrame of int16, `size` rows
        Position of the source of each value, -1 where there is none.
    """
    wanted, late = labels < size, rows.role == COMPLETING
    read = np.array([_seconds(source) for source in rows.sources])
    frame = rows.frame
    dated = frame["published"].notna()
    precision = frame["published_precision"].where(frame["published_precision"].notna() | ~dated, "day")
    exactness = precision.map(EXACTNESS).fillna(len(EXACTNESS)).to_numpy()
    values: dict[str, pd.Series] = {}
    origins: dict[str, np.ndarray] = {}
    for name in map(str, frame.columns):
        if name in _NOT_MERGED:
            continue
        column, told, keys = frame[name], wanted, []
        origin = rows.source.copy()
        if name in known.origins:
            origin[: len(known)] = known.origins[name]
        if name in ("published", "published_precision"):
            column = precision if name == "published_precision" else column
            told, keys = told & dated.to_numpy(), [exactness, late]
        elif name in SIGNALS:
            keys = [np.where(origin >= 0, -read[origin], 0), late] if len(read) else []
        first = _first(labels, told & filled(column), size, *keys)
        values[name] = pd.Series(column.array.take(first, allow_fill=True), name=name)
        origins[name] = np.where(first >= 0, origin[first], -1) if len(origin) else first
    narrow = np.int16 if len(rows.sources) <= np.iinfo(np.int16).max else np.int32
    return pd.DataFrame(values), pd.DataFrame(origins).astype(narrow)


def _first(labels: np.ndarray, told: np.ndarray, size: int, *keys: np.ndarray) -> np.ndarray:
    """Return the row each label takes its value from, -1 where none tells: the first one, after sorting by the keys.

    Of several keys the last decides first, as in `numpy.lexsort`.
    """
    rows = np.flatnonzero(told)
    if keys:
        rows = rows[np.lexsort((rows, *(key[rows] for key in keys)))]
    first = np.full(size, -1)
    first[labels[rows[::-1]]] = rows[::-1]  # of several rows with one label the last written stays
    return first


def filled(column: pd.Series) -> np.ndarray:
    """Return where a column has a value; an empty text or list is none."""
    there = column.notna().to_numpy(copy=True)
    if column.dtype == schema.MANY:
        there &= lengths(lists(column)) > 0
    elif isinstance(column.dtype, pd.StringDtype):
        there &= (column != "").to_numpy(dtype=bool, na_value=False)
    return there


def utc(source: Source) -> np.datetime64:
    """Return when a source was read, in UTC (a time without zone is taken for UTC)."""
    moment = pd.Timestamp(source.retrieved)
    return np.datetime64(moment.tz_convert(None) if moment.tz is not None else moment, "s")


def _seconds(source: Source) -> int:
    return int(utc(source).astype("int64"))
