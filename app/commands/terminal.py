"""What the commands share: how sources are named and loaded, and how things are said in a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from loaders import LIMIT, LoadError, load
from loaders.reporting import Report
from papers.collection import Collection
from papers.prepared import PreparedError
from papers.where import WhereError

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


def progress_bar() -> Progress:
    """Return a bar with words before it, which goes away when it is done."""
    return Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console, transient=True)


@contextmanager
def progress(words: str = "Loading") -> Iterator[Report]:
    """Give what is told how far the work in the block is, and shows it; an error ends the command with the reason."""
    with progress_bar() as bar:
        task = bar.add_task(words, total=None)

        def report(done: int, total: int, words: str) -> None:
            bar.update(task, completed=done, total=total or None, description=words)

        try:
            yield report
        except (LoadError, PreparedError, WhereError) as error:
            bar.stop()
            stop(str(error))


def loaded(sources: list[str] | None, limit: int = LIMIT, where: str = "") -> Collection:
    """Load with a progress bar that shows up when it takes long, or stop with the reason."""
    with progress() as report:
        return load(*(sources or []), limit=limit, where=where, progress=report)


def tell_faults(collection: Collection) -> None:
    """Say how many records were skipped and what was warned of, if anything was."""
    skipped = sum(len(source.skipped) for source in collection.sources)
    warnings = sum(len(source.warnings) for source in collection.sources)
    if skipped or warnings:
        console.print(
            f"{skipped} records skipped, {warnings} warnings: `litscope info` and the tab Sources say which and why.",
            highlight=False,
        )


def size(collection: Collection) -> str:
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
