"""Crossref (https://api.crossref.org): "crossref:tokenizer", "doi:10.18653/v1/2024.acl-long.1"."""

import os
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from loaders.http import CONTACT, Client
from loaders.json_shapes import crossref
from loaders.live import service
from loaders.live.service import Ids, Page, Request
from papers.collection import Records

PREFIX = "crossref"
LABEL = "Crossref"
EXAMPLES = ("crossref:tokenizer", "doi:10.18653/v1/N19-1423")

BASE = "LITSCOPE_CROSSREF_URL"
ADDRESS = "https://api.crossref.org"
PACE = 0.2
ROWS = 100
MOST_IDS = 40
"""DOIs in one question."""

GIVES = ("abstract", "authors", "published", "venue", "citations")
KNOWS = ("doi", "acl_id")
DOI = "doi:"


def records(client: Client, request: Request) -> Records:
    """Return the works that Crossref finds, or those with these DOIs (between commas).

    Raises
    ------
    LoadError
        If there are none, or it cannot be asked.
    """
    pages = _works(client, request) if request.name.startswith(DOI) else _pages(client, request)
    return service.records(request, "Crossref", pages)


def _secrets() -> dict[str, str]:
    return {"mailto": os.environ.get(CONTACT, "")}


def _works(client: Client, request: Request) -> Iterator[Page]:
    for doi in filter(None, (part.strip() for part in request.query.split(","))):
        url = f"{os.environ.get(BASE) or ADDRESS}/works/{quote(doi, safe='/')}"
        answer = client.get(url, secrets=_secrets(), pace=PACE)
        yield answer, [crossref(answer.json().get("message") or {})]


def _pages(client: Client, request: Request) -> Iterator[Page]:
    cursor: str | None = "*"
    done = 0
    while cursor and done < request.limit:
        since = {"filter": f"from-created-date:{request.since}"} if request.known else {}
        params = {"query": request.query, "rows": str(min(ROWS, request.limit)), "cursor": cursor, **since}
        answer = client.get(f"{os.environ.get(BASE) or ADDRESS}/works", params, secrets=_secrets(), pace=PACE)
        message = answer.json().get("message") or {}
        works = message.get("items") or []
        yield answer, [crossref(work) for work in works]
        done += len(works)
        cursor = message.get("next-cursor") if works else None


def lookup(client: Client, ids: Sequence[Ids]) -> Iterator[Page]:
    """Yield answers about papers by their identifiers; DOIs of arXiv are registered elsewhere."""
    wanted = [doi for one in ids if (doi := one.doi or one.acl_doi) and "," not in doi]
    for start in range(0, len(wanted), MOST_IDS):
        batch = wanted[start : start + MOST_IDS]
        params = {"filter": ",".join(f"doi:{doi}" for doi in batch), "rows": str(len(batch))}
        answer = client.get(f"{os.environ.get(BASE) or ADDRESS}/works", params, secrets=_secrets(), pace=PACE)
        yield answer, [crossref(work) for work in (answer.json().get("message") or {}).get("items") or []]
