"""Prepared collections: a folder that holds a collection and all that is computed from it, ready to be mapped.

`papers.prepared.making` makes them. It stands apart because it needs all that computes, and opening needs none of it.
"""

from papers.prepared.manifest import Manifest, PreparedError, is_prepared
from papers.prepared.opening import open_prepared

__all__ = ["Manifest", "PreparedError", "is_prepared", "open_prepared"]
