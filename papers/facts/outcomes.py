"""Which quantities of an abstract are outcomes of the work: not its set-up, not a baseline's, not other people's."""

import re
from dataclasses import dataclass, replace

from papers.facts.named_metrics import METRIC
from papers.facts.numbers import Quantity
from papers.facts.own import ELSEWHERE, OWN
from papers.facts.rivals import is_baseline

_METRIC_BEFORE = re.compile(
    rf"\b{METRIC}\)?(?:[- ](?:scores?|values?|rate|metric|coefficients?|index|rating|ratio))?(?:\s\([\w@-]{{1,16}}\))?"
    r"(?:\s(?:on|for|in|across|of)\s(?:[\w@/.-]{1,24}\s){1,4}(?=of|to|is|from|by))?"
    r"\s{0,2}(?:of|=|:|is|was|are|at|to|by|from|reach(?:es|ed|ing)|improves?|(?:in|de)creases?|drops?|rises?|and|with"
    r"|,)?\s{0,2}"
    r"(?:from|to|by|of|only|just|up to|around|about|approximately|nearly|over|at least|as (?:high|low) as|an? "
    r"(?:average|overall|mean)(?: of)?)?"
    r"\s{0,2}[~<>=(±]?\s{0,10}$"
)
_METRIC_AFTER = re.compile(
    rf"^\s{{0,2}}(?:vs\.?\s[\d.]+\s)?(?:\(\s?\+?[\d.]+\s?\)\s?)?(?:in\s)?(?:[a-z][\w-]{{1,16}}\s){{0,2}}{METRIC}(?![\w@])"
)
_BEFORE_US = re.compile(r"\s*(?:Prior to|Before|Previously,|Until now|Unlike)\b")
"""How a sentence begins that tells of the time before the work."""
_SCORED = re.compile(
    r"\b(?:achiev|reach|attain|obtain|scor|record|set|yield|rais|improv|boost|lift|increas|reduc|decreas"
    r"|lower)\w*\s(?:\S+\s){0,6}"
    r"(?:of|to|by|at)?\s{0,2}[~<>]?\s{0,8}$"
)
_CHANGE = re.compile(
    r"\b(?:improv|increas|rais|rise|rose|boost|reduc|decreas|drop|cut|lower|lift|declin|fall|fell|grow|grew|push"
    r"|bring|mov|jump|shorten"
    r"|speed|accelerat|enhanc|advanc|elevat|degrad|shrink|compress|extend|scal|went|goes|going)\w*\b",
    re.IGNORECASE,
)
_RANGING = re.compile(r"\b(?:rang\w+|vary|varying|varies|span\w*|anywhere|by|between|of)\s(?:from\s)?$", re.IGNORECASE)
OUTCOME = re.compile(
    r"\b(?:achiev|reach|attain|obtain|yield|improv|increas|reduc|decreas|cut|cuts|cutting|sav(?:e|es|ed|ing|ings)\b"
    r"|outperform|surpass|exceed"
    r"|boost|gain|accelerat|speed|lower|drop|degrad|retain|maintain|preserv|recover|scor|win|wins|beat|require|need"
    r"|only|cost|consum|tak(?:e|es|ing)"
    r"|rais|deliver|enabl|within|faster|slower|fewer|less|smaller|cheaper|latency|overhead|runtime|throughput|under"
    r"|footprint|up to|down to|(?:time|cost|budget)s? of)\w*",
    re.IGNORECASE,
)
_COST = re.compile(r"\s(?:per|each)\b|\scosts?\b", re.I)
_ARROW = re.compile(r"\s{0,3}→\s{0,12}[~<>]?\s{0,4}")
_SETUP_AFTER = re.compile(
    r"^[\s-]{0,2}(?:(?:[\w-]+\s){0,3}(?:budgets?|time limit|timeout|deadline)\b"
    r"|confidence|CI\b|significance|credible|quantile|percentile|sparsity|pruning ratio|missing|noise"
    r"|label noise|dropout|masking"
    r"|compression ratio|keep ratio)",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:at|under|with)\s(?:an?\s|the\s)?(?:\w+\s)?[~<>]?\s{0,4}$", re.IGNORECASE)
