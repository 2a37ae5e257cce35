"""The clause about claims: one claim must be all of it; claims choose papers, papers choose claims."""

import json

import numpy as np
import pytest

from papers.claims.shown import count, shown
from papers.clauses import Claims, ClauseError, Values, clause_from_dict
from papers.crossfilter import Crossfilter
from tests.papers.claims.invented import collection

COLLECTION = collection()


@pytest.fixture
def crossfilter() -> Crossfilter:
    return Crossfilter(COLLECTION.papers, COLLECTION.derive, COLLECTION.derived, claims=COLLECTION.claims)


@pytest.mark.parametrize(
    ("clause", "rows", "words"),
    [
        (Claims({"speed-up"}), [0, 1, 5], "Claims: speed-up"),
        (Claims({"speed-up", "memory"}, {"%"}), [1], "Claims: memory or speed-up, in %"),
        (Claims(direction={"down"}), [1, 3], "Claims: going down"),
        (Claims(claim={"words"}), [2], "Claims: in words"),
        (Claims(spans=[("speed-up", "x", 2.5, None)]), [0, 5], "Claims: speed-up of at least 2.5×"),
        (Claims(spans=[("speed-up", "x", 3, 2)]), [0, 1], "Claims: speed-up of 2× to 3×"),
        (
            Claims(spans=[("speed-up", "x", 4, 4), ("memory", "%", None, None)]),
            [1, 5],
            "Claims: Memory (%) or speed-up of 4×",
        ),
        (Claims(spans=[("speed-up", "points", 0, 9)]), [], "Claims: speed-up of 0 points to 9 points"),
    ],
)
def test_claims_choose_papers(crossfilter, clause, rows, words):
    crossfilter.set(clause)
    assert crossfilter.rows.tolist() == rows
    assert clause.words(crossfilter.dimensions) == words
    assert clause_from_dict(json.loads(json.dumps(clause.to_dict()))) == clause


def test_one_claim_must_be_all_of_it(crossfilter):
    crossfilter.set(Claims({"speed-up"}, {"%"}))  # there are both, but of different claims
    assert crossfilter.count == 0


def test_papers_choose_the_claims_that_are_shown(crossfilter):
    assert count(crossfilter) == (8, 5)
    crossfilter.set(Values("kind", {"model"}))
    assert COLLECTION.claims.frame["quote"][shown(crossfilter)].tolist() == [
        "an accuracy of 84.2%",
        "outperforms all earlier birds",
        "lowers perplexity to 11.3",
    ]
    crossfilter.set(Claims({"accuracy"}))
    assert count(crossfilter) == (2, 1)
    assert int(np.count_nonzero(shown(crossfilter, "family"))) == 3


def test_the_column_of_families_narrows_the_claims_too(crossfilter):
    crossfilter.set(Values("metric_family", {"memory"}))
    assert crossfilter.count == 1
    assert COLLECTION.claims.frame["family"][shown(crossfilter)].tolist() == ["memory"]


def test_what_no_claim_has_is_left_out_of_a_link(crossfilter):
    sentences = crossfilter.restore(
        {"clauses": [Claims({"speed-up", "gossip"}, spans=[("gossip", "x", 1, 2)]).to_dict()]}
    )
    assert crossfilter.clauses["claims"] == Claims({"speed-up"})
    assert any("gossip" in sentence for sentence in sentences)


@pytest.mark.parametrize(
    "saved",
    [
        {"family": 7},
        {"family": [7]},
        {"spans": [["a", "x", "1", 2]]},
        {"spans": [[]]},
        {"spans": [["a", "x", float("nan"), 2]]},
        {"spans": 5},
        {"unit": ["x"] * 5_000},
    ],
)
def test_hostile_links_are_refused_in_a_sentence(saved):
    with pytest.raises(ClauseError):
        clause_from_dict({"type": "claims", **saved})


def test_other_tables_to_the_same_papers_keep_what_was_built_of_the_papers(crossfilter):
    kind, computed = crossfilter.dimensions.get("kind"), crossfilter.dimensions.computed
    crossfilter.set(Claims({"speed-up"}))
    crossfilter.replace(COLLECTION.papers)
    assert crossfilter.dimensions.get("kind") is kind and crossfilter.dimensions.computed is computed
    assert crossfilter.count == 0  # nobody claims anything any more; the clause stays
