"""Plain words looked up in the texts of the papers: all must occur, case and accents do not matter."""

import re
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

FIELDS = ("title", "abstract", "summary", "authors")
"""Columns that are searched."""
TERM_LIMIT = 32
"""Words of a query beyond this one are ignored."""
CHUNK = 8192
"""Rows that are looked through in one go; several go at the same time."""

_SEPARATORS = "".join(chr(c) for c in range(128) if not chr(c).isalnum())
_TO_SPACE = str.maketrans(dict.fromkeys(_SEPARATORS, " "))
_ASCII = bytes(ord(chr(c).lower()) if chr(c).isalnum() else 32 for c in range(128)) + bytes(range(128, 256))
_QUERY = re.compile(r'"([^"]*)"?|([^\s"]+)')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that set no space between words, where a word may begin anywhere."""


def terms(query: str) -> list[str]:
    """Return the folded words and quoted phrases of a query, none twice; anything is a query, also half of one."""
    found: dict[str, None] = {}
    for phrase, word in _QUERY.findall(str(query).translate(_QUOTES)):
        folded = " ".join(fold(phrase or word)[0].split())
        if folded:
            found[folded] = None
    return list(found)[:TERM_LIMIT]


def fold(text: str) -> tuple[str, Sequence[int]]:
    """Return the text in lower case without accents, signs as spaces, and where each of its letters stood."""
    if text.isascii():
        return text.lower().translate(_TO_SPACE), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter):
            if unicodedata.category(part) == "Mn":
                continue
            for lower in part.lower():
                letters.append(lower if lower.isalnum() else " ")
                places.append(place)
    return "".join(letters), places


def spans(text: str, query: str) -> list[tuple[int, int]]:
    """Return where the words of a query stand in a text: (start, end) offsets that increase and do not overlap."""
    wanted = terms(query)
    if not wanted:
        return []
    folded, places = fold(text)
    found = sorted(
        (places[hit.start()], places[hit.end() - 1] + 1)
        for term in wanted
        for hit in re.finditer(_pattern(term, start=r"(?<![^ ])"), folded)
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _pattern(term: str, start: str) -> str:
    """Return the regular expression of a term: it begins with a word, and any signs may stand between its words."""
    words = " +".join(re.escape(word) for word in term.split(" "))
    return words if _UNSPACED.match(term) else start + words


class SearchText:
    """The texts of some papers, folded once, when they are first searched.

    Parameters
    ----------
    papers : DataFrame
        With any of the columns `FIELDS`, n rows.
    """

    def __init__(self, papers: pd.DataFrame) -> None:
        self._papers = papers

    def matches(self, query: str) -> NDArray[np.bool_]:
        """Return in which papers all words and phrases of the query occur, (n,); an empty query occurs in all."""
        patterns = [_pattern(term, start=" ") for term in sorted(terms(query), key=len, reverse=True)]
        if not patterns or not self._chunks:
            return np.full(len(self._papers), not patterns)
        with ThreadPoolExecutor() as pool:  # pyarrow lets go of the interpreter while it searches
            found = pool.map(lambda chunk: _matches(chunk, patterns), self._chunks)
            return np.concatenate(list(found))

    @cached_property
    def _chunks(self) -> list[pa.Array]:
        """The folded texts, in the order of the papers; each begins with a space."""
        columns = [_array(self._papers[name]) for name in FIELDS if name in self._papers]
        if not columns:
            return []
        return [
            _fold(_joined([_texts(column.slice(start, CHUNK)) for column in columns]))
            for start in range(0, len(self._papers), CHUNK)
        ]


def _joined(columns: list[pa.Array]) -> pa.Array:
    """Return texts side by side, a line each, after an empty line."""
    empty = pa.array([""] * len(columns[0]), pa.large_string())
    return pc.binary_join_element_wise(empty, *columns, pa.scalar("\n", pa.large_string()))


def _matches(texts: pa.Array, patterns: list[str]) -> NDArray[np.bool_]:
    mask = np.ones(len(texts), np.bool_)
    for pattern in patterns:
        rows = np.flatnonzero(mask)
        if not len(rows):
            break
        some = texts if len(rows) == len(texts) else texts.take(pa.array(rows))
        mask[rows] = pc.match_substring_regex(some, pattern).to_numpy(zero_copy_only=False)
    return mask


def _array(series: pd.Series) -> pa.Array:
    array = pa.array(series, from_pandas=True)
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def _texts(array: pa.Array) -> pa.Array:
    """Return texts or lists of texts as texts, none missing."""
    if pa.types.is_list(array.type) or pa.types.is_large_list(array.type):
        values = array.flatten().cast(pa.string()).fill_null("")
        ends = np.cumsum(pc.list_value_length(array).fill_null(0).to_numpy(zero_copy_only=False))
        array = pc.binary_join(pa.ListArray.from_arrays(np.append(0, ends).astype(np.int32), values), "\n")
    return array.cast(pa.large_string()).fill_null("")


def _fold(texts: pa.Array) -> pa.Array:
    """Do for a column what `fold` does for a text."""
    plain = pc.string_is_ascii(texts)
    if not pc.all(plain).as_py():
        folded = pc.utf8_normalize(texts.filter(pc.invert(plain)), form="NFKD")
        folded = pc.utf8_lower(pc.replace_substring_regex(folded, r"\p{Mn}+", ""))
        folded = pc.replace_substring_regex(folded, r"[^\p{L}\p{N}]", " ")
        texts = pc.replace_with_mask(texts, pc.invert(plain), folded)
    _, offsets, data = texts.buffers()
    low, high = (int(n) for n in np.frombuffer(offsets, np.int64)[[texts.offset, texts.offset + len(texts)]])
    letters = pa.py_buffer(data[low:high].to_pybytes().translate(_ASCII)) if data is not None else None
    shifted = np.frombuffer(offsets, np.int64)[texts.offset : texts.offset + len(texts) + 1] - low
    return pa.LargeStringArray.from_buffers(len(texts), pa.py_buffer(shifted), letters)
