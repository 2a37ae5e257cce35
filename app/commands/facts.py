"""The command `litscope facts`."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer
from rich.text import Text

from app.commands.loading import loaded, progress
from app.commands.terminal import Conditions, Sources, console, stop, writing
from loaders.endpoint import KEY, Endpoint
from loaders.http import Client
from papers.collection import Collection
from papers.facts.adding import add
from papers.facts.record import records


def facts(
    sources: Sources = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write (JSON Lines); without it, to the screen.")
    ] = None,
    where: Conditions = "",
    endpoint: Annotated[
        str, typer.Option(help=f"Let a model read: address of an OpenAI-compatible endpoint (its key in {KEY}).")
    ] = "",
    model: Annotated[str, typer.Option(help="Name of the model that the endpoint is asked for.")] = "",
    price: Annotated[
        tuple[float, float], typer.Option(metavar="IN OUT", help="Its price per million tokens, in and out.")
    ] = (0.0, 0.0),
) -> None:
    """Say what each paper states of itself: one JSON object a paper, with claims, sizes, names, kind and links.

    Each claim and size has the words that state it, where they stand, and how sure the reader is. The reader is a set
    of rules that need nothing; with --endpoint and --model, a language model whose quotes are checked against the text.
    """
    if bool(endpoint) != bool(model):
        stop("A model reads only with both --endpoint ADDRESS and --model NAME.")
    collection = loaded(sources, where=where)
    with progress("Reading") as report:
        if endpoint:
            with Client() as client:
                reader = Endpoint(endpoint, model, client, os.environ.get(KEY, ""), price)
                read = add(collection, lambda done, total, _: report(done, total, _spent(reader)), reader)
            console.print(Text(_account(reader)), highlight=False)
        else:
            read = add(collection, report)
    if output is None:
        _write(read, sys.stdout)
        return
    with writing(output), output.open("w", encoding="utf-8", newline="\n") as file:
        _write(read, file)
    numbers = int(read.results["value"].notna().sum())
    console.print(Text(f"{numbers:,} results in numbers of {len(read):,} papers are in {output}."), highlight=False)


def _spent(reader: Endpoint) -> str:
    """Return what the model has cost so far, for the bar."""
    tokens = f"{reader.tokens_in + reader.tokens_out:,} tokens"
    return f"{reader.model} reads: {tokens}" + (f", {reader.cost:,.2f} spent" if reader.cost else "")


def _account(reader: Endpoint) -> str:
    client = reader.client
    return (
        f"{_spent(reader)}; {client.from_network:,} answers fetched, {client.from_cache:,} were on disk;"
        f" {reader.refused:,} claims refused, as their words are not in the text;"
        f" {reader.unreadable:,} answers could not be read (the rules read those papers)."
    )


def _write(read: Collection, file: TextIO) -> None:
    for record in records(read):
        file.write(json.dumps(record, ensure_ascii=False) + "\n")
