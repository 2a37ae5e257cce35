"""Invented papers that widgets are tried on."""

from typing import Any

import pandas as pd
import pyarrow as pa

from papers import schema


def many(*lists: list[str] | None) -> pd.Series:
    """Return a many-valued column."""
    return pd.Series(pa.array(lists, pa.list_(pa.string())), dtype=schema.MANY)


def papers(**columns: Any) -> pd.DataFrame:
    """Return papers with these columns, as the schema has them; ids and titles are made."""
    n = len(next(iter(columns.values()))) if columns else 0
    made = {"paper_id": [f"title:p{i}" for i in range(n)], "title": [f"Paper {i}" for i in range(n)]}
    return schema.conform(pd.DataFrame(made | columns))


def shelf() -> pd.DataFrame:
    """Return eight papers with a venue, authors, a date and upvotes; some of each are missing."""
    return papers(
        title=["Owls", "Wrens", "Ravens", "Terns", "Gulls", "Swans", "Rooks", "Finches"],
        venue=["ACL", "ACL", "ACL", "EMNLP", "EMNLP", "Zürich NLP", None, None],
        authors=many(["Ada", "Bo"], ["Ada"], ["Bo"], ["Ada", "Bo", "Cy"], ["Cy"], ["Émile"], [], None),
        published=pd.to_datetime(
            ["2023-01-10", "2023-02-20", "2023-03-05", "2024-01-15", "2024-02-01", "2024-06-30", "2024-01-01", None]
        ).astype(schema.DATE),
        published_precision=["day"] * 6 + ["year", None],
        upvotes=pd.array([0, 5, 10, 10, 60, 60, None, 61], dtype="Int64"),
        score=[0.0, 0.1, 0.25, 0.5, 0.75, 1.0, None, 0.5],
    )


AWKWARD: dict[str, pd.DataFrame] = {
    "no papers": papers(),
    "one paper": papers(venue=["ACL"], upvotes=pd.array([3], dtype="Int64"), authors=many(["Ada"])),
    "nothing given": papers(venue=[None, None], authors=many(None, []), upvotes=pd.array([None, None], dtype="Int64")),
    "hostile words": papers(
        venue=["<img src=x onerror=alert(1)>", "", "a" * 5_000, "‮reversed", "line\nbreak", "None"],
        authors=many(["<script>"], ["=1+1"], [""], ["a\x00b"], ["é", "é"], ["None"]),
    ),
    "extremes": papers(
        impact=[-1e300, 1e300, float("inf"), float("nan"), 0.0],
        published=pd.Series(["1678-01-01", "2261-12-31", None, "1970-01-01", "2024-02-29"], dtype=schema.DATE),
        rank=[2**53, -(2**53), 0, 1, 1],
    ),
    "same everywhere": papers(venue=["ACL"] * 3, upvotes=pd.array([7] * 3, dtype="Int64"), score=[0.5] * 3),
}
"""Frames that have broken software before."""
