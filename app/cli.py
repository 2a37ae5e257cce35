"""The command `litscope`: the modules of `app.commands`, offered in this order."""

from importlib import import_module

import typer

COMMANDS = ("serve", "prepare", "search", "fetch", "combine", "info", "facts")
LOOKS = {"add_completion": False, "rich_markup_mode": None, "pretty_exceptions_enable": False}


class Commands(typer.core.TyperGroup):
    """Imports a command when it is asked for: most need what the others do without."""

    def list_commands(self, ctx: typer.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: typer.Context, cmd_name: str) -> typer.core.TyperCommand | None:
        """Return the command of that name."""
        if cmd_name not in COMMANDS:
            return None
        alone = typer.Typer(**LOOKS)
        alone.command(cmd_name)(getattr(import_module(f"app.commands.{cmd_name}"), cmd_name))
        return typer.main.get_command(alone)


app = typer.Typer(cls=Commands, no_args_is_help=True, help="Lists of research papers in, one linked page out.", **LOOKS)


@app.callback()
def commands() -> None:
    """Be a group of commands, although none is registered."""


def main() -> None:
    """Run the command line; Ctrl-C ends it quietly."""
    app()


if __name__ == "__main__":
    main()
