"""Plotly's script for figure widgets: where it is, and the compressed form in which it travels."""

import gzip
from functools import cache
from pathlib import Path

import plotly

BUNDLE = Path(plotly.__file__).parent / "package_data" / "widgetbundle.js"
"""Plotly's script for figure widgets."""

LEVEL = 3
"""A server compresses while everything starts: a third of the time of the usual level for a tenth more."""


@cache
def compressed() -> bytes:
    """Return the script, gzipped once for everybody who asks."""
    return packed(BUNDLE.read_bytes())


def packed(script: bytes) -> bytes:
    """Return a script as it travels, gzipped."""
    return gzip.compress(script, compresslevel=LEVEL, mtime=0)
