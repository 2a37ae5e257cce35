"""Claims and those who make them in the words of the page."""

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from papers.claims import ClaimTable
from papers.claims.table import OTHER
from papers.claims.wording import amount_words, headline_words
from papers.text import readable
from widgets.charts import marks
from widgets.wording import given

MOST_HOVERED = 3_000
"""Claims of which more than the title and the value is said to the pointer."""
LONGEST_BADGE = 26
"""Letters of a badge."""
VERSUS = re.compile(r"^(?:vs\.?|versus|compared (?:to|with)|than|over|against)\s+", re.I)
"""How the words of a comparison may begin, which are said already."""
UNTITLED = "(no title)"


def system_of(papers: pd.DataFrame, row: int) -> str:
    """Return the name of a paper's system; empty if it has none."""
    return str(given(papers["system"].iloc[row]) or "")


def value_words(claim: dict[str, Any]) -> str:
    """Return the value of a claim in words: “2.3×”, “2–3×”; empty of a claim in words."""
    if claim["value"] is None:
        return ""
    high = claim["value_high"]
    return amount_words(claim["value"], claim["unit"] or OTHER, float("nan") if high is None else high)


def headline(claim: dict[str, Any]) -> str:
    """Return a claim as short as a badge has it: “2.3× speed-up”; empty of a claim in words."""
    if claim["value"] is None:
        return ""
    family = claim["family"] if claim["family"] not in (None, OTHER) else claim["metric"] or ""
    high = float("nan") if claim["value_high"] is None else claim["value_high"]
    words = headline_words(claim["value"], claim["unit"] or OTHER, family, claim["direction"] or "", high)
    return words if len(words) <= LONGEST_BADGE else f"{words[: LONGEST_BADGE - 1].rstrip()}…"


def statement(claim: dict[str, Any]) -> str:
    """Return a claim in a line: “2.3× latency, against greedy decoding, on MT-Bench”."""
    words = [" ".join(part for part in (value_words(claim), claim["metric"] or "") if part)]
    if claim["comparison"]:
        words.append(f"compared with {VERSUS.sub('', claim['comparison'])}")
    if claim["on"]:
        words.append(f"on {claim['on']}")
    return ", ".join(word for word in words if word) or (claim["quote"] or "")


def hover(papers: pd.DataFrame, table: ClaimTable, claims: NDArray[np.intp]) -> list[str]:
    """Return what is said of claims to the pointer."""
    titles = papers["title"].iloc[table.paper[claims]].fillna(UNTITLED)
    if len(claims) > MOST_HOVERED:
        return [marks.inert(marks.short(readable(title), 80)) for title in titles]
    out = []
    for place, title in zip(claims.tolist(), titles, strict=True):
        line = marks.wrapped(statement(table.claim(place)), 44, 3)
        out.append(f"<b>{line}</b><br>{marks.wrapped(readable(title))}")
    return out
