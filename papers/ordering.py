"""Orders in which papers can be listed: by each of their signals, from either end."""

from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers import arrays, schema
from papers.clauses.text import MEANING
from papers.dimensions import Dates, Dimensions
from papers.search import folded, looks

Rows = NDArray[np.intp]
Asked = tuple[str, float]
"""What is searched for, and how much meaning counts."""
Key = Callable[[Dimensions, Asked], Rows]
"""Gives all rows in order, (n,), of some papers and a query."""

AUTOMATIC = ""
"""What stands for no choice: by relevance while something is searched for, else as the sources list the papers."""
REVERSE, OWN = "reverse:", "by:"
"""How the names of orders begin that run the other way, and of those by a column of the reader's own tables."""
SEED = 20240527
"""Makes the random order the same each time, so that a link to it means something."""


@dataclass(frozen=True)
class Ordering:
    """An order of papers.

    Attributes
    ----------
    name : str
        What it is called in links.
    label, about : str
        What it is called on the page, and a sentence that explains it.
    column : str or None
        The column whose values decide; papers need one value at least.
    key : callable
    """

    name: str
    label: str
    about: str
    column: str | None
    key: Key

    def order(self, dimensions: Dimensions, rows: Rows, query: str = "", meaning: float = MEANING) -> Rows:
        """Return the rows in this order.

        Parameters
        ----------
        dimensions : Dimensions
            Those of n papers; sorted once and remembered for as long as they live: sorting 100,000 titles takes longer
            than a page can wait.
        rows : (k,) integers
            Positions of papers, none twice.
        query : str
            What is searched for.
        meaning : float
            How much meaning counts in it.

        Returns
        -------
        (k,) intp
        """
        known = _orders.setdefault(dimensions, {})
        asked = (query, meaning) if self.name == RELEVANCE else ("", MEANING)
        if self.name not in known or known[self.name][0] != asked:
            known[self.name] = asked, self.key(dimensions, asked)
        everything = known[self.name][1]
        wanted = np.zeros(len(everything), np.bool_)
        wanted[np.asarray(rows, np.intp)] = True
        return everything[wanted[everything]]


_orders: WeakKeyDictionary[Dimensions, dict[str, tuple[Asked, Rows]]] = WeakKeyDictionary()
"""All rows in each order, with the query that it is for."""
_offered: WeakKeyDictionary[Dimensions, dict[str, Ordering]] = WeakKeyDictionary()
"""The orders that some papers have whatever is searched for."""

RELEVANCE = "relevance"


def available(dimensions: Dimensions, query: str = "") -> dict[str, Ordering]:
    """Return the orders in which these papers can be listed while a query (or none) is searched for, by name."""
    if dimensions not in _offered:
        filled = set(dimensions.names())
        own = [name for name in dimensions.names(("number", "date")) if _is_own(dimensions, name)]
        fixed = (each for each in FIXED if each.column is None or (each.column in filled and each.column not in own))
        both_ways = [*fixed, *(each for name in own for each in _own(dimensions, name))]
        _offered[dimensions] = {each.name: each for each in both_ways}
    return ({RELEVANCE: BY_RELEVANCE} if looks(query) else {}) | _offered[dimensions]


def effective(name: str, dimensions: Dimensions, query: str = "") -> Ordering:
    """Return the order that a name stands for; one that these papers do not have is as if none were chosen."""
    offered = available(dimensions, query)
    return offered.get(name) or offered[_automatic(query)]


def chosen(name: str, query: str = "") -> str:
    """Return what to remember of a choice by hand: choosing what comes by itself leaves it to come by itself."""
    return AUTOMATIC if name == _automatic(query) else name


def reversed_name(name: str) -> str:
    """Return the name of the order that runs the other way, which not all orders have.

    >>> reversed_name("upvotes"), reversed_name("reverse:upvotes"), reversed_name("oldest")
    ('reverse:upvotes', 'upvotes', 'newest')
    """
    if name in _DATED_PAIR:
        return _DATED_PAIR[name]
    return name.removeprefix(REVERSE) if name.startswith(REVERSE) else f"{REVERSE}{name}"


def _automatic(query: str) -> str:
    return RELEVANCE if looks(query) else "source"


# how rows are sorted


def _by_number(column: str, sign: int) -> Key:
    return lambda dimensions, _: np.argsort(sign * arrays.numbers(dimensions.series(column)), kind="stable")  # NaN last


def _by_date(column: str, sign: int) -> Key:
    """Sort by the last day on which it can have been (`sign` 1), or by the first, backwards."""

    def key(dimensions: Dimensions, _: Asked) -> Rows:
        dimension = dimensions.get(column)
        assert isinstance(dimension, Dates)
        missing = np.isnat(dimension.first)
        first, last = (np.where(missing, np.nan, days.astype(np.float64)) for days in (dimension.first, dimension.last))
        return np.lexsort((last - first, last if sign > 0 else -first))

    return key


