"""Likely duplicates, one pair after the other, for somebody to decide on."""

import difflib
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import traitlets

from papers.collection import Collection
from papers.kept import Decision, Decisions, KeptError
from papers.redoing import decided, parts, side
from widgets.assets import script, style
from widgets.scripted import Panel, listed
from widgets.wording import Marked, day_words, given, links

VERDICTS = {"same": "the same paper", "different": "two papers", "later": "to be looked at later"}
LISTED = 200
"""Decisions that the list shows, the latest first."""
_WORD = re.compile(r"\w+")

Listener = Callable[[Collection], Any]


class Review(Panel):
    """Pairs of papers that may be one, side by side, and what was decided so far.

    Each decision is kept at once and the collection is joined anew by it.

    Parameters
    ----------
    collection : Collection
        Assign another to `collection` to go through its pairs.
    decisions : Decisions
        Where decisions are kept.
    """

    _esm = script("review")
    _css = style("review")

    pair = traitlets.Dict(help="see `compared`; empty where no pair waits").tag(sync=True)
    place = traitlets.Int(help="place of the pair among those that wait, 1 is first").tag(sync=True)
    waiting = traitlets.Int(help="pairs that wait").tag(sync=True)
    done = traitlets.Int(help="pairs decided on since the page was opened").tag(sync=True)
    made = listed("decisions: number, titles, verdict in words, day")
    said = traitlets.Unicode(help="what came of the last step").tag(sync=True)
    notices = listed("sentences about the store")

    def __init__(self, collection: Collection, decisions: Decisions) -> None:
        super().__init__(notices=list(decisions.store.notices))
        self.decisions = decisions
        self._mine: list[int] = []
        self._listeners: list[Listener] = []
        self._at = 0
        self.collection = collection
        self.on_msg(lambda _widget, message, _buffers: self.receive(message))

    @property
    def collection(self) -> Collection:
        """The collection whose pairs are gone through."""
        return self._collection

    @collection.setter
    def collection(self, collection: Collection) -> None:
        self._collection = collection
        self._refresh()

    def on_collection(self, listener: Listener) -> None:
        """Call `listener` with the collection that a decision makes."""
        self._listeners.append(listener)

    def receive(self, message: Any) -> None:
        """Answer a message of the browser."""
        match message:
            case {
                "do": "decide",
                "verdict": "same" | "different" | "later" as verdict,
                "pair": [str(left), str(right)],
            }:
                if self.pair and [self.pair["left"]["id"], self.pair["right"]["id"]] == [left, right]:
                    self._decide(left, right, verdict)
            case {"do": "go", "by": 1 | -1 as by}:
                self._at = min(max(self._at + by, 0), max(0, self.waiting - 1))
                self._refresh("")
            case {"do": "undo"}:
                self.undo()
            case {"do": "take back", "number": int(number)}:
                self._take_back(number)

    def apart(self, paper_id: str) -> bool:
        """Take a joined paper apart, and keep that as decisions; return whether there was anything to take apart."""
        pieces = parts(self._collection, paper_id)
        if len(pieces) < 2:
            return False

        def keep() -> None:
            for place, piece in enumerate(pieces):
                for other in pieces[place + 1 :]:
                    self._mine.append(self.decisions.decide(piece, other, "different").number)

        self._do(keep, f"“{pieces[0].title}” was taken apart into {len(pieces)} papers.")
        return True

    def undo(self) -> None:
        """Take the last decision of this visit back."""
        if not self._mine:
            self._refresh(
                "Nothing was decided since this page was opened; the list below takes earlier decisions back."
            )
            return
        self._do(lambda: self.decisions.take_back([self._mine.pop()]), "The last decision was taken back.")

    def _decide(self, left: str, right: str, verdict: Any) -> None:
        sides = side(self._collection, left), side(self._collection, right)
        said = f"Kept: “{sides[0].title}” and “{sides[1].title}” are {VERDICTS[verdict]}."
        self._do(lambda: self._mine.append(self.decisions.decide(*sides, verdict).number), said)

    def _take_back(self, number: int) -> None:
        """Take a decision back, and those that it had replaced."""
        told = {one.number: one for one in self.decisions.all()}
        if number in told:
            gone = [one.number for one in told.values() if one.pairs & told[number].pairs]
            self._mine = [one for one in self._mine if one not in gone]
            self._do(lambda: self.decisions.take_back(gone), "The decision was taken back.")

    def _do(self, change: Callable[[], Any], said: str) -> None:
        try:
            change()
            current = self.decisions.current()
        except KeptError as error:
            self._refresh(str(error))
            return
        before = self._collection
        known = {frozenset(one.pairs) for one in current}
        inherited = tuple(one for one in before.decisions if self._foreign(one) and frozenset(one.pairs) not in known)
        self._collection = decided(before, (*inherited, *current))
        if self._collection.papers is not before.papers:
            for listener in self._listeners:
                listener(self._collection)
        self._refresh(said)

    def _foreign(self, decision: Decision) -> bool:
        """Return whether a decision came with the collection: a visit's own store does not know the host's."""
        return not self.decisions.store.lasting and decision.number not in {one.number for one in self.decisions.all()}

    def _pairs(self) -> pd.DataFrame:
        """Return the pairs that wait; those that were put off come last."""
        doubtful = self._collection.doubtful
        late = {pair for one in self._collection.decisions if one.verdict == "later" for pair in one.pairs}
        if not late:
            return doubtful
        off = [
            any(frozenset(two) in late for two in _names(self._collection, left, right))
            for left, right in zip(doubtful["left"], doubtful["right"], strict=True)
        ]
        return doubtful.assign(off=off).sort_values("off", kind="stable").drop(columns="off")

    def _refresh(self, said: str | None = None) -> None:
        pairs = self._pairs()
        self._at = min(self._at, max(0, len(pairs) - 1))
        with self.hold_sync():
            self.waiting, self.done = len(pairs), len(self._mine)
            self.place = self._at + 1 if len(pairs) else 0
            self.pair = compared(self._collection, pairs.iloc[self._at]) if len(pairs) else {}
            self.made = self._made()
            if said is not None:
                self.said = said

    def _made(self) -> list[dict[str, Any]]:
        try:
            decisions = self.decisions.current()
        except KeptError:
            return []
        return [
            {
                "number": one.number,
                "titles": [one.left.title, one.right.title],
                "verdict": VERDICTS[one.verdict],
                "day": day_words(pd.Timestamp(one.made).tz_localize(None)),
            }
            for one in reversed(decisions[-LISTED:])
        ]


