"""Which numbers count wins: "on 12 of 16 languages", "outperforms X on six datasets"."""

import re

from papers.facts.numbers import Quantity
from papers.facts.text import compiled

_WIN = compiled(
    r"\b(?:outperform|surpass|exceed|beat|win|best|state-of-the-art|sota|superior|achiev|improv|better|highest|first"
    r"|rank|competitive|match"
    r"|solv|pass|success|correct|significan)\w*",
    re.IGNORECASE,
)
_WINNING = compiled(
    r"\b(?:outperform|surpass|exceed|beat)\w*|\bnew (?:best|state[- ]of)|\b(?:achiev|set|sets|establish|reach|attain"
    r"|obtain|yield)\w*\s(?:\w+\s){0,2}(?:state-of-the-art|sota|(?:comparable|competitive|superior|best|better|top)"
    r"\s(?:\w+\s)?(?:performances?|results?|scores?|accuracy))\b",
    re.IGNORECASE,
)
"""Who wins or is as good; "state-of-the-art models" alone do not."""
_OF = compiled(r"^\s(?:out\s)?of\s(?:the\s|all\s|our\s|these\s)?$", re.IGNORECASE)
COUNTED = compiled(
    r"^(?:\s(?:[\w-]+)){0,4}?\s(?:languages?|tasks|datasets?|benchmarks?|domains|settings|metrics|models|categories"
    r"|cases|directions|pairs|tests"
    r"|games|environments|problems|questions|subtasks|scenarios|corpora|systems|criteria|dimensions|evaluations"
    r"|backbones|families|tracks|(?:test|testing|evaluation|data) sets|sets|programs)\b",
    re.IGNORECASE,
)


def count(quantity: Quantity, before: str, after: str, soft: str, found: list[Quantity], place: int) -> float | None:
    """Return how sure it is that a number counts wins: "on 12 of 16 languages", "outperforms X on six datasets"."""
    if (
        quantity.magnitude
        or quantity.high is not None
        or quantity.value != int(quantity.value)
        or quantity.value > 2000
    ):
        return None
    if place + 1 < len(found):
        whole = found[place + 1]
        between = soft[quantity.end : whole.start]
        if (
            whole.unit == ""
            and whole.value >= quantity.value
            and _OF.match(" ".join(["", *between.split(), ""]).rstrip() + " ")
        ):
            return 0.7 if _WIN.search(before) or _WIN.search(after) else 0.45
        if re.fullmatch(r"/", between) and COUNTED.match(soft[whole.end : whole.end + 60]) and _WIN.search(before):
            return 0.6
    if place and re.fullmatch(r"\s(?:out\s)?of\s(?:the\s)?|/", soft[found[place - 1].end : quantity.start]):
        return None
    if (
        _WINNING.search(before[-90:])
        and re.search(r"\b(?:on|in|across|over)\s(?:all\s|the\s)?$", before)
        and COUNTED.match(after)
        and not any(one.unit in ("%", "x", "points") for one in found)
    ):
        return 0.5
    return None
