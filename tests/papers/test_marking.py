"""How texts are folded, and where that which a query looks for stands in them."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papers.search import fold, looks, spans
from papers.search.folding import words_of

unhurried = settings(deadline=None, max_examples=100)


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Graphs of thought", "graph", ["Graphs"]),
        ("Graphs of thought", "graph of trees", ["Graphs"]),
        ("RAG in storage", "rag", ["RAG"]),
        ("Über Überblick", "uber ", ["Über"]),
        ("Die ﬁnale Straße", "fin* strasse", ["ﬁnale", "Straße"]),
        ("graph, graphs", '"graph graph"', ["graph, graphs"]),
        ("GPT-4o and GPT-4", '"gpt-4"', ["GPT-4"]),
        ("基于BERT的模型", "bert 模型", ["BERT", "模型"]),
        ("Attention heads", "attenton~ /h.*s/ -heads", ["Attention", "heads"]),
        ("2024 in year", "year:2024", []),
        ("anything", "", []),
        ("", "word", []),
        ("½ a", "1", ["½"]),
        ("Ada Owlson on owls", "owl", ["Owlson", "owls"]),  # the last word may still be being typed
        ("Ada Owlson on owls", "owl ", ["owls"]),
        ("Ada Owlson on owls", "owl nest", ["owls"]),
        ("Ada Owlson on owls", "owl year:2024", ["owls"]),
        ("the theory of ohms", "the", ["the"]),
        ("of ohms", "oh", []),
    ],
)
def test_spans(text, query, marked):
    for form in ("NFC", "NFD") if "ﬁ" not in text and "½" not in text else ("NFC",):
        variant = unicodedata.normalize(form, text)
        shown = [variant[start:end] for start, end in spans(variant, query)]
        assert [unicodedata.normalize("NFC", part) for part in shown] == marked


def test_words_that_meet_are_marked_as_one():
    assert spans("graph", "graph* graph") == [(0, 5)]


def test_only_what_stands_in_texts_is_looked_for():
    assert looks("graph") and looks("title:graph")
    assert not looks("year:2024 -survey") and not looks(" ?! ")


@unhurried
@given(st.text(max_size=15), st.text(max_size=15))
@example("İ", "i")
@example("Ⅷ", "viii")
def test_nothing_raises_and_spans_lie_in_the_text(text, query):
    marked = spans(text, query)
    assert all(0 <= start < end <= len(text) for start, end in marked)
    assert all(one[1] < two[0] for one, two in pairwise(marked))


@unhurried
@given(st.text(st.characters(categories=["Ll", "Lu", "Zs", "Nd"]), min_size=1, max_size=15))
def test_a_text_finds_its_own_words(text):
    for word in words_of(text):
        assert spans(text, f'"{word}"')


@unhurried
@given(st.text(max_size=15))
def test_folding_says_where_each_letter_comes_from(text):
    folded, places = fold(text)
    assert len(places) == len(folded) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)
