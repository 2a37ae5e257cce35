"""How far the work is, told to who asked for it when it takes long enough to be asked."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from loaders.given import Folder, Given
from loaders.raw import Raw
from papers.where import Where

Report = Callable[[int, int, str], Any]
"""report(done, total, words): how much of the work is done, and what is being done."""

SILENT = 0.5
"""Seconds of work that are not reported on."""
EVERY = 0.1
"""Seconds between two reports."""
JOINING_SHARE = 0.5
"""What joining takes of the work, as a share of the reading."""
MANY_ENTRIES = 20_000
"""Entries whose joining takes long enough to be told beforehand."""


class Reporter:
    """Tells how far the work is, when it takes long enough for anybody to ask."""

    def __init__(self, report: Report | None) -> None:
        self._report = report
        self._next = time.monotonic() + SILENT
        self._total = 0
        self._done = 0
        self.where = Where()

    def begin(self, sources: Sequence[Given]) -> None:
        """Take note of how much there is to read."""
        raws = [raw for one in sources for raw in (one.files if isinstance(one, Folder) else (one,))]
        self._total = sum(_size(raw) for raw in raws if isinstance(raw, Raw))

    def follow(self, raw: Raw) -> Raw:
        """Return a source whose reading is reported on."""
        before = self._done
        self._done += _size(raw)
        words = f"Reading {raw.name}"
        self._tell(before, words)
        return replace(raw, advance=lambda done: self._tell(before + done, words), where=self.where)

    def fetching(self, name: str) -> Callable[[int, int], None]:
        """Return what is told how many papers have been fetched, and how many are wanted."""

        def advance(done: int, _wanted: int) -> None:
            self._tell(self._done, f"Fetching {name}: {done:,} papers")

        return advance

    def say(self, words: str) -> None:
        """Tell what is waited for."""
        self._tell(self._done, words)

    def joining(self, entries: int) -> None:
        """Tell that all is read and being joined, if that is likely to take long."""
        if entries >= MANY_ENTRIES:
            self._next = 0.0
        self._tell(self._total, f"Joining {entries:,} entries")

    def _tell(self, done: int, words: str) -> None:
        now = time.monotonic()
        if self._report is not None and now >= self._next:
            self._next = now + EVERY
            self._report(done, int(self._total * (1 + JOINING_SHARE)), words)


def _size(raw: Raw) -> int:
    try:
        return raw.size
    except OSError:
        return 0
