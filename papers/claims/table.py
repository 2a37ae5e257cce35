"""The claims of some papers as arrays, and the groups in which they can be compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers import arrays, schema
from papers.claims.wording import group_words

Mask = NDArray[np.bool_]
Better = Literal["higher", "lower", ""]

OTHER = "other"
"""Family and unit of a claim for which the reader gave none."""
UNSAID = ""
"""Direction of a claim that names none."""
NUMBER, WORDS = "number", "words"
"""What a claim is made in."""
FIELDS = ("family", "unit", "direction", "claim")
"""Columns by whose values claims are chosen."""
MISSING = {"family": OTHER, "unit": OTHER, "direction": UNSAID, "claim": NUMBER}
"""What stands for a missing value of these."""


@dataclass(frozen=True)
class Coded:
    """A column of few values: `codes` (m,) are places in `values`, the most frequent first."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]

    @cached_property
    def _code_of(self) -> dict[str, int]:
        return {value: code for code, value in enumerate(self.values)}

    def among(self, values: Sequence[str] | frozenset[str]) -> Mask:
        """Return which entries have any of these values, (m,)."""
        wanted = np.zeros(len(self.values), np.bool_)
        wanted[[self._code_of[value] for value in values if value in self._code_of]] = True
        return wanted[self.codes]

    def __contains__(self, value: object) -> bool:
        return value in self._code_of


@dataclass(frozen=True)
class Group:
    """Claims that can be compared: of one metric family, in one unit.

    Attributes
    ----------
    better : {"higher", "lower", ""}
        Which of two values is the better one, as most of its claims say; empty where they do not.
    claims, papers : int
        How many claims it has, and how many papers make them.
    """

    family: str
    unit: str
    better: Better = ""
    claims: int = 0
    papers: int = field(default=0, compare=False)

    @property
    def label(self) -> str:
        """Family and unit in words: “Speed-up (×)”."""
        return group_words(self.family, self.unit)

    def best(self, values: NDArray[np.float64]) -> float:
        """Return the best of some values, at least one of them; the highest where it is not known which is better."""
        return float(np.nanmin(values) if self.better == "lower" else np.nanmax(values))


