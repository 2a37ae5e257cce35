"""Processes that this one starts."""

import signal
import threading
from multiprocessing import parent_process


def end_with_parent() -> None:
    """End this process, as SIGTERM does, when the one that started it ends, however it does.

    It would work on for nobody, or wait for work for ever.
    """
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
