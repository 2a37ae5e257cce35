"""A visitor's own files: read, joined, accounted for, and inert whatever they hold."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import servers
from tests.browser.desk import Desk
from tests.loaders import served

pytestmark = pytest.mark.slow

HOSTILE = '<img src=x onerror="window.hacked=1">'

QUOTED = HOSTILE.replace('"', '""')
TABLE = f"""title,authors,year,venue,upvotes,homework,url
Counting beans with abaci,Ada Bean; Max Pod,2021,Proceedings of Beans,12,yes,https://example.org/beans
"{QUOTED} on tables","<b>Eve</b> Hacker",2022,"<script>hacked=1</script>",3,no,javascript:hacked=1
=2+5 as a title,Mallory Cell,2023,Proceedings of Beans,0,no,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_own_files_join_the_page_and_stay_inert(page: Page, site: servers.Server, table: Path, tmp_path: Path):
    desk = Desk.open(page, site.url)
    desk.bring(table)
    account = desk.root.locator(".ls-upload-accounts li").first
    expect(account).to_contain_text("mine.csv")
    expect(account).to_contain_text("3")
    desk.shows(419)
    desk.tab("Overview")
    desk.value("pages", "mine").click()
    desk.shows(3, 419)
    expect(desk.rows.filter(has_text="<img src=x")).to_have_count(1)
    desk.rows.filter(has_text="<img src=x").click()
    expect(desk.card.locator(".ls-card-title")).to_contain_text(HOSTILE)
    assert desk.card.locator('a[href^="javascript"]').count() == 0
    desk.retitle("counts", "column", "Venue")
    expect(desk.chart("counts").get_by_text("Proceedings of Beans").first).to_be_visible()
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    with page.expect_download() as download:
        desk.root.locator(".ls-toolbar-export").click()
    download.value.save_as(tmp_path / "out.csv")
    assert "'=2+5 as a title" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_a_file_without_papers_is_refused_in_a_sentence(page: Page, site: servers.Server, tmp_path: Path):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    desk = Desk.open(page, site.url)
    desk.bring(picture, empty)
    failed = desk.root.locator(".ls-upload-failed")
    expect(failed).to_have_count(2)
    expect(failed.filter(has_text="picture.png")).to_have_count(1)
    expect(failed.filter(has_text="empty.csv")).to_have_count(1)
    desk.shows(416)


def test_pasted_text_is_read(page: Page, site: servers.Server):
    desk = Desk.open(page, site.url)
    desk.tab("Sources")
    desk.root.locator(".ls-upload-paste").click()
    abstract = "We count beans with invented abaci and find that counting takes as long as there are beans. " * 5
    desk.root.locator(".ls-upload-text").fill(f"Counting beans with invented abaci\n\n{abstract}\n")
    desk.root.locator(".ls-upload-add").click()
    desk.shows(417)


def test_a_service_is_asked_and_its_papers_join(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>http://arxiv.org/abs/2402.00001v1</id>"
        "<title>Counting Whales</title><author><name>Ada Lovelace</name></author></entry></feed>"
    )
    monkeypatch.setenv("LITSCOPE_CACHE", str(tmp_path / "cache"))
    with served.serving(lambda _asked: served.Reply(feed.encode())) as service:
        monkeypatch.setenv("LITSCOPE_ARXIV_URL", service.url)
        with servers.litscope() as site:
            desk = Desk.open(page, site.url)
            desk.tab("Sources")
            desk.root.locator(".ls-upload-service").select_option("arxiv")
            desk.root.locator(".ls-upload-query").fill("whales")
            desk.root.locator(".ls-upload-query").press("Enter")
            expect(desk.root.locator(".ls-upload-came")).to_contain_text("1 paper read from arxiv:whales: 1 new")
            desk.shows(417, 417)
    assert service.asked[0].query["search_query"] == "all:whales"


def test_what_is_new_is_asked_for_and_work_can_be_stopped(page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    entry = "<entry><id>http://arxiv.org/abs/2402.0000{0}v1</id><title>Counting Whales {0}</title></entry>"
    known = [1]

    def answer(asked: served.Asked) -> served.Reply:
        if "slowly" in asked.query["search_query"]:
            return served.Reply(status=503, headers={"Retry-After": "60"})
        entries = "".join(entry.format(number) for number in reversed(known))
        return served.Reply(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode())

    monkeypatch.setenv("LITSCOPE_CACHE", str(tmp_path / "cache"))
    with served.serving(answer) as service:
        monkeypatch.setenv("LITSCOPE_ARXIV_URL", service.url)
        with servers.litscope() as site:
            desk = Desk.open(page, site.url)
            desk.tab("Sources")
            query = desk.root.locator(".ls-upload-query")
            desk.root.locator(".ls-upload-service").select_option("arxiv")
            query.fill("whales")
            query.press("Enter")
            desk.shows(417, 417)
            known.append(2)
            desk.root.get_by_role("button", name="What is new at arxiv:whales").click()
            expect(desk.root.locator(".ls-upload-came").first).to_contain_text("1 paper is new")
            desk.shows(418, 418)
            query.fill("slowly")
            query.press("Enter")
            expect(desk.root.locator(".ls-upload-words")).to_contain_text("is asked again in")
            desk.root.locator(".ls-upload-stop").click()
            expect(desk.root.locator(".ls-upload-failed").first).to_contain_text("it was stopped; nothing was changed")
            expect(desk.root.locator(".ls-upload-progress")).to_be_hidden()
            desk.shows(418, 418)
