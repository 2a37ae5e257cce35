"""What composes loaders, papers and widgets: command line, serving, the page."""

from typing import Any

import widgets  # noqa: F401 -- before Voila, for what it leaves out

__all__ = ["Dashboard"]


def __getattr__(name: str) -> Any:
    """Import the dashboard when it is first asked for: the command line does without plotly."""
    if name == "Dashboard":
        from app.dashboard import Dashboard

        return Dashboard
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
