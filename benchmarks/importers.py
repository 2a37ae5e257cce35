"""What becomes of real exports: records there, records read, what was skipped and why, file by file.

``LITSCOPE_SHARED`` names the folder whose ``data/importers`` holds them. How many records a file has is counted without
any of our readers, by what begins a record in its format; ``?`` where nothing does.

    python -m benchmarks.importers
"""

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from loaders import LoadError, read

SHOWN = 90


@dataclass(frozen=True)
class Outcome:
    """What became of a file.

    Attributes
    ----------
    path : Path
    kind : str
        Kind that it was taken for, or "refused".
    there : int or None
        Records that stand in it.
    read, skipped : int
    said : str
        The first of the reasons, or why it was refused.
    """

    path: Path
    kind: str
    there: int | None
    read: int
    skipped: int
    said: str


def _lines(pattern: str) -> Callable[[str], int]:
    return lambda text: len(re.findall(pattern, text, re.MULTILINE | re.IGNORECASE))


_BIBTEX = _lines(r"^[ \t]*@[ \t]*(?!comment|string|preamble)\w+\s*[{(]")
_COUNTS: dict[str, Callable[[str], int]] = {
    ".bib": _BIBTEX,
    ".ris": _lines(r"^TY  ?- "),
    ".xml": _lines(r"<(?:item|entry)[\s>]"),
}


def there(path: Path) -> int | None:
    """Return how many records a file has, by a count of what begins one; None where that cannot be told."""
    text = path.read_bytes().decode("utf-8", "replace").lstrip("\ufeff")
    if path.suffix == ".txt":
        return max(_lines(r"^TY  ?- ")(text), _lines(r"^%0 ")(text), _lines(r"^PT [A-Z]$")(text)) or None
    if path.suffix == ".json":
        try:
            content = json.loads(text)
        except ValueError:
            return None
        content = next((content[key] for key in ("dailyPapers", "papers", "data") if key in content), content)
        return len(content) if isinstance(content, list) else 1
    count = _COUNTS.get(path.suffix)
    return count(text) if count else None


def outcome(path: Path) -> Outcome:
    """Return what becomes of a file."""
    try:
        records = read(path)
    except LoadError as error:
        return Outcome(path, "refused", there(path), 0, 0, str(error))
    sources = [one.source for one in records]
    skipped = [reason for source in sources for reason in source.skipped]
    said = [f"{one.record}: {one.reason}" for one in skipped] + [told for source in sources for told in source.warnings]
    total = sum(source.records for source in sources)
    return Outcome(path, sources[0].kind, there(path), total, len(skipped), said[0] if said else "")


def outcomes(folder: Path) -> list[Outcome]:
    """Return what becomes of each file in a folder and those in it."""
    return [outcome(path) for path in sorted(folder.rglob("*")) if path.is_file()]


def main() -> None:
    """Print the table."""
    shared = os.environ.get("LITSCOPE_SHARED")
    if not shared:
        sys.stderr.write("LITSCOPE_SHARED names no folder with real exports: left out.\n")
        return
    folder = Path(shared) / "data" / "importers"
    table = Table(title="What becomes of real exports", title_justify="left")
    for heading in ("file", "kind", "there", "read", "skipped", "what is said first"):
        table.add_column(
            heading, justify="right" if heading in ("there", "read", "skipped") else "left", overflow="fold"
        )
    found = outcomes(folder)
    for one in found:
        known = "?" if one.there is None else f"{one.there:,}"
        cells = (str(one.path.relative_to(folder)), one.kind, known, f"{one.read:,}", f"{one.skipped:,}")
        table.add_row(*cells, Text(one.said[:SHOWN]))
    console = Console(width=200)
    console.print(table)
    counted = [one for one in found if one.there is not None]
    console.print(
        f"{len(found)} files; {sum(one.read for one in found):,} records read. Where records can be counted: "
        f"{sum(one.there or 0 for one in counted):,} there, {sum(one.read for one in counted):,} read, "
        f"{sum(one.skipped for one in counted):,} skipped by name."
    )


if __name__ == "__main__":
    main()
