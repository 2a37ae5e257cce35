"""Preparing: each stage is written beside what is there, and the manifest that names it comes last."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd

from papers import topics
from papers.collection import Collection
from papers.computed import RECIPES, Computed
from papers.facts.adding import add as add_facts
from papers.prepared.about import write_about
from papers.prepared.manifest import NAME, UNFINISHED, Manifest, PreparedError, Stage, is_prepared
from papers.prepared.opening import JOINED, PAPERS, PLACED, open_prepared, unfinished, workplace
from papers.prepared.tables import write_table
from papers.progress import Report, silent
from papers.vectors import SEED

VERSION = "1"
"""Counted up when a part is made in another way: folders then make theirs anew."""
SETTINGS = {"seed": SEED}


def prepare(
    load: Callable[[], Collection], folder: Path, *, content: str = "", progress: Report = silent, anew: bool = False
) -> Manifest:
    """Compute what needs all papers of a collection, and keep it with the collection in a folder.

    What the folder has already stays if it would come out the same. After new papers, their facts are read and they
    are placed among the others, which keep their places. Whatever happens on the way, the folder is as it was before
    until all is done; what was done is found again by the next call.

    Parameters
    ----------
    load : callable
        ``load()`` gives the collection; it is not called where the folder holds the same content already.
    folder : Path
        A prepared folder, an empty one, or one that is not there yet.
    content : str
        Hash of what the collection is loaded from, if there is one.
    anew : bool
        Whether to compute all of it from the start.

    Raises
    ------
    PreparedError
        If the folder holds something else, or cannot be written.
    """
    try:
        root = workplace(folder)
        if anew and root != folder:
            shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True, exist_ok=True)
        return _Making(root, folder, content, progress, anew).run(load)
    except OSError as error:
        reason = error.strerror or str(error)
        raise PreparedError(f"{folder} cannot be written: {reason}.") from error


class _Making:
    """One run over the stages."""

    def __init__(self, root: Path, folder: Path, content: str, progress: Report, anew: bool) -> None:
        self.root = root
        self.folder = folder
        self.progress = progress
        self.anew = anew
        self.manifest = Manifest(content=content, settings=SETTINGS)
        self._before = [] if anew else list(_manifests(root))

    def run(self, load: Callable[[], Collection]) -> Manifest:
        """Make what is missing, then name all of it."""
        known = None if self.anew else unfinished(self.folder, self.manifest.content)
        if known is not None:
            collection, stage = known
            self.manifest = replace(self.manifest, papers=len(collection))
            self._keep(stage)
        else:
            collection = self._joined(self._following(load()))
        keys = [stage.key for stage in self.manifest.stages]
        computed = collection.computed
        for name in RECIPES:
            keys.append(_hash(VERSION, name, repr(SETTINGS), *keys))
            self._stage(name, keys[-1], computed)
        self._place(collection, _hash(VERSION, *keys))
        self.manifest.write(self.root)
        (self.root / UNFINISHED).unlink(missing_ok=True)
        _sync(self.root)
        if self.root != self.folder:
            if self.folder.is_dir():
                self.folder.rmdir()  # it is empty
            self.root.replace(self.folder)
            _sync(self.folder.parent)
        self._tidy()
        return self.manifest

    def _following(self, collection: Collection) -> Collection:
        """Return the collection with what the folder knows of its papers already."""
        if self.anew or not is_prepared(self.folder):
            return collection if not self.anew else replace(collection, computed=Computed(collection.papers))
        try:
            before = open_prepared(self.folder)
        except PreparedError:  # what cannot be opened is made anew
            return collection
        if before.papers is collection.papers or any(map(collection.computed.has, RECIPES)):
            return collection
        return replace(collection, computed=Computed(collection.papers, before=before.computed))

    def _joined(self, collection: Collection) -> Collection:
        """Read the facts, unless that has been done, and write the tables."""
        if not collection.computed.facts_read:
            collection = add_facts(collection, self.progress)
        self.progress(0, len(collection), "Writing the papers")
        with _Half(self.root, JOINED) as half:
            for field in fields(collection):
                frame = getattr(collection, field.name)
                if isinstance(frame, pd.DataFrame):
                    write_table(half.path / f"{field.name}.arrow", frame)
            write_about(half.path, collection)
            key = _hash(VERSION, *(_file_hash(path) for path in sorted(half.path.iterdir())))
            self._keep(half.named(key))
        self.manifest = replace(self.manifest, papers=len(collection))
        return collection

    def _stage(self, name: str, key: str, computed: Computed) -> None:
        """Keep a part: the one that is there under this key, or a new one."""
        if self._known(name, key):
            return
        with _Half(self.root, name) as half:
            computed.make(name, self.progress).save(half.path)
            self._keep(half.named(key))

    def _known(self, name: str, key: str) -> bool:
        """Keep a stage that is there and whole under this key, if there is one."""
        for manifest in self._before:
            stage = manifest.stage(name)
            if stage is not None and stage.key == key and _is_whole(self.root, stage):
                self._keep(stage)
                return True
        return False

    def _place(self, collection: Collection, key: str) -> None:
        """Write the papers with their topics, where no source brought any."""
        if self._known(PLACED, key):
            return
        placed = topics.add(collection, collection.computed.topics)
        with _Half(self.root, PLACED) as half:
            write_table(half.path / PAPERS, placed.papers)
            self._keep(half.named(key))

    def _keep(self, stage: Stage) -> None:
        self.manifest = self.manifest.having(stage)
        self.manifest.write(self.root, UNFINISHED)

    def _tidy(self) -> None:
        """Remove what no manifest names any more; who has it open keeps it until they close it."""
        kept = {stage.folder for stage in self.manifest.stages} | {NAME}
        for path in self.folder.iterdir():
            if path.name in kept:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _manifests(root: Path) -> Iterator[Manifest]:
    """Yield what a folder says of itself: what it holds, and how far it got when it was last being prepared."""
    for name in (NAME, UNFINISHED):
        try:
            yield Manifest.read(root, name)
        except PreparedError:
            continue


class _Half:
    """A folder for a stage that is not ready; it is gone afterwards, or has become the stage."""

    def __init__(self, root: Path, name: str) -> None:
        self.path = root / f".{name}-{os.getpid()}.part"
        self._root = root
        self._name = name
        self._begun = time.monotonic()

    def __enter__(self) -> "_Half":
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir()
        return self

    def named(self, key: str) -> Stage:
        """Write it to the disk for good and give it its name."""
        files = {}
        for path in sorted(self.path.rglob("*")):
            if path.is_file():
                files[path.relative_to(self.path).as_posix()] = path.stat().st_size
                with path.open("rb") as file:
                    _flush(file.fileno())
        stage = Stage(self._name, key, files, round(time.monotonic() - self._begun, 3))
        target = self._root / stage.folder
        if target.exists() and not _is_whole(self._root, stage):
            shutil.rmtree(target)
        if not target.exists():
            self.path.replace(target)
        _sync(self._root)
        return stage

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path, ignore_errors=True)


def _is_whole(root: Path, stage: Stage) -> bool:
    try:
        Manifest(stages=(stage,)).check(root)
    except PreparedError:
        return False
    return True


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return path.name + hashlib.file_digest(file, "sha256").hexdigest()


def _flush(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError:  # some file systems, and Windows for files opened to be read, have no such thing
        return


def _sync(folder: Path) -> None:
    """Write the names in a folder to the disk; Windows does so by itself."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            _flush(descriptor)
        finally:
            os.close(descriptor)
