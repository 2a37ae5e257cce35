"""Claims of outcomes in numbers, each with what it measures, against what, where, and its sentence."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from papers.facts import families
from papers.facts.around import METRICAL, Around
from papers.facts.comparisons import beaten, comparison, rival_behind
from papers.facts.english import CHANGES, object_of, tidy
from papers.facts.facts import Result
from papers.facts.metric import metric
from papers.facts.numbers import Quantity, has_figure, quantities
from papers.facts.outcomes import Outcome, outcomes
from papers.facts.own import own_sentences
from papers.facts.places import tried, where
from papers.facts.text import Passage, Sentence

_LIST = re.compile(
    r"\s{0,8}(?:,|/|and|or|, and|&|,? ?\(|\)? and)?\s{0,3}[~<>]?\s{0,8}|\s{0,3}(?:,|,?\sand|/)\s{0,3}\+\s{0,4}"
)
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
    context: str | None = None
    scored: str | None = None
    unread: list[str] = []
    last = ""
    for sentence, (own, late) in zip(passage.sentences, own_sentences(passage, system), strict=True):
        previous, last = last, sentence.soft if own or late else ""
        if last:
            unread.append(last)
        if not has_figure(sentence.soft):
            continue
        found = quantities(sentence.soft)
        told = outcomes(sentence.soft, found, own=own, late=late)
        if not told:
            continue
        # Only where something is claimed does it matter on what and against whom the sentences before try the work.
        context = next((tell for soft in reversed(unread) if (tell := _tried(soft, names))), context)
        unread.clear()
        here, before = beaten(last), beaten(previous)
        named = (
            *_variants(sentence.soft, system),
            *(name for name in names if name in sentence.soft and name != system),
        )
        claim = None
        measured: dict[str | None, tuple[str, ...]] = {}
        for place in range(len(told)):
            claim = _claim(
                passage, sentence, told, place, _Told(named, context, here, before, claim, measured, scored, system)
            )
            if words := _measured(claim.metric):
                measured[_alike_units(claim.unit)] = words
                if claim.unit in ("%", "score") and METRICAL.search(claim.metric or ""):
                    scored = " ".join(words)
            key = (claim.value or 0.0, claim.value_high, claim.unit or "", claim.on)
            if key not in seen:
                seen.add(key)
                yield claim


def _tried(soft: str, names: tuple[str, ...]) -> str | None:
    """Return where a sentence says that the work is tried, with up to three names that it lists."""
    place = tried(soft)
    if place is None:
        return None
    return ", ".join([place, *[name for name in names if name in soft and name not in place][:3]])


def _variants(soft: str, system: str | None) -> list[str]:
    """Return the names in a sentence that go on from the system's: "Quokka-2" for "Quokka"."""
    if system is None or f"{system}-" not in soft:
        return []
    return [word for word in soft.replace(",", " ").split() if word.startswith(f"{system}-")]


