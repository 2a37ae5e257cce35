"""Clauses: what somebody asks of the papers, as values that can be compared, saved and put into words."""

from papers.clauses.claims import Claims
from papers.clauses.clause import Clause, ClauseError
from papers.clauses.range import Range
from papers.clauses.region import Region
from papers.clauses.saved import clause_from_dict
from papers.clauses.text import Text
from papers.clauses.values import Values

__all__ = ["Claims", "Clause", "ClauseError", "Range", "Region", "Text", "Values", "clause_from_dict"]
