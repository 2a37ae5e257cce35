"""A vector a word, distilled from a sentence model: what there is of meaning without a model.

The table holds the words of some 250,000 titles and abstracts of computational linguistics and machine learning, each
encoded by itself with all-MiniLM-L6-v2 (Apache License 2.0), centred, reduced to its principal components and weighted
by rarity (`papers.meaning.distil` wrote it). A text is the sum of its words. S. Arora and others, “A simple but
tough-to-beat baseline for sentence embeddings”, 2017; M. van Dongen and S. Tulkens, “Model2Vec”, 2024.
"""

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp
from numpy.typing import NDArray

from papers.search.folding import folded, words_of

FILE = Path(__file__).parent / "words.arrow"
RARE = 1e-3
"""Constant of the weight of a word, RARE / (RARE + its share of all occurrences): common ones tell little."""


class WordTable:
    """Vectors of words, (w, d) as bytes with a scale a word.

    Attributes
    ----------
    name : str
    """

    name = "a table of word vectors"

    def __init__(self, table: pa.Table) -> None:
        self._words = table["word"].combine_chunks()
        self._scales = table["scale"].combine_chunks().to_numpy().astype(np.float32)[:, None]
        self._bytes = table["vector"].combine_chunks().flatten().to_numpy().reshape(len(table), -1)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {word: place for place, word in enumerate(self._words.to_pylist())}

    @property
    def dimensions(self) -> int:
        """Numbers of a vector."""
        return self._bytes.shape[1]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector of unit length a text, (texts, d); zeros where no word is known."""
        if len(texts) == 1:  # a question: no need to look for all words at once
            rows = [self._places[word] for word in words_of(texts[0]) if word in self._places]
            vector = (self._bytes[rows] * self._scales[rows]).sum(axis=0, dtype=np.float32)
            return (vector / (np.linalg.norm(vector) or 1.0))[None]
        letters = folded([pa.array(list(texts), pa.large_string())])
        words = pc.split_pattern(letters, " ")
        places = pc.index_in(pc.list_flatten(words), self._words)
        parents = pc.list_parent_indices(words).to_numpy(zero_copy_only=False)
        known = places.is_valid().to_numpy(zero_copy_only=False)
        columns = places.drop_null().to_numpy(zero_copy_only=False)
        shape = (len(texts), len(self._words))
        counts = sp.csr_array((np.ones(len(columns), np.float32), (parents[known], columns)), shape)
        vectors = np.asarray(counts @ (self._bytes * self._scales), np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.divide(vectors, lengths, out=vectors, where=lengths > 0)


@cache
def bundled() -> WordTable:
    """Return the table that comes with Litscope."""
    with pa.memory_map(str(FILE)) as source, pa.ipc.open_file(source) as reader:
        return WordTable(reader.read_all())


def quantised(words: Sequence[str], vectors: NDArray[np.floating]) -> pa.Table:
    """Return a table as it is kept: a byte a number, and a scale a word."""
    scales = np.abs(vectors).max(axis=1) / 127
    scales[scales == 0] = 1
    values = np.round(vectors / scales[:, None]).astype(np.int8)
    lists = pa.FixedSizeListArray.from_arrays(pa.array(values.ravel()), vectors.shape[1])
    return pa.table(
        {"word": pa.array(list(words), pa.large_string()), "scale": scales.astype(np.float32), "vector": lists}
    )
