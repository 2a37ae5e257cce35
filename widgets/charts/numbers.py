"""What a chart shows, as a table: for screen readers, the keyboard, and a spreadsheet."""

from dataclasses import dataclass

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
