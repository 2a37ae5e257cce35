"""A dashboard as the output of a cell: what stands there without a kernel, and what a re-run leaves behind."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ipywidgets
from IPython.core.getipython import get_ipython
from IPython.display import publish_display_data

from app.host import is_voila
from widgets.shared import SharedScript

if TYPE_CHECKING:
    from app.dashboard import Dashboard

SENTENCE = "The dashboard lives in the notebook’s kernel: run the cells to bring it back."
ABSENT = f"""<style>
.litscope-absent {{ animation: 0s 5s both litscope-absent; }}
.jp-OutputArea-child:has(> .jp-OutputArea-output .litscope-absent) + .jp-OutputArea-child:not(:has(.litscope)) {{
  animation: 0s 5s both litscope-error;
}}
.jp-OutputArea-child:has(> .jp-OutputArea-output .litscope-absent):has(+ .jp-OutputArea-child .litscope) {{
  display: none;
}}
@keyframes litscope-absent {{ from {{ visibility: hidden; }} }}
@keyframes litscope-error {{ to {{ display: none; }} }}
</style><p class="litscope-absent">{SENTENCE}</p>"""
"""What stands in a cell whose dashboard is not there; what takes less than five seconds is only being drawn."""


@dataclass(frozen=True)
class Shown:
    """A dashboard that a run of a cell has displayed."""

    cell: str
    run: str
    dashboard: "Dashboard"


_shown: list[Shown] = []


def show(dashboard: "Dashboard") -> None:
    """Display the dashboard as the output of a cell.

    A notebook keeps outputs, but the dashboard lives in the kernel: opened without it, JupyterLab has but an error to
    show. So a sentence goes before it, which gives way once the dashboard is drawn and takes the place of the error.
    """
    if not is_voila():
        _replace(dashboard)
        publish_display_data({"text/html": ABSENT, "text/plain": SENTENCE})
    publish_display_data(dashboard._repr_mimebundle_())


def parts(widget: ipywidgets.Widget) -> list[ipywidgets.Widget]:
    """Return the widget and all that it is made of, but for the scripts that dashboards share."""
    found: dict[str, ipywidgets.Widget] = {}
    waiting = [widget]
    while waiting:
        each = waiting.pop()
        if each.comm is None or each.model_id in found or isinstance(each, SharedScript):
            continue
        found[each.model_id] = each
        for name in each.keys:
            value = getattr(each, name)
            values = value if isinstance(value, list | tuple) else [value]
            waiting += [inner for inner in values if isinstance(inner, ipywidgets.Widget)]
    return list(found.values())


def _replace(dashboard: "Dashboard") -> None:
    """Close what an earlier run of this cell displayed, unless it has a name or another place: nobody can reach it."""
    shell = get_ipython()
    parent = shell.get_parent() if shell is not None and hasattr(shell, "get_parent") else {}
    cell, run = parent.get("metadata", {}).get("cellId"), parent.get("header", {}).get("msg_id")
    if shell is None or cell is None or run is None:
        return
    named = {id(value) for name, value in shell.user_ns.items() if not name.startswith("_")}
    elsewhere = {id(shown.dashboard) for shown in _shown if shown.cell != cell}
    for shown in [shown for shown in _shown if shown.cell == cell and shown.run != run]:
        _shown.remove(shown)
        if not {id(shown.dashboard)} & (named | elsewhere | {id(dashboard)}):
            shown.dashboard.close()
    _shown.append(Shown(cell, run, dashboard))
