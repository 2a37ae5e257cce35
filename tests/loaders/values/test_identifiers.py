"""Identifiers: as programs leave them, and what follows from them."""

import pandas as pd
import pyarrow as pa
import pytest

from loaders.values import cells, identifiers


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2410.12375", "2410.12375"),
        ("2410.1", "2410.10000"),
        (2410.12375, "2410.12375"),
        (2410.1, "2410.10000"),
        (1412.6, "1412.6000"),
        (704.0001, "0704.0001"),
        ("2410.12375v3", "2410.12375v3"),
        ("arXiv:2410.12375", "arXiv:2410.12375"),
        ("cs/0112017", "cs/0112017"),
        ("n/a", None),
    ],
)
def test_zeros_that_a_spreadsheet_took_come_back(given, expected) -> None:
    assert identifiers.arxiv_ids(cells.gather([given])).to_pylist() == [expected]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://nothing.example/a?b=c", "https://nothing.example/a?b=c"),
        ("HTTP://nothing.example", "HTTP://nothing.example"),
        ("github.com/nobody/nothing", "https://github.com/nobody/nothing"),
        ("www.nothing.example/x", "https://www.nothing.example/x"),
        ("10.1000/xyz", "https://doi.org/10.1000/xyz"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//nothing.example", None),
        ("https://", None),
        ("https://two words", None),
        ("yes", None),
    ],
)
def test_links_lead_to_the_web_or_nowhere(link, expected) -> None:
    assert identifiers.links(pa.array([link])).values.to_pylist() == [expected]


@pytest.mark.parametrize(
    ("ids", "kind"),
    [
        (["2410.12375", "cs/0112017", "x"], "arxiv_id"),
        (["10.1000/xyz", "https://doi.org/10.1/x", "10.1000/abc"], "doi"),
        (["2024.acl-long.1", "P19-1001"], "acl_id"),
        (["1", "2", "3"], None),
        ([12345, 2], None),
    ],
)
def test_what_a_column_called_id_holds(ids, kind) -> None:
    assert identifiers.kind_of(cells.gather(ids)) == kind


def test_links_and_months_follow_where_they_are_missing() -> None:
    entries = {
        "arxiv_id": pa.array(["2410.12375", "cs/0112017", None, None, "2401.00001"], cells.TEXT),
        "acl_id": pa.array([None, None, "P19-1001", None, None], cells.TEXT),
        "doi": pa.array([None, None, "10.1/x", "10.1000/x", None], cells.TEXT),
        "url": pa.array(["https://own.example", None, None, None, None], cells.TEXT),
        "published": pa.array([None, None, None, None, pd.Timestamp("2023-12-31")], pa.timestamp("s")),
        "published_precision": pa.array([None, None, None, None, "day"], cells.TEXT),
    }
    identifiers.complete(entries)
    assert entries["url"].to_pylist() == [
        "https://own.example",
        "https://arxiv.org/abs/cs/0112017",
        "https://aclanthology.org/P19-1001/",
        "https://doi.org/10.1000/x",
        "https://arxiv.org/abs/2401.00001",
    ]
    assert entries["pdf_url"].to_pylist()[2] == "https://aclanthology.org/P19-1001.pdf"
    assert entries["published"].to_pylist()[0] == pd.Timestamp("2024-10-01")
    assert entries["published_precision"].to_pylist() == ["month", None, None, None, "day"]
