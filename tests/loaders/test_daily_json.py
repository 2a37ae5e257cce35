"""Saved answers of the site's interface: plain, wrapped, written by Python."""

import json

import pandas as pd
import pytest

from loaders import LoadError, daily_json, read
from tests.loaders.invented import TITLES, abstract, entry


def records(content, name: str = "answer.json"):
    data = content if isinstance(content, bytes) else json.dumps(content, indent=1).encode()
    [found] = read((name, data))
    return found


@pytest.fixture(scope="module")
def paper() -> pd.Series:
    found = records([entry(7)])
    assert found.source.kind == daily_json.KIND
    assert found.source.warnings == found.source.skipped == ()
    return found.entries.iloc[0]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", TITLES[2]),
        ("abstract", abstract(TITLES[2])),
        ("summary", "Boats are counted."),
        ("authors", ["Ada Invented", "Cy Made-Up"]),
        ("organisation", "University of the Sea"),
        ("keywords", ["boats", "ripples"]),
        ("arxiv_id", "2405.00007"),
        ("url", "https://arxiv.org/abs/2405.00007"),
        ("pdf_url", "https://arxiv.org/pdf/2405.00007"),
        ("code_url", "https://github.com/nobody/nothing"),
        ("project_url", "https://nothing.example/"),
        ("upvotes", 7),
        ("comments", 2),
        ("stars", 12),
        ("published", pd.Timestamp("2024-05-24")),
        ("published_precision", "day"),
        ("listed", pd.Timestamp("2024-05-27")),
        ("page", "answer"),
        ("rank", 1),
    ],
)
def test_every_field_finds_its_column(paper, column, value) -> None:
    found = paper[column]
    assert (list(found) if isinstance(value, list) else found) == value


@pytest.mark.parametrize(
    "wrap",
    [
        lambda entries: entries,
        lambda entries: {"status": "success", "date": "2024-05-27", "count": len(entries), "data": entries},
        lambda entries: {"dailyPapers": entries, "date": "2024-05-27"},
        lambda entries: [repr(one) for one in entries],
        lambda entries: {"status": "success", "date": "2024-05-27", "data": [repr(one) for one in entries]},
        lambda entries: "".join(json.dumps(one) + "\n" for one in entries).encode(),
    ],
    ids=["list", "wrapped", "date-last", "python", "wrapped-python", "lines"],
)
def test_however_it_is_wrapped_it_says_the_same(wrap) -> None:
    found = records(wrap([entry(number) for number in range(3)]))
    assert found.source.kind == daily_json.KIND
    assert found.entries["upvotes"].tolist() == [0, 1, 2]
    assert found.entries["rank"].tolist() == [1, 2, 3]
    assert found.source.warnings == found.source.skipped == ()


def test_no_upvotes_is_a_value_and_none_told_is_missing() -> None:
    found = records([entry(0), entry(1, upvotes=None)]).entries["upvotes"]
    assert found[0] == 0
    assert found[1] is pd.NA


@pytest.mark.parametrize(
    ("content", "name"),
    [({"date": "2024-05-27", "data": [entry(0)]}, "x.json"), ([entry(0)], "2024-05-27.json")],
    ids=["wrapped", "name"],
)
def test_a_list_of_a_day_is_called_after_it(content, name) -> None:
    assert records(content, name).entries["page"].tolist() == ["Daily Papers 2024-05-27"]


def test_the_day_on_the_list_is_the_inner_one_then_that_of_the_list_then_the_outer() -> None:
    told, untold = entry(0), entry(1, submittedOnDailyAt=None)
    found = records({"date": "2024-05-28", "data": [told, untold]}).entries["listed"]
    assert found.tolist() == [pd.Timestamp("2024-05-27"), pd.Timestamp("2024-05-28")]
    assert records([untold]).entries["listed"].tolist() == [pd.Timestamp("2024-05-26")]


def test_line_breaks_in_titles_are_folded() -> None:
    assert records([entry(0, title="Counting\n  Whales")]).entries["title"].tolist() == ["Counting Whales"]


