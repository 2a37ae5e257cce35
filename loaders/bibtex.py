"""Lists of references in BibTeX and BibLaTeX, as reference managers, the ACL Anthology and Google Scholar write them.

The file is parsed in pieces that end before an entry, so that it may have any size and its text is not held whole; what
is broken costs its entry (bibtexparser 2 goes on at the next one, where pybtex gives up the file).
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping

import bibtexparser
from bibtexparser.middlewares import RemoveEnclosingMiddleware, ResolveStringReferencesMiddleware
from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String

from loaders import encoding, references
from loaders.raw import MEGABYTE, Raw
from loaders.references import Reference
from papers.collection import Records, Skipped
from papers.text import readable

KIND = "BibTeX"

PIECE = 4 * MEGABYTE
"""Bytes that are parsed at a time."""
LONGEST_ENTRY = 16 * MEGABYTE
"""Most bytes without the beginning of an entry; what is longer is cut."""
SKIPPED_NAMED = 100

_PART = re.compile(r'\{[^{}]*\}|"[^"]*"|[\w.:-]+|#')
_JOINED = re.compile(rf"\s*(?:{_PART.pattern[:-2]})(?:\s*#\s*(?:{_PART.pattern[:-2]}))+\s*")
_ENTRY = re.compile(r"^[ \t]*@[ \t]*(?!comment|preamble)[a-zA-Z]+[ \t]*[{(]", re.MULTILINE | re.IGNORECASE)
_WHOLES = frozenset(("proceedings", "mvproceedings"))
"""Entries that are a volume, not a paper."""
_WORKS = _WHOLES | {"book", "mvbook", "collection", "mvcollection", "reference"}
"""Entries that others may be parts of: what these lack they take from it, as BibTeX does."""
_ARXIV = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf)/|arXiv[:.\s]+)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE
)
_ARXIV_ID = re.compile(r"(?:arXiv:)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?", re.IGNORECASE)
_ACL = re.compile(r"aclanthology\.org/([A-Za-z0-9][\w.-]*?)(?:\.pdf)?/?$")
_LINK = re.compile(r"https?://[^\s{}]+")
_YEAR = re.compile(r"\d{4}$")
_NOTES = ("note", "annotation", "annote", "comment", "comments")
_EXTENDED = re.compile(r"\s*(?:family|given|prefix|suffix)\s*=")
_BRACES = re.compile(r"(?<!\\)[{}]")
_SEPARATORS = re.compile(r"\s*[;,]\s*")

_TAKEN = frozenset(
    (
        *("title", "subtitle", "abstract", "author", "journal", "journaltitle", "booktitle", "eventtitle", "maintitle"),
        *("year", "month", "day", "date", "keywords", "language", "langid", "doi", "eprint", "eprinttype"),
        *("archiveprefix", "primaryclass", "url", "pdf", "school", "institution", "crossref", "xref", "howpublished"),
        *("pages", "bibsource", "biburl", "timestamp", "file", "owner", *_NOTES),
    )
)
"""Fields that are read, or that tell of the file and not of the paper."""

log = logging.getLogger(__name__)
logging.getLogger("bibtexparser").setLevel(logging.ERROR)


def recognises(raw: Raw) -> bool:
    """Return whether a source has an entry of BibTeX before any line that is no comment."""
    return bool(_ENTRY.search(encoding.opening(raw)))


def read(raw: Raw) -> Records:
    """Return the papers of a bibliography.

    Raises
    ------
    NoPapersError
        If it has no entry with a title.
    """
    source, warnings = encoding.as_utf8(raw)
    return references.records(raw, KIND, _Reader(source), warnings)


class _Reader:
    """The entries of a file that are papers."""

    def __init__(self, raw: Raw) -> None:
        self.raw = raw
        self.skipped: list[Skipped] = []
        self._untitled = self._broken = self._volumes = 0
        self._works: dict[str, dict[str, str]] = {}
        self._strings: dict[str, str] = {}

    @property
    def warnings(self) -> list[str]:
        """What was left out besides what `skipped` names."""
        told = []
        if self._volumes:
            volumes = (
                "1 entry is a volume of proceedings"
                if self._volumes == 1
                else f"{self._volumes:,} entries are volumes of proceedings"
            )
            told.append(f"{volumes}, not papers; left out.")
        further = max(0, self._untitled + self._broken - SKIPPED_NAMED)
        if further:
            told.append(f"{further:,} further entries are broken or have no title and were left out.")
        return told

    def __iter__(self) -> Iterator[tuple[str, Reference]]:
        waiting: list[tuple[str, Entry, dict[str, str]]] = []  # parts of works that come later in the file
        for line, block in self._blocks():
            entry = self._entry(line, block)
            if entry is None:
                continue
            fields = {field.key.lower(): _text(field.value, self._strings) for field in entry.fields}
            if entry.entry_type.lower() in _WORKS:
                self._works[entry.key.lower()] = fields
            label = f"“{entry.key}” (line {line + 1 + (entry.start_line or 0)})"
            parent = (fields.get("crossref") or fields.get("xref") or "").lower()
            if parent and parent not in self._works:
                waiting.append((label, entry, fields))
            else:
                yield from self._reference(label, entry, fields)
        for label, entry, fields in waiting:
            yield from self._reference(label, entry, fields)

    def _blocks(self) -> Iterator[tuple[int, Block]]:
        """Yield the number of lines before each piece of the file with each block in it."""
        strings: list[String] = []
        for line, text in _pieces(self.raw):
            library = bibtexparser.Library(list(strings))
            library = bibtexparser.parse_string(text, parse_stack=_stack(), library=library)
            strings = library.strings
            self._strings = {one.key.lower(): str(one.value) for one in strings}
            for block in library.blocks:
                if not isinstance(block, String):
                    yield line, block

    def _entry(self, line: int, block: Block) -> Entry | None:
        match block:
            case Entry():
                return block
            case DuplicateBlockKeyBlock() | DuplicateFieldKeyBlock():  # a second time: still a paper, or a field twice
                kept = block.ignore_error_block
                return kept if isinstance(kept, Entry) else None
            case ParsingFailedBlock():
                self._skip(f"the entry in line {line + 1 + (block.start_line or 0)}", "It is broken BibTeX.")
                self._broken += 1
        return None

    def _skip(self, record: str, reason: str) -> None:
        if len(self.skipped) < SKIPPED_NAMED:
            self.skipped.append(Skipped(self.raw.name, record, reason))

    def _reference(self, label: str, entry: Entry, fields: dict[str, str]) -> Iterator[tuple[str, Reference]]:
        if entry.entry_type.lower() in _WHOLES:
            self._volumes += 1
            return
        seen = {entry.key.lower()}
        while (key := fields.get("crossref", "").lower()) in self._works and key not in seen:
            seen.add(key)
            fields = _inherited(fields, self._works[key])
        reference = {name: value for name, value in _read(entry.entry_type.lower(), fields).items() if value}
        if reference.get("title"):
            yield label, reference
        else:
            self._untitled += 1
            self._skip(label, "It has no title.")


def _stack() -> list:
    return [ResolveStringReferencesMiddleware(), RemoveEnclosingMiddleware()]


def _pieces(raw: Raw) -> Iterator[tuple[int, str]]:
    """Yield the text in pieces that end before an entry, each with the number of lines before it."""
    lines = done = 0
    rest = b""
    with raw.open() as file:
        while chunk := file.read(PIECE):
            done += len(chunk)
            raw.advance(done)
            rest += chunk
            cut = max(rest.rfind(b"\n@"), rest.rfind(b"\r@")) + 1
            if not cut and len(rest) < LONGEST_ENTRY:
                continue
            piece, rest = (rest[:cut], rest[cut:]) if cut else (rest, b"")
            yield lines, _decoded(piece)
            lines += piece.count(b"\n")
    if rest:
        yield lines, _decoded(rest)


def _decoded(piece: bytes) -> str:
    return piece.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _text(value: object, strings: Mapping[str, str]) -> str:
    """Return the value of a field, its parts joined where BibTeX's # joins them."""
    text = str(value)
    if "#" in text and _JOINED.fullmatch(text):
        parts = (part for part in _PART.findall(text) if part != "#")
        text = "".join(strings.get(part.lower(), part) if part[0] not in '{"' else part[1:-1] for part in parts)
    return " ".join(text.split())


