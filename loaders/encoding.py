"""Bytes to text: which encoding they are in, and what to say where they are in none."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, replace

from loaders.raw import LARGEST_DOCUMENT, MEGABYTE, NoPapersError, Raw

_BOMS = (
    # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHUNK = 4 * MEGABYTE
_MARK = "\ufeff"
_WESTERN = "cp1252"
"""What bytes are that are no UTF-8: Latin-1 with the quotation marks and dashes that Windows adds to it."""
LARGEST_TRANSCODED = 8 * LARGEST_DOCUMENT
"""Most bytes of a table that is not UTF-8: it is held in memory twice."""


@dataclass(frozen=True)
class Encoding:
    """How bytes are to be read.

    Attributes
    ----------
    name : str
        Name of the codec.
    mark : int
        Bytes of the byte order mark at the beginning.
    broken : int
        Bytes that are not of this encoding.
    """

    name: str
    mark: int = 0
    broken: int = 0


def opening(raw: Raw) -> str:
    """Return the first characters of a source, for telling what it is; what cannot be read is replaced."""
    head = raw.head
    encoding = _marked(head) or _unmarked_utf16(head) or Encoding("utf-8")
    return head[encoding.mark :].decode(encoding.name, "replace")


def is_binary(raw: Raw) -> bool:
    """Return whether a source is no text."""
    text = opening(raw)
    controls = sum(character < " " and character not in "\t\n\v\f\r" for character in text)
    return controls > len(text) / 50


def detect(raw: Raw) -> Encoding:
    """Return the encoding of a source."""
    head = raw.head
    known = _marked(head) or _unmarked_utf16(head)
    if known is not None and known.name != "utf-8":
        return known
    mark = known.mark if known is not None else 0
    whole, broken = _count(raw)
    if broken and not mark and whole < broken:
        return Encoding(_WESTERN)
    return Encoding("utf-8", mark, broken)


def text(raw: Raw) -> tuple[str, tuple[str, ...]]:
    """Return a source as text, and warnings about what could not be read.

    Raises
    ------
    NoPapersError
        If it is too large to be read in one piece.
    """
    data = raw.document()
    encoding = detect(raw)
    return data[encoding.mark :].decode(encoding.name, "replace"), _warnings(encoding)


def as_utf8(raw: Raw) -> tuple[Raw, tuple[str, ...]]:
    """Return a source whose bytes are UTF-8, and warnings about what could not be read.

    UTF-8 stays where it is; a byte order mark may stand before it.

    Raises
    ------
    NoPapersError
        If it is in another encoding and too large to be changed.
    """
    encoding = detect(raw)
    if encoding.name == "utf-8" and not encoding.broken:
        return raw, ()
    if raw.size > LARGEST_TRANSCODED:
        raise NoPapersError(f"{raw.name} has {raw.size / MEGABYTE:,.0f} MB and is not in UTF-8; save it as UTF-8.")
    decoder = codecs.getincrementaldecoder(encoding.name)("replace")
    parts = [decoder.decode(chunk).removeprefix(_MARK).encode("utf-8", "replace") for chunk in _chunks(raw)]
    parts.append(decoder.decode(b"", final=True).encode())
    return replace(raw, content=b"".join(parts)), _warnings(encoding)


def _warnings(encoding: Encoding) -> tuple[str, ...]:
    if encoding.name == _WESTERN:
        return ("It is not in UTF-8 and was read as Western European; if names look wrong, save it as UTF-8.",)
    if encoding.broken:
        places = "1 place" if encoding.broken == 1 else f"{encoding.broken:,} places"
        return (f"It has bytes that are no text in {places}; “\ufffd” stands there.",)
    return ()


def _marked(head: bytes) -> Encoding | None:
    for mark, name in _BOMS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    return None


def _unmarked_utf16(head: bytes) -> Encoding | None:
    """Return UTF-16 if every other byte is nearly always zero, as in Western text."""
    even, odd = head[0::2], head[1::2]
    if len(odd) < 4:
        return None
    if odd.count(0) > 0.8 * len(odd) and even.count(0) < 0.1 * len(even):
        return Encoding("utf-16-le")
    if even.count(0) > 0.8 * len(even) and odd.count(0) < 0.1 * len(odd):
        return Encoding("utf-16-be")
    return None


def _count(raw: Raw) -> tuple[int, int]:
    """Return how many characters beyond ASCII there are in UTF-8, and in how many places is none.

    One that the end of the source cuts off counts as both: it is broken, and speaks for UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(raw):
            decoder.decode(chunk)
    except UnicodeDecodeError:
        pass
    else:
        return (1, 1) if decoder.getstate()[0] else (0, 0)

    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    whole = broken = 0
    for chunk in _chunks(raw):
        decoded = decoder.decode(chunk)
        replaced = decoded.count("\ufffd") - chunk.count(b"\xef\xbf\xbd")
        broken += replaced
        whole += len(decoded) - len(decoded.encode("ascii", "ignore")) - replaced
    cut = bool(decoder.getstate()[0])
    return whole + cut, broken + cut


def _chunks(raw: Raw) -> Iterator[bytes]:
    with raw.open() as file:
        while chunk := file.read(_CHUNK):
            yield chunk