def _names(collection: Collection, left: str, right: str) -> list[tuple[str, str]]:
    one, other = side(collection, left), side(collection, right)
    return [(a, b) for a in one.names for b in other.names]


def compared(collection: Collection, pair: Any) -> dict[str, Any]:
    """Return what the panel shows of a pair: `score` in per cent, `reasons`, and `left` and `right`.

    Each side has `id`, `title` and `abstract` as [text, spans of words that the other has not], `authors` (a list of
    [name, whether the other has it]), `facts` ([label, value, whether the other has the same]), `links`.
    """
    papers = collection.papers
    rows = papers[papers["paper_id"].isin([pair["left"], pair["right"]])].set_index("paper_id", drop=False)
    left, right = (
        {str(name): given(value) for name, value in rows.loc[pair[side]].items()} for side in ("left", "right")
    )
    return {
        "score": round(100 * float(pair["score"])),
        "reasons": list(pair["reasons"]),
        "left": _side(collection, left, right),
        "right": _side(collection, right, left),
    }


def _side(collection: Collection, paper: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    theirs = {name.casefold() for name in other.get("authors") or []}
    held = collection.appearances.loc[collection.appearances["paper_id"] == paper["paper_id"], "source"]
    facts = [
        ("Published", day_words(paper.get("published"), paper.get("published_precision")), "published"),
        *((label, paper.get(name) or "", name) for name, label in (("venue", "Venue"), ("arxiv_id", "arXiv id"))),
        *((label, paper.get(name) or "", name) for name, label in (("acl_id", "ACL id"), ("doi", "DOI"))),
        ("From", ", ".join(dict.fromkeys(held.dropna())), ""),
    ]
    return {
        "id": paper["paper_id"],
        "title": differing(paper.get("title") or "Without a title", other.get("title") or ""),
        "abstract": differing(paper.get("abstract") or "", other.get("abstract") or ""),
        "authors": [[name, name.casefold() in theirs] for name in paper.get("authors") or []],
        "facts": [[label, value, paper.get(name) == other.get(name)] for label, value, name in facts if value],
        "links": [list(one) for one in links(paper)],
    }


def differing(text: str, other: str) -> Marked:
    """Return a text, and the spans of its words that another has not in their place; none where the other is empty."""
    if not text or not other:
        return [text, []]
    words, others = (list(_WORD.finditer(each)) for each in (text, other))
    matcher = difflib.SequenceMatcher(
        None, [word[0].casefold() for word in words], [word[0].casefold() for word in others], autojunk=False
    )
    spans = []
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            spans.append([words[start].start(), words[end - 1].end()])
    return [text, spans]
