"""Which topics are said to rise or fall."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from papers.topics.growth import RATE, discoveries, fisher_exact, growth


@given(st.integers(1, 300), st.integers(1, 900), st.data())
def test_shares_are_compared_as_scipy_does(of_a: int, of_b: int, data):
    a, b = data.draw(st.integers(0, of_a)), data.draw(st.integers(0, of_b))
    wanted = stats.fisher_exact([[a, of_a - a], [b, of_b - b]]).pvalue
    assert fisher_exact(a, of_a, b, of_b) == pytest.approx(wanted, rel=1e-6, abs=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_discoveries_are_those_of_scipy(chances: list[float]):
    assert discoveries(np.array(chances)).tolist() == (stats.false_discovery_control(chances) <= RATE).tolist()


def test_a_topic_of_the_newest_papers_rises_and_the_others_do_not():
    days = np.datetime64("2024-01-01") + np.arange(200)
    topic_of = np.where(days >= np.datetime64("2024-05-30"), 1, 0)
    topic_of[::10] = 2
    found = growth(days, topic_of, 3)
    assert found.since == np.datetime64("2024-05-30")
    assert found.sure.tolist() == [True, True, False]
    assert found.factor[1] > 1 > found.factor[0]


def test_nothing_is_said_of_few_papers():
    found = growth(np.array(["2024-01-01"] * 30, "datetime64[D]"), np.zeros(30, int), 1)
    assert np.isnat(found.since) and not found.sure.any()
