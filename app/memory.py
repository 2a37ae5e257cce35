"""Memory that is free goes back to the system: each of a server's many kernels would keep the most it ever used."""

import asyncio
import ctypes
import sys
from typing import Any

import pyarrow as pa

ENVIRONMENT = {"ARROW_DEFAULT_MEMORY_POOL": "system"}
"""Environment of the kernels: Arrow's own allocators hold on to more than that of the system."""
REST = 3.0
"""Seconds without a change after which nobody is thought to wait."""


def give_back() -> None:
    """Give what is free back to the system, as far as it can be asked for that; takes some milliseconds."""
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)


class AtRest:
    """Gives memory back some seconds after the last change; to be called with each.

    Outside a running event loop it does nothing.
    """

    def __init__(self) -> None:
        self._waiting: asyncio.TimerHandle | None = None

    def __call__(self, _change: Any) -> None:
        """Wait anew."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        if self._waiting is not None:
            self._waiting.cancel()
        self._waiting = loop.call_later(REST, give_back)
