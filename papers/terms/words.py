"""Texts cut into words, all at once: what `papers.terms` counts."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers.arrays import strings
from papers.text import plain

FIELDS = ("title", "abstract")
"""Columns whose words are read: what every source has. A summary says the abstract once more."""
CHUNK = 8192
"""Papers whose texts are cut in one go; several go at the same time."""
BREAK, HYPHEN = ".", "-"
"""Marks among the words: no term goes over a `BREAK`; a `HYPHEN` joins the words beside it."""

_NO_WORDS = r"\$[^$]{0,200}\$|\\[a-zA-Z]+|https?://\S+|[’']s\b"
"""Formulas and commands of LaTeX, links, genitives."""
_BREAKS = r"[.,;:!?]+(?:\s|$)|[()\[\]\"“”…—–/|]+|\s-+\s"
"""Signs that end a phrase. A full stop within a word (“Qwen2.5”) ends nothing."""
_OTHERS = r"[^\pL\pN\pM .-]+"

Advance = Callable[[int], object]
"""advance(papers): how many papers have been read."""


@dataclass(frozen=True)
class Words:
    """The words of some papers as numbers.

    Attributes
    ----------
    forms : list of str
        The words and marks as they are written, each once.
    chunks : list of (k,) int32
        Places in `forms`, text after text; each text ends with a `BREAK`.
    lengths : list of (papers,) int32
        How many of them each text has.
    """

    forms: list[str]
    chunks: list[NDArray[np.int32]]
    lengths: list[NDArray[np.int32]]

    @property
    def size(self) -> int:
        """Number of texts."""
        return sum(map(len, self.lengths))


def texts(papers: pd.DataFrame) -> Iterator[pa.LargeStringArray]:
    """Yield the texts of papers in chunks: `FIELDS`, a break after each, missing ones empty."""
    columns = [strings(papers[name]).fill_null("") for name in FIELDS if name in papers]
    for start in range(0, len(papers), CHUNK):
        parts = [column.slice(start, CHUNK) for column in columns]
        yield pc.binary_join_element_wise(*parts, pa.scalar(" . ", pa.large_string()))


def read(chunks: Iterator[pa.LargeStringArray], advance: Advance = lambda papers: None) -> Words:
    """Return the words of texts that come in chunks."""
    places: dict[str, int] = {}
    words = Words([], [], [])
    done = 0
    with ThreadPoolExecutor() as pool:  # pyarrow lets other threads run
        for lengths, encoded in pool.map(_cut, chunks):
            place = [places.setdefault(form, len(places)) for form in encoded.dictionary.to_pylist()]
            words.chunks.append(np.array(place, np.int32).take(encoded.indices.to_numpy()))
            words.lengths.append(lengths)
            done += len(lengths)
            advance(done)
    words.forms.extend(places)
    return words


def fold(form: str) -> str:
    """Return a word for comparing: no case, no accents."""
    return plain(form)


def _cut(chunk: pa.LargeStringArray) -> tuple[NDArray[np.int32], pa.DictionaryArray]:
    """Return how many words and marks each text has, and all of them."""
    chunk = pc.replace_substring_regex(chunk, _NO_WORDS, " ")
    chunk = pc.replace_substring_regex(chunk, _BREAKS, " . ")
    chunk = pc.replace_substring(chunk, HYPHEN, " - ")
    chunk = pc.replace_substring_regex(chunk, _OTHERS, " ")
    chunk = pc.binary_join_element_wise(chunk, pa.scalar(BREAK, pa.large_string()), pa.scalar(" ", pa.large_string()))
    lists = pc.utf8_split_whitespace(pc.utf8_trim_whitespace(chunk))
    lengths = pc.list_value_length(lists).to_numpy().astype(np.int32)
    return lengths, lists.flatten().dictionary_encode()