def _inherited(fields: dict[str, str], work: dict[str, str]) -> dict[str, str]:
    """Return the fields of a part, with those of the work it is in that it lacks."""
    given = {name: value for name, value in work.items() if name not in ("title", "subtitle", "doi", "url", "abstract")}
    return {
        **given,
        "booktitle": work.get("booktitle") or work.get("title", ""),
        **fields,
        "crossref": work.get("crossref", ""),
    }


def _read(kind: str, fields: dict[str, str]) -> Reference:
    get = fields.get
    links = _LINK.findall(" ".join((get("url", ""), get("howpublished", ""), get("note", ""))))
    acl = next((match[1] for link in links if (match := _ACL.search(link))), "")
    reference: Reference = {
        "title": ": ".join(readable(part) for part in (get("title", ""), get("subtitle", "")) if part),
        "abstract": readable(get("abstract", "")),
        "authors": _people(get("author", "")),
        "venue": _BRACES.sub(
            "",
            readable(
                get("journaltitle") or get("journal") or get("booktitle") or get("eventtitle") or get("maintitle") or ""
            ),
        ),
        "keywords": [word for word in _SEPARATORS.split(readable(get("keywords", ""))) if word],
        "language": get("language") or get("langid", ""),
        "organisation": readable(get("school") or get("institution") or ""),
        "published": get("date", ""),
        "year": next(iter(_YEAR.findall(get("year", ""))), get("year", "")),
        "month": get("month", ""),
        "day": get("day", ""),
        "doi": get("doi", ""),
        "arxiv_id": _arxiv_id(fields),
        "categories": get("primaryclass", ""),
        "acl_id": acl,
        "url": links[0] if links else "",
        "pdf_url": next(iter(_LINK.findall(get("pdf", ""))), ""),
        "reference type": kind,
        "page range": get("pages", "").replace("--", "–"),
        "notes": "; ".join(readable(get(name, "")) for name in _NOTES if get(name) and get(name) not in links),
    }
    return reference | {name: readable(value) for name, value in fields.items() if name not in _TAKEN}