class ClaimTable:
    """The claims of n papers, m in all, in the order of the papers.

    Parameters
    ----------
    results : DataFrame
        As `schema.RESULTS`; claims of papers that are not there are left out.
    papers : Series of str
        The `paper_id` of each paper, (n,).

    Attributes
    ----------
    frame : DataFrame
        The claims, m rows.
    paper : (m,) intp
        Row of the paper that makes each claim.
    number : (m,) float64
        The value of each; NaN of a claim in words.
    """

    def __init__(self, results: pd.DataFrame, papers: pd.Series) -> None:
        results = schema.conform(results, schema.RESULTS)
        rows = arrays.places(results["paper_id"], papers)
        known = np.flatnonzero(rows >= 0)
        order = known[np.argsort(rows[known], kind="stable")]
        self.size = len(papers)
        self.frame = results.iloc[order].reset_index(drop=True)
        self.paper: NDArray[np.intp] = rows[order]
        self.number = arrays.numbers(self.frame["value"])
        self.columns = {name: _coded(self.frame[name], MISSING[name]) for name in FIELDS}

    def __len__(self) -> int:
        return len(self.frame)

    @classmethod
    def of_none(cls, papers: int) -> "ClaimTable":
        """Return the table of papers that claim nothing."""
        return cls(pd.DataFrame(), pd.Series(range(papers)))

    @cached_property
    def ends(self) -> NDArray[np.intp]:
        """Where the claims of each paper begin, (n + 1,)."""
        return np.searchsorted(self.paper, np.arange(self.size + 1))

    def of(self, row: int) -> NDArray[np.intp]:
        """Return the claims of the paper in a row."""
        return np.arange(self.ends[row], self.ends[row + 1])

    @cached_property
    def place(self) -> NDArray[np.intp]:
        """Which of its paper's claims each one is, from 0, (m,)."""
        return np.arange(len(self)) - self.ends[self.paper] if len(self) else np.empty(0, np.intp)

    def papers(self, claims: Mask) -> Mask:
        """Return which papers make any of the claims of a mask, (n,)."""
        mask = np.zeros(self.size, np.bool_)
        mask[self.paper[claims]] = True
        return mask

    # groups

    @cached_property
    def _pairs(self) -> tuple[list[Group], NDArray[np.intp]]:
        family, unit = self.columns["family"], self.columns["unit"]
        given = np.flatnonzero(~np.isnan(self.number))
        pair = family.codes[given].astype(np.int64) * max(len(unit.values), 1) + unit.codes[given]
        pairs, code = np.unique(pair, return_inverse=True)
        better = arrays.strings(self.frame["better"])
        signs = np.select(
            [pc.equal(better, side).fill_null(False).to_numpy(zero_copy_only=False) for side in ("higher", "lower")],
            [1, -1],
            0,
        )[given]
        groups = []
        for place, each in enumerate(pairs.tolist()):
            here = given[code == place]
            sign = int(signs[code == place].sum())
            groups.append(
                Group(
                    family.values[each // len(unit.values)],
                    unit.values[each % len(unit.values)],
                    "higher" if sign > 0 else "lower" if sign < 0 else "",
                    len(here),
                    len(np.unique(self.paper[here])),
                )
            )
        order = sorted(range(len(groups)), key=lambda place: (groups[place].family == OTHER, -groups[place].papers))
        rank = np.empty(len(order), np.intp)
        rank[order] = np.arange(len(order))
        group_of = np.full(len(self), -1, np.intp)
        group_of[given] = rank[code] if len(given) else []
        return [groups[place] for place in order], group_of

    @property
    def groups(self) -> list[Group]:
        """The groups, those of most papers first, those of no family last."""
        return self._pairs[0]

    @property
    def group_of(self) -> NDArray[np.intp]:
        """Place of the group of each claim, (m,); -1 of a claim in words."""
        return self._pairs[1]

    def group(self, family: str, unit: str) -> int | None:
        """Return the place of a group; None if no claim is of it."""
        return next((at for at, each in enumerate(self.groups) if (each.family, each.unit) == (family, unit)), None)

    def best_of(self, place: int) -> NDArray[np.float64]:
        """Return the best value that each paper claims in a group, (n,); NaN where it claims none."""
        here = np.flatnonzero(self.group_of == place)
        best = np.full(self.size, np.nan)
        better = np.fmin if self.groups[place].better == "lower" else np.fmax
        better.at(best, self.paper[here], self.number[here])
        return best

    def ranked(self, claims: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return claims of one group from the best to the worst; those that are equally good stay in order."""
        if not len(claims):
            return claims
        sign = 1 if self.groups[self.group_of[claims[0]]].better == "lower" else -1
        return claims[np.argsort(sign * self.number[claims], kind="stable")]

    @cached_property
    def headlines(self) -> NDArray[np.intp]:
        """The claim that speaks for each paper, (n,), -1 where there is none.

        A number goes before words, what says which way is better before what does not, and of equals the one of which
        the reader is surest, then the first.
        """
        out = np.full(self.size, -1, np.intp)
        if not len(self):
            return out
        confidence = np.nan_to_num(arrays.numbers(self.frame["confidence"]))
        telling = ~np.isnan(self.number)
        known = self.frame["better"].notna().to_numpy() & (self.columns["family"].codes >= 0)
        named = ~self.columns["family"].among([OTHER]) & ~self.columns["unit"].among(["count", OTHER])
        order = np.lexsort((-np.arange(len(self)), confidence, known, named, telling, -self.paper))
        out[self.paper[order]] = order  # the last of a paper is the best
        return out

    # one claim

    def claim(self, place: int) -> dict[str, Any]:
        """Return the fields of a claim, None where one is missing."""
        return {name: _plain(values[place]) for name, values in self._arrays.items()}

    @cached_property
    def _arrays(self) -> dict[str, Any]:
        return {str(name): self.frame[name].array for name in self.frame.columns}

    def key(self, place: int) -> str:
        """Return what a claim is called in links: its paper and which of its claims it is."""
        return f"{self.frame['paper_id'].iloc[place]}#{self.place[place]}"

    def find(self, key: str | None, papers: pd.Series) -> int | None:
        """Return the place of the claim of a key; `papers` are the ids of the papers."""
        paper, _, at = (key or "").rpartition("#")
        row = arrays.place(paper, papers) if paper else -1
        if row < 0 or not at.isdecimal() or len(at) > 6:
            return None
        found = self.of(row)
        return int(found[int(at)]) if int(at) < len(found) else None


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.item() if isinstance(value, np.generic) else value


def _coded(series: pd.Series, missing: str) -> Coded:
    encoded = pc.fill_null(arrays.strings(series), missing).dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    names = encoded.dictionary.to_pylist()
    counts = np.bincount(codes, minlength=len(names))
    order = sorted(range(len(names)), key=lambda code: (-counts[code], names[code]))
    place = np.empty(len(names), np.int32)
    place[order] = np.arange(len(names), dtype=np.int32)
    return Coded(tuple(names[code] for code in order), place[codes] if len(codes) else codes)
