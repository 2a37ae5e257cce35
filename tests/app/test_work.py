"""Preparing beside the server: what is told of it, how it fails, and that it ends."""

import time
from collections.abc import Callable
from contextlib import suppress

import psutil
import pytest

from app.work import Work
from tests.app import works


@pytest.fixture
def start(request: pytest.FixtureRequest) -> Callable[..., Work]:
    def started(*arguments) -> Work:
        work = Work(*arguments)
        request.addfinalizer(work.end)
        return work

    return started


def wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def left() -> list[psutil.Process]:
    """Processes of works that run, or that nobody has buried."""
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):
            if child.status() == psutil.STATUS_ZOMBIE or "spawn_main" in " ".join(child.cmdline()):
                found.append(child)
    return found


def test_the_folder_is_named_when_it_is_complete(start):
    work = start(works.done, "folder")
    assert not work.state.open
    wait(work.sign.exists)
    folder = work.sign.parent / "folder"
    assert work.sign.read_text("utf-8") == str(folder.resolve())
    wait(lambda: work.state.open)
    assert (work.state.done, work.state.total, work.state.words) == (1, 2, "Reading <claims>")
    wait(lambda: not left())
    work.end()
    assert not folder.exists() and work.failure is None


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (works.refused, "mine.csv cannot be read."),
        (works.broken, "ended with code 1"),
        (works.killed, "ended with code 9"),
    ],
)
def test_a_failure_is_told_once_also_to_who_asks_late(start, function, sentence: str):
    told: list[str] = []
    work = start(function)
    wait(lambda: work.failure is not None)
    work.on_failure(lambda: told.append(work.failure))
    assert len(told) == 1
    assert sentence in told[0]
    assert not work.sign.exists() and not work.state.open


def test_who_ends_it_early_is_told_of_no_failure(start):
    work = start(works.endless)
    wait(lambda: work.state.total == 10)
    assert left()
    work.end()
    assert not work.sign.parent.exists()
    wait(lambda: not left())
    assert work.failure is None
