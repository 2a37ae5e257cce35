"""Words of many texts at once, as hashes: a hundred thousand abstracts take a second or two."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from papers.arrays import strings

Hashes = NDArray[np.uint64]
Rows = NDArray[np.int32]

CHUNK = 4_000
"""Texts hashed at once: some 50 MB of intermediate arrays."""
FREQUENT = Path(__file__).with_name("frequent.csv")
"""The most frequent words of abstracts, and in how many of ten thousand they occur (from 50,000 abstracts)."""
RAREST = 20.0
"""Abstracts of ten thousand in which a word that is not listed is taken to occur."""

_SEPARATES = 0
_PUNCTUATION = 0xE2
"""First of the three bytes of dashes, quotation marks and signs in UTF-8."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(int(_FACTOR), -1, 2**64))
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_LETTERS = np.array(
    [ord(chr(b).lower()) if b < 128 and chr(b).isalnum() else b if b >= 128 else _SEPARATES for b in range(256)],
    dtype=np.uint8,
)


def words(texts: pd.Series) -> Iterator[tuple[Hashes, Rows]]:
    """Yield, for chunks of the texts, the hash of each word in order and the row of its text.

    Words are runs of letters and digits without case. A missing text has none.
    """
    for start in range(0, len(texts), CHUNK):
        hashes, rows = _hashed(strings(texts.iloc[start : start + CHUNK]).fill_null(""))
        yield hashes, (rows + start).astype(np.int32)


def mixed(*parts: Hashes) -> Hashes:
    """Return one hash for each row of several, which depends on their order."""
    found = np.zeros(len(parts[0]), np.uint64)
    for part in parts:
        found = (found ^ part) * _MIX_2
        found ^= found >> np.uint64(31)
    return found


@cache
def _frequent() -> tuple[Hashes, NDArray[np.float64]]:
    """Return the frequent words, hashed and in order, and in how many of ten thousand abstracts each occurs."""
    table = pd.read_csv(FREQUENT, keep_default_na=False)
    hashes, rows = _hashed(pa.array(table["word"], pa.large_string()))
    first = np.unique(rows, return_index=True)[1]
    hashes, places = np.unique(hashes[first], return_index=True)
    return hashes, table["per_10000"].to_numpy(float)[rows[first][places]]


def weights(hashes: Hashes) -> NDArray[np.float64]:
    """Return what sharing each word tells: the logarithm of how rare it is, 0 to some 6."""
    words, shares = _frequent()
    place = np.minimum(np.searchsorted(words, hashes), len(words) - 1)
    return np.log(10_000 / np.where(words[place] == hashes, shares[place], RAREST))


def _hashed(texts: pa.LargeStringArray) -> tuple[Hashes, NDArray[np.int64]]:
    """Return hash and row of each word.

    The hash of a word is the sum of its bytes times powers of an odd factor, read off sums over the whole buffer: the
    factor has an inverse modulo 2**64, which takes the place in the buffer out again.
    """
    ends = np.frombuffer(texts.buffers()[1], np.int64)[texts.offset : texts.offset + len(texts) + 1]
    raw = texts.buffers()[2]
    data = np.frombuffer(raw, np.uint8)[ends[0] : ends[-1]] if raw is not None else np.zeros(0, np.uint8)
    ends = ends - ends[0]
    letters = _LETTERS[data]
    for offset in range(3):
        places = np.flatnonzero(data == _PUNCTUATION) + offset
        letters[places[places < len(letters)]] = _SEPARATES
    inside = letters != _SEPARATES
    begins, stops = inside.copy(), inside.copy()
    begins[1:] &= ~inside[:-1]
    stops[:-1] &= ~inside[1:]
    edges = ends[1:-1]
    edges = edges[(edges > 0) & (edges < len(letters))]
    begins[edges] = inside[edges]
    stops[edges - 1] = inside[edges - 1]
    first, last = np.flatnonzero(begins), np.flatnonzero(stops) + 1
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(letters * _powers(_FACTOR, len(letters)))])
    hashes = (sums[last] - sums[first]) * _powers(_INVERSE, len(letters))[first]
    hashes ^= hashes >> np.uint64(29)
    hashes *= _MIX_1
    hashes ^= hashes >> np.uint64(32)
    return hashes, np.searchsorted(ends, first, side="right") - 1


def _powers(factor: np.uint64, count: int) -> Hashes:
    powers = np.full(count, factor, np.uint64)
    powers[:1] = 1
    return np.multiply.accumulate(powers)
