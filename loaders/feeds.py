"""Feeds: arXiv's answers (Atom) and its daily lists (RSS), and feeds of papers by others, such as Daily Papers by RSS.

Besides the elements of Atom (RFC 4287) and RSS 2.0, those of arXiv, Dublin Core and PRISM are read. What a description
holds in HTML is taken as text; "Authors:", "Abstract:" and the like in it are taken for what they say.
"""

import re
from email.utils import parsedate_to_datetime

import lxml.html

from loaders import markup, references
from loaders.markup import Element, every, find, text, texts
from loaders.raw import LoadError, Raw
from loaders.references import Reference
from papers.collection import Records

KIND = "feed"

_ROOTS = frozenset(("feed", "rss", "rdf"))
_ARXIV = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf)/|arXiv(?:\.org)?:)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE
)
_ANNOUNCED = re.compile(r"^arXiv:\S+\s+Announce Type:\s*\S+\s*", re.IGNORECASE)
_BY_ARXIV = re.compile(r"\s*\(arXiv:[^)]*\)$")
_ERROR = "arxiv.org/api/errors"
_LABEL = re.compile(r"\s*(authors?|abstract|upvotes|summary|keywords|code|github|published)\s*:\s*", re.IGNORECASE)
_BLOCKS = ["p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4"]


def recognises(raw: Raw) -> bool:
    """Return whether a source is a feed."""
    return markup.root(raw) in _ROOTS


def read(raw: Raw) -> Records:
    """Return the papers of a feed.

    Raises
    ------
    LoadError
        If it is an error that arXiv sent instead of papers, or holds no entry with a title.
    """
    reader = markup.Reader(raw, ("entry", "item"), entry)
    return references.records(raw, KIND, reader)


def entry(element: Element) -> Reference:
    """Return the fields of an entry."""
    if _ERROR in text(element, "id"):
        raise LoadError(
            f"arXiv answered with an error instead of papers: {text(element, 'summary')}. Correct the request."
        )
    links = {link.get("title") or link.get("rel") or "": link.get("href", "") for link in every(element, "link")}
    described = text(element, "summary") or text(element, "description") or text(element, "encoded")
    written = _written(_ANNOUNCED.sub("", described))
    page = text(element, "link") or links.get("alternate", "") or links.get("", "") or text(element, "id")
    arxiv = _ARXIV.search(" ".join((text(element, "id"), page, text(element, "guid"))))
    return {
        "title": _BY_ARXIV.sub("", _plain(text(element, "title"))),
        "abstract": written.get("abstract") or written.get("summary") or written.get("", ""),
        "authors": references.people(_authors(element)) or references.people(written.get("authors", "").split(",")),
        "published": _date(element),
        "arxiv_id": arxiv[1] if arxiv else "",
        "doi": text(element, "doi") or text(element, "identifier").removeprefix("doi:"),
        "venue": text(element, "journal_ref") or text(element, "publicationName"),
        "categories": _categories(element),
        "keywords": [word.strip() for word in written.get("keywords", "").split(",") if word.strip()],
        "upvotes": written.get("upvotes", ""),
        "url": page if page.startswith("http") else "",
        "pdf_url": links.get("pdf", ""),
        "code_url": written.get("code") or written.get("github", ""),
        "notes": text(element, "comment"),
    }


def _authors(entry: Element) -> list[str]:
    """Return the names in <author><name>, <author>, <dc:creator>, one or several in each."""
    named = texts(entry, "author/name")
    if named:
        return named
    listed = texts(entry, "creator") or texts(entry, "author")
    return [name for names in listed for name in re.split(r"\s*[,;]\s*|\s+and\s+", _plain(names))]


def _categories(entry: Element) -> list[str]:
    terms = [element.get("term") or text(element) for element in every(entry, "category")]
    primary = find(entry, "primary_category")
    return list(dict.fromkeys(filter(None, [primary.get("term") if primary is not None else "", *terms])))


def _date(entry: Element) -> str:
    given = next((found for name in ("published", "pubDate", "date", "updated") if (found := text(entry, name))), "")
    try:
        return parsedate_to_datetime(given).date().isoformat()
    except (TypeError, ValueError):
        return given[:10]


def _written(html: str) -> dict[str, str]:
    """Return what a description says: by its labels, and under "" what stands without one."""
    told: dict[str, str] = {}
    label = ""
    for line in _lines(html):
        match = _LABEL.match(line)
        if match:
            label = match[1].lower()
            label = "authors" if label == "author" else label
            line = line[match.end() :]
        if line:
            told[label] = f"{told[label]} {line}" if label in told else line
    return told


def _plain(html: str) -> str:
    return " ".join(_lines(html))


def _lines(html: str) -> list[str]:
    """Return the text of HTML, a line a block."""
    if "<" not in html and "&" not in html:
        return [html] if html else []
    try:
        tree = lxml.html.fragment_fromstring(html, create_parent=True)
    except (lxml.etree.ParserError, ValueError):
        return [html]
    for element in tree.iter(*_BLOCKS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
    return [" ".join(line.split()) for line in tree.text_content().splitlines() if line.strip()]
