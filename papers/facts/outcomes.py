"""Which quantities of an abstract are outcomes of the work: not its set-up, not a baseline's, not other people's."""

import re
from dataclasses import dataclass, replace

from papers.facts.numbers import Quantity
from papers.facts.own import BEFORE_US, ELSEWHERE, OWN
from papers.facts.rivals import is_baseline
from papers.facts.scores import is_delta, is_score
from papers.facts.text import compiled
from papers.facts.wins import count

_CHANGE = compiled(
    r"\b(?:improv|increas|rais|rise|rose|boost|reduc|decreas|drop|cut|lower|lift|declin|fall|fell|grow|grew|push"
    r"|bring|mov|jump|shorten"
    r"|speed|accelerat|enhanc|advanc|elevat|degrad|shrink|compress|extend|scal|went|goes|going)\w*\b",
    re.IGNORECASE,
)
_RANGING = compiled(r"\b(?:rang\w+|vary|varying|varies|span\w*|anywhere|by|between|of)\s(?:from\s)?$", re.IGNORECASE)
OUTCOME = compiled(
    r"\b(?:achiev|reach|attain|obtain|yield|improv|increas|reduc|decreas|cut|cuts|cutting|sav(?:e|es|ed|ing|ings)\b"
    r"|outperform|surpass|exceed"
    r"|boost|gain|accelerat|speed|lower|drop|degrad|retain|maintain|preserv|recover|scor|win|wins|beat|requir|need"
    r"|only|cost|consum|tak(?:e|es|ing)"
    r"|rais|deliver|enabl|within|faster|slower|fewer|less|smaller|cheaper|latency|overhead|runtime|throughput|under"
    r"|footprint|up to|down to|(?:time|cost|budget)s? of)\w*",
    re.IGNORECASE,
)
_COST = compiled(r"\s(?:per|each)\b|\scosts?\b", re.I)
_ARROW = compiled(r"\s{0,3}→\s{0,12}[~<>]?\s{0,4}")
_SETUP_AFTER = compiled(
    r"^[\s-]{0,2}(?:(?:[\w-]+\s){0,3}(?:budgets?|time limit|timeout|deadline|constraints?|thresholds?)\b"
    r"|confidence|(?:[a-z]+\s)?intervals?\b|CI\b|significance|credible|quantile|percentile|sparsity|pruning ratio"
    r"|missing|noise|(?:of\s)?(?:the\s)?label(?:l?ed (?:data|examples|samples|images)|s\b)"
    r"|label noise|dropout|masking"
    r"|compression ratio|keep ratio)",
    re.IGNORECASE,
)
_AIMED = compiled(
    r"\b(?:aim(?:s|ing|ed)? (?:at|for)|targeting|(?:retention|threshold|budget|target|rate of masking) of"
    r"|mask(?:ing|ed)?"
    r"|assum\w+)\s(?:(?!by\b)[^\s,]+\s){0,3}$",
    re.I,
)
_MADE_OF = compiled(
    r"\b(?:consist\w*|contain\w*|compris\w*|compos\w*|cover\w*|account\w*|constitut\w*|make up|split|of which|dataset"
    r"|corpus|annotated|sampled)\b",
    re.IGNORECASE,
)
_SHARE = compiled(
    r"^\s{0,2}of\s(?:the|all|our|its|their|these|those|which|whom)?\s?(?:\w+\s){0,2}(?:questions|examples|samples"
    r"|images|papers|users"
    r"|respondents|participants|speakers|population|articles|documents|posts|tweets|people|students|world)\b",
    re.IGNORECASE,
)
_OF_ALL = compiled(
    r"\s{0,2}of\s(?:the\s|all\s)?(?:(?:world|global|country|nation|total)(?:'s)?\s)?(?:population|speakers|web)\b"
)
"""A share of all people tells of the world and not of the work."""
_HARDWARE = compiled(
    r"^\s{0,2}(?:of\s)?(?:VRAM|GPUs?|A100|H100|H200|V100|RTX|NVIDIA|Nvidia|TPU|memory (?:GPU|card|per)|consumer|card"
    r"|machine|devices?\b|RAM\b)",
)
_STUFF = compiled(
    r"^\s{0,2}(?:of\s)?(?:(?!(?:without|with|on|for|to|in|per|at|and)\b)[\w-]+\s){0,4}(?:audio|speech|videos?"
    r"|recordings?|data|footage|music|conversations?"
    r"|telephone|broadcast|talks?|clips?"
    r"|annotated|labell?ed|transcribed|input|content|dataset|corpus|lectures|meetings|demonstrations|interaction"
    r"|teleop\w*|text"
    r"|code|corpora)\b",
    re.IGNORECASE,
)
_DIMENSION = compiled(
    r"^(?:-?\s?fold)?\s{0,8}(?:cross[- ]?validation|CV\b|scale\b|Likert|A100|H100|H200"
    r"|V100|A6000|RTX|NVIDIA|GPU|TPU|MI\d|super-?resolution|upsampl|downsampl|magnif|zoom|\d)",
    re.I,
)
_TIMES_A = compiled(r"\b(?:repeat\w*|run|ran|sampled?|occur\w*|appear\w*|cited)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_REACHED = compiled(
    r"\b(?:extend|scal|extrapolat|generali[sz]|handl|process|support|exceed|reach|reason|up to|accommodat|adopt"
    r"|increas|expand|enlarg|lengthen|as long as)\w*\b",
    re.IGNORECASE,
)
_LONG = compiled(
    r"^[\s-]{0,2}(?:\w+\s){0,2}(?:tokens?|context|sequences?|long|words|inputs?|length|window)|context|length"
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


_GOES_ON = compiled(r"[^.;]{0,60}(?:,|\band|\))\s?(?:by\s)?\+?\s{0,4}")
"""What leads from one gain to the next: "by 2.1 on A and 1.4 on B"."""
_ANOTHER = compiled(r"[^.;%]{0,60}(?:,|\band)\s[~<>]?\s{0,4}")
"""What leads from one change to the next: "from 61% to 70% on A and 41% to 52% on B"."""
NEAR = 90
"""Characters within which a number is compared with another."""
_BETWEEN = compiled(r"\b(?:and|by|reduc\w+|improv\w+)\b[^,;]*\bfrom\b|;")
_AND_THEIRS = compiled(
    r"\s?(?:\([^()]{1,40}\)|(?:by|for|of|from)\s[^;%()]{2,40}?)?\s?(?:,?\s(?:and|or)\s|/\s?"
    r"|\)?\sand\s[\w. -]{2,40}\((?:[\w.-]{1,12};\s)?)"
    r"(?:[A-Za-z][\w.-]*\s(?:at\s)?)?[~<>]?\s{0,4}"
)
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
        reached = _past_brackets(found, place, soft) if "from" in before and _FROM.search(before) else place + 1
        follow = found[reached] if reached < len(found) else None
        if follow is not None and _ARROW.fullmatch(soft[quantity.end : follow.start]):
            # "61.2 → 70.5 F1": the second is reached, and tells the unit.
            seen = soft[follow.end : follow.end + 90]
            unit, confidence = _unit(follow, soft[: follow.start][-120:], seen, soft, out, found, place + 1)
            if unit is not None and follow.high is None:
                skip.add(place + 1)
                taken[place] = Outcome(follow, unit, confidence, against=quantity, value=follow.value)
                out.append(taken[place])
                continue
        unit, confidence = _unit(quantity, before, after, soft, out, found, place)
        if unit is None and follow is not None and _listed_scores(quantity, follow, soft):
            # "29.66 and 31.82 BLEU": the last of a list tells for all.
            ahead, behind = soft[follow.end : follow.end + 90], soft[max(0, follow.start - 120) : follow.start]
            unit, confidence = _unit(follow, behind, ahead, soft, out, found, place + 1)
            unit = unit if unit in ("score", "points") else None
        if unit is None:
            continue
        if not own:
            confidence *= 0.3
        elif ELSEWHERE.search(soft) and not OWN.search(soft) and not late:
            confidence *= 0.4
        elif BEFORE_US.match(soft) and not _THEN_US.search(soft, 0, quantity.start):
            confidence *= 0.3
        against, value, high = None, quantity.value, quantity.high
        again = out and out[-1].against is not None and _ANOTHER.fullmatch(soft[out[-1].quantity.end : quantity.start])
        if (
            high is not None
            and (again or _is_change(quantity, before, soft))
            and " to" in soft[quantity.start : quantity.end]
        ):
            against = replace(quantity, high=None, end=quantity.low_span[1]) if quantity.low_span else None
            value, high = high, None
        elif follow is not None and follow.unit == quantity.unit and follow.high is None:
            between = " ".join(soft[quantity.end : follow.start].split())
            if _FROM.search(before) and re.fullmatch(
                r"(?:\([^)]*\)\s?)?(?:down |up )?to(?: (?:only|just|nearly|almost|about|around|over|approximately"
                r"|roughly))?",
                between,
            ):
                skip.update(range(place + 1, reached + 1))
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
        if 0 <= quantity.start - theirs < NEAR and _in_brackets(soft, theirs, quantity.start):
            theirs = quantity.end
            continue
        if quantity.start - theirs < NEAR and _AND_THEIRS.fullmatch(soft[theirs : quantity.start]):
            theirs = quantity.end
            continue
        taken[place] = Outcome(quantity, unit, confidence, against, high, value)
        out.append(taken[place])
    return [one for one in out if one.confidence >= 0.35]


_FROM = re.compile(r"\bfrom\s(?:an average of\s|(?:\w+\s){0,2})[~<>]?\s{0,4}$")


def _past_brackets(found: list[Quantity], place: int, soft: str) -> int:
    """Return the place of the number that a change reaches: the 82% of "from 80% (Round 1) to 82%"."""
    ahead = place + 1
    if match := _BRACKETS.match(soft, found[place].end):
        while ahead < len(found) and found[ahead].start < match.end():
            ahead += 1
    return ahead


_BRACKETS = re.compile(r"\s?\([^()]{1,40}\)\s(?=(?:up |down )?to\s)")


_THEN_US = re.compile(r"^\s*Unlike\b.*,\s(?:we|our \w+|it|[A-Z][\w-]{2,})\s")
"""Where a sentence on others comes to the work: "Unlike Numbat, Quokka"."""


def _listed_scores(first: Quantity, second: Quantity, soft: str) -> bool:
    decimals = all("." in soft[one.start : one.end] for one in (first, second))
    return decimals and first.unit == second.unit == "" and _AND.fullmatch(soft[first.end : second.start]) is not None


_AND = compiled(r"\s?(?:,|/|,?\sand)\s?")


def _in_brackets(soft: str, first: int, second: int) -> bool:
    """Return whether two numbers stand in one pair of brackets: "Numbat (0.51 accuracy, 0.67 F1)"."""
    return ")" not in soft[first:second] and soft.rfind("(", 0, first) > soft.rfind(")", 0, first)


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
            used = (OUTCOME.search(before[-70:]) or _LATENCY.match(after) or _TOOK.search(before)) and not (
                _STUFF.match(after) or _SETUP_AFTER.match(after)
            )
            return ("time", 0.55) if used else (None, 0.0)
        case "money":
            return ("money", 0.6) if OUTCOME.search(before[-80:]) or _COST.search(after[:40]) else (None, 0.0)
    if quantity.unit == "" and quantity.value in _SCALES and _OUT_OF.search(before):
        return None, 0.0
    signed = quantity.sign == "+" and soft[quantity.end - 1] != "+"
    if signed and quantity.magnitude == "" and not quantity.spelled and _SIGNED.search(before):
        return "points", 0.6
    if (counted := count(quantity, before, after, soft, found, place)) is not None:
        return "count", counted
    scored = out[-1].quantity if out and out[-1].unit in ("score", "points") else None
    if is_score(quantity, before, after, soft, scored):
        gained = is_delta(quantity, before, after) or (
            out and out[-1].unit == "points" and _GOES_ON.fullmatch(soft[out[-1].quantity.end : quantity.start])
        )
        return ("points" if gained else "score"), 0.6
    if _is_mean(quantity, before, after, soft):
        return "count", 0.5
    if "." in soft[quantity.start : quantity.end] and _COST.match(after) and _PRICED.search(before):
        return "money", 0.5
    if _is_length(quantity, before, after):
        return ("other" if after.lstrip(" -").startswith("words") else "tokens"), 0.45
    return None, 0.0


_RATED = compiled(
    r"\b(?:achiev|reach|attain|obtain|yield|deliver|run|operat|generat|synthes|render|throughput|speed|real-?time|infer"
    r"|decod|process|up to|over|exceed|produc|perform|stream|maintain|sustain)\w*",
    re.IGNORECASE,
)
_SIGNED = compiled(r"[(,]\s?(?:and\s)?\+?\s?$")


_PRICED = compiled(r"\b(?:costs?|price) of\s(?:only\s|just\s|about\s)?[~<>]?\s{0,4}$")
"""What stands before a price whose sign a source has dropped: "at a cost of 0.02 per page"."""
_NEEDED = compiled(
    r"\b(?:requir|need|tak|spend|issu|mak|us)(?:es?|ing|ed)?\s"
    r"(?:(?:only|just|about|around|nearly|on average|an average of)\s){0,3}[~<>]?\s{0,4}$"
    r"|\b(?:and|with|to)\s(?:only\s|just\s)?[~<>]?\s{0,4}$"
)
_STEPS = compiled(
    r"\s(?:[a-z-]+\s){0,2}(?:steps|turns|calls|iterations|rounds|queries|attempts|interactions|actions|edits|errors"
    r"|mistakes|retries|passes|evaluations|messages|trials|clicks)\b(?!\sper (?:session|dialog|conversation|problem))"
)


def _is_mean(quantity: Quantity, before: str, after: str, soft: str) -> bool:
    """Return whether a number counts things on average: "agents need 16.2 turns"; no size has decimals."""
    if quantity.magnitude or "." not in soft[quantity.start : quantity.end]:
        return False
    return _STEPS.match(after) is not None and _NEEDED.search(before) is not None


_UP_TO = compiled(
    r"\b(?:to|exceeding|up to|over|beyond|reason|handle|process(?:ing)?|of|as long as)\s(?:over\s|up to\s|more "
    r"than\s)?[~<>]?\s{0,4}$"
)


_MEAN_LENGTH = re.compile(r"\b(?:average|mean|median)\b[^,;]{0,50}$")
"""The usual length of data is no length that the work reaches."""
_AT_LENGTH = re.compile(
    r"\b(?:for|on|with|across|under|at|over|and)\s(?:(?!to\b|up\b)[\w-]+\s){0,4}(?:sequences?|contexts?|inputs?|documents?"
    r"|lengths|windows?)\s(?:(?:of|up|exceeding|beyond|over|longer than|ranging from)\s){0,2}(?:to\s)?[~<>]?\s{0,4}$"
)
"""Where a claim holds is nothing reached: "faster on sequences up to 128K"."""


def _is_length(quantity: Quantity, before: str, after: str) -> bool:
    """Return whether a bare number is a length that the work reaches: "scales to 1M tokens"."""
    if _STOCK.search(before[-70:]) or _MEAN_LENGTH.search(before) or _AT_LENGTH.search(before[-70:]):
        return False
    if (
        quantity.value < 4000
        or quantity.magnitude in ("B", "T", "billion", "trillion")
        or not _REACHED.search(before[-80:])
    ):
        return False
    return _LONG.search(after[:22] + before[-24:]) is not None and _UP_TO.search(before) is not None


def _is_setting(before: str, after: str, soft: str) -> bool:
    if _SETUP_AFTER.match(after) or _AIMED.search(before):
        return True
    if _OF_ALL.match(after):
        return True
    return _SHARE.match(after) is not None and _MADE_OF.search(before[-80:]) is not None


_WITH_HALF = compiled(r"\b(?:with|using|on|being|at|is|are)\s(?:even\s|only\s|just\s|almost\s|nearly\s|about\s)*$")
_THINGS = compiled(r"(?:-\w+|\b(?:of|the|knowledge|entity|relation|fact|semantic|RDF|\d[\w,.]*))\s$", re.IGNORECASE)
"""What stands before triples that are things: "10k question-answer triples"."""
_TRIPLED = compiled(
    r"\s(?:the|its|our|their)\b|\s(?:[a-z-]+\s)?(?:throughput|speed|performance|accuracy|capacity|rate)\b"
)
_AS_MUCH = compiled(r"\s(?:as|the|its|their|that|those|of|in (?:run|speed|through)\w*|\w+er\b|more|less)")
_MORE_THAN = compiled(r"\b(?:by|than|nearly|almost|over|about)\s$")
_LATENCY = compiled(r"\s(?:[\w-]+\s){0,2}(?:latency|delay|runtime|inference time)\b")
_TOOK = compiled(
    r"\b(?:in|within)\s(?:(?:just|only|about|around|under|approximately|roughly|merely|as little as|less than)\s){0,2}"
    r"[~<>]?\s{0,4}$"
)
"""What stands before the time that something took: "indexes a book in 20 seconds"."""
_SCALES = frozenset((4.0, 5.0, 7.0, 10.0, 20.0, 50.0, 100.0))
_OUT_OF = compiled(r"\d\s?/\s?$")
"""The end of a scale, which is no score: "4.8/5.0"."""
_STOCK = compiled(r"\b(?:corpus|corpora|datasets?|data|vocabular\w+|codebook|train\w* on|pre-?train\w*)\b", re.I)
"""What holds or saw many tokens has not been made that long."""
_SIDES = compiled(r"\d\s?(?:x|times|\*)\s?$")
_POINT_SCALE = compiled(r"\s?(?:Likert|scale|rating scale|clouds?\b)")


def _is_factor(quantity: Quantity, before: str, after: str) -> bool:
    if _DIMENSION.match(after) or _TIMES_A.search(before):
        return False
    word = quantity.unit_text
    if quantity.spelled and re.search(r"\b(?:is|are|was|were)\s$", before) and re.match(r"\s?[:.,;]", after):
        return False
    if _SIDES.search(before) or (word in ("double", "doubles") and re.match(r"-\w|\s(?:as|down|stream)\b", after)):
        return False
    if word in ("twice", "thrice") and not (_AS_MUCH.match(after) or _MORE_THAN.search(before)):
        return False
    if word == "fraction":
        return re.search(r"\bby\s(?:about\s|nearly\s|almost\s)?$", before) is not None or (
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
    if word == "triples" and not _TRIPLED.match(after):
        return False
    if word in ("doubles", "triples"):
        return _THINGS.search(before) is None
    if word in ("double", "triple", "quadruple", "halve"):
        return re.match(r"\s(?:the|its|their|of|that|in)\b", after) is not None
    if quantity.spelled and word == "":
        return True
    return not (quantity.value > 1e5)


def _is_change(quantity: Quantity, before: str, soft: str) -> bool:
    """Return whether a range is a change "from A to B" and no range of values."""
    if quantity.low_span is None or not _FROM.search(before):
        return False
    if _RANGING.search(_FROM.sub("", before)):
        return False
    between = soft[quantity.low_span[1] : quantity.end]
    return "to" in between and _CHANGE.search(before) is not None
