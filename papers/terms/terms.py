"""In which papers each term occurs, and how often."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import pandas as pd
import pyarrow as pa
import scipy.sparse as sp
from numpy.typing import NDArray

from papers.mapped import read_arrays, write_arrays
from papers.progress import Report, silent
from papers.terms import words
from papers.terms.vocabulary import Vocabulary

FILE = "terms.arrow"


@dataclass(frozen=True)
class Terms:
    """Terms of some papers.

    Attributes
    ----------
    vocabulary : Vocabulary
        t terms.
    counts : csr_array of uint16
        How often each term occurs in each paper, (n, t). Not to be written to: it may be a file.
    """

    vocabulary: Vocabulary
    counts: sp.csr_array

    def __len__(self) -> int:
        return self.counts.shape[0]

    @classmethod
    def build(cls, papers: pd.DataFrame, progress: Report = silent) -> Self:
        """Return the terms of papers (n rows)."""
        read = words.read(words.texts(papers), lambda done: progress(done, len(papers), "Reading the words"))
        vocabulary = Vocabulary.learn(read)
        return cls(vocabulary, vocabulary.count(read))

    def extended(self, papers: pd.DataFrame, rows: NDArray[np.intp], progress: Report = silent) -> Self:
        """Return the terms of other papers by the same vocabulary.

        Parameters
        ----------
        papers : DataFrame
            m rows.
        rows : (m,) intp
            The row in which each of them stands here with the same texts, -1 where it is new.
        """
        new = papers.iloc[np.flatnonzero(rows < 0)]
        read = words.read(words.texts(new), lambda done: progress(done, len(new), "Reading the words"))
        counts = sp.vstack([self.counts, self.vocabulary.count(read)], "csr")
        place = rows.copy()
        place[rows < 0] = np.arange(len(self), len(self) + len(new))
        return type(self)(self.vocabulary, counts[place])

    def count(self, texts: Iterable[str]) -> sp.csr_array:
        """Return how often each term occurs in texts, (texts, t) uint16."""
        return self.vocabulary.count(words.read(iter([pa.array(list(texts), pa.large_string())])))

    @property
    def labels(self) -> pa.LargeStringArray:
        """The terms as they are mostly written, (t,); the most frequent first."""
        return self.vocabulary.labels

    @cached_property
    def pairs(self) -> NDArray[np.bool_]:
        """Which terms are pairs of words, (t,)."""
        paired = np.zeros(len(self.vocabulary), np.bool_)
        paired[self.vocabulary.term_of_pair] = True
        return paired

    @cached_property
    def papers(self) -> NDArray[np.int32]:
        """In how many papers each term occurs, (t,)."""
        return np.bincount(self.counts.indices, minlength=len(self.vocabulary)).astype(np.int32)

    def save(self, folder: Path) -> None:
        """Write the terms into a folder."""
        known, counts = self.vocabulary, self.counts
        write_arrays(
            folder / FILE,
            {
                "forms": known.forms,
                "word_of": known.word_of,
                "term_of_word": known.term_of_word,
                "pairs": known.pairs,
                "term_of_pair": known.term_of_pair,
                "labels": known.labels,
                "indptr": counts.indptr.astype(np.int64),
                "indices": counts.indices.astype(np.int32),
                "counts": counts.data,
            },
        )

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the terms that were saved in a folder, mapped."""
        arrays = read_arrays(folder / FILE)
        forms, labels = arrays.pop("forms"), arrays.pop("labels")
        indptr, indices, data = (arrays.pop(name).to_numpy() for name in ("indptr", "indices", "counts"))
        parts = {name: array.to_numpy() for name, array in arrays.items()}
        counts = sp.csr_array((data, indices, indptr), (len(indptr) - 1, len(labels)), copy=False)
        return cls(Vocabulary(forms=forms, labels=labels, **parts), counts)
