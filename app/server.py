"""Serving the dashboard: Voila with its files of its own, warm before the first visitor comes."""

import asyncio
import ipaddress
import logging
import os
import secrets
import socket
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import plotly
from tornado.ioloop import IOLoop
from tornado.web import RequestHandler
from voila.app import Voila
from voila.request_info_handler import RequestInfoSocketHandler

from app import host, memory
from widgets import bundle

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "dashboard.ipynb"
TEMPLATES = Path(__file__).resolve().parent / "share"
STATIC = TEMPLATES / "voila" / "templates" / "litscope" / "static"

PLOTLY_URL = f"litscope/plotly-{plotly.__version__}.js"
"""Address of plotly's script below the page; the version makes it safe to keep for ever."""
STATE_URL = "litscope/state"
"""Address below the page that tells how far the server is."""

FOR_EVER = "public, max-age=31536000, immutable"


class ServeError(RuntimeError):
    """The dashboard cannot be served; the message is a sentence for the user."""


@dataclass(frozen=True)
class Address:
    """Where to serve, and to whom: with a token, only to who has it."""

    host: str = "localhost"
    port: int = 8866
    token: str = ""

    @classmethod
    def chosen(cls, host: str, port: int, token: str | None) -> "Address":
        """Return the address for the user's choice; a public one without a choice of token gets a random one."""
        if token is None:
            token = "" if is_loopback(host) else secrets.token_urlsafe(24)
        return cls(host, port, token)

    @property
    def url(self) -> str:
        """The link to open, token included."""
        host = "localhost" if is_loopback(self.host) or self.host in ("", "0.0.0.0", "::") else self.host
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.port}/" + (f"?token={self.token}" if self.token else "")

    @property
    def is_open(self) -> bool:
        """Whether anybody who reaches this machine may use the page."""
        return not self.token and not is_loopback(self.host)

    def check(self) -> None:
        """Raise ServeError if the port is taken or the host is not one of this machine."""
        try:
            family, kind, proto, _, where = socket.getaddrinfo(
                self.host or None, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            with socket.socket(family, kind, proto) as probe:
                if os.name != "nt":
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(where)
        except socket.gaierror as error:
            raise ServeError(f"“{self.host}” is no address of this machine; use --host localhost.") from error
        except OSError as error:
            raise ServeError(
                f"Port {self.port} on {self.host} cannot be used ({error.strerror}); choose another with --port."
            ) from error


def is_loopback(host: str) -> bool:
    """Return whether the host can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class PlotlyHandler(RequestHandler):
    """Plotly's own script, compressed once for everybody."""

    def set_default_headers(self) -> None:
        """Let browsers keep it: the address carries the version."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", FOR_EVER)
        self.set_header("Vary", "Accept-Encoding")

    def get(self) -> None:
        """Answer with the script."""
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(bundle.compressed())
        else:
            self.finish(bundle.BUNDLE.read_bytes())


class StateHandler(RequestHandler):
    """Whether the first page is heated: what `app.waiting` asks for."""

    def get(self) -> None:
        """Answer yes or no."""
        self.finish({"ready": Server.is_ready})


class Server(Voila):
    """Voila on our notebook and template, which says when it is ready."""

    is_ready = False
    on_ready: Callable[[], None] = staticmethod(lambda: None)

    def init_handlers(self) -> list[Any]:
        """Add plotly's script and the state to Voila's own addresses."""
        ours = [(PLOTLY_URL, PlotlyHandler), (STATE_URL, StateHandler)]
        return [*((rf"{self.server_url}{url}", handler) for url, handler in ours), *super().init_handlers()]

    def listen(self) -> None:
        """Listen, and tell when the first page is heated."""
        bundle.compressed()
        logging.getLogger("tornado.general").setLevel(logging.ERROR)  # it warns of time-outs that Jupyter chooses
        IOLoop.current().add_callback(self._tell_when_ready)
        super().listen()

    async def _tell_when_ready(self) -> None:
        first = list(self._pool())
        while not all(map(self._is_heated, first)):
            await asyncio.sleep(0.1)
        Server.is_ready = True
        self.on_ready()

    def _pool(self) -> list[asyncio.Task[dict[str, Any]]]:
        return self.kernel_manager._pools.get(os.path.relpath(self.notebook_path, self.root_dir), [])

    def _is_heated(self, task: "asyncio.Task[dict[str, Any]]") -> bool:
        """Whether a kernel waits for its visitor, has one already, or will never get so far."""
        if not task.done():
            return False
        if task.exception() or task not in self._pool():
            return True
        heated = task.result()
        return heated["task"].done() or heated["kernel_id"] in RequestInfoSocketHandler._waiters


@dataclass
class Serving:
    """One run of the server."""

    address: Address
    environment: dict[str, str] = field(default_factory=dict)
    open_browser: bool = True
    pool_size: int = 2

    def run(self, on_ready: Callable[[], None]) -> None:
        """Serve until interrupted; `on_ready` is called once the first page is heated."""
        os.environ.update(memory.ENVIRONMENT | self.environment)
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(TEMPLATES), os.environ.get("JUPYTER_PATH")]))
        os.environ[host.PLOTLY] = PLOTLY_URL
        os.environ.setdefault(host.LOCAL, "1" if is_loopback(self.address.host) else "0")
        if not is_loopback(self.address.host) and self.address.host not in ("", "0.0.0.0", "::"):
            os.environ["VOILA_APP_IP"] = self.address.host  # where a heated kernel asks for its visitor's request

        def ready() -> None:
            on_ready()
            if self.open_browser:
                webbrowser.open(self.address.url)

        Server.on_ready = staticmethod(ready)
        Server.launch_instance(argv=self._arguments())

    def _arguments(self) -> list[str]:
        return [
            str(NOTEBOOK),
            f"--Voila.config_file_paths={ROOT}",
            f"--Voila.ip={self.address.host}",
            f"--Voila.port={self.address.port}",
            "--Voila.port_retries=0",
            "--Voila.open_browser=False",
            "--Voila.log_level=ERROR",
            *(
                ["--KernelManager.transport=ipc"] if os.name == "posix" else []
            ),  # no open ports between us and the kernels
            f"--Voila.token={self.address.token}",
            f"--VoilaConfiguration.default_pool_size={self.pool_size}",
            "--VoilaKernelManager.fill_delay=4",
        ]
