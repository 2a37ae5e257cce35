"""The command `litscope`: the modules of `app.commands`, offered in this order."""

import typer

from app.commands.combine import combine
from app.commands.facts import facts
from app.commands.fetch import fetch
from app.commands.info import info
from app.commands.prepare import prepare
from app.commands.search import search
from app.commands.serve import serve

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Lists of research papers in, one linked page out.",
)

app.command()(serve)
app.command()(prepare)
app.command()(search)
app.command()(fetch)
app.command()(combine)
app.command()(info)
app.command()(facts)


def main() -> None:
    """Run the command line; Ctrl-C ends it quietly."""
    app()


if __name__ == "__main__":
    main()
