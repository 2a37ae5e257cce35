"""The command `litscope`: the modules of `app.commands`, offered in this order."""

from importlib import import_module
from typing import Any

import typer

COMMANDS = ("serve", "prepare", "search", "fetch", "combine", "info", "facts")


def plain(**more: Any) -> typer.Typer:
    """Return a command line that says things as they are."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, **more)


class Commands(typer.core.TyperGroup):
    """Imports a command when it is asked for: most need what the others do without."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name."""
        if cmd_name not in COMMANDS:
            return None
        alone = plain()
        alone.command(cmd_name)(getattr(import_module(f"app.commands.{cmd_name}"), cmd_name))
        return typer.main.get_command(alone)


app = plain(cls=Commands, no_args_is_help=True, help="Lists of research papers in, one linked page out.")


@app.callback()
def commands() -> None:
    """Be a group of commands, although none is registered."""


def main() -> None:
    """Run the command line; Ctrl-C ends it quietly."""
    app()


if __name__ == "__main__":
    main()
