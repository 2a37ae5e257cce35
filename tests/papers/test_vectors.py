"""Vectors of papers: near where the words are alike."""

import numpy as np
import pandas as pd
import pytest

from papers import schema, vectors
from papers.terms import Terms
from papers.vectors import Vectors

SUBJECTS = {
    "whales": "whale song sonar ocean migration pod krill hydrophone",
    "bread": "dough yeast oven crust sourdough flour proofing crumb",
    "trams": "tram rail timetable depot catenary passenger junction signal",
}


def papers(each: int = 12) -> pd.DataFrame:
    """Return papers of three subjects, each made of some of its words."""
    random = np.random.default_rng(3)
    rows = []
    for subject, words in SUBJECTS.items():
        for number in range(each):
            chosen = " ".join(random.choice(words.split(), 6))
            rows.append({"paper_id": f"title:{subject}-{number}", "title": f"{subject} {number}", "abstract": chosen})
    return schema.conform(pd.DataFrame(rows))


@pytest.fixture(scope="module")
def built() -> Vectors:
    return Vectors.build(Terms.build(papers()))


def test_rows_have_unit_length_and_few_bytes(built):
    assert built.matrix.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(built.matrix, axis=1), 1, atol=1e-5)


def test_papers_of_one_subject_are_nearer_than_those_of_another(built):
    nearest = np.argsort(-(built.matrix @ built.matrix.T), axis=1)[:, 1:6]
    same = nearest // 12 == np.arange(36)[:, None] // 12
    assert same.mean() > 0.95


def test_a_text_lands_among_the_papers_on_its_subject(built):
    whale, nothing = built.project(["The song of a whale pod", "Zyzzyva"])
    assert set(np.argsort(-(built.matrix @ whale))[:6] // 12) == {0}
    assert not nothing.any()


def test_the_same_papers_give_the_same_vectors(built):
    np.testing.assert_array_equal(Vectors.build(Terms.build(papers())).matrix, built.matrix)


def test_the_randomised_way_finds_the_same_neighbours(built, monkeypatch):
    monkeypatch.setattr(vectors, "EXACT", 0)
    other = Vectors.build(built.terms)
    np.testing.assert_allclose(other.matrix @ other.matrix.T, built.matrix @ built.matrix.T, atol=0.02)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_papers_have_vectors_too(count):
    few = papers().iloc[:count].reset_index(drop=True)
    found = Vectors.build(Terms.build(few))
    assert len(found.matrix) == count
    assert np.isfinite(found.matrix).all()


def test_saved_vectors_open_as_they_were(built, tmp_path):
    built.terms.save(tmp_path)
    built.save(tmp_path)
    opened = Vectors.open(tmp_path, Terms.open(tmp_path))
    np.testing.assert_array_equal(opened.matrix, built.matrix)
    np.testing.assert_array_equal(opened.project(["yeast and flour"]), built.project(["yeast and flour"]))
    assert not opened.matrix.flags.writeable  # it is the file


def test_new_papers_find_their_place_and_old_ones_keep_theirs(built):
    frame = papers()
    more = pd.DataFrame([{"paper_id": "title:new", "title": "Sourdough", "abstract": "yeast, flour and dough"}])
    both = schema.conform(pd.concat([frame, more], ignore_index=True))
    rows = np.append(np.arange(36), -1)
    extended = built.extended(built.terms.extended(both, rows), rows)
    np.testing.assert_array_equal(extended.matrix[:36], built.matrix)
    assert set(np.argsort(-(extended.matrix[:36] @ extended.matrix[36]))[:5] // 12) == {1}


def test_papers_without_any_term_are_saved_too(tmp_path):
    frame = schema.conform(pd.DataFrame({"paper_id": ["title:a", "title:b"], "title": ["The", "And"]}))
    terms = Terms.build(frame)
    terms.save(tmp_path)
    Vectors.build(terms).save(tmp_path)
    opened = Vectors.open(tmp_path, Terms.open(tmp_path))
    assert len(opened) == 2
    assert not opened.known.any()
