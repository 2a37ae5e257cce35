"""Dates as people write them."""

import numpy as np
import pyarrow as pa
import pytest

from loaders.values import dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", (2024,)),
        ("2024.0", (2024,)),
        ("2024-05", (2024, 5)),
        ("2024-05-28", (2024, 5, 28)),
        ("2024/5/3", (2024, 5, 3)),
        ("2024.05.28", (2024, 5, 28)),
        ("2024-05-28T23:30:00-08:00", (2024, 5, 28)),
        ("2024-05-28 23:30", (2024, 5, 28)),
        ("20240528", (2024, 5, 28)),
        ("2014//", (2014,)),
        ("28.5.2024", (2024, 5, 28)),
        ("28/05/2024", (2024, 5, 28)),
        ("05/28/2024", (2024, 5, 28)),
        ("05/2024", (2024, 5)),
        ("May 28, 2024", (2024, 5, 28)),
        ("28 May 2024", (2024, 5, 28)),
        ("28th of May 2024", (2024, 5, 28)),
        ("Sept. 2020", (2020, 9)),
        ("2024 May-Jun", (2024, 5)),
        ("3-5 May 2024", (2024, 5)),
        ("Thu, 30 Jul 2026 00:00:00 +0000", (2026, 7, 30)),
        ("2023-24", (2023,)),
        ("Spring 2024", (2024,)),
        ("in press, 2025", (2025,)),
        ("1716854400", (2024, 5, 28)),
        ("1716854400000", (2024, 5, 28)),
        ("n.d.", None),
        ("0", None),
        ("9999", None),
        ("2024-02-30", None),
        ("2024-13-01", None),
        ("20241", None),
        ("2019, reprinted 2021", None),
        ("Marvel", None),
    ],
)
def test_what_a_text_means(text, expected) -> None:
    assert dates.parse(text) == expected


def test_a_date_that_may_be_in_two_months_is_known_to_the_year() -> None:
    assert dates.parse("3/4/2024") == (2024,)


@pytest.mark.parametrize(("other", "month"), [("31/12/2023", 4), ("12/31/2023", 3)])
def test_what_the_others_of_its_column_settle(other, month) -> None:
    found = dates.of(pa.array(["3/4/2024", other]))
    assert found.days[0].astype("datetime64[M]").item().month == month
    assert found.exactness.tolist() == [dates.DAY, dates.DAY]


def test_a_column_of_texts() -> None:
    found = dates.of(pa.array(["2024-05-01T10:00:00Z", "n.d.", None, "2024", "May 2023", "N/A"]))
    assert found.days.astype("datetime64[D]").astype(str).tolist() == [
        "2024-05-01",
        "NaT",
        "NaT",
        "2024-01-01",
        "2023-05-01",
        "NaT",
    ]
    assert found.precisions.to_pylist() == ["day", None, None, "year", "month", None]
    assert (found.misfits, found.example) == (1, "n.d.")


@pytest.mark.parametrize(
    "column",
    [
        pa.array([2024, None]),
        pa.array([2024.0, None]),
        pa.array([2024, None], pa.int16()),
        pa.array(["2024", ""]),
        pa.array(["2024", None]).dictionary_encode(),
    ],
    ids=str,
)
def test_years_in_any_type(column) -> None:
    found = dates.of(column if not pa.types.is_dictionary(column.type) else column.cast(pa.large_string()))
    assert found.days[0] == np.datetime64("2024-01-01")
    assert found.exactness.tolist() == [dates.YEAR, dates.NEVER]


@pytest.mark.parametrize("kind", [pa.date32(), pa.date64(), pa.timestamp("ns"), pa.timestamp("ms", "Europe/Paris")])
def test_dates_that_are_dates_already(kind) -> None:
    found = dates.of(pa.array(np.array(["2024-05-28"], "datetime64[D]")).cast(pa.timestamp("s")).cast(kind))
    assert found.days.tolist() == [np.datetime64("2024-05-28", "s").item()]
    assert found.exactness.tolist() == [dates.DAY]


@pytest.mark.parametrize(
    ("month", "day", "expected", "exactness"),
    [
        ("6", None, "2024-06-01", dates.MONTH),
        ("jun", None, "2024-06-01", dates.MONTH),
        ("June~3", None, "2024-06-01", dates.MONTH),
        ("6.0", "15", "2024-06-15", dates.DAY),
        ("2", "31", "2024-02-01", dates.MONTH),
        ("13", "1", "2024-01-01", dates.YEAR),
        (None, "15", "2024-01-01", dates.YEAR),
    ],
)
def test_years_months_and_days_in_columns_of_their_own(month, day, expected, exactness) -> None:
    found = dates.of_parts(*(pa.array([part], pa.string()) for part in ("2024", month, day)))
    assert found.days.tolist() == [np.datetime64(expected, "s").item()]
    assert found.exactness.tolist() == [exactness]


def test_months_in_arxiv_ids() -> None:
    ids = [
        "2410.12375",
        "arXiv:0704.0001v2",
        "https://arxiv.org/abs/2401.00001",
        "9912.12345",
        "0613.0001",
        "cs/0112017",
        None,
    ]
    found = dates.of_arxiv_ids(pa.array(ids))
    assert found.days.astype("datetime64[M]").astype(str).tolist() == ["2024-10", "2007-04", "2024-01", *["NaT"] * 4]


def test_the_most_exact_of_several_wins() -> None:
    one, other = dates.of(pa.array(["2024", "2023-05", None])), dates.of(pa.array(["2024-06", "2022", "2021-01-02"]))
    best = dates.most_exact([one, other])
    assert best.days.astype("datetime64[D]").astype(str).tolist() == ["2024-06-01", "2023-05-01", "2021-01-02"]
    assert best.precisions.to_pylist() == ["month", "month", "day"]
