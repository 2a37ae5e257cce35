"""Prepared collections: a folder that holds a collection and all that is computed from it, ready to be mapped."""

from papers.prepared.making import prepare
from papers.prepared.manifest import Manifest, PreparedError, is_prepared
from papers.prepared.opening import open_prepared, unfinished

__all__ = ["Manifest", "PreparedError", "is_prepared", "open_prepared", "prepare", "unfinished"]
