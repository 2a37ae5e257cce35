"""OpenAlex (https://docs.openalex.org): "openalex:tokenizer"."""

import os
from collections.abc import Iterator

from loaders.http import CONTACT, Client
from loaders.json_shapes import openalex
from loaders.live import service
from loaders.live.service import Page, Request
from papers.collection import Records

PREFIX = "openalex"
LABEL = "OpenAlex"
EXAMPLES = ("openalex:tokenizer",)

BASE = "LITSCOPE_OPENALEX_URL"
KEY = "LITSCOPE_OPENALEX_KEY"
ADDRESS = "https://api.openalex.org"
PACE = 0.2
ROWS = 100


def records(client: Client, request: Request) -> Records:
    """Return the works that OpenAlex finds.

    Raises
    ------
    LoadError
        If there are none, or it cannot be asked.
    """
    return service.records(request, "OpenAlex", _pages(client, request))


def _pages(client: Client, request: Request) -> Iterator[Page]:
    secrets = {"api_key": os.environ.get(KEY, ""), "mailto": os.environ.get(CONTACT, "")}
    cursor: str | None = "*"
    done = 0
    while cursor and done < request.limit:
        params = {"search": request.query, "per-page": str(min(ROWS, request.limit)), "cursor": cursor}
        answer = client.get(f"{os.environ.get(BASE) or ADDRESS}/works", params, secrets=secrets, pace=PACE)
        content = answer.json()
        works = content.get("results") or []
        yield answer, [openalex(work) for work in works]
        done += len(works)
        cursor = (content.get("meta") or {}).get("next_cursor") if works else None
