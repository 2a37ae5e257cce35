"""What must hold of joining by likeness, whatever is joined: the laws that joining by identifiers has, too."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers.collection import Collection, Records, Source
from papers.join import add, join
from tests.papers.duplicates.test_finding import ORCAS, WHALES
from tests.papers.test_join import MAY, numbered, partition

pytestmark = pytest.mark.slow

brief = settings(max_examples=6, deadline=None)

AUTHORS = ["Ada Lovelace", "Bo Ek", "Cy Dahl"]
likely = st.fixed_dictionaries(
    {
        "title": st.sampled_from(
            [
                "Counting Whales by Their Songs",
                "Counting Whales by Song",
                "Team Orca at WhaleEval-2024: Counting Whales by Their Songs",
                "An Ear for Giants: Estimating Populations of Whales",
                "Dialects of Orcas",
            ]
        ),
        "abstract": st.sampled_from([WHALES, "In this paper we " + WHALES[3:150], ORCAS, None]),
        "authors": st.sampled_from([AUTHORS, AUTHORS[:2], ["Lovelace, A.", "Ek, B.", "Dahl, C."], ["Max Pod"], None]),
        "published": st.sampled_from(["2024-01-01", "2025-05-05", None]),
        "arxiv_id": st.sampled_from(["2410.00001", "2410.00002", None, None]),
        "acl_id": st.sampled_from(["P18-1001", "P18-1002", None, None]),
    }
)
"""Entries that are likely, doubtful or not at all the same paper, by all that scores look at."""
sources = st.lists(st.lists(likely, min_size=1, max_size=3), min_size=1, max_size=3)


def doubts(collection: Collection) -> set[frozenset[frozenset[str]]]:
    """Return the doubtful pairs, each paper told by its pages: ids may differ with the order of sources."""
    pages = collection.appearances.groupby("paper_id")["page"].agg(frozenset)
    pairs = zip(collection.doubtful["left"], collection.doubtful["right"], strict=True)
    return {frozenset({pages[left], pages[right]}) for left, right in pairs}


@brief
@given(sources, st.randoms(use_true_random=False))
def test_the_order_of_sources_and_entries_does_not_matter(told, random) -> None:
    records = numbered(told)
    shuffled = [Records(one.source, one.entries.sample(frac=1, random_state=random.randint(0, 99))) for one in records]
    random.shuffle(shuffled)
    one, other = join(records), join(shuffled)
    assert partition(one) == partition(other)
    assert doubts(one) == doubts(other)


@brief
@given(sources)
def test_joining_twice_is_joining_once(told) -> None:
    records = numbered(told)
    once = join(records)
    for twice in (join([*records, *records]), add(once, records)):
        pd.testing.assert_frame_equal(twice.papers, once.papers)
        pd.testing.assert_frame_equal(twice.doubtful, once.doubtful)
        assert partition(twice) == partition(once)


@brief
@given(sources, sources)
def test_adding_loses_no_appearance_and_keeps_every_paper(first, second) -> None:
    before = join(numbered(first))
    new = [Records(Source(f"new {n}", "test", MAY), one.entries) for n, one in enumerate(numbered(second))]
    after = add(before, new)
    assert after.papers["paper_id"].tolist()[: len(before)] == before.papers["paper_id"].tolist()
    told = [*before.appearances["page"], *(page for one in new for page in one.entries["page"])]
    assert sorted(after.appearances["page"]) == sorted(told)
    assert after.papers["page_count"].notna().all()


@brief
@given(sources)
def test_no_paper_gets_two_identifiers_of_one_kind_and_no_pair_waits_that_cannot_be(told) -> None:
    records = numbered(told)
    joined = join(records)
    entries = pd.concat([one.entries for one in records])
    paper = joined.appearances.set_index("page")["paper_id"]
    for kind in ("arxiv_id", "acl_id"):
        held = entries.dropna(subset=[kind])
        assert (held.groupby(held["page"].map(paper))[kind].nunique() <= 1).all()
    assert (joined.doubtful["left"] < joined.doubtful["right"]).all()
    assert joined.doubtful[["left", "right"]].isin(set(joined.papers["paper_id"])).all(axis=None)
