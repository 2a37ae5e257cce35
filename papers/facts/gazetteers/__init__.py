"""Lists of names: models, datasets and languages, one CSV file each with the columns name and source.

A user's own lists, files of the same names in the folder that LITSCOPE_GAZETTEERS names, are read after them.
"""

import csv
import os
import re
from functools import cache, lru_cache
from pathlib import Path

FOLDER = "LITSCOPE_GAZETTEERS"
"""Variable of the environment that names a folder with more names."""
_OWN = Path(__file__).parent
_KEY = re.compile(r"[^\w+]+")


@lru_cache(100_000)
def keyed(name: str) -> str:
    """Return a name as it is looked up: without case, blanks and hyphens."""
    return _KEY.sub("", name).lower()


@cache
def names(kind: str) -> dict[str, str]:
    """Return the names of a kind ("models", "datasets", "languages") by their keys."""
    folders = [_OWN, *([Path(given)] if (given := os.environ.get(FOLDER)) else [])]
    found: dict[str, str] = {}
    for folder in folders:
        path = folder / f"{kind}.csv"
        if not path.is_file():
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            found |= {keyed(row["name"]): row["name"] for row in csv.DictReader(file) if row.get("name")}
    return found
