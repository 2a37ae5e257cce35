"""The XML of the ACL Anthology, one file a collection (https://github.com/acl-org/acl-anthology, data/xml)."""

from loaders import markup, references
from loaders.markup import Element, every, find, text
from loaders.raw import Raw
from loaders.references import Reference
from papers.collection import Records

KIND = "ACL Anthology"

_ADDRESS = "https://aclanthology.org/"


def recognises(raw: Raw) -> bool:
    """Return whether a source is a collection of the ACL Anthology."""
    return markup.root(raw) == "collection" and b"<volume" in raw.head


def read(raw: Raw) -> Records:
    """Return the papers of a collection; what only fills pages (front matter) is left out.

    Raises
    ------
    NoPapersError
        If it has none.
    """
    return references.records(raw, KIND, markup.Reader(raw, ("paper",), _paper))


def _paper(paper: Element) -> Reference:
    volume = paper.getparent()
    collection = volume.getparent()
    meta = find(volume, "meta")
    year, month = ((text(paper, part) or text(meta, part)) for part in ("year", "month"))
    acl_id = _id(collection.get("id", ""), volume.get("id", ""), paper.get("id", ""), text(paper, "url"))
    return {
        "title": text(paper, "title"),
        "abstract": text(paper, "abstract"),
        "authors": [name for author in every(paper, "author") if (name := _name(author))],
        "venue": text(paper, "journal-title") or text(meta, "journal-title") or text(meta, "booktitle"),
        "published": text(meta, "date"),
        "year": year,
        "month": month,
        "language": text(paper, "language"),
        "doi": text(paper, "doi"),
        "acl_id": acl_id,
        "url": f"{_ADDRESS}{acl_id}/" if acl_id else "",
        "pdf_url": f"{_ADDRESS}{acl_id}.pdf" if acl_id else "",
        "code_url": next((code.get("url", "") for code in every(paper, "pwccode")), ""),
        "datasets": [found for data in every(paper, "pwcdataset") if (found := text(data))],
        "awards": [award for each in every(paper, "award") if (award := text(each))],
        "page range": text(paper, "pages"),
    }


def _name(author: Element) -> str:
    return " ".join(filter(None, (text(author, "first"), text(author, "last"))))


def _id(collection: str, volume: str, paper: str, url: str) -> str:
    """Return the id of a paper: "2020.acl-main.1", or before 2020 "P19-1001"."""
    if url and "/" not in url:
        return url
    if not (collection and volume and paper):
        return ""
    if collection[0].isalpha() and "." not in collection:  # papers are numbered within volumes by width
        width = 2 if collection.startswith("W") or collection == "C69" else 3
        return f"{collection}-{volume.zfill(4 - width)}{paper.zfill(width)}"
    return f"{collection}-{volume}.{paper}"
