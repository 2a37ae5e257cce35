"""The command `litscope prepare`."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from app import preparing
from app.commands.loading import progress
from app.commands.terminal import Conditions, Sources, console
from loaders import LIMIT


def prepare(
    sources: Sources = None,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder to write or update.", show_default=False)
    ],
    where: Conditions = "",
    limit: Annotated[int, typer.Option(min=1, help="Most papers of each service.")] = LIMIT,
    anew: Annotated[bool, typer.Option("--anew", help="Compute everything from the start.")] = False,
) -> None:
    """Do the slow work once: join, read claims, find topics, draw the map, and keep it all in a folder.

    `litscope serve DIR` and load("DIR") open it at once. With further sources, run it again with the same folder: what
    is there stays, and new papers find their place (DIR itself may be one of the sources).
    """
    with progress("Preparing") as report:
        manifest = preparing.prepared(sources or [], output, where=where, limit=limit, anew=anew, progress=report)
    seconds = sum(stage.seconds for stage in manifest.stages)
    size = sum(sum(stage.files.values()) for stage in manifest.stages)
    console.print(
        Text(f"{manifest.papers:,} papers are in {output} ({size / 1e6:,.0f} MB, computed in {seconds:,.1f} s)."),
        highlight=False,
    )
