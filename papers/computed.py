"""What is computed from all papers of a collection together: made when first asked for, or opened from a folder."""

from collections.abc import Mapping
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers import arrays
from papers.progress import Report, silent

if TYPE_CHECKING:
    from papers.meaning import Meaning
    from papers.search import TextIndex
    from papers.terms import Terms
    from papers.topics import Topics
    from papers.vectors import Vectors

TEXTS = ("title", "abstract")
"""Columns by which a paper is known to be the same as before."""

KNOWN_SHARE = 0.5
"""Where fewer of the papers than this share are known already, parts are made anew rather than extended."""


class Part(Protocol):
    """What a part can do; n is the number of papers."""

    def __len__(self) -> int:
        """Return n."""

    def save(self, folder: Path) -> None:
        """Write it into a folder."""


class Recipe(Protocol):
    """How a part is made, each way with what it needs of the other parts.

    What it takes is imported when it is made: not every start should wait for that.
    """

    def build(self, computed: "Computed", progress: Report) -> Part:
        """Make it from the papers."""

    def open(self, folder: Path, computed: "Computed") -> Part:
        """Open what `Part.save` wrote."""

    def extended(self, part: Any, computed: "Computed", rows: NDArray[np.intp], progress: Report) -> Part:
        """Make it of what there is for other papers; `rows` (n,) says where each stood, -1 where its texts are new."""


class IndexRecipe:
    """The index of exact search, by `papers.search`."""

    def build(self, computed: "Computed", progress: Report) -> Part:
        """Index all papers."""
        from papers import search

        return search.build(computed.papers, progress)

    def open(self, folder: Path, computed: "Computed") -> Part:
        """Open it."""
        from papers import search

        return search.open(folder)

    def extended(self, part: Any, computed: "Computed", rows: NDArray[np.intp], progress: Report) -> Part:
        """Index all papers anew: it takes no longer than to find out what became of each."""
        return self.build(computed, progress)


class TermsRecipe:
    """Words and pairs of words, by `papers.terms`."""

    def build(self, computed: "Computed", progress: Report) -> Part:
        """Read all papers."""
        from papers.terms import Terms

        return Terms.build(computed.papers, progress)

    def open(self, folder: Path, computed: "Computed") -> Part:
        """Open them."""
        from papers.terms import Terms

        return Terms.open(folder)

    def extended(self, part: Any, computed: "Computed", rows: NDArray[np.intp], progress: Report) -> Part:
        """Read what is new by the same vocabulary."""
        return part.extended(computed.papers, rows, progress)


class VectorsRecipe:
    """Vectors of the terms, by `papers.vectors`."""

    def build(self, computed: "Computed", progress: Report) -> Part:
        """Learn the components and project all papers."""
        from papers.vectors import Vectors

        return Vectors.build(computed.terms, progress)

    def open(self, folder: Path, computed: "Computed") -> Part:
        """Open them."""
        from papers.vectors import Vectors

        return Vectors.open(folder, computed.terms)

    def extended(self, part: Any, computed: "Computed", rows: NDArray[np.intp], progress: Report) -> Part:
        """Project what is new on the same components."""
        return part.extended(computed.terms, rows, progress)


class TopicsRecipe:
    """The tree of topics and the map, by `papers.topics`."""

    def build(self, computed: "Computed", progress: Report) -> Part:
        """Find the topics of all papers."""
        from papers import topics

        return topics.build(computed.papers, computed.vectors.matrix, progress=progress)

    def open(self, folder: Path, computed: "Computed") -> Part:
        """Open them."""
        from papers import topics

        return topics.open(folder)

    def extended(self, part: Any, computed: "Computed", rows: NDArray[np.intp], progress: Report) -> Part:
        """Place new papers on the map; those that were there stay where they are."""
        return part.extended(computed.papers, computed.vectors.matrix, rows)


class MeaningRecipe:
    """What the papers mean, for search, by `papers.meaning`."""

    def build(self, computed: "Computed", progress: Report) -> Part:
        """Read all papers."""
        from papers import meaning

        return meaning.build(computed.papers, progress)

    def open(self, folder: Path, computed: "Computed") -> Part:
        """Open it, mapped."""
        from papers import meaning

        return meaning.open(folder)

    def extended(self, part: Any, computed: "Computed", rows: NDArray[np.intp], progress: Report) -> Part:
        """Read what is new."""
        return part.extended(computed.papers, rows, progress)


