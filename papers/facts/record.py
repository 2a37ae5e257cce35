"""Facts as one JSON object a paper."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from papers.collection import Collection
from papers.facts.links import links

RESULT = ("value", "value_high", "unit", "metric", "comparison", "on")
SHOWN = ("family", "direction", "better")
EVIDENCE = ("quote", "field", "start", "end", "confidence", "reader")


def records(collection: Collection) -> Iterator[dict[str, Any]]:
    """Return an object for each paper, in order: its names, kind and links, `results`, `scale`, and `claims` in words.

    Every result and size has its quote, which is the text of its field from `start` to `end`.
    """
    numbers = collection.results["value"].notna()
    results = _by_paper(collection.results[numbers], (*RESULT, *SHOWN, *EVIDENCE))
    claims = _by_paper(collection.results[~numbers], ("metric", "comparison", "on", *SHOWN, *EVIDENCE))
    scale = _by_paper(collection.scale, ("value", "unit", *EVIDENCE))
    papers = collection.papers
    columns = (
        "paper_id",
        "title",
        "abstract",
        "system",
        "kind",
        "models",
        "datasets",
        "languages",
        "code_url",
        "project_url",
    )
    for row in papers[list(columns)].itertuples(index=False):
        found = links(row.abstract) if isinstance(row.abstract, str) else ()
        yield {
            "id": row.paper_id,
            "title": row.title,
            "system": _plain(row.system),
            "kind": _plain(row.kind),
            "results": results.get(str(row.paper_id), []),
            "scale": scale.get(str(row.paper_id), []),
            "claims": claims.get(str(row.paper_id), []),
            "models": _list(row.models),
            "datasets": _list(row.datasets),
            "languages": _list(row.languages),
            "code": list(found) or [link for link in (_plain(row.code_url), _plain(row.project_url)) if link],
        }


def _by_paper(table: pd.DataFrame, columns: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    out: dict[str, list[dict[str, Any]]] = {}
    values = zip(*(table[name].astype(object) for name in columns), strict=True)
    for paper_id, row in zip(table["paper_id"], values, strict=True):
        out.setdefault(paper_id, []).append({name: _plain(value) for name, value in zip(columns, row, strict=True)})
    return out


def _plain(value: Any) -> Any:
    return None if value is None or pd.isna(value) else value


def _list(value: Any) -> list[str]:
    return [] if value is None or value is pd.NA else [str(one) for one in value]
