"""Which entries become one paper, which values it takes, and what must hold whatever the entries are."""

from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papers import schema
from papers.collection import Collection, Records, Source
from papers.join import add, join

JANUARY, MAY = datetime(2026, 1, 1), datetime(2026, 5, 1)


def records(*entries: dict, name: str = "source", read: datetime = JANUARY) -> Records:
    return Records(Source(name, "test", read, len(entries)), pd.DataFrame(list(entries)))


def count(*entries: dict) -> int:
    """Number of papers that entries of as many sources make."""
    return len(join([records(entry, name=str(number)) for number, entry in enumerate(entries)]))


# Identity: identifiers


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"arxiv_id": "2410.12375"}, {"arxiv_id": "https://arxiv.org/abs/2410.12375v2"}),
        ({"arxiv_id": "2410.12375"}, {"doi": "10.48550/arXiv.2410.12375"}),
        ({"arxiv_id": "2410.12375"}, {"url": "https://arxiv.org/pdf/2410.12375"}),
        ({"arxiv_id": "2410.12375"}, {"paper_id": "arxiv:2410.12375"}),
        ({"doi": "10.1000/ABC"}, {"doi": "https://doi.org/10.1000/abc"}),
        ({"acl_id": "2024.acl-long.1"}, {"doi": "10.18653/v1/2024.acl-long.1"}),
        ({"acl_id": "P18-1001"}, {"url": "https://aclanthology.org/P18-1001/"}),
    ],
)
def test_the_same_identifier_is_the_same_paper(one: dict, other: dict) -> None:
    assert count({"title": "Old title"} | one, {"title": "New title"} | other) == 1


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("arxiv_id", "2410.12375", "2410.12376"),
        ("doi", "10.1000/a", "10.1000/b"),
        ("acl_id", "P18-1001", "P18-1002"),
    ],
)
def test_two_identifiers_of_one_kind_are_two_papers(kind: str, one: str, other: str) -> None:
    same = {"title": "On Whales", "authors": ["Ada Lovelace"], "published": "2024-01-01"}
    assert count(same | {kind: one}, same | {kind: other}) == 2


def test_identifiers_of_several_kinds_chain() -> None:
    assert count(
        {"arxiv_id": "2410.12375", "title": "A"},
        {"doi": "10.1000/a", "title": "B"},
        {"arxiv_id": "2410.12375", "doi": "10.1000/a", "title": "C"},
    ) == 1  # fmt: skip


def test_a_chain_never_puts_two_identifiers_of_one_kind_together() -> None:
    joined = join(
        [
            records({"title": "A", "arxiv_id": "2410.00001", "doi": "10.1000/a"}),
            records({"title": "B", "arxiv_id": "2410.00002", "doi": "10.1000/a"}, name="other"),
        ]
    )
    assert joined.papers["paper_id"].tolist() == ["arxiv:2410.00001", "arxiv:2410.00002"]
    assert "“B” shares an identifier" in joined.sources[1].warnings[0]


def test_a_longer_chain_is_left_apart_too() -> None:
    chain = [
        {"title": "A", "arxiv_id": "2410.00001", "doi": "10.1000/a"},
        {"title": "B", "doi": "10.1000/a", "acl_id": "P18-1001"},
        {"title": "C", "acl_id": "P18-1001", "arxiv_id": "2410.00002"},
    ]
    assert count(*chain) == 3


def test_an_identifier_that_is_none_is_left_out_and_told() -> None:
    joined = join([records({"title": "A", "arxiv_id": "unknown", "doi": "10.1/"}, {"title": "B", "arxiv_id": "tba"})])
    assert joined.papers[["arxiv_id", "doi"]].isna().all(axis=None)
    assert joined.sources[0].warnings == (
        "“unknown” in the column “arxiv_id” cannot be read as arXiv id. So it is with 1 more.",
        "“10.1/” in the column “doi” cannot be read as DOI.",
    )


def test_one_identifier_under_several_titles_is_told() -> None:
    joined = join([records({"title": "A", "doi": "10.1000/p"}, {"title": "B", "doi": "10.1000/p"})])
    assert len(joined) == 1
    assert "they became one paper" in joined.sources[0].warnings[0]


# Identity: titles

WHALES = {"title": "On Whales"}


