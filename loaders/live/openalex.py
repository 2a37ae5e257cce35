"""OpenAlex (https://docs.openalex.org): "openalex:tokenizer"."""

import os
from collections.abc import Iterator, Sequence

from loaders.http import CONTACT, Client
from loaders.json_shapes import openalex
from loaders.live import service
from loaders.live.service import ARXIV_DOI, Ids, Page, Request
from papers.collection import Records

PREFIX = "openalex"
LABEL = "OpenAlex"
EXAMPLES = ("openalex:tokenizer",)

BASE = "LITSCOPE_OPENALEX_URL"
KEY = "LITSCOPE_OPENALEX_KEY"
ADDRESS = "https://api.openalex.org"
PACE = 0.2
ROWS = 100
MOST_IDS = 50
"""DOIs in one question."""

GIVES = ("abstract", "authors", "published", "venue", "organisation", "categories", "keywords", "citations", "doi")
KNOWS = ("doi", "arxiv_id", "acl_id")


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
        since = {"filter": f"from_publication_date:{request.since}"} if request.known else {}
        params = {"search": request.query, "per-page": str(min(ROWS, request.limit)), "cursor": cursor, **since}
        answer = client.get(f"{os.environ.get(BASE) or ADDRESS}/works", params, secrets=secrets, pace=PACE)
        content = answer.json()
        works = content.get("results") or []
        yield answer, [openalex(work) for work in works]
        done += len(works)
        cursor = (content.get("meta") or {}).get("next_cursor") if works else None


def lookup(client: Client, ids: Sequence[Ids]) -> Iterator[Page]:
    """Yield answers about papers by their identifiers."""
    secrets = {"api_key": os.environ.get(KEY, ""), "mailto": os.environ.get(CONTACT, "")}
    wanted = [doi for one in ids if (doi := one.doi or (f"{ARXIV_DOI}{one.arxiv}" if one.arxiv else one.acl_doi))]
    # A bar or comma in a DOI would part it.
    wanted = [doi for doi in wanted if not {"|", ","} & set(doi)]
    for start in range(0, len(wanted), MOST_IDS):
        batch = wanted[start : start + MOST_IDS]
        params = {"filter": f"doi:{'|'.join(batch)}", "per-page": str(ROWS)}
        answer = client.get(f"{os.environ.get(BASE) or ADDRESS}/works", params, secrets=secrets, pace=PACE)
        yield answer, [openalex(work) for work in answer.json().get("results") or []]
