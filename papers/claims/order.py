"""Orders in which claims can be listed."""

from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers import arrays
from papers.claims.table import ClaimTable
from papers.dimensions import Dates, Dimensions

Rows = NDArray[np.intp]

GROUP = "group"
"""The order of claims that were never sorted: by group, the best of each first."""
ORDERS = (GROUP, "value", "metric", "comparison", "on", "paper", "published", "confidence")
DOWN = "-"
"""How the names of orders begin that run the other way."""

_orders: WeakKeyDictionary[Dimensions, dict[str, Rows]] = WeakKeyDictionary()


def ordered(dimensions: Dimensions, name: str, rows: Rows) -> Rows:
    """Return claims in an order, one of `ORDERS`, or with `DOWN` before it from its end.

    All claims are sorted once, and that is remembered for as long as the dimensions live.

    Parameters
    ----------
    rows : (k,)
        Places of claims.
    """
    known = _orders.setdefault(dimensions, {})
    if name not in known:
        column = name.removeprefix(DOWN)
        known[name] = _sorted(dimensions, column if column in ORDERS else GROUP, down=name.startswith(DOWN))
    everything = known[name]
    wanted = np.zeros(len(everything), np.bool_)
    wanted[rows] = True
    return everything[wanted[everything]]


def _sorted(dimensions: Dimensions, column: str, *, down: bool) -> Rows:
    """Return all claims in an order; what has no value comes last, whichever way it runs."""
    table = dimensions.claims
    match column:
        case "group":
            return by_group(table)[::-1] if down else by_group(table)
        case "value":
            return _by_number(table.number, down)
        case "confidence":
            return _by_number(arrays.numbers(table.frame["confidence"]), down)
        case "published":
            dimension = dimensions.get("published")
            assert isinstance(dimension, Dates)
            return _by_number(dimension.positions[table.paper], down)
        case "paper":
            return _by_text(arrays.strings(dimensions.papers["title"]).take(pa.array(table.paper)), down)
    return _by_text(arrays.strings(table.frame[column]), down)


def by_group(table: ClaimTable) -> Rows:
    """Return all claims by group, the best of each first; those in words come last."""
    signs = np.array([1.0 if group.better == "lower" else -1.0 for group in table.groups] + [0.0])
    group = np.where(table.group_of < 0, len(table.groups), table.group_of)
    key = np.where(table.group_of < 0, 0.0, np.nan_to_num(table.number) * signs[group])
    return np.lexsort((np.arange(len(table)), key, group))


def _by_number(values: NDArray[np.float64], down: bool) -> Rows:
    return np.argsort(-values if down else values, kind="stable")  # NaN last


def _by_text(values: pa.Array, down: bool) -> Rows:
    table = pa.table({"key": pc.utf8_lower(pc.utf8_trim_whitespace(values)), "row": np.arange(len(values))})
    by = [("key", "descending" if down else "ascending"), ("row", "ascending")]
    return pc.sort_indices(table, sort_keys=by).to_numpy().astype(np.intp)
