"""A collection: its pages, ranks and where its values came from."""

from datetime import datetime

import pandas as pd
import pytest

from papers import schema
from papers.collection import Collection, Records, Source
from papers.join import join

SOURCES = {
    "first": [("Alpha", "P", 1), ("Beta", "P", 2), ("Alpha", "Q", 7)],
    "second": [("Gamma", "Q", 1), ("Beta", None, None)],
}


@pytest.fixture(scope="module")
def collection() -> Collection:
    return join(
        [
            Records(
                Source(name, "test", datetime(2026, 1, 1), len(rows)),
                pd.DataFrame(rows, columns=["title", "page", "rank"]).assign(venue=name),
            )
            for name, rows in SOURCES.items()
        ]
    )


def test_its_length_is_the_number_of_papers(collection) -> None:
    assert len(collection) == 3


def test_pages_stand_in_the_order_of_the_sources(collection) -> None:
    assert collection.pages().to_numpy().tolist() == [["P", 2], ["Q", 2]]


def test_rank_on_a_page(collection) -> None:
    rank = collection.rank_on("Q")
    assert rank.name == "rank on Q"
    assert rank.dtype == "Int64"
    assert rank.tolist() == [7, pd.NA, 1]
    assert rank.index.equals(collection.papers.index)


def test_derived_columns_are_asked_for_by_name(collection) -> None:
    assert collection.derive("rank on P").equals(collection.rank_on("P"))
    assert collection.derive("rank on nowhere") is None
    assert collection.derive("P") is None
    assert collection.derive("venue") is None


def test_sources_of_each_paper(collection) -> None:
    held = collection.derive("source")
    assert held.dtype == schema.MANY
    assert [list(names) for names in held] == [["first"], ["first"], ["second"]]  # no appearance, no source
    assert held.index.equals(collection.papers.index)


def test_whether_papers_have_something(collection) -> None:
    papers = collection.papers.assign(code_url=pd.array(["https://x.org/", None, None], dtype="str"))
    results = schema.conform(pd.DataFrame({"paper_id": ["title:gamma"], "value": [2.0]}), schema.RESULTS)
    richer = Collection(papers, collection.appearances, results=results)
    assert richer.derive("has_code").tolist() == [True, False, False]
    assert richer.derive("has_abstract").tolist() == [False] * 3
    assert richer.derive("has_result").tolist() == [False, False, True]
    assert richer.derived == ("source", "has_code", "has_result")


def test_only_what_tells_papers_apart_is_listed(collection) -> None:
    assert collection.derived == ("source",)
    own = Collection(collection.papers.assign(source="mine"), collection.appearances)
    assert own.derived == ()  # a column of that name is there already
    pages = schema.conform(
        pd.DataFrame({"paper_id": ["title:alpha", "title:beta"], "source": ["a", "b"], "page": ["A", "B"]}),
        schema.APPEARANCES,
    )
    assert Collection(collection.papers, pages).derived == ()  # a source a page says what the pages say


def test_origins(collection) -> None:
    assert collection.origin("title:beta", "venue").name == "first"
    assert collection.origin("title:gamma", "venue").name == "second"
    assert collection.origin("title:beta", "abstract") is None
    assert collection.origin("title:beta", "page_count") is None
    assert collection.origin("title:beta", "no such field") is None
    with pytest.raises(KeyError):
        collection.origin("title:nobody", "venue")


def test_an_empty_collection() -> None:
    empty = Collection.empty()
    schema.validate(empty.papers)
    assert len(empty) == 0
    assert empty.pages().empty
    assert empty.derive("rank on P") is None
    assert empty.rank_on("P").tolist() == []
    assert empty.derived == ()
    assert empty.derive("source").tolist() == []
    assert empty.derive("momentum").tolist() == []
