"""Words and pairs of words of the papers, as their topics are told by."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
import scipy.sparse as sp
from numpy.typing import NDArray

from papers.text import readable

TITLE, ABSTRACT = 3, 1
"""What a term counts that stands in the title, and that stands only in the abstract."""
ABSTRACTS = 6_000
"""Abstracts that are read, drawn by lot where there are more: titles name the topics, abstracts show how words are
written."""
LEAST = 3
"""Papers in which a term stands ..."""
FEW = 60
"""... where there are more papers than that."""
MOST = 40_000
"""Terms that are kept, the most frequent."""
LONGEST = 4_000
"""Characters of an abstract that are read."""

_WORD = re.compile(r"[^\W\d_]\w*(?:[-’'.+/]\w+)*\+*")
_BREAK = re.compile(r"[.!?:;,()\[\]{}\"“”]+(?=\s|$)|[()\[\]{}\"“”;:—–]|\s-\s")
_FORMULA = re.compile(r"\$[^$]*\$|\\[a-zA-Z]+|[{}^_\\]|https?://\S+")

STOP = frozenset((Path(__file__).parent / "boilerplate.txt").read_text(encoding="utf-8").split())
"""Words that stand in abstracts of every topic, or join others: they tell of none. Folded as `fold` does."""


@dataclass(frozen=True)
class Terms:
    """Which terms stand in which papers.

    Attributes
    ----------
    counts : (n, terms) csr_matrix of uint8
        `TITLE` and `ABSTRACT` where a term stands in title or abstract of a paper, added.
    words : list of str
        Each term as it is most often written.
    """

    counts: sp.csr_matrix
    words: list[str]

    def inside(self, groups: NDArray[np.integer], size: int) -> NDArray[np.float64]:
        """Return how often each term occurs in each group, (size, terms); a group of -1 is none."""
        rows = np.flatnonzero(groups >= 0)
        chosen = sp.csr_matrix(
            (np.ones(len(rows), np.float32), (groups[rows], rows)), shape=(size, self.counts.shape[0])
        )
        return np.asarray((chosen @ self.counts.astype(np.float32)).todense(), np.float64)

    def telling(self, mask: NDArray[np.bool_], most: int = 8) -> list[str]:
        """Return the terms that tell some papers from all others, the most telling first."""
        inside, outside = int(np.count_nonzero(mask)), int(np.count_nonzero(~mask))
        if not inside:
            return []
        here = self.inside(np.where(mask, 0, -1), 1)[0]
        everywhere = np.asarray(self.counts.sum(axis=0), np.float64).ravel()
        score = _contrast(here, everywhere - here, inside, outside) if outside else here
        return [self.words[term] for term in distinct(self.words, np.argsort(-score, kind="stable"), score, most)]


def _contrast(here: NDArray[np.float64], there: NDArray[np.float64], inside: int, outside: int) -> NDArray[np.float64]:
    """Return how much more often terms stand here than there: frequency times the logarithm of the ratio of the two."""
    ratio = (here + 0.1) / inside / ((there + 1) / outside)
    return here * np.maximum(np.log(ratio), 0)


def distinct(words: list[str], order: NDArray[np.integer], score: NDArray[np.float64], most: int) -> list[int]:
    """Return the first terms in an order that share no word with one before."""
    chosen: list[int] = []
    taken: set[str] = set()
    for term in order[: 20 * most]:
        parts = {fold(word) for word in words[term].split()}
        if score[term] <= 0 or len(chosen) == most:
            break
        if not parts & taken:
            chosen.append(int(term))
            taken |= parts
    return chosen


@lru_cache(2**16)
def fold(word: str) -> str:
    """Return a word as its forms share it: lower case, singular.

    >>> fold("Models"), fold("RAG"), fold("queries"), fold("bias")
    ('model', 'rag', 'query', 'bias')
    """
    word = word.lower().removesuffix("’s").removesuffix("'s")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as", "os")):
        return word[:-1]
    return word


_FOLDED_STOP = STOP | {fold(word) for word in STOP}


def read(papers: pd.DataFrame, *, seed: int = 0) -> Terms:
    """Return the terms of the papers' titles and of abstracts, those of many papers of a part of them."""
    n = len(papers)
    vocabulary: dict[str, int] = {}
    titles = [_found(readable(title) if isinstance(title, str) else "", vocabulary) for title in papers["title"]]
    random = np.random.default_rng(seed)
    drawn = np.arange(n) if n <= ABSTRACTS else np.sort(random.choice(n, ABSTRACTS, replace=False))
    forms: dict[int, Counter[str]] = {}
    abstracts: dict[int, set[int]] = {}
    for row, text in zip(drawn.tolist(), papers["abstract"].iloc[drawn], strict=True):
        if isinstance(text, str) and text:
            abstracts[row] = _found(_FORMULA.sub(" ", text[:LONGEST]), vocabulary, forms)
    rows = np.concatenate([np.repeat(np.arange(n), [len(found) for found in titles]), _repeated(abstracts)])
    columns = np.fromiter((term for found in (*titles, *abstracts.values()) for term in found), np.int32)
    values = np.where(np.arange(len(rows)) < sum(map(len, titles)), TITLE, ABSTRACT).astype(np.uint8)
    counts = sp.csr_matrix((values, (rows, columns)), shape=(n, len(vocabulary)))
    held = np.bincount(counts.indices, minlength=len(vocabulary))
    kept = np.flatnonzero(held >= (LEAST if n > FEW else 1))
    if len(kept) > MOST:
        kept = np.sort(kept[np.argsort(-held[kept], kind="stable")[:MOST]])
    named = list(vocabulary)
    in_titles = _title_forms(papers["title"], {named[term] for term in kept if term not in forms})
    words = [
        forms[term].most_common(1)[0][0] if term in forms else in_titles.get(named[term], named[term])
        for term in kept.tolist()
    ]
    return Terms(counts[:, kept].tocsr(), words)


