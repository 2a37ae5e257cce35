"""The panel that takes a visitor's own files and pasted text, and asks services for papers."""

import asyncio
import logging
import threading
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

Doer = Callable[[str, Progress], Collection]
"""doer(name, progress): the collection after one of the offers was taken."""
Offering = Callable[[Collection], "Sequence[Offer]"]
"""offering(collection): what can be done with it here."""

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
STOPPED = "it was stopped; nothing was changed"
UNEXPECTED = "it could not be read because of a mistake in this program, which has been logged"


@dataclass(frozen=True)
class Service:
    """A service that can be asked: `name` is what `asker` is given, `hint` an example of a question."""

    name: str
    label: str
    hint: str


@dataclass(frozen=True)
class Offer:
    """Something that services can do for the papers that are there: `name` is what `doer` is given."""

    name: str
    label: str
    about: str


class Stopped(BaseException):
    """The visitor has had enough. No `Exception`, so that no reader takes it for a fault of what it reads."""


@dataclass
class Job:
    """Something that is to be done: `make` does it, and `tell` gives the account of it."""

    ticket: int
    name: str
    make: Callable[[Progress], Collection]
    tell: Callable[[Collection, Collection], dict[str, Any]]
    stopped: bool = False


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
    offering, doer : callables, optional
        ``offering(collection)`` returns what services can do for it, ``doer(name, progress)`` does one of these.

    Notes
    -----
    The work is done in a thread where the kernel has a loop, which hears meanwhile that it is to stop: then `progress`
    raises `Stopped`. One thing is done after the other.
    """

    _esm = assets.script("upload")
    _css = assets.style("upload")

    limit = traitlets.Int(help="most bytes of one file").tag(sync=True)
    accounts = listed("what came, newest first: name, words, failed, reasons, more")
    services = listed("[name, label, hint] of each service that can be asked")
    offers = listed("[name, label, about] of what services can do for the papers that are there")

    def __init__(
        self,
        collection: Collection,
        reader: Reader,
        largest: int = LARGEST,
        services: Sequence[Service] = (),
        asker: Asker | None = None,
        offering: Offering | None = None,
        doer: Doer | None = None,
    ) -> None:
        super().__init__(limit=largest, services=[[one.name, one.label, one.hint] for one in services])
        self._offering, self._doer = offering, doer
        self.collection = collection
        self._reader = reader
        self._asker = asker
        self._largest = largest
        self._callbacks: list[Callable[[Collection], Any]] = []
        self._incoming: Incoming | None = None
        self._jobs: list[Job] = []
        self.on_msg(self._receive)

    def on_collection(self, callback: Callable[[Collection], Any]) -> None:
        """Call `callback(collection)` when something was read; `collection` is the new one by then."""
        self._callbacks.append(callback)

    @property
    def collection(self) -> Collection:
        """What is there."""
        return self._collection

    @collection.setter
    def collection(self, collection: Collection) -> None:
        self._collection = collection
        offers = self._offering(collection) if self._offering is not None else ()
        self.offers = [[one.name, one.label, one.about] for one in offers]

    def read(self, name: str, content: bytes, ticket: int = 0) -> None:
        """Have a file read, and add to the account what became of it."""
        self._have(Job(ticket, name, partial(self._reader, name, content), partial(account, name)))

    def ask(self, service: str, query: str, ticket: int = 0) -> None:
        """Have a service asked, and add to the account what it answered."""
        if self._asker is not None:
            name = f"{service}:{query}"
            self._have(Job(ticket, name, partial(self._asker, service, query), partial(account, name)))

    def take(self, name: str, ticket: int = 0) -> None:
        """Have one of the offers done, and add to the account what came of it."""
        label = next((label for offered, label, _ in self.offers if offered == name), None)
        if self._doer is not None and label is not None:
            self._have(Job(ticket, label, partial(self._doer, name), partial(news, label)))

    def _have(self, job: Job) -> None:
        self._jobs.append(job)
        if len(self._jobs) == 1:
            self._start(job)

    def _start(self, job: Job) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # nobody could be heard meanwhile
            self._work(job, lambda then: then())
        else:
            threading.Thread(target=self._work, args=(job, loop.call_soon_threadsafe), daemon=True).start()

    def _work(self, job: Job, later: Callable[[Callable[[], None]], Any]) -> None:
        """Do a job; what is to be shown of it is shown `later`, by the kernel's own thread."""
        said = 0.0

        def progress(done: int = 0, total: int | None = None, words: str = "") -> None:
            nonlocal said
            if job.stopped:
                raise Stopped
            if (now := time.monotonic()) - said >= PROGRESS_EVERY:
                said = now
                message = {"do": "reading", "ticket": job.ticket, "done": done, "total": total, "words": str(words)}
                later(partial(self.send, message))

        before = self.collection
        try:
            after = job.make(progress)
        except (ValueError, OSError) as error:
            later(partial(self._finish, job, refused(job.name, str(error))))
        except Stopped:
            later(partial(self._finish, job, refused(job.name, STOPPED)))
        except Exception:
            log.exception("“%s” could not be read", job.name)
            later(partial(self._finish, job, refused(job.name, UNEXPECTED)))
        else:
            later(partial(self._bring, job, before, after))

    def _bring(self, job: Job, before: Collection, after: Collection) -> None:
        if self.collection is not before:  # something else has changed it meanwhile: join onto what is there now
            self._start(job)
            return
        self.collection = after
        self._finish(job, job.tell(before, after))
        for callback in self._callbacks:
            try:
                callback(after)
            except Exception:
                log.exception("Papers from “%s” could not be shown", job.name)

    def _finish(self, job: Job, entry: dict[str, Any]) -> None:
        self._account(entry, job.ticket)
        self._jobs.remove(job)
        if self._jobs:
            self._start(self._jobs[0])

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
            case {"do": "take", "ticket": int(ticket), "name": str(name)}:
                self.take(name, ticket)
            case {"do": "stop"}:
                self._incoming = None
                for job in self._jobs:
                    job.stopped = job.stopped or job.ticket == content.get("ticket")
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
    added = after.sources[len(before.sources) :]
    members = f"{name}/"  # of an archive
    # those that only complete others do not count, unless there is nothing else
    sources = tuple(one for one in added if one.name == name or one.name.startswith(members)) or added
    records = sum(source.records for source in sources)
    skipped = [(source, reason(record)) for source in sources for record in source.skipped]
    warnings = [(source, warning) for source in sources for warning in source.warnings]
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
        "reasons": [
            words if source.name == name or source.name in words else f"{source.name.removeprefix(members)}: {words}"
            for source, words in skipped[:REASONS_SHOWN] + warnings[:REASONS_SHOWN]
        ],
        "more": max(0, len(skipped) - REASONS_SHOWN),
    }


