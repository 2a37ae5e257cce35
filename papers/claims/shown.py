"""Which claims are shown: those of the papers that pass all clauses, as far as the claims themselves are meant."""

import numpy as np

from papers.claims.columns import FAMILIES
from papers.claims.table import Mask
from papers.clauses import Claims, Values
from papers.crossfilter import Crossfilter


def asked(crossfilter: Crossfilter) -> Claims:
    """Return the clause about claims; one that asks for nothing if there is none."""
    clause = crossfilter.clauses.get(Claims.KEY)
    return clause if isinstance(clause, Claims) else Claims()


def shown(crossfilter: Crossfilter, without: str = "") -> Mask:
    """Return which claims are shown, (m,).

    Parameters
    ----------
    without : str, optional
        A field of `Claims` (or “spans”) that is left out of account: what everybody else asks.
    """
    table = crossfilter.dimensions.claims
    clause = asked(crossfilter)
    mask = crossfilter.mask(without=Claims.KEY)[table.paper]
    mask = mask & (clause.without(without) if without else clause).chosen(table)
    families = crossfilter.clauses.get(FAMILIES)
    if isinstance(families, Values) and families.match in ("any", "all"):  # which papers have them is not all it says
        named = [value for value in families.include if isinstance(value, str)]
        if named:
            mask &= table.columns["family"].among(named)
        hidden = [value for value in families.exclude if isinstance(value, str)]
        mask &= ~table.columns["family"].among(hidden)
    return mask


def count(crossfilter: Crossfilter) -> tuple[int, int]:
    """Return how many claims are shown, and how many papers make them."""
    mask = shown(crossfilter)
    table = crossfilter.dimensions.claims
    return int(np.count_nonzero(mask)), int(np.count_nonzero(table.papers(mask)))
