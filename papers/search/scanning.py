"""Plain words looked up in the texts of the papers: all must occur, case and accents do not matter.

A text is folded before it is compared: lower case, no accents, signs as spaces, a space before each word. A word of the
query is found where a word of the text begins with it: “graph” finds “graphs”, and “rag” does not find “storage”.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers.arrays import arrow, as_strings, is_list, lengths
from papers.search.folding import UNSPACED, fold, folded

FIELDS = ("title", "abstract", "summary", "authors")
"""Columns that are searched."""
TERM_LIMIT = 32
"""Words of a query beyond this one are ignored."""
CHUNK = 8192
"""Papers that are looked through in one go; several go at the same time."""

K1, B = 1.2, 0.75
"""The usual constants of BM25: how soon further occurrences of a word stop to count, and how much length does."""
TITLE_WEIGHT = 5.0
"""Occurrences elsewhere that one in the title is worth."""
COUNTED = 10_000
"""Where more papers answer a query, occurrences are counted in their titles alone: the texts would take too long."""

_QUERY = re.compile(r'"([^"]*)"?|([^\s"]+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))


def terms(query: str) -> list[str]:
    """Return the folded words and quoted phrases of a query, none twice. Anything is a query, also half of one."""
    parts = (phrase or word for phrase, word in _QUERY.findall(query.translate(_QUOTES)))
    found = (" ".join(fold(part)[0].split()) for part in parts)
    return list(dict.fromkeys(filter(None, found)))[:TERM_LIMIT]


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Return where the words of a query stand in a text: (start, end) offsets that increase and do not touch."""
    wanted = terms(query)
    if not wanted:
        return []
    letters, places = fold(text)
    hits = (hit.span() for term in wanted for hit in re.finditer(_pattern(term, before="(?<= )"), " " + letters))
    merged: list[tuple[int, int]] = []
    # to where the next letter begins, for an accent that follows, but not less than the letter itself
    for start, end in sorted((places[start - 1], max(places[end - 2] + 1, places[end - 1])) for start, end in hits):
        if merged and start <= merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    return merged


def _pattern(term: str, before: str) -> str:
    """Return the regular expression of a term: it begins where a word does; signs may stand between its words."""
    words = " +".join(map(re.escape, term.split(" ")))
    return words if re.match(f"[{UNSPACED}]", term) else before + words


