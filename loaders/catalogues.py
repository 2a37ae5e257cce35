"""Records of libraries and catalogues in XML: DBLP, arXiv and repositories by OAI-PMH, MODS.

Read are DBLP's dump, its pages of one person or record, and the answers of its search (https://dblp.org/faq); what
OAI-PMH gives in arXiv's own form, in its raw one and in Dublin Core (https://info.arxiv.org/help/oa); and MODS
(https://www.loc.gov/standards/mods).
"""

import html
import re

from loaders import markup, references
from loaders.markup import Element, every, find, text, texts
from loaders.raw import Raw
from loaders.references import Reference
from papers.collection import Records
from papers.text import readable

KIND = "catalogue"

_WORKS = ("article", "inproceedings", "incollection", "book", "phdthesis", "mastersthesis", "data")
_FORMS = {
    "dblp": ("DBLP", _WORKS),
    "dblpperson": ("DBLP", _WORKS),
    "result": ("DBLP", ("hit",)),
    "oai-pmh": ("OAI-PMH", ("record",)),
    "listrecords": ("OAI-PMH", ("record",)),
    "modscollection": ("MODS", ("mods",)),
    "mods": ("MODS", ("mods",)),
}
"""By the outermost element: what it is, and the elements that are papers."""
_NUMBERED = re.compile(r" \d{4}$")
"""How DBLP tells people of one name apart."""
_ARXIV = re.compile(r"(?:abs/|arxiv[.:/]|arXiv:)(\d{4}\.\d{4,5})", re.IGNORECASE)


def recognises(raw: Raw) -> bool:
    """Return whether a source is one of these."""
    root = markup.root(raw)
    return root in _FORMS and (root != "result" or b"<hits" in raw.head)


def read(raw: Raw) -> Records:
    """Return the papers of a catalogue.

    Raises
    ------
    NoPapersError
        If it has none with a title.
    """
    kind, names = _FORMS[markup.root(raw)]
    readers = {"DBLP": _dblp, "OAI-PMH": _harvested, "MODS": _mods}
    return references.records(raw, kind, markup.Reader(raw, names, readers[kind]))


def dblp_name(name: str) -> str:
    """Return a name as DBLP has it, without the number that tells people apart.

    >>> dblp_name("Ada Lovelace 0001")
    'Ada Lovelace'
    """
    return _NUMBERED.sub("", name)


def _dblp(record: Element) -> Reference:
    info = find(record, "info")
    record = record if info is None else info
    named = texts(record, "author") or texts(record, "authors/author")
    links = texts(record, "ee")
    where = " ".join((*links, text(record, "volume")))
    arxiv = _ARXIV.search(where)
    return {
        "title": _entities(text(record, "title")).removesuffix("."),
        "authors": [dblp_name(_entities(name)) for name in named],
        "venue": _entities(text(record, "venue") or text(record, "booktitle") or text(record, "journal")),
        "published": text(record, "year"),
        "doi": text(record, "doi") or next((link for link in links if "doi.org/" in link), ""),
        "arxiv_id": arxiv[1] if arxiv else "",
        "url": next(iter(links), ""),
        "page range": text(record, "pages"),
        "reference type": text(record, "type").lower() or record.tag,
    }


def _entities(words: str) -> str:
    """Return text with the letters that DBLP names as in HTML (&uuml;), which its DTD declares and we do not read."""
    return html.unescape(words) if "&" in words else words


def _harvested(record: Element) -> Reference | None:
    metadata = find(record, "metadata")
    inner = next(iter(metadata), None) if metadata is not None else None
    if inner is None:  # a deleted record has a header alone
        return None
    if find(inner, "creator") is not None or find(inner, "identifier") is not None:
        return _dublin_core(inner)
    people = every(inner, "authors/author")
    names = [_spoken(text(one, "forenames"), text(one, "keyname"), text(one, "suffix")) for one in people]
    return {
        "title": readable(text(inner, "title")),
        "abstract": readable(text(inner, "abstract")),
        "authors": names or references.people(re.split(r"\s*,\s*|\s+and\s+", text(inner, "authors"))),
        "published": text(inner, "created") or text(inner, "version/date"),
        "categories": text(inner, "categories").split(),
        "venue": text(inner, "journal-ref"),
        "doi": text(inner, "doi"),
        "arxiv_id": text(inner, "id"),
        "notes": text(inner, "comments"),
    }


def _dublin_core(inner: Element) -> Reference:
    ids = texts(inner, "identifier")
    arxiv = next((found[1] for one in ids if (found := re.search(r"arxiv\.org/abs/(\S+)", one))), "")
    dois = (found[0] for one in ids if (found := re.search(r"10\.\d{4,9}/\S+", one)))
    described = texts(inner, "description")
    return {
        "title": text(inner, "title"),
        "abstract": max(described, key=len, default=""),
        "authors": references.people(texts(inner, "creator")),
        "published": next(iter(sorted(texts(inner, "date"))), ""),
        "keywords": texts(inner, "subject"),
        "doi": next(dois, ""),
        "arxiv_id": arxiv,
        "url": next((one for one in ids if one.startswith("http")), ""),
        "language": text(inner, "language"),
        "publisher": text(inner, "publisher"),
    }


def _mods(record: Element) -> Reference:
    people = [name for name in every(record, "name") if text(name, "role/roleTerm").lower() in ("", "author", "aut")]
    host = find(record, "relatedItem")
    dated = (text(record, f"originInfo/{name}") for name in ("dateIssued", "dateOther", "copyrightDate"))
    ids = {one.get("type", ""): text(one) for one in every(record, "identifier")}
    return {
        "title": ": ".join(filter(None, (text(record, "titleInfo/title"), text(record, "titleInfo/subTitle")))),
        "abstract": text(record, "abstract"),
        "authors": [name for one in people if (name := _named(one))],
        "venue": text(host, "titleInfo/title") if host is not None else "",
        "published": next(filter(None, dated), "") or (text(host, "originInfo/dateIssued") if host is not None else ""),
        "keywords": texts(record, "subject/topic"),
        "doi": ids.get("doi", ""),
        "url": text(record, "location/url"),
        "reference type": text(record, "genre"),
    }


def _named(name: Element) -> str:
    parts = {part.get("type", ""): text(part) for part in every(name, "namePart")}
    return _spoken(parts.get("given", ""), parts.get("family", "")) or parts.get("", "")


def _spoken(*parts: str) -> str:
    return " ".join(filter(None, parts))
