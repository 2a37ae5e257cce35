"""Where a claim holds: phrases after "on", "across", "for", the subject of its clause, what the sentence opens with."""

import re

from papers.facts.comparisons import MOST, TRAILING
from papers.facts.named_metrics import METRIC
from papers.facts.subjects import subject
from papers.facts.text import words as in_words

_WHERE = re.compile(r"\b(?:on|across|for|in|at|during|under|when|with|within|using|to)\s", re.IGNORECASE)
_WHERE_END = re.compile(
    r"[;:()]|,\s(?!\w+,|\w+\sand\b|and\s[A-Z])|\s(?:while|whereas|compared|relative|over|than|against|versus|vs|but"
    r"|which|that"
    r"|outperforming|surpassing|demonstrating|achieving|without|by|respectively|when|using|if|because|since|so"
    r"|raises?|lifts?|boosts?|cuts?"
    r"|increases?|drops?|gains?|improves?|reduces?|outperforms?"
    r"|achieves?"
    r"|yet|has|have|had|is|are|was|were|can|yield\w*|reach\w*|surpass\w*|exceed\w*|attain\w*|underperform\w*"
    r"|scores?|leads?"
    r"|shows?|demonstrates?|indicates?|suggests?|reveals?|and\s(?:achiev|reduc|improv|increas|outperform|show|exhibit"
    r"|an?\s|up\sto|by|offers|requires"
    r"|\d|[~<>+]))|\s(?:and|with|or)?\s?[+~]?\d[\d.]*\s?(?:%|x\b)|\.(?:\s|$)",
)
_NOT_WHERE = re.compile(
    r"^(?:in (?:at|up|over|about|around|nearly|only|just|more|less)\b|in (?:the\s)?(?:context|light|face|form|case"
    r"|process)\b|at (?:\w+ly\s)?(?:lower|higher|less|reduced|no|little)\b|in (?:terms|comparison|contrast|addition"
    r"|order|particular|this|which|the (?:range|best case|worst case)|an?\s"
    r"(?:\w+\s)?manner)|on (?:average|par|top)|at (?:least|most|the same|a\b|an\b|only)|for (?:example|instance)|for "
    r"the first"
    r"|with (?:an?\s)?(?:average|only|up|minimal|negligible|little|no\b|a\b)|in (?:speed|total)\b|to (?:be"
    r"|the\s(?:same|best)|\w+e\b)"
    r"|using only|when compared|with respect|in an?\s(?:\w+\s){0,2}$)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"(?P<name>[A-Z][\w.+/-]*(?:\s[A-Z0-9][\w.+-]*){0,2})\s?(?:\sby|\(|:|\sto)\s{0,2}[+~<>]?\s{0,4}$"
)
"""A dataset beside its number: "MathVerse (+8.1%)", "(XSum by 18.6%, NQ by 5%)"."""
_DATA_LIKE = re.compile(
    r"[A-Z]{2}|[a-z][A-Z]|\d|[A-Z]\w+|dataset|benchmark|task|language|test|setting|domain|model|generation", re.UNICODE
)


def place_in(text: str, metric: str | None, against: str | None) -> str | None:
    """Return the first place that a text names."""
    for match in _WHERE.finditer(text[:200]):
        if (place := _place(text[match.start() :], (metric, against))) is not None:
            return place
    return None


def where(
    near_left: str,
    left: str,
    near_right: str,
    right: str,
    said: tuple[str | None, str | None],
    names: tuple[str, ...],
    context: str | None,
    system: str | None = None,
    lead: str = "",
) -> str | None:
    """Return where a number holds: datasets, models, settings, the variant or part of the work it is of.

    Parameters
    ----------
    said : tuple
        Metric and comparison, which are not said again.
    names : tuple of str
        Models and datasets in the sentence.
    context : str or None
        Where the sentences before say that the work is tried.
    system : str or None
        Name of the work, which is no place.
    lead : str
        What stands before the first number of the sentence, if this is a later one: names between are the others'.
    """
    found: list[str] = []
    if (match := _BRACKETED.search(near_left)) and left.count("(") > left.count(")"):
        return match["name"]
    for text in (_first_words(near_right, 160), _clause(near_left)):
        places = _places(text, said)
        if places:
            found.append(max(places[:2], key=_weight))
            break
    if (opening := _OPENING.match(left)) and (
        # "With a budget of 1B weights, Quokka gains": a place, though "with" elsewhere tells of none.
        place := _place("under " + opening["place"].split(" ", 1)[1], said)
    ) is not None:
        _add(found, place)
    if not found:
        for text in (_last_words(left, 220), _first_words(right, 200)):
            places = [place for place in _places(text, said) if _weight(place)]
            if places:
                found.append(max(places, key=_weight))
                break
    if (of := subject(left, system)) is not None and of not in " ".join((said[1] or "", said[0] or "")):
        _add(found, of)
    told = " ".join([*found, said[1] or "", said[0] or ""])
    beside = (lead or near_left) + near_right if found else (lead or left) + right
    more = [name for name in names if name not in told and name in beside]
    if more:
        found.append(min(more, key=lambda name: abs(len(left) - (left + right).find(name))))
    if context and len(found) < 2 and not (found and _SET.search(found[0])) and context not in told:
        found.append(context)
    return ", ".join(found[:PARTS]) or None


PARTS = 3
"""Phrases of a place: where, on which data, for which model or variant."""


def _first_words(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0]


def _last_words(text: str, most: int) -> str:
    return text if len(text) <= most else text[-most:].split(" ", 1)[-1]


def _add(found: list[str], place: str) -> None:
    if not any(place in other or other in place for other in found):
        found.append(place)


_OPENING = re.compile(
    r"\s*(?:(?:[A-Z]\w+ly|[Ff]or (?:example|instance)|[Ii]n particular|[Mm]oreover|[Aa]lso|[Ff]urthermore),\s)?"
    r"(?P<place>(?:[Oo]n|[Ii]n|[Aa]cross|[Ff]or|[Ww]ith|[Uu]nder|[Aa]t|[Uu]sing|[Ww]hen|[Ww]ithin)\s[^,;]{3,80}(?=,))"
)
_SET = re.compile(r"[A-Z][\w-]*(?:[A-Z]|\d)|[A-Z]{3}|dataset|benchmark|corpus|tasks|languages|\bsets?\b")
"""Words of a place that names what the work is tried on; another needs to know from the sentences before."""


def _places(text: str, said: tuple[str | None, str | None]) -> list[str]:
    found = (
        _place(text[match.start() :], said)
        for match in _WHERE.finditer(text)
        if not _BOUND_TO.search(text, max(0, match.start() - 14), match.start())
    )
    return [place for place in found if place is not None]


_BOUND_TO = re.compile(r"(?:light|focus\w*|based|depend\w*|rel(?:y|ies|ying)|effects?|insights?|emphasis|attention)\s$")
"""A verb or noun that wants "on" for itself."""


def _clause(text: str) -> str:
    return re.split(r";\s|,\s(?:and|while|but)\s", text)[-1]


def _weight(place: str) -> int:
    return len(_DATA_LIKE.findall(place))


def _place(text: str, said: tuple[str | None, str | None]) -> str | None:
    if _NOT_WHERE.match(text):
        return None
    text = text[0].lower() + text[1:]
    if _DOING.match(text):
        return None
    if text.startswith(("with ", "in ", "at ", "to ")) and _MEASURE.match(text, text.index(" ")):
        return None
    if text.startswith(("with ", "using ")) and not _DATA_LIKE.search(text[:40]):
        return None
    if text.startswith("to ") and not re.match(r"to (?:the )?[A-Z]", text):
        return None
    end = _WHERE_END.search(text, 3)
    phrase = text[: end.start() if end else 130]
    words = phrase.split()
    if len(words) < 2:
        return None
    if _FIGURES.match(words[1]):
        return None
    body = re.sub(r"^(?:the|an?|its|their|our|all|both)\s", "", " ".join(words[1:]))
    body = TRAILING.sub("", " ".join(body.split()[:MOST]))
    if _VAGUE.match(body) or _METRIC.fullmatch(body) or not re.search(r"[A-Za-z]{2}", body):
        return None
    told = set((said[0] or "").lower().split())
    content = {word for word in re.findall(r"\w+", body.lower()) if len(word) > 2}
    if content <= told and _TASK.search(body) is None and not _NAMED.search(body):
        return None
    if not content or content <= _NOWHERE or (said[1] and body in said[1]):
        return None
    return body


_DOING = re.compile(r"(?:for|in)\s(?!reasoning|training|editing|coding|planning|understanding|question)[a-z-]+ing\s")
"""What something is used for is no place: "in focusing on operands"."""
_FIGURES = re.compile(r"[~<>+]?\d+\.\d+[,;]?$")
_TASK = re.compile(
    r"\b(?:recognition|counting|generation|retrieval|detection|segmentation|reasoning|classification|translation"
    r"|summari[sz]ation|answering|understanding|planning|editing|prediction|navigation|parsing|matching|grounding"
    r"|captioning|forecasting|tracking|manipulation|following|synthesis|mathematics|math|coding|scenarios?|tasks?"
    r"|languages?|domains?|settings?|benchmarks?|datasets?)\b"
)
"""A task may stand in the metric and be where it holds, too: "26.6% in reflection recognition"."""
_METRIC = re.compile(METRIC)
_VAGUE = re.compile(r"(?:this|these|that|such|those)\b")
"""What points back tells no place of its own."""
_NAMED = re.compile(r"[A-Z]\w*[A-Z]|\d")
"""A name may stand in the metric and be where it holds, too: the OwlQA score on OwlQA."""
_MEASURE = re.compile(rf"\s(?:[\w-]+\s){{0,3}}{METRIC}\b")
_NOWHERE = in_words(
    "the our this these all both average evaluation evaluations experiments experiment study work paper analysis total "
    "practice most many several various single only same method approach results terms case cases setting "
    "task this runtime inference address future example instance contrast addition particular general fact theoretical "
    "empirical experimental further turn order effect principle summary conclusion part comparison just nearly "
    "approximately few"
)
_TRIED = re.compile(
    r"\b(?:evaluat|experiment|validat|test|assess|benchmark|demonstrat|appl|conduct)\w*\b.{0,60}?\b(?:on|across|over"
    r"|in|using|with)\s",
    re.IGNORECASE,
)


def tried(soft: str) -> str | None:
    """Return on what a sentence says that the work is tried: "We evaluate it on six benchmarks"."""
    match = _TRIED.search(soft)
    if match is None:
        return None
    start = re.search(r"\w+\s$", match[0])
    return _place(soft[match.end() - len(start[0]) :], (None, None)) if start else None
