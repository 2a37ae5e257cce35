"""Services asked again: only what is new since the last time."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from loaders import loading
from loaders.live import Live, asked, live_sources
from loaders.live.known import Known
from loaders.live.service import LIMIT
from loaders.raw import LoadError
from loaders.reporting import Report, Reporter
from papers.collection import Collection
from papers.where import Where


def refresh(
    collection: Collection,
    *sources: str,
    since: datetime | None = None,
    progress: Report | None = None,
    limit: int = LIMIT,
    where: str | Where = "",
) -> Collection:
    """Return the collection with what is new at its services since they were asked the last time.

    Answers on disk do not count: the services are asked for news, the newest first where they can be, until
    all that comes is known. What the collection has is left as it is.

    Parameters
    ----------
    collection : Collection
    *sources : str
        Services, as they are written for `load` ("arxiv:tokenizer"); without any, those among the collection's sources.
    since : datetime, optional
        When they were asked the last time, where the collection does not know.
    progress, limit, where
        As for `load`.

    Returns
    -------
    Collection
        The services that had something new, and those that could not be asked, are the last of its `sources`.

    Raises
    ------
    LoadError
        If something is named that is no service, or none could be asked.
    """
    names = sources or live_sources(collection)
    if not names:
        raise LoadError("None of its sources is a service that can be asked again, such as arxiv:tokenizer.")
    reporter = Reporter(progress)
    lives = [_with_known(collection, name, since) for name in names]
    found = loading.each(lives, reporter, limit, Where.of(where))
    if all(one.source.kind == loading.UNREAD for one in found):
        raise LoadError(" ".join(reason.reason for one in found for reason in one.source.skipped))
    told = [one for one in found if len(one.entries) or one.source.skipped or one.source.warnings]
    reporter.joining(sum(one.source.records for one in told))
    return loading.joined(collection, told)


def _with_known(collection: Collection, name: Any, since: datetime | None) -> Live:
    live = asked(name) if isinstance(name, str) else None
    if live is None:
        raise LoadError(f"“{name}” is no service that can be asked again; give it as a source instead.")
    papers = collection.papers
    own = collection.appearances["paper_id"][collection.appearances["source"] == live.name]
    if len(own):
        papers = papers[papers["paper_id"].isin(own)]
    before = [one.retrieved for one in collection.sources if one.name == live.name]
    before = before or [one.retrieved for one in collection.sources]
    latest = since or max(map(_utc, before), default=datetime.now(UTC))
    return replace(live, request=replace(live.request, known=Known.of(papers, _utc(latest))))


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
