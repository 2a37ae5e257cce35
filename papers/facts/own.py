"""Which sentences of an abstract speak of this work, and which of other people's."""

import re
from functools import lru_cache

from papers.facts.text import Passage, compiled

OWN = compiled(
    r"\b(?:[Ww]e|[Oo]urs?|[Uu]s|[Tt]his (?:\w+ )?(?:paper|work|study|article|research|thesis|survey|report|review)"
    r"|[Ii]n this|[Hh]ere,?\s(?:we|is)"
    r"|[Pp]ropos\w+|[Ii]ntroduc(?:e|es|ing)|[Pp]resents?|[Rr]esults|[Ee]xperiment(?:s|al|ally)|[Ee]mpirical(?:ly)?"
    r"|[Ff]indings"
    r"|[Ee]valuations?|[Ee]xtensive)\b"
)
ELSEWHERE = compiled(
    r"\b(?:prior|previous|existing|recent|current|traditional|conventional) (?:\w+ ){0,2}(?:work|works|studies|study"
    r"|methods?|approaches"
    r"|models|research|systems|benchmarks)\b",
    re.IGNORECASE,
)

BEFORE_US = compiled(r"\s*(?:Prior to|Before|Previously,|Until now|Unlike)\b")
"""How a sentence begins that tells of the time before the work."""


@lru_cache(4)
def own_sentences(passage: Passage, system: str | None = None) -> list[tuple[bool, bool]]:
    """Return for each sentence whether it, and whether one before it, speaks of this work."""
    told, out = False, []
    for sentence in passage.sentences:
        # What follows a sentence on the work is read as on the work, too.
        own = told or (system is not None and system in sentence.soft) or OWN.search(sentence.soft) is not None
        out.append((own, told))
        told = own
    if not told:
        return [(True, True)] * len(out)
    return out
