"""The records of a JSON file, one after the other: a list, a list wrapped in an object, or an object a line.

Only one record is held at a time, so that a file may be larger than memory; a broken one costs itself alone.
"""

import json
import re
from array import array
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from loaders import columns
from loaders.raw import MEGABYTE, Raw
from papers.collection import Skipped

LARGEST_RECORD = 16 * MEGABYTE
"""Most characters of a record; no paper has as many."""
LISTS = frozenset(
    {"data", "papers", "dailyPapers", "records", "items", "results", "entries", "rows"}
    | {"notes", "hit", "result", "articles", "documents", "docs", "works", "publications", "recommendedPapers"}
)
"""Keys under which a wrapped list stands."""
BROKEN_NAMED = 100
"""Broken records that are named one by one."""

_CHUNK = MEGABYTE
_LONGEST_GAP = 64
_UNREAD = re.compile(r"[\w.+\\-]{0,16}\s*")
"""What the rest of a text looks like where an error is only that it ends: nothing, or part of a number or word."""
_NONE = object()
"""No record; None is one, though of no use."""
_GAP = re.compile(r"[\s,]*")
_NEXT = re.compile(r"\}\s*,?\s*(?=\{)")
"""Between two records."""
MOST_COMMAS = 200
"""Commas after last items that are read over in one record."""
_LEFT_COMMA = re.compile(r",\s*[}\]]")
_FIRST_LINES = 5
"""Lines that show whether there is a record in each."""
_LONGEST_INTEGER = 18
"""Digits of which 64 bits hold any number."""


class IncompleteError(Exception):
    """The text ends before the value does."""


def decode(text: str, start: int = 0) -> tuple[Any, int]:
    """Return the JSON value that begins at a place of a text, and where it ends.

    Raises
    ------
    IncompleteError
        If the text ends in the middle of it.
    ValueError
        If it is broken, or nested beyond what can be read.
    """
    try:
        return _decoded(text, start)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated string") or _UNREAD.fullmatch(text, error.pos):
            raise IncompleteError from error
        raise
    except RecursionError as error:
        raise ValueError("too many brackets within each other") from error


def _decoded(text: str, start: int) -> tuple[Any, int]:
    """Return a value and its end; commas after a last item, which JSON forbids and people leave, are read over."""
    for _ in range(MOST_COMMAS):
        try:
            return _DECODER.raw_decode(text, start)
        except json.JSONDecodeError as error:
            comma = text.rfind(",", start, error.pos + 1)
            if comma < 0 or not _LEFT_COMMA.match(text, comma):
                raise
            text = f"{text[:comma]} {text[comma + 1 :]}"
    return _DECODER.raw_decode(text, start)


def _integer(digits: str) -> int | str:
    """Return a whole number; one that no column can hold stays the text it is."""
    return int(digits) if len(digits) <= _LONGEST_INTEGER else digits


_DECODER = json.JSONDecoder(strict=False, parse_int=_integer, parse_constant=lambda _name: None)


