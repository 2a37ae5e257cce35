"""Serving the dashboard: Voila with its files of its own, warm before the first visitor comes."""

import asyncio
import logging
import os
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from tornado.ioloop import IOLoop
from voila.app import Voila
from voila.request_info_handler import RequestInfoSocketHandler

from app import memory, scripts, waiting
from app.address import Address, is_loopback
from app.environment import LOCAL, PLOTLY, PREPARED
from app.work import Work

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "dashboard.ipynb"
TEMPLATES = Path(__file__).resolve().parent / "share"


class Server(Voila):
    """Voila on our notebook and template, which starts while papers are prepared, and says when it is ready."""

    work: Work
    pool_size: int
    on_start: Callable[[], None]
    on_ready: Callable[[], None]

    def init_settings(self) -> dict[str, Any]:
        """Tell the page where the scripts are."""
        self.voila_configuration.page_config_hook = scripts.named
        return super().init_settings()

    def init_handlers(self) -> list[Any]:
        """Add the scripts, and what is told of the state, to Voila's own addresses."""
        ours = [*scripts.rules(self.server_url), *waiting.rules(self.work.state, self.server_url)]
        return [*ours, *super().init_handlers()]

    def listen(self) -> None:
        """Listen, while the papers are prepared and the first page is heated."""
        logging.getLogger("tornado.general").setLevel(logging.ERROR)  # it warns of time-outs that Jupyter chooses
        loop = IOLoop.current()
        self.work.on_failure(lambda: loop.add_callback(loop.stop))
        loop.add_callback(self.on_start)
        loop.add_callback(self._tell_when_ready)
        threading.Thread(target=scripts.prepare, daemon=True).start()  # the first visitor asks for them
        super().listen()

    def stop(self) -> None:
        """End the work and the kernels; those that wait for a visitor are in the middle of a cell, and killed."""
        self.work.end()
        run_sync(self._kill_waiting)()
        super().stop()

    async def _kill_waiting(self) -> None:
        for task in self._pool():
            with suppress(Exception):
                await self.kernel_manager.shutdown_kernel((await task)["kernel_id"], now=True)

    async def _tell_when_ready(self) -> None:
        first = self._pool()
        while not all(map(self._is_heated, first)):
            await asyncio.sleep(0.1)
        self.on_ready()
        # One kernel is ready soonest if it starts alone; the others follow when the first visitor's page is there.
        kernels = self.kernel_manager
        kernels.kernel_pools_config = {"default": {"pool_size": self.pool_size, "kernel_env_variables": {}}}
        kernels.fill_if_needed(notebook_name=self._notebook)

    @property
    def _notebook(self) -> str:
        return os.path.relpath(self.notebook_path, self.root_dir)

    def _pool(self) -> list[asyncio.Task[dict[str, Any]]]:
        return list(self.kernel_manager._pools.get(self._notebook, []))

    def _is_heated(self, task: "asyncio.Task[dict[str, Any]]") -> bool:
        """Whether a kernel waits for its visitor, has one already, or will never get so far."""
        if not task.done():
            return False
        if task.exception() or task not in self._pool():
            return True
        heated = task.result()
        return heated["task"].done() or heated["kernel_id"] in RequestInfoSocketHandler._waiters


@dataclass
class Serving:
    """One run of the server.

    Attributes
    ----------
    address : Address
    work : Work
        What prepares the folder to serve.
    open_browser : bool
        Whether to open the page, which says how far the work is.
    pool_size : int
        Pages that are heated for visitors to come.
    """

    address: Address
    work: Work
    open_browser: bool = True
    pool_size: int = 2

    def run(self, on_ready: Callable[[], None]) -> None:
        """Serve until interrupted, or until the work fails; `on_ready` is called once the first page is heated."""
        os.environ.update(memory.ENVIRONMENT | {PREPARED: str(self.work.sign), PLOTLY: scripts.PLOTLY_URL})
        os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(TEMPLATES), os.environ.get("JUPYTER_PATH")]))
        os.environ.setdefault(LOCAL, "1" if is_loopback(self.address.host) else "0")
        if not is_loopback(self.address.host) and self.address.host not in ("", "0.0.0.0", "::"):
            os.environ["VOILA_APP_IP"] = self.address.host  # where a heated kernel asks for its visitor's request
        Server.work, Server.pool_size = self.work, self.pool_size
        Server.on_start = staticmethod(self._open if self.open_browser else lambda: None)
        Server.on_ready = staticmethod(on_ready)
        Server.launch_instance(argv=self._arguments())

    def _open(self) -> None:
        webbrowser.open(self.address.url)

    def _arguments(self) -> list[str]:
        return [
            str(NOTEBOOK),
            f"--Voila.config_file_paths={ROOT}",
            f"--Voila.ip={self.address.host}",
            f"--Voila.port={self.address.port}",
            "--Voila.port_retries=0",
            "--Voila.open_browser=False",
            "--Voila.log_level=ERROR",
            *(
                ["--KernelManager.transport=ipc"] if os.name == "posix" else []
            ),  # no open ports between us and the kernels
            f"--Voila.token={self.address.token}",
            "--VoilaConfiguration.default_pool_size=1",
            "--VoilaKernelManager.fill_delay=10",
        ]
