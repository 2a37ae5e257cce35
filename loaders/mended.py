"""Tables in text that are not as they should be, row by row: what is broken costs a row and not the file."""

import csv
from array import array
from collections import deque
from collections.abc import Iterator, Sequence
from io import TextIOWrapper

import pyarrow as pa

from loaders import columns, table
from loaders.raw import MEGABYTE, LoadError, Raw
from loaders.values import cells
from papers.collection import Skipped

LARGEST_ROW = 4 * MEGABYTE
"""Most characters of a row; no paper has as many."""
MOST_LINES = 500
"""Most lines of a row: a quote that is open longer was never meant to open."""
BROKEN_NAMED = 100
"""Broken rows that are named one by one."""
_BATCH = 50_000


def read(source: Raw, delimiter: str, names: Sequence[str], header_lines: int) -> table.Table:
    """Return a table in UTF-8 as far as it can be read.

    Parameters
    ----------
    source : Raw
    delimiter : str
    names : sequence of str
        Names of the columns.
    header_lines : int
        Lines before the first row.
    """
    with source.open() as file:
        rows = _Rows(source, file, delimiter, names)
        for _ in range(header_lines):
            rows.next_line()
        batches, numbers, batch = [], array("q"), []
        for number, row in rows:
            numbers.append(number)
            batch.append(row)
            if len(batch) == _BATCH:
                rows.check()
                batches.append(_columns(batch, len(names)))
                batch = []
        batches.append(_columns(batch, len(names)))
    found = pa.concat_tables(batches).rename_columns(list(names))
    return table.Table(found, lambda place: f"row {numbers[place]}", tuple(rows.skipped()), tuple(rows.warnings()))


def _columns(rows: list[list[str]], width: int) -> pa.Table:
    arrays = [pa.array([row[place] for row in rows], cells.TEXT) for place in range(width)]
    return pa.Table.from_arrays(arrays, names=[str(place) for place in range(width)])


