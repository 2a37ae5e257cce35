"""Which papers plain words find, and where they stand in a text."""

import unicodedata
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papers import schema
from papers.search import SearchText, fold, scanning, spans, terms
from papers.search.scanning import CHUNK

unhurried = settings(deadline=None, max_examples=100)


def found(texts, query, **columns) -> list[int]:
    frame = pd.DataFrame({"title": pd.Series(texts, dtype="str")} | columns)
    return np.flatnonzero(SearchText(frame).matches(query)).tolist()


TITLES = [
    "Graph of Thoughts: solving elaborate problems",
    "Thoughts on graphs",
    "RAG for storage",
    "Paragraph storage",
    None,
    "Über GPT-4",
    "Łukasz & Søren visit Straße 7",
]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", [0, 1, 2, 3, 4, 5, 6]),
        ("  \n ", [0, 1, 2, 3, 4, 5, 6]),
        ("?!", [0, 1, 2, 3, 4, 5, 6]),
        ("graph", [0, 1]),
        ("GRAPH thoughts", [0, 1]),
        ("thoughts graph nowhere", []),
        ("rag", [2]),
        ("storage", [2, 3]),
        ('"graph of thoughts"', [0]),
        ('"thoughts graph"', []),
        ('"thoughts solving"', [0]),
        ("“graph of”", [0]),
        ('"graph of', [0]),
        ('graph" of', [0]),
        ('""', [0, 1, 2, 3, 4, 5, 6]),
        ("uber", [5]),
        ("ÜBER", [5]),
        ("gpt-4", [5]),
        ("gpt4", []),
        ("lukasz soren strasse", [6]),
        ("[graph", [0, 1]),
        ("graph\\", [0, 1]),
        ("(.*", [0, 1, 2, 3, 4, 5, 6]),
        ("graph.of", [0]),
        ("7", [6]),
        ("\ud800 graph", [0, 1]),
        ("gr\x00aph", []),
    ],
)
def test_words(query, rows):
    assert found(TITLES, query) == rows


def test_all_fields_are_searched_and_no_phrase_runs_from_one_into_the_next():
    columns = {
        "abstract": pd.Series(["deep nets", None], dtype="str"),
        "summary": pd.Series([None, "shallow"], dtype="str"),
        "authors": pd.Series([["Ada Lovelace", None, "Éva Tóth"], None], dtype=schema.MANY),
    }
    for query in ("title deep", "lovelace", "eva toth", '"ada lovelace"'):
        assert found(["Title", "Other"], query, **columns) == [0]
    assert found(["Title", "Other"], "shallow", **columns) == [1]


def test_words_of_scripts_without_spaces_are_found_anywhere():
    texts = ["大规模语言模型研究", "基于BERT的模型", "ภาษาไทย", "日本語のテキスト"]
    assert found(texts, "模型") == [0, 1]
    assert found(texts, "bert") == [1]
    assert found(texts, "ไทย") == [2]
    assert found(texts, "テキスト") == [3]
    assert found(texts, "大模型") == []


def test_marks_that_tell_words_apart_stay():
    assert found(["कि", "का"], "कि") == [0]


def test_texts_of_every_make():
    lists = pd.Series([["Ada"], None, ["Ben", "Ada"]])
    large = lists.astype(pd.ArrowDtype(pa.large_list(pa.large_string())))
    for authors in (lists, large, lists.astype(schema.MANY).iloc[0:]):
        frame = pd.DataFrame({"title": pd.Series([None, "x", "y"], dtype="object"), "authors": authors})
        assert SearchText(frame).matches("ada").tolist() == [True, False, True]


def test_more_papers_than_go_in_one_go():
    n = 2 * CHUNK + 3
    assert found([f"number{i}é" for i in range(n)], f"number{n - 1}e") == [n - 1]


@pytest.mark.parametrize("query", ["", "graph"])
def test_no_papers_and_no_texts(query):
    assert found([], query) == []
    assert SearchText(pd.DataFrame({"upvotes": [1, 2]})).matches(query).tolist() == [not query] * 2


def test_terms():
    assert terms('Graph "of  Thoughts" graph, GPT-4 ""') == ["graph", "of thoughts", "gpt 4"]
    assert len(terms(" ".join(f"w{i}" for i in range(100)))) == 32


