"""What stands out, what rises and what belongs together, on counts that can be worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.trends import SIGNIFICANT, association, recent, spread, strongest, surprise, telling


def days(*values: str | None) -> np.ndarray:
    return np.array([value or "NaT" for value in values], "datetime64[D]")


class TestSurprise:
    def test_it_is_dunnings_log_likelihood_ratio(self):
        # 2 (10 ln(10 / 5.5) + 1 ln(1 / 5.5) + 90 ln(90 / 94.5) + 99 ln(99 / 94.5))
        assert surprise(np.array([10]), np.array([1]), 100, 100)[0] == pytest.approx(8.98, abs=0.01)

    def test_its_sign_says_which_side_has_more(self):
        assert surprise(np.array([1, 10]), np.array([10, 1]), 100, 100).tolist() == pytest.approx(
            [-8.98, 8.98], abs=0.01
        )

    def test_equal_shares_are_no_surprise_however_many_there_are(self):
        assert surprise(np.array([500]), np.array([50]), 1_000, 100)[0] == pytest.approx(0, abs=1e-9)

    def test_more_papers_make_the_same_difference_surer(self):
        small, large = (surprise(np.array([4 * n]), np.array([n]), 20 * n, 20 * n)[0] for n in (1, 10))
        assert small < SIGNIFICANT < large

    @given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 50), st.integers(0, 50))
    def test_it_is_finite_whatever_is_counted(self, here, there, more_here, more_there):
        found = surprise(np.array([here]), np.array([there]), here + more_here, there + more_there)
        assert np.isfinite(found).all()


class TestRecent:
    def test_a_share_of_the_dated_papers_is_recent(self):
        found = recent(days("2024-01-01", "2024-02-01", None, "2024-03-01", "2024-04-01"), 0.25)
        assert str(found) == "2024-04-01"

    def test_there_are_earlier_papers_too(self):
        assert str(recent(days("2024-01-01", "2024-01-01", "2024-01-01", "2024-02-01"), 0.9)) == "2024-02-01"

    @pytest.mark.parametrize("dates", [(), (None,), ("2024-01-01",), ("2024-01-01", "2024-01-01")])
    def test_one_date_has_no_before(self, dates):
        assert recent(days(*dates)) is None


def test_a_word_that_nearly_always_stands_in_a_pair_is_left_out():
    names = ["beam", "beam search", "search", "sonar"]
    assert telling([0, 1, 2, 3], names, np.array([10, 8, 40, 5]), 9) == [1, 2, 3]


def test_terms_that_meet_by_chance_do_not_belong_together():
    together = np.array([[50, 25, 10], [25, 50, 0], [10, 0, 10]])
    found = association(together, 100)
    assert found[0, 1] == pytest.approx(0)
    assert found[0, 2] == pytest.approx(np.log(2) / -np.log(0.1))
    assert found[1, 2] == 0


def test_each_term_is_joined_to_its_strongest():
    strength = np.array([[0, 0.9, 0.1], [0.9, 0, 0.2], [0.1, 0.2, 0]])
    assert strongest(strength, 1) == [(0, 1), (1, 2)]


class TestSpread:
    def clusters(self) -> tuple[np.ndarray, list[tuple[int, int]]]:
        strength = np.zeros((8, 8))
        strength[:4, :4] = strength[4:, 4:] = 0.8
        np.fill_diagonal(strength, 0)
        return strength, strongest(strength, 3)

    def test_what_is_joined_is_near(self):
        strength, pairs = self.clusters()
        places = spread(strength, pairs)
        gaps = np.linalg.norm(places[:, None] - places[None], axis=2)
        assert gaps[:4, :4].max() < gaps[:4, 4:].min()

    def test_it_is_the_same_each_time_and_fits(self):
        strength, pairs = self.clusters()
        np.testing.assert_array_equal(spread(strength, pairs), spread(strength, pairs))
        assert np.abs(spread(strength, pairs)).max() == pytest.approx(1)

    @pytest.mark.parametrize("size", [0, 1, 2])
    def test_few_terms_have_places(self, size):
        assert np.isfinite(spread(np.zeros((size, size)), [])).all()
