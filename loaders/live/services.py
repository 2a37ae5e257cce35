"""Which services can be asked, and what stands before the colon for each."""

from dataclasses import dataclass, replace
from typing import Protocol

from loaders.http import Client
from loaders.live import arxiv, crossref, daily_papers, openalex, semantic_scholar, zotero
from loaders.live.service import Request
from papers.collection import Collection, Records


class Service(Protocol):
    """What every module of a live source offers."""

    PREFIX: str
    LABEL: str

    @property
    def EXAMPLES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """How requests are written."""

    def records(self, client: Client, request: Request) -> Records:
        """Return the papers that are asked for; raise `LoadError` if there are none."""


_ALL: tuple[Service, ...] = (daily_papers, arxiv, openalex, semantic_scholar, crossref, zotero)
SERVICES: dict[str, Service] = {each.PREFIX: each for each in _ALL} | {"doi": crossref}
"""The services by what stands before the colon."""


@dataclass(frozen=True)
class Live:
    """A source that is asked over the network."""

    service: Service
    request: Request

    @property
    def name(self) -> str:
        """How the user wrote it."""
        return self.request.name

    def with_limit(self, limit: int) -> "Live":
        """Return the source with another most of papers."""
        return replace(self, request=replace(self.request, limit=limit))


def asked(text: str) -> Live | None:
    """Return the live source that a text names, such as "arxiv:tokenizer"; None if it names none."""
    prefix, colon, query = text.strip().partition(":")
    service = SERVICES.get(prefix.lower())
    if not colon or service is None or not query.strip() or query.startswith("//") or "\n" in query:
        return None
    return Live(service, Request(f"{prefix.lower()}:{query.strip()}", query.strip()))


def live_sources(collection: Collection) -> tuple[str, ...]:
    """Return which of the sources of a collection are services that can be asked again, such as "arxiv:tokenizer"."""
    return tuple(dict.fromkeys(one.name for one in collection.sources if asked(one.name)))


def hint(service: Service) -> str:
    """Return how a service is asked, by examples without its name."""
    return ", ".join(example.partition(":")[2] for example in service.EXAMPLES)
