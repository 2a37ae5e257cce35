"""What was decided by hand, as it bears on entries: which are one paper and which are not, whatever else is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from papers import identity
from papers.kept import Decision
from papers.kept.decisions import holding

PREFIXES = {"arxiv_id": "arxiv:", "doi": "doi:", "acl_id": "acl:"}
TITLE = "title:"
NONE = -1


@dataclass(frozen=True)
class ByHand:
    """Decisions that bear on entries.

    Attributes
    ----------
    rows, tokens : ndarray of int
        Entry `rows[i]` is of the paper number `tokens[i]`: entries with the same number are one paper.
    apart : list of ndarray of int, each of shape (entries,)
        Entries with different numbers in one of these are two papers; -1 is none.
    """

    rows: np.ndarray
    tokens: np.ndarray
    apart: list[np.ndarray]


def by_hand(evidence: pd.DataFrame, decisions: Sequence[Decision]) -> ByHand:
    """Return what decisions say of entries; evidence as from `matching.evidence`."""
    told = [decision for decision in holding(decisions) if decision.verdict != "later"]
    where = named(evidence, {name for one in told for side in (one.left, one.right) for name in side.names})
    rows: list[np.ndarray] = []
    apart: list[np.ndarray] = []
    for decision in told:
        left, right = (_rows(where, side.names) for side in (decision.left, decision.right))
        if not len(left) or not len(right):
            continue
        if decision.verdict == "same":
            rows.append(np.union1d(left, right))
        else:
            codes = np.full(len(evidence), NONE)
            codes[left], codes[right] = 0, 1
            codes[np.intersect1d(left, right)] = NONE
            apart.append(codes)
    tokens = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
    return ByHand(np.concatenate([np.zeros(0, int), *rows]), tokens, apart)


def named(evidence: pd.DataFrame, names: Iterable[str]) -> dict[str, np.ndarray]:
    """Return the entries that are known by each of the names; those that no entry is known by are left out."""
    wanted = set(names)
    found: dict[str, np.ndarray] = {}
    for kind, prefix in PREFIXES.items():
        ids = [name.removeprefix(prefix) for name in wanted if name.startswith(prefix)]
        if ids:
            rows = np.flatnonzero(evidence[kind].isin(ids))
            found |= _grouped(prefix + evidence[kind].iloc[rows], rows)
    keys = {name.removeprefix(TITLE).split("/", 1)[0] for name in wanted if name.startswith(TITLE)}
    if keys:
        bare = evidence[[*PREFIXES]].isna().all(axis=1)
        rows = np.flatnonzero(bare & evidence["title_key"].fillna("").isin(keys))
        told = pd.Series([next(iter(known_by(evidence, row))) for row in rows.tolist()], dtype="str")
        found |= {name: places for name, places in _grouped(told, rows).items() if name in wanted}
    return found


def known_by(evidence: pd.DataFrame, row: int) -> frozenset[str]:
    """Return what an entry is known by; see `papers.identity.names`."""
    one = evidence.iloc[row]
    arxiv, doi, acl, title = (None if pd.isna(one[name]) else one[name] for name in (*PREFIXES, "title_key"))
    authors = one["authors"] if isinstance(one["authors"], (list, np.ndarray)) else []
    year = None if pd.isna(one["year"]) else int(one["year"])
    return identity.names(arxiv, doi, acl, title, authors, year)


def _rows(where: dict[str, np.ndarray], names: Iterable[str]) -> np.ndarray:
    return np.unique(np.concatenate([np.zeros(0, int), *(where[name] for name in names if name in where)]))


def _grouped(names: pd.Series, rows: np.ndarray) -> dict[str, np.ndarray]:
    codes, texts = pd.factorize(names)
    return {str(text): rows[codes == code] for code, text in enumerate(texts)}
