"""What each kind of clause asks, says, saves and refuses."""

import json
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import schema
from papers.clauses import Clause, ClauseError, Range, Region, Text, Values, clause_from_dict
from papers.clauses.region import inside
from papers.dimensions import Dimensions

unhurried = settings(deadline=None, max_examples=100)

DIMENSIONS = Dimensions(
    pd.DataFrame(
        {
            "title": ["Graphs of thought", "RAG", "Storage", "X-ray"],
            "authors": pd.Series([["Ada", "Ben"], ["Ada"], ["Cleo", "Ben"], None], dtype=schema.MANY),
            "venue": ["ACL", "ACL", None, "ICLR"],
            "upvotes": pd.Series([0, 5, 40, None], dtype="Int64"),
            "stars": pd.Series([1, 2, 3, 4], dtype="Int64"),
            "published": pd.Series(pd.to_datetime(["2024-03-05", "2024-03-01", "2024-01-01", None])),
            "published_precision": ["day", "month", "year", None],
        }
    )
)


def passing(clause: Clause) -> list[int]:
    return np.flatnonzero(clause.mask(DIMENSIONS)).tolist()


# values


@pytest.mark.parametrize(
    ("clause", "rows", "words"),
    [
        (Values("venue", {"ACL"}), [0, 1], "Venue: ACL"),
        (Values("venue", {"ACL", None}), [0, 1, 2], "Venue: ACL or not given"),
        (Values("venue", exclude={"ACL"}), [2, 3], "Venue: not ACL"),
        (Values("venue", {"ICML"}), [], "Venue: ICML"),
        (Values("authors", {"Ada", "Cleo"}), [0, 1, 2], "Authors: Ada or Cleo"),
        (Values("authors", {"Ada", "Ben"}, match="all"), [0], "Authors: Ada and Ben"),
        (Values("authors", {"Ada", "nobody"}, match="all"), [], "Authors: Ada and nobody"),
        (Values("authors", {"Ada", "Cleo"}, match="none"), [3], "Authors: neither Ada nor Cleo"),
        (Values("authors", {"Ada"}, match="none"), [2, 3], "Authors: not Ada"),
        (Values("authors", {"Ada"}, match="exactly"), [1], "Authors: only Ada"),
        (Values("authors", {None}, match="exactly"), [3], "Authors: only not given"),
        (Values("authors", {"Ada"}, {"Ben"}), [1], "Authors: Ada, not Ben"),
        (Values("authors", {"Ada", "Ben", "Cleo", "Dan"}), [0, 1, 2], "Authors: Ada or Ben or 2 more"),
        (Values("upvotes", {5, None}), [1, 3], "Upvotes: 5 or not given"),
        (Values("upvotes", {5, 0}, match="all"), [], "Upvotes: 0 and 5"),
        (Values("upvotes", {5}, match="none"), [0, 2, 3], "Upvotes: not 5"),
        (Values("published", {"2024-03-05"}), [0], "Published: 2024-03-05"),
        (Values("published", {"2024-03-01", None}), [3], "Published: 2024-03-01 or not given"),
    ],
)
def test_values(clause, rows, words):
    assert passing(clause) == rows
    assert clause.words(DIMENSIONS) == words
    assert clause.key == clause.column


def test_values_take_any_collection_and_are_equal_whatever_its_order():
    assert Values("venue", ["b", "a", "b"]) == Values("venue", ("a", "b")) == Values("venue", {"a", "b"})
    assert Values("upvotes", np.array([1, 2])) == Values("upvotes", {1, 2})
    assert hash(Values("venue", ["a"])) == hash(Values("venue", {"a"}))


def test_values_that_no_paper_has_are_left_out_of_what_is_known():
    assert Values("venue", {"ACL", "ICML"}).known(DIMENSIONS) == (
        Values("venue", {"ACL"}),
        ["No paper here has ICML under “Venue”; that part was left out."],
    )
    assert Values("venue", {"ICML"}).known(DIMENSIONS)[0] is None
    assert Values("venue", {"ACL"}).known(DIMENSIONS) == (Values("venue", {"ACL"}), [])
    assert Values("colour", {"red"}).known(DIMENSIONS) == (None, ["These papers have no column “colour”."])


# ranges


