"""The one way out, over real HTTP."""

import email.utils
import time
from pathlib import Path

import pytest

from loaders import http
from loaders.http import Client, FetchError
from tests.loaders.served import Asked, Reply, serving


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(tmp_path: Path, clock: Clock) -> Client:
    return Client(tmp_path / "cache", offline=False, sleep=clock.sleep, clock=clock)


def replies(*several: Reply):
    """Return an answer that gives one reply after the other, the last for ever."""
    waiting = list(several)
    return lambda _asked: waiting.pop(0) if len(waiting) > 1 else waiting[0]


def test_a_repeated_fetch_asks_nobody(client: Client) -> None:
    with serving(replies(Reply(b"one"))) as service:
        first, second = client.get(service.url), client.get(service.url)
        assert (first.body, first.cached, second.body, second.cached) == (b"one", False, b"one", True)
        assert len(service.asked) == 1
        assert first.fetched == second.fetched


def test_later_it_asks_whether_there_is_news(client: Client) -> None:
    def answer(asked: Asked) -> Reply:
        return (
            Reply(status=304) if asked.headers.get("if-none-match") == '"a"' else Reply(b"one", headers={"ETag": '"a"'})
        )

    with serving(answer) as service:
        client.get(service.url, fresh=0.0)
        again = client.get(service.url, fresh=0.0)
        assert (again.body, again.cached) == (b"one", True)
        assert len(service.asked) == 2


def test_offline_gives_what_is_there_and_says_what_is_not(client: Client, tmp_path: Path) -> None:
    with serving(replies(Reply(b"one"))) as service:
        client.get(service.url, {"q": "a"})
        offline = Client(tmp_path / "cache", offline=True)
        assert offline.get(service.url, {"q": "a"}, fresh=0.0).body == b"one"
        with pytest.raises(FetchError, match="was not asked because of --offline"):
            offline.get(service.url, {"q": "b"})
        assert len(service.asked) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_it_waits_as_long_as_it_is_told(client: Client, clock: Clock, status: int) -> None:
    with serving(replies(Reply(status=status, headers={"Retry-After": "7"}), Reply(b"one"))) as service:
        assert client.get(service.url).body == b"one"
        assert sum(clock.slept) == pytest.approx(7, abs=0.1)


def test_it_waits_until_a_date(client: Client, clock: Clock) -> None:
    until = email.utils.formatdate(time.time() + 30, usegmt=True)
    with serving(replies(Reply(status=503, headers={"Retry-After": until}), Reply(b"one"))) as service:
        client.get(service.url)
        assert 25 < sum(clock.slept) < 31


def test_a_wait_of_hours_is_told_instead(client: Client) -> None:
    with (
        serving(replies(Reply(status=429, headers={"Retry-After": "7200"}))) as service,
        pytest.raises(FetchError, match="asks to wait 120 minutes"),
    ):
        client.get(service.url)


def test_when_the_quota_is_used_up_the_next_request_waits(client: Client, clock: Clock) -> None:
    with serving(replies(Reply(b"one", headers={"RateLimit-Remaining": "0", "RateLimit-Reset": "20"}))) as service:
        client.get(service.url, {"p": "1"})
        client.get(service.url, {"p": "2"})
        assert sum(clock.slept) == pytest.approx(20, abs=0.1)


def test_each_host_at_its_pace(client: Client, clock: Clock) -> None:
    with serving(replies(Reply(b"one"))) as service:
        for page in range(3):
            client.get(service.url, {"p": str(page)}, pace=3.0)
        assert sum(clock.slept) == pytest.approx(6, abs=0.1)


def test_a_cut_connection_is_tried_again(client: Client) -> None:
    with serving(replies(Reply(b"half of it", cut=True), Reply(b"all of it"))) as service:
        assert client.get(service.url).body == b"all of it"


def test_half_an_answer_is_never_kept(client: Client) -> None:
    with serving(replies(Reply(b"half of it", cut=True))) as service:
        with pytest.raises(FetchError, match="cut the connection in the middle of its answer"):
            client.get(service.url)
        service.answer = replies(Reply(b"all of it"))
        assert client.get(service.url).body == b"all of it"
        assert len(service.asked) == http.TRIES + 1


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (401, r"127\.0\.0\.1 does not accept the key; check it \(HTTP 401\)"),
        (403, "it may want a key, or blocks this network"),
        (404, "has nothing there; check the name or number"),
        (400, "does not understand the request"),
        (500, r"is out of order; try again later \(HTTP 500\)"),
    ],
)
def test_each_refusal_has_its_sentence(client: Client, status: int, sentence: str) -> None:
    with serving(replies(Reply(b"no", status=status))) as service, pytest.raises(FetchError, match=sentence):
        client.get(service.url)


def test_nobody_there(client: Client) -> None:
    with serving(replies(Reply())) as service:
        url = service.url
    with pytest.raises(FetchError, match="cannot be reached; check the connection"):
        client.get(url)


def test_a_challenge_instead_of_data(client: Client) -> None:
    with serving(replies(Reply(b"<!DOCTYPE html><html>Are you a robot?"))) as service:
        answer = client.get(service.url)
        with pytest.raises(FetchError, match="answered with a web page instead of data"):
            answer.json()


def test_an_endless_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST_ANSWER", 1_000)
    with (
        serving(replies(Reply(bytes(100_000)))) as service,
        pytest.raises(FetchError, match="in one answer; ask for less"),
    ):
        client.get(service.url)


def test_keys_stand_nowhere_but_in_the_request(client: Client, tmp_path: Path) -> None:
    with serving(replies(Reply(b"one"))) as service:
        answer = client.get(service.url, {"q": "a"}, secrets={"api_key": "sesame", "mailto": ""})
        assert service.asked[0].query == {"q": "a", "api_key": "sesame"}
        assert "sesame" not in answer.url
        assert client.get(service.url, {"q": "a"}, secrets={"api_key": "other"}).cached
    assert all(b"sesame" not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


def test_who_asks_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(http.CONTACT, "ada@example.org")
    with serving(replies(Reply(b"one"))) as service, Client(tmp_path, offline=False) as client:
        client.get(service.url)
        assert service.asked[0].headers["user-agent"].endswith("(mailto:ada@example.org)")
