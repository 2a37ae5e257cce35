"""Evidence: the sentence of a claim, and in it the quote and the number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.claims.evidence import evidence
from tests.papers.claims.invented import ABSTRACTS, claim


def marked(fact: dict, abstract: str | None) -> tuple[str, str | None, str | None]:
    found = evidence(fact, {"title": "Birds", "abstract": abstract})
    cut = lambda part: None if part is None else found.text[slice(*part)]  # noqa: E731
    return found.text, cut(found.quote), cut(found.number)


def test_the_sentence_ends_where_sentences_end():
    owl = ABSTRACTS["OwlDecode"]
    quote = "decodes 2.5x faster than greedy search"
    assert marked(claim(0, 2.5, "x", "speed-up", quote), owl) == (
        "OwlDecode decodes 2.5x faster than greedy search on OwlBench, e.g. at night.",
        quote,
        "2.5",
    )


@pytest.mark.parametrize(
    ("quote", "value", "high", "number"),
    [
        ("twice as fast", 2, None, "twice"),
        ("saves 40\\% of memory", 40, None, "40"),
        ("2-3x faster", 2, 3, "2-3"),
        ("a 7B model", 7e9, None, "7B"),
        ("from 24 GB to 1 GB", 1e9, None, "1 GB"),
        ("216K words of 1,024 tokens", 1024, None, "1,024"),
        ("up to 141 tokens/s", 141, None, "141"),
        ("ten-fold fewer", 10, None, "ten"),
        ("a share of 0.4", 40, None, "0.4"),
        ("many times faster", 3, None, None),
    ],
)
def test_the_number_is_found_as_it_is_written(quote, value, high, number):
    fact = {"value": value, "value_high": high, "quote": quote}
    assert marked(fact, f"First. It is {quote}. Last.")[2] == number


def test_without_the_text_the_words_of_the_reader_stand_alone():
    found = evidence({"value": 4, "quote": "speed-up 4x"}, {"title": "Swans", "abstract": None})
    assert (found.text, found.at_hand, found.quote) == ("speed-up 4x", False, None)


def test_offsets_of_another_text_are_not_believed():
    fact = {"value": 4, "quote": "four times as fast", "field": "abstract", "start": 0, "end": 18}
    assert not evidence(fact, {"title": "Swans", "abstract": "Swans sing of many things here."}).at_hand
    assert marked(fact, "Yes. Swans are four times as fast. No.")[0] == "Swans are four times as fast."


@given(st.text(max_size=300), st.text(max_size=40), st.integers(-5, 400), st.integers(-5, 400), st.floats())
def test_no_text_is_too_strange(abstract, quote, start, end, value):
    fact = {"value": value, "quote": quote, "field": "abstract", "start": start, "end": end}
    found = evidence(fact, {"title": None, "abstract": abstract})
    assert found.quote is None or 0 <= found.quote[0] <= found.quote[1] <= len(found.text)
