"""Which words and pairs of words are terms, and how they are written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp
from numpy.typing import NDArray

from papers.terms.stopwords import ALONE, EMPTY_PAIRS, HEADS, JOINED, STOPWORDS
from papers.terms.words import BREAK, CHUNK, HYPHEN, Words, fold

MOST_WORDS, MOST_PAIRS = 50_000, 50_000
"""Terms that are kept of each sort, the most frequent ones."""
FEWEST = 2
"""Papers in which a term must occur."""
SHARE = 2e-5
"""... and at least such a share of all."""
MOST_SHARE = 0.5
"""A word that stands in more than this share of the papers tells none apart."""
SINGULAR_SHARE = 0.05
"""A word without its last “s” is its singular if it occurs at least as often as this share of it."""

_PLURALS = (("ies", "y"), ("s", ""), ("es", ""))
_NO_PLURAL = re.compile(r"(?:ss|us|is|ics|^.{1,3})$")
_NUMBER = re.compile(r"[\d.]+")
_MARKS = (BREAK, HYPHEN, "")
"""The first words: the marks, and any word that is not known."""
_UNKNOWN = 2

Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Vocabulary:
    """Terms, and how they are found among words.

    Attributes
    ----------
    forms : (f,) LargeStringArray
        Folded words as they may be written.
    word_of : (f,) int32
        The word that each is: “models” and “model” are one.
    term_of_word : (w,) int32
        The term that each word is by itself, -1 if none.
    pairs : (p,) int64, increasing
        Pairs of words that are terms: the first one times w plus the second one.
    term_of_pair : (p,) int32
    labels : (t,) LargeStringArray
        The terms as they are mostly written; those that occur in most papers first.
    """

    forms: pa.LargeStringArray
    word_of: NDArray[np.int32]
    term_of_word: NDArray[np.int32]
    pairs: Ids
    term_of_pair: NDArray[np.int32]
    labels: pa.LargeStringArray

    def __len__(self) -> int:
        return len(self.labels)

    @classmethod
    def learn(cls, words: Words) -> Self:
        """Return the terms of papers."""
        forms = _Forms(words)
        ids = [forms.word_of_written.take(chunk) for chunk in words.chunks]
        fewest = max(FEWEST, int(SHARE * words.size))
        most = max(FEWEST, int(MOST_SHARE * words.size))
        single, pair = _Counted(1), _Counted(FEWEST)
        for chunk, lengths in zip(ids, words.lengths, strict=True):
            rows = np.repeat(np.arange(len(lengths)), lengths)
            single.add(rows, chunk, np.zeros(len(chunk), np.bool_))
            at, keys, joined = _pairs(chunk, forms.size)
            allowed = forms.allowed(keys, joined)
            pair.add(rows[at[allowed]], keys[allowed], joined[allowed])
        alone = forms.alone[single.keys] & (single.papers >= fewest) & (single.papers <= most)
        wordly = _top(single.keys, single.papers, alone, MOST_WORDS)
        paired = _top(pair.keys, pair.papers, pair.papers >= fewest, MOST_PAIRS)

        labels = np.array([forms.label(key) for key in single.keys[wordly].tolist()], object)
        hyphens = 2 * pair.joined > pair.papers
        names = [
            forms.label(key // forms.size) + ("-" if hyphen else " ") + forms.label(key % forms.size)
            for key, hyphen in zip(pair.keys[paired].tolist(), hyphens[paired].tolist(), strict=True)
        ]
        labels = np.concatenate([labels, np.array(names, object)])
        counts = np.concatenate([single.papers[wordly], pair.papers[paired]])
        order = np.lexsort((labels.astype(str), -counts)) if len(labels) else np.zeros(0, np.int64)
        place = np.empty(len(order), np.int32)
        place[order] = np.arange(len(order))
        term_of_word = np.full(forms.size, -1, np.int32)
        term_of_word[single.keys[wordly]] = place[: len(wordly)]
        return cls(
            forms=pa.array(forms.folded, pa.large_string()),
            word_of=forms.word_of_folded,
            term_of_word=term_of_word,
            pairs=pair.keys[paired],
            term_of_pair=place[len(wordly) :],
            labels=pa.array(labels[order].tolist(), pa.large_string()),
        )

    def count(self, words: Words) -> sp.csr_array:
        """Return how often each term occurs in each paper, (papers, terms) uint16."""
        folded = pa.array([fold(form) for form in words.forms], pa.large_string())
        place = pc.index_in(folded, self.forms).fill_null(-1).to_numpy()
        word = np.where(place >= 0, self.word_of[place], _UNKNOWN).astype(np.int32) if len(self.forms) else None
        parts = []
        for chunk, lengths in zip(words.chunks, words.lengths, strict=True):
            ids = word.take(chunk) if word is not None else np.full(len(chunk), _UNKNOWN, np.int32)
            parts.append(self._counted(ids, lengths))
        return sp.vstack(parts, "csr") if parts else sp.csr_array((0, len(self)), dtype=np.uint16)

    def _counted(self, ids: NDArray[np.int32], lengths: NDArray[np.int32]) -> sp.csr_array:
        rows = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        single = self.term_of_word[ids]
        at, keys, _ = _pairs(ids, len(self.term_of_word))
        place = np.searchsorted(self.pairs, keys)
        found = place < len(self.pairs)
        found[found] = self.pairs[place[found]] == keys[found]
        row = np.concatenate([rows[single >= 0], rows[at[found]]])
        term = np.concatenate([single[single >= 0], self.term_of_pair[place[found]]])
        counted = sp.coo_array((np.ones(len(row), np.uint16), (row, term)), (len(lengths), len(self))).tocsr()
        counted.sum_duplicates()
        return counted


class _Forms:
    """How the words of some papers are written, and which of them are one word."""

    def __init__(self, words: Words) -> None:
        self._written = words.forms
        self._often = sum(
            (np.bincount(chunk, minlength=len(words.forms)) for chunk in words.chunks), np.zeros(len(words.forms), int)
        )
        places = {mark: place for place, mark in enumerate(_MARKS)}
        folded_of = np.array([places.setdefault(fold(form), len(places)) for form in words.forms], np.int32)
        self.folded = list(places)
        total = np.bincount(folded_of, self._often, len(places)).astype(np.int64)
        self.word_of_folded = np.array(
            [_singular(form, places, total) for form in self.folded], np.int32
        )  # a word is named by the place of its singular
        self.word_of_written = self.word_of_folded.take(folded_of)
        self.size = len(places)
        known = [*_MARKS, *self.folded[len(_MARKS) :]]
        wordy = np.array([len(form) > 1 and not _NUMBER.fullmatch(form) for form in known], np.bool_)
        wordy[: len(_MARKS)] = False
        stop = self._are(STOPWORDS)
        alone = self._are(ALONE)
        self.alone = wordy & ~alone
        self._first = wordy & ~alone
        self._opening = self._are(JOINED)
        self._joined_first = wordy & (~stop | self._opening)
        self._second = wordy & ~stop & (~alone | self._are(HEADS))
        number = np.array([bool(_NUMBER.fullmatch(form)) for form in known], np.bool_)
        number[: len(_MARKS)] = False
        self._joined_second = (wordy & ~stop) | number
        self._empty = self._keys(EMPTY_PAIRS, places)
        self._spelled = self._best(folded_of)

    def allowed(self, keys: Ids, joined: NDArray[np.bool_]) -> NDArray[np.intp]:
        """Return the places of the pairs that may be terms."""
        first, second = keys // self.size, keys % self.size
        loose = self._first[first] & self._second[second]
        telling = self._first[first] | self._first[second] | self._opening[first]
        tight = self._joined_first[first] & self._joined_second[second] & telling
        fine = np.where(joined, tight | loose, loose) & (first != second)
        return np.flatnonzero(fine & ~np.isin(keys, self._empty))

    def label(self, word: int) -> str:
        """Return a word as it is mostly written."""
        return self._spelled[word]

    def _are(self, words: Iterable[str]) -> NDArray[np.bool_]:
        wanted = frozenset(words)
        return np.array([form in wanted for form in self.folded], np.bool_)

    def _keys(self, pairs: Iterable[str], places: dict[str, int]) -> Ids:
        """Return the pairs of words whose words occur."""
        found = [[places.get(word, -1) for word in pair.split()] for pair in pairs]
        words = [[self.word_of_folded[place] for place in both] for both in found if min(both) >= 0]
        return np.array([int(first) * self.size + int(second) for first, second in words], np.int64)

    def _best(self, folded_of: NDArray[np.int32]) -> list[str]:
        """Return how each folded form is mostly written, (folded,)."""
        # where most words have a capital, as in titles alone, capitals are no names
        capital = np.array([form[:1].isupper() and form[1:].islower() for form in self._written], np.bool_)
        small = np.array([form.islower() for form in self._written], np.bool_)
        headlines = self._often[capital].sum() > self._often[small].sum()
        order = np.lexsort((-self._often, folded_of))
        first = order[np.append(True, np.diff(folded_of[order]) > 0)] if len(order) else order
        best = list(self.folded)
        for place in first.tolist():
            if not (headlines and capital[place]):
                best[folded_of[place]] = self._written[place]
        return best


class _Counted:
    """Keys, in how many papers each occurs, and in how many of these with a hyphen.

    Parameters
    ----------
    fewest : int
        Keys that occur in fewer of the papers of one chunk are not counted there. Almost all pairs of words occur once:
        to keep them all would take more memory than the texts.
    """

    def __init__(self, fewest: int) -> None:
        self._fewest = fewest
        self.keys: Ids = np.empty(0, np.int64)
        self.papers: Ids = np.empty(0, np.int64)
        self.joined: Ids = np.empty(0, np.int64)

    def add(self, rows: NDArray[np.integer], keys: NDArray[np.integer], joined: NDArray[np.bool_]) -> None:
        """Count the keys of a further chunk, each once a paper; `rows`, `keys`, `joined` are all (k,)."""
        # one number for each key in each row: sorted, those of a key stand together
        packed = np.sort((keys.astype(np.int64) * CHUNK + rows) * 2 + joined)
        pairs, joined = packed >> 1, (packed & 1).astype(np.bool_)
        last = np.append(pairs[1:] != pairs[:-1], True) if len(pairs) else np.zeros(0, np.bool_)
        keys, joined = pairs[last] // CHUNK, joined[last]
        keys, place, papers = np.unique(keys, return_inverse=True, return_counts=True)
        hyphens = np.bincount(place, joined, len(keys)).astype(np.int64)
        kept = papers >= self._fewest
        self.keys, place = np.unique(np.concatenate([self.keys, keys[kept]]), return_inverse=True)
        self.papers = self._sum(place, self.papers, papers[kept])
        self.joined = self._sum(place, self.joined, hyphens[kept])

    def _sum(self, place: NDArray[np.intp], before: Ids, more: Ids) -> Ids:
        return np.bincount(place, np.concatenate([before, more]), len(self.keys)).astype(np.int64)


def _pairs(ids: NDArray[np.int32], size: int) -> tuple[NDArray[np.intp], Ids, NDArray[np.bool_]]:
    """Return pairs of words that stand beside each other, or with a hyphen between them.

    Returns
    -------
    at : (k,) intp
        Where the first one stands.
    keys : (k,) int64
    joined : (k,) bool
        Whether there is a hyphen between them.
    """
    words = ids > _UNKNOWN
    hyphen = ids == _MARKS.index(HYPHEN)
    # “long-context language-specific model” holds no “context language”
    inside = np.append(False, hyphen[:-1]) if len(ids) else hyphen
    leads = np.append(hyphen[1:], False) if len(ids) else hyphen
    beside = np.flatnonzero(words[:-1] & ~inside[:-1] & words[1:] & ~leads[1:])
    tight = np.flatnonzero(words[:-2] & hyphen[1:-1] & words[2:])
    at = np.concatenate([beside, tight])
    first, second = ids[at].astype(np.int64), ids[np.concatenate([beside + 1, tight + 2])]
    return at, first * size + second, np.arange(len(at)) >= len(beside)


def _singular(form: str, places: dict[str, int], often: Sequence[int] | Ids) -> int:
    """Return the place of the singular of a word, its own if it has none among the words."""
    own = places[form]
    if not form.endswith("s") or _NO_PLURAL.search(form):
        return own
    for ending, instead in _PLURALS:
        other = places.get(form.removesuffix(ending) + instead) if form.endswith(ending) else None
        if other is not None and other > _UNKNOWN and often[other] >= SINGULAR_SHARE * often[own]:
            return other
    return own


def _top(keys: Ids, papers: Ids, mask: NDArray[np.bool_], most: int) -> NDArray[np.intp]:
    """Return the places of the most frequent keys of a mask, in increasing order of keys."""
    places = np.flatnonzero(mask)
    if len(places) > most:
        places = np.sort(places[np.lexsort((keys[places], -papers[places]))[:most]])
    return places