_GOES_ON = re.compile(r"[^.;]{0,60}(?:,|and|\)|,\s?and|&)\s(?:up to\s)?[~<>+]?\s{0,8}$")
_ALIKE = re.compile(
    r"\s{0,3}(?:on|for|in|at|to|with|under|over|than|compared|against|inside|within|across|during|when|after|among"
    r"|between|using|outside)\s|\s{0,3}[(),.]|$"
)
_NEW = re.compile(
    r"\b(?:improv|increas|reduc|decreas|boost|achiev|gain|outperform|speed|sav|surpass|cut|drop|lower)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Told:
    """What is known when a number is read: names in its sentence, what came before it."""

    names: tuple[str, ...]
    context: str | None
    here: str | None
    before: str | None
    last: Result | None
    measured: dict[str | None, tuple[str, ...]]
    scored: str | None
    system: str | None


def _alike_units(unit: str | None) -> str | None:
    return "%" if unit in ("points", "score") else unit


def _measured(metric: str | None) -> tuple[str, ...]:
    """Return the words of a metric without its change: what the next number may measure, too."""
    words = (metric or "").split()
    while words and words[-1].lower() in CHANGES:
        words = words[:-1]
    return tuple(words)


def _claim(passage: Passage, sentence: Sentence, told: list[Outcome], place: int, known: _Told) -> Result:
    outcome, soft, last = told[place], sentence.soft, known.last
    start, end = _group(soft, told, place)
    behind = max((_end(one) for one in told[:place] if _end(one) <= start), default=0)
    ahead = min((one.quantity.start for one in told[place + 1 :] if one.quantity.start >= end), default=len(soft))
    left, right, near_left, near_right = soft[:start], soft[end:], soft[behind:start], soft[end:ahead]
    said = frozenset(word for name in (*known.names, known.system or "") for word in name.split())
    around = Around(left, right, near_left, outcome, said, known.measured.get(_alike_units(outcome.unit), ()))
    what = metric(around) or _unsaid(outcome, passage, known.scored)
    if last is not None and last.unit == outcome.unit and behind and _alike(near_left, right):
        # "accuracy gains of 3.7% on A, 1.5% on B": the second goes on with the first's metric.
        named = (what or "").removesuffix(" score") in known.names
        what = what if named else _again(last.metric, right)
    against = comparison(left, near_left, near_right, right, outcome, soft)
    if against is None:
        against = _later(soft, told, place)
    if against is None:
        change = outcome.unit == "x" or (what or " ").split(" ")[-1].lower() in CHANGES
        against = known.here or (known.before if change else None)
        if against is None and change and last is not None and (last.comparison or "vs 0")[3:4].isalpha():
            against = last.comparison
    lead = soft[: told[0].quantity.start] if behind else ""
    on = where(near_left, left, near_right, right, (what, against), known.names, known.context, known.system, lead)
    near = soft[max(behind, start - 70) : start] + " " + (what or "") + " " + soft[end : end + 25]
    family = families.family(f"{what or ''} {outcome.quantity.unit_text}", outcome.unit)
    return Result(
        outcome.value,
        outcome.unit,
        what,
        passage.quote(sentence.start + outcome.quantity.start, sentence.start + outcome.quantity.end),
        value_high=outcome.high,
        family=family,
        direction=families.direction(near),
        better=families.better(family),
        comparison=against,
        on=on,
        confidence=round(outcome.confidence if what else outcome.confidence - 0.15, 2),
    )


def _unsaid(outcome: Outcome, passage: Passage, scored: str | None) -> str | None:
    """Return what a score measures whose sentence does not say: what the last one did, or what the text names."""
    if outcome.unit not in ("%", "score") or scored:
        return scored if outcome.unit in ("%", "score") else None
    named = _SCORE.search(passage.soft)
    return named[0] if named else "score"


_SCORE = re.compile(
    r"\b(?:success rate|accuracy|pass@\d+|resolution rate|win rate|F1(?:[- ]score)?|exact match)\b", re.I
)


def _again(metric: str | None, right: str) -> str | None:
    """Return the metric before for a number that goes on with it; "and 11% in recall" names another."""
    words = (metric or "").split()
    if (
        words
        and words[-1] in CHANGES
        and re.match(r"\s{1,9}in\s", right)
        and (what := tidy(object_of(right)))
        and not _NAMELIKE.search(" ".join(what))
    ):
        return " ".join([*what, words[-1]])
    return metric


_NAMELIKE = re.compile(r"\d|[a-z][A-Z]|^[A-Z][a-z]+$|-[A-Z]")
"""What looks like the name of data measures nothing: "3.6% in WombatQA, 2.6% in Owl500"."""


def _alike(between: str, right: str) -> bool:
    return _GOES_ON.fullmatch(between) is not None and _ALIKE.match(right) is not None and _NEW.search(between) is None


def _later(soft: str, told: list[Outcome], place: int) -> str | None:
    """Return the rival behind a later number of a list: "3.7% on A and 1.5% on B over Numbat" has one for both."""
    for this, ahead in pairwise(told[place:]):
        between = soft[_end(this) : ahead.quantity.start]
        if this.unit != ahead.unit or ahead.against or not _GOES_ON.fullmatch(between) or _NEW.search(between):
            return None
        if rival := rival_behind(soft[_end(ahead) : _end(ahead) + 130]):
            return rival
    return None


def _end(outcome: Outcome) -> int:
    beside = outcome.against is not None and outcome.against.start - outcome.quantity.end < BESIDE
    return max(outcome.quantity.end, outcome.against.end if outcome.against and beside else 0)


BESIDE = 14
"""Characters within which a number and what it is compared with read as one: "85.0 vs 77.3 MAUVE"."""


def _group(soft: str, told: list[Outcome], place: int) -> tuple[int, int]:
    """Return the span of the list of numbers that an outcome stands in."""
    first = last = place
    while first > 0 and _joined(soft, told[first - 1].quantity, told[first].quantity):
        first -= 1
    while last + 1 < len(told) and _joined(soft, told[last].quantity, told[last + 1].quantity):
        last += 1
    head, tail = told[first], told[last]
    start = min(head.quantity.start, head.against.start) if head.against else head.quantity.start
    return start, _end(tail) if place == last else tail.quantity.end


def _joined(soft: str, left: Quantity, right: Quantity) -> bool:
    return _LIST.fullmatch(soft[left.end : right.start]) is not None
