"""Likely duplicates held against pairs that were labelled by eye.

`pairs.csv` holds ids and labels of papers of arXiv and Daily Papers against the ACL Anthology, and of the Anthology
against itself. They were drawn with a seed: "by likeness" are the 120 likeliest of 32,000 pairs that share something
rare, by a crude sum of how alike titles, authors and abstracts are, and 55 from the range below; "same title" and
"series" are false friends. Labels were given from titles, authors and abstracts. "unclear" are extended, later or
translated versions, and are left out of the figures. The first half was labelled, and the scales were set by it,
before the second was read. The first measurement on the second half gave a precision of 1.00 and a recall of 0.83 (30
of 36): a topic such as "error correction" was taken for an erratum, and three pairs scored just below 0.9, which was
then the limit. With that mended, and the limit at 0.85, recall is 0.94; so the second half is no longer untouched.
"left in doubt" were read afterwards.

The "fresh" ones were drawn after that, by a procedure that knows nothing of the score: of all pairs of a paper of arXiv
or Daily Papers and one of the Anthology from 2022 on, with different title keys, at least half of all surnames in
common (two at least, where there are several authors) and not labelled yet, all whose abstracts have a quarter or more
of their words in common (Jaccard, frequent words left out; 23 pairs), 30 drawn (pandas, seed 411) from those with 0.15
to 0.25, 12 (412) from those below with 80 % of three surnames or more in common, 12 (413) such without an abstract; and
12 (414) whose titles begin with the same name before a colon and that have no surname in common. They were labelled
before anything was scored. What was left to be drawn holds few that are one paper: 5 of 89. All 5 and no other were
joined, and 6 of the others wait to be decided, when this was measured for the first time. One of the 5 is "unclear"
since: the Anthology has two publications of it, and the paper of arXiv is joined to the one of equal title.

The "rest" is what was left after all that: of the 13,406 pairs from 2022 on that are not labelled above, with two
surnames in common (one, where there is but one) that are a third of one paper's, and abstracts that share a little
(TF-IDF, cosine 0.2 and more), the titles of 480 were read: all above 0.4, those above 0.3 with three authors in five in
common, those above 0.2 with three in four. The 95 above 0.4 are kept here, with whatever else is one paper. Of its 4
that are one, 2 were joined and the other 2 not even offered when this was measured for the first time: one whose name
is followed by dashes and not by a colon, and one whose abstract was written anew. Now 3 are joined, and the last one
waits to be decided. The corpora hold no more that could be drawn.

Labels that nobody had to give: papers of arXiv that Daily Papers lists, found without looking at identifiers. 13 of
these 4,288 have another title there. The first measurement found 11 of them, and called 11 pairs one paper that have
two identifiers, 4 of them versions of one work ("X" and "X++"), which are told apart since; one of the two missed was
taken for a part of a series by the "3" of "3D".
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from loaders import load
from papers import identity
from papers.collection import Collection
from papers.duplicates import blocking, comparing, find, scoring
from papers.duplicates.finding import CERTAIN

PAIRS = pd.read_csv(Path(__file__).with_name("pairs.csv"))
CORPORA = ("arxiv_cs.parquet", "daily_papers.parquet", "acl_anthology.parquet")

pytestmark = [pytest.mark.shared, pytest.mark.slow]


@pytest.fixture(scope="module")
def joined(shared: Path) -> Collection:
    return load(*(shared / "data" / name for name in CORPORA))


@pytest.fixture(scope="module")
def outcome(joined: Collection) -> pd.DataFrame:
    """The labelled pairs, and whether they became one paper, or wait to be decided."""
    ids = joined.papers[["arxiv_id", "acl_id", "doi", "paper_id"]]
    place: dict[str, int] = {}
    for prefix, column in (("arxiv:", "arxiv_id"), ("acl:", "acl_id"), ("doi:", "doi"), ("", "paper_id")):
        given = ids[column].dropna()
        place |= dict(zip(prefix + given, given.index, strict=True))
    names = joined.papers["paper_id"]
    waiting = {frozenset(pair) for pair in zip(joined.doubtful["left"], joined.doubtful["right"], strict=True)}
    left, right = PAIRS["left"].map(place), PAIRS["right"].map(place)
    doubtful = [frozenset((names[a], names[b])) in waiting for a, b in zip(left, right, strict=True)]
    return PAIRS.assign(one=(left == right), doubtful=doubtful)


def test_enough_pairs_are_labelled():
    assert len(PAIRS) >= 150
    assert set(PAIRS["label"]) == {"same", "different", "unclear"}
    assert PAIRS.duplicated(["left", "right"]).sum() == 0


LEAST = {"first": 0.85, "second": 0.9, "fresh": 0.9, "rest": 0.75}
"""Recall that must not be lost. The first half holds pairs that were left in doubt on purpose; the rest has four."""


@pytest.mark.parametrize("half", LEAST)
def test_what_is_joined_is_one_paper_and_little_is_missed(outcome: pd.DataFrame, half: str):
    told = outcome[(outcome["half"] == half) & (outcome["label"] != "unclear")]
    same = told["label"] == "same"
    precision = (told["one"] & same).sum() / told["one"].sum()
    recall = (told["one"] & same).sum() / same.sum()
    assert precision >= 0.99
    assert recall >= LEAST[half]


def test_most_of_what_is_missed_waits_to_be_decided(outcome: pd.DataFrame):
    missed = outcome[(outcome["label"] == "same") & ~outcome["one"]]
    assert (missed["doubtful"]).mean() >= 0.5


def test_listed_papers_are_found_without_their_identifiers(shared: Path):
    arxiv, listed = (load(shared / "data" / name).papers for name in CORPORA[:2])
    papers = pd.concat([arxiv, listed], ignore_index=True)
    papers["year"] = papers["published"].dt.year.astype("Int64")
    pairs = find(papers, np.repeat(np.array([1, 2], np.uint8), [len(arxiv), len(listed)]))
    keys, ids = papers["title"].map(identity.title_key), papers["arxiv_id"]
    certain = pd.DataFrame(
        {
            "right": ids[pairs.left].to_numpy() == ids[pairs.right].to_numpy(),
            "changed": keys[pairs.left].to_numpy() != keys[pairs.right].to_numpy(),
        }
    )[pairs.certain]
    there = arxiv[["arxiv_id", "title"]].merge(listed[["arxiv_id", "title"]], on="arxiv_id")
    changed = there["title_x"].map(identity.title_key) != there["title_y"].map(identity.title_key)
    assert certain["right"].mean() >= 0.99
    assert certain["right"].sum() / len(there) >= 0.99
    assert (certain["right"] & certain["changed"]).sum() / changed.sum() >= 0.9


def test_false_friends_do_not_score_high_even_without_identifiers(joined: Collection):
    series = PAIRS[PAIRS["drawn"] == "series"]
    papers = joined.papers.set_index("paper_id").loc[[*series["left"], *series["right"]]].reset_index()
    papers["year"] = papers["published"].dt.year.astype("Int64")
    many = len(series)
    compared = comparing.compare(papers, blocking.names(papers["authors"]), np.arange(many), np.arange(many) + many)
    assert (scoring.scores(compared) < CERTAIN).all()
