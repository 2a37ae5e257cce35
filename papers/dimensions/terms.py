"""Bins of terms: a paper stands in the bin of each term that its title and abstract have."""

from collections.abc import Iterable
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers.dimensions.dimension import MISSING, Counts, Dimension, Rows, Value
from papers.schema import TERMS
from papers.terms import Terms


class TermBins(Dimension):
    """Bins of terms, the most frequent first. It reads `Terms.counts` where they stand: they may be a file.

    A paper without any term stands in none.
    """

    def __init__(self, terms: Terms) -> None:
        self.column = TERMS
        self.terms = terms
        self.size = len(terms.labels)
        self.totals = terms.papers
        self.widths: NDArray[np.int32] = np.diff(terms.counts.indptr).astype(np.int32)

    @cached_property
    def values(self) -> list[Value]:
        """The terms."""
        return self.terms.labels.to_pylist()

    @property
    def labels(self) -> list[str]:
        """The terms."""
        return self.terms.labels.to_pylist()

    def label(self, value: Value) -> str:
        """Return the term itself."""
        return "no term" if value is MISSING else str(value)

    def name(self, code: int) -> str:
        """Return the term of a bin."""
        return self.terms.labels[code].as_py()

    def codes(self, values: Iterable[Value]) -> Rows:
        """Return the bins of these terms, increasing; unknown ones have none."""
        wanted = pa.array([value for value in values if isinstance(value, str)], pa.large_string())
        places = pc.index_in(wanted, self.terms.labels).drop_null().to_numpy(zero_copy_only=False)
        return np.unique(places).astype(np.intp)

    def tally(self, rows: Rows) -> Counts:
        """Return how many of these papers have each term, (size,) int32."""
        part = self.terms.counts.indices if len(rows) == len(self.widths) else self.terms.counts[rows].indices
        return np.bincount(part, minlength=self.size).astype(np.int32)

    def hits(self, codes: NDArray[np.integer]) -> NDArray[np.integer]:
        """Return how many of these terms each paper has, (n,)."""
        chosen = np.zeros(self.size, np.bool_)
        chosen[codes] = True
        places = np.flatnonzero(chosen[self.terms.counts.indices])
        rows = np.searchsorted(self.terms.counts.indptr, places, side="right") - 1
        return np.bincount(rows, minlength=len(self.widths))

    def together(self, codes: NDArray[np.integer], rows: Rows) -> NDArray[np.int32]:
        """Return in how many of these papers each two of some terms stand together, (codes, codes) int32."""
        part = self.terms.counts[rows][:, codes].astype(np.bool_).astype(np.int32)
        return (part.T @ part).toarray().astype(np.int32)