class SearchText:
    """The texts of some papers. They are folded when they are first searched.

    Parameters
    ----------
    papers : DataFrame
        With any of the columns `FIELDS`, n rows.
    """

    def __init__(self, papers: pd.DataFrame) -> None:
        self._papers = papers
        self._found: tuple[str, NDArray[np.bool_]] | None = None  # the last query and where it is found,
        self._scored: tuple[str, NDArray[np.float64]] | None = None  # and its scores: the same is asked more than once

    def prepare(self) -> None:
        """Fold the texts now (half a second for 75,000 abstracts), so that the first search need not wait for it."""
        _ = self._chunks, self._titles, self._lengths

    def matches(self, query: str) -> NDArray[np.bool_]:
        """Return in which papers all words and phrases of the query occur, (n,); an empty query occurs in all.

        The array is read-only.
        """
        if self._found is None or self._found[0] != query:
            found = self._find(query)
            found.flags.writeable = False
            self._found = query, found
        return self._found[1]

    def _find(self, query: str) -> NDArray[np.bool_]:
        wanted = terms(query)
        # letters alone are found several times as fast as a space and letters: they leave few papers for the patterns
        words = sorted((word for term in wanted for word in term.split(" ")), key=len, reverse=True)
        patterns = [*words, *(_pattern(term, before=" ") for term in wanted)]
        if not wanted or not self._chunks:
            return np.full(len(self._papers), not wanted)
        with ThreadPoolExecutor() as pool:  # pyarrow lets other threads run
            return np.concatenate(list(pool.map(lambda texts: _matches(texts, patterns), self._chunks)))

    def scores(self, query: str) -> NDArray[np.float64]:
        """Return how well each paper answers a query, (n,): BM25, in which the title weighs more; 0 is not at all.

        The score is the sum over the words and phrases of the query of ``idf f (K1 + 1) / (f + K1 (1 - B + B l))``
        (S. Robertson and H. Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond”, 2009, sections 3.4 and
        3.6). f: how often the word occurs, each time in the title as often as `TITLE_WEIGHT`. l: length of the
        paper's texts in letters, as a share of the average. idf: ``log(1 + (n - t + 0.5) / (t + 0.5))``, where t is the
        number of titles (which are quickly counted) among n that have the word. Where more than `COUNTED` papers are
        found, a word counts as occurring once outside their titles. The array is read-only.
        """
        if self._scored is None or self._scored[0] != query:
            scores = self._score(query, self.matches(query))
            scores.flags.writeable = False
            self._scored = query, scores
        return self._scored[1]

    def _score(self, query: str, found: NDArray[np.bool_]) -> NDArray[np.float64]:
        scores = np.zeros(len(self._papers))
        wanted = terms(query)
        if not wanted or not self._chunks:
            return scores
        rows = np.flatnonzero(found)
        long = (K1 * (1 - B + B * self._lengths / max(1.0, float(self._lengths.mean()))))[rows]
        patterns = [_pattern(term, before=" ") for term in wanted]
        counted = self._occurrences(patterns, found) if len(rows) <= COUNTED else None
        for place, pattern in enumerate(patterns):
            in_title = pc.count_substring_regex(self._titles, pattern).to_numpy()
            titles = np.count_nonzero(in_title)
            rarity = np.log1p((len(found) - titles + 0.5) / (titles + 0.5))
            elsewhere = 1 if counted is None else counted[place] - in_title[rows]
            often = elsewhere + TITLE_WEIGHT * in_title[rows]
            scores[rows] += rarity * often * (K1 + 1) / (often + long)
        return scores

    def _occurrences(self, patterns: list[str], found: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return how often each pattern occurs in each paper that is found, (patterns, found)."""

        def count(place: int) -> NDArray[np.int64]:
            texts = self._chunks[place].filter(pa.array(found[place * CHUNK : (place + 1) * CHUNK]))
            return np.array([pc.count_substring_regex(texts, pattern).to_numpy() for pattern in patterns], np.int64)

        with ThreadPoolExecutor() as pool:
            return np.concatenate(list(pool.map(count, range(len(self._chunks)))), axis=1)

    @cached_property
    def _titles(self) -> pa.LargeStringArray:
        """The folded titles, (n,)."""
        if "title" in self._papers:
            return folded([_texts(arrow(self._papers["title"]))])
        return pa.array([""] * len(self._papers), pa.large_string())

    @cached_property
    def _lengths(self) -> NDArray[np.float64]:
        """Length of each paper's folded texts in bytes, (n,)."""
        return np.concatenate([pc.binary_length(texts).to_numpy() for texts in self._chunks]).astype(np.float64)

    @cached_property
    def _chunks(self) -> list[pa.LargeStringArray]:
        """The folded texts, in the order of the papers."""
        columns = [arrow(self._papers[name]) for name in FIELDS if name in self._papers]
        if not columns:
            return []
        starts = range(0, len(self._papers), CHUNK)
        return [folded([_texts(column.slice(start, CHUNK)) for column in columns]) for start in starts]


def _matches(texts: pa.LargeStringArray, patterns: list[str]) -> NDArray[np.bool_]:
    """Return which texts match all patterns."""
    mask = np.ones(len(texts), np.bool_)
    rows = np.arange(len(texts))
    for pattern in patterns:
        found = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
        mask[rows] &= found
        if 2 * np.count_nonzero(found) < len(found):
            rows, texts = rows[found], texts.filter(pa.array(found))
    return mask


def _texts(array: pa.Array) -> pa.LargeStringArray:
    """Return texts, or the lines of lists of texts, none missing."""
    if is_list(array):
        ends = np.append(0, np.cumsum(lengths(array))).astype(np.int32)
        lines = as_strings(array.flatten()).fill_null("").cast(pa.string())
        array = pc.binary_join(pa.ListArray.from_arrays(ends, lines), "\n")
    return as_strings(array).fill_null("")
