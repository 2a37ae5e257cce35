"""A hundred thousand papers to measure with: real ones where ``LITSCOPE_SHARED`` names the folder, else drawn ones."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from papers import schema

DIMENSIONS = (
    *("authors", "keywords", "venue", "organisation", "kind", "language"),
    *("published", "listed", "upvotes", "comments", "stars", "citations"),
)
"""Columns in which the papers have values; the first two are many-valued."""
KINDS = ("method", "model", "dataset", "benchmark", "tool", "survey", "analysis", "theory", "system")


def papers(n: int, seed: int = 1) -> tuple[pd.DataFrame, str]:
    """Return a papers frame with values in all `DIMENSIONS`, and words for where they come from."""
    random = np.random.default_rng(seed)
    folder = os.environ.get("LITSCOPE_SHARED")
    frame = real(Path(folder), n, random) if folder else drawn(n, random)
    frame["paper_id"] = [f"paper:{i}" for i in range(n)]
    frame["organisation"] = _uneven([f"organisation {i}" for i in range(2000)], n, random, missing=0.4)
    frame["kind"] = _uneven(list(KINDS), n, random)
    frame["language"] = _uneven(["English", "French", "Chinese", "German", "Czech"], n, random, missing=0.0)
    frame["citations"] = np.floor(np.exp(random.normal(1, 2, n)))
    return schema.conform(frame), "real" if folder else "drawn"


def drawn(n: int, random: np.random.Generator) -> pd.DataFrame:
    """Return papers made up of drawn values, as unevenly spread as real ones."""
    names = pa.array([f"name {i}" for i in range(int(2.5 * n))])
    words = pa.array([f"word {i}" for i in range(20_000)])
    day = np.datetime64("2022-01-01", "s") + random.integers(0, 1200, n) * np.timedelta64(86_400, "s")
    return pd.DataFrame(
        {
            "authors": _lists(names, (len(names) * random.random(random.poisson(4.5, n).sum()) ** 1.7), random, n),
            "keywords": _lists(words, (len(words) * random.random(5 * n) ** 3.3), random, n),
            "venue": _uneven([f"venue {i}" for i in range(400)], n, random),
            "published": day,
            "listed": day + np.timedelta64(86_400, "s"),
            "upvotes": np.floor(np.exp(random.normal(2.3, 1.2, n))),
            "comments": random.geometric(0.3, n) - 1,
            "stars": np.floor(np.exp(random.normal(4, 2, n))),
        }
    )


def real(folder: Path, n: int, random: np.random.Generator) -> pd.DataFrame:
    """Return real papers: authors, venues and dates as they are.

    What only Daily Papers know (keywords, upvotes, comments, stars) each paper has from one of those.
    """
    data = folder / "data"
    acl = pq.read_table(data / "acl_anthology.parquet", columns=["authors", "venue", "year", "month"])
    arxiv = pq.read_table(data / "arxiv_cs.parquet", columns=["authors", "first_listed"])
    daily = pq.read_table(
        data / "daily_papers.parquet", columns=["ai_keywords", "upvotes", "num_comments", "github_stars"]
    )
    rows = pa.array(random.permutation(len(acl) + len(arxiv))[:n])
    signals = daily.take(pa.array(random.integers(0, len(daily), n))).to_pandas(types_mapper=pd.ArrowDtype)

    def both(first: pa.ChunkedArray, second: pa.ChunkedArray) -> pd.Series:
        joined = pa.chunked_array([*first.chunks, *second.cast(first.type).chunks]).combine_chunks()
        return pd.Series(pd.arrays.ArrowExtensionArray(joined.take(rows)))

    month = pc.utf8_lpad(pc.coalesce(acl["month"], 1.0).cast(pa.int8()).cast(pa.string()), 2, "0")
    dates = pc.binary_join_element_wise(acl["year"].cast(pa.string()), month, "01", "-")
    no_venue = pa.chunked_array([pa.nulls(len(arxiv), pa.string())])
    published = pd.to_datetime(both(dates, arxiv["first_listed"])).astype(schema.DATE)
    return pd.DataFrame(
        {
            "authors": both(acl["authors"], arxiv["authors"]),
            "keywords": signals["ai_keywords"],
            "venue": both(pc.list_element(acl["venue"], 0), no_venue).astype("str"),
            "published": published,
            "listed": published + pd.to_timedelta(random.integers(0, 30, n), unit="D"),
            "upvotes": signals["upvotes"],
            "comments": signals["num_comments"],
            "stars": signals["github_stars"],
        }
    )


def _lists(values: pa.Array, places: np.ndarray, random: np.random.Generator, n: int) -> pd.Series:
    ends = np.sort(random.integers(0, len(places) + 1, n - 1))
    offsets = np.concatenate([[0], ends, [len(places)]]).astype(np.int32)
    taken = values.take(pa.array(places.astype(np.int32)))
    return pd.Series(pd.arrays.ArrowExtensionArray(pa.ListArray.from_arrays(offsets, taken)))


def _uneven(values: list[str], n: int, random: np.random.Generator, missing: float = 0.1) -> pd.Series:
    places = np.minimum(random.zipf(1.4, n) - 1, len(values) - 1)
    return pd.Series(np.array(values, object)[places]).mask(pd.Series(random.random(n) < missing))
