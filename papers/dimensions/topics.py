"""Bins of the topic tree: a paper stands in its topic and in all above it."""

from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from papers.dimensions.categories import Many
from papers.dimensions.dimension import MISSING, MISSING_LABEL, Value
from papers.schema import Column

BETWEEN = "›"
"""What stands between the labels of the levels in the column `topic_label`."""


class Topics(Many):
    """Bins of the column `topic`, whose values are paths (“3.1”); labels are those of `topic_label`.

    Attributes
    ----------
    tops : (n,) object
        Path of the topic at the top in which each paper lies, `MISSING` where it has none.
    """

    def __init__(self, column: Column, paths: pa.Array, labels: pa.Array) -> None:
        encoded = paths.dictionary_encode()
        codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy(zero_copy_only=False).astype(np.int64)
        distinct = encoded.dictionary.to_pylist()
        levels = [_ancestors(path) for path in distinct]
        first = np.full(len(distinct) + 1, -1, np.int64)
        first[codes[::-1]] = np.arange(len(codes))[::-1]
        self._label_of: dict[str, str] = {}
        for above, row in zip(levels, first.tolist(), strict=False):
            words = [part.strip() for part in (labels[row].as_py() or "").split(BETWEEN)]
            for depth, name in enumerate(above):
                if depth < len(words) and words[depth]:
                    self._label_of.setdefault(name, words[depth])
        lists = pa.array([*levels, None], pa.list_(pa.large_string())).take(pa.array(codes))
        super().__init__(column, lists)
        names = np.array([*(above[0] for above in levels), MISSING], object)
        self.tops: NDArray[np.object_] = names[codes]

    @cached_property
    def _twice(self) -> set[str]:
        """Labels that several topics have."""
        labels = list(self._label_of.values())
        return {label for label in labels if labels.count(label) > 1}

    def label(self, value: Value) -> str:
        """Return the label of a topic; with that of the one above where another topic has the same."""
        if value is MISSING:
            return MISSING_LABEL
        path = str(value)
        label = self._label_of.get(path, path)
        above = self._label_of.get(path.rpartition(".")[0])
        return f"{above} {BETWEEN} {label}" if label in self._twice and above else label


def _ancestors(path: str) -> list[str]:
    numbers = path.split(".")
    return [".".join(numbers[: depth + 1]) for depth in range(len(numbers))]
