"""The one way out: everything that is fetched from the network goes through here.

Answers are kept on disk. While one is fresh it is taken from there; later the server is asked whether it has changed
(ETag, Last-Modified), so that a repeated fetch costs little and an interrupted one goes on where it was. Each
host is asked at its own pace, and where it says to wait, that is done (RFC 9110, section 10.2.3).
"""

import email.utils
import hashlib
import json
import os
import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import platformdirs

from loaders.raw import MEGABYTE, LoadError

CACHE = "LITSCOPE_CACHE"
OFFLINE = "LITSCOPE_OFFLINE"
CONTACT = "LITSCOPE_CONTACT"
"""Environment variables: folder of the answers that are kept, whether to use nothing else, and a mail address that the
services are told, so that they can write instead of blocking."""

FRESH = 3600.0
"""Seconds for which an answer is taken from the disk without asking."""
PATIENCE = httpx.Timeout(30.0, connect=15.0)
TRIES = 5
LONGEST_WAIT = 120.0
"""Seconds; a server that asks for more is told of, not waited for."""
NAP = 0.25
LONG_WAIT = 5.0
"""Seconds to wait that are told of; the usual pace of a service is not."""
LARGEST_ANSWER = 64 * MEGABYTE
AGAIN = frozenset((408, 425, 429, 500, 502, 503, 504))
"""Answers that may be others when asked again."""

_CHALLENGE = re.compile(rb"<(?:!doctype html|html|head)\b", re.IGNORECASE)


class FetchError(LoadError):
    """Something could not be fetched; the message is a sentence with the way out."""


@dataclass(frozen=True)
class Answer:
    """What a server answered.

    Attributes
    ----------
    body : bytes
    url : str
        Address that was asked, without keys.
    fetched : datetime
        When it came from the network (UTC).
    cached : bool
        Whether it was taken from the disk.
    """

    body: bytes
    url: str
    fetched: datetime
    cached: bool

    def json(self) -> Any:
        """Return the body as JSON.

        Raises
        ------
        FetchError
            If it is something else, such as the page that asks whether one is a robot.
        """
        try:
            return json.loads(self.body)
        except ValueError as error:
            what = "a web page" if _CHALLENGE.search(self.body[:2000]) else "something that is no JSON"
            host = httpx.URL(self.url).host
            raise FetchError(f"{host} answered with {what} instead of data; try again later.") from error


@dataclass
class Client:
    """Fetches, and remembers.

    Parameters
    ----------
    cache : Path, optional
        Folder of the answers; the user's own by default.
    offline : bool, optional
        Use nothing but what is on disk.
    fresh : float
        Seconds for which an answer on disk needs no question; 0 asks whether there is news.
    tell : callable
        ``tell(words)`` is told what it waits for, again and again while it waits.
    sleep, clock : callables
        For tests.

    Attributes
    ----------
    from_cache, from_network : int
        Answers that were on disk (also those that a server said are still true), and that came through the network.
    """

    cache: Path = field(
        default_factory=lambda: Path(os.environ.get(CACHE) or platformdirs.user_cache_path("litscope") / "http")
    )
    offline: bool = field(default_factory=lambda: os.environ.get(OFFLINE, "") not in ("", "0"))
    fresh: float = FRESH
    tell: Callable[[str], Any] = lambda words: None
    sleep: Callable[[float], Any] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        contact = os.environ.get(CONTACT, "")
        agent = "Litscope/0.1" + (f" (mailto:{contact})" if contact else "")
        self._http = httpx.Client(timeout=PATIENCE, follow_redirects=True, headers={"User-Agent": agent})
        self._next: dict[str, float] = {}
        self.requests = 0
        self.from_cache = self.from_network = 0

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def get(
        self,
        url: str,
        params: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        secrets: Mapping[str, str] | None = None,
        body: Any = None,
        pace: float = 0.0,
        fresh: float | None = None,
    ) -> Answer:
        """Return the answer at an address, from the disk where that is fresh enough.

        Parameters
        ----------
        url : str
        params : mapping, optional
        headers : mapping, optional
        secrets : mapping, optional
            Parameters such as keys, which stand in no message and no name on disk; empty ones are left out.
        body : optional
            JSON to be posted.
        pace : float
            Least seconds between two requests to this host.
        fresh : float, optional
            Instead of that of the client.

        Raises
        ------
        FetchError
            If it cannot be had; the message says why and what to do.
        """
        request = self._http.build_request(
            "POST" if body is not None else "GET", url, params=params, json=body, headers=headers
        )
        kept = _Kept.of(self.cache, request)
        address = str(request.url)
        request.url = request.url.copy_merge_params({name: value for name, value in (secrets or {}).items() if value})
        fresh = self.fresh if fresh is None else fresh
        if kept.there and (self.offline or time.time() - kept.asked < fresh):
            return self._cached(kept, address)
        if self.offline:
            raise FetchError(f"{request.url.host} was not asked because of --offline, and this is not on disk yet.")
        if kept.there and body is None:
            request.headers.update(kept.conditions)
        response = self._ask(request, pace)
        if response.status_code == 304:
            kept.touch()
            return self._cached(kept, address)
        if response.status_code >= 400:
            raise FetchError(_sentence(request.url.host, response))
        kept.write(response)
        self.from_network += 1
        return Answer(response.content, address, kept.fetched, cached=False)

    def _cached(self, kept: "_Kept", address: str) -> Answer:
        self.from_cache += 1
        return Answer(kept.body(), address, kept.fetched, cached=True)

    def _ask(self, request: httpx.Request, pace: float) -> httpx.Response:
        """Return the answer of the last of as many tries as it needs."""
        host = request.url.host
        problem = ""
        for attempt in range(TRIES):
            self._wait(host, self._next.get(host, 0.0) - self.clock(), again=attempt > 0)
            self._next[host] = self.clock() + pace
            self.requests += 1
            try:
                response = self._read(request)
            except httpx.HTTPError as error:
                problem = _trouble(host, error)
                pause = _back_off(attempt)
            else:
                if response.status_code not in AGAIN:
                    self._next[host] = max(self._next[host], self.clock() + _quota_pause(response))
                    return response
                problem = _sentence(host, response)
                pause = _retry_after(response) or _back_off(attempt)
                if pause > LONGEST_WAIT:
                    raise FetchError(f"{host} asks to wait {pause / 60:,.0f} minutes; try again then.")
            if attempt < TRIES - 1:
                self._next[host] = max(self._next[host], self.clock() + pause)
        raise FetchError(problem)

    def _read(self, request: httpx.Request) -> httpx.Response:
        """Return a whole answer; one that is cut off or endless is an error."""
        response = self._http.send(request, stream=True)
        try:
            parts, size = [], 0
            for part in response.iter_bytes():
                parts.append(part)
                size += len(part)
                if size > LARGEST_ANSWER:
                    most = f"more than {LARGEST_ANSWER // MEGABYTE} MB"
                    raise FetchError(f"{request.url.host} sent {most} in one answer; ask for less.")
        finally:
            response.close()
        response._content = b"".join(parts)
        return response

    def _wait(self, host: str, seconds: float, again: bool) -> None:
        """Wait, in naps after each of which somebody may lose patience."""
        until = self.clock() + seconds
        while (left := until - self.clock()) > 0:
            if left >= LONG_WAIT or again:
                self.tell(f"{host} is asked {'again ' if again else ''}in {left:,.0f} s")
            self.sleep(min(left, NAP))


