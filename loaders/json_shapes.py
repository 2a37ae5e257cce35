"""Records of papers in JSON as services and programs write them, each turned into the fields of a reference.

CSL-JSON (https://docs.citationstyles.org, what Zotero and Pandoc export), Zotero's items, the works of OpenAlex,
Semantic Scholar, Crossref, Europe PMC, OpenReview, DBLP and Mendeley, and arXiv's snapshot. What has none of these
shapes is a table of the user's own.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

import lxml.html

from loaders.references import Reference
from papers.text import readable

Record = Mapping[str, Any]

_TAG = re.compile(r"<[^>]+>")
_NO_PAPERS = frozenset(("attachment", "note", "annotation"))
"""Items of Zotero that belong to others."""
_NUMBERED = re.compile(r" \d{4}$")
"""How DBLP tells people of one name apart."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GLANCED = frozenset(("published", "published_precision", "categories", "doi", "arxiv_id"))
_INVERTED_MOST = 20_000
"""Words of an abstract."""


@dataclass(frozen=True)
class Shape:
    """A way to write papers in JSON.

    Attributes
    ----------
    kind : str
    fits : callable
        Whether a record is of this shape.
    read : callable
        From a record to the fields of a reference; None leaves it out in silence.
    glance : callable, optional
        From a record to those of its fields, by the names in `glanced`, that cost next to nothing to read.
    glanced : frozenset of str
    """

    kind: str
    fits: Callable[[Record], bool]
    read: Callable[[Record], Reference | None]
    glance: Callable[[Record], Reference] | None = None
    glanced: frozenset[str] = frozenset()


def shape_of(record: Record) -> Shape | None:
    """Return the shape of a record; None if it is none of those known."""
    return next((shape for shape in SHAPES if shape.fits(record)), None)


# what all of them need


def _get(record: Any, *path: str) -> Any:
    """Return what stands at a path of keys; None where there is nothing."""
    for key in path:
        record = record.get(key) if isinstance(record, Mapping) else None
    return record


def _text(value: Any) -> str:
    """Return a text or number as text, of a list the first."""
    if isinstance(value, list):
        value = next((item for item in value if item), "")
    return " ".join(str(value).split()) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _texts(value: Any, *path: str) -> list[str]:
    found = [_text(_get(item, *path) if path else item) for item in value] if isinstance(value, list) else []
    return [text for text in found if text]


def _plain(html: Any) -> str:
    """Return text without the markup of JATS and HTML in it."""
    text = _text(html)
    if not _TAG.search(text):
        return text
    tree = lxml.html.fragment_fromstring(text, create_parent=True)
    return " ".join(tree.text_content().split())


def _day(parts: Any) -> str:
    """Return the date in CSL's {"date-parts": [[2024, 5, 1]]}, as far as it goes."""
    numbers = _get(parts, "date-parts")
    first = numbers[0] if isinstance(numbers, list) and numbers and isinstance(numbers[0], list) else []
    known = [str(number).zfill(2) for number in first if _text(number)]
    return "-".join(known) if known else _text(_get(parts, "raw") or _get(parts, "literal"))


def _names(people: Any) -> list[str]:
    """Return names given in parts or whole."""
    out = []
    for one in people if isinstance(people, list) else []:
        parts = (_get(one, "given"), _get(one, "non-dropping-particle"), _get(one, "family"))
        spoken = " ".join(filter(None, map(_text, parts)))
        out.append(spoken or _text(_get(one, "literal") or _get(one, "name")))
    return [name for name in out if name]


# the shapes


def _is_csl(record: Record) -> bool:
    marks = {"issued", "container-title", "DOI", "author", "citation-key", "event-title"} & record.keys()
    author = record.get("author")
    named = isinstance(author, list) and any(
        {"family", "literal"} & one.keys() for one in author if isinstance(one, Mapping)
    )
    return (
        "type" in record and isinstance(record.get("title"), str) and ("issued" in record or named) and len(marks) > 0
    )


def _csl(record: Record) -> Reference:
    return {
        "title": _plain(record.get("title")),
        "abstract": _plain(record.get("abstract")),
        "authors": _names(record.get("author")),
        "venue": _plain(record.get("container-title") or record.get("event-title")),
        "published": _day(record.get("issued")),
        "keywords": re.split(r"\s*[,;]\s*", _text(record.get("keyword"))) if record.get("keyword") else [],
        "language": _text(record.get("language")),
        "doi": _text(record.get("DOI")),
        "url": _text(record.get("URL")),
        "notes": _text(record.get("note")),
        "reference type": _text(record.get("type")),
        "publisher": _text(record.get("publisher")),
    }


