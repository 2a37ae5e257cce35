"""Real pages and corpora: what they give, and how fast."""

import time

import pandas as pd
import pytest

from loaders import load, read

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def seeds(shared):
    return load(shared / "seeds")


def test_five_pages_give_416_papers_in_486_places(seeds) -> None:
    assert len(seeds) == 416
    assert len(seeds.appearances) == 486
    assert seeds.pages()["entries"].tolist() == [64, 48, 73, 234, 67]
    assert seeds.papers["page_count"].value_counts().to_dict() == {1: 366, 2: 35, 3: 10, 4: 5}


def test_every_abstract_is_there_and_dates_come_from_the_facts(seeds) -> None:
    assert seeds.papers["abstract"].notna().all()
    assert seeds.papers["published"].notna().sum() == 411
    dated = seeds.papers.loc[seeds.papers["published"].notna(), "paper_id"]
    assert {seeds.origin(paper, "published").name for paper in dated} == {"Bundled facts"}
    assert {seeds.origin(paper, "abstract").kind for paper in dated} == {"Daily Papers page"}


def test_ranks_are_in_order(seeds) -> None:
    for _, places in seeds.appearances.groupby("page", sort=False):
        assert places["rank"].tolist() == list(range(1, len(places) + 1))


def test_nothing_is_wrong_with_them(seeds) -> None:
    assert [(source.skipped, source.warnings) for source in seeds.sources] == [((), ())] * 6


def test_580_days_of_daily_papers(shared) -> None:
    start = time.monotonic()
    [records] = read(shared / "data" / "daily_papers.parquet")
    assert time.monotonic() - start < 5
    entries = records.entries
    assert len(entries) == 9_881
    assert entries["page"].nunique() == 580
    assert entries["page"][0] == "Daily Papers 2024-05-27"
    assert (entries.groupby("page")["rank"].max() == entries.groupby("page").size()).all()
    assert (entries["page"].str[-10:] == entries["listed"].dt.strftime("%Y-%m-%d")).all()
    assert entries["published_precision"].eq("day").all()
    assert entries["upvotes"].eq(0).any()
    filled = entries.notna().sum()
    assert filled[["summary", "keywords", "organisation", "stars"]].tolist() == [5_715, 6_314, 2_912, 2_962]


def test_a_corpus_of_arxiv(shared) -> None:
    start = time.monotonic()
    [records] = read(shared / "data" / "arxiv_cs.parquet")
    assert time.monotonic() - start < 10
    entries = records.entries
    assert len(entries) == 74_728
    assert entries["listed"].min() == pd.Timestamp("2025-03-18")
    assert (
        entries[["title", "abstract", "authors", "categories", "arxiv_id", "published", "listed"]]
        .notna()
        .all(axis=None)
    )
    assert entries["published_precision"].eq("month").all()
    assert records.source.warnings == records.source.skipped == ()


def test_the_acl_anthology(shared) -> None:
    start = time.monotonic()
    [records] = read(shared / "data" / "acl_anthology.parquet")
    assert time.monotonic() - start < 15
    entries = records.entries
    assert len(entries) == 108_962
    assert entries["abstract"].notna().sum() == 64_389
    assert entries["published_precision"].value_counts().to_dict() == {"month": 99_079, "year": 9_883}
    assert entries["venue"].notna().all()
    assert entries["venues"].notna().all()
    assert entries["doi"].notna().sum() == 52_260
    assert records.source.skipped == ()


def test_real_tables_of_other_programs(shared) -> None:
    for path in (shared / "data" / "importers" / "asreview").glob("generic_*.csv"):
        if "no_title" not in path.name:
            [records] = read(path)
            assert records.entries["title"].notna().all(), path.name
            assert records.entries["published"].dt.year.between(1900, 2030).all(), path.name
