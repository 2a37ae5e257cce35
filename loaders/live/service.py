"""What the live sources have in common: pages of answers, one after the other, as the references of one source."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pandas as pd

from loaders import references
from loaders.http import Answer, FetchError
from loaders.live.known import Known
from loaders.raw import NoPapersError, Raw
from loaders.references import Reference
from papers.collection import Records, Skipped, Source

LIMIT = 200
"""Papers that are fetched unless more are asked for."""

LATE = timedelta(days=30)
"""How much later than a paper's day a service may learn of it."""

Page = tuple[Answer, list[Reference | None]]
"""An answer and the references in it; None for what is no paper."""


ARXIV_DOI = "10.48550/arxiv."
ACL_DOI = "10.18653/v1/"


@dataclass(frozen=True)
class Ids:
    """What a paper is known by; what it has not is empty."""

    arxiv: str = ""
    doi: str = ""
    acl: str = ""

    @property
    def acl_doi(self) -> str:
        """The DOI that papers of the ACL Anthology have, or ""."""
        return f"{ACL_DOI}{self.acl}" if self.acl else ""


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
    known : Known, optional
        What was there the last time: only what is new since is wanted.
    """

    name: str
    query: str
    limit: int = LIMIT
    advance: Callable[[int, int], None] = field(default=lambda done, total: None)
    known: Known | None = None

    @property
    def since(self) -> str:
        """The day from which on a service may have learnt of papers that are not known: "2024-05-01", or ""."""
        return (self.known.since - LATE).date().isoformat() if self.known else ""


def records(request: Request, kind: str, pages: Iterator[Page], newest_first: bool = False) -> Records:
    """Return the papers of all answers. What had arrived before something went wrong is kept, and what went wrong said.

    Where the newest come first, an answer in which all papers are known is the last one that is asked for.

    Raises
    ------
    LoadError
        If nothing arrived.
    """
    reader = _Reader(request, pages, newest_first)
    raw = Raw(request.name, b"", datetime.min, request.name)
    try:
        found = references.records(raw, kind, reader)
    except NoPapersError:
        if request.known is None:
            raise
        return Records(Source(request.name, kind, reader.oldest), pd.DataFrame())
    return Records(replace(found.source, retrieved=reader.oldest), found.entries)


class _Reader:
    """The references of all answers, as they come."""

    def __init__(self, request: Request, pages: Iterator[Page], newest_first: bool) -> None:
        self.request, self._pages, self._newest_first = request, pages, newest_first
        self.skipped: list[Skipped] = []
        self.warnings: list[str] = []
        self._fetched: list[datetime] = []

    def __iter__(self) -> Iterator[tuple[str, Reference]]:
        done = 0
        try:
            for answer, found in self._pages:
                self._fetched.append(answer.fetched)
                new = 0
                for reference in found:
                    fields = {name: value for name, value in (reference or {}).items() if value}
                    if fields.get("title") and done < self.request.limit and not self._is_known(fields):
                        done, new = done + 1, new + 1
                        yield f"result {done}", fields
                self.request.advance(done, self.request.limit)
                if done >= self.request.limit or (self._newest_first and self.request.known and not new):
                    break
        except FetchError as error:
            if not done:
                raise
            self.warnings.append(
                f"{error} The {done:,} papers that had come before are kept; fetch again for the others."
            )

    def _is_known(self, reference: Reference) -> bool:
        return self.request.known is not None and self.request.known.holds(reference)

    @property
    def oldest(self) -> datetime:
        """When the oldest of the answers came."""
        return min(self._fetched, default=datetime.now(UTC).replace(microsecond=0))
