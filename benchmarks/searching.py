"""How long a search and similar papers take, and how good they are.

*Speed*, for each number of papers (real ones where ``LITSCOPE_SHARED`` names the folder, repeated under changed titles
where more are needed, else drawn ones), opened from where they were kept: milliseconds of a search (median and 95 of
100), by queries of a sentence and by one or two words; of the twelve papers most like another; and, beside them in the
same run, of BM25 alone by tantivy and, if it is installed, by bm25s, which give ten papers and no mask. Time is what a
visitor waits, on a machine that does nothing else.

*Quality*, among the seeds, where ``LITSCOPE_SHARED`` is set: how often the paper that was meant is the first, among
five, among ten; and how many of the ten papers most like another share a hand-given topic with it (seeds) or its first
arXiv category (10,000 others), beside BM25 of its title and abstract.

    LITSCOPE_SHARED=... python -m benchmarks.searching [PAPERS ...]
"""

import importlib.util
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import tantivy
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.preparing import corpus
from papers import schema
from papers.computed import Computed
from papers.dimensions import Dimensions
from papers.search.folding import words_of
from papers.search.stemming import stem
from papers.similar import similar
from papers.terms.stopwords import STOPWORDS

SIZES = (416, 10_000, 75_000, 250_000)
LIMIT = 40.0
"""Milliseconds of a search, and of similar papers, at the last size."""
PARTS = ("index", "meaning", "terms", "vectors")
"""What searching and comparing need of what is computed."""
FEW_WORDS = (
    "language model", "retrieval", "graph neural network", "diffusion", "in-context learning", "speech translation",
    "year:2025 reasoning", '"chain of thought"', "transf* speech", "atention", "benchmark -survey",
)  # fmt: skip
SIMILAR = 12
COMPARED = 250
"""Papers at most, evenly spread, whose similar ones are looked at."""
SEEDS = 40
"""Papers that others are compared with."""


def opened(papers: int, place: Path) -> Dimensions:
    """Return so many papers, with all that searching needs, opened from a folder where it is kept."""
    source = place / f"{papers}.parquet"
    corpus(papers, source)
    frame = pd.read_parquet(source, dtype_backend="pyarrow")
    frame["paper_id"] = [f"p{row}" for row in range(len(frame))]
    conformed = schema.conform(frame)
    return Dimensions(conformed, computed=kept(conformed, place / str(papers)))


def kept(papers: pd.DataFrame, folder: Path) -> Computed:
    """Return what searching needs of some papers, kept in a folder if it is not there, and opened."""
    made = Computed(papers)
    for part in PARTS:
        if not (folder / part).exists():
            part_made = made.make(part)
            if part != "index":  # which makes its folder
                (folder / part).mkdir(parents=True)
            part_made.save(folder / part)
    return Computed(papers, {part: folder / part for part in PARTS})


def milliseconds(run: Callable[[Any], object], each: Iterable[Any]) -> NDArray[np.float64]:
    """Return how long each run takes."""
    took = []
    for one in each:
        start = time.perf_counter()
        run(one)
        took.append(time.perf_counter() - start)
    return 1000 * np.array(took)


def queries() -> list[str]:
    """Return half-remembered queries and paraphrases, of the shared folder or drawn ones."""
    folder = os.environ.get("LITSCOPE_SHARED")
    if not folder:
        random = np.random.default_rng(2)
        return [" ".join(f"word{number}" for number in random.integers(0, 2_000, 8)) for _ in range(100)]
    return [entry["query"] for name in ("dev", "paraphrase") for entry in gold(Path(folder), name)]


