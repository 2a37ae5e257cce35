"""What surrounds the kernel that draws a page: the server that started it, and the visitor it waits for."""

import json
import os
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from app import memory
from app.environment import LOCAL, PLOTLY, PREPARED, SOURCES
from loaders.live import SERVICES, hint, zotero
from papers.collection import Collection
from papers.kept import KeptError, Store
from papers.prepared import open_prepared
from widgets.upload import Service

if TYPE_CHECKING:
    from app.dashboard import Dashboard

SIGN = 0.05
"""Seconds between two looks for what a server still prepares."""


def plotly_addresses() -> list[str]:
    """Return where a browser may fetch plotly's script; without any it comes through the kernel."""
    return [os.environ[PLOTLY]] if PLOTLY in os.environ else []


def collection() -> Collection:
    """Return the collection to show: what the server prepares, else the named sources, else the bundled sample."""
    prepared = os.environ.get(PREPARED)
    if prepared:
        return open_prepared(_complete(Path(prepared)))
    from loaders import load  # with the readers of all formats, which a prepared folder does without

    return load(*json.loads(os.environ.get(SOURCES, "[]")))


def _complete(told: Path) -> Path:
    """Return a prepared folder, waiting for a server that still prepares it: kernels start while it does."""
    while not told.exists():
        if not told.parent.exists():
            raise SystemExit("The server has ended.")
        sleep(SIGN)
    return told if told.is_dir() else Path(told.read_text(encoding="utf-8"))


def services() -> list[Service]:
    """Return what a visitor can have asked.

    Under Voila that is not Zotero: its key and its library belong to whoever serves.
    """
    hidden = {"doi", zotero.PREFIX} if is_voila() else {"doi"}
    return [Service(name, each.LABEL, hint(each)) for name, each in SERVICES.items() if name not in hidden]


def store() -> Store:
    """Return where to keep what the visitor decides: with the owner's own where that is who visits.

    Under Voila on an address that others can reach, every visit has a store of its own, which ends with it.
    """
    if is_voila() and os.environ.get(LOCAL) != "1":
        return Store.in_memory()
    try:
        return Store()
    except KeptError as error:
        instead = Store.in_memory()
        instead.notices.append(f"{error} What you decide or write is therefore kept only until this page is closed.")
        return instead


def is_voila() -> bool:
    """Return whether this kernel draws a page for a visitor of Voila."""
    return "VOILA_KERNEL_ID" in os.environ or os.environ.get("SERVER_SOFTWARE", "").startswith("voila")


def welcome(dashboard: "Dashboard") -> None:
    """Under Voila, wait for the visitor and show the view that their link names; elsewhere do nothing.

    A heated kernel runs everything up to here before anybody comes, so that a visit costs only what depends on it.
    """
    if not is_voila():
        return
    from voila.utils import wait_for_request

    dashboard.warm_up()
    memory.give_back()
    dashboard.crossfilter.observe(memory.AtRest())
    wait_for_request()
    dashboard.catch_up()
    dashboard.follow_link(parse_qs(os.environ.get("QUERY_STRING", "")).get("view", [""])[0])
