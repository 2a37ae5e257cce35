"""Where a claim stands: its sentence, with the quote and the number marked."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Part = tuple[int, int]
"""Start and end of a part of a text, in characters."""

SENTENCE_END = re.compile(r"""[.!?]["')\]]*\s+(?=["'(\[]?[A-Z0-9$\\])""")
"""Where a sentence ends and another begins."""
SHORTENED = re.compile(r"\b(?:e\.g|i\.e|al|cf|vs|rel|resp|approx|fig|eq|sec|tab|no)\.$", re.I)
"""What has a full stop and ends no sentence."""
LONGEST = 700
"""Characters of a sentence that are shown: a text without full stops is cut around the quote."""
NUMBER = re.compile(
    r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)(?:\s?(K|M|B|T|KB|MB|GB|TB|thousand|million|billion|trillion)(?![A-Za-z]))?", re.I
)
SIZES = {
    **dict.fromkeys(("k", "kb", "thousand"), 1e3),
    **dict.fromkeys(("m", "mb", "million"), 1e6),
    **dict.fromkeys(("b", "gb", "billion"), 1e9),
    **dict.fromkeys(("t", "tb", "trillion"), 1e12),
}
SPELLED = {
    **dict.fromkeys(("half", "halved", "halves", "halving"), 0.5),
    **dict.fromkeys(("twice", "twofold", "double", "doubles", "doubled", "doubling", "two"), 2.0),
    **dict.fromkeys(("thrice", "threefold", "triple", "triples", "tripled", "three"), 3.0),
    "four": 4.0,
    "fourfold": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "tenfold": 10.0,
    "eleven": 11.0,
    "twelve": 12.0,
    "twenty": 20.0,
    "one": 1.0,
}
NEAR = 1e-6


@dataclass(frozen=True)
class Evidence:
    """The sentence of a claim.

    Attributes
    ----------
    text : str
        The sentence; the words of the reader where the text is not at hand; may be empty.
    field : str
        “title” or “abstract”, empty where the text is not at hand.
    quote, number : Part or None
        What states the claim, and in it the number, as parts of `text`.
    """

    text: str
    field: str = ""
    quote: Part | None = None
    number: Part | None = None

    @property
    def at_hand(self) -> bool:
        """Whether the sentence of the paper is there, and not only what a reader noted of it."""
        return bool(self.field)


def evidence(fact: Mapping[str, Any], paper: Mapping[str, Any]) -> Evidence:
    """Return the sentence of a claim or of a size.

    Parameters
    ----------
    fact : mapping
        `value`, `value_high`, `quote`, `field`, `start`, `end` as in the table of results; None for what is missing.
    paper : mapping
        Its `title` and `abstract`.
    """
    quote = fact.get("quote") or ""
    found = _find(fact, paper, quote)
    if found is None:
        return Evidence(quote, number=_number(fact, quote, (0, len(quote))))
    field, start, end = found
    text = paper[field]
    low, high = _sentence(text, start, end)
    number = _number(fact, text, (start, end))
    return Evidence(
        text[low:high],
        field,
        (start - low, end - low),
        None if number is None else (number[0] - low, number[1] - low),
    )


def _find(fact: Mapping[str, Any], paper: Mapping[str, Any], quote: str) -> tuple[str, int, int] | None:
    """Return field, start and end of the quote: where the reader says, or where it stands since."""
    field, start, end = fact.get("field"), fact.get("start"), fact.get("end")
    if field in ("title", "abstract") and start is not None and end is not None:
        text = paper.get(field) or ""
        if 0 <= start < end <= len(text) and (not quote or text[int(start) : int(end)] == quote):
            return field, int(start), int(end)
    if len(quote.split()) < 2:  # a word or a number may stand anywhere
        return None
    for name in ("abstract", "title"):
        at = (paper.get(name) or "").find(quote)
        if at >= 0:
            return name, at, at + len(quote)
    return None


def _sentence(text: str, start: int, end: int) -> Part:
    ends = [found.end() for found in SENTENCE_END.finditer(text) if not SHORTENED.search(text, 0, found.start() + 1)]
    low = max((at for at in ends if at <= start), default=0)
    high = min((at for at in ends if at >= end), default=len(text))
    high = max(end, low + len(text[low:high].rstrip()))
    if high - low > LONGEST:
        low = max(low, start - LONGEST // 2)
        high = min(high, max(end, low + LONGEST))
    return low, high


def _number(fact: Mapping[str, Any], text: str, part: Part) -> Part | None:
    """Return where the value of a fact stands within a part of a text."""
    value, high = fact.get("value"), fact.get("value_high")
    if value is None:
        return None
    found = [_written(each) for each in NUMBER.finditer(text, *part)]
    found += [
        (SPELLED[word.group().lower()], word.span())
        for word in re.compile(r"[A-Za-z]+").finditer(text, *part)
        if word.group().lower() in SPELLED
    ]
    spans = [span for number, span in found if _same(number, value)]
    ends = [span for number, span in found if high is not None and _same(number, high)]
    if not spans:
        return ends[0] if ends else None
    after = [span for span in ends if span[0] >= spans[0][1] and span[0] - spans[0][1] < 12]
    return (spans[0][0], after[0][1]) if after else spans[0]


def _written(found: re.Match[str]) -> tuple[float, Part]:
    number = float(found[1].replace(",", "").rstrip(".") or "nan")
    size = SIZES.get((found[2] or "").lower(), 1.0)
    end = found.end(2) if found[2] else found.end(1)
    return number * size, (found.start(), end)


def _same(number: float, value: float) -> bool:
    """Return whether two numbers are the same, as they are or of a hundred."""
    return any(math.isclose(number, abs(value) * factor, rel_tol=NEAR) for factor in (1, 100, 0.01))
