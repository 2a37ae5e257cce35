"""Decisions on pairs: kept, replaced, taken back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from papers.kept import Decisions, Side, Store

WHALES, ORCAS, SEALS = (
    Side(frozenset({"arxiv:2410.12375"}), "On Whales"),
    Side(frozenset({"acl:2024.acl-long.1", "doi:10.1/orcas"}), "On Orcas"),
    Side(frozenset({"title:onseals/ek/2024"}), "On Seals"),
)


@pytest.fixture
def decisions(tmp_path: Path) -> Decisions:
    return Decisions(Store(tmp_path))


def test_a_store_without_decisions_has_none_and_stays_uncreated(decisions: Decisions):
    assert decisions.current() == ()
    assert decisions.store.untouched


def test_a_decision_is_read_as_it_was_made(decisions: Decisions):
    made = decisions.decide(WHALES, ORCAS, "same")
    assert decisions.current() == Decisions(Store(decisions.store.file.parent)).current() == (made,)
    assert (made.left, made.right, made.verdict, made.number) == (WHALES, ORCAS, "same", 1)
    assert datetime.now(UTC) - made.made < timedelta(minutes=1)


def test_a_later_decision_on_a_pair_replaces_an_earlier_one(decisions: Decisions):
    decisions.decide(WHALES, ORCAS, "later")
    other = decisions.decide(WHALES, SEALS, "different")
    # The same pair, the other way round, and known by one name less.
    latest = decisions.decide(Side(frozenset({"acl:2024.acl-long.1"})), WHALES, "same")
    assert decisions.current() == (other, latest)


def test_taking_back_brings_back_what_was_decided_before(decisions: Decisions):
    first = decisions.decide(WHALES, ORCAS, "different")
    second = decisions.decide(WHALES, ORCAS, "same")
    decisions.take_back([second.number])
    assert decisions.current() == (first,)
    decisions.take_back([first.number, 77])
    assert decisions.current() == ()
    assert decisions.decide(WHALES, ORCAS, "same").number == 3  # numbers are never used twice


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [(WHALES, WHALES, "same"), (WHALES, Side(frozenset()), "same"), (WHALES, ORCAS, "perhaps")],
)
def test_what_is_no_decision_is_refused(decisions: Decisions, left: Side, right: Side, verdict):
    with pytest.raises(ValueError):
        decisions.decide(left, right, verdict)
    assert decisions.store.untouched
