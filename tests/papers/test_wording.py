"""Numbers, periods and lists in words."""

import pytest

from papers.wording import between, listed, number, period


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "0"),
        (-0.0, "0"),
        (2024, "2024"),
        (9999.0, "9999"),
        (10_000, "10,000"),
        (0.25, "0.25"),
        (1 / 3, "0.333333"),
        (-3, "−3"),
        (1e15, "1e+15"),
        (1e-300, "1e-300"),
        (-1e-7, "−1e-07"),
    ],
)
def test_number(value, words):
    assert number(value) == words


@pytest.mark.parametrize(
    ("low", "high", "words"), [(10, 19, "10–19"), (7, 7, "7"), (-2, 3, "−2 to 3"), (0, 0.5, "0–0.5")]
)
def test_between(low, high, words):
    assert between(low, high) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2023-01-01", "2024-12-31", "2023 to 2024"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-05-01", "2024-02-29", "2023-05 to 2024-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01 to 2024-02-28"),
        ("2024-03-05", "2024-03-05", "2024-03-05"),
        ("9999-12-01", "9999-12-31", "9999-12"),
    ],
)
def test_period(low, high, words):
    assert period(low, high) == words


def test_listed():
    assert listed(["a"], " or ") == "a"
    assert listed(["a", "b", "c"], " or ") == "a or b or c"
    assert listed(["a", "b", "c", "d"], " and ") == "a and b and 2 more"
