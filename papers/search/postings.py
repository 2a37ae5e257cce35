"""How often each stem occurs in which papers: what plain words rank by.

tantivy gives hits one by one, which takes half a microsecond each in Python: too long where half of 250,000 papers have
a word, and a page asks for the score of each. These are the same words as columns of numbers, added up at once.
"""

import bisect
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp
from numpy.typing import NDArray

from papers.mapped import read_arrays, write_arrays
from papers.search.stemming import stem

K1, B = 1.2, 0.75
"""Constants of BM25 (S. Robertson and H. Zaragoza, “The probabilistic relevance framework”, 2009), as tantivy has them:
how soon a further occurrence adds little, and how much long texts are held back."""
MOST = 255
"""Occurrences of a stem in one paper that are counted."""
FILE = "postings.arrow"


class Postings:
    """The stems of n papers.

    Attributes
    ----------
    stems : (t,) StringArray
        In the order of their code points.
    starts : (t + 1,) int64
        Where the papers of each begin in `rows` and `often`.
    rows : (p,) int32
        Papers that have a stem, ascending.
    often : (p,) uint8
        How often.
    lengths : (n,) float32
        Words of each paper.
    """

    def __init__(
        self,
        stems: pa.StringArray,
        starts: NDArray[np.int64],
        rows: NDArray[np.int32],
        often: NDArray[np.uint8],
        lengths: NDArray[np.float32],
    ) -> None:
        self.stems, self.starts, self.rows, self.often, self.lengths = stems, starts, rows, often, lengths
        mean = float(lengths.mean()) if len(lengths) else 1.0
        self._held_back = (K1 * (1 - B + B * lengths / (mean or 1.0))).astype(np.float32)

    def __len__(self) -> int:
        return len(self.lengths)

    @classmethod
    def build(cls, texts: Iterable[list[str]], papers: int) -> Self:
        """Return those of some papers, given their folded texts chunk by chunk."""
        known: dict[str, int] = {}
        parts = list(_counted(texts, known))
        names = sorted(known)
        order = np.fromiter((known[name] for name in names), np.int64, len(names))
        padded = [sp.csr_array((part.data, part.indices, part.indptr), (part.shape[0], len(known))) for part in parts]
        by_stem = sp.vstack(padded).tocsc() if padded else sp.csc_array((papers, 0))
        lengths = by_stem.sum(axis=1).astype(np.float32)
        by_stem = by_stem[:, order]
        often = np.minimum(by_stem.data, MOST).astype(np.uint8)
        starts, rows = by_stem.indptr.astype(np.int64), by_stem.indices.astype(np.int32)
        return cls(pa.array(names, pa.string()), starts, rows, often, lengths)

    def of(self, name: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the papers that have a stem, ascending, and what it scores in each by BM25."""
        place = bisect.bisect_left(range(len(self.stems)), name, key=lambda place: self.stems[place].as_py())
        if place == len(self.stems) or self.stems[place].as_py() != name:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        here = slice(int(self.starts[place]), int(self.starts[place + 1]))
        rows, often = self.rows[here], self.often[here].astype(np.float32)
        rarity = np.float32(np.log1p((len(self) - len(rows) + 0.5) / (len(rows) + 0.5)) * (K1 + 1))
        return rows, rarity * often / (often + self._held_back[rows])

    def save(self, folder: Path) -> None:
        """Write them into a folder."""
        names = ("stems", "starts", "rows", "often", "lengths")
        write_arrays(folder / FILE, {name: getattr(self, name) for name in names})

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return what `save` wrote, mapped.

        Raises
        ------
        DamagedError
        """
        arrays = read_arrays(folder / FILE)
        return cls(arrays["stems"], *(arrays[name].to_numpy() for name in ("starts", "rows", "often", "lengths")))


def _counted(texts: Iterable[list[str]], known: dict[str, int]) -> Iterator[sp.csr_array]:
    """Yield how often each stem occurs, (papers of a chunk, stems known so far); `known` takes up new stems."""
    for chunk in texts:
        words = pc.utf8_split_whitespace(pa.array(chunk, pa.large_string()))
        encoded = pc.list_flatten(words).dictionary_encode()
        stems = [stem(word) for word in encoded.dictionary.to_pylist()]
        numbers = np.array([known.setdefault(one, len(known)) if one else -1 for one in stems], np.int64)
        columns = numbers[encoded.indices.to_numpy()] if len(numbers) else np.empty(0, np.int64)
        rows = pc.list_parent_indices(words).to_numpy()[columns >= 0]
        columns = columns[columns >= 0]
        counts = sp.coo_array((np.ones(len(rows), np.int32), (rows, columns)), (len(chunk), len(known)))
        yield counts.tocsr()
