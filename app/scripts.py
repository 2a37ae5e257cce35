"""The scripts of the page, each at an address that browsers keep: plotly's, and those that Voila's page begins with.

Voila's page asks for some seventy files, each of a server that has other things to do, too. Here they are one, which
the browser has by the time the kernel is ready.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import plotly
import voila
from tornado.web import RequestHandler
from voila.paths import collect_static_paths

from widgets.bundle import BUNDLE, packed

PLOTLY_URL = f"litscope/plotly-{plotly.__version__}.js"
"""Address of plotly's script below the page; the version makes it safe to keep for ever."""
VOILA_URL = f"litscope/voila-{voila.__version__}.js"
"""Address of the files that Voila's page begins with."""
FIRST = Path(__file__).with_name("first_scripts.txt")
"""Names of these files. One too many or too few costs time and nothing else: Voila asks for what it lacks."""

WHOLE = b"//# allFunctionsCalledOnLoad\n"
"""Has Chromium compile a script beside the page's own work, all at once: functions within functions take it more than
one reading each, when they are called first."""
FOR_EVER = "public, max-age=31536000, immutable"


def rules(base: str) -> list[Any]:
    """Return what a server answers with the scripts."""
    return [
        (f"{base}{PLOTLY_URL}", _Script, {"script": plotly_script}),
        (f"{base}{VOILA_URL}", _Script, {"script": voila_script}),
    ]


def named(page_config: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Return what Voila tells its page, with the addresses of the scripts: a hook of Voila's."""
    return page_config | {"litscopePlotly": PLOTLY_URL, "litscopeVoila": VOILA_URL}


def prepare() -> None:
    """Compress the scripts, so that no visitor has to wait for it."""
    for script in (voila_script, plotly_script):
        _compressed(script)


@cache
def plotly_script() -> bytes:
    """Return plotly's script."""
    return WHOLE + BUNDLE.read_bytes()


@cache
def voila_script() -> bytes:
    """Return the files that Voila's page begins with as one script; what this Voila does not have is left out."""
    folders = [Path(folder) for folder in collect_static_paths(["voila"], "lab")]
    files = (_found(name, folders) for name in FIRST.read_text(encoding="utf-8").split())
    # Each in a function of its own: some are strict, which they say in their first line.
    return b"\n".join(b"(function () {%s\n})();" % file.read_bytes() for file in files if file is not None)


def _found(name: str, folders: list[Path]) -> Path | None:
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


@cache
def _compressed(script: Callable[[], bytes]) -> bytes:
    return packed(script())


class _Script(RequestHandler):
    """A script, compressed once for everybody."""

    def initialize(self, script: Callable[[], bytes]) -> None:
        self._script = script

    def set_default_headers(self) -> None:
        """Let browsers keep it: the address carries the version."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", FOR_EVER)
        self.set_header("Vary", "Accept-Encoding")

    def get(self) -> None:
        """Answer with the script."""
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(_compressed(self._script))
        else:
            self.finish(self._script())
