"""Corrections: kept, stronger than the reader, taken back, given away as annotations."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from papers import schema
from papers.claims.correcting import Correcting
from papers.kept import Store
from tests.papers.claims.invented import collection

OWL, WREN = "arxiv:2401.00000#0", "arxiv:2401.00001#0"


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def correcting(store) -> Correcting:
    return Correcting(collection(), store)


def claims(correcting: Correcting, paper: str) -> pd.DataFrame:
    results = correcting.collection.results
    return results[results["paper_id"] == paper.partition("#")[0]].reset_index(drop=True)


def test_a_claim_that_is_right_is_beyond_doubt_and_stays_in_its_place(correcting):
    correcting.correct(WREN, "right")
    here = claims(correcting, WREN)
    assert here["reader"].tolist() == ["hand", "rules"]
    assert here["confidence"].tolist() == [1.0, 0.8]


def test_one_that_is_wrong_is_left_out_and_comes_back(correcting):
    told = []
    correcting.on_change(lambda: told.append(len(correcting.collection.results)))
    made = correcting.correct(WREN, "wrong")
    assert claims(correcting, WREN)["family"].tolist() == ["speed-up"]
    correcting.take_back(made.number)
    assert claims(correcting, WREN)["family"].tolist() == ["memory", "speed-up"]
    assert told == [7, 8]


def test_an_edit_holds_after_a_reload_and_a_new_reading(correcting, store):
    correcting.correct(WREN, "edit", value="45", metric="  peak   memory ", on="WrenEval")
    again = Correcting(collection(), Store(store.file.parent))
    here = claims(again, WREN)
    assert here.loc[0, ["value", "metric", "on", "reader"]].tolist() == [45.0, "peak memory", "WrenEval", "hand"]
    # a later reader finds a longer quote at the same place, or does not find the claim at all
    results = collection().results
    results.loc[1, "quote"], results.loc[1, "start"] = "WrenCache cuts memory by 40%", 0
    again.read(replace(collection(), results=results))
    assert claims(again, WREN)["value"].tolist() == [45.0, 2.0]
    again.read(replace(collection(), results=schema.conform(results.iloc[2:], schema.RESULTS)))
    assert 45.0 in claims(again, WREN)["value"].tolist()


def test_corrections_on_top_of_each_other(correcting):
    correcting.correct(WREN, "edit", value=45)
    correcting.correct(WREN, "right")
    assert claims(correcting, WREN)["value"].tolist() == [45.0, 2.0]
    last = correcting.correct(WREN, "wrong")
    assert claims(correcting, WREN)["value"].tolist() == [2.0]
    assert len(correcting.current) == 1
    correcting.take_back(last.number)
    assert claims(correcting, WREN)["value"].tolist() == [45.0, 2.0]


def test_a_claim_of_which_no_sentence_is_known_is_corrected_too(correcting):
    correcting.correct("arxiv:2401.00005#1", "edit", value=91)
    assert claims(correcting, "arxiv:2401.00005#")["value"].tolist() == [4.0, 91.0]


RAVEN = "arxiv:2401.00002"
MISSED = "outperforms all\n earlier birds"


def test_one_that_was_missed_is_added_with_its_place_and_stays(correcting, store):
    made = correcting.add(RAVEN, MISSED, value="3", unit="points", family="accuracy", metric="accuracy over birds")
    again = Correcting(collection(), Store(store.file.parent))
    last = claims(again, RAVEN).iloc[-1]
    assert last[["value", "unit", "reader", "claim", "better"]].tolist() == [3.0, "points", "hand", "number", "higher"]
    text = collection().papers.set_index("paper_id").loc[RAVEN, "abstract"]
    assert text[last["start"] : last["end"]] == last["quote"] == "outperforms all earlier birds"
    # it is corrected like any other, and taken back
    key = again.key_of(made)
    again.correct(key, "edit", value=4)
    assert claims(again, RAVEN)["value"].tolist()[-1] == 4.0
    again.correct(again.key_of(again.current[-1]), "wrong")
    before = collection().results
    assert len(again.collection.results) == len(before)
    for correction in reversed(again.kept.all()):
        again.take_back(correction.number)
    assert again.collection.results["value"].tolist() == before["value"].tolist()


def test_a_reader_that_finds_it_later_does_not_double_it(correcting):
    found = collection().results.iloc[[0]]
    results = schema.conform(collection().results.iloc[1:], schema.RESULTS)
    correcting.read(replace(collection(), results=results))
    correcting.add(OWL.partition("#")[0], found["quote"].iloc[0], value=2.5, unit=found["unit"].iloc[0])
    correcting.read(collection())
    assert claims(correcting, OWL)["value"].tolist().count(2.5) == 1


@pytest.mark.parametrize(
    ("paper", "quote", "changes", "sentence"),
    [
        (RAVEN, "flies to the moon", {"value": 2}, "stand neither in the title nor in the abstract"),
        (RAVEN, " ", {"value": 2}, "Copy the words"),
        (RAVEN, "a " * 41, {"value": 2}, "at most 40"),
        (RAVEN, MISSED, {"on": "OwlBench"}, "Say what is claimed"),
        ("nobody", MISSED, {"value": 2}, "no paper"),
    ],
)
def test_what_is_no_claim_is_not_added(correcting, paper, quote, changes, sentence):
    with pytest.raises((LookupError, ValueError), match=sentence):
        correcting.add(paper, quote, **changes)
    assert not correcting.current


def test_they_are_annotations_in_full(correcting):
    correcting.correct(OWL, "right")
    correcting.correct(WREN, "wrong")
    lines = [json.loads(line) for line in correcting.annotations().splitlines()]
    assert [line["id"] for line in lines] == ["arxiv:2401.00000", "arxiv:2401.00001"]
    owl, wren = lines
    assert owl["results"] == [
        {
            "value": 2.5,
            "unit": "x",
            "metric": "speed-up",
            "comparison": "greedy search",
            "on": "OwlBench",
            "quote": "decodes 2.5x faster than greedy search",
            "start": 20,
            "end": 58,
            "confidence": 1.0,
        }
    ]
    assert [result["value"] for result in wren["results"]] == [2]
    assert {"title", "system", "kind", "scale", "models", "datasets", "languages", "code"} <= set(owl)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"value": "much"}, "no number"), ({"quote": "else"}, "cannot be changed"), ({"value": "1e999"}, "compared")],
)
def test_what_cannot_be_is_said_in_a_sentence(correcting, changes, sentence):
    with pytest.raises(ValueError, match=sentence):
        correcting.correct(OWL, "edit", **changes)
    with pytest.raises(LookupError, match="no claim"):
        correcting.correct("arxiv:2401.00000#7", "right")
    assert correcting.current == ()


def test_papers_without_identifiers_are_found_by_title_authors_and_year(tmp_path):
    bare = collection()
    papers = bare.papers.assign(arxiv_id=pd.Series([None] * 6, dtype=bare.papers["arxiv_id"].dtype))
    Correcting(replace(bare, papers=papers), Store(tmp_path)).correct(WREN, "wrong")
    again = Correcting(replace(bare, papers=papers.assign(title=papers["title"].str.upper())), Store(tmp_path))
    assert claims(again, WREN)["family"].tolist() == ["speed-up"]
