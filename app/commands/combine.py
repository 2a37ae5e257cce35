"""The command `litscope combine`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from app.commands.loading import progress
from app.commands.terminal import Conditions, console, size, stop, tell_faults, writing
from loaders import LIMIT, load
from papers.collection import Collection
from papers.export import FORMATS, write
from papers.progress import Report
from papers.sets import OPERATIONS


class Operation(StrEnum):
    """What is made of the collections, by the names of `papers.sets.OPERATIONS`."""

    UNION = "union"
    INTERSECTION = "intersection"
    DIFFERENCE = "difference"


def combine(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="A B [C]...",
            help="Two collections or more, each a file, folder, pattern, service or prepared folder.",
            show_default=False,
        ),
    ],
    operation: Annotated[
        Operation,
        typer.Option(
            "--as",
            help="union: papers of any; intersection: papers in each; difference: papers of A that are in no other.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help=f"File to write ({', '.join(FORMATS)}), or a folder to prepare, which keeps sources and places, too.",
            show_default=False,
        ),
    ],
    where: Conditions = "",
    limit: Annotated[int, typer.Option(min=1, help="Most papers of each service.")] = LIMIT,
) -> None:
    """Take the union, intersection or difference of collections, and write it.

    Papers are one by the rules of loading: a preprint in A is the published version in B. Values come from A where it
    has them, then from B, and so on.
    """
    if len(sources) < 2:
        stop("Name two collections or more, such as: litscope combine a.bib b.bib --as difference -o only_a.bib.")
    if output.suffix and output.suffix.lower() not in FORMATS and not output.is_dir():
        stop(f"{output.name} names no format; end it in {', '.join(FORMATS)}, or name a folder.")
    with progress() as report:
        sides = [load(one, where=where, limit=limit, progress=report) for one in sources]
        report(0, 0, f"Joining {sum(map(len, sides)):,} papers")
        combined = OPERATIONS[operation](*sides)
        _write(combined, output, report)
    for name, side in zip(sources, sides, strict=True):
        console.print(Text(f"{name}: {size(side)}"), highlight=False)
        tell_faults(side)
    papers = "paper" if len(combined) == 1 else "papers"
    console.print(Text(f"{len(combined):,} {papers} of the {operation} are in {output}."), highlight=False)


def _write(collection: Collection, output: Path, report: Report) -> None:
    if output.suffix.lower() in FORMATS:
        with writing(output):
            write(collection.papers, output)
        return
    from papers.prepared.making import prepare  # it needs all that computes, and a file needs none of it

    if not len(collection):
        stop(f"No paper is left, so there is nothing to prepare in {output}.")
    prepare(lambda: collection, output, progress=report, anew=True)
