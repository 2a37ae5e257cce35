"""Tables in Excel workbooks."""

import logging
import warnings
import zipfile
from typing import Any

import pyarrow as pa

from loaders import columns, table
from loaders.raw import MEGABYTE, LoadError, NoPapersError, Raw
from loaders.values import cells
from papers.collection import Records

KIND = "Excel"

MOST_UNPACKED = 1024 * MEGABYTE
"""Most bytes that a workbook may unpack to."""
MOST_COLUMNS = 2_000
HEADER_WITHIN = 20
"""Rows among which the names of the columns stand: exports put a title or a note above them."""

_ZIP = b"PK\x03\x04"
_WORKBOOK = "xl/workbook.xml"

log = logging.getLogger(__name__)


def recognises(raw: Raw) -> bool:
    """Return whether a source is an Excel workbook (.xlsx)."""
    if not raw.head.startswith(_ZIP):
        return False
    try:
        with raw.open() as file, zipfile.ZipFile(file) as archive:
            return _WORKBOOK in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def read(raw: Raw) -> Records:
    """Return the papers of a workbook: of every sheet with a column of titles.

    Raises
    ------
    LoadError
        If it is damaged, unpacks to more than `MOST_UNPACKED`, or no sheet has a column of titles.
    """
    import openpyxl  # half a second of every start, if it stood above

    _check(raw)
    try:
        with raw.open() as file, warnings.catch_warnings(action="ignore"):
            book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            sheets = {sheet.title: _rows(sheet) for sheet in book.worksheets}
    except LoadError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        log.info("%s", raw.name, exc_info=True)
        raise LoadError(f"{raw.name} is a damaged Excel workbook; open it in Excel and save it once more.") from error
    tables = {name: _table(rows, top) for name, rows in sheets.items() if (top := _header(rows)) is not None}
    if not tables:
        raise NoPapersError(
            f"{raw.name} has no sheet with a column of titles; its sheets are {table.quoted(list(sheets))}. "
            "Call the column of titles “title”."
        )
    if len(tables) == 1:
        return table.records(raw, KIND, *tables.values())
    return table.records(raw, KIND, _stacked(raw, tables))


def _check(raw: Raw) -> None:
    with raw.open() as file, zipfile.ZipFile(file) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > MOST_UNPACKED:
        raise NoPapersError(f"{raw.name} unpacks to {size / MEGABYTE:,.0f} MB; save the sheet with the papers as CSV.")


def _rows(sheet: Any) -> list[tuple]:
    sheet.reset_dimensions()  # what a file says of its size need not be so
    rows = [row[:MOST_COLUMNS] for row in sheet.iter_rows(values_only=True)]
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    return rows


def _header(rows: list[tuple]) -> int | None:
    """Return which row holds the names of the columns."""
    for place, row in enumerate(rows[:HEADER_WITHIN]):
        if columns.names_a_title([str(cell) for cell in row if cell is not None]):
            return place
    return None


def _table(rows: list[tuple], top: int) -> table.Table:
    header = list(rows[top])
    while header and header[-1] is None:
        header.pop()
    names = ["" if name is None else str(name) for name in header]
    body = rows[top + 1 :]
    values = [[row[place] if place < len(row) else None for row in body] for place in range(len(names))]
    return table.Table(
        pa.Table.from_arrays([cells.gather(column) for column in values], names=names),
        lambda place: f"row {top + 2 + place}",
    )


def _stacked(raw: Raw, sheets: dict[str, table.Table]) -> table.Table:
    """Return the sheets below each other, each as a page of its own."""
    labels = [
        f"{sheet.row(place)} of sheet “{name}”"
        for name, sheet in sheets.items()
        for place in range(sheet.columns.num_rows)
    ]
    parts = []
    for name, sheet in sheets.items():
        part = sheet.columns.rename_columns(columns.distinct(sheet.columns.column_names))
        if "page" not in part.column_names:
            part = part.append_column("page", pa.array([f"{raw.page}, {name}"] * part.num_rows, cells.TEXT))
        parts.append(part)
    return table.Table(cells.stack(parts), labels.__getitem__)
