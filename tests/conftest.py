"""Fixtures that all tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # a slow machine is no error
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def _kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what tests decide away from what the user who runs them has decided."""
    os.environ["LITSCOPE_DATA"] = str(tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real pages and corpora; tests that need it skip where `LITSCOPE_SHARED` is not set."""
    folder = os.environ.get("LITSCOPE_SHARED")
    if not folder:
        pytest.skip("LITSCOPE_SHARED does not name the folder of real data")
    return Path(folder).resolve()
