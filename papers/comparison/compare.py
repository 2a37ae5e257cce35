"""The aspects of papers that stand side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from papers import schema
from papers.claims.table import NUMBER, OTHER
from papers.claims.wording import amount_words
from papers.collection import Collection
from papers.comparison.comparable import judge
from papers.text import readable

MOST = 12
"""Papers that can be read side by side."""
FACTS = ("kind", "system", "what", "models", "datasets", "sizes", "results", "words", "languages", "code")
"""Aspects in their order; that of results stands for one row for each metric family and unit."""
LABELS = {
    "kind": "Kind",
    "system": "System",
    "what": "What it is",
    "models": "Models",
    "datasets": "Data",
    "sizes": "Sizes",
    "words": "Claims in words",
    "languages": "Languages",
    "code": "Code",
}
EXCERPT = 280
"""Letters of an abstract that stand where there is no summary."""
NOTES = "Notes"
"""The column of one's own that is there without being added."""

Own = Mapping[str, Sequence[str]]
"""What the user wrote: for each column of their own the text of each paper, empty where there is none."""


@dataclass(frozen=True)
class Part:
    """One value of a cell.

    Attributes
    ----------
    claim, size : int or None
        Its place in the table of claims or of sizes, for its evidence.
    about : str
        What else is to be said of it: what is measured, where, against what.
    best : bool
        Whether it is the best of its row.
    """

    text: str
    claim: int | None = None
    size: int | None = None
    about: str = ""
    link: str = ""
    best: bool = False


@dataclass(frozen=True)
class Cell:
    """What a paper has of an aspect; no part where it has nothing."""

    parts: tuple[Part, ...] = ()
    origin: str = ""

    @property
    def text(self) -> str:
        """All parts in words; the best is marked by a star."""
        return "; ".join(
            f"{part.text}{f' ({part.about})' if part.about else ''}{' *' if part.best else ''}" for part in self.parts
        )


@dataclass(frozen=True)
class Aspect:
    """A row: what each paper has of one aspect.

    Attributes
    ----------
    name : str
        `FACTS`, “results:<family>|<unit>”, or “own:<column>”.
    words : str
        On what values were compared, or why they were not; empty where there is nothing to compare.
    """

    name: str
    label: str
    cells: tuple[Cell, ...]
    words: str = ""

    @property
    def own(self) -> bool:
        """Whether the user fills it."""
        return self.name.startswith("own:")


@dataclass(frozen=True)
class Comparison:
    """Papers side by side: `papers` are their ids, `titles` what they are called, `rows` their rows."""

    papers: tuple[str, ...]
    titles: tuple[str, ...]
    rows: tuple[int, ...]
    aspects: tuple[Aspect, ...] = field(default=())


def compare(collection: Collection, ids: Sequence[str], own: Own | None = None) -> Comparison:
    """Return papers side by side; ids that are not there, and those beyond `MOST`, are left out.

    An aspect of which no paper has anything is left out, but for those that the user fills.
    """
    index = pd.Index(collection.papers["paper_id"])
    found = index.get_indexer(pd.Index(list(dict.fromkeys(ids)), dtype="str"))
    rows = [int(row) for row in found if row >= 0][:MOST]
    titles = [readable(_text(collection.papers["title"].iloc[row]) or "(no title)") for row in rows]
    aspects = [
        aspect
        for name in FACTS
        for aspect in (_results(collection, rows) if name == "results" else [_fact(collection, rows, name)])
        if any(cell.parts for cell in aspect.cells)
    ]
    aspects += [
        Aspect(f"own:{column}", column, tuple(Cell((Part(text),) if text else ()) for text in texts))
        for column, texts in (own or {}).items()
    ]
    return Comparison(tuple(str(index[row]) for row in rows), tuple(titles), tuple(rows), tuple(aspects))


def _fact(collection: Collection, rows: Sequence[int], name: str) -> Aspect:
    make = {"what": _what, "sizes": _sizes, "words": _in_words, "code": _code}.get(name)
    cells = (make(collection, row) if make else _plain(collection, row, name) for row in rows)
    return Aspect(name, LABELS[name], tuple(cells))


