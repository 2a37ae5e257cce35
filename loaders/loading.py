"""Sources in, a collection of papers out."""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

import pandas as pd

from loaders import (
    anthology,
    bibtex,
    catalogues,
    columnar,
    daily_html,
    daily_json,
    daily_page,
    delimited,
    endnote,
    excel,
    feeds,
    foreign,
    frames,
    given,
    json_records,
    packed,
    prepared,
    pubmed,
    sample,
    tagged,
    zotero_rdf,
)
from loaders.given import Folder, Frame, Given, Refused
from loaders.http import FRESH, Client
from loaders.live import Live
from loaders.live.service import LIMIT, Request
from loaders.live.services import Service
from loaders.raw import LoadError, NoPapersError, Raw
from loaders.reporting import Report, Reporter
from loaders.wanted import wanted
from papers import join as joining
from papers.collection import Collection, Records, Skipped, Source
from papers.kept import Decision, Decisions, KeptError, Store
from papers.redoing import decided
from papers.where import Where

log = logging.getLogger(__name__)

UNREAD = "unread"
"""Kind of a source that could not be read."""
FOLDER = "folder"
LEFT_OUT_NAMED = 10
"""Files without papers that a warning names."""


class Kind(Protocol):
    """What every module of a kind of source offers."""

    KIND: str

    def recognises(self, raw: Raw) -> bool:
        """Return whether a source is of this kind, by its content."""

    def read(self, raw: Raw) -> Records:
        """Return the entries of a source; raise `LoadError` if there are none."""


KINDS: tuple[Kind, ...] = (
    *(columnar, excel, zotero_rdf, feeds, anthology, endnote, pubmed, catalogues, daily_html),
    *(daily_json, json_records, bibtex, tagged, delimited, daily_page),
)
"""Kinds of sources; the first that recognises a source reads it."""


def load(*sources: Any, progress: Report | None = None, limit: int = LIMIT, where: str | Where = "") -> Collection:
    """Return the papers of sources, joined, with what the bundled facts know of them.

    Parameters
    ----------
    *sources
        Each a path (of a file, or of a folder, which is read with all folders in it), a pattern such as
        ``"pages/*.txt"``, bytes, a pair (name, bytes), text with line breaks, a DataFrame, a pair (name, DataFrame),
        `Records`, or what a service is to be asked, such as ``"arxiv:tokenizer"`` (see `loaders.live`). What a file
        holds is found by its content, never by its name. The folder that `litscope prepare` wrote is opened, and
        others are joined onto it. Without any, the bundled sample.
    progress : callable, optional
        ``progress(done, total, words)`` is called while the work takes more than half a second.
    limit : int
        Most papers that each service is asked for.
    where : str or Where, optional
        Which papers are wanted, such as ``"category:cs.CL published>=2024-01-01"`` (see `papers.where`). The others are
        left out while files are read, so that of one that is larger than memory a part can be had.

    Returns
    -------
    Collection
        Its `sources` say what was read, skipped and wrong; a source that could not be read is there with no records.
        What the user has decided by hand on likely duplicates is applied.

    Raises
    ------
    LoadError
        If nothing could be read; the message says why, source by source.
    WhereError
        If `where` cannot be read.
    """
    where = Where.of(where)
    if not sources:
        return sample.claimed(
            joining.join(
                [wanted(Raw("The sample", b"", given.now(), where=where), sample.records())], decisions=kept_decisions()
            )
        )
    folders = list(filter(None, map(prepared.folder_of, sources)))
    if folders:
        collection = decided(prepared.opened(folders[0], where), kept_decisions())
        others = [source for source in sources if prepared.folder_of(source) != folders[0]]
        return add(collection, *others, progress=progress, limit=limit, where=where) if others else collection
    reporter = Reporter(progress)
    records = _read(sources, reporter, limit, where)
    reporter.joining(sum(one.source.records for one in records))
    return joining.join(records, [sample.facts()], kept_decisions())


def kept_decisions() -> tuple[Decision, ...]:
    """Return what the user has decided on pairs of papers; none, and a line in the log, where that cannot be read."""
    try:
        return Decisions(Store()).current()
    except KeptError as error:
        log.warning("What was decided by hand is left out: %s", error)
        return ()


def add(
    collection: Collection,
    *sources: Any,
    progress: Report | None = None,
    limit: int = LIMIT,
    where: str | Where = "",
) -> Collection:
    """Return the collection with the papers of further sources joined onto it; see `load`."""
    reporter = Reporter(progress)
    where = Where.of(where)
    folders = list(filter(None, map(prepared.folder_of, sources)))
    records = [prepared.records(prepared.opened(folder, where), folder) for folder in folders]
    others = [source for source in sources if prepared.folder_of(source) is None]
    records += _read(others, reporter, limit, where) if others else []
    reporter.joining(sum(one.source.records for one in records))
    return joined(collection, records)


def joined(collection: Collection, records: Sequence[Records]) -> Collection:
    """Return the collection with records joined onto it, and what the bundled facts know of them."""
    return joining.add(collection, records, completing=[sample.facts()])


def read(*sources: Any, progress: Report | None = None, limit: int = LIMIT, where: str | Where = "") -> list[Records]:
    """Return what sources hold, each on its own, before anything is joined; see `load`."""
    return _read(sources, Reporter(progress), limit, Where.of(where))


def _read(sources: Sequence[Any], reporter: Reporter, limit: int, where: Where) -> list[Records]:
    records = each(sources, reporter, limit, where)
    if not any(len(one.entries) for one in records):
        sentences = [sentence for one in records for sentence in _sentences(one.source)]
        raise LoadError(" ".join(dict.fromkeys(sentences)) or "There is nothing to read.")
    return records