@dataclass
class _Kept:
    """An answer on disk: its body, and beside it what is needed to ask whether it has changed."""

    path: Path
    about: dict[str, Any]

    @classmethod
    def of(cls, folder: Path, request: httpx.Request) -> "_Kept":
        name = hashlib.sha256(f"{request.method} {request.url}\n".encode() + request.content).hexdigest()
        path = folder / name[:2] / name
        try:
            about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            about = {}
        return cls(path, about if path.is_file() else {})

    @property
    def there(self) -> bool:
        return bool(self.about)

    @property
    def asked(self) -> float:
        return float(self.about["asked"])

    @property
    def fetched(self) -> datetime:
        return datetime.fromtimestamp(self.about["fetched"], UTC).replace(microsecond=0)

    @property
    def conditions(self) -> dict[str, str]:
        told = {"If-None-Match": self.about.get("etag"), "If-Modified-Since": self.about.get("modified")}
        return {name: value for name, value in told.items() if value}

    def body(self) -> bytes:
        return self.path.read_bytes()

    def touch(self) -> None:
        self._note({**self.about, "asked": time.time()})

    def write(self, response: httpx.Response) -> None:
        """Keep the answer; the note comes last, so that half an answer is none."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        half = self.path.with_suffix(f".{os.getpid()}.part")
        half.write_bytes(response.content)
        half.replace(self.path)
        now = time.time()
        etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
        self._note({"asked": now, "fetched": now, "etag": etag, "modified": modified})

    def _note(self, about: dict[str, Any]) -> None:
        self.about = about
        half = self.path.with_suffix(f".{os.getpid()}.note")
        half.write_text(json.dumps(about), encoding="utf-8")
        half.replace(self.path.with_suffix(".json"))


def _back_off(attempt: int) -> float:
    return 2.0**attempt * random.uniform(0.75, 1.25)


def _retry_after(response: httpx.Response) -> float:
    """Return how long a server asks to wait, in seconds: given as such, or as a date."""
    given = response.headers.get("Retry-After", "").strip()
    if given.isdigit():
        return float(given)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(given).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0


def _quota_pause(response: httpx.Response) -> float:
    """Return how long to wait where a server says that nothing is left of what it grants (RateLimit headers)."""
    headers = response.headers
    left = headers.get("RateLimit-Remaining") or headers.get("X-RateLimit-Remaining") or ""
    reset = headers.get("RateLimit-Reset") or headers.get("X-RateLimit-Reset") or ""
    if left.strip() != "0" or not reset.strip().isdigit():
        return 0.0
    seconds = float(reset)
    return min(LONGEST_WAIT, seconds - time.time() if seconds > 1e9 else seconds)


def _trouble(host: str, error: httpx.HTTPError) -> str:
    match error:
        case httpx.TimeoutException():
            return f"{host} did not answer in time; try again later."
        case httpx.ConnectError():
            return f"{host} cannot be reached; check the connection, or use --offline for what is on disk."
        case httpx.RemoteProtocolError() | httpx.ReadError():
            return f"{host} cut the connection in the middle of its answer; try again, what has come is kept."
    return f"{host} could not be asked ({type(error).__name__}); try again later."


_REASONS = {
    400: "does not understand the request; check how it is written",
    401: "does not accept the key; check it",
    403: "refuses; it may want a key, or blocks this network",
    404: "has nothing there; check the name or number",
    429: "has had too many requests; try again in some minutes, or with a key",
}


def _sentence(host: str, response: httpx.Response) -> str:
    code = response.status_code
    reason = _REASONS.get(code, "is out of order; try again later" if code >= 500 else "refuses the request")
    return f"{host} {reason} (HTTP {code})."
