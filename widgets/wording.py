"""How the fields of a paper are said in words, with the words of the search marked."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit

import numpy as np
import pandas as pd

from papers.schema import Column
from papers.search import spans
from papers.text import readable
from papers.wording import number

Marked = list[Any]
"""[text, [[start, end], ...]]: a text and its marked spans, counted in code points (as common.js wants them)."""

AUTHORS_SHOWN = 3
AUTHORS_SEARCHED = 300
"""How far down a list of authors a searched name is looked for."""
EXCERPT = 320
"""Characters of an abstract that stand for a missing summary: two lines of a wide screen."""
LEAD = 60
"""Characters before the first marked word of an excerpt."""
LONGEST_LINK = 2_000
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def given(value: Any) -> Any:
    """Return the value of a cell, None if it is missing; of a list what it holds but for missing items."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [item for item in value if given(item) is not None]
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.item() if isinstance(value, np.generic) else value


def marked(text: str | None, query: str = "") -> Marked:
    """Return the text, LaTeX made readable, with the spans of the query's words; empty for a missing text."""
    text = readable(text) if text else ""
    return [text, [list(span) for span in spans(text, query)] if query and text else []]


def day_words(value: date | datetime | pd.Timestamp | None, precision: str | None = "day") -> str:
    """Return a date as far as it is known: "28 May 2023", "May 2023", "2023"; empty if it is not.

    >>> day_words(date(2023, 5, 1), "month")
    'May 2023'
    """
    if value is None or value is pd.NaT:
        return ""
    if precision == "year":
        return f"{value.year}"
    month = MONTHS[value.month - 1]
    return f"{month} {value.year}" if precision == "month" else f"{value.day} {month} {value.year}"


def amount(value: float, column: Column) -> str:
    """Return a number of a column with what it counts.

    >>> from papers.schema import DERIVED, PAPERS
    >>> amount(1, PAPERS["upvotes"]), amount(1 / 3, DERIVED["momentum"]), amount(3, PAPERS["best_rank"])
    ('1 upvote', '0.333 upvotes a day', 'place 3')
    """
    words = number(float(f"{value:.3g}") if value != int(value) else value)
    if column.unit == "rank":
        return f"place {words}"
    first, *rest = column.unit.split(" ")
    return " ".join([words, first.removesuffix("s") if value == 1 else first, *rest]).strip()


def author_words(authors: Sequence[str] | None, query: str = "") -> Marked:
    """Return the first authors and how many more there are; an author who is searched for is among those named."""
    if not authors:
        return ["", []]
    shown = list(authors[:AUTHORS_SHOWN])
    words = ", ".join(shown)
    if query and len(authors) > AUTHORS_SHOWN and not spans(words, query):
        found = next((name for name in authors[AUTHORS_SHOWN:AUTHORS_SEARCHED] if spans(name, query)), None)
        if found:
            shown[-1] = found
            words = f"{', '.join(shown[:-1])} … {found}"
    more = len(authors) - len(shown)
    return marked(f"{words} and {more:,} more" if more else words, query)


def excerpt(abstract: str | None, query: str = "") -> Marked:
    """Return the first words of an abstract, or the words around the first that is searched for."""
    if abstract and not query:
        abstract = abstract[: 2 * EXCERPT]  # enough of it, however much LaTeX it has
    text, found = marked(abstract, query)
    if len(text) <= EXCERPT:
        return [text, found]
    start = 0
    if found and found[0][1] > EXCERPT // 2:
        start = text.find(" ", max(0, found[0][0] - LEAD), found[0][0]) + 1
    lead = "… " if start else ""
    end = start + EXCERPT
    shift = len(lead) - start
    inside = [[low + shift, high + shift] for low, high in found if low >= start and high <= end]
    return [f"{lead}{text[start:end].rstrip()}{'…' if end < len(text) else ''}", inside]


def safe_link(url: str | None) -> str | None:
    """Return the address if it is a well-formed http or https one, else None."""
    if not url or len(url) > LONGEST_LINK or not url.isprintable():
        return None
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and host else None


def links(paper: dict[str, Any]) -> list[tuple[str, str]]:
    """Return label and address of every link a paper has, best first, none of them twice."""
    made = [
        ("arXiv", "https://arxiv.org/abs/", paper.get("arxiv_id")),
        ("ACL Anthology", "https://aclanthology.org/", paper.get("acl_id")),
        ("DOI", "https://doi.org/", paper.get("doi")),
    ]
    candidates = [(label, start + quote(key, safe="/:;()") if key else None) for label, start, key in made]
    candidates += [
        ("PDF", paper.get("pdf_url")),
        ("Code", paper.get("code_url")),
        ("Project", paper.get("project_url")),
        ("Page", paper.get("url")),
    ]
    out: dict[str, str] = {}
    for label, address in candidates:
        safe = safe_link(address)
        if safe and _same(safe) not in (_same(other) for other in out.values()):
            out[_host(safe) if label == "Page" else label] = safe
    return list(out.items())


def _same(address: str) -> str:
    return address.split("://", 1)[1].rstrip("/").lower()


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")
