"""How long work tells how far it is."""

from collections.abc import Callable
from typing import Any

Report = Callable[[int, int, str], Any]
"""report(done, total, words): how much of the work is done, and what is being done."""


def silent(_done: int, _total: int, _words: str) -> None:
    """Tell nobody."""
