"""What the live sources have in common: pages of answers, one after the other, as the references of one source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from loaders import references
from loaders.http import Answer, FetchError
from loaders.raw import Raw
from loaders.references import Reference
from papers.collection import Records, Skipped

LIMIT = 200
"""Papers that are fetched unless more are asked for."""

Page = tuple[Answer, list[Reference | None]]
"""An answer and the references in it; None for what is no paper."""


@dataclass(frozen=True)
class Request:
    """What is asked of a service.

    Attributes
    ----------
    name : str
        How the user wrote it: "arxiv:tokenizer".
    query : str
        What stands after the name of the service.
    limit : int
        Most papers that are wanted.
    advance : callable
        Told after each answer: papers so far, and papers there will be.
    """

    name: str
    query: str
    limit: int = LIMIT
    advance: Callable[[int, int], None] = field(default=lambda done, total: None)


def records(request: Request, kind: str, pages: Iterator[Page]) -> Records:
    """Return the papers of all answers. What had arrived before something went wrong is kept, and what went wrong said.

    Raises
    ------
    LoadError
        If nothing arrived.
    """
    reader = _Reader(request, pages)
    raw = Raw(request.name, b"", datetime.min, request.name)
    found = references.records(raw, kind, reader)
    return Records(replace(found.source, retrieved=reader.oldest), found.entries)


class _Reader:
    """The references of all answers, as they come."""

    def __init__(self, request: Request, pages: Iterator[Page]) -> None:
        self.request, self._pages = request, pages
        self.skipped: list[Skipped] = []
        self.warnings: list[str] = []
        self._fetched: list[datetime] = []
        self._cached = 0

    def __iter__(self) -> Iterator[tuple[str, Reference]]:
        done = 0
        try:
            for answer, found in self._pages:
                self._fetched.append(answer.fetched)
                self._cached += answer.cached
                for reference in found:
                    fields = {name: value for name, value in (reference or {}).items() if value}
                    if fields.get("title") and done < self.request.limit:
                        done += 1
                        yield f"result {done}", fields
                self.request.advance(done, self.request.limit)
                if done >= self.request.limit:
                    break
        except FetchError as error:
            if not done:
                raise
            self.warnings.append(
                f"{error} The {done:,} papers that had come before are kept; fetch again for the others."
            )

    @property
    def oldest(self) -> datetime:
        """When the oldest of the answers came."""
        return min(self._fetched)
