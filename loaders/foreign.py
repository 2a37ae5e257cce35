"""What is not read: how it is known, and what to say about it."""

import re

from loaders import encoding
from loaders.raw import NoPapersError, Raw

_IMAGE = "a picture; copy or save what it shows as text"
_TABLE = "give the papers as a table (CSV, Excel, JSON or Parquet)"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", f"a PDF; {_TABLE}"),
    (b"\x89PNG", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF8", _IMAGE),
    (b"RIFF", "a picture or recording"),
    (b"PK\x03\x04", "a ZIP archive within another; unpack the outer one and give the folder"),
    (b"PK\x05\x06", "an empty ZIP archive"),
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
_XML = re.compile(r"\s*(?:<\?xml|<!DOCTYPE)", re.IGNORECASE)


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
    if _XML.match(opening):
        known = "a feed, PubMed, EndNote, Zotero, DBLP, OAI-PMH, MODS or the ACL Anthology"
        return NoPapersError(f"{raw.name} is in XML, but from none of the programs that are read ({known}); {_TABLE}.")
    if not opening.strip():
        return NoPapersError(f"{raw.name} is empty.")
    return NoPapersError(
        f"{raw.name} is text without papers that can be told apart: neither a page of titles and abstracts nor a table "
        "with a column “title”."
    )
