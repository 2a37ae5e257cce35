"""What a chart shows, as a table: for screen readers, the keyboard, and a spreadsheet."""

import csv
import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import ipywidgets
import traitlets

from papers.export import inert
from widgets.scripted import Panel, listed
from widgets.shared import LOADER, SharedScript, shared_script

MOST = 1_000
"""Rows that are shown; a file has all."""

Cell = str | int | float | None


@dataclass(frozen=True)
class Numbers:
    """The numbers of a chart.

    Attributes
    ----------
    columns : tuple of str
        Names of the columns, units included.
    rows : list of tuples
        A cell for each column; None where there is no value.
    chosen : list of bool
        Which rows the chart's own clause asks for; empty where rows cannot be picked.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    chosen: list[bool]

    def to_csv(self) -> str:
        """Return all rows as CSV, after the mark by which Excel knows UTF-8.

        A text that a spreadsheet would take for a formula gets an apostrophe in front; no value is an empty cell.
        """
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow([inert(column) for column in self.columns])
        for row in self.rows:
            writer.writerow([inert(cell) if isinstance(cell, str) else _number(cell) for cell in row])
        return f"\ufeff{out.getvalue()}"


class NumbersTable(Panel):
    """The numbers of a chart in place of its figure, while somebody wants to see them.

    Where rows can be picked, the first cell of each is a button that does what a click on the mark does. All tables of
    a page share one script. A chart makes its table when it is first asked for one:

    >>> table = NumbersTable()
    >>> table.on_pick(lambda row, add: print(row, add))
    >>> table.show(Numbers(("Venue", "Papers"), [("ACL", 3)], [False]), "Papers by venue")
    >>> table.show(None)
    """

    _esm = LOADER

    script = traitlets.Instance(SharedScript).tag(sync=True, **ipywidgets.widget_serialization)
    title = traitlets.Unicode(help="title of the chart").tag(sync=True)
    shown = traitlets.Bool(False, help="whether the table stands in place of the figure").tag(sync=True)
    columns = listed("[name, whether it holds numbers] of each column")
    rows = listed("cells of each row, at most `MOST` rows")
    chosen = listed("whether each row is chosen; empty where rows cannot be picked")
    total = traitlets.Int(0, help="rows in all").tag(sync=True)

    def __init__(self) -> None:
        super().__init__(script=shared_script("numbers", "numbers"))
        self._picked: list[Callable[[int, bool], None]] = []
        self.on_msg(self._receive)

    def on_pick(self, callback: Callable[[int, bool], None]) -> None:
        """Call back with the place of a row that is picked, and whether it is to be added to those that are chosen."""
        self._picked.append(callback)

    def show(self, numbers: Numbers | None, title: str = "") -> None:
        """Show these numbers; None hides the table, and keeps nothing."""
        with self.hold_sync():
            self.shown = numbers is not None
            self.title = title
            found = numbers or Numbers((), [], [])
            self.columns = [[name, _counts(found, place)] for place, name in enumerate(found.columns)]
            self.rows = [[_number(cell) for cell in row] for row in found.rows[:MOST]]
            self.chosen = list(found.chosen[:MOST])
            self.total = len(found.rows)

    def _receive(self, _: Any, message: Any, __: Any) -> None:
        match message:
            case {"do": "pick", "row": int(row)} if 0 <= row < len(self.chosen):
                for picked in self._picked:
                    picked(row, bool(message.get("add")))


def _counts(numbers: Numbers, column: int) -> bool:
    """Return whether a column holds numbers only."""
    cells = [row[column] for row in numbers.rows if row[column] is not None]
    return bool(cells) and not any(isinstance(cell, str) for cell in cells)


def _number(cell: Cell) -> Cell:
    """Return a cell as JSON and CSV can have it: what is no finite number is no value."""
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell
