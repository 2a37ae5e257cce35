"""Results and Compare: claims and papers choose each other, evidence, corrections that stay, papers side by side."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from app.environment import LOCAL, PREPARED
from papers.prepared.making import prepare
from tests.browser import servers
from tests.browser.conftest import watched
from tests.browser.desk import Desk
from tests.papers.claims.invented import collection

TOTAL = 6


@pytest.fixture(scope="module")
def birds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """Papers with claims, on an address that only their owner reaches."""
    folder = tmp_path_factory.mktemp("birds")
    prepare(collection, folder / "birds")
    environment = {PREPARED: str(folder / "birds"), LOCAL: "1", "LITSCOPE_DATA": str(folder)}
    with servers.voila(servers.ROOT / "dashboard.ipynb", **environment) as server:
        yield server


@pytest.fixture(scope="module")
def opened(browser: Browser, birds: servers.Server) -> Iterator[Desk]:
    """The page, opened once: that takes longer than most tests."""
    for page in watched(browser):
        yield Desk.open(page, birds.url)


@pytest.fixture
def desk(opened: Desk) -> Desk:
    """The tab of results as a visitor finds it."""
    opened.start_over()
    opened.tab("Results")
    opened.root.locator(".ls-evidence-close").locator("visible=true").evaluate_all(
        "found => found.forEach(one => one.click())"
    )
    expect(claims(opened).first).to_be_visible()
    return opened


def claims(desk: Desk):
    return desk.root.locator(".ls-claim:not(.ls-claim-awaited)")


def test_claims_choose_papers_and_papers_choose_claims(desk: Desk):
    expect(claims(desk)).to_have_count(8)
    desk.root.locator('.ls-claim-value-button[data-value="speed-up"]').click()
    desk.shows(3, TOTAL)
    expect(claims(desk)).to_have_count(3)
    expect(desk.chip("Claims: speed-up")).to_be_visible()
    desk.root.get_by_label("Lowest value").press("ArrowRight")
    desk.shows(2, TOTAL)
    desk.undo()
    desk.undo()
    desk.value("kind", "model").click()
    expect(claims(desk)).to_have_count(3)
    strips = desk.root.locator(".ls-chart-claims")
    desk.drag(strips.locator(".nsewdrag").first, (0.02, 0.55), (0.6, 0.9))
    desk.shows(1, TOTAL)
    expect(desk.chip("accuracy")).to_be_visible()


def test_a_claim_shows_its_sentence_and_a_correction_stays(desk: Desk, tmp_path: Path):
    evidence = desk.root.locator(".ls-evidence")
    claims(desk).filter(has_text="2.5×").click()
    expect(evidence.locator("mark")).to_have_text("2.5")
    expect(evidence).to_contain_text("faster than greedy search on OwlBench")
    expect(evidence).to_contain_text("80% sure")
    evidence.get_by_role("button", name="Edit").click()
    evidence.get_by_label("Value", exact=True).fill("2.6")
    evidence.get_by_role("button", name="Keep").click()
    expect(claims(desk).filter(has_text="2.6×")).to_have_count(1)
    expect(evidence).to_contain_text("Checked by hand")
    # another visit finds it, and takes it back
    desk.page.reload()
    desk.wait()
    expect(claims(desk).filter(has_text="2.6×")).to_have_count(1)
    evidence.get_by_text("Your corrections (1)").click()
    with desk.page.expect_download() as download:
        evidence.get_by_role("button", name="Download as annotations").click()
    download.value.save_as(tmp_path / "gold.jsonl")
    (annotation,) = map(json.loads, (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines())
    assert [result["value"] for result in annotation["results"]] == [2.6]
    evidence.get_by_role("button", name="Undo").last.click()
    expect(claims(desk).filter(has_text="2.5×")).to_have_count(1)


def test_a_claim_that_was_missed_is_added_to_the_open_paper(desk: Desk):
    evidence = desk.root.locator(".ls-evidence")
    desk.tab("Overview")
    desk.rows.filter(has_text="RavenRank").click()
    claim = desk.card.locator(".ls-card-claim").first
    expect(claim.locator("summary")).to_contain_text("84.2%")
    claim.locator("summary").click()
    expect(claim.locator("mark")).to_have_text("84.2")
    desk.tab("Results")
    evidence.get_by_role("button", name="Add a claim").click()
    evidence.get_by_label("Value", exact=True).fill("3")
    evidence.get_by_label("What is measured").fill("birds ahead")
    evidence.get_by_label("Words of the title or abstract").fill("outperforms all earlier birds")
    evidence.get_by_role("button", name="Keep").click()
    expect(claims(desk)).to_have_count(9)
    expect(evidence.locator("blockquote")).to_contain_text("It outperforms all earlier birds")
    evidence.get_by_role("button", name="Undo").first.click()
    expect(claims(desk)).to_have_count(8)


def test_the_keyboard_walks_through_the_claims(desk: Desk):
    claims(desk).first.focus()
    for key in ("End", "ArrowUp", "Enter"):
        desk.page.keyboard.press(key)
    expect(desk.root.locator(".ls-evidence")).to_contain_text("11.3 perplexity")
    desk.root.locator(".ls-claim-sort", has_text="Paper").press("Enter")
    expect(claims(desk).first).to_contain_text("OwlDecode")


def test_papers_stand_side_by_side(desk: Desk, tmp_path: Path):
    table = side_by_side(desk, tmp_path)
    desk.page.reload()  # the link has the papers, the store has the note
    desk.wait()
    expect(table.get_by_label("Notes of OwlDecode")).to_have_value("read twice")
    desk.root.get_by_role("button", name="Papers in rows").click()
    expect(table.locator("tbody th")).to_have_count(2)


def side_by_side(desk: Desk, folder: Path) -> Locator:
    """Compare two papers, make a note, download the table; return it."""
    desk.tab("Overview")
    expect(desk.rows.first.locator(".ls-badge-headline")).to_have_text("2.5× speed-up")
    for place in (0, 5):
        desk.rows.nth(place).hover()
        desk.rows.nth(place).locator(".ls-row-compare").click()
    desk.root.get_by_role("button", name="Compare 2").click()
    table = desk.root.locator(".ls-compare table")
    expect(table.locator("thead th")).to_have_count(2)
    expect(table).to_contain_text("Not compared: it is not said of all of them where they hold.")
    table.get_by_role("button", name="2.5×").click()
    expect(desk.root.locator(".ls-compare-evidence mark")).to_have_text("2.5")
    note = table.get_by_label("Notes of OwlDecode")
    note.fill("read twice")
    note.press("Tab")
    with desk.page.expect_download() as download:
        desk.root.locator(".ls-compare").get_by_role("button", name="Download").click()
    download.value.save_as(folder / "table.md")
    assert "read twice" in (folder / "table.md").read_text(encoding="utf-8")
    return table
