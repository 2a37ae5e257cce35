"""Sources in, a prepared folder out: what `litscope prepare`, `litscope serve` and the page do first."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from loaders import LIMIT, load
from loaders.http import CACHE
from loaders.prepared import content, folder_of
from papers.prepared import Manifest
from papers.progress import Report, silent
from papers.where import Where

KEPT = 6
"""Prepared folders that are kept for who serves the same sources again, the ones used last."""


def prepared(
    sources: Sequence[str],
    folder: Path,
    *,
    where: str = "",
    limit: int = LIMIT,
    anew: bool = False,
    progress: Report = silent,
) -> Manifest:
    """Load sources and prepare them into a folder; what has not changed since the last time is left as it is.

    Raises
    ------
    LoadError
        If the sources cannot be read.
    WhereError
        If `where` cannot be.
    PreparedError
        If the folder cannot be written.
    """
    from papers.prepared.making import prepare  # it needs all that computes, and who only opens does not

    return prepare(
        lambda: load(*sources, limit=limit, where=where, progress=progress),
        folder,
        content=content(sources, limit, Where.parse(where)),
        progress=progress,
        anew=anew,
    )


def ready(sources: Sequence[str], where: str, place: Path, progress: Report = silent) -> Path:
    """Return a prepared folder of sources: the one that they name, one that was kept, or a new one.

    What cannot be known again (a service answers otherwise tomorrow) is prepared in the folder `place`.

    Raises
    ------
    LoadError, WhereError, PreparedError
        As `prepared`.
    """
    named = folder_of(sources[0]) if len(sources) == 1 and not where else None
    if named is not None:
        return named
    known = content(sources, LIMIT, Where.parse(where))
    folder = _kept() / known[:32] if known else place / "prepared"
    folder.parent.mkdir(parents=True, exist_ok=True)
    prepared(sources, folder, where=where, progress=progress)
    if known:
        os.utime(folder)
        _forget_old(folder.parent)
    return folder


def _kept() -> Path:
    cache = os.environ.get(CACHE)
    return (Path(cache) if cache else platformdirs.user_cache_path("litscope")) / "prepared"


def _forget_old(place: Path) -> None:
    folders = sorted((path for path in place.iterdir() if path.is_dir()), key=lambda path: -path.stat().st_mtime)
    for folder in folders[KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
