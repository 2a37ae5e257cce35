"""The tab Sources: pairs that may be one paper are decided, and sources are taken together, in common and apart."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from tests.browser import servers
from tests.browser.desk import Desk
from tests.papers.duplicates.test_finding import ORCAS
from tests.papers.test_redoing import OTHER, PREPRINT, PUBLISHED

SEALS = OTHER | {"title": "On Seals", "abstract": None, "authors": ["Bo Ek"]}
UNLIKE = PUBLISHED | {"abstract": ORCAS, "title": "Counting Whales by Their Song"}


def write_lists(folder: Path) -> list[Path]:
    """Write two lists that share a paper and have a doubtful pair: 2 and 2 entries, 3 papers as long as it waits."""
    paths = []
    for name, entries in {"preprints": [PREPRINT, SEALS], "anthology": [UNLIKE, SEALS]}.items():
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
def test_a_doubtful_pair_is_decided_and_sources_are_taken_apart(desk: Desk):
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

    review = desk.root.locator(".ls-review")
    expect(review.locator(".ls-review-side")).to_have_count(2)
    expect(review.locator(".ls-review-reasons")).to_contain_text("titles are nearly equal")
    expect(desk.root.locator(".ls-sources-summary")).to_contain_text("1 pair may be one paper")
    review.locator(".ls-review-same").click()
    desk.shows(2)
    expect(review.locator(".ls-review-said")).to_contain_text("are the same paper")
    review.locator(".ls-review-undo").click()
    desk.shows(3)
