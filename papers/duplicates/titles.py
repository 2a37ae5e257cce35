"""What the titles of two papers tell of their being one: each title is read once, however many it is compared with."""

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from papers.text import plain, readable

Rows = NDArray[np.intp]
Told = NDArray[np.bool_]

WORDS = 5
"""Words of a title that can be no accident."""

_COUNTS = re.compile(
    r"\b(?:\d+|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|i|ii|iii|iv|v|vi|vii|viii|ix|x)\b"
    r"|\b\w+eval(?=[\s-]?20\d\d\b)"
)
"""What tells the parts of a series apart."""
_ABOUT = re.compile(
    r"^\W*(?:erratum|errata|corrigend\w+|corrections? (?:to|for)|retraction|reply|rejoinder|book reviews?)\b"
)
"""What tells a paper from one about it."""
_NAME = re.compile(r"^[^:]{2,40}?(?=:|\s(?:-{1,3}|[–—])\s)")
_VERSION = re.compile(r"(?<=[^\W\d_])(?:[\s_-]*v?\d+(?:\.\d+)*|[\s_-]+(?:ii|iii|iv|pro|plus)|\++)$")
"""What tells a work from the one it follows, at the end of its name."""
_MARKS = re.compile(r"[^\w\s]+")
_NONE: frozenset[str] = frozenset()


class Titles:
    """Titles of papers, ready to be compared.

    Parameters
    ----------
    titles : Series of str, shape (papers,)
        Missing ones are like no other.
    """

    def __init__(self, titles: pd.Series) -> None:
        whole = [readable(title) for title in titles.fillna("")]
        folded = [plain(title) for title in whole]
        names = [(_NAME.match(title) or [""])[0].casefold().strip() for title in whole]
        self._words = _objects([_MARKS.sub(" ", title) for title in folded])
        self._folded = _objects(folded)
        self._after = _objects([_after_colon(title) for title in folded])
        self._counts = _objects([frozenset(_COUNTS.findall(title)) or _NONE for title in folded])
        self._counted = np.array([bool(counts) for counts in self._counts], dtype=bool)
        self._about = np.array([bool(_ABOUT.search(title)) for title in folded], dtype=bool)
        self._stems = _objects([_letters(_VERSION.sub("", name)) if name else "" for name in names])
        self._versions = _objects([_version(name) for name in names])

    def compare(self, left: Rows, right: Rows) -> dict[str, NDArray[Any]]:
        """Compare pairs of titles.

        Returns
        -------
        dict of ndarray, shape (pairs,)
            `title` (0 to 1: words in common, in any order), `within` (0 to 1: as far as one title holds the other),
            `after` (whether one is all that the other says after a colon, as in "Team at Task: Title"), `counts`
            (whether their numbers differ, or only one says that it is an erratum or reply), `name` (whether both begin
            with the same name before a colon), `version` (whether with the names of two versions of one thing).
        """
        first, second = self._folded[left], self._folded[right]
        named = (self._stems[left] == self._stems[right]) & (self._stems[left] != "")
        alike = self._versions[left] == self._versions[right]
        return {
            "title": _alike(self._words[left], self._words[right], fuzz.token_sort_ratio),
            "within": _alike(self._words[left], self._words[right], fuzz.token_set_ratio),
            "after": ((self._after[left] == second) | (self._after[right] == first)).astype(bool),
            "counts": self._differ(left, right) | (self._about[left] != self._about[right]),
            "name": (named & alike).astype(bool),
            "version": (named & ~alike).astype(bool),
        }

    def _differ(self, left: Rows, right: Rows) -> Told:
        """Return whether each title has a number that the other lacks."""
        differ = self._counted[left] & self._counted[right]
        some = np.flatnonzero(differ)
        pairs = zip(self._counts[left[some]], self._counts[right[some]], strict=True)
        differ[some] = [bool(one - other and other - one) for one, other in pairs]
        return differ


def _objects(values: list[Any]) -> NDArray[np.object_]:
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


def _alike(first: NDArray[np.object_], second: NDArray[np.object_], scorer: Any) -> NDArray[np.float64]:
    if not len(first):
        return np.zeros(0)
    return process.cpdist(list(first), list(second), scorer=scorer, dtype=np.float32).astype(float) / 100


def _after_colon(title: str) -> str | None:
    after = title.partition(":")[2].strip()
    return after if len(after.split()) >= WORDS else None


def _letters(name: str) -> str:
    return "".join(character for character in plain(name) if character.isalnum())


def _version(name: str) -> str:
    """Return what tells the version: "2" for "name-v2", "++" for "name++", nothing for the first one."""
    found = _VERSION.search(name)
    version = found[0].strip(" _-").removeprefix("v") if found else ""
    return "" if version in ("1", "1.0") else version