@pytest.mark.parametrize(
    ("one", "other", "papers"),
    [
        ({}, {}, 1),
        ({"authors": ["Ada Lovelace"]}, {}, 1),
        ({"published": "2024-01-01"}, {}, 1),
        ({"authors": ["Ada Lovelace", "Bo Ek"]}, {"authors": ["Ek, B."]}, 1),
        ({"published": "2024-01-01"}, {"published": "2024-12-31"}, 1),
        ({"authors": ["Ada"], "published": "2024-01-01"}, {"authors": ["Bo"], "published": "2024-02-01"}, 1),
        ({"authors": ["Ada"], "published": "2024-01-01"}, {"authors": ["Ada"], "published": "2019-01-01"}, 1),
        ({"authors": ["Ada"], "published": "2024-01-01"}, {"authors": ["Bo"], "published": "2019-01-01"}, 2),
        ({"authors": ["Ada"]}, {"authors": ["Bo"]}, 2),
        ({"authors": ["Ada"]}, {"published": "2024-01-01"}, 2),
        ({"published": "2024-01-01"}, {"published": "2019-01-01"}, 2),
    ],
)
def test_a_title_joins_where_author_or_year_agrees(one: dict, other: dict, papers: int) -> None:
    assert count(WHALES | one, {"title": "ON WHALES."} | other) == papers
    assert count({"title": "ON WHALES."} | other, WHALES | one) == papers


def test_a_bare_title_goes_with_nobody_if_several_bear_it() -> None:
    known = [WHALES | {"authors": ["Ada"]}, WHALES | {"authors": ["Bo"]}]
    assert count(*known, WHALES, WHALES) == 3
    joined = join([records(*known), records(WHALES, name="page")])
    assert [len(source.warnings) for source in joined.sources] == [0, 1]
    assert "“On Whales” is the title of several papers" in joined.sources[1].warnings[0]


def test_a_common_title_stays_with_its_papers() -> None:
    volumes = [{"title": "Advertisements", "acl_id": f"J{year}-1001"} for year in range(74, 99)]
    assert count(*volumes) == 25
    assert count(*volumes, {"title": "Advertisements"}) == 26


def test_author_and_year_together_decide_between_namesakes() -> None:
    joined = join(
        [
            records(
                WHALES | {"acl_id": "P18-1001", "authors": ["Ada Ek"], "published": "2018-01-01"},
                WHALES | {"acl_id": "P19-1001", "authors": ["Ada Ek"], "published": "2019-01-01"},
                WHALES | {"arxiv_id": "1901.00001", "authors": ["A. Ek"], "published": "2019-01-01"},
            )
        ]
    )
    assert joined.papers["paper_id"].tolist() == ["acl:P18-1001", "arxiv:1901.00001"]


def test_other_titles_of_a_paper_count() -> None:
    renamed = [{"title": "Old", "arxiv_id": "2410.00001"}, {"title": "New", "arxiv_id": "2410.00001"}]
    assert count(*renamed, {"title": "Old"}, {"title": "New"}) == 1


@pytest.mark.parametrize(("one", "other"), [("???", "!!!"), ("深層学習", "強化学習"), ("C++", "→"), ("か", "が")])
def test_titles_of_symbols_and_of_all_scripts_differ(one: str, other: str) -> None:
    assert count({"title": one}, {"title": other}) == 2


def test_a_title_id_gets_a_suffix_where_it_would_collide() -> None:
    namesakes = [WHALES | {"published": f"{year}-01-01"} for year in (2020, 2010)]
    backwards = join([records(*namesakes)]).papers.set_index("published")["paper_id"]
    forwards = join([records(*reversed(namesakes))]).papers.set_index("published")["paper_id"]
    assert sorted(backwards) == ["title:on-whales", "title:on-whales-2"]
    assert backwards.sort_index().equals(forwards.sort_index())


def test_a_suffix_does_not_collide_either() -> None:
    namesakes = [WHALES | {"published": f"{year}-01-01"} for year in (2020, 2010)]
    joined = join([records(*namesakes, {"title": "On Whales 2"})])
    assert joined.papers["paper_id"].tolist() == ["title:on-whales-3", "title:on-whales", "title:on-whales-2"]


def test_an_entry_with_nothing_to_know_it_by_is_skipped_and_told() -> None:
    joined = join([records({"title": "A"}, {"title": None, "venue": "X"}, {"title": ""})])
    assert len(joined) == 1
    assert [skipped.record for skipped in joined.sources[0].skipped] == ["entry 2", "entry 3"]


