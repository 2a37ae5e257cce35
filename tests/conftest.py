"""Fixtures that all tests share."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real pages and corpora; tests that need it skip where `LITSCOPE_SHARED` is not set."""
    folder = os.environ.get("LITSCOPE_SHARED")
    if not folder:
        pytest.skip("LITSCOPE_SHARED does not name the folder of real data")
    return Path(folder).resolve()
