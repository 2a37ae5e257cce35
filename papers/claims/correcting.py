"""Correcting the claims of a collection: what was read, what was said of it by hand, and what holds."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from papers.claims.corrected import FIELDS, added, annotations, corrected, edited, found, side
from papers.collection import Collection
from papers.kept import Correction, Corrections, Store
from papers.kept.corrections import Ruling


class Correcting:
    """The corrections of a collection's claims, kept in a store.

    Parameters
    ----------
    collection : Collection
        As it was read, without corrections.
    store : Store

    Attributes
    ----------
    collection : Collection
        As it holds, corrections included.
    current : tuple of Correction
        The corrections that hold, of other collections, too.
    """

    def __init__(self, collection: Collection, store: Store) -> None:
        self.kept = Corrections(store)
        self.current: tuple[Correction, ...] = self.kept.current()
        self._changed: list[Callable[[], Any]] = []
        self.read(collection)

    def read(self, collection: Collection) -> None:
        """Take another collection, as it was read."""
        self.as_read = collection
        self.collection = corrected(collection, self.current)

    def on_change(self, callback: Callable[[], Any]) -> None:
        """Call back after each correction."""
        self._changed.append(callback)

    def correct(self, key: str, ruling: Ruling, **changes: Any) -> Correction:
        """Say of a claim that it is right or wrong, or what it is instead.

        Parameters
        ----------
        key : str
            Which claim, as `ClaimTable.key` names it: “arxiv:2401.10774#0” is the first claim of that paper.
        ruling : {"right", "wrong", "edit"}
        **changes
            For an edit: new values of `corrected.EDITABLE`.

        Raises
        ------
        LookupError
            If there is no such claim.
        ValueError
            If a change cannot be.
        KeptError
            If it cannot be kept; nothing has changed then.
        """
        table = self.collection.claims
        papers = self.collection.papers
        place = table.find(key, pd.Index(papers["paper_id"]))
        if place is None:
            raise LookupError(f"There is no claim “{key}”.")
        claim = {name: table.claim(place)[name] for name in FIELDS}
        instead = edited(claim, changes) if ruling == "edit" else None
        made = self.kept.correct(side(papers, int(table.paper[place])), ruling, claim, instead)
        self._follow()
        return made

    def add(self, paper: str, quote: str, **changes: Any) -> Correction:
        """Add a claim that the reader missed.

        Parameters
        ----------
        paper : str
            Its `paper_id`.
        quote : str
            The words of title or abstract that state it.
        **changes
            Values of `corrected.EDITABLE`.

        Raises
        ------
        LookupError
            If there is no such paper.
        ValueError
            If it is no claim, or its quote does not stand there.
        KeptError
            If it cannot be kept; nothing has changed then.
        """
        papers = self.collection.papers
        row = int(pd.Index(papers["paper_id"]).get_indexer(pd.Index([paper], dtype="str"))[0])
        if row < 0:
            raise LookupError(f"There is no paper “{paper}”.")
        texts = {name: papers[name].iloc[row] for name in ("title", "abstract")}
        made = self.kept.correct(side(papers, row), "added", added(texts, changes, quote))
        self._follow()
        return made

    def key_of(self, correction: Correction) -> str | None:
        """Return what the claim is called that holds by a correction; None where there is none."""
        table, claim = self.collection.claims, correction.holds
        papers = dict(found(self.collection.papers, [correction]))
        if claim is None or correction.number not in papers:
            return None
        row = int(pd.Index(self.collection.papers["paper_id"]).get_loc(papers[correction.number]))
        return next((table.key(int(at)) for at in table.of(row) if correction.is_of(table.claim(int(at)))), None)

    def take_back(self, number: int) -> None:
        """Take a correction back; an earlier one of the same claim holds again.

        Raises
        ------
        KeptError
        """
        self.kept.take_back([number])
        self._follow()

    def catch_up(self) -> None:
        """Take over what was kept elsewhere since this was read."""
        if self.kept.current() != self.current:
            self._follow()

    def here(self) -> list[tuple[Correction, str]]:
        """Return the corrections of papers of this collection, the latest first, each with the `paper_id`."""
        papers = dict(found(self.collection.papers, self.current))
        return [(each, papers[each.number]) for each in reversed(self.current) if each.number in papers]

    def annotations(self) -> str:
        """Return the papers that were corrected as annotations, JSON Lines."""
        return annotations(self.collection, self.current)

    def _follow(self) -> None:
        self.current = self.kept.current()
        self.collection = corrected(self.as_read, self.current)
        for changed in self._changed:
            changed()
