"""A kernel that ends, a server that stops: said within five seconds, with the way back; and no alarm without a fire."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import servers
from tests.browser.desk import Desk
from widgets.assets import script, style

pytestmark = pytest.mark.slow

SAID = 5_000
"""Milliseconds in which the page says what is wrong."""
STEP = 500
"""Milliseconds that pass at a time, so that what waits for an answer gets it."""

FAKE = """
<body data-voila>
  <div class="litscope">
    <div class="ls-page" style="padding-top: 300px"><button>Undo</button><p>A paper</p></div>
    <div class="place"></div>
  </div>
</body>
"""
"""A page with a control and a text, and a place for the notice."""

KERNEL = """async ([code, css]) => {
    const signal = () => {
        const heard = new Set();
        const emit = (status) => heard.forEach((hear) => hear(kernel, status));
        return { connect: (hear) => heard.add(hear), disconnect: (hear) => heard.delete(hear), emit };
    };
    const kernel = {
        id: "k", serverSettings: { baseUrl: location.href },
        status: "idle", connectionStatus: "connected", isDisposed: false,
        statusChanged: signal(), connectionStatusChanged: signal(),
        known: true, reconnected: 0,
        requestCommInfo: async () => ({ content: { status: "ok", comms: kernel.known ? { me: {} } : {} } }),
        reconnect: async () => { kernel.reconnected += 1; },
        be(status) { this.status = status; this.statusChanged.emit(status); },
        connection(status) { this.connectionStatus = status; this.connectionStatusChanged.emit(status); },
    };
    const traits = { own: "me", added: 0 };
    const model = { get: (name) => traits[name], on() {}, off() {}, send() {}, widget_manager: { kernel } };
    Object.assign(window, { kernel, traits, answer: 200 });
    window.fetch = async () => {
        if (!answer) throw new TypeError("refused");
        return { status: answer, ok: answer < 300, json: async () => ({ execution_state: "idle" }) };
    };
    document.head.append(Object.assign(document.createElement("style"), { textContent: css }));
    const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const widget = (await import(address)).default();
    const abort = new AbortController();
    widget.initialize({ model, signal: abort.signal });
    widget.render({ model, el: document.querySelector(".place"), signal: abort.signal });
}"""
"""The widget over a kernel that does as the test wants."""


class Bench:
    """The notice on a page with a kernel and a server that do as they are told; time passes when it is told to."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.clock.install()
        page.route("http://bench.invalid/**", lambda route: route.fulfill(body=FAKE, content_type="text/html"))
        page.goto("http://bench.invalid/")
        page.evaluate(KERNEL, [script("heartbeat", "connection"), style("theme", "common", "connection")])
        page.clock.run_for(10_000)
        expect(self.notice).to_be_hidden()

    def answers(self, status: int) -> None:
        """From now on the server answers with this status, with 0 not at all."""
        self.page.evaluate("status => { window.answer = status; }", status)

    @property
    def notice(self) -> Locator:
        return self.page.locator(".ls-connection-notice")

    @property
    def news(self) -> Locator:
        return self.page.locator(".ls-connection-news")

    def wait(self, milliseconds: int) -> None:
        """Let time pass in steps that leave answers room to arrive."""
        for _ in range(milliseconds // STEP):
            self.page.clock.run_for(STEP)

    def kernel(self, code: str) -> None:
        self.page.evaluate(f"() => {{ kernel.{code}; }}")


@pytest.fixture
def bench(browser: Browser) -> Iterator[Bench]:
    context = browser.new_context()
    yield Bench(context.new_page())
    context.close()


class TestNotice:
    @pytest.mark.parametrize("status", ["autorestarting", "restarting", "dead"])
    def test_a_kernel_that_ends_is_said_at_once(self, bench: Bench, status: str):
        bench.kernel(f"be('{status}')")
        expect(bench.notice).to_contain_text("has ended", timeout=1000)
        expect(bench.notice.get_by_role("button")).to_have_text("Open the same view again")
        assert bench.page.get_by_role("alert").filter(has=bench.notice).count() == 1
        bench.kernel("be('idle')")  # the server starts an empty one under the same name
        bench.wait(5_000)
        expect(bench.notice).to_be_visible()

    def test_a_kernel_that_was_put_away_is_said(self, bench: Bench):
        bench.answers(404)
        bench.wait(SAID)
        expect(bench.notice).to_contain_text("has ended")

    def test_a_kernel_started_anew_while_nobody_listened_is_said(self, bench: Bench):
        bench.kernel("connection('connecting')")
        bench.kernel("known = false")
        bench.kernel("connection('connected')")
        bench.wait(1_000)
        expect(bench.notice).to_contain_text("has ended")

    def test_a_server_without_an_answer_is_said_and_comes_back(self, bench: Bench):
        bench.answers(0)
        bench.wait(SAID)
        expect(bench.notice).to_contain_text("does not answer")
        bench.answers(200)
        bench.wait(2_000)
        expect(bench.notice).to_be_hidden()
        expect(bench.news).to_have_text("The server is back.")
        bench.wait(5_000)
        expect(bench.news).to_be_empty()

    def test_a_server_that_comes_back_without_the_kernel_says_so(self, bench: Bench):
        bench.answers(0)
        bench.wait(SAID)
        bench.answers(404)
        bench.wait(2_000)
        expect(bench.notice).to_contain_text("The server is back.")
        expect(bench.notice.get_by_role("button")).to_be_visible()

    def test_a_lost_websocket_is_joined_again(self, bench: Bench):
        bench.kernel("connection('disconnected')")
        bench.wait(SAID)
        expect(bench.notice).to_contain_text("does not answer")
        assert bench.page.evaluate("kernel.reconnected") >= 1
        bench.kernel("connection('connected')")
        bench.wait(1_000)
        expect(bench.notice).to_be_hidden()

    def test_a_blink_of_the_network_is_no_news(self, bench: Bench):
        bench.answers(0)
        bench.kernel("connection('connecting')")
        bench.wait(500)
        bench.answers(200)
        bench.kernel("connection('connected')")
        bench.wait(3_000)
        expect(bench.notice).to_be_hidden()
        expect(bench.news).to_be_empty()

    def test_a_busy_kernel_is_still_working(self, bench: Bench):
        bench.kernel("requestCommInfo = () => new Promise(() => {})")
        bench.kernel("be('busy')")
        bench.wait(2_000)
        expect(bench.news).to_be_empty()
        bench.wait(60_000)
        expect(bench.news).to_have_text("Still working …")
        expect(bench.notice).to_be_hidden()
        bench.kernel("be('idle')")
        expect(bench.news).to_be_empty()

    def test_sleep_is_no_alarm(self, bench: Bench):
        bench.answers(0)
        bench.page.clock.fast_forward(3_600_000)  # one beat after an hour: the network is not awake yet
        bench.kernel("connection('disconnected')")
        bench.wait(4_000)
        expect(bench.notice).to_be_hidden()
        bench.answers(200)
        bench.kernel("connection('connected')")
        bench.wait(10_000)
        expect(bench.notice).to_be_hidden()

    def test_a_page_in_the_background_looks_again_when_it_is_shown(self, bench: Bench):
        hide = """(hidden) => {
            Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
        bench.page.evaluate(hide, True)
        bench.answers(0)
        bench.wait(10_000)
        expect(bench.notice).to_be_hidden()
        bench.answers(404)
        bench.page.evaluate(hide, False)
        bench.wait(1_000)
        expect(bench.notice).to_contain_text("has ended")

    def test_papers_of_ones_own_are_named_where_they_are_lost(self, bench: Bench):
        bench.page.evaluate("traits.added = 3")
        bench.answers(0)
        bench.wait(SAID)
        expect(bench.notice).not_to_contain_text("you added")
        bench.answers(404)
        bench.wait(2_000)
        expect(bench.notice).to_contain_text("The 3 papers you added went with it")

    def test_the_page_rests_but_can_be_read(self, bench: Bench):
        bench.page.evaluate(
            "document.querySelector('.ls-page').addEventListener('click', () => { window.pressed = true; })"
        )
        bench.answers(0)
        bench.wait(SAID)
        expect(bench.page.locator(".ls-page button")).to_have_attribute("inert", "")
        bench.page.get_by_text("A paper").click(click_count=3)
        assert bench.page.evaluate("window.pressed") is None
        assert bench.page.evaluate("getSelection().toString().trim()") == "A paper"
        bench.answers(200)
        bench.wait(2_000)
        bench.page.get_by_text("Undo").click()
        assert bench.page.evaluate("window.pressed")

    def test_the_button_waits_for_the_server_and_brings_the_address_up_to_date(self, bench: Bench):
        bench.answers(0)
        bench.wait(SAID)
        bench.notice.get_by_role("button").click()
        bench.wait(3_000)
        expect(bench.notice.get_by_role("button")).to_have_text("Waiting for the server …")
        # The widget that writes the address waits until the view rests; asked by this event it does so at once.
        write = "() => addEventListener('litscope-address', () => history.replaceState(null, '', '?view=last'))"
        bench.page.evaluate(write)
        bench.answers(404)
        with bench.page.expect_navigation():
            bench.page.clock.run_for(2_000)
        assert bench.page.url.endswith("?view=last")
        expect(bench.notice).to_have_count(0)

    def test_a_server_that_asks_anew_who_comes_is_no_silence(self, bench: Bench):
        bench.answers(403)
        bench.kernel("connection('disconnected')")
        bench.wait(SAID)
        expect(bench.notice).to_contain_text("has ended")


def kernels(server: servers.Server) -> dict[str, psutil.Process]:
    """The kernels of a server, by their ids."""
    found = {}
    for process in psutil.Process(server.process.pid).children(recursive=True):
        id = re.search(r"kernel-([0-9a-f-]{36})\.json", " ".join(process.cmdline()))
        if id:
            found[id[1]] = process
    return found


def kernel_of(page: Page, server: servers.Server) -> psutil.Process:
    """The kernel behind a page."""
    id = page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    return kernels(server)[id]


def says(page: Page, words: str) -> None:
    """Expect that the page says so in time."""
    expect(page.locator(".ls-connection-notice")).to_contain_text(words, timeout=SAID)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Page]:
    """A page whose server may fail it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def test_a_killed_kernel_is_said_and_the_same_view_opened_again(visit: Page, site: servers.Server):
    desk = Desk.open(visit, site.url)
    desk.value("pages", "Vocabularies").click()
    desk.shows(67, 416)
    kernel_of(visit, site).kill()
    says(visit, "has ended")
    visit.get_by_role("button", name="Open the same view again").click()
    expect(visit.locator("#litscope-skeleton")).to_be_attached()
    desk.wait().shows(67, 416)


def test_a_kernel_that_computes_raises_no_alarm(visit: Page, site: servers.Server):
    desk = Desk.open(visit, site.url)
    visit.wait_for_timeout(3000)
    kernel = kernel_of(visit, site)
    kernel.suspend()  # it answers nothing, as in a long computation
    visit.wait_for_timeout(12_000)
    expect(visit.locator(".ls-connection-notice")).to_be_hidden()
    kernel.resume()
    desk.value("pages", "Vocabularies").click()
    desk.shows(67, 416)


def test_a_server_started_again_brings_the_same_view(visit: Page, tmp_path: Path):
    with servers.litscope() as first:
        desk = Desk.open(visit, first.url)
        desk.value("pages", "Vocabularies").click()
        desk.shows(67, 416)
        first.stop()
        says(visit, "does not answer")
        # What was chosen last may not be in the address yet; the button writes it.
        visit.get_by_role("button", name="Open the same view again").click()
    port = first.url.rstrip("/").rsplit(":", 1)[1]
    with servers.litscope(arguments=("--port", port)):
        expect(visit.locator(".ls-connection-notice")).to_have_count(0, timeout=60_000)
        desk.wait().shows(67, 416)


def test_a_server_killed_while_the_page_opens_is_said(visit: Page):
    with servers.litscope() as server:
        visit.goto(server.url, wait_until="commit")
        expect(visit.locator("#litscope-skeleton")).to_be_visible()
        os.kill(server.process.pid, signal.SIGKILL)
        started = time.monotonic()
        expect(visit.get_by_role("button", name="Load the page again")).to_be_visible(timeout=10_000)
        assert time.monotonic() - started < 10
