"""A plain `voila dashboard.ipynb`, heated or not, and the five real pages."""

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page

from tests.browser import servers
from tests.browser.desk import Desk
from widgets.address import encode

pytestmark = pytest.mark.slow

PAPERS = 12_000
VIEW = encode(
    {"clauses": [{"type": "values", "column": "pages", "include": ["Vocabularies"], "exclude": [], "match": "any"}]}
)


@pytest.mark.parametrize("heated", ["True", "False"])
def test_the_link_reproduces_the_view_heated_or_not(page: Page, heated: str):
    notebook = servers.ROOT / "dashboard.ipynb"
    with servers.voila(notebook, f"--VoilaConfiguration.preheat_kernel={heated}") as server:
        desk = Desk.open(page, f"{server.url}?view={VIEW}")
        desk.shows(67, 416)
        page.wait_for_timeout(500)
        assert desk.link() == VIEW


@pytest.mark.shared
def test_the_five_real_pages(page: Page, shared: Path):
    with servers.litscope(shared / "seeds") as server:
        desk = Desk.open(page, server.url)
        desk.shows(416, 416)
        assert sum(desk.bars("timeline")) == 416
        desk.value("pages", "003").click()
        desk.shows(234, 416)


@pytest.mark.shared
def test_a_large_corpus(page: Page, shared: Path, tmp_path: Path):
    papers = pd.read_parquet(shared / "data" / "arxiv_cs.parquet").head(PAPERS)  # whose claims are read within a minute
    papers.to_parquet(tmp_path / "arxiv.parquet")
    with servers.litscope(tmp_path / "arxiv.parquet") as server:
        desk = Desk.open(page, server.url)
        assert desk.passing > 0.99 * PAPERS
        desk.search("speculative decoding")
        page.wait_for_function("document.querySelector('.ls-toolbar-count').dataset.count < 1000")
        assert desk.passing > 10
