"""The index of the papers' words: what it finds, that it can be kept and opened, and that rows stay rows."""

import gc
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tantivy import Query

from papers import search
from papers.search import index as indexing
from papers.search.stemming import stem


def titled(*titles: str | None, **columns) -> pd.DataFrame:
    return pd.DataFrame({"title": pd.Series(titles, dtype="str")} | columns)


def having(index: search.TextIndex, word: str, field: str = "text") -> list[int]:
    term = stem(word) if field in ("text", "title") else word
    return sorted(index.rows(Query.term_query(index.schema, field, term)).tolist())


def test_words_are_found_by_their_stems_whatever_case_and_accents():
    index = search.build(titled("Tokenizing Ürdu", "A tokenizer", None, "Tok"))
    assert having(index, "tokenizer") == [0, 1]
    assert having(index, "urdu") == [0]


def test_all_texts_are_searched_and_no_phrase_runs_from_one_into_the_next():
    names = pd.Series([["Ada Whale", "Bo Kelp"]], dtype=object)
    index = search.build(titled("Deep sea", abstract=pd.Series(["songs of whales"]), authors=names))
    assert [having(index, word) for word in ("sea", "songs", "kelp")] == [[0], [0], [0]]
    for phrase, found in {("deep", "sea"): [0], ("sea", "song"): [], ("whale", "bo"): []}.items():
        assert index.rows(Query.phrase_query(index.schema, "text", list(phrase))).tolist() == found


def test_scripts_without_spaces_are_found_letter_by_letter():
    index = search.build(titled("大语言模型", "言语"))
    assert index.rows(Query.phrase_query(index.schema, "text", list("语言"))).tolist() == [0]


def test_equal_scores_come_in_the_order_of_the_rows():
    index = search.build(titled(*["whales"] * 50))
    rows, scores = index.top(Query.term_query(index.schema, "text", "whale"), 50)
    assert rows.tolist() == list(range(50)) and len(set(scores.tolist())) == 1


def test_rows_stay_rows_where_threads_share_the_work(monkeypatch):
    monkeypatch.setattr(indexing, "FEW", 10)
    monkeypatch.setattr(indexing, "HEAP", 30_000_000)
    index = search.build(titled(*(f"paper word{row}" for row in range(3_000))))
    for row in (0, 1, 1_499, 2_999):
        assert having(index, f"word{row}", "words") == [row]


def test_saved_and_opened_it_answers_the_same(tmp_path: Path):
    built = search.build(titled("Whales sing", "Kelp grows"))
    built.save(tmp_path / "index")
    del built
    gc.collect()
    opened = search.open(tmp_path / "index")
    assert len(opened) == 2 and having(opened, "whale") == [0]


def test_what_is_no_index_is_said(tmp_path: Path):
    with pytest.raises(search.UnreadableIndexError, match="prepare it anew"):
        search.open(tmp_path)
    search.build(titled("Whales")).save(tmp_path / "old")
    (tmp_path / "old" / "index.json").write_text('{"version": 0}')
    with pytest.raises(search.UnreadableIndexError, match="another version"):
        search.open(tmp_path / "old")


@pytest.mark.parametrize("frame", [titled(), pd.DataFrame(index=range(3)), titled(None, "", "?!")])
def test_no_papers_and_no_texts(frame):
    index = search.build(frame)
    assert len(index) == len(frame)
    assert having(index, "whale") == []


def test_progress_is_told():
    told = []
    search.build(titled("a", "b"), lambda done, total, words: told.append((done, total)))
    assert told == [(0, 2), (2, 2)]


def test_the_most_frequent_words_that_begin_so():
    index = search.build(titled("transformers transform", "transformers", "trees"))
    assert index.beginning("transf", 5) == [("transformers", 2), ("transform", 1)]
    assert np.array_equal([index.frequency("words", "trees")], [1])
