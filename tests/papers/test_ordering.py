"""In which order papers stand, and what happens to ties and missing values."""

import gc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import ordering, schema
from papers.collection import Collection, Source
from papers.dimensions import Dimensions
from papers.ordering import AUTOMATIC, FIXED, available, chosen, effective, reversed_name

NAMES = [each.name for each in FIXED]
unhurried = settings(deadline=None, max_examples=60)


def frame(**columns) -> pd.DataFrame:
    n = len(next(iter(columns.values())))
    return schema.conform(pd.DataFrame({"paper_id": [f"p{i}" for i in range(n)]} | columns))


def ordered(name: str, papers: pd.DataFrame, rows=None, query: str = "", derive=None) -> list[int]:
    """Return the rows in an order, which these papers must have."""
    dimensions = Dimensions(papers, derive, ["momentum"] if derive else [])
    rows = np.arange(len(papers)) if rows is None else np.array(rows, np.intp)
    return available(dimensions, query)[name].order(dimensions, rows, query).tolist()


def test_names_stay_what_links_call_them():
    assert {
        *("source", "newest", "oldest", "upvotes", "comments", "citations", "stars", "rank", "pages", "title", "random")
    } <= set(NAMES)
    assert len(set(NAMES)) == len(NAMES)


def test_each_says_in_a_sentence_what_it_does():
    for each in (*FIXED, ordering.BY_RELEVANCE):
        assert each.label and each.about.endswith("."), each.name
    assert len({each.label for each in FIXED}) == len(FIXED)


@pytest.mark.parametrize("name", ["upvotes", "comments", "citations", "stars"])
def test_most_first_ties_as_in_the_source_missing_last(name):
    papers = frame(**{name: [3, None, 10, 3, 0, None]})
    assert ordered(name, papers) == [2, 0, 3, 4, 1, 5]
    assert ordered(f"reverse:{name}", papers) == [4, 0, 3, 2, 1, 5]


def test_places_and_pages():
    papers = frame(best_rank=[3, None, 1, 3], page_count=[1, 4, None, 4])
    assert ordered("rank", papers) == [2, 0, 3, 1]
    assert ordered("reverse:rank", papers) == [0, 3, 2, 1]
    assert ordered("pages", papers) == [1, 3, 0, 2]
    assert ordered("reverse:pages", papers) == [0, 1, 3, 2]


def test_dates_known_less_exactly_follow_the_others_of_their_month_or_year():
    days = ["2024-03-01", "2024-03-20", "2024-03-01", None, "2024-01-01", "2023-12-31", "2024-12-31"]
    precision = ["month", "day", "day", None, "year", "day", "day"]
    papers = frame(published=pd.to_datetime(days), published_precision=precision)
    assert ordered("newest", papers) == [6, 1, 2, 0, 4, 5, 3]
    assert ordered("oldest", papers) == [5, 2, 1, 0, 6, 4, 3]


def test_listed_days_without_one_last():
    papers = frame(listed=pd.to_datetime(["2024-03-01", None, "2024-03-02", "2024-02-01"]))
    assert ordered("listed", papers) == [2, 0, 3, 1]
    assert ordered("reverse:listed", papers) == [3, 0, 2, 1]


def test_titles_by_letters_alone():
    papers = frame(title=["beta", "“Alpha” two", "Älpha one", None, "alpha", "Zeta"])
    assert ordered("title", papers) == [4, 2, 1, 0, 5, 3]
    assert ordered("reverse:title", papers) == [5, 0, 1, 2, 4, 3]


def test_the_random_order_is_the_same_each_time():
    assert ordered("random", frame(title=list("abcdefgh"))) == ordered("random", frame(title=list("ijklmnop")))
    assert ordered("random", frame(title=list("abcdefgh"))) != list(range(8))


def test_the_source_from_both_ends():
    assert ordered("source", frame(title=list("abc"))) == [0, 1, 2]
    assert ordered("reverse:source", frame(title=list("abc"))) == [2, 1, 0]


def test_numbers_and_days_of_ones_own_tables():
    papers = frame(gpu_hours=[5.0, None, 70.5], title=list("abc"))
    papers["submitted"] = pd.to_datetime(["2024-01-02", "2023-01-01", None])
    assert ordered("by:gpu_hours", papers) == [2, 0, 1]
    assert ordered("reverse:by:gpu_hours", papers) == [0, 2, 1]
    assert ordered("by:submitted", papers) == [0, 1, 2]
    assert ordered("reverse:by:submitted", papers) == [1, 0, 2]
    offered = available(Dimensions(papers))
    assert offered["by:gpu_hours"].label == "Gpu hours, highest first"
    assert "your own table" in offered["by:gpu_hours"].about
    assert not any("by:x" in name or "by:title" in name for name in offered)


def test_a_column_of_ones_own_called_momentum_is_ones_own():
    offered = available(Dimensions(frame(momentum=[1.0, 2.0])))
    assert "by:momentum" in offered
    assert "momentum" not in offered


