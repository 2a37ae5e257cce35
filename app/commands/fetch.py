"""The command `litscope fetch`."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from app import info as reporting
from app.commands.loading import progress
from app.commands.terminal import Conditions, console, stop, tell_faults, writing
from app.info import counted
from loaders import LIMIT, LoadError, add, load, refresh
from loaders import complete as completed
from loaders.completing import COMPLETERS
from loaders.http import OFFLINE
from loaders.live import asked
from loaders.reporting import Report
from papers.account import Account, accounts, answers
from papers.collection import Collection
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
    again: Annotated[
        bool,
        typer.Option("--refresh", help="Ask only for what is new since the file was written, and join it onto that."),
    ] = False,
    report_file: Annotated[
        Path | None,
        typer.Option("--report", help="File for the report, as `litscope info --json` gives it.", show_default=False),
    ] = None,
    complete: Annotated[
        list[str] | None,
        typer.Option(
            help=f"Fill missing fields from a service ({', '.join(COMPLETERS)}); can be given several times.",
            show_default=False,
        ),
    ] = None,
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
    with progress() as report:
        if again and output.exists():
            collection = _refreshed(sources, output, limit, where, report)
        else:
            collection = load(*sources, limit=limit, where=where, progress=report)
        for name in complete or ():
            collection = _completed(collection, name, report)
    for one in accounts(collection):
        console.print(Text(f"{one.source.name}: {_told(one)}"), highlight=False)
    tell_faults(collection)
    told = json.dumps(reporting.report(collection), ensure_ascii=False, indent=2) + "\n"
    with writing(output):
        write(collection.papers, output)
    if report_file is not None:
        with writing(report_file):
            report_file.write_text(told, encoding="utf-8")
    console.print(Text(f"{len(collection):,} papers are in {output}."), highlight=False)


def _refreshed(sources: list[str], output: Path, limit: int, where: str, report: Report) -> Collection:
    """Return what the file holds with what is new at services since it was written, and files joined onto it."""
    written = datetime.fromtimestamp(output.stat().st_mtime, UTC)
    collection = load(output, progress=report)
    before = len(collection)
    services = [one for one in sources if asked(one)]
    if services:
        collection = refresh(collection, *services, since=written, limit=limit, where=where, progress=report)
    files = [one for one in sources if not asked(one)]
    if files:
        collection = add(collection, *files, where=where, progress=report)
    new = len(collection) - before
    console.print(Text(f"{new:,} {'paper is' if new == 1 else 'papers are'} new."), highlight=False)
    return collection


def _completed(collection: Collection, name: str, report: Report) -> Collection:
    """Return the collection completed from a service; where it cannot be, that is said and costs nothing else."""
    try:
        return completed(collection, name, progress=report)
    except LoadError as error:
        console.print(Text(str(error)), highlight=False)
        return collection


def _told(account: Account) -> str:
    """Return "25 records, 20 new, 5 joined, in 1.2 s, 3 answers from the network, 2 from disk"."""
    source = account.source
    counts = {"new": account.new, "joined": account.joined, "in doubt": account.doubtful}
    parts = [counted(source.records, "record"), *(f"{count:,} {what}" for what, count in counts.items() if count)]
    if source.skipped:
        parts.append(f"{len(source.skipped):,} skipped")
    if source.seconds:
        parts.append(f"in {source.seconds:.1f} s")
    return ", ".join(filter(None, [*parts, answers(source)]))
