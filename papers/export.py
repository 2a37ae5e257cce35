"""Papers as a table for other programs."""

import csv
import io

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