def test_a_paper_without_title_is_known_by_its_link_or_abstract() -> None:
    assert count({"url": "https://x.org/1"}, {"url": "https://x.org/2"}, {"abstract": "Words."}) == 3
    assert join([records({"url": "https://x.org/1"})]).papers["paper_id"].tolist() == ["title:untitled"]


# Values


def test_fields_come_from_the_first_source_that_has_them() -> None:
    joined = join(
        [
            records(WHALES | {"abstract": "", "venue": None, "authors": []}, name="a"),
            records({"title": "on whales", "abstract": "Long.", "authors": ["Bo"], "colour": "blue"}, name="b"),
            records({"title": "On whales", "abstract": "Longer.", "venue": "ACL", "authors": ["Bo", "Cy"]}, name="c"),
        ]
    )
    paper = joined.papers.iloc[0]
    assert (paper["title"], paper["abstract"], paper["venue"], paper["colour"]) == ("On Whales", "Long.", "ACL", "blue")
    assert list(paper["authors"]) == ["Bo"]
    told = {field: joined.origin("title:on-whales", field) for field in ("title", "abstract", "venue", "doi", "colour")}
    assert {field: source and source.name for field, source in told.items()} == {
        "title": "a",
        "abstract": "b",
        "venue": "c",
        "doi": None,
        "colour": "b",
    }
    assert joined.origins.dtypes.unique().tolist() == [np.dtype("int16")]


def test_the_more_exact_date_wins() -> None:
    joined = join(
        [
            records(WHALES | {"published": "2024-01-01", "published_precision": "year"}, name="year"),
            records(WHALES | {"published": "2024-03-01", "published_precision": "month"}, name="month"),
            records(WHALES | {"published": "2024-02-28", "published_precision": "day"}, name="day"),
            records(WHALES | {"published": "2024-04-01"}, name="late"),
        ]
    )
    paper = joined.papers.iloc[0]
    assert (paper["published"], paper["published_precision"]) == (pd.Timestamp("2024-02-28"), "day")
    assert joined.origin(paper["paper_id"], "published_precision").name == "day"


def test_a_date_without_precision_is_a_day() -> None:
    assert join([records(WHALES | {"published": "2024-04-01"})]).papers["published_precision"].tolist() == ["day"]


def test_counts_come_from_the_source_read_last() -> None:
    joined = join(
        [
            records(WHALES | {"upvotes": 3}, name="old"),
            records(WHALES | {"upvotes": 0, "stars": 7}, name="new", read=MAY.replace(tzinfo=UTC)),
            records(WHALES | {"stars": 5}, name="older"),
        ]
    )
    assert joined.papers[["upvotes", "stars"]].iloc[0].tolist() == [0, 7]


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (1, 2, [1, 2]),
        (1, 2.5, [1.0, 2.5]),
        (1, "two", ["1", "two"]),
        (True, False, [True, False]),
        (True, "x", ["True", "x"]),
        (None, 2, [pd.NA, 2]),
        (2**63, 1, [str(2**63), "1"]),
        ({"a": 1}, 1.5, ["{'a': 1}", "1.5"]),
    ],
)
def test_extra_columns_of_different_types_are_kept(one, other, values: list) -> None:
    joined = join([records({"title": "A", "extra": one}), records({"title": "B", "extra": other}, name="other")])
    assert joined.papers["extra"].tolist() == values


def test_extra_dates_and_lists_keep_their_kind() -> None:
    dates = pd.DataFrame({"title": ["A", "B"], "seen": pd.to_datetime(["2024-01-01T10:00+02:00", None])})
    days = pd.DataFrame({"title": ["C"], "seen": pd.Series(["2024-05-06"], dtype=pd.ArrowDtype(pa.date32()))})
    tags = pd.DataFrame({"title": ["D"], "tags": pd.Series([["x", "y"]], dtype=schema.MANY)})
    tag = pd.DataFrame({"title": ["E"], "tags": ["z"]})
    source = Source("frame", "test", JANUARY)
    papers = join([Records(source, table) for table in (dates, days, tags, tag)]).papers
    assert papers["seen"].dropna().tolist() == [pd.Timestamp("2024-01-01 08:00"), pd.Timestamp("2024-05-06")]
    assert [list(names) for names in papers["tags"].dropna()] == [["x", "y"], ["z"]]


# Appearances


