"""The vectors of all papers, made once, kept in a folder, and mapped when it is opened."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from papers import arrays
from papers.meaning.table import bundled
from papers.progress import Report, silent

MODEL = "LITSCOPE_MODEL"
"""Environment variable: name or folder of a sentence model that is used instead of the table of words."""
FIELDS = ("title", "abstract", "summary")
CHUNK = 2_048
"""Papers that are encoded in one go, between two steps of progress."""
MANY = 20_000
"""From so many papers on a question is compared with all of them in few directions, and in all with the nearest."""
DIRECTIONS = 64
"""The directions in which the papers differ most (principal components) that are looked at first."""
LEARNT_FROM = 10_000
"""Papers that the directions are learnt from at most, evenly spread."""
NEAREST = 4_000
"""Papers that are then compared in full."""
_INFO, _MATRIX, _COARSE, _TURN = "meaning.json", "meaning.npy", "coarse.npy", "turn.npy"


class UnreadableMeaningError(ValueError):
    """Vectors that cannot be opened; the message is a sentence for the user."""


class Encoder(Protocol):
    """What makes vectors of texts."""

    name: str

    @property
    def dimensions(self) -> int:
        """Numbers of a vector."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return a vector of unit length a text, (texts, d)."""


class Meaning:
    """A vector a paper, and what makes one of a question.

    Attributes
    ----------
    matrix : (n, d) float32
        Rows of unit length; zeros for a paper of which no word is known. Not to be written to: it may be a file.
    encoder : Encoder
    coarse : (n, c) float32 or None
        The vectors in the few directions in which they differ most; None of few papers.
    turn : (d, c) float32 or None
        What turns a vector into these directions.
    """

    def __init__(
        self,
        matrix: NDArray[np.float32],
        encoder: Encoder,
        coarse: NDArray[np.float32] | None = None,
        turn: NDArray[np.float32] | None = None,
    ) -> None:
        self.matrix, self.encoder = matrix, encoder
        self.coarse, self.turn = coarse, turn

    def __len__(self) -> int:
        return len(self.matrix)

    @property
    def name(self) -> str:
        """What the vectors are made by."""
        return self.encoder.name

    def alike(self, text: str, exactly: NDArray[np.intp] | None = None) -> NDArray[np.float32]:
        """Return the cosine of each paper with a text, (n,); all 0 where nothing of the text is known.

        Of many papers it is near enough for those that are far from the text, unless they are among `exactly`.
        """
        return self.near(self.encoder.encode([text])[0], exactly)

    def near(self, vector: NDArray[np.float32], exactly: NDArray[np.intp] | None = None) -> NDArray[np.float32]:
        """Return the cosine of each paper with a vector (d,) of unit length, as `alike` does."""
        if self.coarse is None or self.turn is None:
            return self.matrix @ vector
        cosines = self.coarse @ (vector @ self.turn)
        rows = np.argpartition(cosines, -NEAREST)[-NEAREST:]
        rows = np.sort(rows) if exactly is None else np.union1d(rows, exactly)
        cosines[rows] = self.matrix[rows] @ vector
        return cosines

    def extended(self, papers: pd.DataFrame, rows: NDArray[np.intp], progress: Report = silent) -> "Meaning":
        """Return the vectors of other papers; `rows` (m,) says where each of them stands here, -1 where it is new."""
        matrix = self.matrix[rows]
        new = np.flatnonzero(rows < 0)
        matrix[new] = build(papers.iloc[new], progress, self.encoder).matrix
        return _of(matrix, self.encoder)

    def save(self, folder: Path) -> None:
        """Write the vectors into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / _MATRIX, self.matrix)
        if self.coarse is not None and self.turn is not None:
            np.save(folder / _COARSE, self.coarse)
            np.save(folder / _TURN, self.turn)
        (folder / _INFO).write_text(json.dumps({"encoder": self.encoder.name}), encoding="utf-8")


def encoder() -> Encoder:
    """Return what makes the vectors: the model that is named, else the table of words."""
    model = os.environ.get(MODEL, "").strip()
    if not model:
        return bundled()
    from papers.meaning.sentences import SentenceModel

    return SentenceModel(model)


def build(papers: pd.DataFrame, progress: Report = silent, by: Encoder | None = None) -> Meaning:
    """Return the vectors of some papers (n rows)."""
    by = by or encoder()
    matrix = np.zeros((len(papers), by.dimensions), np.float32)
    for start, texts in _texts(papers):
        progress(start, len(papers), "Reading what the papers mean")
        matrix[start : start + len(texts)] = by.encode(texts)
    progress(len(papers), len(papers), "Reading what the papers mean")
    return _of(matrix, by)


def _of(matrix: NDArray[np.float32], by: Encoder) -> Meaning:
    """Return vectors with their main directions, where there are many of them."""
    if len(matrix) < MANY:
        return Meaning(matrix, by)
    drawn = matrix[np.linspace(0, len(matrix) - 1, LEARNT_FROM).astype(np.intp)]
    _, directions = np.linalg.eigh(drawn.T @ drawn)
    turn = np.ascontiguousarray(directions[:, ::-1][:, :DIRECTIONS], np.float32)
    return Meaning(matrix, by, matrix @ turn, turn)


def open(folder: Path) -> Meaning:
    """Return the vectors that were saved in a folder, mapped into memory.

    Raises
    ------
    UnreadableMeaningError
        If there are none, or what made them is not at hand.
    """
    try:
        made_by = json.loads((folder / _INFO).read_text(encoding="utf-8"))["encoder"]
        matrix = np.load(folder / _MATRIX, mmap_mode="r")
        many = len(matrix) >= MANY
        coarse = np.load(folder / _COARSE, mmap_mode="r") if many else None
        turn = np.load(folder / _TURN) if many else None
    except (OSError, ValueError, KeyError) as error:
        raise UnreadableMeaningError(f"The vectors in {folder} cannot be read ({error}); prepare it anew.") from error
    by: Encoder = bundled()
    if made_by != by.name:
        from papers.meaning.sentences import SentenceModel

        by = SentenceModel(made_by)
    return Meaning(matrix, by, coarse, turn)


def _texts(papers: pd.DataFrame) -> Iterator[tuple[int, list[str]]]:
    columns = [arrays.strings(papers[name]).fill_null("") for name in FIELDS if name in papers]
    for start in range(0, len(papers), CHUNK):
        parts = zip(*(column.slice(start, CHUNK).to_pylist() for column in columns), strict=True)
        count = min(CHUNK, len(papers) - start)
        yield start, ["\n".join(filter(None, part)) for part in parts] if columns else [""] * count
