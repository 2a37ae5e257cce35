"""The command `litscope`."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from app import info as reporting
from app.host import leave
from loaders import LIMIT, LoadError, load
from loaders.http import OFFLINE
from papers.collection import Collection
from papers.export import FORMATS, write

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Lists of research papers in, one linked page out.",
)
console = Console(stderr=True)

Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SOURCE]...", help="Files, folders or patterns; without any, the bundled sample."),
]


@app.command()
def serve(
    sources: Sources = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8866,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every interface.")] = "localhost",
    token: Annotated[
        str | None,
        typer.Option(help='Token that visitors need; made up for a public address unless you give one ("" for none).'),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser window.")] = False,
) -> None:
    """Serve the dashboard as a web page."""
    from app.server import Address, ServeError, Serving  # Voila takes a second to import

    address = Address.chosen(host, port, token)
    try:
        address.check()
    except ServeError as error:
        _stop(str(error))
    collection = _load(sources)
    _tell_faults(collection)
    with tempfile.TemporaryDirectory(prefix="litscope-") as folder:
        serving = Serving(address, leave(collection, Path(folder)), open_browser=not no_browser)
        console.print(f"{_size(collection)}. Warming up …", highlight=False)

        def ready() -> None:
            if address.is_open:
                console.print(
                    f"[bold red]Anybody who can reach {address.host}:{address.port} can use this page:"
                    " it has no token.[/bold red] Leave out --token to have one made.",
                    highlight=False,
                )
            console.print(f"Litscope is at [bold]{address.url}[/bold] (Ctrl-C stops it)", highlight=False)

        serving.run(ready)


@app.command()
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
) -> None:
    """Ask services for papers, join what they answer, and write one file.

    Services: daily:2024-05-27 (or 2024-W22, 2024-05, today, trending, search:words), arxiv:words, arxiv:id:2410.12375,
    openalex:words, s2:words, s2:ids:ARXIV:2410.12375, s2:like:ARXIV:1706.03762, crossref:words, doi:10.1234/x,
    zotero:local, zotero:users/12345.
    """
    if output.suffix.lower() not in FORMATS:
        _stop(f"{output.name} names no format; end it in {', '.join(FORMATS)}.")
    if offline:
        os.environ[OFFLINE] = "1"
    collection = _load(sources, limit)
    for source in collection.sources:
        console.print(Text(f"{source.name}: {source.records:,} records"), highlight=False)
    _tell_faults(collection)
    try:
        write(collection.papers, output)
    except OSError as error:
        _stop(f"{output} cannot be written: {error.strerror}.")
    console.print(Text(f"{len(collection):,} papers are in {output}."), highlight=False)


@app.command()
def info(
    sources: Sources = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Say what the sources hold: papers, pages, columns, skipped records, warnings."""
    collection = _load(sources)
    if as_json:
        sys.stdout.write(json.dumps(reporting.report(collection), ensure_ascii=False, indent=2) + "\n")
    else:
        reporting.show(collection, Console())


def main() -> None:
    """Run the command line; Ctrl-C ends it quietly."""
    app()


def _load(sources: list[str] | None, limit: int = LIMIT) -> Collection:
    """Load with a progress bar that shows up when it takes long, or stop with the reason."""
    bar = Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console, transient=True)
    with bar:
        task = bar.add_task("Loading", total=None)
        try:
            return load(
                *(sources or []),
                limit=limit,
                progress=lambda done, total, words: bar.update(task, completed=done, total=total, description=words),
            )
        except LoadError as error:
            bar.stop()
            _stop(str(error))


def _tell_faults(collection: Collection) -> None:
    skipped = sum(len(source.skipped) for source in collection.sources)
    warnings = sum(len(source.warnings) for source in collection.sources)
    if skipped or warnings:
        console.print(
            f"{skipped} records skipped, {warnings} warnings: `litscope info` and the tab Sources say which and why.",
            highlight=False,
        )


def _size(collection: Collection) -> str:
    pages = collection.appearances["page"].nunique()
    return f"{len(collection):,} papers on {pages:,} {'page' if pages == 1 else 'pages'}"


def _stop(sentence: str) -> NoReturn:
    console.print(Text(sentence, style="red"))
    raise typer.Exit(1)


if __name__ == "__main__":
    main()
