"""Which numbers are those of a baseline, of humans or of other people's work, by the words before them."""

import re

from papers.facts.numbers import Quantity
from papers.facts.text import compiled

_OTHERS = (
    r"(?:previous|prior|existing|former|original)(?:ly)?(?:\s(?!by\b|with\b|to\b|and\b|while\b"
    r"|\w+ing\b)\w+){0,3}?(?:\sof|\s\()?"
    r"|reported\s(?:\w+\s){0,3}of|baseline(?:'s)?(?:\s(?:\w+\s)?of|\s\()?"
    r"|\bthan\s(?!that)(?:(?!by\b|with\b|and\b|while\b|to\b|on\b|at\b|for\b|when\b|if\b|as\b|after\b|under\b"
    r"|[\d<>~])[^\s,;]+\s){1,6}?"
    r"|whereas\s(?!.{0,50}\b(?:increas|decreas|drop|improv|rais|fall|ris|reduc)\w*\b).{0,60}"
    r"|improving (?:up)?on\s(?:(?!\sby\s).){0,60}"
    r"|while\s(?:the\s)?(?:human|baseline|previous|existing|other|GPT|random|vanilla|standard)s?\s.{0,60}"
)
_BASELINE = compiled(
    r"\b(?:vs\.?|versus|against|compared\s(?:to|with)|relative to|in (?:contrast|comparison) (?:to|with)|as opposed to"
    r"|instead of|rather than|up from|down from|surpassing|outperforming|exceeding|beating|" + _OTHERS + r")\s{0,2}"
    r"(?:the\s|an?\s|only\s|just\s|about\s|around\s|approx\.?\s|approximately\s|roughly\s|nearly\s|~\s{0,8}|'s\s|\(\s?|of\s|its\s|their\s)*$",
    re.IGNORECASE,
)
_COMPARED = compiled(
    r"\b(?:vs\.?|versus|against|compared\s(?:to|with)|relative to|in (?:contrast|comparison) (?:to|with)|than"
    r"|surpassing|outperforming|over|from)\s[^,;]{0,70}$",
    re.IGNORECASE,
)
_BOUND = compiled(
    r"\b(?:more|less|fewer|higher|lower|greater|larger|smaller|better|faster|other) than\s(?:an?\s"
    r"|the\s)?[~<>]?\s{0,8}$",
    re.I,
)


def is_baseline(quantity: Quantity, before: str, soft: str) -> bool:
    """Return whether the words before a number give it to somebody else: "than 61%", "humans reach 90%"."""
    if _BOUND.search(before):
        return False
    if re.search(r"\bfrom\s(?:the\s|an?\s|around\s|about\s)?[~<>]?\s{0,4}$", before) and quantity.high is None:
        return True
    if _BASELINE_BEHIND.match(soft, quantity.end) and _OVER_THE.search(before):
        return True
    near = before[-90:]
    if (" at " in near and _AT_THEIRS.search(before)) or ("which" in near and _WHICH.search(before)):
        return True
    if _BY_HUMANS.match(soft, quantity.end):
        return True
    signed = before.rstrip().endswith("+")  # "outperforms Numbat (+1.8%)": the gain
    if _HUMANS.search(before) or (not signed and _RIVALS.search(before)) or _BESIDE.search(before):
        return True
    if match := _BASELINE.search(near):
        # "outperforming X by 5%", "surpassing it by 3x", "exceeding 80%": the number is the work's own.
        return re.match(r"surpassing|outperforming|exceeding|beating", match[0], re.IGNORECASE) is None
    match = _COMPARED.search(near)
    if match is None:
        return False
    tail = re.sub(r"^\S+(?:\s(?:to|with)\b)?", "", match[0])
    return _OWN_AGAIN.search(tail) is None and _THEIRS.search(tail) is not None


_BASELINE_BEHIND = compiled(r"\s(?:[\w-]+\s){0,2}baseline\b")
_OVER_THE = compiled(r"\b(?:over|than|to|above|from|with|exceed\w*|surpass\w*)\s(?:the|an?|its)\s[~<>]?\s*$")
"""A figure that the baseline owns: "over the 55% zero-shot baseline"."""
_AT_THEIRS = compiled(r"\b(?:out\w+|surpass|exceed|beat)ing\s(?:[A-Z][^\s,;]*\s){1,4}at\s(?:only\s|just\s)?[~<>]?\s*$")
"""A rival's figure beside its name: "outperforming Numbat at 39%"."""
_WHICH = compiled(
    r"\b(?:outperform\w*|surpass\w*|exceed\w*|beat\w*|than|over|versus)\s[^;.]{3,90},\swhich\s(?:only\s)?"
    r"(?:achiev|reach|attain|obtain|scor|yield|sav|us|need|requir|tak|get|ha)[a-z]*\s"
    r"(?:only\s|just\s)?[~<>]?\s*$"
)
"""A rival's figure in a clause on it: "outperforms Numbat, which achieves 3x"."""
_BY_HUMANS = compiled(r"\s(?:(?:achieved|obtained|reached|scored)\s)?by\s(?:humans?|experts?|people)\b")
_HUMANS = compiled(
    r"\b(?:humans?|experts?|people|annotators)\s(?:(?!while|and|with|evaluation|by)\w+\s){0,2}(?:achiev|scor|reach"
    r"|attain|perform|obtain|average)\w*\s"
    r"(?:\w+\s){0,3}[~<>]?\s*$|\b[Hh]uman(?:-level)?\s(?:[a-z]+\s)?(?:performance|accuracy|baseline|level"
    r"|score)s?\b(?:, which (?:is|was)(?: at)?|,(?=\s$))?[^,;.]{0,28}$(?<!by )(?<!by ~)"
    r"|\b(?:[Hh]umans|[Ee]xperts|[Pp]eople) can\s(?!not\b)[^;.]{0,90}\bwith\s"
    r"(?:over|about|nearly|more than|above)?\s?[~<>]?\s*$"
)
_BESIDE = compiled(
    r"\b(?:baseline|human|expert|random)s?(?:\s\w+)?\s?(?:\(|:)\s?(?:[A-Za-z][\w@-]{0,12}\s?[:=]?\s?)?[~<>]?\s*$",
    re.IGNORECASE,
)
"""A baseline or humans with their figure: "the dense baseline (PPL 21.3)", "human: 77%"."""
_RIVALS = compiled(
    r"\b(?:(?:outperform|surpass|exceed|beat|rival|match|approach)\w*|(?:competitive|comparable|par)\s(?:with"
    r"|to))\s(?:(?!\bby\b|\bon\b|\bin\b|\bacross\b|\bachiev"
    r"|\bwhile)(?:[^;.]|\.(?!\s))){3,100}"
    r"\(\s{0,2}(?:[\w.-]{1,12};\s)?(?:(?:as low as|as high as|at most|at best|max\.?|only"
    r"|about)\s)?(?:[A-Za-z][\w@-]{0,12}\s?[:=]?\s?)?[+~]?\s*$"
)
"""A rival with its figure in brackets: "surpasses the baseline (F1: 61.2)"."""
_OWN_AGAIN = compiled(
    r"\b(?:by|with|achiev\w*|yield\w*|to|up|while|and|at|reduc\w*|improv\w*|requir\w*|using|for|deliver\w*|in|on|sav\w*"
    r"|shows?|across)\b",
    re.IGNORECASE,
)
"""Words after a comparison that lead back to the work's own number."""
_THEIRS = compiled(r"(?:'s|\(|\bof|\bhas|\bhad|\bwhich \w+|\bat)\s{0,2}[~<>]?\s{0,4}$")