def news(label: str, before: Collection, after: Collection) -> dict[str, Any]:
    """Return what came of an offer: "What is new at arxiv:whales: 2 papers are new, 5 values were filled"."""
    new = max(0, len(after) - len(before))
    known = after.papers.iloc[: len(before)]
    filled = sum(
        int((known[name].notna().to_numpy() & before.papers[name].isna().to_numpy()).sum())
        for name in before.papers
        if name in known
    )
    told = [f"{new:,} {'paper is' if new == 1 else 'papers are'} new"] * bool(new)
    told += [f"{filled:,} missing {'value was' if filled == 1 else 'values were'} filled"] * bool(filled)
    sources = after.sources[len(before.sources) :]
    reasons = [reason(one) for source in sources for one in source.skipped]
    reasons += [warning for source in sources for warning in source.warnings]
    return {
        "name": label,
        "words": f"{label}: {', '.join(told) or 'nothing has changed'}.",
        "failed": bool(reasons) and not told,
        "reasons": reasons[:REASONS_SHOWN],
        "more": max(0, len(reasons) - REASONS_SHOWN),
    }


def refused(name: str, why: str) -> dict[str, Any]:
    """Return the account of a file that could not be read."""
    words = why if name in why else f"{name}: {why}"
    return {"name": name, "words": words.rstrip(".") + ".", "failed": True, "reasons": [], "more": 0}


def reason(skipped: Skipped) -> str:
    """Return where a skipped record stands and why it was skipped."""
    return f"{skipped.record}: {skipped.reason}" if skipped.record else skipped.reason
