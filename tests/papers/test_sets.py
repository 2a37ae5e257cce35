"""Union, intersection and difference: which papers are in the result, what they keep, and the laws of sets."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from papers import schema
from papers.collection import Collection, Source
from papers.join import join
from papers.kept import Decision
from papers.sets import difference, intersection, union
from tests.papers.test_join import entry, numbered, partition, records
from tests.papers.test_redoing import ACL, ARXIV, ORCA, OTHER, PREPRINT, PUBLISHED, decision, ids

SEALS = {"title": "On Seals", "authors": ["Bo Ek"], "published": "2024-01-01", "page": "new", "rank": 4}


@pytest.fixture
def preprints() -> Collection:
    return join([records(PREPRINT, OTHER, SEALS, name="arxiv")])


@pytest.fixture
def published() -> Collection:
    return join([records(PUBLISHED | {"venue": "Ocean"}, SEALS | {"page": "acl"}, name="anthology")])


def pages(collection: Collection) -> set[tuple[str, str, str]]:
    return set(zip(*(collection.appearances[name] for name in ("paper_id", "source", "page")), strict=True))


def test_a_preprint_and_its_published_version_are_one_paper(preprints: Collection, published: Collection):
    seals = "title:on-seals"
    assert ids(preprints | published) == [ARXIV, ORCA, seals]
    assert ids(preprints & published) == [ARXIV, seals]
    assert ids(preprints - published) == [ORCA]
    assert ids(published - preprints) == []
    assert pages(preprints & published) == {
        (ARXIV, "arxiv", "new"),
        (ARXIV, "anthology", "acl"),
        (seals, "arxiv", "new"),
        (seals, "anthology", "acl"),
    }


def test_values_come_from_the_left_side_first(preprints: Collection, published: Collection):
    for operation in (union, intersection):
        left, right = operation(preprints, published).papers, operation(published, preprints).papers
        assert left.set_index("paper_id").loc[ARXIV, ["title", "venue"]].tolist() == [PREPRINT["title"], "Ocean"]
        assert right.set_index("paper_id").loc[ARXIV, ["title", "venue"]].tolist() == [PUBLISHED["title"], "Ocean"]
    assert (preprints & published).origin(ARXIV, "venue").name == "anthology"


def test_the_union_is_what_loading_all_sources_gives(preprints: Collection, published: Collection):
    both = join(
        [
            records(PREPRINT, OTHER, SEALS, name="arxiv"),
            records(PUBLISHED | {"venue": "Ocean"}, SEALS | {"page": "acl"}),
        ]
    )
    pd.testing.assert_frame_equal((preprints | published).papers, both.papers)


def test_a_difference_leaves_papers_as_they_are(preprints: Collection, published: Collection):
    left = preprints - published
    pd.testing.assert_frame_equal(left.papers, preprints.papers.iloc[[1]].reset_index(drop=True))
    assert left.sources == preprints.sources
    assert len(left.appearances) == 1


def test_decisions_of_all_sides_hold_and_the_later_one_wins(preprints: Collection, published: Collection):
    apart = replace(published, decisions=(decision(ARXIV, ACL, "different"),))
    assert ACL in ids(preprints | apart)
    assert ids(published - replace(preprints, decisions=apart.decisions)) == [ACL]
    later = Decision(
        *(decision(ARXIV, ACL, "same").left, decision(ARXIV, ACL, "same").right), "same", datetime.now(UTC)
    )
    again = replace(preprints, decisions=(later,))
    assert ids(apart | again) == ids(published | preprints)
    assert set((apart | again).decisions) == {later, *apart.decisions}


def test_what_was_read_of_a_paper_goes_with_it(preprints: Collection, published: Collection):
    def told(collection: Collection, paper_id: str, value: float, kind: str) -> Collection:
        results = schema.conform(pd.DataFrame({"paper_id": [paper_id], "value": [value]}), schema.RESULTS)
        kinds = pd.Series(kind, index=collection.papers.index, dtype="str").where(
            collection.papers["paper_id"] == paper_id
        )
        return replace(collection, papers=collection.papers.assign(kind=kinds), results=results)

    left, right = told(preprints, ARXIV, 1, "method"), told(published, ACL, 2, "survey")
    one = left | right
    assert one.results[["paper_id", "value"]].to_numpy().tolist() == [[ARXIV, 1]]
    assert one.papers.set_index("paper_id")["kind"].dropna().to_dict() == {ARXIV: "method"}
    other = preprints | right
    assert other.results[["paper_id", "value"]].to_numpy().tolist() == [[ARXIV, 2]]
    assert other.papers.set_index("paper_id")["kind"].dropna().to_dict() == {ARXIV: "survey"}
    assert (left - right).results.empty


def test_a_paper_without_a_source_is_not_lost(preprints: Collection):
    bare = Collection(
        schema.conform(pd.DataFrame({"paper_id": ["title:x"], "title": ["X"]})), preprints.appearances[:0]
    )
    assert ids(bare | preprints)[0] == "title:x"
    assert ids(bare & bare) == ids(bare)
    assert ids(bare - preprints) == ids(bare)


def test_a_source_that_could_not_be_read_stays_in_the_account(preprints: Collection):
    failed = Source("broken.bib", "unread", datetime(2026, 1, 1, tzinfo=UTC))
    assert failed in (preprints | replace(preprints, sources=(*preprints.sources, failed))).sources


def test_without_collections():
    assert len(union()) == len(intersection()) == 0


def test_with_an_empty_collection(preprints: Collection):
    """What was read of papers was once looked up in the empty side, too, which ended in an IndexError."""
    empty = Collection.empty()
    assert ids(preprints | empty) == ids(empty | preprints) == ids(preprints - empty) == ids(preprints)
    assert ids(preprints & empty) == ids(empty - preprints) == ids(empty | empty) == []


NAMELESS = {"title": "On Seals", "page": "list"}
NAMESAKE = SEALS | {"authors": ["Cy Dahl"], "published": "2019-01-01"}


def test_a_paper_that_comes_apart_is_not_in_the_difference_if_a_part_is_in_the_other():
    """Only its first entry was once looked for, so that the difference held a paper that the intersection had, too."""
    one = join([records(NAMELESS, name="list"), records(SEALS, name="arxiv")])
    assert len(one) == 1
    other = join([records(SEALS, NAMESAKE, name="anthology")])  # which makes two that the bare title may be of
    assert ids(one - other) == []
    assert sorted((one & other).appearances["source"]) == ["anthology", "arxiv"]


def test_one_more_collection_may_bring_a_paper_back_into_a_difference():
    """A bare title is that of the only paper that bears it; with a namesake nobody knows whose it is."""
    one, two, three = (join([records(told, name=told["page"])]) for told in (NAMELESS, SEALS, NAMESAKE))
    assert ids(one - two) == []
    assert ids(difference(one, two, three)) == ids(one - (two | three)) == ids(one)


# The laws of sets, whatever the entries are

brief = settings(max_examples=6, deadline=None, phases=set(Phase) - {Phase.shrink, Phase.explain})
"""Joining costs pandas up to a second, however few the entries are, so that making a failure smaller takes minutes."""
sources = st.lists(st.lists(entry, min_size=1, max_size=4), max_size=2)
BARE, ADA, BO = {"title": "Alpha"}, {"title": "Alpha", "authors": ["Ada Ek"]}, {"title": "Alpha", "authors": ["Bo Ek"]}


def sides(*told: list) -> list[Collection]:
    """Collections whose entries each stand on a page of their own, which tells afterwards where it went."""
    whole = numbered([entries for side in told for entries in side])
    ends = [sum(map(len, told[:place])) for place in range(len(told) + 1)]
    return [join(whole[start:end]) for start, end in pairwise(ends)]


@pytest.mark.slow
@brief
@given(sources)
def test_with_itself(told) -> None:
    (one,) = sides(told)
    for again in (one | one, one & one):
        pd.testing.assert_frame_equal(again.papers, one.papers)
        pd.testing.assert_frame_equal(again.appearances, one.appearances)
        pd.testing.assert_frame_equal(again.origins, one.origins)
        assert [(each.name, each.records) for each in again.sources] == [
            (each.name, each.records) for each in one.sources
        ]
    assert len(one - one) == 0


@pytest.mark.slow
@brief
@given(sources, sources)
def test_union_and_intersection_do_not_depend_on_the_order(left, right) -> None:
    one, other = sides(left, right)
    for operation in (union, intersection):
        assert partition(operation(one, other)) == partition(operation(other, one))


@pytest.mark.slow
@settings(brief, max_examples=3)  # each joins nine times
@example([], [], [[ADA]])
@example([[BARE]], [[ADA]], [[BO]])
@given(sources, sources, sources)
def test_three_at_once_are_one_after_the_other(first, second, third) -> None:
    given_sides = sides(first, second, third)
    one, two, three = given_sides
    assert partition((one | two) | three) == partition(union(three, one, two))
    assert partition(difference(one, two, three)) == partition(one - (two | three))


@pytest.mark.slow
@brief
@given(sources, sources)
def test_no_appearance_is_lost_or_made_up(left, right) -> None:
    one, other = sides(left, right)
    both = one | other
    assert sorted(both.appearances["page"]) == sorted([*one.appearances["page"], *other.appearances["page"]])
    assert set((one & other).appearances["page"]) <= set(both.appearances["page"])


@pytest.mark.slow
@brief
@example([[ADA]], [])
@example([[BARE], [ADA]], [[ADA, BO]])
@given(sources, sources)
def test_difference_and_intersection_part_the_left_side(left, right) -> None:
    one, other = sides(left, right)
    only, common = one - other, one & other
    assert partition(only) <= partition(one)
    mine, theirs, shared = (set(each.appearances["page"]) for each in (one, other, common))
    assert all((paper in partition(only)) != bool(paper & shared) for paper in partition(one))
    assert all(pages & mine and pages & theirs for pages in partition(common))
