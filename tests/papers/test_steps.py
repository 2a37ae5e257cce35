"""What happens to the linked view over time: steps back and forth, saved views, and who is told."""

import json
import logging

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from papers import schema
from papers.clauses import ClauseError, Range, Text, Values
from papers.crossfilter import CLAUSE_LIMIT, CYCLE_LIMIT, Change, Crossfilter
from papers.dimensions import Many
from tests.papers.drawn import as_frame, clause_lists, clauses, linked, papers_lists, unhurried

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
    crossfilter = linked(papers, asked)
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
