"""The outside world, turned into papers."""

from loaders.loading import add, load, read
from loaders.raw import LoadError, NoPapersError

__all__ = ["LoadError", "NoPapersError", "add", "load", "read"]
