"""What happened on a page behind the test's back."""

from urllib.parse import urlsplit

from playwright.sync_api import Page, WebSocket

LOCAL = {"127.0.0.1", "localhost", ""}


class Watch:
    """Records errors, foreign requests, failed answers and the bytes that came through websockets."""

    def __init__(self, page: Page):
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.failed: list[str] = []
        self.received = 0
        self.sent = 0
        page.on("pageerror", lambda error: self.errors.append(getattr(error, "stack", None) or str(error)))
        page.on("request", lambda request: self._request(request.url))
        page.on("response", lambda answer: self._response(answer.url, answer.status))
        page.on("websocket", self._websocket)

    def check(self) -> None:
        """Fail if the page raised an error, asked another host or got a failed answer."""
        assert not self.errors, self.errors
        assert not self.foreign, self.foreign
        assert not self.failed, self.failed

    def _request(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in LOCAL:
            self.foreign.append(url)

    def _response(self, url: str, status: int) -> None:
        # A page that is left asks for the end of its kernel, which may have ended with the connection.
        if status >= 400 and "/voila/api/shutdown/" not in url:
            self.failed.append(url)

    def _websocket(self, socket: WebSocket) -> None:
        def received(payload: str | bytes) -> None:
            self.received += len(payload)

        def sent(payload: str | bytes) -> None:
            self.sent += len(payload)

        socket.on("framereceived", received)
        socket.on("framesent", sent)