_AIMED = re.compile(
    r"\b(?:aim(?:ing|ed)?|target(?:ing|ed)?|retention of|threshold of|budget of|rate of masking|mask(?:ing|ed)?"
    r"|assum\w+)\s(?:\S+\s){0,3}$",
    re.I,
)
_MADE_OF = re.compile(
    r"\b(?:consist\w*|contain\w*|compris\w*|compos\w*|cover\w*|account\w*|constitut\w*|make up|split|of which|dataset"
    r"|corpus|annotated|sampled)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"^\s{0,2}of\s(?:the|all|our|its|their|these|those|which|whom)?\s?(?:\w+\s){0,2}(?:questions|examples|samples"
    r"|images|papers|users"
    r"|respondents|participants|speakers|population|articles|documents|posts|tweets|people|students|world)\b",
    re.IGNORECASE,
)
_HARDWARE = re.compile(
    r"^\s{0,2}(?:of\s)?(?:VRAM|GPUs?|A100|H100|H200|V100|RTX|NVIDIA|Nvidia|TPU|memory (?:GPU|card|per)|consumer|card"
    r"|machine|devices?\b|RAM\b)",
)
_STUFF = re.compile(
    r"^\s{0,2}(?:of\s)?(?:[\w-]+\s){0,4}(?:audio|speech|videos?|recordings?|data|footage|music|conversations?"
    r"|telephone|broadcast|talks?|clips?"
    r"|annotated|labell?ed|transcribed|input|content|dataset|corpus|lectures|meetings|demonstrations|interaction"
    r"|teleop\w*|text"
    r"|code|corpora)\b",
    re.IGNORECASE,
)
_DIMENSION = re.compile(
    r"^(?:-?\s?fold)?\s{0,8}(?:cross[- ]?validation|CV\b|scale\b|Likert|A100|H100|H200"
    r"|V100|A6000|RTX|NVIDIA|GPU|TPU|MI\d|super-?resolution|upsampl|downsampl|magnif|zoom|\d)",
    re.I,
)
_TIMES_A = re.compile(r"\b(?:repeat\w*|run|ran|sampled?|occur\w*|appear\w*|cited)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_FACTOR_USED = re.compile(
    r"^\s(?:as\b|the\b|of\b|its\b|their\b|that\b|those\b|in\b|a\b|an\b|\w+ing\b|\w+(?:er)\b|compute|memory|throughput)"
)
_WIN = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|win|best|state-of-the-art|sota|superior|achiev|improv|better|highest|first"
    r"|rank|competitive|match"
    r"|solv|pass|success|correct|significan)\w*",
    re.IGNORECASE,
)
_WINNING = re.compile(
    r"\b(?:outperform|surpass|exceed|beat)\w*|\bnew (?:best|state[- ]of)|\b(?:achiev|set|sets|establish|reach|attain"
    r"|obtain|yield)\w*\s(?:\w+\s){0,2}(?:state-of-the-art|sota|(?:comparable|competitive|superior|best|better|top)"
    r"\s(?:\w+\s)?(?:performances?|results?|scores?|accuracy))\b",
    re.IGNORECASE,
)
"""Who wins or is as good; "state-of-the-art models" alone do not."""
_OF = re.compile(r"^\s(?:out\s)?of\s(?:the\s|all\s|our\s|these\s)?$", re.IGNORECASE)
_COUNTED = re.compile(
    r"^(?:\s(?:[\w-]+)){0,4}?\s(?:languages?|tasks|datasets?|benchmarks?|domains|settings|metrics|models|categories"
    r"|cases|directions|pairs|tests"
    r"|games|environments|problems|questions|subtasks|scenarios|corpora|systems|criteria|dimensions|evaluations"
    r"|backbones|families|tracks|(?:test|testing|evaluation|data) sets|sets|programs)\b",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:extend|scal|extrapolat|generali[sz]|handl|process|support|exceed|reach|reason|up to|accommodat|adopt"
    r"|increas|expand|enlarg|lengthen)\w*\b",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"^[\s-]{0,2}(?:\w+\s){0,2}(?:tokens?|context|sequences?|long|words|inputs?|length|window|frames)|context|length"
    r"|window|sequence",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Outcome:
    """A quantity that is an outcome: its unit among those of results, and the value it is compared with."""

    quantity: Quantity
    unit: str
    confidence: float
    against: Quantity | None = None
    high: float | None = None
    value: float = 0.0


NEAR = 90
"""Characters within which a number is compared with another."""
_BETWEEN = re.compile(r"\b(?:and|by|reduc\w+|improv\w+)\b[^,;]*\bfrom\b|;")
_AND_THEIRS = re.compile(r"\s(?:by|for|of|from)\s[^;%]{2,40}?,?\s(?:and|or)\s[~<>]?\s{0,4}")
"""What joins the figures of rivals: "23% by Numbat and 10% by Wombat"."""


def outcomes(soft: str, found: list[Quantity], *, own: bool, late: bool) -> list[Outcome]:
    """Return the outcomes among the quantities of a sentence.

    Parameters
    ----------
    own : bool
        Whether the sentence, or one before it, speaks of this work.
    late : bool
        Whether a sentence before it does.
    """
    out: list[Outcome] = []
    taken: dict[int, Outcome] = {}
    skip: set[int] = set()
    theirs = -NEAR
    for place, quantity in enumerate(found):
        if place in skip:
            continue
        before, after = soft[max(0, quantity.start - 120) : quantity.start], soft[quantity.end : quantity.end + 90]
        follow = found[place + 1] if place + 1 < len(found) else None
        if follow is not None and _ARROW.fullmatch(soft[quantity.end : follow.start]):
            # "61.2 → 70.5 F1": the second is reached, and tells the unit.
            seen = soft[follow.end : follow.end + 90]
            unit, confidence = _unit(follow, before, seen, soft, out, found, place + 1)
            if unit is not None and follow.high is None:
                skip.add(place + 1)
                taken[place] = Outcome(follow, unit, confidence, against=quantity, value=follow.value)
                out.append(taken[place])
                continue
        unit, confidence = _unit(quantity, before, after, soft, out, found, place)
        if unit is None:
            continue
        if not own:
            confidence *= 0.3
        elif ELSEWHERE.search(soft) and not OWN.search(soft) and not late:
            confidence *= 0.4
        elif _BEFORE_US.match(soft):
            confidence *= 0.3
        against, value, high = None, quantity.value, quantity.high
        if high is not None and _is_change(quantity, before, soft):
            against = replace(quantity, high=None, end=quantity.low_span[1]) if quantity.low_span else None
            value, high = high, None
        elif follow is not None and follow.unit == quantity.unit and follow.high is None:
            between = " ".join(soft[quantity.end : follow.start].split())
            if re.search(r"\bfrom\s(?:\w+\s){0,2}[~<>]?\s{0,4}$", before) and re.fullmatch(
                r"(?:\([^)]*\)\s?)?(?:down |up )?to(?: only| just)?", between
            ):
                skip.add(place + 1)
                taken[place] = Outcome(follow, unit, confidence, against=quantity, value=follow.value)
                out.append(taken[place])
                continue
            if re.fullmatch(r"\(?(?:vs\.?|versus|compared (?:to|with)|against|over)", between):
                skip.add(place + 1)
                against, theirs = follow, follow.end
        if against is None and is_baseline(quantity, before, soft):
            if out and _compares(out[-1], quantity, soft):
                out[-1] = replace(out[-1], against=quantity)
            theirs = quantity.end
            continue
        if quantity.start - theirs < NEAR and _AND_THEIRS.fullmatch(soft[theirs : quantity.start]):
            theirs = quantity.end
            continue
        taken[place] = Outcome(quantity, unit, confidence, against, high, value)
        out.append(taken[place])
    return [one for one in out if one.confidence >= 0.35]


def _compares(last: Outcome, theirs: Quantity, soft: str) -> bool:
    """Return whether a rival's number is what an outcome is compared with: "61%, compared to 52% for Numbat"."""
    between = soft[last.quantity.end : theirs.start]
    alike = last.against is None and last.quantity.unit == theirs.unit
    return alike and len(between) < NEAR and _BETWEEN.search(between) is None


def _unit(
    quantity: Quantity, before: str, after: str, soft: str, out: list[Outcome], found: list[Quantity], place: int
) -> tuple[str | None, float]:
    """Return the unit as an outcome and how sure that is; None where it is no outcome."""
    match quantity.unit:
        case "%" | "points":
            scale = quantity.unit == "points" and _POINT_SCALE.match(after)
            return (None, 0.0) if scale or _is_setting(before, after, soft) else (quantity.unit, 0.85)
        case "x":
            return ("x", 0.85) if _is_factor(quantity, before, after) else (None, 0.0)
        case "rate":
            return ("other", 0.7) if _RATED.search(before) or _RATED.search(after[:40]) else (None, 0.0)
        case "bytes":
            used = OUTCOME.search(before[-70:]) and not (
                _HARDWARE.match(after) or _STUFF.match(after) or _STOCK.search(before[-40:])
            )
            return ("bytes", 0.55) if used else (None, 0.0)
        case "time":
            used = OUTCOME.search(before[-70:]) and not (_STUFF.match(after) or _SETUP_AFTER.match(after))
            return ("time", 0.55) if used else (None, 0.0)
        case "money":
            return ("money", 0.6) if OUTCOME.search(before[-80:]) or _COST.search(after[:40]) else (None, 0.0)
    signed = quantity.sign == "+" and soft[quantity.end - 1] != "+"
    if signed and quantity.magnitude == "" and not quantity.spelled and _SIGNED.search(before):
        return "points", 0.6
    if (counted := _count(quantity, before, after, soft, found, place)) is not None:
        return "count", counted
    if _is_score(quantity, before, after, soft, out):
        return ("points" if _is_delta(quantity, before, after) else "score"), 0.6
    if _is_length(quantity, before, after):
        return ("other" if after.lstrip(" -").startswith("words") else "tokens"), 0.45
    return None, 0.0


_RATED = re.compile(
    r"\b(?:achiev|reach|attain|obtain|yield|deliver|run|operat|generat|synthes|render|throughput|speed|real-?time|infer"
    r"|decod|process|up to|over|exceed|produc|perform|stream|maintain|sustain)\w*",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[(,]\s?(?:and\s)?\+?\s?$")


_UP_TO = re.compile(
    r"\b(?:to|exceeding|up to|over|beyond|reason|handle|process(?:ing)?|of)\s(?:over\s|up to\s|more "
    r"than\s)?[~<>]?\s{0,4}$"
)


def _is_length(quantity: Quantity, before: str, after: str) -> bool:
    """Return whether a bare number is a length that the work reaches: "scales to 1M tokens"."""
    if _STOCK.search(before[-70:]):
        return False
    if quantity.value < 4000 or quantity.magnitude == "B" or not _REACHED.search(before[-80:]):
        return False
    return _LONG.search(after[:22] + before[-24:]) is not None and _UP_TO.search(before) is not None


def _is_setting(before: str, after: str, soft: str) -> bool:
    if _SETUP_AFTER.match(after) or _AIMED.search(before):
        return True
    return _SHARE.match(after) is not None and _MADE_OF.search(before[-80:]) is not None


_STOCK = re.compile(r"\b(?:corpus|corpora|datasets?|data|vocabular\w+|codebook|train\w* on|pre-?train\w*)\b", re.I)
"""What holds or saw many tokens has not been made that long."""
_SIDES = re.compile(r"\d\s?(?:x|times|\*)\s?$")
_POINT_SCALE = re.compile(r"\s?(?:Likert|scale|rating scale|clouds?\b)")


def _is_factor(quantity: Quantity, before: str, after: str) -> bool:
    if _DIMENSION.match(after) or _TIMES_A.search(before):
        return False
    word = quantity.unit_text
    if _SIDES.search(before) or (word in ("double", "doubles") and re.match(r"-\w|\s(?:as|down|stream)\b", after)):
        return False
    if word == "fraction":
        return (
            re.match(
                r"\s(?:of\s)?(?:the|its|their|that)?\s?(?:\w+\s){0,3}(?:cost|parameters|memory|compute|time|size|data"
                r"|tokens|budget|FLOPs)",
                after,
            )
            is not None
        )
    if word in ("half",):
        return (
            re.match(r"\s(?:of\s)?(?:the|its|their|that|as)\b", after) is not None
            and (OUTCOME.search(before[-60:]) or _WITH_HALF.search(before)) is not None
        )
    if re.match(r"\s(?:\w+\s)?every\b", after):
        return False
    if word in ("double", "triple", "quadruple", "halve"):
        return re.match(r"\s(?:the|its|their|of|that|in)\b", after) is not None
    if quantity.spelled and word == "":
        return True
    return not (quantity.value > 1e5)


def _count(quantity: Quantity, before: str, after: str, soft: str, found: list[Quantity], place: int) -> float | None:
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
        if re.fullmatch(r"/", between) and _COUNTED.match(soft[whole.end : whole.end + 60]) and _WIN.search(before):
            return 0.6
    if place and re.fullmatch(r"\s(?:out\s)?of\s(?:the\s)?|/", soft[found[place - 1].end : quantity.start]):
        return None
    if (
        _WINNING.search(before[-90:])
        and re.search(r"\b(?:on|in|across|over)\s(?:all\s|the\s)?$", before)
        and _COUNTED.match(after)
        and not any(one.unit in ("%", "x", "points") for one in found)
    ):
        return 0.5
    return None


def _is_score(quantity: Quantity, before: str, after: str, soft: str, out: list[Outcome]) -> bool:
    if quantity.magnitude or quantity.spelled or quantity.value > 5000:
        return False
    if _SIGNIFICANCE.search(before):
        return False
    decimal = "." in soft[quantity.start : quantity.end]
    if not decimal and (1900 <= quantity.value <= 2035 or _COUNTED.match(after) or _THINGS.match(after)):
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
    if (
        out
        and out[-1].unit in ("score", "points")
        and decimal
        and "." in soft[out[-1].quantity.start : out[-1].quantity.end]
    ):
        gap = soft[out[-1].quantity.end : quantity.start]
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
    if quantity.sign == "+" and _BY.search(before):
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
_WITH_HALF = re.compile(r"\b(?:with|using|on)\s(?:even\s|only\s|just\s|almost\s|nearly\s|about\s)*$")
_SIGNIFICANCE = re.compile(r"\bp(?:[- ]?values?)?\s?(?:of\s)?[<=>~]\s*$", re.IGNORECASE)
_DELTA_BEFORE = re.compile(
    r"\b(?:by|within|(?:gain|improvement|increase|boost|drop|decrease|reduction|decline|advantage|margin)s? of)\s"
    r"(?:up to\s|over\s|about\s|an average of\s|at least\s)?[~<>+]?\s{0,4}$",
    re.IGNORECASE,
)
_DELTA_AFTER = re.compile(
    r"\s(?:[\w@-]+\s){1,3}(?:gains?|improvements?|increase|boost|drop|decrease|higher|lower)\b", re.IGNORECASE
)


def _is_delta(quantity: Quantity, before: str, after: str) -> bool:
    """Return whether a score is a difference: "+1.7 mIoU", "by 0.3 in AP"."""
    delta = quantity.sign == "+" or _DELTA_BEFORE.search(before) or _DELTA_AFTER.match(after)
    return bool(delta)


_NOUN = re.compile(
    r"\s(?!on\b|in\b|for\b|and\b|at\b|to\b|with\b|over\b|across\b|while\b|vs\b|versus\b"
    r"|against\b)[a-z]|-"
)
"""A number before a noun counts things."""


def _is_change(quantity: Quantity, before: str, soft: str) -> bool:
    """Return whether a range is a change "from A to B" and no range of values."""
    if quantity.low_span is None or not re.search(r"\bfrom\s(?:\w+\s){0,2}[~<>]?\s{0,4}$", before):
        return False
    if _RANGING.search(re.sub(r"from\s(?:\w+\s){0,2}[~<>]?\s{0,4}$", "", before)):
        return False
    between = soft[quantity.low_span[1] : quantity.end]
    return "to" in between and _CHANGE.search(before) is not None
