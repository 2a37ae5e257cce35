"""Lists of references in lines with tags, as reference managers and databases export them: RIS, Medline, Web of Science
and EndNote's own.

They are read line by line, whatever their size. What the formats have in common: a tag at the beginning of a line, a
value after it, further lines without a tag that go on with the value, and a tag that begins a reference. What no record
has begun for, and tags that nobody knows, cost nothing. (Of the libraries, rispy 0.10 returns nothing for a file with a
byte order mark or without the last end, and takes no Medline.)
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from loaders import encoding, references
from loaders.raw import MEGABYTE, Raw
from loaders.references import Reference
from papers.collection import Records, Skipped

KIND = "references"

LONGEST_LINE = MEGABYTE
"""Most bytes of a line; no abstract is longer."""
MOST_VALUES = 20_000
"""Most values of a reference: a file without ends is one reference that never ends."""
SKIPPED_NAMED = 100
_ADVANCE = 4_000

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Format:
    """One way to write references in tagged lines.

    Attributes
    ----------
    kind : str
    first : Pattern
        What the first line of a reference looks like.
    line : Pattern
        A line with a tag: groups of tag and value.
    ends : str
        The tag that ends a reference, empty if only the next one does.
    read : callable
        From values by tag to the fields of a reference.
    splits : frozenset of str
        Tags whose further lines are values of their own.
    """

    kind: str
    first: re.Pattern[str]
    line: re.Pattern[str]
    ends: str
    read: Callable[[Fields], Reference]
    splits: frozenset[str] = field(default_factory=frozenset)


def recognises(raw: Raw) -> bool:
    """Return whether a source is a list of references in tagged lines."""
    return _format(raw) is not None


def read(raw: Raw) -> Records:
    """Return the papers of a list of references.

    Raises
    ------
    NoPapersError
        If none of them has a title.
    """
    source, warnings = encoding.as_utf8(raw)
    form = _format(source)
    assert form is not None
    return references.records(raw, form.kind, _Reader(source, form), warnings)


def _format(raw: Raw) -> Format | None:
    opening = encoding.opening(raw)
    found = [(match.start(), form) for form in FORMATS if (match := form.first.search(opening))]
    return min(found, key=lambda one: one[0])[1] if found else None


class _Reader:
    """The references of a file in one format."""

    def __init__(self, raw: Raw, form: Format) -> None:
        self.raw, self.form = raw, form
        self.skipped: list[Skipped] = []
        self._untitled = 0
        self._long = 0

    @property
    def warnings(self) -> list[str]:
        """What could not be told of each."""
        told = []
        if self._untitled > SKIPPED_NAMED:
            told.append(f"{self._untitled - SKIPPED_NAMED:,} further references have no title and were left out.")
        if self._long:
            told.append(f"{self._long:,} lines or references were too long and were cut.")
        return told

    def __iter__(self) -> Iterator[tuple[str, Reference]]:
        for number, fields in self._records():
            reference = {name: value for name, value in self.form.read(fields).items() if value}
            if reference.get("title"):
                yield f"line {number}", reference
                continue
            self._untitled += 1
            if self._untitled <= SKIPPED_NAMED:
                self.skipped.append(Skipped(self.raw.name, f"the reference in line {number}", "It has no title."))

    def _records(self) -> Iterator[tuple[int, Fields]]:
        """Yield each reference: the number of its first line, and its values by tag."""
        fields: Fields = {}
        begun, tag, values = 0, "", 0
        for number, line in self._lines():
            match = self.form.line.match(line)
            if self.form.first.match(line):
                if fields:
                    yield begun, fields
                fields, begun, values = {}, number, 0
            if match is None:
                if fields and tag and line.strip() and values < MOST_VALUES:
                    values += 1
                    self._go_on(fields, tag, line.strip())
            elif match[1] == self.form.ends:
                if fields:
                    yield begun, fields
                fields, tag = {}, ""
            elif begun and (fields or self.form.first.match(line)):
                tag = match[1]
                values += 1
                if values <= MOST_VALUES:
                    fields.setdefault(tag, []).append((match[2] or "").strip())
                elif values == MOST_VALUES + 1:
                    self._long += 1
        if fields:
            yield begun, fields

    def _go_on(self, fields: Fields, tag: str, more: str) -> None:
        values = fields[tag]
        if tag in self.form.splits:
            values.append(more)
        else:
            values[-1] = f"{values[-1]} {more}" if values[-1] else more

    def _lines(self) -> Iterator[tuple[int, str]]:
        done = number = 0
        with self.raw.open() as file:
            while line := file.readline(LONGEST_LINE):
                done += len(line)
                number += 1
                if number % _ADVANCE == 0:
                    self.raw.advance(done)
                yield number, line.decode("utf-8", "replace").lstrip("\ufeff").rstrip("\r\n")
                if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                    self._long += 1
                    while (rest := file.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                        done += len(rest)
        self.raw.advance(done)


# what the tags mean


def _first(fields: Fields, *tags: str) -> str:
    """Return the first value of the first of these tags that has one."""
    return next((value for tag in tags for value in fields.get(tag, ()) if value), "")


def _all(fields: Fields, *tags: str) -> list[str]:
    """Return the values of the first of these tags that has any."""
    return next((values for tag in tags if (values := [value for value in fields.get(tag, ()) if value])), [])


def _between(values: list[str], separator: str = ";") -> list[str]:
    return [part.strip() for value in values for part in value.split(separator) if part.strip()]


def _web(values: list[str]) -> str:
    return next((value for value in values if re.match(r"https?://", value, re.IGNORECASE)), "")


_SLASHED = re.compile(r"(\d{4})(?:/(\d{1,2}))?(?:/(\d{1,2}))?")
_CITED = re.compile(r"Cited By\s*:\s*(\d+)", re.IGNORECASE)
_ARXIV = re.compile(
    r"(?:arXiv:|arxiv\.org/(?:abs|pdf)/)\s*(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE
)


def _date(*values: str) -> str:
    """Return the most exact of dates such as "2019/10/03/Autumn" and "2019//"."""
    found = [match for value in values if (match := _SLASHED.match(value))]
    best = max(found, key=lambda match: sum(part is not None for part in match.groups()), default=None)
    return "-".join(part.zfill(2) for part in best.groups() if part) if best else next(filter(None, values), "")


def _arxiv(*values: str) -> str:
    return next((match[1] for value in values if (match := _ARXIV.search(value))), "")


def _ris(fields: Fields) -> Reference:
    """Return a reference in RIS (https://en.wikipedia.org/wiki/RIS_(file_format), and what exports make of it)."""
    cited = next(
        (match[1] for tag in ("U3", "N1") for value in fields.get(tag, ()) if (match := _CITED.search(value))), ""
    )
    links = fields.get("UR", []) + fields.get("L2", []) + fields.get("LK", [])
    return {
        "title": _first(fields, "TI", "T1", "CT", "BT"),
        "abstract": " ".join(_all(fields, "AB", "N2")),
        "authors": references.people(_all(fields, "AU", "A1")),
        "published": _date(_first(fields, "DA"), _first(fields, "PY"), _first(fields, "Y1")),
        "venue": _first(fields, "T2", "JF", "JO", "BT", "JA", "J2", "C3"),
        "keywords": [value for part in fields.get("KW", ()) for value in _between([part])],
        "language": _first(fields, "LA"),
        "doi": _first(fields, "DO"),
        "arxiv_id": _arxiv(*links, *fields.get("AN", ()), *fields.get("M1", ()), *fields.get("N1", ())),
        "url": _web(links),
        "pdf_url": _web(fields.get("L1", [])),
        "citations": cited,
        "notes": "; ".join(value for value in fields.get("N1", ()) if value),
        "reference type": _first(fields, "M3") or _TYPES.get(_first(fields, "TY"), _first(fields, "TY").lower()),
        "publisher": _first(fields, "PB"),
    }


_TYPES = {
    "JOUR": "article", "CONF": "conference paper", "CPAPER": "conference paper", "CHAP": "chapter", "BOOK": "book",
    "RPRT": "report", "THES": "thesis", "UNPB": "preprint", "ELEC": "web page", "GEN": "other", "MGZN": "article",
    "DATA": "data set", "COMP": "software", "EJOUR": "article", "ABST": "abstract", "NEWS": "news", "PAT": "patent",
}  # fmt: skip


def _medline(fields: Fields) -> Reference:
    """Return a reference of PubMed (https://www.nlm.nih.gov/bsd/mms/medlineelements.html)."""
    doi = next(
        (value.split()[0] for tag in ("LID", "AID") for value in fields.get(tag, ()) if value.endswith("[doi]")), ""
    )
    pmid = _first(fields, "PMID")
    return {
        "title": _first(fields, "TI", "BTI"),
        "abstract": " ".join(_all(fields, "AB")),
        "authors": references.people(_all(fields, "FAU", "AU", "CN")),
        "published": _first(fields, "DP", "DEP"),
        "venue": _first(fields, "JT", "TA"),
        "keywords": [value.strip("*") for value in (*fields.get("OT", ()), *fields.get("MH", ()))],
        "language": _first(fields, "LA"),
        "doi": doi,
        "url": f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid.isdigit() else "",
        "pmid": pmid,
        "reference type": _first(fields, "PT").lower(),
    }


def _web_of_science(fields: Fields) -> Reference:
    """Return a reference of the Web of Science (its "plain text file")."""
    day = " ".join(filter(None, (_first(fields, "PD"), _first(fields, "PY"))))
    return {
        "title": _first(fields, "TI"),
        "abstract": _first(fields, "AB"),
        "authors": references.people(_all(fields, "AF", "AU", "CA")),
        "published": day,
        "venue": _first(fields, "SO", "CT"),
        "keywords": _between([_first(fields, "DE")]) + _between([_first(fields, "ID")]),
        "categories": _between([_first(fields, "WC")]) or _between([_first(fields, "SC")]),
        "language": _first(fields, "LA"),
        "doi": _first(fields, "DI"),
        "citations": _first(fields, "TC", "Z9"),
        "reference type": _first(fields, "DT").lower(),
        "publisher": _first(fields, "PU"),
    }


def _endnote(fields: Fields) -> Reference:
    """Return a reference of EndNote, in the tags of refer (https://en.wikipedia.org/wiki/Refer_(software))."""
    return {
        "title": _first(fields, "T"),
        "abstract": " ".join(_all(fields, "X")),
        "authors": references.people(_all(fields, "A")),
        "published": _first(fields, "8") if re.search(r"\d{4}", _first(fields, "8")) else _first(fields, "D"),
        "venue": _first(fields, "J", "B"),
        "keywords": [part for value in fields.get("K", ()) for part in _between([value])],
        "language": _first(fields, "G"),
        "doi": _first(fields, "R"),
        "url": _web(fields.get("U", [])),
        "pdf_url": _web(fields.get(">", [])),
        "notes": "; ".join(fields.get("Z", ())),
        "reference type": _first(fields, "0").lower(),
        "publisher": _first(fields, "I"),
    }


FORMATS = (
    Format(
        "RIS",
        re.compile(r"^TY {1,2}- ?", re.MULTILINE),
        re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|()$)"),
        "ER",
        _ris,
        frozenset({"KW", "AU", "A1", "UR", "L2"}),
    ),
    Format(
        "PubMed",
        re.compile(r"^PMID ?- ", re.MULTILINE),
        re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)"),
        "",
        _medline,
    ),
    Format(
        "Web of Science",
        re.compile(r"^PT [A-Z]\s*$", re.MULTILINE),
        re.compile(r"([A-Z][A-Z0-9])(?: (.*)|()$)"),
        "ER",
        _web_of_science,
        frozenset({"AU", "AF", "CA"}),
    ),
    Format(
        "EndNote",
        re.compile(r"^%0 ", re.MULTILINE),
        re.compile(r"%(\S) ?(.*)"),
        "",
        _endnote,
        frozenset({"K", "A"}),
    ),
)
"""The formats; of several whose first line is there, the one that begins first."""
