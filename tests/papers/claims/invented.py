"""Invented papers with claims and sizes."""

from typing import Any

import pandas as pd
import pyarrow as pa

from papers import schema
from papers.collection import Collection

ABSTRACTS = {
    "OwlDecode": "We draft. OwlDecode decodes 2.5x faster than greedy search on OwlBench, e.g. at night. Enjoy.",
    "WrenCache": "WrenCache cuts memory by 40% and runs twice as fast as the full cache on WrenEval.",
    "RavenRank": "RavenRank reaches an accuracy of 84.2% on OwlBench. It outperforms all earlier birds.",
    "TernTune": "TernTune lowers perplexity to 11.3 with a model of 7B parameters.",
    "GullGuide": "A survey of gulls.",
}


def many(*lists: list[str]) -> pd.Series:
    """Return a many-valued column."""
    return pd.Series(pa.array(lists, pa.list_(pa.string())), dtype=schema.MANY)


def papers() -> pd.DataFrame:
    """Return six papers: five with an abstract, one known by its title alone."""
    names = [*ABSTRACTS, "SwanSong"]
    return schema.conform(
        pd.DataFrame(
            {
                "paper_id": [f"arxiv:2401.0000{place}" for place in range(6)],
                "arxiv_id": [f"2401.0000{place}" for place in range(6)],
                "title": [f"{name}: birds that count" for name in names],
                "abstract": [*ABSTRACTS.values(), None],
                "system": [*names[:4], None, "SwanSong"],
                "kind": ["method", "method", "model", "model", "survey", "method"],
                "models": many(["Llama-2"], ["Llama-2", "GPT-2"], [], ["GPT-2"], [], []),
                "datasets": many(["OwlBench"], ["WrenEval"], ["OwlBench"], [], [], []),
                "published": pd.to_datetime(
                    ["2024-01-10", "2024-02-20", "2024-03-05", "2024-04-15", "2024-05-01", None]
                ).astype(schema.DATE),
                "published_precision": ["day"] * 5 + [None],
            }
        )
    )


def claim(paper: int, value: float | None, unit: str | None, family: str, quote: str, **more: Any) -> dict[str, Any]:
    """Return a claim of a paper, its quote where it stands in the abstract."""
    abstract = [*ABSTRACTS.values(), ""][paper]
    at = abstract.find(quote)
    place = {"field": "abstract", "start": at, "end": at + len(quote)} if at >= 0 else {}
    return {
        "paper_id": f"arxiv:2401.0000{paper}",
        "value": value,
        "unit": unit,
        "family": family,
        "metric": family,
        "quote": quote,
        "better": "lower" if family == "perplexity" else "higher",
        "confidence": 0.8,
        "claim": "words" if value is None else "number",
        "reader": "rules",
        **place,
        **more,
    }


def results() -> pd.DataFrame:
    """Return their claims: three speed-ups, two accuracies, one each of memory and perplexity, one in words."""
    return schema.conform(
        pd.DataFrame(
            [
                claim(
                    0,
                    2.5,
                    "x",
                    "speed-up",
                    "decodes 2.5x faster than greedy search",
                    direction="up",
                    comparison="greedy search",
                    on="OwlBench",
                ),
                claim(1, 40, "%", "memory", "cuts memory by 40%", direction="down"),
                claim(
                    1,
                    2,
                    "x",
                    "speed-up",
                    "runs twice as fast as the full cache",
                    direction="up",
                    comparison="the full cache",
                    on="WrenEval",
                ),
                claim(2, 84.2, "%", "accuracy", "an accuracy of 84.2%", on="OwlBench"),
                claim(2, None, None, "accuracy", "outperforms all earlier birds"),
                claim(3, 11.3, "score", "perplexity", "lowers perplexity to 11.3", direction="down"),
                claim(5, 4, "x", "speed-up", "speed-up", direction="up"),
                claim(5, 90, "%", "accuracy", "accuracy", on="SwanTest"),
            ]
        ),
        schema.RESULTS,
    )


def scale() -> pd.DataFrame:
    """Return their sizes."""
    sizes = [(3, 7e9, "params", "7B parameters"), (5, 13e9, "params", "13B"), (5, 1e12, "tokens", "1T tokens")]
    return schema.conform(
        pd.DataFrame(
            [
                {"paper_id": f"arxiv:2401.0000{paper}", "value": value, "unit": unit, "quote": quote, "confidence": 0.9}
                for paper, value, unit, quote in sizes
            ]
        ),
        schema.SCALE,
    )


def collection() -> Collection:
    """Return the papers with their claims and sizes."""
    return Collection(papers(), schema.conform(pd.DataFrame(), schema.APPEARANCES), results(), scale())
