"""What the paper card shows of a paper: everything that is known, and where it comes from."""

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from papers import redoing, schema
from papers.claims.table import OTHER
from papers.claims.wording import amount_words
from papers.collection import Collection
from papers.wording import number
from widgets.results.evidence import sentence_of
from widgets.results.wording import statement
from widgets.wording import Marked, day_words, given, links, marked, safe_link

SIGNALS = ("upvotes", "comments", "citations", "stars")
PLACES = ("venue", "organisation")
FACTS = ("kind", "topic_label", "keywords", "categories", "models", "datasets", "languages", "language")
"""Columns whose values are shown as filters."""
LONGEST_TEXT = 1_000
"""Characters shown of a text in a column of the user's own."""
MOST_CLAIMS = 40
"""Claims and sizes that a card has."""
UNSAID = ("paper_id", "published_precision")
"""Fields whose origin is not told: they go with others."""

Choice = tuple[str, str]
"""Column and value of a filter."""


def contents(collection: Collection, row: int, query: str = "") -> dict[str, Any]:
    """Return what the card shows of the paper in a row; see `paper_card.js` for how.

    Missing fields are missing here, too. Words of the query are marked.
    """
    paper = {str(name): given(value) for name, value in collection.papers.iloc[row].items()}
    authors = paper.get("authors") or []
    return {
        "id": paper["paper_id"],
        "title": marked(paper.get("title") or "Without a title", query),
        "authors": [marked_name(name, query) for name in authors],
        "date": day_words(paper.get("published"), paper.get("published_precision")),
        "listed": day_words(paper.get("listed")),
        "places": [_filters(paper, name) for name in PLACES if paper.get(name)],
        "signals": [[name, paper[name]] for name in SIGNALS if paper.get(name) is not None],
        "links": [list(pair) for pair in links(paper)],
        "summary": marked(paper["summary"], query) if paper.get("summary") else None,
        "abstract": marked(paper["abstract"], query) if paper.get("abstract") else None,
        "system": paper.get("system") or "",
        "facts": [_filters(paper, name) for name in FACTS if paper.get(name)],
        "claims": _claims(collection, row),
        "sizes": _sizes(collection, row),
        "pages": _pages(collection, paper["paper_id"]),
        "joined": _joined(collection, paper["paper_id"]),
        "extras": list(_extras(collection.papers, paper)),
        "origins": _origins(collection, row),
    }


def _claims(collection: Collection, row: int) -> list[dict[str, Any]]:
    """Return what a paper claims, each with its sentence."""
    table = collection.claims
    return [
        sentence_of(table.claim(place), collection.papers, row)
        | {"key": table.key(place), "statement": statement(table.claim(place))}
        for place in table.of(row)[:MOST_CLAIMS].tolist()
    ]


def _sizes(collection: Collection, row: int) -> list[dict[str, Any]]:
    """Return the sizes that a paper names, each with its sentence; one of several that are the same."""
    scale = collection.scale
    mine = scale[(scale["paper_id"] == collection.papers["paper_id"].iloc[row]).fillna(False)]
    sizes: dict[str, dict[str, Any]] = {}
    for fact in mine.to_dict("records"):
        cells = {str(name): given(value) for name, value in fact.items()}
        if cells["value"] is not None and len(sizes) < MOST_CLAIMS:
            words = amount_words(cells["value"], cells["unit"] or OTHER)
            sizes.setdefault(words, sentence_of(cells, collection.papers, row) | {"statement": words})
    return list(sizes.values())


def choices(card: dict[str, Any]) -> set[Choice]:
    """Return every filter that a card offers."""
    groups = [*card["places"], *card["facts"], *(extra for extra in card["extras"] if "values" in extra)]
    found = {(group["column"], value) for group in groups for value, _ in group["values"]}
    found |= {("authors", name) for name, _ in card["authors"]}
    return found | {("pages", entry["page"]) for entry in card["pages"]}


def marked_name(name: str, query: str) -> Marked:
    """Return a name with the query's words marked, unchanged: it is the value of a filter, too."""
    return [name, marked(name, query)[1] if query else []]


def _filters(paper: dict[str, Any], name: str) -> dict[str, Any]:
    value = paper[name]
    values = value if isinstance(value, list) else [value]
    return {"column": name, "label": schema.PAPERS[name].label, "values": [[str(item), str(item)] for item in values]}


def _pages(collection: Collection, paper_id: str) -> list[dict[str, Any]]:
    """Return the pages a paper stands on: page, rank or None, how many stand there, which source that is, when read."""
    listed = collection.appearances
    listed = listed[listed["paper_id"] == paper_id].sort_values("rank", kind="stable")
    listed = listed.drop_duplicates(["page", "source"])
    if listed.empty:
        return []
    pages = collection.pages()
    entries = dict(zip(pages["page"], pages["entries"], strict=True))
    return [
        {
            "page": entry.page,
            "rank": given(entry.rank),
            "of": int(entries[entry.page]),
            "source": given(entry.source) or "",
            "read": day_words(given(entry.retrieved)),
        }
        for entry in listed.itertuples(index=False)
        if given(entry.page) is not None
    ]


def _joined(collection: Collection, paper_id: str) -> dict[str, Any] | None:
    """Return the titles of what a paper was joined from, and why; None where it was one entry or cannot be parted."""
    pieces = redoing.parts(collection, paper_id)
    if len(pieces) < 2:
        return None
    return {"titles": [piece.title for piece in pieces], "why": redoing.reasons(collection, paper_id)}


def _extras(papers: pd.DataFrame, paper: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the columns that the sources brought beyond the schema: filters, links or words."""
    for name in map(str, papers.columns):
        value = paper[name]
        if name in schema.PAPERS or value is None or value == [] or value == "":
            continue
        column = schema.describe(papers[name])
        extra: dict[str, Any] = {"column": name, "label": column.label}
        if column.kind == "many":
            yield extra | {"values": [[str(item), str(item)] for item in value]}
        elif isinstance(value, bool):
            yield extra | {"values": [[str(value).lower(), "yes" if value else "no"]]}
        elif isinstance(value, str) and safe_link(value):
            yield extra | {"link": safe_link(value)}
        elif column.kind == "category":
            yield extra | {"values": [[str(value), str(value)]]}
        else:
            yield extra | {"text": words(value)}


def words(value: Any) -> str:
    """Return a value of a column of the user's own in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return number(value) if math.isfinite(value) else str(value)
    if isinstance(value, date):
        return day_words(value)
    text = str(value)
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT].rstrip()}…"


def _origins(collection: Collection, row: int) -> list[dict[str, Any]]:
    """Return the sources that gave something of a paper, with the fields they gave; the one that gave most first."""
    if collection.origins.empty:
        return []
    given_by: dict[int, list[str]] = {}
    for name, place in collection.origins.iloc[row].items():
        if place >= 0 and name not in UNSAID:
            given_by.setdefault(int(place), []).append(_field(str(name)))
    return [
        {
            "source": collection.sources[place].name,
            "kind": collection.sources[place].kind,
            "read": day_words(collection.sources[place].retrieved),
            "fields": fields,
        }
        for place, fields in sorted(given_by.items(), key=lambda item: -len(item[1]))
    ]


def _field(name: str) -> str:
    label = schema.PAPERS[name].label if name in schema.PAPERS else name
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
