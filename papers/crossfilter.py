"""The linked view: clauses that narrow the papers together, and what passes all of them or all but one."""

import functools
import itertools
import logging
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from papers.claims import ClaimTable
from papers.clauses import Clause, ClauseError, clause_from_dict
from papers.computed import Computed
from papers.dimensions import Counts, Dimensions, Mask, shorter

log = logging.getLogger(__name__)

UNDO_LIMIT = 200
"""Steps that can be undone."""
CLAUSE_LIMIT = 255
"""Clauses at a time: the clauses that a row fails are counted in a byte."""
CYCLE_LIMIT = 50
"""Calls of one view within one notification; more means that views answer each other without end."""

Clauses = dict[str, Clause]
Derive = Callable[[str], pd.Series | None]
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """What became different: the keys of clauses, or (`data`) the papers themselves."""

    keys: frozenset[str] = frozenset()
    data: bool = False

    def __or__(self, other: "Change") -> "Change":
        return Change(self.keys | other.keys, self.data or other.data)


Listener = Callable[[Change], Any]


class Crossfilter:
    """Papers, and the clauses that narrow them.

    Each row keeps the number of clauses that it fails. A row passes everything where that is 0, and everything but one
    clause where it is what it fails of that clause alone; so one comparison gives the rows that count for any view.

    Parameters
    ----------
    papers : DataFrame
        n rows.
    derive : callable, optional
    derived : iterable of str
    computed : Computed, optional
    claims : ClaimTable, optional
        See `Dimensions`.

    Attributes
    ----------
    on_error : list of callables
        Called with the exception and the view or handler that raised it.
    """

    def __init__(
        self,
        papers: pd.DataFrame,
        derive: Derive | None = None,
        derived: Iterable[str] = (),
        computed: Computed | None = None,
        claims: ClaimTable | None = None,
    ) -> None:
        self.on_error: list[Callable[[Exception, Callable[..., Any]], Any]] = []
        self._views: dict[Listener, Change | None] = {}  # what each has yet to be told
        self._notifying = False
        self._clauses: Clauses = {}
        self._past: deque[Clauses] = deque(maxlen=UNDO_LIMIT)
        self._future: deque[Clauses] = deque(maxlen=UNDO_LIMIT)
        self._drag: tuple[str, Clauses] | None = None  # key that is dragged, clauses before
        self._load(Dimensions(papers, derive, derived, computed, claims))

    def __len__(self) -> int:
        return len(self.papers)

    # what passes

    @property
    def clauses(self) -> Mapping[str, Clause]:
        """The clauses by key, in the order in which they came."""
        return MappingProxyType(self._clauses)

    def mask(self, without: str | Collection[str] | None = None) -> Mask:
        """Return which rows pass all clauses, or all but those with these keys, (n,); not to be written to."""
        named = {without} if isinstance(without, str) else set(without or ())
        keys = frozenset(named & self._clauses.keys())
        if keys not in self._masks:
            mask = self._fails == sum(self._failing[key] for key in keys)
            mask.flags.writeable = False
            self._masks[keys] = mask
        return self._masks[keys]

    @property
    def rows(self) -> NDArray[np.intp]:
        """Positions of the rows that pass all clauses, increasing."""
        return np.flatnonzero(self.mask())

    @property
    def count(self) -> int:
        """Number of rows that pass all clauses."""
        return int(np.count_nonzero(self.mask()))

    def failed(self, row: int) -> list[str]:
        """Return the keys of the clauses that a row does not pass."""
        return [key for key in self._clauses if self._failing[key][row]]

    def counts(self, name: str, **cut: Any) -> Counts:
        """Return how many rows of each bin of a dimension pass everybody else's clauses, (bins,) int32; read-only.

        Parameters
        ----------
        name : str
            A column; its own clause is left out.
        **cut
            As for `Dimensions.get`.
        """
        wanted = (name, *sorted(cut.items()))
        if wanted not in self._counts:
            key = name if name in self._clauses else None
            if key not in self._shorter:
                self._shorter[key] = shorter(self.mask(key))
            counts = self.dimensions.get(name, **cut).counted(*self._shorter[key])
            counts.flags.writeable = False
            self._counts[wanted] = counts
        return self._counts[wanted]

    # what is asked

    def set(self, clause: Clause, *, final: bool = True) -> None:
        """Put a clause in the place of the one with the same key; one that asks for nothing is dropped.

        Parameters
        ----------
        clause : Clause
        final : bool
            False for a step of a drag: it takes effect, and is undone together with the final one.

        Raises
        ------
        ClauseError
            If it does not fit the papers; nothing has changed then.
        """
        self._step(self._with({clause.key: clause}), clause.key, final)

    def drop(self, key: str) -> None:
        """Drop the clause with this key, if there is one."""
        self.update({key: None})

    def clear(self) -> None:
        """Drop all clauses."""
        self.update(dict.fromkeys(self._clauses))

    def update(self, changes: Mapping[str, Clause | None]) -> None:
        """Set (or, with None, drop) several clauses in one step.

        Raises
        ------
        ClauseError
            If one of them does not fit the papers; nothing has changed then.
        """
        self._step(self._with(changes))

    def _with(self, changes: Mapping[str, Clause | None]) -> Clauses:
        target = dict(self._clauses)
        for key, clause in changes.items():
            if clause is not None and clause.key != key:
                raise ClauseError(f"A filter of “{clause.key}” cannot stand under “{key}”.")
            if clause is None or clause.empty:
                target.pop(key, None)
            else:
                target[key] = clause
        if len(target) > CLAUSE_LIMIT:
            raise ClauseError(f"At most {CLAUSE_LIMIT} filters can be set at a time; drop some first.")
        return target

    def _step(self, target: Clauses, key: str | None = None, final: bool = True) -> None:
        """Go to these clauses; a drag of `key` goes on or ends, one of another key ends before."""
        failing = self._evaluate(target)
        if self._drag is not None and self._drag[0] != key:
            self._end_drag()
        before = self._drag[1] if self._drag is not None else self._clauses
        if final or key is None:
            self._drag = None
            if before != target:
                self._past.append(before)
        else:
            self._drag = key, before
        if target != self._clauses:
            self._future.clear()
        self._move(target, failing)

    def _end_drag(self) -> None:
        if self._drag is not None:
            before, self._drag = self._drag[1], None
            if before != self._clauses:
                self._past.append(before)

    # undo

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._past) or (self._drag is not None and self._drag[1] != self._clauses)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return bool(self._future)

    def undo(self) -> None:
        """Go back one step, if there is one."""
        self._end_drag()
        self._travel(self._past, self._future)

    def redo(self) -> None:
        """Take back the last undo, if there is one."""
        self._end_drag()
        self._travel(self._future, self._past)

    def _travel(self, there: deque[Clauses], back: deque[Clauses]) -> None:
        if there:
            failing = self._evaluate(there[-1])
            back.append(self._clauses)
            self._move(there.pop(), failing)

    # saved views

    @property
    def state(self) -> dict[str, Any]:
        """The clauses as a dict fit for JSON; `restore` reads it."""
        return {"clauses": [clause.to_dict() for clause in self._clauses.values()]}

    def restore(self, state: Any) -> list[str]:
        """Replace all clauses by those of a saved state, in one step.

        Returns
        -------
        list of str
            Sentences about what could not be restored.
        """
        saved = state.get("clauses", []) if isinstance(state, Mapping) else None
        if not isinstance(saved, (list, tuple)):
            return ["The saved view could not be read."]
        target: Clauses = {}
        sentences: list[str] = []
        for entry in saved[:CLAUSE_LIMIT]:
            try:
                clause, lost = clause_from_dict(entry).known(self.dimensions)
            except ClauseError as error:
                clause, lost = None, [str(error)]
            sentences += lost
            if clause is not None and not clause.empty:
                target[clause.key] = clause
        if len(saved) > CLAUSE_LIMIT:
            sentences.append(f"The saved view has more than {CLAUSE_LIMIT} filters; the others were left out.")
        self._step(target)
        return sentences

    # the papers

    def replace(
        self,
        papers: pd.DataFrame,
        derive: Derive | None = None,
        derived: Iterable[str] = (),
        computed: Computed | None = None,
        claims: ClaimTable | None = None,
    ) -> None:
        """Take other papers, or other tables to the same; clauses stay, and can be undone, as far as they fit them."""
        self._end_drag()
        before = self._clauses
        if papers is self.papers:
            self._load(self.dimensions.told_anew(derive, derived, computed, claims))
        else:
            self._load(Dimensions(papers, derive, derived, computed, claims))
        past, future = self._fitting([*self._past, before]), self._fitting([*self._future, before])
        target = past.pop()
        future.pop()
        self._past, self._future = deque(past, maxlen=UNDO_LIMIT), deque(future, maxlen=UNDO_LIMIT)
        self._clauses = {}
        self._apply(target, self._evaluate(target))
        self._notify(Change(frozenset(before.keys() - target.keys()), data=True))

    def _fitting(self, steps: Iterable[Clauses]) -> list[Clauses]:
        """Return the steps with those of their clauses that fit the papers, none twice in a row."""

        @functools.cache
        def fits(clause: Clause) -> bool:
            try:
                clause.check(self.dimensions)
            except ClauseError:
                return False
            return True

        kept = ({key: clause for key, clause in step.items() if fits(clause)} for step in steps)
        return [step for step, _ in itertools.groupby(kept)]

    def _load(self, dimensions: Dimensions) -> None:
        self.papers = dimensions.papers
        self.dimensions = dimensions
        self._failing: dict[str, NDArray[np.uint8]] = {}
        self._fails = np.zeros(len(dimensions), np.uint8)
        self._forget()

    def _forget(self) -> None:
        self._masks: dict[frozenset[str], Mask] = {}
        self._shorter: dict[str | None, tuple[NDArray[np.intp], bool]] = {}
        self._counts: dict[tuple[Any, ...], Counts] = {}

    # how it changes

    def _evaluate(self, target: Clauses) -> dict[str, NDArray[np.uint8]]:
        """Return which rows fail each clause of the target that is new, (n,) 0 or 1."""
        return {
            key: (~clause.mask(self.dimensions)).view(np.uint8)
            for key, clause in target.items()
            if self._clauses.get(key) != clause
        }

    def _move(self, target: Clauses, failing: dict[str, NDArray[np.uint8]]) -> None:
        """Make these the clauses, given what `_evaluate` said of them, and tell the views."""
        keys = frozenset(failing) | (self._clauses.keys() - target.keys())
        if keys:
            self._apply(target, failing)
            self._notify(Change(keys))

    def _apply(self, target: Clauses, failing: dict[str, NDArray[np.uint8]]) -> None:
        for key in [key for key in self._failing if key in failing or key not in target]:
            self._fails -= self._failing.pop(key)
        for rows in failing.values():
            self._fails += rows
        self._failing |= failing
        self._clauses = target
        self._forget()

    # views

    def observe(self, view: Listener) -> None:
        """Call `view` with a `Change` after each change."""
        self._views.setdefault(view, None)

    def unobserve(self, view: Listener) -> None:
        """Stop calling `view`."""
        self._views.pop(view, None)

    def _notify(self, change: Change) -> None:
        """Tell each view. A change made by a view while others wait is told together with what they wait for."""
        for view, news in self._views.items():
            self._views[view] = change if news is None else news | change
        if self._notifying:
            return
        self._notifying = True
        calls: dict[Listener, int] = {}
        try:
            while waiting := [view for view, news in self._views.items() if news is not None]:
                view = waiting[0]
                news, self._views[view] = self._views[view], None
                calls[view] = calls.get(view, 0) + 1
                if calls[view] <= CYCLE_LIMIT and news is not None:
                    self.guard(view)(news)
                elif calls[view] == CYCLE_LIMIT + 1:
                    self._report(RuntimeError("Parts of the page keep answering each other; one was stopped."), view)
        finally:
            self._notifying = False

    def guard(self, function: Callable[P, T]) -> Callable[P, T | None]:
        """Return the function with its exceptions caught, logged and reported; then it returns None."""

        @functools.wraps(function)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T | None:
            try:
                return function(*args, **kwargs)
            except Exception as error:
                self._report(error, function)
                return None

        return guarded

    def _report(self, error: Exception, function: Callable[..., Any]) -> None:
        log.error("%s failed", getattr(function, "__qualname__", function), exc_info=error)
        for report in list(self.on_error):
            try:
                report(error, function)
            except Exception:
                log.exception("An error could not be reported")
