"""What sources hold, for the command `litscope info`: as a dict, and as tables in a terminal."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal

import pandas as pd
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from papers import schema
from papers.account import accounts, as_json
from papers.collection import Collection

SOURCES_SHOWN = 40
PAGES_SHOWN = 20
COLUMNS_SHOWN = 60
REASONS_SHOWN = 10
"""Skipped records, and warnings, of a source that are shown."""
SMALL = 0.005
TABLE_WIDTH = 100
"""Letters on a line from which on the account of sources is a table; in a narrower one names would be crushed."""
_LONGEST = 400
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]+")
"""What in foreign text could steer a terminal."""


def report(collection: Collection) -> dict[str, Any]:
    """Return what a collection holds, fit for JSON.

    Returns
    -------
    dict
        `papers` and `appearances`, counts; `pages`, a list of `page` and `entries`; `columns`, a list of `name`,
        `label`, `kind`, `filled` (a count) and `share` (0 to 1), empty ones left out; `sources`, the load report, a
        list as `papers.account.as_json` gives; `doubtful`, `skipped` and `warnings`, how many there are.
    """
    return {
        "papers": len(collection),
        "appearances": len(collection.appearances),
        "pages": collection.pages().to_dict("records"),
        "columns": _columns(collection.papers),
        "sources": [as_json(one) for one in accounts(collection)],
        "doubtful": len(collection.doubtful),
        "skipped": sum(len(source.skipped) for source in collection.sources),
        "warnings": sum(len(source.warnings) for source in collection.sources),
    }


def show(collection: Collection, console: Console) -> None:
    """Print what a collection holds; long lists are cut and say by how much."""
    found = report(collection)
    counts = (("paper", found["papers"]), ("appearance", found["appearances"]), ("page", len(found["pages"])))
    console.print(Text(", ".join(counted(count, noun) for noun, count in counts), style="bold"))

    _sources(found["sources"][:SOURCES_SHOWN], console)
    _more(console, len(found["sources"]) - SOURCES_SHOWN, "source")

    pages = _table("Page", ">Entries")
    for page in found["pages"][:PAGES_SHOWN]:
        _row(pages, page["page"], _number(page["entries"]))
    console.print(pages)
    _more(console, len(found["pages"]) - PAGES_SHOWN, "page")

    columns = _table("Column", "Kind", ">Filled", ">Share")
    for column in found["columns"][:COLUMNS_SHOWN]:
        _row(columns, column["name"], column["kind"], _number(column["filled"]), _percent(column["share"]))
    console.print(columns)
    _more(console, len(found["columns"]) - COLUMNS_SHOWN, "column")

    for source in found["sources"]:
        _reasons(
            console, "Skipped", source["name"], [_joined(one["record"], one["reason"]) for one in source["skipped"]]
        )
        _reasons(console, "Warnings", source["name"], source["warnings"])


def _sources(sources: Sequence[dict[str, Any]], console: Console) -> None:
    """Print the account of each source; numbers that are none for all of them are left out."""
    names = [Text.assemble(_inert(one["name"]), "  ", (_plain(one["kind"]), "dim")) for one in sources]
    cells = [{label: tell(one) for label, tell in TOLD.items()} for one in sources]
    if console.width < TABLE_WIDTH:
        for name, row in zip(names, cells, strict=True):
            console.print(name)
            console.print("  " + ", ".join(f"{label.lower()} {cell}" for label, cell in row.items() if cell))
        console.print()
        return
    shown = [label for label in TOLD if label == "Entries" or any(row[label] for row in cells)]
    table = _table("Source", *(f">{label}" for label in shown))
    for name, row in zip(names, cells, strict=True):
        table.add_row(name, *(row[label] for label in shown))
    console.print(table)


def counted(count: int, noun: str) -> str:
    """Return "1 page" or "580 pages"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _columns(papers: pd.DataFrame) -> list[dict[str, Any]]:
    filled = papers.notna().sum()
    described = (schema.describe(papers[name]) for name in papers.columns if filled[name])
    return [
        {
            "name": column.name,
            "label": column.label,
            "kind": column.kind,
            "filled": int(filled[column.name]),
            "share": round(float(filled[column.name] / len(papers)), 4),
        }
        for column in described
    ]


def _table(*headers: str) -> Table:
    """Return a table; columns whose header begins with ">" are of numbers."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for header in headers:
        justify: Literal["left", "right"] = "right" if header.startswith(">") else "left"
        folds = header in ("Source", "Page", "Column")
        table.add_column(header.removeprefix(">"), justify=justify, no_wrap=not folds, overflow="fold")
    return table


def _row(table: Table, *cells: str) -> None:
    table.add_row(*map(_inert, cells))


def _reasons(console: Console, heading: str, name: str, sentences: Sequence[str]) -> None:
    if not sentences:
        return
    console.print(Text(f"{heading}: {_plain(name)}", style="bold"))
    for sentence in sentences[:REASONS_SHOWN]:
        console.print(Text("  ") + _inert(sentence))
    _more(console, len(sentences) - REASONS_SHOWN, "more", plural="more")


def _more(console: Console, count: int, noun: str, plural: str | None = None) -> None:
    if count > 0:
        words = plural or f"more {noun}{'' if count == 1 else 's'}"
        console.print(Text(f"  and {count:,} {words}", style="dim"))


def _joined(record: str, reason: str) -> str:
    return f"{record}: {reason}" if record else reason


def _number(count: int) -> str:
    return f"{count:,}"


def _some(count: int | None) -> str:
    """Return a number that is worth a cell."""
    return f"{count:,}" if count else ""


TOLD: dict[str, Callable[[dict[str, Any]], str]] = {
    "Entries": lambda one: _number(one["records"]),
    "New": lambda one: _some(one["new"]),
    "Joined": lambda one: _some(one["joined"]),
    "Doubtful": lambda one: _some(one["doubtful"]),
    "Skipped": lambda one: _some(len(one["skipped"])),
    "Warnings": lambda one: _some(len(one["warnings"])),
    "Seconds": lambda one: f"{one['seconds']:.1f}" if one["seconds"] else "",
    "Fetched": lambda one: _some(one["from_network"]),
    "From disk": lambda one: _some(one["from_cache"]),
}
"""What the table says of a source, from its account."""


def _percent(share: float) -> str:
    """Return a share that is neither none nor all as such."""
    if 0 < share < SMALL:
        return "<1%"
    return ">99%" if 1 - SMALL < share < 1 else f"{share:.0%}"


def _inert(text: str) -> Text:
    """Return foreign text as such: no markup, nothing that steers the terminal."""
    return Text(_plain(text))


def _plain(text: str) -> str:
    visible = _UNSEEN.sub(" ", text)
    return visible if len(visible) <= _LONGEST else f"{visible[:_LONGEST]}…"