def _plain(collection: Collection, row: int, column: str) -> Cell:
    value = collection.papers[column].iloc[row]
    values = [str(item) for item in value] if isinstance(value, (list, np.ndarray)) else [_text(value)]
    parts = tuple(Part(text) for text in values if text)
    return Cell(parts, _origin(collection, row, column) if parts else "")


def _what(collection: Collection, row: int) -> Cell:
    for column in ("summary", "abstract"):
        text = readable(_text(collection.papers[column].iloc[row]))
        if text:
            text = text if len(text) <= EXCERPT else f"{text[:EXCERPT].rsplit(' ', 1)[0]}…"
            return Cell((Part(text),), _origin(collection, row, column))
    return Cell()


def _sizes(collection: Collection, row: int) -> Cell:
    scale = collection.scale
    mine = (scale["paper_id"] == collection.papers["paper_id"].iloc[row]).to_numpy(np.bool_, na_value=False)
    parts = [
        Part(amount_words(float(size["value"]), _text(size["unit"]) or OTHER), size=int(place))
        for place, size in scale[mine].iterrows()
        if not pd.isna(size["value"])
    ]
    return Cell(tuple({part.text: part for part in reversed(parts)}.values())[::-1])


def _in_words(collection: Collection, row: int) -> Cell:
    table = collection.claims
    parts = []
    for place in table.of(row).tolist():
        claim = table.claim(place)
        if claim["value"] is None:
            parts.append(Part(readable(claim["quote"] or claim["metric"] or ""), claim=place))
    return Cell(tuple(part for part in parts if part.text))


def _code(collection: Collection, row: int) -> Cell:
    links = [_text(collection.papers[column].iloc[row]) for column in ("code_url", "project_url")]
    return Cell(tuple(Part(link.removeprefix("https://"), link=link) for link in dict.fromkeys(links) if link))


def _results(collection: Collection, rows: Sequence[int]) -> list[Aspect]:
    """Return a row for each group of claims that any of the papers make, those of most papers first."""
    table = collection.claims
    made = [[place for place in table.of(row).tolist() if table.group_of[place] >= 0] for row in rows]
    groups: dict[int, int] = {}
    for places in made:
        for group in {int(table.group_of[place]) for place in places}:
            groups[group] = groups.get(group, 0) + 1
    aspects = []
    for group in sorted(groups, key=lambda each: (-groups[each], each)):
        of = table.groups[group]
        claims = [
            [(place, table.claim(place)) for place in places if table.group_of[place] == group] for places in made
        ]
        verdict = judge(of, claims)
        cells = tuple(
            Cell(tuple(_claimed(place, claim, place in verdict.best) for place, claim in each)) for each in claims
        )
        aspects.append(Aspect(f"results:{of.family}|{of.unit}", of.label, cells, verdict.words))
    return aspects


def _claimed(place: int, claim: Mapping[str, Any], best: bool) -> Part:
    high = claim["value_high"]
    text = amount_words(claim["value"], claim["unit"] or OTHER, float("nan") if high is None else high)
    metric = claim["metric"] if (claim["metric"] or "").lower() != (claim["family"] or "").lower() else None
    against = f"against {claim['comparison']}" if claim["comparison"] else None
    on = f"on {claim['on']}" if claim["on"] else None
    about = ", ".join(part for part in (metric, on, against) if part)
    return Part(text, claim=place, about=about if claim["claim"] != NUMBER or about else "", best=best)


def _origin(collection: Collection, row: int, column: str) -> str:
    """Return where a value comes from, in words."""
    if column not in collection.origins:
        return ""
    place = int(collection.origins[column].to_numpy()[row])
    name = f"from {collection.sources[place].name}" if place >= 0 else "read from the text"
    return f"{schema.PAPERS[column].label}: {name}"


def _text(value: Any) -> str:
    return "" if value is None or value is pd.NA or value != value else str(value)
