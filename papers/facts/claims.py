"""Which numbers of an abstract are outcomes of the work."""

import re
from collections.abc import Iterator

from papers.facts.facts import Result
from papers.facts.numbers import quantities
from papers.facts.text import Passage

_OWN = re.compile(r"\b(?:we|our|ours|this (?:paper|work|study|article)|in this|propos\w+|introduc\w+|present)\b", re.I)


def results(passage: Passage) -> Iterator[Result]:
    """Return the claims of outcomes in numbers."""
    own = False
    for sentence in passage.sentences:
        own = own or _OWN.search(sentence.soft) is not None
        if not own:
            continue
        for quantity in quantities(sentence.soft):
            if quantity.unit in ("x", "%", "points"):
                start, end = sentence.start + quantity.start, sentence.start + quantity.end
                quote = passage.quote(start, end)
                yield Result(quantity.value, quantity.unit, None, quote, value_high=quantity.high)