RECIPES: dict[str, Recipe] = {
    "index": IndexRecipe(),
    "meaning": MeaningRecipe(),
    "terms": TermsRecipe(),
    "vectors": VectorsRecipe(),
    "topics": TopicsRecipe(),
}
"""The parts, in the order in which they need each other. A further one is a line here and a property of `Computed`."""


class Computed:
    """What is computed from all papers together.

    Parameters
    ----------
    papers : DataFrame
        n rows, as `papers.schema` describes.
    saved : mapping of str to Path, optional
        Where parts have been saved, by name: they are opened from there.
    facts_read : bool
        Whether the columns and tables of facts hold what their stage found.
    before : Computed, optional
        That of papers before others came: its parts are extended instead of making them anew.
    """

    def __init__(
        self,
        papers: pd.DataFrame,
        saved: Mapping[str, Path] | None = None,
        *,
        facts_read: bool = False,
        before: "Computed | None" = None,
    ) -> None:
        self.papers: pd.DataFrame = papers
        self.facts_read = facts_read
        self._saved = dict(saved or {})
        self._before: Computed | None = before
        if before is not None and not before._parts and not before._saved:
            self._before = before._before
        self._parts: dict[str, Part] = {}
        self._lock = RLock()  # a page may make a part in the background while a visitor asks for it

    @property
    def terms(self) -> "Terms":
        """Words and pairs of words, and in which papers they occur."""
        return cast("Terms", self.make("terms"))

    @property
    def index(self) -> "TextIndex":
        """The words of the papers, to be searched."""
        return cast("TextIndex", self.make("index"))

    @property
    def meaning(self) -> "Meaning":
        """A vector a paper that says what it means, and what makes one of a question."""
        return cast("Meaning", self.make("meaning"))

    @property
    def vectors(self) -> "Vectors":
        """A vector a paper."""
        return cast("Vectors", self.make("vectors"))

    @property
    def topics(self) -> "Topics":
        """The tree of topics, and the place of each paper on the map."""
        return cast("Topics", self.make("topics"))

    def has(self, name: str) -> bool:
        """Return whether a part is there without being made first."""
        return name in self._parts or name in self._saved

    def make(self, name: str, progress: Report = silent) -> Part:
        """Return a part: as it is, opened, extended from that of the papers before, or made.

        Raises
        ------
        DamagedError
            If it cannot be opened.
        """
        with self._lock:
            if name not in self._parts:
                self._parts[name] = self._made(RECIPES[name], name, progress)
            return self._parts[name]

    def __reduce__(self) -> tuple[Any, ...]:
        """Copies make, or open, their parts themselves."""
        return type(self), (self.papers, self._saved)

    def _made(self, recipe: Recipe, name: str, progress: Report) -> Part:
        if name in self._saved:
            return recipe.open(self._saved[name], self)
        if self._before is not None and self._before.has(name):
            rows = self.rows_in(self._before.papers)
            if np.array_equal(rows, np.arange(len(self._before.papers))):
                return self._before.make(name)
            if len(rows) and np.mean(rows >= 0) >= KNOWN_SHARE:
                return recipe.extended(self._before.make(name), self, rows, progress)
        return recipe.build(self, progress)

    def rows_in(self, papers: pd.DataFrame) -> NDArray[np.intp]:
        """Return where each paper stands among others with the same texts, (n,) intp; -1 where it does not."""
        rows = pd.Index(papers["paper_id"]).get_indexer(pd.Index(self.papers["paper_id"]))
        found = np.flatnonzero(rows >= 0)
        for name in TEXTS:
            before, now = (arrays.strings(frame[name]).fill_null("") for frame in (papers, self.papers))
            same = pc.equal(before.take(pa.array(rows[found])), now.take(pa.array(found))).to_numpy(
                zero_copy_only=False
            )
            rows[found[~same]] = -1
            found = found[same]
        return rows
