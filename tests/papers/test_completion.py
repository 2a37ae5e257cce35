"""What a query may go on with."""

import pandas as pd
import pytest

from papers import schema
from papers.dimensions import Dimensions
from papers.search.completion import OFFERED, completions

PAPERS = schema.conform(
    pd.DataFrame(
        {
            "title": list("abcd"),
            "venue": ["ACL", "EMNLP Findings", "ACL", None],
            "keywords": [["whale song"], ["kelp"], [], None],
            "code_url": ["https://a.b", None, None, None],
            "published": pd.to_datetime(["2024-01-01", None, None, None]),
        }
    )
)


def texts(typed: str) -> list[str]:
    return [each.text for each in completions(typed, Dimensions(PAPERS))]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", []),
        ("graph tit", ["title:"]),
        ("-ven", ["venue:"]),
        ("venue:", ["venue:ACL ", 'venue:"EMNLP Findings" ']),
        ("venue:find", ['venue:"EMNLP Findings" ']),
        ('keyword:"wha', ['keyword:"whale song" ']),
        ("has:co", ["has:code"]),
        ("year:20", []),
        ("nonsense:", []),
        ("graphs are ", []),
    ],
)
def test_what_is_offered(typed, offered):
    assert [text.strip() for text in texts(typed)] == [text.strip() for text in offered]


def test_it_replaces_what_was_typed_and_is_not_too_much():
    (first,) = completions("graph tit", Dimensions(PAPERS))
    assert "graph tit"[: first.start] + first.text == "graph title:"
    assert len(texts("a")) <= OFFERED
