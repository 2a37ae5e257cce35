"""Why a paper is shown: its place, the filters that it passes or fails, what is not given."""

from typing import Any

import pandas as pd
import pytest

from papers.clauses import Range, Region, Text, Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import AWKWARD, papers, shelf
from widgets.listing import Listing
from widgets.state import ViewState
from widgets.why import reasons, signal


def listing(sort: str = "", *clauses: Any, frame: pd.DataFrame | None = None) -> Listing:
    listed = Listing(Crossfilter(shelf() if frame is None else frame), ViewState(sort=sort))
    for clause in clauses:
        listed.crossfilter.set(clause)
    return listed


def test_the_place_in_the_order_and_the_value_that_gives_it():
    place, words, sentence = reasons(listing("upvotes"), 3)["order"]
    assert place == "Place 5 of 8"
    assert words == "most upvotes: 10 upvotes"
    assert sentence.startswith("By upvotes")


@pytest.mark.parametrize(
    ("sort", "row", "words"),
    [
        ("", 2, ""),
        ("title", 2, ""),
        ("random", 2, ""),
        ("upvotes", 0, "0 upvotes"),
        ("upvotes", 6, "not given"),
        ("newest", 0, "10 Jan 2023"),
        ("oldest", 6, "2024"),
        ("newest", 7, "not given"),
        ("by:score", 2, "0.25"),
    ],
)
def test_the_value_in_each_order(sort, row, words):
    assert signal(listing(sort), row) == words


def test_the_score_in_the_order_of_relevance():
    assert signal(listing("", Text("owls")), 0).startswith("score ")


def test_filters_that_are_passed_are_said_in_words():
    frame = papers(title=["On owls"], abstract=["An owl hunts."], venue=["ACL"])
    clauses = Values("venue", frozenset({"ACL"})), Text("owl")
    assert reasons(listing("", *clauses, frame=frame), 0)["passes"] == ["Venue: ACL", "search “owl” in title, abstract"]


def test_filters_that_are_not_passed_are_named_with_what_the_paper_has_instead():
    outside = reasons(listing("", Values("authors", frozenset({"Cy"})), Range("upvotes", 50, None)), 0)
    assert outside["order"] is None
    assert outside["passes"] == []
    assert outside["fails"] == [
        ["authors", "Authors: Cy", "Ada, Bo"],
        ["upvotes", "Upvotes: at least 50", "0 upvotes"],
    ]


def test_a_missing_value_keeps_a_paper_out_and_is_called_so():
    [[_, _, own]] = reasons(listing("", Values("venue", frozenset({"ACL"}))), 7)["fails"]
    assert own == "not given"


def test_an_area_of_two_columns():
    area = Region("upvotes", "score", ((50, 0), (70, 0), (70, 1), (50, 1)))
    [[key, _, own]] = reasons(listing("", area), 1)["fails"]
    assert key == "upvotes~score"
    assert own == "5 upvotes and 0.1"


def test_a_search_that_fails_has_nothing_of_its_own():
    [[_, words, own]] = reasons(listing("", Text("zebra")), 0)["fails"]
    assert (words, own) == ("Text: “zebra”", "")


def test_fields_that_others_have_are_said_to_be_missing():
    assert reasons(listing(), 7)["missing"] == ["authors", "published", "venue"]
    assert reasons(listing(), 6)["missing"] == ["authors", "venue", "upvotes"]
    assert reasons(listing(), 0)["missing"] == []  # nobody here has an abstract


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_papers(name):
    for sort in ("", "upvotes", "newest", "by:impact", "by:rank"):
        listed = listing(sort, frame=AWKWARD[name])
        for row in range(len(AWKWARD[name])):
            assert set(reasons(listed, row)) == {"order", "passes", "fails", "missing"}
