"""Libraries of EndNote, exported as XML (also what Mendeley, Zotero and Citavi write as "EndNote XML")."""

import re

from loaders import markup, references
from loaders.markup import Element, find, text, texts
from loaders.raw import Raw
from loaders.references import Reference
from papers.collection import Records

KIND = "EndNote XML"

_LINES = re.compile(r"[\r\n;]+")


def recognises(raw: Raw) -> bool:
    """Return whether a source is a library of EndNote in XML."""
    return markup.root(raw) in ("xml", "records") and b"<record" in raw.head and b"<ref-type" in raw.head


def read(raw: Raw) -> Records:
    """Return the papers of a library.

    Raises
    ------
    NoPapersError
        If it has none.
    """
    return references.records(raw, KIND, markup.Reader(raw, ("record",), _record))


def _record(record: Element) -> Reference:
    kind = find(record, "ref-type")
    links = texts(record, "urls/related-urls/url") + texts(record, "urls/web-urls/url")
    return {
        "title": text(record, "titles/title"),
        "abstract": text(record, "abstract"),
        "authors": references.people(texts(record, "contributors/authors/author")),
        "venue": text(record, "titles/secondary-title") or text(record, "periodical/full-title"),
        "published": text(record, "dates/pub-dates/date")
        if re.search(r"\d{4}", text(record, "dates/pub-dates/date"))
        else "",
        "year": text(record, "dates/year"),
        "keywords": [
            word for each in texts(record, "keywords/keyword") for word in map(str.strip, _LINES.split(each)) if word
        ],
        "language": text(record, "language"),
        "doi": text(record, "electronic-resource-num"),
        "url": next((link for link in links if link.startswith("http")), ""),
        "pdf_url": next((link for link in texts(record, "urls/pdf-urls/url") if link.startswith("http")), ""),
        "notes": "; ".join(filter(None, (text(record, "notes"), text(record, "research-notes")))),
        "reference type": kind.get("name", "").lower() if kind is not None else "",
        "publisher": text(record, "publisher"),
        "volume": text(record, "volume"),
        "issue": text(record, "number"),
        "page range": text(record, "pages"),
    }
