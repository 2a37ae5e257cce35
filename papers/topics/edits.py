"""Topics as somebody wants them: renamed, merged, split. An edit finds its topic again by papers that are in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from papers.topics.labels import labelled
from papers.topics.neighbours import neighbours, smoothed
from papers.topics.topics import NEAREST, Topics
from papers.topics.tree import LEAST, Topic, part

Kind = Literal["rename", "merge", "split"]

MEMBERS = 24
"""Papers by which a topic is found again."""
AGREE = 0.6
"""Share of those that are here which a topic must hold to be the one."""
PARTS = 3
"""Topics into which one is split, at most."""
LARGE = 60
"""... and from so many papers on: smaller ones fall into two."""
LONGEST = 60
"""Letters of a label, at most."""


class EditError(ValueError):
    """An edit that cannot be; the message is a sentence for the user."""


@dataclass(frozen=True)
class Edit:
    """A change of the topic tree.

    Attributes
    ----------
    kind : {"rename", "merge", "split"}
    level : int
        Level of the topic, 1 at the top.
    members : tuple of str
        Ids of papers of the topic.
    label : str
        The new label, for “rename”.
    into_level, into : int, tuple of str
        Level and papers of the topic with which it is merged.
    """

    kind: Kind
    level: int
    members: tuple[str, ...]
    label: str = ""
    into_level: int = 0
    into: tuple[str, ...] = ()


def rename(topics: Topics, ids: pd.Series, path: str, label: str) -> Edit:
    """Return the edit that gives a topic another label.

    Raises
    ------
    EditError
        If there is no such topic or the label is empty.
    """
    label = " ".join(label.split())[:LONGEST]
    if not label:
        raise EditError("A topic needs a name; write at least one letter.")
    return Edit("rename", _topic(topics, path).level, _members(topics, ids, path), label)


def merge(topics: Topics, ids: pd.Series, path: str, into: str) -> Edit:
    """Return the edit that puts all papers of a topic into another one.

    Raises
    ------
    EditError
        If one of them is not there, or lies in the other.
    """
    source, target = _topic(topics, path), _topic(topics, into)
    if f"{into}.".startswith(f"{path}.") or f"{path}.".startswith(f"{into}."):
        raise EditError(f"“{source.label}” and “{target.label}” lie in each other; choose a topic beside it.")
    return Edit("merge", source.level, _members(topics, ids, path), "", target.level, _members(topics, ids, into))


def split(topics: Topics, ids: pd.Series, path: str) -> Edit:
    """Return the edit that parts a topic.

    Raises
    ------
    EditError
        If it is parted already, or too small.
    """
    topic = _topic(topics, path)
    if topics.children(path):
        raise EditError(f"“{topic.label}” is parted already.")
    if int(np.count_nonzero(topics.within(path))) < 2 * LEAST:
        raise EditError(f"“{topic.label}” has fewer than {2 * LEAST} papers, too few to be parted.")
    return Edit("split", topic.level, _members(topics, ids, path))


def edited(topics: Topics, edits: Iterable[Edit], ids: pd.Series, vectors: NDArray[np.float32]) -> Topics:
    """Return the topics after some edits; those whose topics are not here change nothing.

    Parameters
    ----------
    ids : Series of str
        `paper_id` of the papers.
    vectors : (n, d) float32
        Of the papers; used for splits.
    """
    rows = pd.Index(ids)
    for edit in edits:
        path = _found(topics, rows, edit.level, edit.members)
        if path is None:
            continue
        match edit.kind:
            case "rename":
                tree = [topic.named(edit.label) if topic.path == path else topic for topic in topics.tree]
                topics = topics.regrouped(topics.paths, tree)
            case "split" if not topics.children(path):
                topics = _split(topics, path, vectors)
            case "merge":
                into = _found(topics, rows, edit.into_level, edit.into)
                if into is not None and not f"{into}.".startswith(f"{path}.") and not path.startswith(f"{into}."):
                    topics = _merged(topics, path, into)
    return topics


def _topic(topics: Topics, path: str) -> Topic:
    if path not in topics.by_path:
        raise EditError("This topic is not there any more.")
    return topics.by_path[path]


def _members(topics: Topics, ids: pd.Series, path: str) -> tuple[str, ...]:
    inside = np.flatnonzero(topics.within(path))
    chosen = inside[np.unique(np.linspace(0, len(inside) - 1, MEMBERS).round().astype(int))]
    return tuple(ids.iloc[chosen].astype(str))


def _found(topics: Topics, rows: pd.Index, level: int, members: tuple[str, ...]) -> str | None:
    """Return the topic of a level that holds most of some papers, None where no topic holds enough of them."""
    here = rows.get_indexer(pd.Index(members, dtype="str"))
    here = here[here >= 0]
    if not len(here):
        return None
    at_level = [
        ".".join(path.split(".")[:level]) for path in topics.paths[here].tolist() if path.count(".") >= level - 1
    ]
    if not at_level:
        return None
    names, counts = np.unique(at_level, return_counts=True)
    return str(names[counts.argmax()]) if counts.max() >= AGREE * len(here) else None


def _split(topics: Topics, path: str, vectors: NDArray[np.float32]) -> Topics:
    rows = np.flatnonzero(topics.within(path))
    inside = np.ascontiguousarray(vectors[rows], np.float32)
    found, _ = neighbours(inside, NEAREST)
    group_of = part(smoothed(inside, found), PARTS if len(rows) >= LARGE else 2)
    if not group_of.any():  # all alike: halves by the direction in which they spread most
        _, axes = np.linalg.eigh(np.cov(inside.T.astype(np.float64)))
        group_of = (np.argsort(np.argsort(inside @ axes[:, -1], kind="stable")) >= len(rows) / 2).astype(np.int32)
    paths = topics.paths.astype(object)
    paths[rows] = [f"{path}.{group + 1}" for group in group_of.tolist()]
    paths = paths.astype(np.str_)
    named = {topic.path: topic for topic in labelled(paths, topics.terms)}
    new = [topic for topic in named.values() if topic.parent == path]
    return topics.regrouped(paths, [*topics.tree, *new])


def _merged(topics: Topics, path: str, into: str) -> Topics:
    """Return the topics with one moved into another: beside what that holds, or as part of it where it holds none."""
    paths = topics.paths.astype(object)
    rows = np.flatnonzero(topics.within(path))
    moved: dict[str, str] = {}
    if topics.children(into):
        number = 1 + max(int(child.path.rpartition(".")[2]) for child in topics.children(into))
        parts = [child.path for child in topics.children(path)] or [path]
        for place, part_ in enumerate(parts):
            for topic in topics.tree:
                if f"{topic.path}.".startswith(f"{part_}."):
                    moved[topic.path] = f"{into}.{number + place}{topic.path[len(part_) :]}"
    paths[rows] = [moved.get(old, into) for old in paths[rows].tolist()]
    tree = [Topic(moved[topic.path], topic.label, topic.terms) for topic in topics.tree if topic.path in moved]
    return topics.regrouped(paths.astype(np.str_), [*topics.tree, *tree])
