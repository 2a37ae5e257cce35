"""The command `litscope serve`."""

from contextlib import ExitStack
from typing import Annotated

import typer

from app import preparing
from app.commands.terminal import Conditions, Sources, console, progress, size, stop, tell_faults
from app.host import PREPARED
from papers.prepared import open_prepared


def serve(
    sources: Sources = None,
    where: Conditions = "",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8866,
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for every interface.")] = "localhost",
    token: Annotated[
        str | None,
        typer.Option(help='Token that visitors need; made up for a public address unless you give one ("" for none).'),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser window.")] = False,
) -> None:
    """Serve the dashboard as a web page."""
    from app.server import Address, ServeError, Serving  # Voila takes a second to import
    from app.waiting import Waiting

    address = Address.chosen(host, port, token)
    try:
        address.check()
    except ServeError as error:
        stop(str(error))
    with ExitStack() as stack:
        with progress("Preparing") as report, Waiting(address, open_browser=not no_browser) as waiting:

            def tell(done: int, total: int, words: str) -> None:
                report(done, total, words)
                waiting.report(done, total, words)

            folder = stack.enter_context(preparing.ready(sources or [], where, tell))
            collection = open_prepared(folder)
        tell_faults(collection)
        serving = Serving(address, {PREPARED: str(folder.resolve())}, open_browser=not (no_browser or waiting.shown))
        console.print(f"{size(collection)}. Warming up …", highlight=False)

        def ready() -> None:
            if address.is_open:
                console.print(
                    f"[bold red]Anybody who can reach {address.host}:{address.port} can use this page:"
                    " it has no token.[/bold red] Leave out --token to have one made.",
                    highlight=False,
                )
            console.print(f"Litscope is at [bold]{address.url}[/bold] (Ctrl-C stops it)", highlight=False)

        serving.run(ready)
