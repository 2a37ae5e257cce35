"""Search: the words of the papers in an index, and where the words of a query stand in a text."""

from papers.search.folding import fold, folded
from papers.search.index import TextIndex, UnreadableIndexError, build, open
from papers.search.scanning import FIELDS, SearchText, spans, terms

__all__ = [
    "FIELDS",
    "SearchText",
    "TextIndex",
    "UnreadableIndexError",
    "build",
    "fold",
    "folded",
    "open",
    "spans",
    "terms",
]
