"""The outside world, turned into papers."""

from loaders.loading import add, load, read
from loaders.raw import LoadError

__all__ = ["LoadError", "add", "load", "read"]
