"""The panel that takes a visitor's own files and pasted text, and asks services for papers."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import traitlets

from papers.collection import Collection, Skipped
from widgets import assets
from widgets.scripted import Panel, listed

log = logging.getLogger(__name__)

Progress = Callable[..., None]
"""progress(done, total, words): how far the reading is; total is None where nobody knows."""
Reader = Callable[[str, bytes, Progress], Collection]
"""reader(name, content, progress): the collection that a file and what is there make together."""

Asker = Callable[[str, str, Progress], Collection]
"""asker(service, query, progress): the collection that what a service answers and what is there make together."""

MEGABYTE = 1024 * 1024
LARGEST = 200 * MEGABYTE
"""Most bytes taken of one file."""
LARGEST_CHUNK = 4 * MEGABYTE
LONGEST_NAME = 120
LONGEST_QUERY = 500
PROGRESS_EVERY = 0.1
"""Seconds between two messages on how far the reading is."""
REASONS_SHOWN = 20
"""Skipped records named one by one."""
UNEXPECTED = "it could not be read because of a mistake in this program, which has been logged"


@dataclass(frozen=True)
class Service:
    """A service that can be asked: `name` is what `asker` is given, `hint` an example of a question."""

    name: str
    label: str
    hint: str


@dataclass
class Incoming:
    """A file that is being sent: what has come of it so far."""

    ticket: int
    name: str
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0


class Upload(Panel):
    """Takes files and pasted text from the browser, has them read, and says what came.

    Files come in chunks, one after the other; name, size and order of what the browser sends are not trusted.

    Parameters
    ----------
    collection : Collection
        What is there already; what comes is counted against it.
    reader : callable
        ``reader(name, content, progress)`` returns a collection: what is there joined with what was read. An error
        that is a ValueError or OSError says in a sentence why nothing could be read.
    largest : int
        Most bytes taken of one file.
    services : sequence of Service
        What can be asked; without any the panel only takes files.
    asker : callable, optional
        ``asker(service, query, progress)`` returns what is there joined with what the service answers; errors as above.
    """

    _esm = assets.script("upload")
    _css = assets.style("common", "upload")

    limit = traitlets.Int(help="most bytes of one file").tag(sync=True)
    accounts = listed("what came, newest first: name, words, failed, reasons, more")
    services = listed("[name, label, hint] of each service that can be asked")

    def __init__(
        self,
        collection: Collection,
        reader: Reader,
        largest: int = LARGEST,
        services: Sequence[Service] = (),
        asker: Asker | None = None,
    ) -> None:
        super().__init__(limit=largest, services=[[one.name, one.label, one.hint] for one in services])
        self.collection = collection
        self._reader = reader
        self._asker = asker
        self._largest = largest
        self._callbacks: list[Callable[[Collection], Any]] = []
        self._incoming: Incoming | None = None
        self.on_msg(self._receive)

    def on_collection(self, callback: Callable[[Collection], Any]) -> None:
        """Call `callback(collection)` when something was read; `collection` is the new one by then."""
        self._callbacks.append(callback)

    def read(self, name: str, content: bytes, ticket: int = 0) -> None:
        """Have a file read, and add to the account what became of it."""
        self._have(name, partial(self._reader, name, content), ticket)

    def ask(self, service: str, query: str, ticket: int = 0) -> None:
        """Have a service asked, and add to the account what it answered."""
        if self._asker is not None:
            self._have(f"{service}:{query}", partial(self._asker, service, query), ticket)

    def _have(self, name: str, make: Callable[[Progress], Collection], ticket: int) -> None:
        said = 0.0

        def progress(done: int = 0, total: int | None = None, words: str = "") -> None:
            nonlocal said
            if (now := time.monotonic()) - said >= PROGRESS_EVERY:
                said = now
                self.send({"do": "reading", "ticket": ticket, "done": done, "total": total, "words": str(words)})

        before = self.collection
        try:
            after = make(progress)
        except (ValueError, OSError) as error:
            self._account(refused(name, str(error)), ticket)
        except Exception:
            log.exception("“%s” could not be read", name)
            self._account(refused(name, UNEXPECTED), ticket)
        else:
            self.collection = after
            self._account(account(name, before, after), ticket)
            for callback in self._callbacks:
                try:
                    callback(after)
                except Exception:
                    log.exception("Papers from “%s” could not be shown", name)

    def _account(self, entry: dict[str, Any], ticket: int) -> None:
        self.accounts = [entry, *self.accounts]
        self.send({"do": "done", "ticket": ticket})

    def _receive(self, _widget: Any, content: Any, buffers: Any) -> None:
        match content:
            case {"do": "begin", "ticket": int(ticket), "name": str(name)}:
                self._incoming = Incoming(ticket, clean_name(name))
            case {"do": "chunk", "ticket": int(ticket)} if self._incoming and self._incoming.ticket == ticket:
                self._take(self._incoming, buffers)
            case {"do": "end", "ticket": int(ticket)} if self._incoming and self._incoming.ticket == ticket:
                incoming, self._incoming = self._incoming, None
                self.read(incoming.name, b"".join(incoming.chunks), ticket)
            case {"do": "ask", "ticket": int(ticket), "service": str(service), "query": str(query)} if query.strip():
                if service in [one[0] for one in self.services]:
                    self.ask(service, query.strip()[:LONGEST_QUERY], ticket)
            case {"do": "stop"}:
                self._incoming = None
            case {"do": "forget"}:
                self.accounts = []

    def _take(self, incoming: Incoming, buffers: Any) -> None:
        for buffer in buffers or ():
            chunk = bytes(buffer)
            incoming.size += len(chunk)
            if len(chunk) > LARGEST_CHUNK or incoming.size > self._largest:
                self._incoming = None
                limit = self._largest // MEGABYTE
                entry = refused(incoming.name, f"it is larger than {limit:,} MB, which is the most this page takes")
                self._account(entry, incoming.ticket)
                return
            incoming.chunks.append(chunk)
        self.send({"do": "taken", "ticket": incoming.ticket, "size": incoming.size})


def clean_name(name: str) -> str:
    """Return the last part of a file name, without what cannot be seen, no longer than `LONGEST_NAME`."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    seen = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    if len(seen) > LONGEST_NAME:
        seen = f"{seen[: LONGEST_NAME - 12]}…{seen[-11:]}"
    return seen or "file without a name"