def _arxiv_id(fields: dict[str, str]) -> str:
    """Return the arXiv id that an entry gives as its eprint, or mentions as where it appeared."""
    archive = fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv"
    match = _ARXIV_ID.fullmatch(fields.get("eprint", "").strip())
    if match and archive.strip("{}").lower() == "arxiv":
        return match[1]
    places = ("journal", "journaltitle", "url", "howpublished", "note", "volume")
    return next((found[1] for name in places if (found := _ARXIV.search(fields.get(name, "")))), "")


def _people(names: str) -> list[str]:
    """Return the names in BibTeX's "Lovelace, Ada and {OpenAI} and others", in the order in which they are spoken."""
    return references.people([_spoken(name) for name in split_multiple_persons_names(names)]) if names else []


def _spoken(name: str) -> str:
    if _EXTENDED.match(name):  # BibLaTeX's "family=Berg, given=Jan, prefix=van den, useprefix=true"
        parts_of = {
            key.strip(): value.strip(' "{}') for key, _, value in (one.partition("=") for one in name.split(","))
        }
        return readable(" ".join(parts_of[key] for key in ("given", "prefix", "family", "suffix") if parts_of.get(key)))
    if name.startswith("{") and name.endswith("}"):  # an organisation
        return readable(name[1:-1]).replace(",", " ")
    try:
        parts = parse_single_name_into_parts(name, strict=False)
    except ValueError:
        return readable(name)
    words: Iterable[str] = (*parts.first, *parts.von, *parts.last)
    junior = f", {' '.join(parts.jr)}" if parts.jr else ""
    return readable(" ".join(words) + junior)
