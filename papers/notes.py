"""What joining has to say about its sources, collected as sentences for the user."""

from dataclasses import replace

import numpy as np
import pandas as pd

from papers import schema
from papers.collection import Skipped, Source
from papers.matching import KINDS
from papers.merging import ENTRY, KNOWN, Rows


class Notes:
    """Sentences about rows, each kept with the source of its rows."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._given = sources
        self._skipped: list[list[Skipped]] = [[] for _ in sources]
        self._warnings: list[list[str]] = [[] for _ in sources]

    def sources(self) -> tuple[Source, ...]:
        """Return the sources with what was noted; what they say already is not said twice."""
        return tuple(
            replace(
                source,
                skipped=tuple(dict.fromkeys([*source.skipped, *skipped])),
                warnings=tuple(dict.fromkeys([*source.warnings, *warnings])),
            )
            for source, skipped, warnings in zip(self._given, self._skipped, self._warnings, strict=True)
        )

    def unreadable(self, rows: Rows, evidence: pd.DataFrame) -> None:
        """Note identifiers that are none."""
        for kind in KINDS:
            bad = rows.frame[kind].notna() & (rows.frame[kind] != "") & evidence[kind].isna()
            if kind == "doi":
                bad &= evidence["arxiv_id"].isna()  # an arXiv paper's DOI was read as its arXiv id
            label = schema.PAPERS[kind].label
            self._warn(rows, bad.to_numpy(dtype=bool), kind, f"in the column “{kind}” cannot be read as {label}")

    def nameless(self, rows: Rows, mask: np.ndarray) -> None:
        """Note entries that were left out because nothing tells which paper they are."""
        for row in np.flatnonzero(mask):
            place = int(rows.source[row])
            reason = "It has no title, identifier, link or abstract to know the paper by."
            self._skipped[place].append(Skipped(self._given[place].name, f"entry {rows.number[row]}", reason))

    def apart(self, rows: Rows, mask: np.ndarray) -> None:
        """Note entries that share an identifier with others and were left apart all the same."""
        told = (
            "shares an identifier with a paper that has a different one of another kind; it was left a paper of its own"
        )
        self._warn(rows, mask, "title", told)

    def unsure(self, rows: Rows, mask: np.ndarray) -> None:
        """Note entries that could be any of several papers of their title."""
        mask = mask & rows.frame[[*KINDS]].isna().all(axis=1).to_numpy() & (rows.role == ENTRY)
        told = "is the title of several papers; without author, year and identifier it was left a paper of its own"
        self._warn(rows, mask, "title", told)

    def together(self, rows: Rows, labels: np.ndarray, titles: pd.Series) -> None:
        """Note entries of one source that became one paper although their titles differ."""
        table = pd.DataFrame({"source": rows.source, "label": labels, "title": titles.to_numpy()})
        table = table[(rows.role != KNOWN) & table["title"].notna()]
        distinct = table.drop_duplicates()
        several = distinct[distinct.duplicated(["source", "label"], keep=False)].index
        mask = np.zeros(len(rows), dtype=bool)
        mask[several] = True
        self._warn(rows, mask, "title", "has the identifier of an entry with another title; they became one paper")

    def _warn(self, rows: Rows, mask: np.ndarray, column: str, told: str) -> None:
        """Note, for each source of the rows, the first of their values and how many different ones there are."""
        mask = mask & (rows.source >= 0)
        for place in np.unique(rows.source[mask]):
            first, *others = rows.frame.loc[mask & (rows.source == place), column].unique()
            shown = "An entry without title" if pd.isna(first) else f"“{first}”"
            more = f" So it is with {len(others)} more." if others else ""
            self._warnings[place].append(f"{shown} {told}.{more}")
