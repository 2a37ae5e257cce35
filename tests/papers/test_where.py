"""Conditions in words, on frames."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers import schema
from papers.where import Where, WhereError

PAPERS = schema.conform(
    pd.DataFrame(
        {
            "paper_id": ["arxiv:2401.00001", "arxiv:2402.00002", "title:c"],
            "title": ["Counting Whales", "Long   Context, Short Answers", "Étude of Tokens"],
            "abstract": ["We count.", None, ""],
            "authors": [["Ada Lovelace"], ["Émile Zola", "Ada Lovelace"], None],
            "categories": [["cs.CL", "cs.LG"], ["stat.ML"], []],
            "venue": ["ACL", "Computational Linguistics", None],
            "published": pd.to_datetime(["2024-01-31", "2024-02-01", None]).astype(schema.DATE),
            "upvotes": [10, 0, None],
            "code_url": ["https://example.org", None, None],
            "gpu hours": [1.5, None, 3.0],
        }
    )
)


@pytest.mark.parametrize(
    ("written", "rows"),
    [
        ("", [0, 1, 2]),
        ("category:cs.CL", [0]),
        ("category:CS.cl,stat.ML", [0, 1]),
        ("categories:cs.*", [0]),
        ("categories:cs", []),
        ('author:"emile zola"', [1]),
        ("author:*lovelace", [0, 1]),
        ('venue:"computational linguistics"', [1]),
        ('title:"long context"', [1]),
        ("title:etude", [2]),
        ("title:count*whales", [0]),
        ("abstract:count", [0]),
        ("published>=2024-02", [1]),
        ("published<=2024-01", [0]),
        ("published>2024-01", [1]),
        ("published<2024-01-31", []),
        ("year:2024", [0, 1]),
        ("year:..2023", []),
        ("published:2024-01-15..2024-01", [0]),
        ("upvotes>=10", [0]),
        ("upvotes:0", [1]),
        ("upvotes:..9", [1]),
        ("upvotes<10", [1]),
        ("has:abstract", [0]),
        ("has:abstract,code", [0]),
        ("has:authors", [0, 1]),
        ("has:categories", [0, 1]),
        ("-category:cs.CL", [1, 2]),
        ("-has:code", [1, 2]),
        ("author:*lovelace -venue:ACL", [1]),
        ("id:arxiv:2401.00001", [0]),
        ("gadgets:many", []),
    ],
)
def test_which_papers_meet_a_condition(written: str, rows: list[int]) -> None:
    assert Where.parse(written).mask(PAPERS).nonzero()[0].tolist() == rows


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("whales", "“whales” is no condition; write them like category:cs.CL"),
        ("category:cs.CL whales", "“whales” is no condition"),
        ("category:", "“category:” is no condition"),
        ('title:"open', '“title:"open” is no condition|is no condition'),
        ('category:""', "says nothing to compare with"),
        ("published>=soon", "“soon” is no date; write 2024, 2024-03 or 2024-03-15"),
        ("published:2024-13", "“2024-13” is no date"),
        ("upvotes>many", "“many” is no number"),
        ("venue>=ACL", "venue has no order; write venue:ACL"),
        ("x" * 2_001, "longer than 2,000 characters"),
    ],
)
def test_what_cannot_be_read_is_said_where_it_stands(written: str, sentence: str) -> None:
    with pytest.raises(WhereError, match=sentence):
        Where.parse(written)


def test_a_column_that_is_not_there_is_named_with_the_one_that_may_be_meant() -> None:
    assert Where.parse("upvots:3").doubt() == "There is no column “upvots”; is “upvotes” meant?"
    assert Where.parse("xyzzy:3").doubt() == "There is no column “xyzzy”; litscope info lists those there are."
    assert Where.parse("xyzzy:3").doubt(["xyzzy"]) == ""
    assert Where.parse("category:cs.CL has:code year:2024").doubt() == ""


def test_the_columns_it_looks_at() -> None:
    assert Where.parse("category:cs.CL has:code -year:2024").columns == {"categories", "code_url", "published"}


@given(st.text(max_size=60))
def test_a_text_is_conditions_or_a_sentence(text: str) -> None:
    try:
        where = Where.parse(text)
    except WhereError as error:
        assert str(error).endswith(".")
    else:
        assert len(where.mask(PAPERS)) == len(PAPERS)
        assert Where.parse(str(where)) == where


@given(st.sampled_from(["category:cs.CL", "upvotes>=1", "has:abstract", "title:whales", "year:2024"]))
def test_not_is_the_rest(written: str) -> None:
    assert (Where.parse(f"-{written}").mask(PAPERS) == ~Where.parse(written).mask(PAPERS)).all()
