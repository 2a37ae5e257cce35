"""How often each stem occurs in which papers, and what it scores, beside tantivy's own figures."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import tantivy
from hypothesis import given
from hypothesis import strategies as st

from papers import search
from papers.mapped import DamagedError
from papers.search.postings import MOST, Postings
from papers.search.stemming import stem

TEXTS = [["whales sing whale songs", "", "kelp"], ["a whale and kelp and kelp"]]


@pytest.fixture(scope="module")
def postings() -> Postings:
    return Postings.build(iter(TEXTS), 4)


def test_words_of_one_stem_count_together(postings):
    rows, scores = postings.of(stem("whales"))
    assert rows.tolist() == [0, 3] and scores[0] > scores[1] > 0
    assert postings.of("kelp")[0].tolist() == [2, 3]
    assert postings.lengths.tolist() == [4, 0, 1, 6]


def test_of_a_stem_that_occurs_nowhere_there_is_nothing(postings):
    for name in ("", "walrus", "zzz"):
        rows, scores = postings.of(name)
        assert len(rows) == len(scores) == 0
    assert len(Postings.build(iter([]), 0).of("whale")[0]) == 0


def test_kept_and_opened_they_are_the_same(postings, tmp_path: Path):
    postings.save(tmp_path)
    opened = Postings.open(tmp_path)
    assert len(opened) == 4
    for name in ("kelp", "whale", "and"):
        for one, other in zip(opened.of(name), postings.of(name), strict=True):
            assert np.array_equal(one, other)
    with pytest.raises(DamagedError):
        Postings.open(tmp_path / "nowhere")


def test_more_occurrences_than_a_byte_holds_are_counted_as_the_most():
    often = Postings.build(iter([["kelp " * (2 * MOST)]]), 1).often
    assert often.tolist() == [MOST]


@given(st.lists(st.lists(st.sampled_from(["kelp", "whale", "sea", "reef"]), max_size=8), min_size=1, max_size=12))
def test_the_scores_are_those_of_tantivy(words):
    index = search.build(pd.DataFrame({"title": pd.array([" ".join(each) for each in words], "str")}))
    rows, scores = index.top(tantivy.Query.term_query(index.schema, "text", "kelp"), len(words))
    own_rows, own = index.postings.of("kelp")
    assert sorted(rows.tolist()) == own_rows.tolist()
    assert np.allclose(own, scores[np.argsort(rows)], rtol=1e-4)  # texts so short have exact lengths there