def each(sources: Sequence[Any], reporter: Reporter, limit: int = LIMIT, where: Where | None = None) -> list[Records]:
    """Return what each source holds, and of those that hold nothing why."""
    where = where or Where()
    found = [one.with_limit(limit) if isinstance(one, Live) else one for one in given.expand(sources)]
    reporter.begin(found)
    reporter.where = where
    return [_chosen(one, where) for source in found for one in _timed(_records(source, reporter))]


def _timed(records: Iterator[Records]) -> Iterator[Records]:
    """Yield records whose sources say how long reading took, unless they know."""
    start = time.monotonic()
    for one in records:
        if one.source.seconds is None:
            one = replace(one, source=replace(one.source, seconds=round(time.monotonic() - start, 3)))
        yield one
        start = time.monotonic()


def _chosen(records: Records, where: Where) -> Records:
    """Return the records that are wanted; what was left out while it was read is left out already."""
    source = records.source
    raw = Raw(source.name, b"", source.retrieved, where=where)
    try:
        return wanted(raw, records)
    except NoPapersError as error:
        return _nothing(source.name, source.kind, [*source.skipped, Skipped(source.name, "", str(error))])


def _sentences(source: Source) -> list[str]:
    return [skipped.reason for skipped in source.skipped] + list(source.warnings)


def _records(source: Given, reporter: Reporter) -> Iterator[Records]:
    match source:
        case Records():
            yield source
        case Refused(name, reason):
            yield _nothing(name, UNREAD, skipped=[Skipped(name, "", reason)])
        case Frame(name, frame, retrieved, page):
            raw = Raw(name, b"", retrieved, page)
            try:
                yield frames.read(raw, frame)
            except Exception as error:
                yield _refused(raw, error)
        case Live(service, request):
            try:
                yield _asked(service, request, reporter)
            except Exception as error:
                yield _refused(source, error)
        case Folder():
            yield from _folder(source, reporter)
        case Raw():
            yield from _file(source, reporter)


def _asked(service: Service, request: Request, reporter: Reporter) -> Records:
    """Return what a service answers, with how much of it was on disk; for what is new it is asked anew."""
    fresh = FRESH if request.known is None else 0.0
    with Client(fresh=fresh, tell=reporter.say) as client:
        found = service.records(client, replace(request, advance=reporter.fetching(request.name)))
        source = replace(found.source, from_cache=client.from_cache, from_network=client.from_network)
        return Records(source, found.entries)


def _file(raw: Raw, reporter: Reporter) -> Iterator[Records]:
    try:
        if packed.is_archive(raw):
            yield from _several(raw.name, "archive", packed.members(raw), reporter)
        else:
            yield _one(raw, reporter)
    except Exception as error:
        yield _refused(raw, error)


def _one(raw: Raw, reporter: Reporter) -> Records:
    """Return the entries of a source.

    Raises
    ------
    LoadError
        If it holds none.
    OSError
        If it cannot be opened.
    """
    with packed.unpacked(reporter.follow(raw)) as plain:
        for kind in KINDS:
            if plain.size and kind.recognises(plain):
                return kind.read(plain)
        raise foreign.refusal(plain)


def _folder(folder: Folder, reporter: Reporter) -> Iterator[Records]:
    closed = [Skipped(one.name, "", one.reason) for one in folder.closed]
    yield from _several(folder.name, FOLDER, folder.files, reporter, closed)


def _several(
    name: str, kind: str, files: Iterable[Raw], reporter: Reporter, skipped: Sequence[Skipped] = ()
) -> Iterator[Records]:
    """Yield the entries of the files of a folder or archive, and before them what there is to say of the others."""
    read: list[Records] = []
    left_out: dict[str, list[str]] = {}
    skipped, found = list(skipped), 0
    for raw in files:
        found += 1
        try:
            if kind == FOLDER and packed.is_archive(raw):
                read += _file(raw, reporter)
            else:
                read.append(_one(raw, reporter))
        except NoPapersError as error:
            left_out.setdefault(str(error).removeprefix(f"{raw.name} "), []).append(raw.name)
        except Exception as error:
            read.append(_refused(raw, error))
    warnings = [_left_out(names, reason) for reason, names in left_out.items()]
    if not found:
        skipped.append(Skipped(name, "", f"{name} has no files that are not hidden."))
    elif not any(len(one.entries) for one in read):
        warnings.insert(0, f"{name} holds no papers.")
    if skipped or warnings:
        yield _nothing(name, kind, skipped, warnings)
    yield from read


def _left_out(names: Sequence[str], reason: str) -> str:
    """Return the sentence about files of a folder that hold no papers, all for the same reason."""
    if len(names) == 1:
        return f"{names[0]} was left out: it {reason}"
    more = f" and {len(names) - LEFT_OUT_NAMED:,} more" if len(names) > LEFT_OUT_NAMED else ""
    return f"{len(names):,} files were left out: each {reason} They are {', '.join(names[:LEFT_OUT_NAMED])}{more}."


def _refused(raw: Raw | Live, error: Exception) -> Records:
    """Return no entries, and why: what one source holds never costs the others, not even by a mistake in a loader."""
    if isinstance(error, LoadError):
        reason = str(error)
    elif isinstance(error, OSError):
        reason = given.unreadable(raw.name, error)
    else:
        log.error("“%s” could not be read", raw.name, exc_info=error)
        reason = f"{raw.name} could not be read because of a mistake in this program, which has been logged."
    return _nothing(raw.name, UNREAD, [Skipped(raw.name, "", reason)])


def _nothing(name: str, kind: str, skipped: Sequence[Skipped] = (), warnings: Sequence[str] = ()) -> Records:
    return Records(Source(name, kind, given.now(), 0, tuple(skipped), tuple(warnings)), pd.DataFrame())
