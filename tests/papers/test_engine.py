"""What a search finds, how it ranks, what it filters, and what it says."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import schema, search
from papers.dimensions import Dimensions
from papers.search.engine import Search

PAPERS = schema.conform(
    pd.DataFrame(
        {
            "title": [
                "Graph of Thoughts: solving elaborate problems",  # 0
                "Thoughts on graphs",  # 1
                "Whale songs: a benchmark",  # 2
                "Attention for sea maps",  # 3
                "On kelp",  # 4
                "Graph of Thoughts: solving elaborate problems again",  # 5
            ],
            "abstract": [
                "Language models reason over graphs.",
                "We think about trees.",
                "Recordings of whales, labelled by hand.",
                "Transformers with attention read charts of the sea.",
                "Kelp grows. It is a plant of the sea.",
                None,
            ],
            "authors": [["Ada Whale"], ["Bo Kelp"], ["Cy Sand"], ["Ada Reef", "Bo Kelp"], [], ["Di Shell"]],
            "venue": ["ACL", None, "EMNLP 2024", "ACL Findings", None, None],
            "published": pd.to_datetime(["2024-01-05", "2023-03-01", "2022-01-01", "2024-06-01", None, "2021-01-01"]),
            "code_url": ["https://a.b/c", None, None, None, None, None],
            "upvotes": [10, 3, None, 7, None, 0],
        }
    )
)


@pytest.fixture(scope="module")
def engine() -> Search:
    dimensions = Dimensions(PAPERS)
    return Search(dimensions, search.build(PAPERS))


def found(engine: Search, query: str) -> list[int]:
    return np.flatnonzero(engine.answer(query, 0).mask).tolist()


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", [0, 1, 2, 3, 4, 5]),
        ("?!", [0, 1, 2, 3, 4, 5]),
        ("whales", [0, 2]),  # also a name
        ('"graph of thoughts"', [0, 5]),
        ('"thoughts graph"~', [0, 1, 5]),  # nowhere in a row: its words are searched
        ("graph -again", [0, 1]),
        ("graph NOT title:thoughts", []),
        ("kelp AND plant", [4]),
        ("trees OR charts", [1, 3]),
        ("title:sea", [3]),
        ("abstract:sea", [3, 4]),
        ("author:ada", [0, 3]),
        ('author:"bo kelp"', [1, 3]),
        ("transf*", [3]),
        ("/wh.les/", [2]),
        ("atention~", [3]),
        ("year:2024", [0, 3]),
        ("year:2023..2024 graph", [0, 1]),
        ("has:code", [0]),
        ("-has:code has:upvotes", [1, 3, 5]),
        ("upvotes>=7", [0, 3]),
        ("venue:acl", [0, 3]),
        ("venue:ACL,EMNLP*", [0, 2, 3]),
        ("(whale OR kelp) AND sea", [4, 3][::-1]),
    ],
)
def test_what_is_found(engine, query, rows):
    assert found(engine, query) == rows


def test_an_exact_title_comes_first_in_quotes_and_without(engine):
    for title in (0, 5, 4):
        for query in (f'"{PAPERS["title"][title]}"', PAPERS["title"][title]):
            assert engine.answer(query).ranked[0] == title


def test_more_words_narrow_and_none_is_insisted_on(engine):
    assert found(engine, "graph thoughts trees") != []
    assert engine.answer("trees graph thoughts nowhereatall", 0).ranked[0] == 1
    assert set(found(engine, "graph elaborate")) <= set(found(engine, "graph"))


@pytest.mark.parametrize(
    ("typed", "instead", "row"),
    [("attenton", "attention", 3), ("recrodings", "recordings", 2), ("elabor", "elaborate", 5)],
)
def test_a_misspelt_or_begun_word_still_finds_it_and_says_so(engine, typed, instead, row):
    answer = engine.answer(typed, 0)
    assert answer.ranked[0] == row
    assert any(instead in note for note in answer.notes) or typed == "elabor"
    assert search.spans(str(PAPERS["title"][row]) + " " + str(PAPERS["abstract"][row]), answer.sought)


def test_the_last_word_may_be_begun_and_what_it_goes_on_to_comes_after_itself(engine):
    assert found(engine, "whale san ") == [0, 2]
    assert engine.answer("kel sea", 0).query.begun == "sea" and engine.answer("year:2024", 0).query.begun == ""
    papers = schema.conform(pd.DataFrame({"title": ["Owlson", "Owls of sand", "An owl", "Nothing"]}))
    few = Search(Dimensions(papers), search.build(papers))
    assert few.answer("owl", 0).ranked[:3].tolist() == [2, 1, 0] and found(few, "owl") == [0, 1, 2]
    assert found(few, "owl ") == [1, 2]
    assert few.answer("owl", 0).sought == "owl" and few.answer("owl ", 0).sought == "owl "


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("year:soon", "“soon” is no date"),
        ("/wh(/", "no regular expression"),
        ("has:nonsense", "no column “nonsense”"),
        ("venue>ACL", "no order"),
    ],
)
def test_what_cannot_be_read_is_said_and_filters_nothing(engine, query, says):
    answer = engine.answer(query)
    assert any(says in problem.sentence for problem in answer.problems)
    assert answer.mask.all()


class Twins:
    """Says that papers 2 and 4 are about whatever is asked."""

    name = "twins"

    def alike(self, text: str, exactly: np.ndarray | None = None) -> np.ndarray:
        return np.array([0, 0, 0.5, 0, 1, 0], np.float32)


def test_meaning_decides_where_the_words_hardly_match_and_not_at_all_at_zero():
    engine = Search(Dimensions(PAPERS), search.build(PAPERS), Twins())
    asked = "marine vegetation solving xyzzy quux frobnicate"
    assert engine.answer(asked, 0.3).ranked[0] == 4 and engine.answer(asked, 0.3).weight > 0.9
    assert engine.answer(asked, 0).ranked[0] in (0, 5) and engine.answer(asked, 0).weight == 0
    known = "graph of thoughts solving elaborate problems"
    assert engine.answer(known, 0.3).ranked[0] == 0 and engine.answer(known, 0.3).weight == pytest.approx(0.3)
    assert engine.answer(known, 1).ranked[1] == 4


class Strangers:
    name = "by hand"

    def alike(self, text: str, exactly: np.ndarray | None = None) -> np.ndarray:
        return np.array([-0.2, -0.1, 0.1, 0, 0.05, -0.3], np.float32)


def test_the_nearest_of_papers_that_have_nothing_to_do_with_the_query_is_no_hit():
    engine = Search(Dimensions(PAPERS), search.build(PAPERS), Strangers())
    assert not engine.answer("xyzzy quux frobnicate", 0.3).mask.any()


def test_the_parts_of_a_score_add_up():
    engine = Search(Dimensions(PAPERS), search.build(PAPERS), Twins())
    answer = engine.answer("sea charts", 0.4)
    total = answer.words + answer.meaning
    assert np.allclose(np.diff(np.sort(total)), np.diff(np.sort(answer.scores)), atol=1e-4)


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from('agw -+:()"/~*?.ANDORTyhs语ø\\[]<>={1}|^$'), max_size=25) | st.text(max_size=30))
def test_no_query_raises(query):
    answer = ENGINE.answer(query)
    assert answer.mask.shape == answer.scores.shape == (len(PAPERS),)
    assert np.isfinite(answer.scores).all()


ENGINE = Search(Dimensions(PAPERS), search.build(PAPERS))


@pytest.mark.parametrize("frame", [schema.conform(pd.DataFrame()), schema.conform(pd.DataFrame({"title": [None, ""]}))])
def test_no_papers_and_no_texts(frame):
    dimensions = Dimensions(frame)
    assert dimensions.search.answer("graph of thoughts").mask.sum() == 0
    assert dimensions.search.answer("").mask.all()
