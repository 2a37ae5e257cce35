"""What is not read: how it is known, and what to say about it."""

import re

from loaders import encoding
from loaders.raw import NoPapersError, Raw

_TABLE = "give the papers as a table (CSV, Excel, JSON or Parquet)"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", f"a PDF; {_TABLE}"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or recording"),
    (b"PK\x03\x04", "a ZIP archive; unpack it and give the folder"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "packed by gzip; unpack it first"),
    (b"BZh", "packed by bzip2; unpack it first"),
    (b"\xfd7zXZ", "packed by xz; unpack it first"),
    (b"(\xb5/\xfd", "packed by zstd; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive; unpack it and give the folder"),
    (b"Rar!", "a RAR archive; unpack it and give the folder"),
    (b"SQLite format 3", f"a database of SQLite; {_TABLE}"),
    (b"\xd0\xcf\x11\xe0", "in the old format of Excel or Word (.xls, .doc); save it as .xlsx or CSV"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\x93NUMPY", f"a NumPy array; {_TABLE}"),
    (b"\x89HDF", f"an HDF5 file; {_TABLE}"),
)
_PICKLE = re.compile(rb"\x80[\x02-\x05]")
_TEXTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf)\b", re.DOTALL | re.IGNORECASE),
        "a feed (RSS or Atom)",
    ),
    (re.compile(r"(?:[^@]*\n)?\s*@[a-zA-Z]+\s*[{(]"), "in BibTeX"),
    (re.compile(r"\s*(?:TY  - |%0 |PMID- |FN (?:Clarivate|Thomson))"), "a list of references (RIS, EndNote or PubMed)"),
    (re.compile(r"\s*<\?xml|\s*<!DOCTYPE", re.IGNORECASE), "in XML"),
)
_NOT_YET = f"which is not read yet; {_TABLE}"


def refusal(raw: Raw) -> NoPapersError:
    """Return the error that says what a source is that no loader reads."""
    for signature, what in _SIGNATURES:
        if raw.head.startswith(signature):
            return NoPapersError(f"{raw.name} is {what}.")
    if _PICKLE.match(raw.head):
        return NoPapersError(f"{raw.name} is a Python pickle, which could run any program when opened; {_TABLE}.")
    if encoding.is_binary(raw):
        return NoPapersError(f"{raw.name} is no text and in no format that is read; {_TABLE}.")
    opening = encoding.opening(raw)
    for pattern, what in _TEXTS:
        if pattern.match(opening):
            return NoPapersError(f"{raw.name} is {what}, {_NOT_YET}.")
    if not opening.strip():
        return NoPapersError(f"{raw.name} is empty.")
    return NoPapersError(
        f"{raw.name} is text without papers that can be told apart: neither a page of titles and abstracts nor a table "
        "with a column “title”."
    )