def _by_title(direction: str) -> Key:
    def key(dimensions: Dimensions, _: Asked) -> Rows:
        titles = arrays.strings(dimensions.series("title"))
        words = pc.utf8_trim_whitespace(pc.replace_substring_regex(folded([titles.fill_null("")]), " +", " "))
        table = pa.table({"title": pc.if_else(titles.is_valid(), words, None), "row": np.arange(len(titles))})
        by = [("title", direction), ("row", "ascending")]
        return pc.sort_indices(table, sort_keys=by).to_numpy().astype(np.intp)

    return key


def _by_relevance(dimensions: Dimensions, asked: Asked) -> Rows:
    return np.argsort(-dimensions.search.answer(*asked).scores, kind="stable")


def _random(dimensions: Dimensions, _: Asked) -> Rows:
    return np.random.default_rng(SEED).permutation(len(dimensions))


# the orders there are

_SAME = "Ties stay in the order of the source."
_DATED = (
    "A paper known only to its month or year follows the others of that month or year; papers without a date come last."
)
_DATED_PAIR = {"newest": "oldest", "oldest": "newest"}


def _numbers(
    column: str, labels: tuple[str, str], about: str, *, name: str = "", best: int = -1
) -> tuple[Ordering, Ordering]:
    """Return the orders by a number, the best first (`best` -1: the greatest) and last."""
    name = name or column
    return (
        Ordering(name, labels[0], f"{about} {_SAME}", column, _by_number(column, best)),
        Ordering(f"{REVERSE}{name}", labels[1], f"{about} {_SAME}", column, _by_number(column, -best)),
    )


def _counted(column: str) -> tuple[Ordering, Ordering]:
    about = f"By {column} when the source was read; papers for which it gives none come last."
    return _numbers(column, (f"Most {column}", f"Fewest {column}"), about)


BY_RELEVANCE = Ordering(
    RELEVANCE,
    "Relevance",
    "By how well a paper answers the search: how often its words occur, rare ones counting more, in a long text less"
    " (BM25), blended with how alike its meaning is.",
    None,
    _by_relevance,
)

FIXED: tuple[Ordering, ...] = (
    Ordering("source", "Order of the source", "As the sources list them.", None, lambda d, _: np.arange(len(d))),
    Ordering(
        f"{REVERSE}source",
        "Order of the source, last first",
        "As the sources list them, from the end.",
        None,
        lambda d, _: np.arange(len(d))[::-1],
    ),
    Ordering("newest", "Newest first", f"By date of publication. {_DATED}", "published", _by_date("published", -1)),
    Ordering("oldest", "Oldest first", f"By date of publication. {_DATED}", "published", _by_date("published", 1)),
    Ordering(
        "listed",
        "Listed last",
        "By the day on which a list showed the paper, latest first; papers without one come last.",
        "listed",
        _by_date("listed", -1),
    ),
    Ordering(
        f"{REVERSE}listed",
        "Listed first",
        "By the day on which a list showed the paper, earliest first; papers without one come last.",
        "listed",
        _by_date("listed", 1),
    ),
    *(each for column in ("upvotes", "comments", "citations", "stars") for each in _counted(column)),
    *_numbers(
        "momentum",
        ("Most momentum", "Least momentum"),
        "By upvotes a day since the paper was listed (else published), up to when its list was read or the last day"
        " listed here; papers without upvotes come last.",
    ),
    *_numbers(
        "best_rank",
        ("Best place on a page", "Worst place on a page"),
        "By the best place that a paper has on any page.",
        name="rank",
        best=1,
    ),
    *_numbers(
        "page_count",
        ("On most pages", "On fewest pages"),
        "By the number of pages that a paper stands on.",
        name="pages",
    ),
    Ordering(
        "title", "Title, A to Z", "By title; case, accents and signs do not matter.", "title", _by_title("ascending")
    ),
    Ordering(
        f"{REVERSE}title",
        "Title, Z to A",
        "By title, backwards; case, accents and signs do not matter.",
        "title",
        _by_title("descending"),
    ),
    Ordering("random", "Random", "Shuffled, in the same way each time.", None, _random),
)
"""The orders that any papers can have, but for that by relevance."""


def _is_own(dimensions: Dimensions, name: str) -> bool:
    """Return whether a column is the reader's own, neither ours nor derived."""
    return name in dimensions.papers and name not in schema.PAPERS


def _own(dimensions: Dimensions, column: str) -> tuple[Ordering, Ordering]:
    """Return the orders by a number or date column of the reader's own tables."""
    name, label = f"{OWN}{column}", dimensions.column(column).label
    if dimensions.column(column).kind == "number":
        about = f"By the column “{label}” of your own table; papers without a number come last."
        return _numbers(column, (f"{label}, highest first", f"{label}, lowest first"), about, name=name)
    about = f"By the column “{label}” of your own table. {_DATED}"
    return (
        Ordering(name, f"{label}, latest first", about, column, _by_date(column, -1)),
        Ordering(f"{REVERSE}{name}", f"{label}, earliest first", about, column, _by_date(column, 1)),
    )