def zotero(record: Record) -> Reference | None:
    """Return the fields of an item of Zotero; None for one that belongs to another."""
    data = record["data"] if isinstance(record.get("data"), Mapping) else record
    if data.get("itemType") in _NO_PAPERS:
        return None
    creators = [one for one in data.get("creators") or () if isinstance(one, Mapping)]
    authors = [one for one in creators if one.get("creatorType") == "author"] or creators
    names = [
        " ".join(filter(None, (_text(one.get("firstName")), _text(one.get("lastName"))))) or _text(one.get("name"))
        for one in authors
    ]
    venues = ("publicationTitle", "conferenceName", "proceedingsTitle", "bookTitle", "repository", "websiteTitle")
    return {
        "title": _plain(data.get("title")),
        "abstract": _plain(data.get("abstractNote")),
        "authors": [name for name in names if name],
        "venue": next((venue for name in venues if (venue := _text(data.get(name)))), ""),
        "published": _text(_get(record, "meta", "parsedDate") or data.get("date")),
        "keywords": _texts(data.get("tags"), "tag"),
        "language": _text(data.get("language")),
        "doi": _text(data.get("DOI")),
        "arxiv_id": _noted_arxiv(_text(data.get("archiveID")), _text(data.get("extra"))),
        "url": _text(data.get("url")),
        "notes": _text(data.get("extra")),
        "reference type": _text(data.get("itemType")),
        "publisher": _text(data.get("publisher")),
        "collections": _texts(data.get("collections")),
    }


def semantic_scholar(record: Record) -> Reference:
    """Return the fields of a paper of Semantic Scholar."""
    ids = record.get("externalIds")
    return {
        "title": _text(record.get("title")),
        "abstract": _text(record.get("abstract")),
        "summary": _text(_get(record, "tldr", "text")),
        "authors": _texts(record.get("authors"), "name"),
        "venue": _text(
            _get(record, "publicationVenue", "name") or record.get("venue") or _get(record, "journal", "name")
        ),
        "published": _text(record.get("publicationDate")),
        "year": _text(record.get("year")),
        "categories": _texts(record.get("fieldsOfStudy")) or _texts(record.get("s2FieldsOfStudy"), "category"),
        "doi": _text(_get(ids, "DOI")),
        "arxiv_id": _text(_get(ids, "ArXiv")),
        "acl_id": _text(_get(ids, "ACL")),
        "url": _text(record.get("url")),
        "pdf_url": _text(_get(record, "openAccessPdf", "url")),
        "citations": _text(record.get("citationCount")),
        "reference type": _text(record.get("publicationTypes")),
    }


def openalex(record: Record) -> Reference:
    """Return the fields of a work of OpenAlex."""
    topics = _texts(record.get("topics"), "display_name") or _texts(record.get("concepts"), "display_name")
    institutions = [
        one for each in record.get("authorships") or () for one in _texts(_get(each, "institutions"), "display_name")
    ]
    return {
        "title": _plain(record.get("title") or record.get("display_name")),
        "abstract": _uninverted(record.get("abstract_inverted_index")),
        "authors": _texts(record.get("authorships"), "author", "display_name"),
        "organisation": institutions[0] if institutions else "",
        "venue": _text(
            _get(record, "primary_location", "source", "display_name") or _get(record, "host_venue", "display_name")
        ),
        "published": _text(record.get("publication_date")),
        "year": _text(record.get("publication_year")),
        "categories": topics,
        "keywords": _texts(record.get("keywords"), "display_name"),
        "language": _text(record.get("language")),
        "doi": _text(record.get("doi")),
        "arxiv_id": _arxiv_of(record),
        "url": _text(_get(record, "primary_location", "landing_page_url") or record.get("doi") or record.get("id")),
        "pdf_url": _text(_get(record, "best_oa_location", "pdf_url") or _get(record, "primary_location", "pdf_url")),
        "citations": _text(record.get("cited_by_count")),
        "reference type": _text(record.get("type")),
    }


def _noted_arxiv(*texts: str) -> str:
    """Return the arXiv id that one of these fields of Zotero names, such as "arXiv:2305.12345 [cs]"."""
    return next((found[1] for text in texts if (found := re.search(r"arxiv:\s*(\S+)", text, re.IGNORECASE))), "")


