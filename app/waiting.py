"""The page while there is none yet: at the dashboard's address, it says how far the work before it is."""

import asyncio
import threading
import webbrowser
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler, StaticFileHandler

from app.server import STATE_URL, STATIC, Address

PAGE = Path(__file__).with_name("waiting.html")
PATIENCE = 1.0
"""Seconds that work may take before a page tells of it."""


class Waiting:
    """Tells visitors of an address how far the work of a block is, from the moment it takes long.

    The page asks every second, and is loaded anew once the dashboard answers in its place (`app.server.StateHandler`).

    Attributes
    ----------
    shown : bool
        Whether there has been a page.
    """

    def __init__(self, address: Address, *, open_browser: bool = True) -> None:
        self.shown = False
        self._address = address
        self._open_browser = open_browser
        self._since = monotonic()
        self._state = {"done": 0, "total": 0, "words": "Preparing"}
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="waiting", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listening, self._ended = threading.Event(), asyncio.Event()

    def report(self, done: int, total: int, words: str) -> None:
        """Say how far the work is."""
        self._state = {"done": done, "total": total, "words": words}
        if not self.shown and monotonic() - self._since > PATIENCE:
            self.shown = True
            self._thread.start()
            self._listening.wait()
            if self._open_browser:
                webbrowser.open(self._address.url)

    def __enter__(self) -> "Waiting":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Leave the address to the dashboard."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._ended.set)
            self._thread.join()

    async def _serve(self) -> None:
        server = HTTPServer(
            Application(
                [
                    (f"/{STATE_URL}", _State, {"state": lambda: self._state}),
                    (r"/litscope/static/(.*)", StaticFileHandler, {"path": STATIC}),
                    (".*", _Page),
                ],
                log_function=lambda handler: None,
            )
        )
        try:
            server.listen(self._address.port, address=self._address.host)
            self._loop = asyncio.get_running_loop()
        except OSError:  # somebody else took the port meanwhile, and the dashboard will say so
            return
        finally:
            self._listening.set()
        await self._ended.wait()
        server.stop()
        await server.close_all_connections()


class _State(RequestHandler):
    def initialize(self, state: Any) -> None:
        self._state = state

    def get(self) -> None:
        self.finish(self._state())


class _Page(RequestHandler):
    def get(self) -> None:
        self.set_status(503)
        self.set_header("Retry-After", "5")
        self.set_header("Cache-Control", "no-store")
        self.finish(PAGE.read_bytes())
