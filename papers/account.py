"""What became of each source of a collection: the account that page, command line and JSON give."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from papers.collection import Collection, Source


@dataclass(frozen=True)
class Account:
    """What became of one source.

    Attributes
    ----------
    source : Source
        With the number of records read, those that were skipped and why, warnings, seconds, cache and network.
    new : int, optional
        Papers that no source before it had; None if it only completes others.
    joined : int, optional
        Records of papers that were there already, or that it named before; None if it only completes others.
    completed : int, optional
        Papers that it gave a value, if it only completes others.
    doubtful : int
        Pairs that wait for somebody to decide whether they are one paper, and one of which it gave.
    """

    source: Source
    new: int | None
    joined: int | None
    completed: int | None
    doubtful: int


def accounts(collection: Collection) -> list[Account]:
    """Return what became of each source, in their order."""
    first, waiting = _first(collection), _waiting(collection)
    listed = set(collection.appearances["source"].unique())
    out = []
    for place, source in enumerate(collection.sources):
        new = int(first[place])
        completes = bool(source.records) and not new and source.name not in listed
        out.append(
            Account(
                source,
                new=None if completes else new,
                joined=None if completes else max(0, source.records - new),
                completed=_completed(collection, place) if completes else None,
                doubtful=waiting[place],
            )
        )
    return out


def answers(source: Source) -> str:
    """Return "3 answers from the network, 2 from disk"; empty for what is no service."""
    if source.from_network is None:
        return ""
    noun = "answer" if source.from_network == 1 else "answers"
    return f"{source.from_network:,} {noun} from the network, {source.from_cache or 0:,} from disk"


def as_json(account: Account) -> dict[str, Any]:
    """Return an account fit for JSON: what is not known is None."""
    source = account.source
    return {
        "name": source.name,
        "kind": source.kind,
        "retrieved": source.retrieved.isoformat(timespec="seconds"),
        "records": source.records,
        "new": account.new,
        "joined": account.joined,
        "completed": account.completed,
        "doubtful": account.doubtful,
        "seconds": source.seconds,
        "from_cache": source.from_cache,
        "from_network": source.from_network,
        "skipped": [{"record": one.record, "reason": one.reason} for one in source.skipped],
        "warnings": list(source.warnings),
    }


def _first(collection: Collection) -> np.ndarray:
    """Return how many papers each source was the first to have: those it gave the title of."""
    size = len(collection.sources)
    if "title" not in collection.origins:
        return np.zeros(size, int)
    places = collection.origins["title"].to_numpy()
    return np.bincount(places[places >= 0], minlength=size)


def _completed(collection: Collection, place: int) -> int:
    return int((collection.origins.to_numpy() == place).any(axis=1).sum())


def _waiting(collection: Collection) -> list[int]:
    """Return how many doubtful pairs each source has a paper in: one that it lists, or gave the title of."""
    pairs = collection.doubtful
    if not len(pairs):
        return [0] * len(collection.sources)
    held = collection.appearances.loc[collection.appearances["paper_id"].isin({*pairs["left"], *pairs["right"]})]
    by_name = {str(name): set(ids) for name, ids in held.groupby("source")["paper_id"]}
    titled = pd.Series(collection.origins.get("title", -1), index=collection.papers.index)
    out = []
    for place, source in enumerate(collection.sources):
        mine = by_name.get(source.name, set()) | set(collection.papers["paper_id"][titled == place])
        out.append(int((pairs["left"].isin(mine) | pairs["right"].isin(mine)).sum()))
    return out
