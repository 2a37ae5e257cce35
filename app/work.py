"""The preparing of papers in a process of its own, while the server and its first kernel start."""

import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic
from typing import Any

from papers.processes import end_with_parent

OFTEN = 0.1
"""Seconds between two reports of the same work."""
PATIENCE = 3.0
"""Seconds that the process may take to end."""


@dataclass
class State:
    """How far a server is: work that is done of all there is, what it is, and whether visitors are let in."""

    done: int = 0
    total: int = 0
    words: str = "Starting"
    open: bool = False

    def report(self, done: int, total: int, words: str) -> None:
        """Say how far the work is."""
        self.done, self.total, self.words = done, total, words


class Work:
    """Runs a function that gives a prepared folder; what it takes of memory goes with its process.

    Parameters
    ----------
    prepare : callable
        Called in the process as `prepare(report, place, *arguments)` with where to say how far it is and a folder that
        stays as long as the work. What it returns is the prepared folder; what it raises as a `WorkError` is a sentence
        for the user.
    *arguments
        Further arguments, which must be fit for another process.

    Attributes
    ----------
    state : State
        How far it is.
    sign : Path
        File in which the folder's name stands once it is complete: kernels wait for it.
    failure : str or None
        Why there will be none.
    """

    def __init__(self, prepare: Callable[..., Path], *arguments: Any) -> None:
        self.state = State()
        self.failure: str | None = None
        self._place = Path(tempfile.mkdtemp(prefix="litscope-"))
        self.sign = self._place / "prepared.txt"
        context = get_context("spawn")  # a fork of a process with threads may hang
        self._answers, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_run, args=(sender, prepare, self._place, *arguments))
        self._process.start()
        sender.close()
        self._ended = False
        self._on_failure: Callable[[], None] | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._listen, name="work", daemon=True).start()

    def on_failure(self, act: Callable[[], None]) -> None:
        """Do something if the work fails, or has failed already."""
        with self._lock:
            self._on_failure = act
            if self.failure is not None:
                act()

    def end(self) -> None:
        """Give up what is not done, here and in the kernels that wait for it, and forget what is not to be kept."""
        self._ended = True
        self._process.terminate()
        self._process.join(PATIENCE)
        shutil.rmtree(self._place, ignore_errors=True)

    def _listen(self) -> None:
        try:
            while not self._take(*self._answers.recv()):
                pass
            self._process.join()
        except (EOFError, OSError):
            self._process.join(PATIENCE)
            self._fail(f"The papers could not be prepared: the process ended with code {self._process.exitcode}.")

    def _take(self, kind: str, *told: Any) -> bool:
        """Take what the process says, and return whether it was the last."""
        if kind == "report":
            self.state.report(*told)
        elif kind == "folder":
            written = self.sign.with_suffix(".new")
            written.write_text(told[0], encoding="utf-8")
            written.replace(self.sign)
            self.state.open = True  # the kernel that waited is ready in a moment, which a browser needs, too
        else:
            self._fail(told[0])
        return kind != "report"

    def _fail(self, sentence: str) -> None:
        if self._ended:
            return
        with self._lock:
            self.failure = sentence
            if self._on_failure is not None:
                self._on_failure()


class WorkError(RuntimeError):
    """The papers cannot be prepared; the message is a sentence for the user."""


def _run(answers: Connection, prepare: Callable[..., Path], place: Path, *arguments: Any) -> None:
    """Prepare, in the process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal; the server ends this one
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    end_with_parent()
    said, before = -OFTEN, ""

    def report(done: int, total: int, words: str) -> None:
        nonlocal said, before
        if words != before or monotonic() - said >= OFTEN:
            said, before = monotonic(), words
            answers.send(("report", done, total, words))

    try:
        answers.send(("folder", str(prepare(report, place, *arguments).resolve())))
    except WorkError as error:
        answers.send(("failure", str(error)))
