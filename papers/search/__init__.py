"""Search: the words of the papers in an index, what a query asks of them, and where it stands in a text."""

from papers.search.folding import fold, folded
from papers.search.index import FIELDS, TextIndex, UnreadableIndexError, build, open
from papers.search.marking import looks, spans

__all__ = ["FIELDS", "TextIndex", "UnreadableIndexError", "build", "fold", "folded", "looks", "open", "spans"]
