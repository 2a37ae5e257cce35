"""How well places on the map keep neighbours together, and how long they take, beside UMAP and t-SNE of the vectors.

Three figures say how good a map is. *Category*: how often one of the ten nearest papers on the map has the first arXiv
category of a paper. *Topic*: how often it shares a topic that somebody gave it by hand (``gold/dev.jsonl``). *Trust*:
trustworthiness of ten neighbours (Venna and Kaski, 2001). Times are those of a process of its own, imports included,
because a page waits for those, too.

    LITSCOPE_SHARED=... python -m benchmarks.mapping [416 | 10000 | 75000 ...]
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SOURCES = {"416": "seeds", "10000": "data/daily_papers.parquet", "75000": "data/arxiv_cs.parquet"}
LOOKED_AT = 10
"""Neighbours that are looked at."""
SAMPLE = 4_000
"""Papers that are looked at, drawn by lot where there are more."""

OURS = """
import sys, time, numpy as np
vectors = np.load(sys.argv[1])
from papers.topics.layout import layout
from papers.topics.neighbours import neighbours
places = layout(vectors, neighbours(vectors, 15)[0])
np.save(sys.argv[2], places)
"""
UMAP = """
import sys, numpy as np, umap
np.save(sys.argv[2], umap.UMAP(metric="cosine", random_state=0).fit_transform(np.load(sys.argv[1])))
"""
TSNE = """
import sys, numpy as np
from sklearn.manifold import TSNE
np.save(sys.argv[2], TSNE(metric="cosine", init="pca", random_state=0).fit_transform(np.load(sys.argv[1])))
"""
OPEN_TSNE = """
import sys, numpy as np, openTSNE
np.save(sys.argv[2], openTSNE.TSNE(metric="cosine", random_state=0).fit(np.load(sys.argv[1])))
"""
CANDIDATES = {
    "Litscope": ("papers", OURS),
    "umap-learn": ("umap", UMAP),
    "openTSNE": ("openTSNE", OPEN_TSNE),
    "scikit-learn": ("sklearn", TSNE),
}
"""By name the module that must be there, and the program."""
SLOW = 20_000
"""From so many papers on scikit-learn's t-SNE is left out: it takes many minutes."""


def main(arguments: list[str] | None = None) -> None:
    """Print the table."""
    folder = os.environ.get("LITSCOPE_SHARED")
    if folder is None:
        sys.exit("Real papers are needed: set LITSCOPE_SHARED to their folder.")
    print(f"{'papers':>8}  {'map':12}  {'s':>7}  {'CPU s':>7}  {'category':>8}  {'topic':>6}  {'trust':>6}")
    for size in arguments or ["416", "10000"]:
        measure(Path(folder), size)


def measure(folder: Path, size: str) -> None:
    """Print the lines of one collection."""
    from loaders import load

    collection = load(str(folder / SOURCES[size]))
    vectors = np.ascontiguousarray(collection.computed.vectors.matrix)
    papers = collection.papers
    category = [
        frozenset(list(one)[:1]) if one is not None and np.ndim(one) else frozenset() for one in papers["categories"]
    ]
    gold = map(json.loads, (folder / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines())
    topics = {entry["title"]: frozenset(entry["topics"]) for entry in gold}
    topic = [topics.get(title, frozenset()) for title in papers["title"]]
    with tempfile.TemporaryDirectory() as temporary:
        np.save(Path(temporary) / "vectors.npy", vectors)
        for name, (module, program) in CANDIDATES.items():
            if importlib.util.find_spec(module) is None or (name == "scikit-learn" and len(papers) >= SLOW):
                continue
            places, seconds, cpu = run(program, Path(temporary))
            shares = [
                f"{share:.3f}" if share is not None else "-"
                for share in (shared(places, category), shared(places, topic))
            ]
            print(
                f"{len(papers):8,}  {name:12}  {seconds:7.1f}  {cpu:7.1f}  {shares[0]:>8}  {shares[1]:>6}  "
                f"{trust(vectors, places):6.3f}",
                flush=True,
            )


def run(program: str, folder: Path) -> tuple[NDArray[np.float32], float, float]:
    """Return the places that a program finds, and its seconds by the clock and of all cores."""
    import resource
    import time

    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", program, str(folder / "vectors.npy"), str(folder / "places.npy")],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return np.load(folder / "places.npy"), seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def shared(places: NDArray[np.float32], labels: list[frozenset[str]]) -> float | None:
    """Return how often neighbours among the papers with labels share one; None where too few have any."""
    rows = np.array([row for row, each in enumerate(labels) if each])
    if len(rows) < 5 * LOOKED_AT:
        return None
    drawn = drawn_from(len(rows))
    found = nearest(places[rows], drawn)
    return float(
        np.mean(
            [
                bool(labels[rows[row]] & labels[rows[other]])
                for row, near in zip(drawn, found, strict=True)
                for other in near
            ]
        )
    )


def trust(vectors: NDArray[np.float32], places: NDArray[np.float32]) -> float:
    """Return the trustworthiness of the map, among `SAMPLE` papers where there are more."""
    from sklearn.manifold import trustworthiness

    rows = drawn_from(len(places))
    return float(trustworthiness(vectors[rows], places[rows], n_neighbors=LOOKED_AT, metric="cosine"))


def nearest(places: NDArray[np.float32], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the nearest places of some rows, themselves left out."""
    from scipy.spatial import cKDTree

    _, found = cKDTree(places).query(places[rows], k=LOOKED_AT + 1)
    return found[:, 1:]


def drawn_from(n: int) -> NDArray[np.intp]:
    """Return rows drawn by lot, all where there are few."""
    return np.arange(n) if n <= SAMPLE else np.random.default_rng(0).choice(n, SAMPLE, replace=False)


if __name__ == "__main__":
    main(sys.argv[1:])
