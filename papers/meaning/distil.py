"""Write the table of word vectors anew, from a sentence model and some collections:

    python -m papers.meaning.distil MODEL PAPERS.parquet ...

MODEL is a name or folder of sentence-transformers (`pip install -e ".[semantic]"`); the files have columns title and
abstract.
"""

import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from papers.meaning.table import FILE, RARE, quantised
from papers.search.folding import words_of

LEAST = 8
"""Papers that have a word, at least."""
DIMENSIONS = 256


def vocabulary(texts: list[str]) -> dict[str, int]:
    """Return the words of texts and in how many they occur, the most frequent first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word for word in words_of(text) if word.isalpha() and word.isascii() and len(word) > 1})
    return {word: count for word, count in counts.most_common() if count >= LEAST}


def reduced(vectors: NDArray[np.floating], counts: NDArray[np.floating], dimensions: int = DIMENSIONS) -> NDArray:
    """Return vectors (w, d) centred, on their first principal components, and weighted by the rarity of their words."""
    centred = vectors.astype(np.float64) - vectors.mean(axis=0)
    _, components = np.linalg.eigh(centred.T @ centred)
    shares = counts / counts.sum()
    return (centred @ components[:, ::-1][:, :dimensions]) * (RARE / (RARE + shares))[:, None]


def write(words: list[str], vectors: NDArray[np.floating], counts: NDArray[np.floating], path: Path = FILE) -> None:
    """Write the table of some words, given what the model makes of each."""
    table = quantised(words, reduced(vectors, counts))
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def main(model: str, paths: list[str]) -> None:
    """Read the files, encode their words, write the table."""
    from sentence_transformers import SentenceTransformer

    frames = [pd.read_parquet(path, columns=["title", "abstract"]) for path in paths]
    texts = [text for frame in frames for column in frame for text in frame[column].dropna().tolist()]
    known = vocabulary(texts)
    vectors = SentenceTransformer(model).encode(list(known), batch_size=512, show_progress_bar=True)
    write(list(known), np.asarray(vectors), np.array(list(known.values()), np.float64))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
