"""The command `litscope serve`."""

from typing import Annotated

import typer

from app.address import Address, ServeError
from app.commands import folder
from app.commands.terminal import Conditions, Sources, console, stop
from app.work import Work


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
    address = Address.chosen(host, port, token)

    def ready() -> None:
        if address.is_open:
            console.print(
                f"[bold red]Anybody who can reach {address.host}:{address.port} can use this page:"
                " it has no token.[/bold red] Leave out --token to have one made.",
                highlight=False,
            )
        console.print(f"Litscope is at [bold]{address.url}[/bold] (Ctrl-C stops it)", highlight=False)

    try:
        address.check()
    except ServeError as error:
        stop(str(error))
    work = Work(folder.prepare, sources or [], where)
    try:
        from app.server import Serving  # Voila takes a second to import, in which the work goes on

        Serving(address, work, open_browser=not no_browser).run(ready)
    finally:
        work.end()
    if work.failure is not None:
        stop(work.failure)