def _arxiv_of(record: Record) -> str:
    places = [_text(record.get("doi")), *_texts(record.get("locations"), "landing_page_url")]
    pattern = re.compile(r"arxiv\.org/abs/(\d{4}\.\d{4,5})|10\.48550/arxiv\.(\d{4}\.\d{4,5})", re.IGNORECASE)
    return next((found[1] or found[2] for place in places if (found := pattern.search(place))), "")


def _uninverted(index: Any) -> str:
    """Return a text from the places of each of its words."""
    if not isinstance(index, Mapping):
        return ""
    places = sorted(
        (place, word)
        for word, where in index.items()
        if isinstance(where, list)
        for place in where
        if isinstance(place, int)
    )
    return " ".join(word for _, word in places[:_INVERTED_MOST])


def crossref(record: Record) -> Reference:
    """Return the fields of a work of Crossref."""
    return {
        "title": ": ".join(filter(None, (_plain(record.get("title")), _plain(record.get("subtitle"))))),
        "abstract": _plain(record.get("abstract")),
        "authors": _names(record.get("author")),
        "venue": _plain(record.get("container-title") or _get(record, "event", "name")),
        "published": _day(record.get("issued") or record.get("published") or record.get("created")),
        "categories": _texts(record.get("subject")),
        "language": _text(record.get("language")),
        "doi": _text(record.get("DOI")),
        "url": _text(_get(record, "resource", "primary", "URL") or record.get("URL")),
        "citations": _text(record.get("is-referenced-by-count")),
        "reference type": _text(record.get("type")),
        "publisher": _text(record.get("publisher")),
    }


def arxiv(record: Record) -> Reference:
    """Return the fields of a paper in the snapshot of arXiv's metadata, or of one who harvests it in that form."""
    parsed = record.get("authors_parsed")
    names = [
        " ".join(filter(None, (_text(part) for part in (one[1:2], one[0:1], one[2:3]))))
        for one in (parsed if isinstance(parsed, list) else [])
        if isinstance(one, list)
    ]
    return _arxiv_at_a_glance(record) | {
        "title": readable(_text(record.get("title"))),
        "abstract": readable(_text(record.get("abstract"))),
        "authors": [readable(name) for name in names if name],
        "venue": _text(record.get("journal-ref")),
        "notes": _text(record.get("comments")),
    }


def _arxiv_at_a_glance(record: Record) -> Reference:
    versions = record.get("versions")
    first = _get(versions[0], "created") if isinstance(versions, list) and versions else None
    return {
        "title": record.get("title"),
        "published": _letter_day(_text(first)) or _text(record.get("update_date")),
        "categories": _text(record.get("categories")).split(),
        "doi": _text(record.get("doi")),
        "arxiv_id": _text(record.get("id")),
    }


def _letter_day(text: str) -> str:
    """Return the day in a date as letters carry it: "Mon, 2 Apr 2007 19:18:42 GMT"."""
    parts = text.split()
    known = len(parts) > 3 and parts[2] in _MONTHS
    return f"{parts[3]}-{_MONTHS.index(parts[2]) + 1:02}-{parts[1].zfill(2)}" if known else ""


def openreview(record: Record) -> Reference | None:
    """Return the fields of a submission of OpenReview; its second interface wraps each in a "value"."""
    content = record["content"]

    def get(*names: str) -> Any:
        found = (content.get(name) for name in names)
        values = (one.get("value") if isinstance(one, Mapping) else one for one in found)
        return next((value for value in values if value), None)

    if not get("title"):  # a review or comment
        return None
    moment = next((record[name] for name in ("pdate", "odate", "cdate", "tcdate") if record.get(name)), None)
    pdf, forum = _text(get("pdf")), _text(record.get("forum") or record.get("id"))
    return {
        "title": readable(_text(get("title"))),
        "abstract": readable(_text(get("abstract"))),
        "summary": _text(get("TLDR", "TL;DR", "one-sentence_summary")),
        "authors": _texts(get("authors")),
        "venue": _text(get("venue", "venueid")),
        "keywords": _texts(get("keywords")),
        "published": _milliseconds(moment),
        "url": f"https://openreview.net/forum?id={forum}" if forum else "",
        "pdf_url": f"https://openreview.net{pdf}" if pdf.startswith("/") else pdf,
        "code_url": _text(get("code")),
    }


def _milliseconds(moment: Any) -> str:
    """Return the day of a moment in milliseconds since 1970 that some calendar has."""
    if isinstance(moment, bool) or not isinstance(moment, (int, float)) or not 0 < moment < 4e12:
        return ""
    return datetime.fromtimestamp(moment / 1000, UTC).date().isoformat()


