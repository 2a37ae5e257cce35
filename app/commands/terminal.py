"""What the commands share: how sources are named, and how things are said in a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

if TYPE_CHECKING:
    from papers.collection import Collection
    from papers.progress import Report

console = Console(stderr=True)
"""Where commands speak to the user; what they give, they print to the standard output."""

Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SOURCE]...", help="Files, folders or patterns; without any, the bundled sample."),
]
Conditions = Annotated[
    str,
    typer.Option(
        "--where",
        help='Papers that are wanted, such as "category:cs.CL published>=2024-01-01 has:abstract -kind:survey".',
        show_default=False,
    ),
]


@contextmanager
def bar(words: str) -> "Iterator[Report]":
    """Give what is told how far the work in the block is, and shows it; it goes away when the work is done."""
    columns = TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task(words, total=None)

        def report(done: int, total: int, words: str) -> None:
            shown.update(task, completed=done, total=total or None, description=words)

        yield report


def tell_faults(collection: "Collection") -> None:
    """Say how many records were skipped and what was warned of, if anything was."""
    skipped = sum(len(source.skipped) for source in collection.sources)
    warnings = sum(len(source.warnings) for source in collection.sources)
    if skipped or warnings:
        console.print(
            f"{skipped} records skipped, {warnings} warnings: `litscope info` and the tab Sources say which and why.",
            highlight=False,
        )


def size(collection: "Collection") -> str:
    """Return "416 papers on 5 pages"."""
    pages = collection.appearances["page"].nunique()
    return f"{len(collection):,} papers on {pages:,} {'page' if pages == 1 else 'pages'}"


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Stop with the reason where the block cannot write a file."""
    try:
        yield
    except OSError as error:
        stop(f"{path} cannot be written: {error.strerror}.")


def stop(sentence: str) -> NoReturn:
    """Say why it goes no further, and end with status 1."""
    console.print(Text(sentence, style="red"))
    raise typer.Exit(1)
