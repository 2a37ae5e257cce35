"""Daily Papers (https://huggingface.co/papers) of a day, week or month, those that trend, those that a search finds."""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from loaders import daily_json
from loaders.http import Answer, Client, FetchError
from loaders.live.service import Request
from loaders.raw import LoadError, Raw
from papers.collection import Records, Source

PREFIX = "daily"
LABEL = "Daily Papers"
EXAMPLES = (
    "daily:today",
    "daily:2024-05-27",
    "daily:2024-W22",
    "daily:2024-05",
    "daily:trending",
    "daily:search:tokenizer",
)

BASE = "LITSCOPE_DAILY_URL"
ADDRESS = "https://huggingface.co"
PACE = 0.5
ROWS = 100
MOST_PAGES = 50

_WAYS = (
    (re.compile(r"\d{4}-\d\d-\d\d"), "date"),
    (re.compile(r"\d{4}-W\d\d"), "week"),
    (re.compile(r"\d{4}-\d\d"), "month"),
)


def records(client: Client, request: Request) -> Records:
    """Return the papers of a day, week or month, those that trend, or those that a search finds.

    Raises
    ------
    LoadError
        If it is none of these, there are none, or the site cannot be asked.
    """
    entries: list[Any] = []
    warnings: list[str] = []
    answers: list[Answer] = []
    try:
        for answer, found in _pages(client, request):
            answers.append(answer)
            entries += found
            request.advance(len(entries), request.limit)
    except FetchError as error:
        if not entries:
            raise
        warnings.append(
            f"{error} The {len(entries):,} papers that had come before are kept; fetch again for the others."
        )
    if request.known is not None:
        entries = [entry for entry in entries if _id(entry) not in request.known.names]
        if not entries:
            return Records(Source(request.name, "Daily Papers", answers[0].fetched), pd.DataFrame())
    if not entries:
        raise LoadError(f"{request.name}: there is no paper on this list (yet).")
    page = request.query if _WAYS[0][0].fullmatch(request.query) else f"Daily Papers {request.query}"
    body = json.dumps(entries[: request.limit]).encode()
    listed = daily_json.read(Raw(request.name, body, min(answer.fetched for answer in answers), page))
    source = replace(listed.source, kind="Daily Papers", warnings=(*listed.source.warnings, *warnings))
    return Records(source, listed.entries)


def _pages(client: Client, request: Request) -> Iterator[tuple[Answer, list[Any]]]:
    base = os.environ.get(BASE) or ADDRESS
    if request.query.startswith("search:"):
        answer = client.get(
            f"{base}/api/papers/search", {"q": request.query.removeprefix("search:").strip()}, pace=PACE
        )
        yield answer, _entries(answer)
        return
    asked = _asked(request)
    seen: set[str] = set()
    for number in range(MOST_PAGES):
        params = {**asked, "limit": str(ROWS), "p": str(number)}
        answer = client.get(f"{base}/api/daily_papers", params, pace=PACE)
        entries = _entries(answer)
        new = [entry for entry in entries if _id(entry) not in seen]
        seen.update(map(_id, new))
        yield answer, new
        if len(entries) < ROWS or not new or len(seen) >= request.limit:
            return


def _asked(request: Request) -> dict[str, str]:
    if request.query == "trending":
        return {"sort": "trending"}
    query = date.today().isoformat() if request.query == "today" else request.query
    for pattern, name in _WAYS:
        if pattern.fullmatch(query):
            return {name: query}
    raise LoadError(f"“{request.name}” is no list of Daily Papers; write {', '.join(EXAMPLES)}.")


def _entries(answer: Answer) -> list[Any]:
    content = answer.json()
    return content if isinstance(content, list) else content.get("papers") or []


def _id(entry: Any) -> str:
    paper = entry.get("paper", entry) if isinstance(entry, dict) else {}
    return str(paper.get("id") if isinstance(paper, dict) else paper)
