"""arXiv's own search (https://info.arxiv.org/help/api/user-manual.html): "arxiv:tokenizer", "arxiv:id:2410.12375"."""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from loaders import feeds, markup
from loaders.http import Answer, Client
from loaders.live import service
from loaders.live.service import Ids, Page, Request
from loaders.raw import Raw
from papers.collection import Records

PREFIX = "arxiv"
LABEL = "arXiv"
EXAMPLES = ("arxiv:tokenizer", "arxiv:cat:cs.CL AND ti:whales", "arxiv:id:2410.12375,1706.03762")

BASE = "LITSCOPE_ARXIV_URL"
ADDRESS = "https://export.arxiv.org/api/query"
PACE = 3.0
"""Seconds between requests, as its terms of use ask."""
ROWS = 100
TRIES_FOR_EMPTY = 3
"""Now and then a page in the middle comes empty; asked again it is not."""

GIVES = ("abstract", "authors", "published", "categories", "doi", "pdf_url")
KNOWS = ("arxiv_id",)

_FIELDS = re.compile(r"\b(?:ti|au|abs|co|jr|cat|rn|id|all|submittedDate):")


def records(client: Client, request: Request) -> Records:
    """Return the papers that arXiv finds.

    Raises
    ------
    LoadError
        If there are none, or it cannot be asked.
    """
    return service.records(request, "arXiv", _pages(client, request), newest_first=not request.query.startswith("id:"))


def _pages(client: Client, request: Request) -> Iterator[Page]:
    kind, _, ids = request.query.partition(":")
    by_id = kind == "id"
    query = {"id_list": ids.replace(" ", "")} if by_id else {"search_query": _query(request.query)}
    start, total = 0, request.limit
    while start < min(total, request.limit):
        rows = min(ROWS, request.limit - start)
        order = {} if by_id else {"sortBy": "submittedDate", "sortOrder": "descending"}
        answer, found, total = _ask(client, {**query, "start": str(start), "max_results": str(rows), **order}, start)
        yield answer, found
        if not found:
            return
        start += len(found)


def _ask(client: Client, params: dict[str, str], start: int) -> tuple[Answer, list, int]:
    for attempt in range(TRIES_FOR_EMPTY):
        fresh = 0.0 if attempt else client.fresh
        answer = client.get(os.environ.get(BASE) or ADDRESS, params, pace=PACE, fresh=fresh)
        reader = markup.Reader(Raw("arXiv", answer.body, datetime.now(UTC)), ("entry",), feeds.entry)
        found = [reference for _, reference in reader]
        match = re.search(rb"<opensearch:totalResults[^>]*>(\d+)<", answer.body)
        total = int(match[1]) if match else len(found)
        if found or start >= total or client.offline:
            break
    return answer, found, total


def _query(words: str) -> str:
    """Return a query as it is if it names fields, else one for papers that have all the words."""
    if _FIELDS.search(words):
        return words
    parts = re.findall(r'"[^"]+"|\S+', words)
    return " AND ".join(f"all:{part}" for part in parts)


def lookup(client: Client, ids: Sequence[Ids]) -> Iterator[Page]:
    """Yield answers about papers by their identifiers."""
    wanted = [one.arxiv for one in ids if one.arxiv]
    for start in range(0, len(wanted), ROWS):
        batch = wanted[start : start + ROWS]
        params = {"id_list": ",".join(batch), "start": "0", "max_results": str(len(batch))}
        yield _ask(client, params, 0)[:2]
