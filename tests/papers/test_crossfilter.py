"""The linked view against brute force: what passes and what is counted, however the clauses came about."""

import json
import logging
import re
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from papers import schema
from papers.clauses import Clause, ClauseError, Range, Region, Text, Values
from papers.crossfilter import CLAUSE_LIMIT, CYCLE_LIMIT, Change, Crossfilter
from papers.dimensions import Many, UnknownColumnError

unhurried = settings(deadline=None, max_examples=40)

# papers

NAMES = ["Ada", "Ben", "Éva", "李", "", "ada"]
WORDS = ["graph", "graphs", "Über", "uber", "rag", "storage", "x-ray"]
DAYS = st.dates(date(2022, 11, 1), date(2024, 3, 1))

rows = st.fixed_dictionaries(
    {
        "title": st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
        "authors": st.none() | st.lists(st.sampled_from(NAMES) | st.none(), max_size=4),
        "venue": st.none() | st.sampled_from(NAMES),
        "open": st.booleans(),
        "upvotes": st.none() | st.integers(0, 40) | st.sampled_from([500, 9000]),
        "score": st.none() | st.integers(-8, 8).map(lambda n: n / 4) | st.sampled_from([np.inf, np.nan]),
        "published": st.none() | DAYS,
        "published_precision": st.sampled_from(["day", "month", "year", None]),
    }
)
COLUMNS = ["title", "authors", "venue", "open", "upvotes", "score", "published", "published_precision"]
CHARTED = ["authors", "venue", "open", "upvotes", "score", "published"]


def as_frame(papers: list[dict]) -> pd.DataFrame:
    columns = {name: [paper[name] for paper in papers] for name in COLUMNS}
    return pd.DataFrame(
        {
            "title": pd.Series(columns["title"], dtype="str"),
            "authors": pd.Series(columns["authors"], dtype=schema.MANY),
            "venue": pd.Series(columns["venue"], dtype="str"),
            "open": pd.Series(columns["open"], dtype="bool"),
            "upvotes": pd.Series(columns["upvotes"], dtype="Int64"),
            "score": pd.Series(columns["score"], dtype="float64"),
            "published": pd.Series(pd.to_datetime(columns["published"]), dtype=schema.DATE),
            "published_precision": pd.Series(columns["published_precision"], dtype="str"),
        }
    )


papers_lists = st.lists(rows, max_size=25)

# clauses

names = st.frozensets(st.sampled_from([*NAMES, "Nobody", None]), max_size=3)
matches = st.sampled_from(["any", "all", "none", "exactly"])
many_values = st.builds(Values, st.sampled_from(["authors", "venue"]), names, names, matches)
flags = st.builds(Values, st.just("open"), st.frozensets(st.sampled_from(["true", "false"])))
number_values = st.builds(
    Values, st.just("upvotes"), st.frozensets(st.none() | st.integers(0, 5), max_size=3), st.just(frozenset()), matches
)
ends = st.none() | st.integers(-3, 50)
upvote_ranges = st.builds(Range, st.just("upvotes"), ends, ends, st.booleans())
score_ranges = st.builds(Range, st.just("score"), st.none() | st.floats(-2, 2), ends, st.booleans())
day_ends = st.none() | DAYS.map(date.isoformat)
date_ranges = st.builds(Range, st.just("published"), day_ends, day_ends, st.booleans())
# corners between the values, so that no paper lies on a side of the polygon
corners = st.tuples(st.integers(-2, 45).map(lambda n: n + 0.5), st.integers(-20, 20).map(lambda n: n / 8 + 1 / 16))
regions = st.builds(Region, st.just("upvotes"), st.just("score"), st.lists(corners, min_size=3, max_size=6))
# words that are required: which papers answer plain words well enough is for the tests of search
queries = st.lists(st.sampled_from(["+graph", "+uber", "+RAG", "+ray", "+éva", '+"x ray"']), max_size=2).map(" ".join)
clauses: st.SearchStrategy[Clause] = st.one_of(
    many_values, flags, number_values, upvote_ranges, score_ranges, date_ranges, regions, queries.map(Text)
)
clause_lists = st.lists(clauses, max_size=6)

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
    crossfilter = Crossfilter(as_frame(papers))
    for clause in asked:
        crossfilter.set(clause)
    expected = [all(holds(paper, clause) for clause in crossfilter.clauses.values()) for paper in papers]
    assert crossfilter.mask().tolist() == expected
    assert crossfilter.count == sum(expected)
    assert crossfilter.rows.tolist() == [row for row, passes in enumerate(expected) if passes]


