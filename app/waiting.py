"""The page while there is none yet: at the dashboard's address, it says how far the work before it is."""

from pathlib import Path
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.routing import PathMatches, Rule
from tornado.web import RequestHandler, StaticFileHandler

from app.work import State

PAGE = Path(__file__).with_name("waiting.html")
STATIC = Path(__file__).resolve().parent / "share" / "voila" / "templates" / "litscope" / "static"
STATE_URL = "litscope/state"
"""Address below the page that tells how far the server is."""
STATIC_URL = "litscope/static/"
"""Address below the page of what the page while there is none shows."""


def rules(state: State, base: str) -> list[Any]:
    """Return what a server answers of its state, and instead of the dashboard while there is none.

    The page asks every second, and is loaded anew once they are.
    """
    return [
        (f"{base}{STATE_URL}", _State, {"state": state}),
        (rf"{base}{STATIC_URL}(.*)", StaticFileHandler, {"path": STATIC}),
        Rule(_NotYet(base, state), _Page),
    ]


class _NotYet(PathMatches):
    """Matches the address of the dashboard while there is none."""

    def __init__(self, path: str, state: State) -> None:
        super().__init__(path)
        self._state = state

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        return None if self._state.open else super().match(request)


class _State(RequestHandler):
    def initialize(self, state: State) -> None:
        self._now = state

    def get(self) -> None:
        self.finish(vars(self._now))


class _Page(RequestHandler):
    def get(self) -> None:
        self.set_status(503)
        self.set_header("Retry-After", "5")
        self.set_header("Cache-Control", "no-store")
        self.finish(PAGE.read_bytes())

    def _log(self) -> None:
        """That there is none yet is no error to be logged."""
