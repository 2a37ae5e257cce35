"""Decisions by hand: they hold whatever the scores and identifiers say, on every load, and can be taken back."""

from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd
import pytest

from papers.collection import Collection
from papers.join import add, join
from papers.kept import Decision, Decisions, Side, Store
from papers.redoing import decided, find, parts, side
from tests.papers.duplicates.test_finding import ORCAS, WHALES
from tests.papers.test_join import records

AUTHORS = ["Ada Lovelace", "Bo Ek", "Cy Dahl"]
PREPRINT = {
    "title": "Counting Whales by Their Songs",
    "abstract": WHALES,
    "authors": AUTHORS,
    "arxiv_id": "2410.12375",
    "published": "2024-10-01",
    "page": "new",
    "rank": 3,
}
PUBLISHED = {
    "title": "Counting Whales by Song",
    "abstract": WHALES,
    "authors": AUTHORS,
    "acl_id": "2025.acl-long.1",
    "published": "2025-05-01",
    "page": "acl",
    "rank": 1,
}
OTHER = {"title": "Dialects of Orcas", "abstract": ORCAS, "authors": AUTHORS, "arxiv_id": "2410.00001", "page": "new"}
SOURCES = [records(PREPRINT, OTHER, name="arxiv"), records(PUBLISHED, name="anthology")]

ARXIV, ACL, ORCA = "arxiv:2410.12375", "acl:2025.acl-long.1", "arxiv:2410.00001"


def decision(left: str, right: str, verdict: str, number: int = 1) -> Decision:
    sides = (Side(frozenset({name}), name) for name in (left, right))
    return Decision(*sides, verdict, datetime(2026, 1, 1, tzinfo=UTC), number)


def ids(collection: Collection) -> list[str]:
    return collection.papers["paper_id"].tolist()


@pytest.fixture
def joined() -> Collection:
    return join(SOURCES)


def same_collections(one: Collection, other: Collection) -> None:
    pd.testing.assert_frame_equal(one.papers, other.papers)
    pd.testing.assert_frame_equal(one.origins, other.origins)
    keys = ["paper_id", "source", "page"]
    listed = [each.appearances.sort_values(keys).reset_index(drop=True) for each in (one, other)]
    pd.testing.assert_frame_equal(*listed)


def test_a_preprint_and_its_published_version_are_joined(joined: Collection):
    assert ids(joined) == [ARXIV, ORCA]
    assert joined.papers["acl_id"].tolist()[0] == "2025.acl-long.1"
    assert len(joined.appearances) == 3
    assert not len(joined.doubtful)


def test_a_doubtful_pair_waits():
    unlike = PUBLISHED | {"abstract": ORCAS, "title": "Counting Whales by Their Song"}
    joined = join([records(PREPRINT), records(unlike, name="anthology")])
    assert ids(joined) == [ARXIV, ACL]
    pair = joined.doubtful.iloc[0]
    assert [pair["left"], pair["right"]] == sorted([ARXIV, ACL])
    assert 0.15 <= pair["score"] < 0.85
    assert "titles are nearly equal" in list(pair["reasons"])


def test_different_keeps_apart_what_is_certain():
    apart = join(SOURCES, decisions=[decision(ACL, ARXIV, "different")])
    assert ids(apart) == [ARXIV, ORCA, ACL]
    assert not len(apart.doubtful)


def test_different_keeps_apart_what_shares_a_title():
    alike = [records(PREPRINT), records(PREPRINT | {"arxiv_id": None, "acl_id": "2025.acl-long.1"}, name="b")]
    assert len(join(alike)) == 1
    assert len(join(alike, decisions=[decision(ACL, ARXIV, "different")])) == 2


@pytest.mark.parametrize("other", [ACL, ORCA])
def test_same_joins_whatever_the_identifiers_say(other: str):
    sources = [records(PREPRINT, OTHER), records(PUBLISHED | {"abstract": None, "title": "Whales"}, name="anthology")]
    one = join(sources, decisions=[decision(ARXIV, other, "same")])
    assert len(one) == 2
    assert other not in ids(one)
    assert len(one.appearances) == (3 if other == ACL else 2)  # the other one stands on the same page


