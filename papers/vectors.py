"""Papers as points whose nearness says how alike their words are: TF-IDF, reduced by a singular value decomposition.

The method is latent semantic analysis (S. Deerwester and others, “Indexing by latent semantic analysis”, 1990). It
needs no model: what goes together is learnt from the papers themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from papers.mapped import read_arrays, write_arrays
from papers.progress import Report, silent
from papers.terms import Terms

DIMENSIONS = 128
"""Most dimensions of a vector."""
LEARNT_FROM = 10_000
"""Papers that the components are learnt from at most, evenly spread over all: more change them little."""
EXACT = 2_000
"""Up to so many papers the decomposition is exact, beyond it randomised."""
ITERATIONS = 3
"""Power iterations of the randomised one."""
SEED = 7
"""Of the randomised one."""
CHUNK = 8192
"""Papers that are projected in one go."""
FILE = "vectors.arrow"


@dataclass(frozen=True)
class Vectors:
    """A vector a paper, and what places further texts among them.

    Attributes
    ----------
    matrix : (n, d) float32
        Rows of unit length, so that the product of two is their cosine; a row of zeros for a paper without any term.
        Not to be written to: it may be a file.
    weights : (t,) float32
        Weight of each term of `terms`: ``log((1 + n) / (1 + papers that have it)) + 1``.
    components : (t, d) float32
    terms : Terms
        The terms that the vectors are made of.
    """

    matrix: NDArray[np.float32]
    weights: NDArray[np.float32]
    components: NDArray[np.float32]
    terms: Terms

    def __len__(self) -> int:
        return len(self.matrix)

    @property
    def dimensions(self) -> int:
        """Numbers of a vector."""
        return self.matrix.shape[1]

    @classmethod
    def build(cls, terms: Terms, progress: Report = silent, *, seed: int = SEED) -> Self:
        """Return the vectors of papers, given their terms."""
        papers, known = terms.counts.shape
        weights = (np.log((1 + papers) / (1 + terms.papers)) + 1).astype(np.float32)
        learnt = np.unique(np.linspace(0, max(papers - 1, 0), min(papers, LEARNT_FROM)).astype(np.intp))
        progress(0, papers, "Comparing the papers")
        dimensions = min(DIMENSIONS, len(learnt) - 1, known - 1)
        if dimensions < 1:
            return cls(np.zeros((papers, 1), np.float32), weights, np.zeros((known, 1), np.float32), terms)
        components = _components(_weighted(terms.counts[learnt], weights), dimensions, seed)
        matrix = _projected(terms.counts, weights, components, progress)
        return cls(matrix, weights, components, terms)

    def extended(self, terms: Terms, rows: NDArray[np.intp], progress: Report = silent) -> Self:
        """Return the vectors of other papers, given their terms, among the same components.

        Parameters
        ----------
        terms : Terms
            m papers, of the same vocabulary.
        rows : (m,) intp
            The row in which each of them stands here with the same texts, -1 where it is new.
        """
        matrix = self.matrix[rows]
        new = np.flatnonzero(rows < 0)
        matrix[new] = _projected(terms.counts[new], self.weights, self.components, progress)
        return type(self)(matrix, self.weights, self.components, terms)

    def project(self, texts: Iterable[str]) -> NDArray[np.float32]:
        """Return vectors of texts among those of the papers, (texts, d) float32; zeros where no term is known."""
        return _projected(self.terms.count(texts), self.weights, self.components)

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Which papers have a vector that is not zero, (n,)."""
        return np.any(self.matrix != 0, axis=1)

    def save(self, folder: Path) -> None:
        """Write the vectors into a folder, in which `Terms.save` writes the terms."""
        arrays = {"matrix": self.matrix.ravel(), "weights": self.weights, "components": self.components.ravel()}
        write_arrays(folder / FILE, arrays)

    @classmethod
    def open(cls, folder: Path, terms: Terms) -> Self:
        """Return the vectors that were saved in a folder, mapped."""
        arrays = {name: array.to_numpy() for name, array in read_arrays(folder / FILE).items()}
        width = arrays["matrix"].size // max(len(terms), 1) or 1
        matrix = arrays["matrix"].reshape(len(terms), width)
        components = arrays["components"].reshape(len(arrays["weights"]), width)
        return cls(matrix, arrays["weights"], components, terms)


def _components(weighted: sp.csr_array, dimensions: int, seed: int) -> NDArray[np.float32]:
    """Return the first right singular vectors, (t, d) float32, greatest first; their signs are a rule, not chance."""
    if weighted.shape[0] <= EXACT:
        squares, left = np.linalg.eigh((weighted @ weighted.T).toarray())
        best = np.argsort(-squares)[:dimensions]
        components = (weighted.T @ left[:, best]) / np.sqrt(np.maximum(squares[best], np.finfo(np.float32).tiny))
    else:
        from sklearn.utils.extmath import randomized_svd  # its import takes longer than the exact one does

        found = randomized_svd(weighted, dimensions, n_iter=ITERATIONS, random_state=seed, flip_sign=False)
        components = found[2].T
    signs = np.sign(components[np.abs(components).argmax(axis=0), np.arange(components.shape[1])])
    return np.ascontiguousarray(components * np.where(signs == 0, 1, signs), np.float32)


def _projected(
    counts: sp.csr_array, weights: NDArray[np.float32], components: NDArray[np.float32], progress: Report = silent
) -> NDArray[np.float32]:
    """Return the vectors of papers by how often they have each term, chunk by chunk."""
    papers = counts.shape[0]
    matrix = np.zeros((papers, components.shape[1]), np.float32)
    for start in range(0, papers, CHUNK):
        progress(start, papers, "Comparing the papers")
        matrix[start : start + CHUNK] = _weighted(counts[start : start + CHUNK], weights) @ components
    lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
    np.divide(matrix, lengths, out=matrix, where=lengths > 0)
    return matrix


def _weighted(counts: sp.csr_array, weights: NDArray[np.float32]) -> sp.csr_array:
    """Return what each term weighs in each paper, rows of unit length: ``(1 + log(count)) weight``."""
    data = (1 + np.log(counts.data.astype(np.float32))) * weights[counts.indices]
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    lengths = np.sqrt(np.bincount(rows, data**2, counts.shape[0])).astype(np.float32)
    return sp.csr_array((data / lengths[rows], counts.indices, counts.indptr), counts.shape)
