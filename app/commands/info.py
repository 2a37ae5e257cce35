"""The command `litscope info`."""

import json
import sys
from typing import Annotated

import typer
from rich.console import Console

from app import info as reporting
from app.commands.loading import loaded
from app.commands.terminal import Conditions, Sources


def info(
    sources: Sources = None,
    where: Conditions = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Say what the sources hold: papers, pages, columns, skipped records, warnings."""
    collection = loaded(sources, where=where)
    if as_json:
        sys.stdout.write(json.dumps(reporting.report(collection), ensure_ascii=False, indent=2) + "\n")
    else:
        reporting.show(collection, Console())
