"""What follows from identifiers alone: ids in full, links, and the month in an arXiv id."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from loaders.values import cells, dates

_ARXIV = re.compile(r"\d{4}\.\d{4,5}(v\d+)?")
_MAIMED = re.compile(r"(\d{3,4})\.(\d{0,5})")
_FIVE_DIGITS_SINCE = "1501"
_NEW = r"^\d{4}\.\d{4,5}$"
_OLD = r"^[a-z-]+/\d{7}$"
_IDENTIFIER = {
    "arxiv_id": r"(?i)^(?:arxiv: ?|https?://arxiv\.org/(?:abs|pdf)/)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?$",
    "doi": r"(?i)^(?:doi: ?|https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/\S+$",
    "acl_id": r"(?i)^(?:\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+|[a-z]\d\d-\d{4})$",
}


def kind_of(column: pa.Array) -> str | None:
    """Return which identifier of the schema a column called "id" holds, if it is one in most cells."""
    ids = cells.label(column)
    for kind, pattern in _IDENTIFIER.items():
        if 2 * (pc.sum(pc.match_substring_regex(ids, pattern)).as_py() or 0) > len(ids) - ids.null_count:
            return kind
    return None


def are_ours(column: pa.Array) -> bool:
    """Return whether a column holds ids as papers have them here: "arxiv:2410.12375", "title:..."."""
    ids = cells.label(column)
    return bool(pc.all(pc.match_substring_regex(ids, r"^(?:arxiv|doi|acl|title):\S")).as_py())


def arxiv_ids(column: pa.Array) -> pa.Array:
    """Return arXiv ids as text, with the zeros that they lose where a program takes them for numbers.

    A number of three or four digits, a point, and up to five is an id since 2007: two digits of the year, two of the
    month, and a number of four digits, of five from 2015 on.
    """
    return cells.each(cells.label(column), _restored, cells.TEXT)


def _restored(text: str) -> str:
    match = _MAIMED.fullmatch(text)
    if match is None or (_ARXIV.fullmatch(text) and len(match[2]) == _width(match[1])):
        return text
    month = match[1].zfill(4)
    return f"{month}.{match[2].ljust(_width(month), '0')}"


def _width(month: str) -> int:
    return 5 if month >= _FIVE_DIGITS_SINCE else 4


def links(column: pa.Array) -> cells.Read:
    """Return links as text; what is none to a page of the web is a misfit. A DOI is one, too."""
    texts = cells.label(cells.firsts(column))
    full = pc.replace_substring_regex(texts, r"^(10\.\d{4,9}/\S+)$", r"https://doi.org/\1")
    full = pc.replace_substring_regex(full, r"(?i)^((?:www\.|[a-z0-9-]+\.)+[a-z]{2,}/\S*)$", r"https://\1")
    return cells.read(texts, cells.where(pc.match_substring_regex(full, r"(?i)^https?://[^\s/]\S*$"), full))


def complete(entries: dict[str, pa.Array]) -> None:
    """Give entries what follows from their identifiers and is missing: links, and the month of publication."""
    arxiv = entries.get("arxiv_id")
    if arxiv is not None:
        known = cells.where(pc.match_substring_regex(arxiv, rf"{_NEW}|{_OLD}"), arxiv)
        _fill(entries, "url", cells.framed("https://arxiv.org/abs/", known))
        _fill(entries, "pdf_url", cells.framed("https://arxiv.org/pdf/", known))
        months = dates.of_arxiv_ids(known)
        undated = pc.is_null(entries["published"]) if "published" in entries else pa.array([True] * len(known))
        _fill(entries, "published", months.timestamps)
        _fill(entries, "published_precision", cells.where(undated, months.precisions))
    acl = entries.get("acl_id")
    if acl is not None:
        known = cells.where(pc.match_substring_regex(acl, _IDENTIFIER["acl_id"]), acl)
        _fill(entries, "url", cells.framed("https://aclanthology.org/", known, "/"))
        _fill(entries, "pdf_url", cells.framed("https://aclanthology.org/", known, ".pdf"))
    doi = entries.get("doi")
    if doi is not None:
        bare = pc.replace_substring_regex(doi, r"(?i)^(?:doi: ?|https?://(?:dx\.)?doi\.org/)", "")
        known = cells.where(pc.match_substring_regex(bare, r"^10\.\d{4,9}/\S+$"), bare)
        _fill(entries, "url", cells.framed("https://doi.org/", known))


def _fill(entries: dict[str, pa.Array], name: str, values: pa.Array) -> None:
    entries[name] = pc.coalesce(entries[name], values) if name in entries else values
