"""Plain words looked up in the texts of the papers: all must occur, case and accents do not matter.

A text is folded before it is compared: lower case, no accents, signs as spaces, a space before each word. A word of the
query is found where a word of the text begins with it: “graph” finds “graphs”, and “rag” does not find “storage”.
"""

import re
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers.arrays import arrow, as_strings, is_list, lengths

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
_ACCENT = re.compile("[\u0300-\u036f]")
"""Accents of European scripts. The marks of Indic scripts and of kana tell words apart: they stay."""
_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ß": "ss"}
"""Letters that Unicode does not take apart."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Letters of scripts without spaces between words, in which a word may begin anywhere."""
_NEW_WORD = re.compile(f"([{_UNSPACED}])([^{_UNSPACED} ])")
_SPACES_ASCII = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128)).lower()
_TO_ASCII = dict(enumerate(_SPACES_ASCII))
_TO_BYTES = _SPACES_ASCII.encode() + bytes(range(128, 256))


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


def fold(text: str) -> tuple[str, Sequence[int]]:
    """Return a folded text (without the space at its start), and where in the text each of its letters stood.

    Returns
    -------
    folded : str
    places : sequence of int
        One more than there are letters: the last is the end of the text.
    """
    if text.isascii():
        return text.translate(_TO_ASCII), range(len(text) + 1)
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        parts = _fold_letter(letter)
        if letters and not letters[-1].isascii() and _NEW_WORD.match(letters[-1] + parts):
            parts = " " + parts
        letters += parts
        places += [place] * len(parts)
    return "".join(letters), [*places, len(text)]


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """Return the letters that one letter becomes; none for an accent."""
    low = "".join(part.lower() for part in unicodedata.normalize("NFKD", letter) if not _ACCENT.match(part))
    return "".join(_STROKES.get(part, part if unicodedata.category(part)[0] in "LNM" else " ") for part in low)


def _pattern(term: str, before: str) -> str:
    """Return the regular expression of a term: it begins where a word does; signs may stand between its words."""
    words = " +".join(map(re.escape, term.split(" ")))
    return words if re.match(f"[{_UNSPACED}]", term) else before + words


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


def folded(columns: Sequence[pa.LargeStringArray]) -> pa.LargeStringArray:
    """Return the folded texts of some papers, their columns one after the other, as `fold` folds one.

    Parameters
    ----------
    columns : sequence of LargeStringArray, all (n,), none missing
        One at least.

    Returns
    -------
    (n,) LargeStringArray
        Each begins with a space.
    """
    columns = [_without_accents(column) for column in columns]
    empty = pa.array([""] * len(columns[0]), pa.large_string())
    texts = pc.binary_join_element_wise(empty, *columns, pa.scalar("\n", pa.large_string()))
    # signs and capitals of ASCII at last, at once: each byte stays one byte, so the texts begin where they did
    offsets, data = texts.buffers()[1:]
    return pa.LargeStringArray.from_buffers(len(texts), offsets, pa.py_buffer(data.to_pybytes().translate(_TO_BYTES)))


def _without_accents(texts: pa.LargeStringArray) -> pa.LargeStringArray:
    """Return texts with what is not ASCII folded."""
    ascii_only = pc.string_is_ascii(texts)
    others = pc.utf8_normalize(texts.filter(pc.invert(ascii_only)), form="NFKD")
    if not len(others):
        return texts
    others = pc.utf8_lower(pc.replace_substring_regex(others, _ACCENT.pattern, ""))
    for letter, letters in _STROKES.items():
        others = pc.replace_substring(others, letter, letters)
    others = pc.replace_substring_regex(others, r"[^\p{L}\p{N}\p{M}]", " ")
    others = pc.replace_substring_regex(others, _NEW_WORD.pattern, r"\1 \2")
    return pc.replace_with_mask(texts, pc.invert(ascii_only), others)
