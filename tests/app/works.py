"""What `tests.app.test_work` has done in a process of its own."""

import os
import time
from pathlib import Path

from app.work import WorkError


def done(report, place: Path, name: str) -> Path:
    report(1, 2, "Reading <claims>")
    folder = place / name
    folder.mkdir()
    return folder


def refused(report, place: Path) -> Path:
    raise WorkError("mine.csv cannot be read.")


def broken(report, place: Path) -> Path:
    raise ZeroDivisionError


def killed(report, place: Path) -> Path:
    os._exit(9)


def endless(report, place: Path) -> Path:
    report(3, 10, "Drawing the map")
    time.sleep(600)
    return place
