"""What Zotero exports as RDF: one element an item, its journal or book inside it or beside it."""

from loaders import markup, references
from loaders.markup import Element, every, find, text, texts
from loaders.raw import Raw
from loaders.references import Reference
from papers.collection import Records

KIND = "Zotero RDF"

_ITEMS = (
    *("Article", "BookSection", "Book", "Document", "Report", "Thesis", "Manuscript", "ConferencePaper"),
    *("Description", "Recording", "Legislation", "Patent", "Letter", "Interview"),
)
_NO_PAPERS = frozenset(("attachment", "note", "annotation"))
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_MARK = b"zotero.org/namespaces/export"


def recognises(raw: Raw) -> bool:
    """Return whether a source is Zotero's RDF (a feed in RDF is not)."""
    return markup.root(raw) == "rdf" and _MARK in raw.head


def read(raw: Raw) -> Records:
    """Return the items that are papers.

    Raises
    ------
    NoPapersError
        If there are none.
    """
    venues: dict[str, str] = {}
    # Journals stand after the items that name them: they are read first.
    reader = markup.Reader(raw, ("Journal",), lambda journal: venues.update(_journal(journal)))
    for _ in reader:
        pass
    return references.records(raw, KIND, markup.Reader(raw, _ITEMS, lambda item: _item(item, venues)))


def _journal(journal: Element) -> dict[str, str]:
    return {journal.get(f"{_RDF}about", ""): text(journal, "title")}


def _item(item: Element, venues: dict[str, str]) -> Reference | None:
    kind = text(item, "itemType")
    if not kind or kind in _NO_PAPERS:
        return None
    part_of = every(item, "isPartOf")
    inside = next((title for one in part_of for inner in one if (title := text(inner, "title"))), "")
    beside = next((venues[name] for one in part_of if (name := one.get(f"{_RDF}resource", "")) in venues), "")
    ids = texts(item, "identifier")
    subjects = [text(find(one, "AutomaticTag")) or text(one) for one in every(item, "subject")]
    people = every(item, "authors/Seq/li/Person")
    link = text(item, "identifier/URI/value") or item.get(f"{_RDF}about", "")
    return {
        "title": text(item, "title"),
        "abstract": text(item, "abstract"),
        "authors": [name for one in people if (name := _name(one))],
        "venue": inside or beside or text(item, "presentedAt/Conference/title"),
        "published": text(item, "date"),
        "keywords": [subject for subject in subjects if subject],
        "language": text(item, "language"),
        "doi": next((one.removeprefix("DOI").strip(" :") for one in ids if one.startswith("DOI")), ""),
        "url": link if link.startswith("http") else "",
        "notes": text(item, "description"),
        "reference type": kind,
        "publisher": text(item, "publisher/Organization/name"),
    }


def _name(person: Element) -> str:
    return " ".join(filter(None, (text(person, "givenName"), text(person, "surname"))))
