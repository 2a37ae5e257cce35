"""What a collection holds besides tables, as JSON: where it came from and what was decided by hand."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from papers.collection import Collection, Skipped, Source
from papers.kept.decisions import Decision, Side
from papers.mapped import DamagedError

FILE = "about.json"


def write_about(folder: Path, collection: Collection) -> None:
    """Write the sources and decisions of a collection into a folder.

    Raises
    ------
    OSError
    """
    about = {
        "sources": [asdict(source) for source in collection.sources],
        "decisions": [asdict(decision) for decision in collection.decisions],
    }
    text = json.dumps(about, ensure_ascii=False, default=_plain)
    (folder / FILE).write_text(text, encoding="utf-8")


def read_about(folder: Path) -> dict[str, Any]:
    """Return `sources` and `decisions` as a `Collection` takes them.

    Raises
    ------
    DamagedError
    """
    path = folder / FILE
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        return {
            "sources": tuple(map(_source, about["sources"])),
            "decisions": tuple(map(_decision, about["decisions"])),
        }
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise DamagedError(f"{path} is missing or damaged; prepare the collection anew.") from error


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no place in {FILE}")


def _source(said: dict[str, Any]) -> Source:
    said["retrieved"] = datetime.fromisoformat(said["retrieved"])
    said["skipped"] = tuple(Skipped(**one) for one in said["skipped"])
    said["warnings"] = tuple(said["warnings"])
    return Source(**said)


def _decision(said: dict[str, Any]) -> Decision:
    said["made"] = datetime.fromisoformat(said["made"])
    for side in ("left", "right"):
        said[side] = Side(frozenset(said[side]["names"]), said[side]["title"])
    return Decision(**said)
