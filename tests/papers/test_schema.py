"""The schema: frames are brought into it, checked against it, and columns are described."""

import pandas as pd
import pyarrow as pa
import pytest

from papers import schema
from papers.schema import SchemaError, conform, describe, validate

AWKWARD = {
    "empty": pd.DataFrame(),
    "no rows": pd.DataFrame({"title": []}),
    "odd index": pd.DataFrame({"title": ["A", "B"]}, index=[7, 7]),
    "all missing": pd.DataFrame({"title": [None], "authors": [None], "published": [None], "upvotes": [None]}),
    "python lists": pd.DataFrame({"title": ["A", "B"], "authors": [["Ada", "Bo"], []]}),
    "arrow types": pd.DataFrame({"title": ["A"], "authors": [["Ada"]], "upvotes": [3]}).convert_dtypes(
        dtype_backend="pyarrow"
    ),
    "other numbers": pd.DataFrame({"upvotes": [3.0, None], "x": [1, 2]}),
    "far dates": pd.DataFrame({"published": ["0099-01-01", "9999-12-31"]}),
    "extra columns": pd.DataFrame({"colour": ["red"], "title": ["A"], 5: [1]}),
}


@pytest.mark.parametrize("name", AWKWARD)
def test_conforming_frames_are_valid(name: str) -> None:
    frame = AWKWARD[name]
    papers = conform(frame)
    papers["paper_id"] = pd.Series([f"title:{row}" for row in range(len(frame))], dtype="str")
    validate(papers)
    assert len(papers) == len(frame)
    assert isinstance(papers.index, pd.RangeIndex)


@pytest.mark.parametrize("name", AWKWARD)
def test_conforming_twice_is_conforming_once(name: str) -> None:
    once = conform(AWKWARD[name])
    pd.testing.assert_frame_equal(conform(once), once)


def test_values_survive() -> None:
    papers = conform(AWKWARD["python lists"].assign(published=["2024-05-06", None], upvotes=[0, None]))
    assert [list(names) for names in papers["authors"]] == [["Ada", "Bo"], []]
    assert papers["published"][0] == pd.Timestamp("2024-05-06")
    assert papers["upvotes"].tolist() == [0, pd.NA]


def test_dates_are_in_utc() -> None:
    frame = pd.DataFrame({"published": pd.to_datetime(["2024-05-06T23:30-02:00"])})
    assert conform(frame)["published"].tolist() == [pd.Timestamp("2024-05-07T01:30")]


def test_known_columns_come_first_and_extras_last() -> None:
    assert list(conform(AWKWARD["extra columns"])) == [*schema.PAPERS, "colour", "5"]


@pytest.mark.parametrize(
    ("column", "values"),
    [("upvotes", ["many"]), ("published", ["some day"]), ("authors", [[["nested"]]]), ("x", ["left"])],
)
def test_values_of_another_kind_are_refused(column: str, values: list) -> None:
    with pytest.raises(SchemaError, match=f"Column “{column}”"):
        conform(pd.DataFrame({column: values}))


def test_two_columns_of_one_name_are_refused() -> None:
    with pytest.raises(SchemaError, match="Column “title” stands twice"):
        conform(pd.DataFrame([["A", "B"]], columns=["title", "title"]))


def valid() -> pd.DataFrame:
    return conform(pd.DataFrame({"paper_id": ["a", "b"], "title": ["A", "B"]}))


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (lambda frame: frame.drop(columns="venue"), "Column “venue” is missing"),
        (lambda frame: frame.assign(upvotes=[1.5, 2.5]), "Column “upvotes” has dtype float64; it should be Int64"),
        (lambda frame: frame.assign(paper_id=["a", "a"]).astype({"paper_id": "str"}), "Two rows have the paper_id “a”"),
        (lambda frame: frame.assign(paper_id=["a", None]).astype({"paper_id": "str"}), "Row 1 has no paper_id"),
        (lambda frame: pd.concat([frame, frame[["title"]]], axis=1), "Column “title” stands twice"),
    ],
)
def test_what_is_wrong_is_named(broken, sentence: str) -> None:
    with pytest.raises(SchemaError, match=sentence):
        validate(broken(valid()))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (pd.Series(["a", "b", "a", "a"]), "category"),
        (pd.Series([f"text {n}" for n in range(10)]), "text"),
        (pd.Series(["x" * 100] * 10), "text"),
        (pd.Series([1, 2]), "number"),
        (pd.Series([1.5, None]), "number"),
        (pd.Series([True, False]), "category"),
        (pd.Series(pd.to_datetime(["2024-01-01"])), "date"),
        (pd.Series(pd.to_datetime(["2024-01-01T00:00Z"])), "date"),
        (pd.Series([["a"]], dtype=schema.MANY), "many"),
        (pd.Series([["a"]], dtype=pd.ArrowDtype(pa.large_list(pa.string()))), "many"),
        (pd.Series([None, None], dtype="str"), "text"),
        (pd.Series(["2024-01-01"], dtype=pd.ArrowDtype(pa.date32())), "date"),
        (pd.Series([["a"], {"b": 1}, 2, 3.5], dtype=object), "text"),
    ],
)
def test_extra_columns_are_described_by_their_values(values: pd.Series, kind: str) -> None:
    column = describe(values.rename("extra_column"))
    assert (column.kind, column.label) == (kind, "Extra column")


def test_known_columns_are_described_by_the_schema() -> None:
    assert describe(pd.Series([1], name="upvotes")) is schema.PAPERS["upvotes"]


def test_every_column_says_what_it_is() -> None:
    for table in (schema.PAPERS, schema.APPEARANCES, schema.RESULTS, schema.SCALE, schema.VARIANTS):
        for name, column in table.items():
            assert column.name == name
            assert column.label
            assert column.about
