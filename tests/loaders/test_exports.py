"""Lists as programs export them, one small file each in `exports`: the paper “Counting Whales” by Ada Lovelace."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from loaders import load, read

FOLDER = Path(__file__).with_name("exports")
DOI = "10.1234/whales"
BOTH = ["Ada Lovelace", "Charles Babbage"]
VENUE = "Journal of Whales"


@pytest.mark.parametrize(
    ("name", "kind", "records", "fields"),
    [
        ("zotero.csv", "CSV", 1, {"authors": BOTH, "venue": VENUE, "doi": DOI, "keywords": ["whales", "counting"]}),
        ("zotero.rdf", "Zotero RDF", 2, {"authors": BOTH, "venue": VENUE, "doi": DOI, "abstract": "We count whales."}),
        ("bbt.json", "Zotero", 1, {"authors": BOTH[:1], "doi": DOI, "keywords": ["whales"]}),
        ("mendeley.json", "Mendeley", 1, {"authors": BOTH[:1], "venue": VENUE, "doi": DOI, "arxiv_id": "2305.00001"}),
        ("paperpile.csv", "CSV", 1, {"venue": "J. Whales", "doi": DOI, "keywords": ["whales", "ears"]}),
        ("jabref.bib", "BibTeX", 1, {"authors": BOTH, "venue": VENUE}),
        ("biblatex.bib", "BibTeX", 1, {"authors": ["Ada Lovelace", "Jan van den Berg"], "arxiv_id": "2305.00001"}),
        ("scopus.csv", "CSV", 1, {"authors": BOTH, "venue": VENUE, "citations": 12, "keywords": ["whales", "ears"]}),
        ("wos.tsv", "TSV", 1, {"authors": BOTH, "doi": DOI, "citations": 12, "language": "English"}),
        ("ieee.csv", "CSV", 1, {"authors": ["A. Lovelace", "C. Babbage"], "citations": 12, "venue": "Proc. Whales"}),
        ("scholar.csv", "CSV", 1, {"authors": BOTH, "venue": VENUE}),
        ("pubmed.csv", "CSV", 1, {"doi": DOI, "venue": "J Whales", "pmid": 123}),
        ("europepmc.json", "Europe PMC", 1, {"authors": ["Lovelace A", "Babbage C"], "citations": 12, "doi": DOI}),
        ("openalex.csv", "CSV", 1, {"authors": BOTH, "venue": VENUE, "keywords": ["Whales", "Ears"]}),
        ("s2bulk.jsonl", "Semantic Scholar", 2, {"arxiv_id": "2305.00001", "doi": DOI, "citations": 12}),
        ("dblp.bib", "BibTeX", 1, {"authors": BOTH, "venue": "ACL (1)"}),
        ("dblp.json", "DBLP", 2, {"authors": BOTH, "venue": "ACL"}),
        ("dblp.xml", "DBLP", 2, {"authors": BOTH, "venue": "ACL (1)"}),
        ("dblp_search.xml", "DBLP", 1, {"authors": BOTH[:1], "doi": DOI}),
        ("openreview1.json", "OpenReview", 2, {"summary": "We count.", "abstract": "We count whales."}),
        ("openreview2.json", "OpenReview", 1, {"authors": BOTH, "venue": "ICLR 2024 oral", "keywords": ["whales"]}),
        ("pwc.json", "JSON", 1, {"arxiv_id": "2305.00001", "venue": "ACL 2023", "authors": BOTH[:1]}),
        ("pwc_links.json", "JSON", 1, {"arxiv_id": "2305.00001", "code_url": "https://github.com/a/b"}),
        ("arxiv_oai.xml", "OAI-PMH", 1, {"arxiv_id": "2305.00001", "categories": ["cs.CL", "cs.LG"]}),
        ("mods.xml", "MODS", 1, {"authors": BOTH[:1], "doi": DOI, "abstract": "We count."}),
    ],
)
def test_an_export_is_read(name: str, kind: str, records: int, fields: dict) -> None:
    [found] = read(FOLDER / name)
    assert (found.source.kind, found.source.records, found.source.skipped) == (kind, records, ())
    paper = found.entries.iloc[0]
    assert paper["title"].rstrip(".").startswith("Counting")
    assert {
        field: paper[field] if isinstance(paper[field], (str, int)) else _plain(paper[field]) for field in fields
    } == fields


def _plain(value: object) -> object:
    return list(value) if hasattr(value, "__len__") else int(value)  # type: ignore[call-overload]


def test_no_export_is_forgotten() -> None:
    named = {argument[0] for argument in test_an_export_is_read.pytestmark[0].args[1]}
    assert {path.name for path in FOLDER.iterdir()} == named | {"trailing.json"}


def test_commas_after_last_items_cost_nothing() -> None:
    [found] = read(FOLDER / "trailing.json")
    assert found.entries["title"].tolist() == ["A", "B"]
    assert not found.source.skipped


def test_letters_that_dblp_names_as_html_does() -> None:
    dump = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE dblp SYSTEM "dblp.dtd"><dblp><article key="a">'
        "<author>J&ouml;rg M&uuml;ller 0002</author><title>Z&auml;hlen.</title><year>2020</year></article></dblp>"
    )
    [found] = read(("dblp.xml", dump.encode()))
    assert found.entries["title"].tolist() == ["Zählen"]
    assert list(found.entries["authors"][0]) == ["Jörg Müller"]


def test_an_archive_in_an_archive_is_told_of(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", "title\nA\n")
    outer = tmp_path / "outer.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
        archive.writestr("b.csv", "title\nB\n")
    found = read(outer)
    assert [title for one in found for title in one.entries.get("title", [])] == ["B"]
    assert "a ZIP archive within another; unpack the outer one" in found[0].source.warnings[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"archiveID": "arXiv:2305.12345"},
        {"extra": "tex.ids: x\narXiv:2305.12345 [cs]"},
        {"url": "http://arxiv.org/abs/2305.12345v2"},
        {"DOI": "10.48550/arXiv.2305.12345"},
    ],
)
def test_zotero_names_the_preprint_in_one_field_or_another(fields):
    item = {"itemType": "preprint", "title": "Counting Whales", "creators": [], "version": 1, **fields}
    text = json.dumps([{"key": "A", "version": 1, "data": item}])
    assert load(("mine.json", text.encode())).papers["arxiv_id"].tolist() == ["2305.12345"]
