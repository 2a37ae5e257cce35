"""Tables in JSON, whole, wrapped, a line each, and broken."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import LoadError, json_stream, read
from tests.loaders.invented import ANY, TITLES, abstract

PAPERS = [{"title": title, "abstract": abstract(title), "year": 2020 + number} for number, title in enumerate(TITLES)]
LINES = "\n".join(map(json.dumps, PAPERS))


def records(text: str | bytes):
    [found] = read(("mine.json", text.encode() if isinstance(text, str) else text))
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (json.dumps(PAPERS), "JSON"),
        (json.dumps(PAPERS, indent=2), "JSON"),
        (json.dumps({"data": PAPERS, "count": 5}), "JSON"),
        (json.dumps({"status": "ok", "papers": PAPERS}, indent=1), "JSON"),
        (json.dumps({"message": {"items": PAPERS}}), "JSON"),
        (LINES, "JSON Lines"),
        (f"\ufeff{LINES}\r\n\r\n".replace("\n", "\r\n"), "JSON Lines"),
        ("\n".join(json.dumps(paper, indent=1) for paper in PAPERS), "JSON"),
        (json.dumps({name: [paper[name] for paper in PAPERS] for name in PAPERS[0]}), "JSON"),
        (pd.DataFrame(PAPERS).to_json(), "JSON"),
        (json.dumps(PAPERS).encode("utf-16"), "JSON"),
        (LINES.encode("utf-16-le"), "JSON Lines"),
    ],
    ids=[
        "list",
        "indented",
        "data",
        "papers",
        "deeper",
        "lines",
        "bom-crlf",
        "objects",
        "columns",
        "pandas",
        "utf-16",
        "utf-16-lines",
    ],
)
def test_however_it_is_wrapped_it_says_the_same(text, kind) -> None:
    found = records(text)
    assert found.source.kind == kind
    assert found.entries["title"].tolist() == list(TITLES)
    assert found.entries["abstract"].tolist() == [abstract(title) for title in TITLES]
    assert found.entries["published"].dt.year.tolist() == [2020, 2021, 2022, 2023, 2024]
    assert found.source.warnings == found.source.skipped == ()


def test_one_paper() -> None:
    assert records(json.dumps(PAPERS[0])).entries["title"].tolist() == [TITLES[0]]


def test_nested_records_give_their_names() -> None:
    found = records(
        json.dumps([{"title": "A", "authors": [{"authorId": "1", "name": "Ada"}], "venue": {"name": "Sea"}}])
    )
    assert [list(names) for names in found.entries["authors"]] == [["Ada"]]


def test_fields_of_several_types() -> None:
    found = records(
        '[{"title": "A", "authors": "Ada; Bo", "n": 1}, {"title": "B", "authors": ["Cy"], "n": "x"}, {"title": 3}]'
    )
    assert found.entries["title"].tolist() == ["A", "B", "3"]
    assert [list(names) for names in found.entries["authors"][:2]] == [["Ada", "Bo"], ["Cy"]]
    assert found.entries["n"].tolist()[:2] == ["1", "x"]


def test_records_in_many_batches(monkeypatch) -> None:
    from loaders import json_records

    monkeypatch.setattr(json_records, "BATCH", 2)
    found = records('[{"title": "A"}, {"title": "B", "n": 1}, {"title": "C", "n": "x"}, {"title": "D", "m": [1]}]')
    assert found.entries["title"].tolist() == ["A", "B", "C", "D"]
    assert found.entries["n"].tolist()[1:3] == ["1", "x"]


# what is broken


def test_a_broken_line_costs_itself() -> None:
    found = records('{"title": "A", "year": 1}\n{"title": "B" oops}\n{"title": "C", "year": 2}\n{"title": "D')
    assert found.entries["title"].tolist() == ["A", "C"]
    assert [(one.record, one.reason) for one in found.source.skipped] == [
        ("line 2", "It is broken JSON."),
        ("line 4", "The file ends in the middle of it."),
    ]


def test_a_broken_record_in_a_list_costs_itself() -> None:
    broken = '{"title": "B" oops, "authors": [{"name": "x"}, {"name": "y"}]}'
    found = records(
        f'[{{"title": "A", "year": 1}}, {broken}, {{"title": "C", "year": 3}}, {{"title": "D", "year": 4}}]'
    )
    assert found.entries["title"].tolist() == ["A", "C", "D"]
    [skipped] = found.source.skipped
    assert skipped.record == "record 2"
    assert skipped.reason.startswith("It is broken JSON (")


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_list_that_is_cut_off_gives_what_is_whole(share) -> None:
    text = json.dumps(PAPERS, indent=1)
    found = records(text[: int(len(text) * share)])
    assert found.entries["title"].tolist() == list(TITLES[: len(found.entries)])
    assert len(found.entries) == int(5 * share)
    assert "ends" in " ".join([*found.source.warnings, *(one.reason for one in found.source.skipped)])


def test_a_list_that_is_not_closed() -> None:
    assert records('[{"title": "A"}, {"title": "B"}').source.warnings == (
        "The file ends before its list does; what came after is missing.",
    )


def test_deep_nesting_costs_the_record() -> None:
    deep = '{"title": "A", "x": ' + "[" * 100_000 + "]" * 100_000 + "}"
    found = records(f'[{deep}, {{"title": "B", "x": 1}}]')
    assert found.entries["title"].tolist() == ["B"]
    assert "too many brackets" in found.source.skipped[0].reason
    with pytest.raises(LoadError, match="too many brackets"):
        records("[" * 1_000_000)
    with pytest.raises(LoadError, match="broken JSON"):
        records('{"a":' * 100_000)


def test_numbers_of_any_size() -> None:
    huge = "9" * 5_000
    found = records(
        f'[{{"title": "A", "n": {huge}, "x": 1e999, "upvotes": {huge}}}, {{"title": "B", "n": NaN, "upvotes": 2}}]'
    )
    assert found.entries["title"].tolist() == ["A", "B"]
    assert found.entries["upvotes"].tolist() == [pd.NA, 2]


def test_halves_of_characters() -> None:
    assert records(r'[{"title": "A\ud800B", "tags": ["x\udfff"]}]').entries["title"].tolist() == ["A\ufffdB"]


def test_an_endless_record_costs_itself(monkeypatch) -> None:
    monkeypatch.setattr(json_stream, "LARGEST_RECORD", 3_000_000)
    long = "y" * 7_000_000
    for text in (
        '[{"title": "A"}, {"title": "%s"}, {"title": "C"}]',
        '{"title": "A"}\n{"title": "%s"}\n{"title": "C"}\n',
    ):
        found = records(text % long)
        assert found.entries["title"].tolist() == ["A", "C"]
        [skipped] = found.source.skipped
        assert skipped.record in ("record 2", "line 2")
        assert "longer than" in skipped.reason


def test_records_longer_than_what_is_read_at_a_time(monkeypatch) -> None:
    monkeypatch.setattr(json_stream, "_CHUNK", 7)
    found = records(json.dumps({"status": "ok", "data": PAPERS}))
    assert found.entries["abstract"].tolist() == [abstract(title) for title in TITLES]
    assert records(LINES).entries["title"].tolist() == list(TITLES)


def test_what_is_no_object_is_left_out() -> None:
    found = records('[{"title": "A"}, 3, null, {"title": "B"}]')
    assert found.entries["title"].tolist() == ["A", "B"]
    assert found.source.warnings == ("2 values of the list are no objects; they were left out.",)


@pytest.mark.parametrize(
    "text", ["[]", "{}", "[1, 2]", '["a"]', '{"a": 1}', '[{"a": 1}]', "[[1]]", "{", "[", '{"a"', '{"data": [', "[}"]
)
def test_json_without_papers(text) -> None:
    with pytest.raises(LoadError, match=r"mine.json (is JSON without|is broken JSON|has no column of titles)"):
        records(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["abstract", "authors", "year", "date", "doi", "url", "upvotes", "id", "page", "rank", "x", "note", "venue"]
)


@ANY
@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=6), min_size=1, max_size=6))
def test_no_value_is_too_odd(papers) -> None:
    found = records(json.dumps([{"title": f"T{number}"} | paper for number, paper in enumerate(papers)]))
    assert found.entries["title"].tolist() == [f"T{number}" for number in range(len(papers))]


@ANY
@given(st.data())
def test_a_cut_anywhere_gives_the_records_before_it(data) -> None:
    text = json.dumps({"status": "ok", "data": PAPERS})
    cut = data.draw(st.integers(40, len(text)))
    try:
        found = records(text[:cut])
    except LoadError as error:
        assert "mistake" not in str(error)
    else:
        assert found.entries["title"].tolist() == list(TITLES[: len(found.entries)])
