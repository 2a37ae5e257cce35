"""The panel of likely duplicates: decisions are kept at once, and the collection follows them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from papers.collection import Collection
from papers.join import join
from papers.kept import Decisions, Store
from tests.papers.duplicates.test_finding import ORCAS
from tests.papers.test_join import records
from tests.papers.test_redoing import ACL, ARXIV, PREPRINT, PUBLISHED, SOURCES
from widgets.review import Review, differing

ALIKE = PUBLISHED | {"abstract": ORCAS, "title": "Counting Whales by Their Song"}


def doubtful() -> Collection:
    return join([records(PREPRINT), records(ALIKE, name="anthology")])


@pytest.fixture
def decisions(tmp_path: Path) -> Decisions:
    return Decisions(Store(tmp_path))


@pytest.fixture
def shown() -> list[Collection]:
    return []


@pytest.fixture
def review(decisions: Decisions, shown: list[Collection]) -> Review:
    review = Review(doubtful(), decisions)
    review.on_collection(shown.append)
    return review


@pytest.fixture
def decide(review: Review) -> Callable[[str], None]:
    def send(verdict: str) -> None:
        pair = [review.pair["left"]["id"], review.pair["right"]["id"]]
        review.receive({"do": "decide", "verdict": verdict, "pair": pair})

    return send


def test_a_pair_is_shown_with_what_differs(review: Review):
    assert (review.place, review.waiting, review.done) == (1, 1, 0)
    left, right = review.pair["left"], review.pair["right"]
    assert [left["id"], right["id"]] == [ACL, ARXIV]
    text, spans = left["title"]
    assert [text[start:end] for start, end in spans] == ["Song"]
    assert left["authors"][0] == ["Ada Lovelace", True]
    assert ["ACL id", "2025.acl-long.1", False] in left["facts"]
    assert "titles are nearly equal" in review.pair["reasons"]


def test_same_joins_them_at_once(review: Review, decide, shown: list[Collection], decisions: Decisions):
    decide("same")
    assert [len(each) for each in shown] == [1]
    assert review.pair == {}
    assert (review.waiting, review.done) == (0, 1)
    assert [one.verdict for one in Decisions(Store(decisions.store.file.parent)).current()] == ["same"]
    assert "are the same paper" in review.said


def test_different_takes_the_pair_off_the_list(review: Review, decide):
    decide("different")
    assert review.waiting == 0
    assert len(review.collection) == 2
    assert review.made[0]["verdict"] == "two papers"


def test_later_keeps_the_pair_waiting(review: Review, decide):
    decide("later")
    assert review.waiting == 1
    assert review.made[0]["verdict"] == "to be looked at later"


def test_undo_takes_the_last_decision_back(review: Review, decide, decisions: Decisions):
    decide("same")
    review.receive({"do": "undo"})
    assert len(review.collection) == 2
    assert (review.waiting, review.done) == (1, 0)
    assert decisions.current() == ()
    review.receive({"do": "undo"})
    assert "Nothing was decided" in review.said


def test_a_decision_of_an_earlier_visit_is_taken_back(review: Review, decide, decisions: Decisions):
    decide("same")
    again = Review(
        join([records(PREPRINT), records(ALIKE, name="anthology")], decisions=decisions.current()), decisions
    )
    assert (again.waiting, len(again.collection)) == (0, 1)
    again.receive({"do": "take back", "number": again.made[0]["number"]})
    assert (again.waiting, len(again.collection)) == (1, 2)


def test_a_paper_that_was_joined_is_taken_apart(decisions: Decisions):
    review = Review(join(SOURCES), decisions)
    assert review.apart(ARXIV)
    assert len(review.collection) == 3
    review.undo()
    assert len(review.collection) == 2
    assert not review.apart("arxiv:2410.00001")


@pytest.mark.parametrize(
    "message",
    [
        {"do": "decide", "verdict": "same", "pair": ["a", "b"]},
        {"do": "decide", "verdict": "perhaps", "pair": [ACL, ARXIV]},
        {"do": "take back", "number": 99},
        {"do": "go", "by": 5},
        None,
    ],
)
def test_nonsense_changes_nothing(review: Review, message, decisions: Decisions):
    review.receive(message)
    assert decisions.current() == ()
    assert review.waiting == 1


def test_a_visit_of_its_own_obeys_what_came_with_the_collection(shown: list[Collection]):
    hosts = Decisions(Store.in_memory())
    first = Review(join(SOURCES), hosts)
    first.apart(ARXIV)
    visit = Review(first.collection, Decisions(Store.in_memory()))
    visit.undo()
    assert len(visit.collection) == 3


def test_words_that_differ_are_marked():
    assert differing("One of two words", "two words") == ["One of two words", [[0, 6]]]
    assert differing("Alone", "") == ["Alone", []]
    assert differing("Same, here", "same here") == ["Same, here", []]
