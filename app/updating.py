"""What services can do for the papers on the page: tell what is new, and fill what is missing."""

import loaders
from app import host
from loaders.completing import COMPLETERS, lacking
from loaders.live import live_sources
from papers.collection import Collection
from widgets.upload import Offer, Progress

_NEW, _MISSING = "new:", "missing:"
LONGEST_LABEL = 40


def offers(collection: Collection) -> list[Offer]:
    """Return what can be done: for each service among the sources, and each that knows of something missing."""
    open_to_visitors = {one.name for one in host.services()} | {"doi"}
    asked = [
        Offer(f"{_NEW}{name}", f"What is new at {_short(name)}", f"Ask {name} again, only for what is new since then")
        for name in live_sources(collection)
        if name.partition(":")[0] in open_to_visitors
    ]
    counts = {name: int(lacking(collection, name).sum()) for name in COMPLETERS}
    fill = [
        Offer(
            f"{_MISSING}{name}",
            f"Fill from {COMPLETERS[name].LABEL}",
            f"{counts[name]:,} {'paper lacks' if counts[name] == 1 else 'papers lack'} something that"
            f" {COMPLETERS[name].LABEL} may have; what is there stays as it is",
        )
        for name in COMPLETERS
        if counts[name]
    ]
    return asked + fill


def take(name: str, collection: Collection, progress: Progress) -> Collection:
    """Return the collection after one of the offers was taken.

    Raises
    ------
    LoadError
        If the service cannot be asked.
    """
    if name.startswith(_NEW):
        return loaders.refresh(collection, name.removeprefix(_NEW), progress=progress)
    return loaders.complete(collection, name.removeprefix(_MISSING), progress=progress)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