def dblp(record: Record) -> Reference:
    """Return the fields of a hit of DBLP's search."""
    info = record["info"]
    people = _get(info, "authors", "author")
    named = people if isinstance(people, list) else [people]
    link = _text(info.get("ee"))
    return {
        "title": _text(info.get("title")).removesuffix("."),
        "authors": [_NUMBERED.sub("", name) for one in named if (name := _text(_get(one, "text") or one))],
        "venue": _text(info.get("venue")),
        "published": _text(info.get("year")),
        "doi": _text(info.get("doi")) or (link if "doi.org/" in link else ""),
        "url": link or _text(info.get("url")),
        "reference type": _text(info.get("type")).lower(),
    }


def europe_pmc(record: Record) -> Reference:
    """Return the fields of a result of Europe PMC."""
    return {
        "title": _plain(record.get("title")),
        "abstract": _plain(record.get("abstractText")),
        "authors": [name.strip(" .") for name in _text(record.get("authorString")).split(",") if name.strip(" .")],
        "venue": _text(record.get("journalTitle") or _get(record, "journalInfo", "journal", "title")),
        "published": _text(record.get("firstPublicationDate") or record.get("pubYear")),
        "doi": _text(record.get("doi")),
        "citations": _text(record.get("citedByCount")),
        "pmid": _text(record.get("pmid")),
    }


def semantic_scholar_bulk(record: Record) -> Reference:
    """Return the fields of a record of Semantic Scholar's data sets, whose keys are all in lower case."""
    ids = record.get("externalids")
    return {
        "title": _text(record.get("title")),
        "abstract": _text(record.get("abstract")),
        "authors": _texts(record.get("authors"), "name"),
        "venue": _text(record.get("venue")),
        "published": _text(record.get("publicationdate")),
        "year": _text(record.get("year")),
        "categories": list(dict.fromkeys(_texts(record.get("s2fieldsofstudy"), "category"))),
        "doi": _text(_get(ids, "DOI")),
        "arxiv_id": _text(_get(ids, "ArXiv")),
        "acl_id": _text(_get(ids, "ACL")),
        "url": _text(record.get("url")),
        "citations": _text(record.get("citationcount")),
    }


def mendeley(record: Record) -> Reference:
    """Return the fields of a document of Mendeley."""
    people = record.get("authors")
    names = [
        _text(f"{_text(_get(one, 'first_name'))} {_text(_get(one, 'last_name'))}")
        for one in (people if isinstance(people, list) else [])
    ]
    parts = (_text(record.get(name)).zfill(width) for name, width in (("year", 4), ("month", 2), ("day", 2)))
    known = list(takewhile(lambda part: part.strip("0"), parts))
    return {
        "title": _text(record.get("title")),
        "abstract": _plain(record.get("abstract")),
        "authors": [name for name in names if name],
        "venue": _text(record.get("source")),
        "published": "-".join(known),
        "keywords": _texts(record.get("keywords")),
        "doi": _text(_get(record, "identifiers", "doi")),
        "arxiv_id": _text(_get(record, "identifiers", "arxiv")),
        "url": _text(record.get("websites")),
        "reference type": _text(record.get("type")),
    }


SHAPES = (
    Shape(
        "arXiv",
        lambda record: "authors_parsed" in record and "categories" in record,
        arxiv,
        _arxiv_at_a_glance,
        _GLANCED,
    ),
    Shape("Zotero", lambda record: "itemType" in record or "itemType" in (_get(record, "data") or ()), zotero),
    Shape("Semantic Scholar", lambda record: "paperId" in record, semantic_scholar),
    Shape("OpenAlex", lambda record: "openalex.org/W" in _text(record.get("id")), openalex),
    Shape("Crossref", lambda record: "DOI" in record and isinstance(record.get("title"), list), crossref),
    Shape("CSL-JSON", _is_csl, _csl),
    Shape("OpenReview", lambda record: isinstance(record.get("content"), Mapping) and "id" in record, openreview),
    Shape("DBLP", lambda record: isinstance(record.get("info"), Mapping) and "title" in record["info"], dblp),
    Shape("Europe PMC", lambda record: "authorString" in record and "title" in record, europe_pmc),
    Shape("Semantic Scholar", lambda record: "corpusid" in record and "externalids" in record, semantic_scholar_bulk),
    Shape("Mendeley", lambda record: isinstance(record.get("identifiers"), Mapping) and "source" in record, mendeley),
)
"""The shapes that are known, the most telling first."""
