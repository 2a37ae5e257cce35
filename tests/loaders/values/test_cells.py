"""Columns of any type as texts, numbers and lists."""

import datetime
import decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from loaders.values import cells, names
from papers import schema


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two \n words\t", "two words"),
        ("no\u00a0break\u2028line", "no break line"),
        ("bell\x07 nul\x00 escape\x1b[31m", "bell nul escape[31m"),
        ("right\u202eto\u2066left", "righttoleft"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen", "zerowidth softhyphen"),
        ("क्‍ष stays", "क्‍ष stays"),
        ("   ", None),
        ("", None),
        (None, None),
        ("None", "None"),
    ],
)
def test_text_is_folded_and_shows_all_it_holds(text, expected) -> None:
    assert cells.text(cells.gather([text, "x"])).to_pylist() == [expected, "x"]


@pytest.mark.parametrize("nothing", ["n/a", "NaN", "None", "NULL", "-", "#N/A", "<NA>"])
def test_what_says_that_there_is_nothing_is_missing(nothing) -> None:
    assert cells.label(pa.array([nothing, "ACL"])).to_pylist() == [None, "ACL"]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (pa.array([1, None]), ["1", None]),
        (pa.array([2024.0, 1.5]), ["2024", "1.5"]),
        (pa.array([True]), ["true"]),
        (pa.array([datetime.date(2024, 5, 28)]), ["2024-05-28"]),
        (pa.array([datetime.datetime(2024, 5, 28)]), ["2024-05-28"]),
        (pa.array([["a", "b"], [], None]), ["a; b", None, None]),
        (pa.array([[{"name": "Ada"}]]), ["Ada"]),
        (pa.array([{"x": 1}]), ['{"x": 1}']),
        (pa.array([b"caf\xc3\xa9", b"\xff"]), ["café", "\ufffd"]),
        (pa.array([decimal.Decimal("1.50")]), ["1.50"]),
        (pa.nulls(1), [None]),
    ],
    ids=str,
)
def test_any_type_can_be_text(column, expected) -> None:
    assert cells.text(cells.whole(column)).to_pylist() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[("12", 12.0), ("12.5", 12.5), ("1,234", 1234.0), ("1,234.5", 1234.5), ("11.3k", 11300.0), ("2M", 2e6)],
        *[("-3", -3.0), ("1e400", None), ("9" * 400, None), ("twelve", None), ("1.2.3", None), ("n/a", None)],
    ],
)
def test_number(text, expected) -> None:
    assert cells.number(pa.array([text])).values.to_pylist() == [expected]


def test_counts_are_whole_and_not_less_than_nothing() -> None:
    found = cells.count(pa.array(["3", "0", "-1", "2.5", "7.0", None]))
    assert found.values.to_pylist() == [3, 0, None, None, 7, None]
    assert (found.misfits, found.example) == (2, "-1")
    assert cells.count(pa.array([float("nan"), float("inf"), 2.0])).values.to_pylist() == [None, None, 2]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (
            ["A; B ;", "C, D and E F", None, "n/a", "['x', 'y']", "Solo", ";;"],
            [["A", "B"], ["C", "D", "E F"], None, None, ["x", "y"], ["Solo"], None],
        ),
        ([["A", " B ", "", None], [], None], [["A", "B"], None, None]),
        ([[{"name": "Ada"}, {"name": None}]], [["Ada"]]),
        ([[{"given": "Ada", "family": "Lovelace"}, {"given": None, "family": "Plato"}]], [["Ada Lovelace", "Plato"]]),
        ([{"name": "Ada"}, None], [["Ada"], None]),
        ([[1, 2]], [["1", "2"]]),
        (["A", ["B"]], [["A"], ["B"]]),
    ],
)
def test_many(column, expected) -> None:
    assert cells.many(cells.gather(column), names.people).to_pylist() == expected


@pytest.mark.parametrize(
    ("column", "expected", "dtype"),
    [
        (["1", "2,000", None, "n/a"], [1, 2000, None, None], "Int64"),
        (["1.5", "2"], [1.5, 2.0], "Float64"),
        (["007", "2"], ["007", "2"], "str"),
        (["12345678901234567890", "2"], ["12345678901234567890", "2"], "str"),
        (["1", "two"], ["1", "two"], "str"),
        (["yes", "no"], ["yes", "no"], "str"),
        ([1, None], [1, None], "Int64"),
        ([1.0, None], [1, None], "Int64"),
        ([True, None], [True, None], "boolean"),
        ([2**64, 1], ["18446744073709551616", "1"], "str"),
        ([["a"], None], [["a"], None], schema.MANY),
        ([{"a": 1}], ['{"a": 1}'], "str"),
        ([None, None], [None, None], "str"),
    ],
)
def test_an_unknown_column_has_the_type_of_its_values(column, expected, dtype) -> None:
    series = cells.series(cells.extra(cells.gather(column)), "extra")
    assert series.dtype == pd.Series([], dtype=dtype).dtype
    found = [None if value is pd.NA or value is None or value is np.nan else value for value in series]
    assert [list(value) if isinstance(value, np.ndarray) else value for value in found] == expected


@pytest.mark.parametrize(
    "values", [["a", 1], [1, "a"], [[1], "a"], [{"a": 1}, 2], ["\ud800x", None], [10**30], [object()]]
)
def test_python_values_of_any_kind_are_a_column(values) -> None:
    assert len(cells.gather(values)) == len(values)


def test_tables_of_other_types_below_each_other() -> None:
    parts = [pa.table({"a": [1], "b": ["x"]}), pa.table({"a": ["y"]}), pa.table({"a": [[1, 2]], "c": [None]})]
    found = cells.stack(parts)
    assert found.column("a").to_pylist() == ["1", "y", "1; 2"]
    assert found.column("b").to_pylist() == ["x", None, None]


def test_endless_cells_are_cut() -> None:
    column, long = cells.cut(pa.array(["x" * (cells.LONGEST + 5), "y"], cells.TEXT))
    assert long == 1
    assert [len(value) for value in column.to_pylist()] == [cells.LONGEST, 1]
