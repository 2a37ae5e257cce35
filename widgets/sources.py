"""The account of what was loaded: sources, pages, and how complete each column is."""

from typing import Any

import pandas as pd
import traitlets

from papers import schema
from papers.account import accounts, answers
from papers.collection import Collection, Source
from widgets import assets
from widgets.scripted import Panel
from widgets.wording import day_words

REASONS = 50
"""Skipped records and warnings told of one source."""
SHORTEST = 0.1
"""Seconds of reading that are not told more exactly."""
INTERNAL = ("paper_id", "published_precision", "topic_label", "x", "y")
"""Columns whose completeness tells a reader nothing."""


class Sources(Panel):
    """What was loaded, from where, and what became of it.

    Parameters
    ----------
    collection : Collection
        Assign another to `collection` to show that.
    """

    _esm = assets.script("sources")
    _css = assets.style("sources")

    account = traitlets.Dict(help="see `widgets.sources.account`").tag(sync=True)

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self.collection = collection

    @property
    def collection(self) -> Collection:
        """The collection that is told of."""
        return self._collection

    @collection.setter
    def collection(self, collection: Collection) -> None:
        self._collection = collection
        self.account = account(collection)


def account(collection: Collection) -> dict[str, Any]:
    """Return what the panel says of a collection.

    Returns
    -------
    dict
        `papers`, `records`, `doubtful` (pairs that wait) and `given` (sources that do more than complete others);
        `sources`, `pages`, `columns` (each a list of dicts); and `empty` (labels of columns that no paper has a value
        for).
    """
    columns = completeness(collection.papers)
    sources = _sources(collection)
    giving = [source for source in sources if source["completed"] is None]
    return {
        "papers": len(collection),
        "records": sum(source["records"] for source in giving),
        "given": len(giving),
        "doubtful": len(collection.doubtful),
        "sources": sources,
        "pages": collection.pages().to_dict("records"),
        "columns": [column for column in columns if column["filled"]],
        "empty": [column["label"] for column in columns if not column["filled"]],
    }


def completeness(papers: pd.DataFrame) -> list[dict[str, Any]]:
    """Return label, meaning and number of filled cells of each column, in the order of the frame."""
    return [
        {"name": name, "label": column.label, "about": column.about, "filled": filled(papers[name])}
        for name in map(str, papers.columns)
        if name not in INTERNAL and (column := schema.describe(papers[name]))
    ]


def filled(series: pd.Series) -> int:
    """Return how many cells have a value; an empty list is none."""
    if schema.describe(series).kind == "many":
        return int((series.dropna().list.len() > 0).sum())
    return int(series.notna().sum())


def _sources(collection: Collection) -> list[dict[str, Any]]:
    """Return what became of each source: how many papers it was the first to have, shares, and has in doubt."""
    return [
        {
            "name": one.source.name,
            "kind": one.source.kind,
            "read": day_words(one.source.retrieved),
            "records": one.source.records,
            "new": one.new,
            "joined": one.joined,
            "doubtful": one.doubtful,
            "completed": one.completed,
            "cost": cost(one.source),
            **_remarks(one.source),
        }
        for one in accounts(collection)
    ]


def cost(source: Source) -> str:
    """Return "in 1.2 s, 3 answers from the network, 2 from disk" as far as it is known."""
    parts = []
    if source.seconds is not None:
        parts.append(f"in {source.seconds:.1f} s" if source.seconds >= SHORTEST else f"in under {SHORTEST} s")
    return ", ".join(filter(None, [*parts, answers(source)]))


def _remarks(source: Source) -> dict[str, Any]:
    skipped = [f"{one.record}: {one.reason}" if one.record else one.reason for one in source.skipped]
    remarks = [*source.warnings, *skipped]
    return {
        "skipped": len(source.skipped),
        "warnings": len(source.warnings),
        "remarks": remarks[:REASONS],
        "more": max(0, len(remarks) - REASONS),
    }
