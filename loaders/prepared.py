"""Prepared folders as sources, and the hash by which sources are known to be as they were."""

import hashlib
import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from loaders import given, sample
from loaders.given import Folder
from loaders.raw import MEGABYTE, LoadError, Raw
from papers.collection import Collection, Records, Source
from papers.prepared import Manifest, PreparedError, is_prepared, open_prepared
from papers.where import Where

KIND = "Prepared collection"


def folder_of(source: Any) -> Path | None:
    """Return the prepared folder that a source names, None if it names something else."""
    if not isinstance(source, (str, os.PathLike)) or not str(source).strip():
        return None
    try:
        path = Path(source).expanduser()
        return path if is_prepared(path) else None
    except (OSError, ValueError):  # longer than any path
        return None


def opened(folder: Path, where: Where) -> Collection:
    """Return the collection of a prepared folder, those papers that are wanted.

    Raises
    ------
    LoadError
        If it cannot be opened, or no paper is wanted.
    """
    try:
        collection = open_prepared(folder)
    except PreparedError as error:
        raise LoadError(str(error)) from error
    if not where:
        return collection
    mask = where.mask(collection.papers)
    if not mask.any():
        raise LoadError(f"None of the {len(collection):,} papers in {folder} is wanted by {where}.")
    return collection.only(mask)


def records(collection: Collection, folder: Path) -> Records:
    """Return the papers of a collection as entries of one source, an entry for each place on a page."""
    retrieved = max((source.retrieved for source in collection.sources), default=given.now())
    standing = collection.appearances[["paper_id", "page", "rank"]]
    computed = ["pages", "page_count", "best_rank"]
    entries = collection.papers.drop(columns=computed).merge(standing, on="paper_id", how="left")
    return Records(Source(folder.name, KIND, retrieved, len(entries)), pd.DataFrame(entries))


def content(sources: Sequence[Any], limit: int, where: Where) -> str:
    """Return a hash of all that sources hold and of how they are read; empty where nothing can tell, as of services."""
    told = hashlib.sha256(f"{version('litscope')} {limit} {where}".encode())
    if not sources:
        told.update(b"sample")
        for part in sorted(Path(sample.__file__).parent.iterdir()):
            if part.is_file():
                told.update(part.read_bytes())
        return told.hexdigest()
    others = [source for source in sources if folder_of(source) is None]
    try:
        for source in sources:
            if (folder := folder_of(source)) is not None:
                told.update(repr([(stage.name, stage.key) for stage in Manifest.read(folder).stages]).encode())
        for one in given.expand(others):
            for raw in one.files if isinstance(one, Folder) else [one]:
                if not isinstance(raw, Raw):
                    return ""
                told.update(f"\0{raw.name}\0{raw.size}\0{raw.retrieved}".encode())
                with raw.open() as file:
                    while block := file.read(MEGABYTE):
                        told.update(block)
    except (OSError, PreparedError):  # whoever loads it says what is wrong
        return ""
    return told.hexdigest()
