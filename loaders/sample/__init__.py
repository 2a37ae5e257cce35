"""The bundled sample: language-model papers of five lists, with their facts and summaries in our own words.

It holds titles, names, dates, identifiers, places on lists and what our reader made of the abstracts (figures, names,
short phrases), and no sentence of a source. `python -m loaders.sample.build` makes it.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from papers import schema
from papers.collection import Collection, Records, Source

_FOLDER = Path(__file__).parent

KIND = "sample"
MADE = datetime(2026, 11, 20, tzinfo=UTC)
"""When the facts were gathered: upvotes and venues are as of that day."""

PAPERS_FILE = "papers.jsonl"
APPEARANCES_FILE = "appearances.csv"
CLAIMS_FILE = "claims.jsonl"

NAMED = ("kind", "system", "models", "datasets", "languages")
"""Columns of the papers that the reader fills."""

FIRST_AUTHOR_ONLY = "first author only"
"""What `author_list` says where not all authors are known."""


def records() -> Records:
    """Return the sample as a source: one entry for each place of a paper on a list."""
    places = pd.read_csv(_FOLDER / APPEARANCES_FILE, dtype={"page": "str", "rank": "Int64", "title": "str"})
    entries = places.merge(_papers(), on="title", how="left", validate="many_to_one")
    named = pd.DataFrame([{name: paper.get(name) for name in ("title", *NAMED)} for paper in _claims()])
    entries = entries.merge(named, on="title", how="left", validate="many_to_one")
    for name in NAMED:
        entries[name] = entries[name].astype(schema.PAPERS[name].dtype)
    return Records(Source("Bundled sample", KIND, MADE, records=len(entries)), entries)


def claimed(collection: Collection) -> Collection:
    """Return the sample's collection with what its papers claim; the sentences are not at hand."""
    ids = dict(zip(collection.papers["title"], collection.papers["paper_id"], strict=True))
    tables = {}
    for name, columns in (("results", schema.RESULTS), ("scale", schema.SCALE)):
        rows = [
            {"paper_id": ids[paper["title"]], **row}
            for paper in _claims()
            if paper["title"] in ids
            for row in paper.get(name, ())
        ]
        tables[name] = schema.conform(pd.DataFrame(rows), columns)
    return replace(collection, results=tables["results"], scale=tables["scale"])


def facts() -> Records:
    """Return what is known of the sample's papers, to complete lists that have little more than titles."""
    entries = _papers()
    return Records(Source("Bundled facts", "facts", MADE, records=len(entries)), entries)


def _claims() -> list[dict]:
    """Return what the reader made of each paper: names, `results` and `scale` as rows of the tables of the schema."""
    with (_FOLDER / CLAIMS_FILE).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def _papers() -> pd.DataFrame:
    """Return the papers of the file, with links made of the identifiers and dates as far as they are known."""
    with (_FOLDER / PAPERS_FILE).open(encoding="utf-8") as file:
        table = pd.DataFrame([json.loads(line) for line in file])
    known = table["published"].str.len()
    arxiv, acl = table["arxiv_id"], table["acl_id"]
    table = table.assign(
        published=table["published"].astype(object).where(known.notna(), None).to_numpy("datetime64[s]"),
        published_precision=known.map({4: "year", 7: "month", 10: "day"}),
        listed=pd.to_datetime(table["listed"]),
        url=("https://arxiv.org/abs/" + arxiv).fillna("https://aclanthology.org/" + acl + "/"),
        pdf_url=("https://arxiv.org/pdf/" + arxiv).fillna("https://aclanthology.org/" + acl + ".pdf"),
    )
    extras = [name for name in table if name not in schema.PAPERS]
    return schema.conform(table)[[*(name for name in schema.PAPERS if name in table), *extras]]
