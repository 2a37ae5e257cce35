"""The command `litscope fetch`."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from app.commands.terminal import Conditions, console, loaded, stop, tell_faults
from loaders import LIMIT
from loaders.http import OFFLINE
from papers.export import FORMATS, write


def fetch(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="What to ask services, such as arxiv:tokenizer; files join in.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help=f"File to write ({', '.join(FORMATS)}).", show_default=False)
    ],
    limit: Annotated[int, typer.Option(min=1, help="Most papers of each service.")] = LIMIT,
    offline: Annotated[bool, typer.Option("--offline", help="Use only answers that are on disk already.")] = False,
    where: Conditions = "",
) -> None:
    """Ask services for papers, join what they answer, and write one file.

    Services: daily:2024-05-27 (or 2024-W22, 2024-05, today, trending, search:words), arxiv:words, arxiv:id:2410.12375,
    openalex:words, s2:words, s2:ids:ARXIV:2410.12375, s2:like:ARXIV:1706.03762, crossref:words, doi:10.1234/x,
    zotero:local, zotero:users/12345.
    """
    if output.suffix.lower() not in FORMATS:
        stop(f"{output.name} names no format; end it in {', '.join(FORMATS)}.")
    if offline:
        os.environ[OFFLINE] = "1"
    collection = loaded(sources, limit, where)
    for source in collection.sources:
        console.print(Text(f"{source.name}: {source.records:,} records"), highlight=False)
    tell_faults(collection)
    try:
        write(collection.papers, output)
    except OSError as error:
        stop(f"{output} cannot be written: {error.strerror}.")
    console.print(Text(f"{len(collection):,} papers are in {output}."), highlight=False)
