"""The outside world, turned into papers."""

from loaders.live.service import LIMIT
from loaders.loading import add, load, read
from loaders.raw import LoadError

__all__ = ["LIMIT", "LoadError", "add", "load", "read"]
