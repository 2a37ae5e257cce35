"""The tab Sources: sources are taken together, in common and apart; what may be one paper is decided by hand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.browser import servers
from tests.browser.desk import Desk
from tests.papers.duplicates.test_finding import ORCAS
from tests.papers.test_redoing import OTHER, PREPRINT, PUBLISHED

WHALES = PREPRINT | {"arxiv_id": "2410.29999"}  # no paper has it, so nothing is known of it either
SEALS = OTHER | {"title": "On Seals", "abstract": None, "authors": ["Bo Ek"]}
UNLIKE = PUBLISHED | {"abstract": ORCAS, "title": "Counting Whales by Their Song"}


def write_lists(folder: Path) -> list[Path]:
    """Write two lists of two papers each that share one, and perhaps the other."""
    paths = []
    for name, entries in {"preprints": [WHALES, SEALS], "anthology": [UNLIKE, SEALS]}.items():
        frame = pd.DataFrame(
            [{key: value for key, value in one.items() if key not in ("page", "rank")} for one in entries]
        )
        frame["authors"] = frame["authors"].map("; ".join)
        paths.append(folder / f"{name}.csv")
        frame.to_csv(paths[-1], index=False)
    return paths


@pytest.fixture
def desk(page: Page, tmp_path: Path) -> Iterator[Desk]:
    with servers.litscope(*write_lists(tmp_path)) as server:
        yield Desk.open(page, server.url)


@pytest.mark.slow
def test_sources_are_taken_in_common_and_apart(desk: Desk):
    desk.shows(3)
    desk.tab("Sources")
    sets = desk.root.locator(".ls-sets")
    sets.get_by_role("button", name="In: preprints", exact=True).click()
    desk.shows(2, 3)
    sets.get_by_role("button", name="Not in: anthology", exact=True).click()
    desk.shows(1, 3)
    expect(sets.locator(".ls-sets-said")).to_contain_text("1 paper of 3")
    expect(desk.chips).to_have_count(1)
    sets.get_by_role("button", name="In: anthology", exact=True).click()
    sets.get_by_role("button", name="all of them").click()
    desk.shows(1, 3)
    sets.locator(".ls-sets-clear").click()
    desk.shows(3)


@pytest.mark.slow
def test_a_doubtful_pair_is_decided_and_stays_so(desk: Desk):
    desk.tab("Sources")
    review = desk.root.locator(".ls-review")
    expect(review.locator(".ls-review-score")).to_contain_text("likely one paper")
    expect(review.locator(".ls-review-side")).to_have_count(2)
    expect(review.locator(".ls-review-side h3 mark").first).to_have_text(re.compile("^Songs?$"))
    review.get_by_role("button", name="Same paper").click()
    desk.shows(2)
    expect(review.locator(".ls-review-said")).to_contain_text("are the same paper")
    desk.page.reload()
    desk.wait()
    desk.shows(2)
    review.locator(".ls-review-made summary").click()
    review.get_by_role("button", name="Take back").click()
    desk.shows(3)
    review.locator(".ls-review-stage").press("d")
    expect(review).to_contain_text("All pairs are decided.")
    desk.shows(3)