def test_a_paper_on_several_pages_is_one_paper() -> None:
    joined = join(
        [
            records(WHALES | {"page": "P", "rank": 2}, {"title": "B", "page": "P", "rank": 1}, name="p"),
            records(WHALES | {"page": "Q", "rank": 1}, name="q"),
            records({"title": "C"}, name="no list"),
        ]
    )
    assert joined.papers["page_count"].tolist() == [2, 1, pd.NA]
    assert joined.papers["best_rank"].tolist() == [1, 1, pd.NA]
    assert [None if pages is pd.NA else list(pages) for pages in joined.papers["pages"]] == [["P", "Q"], ["P"], None]
    assert joined.appearances[["source", "page", "rank"]].to_numpy().tolist() == [
        ["p", "P", 2],
        ["p", "P", 1],
        ["q", "Q", 1],
    ]


def test_twice_on_one_page_is_one_appearance_with_the_better_rank() -> None:
    joined = join([records(WHALES | {"page": "P", "rank": 5}, WHALES | {"page": "P", "rank": 2})])
    assert joined.appearances["rank"].tolist() == [2]


def test_columns_that_follow_from_appearances_are_not_read() -> None:
    joined = join([records(WHALES | {"pages": "P; Q", "page_count": 2, "best_rank": 1})])
    assert joined.papers[["pages", "page_count", "best_rank"]].isna().all(axis=None)


def test_a_page_without_ranks() -> None:
    joined = join([records(WHALES | {"page": "P"})])
    assert joined.papers["page_count"].tolist() == [1]
    assert joined.papers["best_rank"].isna().all()


# Completing


def test_completing_fills_what_is_missing_and_says_so() -> None:
    facts = records(
        WHALES | {"arxiv_id": "2410.00001", "published": "2024-10-01", "venue": "Facts", "upvotes": 9},
        {"title": "Unmatched"},
        name="facts",
        read=MAY,
    )
    page = records(WHALES | {"venue": "Page", "upvotes": 1, "page": "P", "rank": 1})
    joined = join([page], completing=[facts])
    paper = joined.papers.iloc[0]
    assert len(joined) == len(joined.appearances) == 1
    assert paper[["paper_id", "venue", "upvotes"]].tolist() == ["arxiv:2410.00001", "Page", 1]
    assert joined.origin("arxiv:2410.00001", "published").name == "facts"
    assert joined.origin("arxiv:2410.00001", "venue").name == "source"


def test_a_more_exact_completing_date_does_not_replace_one() -> None:
    page = records(WHALES | {"published": "2024-01-01", "published_precision": "year"})
    joined = join([page], completing=[records(WHALES | {"published": "2024-10-05"}, name="facts")])
    assert joined.papers["published_precision"].tolist() == ["year"]


# Adding


def test_adding_keeps_ids_order_and_values() -> None:
    before = join([records(WHALES | {"venue": "A"}, {"title": "B"})])
    after = add(before, [records({"title": "C"}, WHALES | {"arxiv_id": "2410.00001", "venue": "Z"}, name="upload")])
    assert after.papers["paper_id"].tolist() == ["title:on-whales", "title:b", "title:c"]
    assert after.papers["arxiv_id"][0] == "2410.00001"
    assert after.papers["venue"][0] == "A"
    assert after.origin("title:on-whales", "arxiv_id").name == "upload"
    assert after.origin("title:on-whales", "venue").name == "source"


def test_adding_never_makes_one_paper_of_two() -> None:
    before = join([records({"title": "A", "arxiv_id": "2410.00001"}, {"title": "B", "doi": "10.1000/b"})])
    bridge = records({"title": "A", "arxiv_id": "2410.00001", "doi": "10.1000/b"}, name="bridge")
    after = add(before, [bridge])
    assert after.papers["paper_id"].tolist()[:2] == before.papers["paper_id"].tolist()
    assert add(after, [bridge]).papers.equals(after.papers)


def test_joining_nothing_gives_an_empty_collection() -> None:
    empty = join([])
    assert len(empty) == len(empty.appearances) == 0
    schema.validate(empty.papers)
    assert len(join([Records(Source("none", "test", JANUARY), pd.DataFrame())])) == 0


# What must hold whatever the entries are

