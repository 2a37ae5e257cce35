"""What tables of papers call their columns, and what those are called that nothing is known of."""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence

from papers import schema

_NAMES = ("name", "paper")
"""Columns that may hold titles; that they do, others beside them tell."""
_OF_PAPERS = frozenset({"authors", "published", "year", "venue", "doi", "arxiv_id", "acl_id", "citations"})

SYNONYMS: dict[str, tuple[str, ...]] = {
    "paper_id": ("paper_id",),
    "title": (
        "title",
        "paper title",
        "article title",
        "document title",
        "primary title",
        "display name",
        "ti",
        "t1",
        *_NAMES,
    ),
    "abstract": ("abstract", "abstract note", "abstract text", "paper abstract", "ab", "summary", "description"),
    "summary": ("summary", "tldr", "ai summary", "one sentence summary"),
    # people, place
    "authors": (
        *("author full names", "authors", "author", "author names", "authors names"),
        "authorships author display name",
        *("af", "au", "creators", "creator", "first authors", "first author", "names"),
    ),
    "organisation": ("organisation", "organization", "organisation name", "organization name", "org", "institution"),
    "venue": (
        *("venue", "venue name", "conference", "conference name", "journal", "journal name", "journal title"),
        *("publication title", "publication name", "source title", "container title", "publication venue"),
        *("published in", "proceedings title", "book title", "journal book", "journal ref", "so"),
        *(
            "publication",
            "proceeding",
            "host venue",
            "primary location source display name",
            "venue title",
            "journaltitle",
        ),
    ),
    "categories": (
        *("categories", "category", "arxiv categories", "subject categories", "subjects", "subject"),
        *("fields of study", "subject areas", "primary category", "topics display name", "concepts display name"),
    ),
    "keywords": (
        *("keywords", "keyword", "author keywords", "tags", "tag", "ai keywords", "manual tags", "index keywords"),
        *("kw", "de", "keywords display name"),
    ),
    "language": ("language", "lang", "written in", "language of original document", "la"),
    # time
    "published": (
        *("published", "published at", "publication date", "published date", "date published", "pub date"),
        *("publish date", "published on", "date", "cover date", "release date", "date of publication"),
        *("submission date", "date submitted", "submitted", "created"),
    ),
    "year": ("year", "publication year", "published year", "pub year", "year of publication", "year published", "py"),
    "month": ("month", "publication month", "pub month"),
    "day": ("day", "publication day"),
    "listed": (
        *("listed", "listed at", "submitted on daily at", "listed on", "first listed", "file date", "list date"),
        *("list day", "daily date", "feed published at"),
    ),
    "list_day": ("file date", "list date", "list day", "daily date"),
    # links
    "url": (
        *("url", "link", "paper url", "paper link", "html url", "arxiv url", "abs url", "open url link", "urls", "ur"),
        "primary location landing page url",
    ),
    "pdf_url": ("pdf url", "pdf", "pdf link", "open access pdf", "full text url", "url pdf", "paper url pdf"),
    "code_url": (
        *("code url", "code", "code link", "github", "github url", "github repo", "github link", "repository"),
        *("repository url", "repo", "repo url"),
    ),
    "project_url": ("project url", "project page", "project", "website", "homepage", "demo", "demo url"),
    "doi": ("doi", "doi url", "doi link", "digital object identifier", "di", "do"),
    "arxiv_id": ("arxiv id", "arxiv", "arxiv number", "arxiv identifier", "paper arxiv id", "eprint", "archive id"),
    "acl_id": ("acl id", "anthology id", "acl anthology id"),
    "id": ("id", "identifier", "key", "paper"),
    # signals
    "upvotes": ("upvotes", "num upvotes", "upvote count", "votes", "likes"),
    "comments": ("comments", "num comments", "comment count", "number of comments"),
    "citations": (
        *("citations", "citation count", "cited by", "cited by count", "times cited", "num citations", "n citations"),
        *("number of citations", "citation number", "article citation count", "cites", "tc"),
    ),
    "stars": ("stars", "github stars", "star count", "stargazers", "stargazers count", "num stars"),
    # where it stands
    "page": ("page", "list", "list name", "page name"),
    "rank": ("rank", "position", "place"),
} | {name: (name,) for name in ("kind", "system", "models", "datasets", "languages", "topic", "topic_label", "x", "y")}
"""What a table may call a column, the surest name first. Besides columns of the schema: the parts of a date, the day
of a list, ids of any kind, and where an entry stands on a list."""

_RESERVED = {*schema.PAPERS, "page", "rank"}
_INDEX = re.compile(r"(unnamed:? ?\d+|__index_level_\d+__|index)?", re.IGNORECASE)


def fold(name: str) -> str:
    """Return a column's name without case, accents of width, blanks and punctuation: "Paper-Title " is "papertitle"."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


_FOLDED = {role: {fold(name): place for place, name in enumerate(names)} for role, names in SYNONYMS.items()}


def roles(names: Sequence[str]) -> dict[str, list[int]]:
    """Return, for each entry of `SYNONYMS` that a table has, the positions of its columns, the surest first.

    A column may have several roles; what it holds tells which.
    """
    folded = [fold(name) for name in names]
    found: dict[str, list[int]] = {}
    for role, places in _FOLDED.items():
        columns = [column for column, name in enumerate(folded) if name in places]
        if columns:
            found[role] = sorted(columns, key=lambda column: places[folded[column]])
    if "title" in found and folded[found["title"][0]] in _NAMES and not _OF_PAPERS & found.keys():
        del found["title"]
    return found


def names_a_title(names: Sequence[str]) -> bool:
    """Return whether one of the columns of a table is the titles of papers."""
    return "title" in roles(names)


def names_papers(names: Sequence[str]) -> int:
    """Return how many of the columns of a table are known."""
    return len({column for columns in roles(names).values() for column in columns})


def is_index(name: str) -> bool:
    """Return whether a column has the name of a row number that was saved along."""
    return bool(_INDEX.fullmatch(name.strip()))


def distinct(names: Sequence[str]) -> list[str]:
    """Return the names, those that repeat with a number after them."""
    out: list[str] = []
    for name in names:
        out.append(_free(name, out))
    return out


def extra_names(names: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Return names for extra columns: lower case, words joined by "_", none of the schema's, taken or given twice."""
    out: list[str] = []
    for name in names:
        safe = re.sub(r"\W+", "_", unicodedata.normalize("NFKC", name)).strip("_").lower() or "column"
        out.append(_free(safe, _RESERVED.union(taken, out)))
    return out


def _free(name: str, taken: Container[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free
