"""Which pairs are found, how they are scored, and what is said of them."""

import numpy as np
import pandas as pd
import pytest

from papers.duplicates import Pairs, find, words
from papers.duplicates.blocking import names

WHALES = (
    "We count whales in northern seas with nets of hydrophones and a model of their songs, which is trained on forty "
    "years of recordings and finds three times as many animals as observers on ships do in the same waters."
)
ORCAS = (
    "Dialects of orcas differ between pods. A survey of nine fjords shows that calves learn calls from grandmothers, "
    "and that pods which meet in summer share more calls in the following winter than pods which never meet."
)
SONGS = {
    "title": "Counting Whales by Their Songs",
    "abstract": WHALES,
    "authors": ["Ada Lovelace", "Bo Ek", "Cy Dahl"],
    "year": 2024,
}
ARXIV, DOI, ACL = 1, 2, 4


def found(*papers: dict, kinds: list[int] | None = None, fresh: list[bool] | None = None) -> Pairs:
    frame = pd.DataFrame([SONGS | paper for paper in papers])
    frame["year"] = frame["year"].astype("Int64")
    return find(frame, np.array(kinds or [0] * len(papers), np.uint8), None if fresh is None else np.array(fresh))


def score(**other) -> float:
    pairs = found({}, other)
    return float(pairs.score[0]) if len(pairs) else 0.0


def are_one(one: dict, other: dict) -> bool:
    pairs = found(one, other)
    return len(pairs) == 1 and bool(pairs.certain[0])


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Counting Whales by Song"},
        {"title": "Team Orca at WhaleEval-2024 Task 3: Counting Whales by Their Songs"},
        {"title": "An Ear for Giants: Estimating Populations of Whales"},
        {"authors": ["Lovelace, Ada", "Ek, B.", "C. Dahl"], "title": "Counting whales by their song"},
        {
            "abstract": "In this paper we " + WHALES[3:150],
            "title": "Counting Whales by Listening to Their Songs",
            "year": 2025,
        },
    ],
)
def test_a_paper_is_known_by_another_title_or_abstract(other: dict):
    assert score(**other) >= 0.85


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Dialects of Orcas", "abstract": ORCAS},  # the same group's next paper
        {"title": "Counting Whales by Their Songs II"} | {"abstract": ORCAS},
        {"authors": ["Eve Holm", "Max Pod"], "abstract": ORCAS, "title": "Counting Whales by Their Shadows"},
    ],
)
def test_papers_of_one_group_are_not_one(other: dict):
    assert score(**other) < 0.85


def test_numbers_that_differ_in_titles_are_a_series():
    one = {"title": "Findings of the WhaleEval 2023 Shared Task on Counting"}
    assert not are_one(one, {"title": "Findings of the WhaleEval 2024 Shared Task on Counting", "year": 2025})
    assert score(title="Erratum: Counting Whales by Their Songs") < 0.85


def test_one_group_in_two_tasks_of_a_year_has_two_papers():
    one = {"title": "Orca at WhaleEval-2024 Task 3: Counting by Song"}
    assert not are_one(one, {"title": "Orca at the BirdEval 2024 Songs Task: Counting by Song"})


@pytest.mark.parametrize("mark", [":", " -", " --", " –", " —"])
def test_a_name_is_known_by_the_mark_that_follows_it(mark: str):
    four = {"authors": ["Ada Lovelace", "Bo Ek", "Cy Dahl", "Di Moe"]}
    one = four | {"title": "Whalesong: Counting by Song in Northern Seas", "abstract": None}
    assert are_one(one, four | {"title": f"Whalesong{mark} Counting by Song"})


@pytest.mark.parametrize("version", ["Whalesong2", "Whalesong-v2", "Whalesong 2.5", "Whalesong++", "Whalesong II"])
def test_two_versions_of_a_work_are_two_papers(version: str):
    one = {"title": "Whalesong: Counting by Song"}
    assert not are_one(one, {"title": f"{version}: Counting by Song"})
    for same in ("WhaleSong", "Whalesong 1.0"):
        assert are_one(one, {"title": f"{same}: Counting Whales by Song"})


def test_a_title_that_a_task_stands_before_needs_no_abstract():
    one = {"abstract": None}
    title = "Counting Whales by Their Songs in Northern Seas"
    for before, certain in (("Team Orca at WhaleEval: ", True), ("Whales of the North and ", False)):
        assert are_one(one | {"title": title}, one | {"title": before + title}) == certain


@pytest.mark.parametrize("abstract", ["No abstract available.", "We count whales."])
def test_a_few_words_are_no_abstract(abstract: str):
    one = {"abstract": abstract, "authors": ["Ada Lovelace"]}
    assert not are_one(one, one | {"title": "Dialects of Orcas"})


def test_numbers_within_words_tell_no_series():
    one = {"title": "Two Ears Are Better than One: Counting from 3D Recordings of Songs"}
    assert are_one(one, {"title": "2Ears: Two Ears Are Better than One"})


def test_two_identifiers_of_one_kind_are_never_proposed():
    other = {"title": "Counting Whales by Song"}
    assert len(found({}, other, kinds=[ACL, ACL | DOI])) == 0
    assert len(found({}, other, kinds=[ARXIV, ACL | DOI])) == 1


def test_only_pairs_with_something_fresh_are_looked_at():
    others = [{"title": "Counting Whales by Song"}, {"title": "Counting the Whales by Song"}]
    assert len(found({}, *others, fresh=[False, False, False])) == 0
    pairs = found({}, *others, fresh=[False, True, False])
    assert {frozenset(pair) for pair in zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)} == {
        frozenset({0, 1}),
        frozenset({1, 2}),
    }


def test_reasons_are_said_in_words():
    pairs = found({}, {"title": "Team Orca: Counting Whales by Their Songs", "year": 2027, "authors": ["Ada Lovelace"]})
    assert pairs.reasons[0] == [
        "one title holds the other",
        "abstracts are nearly equal",
        "1 of 3 authors are the same",
        "3 years lie between them",
    ]


def test_a_score_is_that_of_the_pair_whatever_else_there_is():
    other = {"title": "An Ear for Giants", "abstract": WHALES[:120]}
    alone = found({}, other).score
    among = found({"title": "Dialects of Orcas", "abstract": ORCAS, "authors": ["Max Pod"]}, other, {}).score
    assert alone.tolist() == among.tolist()


def test_nothing_is_found_among_none():
    none = pd.DataFrame(columns=["title", "abstract", "authors", "year"])
    assert len(find(none, np.zeros(0, np.uint8))) == 0


def test_words_are_hashed_as_they_stand_in_a_text():
    texts = pd.Series(["Whales sing, whales SING’", None, "", "sing—whales", "ein Käse"])
    hashes, rows = (np.concatenate(part) for part in zip(*words.words(texts), strict=True))
    assert rows.tolist() == [0, 0, 0, 0, 3, 3, 4, 4]
    whales, sing = hashes[:2]
    assert hashes[:6].tolist() == [whales, sing, whales, sing, sing, whales]
    assert words.weights(hashes[:1])[0] > words.weights(next(words.words(pd.Series(["the"])))[0])[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zena Al-Khalili", "Al Khalili, Zena"),
        ("Sanjeev P. Khudanpur", "S. Khudanpur"),
        ("Lovelace, Ada", "A. Lovelace"),
        ("José Pérez", "Jose Perez"),
    ],
)
def test_an_author_is_known_however_the_name_is_written(one: str, other: str):
    held = names(pd.Series([[one], [other]]))
    assert len(set(held.hashes.tolist())) == 1