few = {
    "title": st.sampled_from(["Alpha", "alpha!", "Beta", "β", None]),
    "arxiv_id": st.sampled_from(["2410.00001", "arXiv:2410.00001v2", "2410.00002", None, None]),
    "doi": st.sampled_from(["10.1000/a", "10.1000/b", None, None]),
    "acl_id": st.sampled_from(["P18-1001", "P18-1002", None, None]),
    "authors": st.sampled_from([["Ada Ek"], ["Bo Ek"], ["Cy", "Ada Ek"], ["Cy"], None, None]),
    "published": st.sampled_from(["2024-01-01", "2024-05-05", "2019-01-01", None, None]),
    "venue": st.sampled_from(["X", "Y", None]),
    "upvotes": st.sampled_from([0, 5, None]),
}
entry = st.fixed_dictionaries(few).filter(lambda told: any(told[key] for key in ("title", "arxiv_id", "doi", "acl_id")))
sources = st.lists(st.lists(entry, min_size=1, max_size=5), max_size=4)


brief = settings(max_examples=8, deadline=None)
"""Joining a few entries costs pandas some 50 ms; which entries are one paper is tried at length in test_matching."""


def numbered(told: list[list[dict]]) -> list[Records]:
    """Records in which each entry stands on a page of its own, which tells afterwards where it went."""
    return [
        records(*({**one, "page": f"{s}.{n}", "rank": n + 1} for n, one in enumerate(entries)), name=f"source {s}")
        for s, entries in enumerate(told)
    ]


def partition(collection: Collection) -> set[frozenset[str]]:
    groups = collection.appearances.groupby("paper_id")["page"]
    return {frozenset(pages) for _, pages in groups}


@brief
@given(sources, st.randoms(use_true_random=False))
def test_the_order_of_sources_and_entries_does_not_matter(told, random) -> None:
    given_records = numbered(told)
    shuffled = [
        Records(one.source, one.entries.sample(frac=1, random_state=random.randint(0, 99))) for one in given_records
    ]
    random.shuffle(shuffled)
    assert partition(join(shuffled)) == partition(join(given_records))


@brief
@given(sources)
def test_joining_twice_is_joining_once(told) -> None:
    given_records = numbered(told)
    once = join(given_records)
    for twice in (join([*given_records, *given_records]), add(once, given_records)):
        pd.testing.assert_frame_equal(twice.papers, once.papers)
        pd.testing.assert_frame_equal(twice.appearances, once.appearances)
        pd.testing.assert_frame_equal(twice.origins, once.origins)
        pd.testing.assert_frame_equal(twice.variants, once.variants)
        assert twice.sources == once.sources


@brief
@given(sources, sources)
def test_adding_twice_is_adding_once(first, second) -> None:
    before = join(numbered(first))
    new = [Records(Source(f"new {n}", "test", MAY), one.entries) for n, one in enumerate(numbered(second))]
    once = add(before, new)
    twice = add(once, new)
    assert once.papers["paper_id"].tolist()[: len(before)] == before.papers["paper_id"].tolist()
    pd.testing.assert_frame_equal(twice.papers, once.papers)
    pd.testing.assert_frame_equal(twice.appearances, once.appearances)
    pd.testing.assert_frame_equal(twice.variants, once.variants)


@brief
@given(sources)
def test_no_appearance_is_lost(told) -> None:
    given_records = numbered(told)
    joined = join(given_records)
    schema.validate(joined.papers)
    entries = pd.concat([one.entries for one in given_records]) if told else pd.DataFrame({"page": []})
    assert sorted(joined.appearances["page"]) == sorted(entries["page"])
    assert joined.papers["page_count"].sum() == len(entries)


@brief
@given(sources, sources)
def test_completing_adds_neither_papers_nor_appearances(told, facts) -> None:
    given_records, completing = (
        numbered(told),
        [Records(Source("facts", "facts", MAY), one.entries) for one in numbered(facts)],
    )
    joined = join(given_records, completing)
    plain = join(given_records)
    assert sorted(joined.appearances["page"]) == sorted(plain.appearances["page"])
    assert set(joined.papers["paper_id"]) == set(joined.appearances["paper_id"])


# Real namesakes


@pytest.mark.shared
def test_the_anthology_keeps_its_namesakes_apart(shared) -> None:
    table = pd.read_parquet(shared / "data" / "acl_anthology.parquet", columns=["acl_id", "title", "doi", "year"])
    joined = join([Records(Source("anthology", "table", JANUARY), table)])
    assert len(joined) == len(table)
    assert (joined.papers["title"] == "Advertisements").sum() == 59
