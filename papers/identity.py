"""What tells papers apart: identifiers in their one true form, title keys, surnames, and the `paper_id`."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from papers.text import plain, readable

_ARXIV_HOSTS = (
    r"(?:(?:www\.|export\.|browse\.)?arxiv\.org|ar5iv\.(?:labs\.arxiv\.)?org|(?:www\.)?alphaxiv\.org)/[a-z]+/"
)
_PAGE_HOSTS = r"(?:huggingface\.co|hf\.co)/papers/"
_ARXIV = re.compile(
    rf"(?:(?:https?://)?(?:{_ARXIV_HOSTS}|{_PAGE_HOSTS})|(?:https?://)?(?:(?:dx\.)?doi\.org/)?(?:doi:\s*)?10\.48550/arxiv\."
    r"|(?:oai:)?arxiv(?:\.org)?:\s*|arxiv\s+)?"
    # since 2007: YYMM.number, of four digits before 2015 and of five from then on; before: archive/YYMMnumber
    r"(?:((?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.\d{4}|(?:1[5-9]|[2-9]\d)(?:0[1-9]|1[0-2])\.\d{5})"
    r"|([a-z-]+)(?:\.[a-z]{2})?/(\d{7}))"
    r"(?:v\d+)?(?:\.pdf)?(?:\s*\[[^\]]*\])?/?(?:[?#].*)?",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/)?(?:doi:\s*)?(10\.\d{4,9}(?:\.\d+)*/\S+)", re.IGNORECASE)
_ARXIV_DOI = "10.48550/arxiv."
_ACL_DOI = re.compile(r"10\.(?:18653|3115)/v1/(.+)")
_ACL = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:aclanthology\.org/|aclweb\.org/anthology/(?:[a-z]/[a-z]\d\d/)?)|acl:)?"
    # since 2020: year.venue-volume.number; before: letter, year, number
    r"(?:(\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+)|([a-z]\d\d-\d[\d.]*\d))(?:v\d+)?(?:\.pdf|\.bib)?/?(?:[?#].*)?",
    re.IGNORECASE,
)
_SILENT = re.compile("[^a-z0-9]")
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "phd", "md"}
_NO_NAMES = {"etal", "al", "others", "andothers"}
_SLUG_LENGTH = 80


def arxiv_id(text: str) -> str | None:
    """Return the arXiv id in a text that is one (bare, `arXiv:`, URL or DOI), without version; None if it is none.

    >>> arxiv_id("https://arxiv.org/pdf/2410.12375v2"), arxiv_id("cs.CL/0112017v1")
    ('2410.12375', 'cs/0112017')
    """
    match = _ARXIV.fullmatch(text.strip())
    if match is None:
        return None
    new, archive, number = match.groups()
    return new or f"{archive.lower()}/{number}"


def doi(text: str) -> str | None:
    """Return the DOI in a text that is one, lower case and without resolver; None if it is none or an arXiv id.

    An arXiv paper's DOI names nothing that the arXiv id does not, and would hide that of the published paper.
    """
    match = _DOI.fullmatch(unquote(text.strip()))
    if match is None:
        return None
    found = match[1].lower().rstrip(".,;")
    return None if found.startswith(_ARXIV_DOI) else found


def acl_id(text: str) -> str | None:
    """Return the ACL Anthology id in a text that is one (bare, URL, or DOI made of it); None if it is none."""
    found = doi(text)
    inner = _ACL_DOI.fullmatch(found) if found else None
    match = _ACL.fullmatch(inner[1] if inner else text.strip())
    if match is None:
        return None
    new, old = match.groups()
    return new.lower() if new else old.upper()


def title_key(title: str) -> str:
    """Return what is left of a title when case, accents, LaTeX, punctuation and blanks are dropped.

    Never empty for a title that has a character: one of symbols alone keeps them, one of an accent alone the accent.
    """
    folded = plain(readable(title))
    return _telling("", folded) or "".join((folded or plain(title) or title).split())


def _telling(between: str, folded: str) -> str:
    """Return a folded text with `between` in place of all that is no letter, digit or mark."""
    if folded.isascii():
        return _SILENT.sub(between, folded)
    return "".join(character if _tells(character) else between for character in folded)


def _tells(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def surname(author: str) -> str | None:
    """Return the folded surname of "Ada Lovelace", "Lovelace, Ada" or "A. Lovelace Jr."; None for "et al."."""
    words = [_telling("", word) for word in plain(author.split(",", 1)[0]).split()]
    words = [word for word in words if word]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words[-1] if words and "".join(words) not in _NO_NAMES else None


def paper_id(arxiv: str | None, doi: str | None, acl: str | None, title: str | None) -> str:
    """Return the id of a paper: of its arXiv id, DOI, ACL id, else of its title.

    A DOI made of the ACL id gives way to it: other sources know such a paper by its ACL id alone.
    """
    if arxiv:
        return f"arxiv:{arxiv}"
    if doi and not (acl and _ACL_DOI.fullmatch(doi)):
        return f"doi:{doi}"
    if acl:
        return f"acl:{acl}"
    return f"title:{slug(title or '')}"


def slug(title: str) -> str:
    """Return a title as it stands in an id and a link: folded words joined by hyphens, at most 80 characters."""
    folded = plain(readable(title))
    words = _telling(" ", folded).split() or folded.split()
    return "-".join(words)[:_SLUG_LENGTH].rstrip("-") or "untitled"


def names(
    arxiv: str | None, doi: str | None, acl: str | None, title_key: str | None, authors: Iterable[str], year: int | None
) -> frozenset[str]:
    """Return what an entry is known by from one load to the next: its identifiers, else title, surnames and year.

    >>> sorted(names("2410.12375", None, "2024.acl-long.1", "onwhales", ["Ada Lovelace"], 2024))
    ['acl:2024.acl-long.1', 'arxiv:2410.12375']
    >>> sorted(names(None, None, None, "onwhales", ["Ada Lovelace", "Bo Ek"], 2024))
    ['title:onwhales/ek,lovelace/2024']
    """
    given = {"arxiv": arxiv, "doi": doi, "acl": acl}
    found = frozenset(f"{kind}:{value}" for kind, value in given.items() if value)
    surnames = sorted(set(filter(None, map(surname, authors))))
    return found or frozenset({f"title:{title_key or ''}/{','.join(surnames)}/{year or ''}"})
