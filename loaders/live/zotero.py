"""Zotero, over the web or the program on this machine (https://www.zotero.org/support/dev/web_api/v3/basics).

"zotero:users/12345", "zotero:groups/678/collections/ABCD2345", "zotero:local"; what is not public needs a key.
"""

import os
import re
from collections.abc import Iterator

from loaders.http import Client
from loaders.json_shapes import zotero
from loaders.live import service
from loaders.live.service import Page, Request
from loaders.raw import LoadError
from papers.collection import Records

PREFIX = "zotero"
LABEL = "Zotero"
EXAMPLES = ("zotero:local", "zotero:users/12345", "zotero:groups/678/collections/ABCD2345")

BASE = "LITSCOPE_ZOTERO_URL"
KEY = "LITSCOPE_ZOTERO_KEY"
ADDRESS = "https://api.zotero.org"
LOCAL_BASE = "LITSCOPE_ZOTERO_LOCAL_URL"
LOCAL = "http://localhost:23119/api"
PACE = 0.2
ROWS = 100
LIBRARY = re.compile(r"(?:users|groups)/\d+(?:/collections/[A-Z0-9]+)?")


def records(client: Client, request: Request) -> Records:
    """Return the items of a library or collection.

    Raises
    ------
    LoadError
        If it is not named as it should be, is empty, or cannot be asked.
    """
    return service.records(request, "Zotero", _pages(client, request), newest_first=True)


def _pages(client: Client, request: Request) -> Iterator[Page]:
    base, library = _where(request.query.strip().strip("/"))
    key = os.environ.get(KEY, "")
    headers = {"Zotero-API-Version": "3", **({"Zotero-API-Key": key} if key else {})}
    start = 0
    while start < request.limit:
        params = {"format": "json", "limit": str(ROWS), "start": str(start)}
        params |= {"sort": "dateAdded", "direction": "desc"}
        answer = client.get(f"{base}/{library}/items/top", params, headers=headers, pace=PACE)
        items = answer.json()
        yield answer, [zotero(item) for item in items]
        if len(items) < ROWS:
            return
        start += len(items)


def _where(query: str) -> tuple[str, str]:
    if query == "local" or query.startswith("local/"):
        base = os.environ.get(LOCAL_BASE) or LOCAL
        return base, f"users/0{query.removeprefix('local')}"
    if not LIBRARY.fullmatch(query):
        raise LoadError(
            f"“{PREFIX}:{query}” names no library; write {' or '.join(EXAMPLES)} (Zotero's settings show the number)."
        )
    return os.environ.get(BASE) or ADDRESS, query
