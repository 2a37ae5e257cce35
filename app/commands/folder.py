"""What `litscope serve` has done in a process of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.terminal import bar, console, size, tell_faults
from app.work import WorkError

if TYPE_CHECKING:
    from papers.progress import Report


def prepare(report: "Report", place: Path, sources: list[str], where: str) -> Path:
    """Return the prepared folder of the sources: one that is kept, or one in `place`; tell the terminal about it.

    Raises
    ------
    WorkError
        If the sources cannot be read or the folder not be written.
    """
    # Imported here, in the process: who starts it has other things to import meanwhile.
    from app import preparing
    from app.commands.loading import FAULTS
    from papers.prepared import open_prepared

    with bar("Preparing") as show:

        def tell(done: int, total: int, words: str) -> None:
            report(done, total, words)
            show(done, total, words)

        try:
            folder = preparing.ready(sources, where, place, tell)
            collection = open_prepared(folder)
        except FAULTS as error:
            raise WorkError(str(error)) from error
    tell_faults(collection)
    console.print(f"{size(collection)}. Warming up …", highlight=False)
    return folder
