"""The claims of a collection with what somebody corrected by hand."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from papers import identity, schema
from papers.collection import Collection
from papers.facts import families
from papers.kept import Correction, Side

HAND = "hand"
"""Who read a claim that a person confirmed or wrote."""
FIELDS = tuple(name for name in schema.RESULTS if name != "paper_id")
"""What a claim is made of."""
EDITABLE = ("value", "value_high", "unit", "family", "metric", "direction", "comparison", "on")
"""What of it a person can change; the quote stays, because it is the evidence."""
LONGEST_QUOTE = 40
"""Words of a quote."""
TEXTS = ("abstract", "title")
"""Where a quote is looked for."""
GOLD_RESULT = ("value", "value_high", "unit", "metric", "comparison", "on", "quote", "start", "end", "confidence")
GOLD_SIZE = ("value", "unit", "quote", "start", "end", "confidence")
"""What a result and a size are in an annotation ..."""
STATED = ("metric", "comparison", "on", "quote")
"""... of which these are there also where they are null."""


def side(papers: pd.DataFrame, row: int) -> Side:
    """Return what a paper is known by from one load to the next."""
    cells = papers.iloc[row]
    texts = {name: _plain(cells.get(name)) for name in ("arxiv_id", "doi", "acl_id", "title")}
    authors = cells.get("authors")
    published = cells.get("published")
    names = identity.names(
        texts["arxiv_id"],
        texts["doi"],
        texts["acl_id"],
        identity.title_key(texts["title"] or ""),
        [str(name) for name in authors] if isinstance(authors, (list, np.ndarray)) else [],
        None if published is None or pd.isna(published) else int(published.year),
    )
    return Side(names, texts["title"] or "")


def corrected(collection: Collection, corrections: Sequence[Correction]) -> Collection:
    """Return the collection with its results as they were corrected.

    A claim that was confirmed or edited stands where it stood, read by hand and beyond doubt, also where the reader
    finds it no more; one that is wrong is left out.
    """
    if not corrections:
        return collection
    at = dict(found(collection.papers, corrections))
    results = collection.results
    ids = results["paper_id"].to_numpy(object)
    order = np.arange(len(results), dtype=np.float64)
    kept = np.ones(len(results), np.bool_)
    added: list[dict[str, Any]] = []
    places: list[float] = []
    for correction in corrections:
        paper = at.get(correction.number)
        if paper is None:
            continue
        here = [place for place in np.flatnonzero(ids == paper).tolist() if correction.is_of(claim_of(results, place))]
        kept[here] = False
        if correction.holds is not None:
            known = {name: correction.holds.get(name) for name in FIELDS}
            added.append({"paper_id": paper, **known, "confidence": 1.0, "reader": HAND})
            places.append(float(min(here, default=len(results))))
    table = pd.concat([results[kept], schema.conform(pd.DataFrame(added), schema.RESULTS)], ignore_index=True)
    table = table.iloc[np.argsort(np.append(order[kept], places), kind="stable")]
    return replace(collection, results=schema.conform(table, schema.RESULTS))


def claim_of(results: pd.DataFrame, place: int) -> dict[str, Any]:
    """Return a claim of the table as plain values, None for what is missing."""
    cells = results.iloc[place]
    return {name: _plain(cells[name]) for name in FIELDS}


def edited(claim: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a claim with some of what is `EDITABLE` changed.

    Raises
    ------
    ValueError
        If something cannot be changed, or a number is none.
    """
    unknown = sorted(set(changes) - set(EDITABLE))
    if unknown:
        raise ValueError(f"“{unknown[0]}” of a claim cannot be changed; {', '.join(EDITABLE)} can.")
    values: dict[str, Any] = {}
    for name, value in changes.items():
        if name in ("value", "value_high"):
            values[name] = _number(value)
        else:
            values[name] = " ".join(str(value).split()) or None if value is not None else None
    made = {**claim, **values}
    made["claim"] = "words" if made["value"] is None else "number"
    return made


