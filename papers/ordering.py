"""Orders in which papers can be listed."""

import weakref
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers import arrays
from papers.dimensions import Dates, Dimensions
from papers.search import folded

Rows = NDArray[np.intp]

SEED = 20240527
"""Makes the random order the same each time, so that a link to it means something."""

_orders: dict[int, dict[str, Rows]] = {}
"""All rows in each order, by the id of the papers: sorting 100,000 titles takes longer than a page can wait."""


@dataclass(frozen=True)
class Ordering:
    """An order of papers: its name, its label, a sentence that explains it, and the column it needs."""

    name: str
    label: str
    about: str
    column: str | None
    key: Callable[[pd.DataFrame], Rows]

    def order(self, papers: pd.DataFrame, rows: Rows) -> Rows:
        """Return the rows in this order.

        Parameters
        ----------
        papers : DataFrame
            n rows; sorted once and remembered for as long as it lives.
        rows : (k,) integers
            Positions of papers, none twice.

        Returns
        -------
        (k,) intp
        """
        everything = self._everything(papers)
        wanted = np.zeros(len(papers), np.bool_)
        wanted[np.asarray(rows, np.intp)] = True
        return everything[wanted[everything]]

    def _everything(self, papers: pd.DataFrame) -> Rows:
        known = _orders.get(id(papers))
        if known is None:
            known = _orders[id(papers)] = {}
            weakref.finalize(papers, _orders.pop, id(papers), None)
        if self.name not in known:
            fits = self.column is None or self.column in papers
            known[self.name] = self.key(papers) if fits else np.arange(len(papers))
        return known[self.name]


def _by_number(column: str, sign: int) -> Callable[[pd.DataFrame], Rows]:
    return lambda papers: np.argsort(sign * arrays.numbers(papers[column]), kind="stable")  # NaN stands last


def _newest(papers: pd.DataFrame) -> Rows:
    first, last = _published(papers)
    return np.lexsort((last - first, -first))


def _oldest(papers: pd.DataFrame) -> Rows:
    first, last = _published(papers)
    return np.lexsort((last - first, last))


def _published(papers: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the first and the last day on which each paper can have been published, since 1970; NaN if unknown."""
    dimension = Dimensions(papers).get("published")
    assert isinstance(dimension, Dates)
    missing = np.isnat(dimension.first)
    first, last = (np.where(missing, np.nan, days.astype(np.float64)) for days in (dimension.first, dimension.last))
    return first, last


def _by_title(papers: pd.DataFrame) -> Rows:
    titles = arrays.strings(papers["title"])
    words = pc.utf8_trim_whitespace(pc.replace_substring_regex(folded([titles.fill_null("")]), " +", " "))
    table = pa.table({"title": pc.if_else(titles.is_valid(), words, None), "row": np.arange(len(papers))})
    return pc.sort_indices(table, sort_keys=[("title", "ascending"), ("row", "ascending")]).to_numpy().astype(np.intp)


def _random(papers: pd.DataFrame) -> Rows:
    return np.random.default_rng(SEED).permutation(len(papers))


def _source(papers: pd.DataFrame) -> Rows:
    return np.arange(len(papers))


_DATED = (
    "By date of publication. A paper known only to its month or year follows the others of that month or year;"
    " papers without a date come last."
)
_SAME = "Ties stay in the order of the source."

ORDERINGS: dict[str, Ordering] = {
    ordering.name: ordering
    for ordering in (
        Ordering("source", "Order of the source", "As the sources list them.", None, _source),
        Ordering("newest", "Newest first", _DATED, "published", _newest),
        Ordering("oldest", "Oldest first", _DATED, "published", _oldest),
        *(
            Ordering(
                column,
                f"Most {column}",
                f"By {column} when the source was read; papers for which it gives none come last. {_SAME}",
                column,
                _by_number(column, -1),
            )
            for column in ("upvotes", "comments", "citations", "stars")
        ),
        Ordering(
            "rank",
            "Best place on a page",
            f"By the best place that a paper has on any page. {_SAME}",
            "best_rank",
            _by_number("best_rank", 1),
        ),
        Ordering(
            "pages",
            "On most pages",
            f"By the number of pages that a paper stands on. {_SAME}",
            "page_count",
            _by_number("page_count", -1),
        ),
        Ordering("title", "Title", "By title from A to Z; case, accents and signs do not matter.", "title", _by_title),
        Ordering("random", "Random", "Shuffled, in the same way each time.", None, _random),
    )
}


def available(papers: pd.DataFrame) -> dict[str, Ordering]:
    """Return the orderings whose column has at least one value."""
    return {
        name: ordering
        for name, ordering in ORDERINGS.items()
        if ordering.column is None or (ordering.column in papers and papers[ordering.column].notna().any())
    }
