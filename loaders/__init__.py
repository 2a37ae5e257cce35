"""The outside world, turned into papers."""

from loaders.completing import complete
from loaders.live.service import LIMIT
from loaders.loading import add, load, read
from loaders.raw import LoadError
from loaders.refreshing import refresh

__all__ = ["LIMIT", "LoadError", "add", "complete", "load", "read", "refresh"]
