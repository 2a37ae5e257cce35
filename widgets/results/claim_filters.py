"""What claims are about: facets of the claims themselves, and a slider on the values of comparable ones."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import traitlets

from papers.claims.shown import asked, shown
from papers.claims.table import FIELDS, Group
from papers.claims.wording import amount_words, unit_words
from papers.clauses import Claims
from papers.clauses.claims import DIRECTIONS, KINDS
from papers.crossfilter import Change, Crossfilter
from papers.dimensions.numbers import HEAVY_TAIL
from widgets import assets
from widgets.scripted import Scripted, listed
from widgets.state import ViewState

ID = "claim-filters"
"""Where the view's state has the group whose values the slider chooses."""
LABELS = {"family": "About", "unit": "Unit", "direction": "Direction", "claim": "Claimed"}
MOST = 40
"""Values of a facet that are sent."""
STEPS = 200
"""Places of the slider."""
FEWEST = 2
"""Claims that a group needs to have a slider."""


class ClaimFilters(Scripted):
    """Facets of claims by metric family, unit, direction and kind, and a slider on the values of one group.

    All of them write the one clause about claims: a paper passes with one claim that is all of it at once.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Which group the slider is for is a choice of `charts`.
    """

    _esm = assets.script("choice", "claim_filters")
    _css = assets.style("choice", "claim_filters")

    facets = listed("[field, label, [value, words, claims under all else, claims, whether chosen] of each value]")
    groups = listed("[key, words] of each group that has a slider")
    slider = traitlets.Dict(help="group, low and high ends, steps, from and to, in words, too").tag(sync=True)

    def __init__(self, crossfilter: Crossfilter, state: ViewState) -> None:
        super().__init__()
        self.state = state
        self.link(crossfilter)
        state.observe(crossfilter.guard(self._on_charts), "charts")

    def _on_charts(self, _change: Any) -> None:
        self.refresh(None)

    def refresh(self, change: Change | None) -> None:
        """Show the values and their counts under everybody else's clauses."""
        with self.hold_sync():
            self.facets = [[name, LABELS[name], self._values(name)] for name in FIELDS]
            offered = self._offered()
            self.groups = [[f"{group.family}|{group.unit}", f"{group.label} · {group.claims:,}"] for group in offered]
            self.slider = self._slider(offered)

    def _values(self, name: str) -> list[list[Any]]:
        column = self.crossfilter.dimensions.claims.columns[name]
        size = len(column.values)
        totals = np.bincount(column.codes, minlength=size).tolist()
        counts = np.bincount(column.codes[shown(self.crossfilter, name)], minlength=size).tolist()
        chosen = getattr(asked(self.crossfilter), name)
        if size < 2 and not chosen:
            return []
        values = zip(column.values, counts, totals, strict=True)
        return [[value, _words(name, value), count, total, value in chosen] for value, count, total in values][:MOST]

    # the slider

    def _offered(self) -> list[Group]:
        return [group for group in self.crossfilter.dimensions.claims.groups if group.claims >= FEWEST]

    def _group(self, offered: list[Group]) -> Group | None:
        """Return the group of the slider: that of the clause, else the chosen one, else the first that is asked for."""
        clause = asked(self.crossfilter)
        keys = {(group.family, group.unit): group for group in offered}
        pairs = {span[:2] for span in clause.spans}
        if len(pairs) == 1 and (found := keys.get(next(iter(pairs)))):
            return found
        saved = self.state.charts.get(ID)
        key = saved.get("group") if isinstance(saved, Mapping) else None
        if isinstance(key, str) and (found := keys.get(tuple(key.split("|", 1)))):  # type: ignore[arg-type]
            return found
        meant = (
            group
            for group in offered
            if (not clause.family or group.family in clause.family) and (not clause.unit or group.unit in clause.unit)
        )
        return next(meant, None)

    def _slider(self, offered: list[Group]) -> dict[str, Any]:
        group = self._group(offered)
        if group is None:
            return {}
        table = self.crossfilter.dimensions.claims
        values = table.number[table.group_of == table.group(group.family, group.unit)]
        low, high = float(values.min()), float(values.max())
        if low == high:
            return {
                "group": f"{group.family}|{group.unit}",
                "label": group.label,
                "only": amount_words(low, group.unit),
            }
        span = next((each for each in asked(self.crossfilter).spans if each[:2] == (group.family, group.unit)), None)
        start = low if span is None or span[2] is None else max(low, min(high, span[2]))
        end = high if span is None or span[3] is None else max(low, min(high, span[3]))
        return {
            "group": f"{group.family}|{group.unit}",
            "label": group.label,
            "low": low,
            "high": high,
            "bent": bool(low > 0 and high >= HEAVY_TAIL * float(np.median(values))),
            "steps": STEPS,
            "from": start,
            "to": end,
            "words": [amount_words(start, group.unit), amount_words(end, group.unit)],
            "unit": group.unit,
            "set": span is not None and (span[2] is not None or span[3] is not None),
        }

    # answer

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "toggle", "field": str(name), "value": str(value)} if name in FIELDS:
                if value in self.crossfilter.dimensions.claims.columns[name]:
                    chosen = getattr(asked(self.crossfilter), name) ^ {value}
                    self.crossfilter.set(replace(asked(self.crossfilter), **{name: chosen}))
            case {"do": "clear", "field": str(name)} if name in FIELDS:
                self.crossfilter.set(asked(self.crossfilter).without(name))
            case {"do": "group", "group": str(key)} if key in [key for key, _ in self.groups]:
                self.state.charts = {**self.state.charts, ID: {"group": key}}
                self.crossfilter.set(asked(self.crossfilter).without("spans"))
            case {
                "do": "range",
                "low": int() | float() | None as low,
                "high": int() | float() | None as high,
                "final": bool(final),
            }:
                self._choose(low, high, final)

    def _choose(self, low: float | None, high: float | None, final: bool) -> None:
        group = self._group(self._offered())
        if group is None:
            return
        spans = () if low is None and high is None else ((group.family, group.unit, low, high),)
        self.state.charts = {**self.state.charts, ID: {"group": f"{group.family}|{group.unit}"}}
        clause: Claims = replace(asked(self.crossfilter), spans=spans)
        self.crossfilter.set(clause, final=final)


def _words(name: str, value: str) -> str:
    """Return what a value of a facet is called."""
    match name:
        case "unit":
            return unit_words(value)
        case "direction":
            return DIRECTIONS.get(value, value).removeprefix("going ")
        case "claim":
            return KINDS.get(value, value)
    return value
