"""Daily Papers as the site's interface gives them, saved to a file: plain, wrapped, or written by Python.

Of an entry the inner `paper` counts: the outer `publishedAt` is the moment it was put on the list.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from loaders import encoding, table
from loaders.json_stream import Stream
from loaders.raw import NoPapersError, Raw
from loaders.values import cells, dates, identifiers, names
from papers.collection import Records, Skipped

KIND = "Daily Papers JSON"

LONGEST_WRITTEN = 1_000_000
"""Most characters of an entry written by Python."""

_WRITTEN = re.compile(r"\{\s*['\"]")
_SIGN = re.compile(r"publishedAt|submittedOnDailyAt|discussionId")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ARXIV = r"^\d{4}\.\d{4,5}$"
_PAPER_PAGE = "https://huggingface.co/papers/"


def recognises(raw: Raw) -> bool:
    """Return whether a source is JSON whose entries are Daily Papers."""
    start = encoding.opening(raw).lstrip()
    if not start.startswith(("[", "{")) or not _SIGN.search(start):
        return False
    for record in Stream(encoding.as_utf8(raw)[0]):
        return _entry(record) is not None
    return False


def read(raw: Raw) -> Records:
    """Return the papers of a saved answer.

    Raises
    ------
    NoPapersError
        If no entry has a title.
    """
    source, warnings = encoding.as_utf8(raw)
    stream = Stream(source)
    records, skipped = [], []
    for record in stream:
        found = _entry(record)
        if found is None:
            skipped.append(Skipped(raw.name, f"{stream.word} {stream.places[-1]}", "It is no entry of Daily Papers."))
        else:
            records.append((f"{stream.word} {stream.places[-1]}", found))
    day = stream.around.get("date")
    skipped += stream.skipped
    return of_entries(raw, KIND, records, day if isinstance(day, str) else "", skipped, [*warnings, *stream.warnings])


def of_entries(
    raw: Raw,
    kind: str,
    entries: Sequence[tuple[str, Mapping[str, Any]]],
    day: str,
    skipped: Sequence[Skipped] = (),
    warnings: Sequence[str] = (),
) -> Records:
    """Return the papers of entries as the site gives them.

    Parameters
    ----------
    raw : Raw
    kind : str
    entries : sequence of (str, mapping)
        What an entry is called, for messages, and the entry.
    day : str
        Day of the list, if known; else a name that is a day tells it.
    skipped, warnings
        What there is to say already.

    Raises
    ------
    NoPapersError
        If no entry has a title.
    """
    rows = [_row(entry) for _, entry in entries]
    untitled = [name for (name, _), row in zip(entries, rows, strict=True) if not row["title"]]
    skipped = [*skipped, *(Skipped(raw.name, name, "It has no title.") for name in untitled)]
    rows = [row for row in rows if row["title"]]
    if not rows:
        raise NoPapersError(f"{raw.name} has no entry with a title.")
    if match := _DAY.match(day) or _DAY.fullmatch(raw.page):
        day = match[0]
    found, told = _columns(rows, day)
    page = f"{table.DAILY_PAPERS} {day}" if day else raw.page
    return table.listed(raw, kind, found, page, skipped, [*warnings, *told])


def _entry(record: Any) -> Mapping[str, Any] | None:
    """Return an entry, of one that Python wrote what it says; None if it is none."""
    if isinstance(record, str) and len(record) <= LONGEST_WRITTEN and _WRITTEN.match(record):
        try:
            record = ast.literal_eval(record)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return None
    return record if isinstance(record, dict) and paper_of(record) else None


def paper_of(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an entry says of the paper: in lists it is wrapped, alone it is not; empty if there is none."""
    paper = entry.get("paper", entry)
    is_one = isinstance(paper, dict) and {"title", "id"} & paper.keys() and {"publishedAt", "upvotes"} & paper.keys()
    return paper if is_one else {}


def _row(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an entry that are kept."""
    paper = paper_of(entry)
    authors, organisation = paper.get("authors"), paper.get("organization") or entry.get("organization")
    title = paper.get("title") or entry.get("title")
    return {
        "title": title.strip() if isinstance(title, str) else None,
        "abstract": paper.get("summary") or entry.get("summary"),
        "summary": paper.get("ai_summary"),
        "authors": [_name(author) for author in authors] if isinstance(authors, list) else None,
        "organisation": _name(organisation, "fullname"),
        "keywords": paper.get("ai_keywords"),
        "id": paper.get("id"),
        "upvotes": paper.get("upvotes"),
        "comments": entry.get("numComments", paper.get("numComments")),
        "stars": paper.get("githubStars"),
        "code_url": paper.get("githubRepo"),
        "project_url": paper.get("projectPage"),
        "published": paper.get("publishedAt"),
        "listed": paper.get("submittedOnDailyAt") or entry.get("submittedOnDailyAt"),
        "shown": entry.get("publishedAt") if entry is not paper else None,
    }


def _name(value: Any, field: str = "name") -> str | None:
    """Return what an author or organisation is called; an author who is hidden is not named."""
    if not isinstance(value, dict):
        return value if isinstance(value, str) else None
    return None if value.get("hidden") else value.get(field) or value.get("name")


def _columns(rows: Sequence[Mapping[str, Any]], day: str) -> tuple[dict[str, pa.Array], list[str]]:
    """Return the columns of the entries, and what was left out of them."""
    given = {name: cells.gather([row[name] for row in rows]) for name in rows[0]}
    found = {name: cells.text(given[name]) for name in ("title", "abstract", "summary", "organisation")}
    found |= {name: cells.many(given[name], names.terms) for name in ("authors", "keywords")}
    told: list[str] = []
    for name in ("upvotes", "comments", "stars"):
        counts = cells.count(given[name])
        found[name] = counts.values
        told += table.misfits(name, counts, "whole number")
    for name in ("code_url", "project_url"):
        links = identifiers.links(given[name])
        found[name] = links.values
        told += table.misfits(name, links, table.LINK)
    ids = cells.label(given["id"])
    found["arxiv_id"] = cells.where(pc.match_substring_regex(ids, _ARXIV), ids)
    found["url"] = cells.framed(_PAPER_PAGE, cells.where(pc.invert(pc.match_substring_regex(ids, _ARXIV)), ids))
    published = dates.of(given["published"])
    told += table.misfits("publishedAt", published, "date")
    found |= {"published": published.timestamps, "published_precision": published.precisions}
    on_list = dates.of(cells.gather([row["listed"] or day or row["shown"] for row in rows]))
    return found | {"listed": on_list.timestamps}, told
