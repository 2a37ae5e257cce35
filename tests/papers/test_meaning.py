"""What papers mean: the table of words that is always there, keeping and opening, and the pieces of long texts."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from papers import meaning
from papers.computed import Computed
from papers.meaning.sentences import WORDS, MissingModelError, SentenceModel, pieces_of
from papers.meaning.table import bundled, quantised

PAPERS = pd.DataFrame(
    {
        "title": ["Faster decoding with draft models", "Translating rare languages", "xyzzyq", None],
        "abstract": ["Speculative sampling speeds up inference.", "Low-resource machine translation.", None, None],
    }
)


def test_a_question_in_other_words_finds_the_paper():
    made = meaning.build(PAPERS)
    assert made.matrix.shape == (4, bundled().dimensions) and made.matrix.dtype == np.float32
    assert np.argmax(made.alike("accelerate text generation")) == 0
    assert np.argmax(made.alike("translator for tongues with little data")) == 1


def test_texts_of_unknown_words_mean_nothing():
    made = meaning.build(PAPERS)
    assert not made.matrix[2:].any()
    assert not made.alike("xyzzyq").any()
    assert len(meaning.build(PAPERS.iloc[:0])) == 0


def test_kept_and_opened_it_is_the_same(tmp_path: Path):
    made = meaning.build(PAPERS)
    made.save(tmp_path)
    opened = meaning.open(tmp_path)
    assert np.array_equal(opened.matrix, made.matrix) and opened.name == made.name
    with pytest.raises(meaning.UnreadableMeaningError, match="prepare it anew"):
        meaning.open(tmp_path / "nowhere")


def test_papers_that_come_are_added_to_those_that_are_there():
    before = Computed(PAPERS.assign(paper_id=["a", "b", "c", "d"]))
    _ = before.meaning
    more = pd.DataFrame({"paper_id": ["e"], "title": ["Speculative decoding"], "abstract": [None]})
    papers = pd.concat([before.papers, more], ignore_index=True)
    assert np.allclose(Computed(papers, before=before).meaning.matrix, meaning.build(papers).matrix)


class Drawn:
    """Gives each text the vector of its number."""

    name = "drawn"

    def __init__(self, vectors: np.ndarray) -> None:
        self.vectors, self.dimensions = vectors, vectors.shape[1]

    def encode(self, texts: list[str]) -> np.ndarray:
        return self.vectors[[int(text) for text in texts]]


def test_of_many_papers_the_nearest_are_compared_in_full_and_the_others_nearly(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("papers.meaning.meaning.MANY", 300)
    monkeypatch.setattr("papers.meaning.meaning.NEAREST", 50)
    random = np.random.default_rng(1)
    vectors = random.normal(size=(400, 96)) * np.linspace(2, 0.1, 96)  # they differ more in some directions
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    made = meaning.build(pd.DataFrame({"title": list(map(str, range(400)))}), by=Drawn(vectors))
    assert made.coarse is not None and made.coarse.shape == (400, 64)
    exact, found, surely = vectors @ vectors[7], made.alike("7"), np.array([0, 399])
    nearest = np.argsort(-exact)[:40]
    assert np.allclose(found[nearest], exact[nearest], atol=1e-6)
    assert np.allclose(found, exact, atol=0.1) and not np.allclose(found, exact, atol=1e-6)
    assert np.allclose(made.alike("7", surely)[surely], exact[surely], atol=1e-6)
    made.save(tmp_path)
    monkeypatch.setattr("papers.meaning.meaning.bundled", lambda: Drawn(vectors))
    assert np.allclose(meaning.open(tmp_path).alike("7"), found, atol=1e-6)


def test_a_question_by_itself_means_what_it_means_among_others():
    texts = ["Accelerate text generation, text!", "xyzzyq", "", "Übersetzung of langues"]
    together = bundled().encode(texts)
    assert np.allclose(np.concatenate([bundled().encode([text]) for text in texts]), together, atol=1e-6)


def test_bytes_keep_what_words_mean():
    vectors = np.random.default_rng(1).normal(size=(20, 8)) * np.arange(20)[:, None]
    table = quantised([f"w{i}" for i in range(20)], vectors)
    back = np.array(table["vector"].to_pylist()) * table["scale"].to_numpy()[:, None]
    assert np.allclose(back, vectors, atol=np.abs(vectors).max() / 200)


def test_long_texts_are_read_in_pieces_between_sentences():
    sentence = "One two three four five six seven eight nine ten."
    pieces = pieces_of("Title\n" + " ".join([sentence] * 40))
    assert len(pieces) > 2 and all(len(piece.split()) <= WORDS + 10 for piece in pieces)
    assert all(piece.startswith("Title. One") and piece.endswith("ten.") for piece in pieces)
    assert sum(piece.count("ten.") for piece in pieces) == 40
    assert pieces_of("Title") == ["Title"]


def test_a_model_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(MissingModelError, match=r"pip install|cannot be loaded"):
        SentenceModel(str(tmp_path / "no model"))
