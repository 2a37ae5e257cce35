"""Claims in words: "outperforms X on Y", "state-of-the-art results on Y", "competitive with Z", with no number."""

import re
from collections.abc import Iterator

from papers.facts import families
from papers.facts.around import named
from papers.facts.comparisons import comparison_in
from papers.facts.facts import Direction, Result
from papers.facts.own import own_sentences
from papers.facts.places import place_in
from papers.facts.text import Passage, compiled, has

_BEATS = compiled(
    r"\b(?:outperform(?:s|ing|ed)?|surpass(?:es|ing|ed)?|exceed(?:s|ing|ed)?|outpaces?|outshines?|beats?"
    r"|beating)\s(?!expectations)",
    re.IGNORECASE,
)
_BEST = compiled(
    r"\b(?:achiev|reach|attain|obtain|set|establish|yield|deliver|demonstrat|report|show)\w*\s(?:an?\s"
    r"|the\s)?(?:new\s)?"
    r"(?:state[- ]of[- ]the[- ]art|SOTA|best(?:-reported)?)\s(?:\w+\s){0,3}?(?:results?|performances?|accuracy"
    r"|scores?|quality)\b",
    re.IGNORECASE,
)
_EQUAL = compiled(
    r"\b(?:(?:competitive|comparable|on par)(?:\s(?:\w+\s){0,2}(?:performance|results|accuracy|quality))?\s(?:with"
    r"|to)\s|match(?:es|ing)\s(?:or\s"
    r"(?:even\s)?(?:exceed|surpass|outperform)\w*\s)?(?:the\s)?(?:performance|accuracy|quality)\sof\s)",
    re.IGNORECASE,
)
_MORE = compiled(
    r"\b(?:higher|lower|better|superior|faster|greater|improved|stronger|fewer"
    r"|less)\s(?P<what>(?:[\w-]+\s){1,4}?)(?:than|over|compared to)\s",
    re.IGNORECASE,
)
_WORSE = compiled(r"\b(?:not|n't|fail\w* to|does not|struggle\w* to|never)\s(?:\w+\s){0,2}$", re.IGNORECASE)
CONFIDENCE = 0.6


def claims(passage: Passage, system: str | None, numbered: set[int]) -> Iterator[Result]:
    """Return the claims in words of sentences on the work; those with an outcome in numbers are passed over.

    Parameters
    ----------
    numbered : set of int
        Numbers of the sentences that have outcomes in numbers.
    """
    for sentence, (own, _) in zip(passage.sentences, own_sentences(passage, system), strict=True):
        if not own or sentence.number in numbered:
            continue
        soft = sentence.soft
        found = _first(soft)
        if found is None:
            continue
        match, said, direction = found
        behind = soft[match.end() :]
        rival = comparison_in(behind) if said != "state-of-the-art performance" else None
        what = match["what"].strip() if match.re is _MORE else (" ".join(named(behind[:90])) or said)
        family = families.family(what, "")
        family = "accuracy" if family == "other" else family
        yield Result(
            None,
            None,
            what,
            passage.quote(sentence.start + match.start(), sentence.start + match.end()),
            family=family,
            direction=direction,
            better=families.better(family),
            comparison=rival,
            on=place_in(behind, what, rival),
            confidence=CONFIDENCE,
        )


_KINDS: tuple[tuple[re.Pattern[str], tuple[str, ...], str, Direction | None], ...] = (
    (_BEATS, ("utperform", "urpass", "xceed", "utpac", "utshin", "beat", "Beat"), "performance", "up"),
    (_BEST, ("art ", "-Art ", "SOTA ", "sota ", "best"), "state-of-the-art performance", "up"),
    (_EQUAL, ("ompetitive", "omparable", "on par", "atch"), "comparable performance", None),
    (_MORE, (" than ", " over ", "compared to "), "", "up"),
)


def _first(soft: str) -> tuple[re.Match[str], str, Direction | None] | None:
    """Return the first claim of a sentence, what it is of, and which way it goes."""
    for pattern, stems, said, direction in _KINDS:
        match = pattern.search(soft) if has(soft, stems) else None
        if match is None or _WORSE.search(soft[max(0, match.start() - 30) : match.start()]):
            continue
        if pattern is _MORE:
            direction = families.direction(match[0])
        return match, said, direction
    return None
