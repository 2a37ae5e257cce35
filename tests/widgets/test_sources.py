"""Sources: the account of what was loaded."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from papers.collection import Collection, Records, Skipped, Source
from papers.join import join
from tests.widgets.invented import AWKWARD, many, papers
from widgets.sources import REASONS, Sources, account, completeness


def records(name: str, kind: str = "Daily Papers page", /, **columns: Any) -> Records:
    entries = pd.DataFrame(columns)
    return Records(Source(name, kind, datetime(2026, 8, 21), len(entries)), entries)


def shelf() -> Collection:
    monday = records("monday.txt", title=["Owls", "Wrens", "Terns"], page=["Monday"] * 3, rank=[1, 2, 3])
    tuesday = records("tuesday.txt", title=["Owls", "Gulls"], page=["Tuesday"] * 2, rank=[1, 2])
    facts = records("Facts", "facts", title=["Owls", "Swans"], venue=["ACL", "ACL"])
    return join([monday, tuesday], completing=[facts])


def test_counts_papers_entries_and_sources():
    told = account(shelf())
    assert (told["papers"], told["records"], told["given"]) == (4, 5, 2)


def test_says_of_each_source_what_was_new_and_what_joined():
    told = {source["name"]: source for source in account(shelf())["sources"]}
    assert (told["monday.txt"]["records"], told["monday.txt"]["new"], told["monday.txt"]["joined"]) == (3, 3, 0)
    assert (told["tuesday.txt"]["records"], told["tuesday.txt"]["new"], told["tuesday.txt"]["joined"]) == (2, 1, 1)
    assert told["monday.txt"]["kind"] == "Daily Papers page"
    assert told["monday.txt"]["read"] == "21 Aug 2026"


def test_says_how_many_papers_a_source_of_facts_completes():
    facts = account(shelf())["sources"][-1]
    assert (facts["name"], facts["new"], facts["joined"], facts["completed"]) == ("Facts", None, None, 1)


def test_says_what_was_skipped_and_why():
    source = Source(
        "x.csv",
        "table",
        datetime(2026, 8, 21),
        2,
        tuple(Skipped("x.csv", f"Row {i}", "it has no title") for i in range(60)),
        ("Column “a” stands twice.",),
    )
    told = account(replace(Collection.empty(), sources=(source,)))["sources"][0]
    assert (told["skipped"], told["warnings"]) == (60, 1)
    assert told["remarks"][:2] == ["Column “a” stands twice.", "Row 0: it has no title"]
    assert len(told["remarks"]) == REASONS
    assert told["more"] == 61 - REASONS


def test_counts_the_entries_of_pages():
    assert account(shelf())["pages"] == [{"page": "Monday", "entries": 3}, {"page": "Tuesday", "entries": 2}]


def test_says_how_complete_the_columns_are():
    filled = {column["name"]: column["filled"] for column in account(shelf())["columns"]}
    assert filled["title"] == 4
    assert filled["venue"] == 1
    assert "Citations" in account(shelf())["empty"]


def test_an_empty_list_is_no_value():
    columns = completeness(papers(authors=many(["Ada"], [], None), tags=many([], [], ["a"])))
    filled = {column["name"]: column["filled"] for column in columns}
    assert (filled["authors"], filled["tags"]) == (1, 1)


@pytest.mark.parametrize("frame", AWKWARD.values(), ids=AWKWARD.keys())
def test_takes_any_papers(frame):
    told = account(replace(Collection.empty(), papers=frame))
    assert told["papers"] == len(frame)
    assert told["sources"] == told["pages"] == []


def test_follows_another_collection():
    widget = Sources(Collection.empty())
    assert widget.account["papers"] == 0
    widget.collection = shelf()
    assert widget.account["papers"] == 4


def test_keeps_its_account_from_the_browser():
    widget = Sources(shelf())
    widget.set_state({"account": {"papers": 10**9}})
    assert widget.account["papers"] == 4
