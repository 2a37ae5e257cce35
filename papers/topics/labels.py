"""What topics are called: a few words that tell each from its siblings, by class-based TF-IDF (Grootendorst, 2022)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from papers.topics.terms import Terms, fold
from papers.topics.tree import Topic, in_order

ALL = "All papers"
"""The label of a topic without siblings at the top."""
KEPT = 12
"""Terms of a topic that are kept."""
IN_LABEL, LENGTH = 3, 34
"""Terms in a label, at most, and its length in letters beyond which no further one is added."""
WHOLE = 0.5
"""A pair of words stands for one of them if it makes up such a share of the papers that have the word."""
RATIO = 1.3
"""How much more frequent than among its siblings' papers a term must be ..."""
CLEAR = 8.0
"""... and how many times that it need not be more."""
PAIR = 1.5
"""Pairs of words say more than single ones."""
SHARE = 0.2
"""Share of the papers of a topic that should have a term of its label."""


def labelled(paths: NDArray[np.str_], terms: Terms) -> list[Topic]:
    """Return all topics of the papers with labels and terms, in the order of the tree.

    Parameters
    ----------
    paths : (n,) str
        The finest topic of each paper.
    """
    topics: dict[str, Topic] = {}
    level, pending = 1, True
    while pending:
        names = np.array([_up_to(path, level) for path in paths.tolist()], object)
        here = sorted(
            {name for name in names.tolist() if name}, key=lambda path: [int(part) for part in path.split(".")]
        )
        pending = bool(here)
        for parent in dict.fromkeys(name.rpartition(".")[0] for name in here):
            siblings = [name for name in here if name.rpartition(".")[0] == parent]
            place = {name: number for number, name in enumerate(siblings)}
            groups = np.array([place.get(name, -1) for name in names.tolist()], np.int64)
            above = {fold(word) for path in _above(parent) for word in _words(topics[path].label)}
            topics |= {topic.path: topic for topic in _siblings(siblings, groups, terms, above)}
        level += 1
    return [topics[path] for path in in_order(set(topics))]


def _up_to(path: str, level: int) -> str:
    """Return the topic of a path at a level, empty where it ends before."""
    numbers = path.split(".")
    return ".".join(numbers[:level]) if len(numbers) >= level else ""


def _above(path: str) -> list[str]:
    numbers = path.split(".") if path else []
    return [".".join(numbers[: depth + 1]) for depth in range(len(numbers))]


def _words(label: str) -> list[str]:
    return label.replace(",", " ").split()


def _siblings(paths: Sequence[str], groups: NDArray[np.int64], terms: Terms, above: set[str]) -> list[Topic]:
    """Return sibling topics, no two of which share a word in their labels where that can be."""
    sizes = np.bincount(groups[groups >= 0], minlength=len(paths))
    inside = terms.inside(groups, len(paths))
    total = inside.sum(axis=0)
    frequency = inside / np.maximum(inside.sum(axis=1, keepdims=True), 1)
    score = frequency * np.log1p(inside.sum() / len(paths) / np.maximum(total, 1))
    if len(paths) > 1:
        others = (total - inside) / np.maximum(sizes.sum() - sizes, 1)[:, None]
        ratio = (inside + 0.1) / np.maximum(sizes, 1)[:, None] / (others + 0.3 / len(terms.counts.indptr))
        score *= np.log(np.clip(ratio / RATIO, 1, CLEAR))
        # what few of its papers have would name a topic by an exception
        score *= np.minimum(1, inside / np.maximum(SHARE * 3 * sizes, 1)[:, None]) ** 0.5
    score *= np.array([PAIR if " " in word else 1.0 for word in terms.words])
    order = np.argsort(-score, axis=1, kind="stable")
    taken = set(above)
    made = []
    for place in np.argsort(-sizes, kind="stable").tolist():
        ranked = [int(term) for term in order[place, : 8 * KEPT] if score[place, term] > 0]
        ranked = _whole(ranked, inside[place], terms.words)
        label = ALL if paths == ["1"] else ""
        label = (
            label
            or _label(ranked, terms.words, taken)
            or _label(ranked, terms.words, set(above))
            or f"Topic {paths[place]}"
        )
        taken |= {fold(word) for word in _words(label)}
        made.append(Topic(paths[place], label, tuple(_apart(ranked, terms.words, KEPT))))
    return made


def _whole(ranked: list[int], count: NDArray[np.float64], words: list[str]) -> list[int]:
    """Return the terms with a word replaced by the pair that it mostly stands in."""
    pairs = {term: set(map(fold, words[term].split())) for term in ranked if " " in words[term]}
    out: list[int] = []
    for term in ranked:
        chosen = term
        if " " not in words[term]:
            key = fold(words[term])
            around = [pair for pair, parts in pairs.items() if key in parts and count[pair] >= WHOLE * count[term]]
            chosen = max(around, key=lambda pair: count[pair], default=term)
        if chosen not in out:
            out.append(chosen)
    return out


def _apart(ranked: list[int], words: list[str], most: int) -> list[str]:
    """Return the first terms that share no word with one before."""
    taken: set[str] = set()
    out: list[str] = []
    for term in ranked:
        parts = set(map(fold, words[term].split()))
        if not parts & taken and len(out) < most:
            out.append(words[term])
            taken |= parts
    return out


def _label(ranked: list[int], words: list[str], taken: set[str]) -> str:
    """Return a label of the first terms that share no word with what is taken; empty if there is none."""
    parts: list[str] = []
    for word in _apart([term for term in ranked if not set(map(fold, words[term].split())) & taken], words, IN_LABEL):
        if parts and len(", ".join([*parts, word])) > LENGTH:
            continue
        parts.append(word)
    label = ", ".join(parts)
    return label[:1].upper() + label[1:]
