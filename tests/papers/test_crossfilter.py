"""The linked view against brute force: what passes and what is counted, however the clauses came about."""

import re
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.clauses import Clause, ClauseError, Range, Region, Text, Values
from papers.crossfilter import Crossfilter
from papers.dimensions import UnknownColumnError
from tests.papers.drawn import CHARTED, COLUMNS, as_frame, clause_lists, clauses, linked, papers_lists, unhurried

# brute force


def known(value: float | None) -> float | None:
    return value if value is not None and np.isfinite(value) else None


def value_set(paper: dict, column: str) -> set:
    value = paper[column]
    if column == "authors":
        return {name for name in value or () if name is not None} or {None}
    return {str(value).lower() if column == "open" else value}


def interval(paper: dict) -> tuple[date, date] | None:
    day = paper["published"]
    if day is None:
        return None
    match paper["published_precision"]:
        case "year":
            return date(day.year, 1, 1), date(day.year, 12, 31)
        case "month":
            return day.replace(day=1), (day.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)
    return day, day


def folded(text: str) -> list[str]:
    return text.lower().replace("ü", "u").replace("é", "e").replace("-", " ").split()


def holds(paper: dict, clause: Clause) -> bool:
    match clause:
        case Values(column, include, exclude, match):
            have = value_set(paper, column)
            included = {
                "any": bool(have & include),
                "all": include <= have,
                "none": not have & include,
                "exactly": include == have,
            }[match]
            return (included or not include) and not have & exclude
        case Range("published", low, high, missing):
            if (span := interval(paper)) is None:
                return missing
            above = low is None or span[1].isoformat() >= low
            below = high is None or span[0].isoformat() <= high
            return above and below and not (low is high is None and missing)
        case Range(column, low, high, missing):
            value = known(paper[column])
            if value is None:
                return missing
            return (
                (low is None or value >= low)
                and (high is None or value <= high)
                and not (low is high is None and missing)
            )
        case Region(x, y, path):
            point = known(paper[x]), known(paper[y])
            return None not in point and surrounded(*point, path)
        case Text(query):
            fields = [folded(text) for text in (paper["title"], *(paper["authors"] or ())) if text]
            phrases = [folded(phrase or word) for phrase, word in re.findall(r'\+(?:"([^"]*)"|(\S+))', query)]
            return all(any(occurs(phrase, words) for words in fields) for phrase in phrases)
    raise AssertionError(clause)


def occurs(phrase: list[str], words: list[str]) -> bool:
    starts = range(len(words) - len(phrase) + 1)
    return any(
        words[i : i + len(phrase) - 1] == phrase[:-1] and words[i + len(phrase) - 1].startswith(phrase[-1])
        for i in starts
    )


def surrounded(x: float, y: float, path: tuple) -> bool:
    """Whether a ray to the left crosses the polygon an odd number of times."""
    crossings = 0
    for (x0, y0), (x1, y1) in pairwise([*path, path[0]]):
        if (y0 > y) != (y1 > y):
            crossings += x0 + (y - y0) / (y1 - y0) * (x1 - x0) > x
    return crossings % 2 == 1


def stands_in(paper: dict, crossfilter: Crossfilter, column: str, code: int) -> bool:
    """Whether a paper stands in a bin of a dimension."""
    dimension = crossfilter.dimensions.get(column)
    value = dimension.values[code]
    if column in ("authors", "venue", "open"):
        return value in value_set(paper, column)
    edges = dimension.edges
    if column == "published":
        span = interval(paper)
        if span is None:
            return value is None
        places = {
            "day": ["day"],
            "month": ["day", "month"],
            "quarter": ["day", "month"],
            "year": ["day", "month", "year"],
        }
        if (paper["published_precision"] or "day") not in places[dimension.unit]:
            return value == "imprecise"
        return code < len(edges) - 1 and edges[code] <= np.datetime64(span[0]) < edges[code + 1]
    number = known(paper[column])
    if number is None:
        return value is None
    last = code == len(edges) - 2
    return code < len(edges) - 1 and (edges[code] <= number < edges[code + 1] or (last and number == edges[code + 1]))


# what passes, what is counted


@unhurried
@given(papers_lists, clause_lists)
def test_a_row_passes_if_it_passes_every_clause(papers, asked):
    crossfilter = linked(papers, asked)
    expected = [all(holds(paper, clause) for clause in crossfilter.clauses.values()) for paper in papers]
    assert crossfilter.mask().tolist() == expected
    assert crossfilter.count == sum(expected)
    assert crossfilter.rows.tolist() == [row for row, passes in enumerate(expected) if passes]


