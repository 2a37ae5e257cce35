"""The bundled sample: what it holds, how it completes bare pages, and that its files are made by the script."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from loaders import load, sample
from loaders.sample import build
from papers import schema
from papers.join import join

FOLDER = Path(sample.__file__).parent
PAGES = {
    "Recursion and structure": 64,
    "Decoding speed": 48,
    "Recurrence and long context": 73,
    "Attention heads": 234,
    "Vocabularies": 67,
}


@pytest.fixture(scope="module")
def collection():
    return join([sample.records()])


@pytest.fixture(scope="module")
def bare():
    """The same lists as pages that have nothing but titles, completed by the facts."""
    records = sample.records()
    return join([replace(records, entries=records.entries[["title", "page", "rank"]])], completing=[sample.facts()])


def test_it_has_416_papers_in_486_places(collection) -> None:
    assert len(collection) == 416
    assert len(collection.appearances) == 486
    assert collection.papers["page_count"].value_counts().to_dict() == {1: 366, 2: 35, 3: 10, 4: 5}
    assert dict(collection.pages().itertuples(index=False)) == PAGES


def test_it_holds_what_the_papers_claim_without_their_sentences() -> None:
    collection = load()
    schema.validate(collection.results, schema.RESULTS)
    schema.validate(collection.scale, schema.SCALE)
    assert collection.results["value"].notna().sum() > 150
    assert collection.results["quote"].isna().all()
    assert collection.papers["kind"].notna().all()
    for name in ("metric", "comparison", "on"):
        assert collection.results[name].dropna().str.split().str.len().max() <= build.PHRASE_WORDS


def test_places_are_in_order(collection) -> None:
    for _, page in collection.appearances.groupby("page"):
        assert page["rank"].tolist() == list(range(1, len(page) + 1))


def test_what_is_known(collection) -> None:
    known = collection.papers.notna().sum()
    assert known["arxiv_id"] == 410
    assert known["published"] == known["url"] == known["pdf_url"] == 411
    assert known["authors"] == 370
    assert known["summary"] == 416
    assert known["upvotes"] == 45
    assert known["venue"] == 89
    assert collection.papers["published_precision"].value_counts().to_dict() == {"day": 298, "month": 113}


def test_a_date_known_to_the_month_is_its_first_day(collection) -> None:
    month = collection.papers.query("published_precision == 'month'")["published"]
    assert (month.dt.day == 1).all()


def test_it_holds_no_abstract(collection) -> None:
    assert collection.papers["abstract"].isna().all()
    assert (collection.papers["summary"].str.split().str.len() <= 45).all()


def test_it_warns_of_nothing(collection) -> None:
    assert [(source.skipped, source.warnings) for source in collection.sources] == [((), ())]


def test_entries_follow_the_schema() -> None:
    for records in (sample.records(), sample.facts()):
        assert records.source.records == len(records.entries)
        for name in records.entries.columns.intersection(list(schema.PAPERS)):
            assert records.entries[name].dtype == pd.Series([], dtype=schema.PAPERS[name].dtype).dtype, name


def test_facts_complete_bare_pages(bare, collection) -> None:
    assert len(bare) == 416
    assert len(bare.appearances) == 486
    assert bare.papers["page_count"].value_counts().to_dict() == {1: 366, 2: 35, 3: 10, 4: 5}
    assert bare.papers["published"].notna().sum() == 411
    assert bare.papers["paper_id"].tolist() == collection.papers["paper_id"].tolist()


def test_provenance_tells_facts_from_the_page(bare) -> None:
    paper = bare.papers["paper_id"][0]
    assert bare.origin(paper, "title").name == "Bundled sample"
    assert bare.origin(paper, "published").name == "Bundled facts"


def test_facts_alone_add_no_papers() -> None:
    assert len(join([], completing=[sample.facts()])) == 0


def test_building_takes_titles_in_order_and_nothing_else(tmp_path) -> None:
    facts, summaries, pages, out = (tmp_path / name for name in ("facts", "summaries", "pages", "out"))
    pages.mkdir()
    out.mkdir()
    fact = dict.fromkeys(
        ("arxiv_id", "acl_id", "date", "venue", "authors", "authors_complete", "hf_daily_date", "upvotes")
    )
    told = [
        fact
        | {"title": "On Whales", "venue": "nips 2024", "date": "2024-05", "authors": ["A"], "authors_complete": False},
        fact | {"title": "On Åland", "upvotes": 0},
    ]
    facts.write_text("".join(json.dumps(line) + "\n" for line in told))
    summaries.write_text(json.dumps({"title": "On Åland", "summary": "Islands."}) + "\n")
    for number in build.PAGES:
        (pages / f"{number}_x.txt").write_text(
            "menu\nSubscribeOn Åland\nText.\n\nOn Whales\nMore text.\n", encoding="utf-8"
        )
    build.main(["--facts", str(facts), "--summaries", str(summaries), "--pages", str(pages), "--out", str(out)])
    assert [json.loads(line) for line in (out / sample.PAPERS_FILE).read_text(encoding="utf-8").splitlines()] == [
        {
            "title": "On Whales",
            "published": "2024-05",
            "venue": "NeurIPS 2024",
            "authors": ["A"],
            "author_list": sample.FIRST_AUTHOR_ONLY,
        },
        {"title": "On Åland", "upvotes": 0, "summary": "Islands."},
    ]
    places = (out / sample.APPEARANCES_FILE).read_text(encoding="utf-8").splitlines()
    assert places[:3] == [
        "page,rank,title",
        "Recursion and structure,1,On Åland",
        "Recursion and structure,2,On Whales",
    ]
    assert len(places) == 1 + 2 * len(build.PAGES)


def test_building_says_which_page_is_missing(tmp_path) -> None:
    with pytest.raises(SystemExit, match="begins with 000_; it holds 0"):
        build.build_places(tmp_path, set())


@pytest.mark.shared
def test_the_files_are_what_the_script_makes(shared, tmp_path) -> None:
    build.main(
        [
            *("--facts", str(shared / "sample" / "facts.jsonl")),
            *("--summaries", str(shared / "sample" / "summaries.jsonl")),
            *("--pages", str(shared / "seeds")),
            *("--out", str(tmp_path)),
        ]
    )
    for name in (sample.PAPERS_FILE, sample.APPEARANCES_FILE, sample.CLAIMS_FILE):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()
