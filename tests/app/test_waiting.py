"""The page while papers are prepared: when there is one, what it says, and that it gives way."""

import json
import socket
import urllib.error
import urllib.request

import pytest

from app import waiting
from app.server import STATE_URL, Address
from app.waiting import Waiting
from tests.browser.servers import free_port


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Address:
    monkeypatch.setattr(waiting, "PATIENCE", -1.0)
    return Address("127.0.0.1", free_port())


def answer(address: Address, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{address.port}/{path}", timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_what_takes_no_time_has_no_page(address, monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE", 60.0)
    with Waiting(address) as page:
        page.report(1, 2, "Reading")
        assert not page.shown
        with pytest.raises(urllib.error.URLError):
            answer(address, "")


def test_long_work_is_told_of_until_it_ends(address):
    with Waiting(address, open_browser=False) as page:
        page.report(1, 2, "Reading <claims>")
        status, body = answer(address, "?view=anything")
        assert status == 503 and "being prepared" in body
        page.report(2, 2, "Drawing the map")
        assert json.loads(answer(address, STATE_URL)[1]) == {"done": 2, "total": 2, "words": "Drawing the map"}
        assert answer(address, "litscope/static/page.css")[0] == 200
        assert answer(address, "litscope/static/../index.html.j2")[0] != 200
    with pytest.raises(urllib.error.URLError):
        answer(address, "")


def test_the_browser_is_opened_once(address, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(waiting.webbrowser, "open", opened.append)
    with Waiting(address) as page:
        page.report(1, 2, "Reading")
        page.report(2, 2, "Reading")
        assert page.shown
    assert opened == [address.url]


def test_a_port_that_was_taken_meanwhile_stops_no_work(address):
    with socket.socket() as other:
        other.bind(("127.0.0.1", address.port))
        other.listen()
        with Waiting(address, open_browser=False) as page:
            page.report(1, 2, "Reading")


def test_work_that_fails_leaves_no_page(address):
    with pytest.raises(ZeroDivisionError), Waiting(address, open_browser=False) as page:
        page.report(1, 2, "Reading")
        _ = 1 / 0
    with pytest.raises(urllib.error.URLError):
        answer(address, "")
