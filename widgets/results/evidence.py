"""The evidence of the chosen claim: its sentence, and what a person who read it says of it."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import traitlets

from papers.claims.correcting import Correcting
from papers.claims.evidence import evidence
from papers.claims.wording import UNITS, unit_words
from papers.crossfilter import Change, Crossfilter
from papers.kept import Correction, KeptError
from papers.text import readable
from widgets import assets
from widgets.results.wording import UNTITLED, statement
from widgets.scripted import Scripted, listed
from widgets.state import ViewState
from widgets.wording import given, links

HERE = 20
"""Corrections that are listed: the latest."""
LONGEST = 300
"""Letters of a field that a person writes."""
RULED = {"right": "right", "wrong": "wrong", "edit": "edited", "added": "added"}


class Evidence(Scripted):
    """The sentence of the chosen claim with its number marked; “right”, “wrong” and “edit” say how it was read.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `claim` is read; `claim` and `paper` are written.
    correcting : Correcting
        Keeps what is said of claims.
    """

    _esm = assets.script("claim_sentence", "evidence")
    _css = assets.style("evidence")

    shown = traitlets.Dict(help="the chosen claim; empty where none is chosen").tag(sync=True)
    families = listed("metric families there are")
    units = listed("[unit, words] of the units there are")
    paper = traitlets.Dict(help="`id` and `title` of the chosen paper, to which a claim can be added").tag(sync=True)
    said = traitlets.Unicode(help="what became of the last correction").tag(sync=True)
    undoable = traitlets.Int(0, help="number of that correction; 0 where it cannot be taken back").tag(sync=True)
    corrections = listed("[number, what was said, the claim, title, key or empty] of the latest corrections")
    total = traitlets.Int(0, help="corrections in all").tag(sync=True)
    lasting = traitlets.Bool(True, help="whether corrections outlive this visit").tag(sync=True)

    def __init__(self, crossfilter: Crossfilter, state: ViewState, correcting: Correcting) -> None:
        super().__init__(lasting=correcting.kept.store.lasting)
        self.state = state
        self.correcting = correcting
        self.units = [[unit, unit_words(unit)] for unit in UNITS]
        self.link(crossfilter)
        state.observe(crossfilter.guard(self._follow), ["claim", "paper"])

    def refresh(self, change: Change | None) -> None:
        """Show the chosen claim, and the corrections of these papers."""
        if change is not None and not change.data:
            return
        with self.hold_sync():
            table = self.crossfilter.dimensions.claims
            self.families = list(table.columns["family"].values)
            self._show()
            here = self.correcting.here()
            self.total = len(here)
            self.corrections = [self._told(each) for each, _paper in here[:HERE]]

    def _follow(self, change: Any) -> None:
        with self.hold_sync():
            self._show()
            if change.name == "paper" and self.shown and change.new not in (None, self.shown["paper"]):
                self.state.claim = None  # another paper is read now, and a claim that is added is meant for that
            if change.name == "claim" and self.state.claim is not None:
                self.said, self.undoable = "", 0

    def _show(self) -> None:
        self.shown = self._shown()
        self.paper = self._paper()

    def _shown(self) -> dict[str, Any]:
        dimensions = self.crossfilter.dimensions
        table = dimensions.claims
        place = table.find(self.state.claim, dimensions.ids)
        if place is None:
            return {}
        row = int(table.paper[place])
        claim = table.claim(place)
        mine = self._correction(claim, str(claim["paper_id"]))
        return sentence_of(claim, dimensions.papers, row) | {
            "key": self.state.claim,
            "statement": statement(claim),
            "paper": str(dimensions.papers["paper_id"].iloc[row]),
            "title": readable(given(dimensions.papers["title"].iloc[row]) or UNTITLED),
            "fields": {name: claim[name] for name in ("value", "value_high", *_WRITTEN)},
            "ruled": [RULED[mine.ruling], mine.number, _statement(mine.claim)] if mine else [],
        }

    def _paper(self) -> dict[str, str]:
        """Return the paper of the chosen claim, else the chosen paper."""
        if self.shown:
            return {"id": self.shown["paper"], "title": self.shown["title"]}
        row = self.crossfilter.dimensions.row(self.state.paper)
        if self.state.paper is None or row is None:
            return {}
        title = given(self.crossfilter.papers["title"].iloc[row])
        return {"id": self.state.paper, "title": readable(title or UNTITLED)}

    def _correction(self, claim: Mapping[str, Any], paper: str) -> Correction | None:
        return next((each for each, of in self.correcting.here() if of == paper and each.is_of(claim)), None)

    @staticmethod
    def _told(correction: Correction) -> list[Any]:
        held = correction.holds
        words = _statement(correction.claim)
        if correction.ruling == "edit" and held is not None:
            words = f"{words} → {_statement(held)}"
        return [correction.number, RULED[correction.ruling], words, readable(correction.paper.title)]

    # answer

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {"do": "close"}:
                self.state.claim = None
            case {"do": "open"} if self.shown:
                self.state.paper = self.shown["paper"]
            case {"do": "rule", "key": str(key), "ruling": "right" | "wrong" as ruling}:
                self._rule(key, ruling, {})
            case {"do": "rule", "key": str(key), "ruling": "edit", "fields": dict(fields)}:
                self._rule(key, "edit", _checked(fields))
            case {"do": "add", "paper": str(paper), "quote": str(quote), "fields": dict(fields)}:
                self._add(paper, quote, _checked(fields))
            case {"do": "undo", "number": int(number)}:
                self._undo(number)
            case {"do": "export"}:
                self.send(
                    {"do": "save", "name": "litscope-annotations.jsonl", "type": "application/jsonl"},
                    [self.correcting.annotations().encode()],
                )

    def _rule(self, key: str, ruling: Any, changes: dict[str, Any]) -> None:
        try:
            made = self.correcting.correct(key, ruling, **changes)
        except (LookupError, ValueError, KeptError) as error:
            self.said, self.undoable = str(error.args[0]), 0
            return
        if ruling == "wrong":
            self.state.claim = None
        self._say(f"“{_statement(made.claim)}” is {_OUTCOME[made.ruling]}.", made.number)

    def _add(self, paper: str, quote: str, fields: dict[str, Any]) -> None:
        try:
            made = self.correcting.add(paper, quote, **fields)
        except (LookupError, ValueError, KeptError) as error:
            self.said, self.undoable = str(error.args[0]), 0
            return
        self.state.claim = self.correcting.key_of(made)
        self._say(f"“{_statement(made.claim)}” is {_OUTCOME[made.ruling]}.", made.number)

    def _undo(self, number: int) -> None:
        try:
            self.correcting.take_back(number)
        except KeptError as error:
            self.said, self.undoable = str(error), 0
            return
        self.shown = self._shown()
        self._say("Taken back.", 0)

    def _say(self, words: str, number: int) -> None:
        with self.hold_sync():
            self.said, self.undoable = words, number


_WRITTEN = ("unit", "family", "metric", "direction", "comparison", "on")
_OUTCOME = {"right": "marked right", "wrong": "marked wrong and left out", "edit": "changed", "added": "added"}


def sentence_of(fact: Mapping[str, Any], papers: pd.DataFrame, row: int) -> dict[str, Any]:
    """Return the sentence of a claim or size as the page shows it.

    Returns
    -------
    dict
        `sentence`, the parts `quote` and `number` of it or None, `field` (“title”, “abstract”, or empty where the text
        is not at hand), `confidence`, `reader`, and `links` [label, address] of the paper.
    """
    paper = {str(name): given(value) for name, value in papers.iloc[row].items()}
    found = evidence(fact, paper)
    return {
        "sentence": found.text,
        "quote": list(found.quote) if found.quote else None,
        "number": list(found.number) if found.number else None,
        "field": found.field,
        "confidence": fact.get("confidence"),
        "reader": fact.get("reader") or "",
        "links": [list(pair) for pair in links(paper)[:1]],
    }


def _statement(claim: Mapping[str, Any]) -> str:
    return statement(
        {
            "value": None,
            "value_high": None,
            "unit": None,
            "metric": None,
            "comparison": None,
            "on": None,
            "quote": None,
            **claim,
        }
    )


def _checked(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was written, as far as it can be meant."""
    kept: dict[str, Any] = {}
    for name, value in fields.items():
        if name in ("value", "value_high", *_WRITTEN) and (value is None or isinstance(value, (str, int, float))):
            kept[name] = value[:LONGEST] if isinstance(value, str) else value
    return kept
