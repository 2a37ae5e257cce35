"""The report of `litscope info`."""

import json
from datetime import UTC, datetime

import pandas as pd
import pytest
from rich.console import Console

from app import info
from loaders import load
from papers.collection import Records, Skipped, Source
from papers.join import join

DAY = datetime(2024, 5, 28, 12, 30, tzinfo=UTC)


@pytest.fixture
def collection():
    entries = pd.DataFrame(
        {
            "title": [f"On {number} boats" for number in range(200)],
            "abstract": ["Text."] + [None] * 199,
            "page": [f"list {number % 40}" for number in range(200)],
            "rank": pd.array([number // 40 + 1 for number in range(200)], "Int64"),
            "grade": pd.array([1.5] * 100 + [None] * 100, "Float64"),
        }
    )
    skipped = tuple(Skipped("mine.csv", f"row {number}", "It has no title.") for number in range(25))
    source = Source("mine.csv", "CSV", DAY, 200, skipped, ("Something [bold]odd[/bold] \x1b[31m.",))
    gone = Source("gone.csv", "unread", DAY, 0, (Skipped("gone.csv", "", "gone.csv is not there."),))
    return join([Records(source, entries), Records(gone, pd.DataFrame())])


def shown(collection, width: int = 100) -> str:
    console = Console(width=width, record=True, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115
    info.show(collection, console)
    return console.export_text()


def test_what_the_report_says(collection) -> None:
    report = info.report(collection)
    assert (report["papers"], report["appearances"], report["skipped"], report["warnings"]) == (200, 200, 26, 1)
    assert len(report["pages"]) == 40
    assert report["pages"][0] == {"page": "list 0", "entries": 5}
    columns = {column["name"]: column for column in report["columns"]}
    assert columns["abstract"] == {"name": "abstract", "label": "Abstract", "kind": "text", "filled": 1, "share": 0.005}
    assert columns["grade"]["share"] == 0.5
    assert "venue" not in columns
    mine, gone = report["sources"]
    assert (mine["name"], mine["kind"], mine["records"], len(mine["skipped"])) == ("mine.csv", "CSV", 200, 25)
    assert mine["retrieved"] == "2024-05-28T12:30:00+00:00"
    assert gone["skipped"] == [{"record": "", "reason": "gone.csv is not there."}]


def test_it_is_fit_for_json(collection) -> None:
    assert json.loads(json.dumps(info.report(collection))) == info.report(collection)


def test_long_lists_are_cut_and_say_by_how_much(collection) -> None:
    text = shown(collection)
    assert "200 papers, 200 appearances, 40 pages" in text
    assert "list 19" in text
    assert "list 20" not in text
    assert "and 20 more pages" in text
    assert "row 9: It has no title." in text
    assert "row 10:" not in text
    assert "and 15 more" in text


def test_shares_are_neither_rounded_to_nothing_nor_to_all(collection) -> None:
    lines = {line.split()[0]: line.split()[-1] for line in shown(collection).splitlines() if line.split()[1:]}
    assert lines["grade"] == "50%"
    assert lines["title"] == "100%"
    assert info._percent(0.001) == "<1%"
    assert info._percent(0.999) == ">99%"


def test_foreign_text_is_inert(collection) -> None:
    text = shown(collection)
    assert "[bold]odd[/bold]" in text
    assert "\x1b" not in text


def test_reasons_without_a_record(collection) -> None:
    assert "Skipped: gone.csv\n  gone.csv is not there." in shown(collection)


def test_a_narrow_terminal(collection) -> None:
    text = shown(collection, width=60)
    assert all(len(line) <= 60 for line in text.splitlines())
    assert "mine.csv  CSV\n  entries 200, new 200, skipped 25, warnings 1\n" in text


def test_the_sample() -> None:
    report = info.report(load())
    assert (report["papers"], report["appearances"], len(report["pages"])) == (416, 486, 5)
    assert report["skipped"] == report["warnings"] == 0


def test_nothing_at_all() -> None:
    report = info.report(join([]))
    assert report["papers"] == 0
    assert report["columns"] == report["pages"] == []
    assert "0 papers, 0 appearances, 0 pages" in shown(join([]))