def test_an_entry_without_title_is_skipped_and_the_others_stay() -> None:
    bare = entry(1, title="")
    del bare["title"]
    found = records([entry(0), bare, {"nothing": 1}, entry(2)])
    assert found.entries["rank"].tolist() == [1, 2]
    assert [(skipped.record, skipped.reason) for skipped in found.source.skipped] == [
        ("record 3", "It is no entry of Daily Papers."),
        ("record 2", "It has no title."),
    ]


def test_a_file_that_is_cut_off_gives_what_is_whole() -> None:
    data = json.dumps([entry(number) for number in range(4)], indent=1).encode()
    found = records(data[: len(data) * 5 // 8])
    assert len(found.entries) == 2
    assert found.source.skipped[0].reason == "The file ends in the middle of it."


@pytest.mark.parametrize(
    ("field", "value", "column", "words"),
    [
        ("upvotes", "many", "upvotes", "1 value in “upvotes” is no whole number, such as “many”"),
        ("upvotes", -1, "upvotes", "no whole number"),
        ("publishedAt", "soon", "published", "no date, such as “soon”"),
        ("githubRepo", "javascript:alert(1)", "code_url", "no link to a web page"),
        ("projectPage", "file:///etc/passwd", "project_url", "no link to a web page"),
    ],
)
def test_a_value_that_does_not_fit_is_missing_and_told(field, value, column, words) -> None:
    found = records([entry(0, **{field: value}), entry(1)])
    assert found.entries[column].isna().tolist() == ([True, False] if column != "published" else [False, False])
    assert any(words in warning for warning in found.source.warnings)


@pytest.mark.parametrize("value", [5, [], {}, "x", True, ["a", 1, None], {"name": 3}, [[["deep"]]]])
@pytest.mark.parametrize("field", ["authors", "organization", "ai_keywords", "summary", "upvotes", "id", "publishedAt"])
def test_no_type_of_value_breaks_the_rest(field, value) -> None:
    found = records([entry(0, **{field: value}), entry(1)])
    assert found.entries["title"].tolist() == list(TITLES[:2])


def test_text_that_python_would_run_is_not_run() -> None:
    with pytest.raises(LoadError):
        records(["{'paper': __import__('os').system('true'), 'publishedAt': 1}"])


def test_a_paper_of_its_own_without_list() -> None:
    assert records([entry(3)["paper"]]).entries["title"].tolist() == [TITLES[3]]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("day", "upvotes"),
    [
        ("2024-05-29", [18, 11, 9, 7, 6, 6, 5, 1]),
        ("2024-12-20", [225, 46, 43, 21, 16, 16, 12, 12, 8, 6, 4, 4, 3, 1, 1, 0]),
        ("2025-01-10", [51, 28, 23, 20, 12, 11, 8, 8, 6]),
        ("2025-07-28", [2, 1, 1, 1]),
        ("2026-08-20", [92, 74, 59, 59, 54, 30, 23, 15, 13, 12, 12, 12, 12, 2, 0]),
    ],
)
def test_real_days(shared, day, upvotes) -> None:
    [found] = read(shared / "data" / "importers" / "daily_papers_raw" / f"{day}.json")
    assert found.entries["upvotes"].tolist() == upvotes
    assert set(found.entries["page"]) == {f"Daily Papers {day}"}
    assert found.entries["listed"].tolist() == [pd.Timestamp(day)] * len(upvotes)
    assert found.entries[["abstract", "arxiv_id", "published", "authors"]].notna().all(axis=None)
    assert not found.entries["title"].str.contains("\n").any()
    assert found.source.warnings == found.source.skipped == ()


@pytest.mark.shared
def test_saved_days_agree_with_the_corpus(shared) -> None:
    [day] = read(shared / "data" / "importers" / "daily_papers_raw" / "2026-08-20.json")
    [corpus] = read(shared / "data" / "daily_papers.parquet")
    both = day.entries.merge(corpus.entries, on=["arxiv_id", "page"], suffixes=("", "_there"))
    assert len(both) > 10
    for column in ("title", "abstract", "published", "listed", "organisation", "code_url"):
        same = (both[column] == both[f"{column}_there"]) | (both[column].isna() & both[f"{column}_there"].isna())
        assert same.mean() > 0.9, column