def _repeated(abstracts: dict[int, set[int]]) -> NDArray[np.intp]:
    return np.repeat(np.array(list(abstracts), np.intp), [len(found) for found in abstracts.values()])


def _found(text: str, vocabulary: dict[str, int], forms: dict[int, Counter[str]] | None = None) -> set[int]:
    """Return the terms of a text, and count in `forms` how they are written."""
    found = set()
    for key, written in _terms(text):
        term = vocabulary.setdefault(key, len(vocabulary))
        found.add(term)
        if forms is not None and written:
            forms.setdefault(term, Counter())[written] += 1
    return found


def _terms(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word and pair of words, folded and as it is written (empty where it begins a sentence)."""
    for phrase in _BREAK.split(text):
        before: tuple[str, str] | None = None
        words = _WORD.findall(phrase)
        keys = [fold(word) for word in words]
        for place, (word, key) in enumerate(zip(words, keys, strict=True)):
            is_cut = key == "language" and keys[place + 1 : place + 2] in _MODELS  # “pre-trained language”
            if key in _FOLDED_STOP or len(key) < 2 or is_cut:
                before = (key, word) if key in _JOINED and before is None else None
                continue
            begins = place == 0 and word[1:] == word[1:].lower()
            if key not in _JOINED:
                yield key, "" if begins else word
            if before is not None:
                yield f"{before[0]} {key}", "" if not before[1] else f"{before[1]} {word}"
            before = key, "" if begins else word


_MODELS = ["model"], ["modeling"], ["modelling"]
_JOINED = frozenset(
    ["language", "open", "fine", "long", "source", "search", "training", "context", "understanding", "generation"]
)
"""Words that tell nothing alone and much with another: “context length”, “search engine”."""


def _title_forms(titles: pd.Series, wanted: set[str]) -> dict[str, str]:
    """Return how terms that stand in no abstract are written: as in a title, without its capitals."""
    forms: dict[str, str] = {}
    if not wanted:
        return forms
    for title in titles:
        for key, written in _terms(f"x {readable(title)}" if isinstance(title, str) else ""):
            if key in wanted and key not in forms and written:
                forms[key] = " ".join(
                    word if word[1:] != word[1:].lower() else word.lower() for word in written.split()
                )
    return forms
