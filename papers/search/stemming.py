"""Folded words as the index has them: whole, or cut to their stems."""

from functools import lru_cache

import tantivy

LONGEST_WORD = 200
"""Letters of a word that are compared; tantivy refuses terms beyond 64 KB."""

PLAIN = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(tantivy.Filter.remove_long(LONGEST_WORD)).build()
)
STEMMER = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    .filter(tantivy.Filter.remove_long(LONGEST_WORD))
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


def tokenizing(index: tantivy.Index) -> tantivy.Index:
    """Return an index that takes texts apart so: fields of kind “plain” and “stems”."""
    index.register_tokenizer("plain", PLAIN)
    index.register_tokenizer("stems", STEMMER)
    return index


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a folded word, as the index has it.

    >>> stem("transformers"), stem("reasoning")
    ('transform', 'reason')
    """
    return next(iter(STEMMER.analyze(word)), "")
