"""Terms: the words and pairs of words that papers are about, and in which papers each occurs."""

from papers.terms.terms import Terms
from papers.terms.vocabulary import Vocabulary

__all__ = ["Terms", "Vocabulary"]
