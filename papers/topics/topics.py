"""The topics of a collection and its map: made, saved, opened, and extended by new papers."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import scipy.sparse as sp
from numpy.typing import NDArray

from papers.collection import Collection
from papers.topics import terms as reading
from papers.topics.labels import labelled
from papers.topics.layout import layout
from papers.topics.neighbours import nearest, neighbours, smoothed
from papers.topics.terms import Terms
from papers.topics.tree import Topic, ancestors, grow, in_order

FORMAT = 1
"""Version of the saved form."""
NEAREST = 15
"""Neighbours that topics and layout follow."""
BESIDE = 5
"""Neighbours among which a new paper is placed."""
BETWEEN = " › "
"""What stands between the labels of the levels in the column `topic_label`."""

Vectors = NDArray[np.float32]
Progress = Callable[[int, int, str], Any]
"""progress(done, total, words): how far the work is."""


@dataclass(frozen=True)
class Topics:
    """The topic tree of some papers, and their places on the map.

    Attributes
    ----------
    tree : tuple of Topic
        Each topic before those inside it, siblings by number.
    topic_of : (n,) int32
        Place in `tree` of the finest topic of each paper.
    places : (n, 2) float32
        About the origin, from -10 to 10 across for 99 of 100 papers.
    terms : Terms
        Which terms stand in which papers.
    """

    tree: tuple[Topic, ...]
    topic_of: NDArray[np.int32]
    places: NDArray[np.float32]
    terms: Terms

    def __len__(self) -> int:
        return len(self.topic_of)

    @cached_property
    def by_path(self) -> dict[str, Topic]:
        """The topics by path."""
        return {topic.path: topic for topic in self.tree}

    @cached_property
    def paths(self) -> NDArray[np.str_]:
        """The path of the finest topic of each paper, (n,)."""
        return np.array([topic.path for topic in self.tree], np.str_)[self.topic_of]

    def children(self, path: str) -> list[Topic]:
        """Return the topics right below one; those at the top for the empty path."""
        return [topic for topic in self.tree if topic.parent == path]

    def within(self, path: str) -> NDArray[np.bool_]:
        """Return which papers a topic holds, those of the topics inside it included, (n,)."""
        inside = [topic.path == path or topic.path.startswith(f"{path}.") for topic in self.tree]
        return np.array(inside, np.bool_)[self.topic_of]

    def full_label(self, path: str) -> str:
        """Return the labels of a topic and those above it, from the top."""
        return BETWEEN.join(self.by_path[above].label for above in ancestors(path))

    def columns(self) -> pd.DataFrame:
        """Return the columns `topic`, `topic_label`, `x`, `y` of the papers frame."""
        labels = np.array([self.full_label(topic.path) for topic in self.tree], object)
        return pd.DataFrame(
            {
                "topic": pd.Series(self.paths.astype(object), dtype="str"),
                "topic_label": pd.Series(labels[self.topic_of], dtype="str"),
                "x": pd.Series(self.places[:, 0], dtype="Float32"),
                "y": pd.Series(self.places[:, 1], dtype="Float32"),
            }
        )

    def regrouped(self, paths: NDArray[np.str_], topics: Sequence[Topic]) -> "Topics":
        """Return the same map with papers in other topics; of `topics` those stay that hold papers."""
        used = {above for path in np.unique(paths).tolist() for above in ancestors(path)}
        by_path = {topic.path: topic for topic in topics}
        tree = tuple(by_path[path] for path in in_order(used))
        place = {topic.path: number for number, topic in enumerate(tree)}
        return replace(self, tree=tree, topic_of=np.array([place[path] for path in paths.tolist()], np.int32))

    def extended(self, papers: pd.DataFrame, vectors: Vectors, rows: NDArray[np.intp]) -> "Topics":
        """Return the topics and map with further papers on it; nothing that was there moves.

        A new paper lies between its nearest neighbours among the old ones, in the topic that most of them have.

        Parameters
        ----------
        papers : DataFrame
            m rows.
        vectors : (m, d) float32
        rows : (m,) intp
            Where each of them stands here, -1 where it is new; at least one is not.
        """
        known, new = np.flatnonzero(rows >= 0), np.flatnonzero(rows < 0)
        places = np.zeros((len(rows), 2), np.float32)
        topic_of = np.zeros(len(rows), np.int32)
        places[known], topic_of[known] = self.places[rows[known]], self.topic_of[rows[known]]
        if len(new):
            places[new], topic_of[new] = self._placed(vectors, known, new, places, topic_of)
        if len(new):
            terms = reading.read(papers)
        elif np.array_equal(rows, np.arange(len(self))):
            return self
        else:
            terms = replace(self.terms, counts=self.terms.counts[rows])
        here = replace(self, topic_of=topic_of, places=places, terms=terms)
        return here.regrouped(here.paths, here.tree)  # without the topics whose papers are gone

    def _placed(
        self,
        vectors: Vectors,
        known: NDArray[np.intp],
        new: NDArray[np.intp],
        places: NDArray[np.float32],
        topic_of: NDArray[np.int32],
    ) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Return place and topic of new papers by those of their nearest neighbours."""
        found, likeness = nearest(vectors[new], vectors[known], BESIDE)
        beside = known[found]
        weight = np.maximum(likeness, 1e-3) ** 4
        share = weight / weight.sum(axis=1, keepdims=True)
        votes = np.zeros((len(new), len(self.tree)), np.float32)
        np.add.at(votes, (np.arange(len(new))[:, None], topic_of[beside]), weight)
        here = np.einsum("nk,nkc->nc", share, places[beside]).astype(np.float32)
        return here, votes.argmax(axis=1).astype(np.int32)

    def save(self, folder: Path) -> None:
        """Write the topics into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        counts = self.terms.counts
        arrays = {
            "topic_of": self.topic_of,
            "places": self.places,
            "term_counts": counts.data,
            "term_columns": counts.indices.astype(np.int32),
            "term_rows": counts.indptr.astype(np.int64),
        }
        for name, array in arrays.items():
            np.save(folder / f"{name}.npy", array)
        told = {"format": FORMAT, "tree": [asdict(topic) for topic in self.tree], "words": self.terms.words}
        (folder / "topics.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def open(folder: Path) -> Topics:
    """Return the topics that `save` wrote; their arrays are mapped, not read.

    Raises
    ------
    ValueError
        If they are of another format; the message is a sentence for the user.
    """
    told = json.loads((folder / "topics.json").read_text(encoding="utf-8"))
    if told.get("format") != FORMAT:
        raise ValueError(f"The topics in {folder} were saved by another version of Litscope; prepare them anew.")

    def mapped(name: str) -> NDArray[Any]:
        return np.load(folder / f"{name}.npy", mmap_mode="r")

    rows = mapped("term_rows")
    counts = sp.csr_matrix(
        (mapped("term_counts"), mapped("term_columns"), rows), shape=(len(rows) - 1, len(told["words"])), copy=False
    )
    tree = tuple(Topic(each["path"], each["label"], tuple(each["terms"])) for each in told["tree"])
    return Topics(tree, mapped("topic_of"), mapped("places"), Terms(counts, told["words"]))


def build(papers: pd.DataFrame, vectors: Vectors, *, seed: int = 0, progress: Progress | None = None) -> Topics:
    """Return topics and map of the papers; the same papers, vectors and seed give the same ones.

    Parameters
    ----------
    papers : DataFrame
        n rows; title and abstract are read.
    vectors : (n, d) float32, rows of unit length
    """
    told = progress or (lambda done, total, words: None)
    vectors = np.ascontiguousarray(vectors, np.float32)
    told(0, 100, "looking for the neighbours of each paper")
    rows, _ = neighbours(vectors, NEAREST, seed)
    told(10, 100, "grouping papers by topic")
    paths = grow(smoothed(vectors, rows), seed=seed)
    told(20, 100, "reading what topics are about")
    terms = reading.read(papers, seed=seed)
    tree = labelled(paths, terms)
    place = {topic.path: number for number, topic in enumerate(tree)}
    topic_of = np.array([place[path] for path in paths.tolist()], np.int32)
    places = layout(
        vectors, rows, seed=seed, told=lambda done, total: told(30 + 70 * done // total, 100, "drawing the map")
    )
    return Topics(tuple(tree), topic_of, places, terms)


def add(collection: Collection, topics: Topics) -> Collection:
    """Return the collection with the columns of topics and map filled."""
    return replace(collection, papers=collection.papers.assign(**topics.columns()))
