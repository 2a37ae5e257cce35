"""Which bare numbers are scores or gains: "an F1 of 0.82", "(ICC = 0.55)", "+1.7 mIoU", "achieves 15.0 MBPP"."""

import re

from papers.facts.named_metrics import METRIC
from papers.facts.numbers import Quantity
from papers.facts.wins import COUNTED

_METRIC_BEFORE = re.compile(
    rf"\b{METRIC}\)?(?:[- ](?:scores?|values?|rate|metric|coefficients?|index|rating|ratio))?(?:\s\([\w@-]{{1,16}}\))?"
    r"(?:\s(?:improvement|gain|increase|boost|drop|decrease|reduction|degradation)s?)?"
    r"(?:\s(?:on|for|in|across|of)\s(?:[\w@/.-]{1,24}\s){1,4}(?=of|to|is|from|by))?"
    r"\s{0,2}(?:of|=|:|is|was|are|at|to|by|from|reach(?:es|ed|ing)|improves?|(?:in|de)creases?|drops?|rises?|between|and|with"
    r"|,)?\s{0,2}"
    r"(?:from|to|by|of|only|just|up to|around|about|approximately|nearly|over|at least|as (?:high|low) as|an? "
    r"(?:average|overall|mean)(?: of)?)?"
    r"\s{0,2}[~<>=(±]?\s{0,10}$"
)
_METRIC_AFTER = re.compile(
    rf"^\s{{0,2}}(?:vs\.?\s[\d.]+\s)?(?:\(\s?\+?[\d.]+\s?\)\s?)?(?:in\s)?(?:(?!with\b|and\b|on\b|for\b"
    rf"|teams\b)[a-z][\w-]{{1,16}}\s){{0,2}}(?:[A-Z]\w+-)?{METRIC}(?![\w@])"
)
_SCORED = re.compile(
    r"\b(?:achiev|reach|attain|obtain|scor|record|set|yield|rais|improv|boost|lift|increas|reduc|decreas"
    r"|lower)\w*\s(?:\S+\s){0,6}"
    r"(?:of|to|by|at)?\s{0,2}[~<>]?\s{0,8}$"
)


def is_score(quantity: Quantity, before: str, after: str, soft: str, last: Quantity | None) -> bool:
    """Return whether a bare number is a score; `last` is the number before it that is one."""
    if quantity.magnitude or quantity.spelled or quantity.value > 5000:
        return False
    if (
        _NUMBER_OF_VERSION.fullmatch(soft[quantity.start : quantity.end])
        and _VERSION.search(before)
        and not _METRIC_BEFORE.search(before)
    ):
        return False
    if quantity.value > 1 and _LETTER.search(before):
        return False
    if _LICENCE.match(after) or _SIGNIFICANCE.search(before) or _SPREAD.search(before):
        return False
    decimal = "." in soft[quantity.start : quantity.end]
    if not decimal and (1900 <= quantity.value <= 2035 or COUNTED.match(after) or _THINGS.match(after)):
        return False
    if re.match(r"^-?[A-Za-z]", after) or re.search(
        r"[A-Za-z]$|\b(?:version|v|task|table|section|GPT|track|phase|stage|step|level|top)[- ]?$", before, re.I
    ):
        return False
    if decimal and (_named_before(before) or _gained(quantity, before, after)):
        return True
    if _METRIC_BEFORE.search(before) and (decimal or (quantity.value >= 5 and not _NOUN.match(after))):
        return True
    if _METRIC_AFTER.match(after) and (decimal or quantity.value >= 10 or quantity.sign == "+"):
        return True
    if last is not None and decimal and "." in soft[last.start : last.end]:
        gap = soft[last.end : quantity.start]
        if len(gap) < 60 and not re.search(r"[;.]\s", gap):
            return True
    return (
        decimal
        and _SCORED.search(before[-60:]) is not None
        and re.match(r"^\s{0,2}(?:[.,;)]|on\b|in\b|for\b|and\b|at\b|$|\()", after) is not None
    )


def _named_before(before: str) -> bool:
    """Return whether a metric with a short name that nobody listed is before: "an XTAR of", "(ICC = "."""
    match = _SHORT_NAMED.search(before)
    return match is not None and match["name"] not in _NO_METRIC