class Stream:
    """The records of a JSON file in UTF-8; to be iterated once.

    Attributes
    ----------
    word : str
        What a record is called: "line" in JSON Lines, else "record".
    places : array of int
        Number, from 1, of each record that was given out.
    around : dict
        What stands beside the list in the object it is wrapped in; known when all records are read.
    skipped : list of Skipped
        Records that are broken.
    warnings : list of str
    """

    def __init__(self, raw: Raw) -> None:
        self.word = "record"
        self.places = array("q")
        self.around: dict[str, Any] = {}
        self.skipped: list[Skipped] = []
        self.warnings: list[str] = []
        self._raw = raw
        self._text = ""
        self._at = 0
        self._ended = False
        self._number = 0
        self._broken = 0
        self._keys: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Any]:
        with self._raw.open() as file:
            self._file = TextIOWrapper(file, encoding="utf-8-sig", errors="replace")
            self._more()
            for record in self._lines() if self._is_lines() else self._values():
                self.places.append(self._number)
                yield record
        if self._broken > BROKEN_NAMED:
            self._skip(f"{self._broken - BROKEN_NAMED:,} more {self.word}s", "They are broken.", counted=False)

    def _is_lines(self) -> bool:
        """Return whether a first whole object is followed by another one on the next line."""
        lines = [line for line in self._text.split("\n", _FIRST_LINES)[:_FIRST_LINES] if line.strip()]
        return len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines) and any(map(_is_object, lines))

    # one record a line

    def _lines(self) -> Iterator[Any]:
        self.word = "line"
        while line := self._line():
            self._number += 1
            if len(line) > LARGEST_RECORD:
                self._skip(f"line {self._number}", f"It is longer than {LARGEST_RECORD // MEGABYTE} MB.")
            elif line.strip():
                try:
                    yield decode(line.strip())[0]
                except (ValueError, IncompleteError) as error:
                    cut = self._ended and not self._text[self._at :].strip() and isinstance(error, IncompleteError)
                    self._skip(
                        f"line {self._number}", "The file ends in the middle of it." if cut else "It is broken JSON."
                    )

    def _line(self) -> str:
        """Return the next line, of one that is too long a bit more than is allowed; the empty text at the end."""
        long = ""
        while (end := self._text.find("\n", self._at)) < 0 and not self._ended:
            if len(self._text) - self._at > LARGEST_RECORD:
                long = long or self._text[self._at : self._at + LARGEST_RECORD + 1]
                self._at = len(self._text)
            self._more()
        end = len(self._text) if end < 0 else end + 1
        line, self._at = self._text[self._at : end], end
        return long or line

    # a list, wrapped or not

    def _values(self) -> Iterator[Any]:
        match self._peek():
            case "[":
                self._at += 1
                yield from self._list()
            case "{":
                yield from self._object()
                while self._peek() == "{":  # one object after the other, with line breaks inside
                    if (record := self._record()) is not _NONE:
                        yield record

    def _list(self) -> Iterator[Any]:
        """Give out the values of a list whose bracket was read, and read the closing one."""
        while (character := self._peek()) not in ("]", ""):
            if character == "}":  # left over from a broken record
                self._at += 1
            elif (record := self._record()) is not _NONE:
                yield record
        if character == "]":
            self._at += 1
        elif not self.skipped or "ends" not in self.skipped[-1].reason:
            self.warnings.append("The file ends before its list does; what came after is missing.")

    def _object(self) -> Iterator[Any]:
        """Give out the list that an object wraps, or the object itself."""
        self._at += 1
        wraps = False
        while (character := self._peek()) == '"':
            key = self._part()
            if self._peek() == ":":
                self._at += 1
            if key in LISTS and self._peek() == "[" and not wraps:
                self._at += 1
                wraps = self._peek() in ("{", '"')
                if wraps:
                    yield from self._list()
                    continue
                self._at -= 1
            value = self._part()
            if not isinstance(key, str):
                return
            self.around[key] = value
        if character == "}":
            self._at += 1
        elif not self.skipped:
            self.warnings.append("The file ends in the middle of its object; what came after is missing.")
        if not wraps and self.around and not self.skipped:
            self._number += 1
            yield self.around

    def _part(self) -> Any:
        """Return a key or value of the outermost object; if it is broken None, and nothing of the text is left."""
        self._peek()
        try:
            return self._whole()
        except (ValueError, IncompleteError):
            reason = "The file ends in the middle of it." if self._ended else "It is broken JSON."
            self._skip("record 1", reason)
            self._at, self._ended, self._text = 0, True, ""
            return None

    def _record(self) -> Any:
        """Return the next record; after a broken one that which follows, `_NONE` if there is none."""
        self._number += 1
        name = f"record {self._number}"
        try:
            record = self._whole()
        except IncompleteError:
            if self._ended:
                self._skip(name, "The file ends in the middle of it.")
                self._at = len(self._text)
                return _NONE
            self._skip(name, f"It is longer than {LARGEST_RECORD // MEGABYTE} MB.")
            return self._resumed()
        except ValueError as error:
            self._skip(name, f"It is broken JSON ({_words(error)}).")
            return self._resumed()
        if isinstance(record, dict) and not self._keys:
            self._keys = frozenset(record)
        return record

    def _resumed(self) -> Any:
        """Return the record after a broken one: what has the keys of the first, not some part of the broken one."""
        while self._seek_next():
            start = self._at
            try:
                record = self._whole()
            except (ValueError, IncompleteError):
                continue
            if isinstance(record, dict) and self._is_like_the_first(record):
                self._number += 1
                return record
            self._at = start  # not that of `_whole`: the next one may begin within
        return _NONE

    def _is_like_the_first(self, record: dict[str, Any]) -> bool:
        if not self._keys:
            return columns.names_a_title(list(record))
        return 2 * len(self._keys & record.keys()) >= len(self._keys)

    def _whole(self) -> Any:
        """Return the value at this place, of which as much is read as it takes.

        Raises
        ------
        IncompleteError
            If it is longer than `LARGEST_RECORD`, or the text ends in the middle of it.
        ValueError
            If it is broken.
        """
        while True:
            try:
                value, self._at = decode(self._text, self._at)
                return value
            except IncompleteError:
                if self._ended or len(self._text) - self._at > LARGEST_RECORD:
                    raise
            self._more()

    def _seek_next(self) -> bool:
        """Go to where the next record may begin; return whether there is such a place."""
        while True:
            match = _NEXT.search(self._text, self._at)
            if match is not None:
                self._at = match.end()
                return True
            if self._ended:
                self._at = len(self._text)
                return False
            self._at = max(self._at, len(self._text) - _LONGEST_GAP)
            self._more()

    # the text

    def _peek(self) -> str:
        """Return the next character that is neither blank nor comma, without reading it; "" at the end."""
        while True:
            self._at = _GAP.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._more()

    def _more(self) -> None:
        """Read on; twice as much as is at hand, so that a long record is not tried again and again."""
        rest = self._text[self._at :]
        chunk = self._file.read(max(_CHUNK, len(rest)))
        self._text, self._at, self._ended = rest + chunk, 0, not chunk
        self._raw.advance(self._file.buffer.tell())

    def _skip(self, record: str, reason: str, counted: bool = True) -> None:
        self._broken += counted
        if self._broken <= BROKEN_NAMED or not counted:
            self.skipped.append(Skipped(self._raw.name, record, reason))


def _is_object(line: str) -> bool:
    try:
        return isinstance(decode(line.strip())[0], dict)
    except (ValueError, IncompleteError):
        return False


def _words(error: ValueError) -> str:
    message = getattr(error, "msg", None) or str(error)
    return message[:1].lower() + message[1:]
