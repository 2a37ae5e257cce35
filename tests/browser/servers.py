"""Real servers for the page tests: the dashboard under Voila, and the notebook in JupyterLab."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]

START = 120
"""Seconds a server may take to start; the machines that run the tests are slow and shared."""


class Server:
    """A server process whose output is kept, so that a failing test can show it."""

    def __init__(self, command: list[str], *, ready: str, url: str, cwd: Path = ROOT, **environment: str):
        self.url = url
        self.lines: list[str] = []
        self.ready_at = float("nan")
        self._ready = threading.Event()
        self._pattern = re.compile(ready)
        self.process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def log(self) -> str:
        """Everything the server has printed."""
        return "".join(self.lines)

    def wait(self) -> "Server":
        """Return once the server says that it is ready."""
        deadline = time.monotonic() + START
        while not self._ready.wait(0.1):
            self._check(deadline)
        return self

    def answers(self) -> "Server":
        """Return once somebody answers at its address, ready or not."""
        deadline = time.monotonic() + START
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", urlsplit(self.url).port or 80)) == 0:
                    return self
            self._check(deadline)
            time.sleep(0.05)

    def _check(self, deadline: float) -> None:
        if self.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The server did not start:\n{self.log}")

    def stop(self) -> None:
        """End the process as Ctrl-C would."""
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line)
            if self._pattern.search(line) and not self._ready.is_set():
                self.ready_at = time.perf_counter()
                self._ready.set()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def litscope(
    *sources: str | Path, arguments: tuple[str, ...] = (), port: int = 0, early: bool = False, **environment: str
) -> Iterator[Server]:
    """Serve the sources with `litscope serve`, on any port unless one is named; `early`: as soon as it answers."""
    port = port or free_port()
    command = [sys.executable, "-m", "app.cli", "serve", *map(str, sources)]
    command += ["--port", str(port), "--no-browser", *arguments]
    url = f"http://127.0.0.1:{port}/"
    with _running(Server(command, ready="Litscope is at", url=url, **environment), early) as server:
        yield server


@contextmanager
def voila(notebook: Path, *arguments: str, **environment: str) -> Iterator[Server]:
    """Serve a notebook with plain Voila."""
    port = free_port()
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", "--port", str(port), *arguments]
    url = f"http://127.0.0.1:{port}/"
    with _running(Server(command, ready="running at", url=url, cwd=notebook.parent, **environment)) as server:
        yield server


@contextmanager
def lab(folder: Path, **environment: str) -> Iterator[Server]:
    """Run JupyterLab on a folder that holds a copy of the notebook."""
    shutil.copy(ROOT / "dashboard.ipynb", folder)
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--expose-app-in-browser", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    server = Server(command, ready=r"http://\S+/lab", url=f"http://127.0.0.1:{port}/", cwd=folder, **environment)
    with _running(server):
        yield server


@contextmanager
def _running(server: Server, early: bool = False) -> Iterator[Server]:
    try:
        yield server.answers() if early else server.wait()
    finally:
        server.stop()