class _Rows:
    """The rows of a table that can be read, with their numbers; the header is row 1."""

    def __init__(self, source: Raw, file, delimiter: str, names: Sequence[str]) -> None:
        self.source = source
        self.delimiter = delimiter
        self.width = len(names)
        self.titles = [place for place, name in enumerate(names) if columns.names_a_title([name])]
        self.number = 1
        self.broken: list[Skipped] = []
        self.broken_count = 0
        self.short: list[int] = []
        self.unclosed: list[int] = []
        self.cut = 0
        self._file = TextIOWrapper(file, encoding="utf-8-sig", errors="replace")
        self._again: deque[str] = deque()

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        while line := self.next_line():
            if not line.strip():
                continue
            self.number += 1
            if len(line) > LARGEST_ROW:
                self._skip(f"It is longer than {LARGEST_ROW // MEGABYTE} MB.")
                continue
            row = self._row(line)
            if row is not None:
                yield self.number, row

    def skipped(self) -> list[Skipped]:
        """Return the rows that could not be read."""
        more = self.broken_count - len(self.broken)
        last = [Skipped(self.source.name, f"{more:,} more rows", "They are broken, too.")] if more else []
        return self.broken + last

    def warnings(self) -> list[str]:
        """Return what there is to say about rows that could be read in part."""
        out = []
        if self.short:
            out.append(f"{_rows(self.short)} fewer cells than the header has names; what is missing was left empty.")
        if self.unclosed:
            out.append(f"{_rows(self.unclosed)} a quote that is never closed; it was read as part of the text.")
        if self.cut:
            out.append(f"The file ends in the middle of row {self.cut}; the cell that is cut off was left out.")
        return out

    def check(self) -> None:
        """Raise `LoadError` if there is no end of rows, or if most of them do not fit the header."""
        table.check_rows(self.source, self.number)
        if 2 * (len(self.short) + self.broken_count) > self.number:
            raise LoadError(
                f"{self.source.name} has {self.width} columns in its first row and other numbers of cells in most "
                f"rows; look for a quote that is never closed{_after(self.unclosed)}, and save it once more."
            )

    def next_line(self) -> str:
        """Return the next line with its end, of one that is too long a bit more than is allowed; "" at the end."""
        if self._again:
            return self._again.popleft()
        line = self._file.readline(LARGEST_ROW + 1)
        if len(line) > LARGEST_ROW and not line.endswith("\n"):
            while rest := self._file.readline(LARGEST_ROW):
                if rest.endswith("\n"):
                    break
        if self.number % _BATCH == 0:
            self.source.advance(self._file.buffer.tell())
        return line

    def _row(self, line: str) -> list[str] | None:
        """Return the cells of the row that begins with a line; None if it is broken."""
        lines, size = [line], len(line)
        inside = self._is_open_after(line, False)
        more = line
        while inside and len(lines) <= MOST_LINES and size <= LARGEST_ROW and (more := self.next_line()):
            lines.append(more)
            size += len(more)
            inside = self._is_open_after(more, True)
        row = [] if inside else self._split("".join(lines))
        if len(row) == self.width or (not inside and len(lines) == 1):
            return self._fitted(row)
        # What stands on lines of its own as a row should is a row: the quote before it was never meant to open.
        rows = sum(len(self._split(line)) == self.width for line in lines[1:])
        if 2 * rows < len(lines) - 1 or (inside and not more and not rows):
            return self._cut_off("".join(lines)) if inside and not more else self._fitted(row)
        self._again.extendleft(reversed(lines[1:]))
        return self._with_stray_quote(line)

    def _cut_off(self, text: str) -> list[str] | None:
        """Return the cells before the one in which the file ends."""
        row = self._split(f'{text.rstrip()}"')
        if len(row) > self.width or len(row) - 1 in self.titles:
            self._skip("The file ends in the middle of it.")
            return None
        self.cut = self.number
        return row[:-1] + [""] * (self.width - len(row) + 1)

    def _with_stray_quote(self, line: str) -> list[str] | None:
        """Return the cells of a line with a quote that is never closed."""
        line = line.rstrip("\r\n")
        for row in (self._split(f'{line}"'), [cell.strip('"') for cell in line.split(self.delimiter)]):
            if len(row) == self.width:
                self.unclosed.append(self.number)
                return row
        self._skip("It has a quote that is never closed; close it, or take it out.")
        return None

    def _split(self, text: str) -> list[str]:
        try:
            return next(csv.reader([text], delimiter=self.delimiter), [])
        except csv.Error:  # a cell longer than 128 KB
            return []

    def _fitted(self, row: list[str]) -> list[str] | None:
        """Return a row with as many cells as there are columns."""
        if not row:
            self._skip("It has a cell that is longer than any abstract.")
            return None
        if len(row) > self.width and not any(cell.strip() for cell in row[self.width :]):
            return row[: self.width]
        if len(row) > self.width:
            self._skip(
                f"It has {len(row)} cells where the header has {self.width}; put quotes around a cell that holds "
                f"a {_CALLED[self.delimiter]}."
            )
            return None
        if len(row) < self.width:
            self.short.append(self.number)
        return row + [""] * (self.width - len(row))

    def _skip(self, reason: str) -> None:
        self.broken_count += 1
        if self.broken_count <= BROKEN_NAMED:
            self.broken.append(Skipped(self.source.name, f"row {self.number}", reason))

    def _is_open_after(self, line: str, inside: bool) -> bool:
        """Return whether a quoted cell is open at the end of a line, given whether one was at its beginning.

        A quote opens at the beginning of a cell only; elsewhere it is part of the text.
        """
        if '"' not in line:
            return inside
        at = 0
        while True:
            if inside:
                end = line.find('"', at)
                if end < 0:
                    return True
                if line.startswith('"', end + 1):
                    at = end + 2
                    continue
                inside, at = False, end + 1
            elif line.startswith('"', at):
                inside, at = True, at + 1
                continue
            at = line.find(self.delimiter, at) + 1
            if not at:
                return False


def _after(unclosed: Sequence[int]) -> str:
    return f", as in row {unclosed[0]}" if unclosed else ""


_CALLED = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def _rows(numbers: Sequence[int]) -> str:
    """Return "Row 5 has", "Rows 5 and 9 have" or "Rows 5, 9, 12 and 40 more have"."""
    shown, more = [str(number) for number in numbers[:3]], len(numbers) - 3
    if len(numbers) == 1:
        return f"Row {shown[0]} has"
    last = f"{more:,} more" if more > 0 else shown.pop()
    return f"Rows {', '.join(shown)} and {last} have"
