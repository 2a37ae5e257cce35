"""What is computed from all papers: made once, opened, or carried over to other papers."""

import pickle
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from papers import schema
from papers.collection import Collection
from papers.computed import Computed
from papers.crossfilter import Crossfilter
from papers.terms import Terms

TEXTS = ["whale song in the ocean", "whale sonar in the ocean", "yeast and flour", "flour and dough", "dough and yeast"]


def frame(*texts: str) -> pd.DataFrame:
    return schema.conform(
        pd.DataFrame({"paper_id": [f"title:{text}" for text in texts], "title": texts, "abstract": texts})
    )


def collection(*texts: str) -> Collection:
    return replace(Collection.empty(), papers=frame(*texts))


def test_a_part_is_made_once_when_it_is_asked_for():
    computed = collection(*TEXTS).computed
    assert not computed.has("vectors")
    assert computed.vectors is computed.vectors
    assert computed.has("terms")
    assert len(computed.vectors) == 5


def test_views_reach_it_through_the_dimensions():
    one = collection(*TEXTS)
    crossfilter = Crossfilter(one.papers, one.derive, one.derived, one.computed)
    assert crossfilter.dimensions.computed is one.computed
    assert len(Crossfilter(one.papers).dimensions.computed.vectors) == 5


def test_it_stays_with_the_papers_and_not_with_others():
    one = collection(*TEXTS)
    assert replace(one, sources=()).computed is one.computed
    other = replace(one, papers=frame(*TEXTS[:3]))
    assert other.computed is not one.computed
    assert len(other.computed.vectors) == 3


def test_further_papers_leave_the_vectors_of_the_others_as_they_were(monkeypatch):
    one = collection(*TEXTS)
    before = one.computed.vectors.matrix
    monkeypatch.setattr(Terms, "build", lambda *_: pytest.fail("the vocabulary must be kept"))
    more = replace(one, papers=frame("flour in the ocean", *TEXTS))
    np.testing.assert_array_equal(more.computed.vectors.matrix[1:], before)
    assert more.computed.vectors.known[0]


def test_a_paper_whose_abstract_came_later_is_read_again():
    papers = frame(*TEXTS)
    one = replace(Collection.empty(), papers=papers.assign(abstract=papers["abstract"].mask(papers.index == 4)))
    before = one.computed.vectors
    rows = Computed(papers).rows_in(one.papers)
    assert rows.tolist() == [0, 1, 2, 3, -1]
    after = replace(one, papers=papers).computed.vectors
    np.testing.assert_array_equal(after.matrix[:4], before.matrix[:4])


def test_parts_are_opened_where_they_were_saved(tmp_path, monkeypatch):
    one = collection(*TEXTS)
    one.computed.terms.save(tmp_path)
    one.computed.vectors.save(tmp_path)
    monkeypatch.setattr(Terms, "build", lambda *_: pytest.fail("it must be opened"))
    opened = Computed(one.papers, dict.fromkeys(["terms", "vectors"], tmp_path))
    assert opened.has("vectors")
    np.testing.assert_array_equal(opened.vectors.matrix, one.computed.vectors.matrix)


def test_a_copy_makes_its_own():
    one = collection(*TEXTS)
    expected = one.computed.vectors.matrix
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(one)).computed.vectors.matrix, expected)


def test_progress_is_told():
    told: list[str] = []
    collection(*TEXTS).computed.make("vectors", lambda done, total, words: told.append(words))
    assert "Comparing the papers" in told
