"""Opening a prepared collection: its files are mapped, so that it is there at once and shared by all who open it."""

from pathlib import Path
from typing import Any

from papers.collection import Collection
from papers.computed import RECIPES, Computed
from papers.mapped import DamagedError
from papers.prepared.about import read_about
from papers.prepared.manifest import NAME, UNFINISHED, Manifest, PreparedError, Stage, is_prepared
from papers.prepared.tables import read_table

JOINED = "tables"
"""The stage that holds the tables of the collection."""
PAPERS = "papers.arrow"
PLACED = "placed"
"""The stage that holds the papers once more, with their topics and places on the map."""


def open_prepared(folder: Path) -> Collection:
    """Return the collection of a prepared folder.

    Raises
    ------
    PreparedError
        If there is none, it is damaged, or another Litscope made it; the message names the file and the way out.
    """
    return _opened(folder, NAME)


def unfinished(folder: Path, content: str) -> tuple[Collection, Stage] | None:
    """Return a collection from which preparing a folder can go on, and the stage that holds its tables.

    None if the sources have to be loaded.

    Parameters
    ----------
    folder : Path
    content : str
        Hash of the sources.
    """
    root = workplace(folder)
    for name in (NAME, UNFINISHED):
        try:
            manifest = Manifest.read(root, name)
            stage = manifest.stage(JOINED)
            if content and manifest.content == content and stage is not None:
                return _opened(root, name), stage
        except PreparedError:
            continue
    return None


def workplace(folder: Path) -> Path:
    """Return where a folder is prepared: in itself, by stages that nothing names yet, or beside it where it is new.

    Raises
    ------
    PreparedError
        If something else is there.
    """
    if is_prepared(folder):
        return folder
    if folder.is_dir() and any(folder.iterdir()):
        raise PreparedError(f"{folder} holds other files; name a new folder, or one that was prepared before.")
    if folder.exists() and not folder.is_dir():
        raise PreparedError(f"{folder} is a file; name a folder.")
    return folder.absolute().with_name(f".{folder.absolute().name}.preparing")


def _opened(root: Path, name: str) -> Collection:
    manifest = Manifest.read(root, name)
    manifest.check(root)
    stage = manifest.stage(JOINED)
    if stage is None:
        raise PreparedError(f"{root / name} names no tables; prepare the collection anew.")
    tables = root / stage.folder
    saved = {one.name: root / one.folder for one in manifest.stages if one.name in RECIPES}
    try:
        parts: dict[str, Any] = read_about(tables)
        parts |= {Path(file).stem: read_table(tables / file) for file in stage.files if file.endswith(".arrow")}
        placed = manifest.stage(PLACED)
        if placed is not None:
            parts["papers"] = read_table(root / placed.folder / PAPERS)
        return Collection(**parts, computed=Computed(parts["papers"], saved, facts_read=True))
    except DamagedError as error:
        raise PreparedError(str(error)) from error
