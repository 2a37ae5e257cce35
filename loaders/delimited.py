"""Tables in text: cells between commas, semicolons, tabs or bars (CSV, TSV).

Files that are as they should be are read by Arrow. Others (rows of several lengths, quotes that are never closed,
endless lines) are read again by `loaders.mended`, so that what is broken costs a row and not the file.
"""

import csv
import io
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from loaders import columns, encoding, mended, table
from loaders.raw import MEGABYTE, NoPapersError, Raw
from loaders.values import cells
from papers.collection import Records

KIND = "CSV"

DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 2_000

_BLOCK = 16 * MEGABYTE
_LONG_CELL = 50_000
"""A cell this long, with line breaks, may have swallowed the rows after it."""
_INERT = r"^'([=+\-@\t\r＝＋－＠])"
_SEPARATOR_LINE = "sep="
"""How the line begins in which Excel names the delimiter."""


@dataclass(frozen=True)
class Header:
    """The first row of a table: the names of its columns, and the lines that it ends with."""

    delimiter: str
    names: tuple[str, ...]
    lines: int


def recognises(raw: Raw) -> bool:
    """Return whether a source is a table in text: its first row names columns."""
    names = header(encoding.opening(raw)).names
    if len(names) > 1:
        return columns.names_a_title(names) or columns.names_papers(names) > 1
    return bool(names) and columns.fold(names[0]) == "title"


def read(raw: Raw) -> Records:
    """Return the papers of a table in text.

    Raises
    ------
    NoPapersError
        If it has no column of titles, or no rows.
    """
    source, warnings = encoding.as_utf8(raw)
    top = header(encoding.opening(source))
    if len(top.names) > MOST_COLUMNS:
        raise NoPapersError(f"{raw.name} has {len(top.names):,} columns; keep those that tell of papers.")
    found = _as_it_should_be(source, top) or mended.read(source, top.delimiter, top.names, top.lines)
    whole = table.Table(_active(found.columns), found.row, found.skipped, (*warnings, *found.warnings))
    return table.records(raw, "TSV" if top.delimiter == "\t" else KIND, whole)


def header(text: str) -> Header:
    """Return the first row of a table, cut where most of the names are known, else into the most cells."""
    choices = [_header(text, delimiter) for delimiter in DELIMITERS]
    return max(choices, key=lambda one: (columns.names_papers(one.names), len(one.names)))


def _header(text: str, delimiter: str) -> Header:
    rows = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
    try:
        for row in rows:
            if any(cell.strip() for cell in row) and not (row[0].startswith(_SEPARATOR_LINE) and len(row) < 3):
                lines = rows.line_num
                return Header(delimiter, _named(row, next(rows, row)), lines)
    except csv.Error:
        pass
    return Header(delimiter, (), 0)


def _named(names: list[str], row: list[str]) -> tuple[str, ...]:
    """Return a name for each cell of the rows: they may have one more than the header, before the others or after."""
    if len(row) == len(names) + 1:
        return (*names, "") if not row[-1].strip() else ("", *names)
    return tuple(names)


def _as_it_should_be(source: Raw, top: Header) -> table.Table | None:
    """Return the table as Arrow reads it; None if that cannot be or may be wrong."""
    if _quotes(source) % 2:
        return None
    names = [f"{place}" for place in range(len(top.names))]
    try:
        with source.open() as file:
            reader = arrow_csv.open_csv(
                file,
                read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=top.lines, block_size=_BLOCK),
                parse_options=arrow_csv.ParseOptions(delimiter=top.delimiter, newlines_in_values=True),
                convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(names, cells.TEXT)),
            )
            batches, rows = [], 0
            for batch in reader:
                batches.append(batch)
                rows += batch.num_rows
                table.check_rows(source, rows)
                source.advance(file.tell())
    except pa.ArrowInvalid:
        return None
    found = pa.Table.from_batches(batches, pa.schema([(name, cells.TEXT) for name in names]))
    if any(map(_has_swallowed, found.columns)):
        return None
    return table.Table(found.rename_columns(list(top.names)), lambda place: f"row {place + 2}")


def _active(found: pa.Table) -> pa.Table:
    """Return cells without the apostrophe that keeps spreadsheets from computing what follows it."""
    arrays = [
        pc.replace_substring_regex(column, _INERT, r"\1") if pc.any(pc.starts_with(column, "'")).as_py() else column
        for column in found.columns
    ]
    return pa.Table.from_arrays(arrays, names=found.column_names)


def _quotes(source: Raw) -> int:
    with source.open() as file:
        return sum(chunk.count(b'"') for chunk in iter(lambda: file.read(_BLOCK), b""))


def _has_swallowed(column: pa.ChunkedArray) -> bool:
    long = column.filter(pc.greater(pc.binary_length(column), _LONG_CELL))
    return bool(pc.any(pc.match_substring(long, "\n")).as_py())
