"""How the commands load: with a bar that says how far it is, and a sentence where it goes no further."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.commands.terminal import bar, stop
from loaders import LIMIT, LoadError, load
from papers.collection import Collection
from papers.prepared import PreparedError
from papers.progress import Report
from papers.where import WhereError

FAULTS = (LoadError, PreparedError, WhereError)
"""What is wrong with what was given: the message is a sentence for the user."""


@contextmanager
def progress(words: str = "Loading") -> Iterator[Report]:
    """Give what is told how far the work in the block is, and shows it; an error ends the command with the reason."""
    try:
        with bar(words) as report:
            yield report
    except FAULTS as error:
        stop(str(error))


def loaded(sources: list[str] | None, limit: int = LIMIT, where: str = "") -> Collection:
    """Load with a progress bar that shows up when it takes long, or stop with the reason."""
    with progress() as report:
        return load(*(sources or []), limit=limit, where=where, progress=report)
