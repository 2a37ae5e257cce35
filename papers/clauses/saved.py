"""Clauses out of saved views and links."""

from collections.abc import Mapping
from typing import Any

from papers.clauses.claims import Claims
from papers.clauses.clause import Clause, ClauseError
from papers.clauses.range import Range
from papers.clauses.region import Region
from papers.clauses.text import Text
from papers.clauses.values import Values

TYPES: dict[str, type[Clause]] = {clause.TYPE: clause for clause in (Values, Range, Region, Text, Claims)}


def clause_from_dict(saved: Any) -> Clause:
    """Return the clause that `Clause.to_dict` wrote.

    Raises
    ------
    ClauseError
        If it is no such dict. Links come from outside: nothing in them is taken for granted.
    """
    if not isinstance(saved, Mapping):
        raise ClauseError("A saved filter must be a dictionary.")
    kind = saved.get("type")
    if not isinstance(kind, str) or kind not in TYPES:
        raise ClauseError("A saved filter is of a kind that is not known here.")
    return TYPES[kind].from_dict(saved)