@unhurried
@given(papers_lists, clause_lists)
def test_counts_are_those_under_everybody_elses_clauses(papers, asked):
    crossfilter = Crossfilter(as_frame(papers))
    for clause in asked:
        crossfilter.set(clause)
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
    crossfilter = Crossfilter(as_frame(papers))
    for clause in asked:
        crossfilter.set(clause)
    for key in [*crossfilter.clauses, "no such clause"]:
        others = Crossfilter(crossfilter.papers)
        others.update({other: clause for other, clause in crossfilter.clauses.items() if other != key})
        assert np.array_equal(crossfilter.mask(without=key), others.mask())


@unhurried
@given(papers_lists, clause_lists, st.sets(st.sampled_from([*CHARTED, "no such clause"])))
def test_a_mask_without_several_clauses_is_that_of_the_others(papers, asked, left_out):
    crossfilter = Crossfilter(as_frame(papers))
    for clause in asked:
        crossfilter.set(clause)
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


# undo


@unhurried
@given(papers_lists, st.lists(clauses, max_size=8))
def test_undo_inverts_set_and_redo_inverts_undo(papers, asked):
    crossfilter = Crossfilter(as_frame(papers))
    steps = [dict(crossfilter.clauses)]
    for clause in asked:
        crossfilter.set(clause)
        if crossfilter.clauses != steps[-1]:
            steps.append(dict(crossfilter.clauses))
    masks = {}
    for step in reversed(steps[1:]):
        assert crossfilter.clauses == step
        masks[len(masks)] = crossfilter.mask()
        crossfilter.undo()
    assert crossfilter.clauses == {}
    assert crossfilter.mask().all()
    assert not crossfilter.can_undo
    for step, mask in zip(steps[1:], reversed(masks.values()), strict=True):
        crossfilter.redo()
        assert crossfilter.clauses == step
        assert np.array_equal(crossfilter.mask(), mask)
    assert not crossfilter.can_redo


UPVOTES = pd.DataFrame({"upvotes": range(10), "venue": list("aabbccddee")})


def test_a_drag_is_one_step():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Values("venue", {"a", "b"}))
    for low in range(3):
        crossfilter.set(Range("upvotes", low), final=False)
        assert crossfilter.clauses["upvotes"] == Range("upvotes", low)
    crossfilter.set(Range("upvotes", 2), final=True)
    crossfilter.undo()
    assert crossfilter.clauses == {"venue": Values("venue", {"a", "b"})}
    crossfilter.redo()
    assert crossfilter.count == 2


def test_a_drag_that_another_step_cuts_short_is_a_step_of_its_own():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Range("upvotes", 5), final=False)
    crossfilter.set(Values("venue", {"e"}))
    crossfilter.undo()
    assert crossfilter.clauses == {"upvotes": Range("upvotes", 5)}
    crossfilter.undo()
    assert crossfilter.clauses == {}


def test_undo_in_the_middle_of_a_drag_takes_it_back():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Range("upvotes", 5), final=False)
    assert crossfilter.can_undo
    crossfilter.undo()
    assert crossfilter.clauses == {}
    assert not crossfilter.can_undo
    crossfilter.redo()
    assert crossfilter.clauses == {"upvotes": Range("upvotes", 5)}


def test_a_drag_back_to_where_it_began_is_no_step():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Range("upvotes", 5), final=False)
    crossfilter.set(Range("upvotes"), final=True)
    assert not crossfilter.can_undo