@pytest.mark.parametrize(
    ("clause", "rows", "words"),
    [
        (Range("upvotes", 5, 40), [1, 2], "Upvotes: 5–40"),
        (Range("upvotes", 40, 5), [1, 2], "Upvotes: 5–40"),
        (Range("upvotes", 5), [1, 2], "Upvotes: at least 5"),
        (Range("upvotes", None, 0), [0], "Upvotes: at most 0"),
        (Range("upvotes", 5, 5), [1], "Upvotes: 5"),
        (Range("upvotes", 5, missing=True), [1, 2, 3], "Upvotes: at least 5 or not given"),
        (Range("upvotes", missing=True), [3], "Upvotes: not given"),
        (Range("upvotes"), [0, 1, 2, 3], "Upvotes: any"),
        (Range("upvotes", -np.inf, np.inf), [0, 1, 2, 3], "Upvotes: any"),
        (Range("published", "2024-03-05"), [0, 1, 2], "Published: since 2024-03-05"),
        (Range("published", "2024-03-06", "2024-03-08"), [1, 2], "Published: 2024-03-06 to 2024-03-08"),
        (Range("published", None, "2024-02-29"), [2], "Published: until 2024-02-29"),
        (Range("published", "2024-03-01", "2024-03-31"), [0, 1, 2], "Published: 2024-03"),
        (Range("published", "2024-01-01", "2024-12-31"), [0, 1, 2], "Published: 2024"),
        (Range("published", "2025-01-01", "2026-12-31", True), [3], "Published: 2025 to 2026 or not given"),
        (Range("published", missing=True), [3], "Published: not given"),
    ],
)
def test_ranges(clause, rows, words):
    assert passing(clause) == rows
    assert clause.words(DIMENSIONS) == words


def test_ends_of_every_make():
    day = Range("published", "2024-03-05")
    assert Range("published", date(2024, 3, 5)) == Range("published", datetime(2024, 3, 5, 12)) == day
    assert Range("published", pd.Timestamp("2024-03-05")) == Range("published", np.datetime64("2024-03-05T12")) == day
    assert Range("published", pd.NaT, day.low) == Range("published", high="2024-03-05")
    assert Range("upvotes", np.int64(5), pd.NA) == Range("upvotes", 5.0)


@pytest.mark.parametrize(
    ("clause", "sentence"),
    [
        (Range("venue", 1), "“Venue” holds neither numbers nor dates, so it has no range."),
        (Range("venue", missing=True), "“Venue” holds neither numbers nor dates, so it has no range."),
        (Range("published", 1), "“Published” holds dates; its range needs days such as 2024-03-31."),
        (Range("upvotes", "2024-01-01"), "“Upvotes” holds numbers; its range needs numbers."),
        (Range("colour", 1), "These papers have no column “colour”."),
        (Region("venue", "upvotes", [(0, 0), (1, 0), (0, 1)]), "“Venue” holds neither numbers nor dates, so no area"),
        (Values("colour", {"red"}), "These papers have no column “colour”."),
    ],
)
def test_a_clause_that_does_not_fit_the_papers_says_why(clause, sentence):
    for ask in (clause.check, clause.mask):
        with pytest.raises(ClauseError, match=sentence):
            ask(DIMENSIONS)


# regions


def test_a_region_holds_the_points_inside_and_none_that_lack_a_coordinate():
    square = Region("upvotes", "stars", [(-1, 0), (6, 0), (6, 5), (-1, 5)])
    assert passing(square) == [0, 1]
    assert square.key == "upvotes~stars"
    assert square.words(DIMENSIONS) == "Area of Upvotes and Stars"
    assert Region("x", "y", square.path).words(DIMENSIONS) == "Area of the map"


def test_a_region_over_dates_counts_in_milliseconds():
    day = 86_400_000.0
    march = np.datetime64("2024-03-01").astype("datetime64[ms]").astype(float)
    region = Region(
        "published", "stars", [(march - day, 0), (march + 2 * day, 0), (march + 2 * day, 9), (march - day, 9)]
    )
    assert passing(region) == [1]


def test_where_a_polygon_crosses_itself_its_middle_is_outside():
    star = np.array([(0, 3), (2, -3), (-3, 1), (3, 1), (-2, -3)], float)
    assert inside(np.array([0.0, 0.0]), np.array([0.0, 2.0]), star).tolist() == [False, True]


def test_no_point_is_inside_a_polygon_without_area():
    x = y = np.array([0.0, 1.0, np.nan])
    assert not inside(x, y, np.array([(0, 0), (1, 1)], float)).any()
    assert not inside(x, y, np.array([(0, 0), (1, 1), (0, 0)], float)).any()
    assert not inside(x, y, np.empty((0, 2))).any()


@unhurried
@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(-9, 9)), max_size=40), st.integers(3, 30))
def test_a_polygon_of_many_corners_is_nearly_a_circle(points, corners):
    angles = 2 * np.pi * np.arange(corners) / corners
    x, y = np.array(points, float).reshape(-1, 2).T
    found = inside(x, y, 5 * np.column_stack([np.cos(angles), np.sin(angles)]))
    radius = np.hypot(x, y)
    assert not found[radius > 5 + 1e-9].any()
    assert found[radius < 5 * np.cos(np.pi / corners) - 1e-9].all()


# text


