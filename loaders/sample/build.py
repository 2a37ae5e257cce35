"""Make the bundled sample: `python -m loaders.sample.build --facts FILE --summaries FILE --pages FOLDER`.

Facts and summaries are JSON Lines with one object a paper, keyed by title; pages are lists of papers saved as text,
in which a line is a paper's title. Of the pages titles, their order and what our reader makes of the abstracts are
taken: figures, names and short phrases, no sentence. The same input gives the same files, byte for byte.
"""

import argparse
import csv
import json
from collections.abc import Iterable
from pathlib import Path

from loaders import LoadError, load
from loaders.sample import APPEARANCES_FILE, CLAIMS_FILE, FIRST_AUTHOR_ONLY, PAPERS_FILE
from papers.facts import Facts
from papers.facts.adding import result_row, size_row
from papers.facts.reading import read

PAGES = {
    "000": "Recursion and structure",
    "001": "Decoding speed",
    "002": "Recurrence and long context",
    "003": "Attention heads",
    "004": "Vocabularies",
}
"""What each page collects, by the number its file name begins with."""

VENUES = {"nips": "NeurIPS"}
"""Venues whose name is not the upper case of their key."""

EVIDENCE = ("quote", "start", "end")
PHRASES = ("metric", "comparison", "on")
PHRASE_WORDS = 6
"""Words that are kept of a phrase of a claim."""

BUTTON = "Subscribe"
"""Label that saving glues to the first title of a page."""


def main(arguments: list[str] | None = None) -> None:
    """Write the files of the sample from the command line's sources."""
    parser = argparse.ArgumentParser(description="Make the bundled sample.")
    parser.add_argument("--facts", type=Path, required=True, help="JSON Lines: what is known of each title")
    parser.add_argument("--summaries", type=Path, required=True, help="JSON Lines: a summary of each title")
    parser.add_argument("--pages", type=Path, required=True, help="folder of the pages saved as text")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write to")
    chosen = parser.parse_args(arguments)

    papers = build_papers(_lines(chosen.facts), _lines(chosen.summaries))
    places = build_places(chosen.pages, {paper["title"] for paper in papers})
    with (chosen.out / PAPERS_FILE).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(paper, ensure_ascii=False) + "\n" for paper in papers)
    claims = build_claims(chosen.pages, {paper["title"] for paper in papers})
    with (chosen.out / CLAIMS_FILE).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(paper, ensure_ascii=False) + "\n" for paper in claims)
    with (chosen.out / APPEARANCES_FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("page", "rank", "title"))
        writer.writerows(places)
    told = sum(len(paper.get("results", ())) for paper in claims)
    print(f"{len(papers)} papers, {len(places)} places on {len(PAGES)} pages, {told} claims")


def build_papers(facts: Iterable[dict], summaries: Iterable[dict]) -> list[dict]:
    """Return one object a paper, in the order of the facts, without what is not known."""
    summary = {entry["title"]: entry["summary"] for entry in summaries}
    papers = []
    for fact in facts:
        paper = {
            "title": fact["title"],
            "arxiv_id": fact["arxiv_id"],
            "acl_id": fact["acl_id"],
            "published": fact["date"],
            "venue": _venue(fact["venue"]),
            "authors": _names(fact["authors"]),
            "author_list": FIRST_AUTHOR_ONLY if fact["authors_complete"] is False else None,
            "listed": fact["hf_daily_date"],
            "upvotes": fact["upvotes"],
            "summary": summary.get(fact["title"]),
        }
        papers.append({name: value for name, value in paper.items() if value is not None})
    return papers


def build_places(folder: Path, titles: set[str]) -> list[tuple[str, int, str]]:
    """Return page, rank and title of each line of the pages that is a title."""
    places = []
    for number, page in PAGES.items():
        files = list(folder.glob(f"{number}_*.txt"))
        if len(files) != 1:
            raise SystemExit(f"{folder} should hold one page whose name begins with {number}_; it holds {len(files)}.")
        lines = (line.strip().removeprefix(BUTTON) for line in files[0].read_text(encoding="utf-8").splitlines())
        listed = [line for line in lines if line in titles]
        places += [(page, rank, title) for rank, title in enumerate(listed, start=1)]
    return places


def build_claims(folder: Path, titles: set[str]) -> list[dict]:
    """Return what the reader reads of each paper of the pages, without the sentences, in the order of the titles."""
    try:
        pages = load(str(folder)).papers[["title", "abstract"]].dropna()
    except LoadError:  # pages of titles, without abstracts
        return []
    texts = dict(zip(pages["title"], pages["abstract"], strict=True))
    return [_claims(title, read(title, texts[title])) for title in sorted(titles & texts.keys())]


def _claims(title: str, facts: Facts) -> dict:
    names = {name: list(getattr(facts, name)) for name in ("models", "datasets", "languages")}
    rows = {
        "results": [_short(result_row(one)) for one in facts.results],
        "scale": [_short(size_row(one)) for one in facts.scale],
    }
    paper = {"title": title, "kind": facts.kind, "system": facts.system, **names, **rows}
    return {name: value for name, value in paper.items() if value}


def _short(row: dict) -> dict:
    """Return a claim without its sentence, its phrases cut to a few words."""
    row = {name: value for name, value in row.items() if value is not None and name not in EVIDENCE}
    for name in PHRASES:
        if name in row:
            row[name] = " ".join(row[name].split()[:PHRASE_WORDS]).rstrip(" ,;")
    return row


def _names(authors: list[str] | None) -> list[str] | None:
    """Return one name an item; some sources give all of them in one."""
    return authors and [name for item in authors for name in item.split(", ")]


def _venue(key: str | None) -> str | None:
    """Return "NeurIPS 2024" for "nips 2024"."""
    if key is None:
        return None
    name, _, year = key.partition(" ")
    return f"{VENUES.get(name, name.upper())} {year}".strip()


def _lines(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


if __name__ == "__main__":
    main()
