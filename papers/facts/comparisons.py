"""Against what a claim is made: phrases after "over", "than", "compared to", "outperforms"."""

import re

from papers.facts.named_metrics import METRIC
from papers.facts.outcomes import Outcome
from papers.facts.text import has

MOST = 14
"""Words of a phrase."""
_COUNTED = (
    r"(?:[\d~<>+]|a (?:wide|broad|range)|all\b|time\b|\w+\s(?:languages|tasks|datasets|benchmarks|domains|models)\b"
    r"|(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\s)"
)
_OVER = re.compile(
    rf"(?:^\s{{1,9}}(?:more|less|fewer)\s(?:[\w-]+\s){{0,3}}than|^\s{{1,9}}(?:as\s\w+|the\s[\w\s-]{{2,40}}?)\s(?:as"
    rf"|of)(?=\s)"
    rf"|\bover(?!\s{_COUNTED})|\b(?:compared|comparable)\s(?:to|with)|\brelative to"
    rf"|\b(?<!more )(?<!less )(?<!fewer )than|\bas that of|\bon par (?:with|of)|\bvs\.?|\bversus"
    r"|\bagainst|\bin (?:contrast|comparison) (?:to|with)|\bas opposed to|\bshort of|\bimproving (?:up)?on"
    r"|\bof the original|\bof that of)"
    r"\s(?P<rival>[^,;:()]{2,120})",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared\s(?:to|with)|relative to|versus|in (?:contrast|comparison) (?:to|with)|as opposed "
    r"to)\s(?P<rival>[^,;:()]{2,120})",
    re.IGNORECASE,
)
_BEATEN = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|outpac|outshin|lag|trail|underperform)\w*(?:\s(?:behind))?\s"
    r"(?P<rival>[^,;:]{2,110}?)(?=\s(?:by|with|on|in|across|over|while|at|for|and\s\w+(?:ing|s))\b|[,;:]|\s\(|\.?$)",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\b(?:improv|increas|boost|enhanc|rais|accelerat|speed|reduc|doubl|lift)\w*(?:\sup)?\s(?P<rival>(?:the\s|an?\s)?"
    r"(?!its\b|our\b|their\b)[^,;:()'%]{2,60}?)(?:'s?\s|(?:(?<=model)|(?<=odels)|(?<=LLMs)|(?<=LLM)|(?<=lines)"
    r"|(?<=eline))\sby\s)"
)
"""Whose figure is improved: "improves Numbat's accuracy by"."""
_SHARE = re.compile(
    r"\s{1,9}of\s(?:the\s)?(?P<rival>\d+(?:\.\d+)?[BM]\s(?:\w+\s)?(?:model|baseline|teacher|LLM)\b"
    r"|[A-Z][\w.+-]*(?:\s[A-Z0-9][\w.+-]*){0,3}(?='s?\s|\s[a-z])"
    r"|(?:full|original|baseline|dense|teacher|vanilla|uncompressed|base|unpruned|human|upper bound)\b"
    r"(?:[\s-](?:model|cache|attention|fine-tuning))?)"
)
"""Of what a share is kept: "93% of Numbat's accuracy"."""
_THEN_BEATEN = re.compile(
    r"(?:,\s(?:and\s)?(?:\w+ly\s)?(?:surpassing|outperforming|exceeding|beating|improving (?:up)?on|better than)"
    r"|\sthat\s(?:\w+ly\s)?(?:outperforms?|surpass(?:es)?|exceeds?|beats?|rivals?))\s(?P<rival>[^,;:()]{2,120})"
)
_OVER_BEFORE = re.compile(
    rf"\b(?:over(?!\s{_COUNTED})|(?<!more )(?<!less )(?<!fewer )than|compared (?:to|with)|relative to|against"
    rf"|on par with|competitive with)\s"
    r"(?P<rival>(?!\d|[~<>])[^,;:()]{2,90}?)(?=\s(?:by|of|with|to|in|on|across|for|at|while)\s|,|\s\(|$)",
    re.IGNORECASE,
)
_RIVAL_END = re.compile(
    r"\s(?:on|in|across|while|when|and\s(?!(?:the |other )?(?:[A-Z]|existing|previous|prior|state))|for|with|without"
    r"|at|under|by|using"
    r"|that|which|as|to|after|during|from|where|significantly|such|despite|respectively|plus|based|is|are|was|were"
    r"|can|could|will|has|have|had|but|also|yet"
    r"|while|into|via|through|across|over|than|achiev\w*|reduc\w*|improv\w*|and\s\w+(?:ly|ing|es))\b|\s\d(?!D\b"
    r"|[\d.]*[BM]\b)|\s[-+~]"
)
_VERSIONED = re.compile(r"\b([A-Z][\w-]*)\s(\d(?:\.\d)?)\b")
"""A name with its version, which ends no phrase: "Claude 3.5"."""
_LEAD = re.compile(r"^\s*(?:the|an?|its|their|our|those of|that of)\s")
_LENGTH = re.compile(
    r"\s*(?:\d(?![\d.]*[BM]\b)|[~<>+]|half|twice|two|three|up to|a decade|the past"
    r"|(?:approx\b|about|around|roughly|nearly|approximately)\.?(?:\s|$))"
)
TRAILING = re.compile(
    r"(?:[\s,]+(?:and|with|or|the|a|an|of|in|on|for|is|are|to|at|by|as|only|up|our|its|below|above|under|than|but"
    r"|even|just|from)(?=$|[\s.,+~<>-])|[\s.,+~<>-])+$"
)


