"""Texts that are meant to harm, or just odd: always facts, never an exception, and soon."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.facts import Facts
from papers.facts.reading import read

MEGABYTE = 1_000_000
REPEATED = (
    *("1", "1,", "1.", "1 %", "1-", "1 to ", "(1%", "by 1% ", "one ", "$1", "10^", "x "),
    *("\\", "\\times", "(", "[", "{", "$", ")", "'", ". ", "- ", "\n", "\t"),
    *("A ", "A-", "A/", "GPT-4 ", "A (B) ", "A dataset ", "called A ", "https://", "outperforms ", "e.g. ", "é", "中"),
)
PIECES = st.sampled_from(
    [
        *REPEATED,
        "We propose ",
        "Quokka",
        " reduces ",
        " from 3% to 5%",
        "2-3x",
        "70B",
        " tokens",
        " over ",
        " on ",
        "; ",
        " (+8.1%)",
    ]
)


def told(title: str, abstract: str) -> Facts:
    """Read a text, and check that every quote is what stands between its offsets."""
    facts = read(title, abstract)
    for one in (*facts.results, *facts.scale):
        text = title if one.quote.field == "title" else abstract
        assert text[one.quote.start : one.quote.end] == one.quote.text
        assert len(one.quote.text.split()) <= 40
        assert 0 <= one.confidence <= 1
    assert all(len((one.metric or "").split()) <= 12 for one in facts.results)
    return facts


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_prose_of_numbers(text: str) -> None:
    told(text[:100], text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_characters(text: str) -> None:
    told(text, text)


@pytest.mark.parametrize("piece", ["1", "(", "\\"])
def test_a_megabyte_takes_less_than_a_second(piece: str) -> None:
    read("warm", "We propose Quokka.")
    start = time.process_time()
    told("", piece * MEGABYTE)
    assert time.process_time() - start < 1


@pytest.mark.slow
@pytest.mark.parametrize("piece", REPEATED)
def test_a_megabyte_of_anything(piece: str) -> None:
    read("warm", "We propose Quokka.")
    start = time.process_time()
    told(piece * 100, (piece * MEGABYTE)[:MEGABYTE])
    assert time.process_time() - start < 2


DRAWN = 20_000


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=120).map("".join))
def test_fuzzing(text: str) -> None:
    told(text[:200], text)


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("name", ["daily_papers", "arxiv_cs", "acl_anthology"])
def test_abstracts_of_the_real_corpora(shared, name: str) -> None:
    papers = pd.read_parquet(shared / "data" / f"{name}.parquet", columns=["title", "abstract"]).fillna("")
    drawn = papers.sample(min(len(papers), DRAWN), random_state=0)  # all would take ten minutes
    for title, abstract in drawn.itertuples(index=False):
        told(title, abstract)