def gold(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the annotated papers or queries of a file of the shared folder."""
    return [json.loads(line) for line in (folder / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines() if line]


def speed(sizes: Sequence[int], place: Path) -> None:
    """Print how long things take."""
    table = Table(title="ms")
    for header in ("papers", "search", "p95", "few words", "p95", "similar", "p95", "tantivy", "bm25s"):
        table.add_column(header, justify="right")
    asked = queries()
    for papers in sizes:
        took = measured(opened(papers, place), asked)
        table.add_row(f"{papers:,}", *(f"{each:.1f}" for each in took))
        print(json.dumps({"papers": papers, "search": took[0], "similar": took[4]}), file=sys.stderr)
    Console(width=140).print(table)
    print(f"Asked at {SIZES[-1]:,}: search and similar papers in {LIMIT:.0f} ms (median).")


def measured(dimensions: Dimensions, asked: list[str]) -> list[float]:
    """Return the figures of a line of the table."""
    search, computed = dimensions.search, dimensions.computed
    rows = np.random.default_rng(0).choice(len(dimensions), min(SEEDS, len(dimensions)), replace=False)
    search.answer("warm up ")
    similar(computed, rows[:1])
    ours = [
        milliseconds(lambda query: search.answer(f"{query} ").best(10), asked),
        milliseconds(lambda query: search.answer(f"{query} ").best(10), FEW_WORDS),
        milliseconds(lambda row: similar(computed, np.array([row]), SIMILAR), rows),
    ]
    peers = [np.median(milliseconds(bm25_by_tantivy(dimensions), asked))]
    if importlib.util.find_spec("bm25s"):
        peers.append(np.median(milliseconds(bm25_by_bm25s(dimensions), asked)))
    return [float(figure) for each in ours for figure in (np.median(each), np.quantile(each, 0.95))] + peers


def bm25_by_tantivy(dimensions: Dimensions) -> Callable[[str], object]:
    """Return what finds the ten best papers of a query by tantivy alone."""
    index = dimensions.computed.index

    def run(query: str) -> object:
        stems = {stem(word) for word in words_of(query) if word not in STOPWORDS}
        each = [(tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "text", one)) for one in stems]
        return index.top(tantivy.Query.boolean_query(each), 10)

    return run


def bm25_by_bm25s(dimensions: Dimensions) -> Callable[[str], object]:
    """Return what finds the ten best papers of a query by bm25s, stemmed like ours."""
    import bm25s

    papers = dimensions.papers
    texts = (papers["title"].fillna("") + " " + papers["abstract"].fillna("")).tolist()
    engine = bm25s.BM25()
    engine.index([[stem(word) for word in words_of(text)] for text in texts], show_progress=False)

    def run(query: str) -> object:
        words = [[stem(word) for word in words_of(query) if word not in STOPWORDS]]
        return engine.retrieve(words, k=10, show_progress=False)

    return run


def quality(folder: Path, place: Path) -> None:
    """Print how good answers are among the seeds."""
    from loaders import load

    papers = load(folder / "seeds").papers
    dimensions = Dimensions(papers, computed=kept(papers, place / "seeds"))
    table = Table(title=f"{len(papers)} seeds: the paper that was meant is found")
    for header in ("queries", "among 1", "5", "10"):
        table.add_column(header, justify="right")
    titles = [_plain(title) for title in papers["title"]]
    for name in ("dev", "paraphrase"):
        places = []
        for entry in gold(folder, name):
            best = [titles[row] for row in dimensions.search.answer(f"{entry['query']} ").best(10)]
            places.append(best.index(_plain(entry["title"])) if _plain(entry["title"]) in best else 10)
        table.add_row(f"{name} ({len(places)})", *(f"{np.mean(np.array(places) < k):.3f}" for k in (1, 5, 10)))
    Console(width=140).print(table)

    hand = {_plain(entry["title"]): frozenset(entry["topics"]) for entry in gold(folder, "dev")}
    of_arxiv = opened(SIZES[1], place)
    compared = [
        (dimensions, "seeds: hand topic", [hand.get(title, frozenset()) for title in titles]),
        (of_arxiv, f"{SIZES[1]:,}: arXiv category", _first_category(of_arxiv.papers["categories"])),
    ]
    table = Table(title="ten most similar papers that share it with a paper, of those that are annotated")
    for header in ("by", *(name for _, name, _ in compared)):
        table.add_column(header)
    ways = {"Litscope": _most_similar, "BM25 more-like-this": _by_words}
    for name, way in ways.items():
        table.add_row(name, *(shared(each, way, labels) for each, _, labels in compared))
    Console(width=140).print(table)


def _first_category(categories: pd.Series) -> list[frozenset[str]]:
    return [frozenset() if np.ndim(one) == 0 else frozenset(list(one)[:1]) for one in categories]


def shared(
    dimensions: Dimensions, way: Callable[[Dimensions, int], NDArray[np.intp]], labels: list[frozenset[str]]
) -> str:
    """Return how many of the first ten others that have labels have one in common with a paper."""
    shares = []
    annotated = np.array([row for row, each in enumerate(labels) if each])
    for row in annotated[:: max(1, len(annotated) // COMPARED)].tolist():
        others = [other for other in way(dimensions, row).tolist() if labels[other] and other != row][:10]
        shares += [bool(labels[row] & labels[other]) for other in others]
    return f"{np.mean(shares):.3f}" if shares else "no labels"


def _most_similar(dimensions: Dimensions, row: int) -> NDArray[np.intp]:
    return similar(dimensions.computed, np.array([row]), 60).rows


def _by_words(dimensions: Dimensions, row: int) -> NDArray[np.intp]:
    postings = dimensions.computed.index.postings
    paper = dimensions.papers.iloc[row]
    words = words_of(f"{paper['title']} {paper['abstract'] if isinstance(paper['abstract'], str) else ''}")
    scores = np.zeros(len(postings), np.float32)
    for one in {stem(word) for word in words if word not in STOPWORDS}:
        rows, values = postings.of(one)
        scores[rows] += values
    return np.argsort(-scores, kind="stable")[:61]


def _plain(title: object) -> str:
    return " ".join(words_of(title)) if isinstance(title, str) else ""


def main(sizes: Sequence[int] = SIZES) -> None:
    """Measure and print."""
    folder = os.environ.get("LITSCOPE_SHARED")
    with tempfile.TemporaryDirectory(prefix="litscope-searching-") as place:
        if folder:
            quality(Path(folder), Path(place))
        speed(sizes, Path(place))


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
