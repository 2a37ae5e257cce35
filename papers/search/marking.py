"""Where that which a query looks for stands in a text."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from papers import schema
from papers.search.folding import UNSPACED, fold
from papers.search.nodes import Fuzzy, Leaf, Phrase, Regex, Wildcard, Word, leaves
from papers.search.query import parse
from papers.search.stemming import stem
from papers.search.wanted import allowed, distance
from papers.terms.stopwords import STOPWORDS
from papers.where import NAMES

Met = Callable[[str], bool]
"""Whether a folded word is one that is looked for."""

KNOWN = 4096
"""Words of which a marker remembers whether they are looked for."""

_WORD = re.compile(f"[{UNSPACED}]|[^ {UNSPACED}]+")
_COLUMNS = {name: name for name in ("has", *schema.PAPERS, *schema.DERIVED, *NAMES)}


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Return where that which a query looks for stands in a text: offsets that increase and do not touch."""
    return marker(query).spans(text)


def looks(query: str) -> bool:
    """Return whether a query looks for anything in the texts."""
    return bool(marker(query))


@lru_cache(maxsize=64)
def marker(query: str) -> "Marker":
    """Return what marks the words, phrases and patterns of a query; words that say little stand only in phrases.

    A word at the very end may still be being typed: words that begin so are marked, too.
    """
    read = parse(query, _COLUMNS)
    found = list(leaves(read.node))
    telling = [leaf for leaf in found if not isinstance(leaf, Word) or leaf.text not in STOPWORDS]
    return Marker([*(telling or found), *([Wildcard(f"{read.begun}*")] if read.begun else [])])


class Marker:
    """Finds words, phrases and patterns in texts.

    Parameters
    ----------
    leaves : iterable of Leaf
    """

    def __init__(self, leaves: Iterable[Leaf]) -> None:
        # words come again and again, and to stem one takes longer than to remember it
        remembered = lru_cache(maxsize=KNOWN)
        self._rows = [[remembered(met) for met in row] for row in map(_met, dict.fromkeys(leaves)) if row]

    def __bool__(self) -> bool:
        return bool(self._rows)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where they stand in a text: (start, end) offsets that increase and do not touch."""
        if not self._rows or not text:
            return []
        letters, places = fold(text)
        words = [(match[0], *match.span()) for match in _WORD.finditer(letters)]
        hits = []
        for first, *others in self._rows:
            for at, (word, start, end) in enumerate(words):
                if first(word):
                    row = words[at + 1 : at + 1 + len(others)]
                    if len(row) == len(others) and all(met(one[0]) for met, one in zip(others, row, strict=True)):
                        hits.append((start, row[-1][2] if row else end))
        merged: list[tuple[int, int]] = []
        # to where the next letter begins, for an accent that follows, but not less than the letter itself
        for start, end in sorted((places[low], max(places[high - 1] + 1, places[high])) for low, high in hits):
            if merged and start <= merged[-1][1]:
                start, end = merged[-1][0], max(end, merged.pop()[1])
            merged.append((start, end))
        return merged


def _met(leaf: Leaf) -> list[Met]:
    """Return what the words in a row have to be."""
    match leaf:
        case Word(text=text) | Phrase(text=text):
            return [_stemmed(word) for word in text.split()]
        case Wildcard(pattern=pattern):
            return [_matched(pattern.replace("*", ".*"))]
        case Regex(pattern=pattern):
            return [_matched(pattern.lower())]
        case Fuzzy(text=text):
            most = allowed(leaf)
            return [lambda word: distance(text, word, most) <= most]


def _stemmed(wanted: str) -> Met:
    stemmed = stem(wanted)
    return lambda word: word == wanted or stem(word) == stemmed


def _matched(pattern: str) -> Met:
    try:
        found = re.compile(pattern)
    except re.error:  # told where the papers are searched
        return lambda word: False
    return lambda word: found.fullmatch(word) is not None