def account(name: str, before: Collection, after: Collection) -> dict[str, Any]:
    """Return what came of a file: "12 papers read from mine.csv: 9 new, 3 already here; 2 skipped"."""
    sources = after.sources[len(before.sources) :]
    sources = tuple(source for source in sources if source.name == name) or sources  # not those that only complete
    records = sum(source.records for source in sources)
    skipped = [record for source in sources for record in source.skipped]
    new = max(0, len(after) - len(before))
    known = max(0, records - new)
    counts = [f"{new:,} new"] * bool(new) + [f"{known:,} already here"] * bool(known)
    words = f"{records:,} paper{'' if records == 1 else 's'} read from {name}"
    if counts:
        words += f": {', '.join(counts)}"
    if skipped:
        words += f"; {len(skipped):,} skipped"
    return {
        "name": name,
        "words": f"{words}.",
        "failed": not records,
        "reasons": [reason(record) for record in skipped[:REASONS_SHOWN]]
        + [warning for source in sources for warning in source.warnings][:REASONS_SHOWN],
        "more": max(0, len(skipped) - REASONS_SHOWN),
    }


def refused(name: str, why: str) -> dict[str, Any]:
    """Return the account of a file that could not be read."""
    words = why if name in why else f"{name}: {why}"
    return {"name": name, "words": words.rstrip(".") + ".", "failed": True, "reasons": [], "more": 0}


def reason(skipped: Skipped) -> str:
    """Return where a skipped record stands and why it was skipped."""
    return f"{skipped.record}: {skipped.reason}" if skipped.record else skipped.reason
