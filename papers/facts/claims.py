"""Claims of outcomes in numbers, each with what it measures, against what, where, and its sentence."""

import re
from collections.abc import Iterator

from papers.facts import families
from papers.facts.facts import Result
from papers.facts.numbers import Quantity, quantities
from papers.facts.outcomes import Outcome, outcomes, own_sentences
from papers.facts.phrases import phrases
from papers.facts.text import Passage, Sentence

_DIGIT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twice|thrice|half|halv|doubl|tripl|quadrupl|fold|order"
    r"|third|quarter|fifth|twelve)",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s{0,3}(?:,|/|and|or|, and|&|,? ?\(|\)? and)?\s{0,3}[~<>]?\s{0,8}")
"""What stands between the numbers of one list."""


def results(passage: Passage, system: str | None = None, names: tuple[str, ...] = ()) -> Iterator[Result]:
    """Return the claims of outcomes in numbers.

    Parameters
    ----------
    passage : Passage
    system : str or None
        Name of the paper's own contribution: a sentence that has it speaks of this work.
    names : tuple of str
        Models and datasets that the paper names.
    """
    seen: set[tuple[float, float | None, str, str | None]] = set()
    for sentence, (own, late) in zip(passage.sentences, own_sentences(passage, system), strict=True):
        if not _DIGIT.search(sentence.soft):
            continue
        found = quantities(sentence.soft)
        told = outcomes(sentence.soft, found, own=own, late=late)
        here = tuple(name for name in names if name in sentence.soft and name != system)
        for place in range(len(told)):
            claim = _claim(passage, sentence, told, place, here)
            key = (claim.value or 0.0, claim.value_high, claim.unit or "", claim.on)
            if key not in seen:
                seen.add(key)
                yield claim


def _claim(passage: Passage, sentence: Sentence, told: list[Outcome], place: int, names: tuple[str, ...]) -> Result:
    outcome, soft = told[place], sentence.soft
    group = _group(soft, told, place)
    before = max((_end(one) for one in told[:place] if _end(one) <= group[0]), default=0)
    after = min((one.quantity.start for one in told[place + 1 :] if one.quantity.start >= group[1]), default=len(soft))
    said = phrases(soft, outcome, group, (before, after), names)
    metric = said.metric
    near = soft[max(before, group[0] - 70) : group[0]] + " " + (metric or "") + " " + soft[group[1] : group[1] + 25]
    family = families.family(f"{metric or ''} {outcome.quantity.unit_text}", outcome.unit)
    return Result(
        outcome.value,
        outcome.unit,
        metric,
        passage.quote(sentence.start + outcome.quantity.start, sentence.start + outcome.quantity.end),
        value_high=outcome.high,
        family=family,
        direction=families.direction(near),
        better=families.better(family),
        comparison=said.comparison,
        on=said.on,
        confidence=round(outcome.confidence if metric else outcome.confidence - 0.15, 2),
    )


def _end(outcome: Outcome) -> int:
    return max(outcome.quantity.end, outcome.against.end if outcome.against else 0)


def _group(soft: str, told: list[Outcome], place: int) -> tuple[int, int]:
    """Return the span of the list of numbers of one unit that an outcome stands in."""
    first = last = place
    while (
        first > 0
        and told[first - 1].unit == told[place].unit
        and _joined(soft, told[first - 1].quantity, told[first].quantity)
    ):
        first -= 1
    while (
        last + 1 < len(told)
        and told[last + 1].unit == told[place].unit
        and _joined(soft, told[last].quantity, told[last + 1].quantity)
    ):
        last += 1
    head, tail = told[first], told[last]
    start = min(head.quantity.start, head.against.start) if head.against else head.quantity.start
    return start, _end(tail) if place == last else tail.quantity.end


def _joined(soft: str, left: Quantity, right: Quantity) -> bool:
    return _LIST.fullmatch(soft[left.end : right.start]) is not None
