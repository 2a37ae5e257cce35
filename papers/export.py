"""Papers as a table for other programs."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from papers import schema

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a cell begins with that a spreadsheet computes; some take the full-width signs, too."""
_DIGITS = {"year": 4, "month": 7}
"""How much of an ISO day is known."""


def to_csv(papers: pd.DataFrame) -> str:
    """Return the papers as CSV: a row of column names, then a row a paper.

    Lists are joined by "; ", dates stand as far as they are known (2023-05 for a month), what is missing is empty. A
    text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)  # its \r\n at the ends of rows has it quote cells with either
    writer.writerow([inert(str(name)) for name in papers.columns])
    columns = [_published(papers) if name == "published" else _cells(papers[name]) for name in papers.columns]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def to_json_lines(papers: pd.DataFrame) -> str:
    """Return the papers as JSON Lines: an object a paper, without what is missing; lists stay lists."""
    columns = {
        str(name): _published(papers) if name == "published" else _values(papers[name]) for name in papers.columns
    }
    lines = []
    for row in zip(*columns.values(), strict=True):
        record = {name: value for name, value in zip(columns, row, strict=True) if value not in (None, "", [])}
        lines.append(json.dumps(record, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def write(papers: pd.DataFrame, path: Path) -> None:
    """Write the papers in the format that the ending names, whole or not at all.

    Raises
    ------
    ValueError
        If the ending names none of `FORMATS`.
    OSError
        If the file cannot be written.
    """
    make = FORMATS.get(path.suffix.lower())
    if make is None:
        raise ValueError(f"{path.name} names no format; end it in {', '.join(FORMATS)}.")
    half = path.with_name(f".{path.name}.part")
    half.write_bytes(make(papers))
    half.replace(path)


def _parquet(papers: pd.DataFrame) -> bytes:
    out = io.BytesIO()
    papers.to_parquet(out, index=False)
    return out.getvalue()


FORMATS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    ".csv": lambda papers: to_csv(papers).encode("utf-8-sig"),  # by the mark Excel knows the encoding
    ".jsonl": lambda papers: to_json_lines(papers).encode(),
    ".parquet": _parquet,
}
"""How papers are written, by the ending of the file."""


def _values(column: pd.Series) -> list[Any]:
    """Return cells as JSON has them; None where there is none."""
    kind = schema.describe(column).kind
    if kind == "date":
        return _dates(column)
    missing = column.isna().to_numpy()
    if kind == "many":
        return [None if none else list(value) for value, none in zip(column.array, missing, strict=True)]
    return [None if none else _plain(value) for value, none in zip(column.array, missing, strict=True)]


def _plain(value: Any) -> Any:
    value = value.item() if isinstance(value, np.generic) else value
    return value if isinstance(value, (bool, int, float)) else str(value)


def _cells(column: pd.Series) -> list[str]:
    kind = schema.describe(column).kind
    if kind == "date":
        return _dates(column)
    if kind == "number":
        return ["" if value is pd.NA or value != value else str(value) for value in column.array]
    missing = column.isna().to_numpy()
    if kind == "many":
        texts = [
            "" if none else "; ".join(str(one) for one in value if one is not None)
            for value, none in zip(column.array, missing, strict=True)
        ]
    else:
        texts = ["" if none else str(value) for value, none in zip(column.array, missing, strict=True)]
    return [inert(text) for text in texts]


def _published(papers: pd.DataFrame) -> list[str]:
    days = _dates(papers["published"])
    if "published_precision" not in papers:
        return days
    precision = papers["published_precision"].astype(object)
    return [day[: _DIGITS.get(known, len(day))] for day, known in zip(days, precision, strict=True)]


def _dates(column: pd.Series) -> list[str]:
    """Return ISO days, with the time where there is one."""
    values = column.dt.tz_localize(None) if column.dt.tz is not None else column
    moments = np.datetime_as_string(values.to_numpy("datetime64[s]"))
    return ["" if moment == "NaT" else moment.removesuffix("T00:00:00") for moment in moments.tolist()]


def inert(text: str) -> str:
    """Return the text of a cell as no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