def added(paper: Mapping[str, Any], changes: Mapping[str, Any], quote: str) -> dict[str, Any]:
    """Return a claim of a paper that no reader found.

    Parameters
    ----------
    paper : mapping
        Its `title` and `abstract`.
    changes : mapping
        Values of `EDITABLE`.
    quote : str
        The words that state it, as they stand in the title or abstract; any where these are not at hand.

    Raises
    ------
    ValueError
        If nothing is claimed, a number is none, or the quote is missing, too long or not in the text.
    """
    made = edited(dict.fromkeys(FIELDS), changes)
    if made["value"] is None and not made["metric"]:
        raise ValueError("Say what is claimed: a value, what is measured, or both.")
    words = quote.split()
    if not 0 < len(words) <= LONGEST_QUOTE:
        raise ValueError(f"Copy the words that state it from the paper, at most {LONGEST_QUOTE}.")
    made |= {"quote": " ".join(words), "better": families.better(made["family"] or "")}
    texts = {name: text for name in TEXTS if (text := _plain(paper.get(name)))}
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for name, text in texts.items():
        if at := pattern.search(text):
            return made | {"quote": at[0], "field": name, "start": at.start(), "end": at.end()}
    if "abstract" in texts:
        raise ValueError("These words stand neither in the title nor in the abstract; copy them from there.")
    return made


def annotations(collection: Collection, corrections: Iterable[Correction]) -> str:
    """Return the papers that were corrected as annotations: JSON Lines, an object a paper with all that holds of it."""
    papers = collection.papers
    wanted = {paper for _, paper in found(papers, list(corrections))}
    lines = []
    for row in np.flatnonzero(papers["paper_id"].isin(wanted)).tolist():
        cells = papers.iloc[row]
        annotation = {
            "id": cells["paper_id"],
            "title": _plain(cells["title"]),
            "system": _plain(cells["system"]),
            "kind": _plain(cells["kind"]),
            "results": _facts(collection.results, cells["paper_id"], GOLD_RESULT),
            "scale": _facts(collection.scale, cells["paper_id"], GOLD_SIZE),
            **{name: _list(cells[name]) for name in ("models", "datasets", "languages")},
            "code": [url for url in (_plain(cells["code_url"]), _plain(cells["project_url"])) if url],
        }
        lines.append(json.dumps(annotation, ensure_ascii=False) + "\n")
    return "".join(lines)


def _facts(table: pd.DataFrame, paper: str, names: tuple[str, ...]) -> list[dict[str, Any]]:
    here = table[(table["paper_id"] == paper).to_numpy(np.bool_, na_value=False) & table["value"].notna().to_numpy()]
    facts = ({name: _plain(cells[name]) for name in names} for _, cells in here.iterrows())
    return [{name: value for name, value in fact.items() if value is not None or name in STATED} for fact in facts]


def found(papers: pd.DataFrame, corrections: Sequence[Correction]) -> Iterator[tuple[int, str]]:
    """Return number and `paper_id` of each correction whose paper is among these."""
    by_name: dict[str, str] = {}
    for prefix, column in (("arxiv", "arxiv_id"), ("doi", "doi"), ("acl", "acl_id")):
        if any(name.startswith(f"{prefix}:") for each in corrections for name in each.paper.names):
            given = papers[column].notna().to_numpy()
            names = zip(papers.loc[given, column], papers.loc[given, "paper_id"], strict=True)
            by_name |= {f"{prefix}:{value}": paper for value, paper in names}
    if any(name.startswith("title:") for each in corrections for name in each.paper.names):
        bare = papers[["arxiv_id", "doi", "acl_id"]].isna().all(axis=1).to_numpy()
        for row in np.flatnonzero(bare).tolist():
            by_name |= dict.fromkeys(side(papers, row).names, papers["paper_id"].iloc[row])
    for correction in corrections:
        paper = next((by_name[name] for name in sorted(correction.paper.names) if name in by_name), None)
        if paper is not None:
            yield correction.number, paper


def _number(value: Any) -> float | None:
    if value is None or value == "":
        return None
    try:
        number = float(str(value).replace(",", ""))
    except ValueError as error:
        raise ValueError(f"“{value}” is no number; write it as 2.5 or 1200.") from error
    if not np.isfinite(number):
        raise ValueError(f"“{value}” is no number that can be compared.")
    return number


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.item() if isinstance(value, np.generic) else value


def _list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, np.ndarray)) else []
