"""The command `litscope facts`."""

import json
import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.text import Text

from app.commands.terminal import Conditions, Sources, console, loaded, progress_bar, stop
from papers.collection import Collection
from papers.facts import add
from papers.facts.record import records


def facts(
    sources: Sources = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write (JSON Lines); without it, to the screen.")
    ] = None,
    where: Conditions = "",
) -> None:
    """Say what each paper states of itself: one JSON object a paper, with claims, sizes, names, kind and links.

    Each claim and size has the words that state it, where they stand, and how sure the reader is.
    """
    collection = loaded(sources, where=where)
    with progress_bar() as bar:
        task = bar.add_task("Reading", total=None)
        read = add(
            collection,
            lambda done, total, words: bar.update(task, completed=done, total=total, description=words),
        )
    if output is None:
        _write(read, sys.stdout)
        return
    try:
        with output.open("w", encoding="utf-8", newline="\n") as file:
            _write(read, file)
    except OSError as error:
        stop(f"{output} cannot be written: {error.strerror}.")
    numbers = int(read.results["value"].notna().sum())
    console.print(Text(f"{numbers:,} results in numbers of {len(read):,} papers are in {output}."), highlight=False)


def _write(read: Collection, file: TextIO) -> None:
    for record in records(read):
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
