"""Why a paper is shown, in words: its place in the order, the filters that it passes or fails, what is not given."""

import math
from typing import Any

from papers.clauses import Clause, Range, Region, Text, Values
from papers.dimensions import MISSING_LABEL, Dimensions
from papers.ordering import RELEVANCE
from papers.schema import PAPERS
from papers.search import FIELDS, spans
from papers.wording import listed
from widgets.listing import Listing
from widgets.wording import amount, day_words, given

EXPECTED = (
    *("authors", "published", "venue", "organisation", "abstract", "keywords", "code_url", "project_url"),
    *("upvotes", "comments", "citations", "stars"),
)
"""Fields whose absence is said, where other papers have them."""


def reasons(listing: Listing, row: int) -> dict[str, Any]:
    """Return why the paper in a row of the papers is shown, or why it is not.

    Returns
    -------
    dict
        `order`: [its place in words, the name of the order and the paper's value in it, the sentence about the order],
        or None where it is left out; `passes`: words of the clauses that it passes; `fails`: [key, words, what it has
        instead] of those that it does not pass; `missing`: names of fields that are not given.
    """
    crossfilter = listing.crossfilter
    dimensions = crossfilter.dimensions
    failed = crossfilter.failed(row)
    passed = [clause for key, clause in crossfilter.clauses.items() if key not in failed]
    return {
        "order": None if failed else _order(listing, row),
        "passes": [_passing(clause, listing, row) for clause in passed],
        "fails": [
            [key, crossfilter.clauses[key].words(dimensions), _own(crossfilter.clauses[key], dimensions, row)]
            for key in failed
        ],
        "missing": [
            _low(PAPERS[name].label)
            for name in EXPECTED
            if name in dimensions.names() and given(dimensions.series(name).iloc[row]) in (None, [], "")
        ],
    }


def _order(listing: Listing, row: int) -> list[str]:
    ordering = listing.ordering
    place = listing.place_of(row)
    value = signal(listing, row)
    words = f"{_low(ordering.label)}{f': {value}' if value else ''}"
    return [f"Place {(place or 0) + 1:,} of {len(listing.rows):,}", words, ordering.about]


def signal(listing: Listing, row: int) -> str:
    """Return the value by which a paper has its place, in words: "214 upvotes"; empty where the order has none."""
    dimensions, ordering = listing.crossfilter.dimensions, listing.ordering
    if ordering.name == RELEVANCE:
        return _score(listing, row)
    if ordering.column is None or dimensions.column(ordering.column).kind not in ("number", "date"):
        return ""
    return value_words(dimensions, ordering.column, row)


def _score(listing: Listing, row: int) -> str:
    """Return the score of a paper with its parts: "score 12.3 = words 8.1 + meaning 4.2"."""
    answer = listing.answer
    if answer is None:
        return ""
    words, meaning = float(answer.words[row]), float(answer.meaning[row])
    if not answer.weight:
        return f"score {words:.1f} by words"
    return f"score {words + meaning:.1f}: words {words:.1f}, meaning {meaning:.1f} (counts {answer.weight:.0%})"


def value_words(dimensions: Dimensions, name: str, row: int) -> str:
    """Return what a paper has in a column, in words."""
    column, value = dimensions.column(name), given(dimensions.series(name).iloc[row])
    if value is None or value == [] or (isinstance(value, float) and not math.isfinite(value)):
        return MISSING_LABEL
    if column.kind == "number":
        return amount(value, column)
    if column.kind == "date":
        precision = f"{name}_precision"
        return day_words(
            value, given(dimensions.papers[precision].iloc[row]) if precision in dimensions.papers else "day"
        )
    if column.kind == "many":
        return listed([str(item) for item in value], ", ")
    return dimensions.get(name).label(str(value).lower() if isinstance(value, bool) else str(value))


def _passing(clause: Clause, listing: Listing, row: int) -> str:
    dimensions = listing.crossfilter.dimensions
    if not isinstance(clause, Text):
        return clause.words(dimensions)
    texts = {name: given(dimensions.series(name).iloc[row]) for name in FIELDS if name in dimensions.papers}
    lines = {name: "\n".join(text) if isinstance(text, list) else text for name, text in texts.items() if text}
    where = [_low(PAPERS[name].label) for name, text in lines.items() if spans(text, listing.sought)]
    found = f" in {', '.join(where)}" if where else " by meaning: none of its words occur here"
    return f"search “{clause.query.strip()}”{found if listing.sought else ''}"


def _own(clause: Clause, dimensions: Dimensions, row: int) -> str:
    """Return what a paper has where a clause wants something else; empty of a text."""
    match clause:
        case Values(column=column) | Range(column=column):
            return value_words(dimensions, column, row)
        case Region(x=x, y=y):
            return f"{value_words(dimensions, x, row)} and {value_words(dimensions, y, row)}"
    return ""


def _low(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