def test_a_new_step_forgets_what_was_undone():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Range("upvotes", 5))
    crossfilter.undo()
    crossfilter.set(Range("upvotes", 7))
    assert not crossfilter.can_redo
    crossfilter.redo()
    assert crossfilter.clauses == {"upvotes": Range("upvotes", 7)}


def test_an_equal_clause_is_no_step():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Range("upvotes", 5))
    crossfilter.set(Range("upvotes", 5.0))
    crossfilter.undo()
    assert not crossfilter.can_undo


def test_several_clauses_at_once_are_one_step():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Values("venue", {"a"}))
    crossfilter.update({"venue": None, "upvotes": Range("upvotes", 5)})
    assert list(crossfilter.clauses) == ["upvotes"]
    crossfilter.undo()
    assert list(crossfilter.clauses) == ["venue"]


def test_clear_can_be_undone():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.update({"venue": Values("venue", {"a"}), "upvotes": Range("upvotes", 1)})
    crossfilter.clear()
    assert crossfilter.count == 10
    crossfilter.undo()
    assert crossfilter.count == 1


def test_a_clause_that_asks_for_nothing_drops_the_one_before():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Values("venue", {"a"}))
    crossfilter.set(Values("venue"))
    assert crossfilter.clauses == {}


def test_a_clause_cannot_stand_under_another_key():
    with pytest.raises(ClauseError, match="“venue” cannot stand under “upvotes”"):
        Crossfilter(UPVOTES).update({"upvotes": Values("venue", {"a"})})


def test_what_cannot_be_set_changes_nothing():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Values("venue", {"a"}))
    with pytest.raises(ClauseError):
        crossfilter.update({"upvotes": Range("upvotes", 3), "venue": Range("venue", 1, 2)})
    assert list(crossfilter.clauses) == ["venue"]
    assert crossfilter.count == 2


def test_more_clauses_than_a_byte_counts_are_refused():
    frame = pd.DataFrame({f"c{i}": [1, 2] for i in range(CLAUSE_LIMIT + 1)})
    crossfilter = Crossfilter(frame)
    crossfilter.update({name: Range(name, 2) for name in list(frame)[:-1]})
    assert crossfilter.rows.tolist() == [1]
    with pytest.raises(ClauseError, match="At most 255 filters"):
        crossfilter.set(Range(f"c{CLAUSE_LIMIT}", 2))


# saved views


def has_unknown_values(crossfilter: Crossfilter) -> bool:
    return any(clause.known(crossfilter.dimensions)[1] for clause in crossfilter.clauses.values())


@unhurried
@given(papers_lists, clause_lists)
def test_restoring_a_state_gives_it_back(papers, asked):
    crossfilter = Crossfilter(as_frame(papers))
    for clause in asked:
        crossfilter.set(clause)
    assume(not has_unknown_values(crossfilter))
    state = json.loads(json.dumps(crossfilter.state))
    restored = Crossfilter(crossfilter.papers)
    assert restored.restore(state) == []
    assert restored.clauses == crossfilter.clauses
    assert list(restored.clauses) == list(crossfilter.clauses)
    assert restored.state == crossfilter.state


def test_restoring_is_one_step_and_replaces_what_was_there():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Values("venue", {"a"}))
    assert crossfilter.restore({"clauses": [Range("upvotes", 3).to_dict(), Text("x").to_dict()]}) == []
    assert list(crossfilter.clauses) == ["upvotes", "text"]
    crossfilter.undo()
    assert list(crossfilter.clauses) == ["venue"]


