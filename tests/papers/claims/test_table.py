"""Claims as arrays: groups that can be compared, the best of each, columns of the papers that follow."""

import numpy as np
import pandas as pd
import pytest

from papers.claims import ClaimTable
from papers.claims.order import ORDERS, ordered
from papers.claims.wording import amount_words, headline_words
from papers.collection import Collection
from papers.dimensions import Dimensions
from tests.papers.claims.invented import claim, collection, papers, results


@pytest.fixture(scope="module")
def table() -> ClaimTable:
    return collection().claims


def test_groups_are_claims_of_one_family_in_one_unit_those_of_most_papers_first(table):
    assert [(group.label, group.better, group.claims) for group in table.groups] == [
        ("Speed-up (×)", "higher", 3),
        ("Accuracy (%)", "higher", 2),
        ("Memory (%)", "higher", 1),
        ("Perplexity (score)", "lower", 1),
    ]
    assert table.group_of[table.columns["claim"].among(["words"])].tolist() == [-1]


def test_the_best_of_a_group_comes_first_whichever_way_is_better():
    made = ClaimTable(
        pd.DataFrame([claim(3, value, "score", "perplexity", "") for value in (11.3, 9.0, 20.0)]), papers()["paper_id"]
    )
    assert made.number[made.ranked(np.arange(3))].tolist() == [9.0, 11.3, 20.0]
    assert made.best_of(0)[3] == 9.0
    assert np.isnan(made.best_of(0)[[0, 1, 2, 4, 5]]).all()


def test_the_headline_of_a_paper_is_a_number_and_the_first_of_equals(table):
    heads = [None if place < 0 else table.frame["quote"][place] for place in table.headlines.tolist()]
    assert heads == [
        "decodes 2.5x faster than greedy search",
        "cuts memory by 40%",
        "an accuracy of 84.2%",
        "lowers perplexity to 11.3",
        None,
        "speed-up",
    ]


def test_keys_name_a_claim_of_a_paper_and_nothing_else(table):
    ids = pd.Index(papers()["paper_id"])
    for place in range(len(table)):
        assert table.find(table.key(place), ids) == place
    for key in (
        None,
        "",
        "#",
        "#0",
        "arxiv:2401.00000",
        "arxiv:2401.00000#1",
        "arxiv:2401.00000#-1",
        "nobody#0",
        "arxiv:2401.00000#" + "9" * 50,
    ):
        assert table.find(key, ids) is None


def test_claims_of_papers_that_are_not_there_are_left_out():
    few = ClaimTable(results(), papers()["paper_id"].iloc[[3]])
    assert few.frame["metric"].tolist() == ["perplexity"]
    assert few.paper.tolist() == [0]


def test_no_claims_at_all():
    table = ClaimTable.of_none(3)
    assert len(table) == 0 and table.groups == [] and table.headlines.tolist() == [-1, -1, -1]
    assert table.papers(np.zeros(0, bool)).tolist() == [False] * 3
    empty = Collection.empty()
    assert empty.claims.groups == [] and "metric_family" not in empty.derived


def test_columns_of_the_papers_hold_the_best_claim_and_the_largest_size():
    made = collection()
    assert made.derive("claimed speed-up (×)").tolist()[:3] == [2.5, 2.0, pd.NA]
    assert made.derive("size: parameters").dropna().tolist() == [7e9, 13e9]
    assert made.derive("claimed nothing (%)") is None
    families = Dimensions(made.papers, made.derive, made.derived, claims=made.claims).get("metric_family")
    assert families.labels[:2] == ["speed-up", "accuracy"]
    assert families.column.label == "Claims about"
    assert [name for name in made.derived if name.startswith("claimed")] == ["claimed speed-up (×)"]


@pytest.mark.parametrize("name", [*ORDERS, *(f"-{each}" for each in ORDERS), "nonsense"])
def test_every_order_holds_every_claim_once(name):
    made = collection()
    dimensions = Dimensions(made.papers, made.derive, made.derived, claims=made.claims)
    rows = np.arange(len(made.claims))
    assert sorted(ordered(dimensions, name, rows).tolist()) == rows.tolist()
    assert sorted(ordered(dimensions, name, rows[::3]).tolist()) == rows[::3].tolist()


def test_orders_put_what_has_no_value_last():
    made = collection()
    dimensions = Dimensions(made.papers, made.derive, made.derived, claims=made.claims)
    rows = np.arange(len(made.claims))
    for name in ("value", "-value"):
        assert np.isnan(made.claims.number[ordered(dimensions, name, rows)[-1]])
    assert made.claims.number[ordered(dimensions, "group", rows)[:3]].tolist() == [4, 2.5, 2]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (amount_words(0.5, "x"), "0.5×"),
        (amount_words(-3, "points"), "−3 points"),
        (amount_words(2e6, "bytes"), "2 MB"),
        (amount_words(float("nan"), "%"), ""),
        (amount_words(100e3, "context", 128e3), "100–128K tokens"),
        (headline_words(3, "%", "error", "down"), "−3% error"),
    ],
)
def test_values_in_words(made, words):
    assert made == words