# where words stand


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Graphs of thought", "graph", ["Graph"]),
        ("RAG in storage", "rag", ["RAG"]),
        ("Über Überblick", "uber", ["Über", "Über"]),
        ("Die ﬁnale Straße", "fina strass", ["ﬁna", "Straß"]),
        ("graph, graphs", '"graph graph"', ["graph, graph"]),
        ("GPT-4o", "gpt-4", ["GPT-4"]),
        ("基于BERT的模型", "bert 模型", ["BERT", "模型"]),
        ("Éva Tóth", "eva to", ["Éva", "Tó"]),
        ("anything", "", []),
        ("", "word", []),
        ("½ a", "1", ["½"]),
    ],
)
def test_spans(text, query, marked):
    for form in ("NFC", "NFD") if "ﬁ" not in text and "½" not in text else ("NFC",):
        variant = unicodedata.normalize(form, text)
        shown = [variant[start:end] for start, end in spans(variant, query)]
        assert [unicodedata.normalize("NFC", part) for part in shown] == marked


def test_spans_that_meet_are_one():
    assert spans("graphs", "graph graphs g") == [(0, 6)]


letters = st.text("aAbé Ée-.,\"'ßİﬁ½模型の\u0301Ⅷਿǆ", max_size=12)


@unhurried
@given(letters, letters)
@example("İ", "i")
@example("模a", "a")
@example("Ⅷ", "viii")
def test_a_paper_is_found_if_its_words_can_be_marked(text, query):
    """The fold of columns and the fold of one text are two pieces of code that must agree."""
    wanted = terms(query)
    if len(wanted) == 1:
        assert found([text], query) == ([0] if spans(text, query) else [])


@unhurried
@given(st.text(max_size=15), st.text(max_size=15))
def test_nothing_raises_and_spans_lie_in_the_text(text, query):
    found([text.encode("utf-8", "replace").decode()], query)
    marked = spans(text, query)
    assert all(0 <= start < end <= len(text) for start, end in marked)
    assert all(one[1] < two[0] for one, two in pairwise(marked))


# Python and Arrow follow different versions of Unicode: letters that are new to one may be none to the other
known = st.text(st.characters(codec="utf-8", exclude_categories=["Cn", "Co"]), max_size=15)


@unhurried
@given(known)
@example("Ǆ İi ſt ŉ")
def test_a_text_finds_itself(text):
    assert found([text], text.replace('"', " ")) == [0]


@unhurried
@given(st.text(max_size=15))
def test_folding_says_where_each_letter_comes_from(text):
    folded, places = fold(text)
    assert len(places) == len(folded) + 1
    assert list(places) == sorted(places)
    assert places[-1] == len(text)


def scores(query: str, **columns) -> list[float]:
    return SearchText(pd.DataFrame(columns)).scores(query).tolist()


def test_papers_without_the_words_score_nothing():
    first, second = scores("graph", title=["Graphs", "Trees"])
    assert first > 0
    assert second == 0
    assert scores("", title=["Graphs"]) == [0]
    assert SearchText(pd.DataFrame({"year": [2024]})).scores("graph").tolist() == [0]
    assert SearchText(pd.DataFrame({"title": []}, dtype="str")).scores("graph").tolist() == []


def test_a_word_in_the_title_weighs_more_than_one_elsewhere():
    texts = ["about trees and leaves", "about graphs and leaves"]
    in_title, elsewhere = scores("graph", title=["Graphs", "Plants"], abstract=texts)
    assert in_title > elsewhere


def test_more_occurrences_weigh_more_each_less_than_the_one_before():
    one, two, three = scores("cat", title=["-"] * 3, abstract=["cat dog dog", "cat cat dog", "cat cat cat"])
    assert one < two < three
    assert three - two < two - one


def test_a_long_text_weighs_less():
    short, long = scores("cat", title=["-", "-"], abstract=["cat", "cat " + "dog " * 50])
    assert short > long


def test_a_rare_word_weighs_more_than_a_common_one():
    titles = ["model of owls", "model and model of owls", *["model"] * 20]
    assert scores("owl", title=titles)[0] > scores("model", title=titles)[0]


def test_bm25_by_hand():
    # one word once in a title of average length: idf * 5 * 2.2 / (5 + 1.2), with t = 1 of n = 2 titles
    assert scores("cat", title=["cat", "dog"])[0] == pytest.approx(np.log(1 + 1.5 / 1.5) * 5 * 2.2 / 6.2)


def test_of_very_many_papers_only_the_titles_are_counted(monkeypatch):
    monkeypatch.setattr(scanning, "COUNTED", 1)
    columns = {"title": ["cat", "-", "-"], "abstract": ["dog dog", "cat dog", "cat cat"]}
    in_title, once, twice = scores("cat", **columns)
    assert in_title > once == twice > 0


@given(
    st.lists(st.text(st.sampled_from("ab -é"), max_size=12), max_size=5), st.text(st.sampled_from("ab é"), max_size=4)
)
def test_what_is_found_scores_and_nothing_else_does(texts, query):
    words = SearchText(pd.DataFrame({"title": pd.Series(texts, dtype="str")}))
    found = words.matches(query) if terms(query) else np.zeros(len(texts), bool)
    assert ((words.scores(query) > 0) == found).all()
