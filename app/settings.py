"""What the command line tells the kernels that draw the pages, through the environment."""

import json
import os
import pickle
from pathlib import Path

from loaders import load
from papers.collection import Collection

SOURCES = "LITSCOPE_SOURCES"
"""Environment variable: JSON list of the sources to load; without it the bundled sample is shown."""

LOADED = "LITSCOPE_LOADED"
"""Environment variable: file in which `litscope serve` left the collection it had loaded.

It stands in a folder that only the user who serves can write, so that unpickling it is as safe as running the code.
"""


def collection() -> Collection:
    """Return the collection this process is to show: what the server loaded, else the named sources, else the sample."""
    loaded = os.environ.get(LOADED)
    if loaded and Path(loaded).is_file():
        return _unpickled(Path(loaded))
    return load(*json.loads(os.environ.get(SOURCES, "[]")))


def leave(collection: Collection, folder: Path) -> dict[str, str]:
    """Write the collection into the folder and return the environment that makes kernels open it."""
    path = folder / "collection.pickle"
    path.write_bytes(pickle.dumps(collection, protocol=5))
    return {LOADED: str(path)}


def _unpickled(path: Path) -> Collection:
    return pickle.loads(path.read_bytes())
