"""Papers that are like others, and why."""

import numpy as np
import pandas as pd
import pytest

from papers import schema
from papers.computed import Computed
from papers.similar import SHARED, similar

SUBJECTS = {
    "whale song": "Whale songs are recorded with hydrophones. Each whale song is labelled by hand.",
    "kelp forest": "Kelp forests grow in cold water. A kelp forest shelters fish and crabs.",
    "ice core": "Ice cores tell of past climate. An ice core holds bubbles of old air.",
}


@pytest.fixture(scope="module")
def computed() -> Computed:
    rows = [(f"{subject} {part}", about) for part in range(5) for subject, about in SUBJECTS.items()]
    frame = pd.DataFrame(rows, columns=["title", "abstract"])
    return Computed(schema.conform(frame.assign(paper_id=[f"p{row}" for row in range(len(frame))])))


def test_papers_on_the_same_subject_come_first_with_the_terms_they_share(computed):
    found = similar(computed, np.array([0]), limit=4)
    assert sorted(found.rows.tolist()) == [3, 6, 9, 12]
    assert all(np.diff(found.scores) <= 0) and found.scores[0] <= 1.001
    for terms in found.shared:
        assert 0 < len(terms) <= SHARED
        assert any("whale" in term.lower() for term in terms)


def test_of_several_papers_each_counts(computed):
    found = similar(computed, np.array([0, 1]), limit=8)
    assert {row % 3 for row in found.rows.tolist()} == {0, 1}
    assert not {0, 1} & set(found.rows.tolist())


@pytest.mark.parametrize("seeds", [[], [0]])
def test_few_papers(seeds):
    frame = schema.conform(pd.DataFrame({"paper_id": ["a"][: len(seeds)], "title": ["Whales"][: len(seeds)]}))
    assert len(similar(Computed(frame), np.array(seeds, np.intp)).rows) == 0
