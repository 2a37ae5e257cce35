"""Semantic Scholar (https://api.semanticscholar.org): a search, papers by their ids, papers like one."""

import os
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from loaders.http import Client
from loaders.json_shapes import semantic_scholar
from loaders.live import service
from loaders.live.service import Ids, Page, Request
from papers.collection import Records

PREFIX = "s2"
LABEL = "Semantic Scholar"
EXAMPLES = ("s2:tokenizer", "s2:ids:ARXIV:2410.12375,ACL:N19-1423", "s2:like:ARXIV:1706.03762")

BASE = "LITSCOPE_S2_URL"
KEY = "LITSCOPE_S2_KEY"
ADDRESS = "https://api.semanticscholar.org"
PACE = 1.1
ROWS = 100
MOST_IDS = 500
MOST_FOUND = 1_000
"""What a search gives at most."""
GIVES = ("abstract", "summary", "authors", "published", "venue", "categories", "citations", "doi", "pdf_url")
KNOWS = ("arxiv_id", "doi", "acl_id")
FIELDS = (
    "title,abstract,authors,venue,publicationVenue,year,publicationDate,externalIds,citationCount,fieldsOfStudy,"
    "openAccessPdf,publicationTypes,url"
)
TLDR = f"{FIELDS},tldr"


def records(client: Client, request: Request) -> Records:
    """Return the papers that Semantic Scholar finds, has under these ids, or recommends beside one.

    Raises
    ------
    LoadError
        If there are none, or it cannot be asked.
    """
    kind, _, rest = request.query.partition(":")
    ways = {"ids": _by_id, "like": _recommended}
    pages = ways[kind](client, rest, request) if kind in ways else _found(client, request)
    return service.records(request, "Semantic Scholar", pages)


def _address(path: str) -> str:
    return f"{os.environ.get(BASE) or ADDRESS}/{path}"


def _headers() -> dict[str, str]:
    key = os.environ.get(KEY, "")
    return {"x-api-key": key} if key else {}


def _found(client: Client, request: Request) -> Iterator[Page]:
    start, total = 0, request.limit
    while start < min(total, request.limit, MOST_FOUND):
        rows = min(ROWS, request.limit - start, MOST_FOUND - start)
        params = {"query": request.query, "fields": TLDR, "offset": str(start), "limit": str(rows)}
        if request.known:
            params["publicationDateOrYear"] = f"{request.since}:"
        answer = client.get(_address("graph/v1/paper/search"), params, headers=_headers(), pace=PACE)
        content = answer.json()
        found = content.get("data") or []
        total = int(content.get("total") or 0)
        yield answer, [semantic_scholar(paper) for paper in found]
        if not found:
            return
        start += len(found)


def _by_id(client: Client, ids: str, request: Request) -> Iterator[Page]:
    wanted = [part.strip() for part in ids.split(",") if part.strip()][: request.limit]
    yield from _batches(client, wanted)


def _batches(client: Client, wanted: Sequence[str]) -> Iterator[Page]:
    for start in range(0, len(wanted), MOST_IDS):
        body = {"ids": wanted[start : start + MOST_IDS]}
        params = {"fields": TLDR}
        answer = client.get(_address("graph/v1/paper/batch"), params, body=body, headers=_headers(), pace=PACE)
        yield answer, [semantic_scholar(paper) if paper else None for paper in answer.json()]


def lookup(client: Client, ids: Sequence[Ids]) -> Iterator[Page]:
    """Yield answers about papers by their identifiers."""
    named = (
        f"ARXIV:{one.arxiv}" if one.arxiv else f"DOI:{one.doi}" if one.doi else f"ACL:{one.acl}" if one.acl else ""
        for one in ids
    )
    yield from _batches(client, [name for name in named if name])


def _recommended(client: Client, seed: str, request: Request) -> Iterator[Page]:
    url = _address(f"recommendations/v1/papers/forpaper/{quote(seed.strip(), safe=':')}")
    params = {"fields": FIELDS, "limit": str(min(request.limit, MOST_IDS))}
    answer = client.get(url, params, headers=_headers(), pace=PACE)
    yield answer, [semantic_scholar(paper) for paper in answer.json().get("recommendedPapers") or []]
