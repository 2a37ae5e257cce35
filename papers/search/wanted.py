"""What is looked for in the texts, as questions to the index."""

from dataclasses import dataclass, field

import numpy as np
import tantivy
from numpy.typing import NDArray

from papers.search.index import TextIndex
from papers.search.nodes import Fuzzy, In, Leaf, Phrase, Regex, Wildcard, Word
from papers.search.stemming import stem

SHORT, LONG = 3, 6
"""Letters up to which a misspelt word may differ in none, and from which in two."""
SIMILAR = 3
"""Words of the papers that stand for one that occurs nowhere."""
GOING_ON = 30
"""Words of the papers, the most frequent, that a word which may still be being typed stands for besides itself."""
GOES_ON = 0.3
"""What one of these scores, as a share of the rarity of the typed word: itself comes first."""
NEAR = 50
"""Words that a misspelt word with a tilde stands for at most."""


@dataclass(frozen=True)
class Term:
    """A word of a query with what stands for it: itself, or words of the papers where it occurs nowhere.

    Attributes
    ----------
    word : str
        As it was typed, folded.
    stems : tuple of str
    instead : tuple of str
        The words of the papers that were taken for it; empty where it occurs.
    begun : tuple of str
        Stems of words that begin like it, where it may still be being typed.
    weight : float
        How much it tells: its rarity, ``log(1 + (n - t + 0.5) / (t + 0.5))`` as in BM25, t papers of n having it.
    """

    word: str
    stems: tuple[str, ...]
    instead: tuple[str, ...] = ()
    begun: tuple[str, ...] = ()
    weight: float = field(default=0.0, compare=False)

    def scores(self, index: TextIndex) -> tuple[NDArray[np.intp], NDArray[np.float32], int]:
        """Return which papers answer it, and how well, by its best stem; those that have it whole come first, so many.

        Returns
        -------
        rows : (k,) intp
            None twice.
        scores : (k,) float32
        whole : int
        """
        if len(self.stems) == 1 and not self.begun:
            rows, values = index.postings.of(self.stems[0])
            return rows.astype(np.intp), values, len(rows)
        scores = np.zeros(len(index), np.float32)
        for one in self.stems:
            rows, values = index.postings.of(one)
            scores[rows] = np.maximum(scores[rows], values)
        whole = np.flatnonzero(scores)
        begun = np.zeros(len(index), np.bool_)
        for one in self.begun:
            begun[index.postings.of(one)[0]] = True
        begun[whole] = False
        also = np.flatnonzero(begun)
        values = np.concatenate([scores[whole], np.full(len(also), GOES_ON * self.weight, np.float32)])
        return np.concatenate([whole, also]), values, len(whole)


def term(word: Word | Fuzzy, index: TextIndex, *, begun: bool = False) -> Term:
    """Return a word with what stands for it in the papers; one that is `begun` also stands for how it may go on."""
    stemmed = stem(word.text)
    if isinstance(word, Word) and index.frequency("text", stemmed):
        goes_on = {stem(one) for one, _ in index.beginning(word.text, GOING_ON)} - {stemmed} if begun else ()
        return Term(word.text, (stemmed,), (), tuple(sorted(goes_on)), _weight(index, [stemmed]))
    instead = _instead(word, index)
    stems = tuple(dict.fromkeys(map(stem, instead))) or (stemmed,)
    return Term(word.text, stems, () if word.text in instead else tuple(instead), (), _weight(index, stems))


def question(leaf: Leaf | In, index: TextIndex) -> tantivy.Query:
    """Return what finds a word, phrase or pattern.

    Raises
    ------
    ValueError
        For a regular expression that is none; the message is tantivy's.
    """
    name = "text"
    if isinstance(leaf, In):
        name, leaf = ("text" if leaf.name == "abstract" else leaf.name), leaf.what
    make, schema = tantivy.Query, index.schema
    match leaf:
        case Word(text=text) | Phrase(text=text):
            words = text.split() if name == "authors" else [stem(word) for word in text.split()]
            if len(words) == 1:
                return make.term_query(schema, name, words[0])
            return make.phrase_query(schema, name, list(words))
        case Wildcard(pattern=pattern):
            return make.regex_query(schema, _plainly(name), pattern.replace("*", ".*"))  # folded: letters only
        case Regex(pattern=pattern):
            return make.regex_query(schema, _plainly(name), pattern.lower())
        case Fuzzy(text=text):
            return make.fuzzy_term_query(schema, _plainly(name), text, allowed(leaf))


def allowed(word: Fuzzy | Word) -> int:
    """Return in how many letters a word may differ."""
    if isinstance(word, Fuzzy) and word.distance:
        return word.distance
    return 0 if len(word.text) <= SHORT else 1 if len(word.text) < LONG else 2


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters have to be changed, dropped, added or swapped; `most` + 1 where it is more than `most`.

    >>> distance("attenton", "attention", 2), distance("grpah", "graph", 2), distance("kelp", "whale", 2)
    (1, 1, 3)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, beside in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                cost = min(cost, two_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _instead(word: Word | Fuzzy, index: TextIndex) -> list[str]:
    """Return words of the papers that may be meant: that begin so, else that are spelt nearly so, frequent first."""
    text = word.text
    if isinstance(word, Word) and len(text) >= SHORT:
        begun = index.beginning(text, SIMILAR)
        if begun:
            return [one for one, _ in begun]
    most = allowed(word)
    if not most:
        return []
    near = [
        (distance(text, one, most), -often, one)
        for one, often in index.spelt_nearly(text, most)
        if distance(text, one, most) <= most
    ]
    if isinstance(word, Word):  # the nearest alone are meant
        least = min((far for far, _, _ in near), default=0)
        near = [each for each in near if each[0] == least]
    return [one for _, _, one in sorted(near)[: SIMILAR if isinstance(word, Word) else NEAR]]


def _plainly(name: str) -> str:
    return "words" if name == "text" else name


def _weight(index: TextIndex, stems: tuple[str, ...] | list[str]) -> float:
    often = max((index.frequency("text", one) for one in stems), default=0)
    return float(np.log1p((len(index) - often + 0.5) / (often + 0.5)))