@unhurried
@given(papers_lists, clause_lists)
def test_counts_are_those_under_everybody_elses_clauses(papers, asked):
    crossfilter = linked(papers, asked)
    for column in CHARTED:
        others = [clause for key, clause in crossfilter.clauses.items() if key != column]
        passing = [paper for paper in papers if all(holds(paper, clause) for clause in others)]
        size = crossfilter.dimensions.get(column).size
        expected = [sum(stands_in(paper, crossfilter, column, code) for paper in passing) for code in range(size)]
        assert crossfilter.counts(column).tolist() == expected, column
        assert crossfilter.counts(column).dtype == np.int32


@unhurried
@given(papers_lists, clause_lists)
def test_a_mask_without_a_clause_is_that_of_the_others(papers, asked):
    crossfilter = linked(papers, asked)
    for key in [*crossfilter.clauses, "no such clause"]:
        others = Crossfilter(crossfilter.papers)
        others.update({other: clause for other, clause in crossfilter.clauses.items() if other != key})
        assert np.array_equal(crossfilter.mask(without=key), others.mask())


@unhurried
@given(papers_lists, clause_lists, st.sets(st.sampled_from([*CHARTED, "no such clause"])))
def test_a_mask_without_several_clauses_is_that_of_the_others(papers, asked, left_out):
    crossfilter = linked(papers, asked)
    others = Crossfilter(crossfilter.papers)
    others.update({key: clause for key, clause in crossfilter.clauses.items() if key not in left_out})
    assert np.array_equal(crossfilter.mask(without=left_out), others.mask())


@unhurried
@given(papers_lists, clause_lists, st.randoms())
def test_clauses_commute(papers, asked, random):
    asked = list({clause.key: clause for clause in asked}.values())
    one, other = Crossfilter(as_frame(papers)), Crossfilter(as_frame(papers))
    for clause in asked:
        one.set(clause)
    random.shuffle(asked)
    for clause in asked:
        other.set(clause)
    assert np.array_equal(one.mask(), other.mask())
    for column in CHARTED:
        assert np.array_equal(one.counts(column), other.counts(column))


@unhurried
@given(papers_lists, st.lists(clauses | st.sampled_from(["authors", "text", "clear"]), max_size=8))
def test_counting_by_differences_is_counting_anew(papers, moves):
    """Masks are added and taken away as clauses come and go; nothing may be left behind."""
    crossfilter = Crossfilter(as_frame(papers))
    for move in moves:
        if move == "clear":
            crossfilter.clear()
        elif isinstance(move, str):
            crossfilter.drop(move)
        else:
            crossfilter.set(move)
            crossfilter.counts("authors")
    anew = Crossfilter(crossfilter.papers)
    anew.update(crossfilter.clauses)
    assert np.array_equal(crossfilter.mask(), anew.mask())
    for column in CHARTED:
        assert np.array_equal(crossfilter.counts(column), anew.counts(column))


MISSING_ALL = dict.fromkeys(COLUMNS) | {"title": "", "open": False}
LEAP_DAY = {"authors": ["Ada", "Ada"], "venue": "Ada", "upvotes": 3, "score": 0.5, "published": date(2024, 2, 29)}
AWKWARD = {
    "none": [],
    "one": [MISSING_ALL | LEAP_DAY],
    "all the same": [MISSING_ALL | LEAP_DAY] * 3,
    "all missing": [MISSING_ALL] * 3,
}


@pytest.mark.parametrize("entries", AWKWARD.values(), ids=AWKWARD)
def test_awkward_papers(entries):
    crossfilter = Crossfilter(as_frame(entries))
    for column in [*CHARTED, "title", "published_precision"]:
        dimension = crossfilter.dimensions.get(column)
        assert len(dimension.values) == len(dimension.labels) == dimension.size == len(dimension.totals)
        assert crossfilter.counts(column).sum() == len(entries)
    crossfilter.set(Values("authors", {"Ada"}))
    crossfilter.set(Range("published", missing=True))
    assert crossfilter.count == 0


def test_counts_and_masks_cannot_be_written_to():
    crossfilter = Crossfilter(as_frame([]))
    for array in (crossfilter.mask(), crossfilter.counts("venue")):
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0


def test_a_frame_with_an_unknown_column_says_so():
    crossfilter = Crossfilter(as_frame([]))
    with pytest.raises(UnknownColumnError, match="no column “colour”"):
        crossfilter.counts("colour")
    with pytest.raises(ClauseError, match="no column “colour”"):
        crossfilter.set(Values("colour", {"red"}))
    assert not crossfilter.clauses


def test_derived_columns_filter_and_count_as_others_do():
    ranks = pd.Series([2, None, 1], dtype="Int64")
    crossfilter = Crossfilter(pd.DataFrame({"title": ["a", "b", "c"]}), {"rank on Monday": ranks}.get)
    crossfilter.set(Range("rank on Monday", 1, 1))
    assert crossfilter.rows.tolist() == [2]
    assert crossfilter.counts("rank on Monday").tolist() == [1, 1, 1]
