"""The text around a number, and the metric that it names."""

import re
from dataclasses import dataclass
from functools import cached_property

from papers.facts.english import shed
from papers.facts.named_metrics import METRIC
from papers.facts.outcomes import Outcome

NAMED = re.compile(
    rf"\b(?:(?:[A-Z][\w-]*|macro|micro|mean|average|word|test|overall|zero-shot|top-\d)[ -]){{0,2}}{METRIC}(?![\w@])"
)
METRICAL = re.compile(rf"\b{METRIC}\b")
"""A metric that has a name."""
VAGUE = frozenset(
    ("score", "scores", "rate", "result", "results", "performance", "value", "factor", "ratio", "speedup", "r")
)


@dataclass(frozen=True)
class Around:
    """The text around a number (or the list it stands in).

    `left` and `right` are all of the sentence before and behind; `near` begins behind the number before; `last` is
    what the number before, of the same unit, measures.
    """

    left: str
    right: str
    near: str
    outcome: Outcome
    names: frozenset[str] = frozenset()
    last: tuple[str, ...] = ()

    @cached_property
    def shed(self) -> str:
        """What stands before the number, without "by up to" and the like."""
        return shed(self.left)

    @cached_property
    def tail(self) -> set[str]:
        """The words that are shed."""
        return {word.lower() for word in _UP_TO.sub("", self.left[len(self.shed) :]).split()}


_UP_TO = re.compile(r"\b(?:up|as (?:high|much|low|little|many) as|down)\s+to\b|\bas \w+ as\b", re.IGNORECASE)


def named(text: str) -> list[str]:
    """Return the first metric that a text names."""
    for match in NAMED.finditer(text):
        if match[0].lower() not in VAGUE:
            return match[0].split()
    return []


def named_near(around: Around) -> list[str]:
    """Return the metric named nearest before a number, else after it; a telling name goes before a vague one."""
    for text in (around.near, around.left):
        base = max(0, len(text) - 150)
        matches = [match for match in NAMED.finditer(text, base) if len(text) - match.end() < 110]
        for match in reversed(matches):
            if match[0].lower() not in VAGUE:
                return match[0].split()
    if behind := NAMED.search(_FIGURE.split(around.right[:70], maxsplit=1)[0]):
        return behind[0].split()
    if around.last:
        return list(around.last)
    matches = [
        match
        for match in NAMED.finditer(around.near, max(0, len(around.near) - 150))
        if match[0] != "r" and not (match[0] == "scores" and len(around.near) - match.end() < 12)
    ]
    return matches[-1][0].split() if matches else []


_FIGURE = re.compile(r"\s[~+<>]?\s?\d")