def test_text():
    assert passing(Text("rag")) == [1]
    assert passing(Text("ada graph")) == [0]
    assert Text(" rag ").words(DIMENSIONS) == "Text: “rag”"
    assert Text("rag").key == "text"


# what asks for nothing


@pytest.mark.parametrize(
    ("clause", "empty"),
    [
        (Values("venue"), True),
        (Values("venue", match="none"), True),
        (Values("venue", {None}), False),
        (Values("venue", exclude={"a"}), False),
        (Range("upvotes"), True),
        (Range("upvotes", missing=True), False),
        (Range("upvotes", 0), False),
        (Region("upvotes", "stars", [(0, 0), (1, 1)]), True),
        (Text(" \n"), True),
        (Text("?"), False),
    ],
)
def test_empty(clause, empty):
    assert clause.empty is empty


# saved clauses

anything = st.text(max_size=5).filter(lambda text: text.isprintable())
finite = st.floats(allow_nan=False, allow_infinity=False) | st.integers()
values = st.frozensets(st.none() | anything | finite, max_size=4)
days = st.none() | st.dates().map(date.isoformat)
clauses = st.one_of(
    st.builds(Values, anything, values, values, st.sampled_from(["any", "all", "none", "exactly"])),
    st.builds(Range, anything, st.none() | finite, st.none() | finite, st.booleans()),
    st.builds(Range, anything, days, days, st.booleans()),
    st.builds(Region, anything, anything, st.lists(st.tuples(finite, finite), max_size=4)),
    st.builds(Text, anything),
)


@unhurried
@given(clauses)
def test_a_saved_clause_comes_back(clause):
    assert clause_from_dict(json.loads(json.dumps(clause.to_dict(), allow_nan=False))) == clause


@unhurried
@given(clauses)
def test_equal_clauses_are_saved_alike(clause):
    again = clause_from_dict(clause.to_dict())
    assert json.dumps(again.to_dict()) == json.dumps(clause.to_dict())
    assert hash(again) == hash(clause)


@pytest.mark.parametrize(
    ("saved", "sentence"),
    [
        (None, "must be a dictionary"),
        ({}, "of a kind that is not known"),
        ({"type": ["values"]}, "of a kind that is not known"),
        ({"type": "values"}, "The column of a filter must be text"),
        ({"type": "values", "column": "venue", "include": "ACL"}, "A value of “venue” must be a list"),
        ({"type": "values", "column": "venue", "include": [["ACL"]]}, "A value of “venue” must be a number"),
        ({"type": "values", "column": "venue", "include": [True]}, "A value of “venue” must be a number"),
        ({"type": "values", "column": "venue", "include": [float("nan")]}, "must be a finite number"),
        ({"type": "values", "column": "venue", "include": ["x" * 10_001]}, "at most 10,000 letters"),
        ({"type": "values", "column": "venue", "include": list(range(10_001))}, "at most 10,000 entries"),
        ({"type": "values", "column": "venue", "match": "some"}, "no way to match"),
        ({"type": "values", "column": "venue", "match": ["any"]}, "no way to match"),
        ({"type": "range", "column": 7}, "The column of a filter must be text"),
        ({"type": "range", "column": "upvotes", "low": "many"}, "must be a day such as 2024-03-31"),
        ({"type": "range", "column": "published", "low": "2024-02-30"}, "must be a day"),
        ({"type": "range", "column": "published", "low": "20240203"}, "must be a day"),
        ({"type": "range", "column": "upvotes", "low": float("inf")}, "must be a finite number"),
        ({"type": "range", "column": "upvotes", "low": 10**400}, "must be a finite number"),
        ({"type": "range", "column": "upvotes", "low": {}}, "must be a number"),
        ({"type": "range", "column": "upvotes", "low": 1, "high": "2024-01-01"}, "needs two numbers or two days"),
        ({"type": "region", "x": "upvotes", "y": None}, "The column of a filter must be text"),
        ({"type": "region", "x": "upvotes", "y": "stars", "path": [[1]]}, "two numbers"),
        ({"type": "region", "x": "upvotes", "y": "stars", "path": [["a", "b"]]}, "must be a number"),
        ({"type": "region", "x": "upvotes", "y": "stars", "path": [[1, float("nan")]]}, "must be a finite number"),
        ({"type": "region", "x": "upvotes", "y": "stars", "path": [[0, 0]] * 10_001}, "at most 10,000 entries"),
        ({"type": "text"}, "A query must be text"),
        ({"type": "text", "query": "x" * 2_001}, "at most 2,000 letters"),
        ({"type": "text", "query": "\ud800"}, "half a letter"),
    ],
)
def test_a_saved_clause_that_cannot_be_is_refused_with_a_sentence(saved, sentence):
    with pytest.raises(ClauseError, match=sentence) as raised:
        clause_from_dict(saved)
    assert str(raised.value).endswith(".")