def test_momentum_is_upvotes_a_day():
    read = pd.Timestamp("2024-05-11", tz="UTC")
    papers = frame(
        upvotes=pd.array([30, 20, 0, None, 8], dtype="Int64"),
        listed=pd.to_datetime(["2024-05-01", "2024-05-09", "2024-05-01", "2024-05-01", None]).astype(schema.DATE),
        published=pd.to_datetime([None, None, None, None, "2024-05-10"]).astype(schema.DATE),
    )
    origins = pd.DataFrame({"upvotes": np.array([0, 0, 0, -1, 0], np.int16)})
    appearances = schema.conform(pd.DataFrame(), schema.APPEARANCES)
    collection = Collection(papers, appearances, origins=origins, sources=(Source("list", "json", read),))
    assert collection.momentum().tolist() == [30 / 9, 20, 0, pd.NA, 8]  # until 10 May, the last day that is known
    assert ordered("momentum", papers, derive=collection.derive) == [1, 4, 0, 2, 3]
    assert ordered("reverse:momentum", papers, derive=collection.derive) == [2, 0, 4, 1, 3]


def test_momentum_ends_when_the_upvotes_were_read():
    papers = frame(
        upvotes=pd.array([30, 20], dtype="Int64"),
        listed=pd.to_datetime(["2024-05-01", "2025-05-01"]).astype(schema.DATE),
    )
    origins = pd.DataFrame({"upvotes": np.array([0, 1], np.int16)})
    sources = tuple(Source(day, "json", pd.Timestamp(day, tz="UTC")) for day in ("2024-05-04", "2026-01-01"))
    appearances = schema.conform(pd.DataFrame(), schema.APPEARANCES)
    assert Collection(papers, appearances, origins=origins, sources=sources).momentum().tolist() == [10, 20]


def test_the_best_answer_to_a_search_comes_first():
    papers = frame(
        title=["Birds", "Graphs", "A graph of birds", "On trees"],
        abstract=["One graph among many things that are said here.", "Graphs, graphs and graphs.", None, "Leaves."],
    )
    assert ordered("relevance", papers, query="graph") == [1, 2, 0, 3]
    assert ordered("relevance", papers, [0, 2], query="graph bird") == [2, 0]


def test_relevance_is_offered_while_something_is_searched_for():
    dimensions = Dimensions(frame(title=["a"]))
    assert "relevance" not in available(dimensions)
    assert "relevance" not in available(dimensions, " - ")
    assert next(iter(available(dimensions, "a"))) == "relevance"


def test_without_a_choice_searching_sorts_by_relevance_and_back():
    dimensions = Dimensions(frame(title=["a"], upvotes=[1]))
    assert effective(AUTOMATIC, dimensions).name == "source"
    assert effective(AUTOMATIC, dimensions, "a").name == "relevance"
    assert effective("upvotes", dimensions, "a").name == "upvotes"
    assert effective("source", dimensions, "a").name == "source"


@pytest.mark.parametrize("name", ["relevance", "stars", "<b>", "reverse:random", "by:", "by:title"])
def test_an_order_that_there_is_not_counts_as_no_choice(name):
    assert effective(name, Dimensions(frame(title=["a"], upvotes=[1]))).name == "source"


def test_choosing_what_comes_by_itself_is_no_choice():
    assert chosen("source") == AUTOMATIC
    assert chosen("relevance", "a") == AUTOMATIC
    assert chosen("source", "a") == "source"
    assert chosen("upvotes", "a") == "upvotes"


def test_every_order_but_three_runs_both_ways():
    for name in NAMES:
        if name != "random":
            assert reversed_name(name) in NAMES
            assert reversed_name(reversed_name(name)) == name
    assert reversed_name("random") not in NAMES
    assert reversed_name("relevance") not in NAMES


def test_only_orderings_with_values_are_offered():
    assert list(available(Dimensions(frame(upvotes=[1, None])))) == [
        *("source", "reverse:source", "upvotes", "reverse:upvotes", "random")
    ]
    assert list(available(Dimensions(pd.DataFrame({"colour": ["red"]})))) == ["source", "reverse:source", "random"]


@pytest.mark.parametrize("query", ["", "graph"])
def test_awkward_papers(query):
    for papers in (
        frame(title=pd.Series([], dtype="str")),
        frame(title=["a"]),
        pd.DataFrame({"colour": ["red", "blue"]}),
        frame(title=[None, ""], abstract=["graph", None]),
    ):
        for name in available(Dimensions(papers), query):
            assert sorted(ordered(name, papers, query=query)) == list(range(len(papers)))
            assert ordered(name, papers, [], query=query) == []


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
    dimensions = Dimensions(papers)  # making it takes longer than all orders
    for order in available(dimensions, "1").values():
        everything = order.order(dimensions, np.arange(len(values)), "1").tolist()
        assert sorted(everything) == list(range(len(values)))
        some = order.order(dimensions, np.array(rows, np.intp), "1").tolist()
        assert some == [row for row in everything if row in rows]


def test_orders_are_forgotten_with_their_papers():
    gc.collect()  # what other tests left behind
    dimensions = Dimensions(frame(title=["b", "a"]))
    available(dimensions)["title"].order(dimensions, np.arange(2))
    assert dimensions in ordering._orders
    before = len(ordering._orders)
    del dimensions
    gc.collect()
    assert len(ordering._orders) == before - 1
