"""Missing fields filled from a service, which is asked for the papers by their identifiers, many at a time."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

import numpy as np
import pandas as pd

from loaders.http import Client
from loaders.live import arxiv, crossref, openalex, semantic_scholar, service
from loaders.live.service import Ids, Page, Request
from loaders.raw import LoadError
from loaders.reporting import Report, Reporter
from papers import schema
from papers.collection import Collection, Records
from papers.merging import filled


class Completer(Protocol):
    """What a module of a live source offers besides if it can be asked by identifiers."""

    PREFIX: str
    LABEL: str
    GIVES: tuple[str, ...]
    """Fields that it has for many papers."""
    KNOWS: tuple[str, ...]
    """Identifiers by which it knows papers."""

    def lookup(self, client: Client, ids: Sequence[Ids]) -> Iterator[Page]:
        """Yield answers about papers by their identifiers; what it does not know is left out."""


COMPLETERS: dict[str, Completer] = {each.PREFIX: each for each in (openalex, semantic_scholar, crossref, arxiv)}
"""The services that fill what is missing, by what stands before the colon where they are asked."""


def lacking(collection: Collection, name: str) -> np.ndarray:
    """Return which papers lack a field that a service gives, and have an identifier that it knows, (n,) bool."""
    completer, papers = _completer(name), collection.papers
    lacks = ~np.logical_and.reduce([filled(papers[field]) for field in completer.GIVES])
    return lacks & np.logical_or.reduce([filled(papers[kind]) for kind in completer.KNOWS])


def complete(collection: Collection, name: str, progress: Report | None = None) -> Collection:
    """Return the collection with missing fields filled from a service.

    Values that are there stay; those that come have the service as their origin (see `Collection.origin`).

    Parameters
    ----------
    collection : Collection
    name : str
        "openalex", "s2", "crossref" or "arxiv".
    progress : callable, optional
        As for `load`.

    Raises
    ------
    LoadError
        If there is no such service, no paper that it could fill, or it cannot be asked.
    """
    from papers import join  # heavy, and the page asks only what could be completed

    completer = _completer(name)
    papers = collection.papers[lacking(collection, name)]
    if papers.empty:
        raise LoadError(
            f"{completer.LABEL} has nothing to fill: no paper lacks what it gives and has an identifier that it knows "
            f"({', '.join(schema.PAPERS[kind].label for kind in completer.KNOWS)})."
        )
    reporter = Reporter(progress)
    asked = f"{completer.LABEL} for missing fields"
    request = Request(asked, "", limit=len(papers), advance=reporter.fetching(asked))
    start = time.monotonic()
    with Client(tell=reporter.say) as client:
        found = service.records(request, completer.LABEL, completer.lookup(client, _ids(papers)))
        source = replace(
            found.source,
            seconds=round(time.monotonic() - start, 3),
            from_cache=client.from_cache,
            from_network=client.from_network,
        )
    entries = found.entries[[name for name in found.entries if name in schema.PAPERS]]
    return join.add(collection, [], completing=[Records(source, entries)])


def _completer(name: str) -> Completer:
    found = COMPLETERS.get(name.strip().lower())
    if found is None:
        raise LoadError(f"“{name}” fills no fields; those that do are {', '.join(COMPLETERS)}.")
    return found


def _ids(papers: pd.DataFrame) -> list[Ids]:
    columns = (papers[kind].fillna("").tolist() for kind in ("arxiv_id", "doi", "acl_id"))
    return [Ids(*each) for each in zip(*columns, strict=True)]
