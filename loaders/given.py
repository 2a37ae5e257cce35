"""What callers name: files, folders, patterns, uploads, text, tables; each becomes something that can be read."""

import glob
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Any

import pandas as pd

from loaders.live import Live, asked
from loaders.raw import Raw
from papers.collection import Records

PASTED = "Pasted text"
FRAME = "Table"
BYTES = "Data"
MOST_FILES = 10_000
"""Files of one folder beyond which it is not what somebody meant."""

_HASH = re.compile(r"[-_](?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,64}$")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True)
class Frame:
    """A table that is in memory already."""

    name: str
    frame: pd.DataFrame
    retrieved: datetime
    page: str


@dataclass(frozen=True)
class Refused:
    """A source that is not there or cannot be opened, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Folder:
    """A folder, whose files follow it.

    Attributes
    ----------
    name : str
    files : tuple of Raw
    closed : tuple of Refused
        Folders within it that cannot be looked into.
    """

    name: str
    files: tuple[Raw, ...]
    closed: tuple[Refused, ...] = ()


Given = Raw | Frame | Records | Refused | Folder | Live


def expand(sources: Sequence[Any]) -> list[Given]:
    """Return what sources name: each file once, in order, under names that are all different.

    Raises
    ------
    TypeError
        If something is no source at all.
    """
    seen: set[Path] = set()
    found = [one for source in sources for one in _expand(source, seen)]
    return _distinct(found)


def now() -> datetime:
    """Return this moment in UTC, without fractions of seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def _expand(source: Any, seen: set[Path]) -> Iterator[Given]:
    match source:
        case Records() | Live():
            yield source
        case pd.DataFrame():
            name = str(source.attrs.get("name") or FRAME)
            yield Frame(name, source, now(), name)
        case bytes() | bytearray() | memoryview():
            yield Raw(BYTES, bytes(source), now(), BYTES)
        case (str(name), bytes() | bytearray() | memoryview() as content):
            yield Raw(_shown(name), bytes(content), now(), stem(_shown(name)))
        case (str(name), pd.DataFrame() as frame):
            yield Frame(name, frame, now(), name)
        case os.PathLike():
            yield from _path(Path(source), seen)
        case str():
            yield from _text(source, seen)
        case _:
            raise TypeError(
                "A source is a path, a pattern, text, bytes, a pair (name, bytes), a DataFrame or Records, "
                f"not {type(source).__name__}."
            )


def _text(source: str, seen: set[Path]) -> Iterator[Given]:
    path = Path(source).expanduser() if source.strip() else Path()
    name = _shown(source)
    if source.strip() and _exists(path):
        yield from _path(path, seen)
    elif "\n" in source or "\r" in source:
        yield Raw(PASTED, source.encode("utf-8", "replace"), now(), PASTED)
    elif not source.strip():
        yield Refused(PASTED, "There is no text.")
    elif live := asked(source):
        yield live
    elif _ADDRESS.match(source):
        yield Refused(name, f"{name} is an address; save what is there to a file and give that.")
    elif glob.has_magic(source):
        matches = glob.iglob(str(path), recursive=True)  # noqa: PTH207 - Path.glob matches what is hidden, too
        paths = sorted(map(Path, matches))
        if not paths:
            yield Refused(name, f"No file matches {name} ({_here()}).")
        for one in paths:
            yield from _path(one, seen)
    else:
        yield from _path(path, seen)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # longer than any path, or with a NUL
        return False


def _path(path: Path, seen: set[Path]) -> Iterator[Given]:
    name = _shown(str(path))
    try:
        real = path.resolve()
        if path.is_dir():
            yield _folder(path, seen)
        elif path.is_file():
            if real not in seen:
                seen.add(real)
                yield _raw(path)
        elif _exists(path):
            yield Refused(name, f"{name} is neither a file nor a folder.")
        else:
            yield Refused(name, f"{name} is not there ({_here()}); check how it is written.")
    except (OSError, ValueError) as error:
        yield Refused(name, unreadable(name, error))


def _here() -> str:
    return f"looked for from {Path.cwd()}"


def unreadable(name: str, error: Exception) -> str:
    """Return why a file cannot be opened, as a sentence."""
    if isinstance(error, PermissionError):
        return f"{name} may not be read by this user; change its permissions or copy it."
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return f"{name} cannot be read: {reason}."


def _folder(path: Path, seen: set[Path]) -> Folder | Refused:
    files: list[Raw] = []
    closed: list[Refused] = []
    # What pages show of where files stand on this machine is as little as tells them apart.
    shown = _shown(f"{path.resolve().name}/")

    def close(error: OSError) -> None:
        name = _shown(f"{shown}{Path(error.filename).relative_to(path)}")
        closed.append(Refused(name, unreadable(name, error)))

    # Links to folders are not followed, so that this ends; what is hidden is left alone.
    for folder, folders, names in os.walk(path, onerror=close):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in (Path(folder, name) for name in sorted(names) if not name.startswith(".")):
            real = file.resolve()
            if file.is_file() and real not in seen:
                seen.add(real)
                files.append(_raw(file))
            if len(files) > MOST_FILES:
                reason = f"{shown} has more than {MOST_FILES:,} files; name the folder that holds the papers."
                return Refused(shown, reason)
    return Folder(shown, tuple(files), tuple(closed))


def _raw(path: Path) -> Raw:
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)
    return Raw(_shown(path.name), path, written, stem(_shown(path.name)))


def _shown(name: str) -> str:
    """Return a name without what cannot be seen, which could steer a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)


def stem(name: str) -> str:
    """Return what a list is called after its file: without ending, and without a hash that a download has added.

    >>> stem("000_9403f8911888ae08.txt"), stem("mine.v2.csv")
    ('000', 'mine.v2')
    """
    bare = PurePath(name.replace("\\", "/")).stem
    return _HASH.sub("", bare) or bare


def _distinct(found: Sequence[Given]) -> list[Given]:
    """Return what was found under names, and with pages, that are all different."""
    flat = [one for given in found for one in (given.files if isinstance(given, Folder) else (given,))]
    named: list[Any] = [one for one in flat if isinstance(one, (Raw, Frame))]
    folders = [_folders(one) for one in named]
    names = _told_apart([one.name for one in named], folders)
    pages = _told_apart([one.page for one in named], folders)
    apart = {id(one): replace(one, name=name, page=page) for one, name, page in zip(named, names, pages, strict=True)}
    return [
        replace(given, files=tuple(apart[id(file)] for file in given.files))
        if isinstance(given, Folder)
        else apart.get(id(given), given)
        for given in found
    ]


def _folders(one: Raw | Frame) -> tuple[str, ...]:
    content = one.content if isinstance(one, Raw) else None
    return content.resolve().parent.parts[1:] if isinstance(content, Path) else ()


def _told_apart(names: Sequence[str], folders: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the names, those that repeat with as many of their folders as tell them apart, else with a number."""
    out = list(names)
    alike: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        alike.setdefault(name, []).append(place)
    for name, places in alike.items():
        for depth in range(1, max(len(folders[place]) for place in places) + 1 if len(places) > 1 else 0):
            longer = ["/".join((*folders[place][-depth:], name)) for place in places]
            if len(set(longer)) == len(longer):
                for place, told in zip(places, longer, strict=True):
                    out[place] = told
                break
    taken: set[str] = set()
    for place, name in enumerate(out):
        number, free = 1, name
        while free in taken:
            number += 1
            free = f"{name} {number}"
        taken.add(free)
        out[place] = free
    return out
