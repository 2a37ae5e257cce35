"""Search, map and results in a cell of JupyterLab: the tests of the page, with the notebook under them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from app.environment import PREPARED
from papers.prepared.making import prepare
from tests.browser import servers, test_map, test_results, test_search
from tests.browser.desk import Desk
from tests.browser.notebook import drawn, in_cell
from tests.browser.test_map import map  # noqa: F401 - a fixture
from tests.papers.claims.invented import collection

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sample(browser: Browser, lab: servers.Server) -> Iterator[Page]:
    """The bundled sample."""
    yield from drawn(browser, lab)


@pytest.fixture(scope="module")
def birds(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Papers with claims."""
    folder = tmp_path_factory.mktemp("birds")
    prepare(collection, folder / "birds")
    (folder / "lab").mkdir()
    environment = {PREPARED: str(folder / "birds"), "LITSCOPE_DATA": str(folder)}
    with servers.lab(folder / "lab", **environment) as lab:
        yield from drawn(browser, lab)


class TestOnTheSample:
    @pytest.fixture
    def desk(self, sample: Page) -> Desk:
        desk = in_cell(sample)
        desk.start_over()
        return desk

    test_completion = staticmethod(test_search.test_fields_and_values_are_completed_while_typing)
    test_weight = staticmethod(test_search.test_a_slider_weighs_words_against_meaning_and_says_how)
    test_reasons = staticmethod(test_search.test_a_hit_says_why_it_is_there)
    test_mistakes = staticmethod(
        test_search.test_a_mistake_is_explained_where_it_stands_and_a_wrong_spelling_finds_it_all_the_same
    )
    test_more_like = staticmethod(test_search.test_more_like_what_a_lasso_chose)
    test_lasso = staticmethod(test_map.test_a_lasso_and_a_box_filter_and_a_click_beside_lets_go)
    test_tree = staticmethod(test_map.test_the_tree_filters_and_the_list_follows)
    test_colour = staticmethod(test_map.test_colour_by_another_column_has_a_legend_that_filters)


class TestOnClaims:
    @pytest.fixture
    def desk(self, birds: Page) -> Desk:
        desk = in_cell(birds)
        desk.start_over()
        desk.tab("Results")
        return desk

    test_claims = staticmethod(test_results.test_claims_choose_papers_and_papers_choose_claims)
    test_added = staticmethod(test_results.test_a_claim_that_was_missed_is_added_to_the_open_paper)
    test_keys = staticmethod(test_results.test_the_keyboard_walks_through_the_claims)

    def test_compared(self, desk: Desk, tmp_path: Path):
        table = test_results.side_by_side(desk, tmp_path)
        desk.root.get_by_role("button", name="Papers in rows").click()
        expect(table.locator("tbody th")).to_have_count(2)