def _gained(quantity: Quantity, before: str, after: str) -> bool:
    """Return whether a bare number is a gain, "boosting it by +6.5 on", or a score: "achieves 15.0 MBPP in"."""
    if (
        (quantity.sign == "+" and _BY.search(before))
        or _GAIN_OF.search(before)
        or (" by " in before and _OUTDONE.search(before))
    ):
        return True
    return _SCORED.search(before[-60:]) is not None and _SHORT.match(after) is not None


_SHORT_NAMED = re.compile(
    r"\b(?P<name>[A-Z]{2,}[\w@]{0,8})\s?(?:\([^()]{1,20}\)\s?)?(?:=|of|score of|:)\s{0,2}[~<>]?\s{0,4}$"
)
_NO_METRIC = frozenset(("SD", "SE", "CI", "LR", "OR", "ID", "GPU", "RTX", "CUDA", "IQR", "HR", "USD", "IRR"))
_BY = re.compile(
    r"(?:\bby|\bof|\band|\bwith|,|\()\s{0,2}\+?\s{0,4}$|\b(?:achiev|gain|yield|show|deliver)\w*\s\+?\s{0,4}$"
)
_SHORT = re.compile(r"\s[A-Z][A-Z0-9@-]{2,9}(?=\s(?:in|on|with|and|for|at|by|while)\b|[,.;)])")
_THINGS = re.compile(r"\s(?:[\w-]+\s){0,2}[A-Z]{2,}s\b")
"""What is counted under a short name: "15 LLMs"."""
_NUMBER_OF_VERSION = re.compile(r"\d{1,2}(?:\.\d)?")
_VERSION = re.compile(r"\b(?!On\b|The\b|At\b|In\b|Of\b)[A-Z][A-Za-z]*[a-z][A-Za-z-]*\s$")
"""What stands before a number that is a version: "Numbat 2.5"."""
_LETTER = re.compile(r"(?:^|[\s(,])[rκρ]\s?[=:]\s*$")
"""A correlation is at most 1; what is more is a rank or a rate."""
_LICENCE = re.compile(r"\s?(?:International\s)?[Ll]icen[sc]e")
_SPREAD = re.compile(r"\b(?:SD|SE|CI|IQR|[npNtF]|df|std)\b\s?[=<>:]?\s?[\[(]?[^()\[\]]{0,9}$")
"""What is no outcome though it is a figure of one: deviations, bounds of confidence, sizes of a sample."""
_SIGNIFICANCE = re.compile(r"\bp(?:[- ]?values?)?\s?(?:of\s)?[<=>~]\s*$", re.IGNORECASE)
_GAIN_OF = re.compile(
    r"\b(?:gain|improvement|increase|boost|drop|decrease|reduction|decline|advantage|margin)s? of\s"
    r"(?:up to\s|over\s|about\s|an average of\s|at (?:least|most)\s)?[~<>+]?\s{0,4}$"
)
_OUTDONE = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|underperform|trail|lag|improv)\w*\s(?:[^\s;:.]+\s){0,9}by\s"
    r"(?:up to\s|over\s|about\s|an average of\s|at (?:least|most)\s)?[~<>]?\s{0,4}$"
)
"""By how much somebody is beaten: "outperforming the best method by 0.28"."""
_DELTA_BEFORE = re.compile(
    r"\b(?:by|within|(?:gain|improvement|increase|boost|drop|decrease|reduction|decline|advantage|margin)s? (?:of|to))"
    r"\s(?:up to\s|over\s|about\s|an average of\s|at (?:least|most)\s)?[~<>+]?\s{0,4}$",
    re.IGNORECASE,
)
_DELTA_AFTER = re.compile(
    r"\s(?:[\w@-]+\s){1,3}(?:and\s[\d.]+\s(?:[\w@-]+\s){1,2})?(?:gains?|improvements?|increase|boost|drop|decrease"
    r"|higher|lower)\b",
    re.IGNORECASE,
)


def is_delta(quantity: Quantity, before: str, after: str) -> bool:
    """Return whether a score is a difference: "+1.7 mIoU", "by 0.3 in AP"."""
    delta = quantity.sign == "+" or _DELTA_BEFORE.search(before) or _DELTA_AFTER.match(after)
    return bool(delta)


_NOUN = re.compile(
    r"\s(?!on\b|in\b|for\b|and\b|at\b|to\b|with\b|over\b|across\b|while\b|vs\b|versus\b"
    r"|against\b)[a-z]|-"
)
"""A number before a noun counts things."""
