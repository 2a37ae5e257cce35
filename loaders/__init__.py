"""The outside world, turned into papers."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from loaders.live.service import LIMIT
from loaders.raw import LoadError

if TYPE_CHECKING:
    from loaders.completing import complete
    from loaders.loading import add, load, read
    from loaders.refreshing import refresh

__all__ = ["LIMIT", "LoadError", "add", "complete", "load", "read", "refresh"]

_PLACES = {
    "add": "loaders.loading",
    "complete": "loaders.completing",
    "load": "loaders.loading",
    "read": "loaders.loading",
    "refresh": "loaders.refreshing",
}


def __getattr__(name: str) -> Any:
    """Import what loads when it is first asked for: who opens a prepared folder needs no reader of any format."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
