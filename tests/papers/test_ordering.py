"""In which order papers stand, and what happens to ties and missing values."""

import gc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import ordering, schema
from papers.ordering import ORDERINGS, available

unhurried = settings(deadline=None, max_examples=60)


def frame(**columns) -> pd.DataFrame:
    n = len(next(iter(columns.values())))
    return schema.conform(pd.DataFrame({"paper_id": [f"p{i}" for i in range(n)]} | columns))


def ordered(name: str, papers: pd.DataFrame, rows=None) -> list[int]:
    return ORDERINGS[name].order(papers, np.arange(len(papers)) if rows is None else np.array(rows)).tolist()


def test_names_and_words():
    assert list(ORDERINGS) == [
        *("source", "newest", "oldest", "upvotes", "comments", "citations", "stars", "rank", "pages", "title", "random")
    ]
    assert all(name == entry.name and entry.label and entry.about.endswith(".") for name, entry in ORDERINGS.items())


@pytest.mark.parametrize("name", ["upvotes", "comments", "citations", "stars"])
def test_most_first_ties_as_in_the_source_missing_last(name):
    assert ordered(name, frame(**{name: [3, None, 10, 3, 0, None]})) == [2, 0, 3, 4, 1, 5]


def test_places_and_pages():
    papers = frame(best_rank=[3, None, 1, 3], page_count=[1, 4, None, 4])
    assert ordered("rank", papers) == [2, 0, 3, 1]
    assert ordered("pages", papers) == [1, 3, 0, 2]


def test_dates_known_less_exactly_follow_the_others_of_their_month_or_year():
    days = ["2024-03-01", "2024-03-20", "2024-03-01", None, "2024-01-01", "2023-12-31", "2024-12-31"]
    precision = ["month", "day", "day", None, "year", "day", "day"]
    papers = frame(published=pd.to_datetime(days), published_precision=precision)
    assert ordered("newest", papers) == [6, 1, 2, 0, 4, 5, 3]
    assert ordered("oldest", papers) == [5, 2, 1, 0, 6, 4, 3]


def test_titles_by_letters_alone():
    papers = frame(title=["beta", "“Alpha” two", "Älpha one", None, "alpha", "Zeta"])
    assert ordered("title", papers) == [4, 2, 1, 0, 5, 3]


def test_the_random_order_is_the_same_each_time():
    assert ordered("random", frame(title=list("abcdefgh"))) == ordered("random", frame(title=list("ijklmnop")))
    assert ordered("random", frame(title=list("abcdefgh"))) != list(range(8))


def test_only_orderings_with_values_are_offered():
    assert list(available(frame(upvotes=[1, None]))) == ["source", "upvotes", "random"]
    assert list(available(pd.DataFrame({"colour": ["red"]}))) == ["source", "random"]


@pytest.mark.parametrize("name", ORDERINGS)
def test_awkward_papers(name):
    assert ordered(name, frame(title=pd.Series([], dtype="str"))) == []
    assert ordered(name, frame(title=["a"])) == [0]
    assert ordered(name, frame(title=["a", "b"]), []) == []
    assert sorted(ordered(name, pd.DataFrame({"colour": ["red", "blue"]}))) == [0, 1]


@unhurried
@given(
    st.lists(st.none() | st.integers(0, 3), max_size=20).flatmap(
        lambda values: st.tuples(st.just(values), st.sets(st.integers(0, max(len(values) - 1, 0))))
    )
)
def test_a_selection_stands_as_in_the_order_of_all(drawn):
    values, rows = drawn
    papers = frame(
        upvotes=pd.Series(values, dtype="Int64"), title=pd.Series([str(value) for value in values], dtype="str")
    )
    rows = sorted(row for row in rows if row < len(values))
    for name in ORDERINGS:
        everything = ordered(name, papers)
        assert sorted(everything) == list(range(len(values)))
        assert ordered(name, papers, rows) == [row for row in everything if row in rows]


def test_orders_are_forgotten_with_their_papers():
    papers = frame(title=["b", "a"])
    ordered("title", papers)
    assert id(papers) in ordering._orders
    number = id(papers)
    del papers
    gc.collect()
    assert number not in ordering._orders
