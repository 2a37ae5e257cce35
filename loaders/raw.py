"""What a source hands in: bytes with a name, from a file or from a visitor, and the errors of reading them."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from papers.where import Where

HEAD = 64 * 1024
"""Bytes that are looked at to find out what a source is."""
LARGEST_DOCUMENT = 64 * 1024 * 1024
"""Most bytes of a source that is read in one piece. A page of papers has some hundred kilobytes."""
MEGABYTE = 1024 * 1024


class LoadError(ValueError):
    """A source that cannot be read; the message is a sentence for the user, with the way out."""


class NoPapersError(LoadError):
    """A source that holds no papers, or holds them in a form that is not read."""


def _nobody(done: int) -> None:
    """Take note of progress for nobody."""


@dataclass(frozen=True)
class Raw:
    """A source before it is known what it holds.

    Attributes
    ----------
    name : str
        What messages call it.
    content : bytes or Path
    retrieved : datetime
        When it was written or handed in (UTC).
    page : str
        What the list in it is called where it does not say so itself.
    advance : callable
        ``advance(done)`` is told how many bytes have been read.
    where : Where
        Which of the papers are wanted: what is read in pieces leaves the others out piece by piece, so that of a file
        that is larger than memory a part can be had.
    """

    name: str
    content: bytes | Path
    retrieved: datetime
    page: str = ""
    advance: Callable[[int], None] = _nobody
    where: Where = field(default_factory=Where)

    @cached_property
    def size(self) -> int:
        """Number of bytes."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.stat().st_size

    @cached_property
    def head(self) -> bytes:
        """The first `HEAD` bytes."""
        with self.open() as file:
            return file.read(HEAD)

    def open(self) -> BinaryIO:
        """Return a file of the bytes."""
        return io.BytesIO(self.content) if isinstance(self.content, bytes) else self.content.open("rb")

    def document(self) -> bytes:
        """Return all bytes.

        Raises
        ------
        NoPapersError
            If they are more than `LARGEST_DOCUMENT`.
        """
        if self.size > LARGEST_DOCUMENT:
            raise NoPapersError(
                f"{self.name} has {self.size / MEGABYTE:,.0f} MB, too many for a page of papers; split it, or give the "
                "papers as a table (CSV, JSON Lines or Parquet), which may have any size."
            )
        with self.open() as file:
            return file.read()
