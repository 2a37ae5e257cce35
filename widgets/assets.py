"""The JavaScript and CSS of the widgets, kept in files of their own under `static/`."""

import re
from pathlib import Path

STATIC = Path(__file__).parent / "static"

_UNSENT = re.compile(r"^[ \t]*(?:(?://[^\n]*|/\*.*?\*/[ \t]*)?\n)?", re.MULTILINE | re.DOTALL)
"""Indents, empty lines, and comments that stand on lines of their own: a fifth of what a page would be sent."""


def script(*names: str) -> str:
    """Return the named scripts as one module, `common.js` first (an anywidget module cannot import its neighbours)."""
    return _joined("js", "common", *names)


def style(*names: str) -> str:
    """Return the named style sheets as one."""
    return _joined("css", *names)


def alone(name: str) -> str:
    """Return one script as a module, without `common.js`."""
    return _joined("js", name)


def _joined(ending: str, *names: str) -> str:
    return "\n".join(_UNSENT.sub("", (STATIC / f"{name}.{ending}").read_text(encoding="utf-8")) for name in names)