def comparison(left: str, near_left: str, near_right: str, right: str, outcome: Outcome, soft: str) -> str | None:
    """Return what a number is compared with, as "vs ..."."""
    if outcome.against is not None:
        theirs, quantity = outcome.against, outcome.quantity
        value = " ".join(soft[theirs.start : theirs.end].split())
        if theirs.start <= quantity.start:
            match = _IN_BRACKETS.match(soft, theirs.end)  # "from 9% (tuned once) to 15%"
        else:
            match = _WHOSE.match(soft[max(theirs.end, quantity.end) :])
        return f"vs {value} {_rival(match['rival'], 6) or ''}".strip() if match else f"vs {value}"
    near, far = near_left[-170:] + " by ", left[-170:] + " by "
    near_right = near_right.split(";", 1)[0]
    over = None if outcome.quantity.unit_text.startswith(("halv", "doubl", "tripl")) else _OVER.search(near_right)
    if over and over[0].lower().startswith("comparable") and "," in near_right[: over.start()]:
        over = None
    won = _last(_BEATEN, near)
    if over and won and _OTHER_CLAUSE.search(near, won.end()) and not re.search(r"[,;]", near_right[: over.start()]):
        # "outperforms Numbat and gains 3 points over Wombat": the nearest is meant.
        won = None
    owned = _last(_OWNED, near_left[-120:] + " by ")
    candidates = (
        _SHARE.match(near_right) if left.rstrip(" ~<>").rstrip(",") and not left.rstrip(" ~<>").endswith(",") else None,
        won,
        over,
        _THEN_BEATEN.search(near_right),
        owned if owned and " of " not in owned["rival"] else None,  # "the cost of models by": whose is not said
        _last(_BEATEN, far),
        _last(_OVER_BEFORE, left[-260:] + " by "),
        _COMPARED.search(right[:300]),
        _THEN_BEATEN.search(right[:300]),
    )
    for match in candidates:
        if match and (rival := _rival(match["rival"])) and not _MEASURE.match(rival):
            return f"vs {rival}"
    return None


_IN_BRACKETS = re.compile(r"\s?\((?P<rival>[^,;()\d][^,;()]{1,49})\)")
_WHOSE = re.compile(r"(?:[^.;(]|\.\d){0,40}?(?:\b(?:for|of|with|by|over)\s|\()(?P<rival>[^,;()]{2,50})")
_MEASURE = re.compile(rf"(?:[\w-]+\s){{0,2}}{METRIC}(?:\sof\b|$)")
"""A metric is no rival: "improves the accuracy of Numbat by"."""
_OTHER_CLAUSE = re.compile(r",|\b(?:but|also|while)\b|\band\s\w+(?:s|ing)\b")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(text):
        last = match
    return last


_BEATING = ("utperform", "urpass", "xceed", "beat", "utpac", "utshin", "lag", "trail", "nderperform")
_COMPARING = ("ompared", "elative to", "ersus", "ontrast", "omparison", "opposed")


def beaten(soft: str) -> str | None:
    """Return whom a sentence says the work to beat, as "vs ..."."""
    for pattern, stems in ((_BEATEN, _BEATING), (_COMPARED, _COMPARING)):
        if (
            has(soft, stems)
            and (match := _last(pattern, soft.rstrip(" .") + " by "))
            and (rival := _rival(match["rival"]))
            and len(rival) > 3
        ):
            return f"vs {rival}"
    return None


def rival_behind(text: str) -> str | None:
    """Return as a comparison what stands behind "over" or "than" in the clause that a text begins with."""
    match = _OVER.search(re.split(r";|\.\s|,\s(?:and|while|but|which|with)\s", text, maxsplit=1)[0])
    if match and not re.search(r"\d", text[: match.start()]) and (rival := _rival(match["rival"])):
        return f"vs {rival}"
    return None


def comparison_in(text: str) -> str | None:
    """Return as a comparison what stands behind "outperforms" or "competitive with"."""
    rival = _rival(re.split(r"[,;:()]", text, maxsplit=1)[0])
    return f"vs {rival}" if rival else None


def _rival(phrase: str, words: int = MOST) -> str | None:
    """Return a phrase up to where another clause begins; None where it is no rival."""
    if _LENGTH.match(phrase):
        return None
    phrase = _VERSIONED.sub("\\1\x00\\2", " " + phrase.strip())
    phrase = _RIVAL_END.split(phrase, maxsplit=1)[0].replace("\x00", " ")
    kept = TRAILING.sub("", " ".join(_LEAD.sub("", phrase).split()[:words]))
    return (
        kept
        if len(kept) > 1
        and kept.lower()
        not in ("them", "it", "this", "that", "those", "these", "ones", "another", "the", "its", "both")
        else None
    )