def test_a_later_decision_replaces_an_earlier_one():
    made = [decision(ACL, ARXIV, "different"), decision(ARXIV, ACL, "same", 2)]
    assert len(join(SOURCES, decisions=made)) == 2


def test_later_leaves_a_pair_waiting():
    unlike = PUBLISHED | {"abstract": ORCAS, "title": "Counting Whales by Their Song"}
    sources = [records(PREPRINT), records(unlike, name="anthology")]
    assert len(join(sources, decisions=[decision(ACL, ARXIV, "later")]).doubtful) == 1
    assert len(join(sources, decisions=[decision(ACL, ARXIV, "different")]).doubtful) == 0


def test_decisions_hold_for_what_comes_later():
    first = join(SOURCES[:1], decisions=[decision(ACL, ARXIV, "different")])
    assert ids(add(first, SOURCES[1:])) == [ARXIV, ORCA, ACL]
    first = join(SOURCES[:1], decisions=[decision(ACL, ORCA, "same"), decision(ACL, ARXIV, "different", 2)])
    assert ids(add(first, SOURCES[1:])) == [ARXIV, ORCA]


def test_a_joined_paper_is_taken_apart_and_put_together_again(joined: Collection):
    decisions = Decisions(Store.in_memory())
    made = decisions.decide(*parts(joined, ARXIV), "different")
    apart = decided(joined, decisions.current())
    assert ids(apart) == [ARXIV, ACL, ORCA]
    assert apart.papers["title"].tolist() == [PREPRINT["title"], PUBLISHED["title"], OTHER["title"]]
    assert apart.papers["pages"].map(list).tolist() == [["new"], ["acl"], ["new"]]
    assert apart.origin(ACL, "title").name == "anthology"
    decisions.take_back([made.number])
    same_collections(decided(apart, decisions.current()), joined)


def test_deciding_on_a_page_gives_what_the_next_load_gives(joined: Collection):
    decisions = Decisions(Store.in_memory())
    decisions.decide(*parts(joined, ARXIV), "different")
    apart = decided(joined, decisions.current())
    decisions.decide(side(apart, ACL), side(apart, ORCA), "same")
    now = decided(apart, decisions.current())
    loaded = join(SOURCES, decisions=decisions.current())
    assert sorted(ids(now)) == sorted(ids(loaded))
    assert len(now.appearances) == len(loaded.appearances)
    columns = ["title", "acl_id", "published", "page_count"]
    one, other = (each.papers.set_index("paper_id")[columns].sort_index() for each in (now, loaded))
    pd.testing.assert_frame_equal(one, other)


def test_what_was_worked_out_stays_with_the_paper(joined: Collection):
    papers = joined.papers.assign(kind=pd.Series(["method", "survey"], dtype="str"))
    results = pd.DataFrame({"paper_id": [ARXIV, ORCA], "value": [1.0, 2.0]})
    told = replace(joined, papers=papers, results=results)
    made = Decision(side(joined, ARXIV), side(joined, ORCA), "same", datetime.now(UTC), 1)
    one = decided(told, [made])
    assert one.papers["kind"].tolist() == ["method"]
    assert one.results["paper_id"].tolist() == [ARXIV, ARXIV]


def test_a_paper_of_one_entry_has_no_parts(joined: Collection):
    assert parts(joined, ORCA) == []
    assert find(joined, {"arxiv:2410.00001", "doi:10.1/none"}) == [ORCA]


def test_a_paper_without_identifiers_is_found_again_by_title_authors_and_year():
    bare = {"title": "On Seals", "authors": ["Bo Ek"], "published": "2024-01-01", "page": "p"}
    joined = join([records(bare, OTHER)])
    seal = side(joined, joined.papers["paper_id"][0])
    assert seal.names == {"title:onseals/ek/2024"}
    made = (Decision(seal, side(joined, ORCA), "same", datetime.now(UTC), 1),)
    assert ids(decided(joined, made)) == [ORCA]
    assert ids(join([records(bare, OTHER)], decisions=made)) == [ORCA]