def test_what_cannot_be_restored_is_said_and_the_rest_is_kept():
    crossfilter = Crossfilter(UPVOTES)
    sentences = crossfilter.restore(
        {
            "clauses": [
                Range("upvotes", 3).to_dict(),
                Range("stars", 3).to_dict(),
                Range("venue", 1).to_dict(),
                Values("venue", {"a", "z"}).to_dict(),
                {"type": "text", "query": 7},
                {"type": "spell"},
                "nonsense",
            ]
        }
    )
    assert crossfilter.clauses == {"upvotes": Range("upvotes", 3), "venue": Values("venue", {"a"})}
    assert sentences == [
        "These papers have no column “stars”.",
        "“Venue” holds neither numbers nor dates, so it has no range.",
        "No paper here has z under “Venue”; that part was left out.",
        "A query must be text of at most 2,000 letters.",
        "A saved filter is of a kind that is not known here.",
        "A saved filter must be a dictionary.",
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
hostile_clauses = st.fixed_dictionaries(
    {"type": st.sampled_from(["values", "range", "region", "text"])},
    optional={
        "column": st.sampled_from(["upvotes", "venue"]) | json_values,
        "x": st.just("upvotes") | json_values,
        "y": st.just("upvotes") | json_values,
        **dict.fromkeys(["include", "exclude", "match", "low", "high", "missing", "path", "query"], json_values),
    },
)


@unhurried
@given(
    st.fixed_dictionaries({"clauses": st.lists(hostile_clauses | json_values, max_size=4) | json_values}) | json_values
)
@example({"clauses": [{"type": "range", "column": "upvotes", "low": 10**400}]})
@example({"clauses": [{"type": "values", "column": "venue", "include": [["a"]]}]})
@example({"clauses": [{"type": "text", "query": "\ud800"}]})
def test_no_state_from_outside_raises(state):
    crossfilter = Crossfilter(UPVOTES)
    sentences = crossfilter.restore(state)
    assert all(isinstance(sentence, str) and sentence.endswith(".") for sentence in sentences)
    crossfilter.counts("upvotes")
    json.dumps(crossfilter.state, allow_nan=False)
    for clause in crossfilter.clauses.values():
        assert clause.words(crossfilter.dimensions)


# views


def test_views_are_told_once_for_each_change():
    crossfilter = Crossfilter(UPVOTES)
    told: list[Change] = []
    crossfilter.observe(told.append)
    crossfilter.observe(told.append)
    crossfilter.set(Range("upvotes", 3))
    crossfilter.set(Range("upvotes", 3))
    crossfilter.drop("venue")
    crossfilter.update({"venue": Values("venue", {"a"}), "upvotes": None})
    crossfilter.undo()
    crossfilter.unobserve(told.append)
    crossfilter.clear()
    assert told == [
        Change(frozenset({"upvotes"})),
        Change(frozenset({"venue", "upvotes"})),
        Change(frozenset({"venue", "upvotes"})),
    ]


def test_a_change_made_by_a_view_is_told_together_with_what_others_wait_for():
    """While the first view answers, the news of the last is stale: it hears once, of the newest state."""
    crossfilter = Crossfilter(UPVOTES)
    told: list[tuple[str, frozenset[str], int]] = []

    def first(change: Change) -> None:
        told.append(("first", change.keys, crossfilter.count))
        crossfilter.set(Values("venue", {"e"}))

    def last(change: Change) -> None:
        told.append(("last", change.keys, crossfilter.count))

    crossfilter.observe(first)
    crossfilter.observe(last)
    crossfilter.set(Range("upvotes", 9))
    assert told == [
        ("first", frozenset({"upvotes"}), 1),
        ("first", frozenset({"venue"}), 1),
        ("last", frozenset({"upvotes", "venue"}), 1),
    ]


def test_views_that_answer_each_other_without_end_are_stopped():
    crossfilter = Crossfilter(UPVOTES)
    errors: list[Exception] = []
    crossfilter.on_error.append(lambda error, view: errors.append(error))

    def restless(change: Change) -> None:
        crossfilter.set(Range("upvotes", crossfilter.clauses["upvotes"].low + 1))

    crossfilter.observe(restless)
    crossfilter.set(Range("upvotes", 0))
    assert crossfilter.clauses["upvotes"] == Range("upvotes", CYCLE_LIMIT)
    assert len(errors) == 1


def test_an_error_in_a_view_is_logged_and_reported_and_others_go_on(caplog):
    crossfilter = Crossfilter(UPVOTES)
    reported, told = [], []

    def broken(change: Change) -> None:
        raise ZeroDivisionError("a broken chart")

    def broken_report(error: Exception, view: object) -> None:
        raise OSError("a broken banner")

    crossfilter.on_error += [broken_report, lambda error, view: reported.append((str(error), view))]
    crossfilter.observe(broken)
    crossfilter.observe(told.append)
    with caplog.at_level(logging.ERROR):
        crossfilter.set(Range("upvotes", 3))
    assert reported == [("a broken chart", broken)]
    assert told == [Change(frozenset({"upvotes"}))]
    assert "broken failed" in caplog.text
    assert "Traceback" in caplog.text
    assert "a broken banner" in caplog.text


def test_guard_catches_what_a_handler_of_the_browser_raises():
    crossfilter = Crossfilter(UPVOTES)
    reported = []
    crossfilter.on_error.append(lambda error, handler: reported.append(str(error)))
    handler = crossfilter.guard(lambda low: crossfilter.set(Range("venue", low)))
    assert handler(3) is None
    assert reported == ["“Venue” holds neither numbers nor dates, so it has no range."]
    assert crossfilter.guard(lambda: 7)() == 7


def test_views_may_come_and_go_while_views_are_told():
    crossfilter = Crossfilter(UPVOTES)
    told = []

    def leaving(change: Change) -> None:
        crossfilter.unobserve(leaving)
        crossfilter.unobserve(told.append)
        crossfilter.observe(lambda change: told.append("newcomer"))

    crossfilter.observe(leaving)
    crossfilter.observe(told.append)
    crossfilter.set(Range("upvotes", 3))
    assert told == []
    crossfilter.set(Range("upvotes", 4))
    assert told == ["newcomer"]


# other papers


def test_clauses_stay_where_other_papers_have_their_column():
    crossfilter = Crossfilter(UPVOTES)
    told: list[Change] = []
    crossfilter.set(Values("venue", {"a"}))
    crossfilter.set(Range("upvotes", 1))
    crossfilter.observe(told.append)
    crossfilter.replace(pd.DataFrame({"venue": ["a", "b", "a"]}))
    assert told == [Change(frozenset({"upvotes"}), data=True)]
    assert crossfilter.clauses == {"venue": Values("venue", {"a"})}
    assert crossfilter.rows.tolist() == [0, 2]
    assert crossfilter.counts("venue").tolist() == [2, 1]
    crossfilter.undo()
    assert crossfilter.clauses == {}
    assert not crossfilter.can_undo


def test_what_was_undone_can_be_redone_among_other_papers():
    crossfilter = Crossfilter(UPVOTES)
    crossfilter.set(Values("venue", {"a"}))
    crossfilter.set(Range("upvotes", 1))
    crossfilter.undo()
    crossfilter.undo()
    crossfilter.replace(pd.DataFrame({"venue": ["a", "b"]}))
    crossfilter.redo()
    assert crossfilter.rows.tolist() == [0]
    assert not crossfilter.can_redo


@pytest.mark.slow
def test_many_names_are_cut_into_bins_in_a_moment():
    n = 300_000
    authors = pd.Series([[f"name {i}", f"name {i // 2}"] for i in range(n)], dtype=schema.MANY)
    dimension = Crossfilter(pd.DataFrame({"authors": authors})).dimensions.get("authors")
    assert isinstance(dimension, Many)
    assert dimension.size == n
    assert dimension.counts(np.ones(n, bool)).sum() == 2 * n - 1


def test_says_which_clauses_a_row_fails():
    linked = Crossfilter(as_frame([]).reindex(range(3)).assign(venue=["Ada", "Ben", None], upvotes=[1, 2, 3]))
    assert linked.failed(0) == []
    linked.set(Values("venue", frozenset({"Ada"})))
    linked.set(Range("upvotes", 1, 2))
    assert [linked.failed(row) for row in range(3)] == [[], ["venue"], ["venue", "upvotes"]]
    linked.drop("venue")
    assert linked.failed(2) == ["upvotes"]
