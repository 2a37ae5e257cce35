"""What a server answers while the papers are prepared."""

import json

from tornado.httpclient import HTTPResponse
from tornado.testing import AsyncHTTPTestCase
from tornado.web import Application, RequestHandler

from app.waiting import STATE_URL, State, rules


class Dashboard(RequestHandler):
    def get(self, *_path: str) -> None:
        self.finish("the dashboard")


class TestWaiting(AsyncHTTPTestCase):
    def get_app(self) -> Application:
        self.state = State()
        app = Application()
        app.add_handlers(".*$", [*rules(self.state, "/"), (r"/", Dashboard), (r"/(.*)", Dashboard)])
        return app

    def answer(self, path: str) -> HTTPResponse:
        return self.fetch(f"/{path}")

    def test_the_page_says_how_far_it_is_until_visitors_are_let_in(self):
        self.state.report(1, 2, "Reading <claims>")
        page = self.answer("?view=anything")
        assert page.code == 503 and b"<progress" in page.body
        told = json.loads(self.answer(STATE_URL).body)
        assert told == {"done": 1, "total": 2, "words": "Reading <claims>", "open": False}
        self.state.open = True
        assert self.answer("?view=anything").body == b"the dashboard"
        assert json.loads(self.answer(STATE_URL).body)["open"]

    def test_the_page_brings_its_style_and_nothing_else(self):
        assert self.answer("litscope/static/page.css").code == 200
        for path in ("litscope/static/../index.html.j2", "litscope/static/%2e%2e/index.html.j2"):
            assert b"block" not in self.answer(path).body

    def test_kernels_are_answered(self):
        """A heated kernel asks for its visitor below the page."""
        assert self.answer("voila/query/1").body == b"the dashboard"
