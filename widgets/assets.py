"""The JavaScript and CSS of the widgets, kept in files of their own under `static/`."""

from pathlib import Path

STATIC = Path(__file__).parent / "static"


def script(*names: str) -> str:
    """Return the named scripts as one module, `common.js` first (an anywidget module cannot import its neighbours)."""
    return _joined("js", "common", *names)


def style(*names: str) -> str:
    """Return the named style sheets as one."""
    return _joined("css", *names)


def _joined(ending: str, *names: str) -> str:
    return "\n".join((STATIC / f"{name}.{ending}").read_text(encoding="utf-8") for name in names)
