"""What a number measures, by the words before it: "reduces overhead by 75%", "an F1 of 0.82", "gains (4%)"."""

import re

from papers.facts.around import METRICAL, NAMED, VAGUE, Around, named_near
from papers.facts.english import CHANGES, RIVALLING, after, before, changed, noun, object_of, shed, tidy, verb
from papers.facts.named_metrics import METRIC
from papers.facts.text import compiled

_EQUAL_TO = compiled(r"\b(?:equal|equivalent|amount\w*|correspond\w*|down)\sto\s(?:only\s|just\s|about\s)?[~<>]?\s*$")


def by(around: Around) -> list[str]:
    """Read "reduces overhead by 75%", "raises the rate to 88%", "outperforming X by 5 points"."""
    if _EQUAL_TO.search(around.left):
        return []
    if _BELOW.search(around.left):
        return named_near(around) or list(around.last)
    if not {"by", "to"} & around.tail and not around.shed.rstrip().endswith((" by", " from", "%")):
        return []
    left = around.shed
    if (change := _CHANGE_IN.search(left)) and (what := tidy(after(change["what"])[0])):
        return [*what, change["noun"]]
    if (found := verb(left)) is None:
        return tidy(before(left))
    if left.rstrip().endswith(" from") and _A_CHANGE.search(left[: found[0]]):
        return named_near(around) or list(around.last)  # "a similar increase from": a noun
    if in_ := _IN_METRIC.match(around.right):
        return [*in_[1].split(), _margin(found[2]) if RIVALLING.match(found[2]) else noun(found[2])]
    if RIVALLING.match(found[2]) or _UPON.match(left, found[1]):
        match = re.search(r"\b(?:in|in terms of|on)\s(?P<what>[^,]{3,60})$", left[found[1] :])
        if match and (what := tidy(after(match["what"])[0])) and not _SETTING.search(" ".join(what)):
            return [*what, _margin(found[2])]
        if re.match(r"\s{1,9}in\s(?!average|total)", around.right) and (what := tidy(object_of(around.right))[:5]):
            return ["performance", _margin(found[2])] if _SETTING.search(" ".join(what)) else [*what, _margin(found[2])]
        return [*(named_near(around) or ["performance"]), _margin(found[2])]
    if found[1] < len(around.left) - len(around.near):
        # "reducing MACs by 35% and model size by 36%": the verb stands before the number before.
        what = tidy(before(shed(around.near)))
        level = "to" in around.tail and "by" not in around.tail
        return what if level or not what else [*what, noun(found[2])]
    what = changed(left)
    if what[:1] in (["it"], ["this"], ["them"]):
        what = list(around.last)
    if not what and re.match(r"\s{1,9}(?:in|on)\s", around.right):
        what = named_near(around) or tidy(object_of(around.right))[:4]
    said = noun(found[2])
    return [*what, said] if said and "by" in around.tail else what


_BELOW = compiled(r"\b(?:fall|fell|drop|stay|remain)\w*\s(?:well\s|far\s)?(?:below|under|above)\s[~<>]?\s*$")
"""A level and no change: "the others fall below 30%"."""
_SETTING = compiled(
    r"\b(?:settings?|scenarios?|cases?|domains?|tasks?|languages?|benchmarks?|datasets?|conditions?|problems?"
    r"|environments?|evaluations?|terms)\b|^[A-Z][\w-]*\d|^[A-Z][\w.-]*[A-Z]",
)
"""Words of a place, which is no metric."""


_NUMBERED = compiled(rf"(?!{METRIC})[A-Z][a-zA-Z-]*\d")
"""A name with a figure is of data: "3x in Owl256"."""


_A_CHANGE = compiled(r"\b(?:an?|the|similar|further|its)\s(?:\w+\s)?$")
_CHANGE_IN = compiled(
    r"\b(?P<noun>reduction|increase|decrease|improvement|drop|gain|boost|decline|rise)s?\s(?:in|of)\s(?:the\s|its\s)?"
    r"(?P<what>[a-z][^,;()]{2,50})$"
)
"""A change that is a noun: "a reduction in gender bias by"."""
_UPON = compiled(r"\s(?:upon|on|over)\s")
"""A verb of change that has a rival for its object: "improves over Numbat by"."""


def _margin(verb: str) -> str:
    return "gap" if re.match(r"trail|lag|underperform", verb) else "improvement"


_IN_METRIC = re.compile(rf"\s{{1,9}}(?:in|on)\s((?:[a-z-]+\s){{0,2}}{METRIC})(?![\w@])")
_ACRONYM = compiled(r"\s?\([\w@+.↑↓ -]{1,14}\)\s*$")


def of(around: Around) -> list[str]:
    """Read "an accuracy of 58%", "an improvement of 9% in model accuracy", "gains up to 9%", "F1: 0.85"."""
    left = around.shed
    ended = re.search(r"\s?(?:\bis|=|:|\bwas|\bat|\breaching|\bare)\s*$", left)
    left = _ACRONYM.sub("", left[: ended.start()] if ended else left)
    what = tidy(before(left))
    if what and _AT_PLACE.search(left[: left.rfind(what[0])]):
        what = []
    change = what and what[-1].lower() in CHANGES
    if not ({"of", "around"} & around.tail or ended or change):
        return []
    if not what:
        return []
    if around.right.startswith(" of ") and "of" in around.tail and not METRICAL.search(" ".join(what)):
        return []  # "tokens of merely 0.5% of the parameters": a share
    head = what[-1].lower()
    if head in CHANGES:
        if len([word for word in what[:-1] if word.lower() != "average"]) == 0:
            object_ = tidy(object_of(around.right)) if re.match(r"\s{1,9}in\s", around.right) else []
            object_ = [] if _NUMBERED.match(" ".join(object_)) else object_
            object_ = object_ or named_near(around) or ["average" if "average" in around.left[-30:] else "performance"]
            return [*object_, head] if object_[-1].lower() != head else object_
        return what
    if head in ("range", "total", "maximum", "minimum", "average", "fraction", "portion", "subset") and len(what) < 3:
        return tidy(before(re.sub(r"(?:in\s)?(?:the|an?)?\s?[\w-]*\s?\b" + re.escape(what[-1]) + r"\s*$", "", left)))
    if head in VAGUE and len(what) == 1 and (named := named_near(around)):
        return named
    return what


_AT_PLACE = compiled(r"\b(?:on|across|over)\s(?:the\s|all\s)?(?:\w+\s)?$")
"""What stands after "on" is a place and measures nothing: "results on four benchmarks: 78%"."""


def saved(around: Around) -> list[str]:
    """Read "saving $15K and 500 hours in annotation costs", "requires 10 minutes for training"."""
    if around.outcome.unit not in ("money", "time", "bytes"):
        return []
    if around.outcome.unit != "bytes" and (spent := _spent(around)):
        return spent
    what = tidy(object_of(around.right))[:5]
    found = verb(around.shed)
    if found and noun(found[2]) == "saved":
        unit = around.outcome.quantity.unit_text if around.outcome.unit == "time" else ""
        return [*(what or [unit]), "saved"] if what or unit else ["cost", "saved"]
    if around.outcome.unit == "time":
        return [*what, "time"] if what and len(what) < 3 else []
    return what


def _spent(around: Around) -> list[str]:
    """Read "trained within 72 GPU hours", "trained with less than $0.1 million", "a latency of 31 ms"."""
    if per := re.match(r"\s(?:per|each)\s(?P<what>[a-z-]+)", around.right):
        return ["cost" if around.outcome.unit == "money" else "time", "per", per["what"]]
    if verb(around.near) is not None or re.match(
        r"\s(?:in|of|on)\s(?:[\w-]+\s){0,3}(?:costs?|time|latency)\b", around.right
    ):
        return []
    kind = "cost" if around.outcome.unit == "money" else "time"
    if match := _LATENCY.match(around.right):
        return match["what"].split()
    named = _SPENT.search(around.near[-70:])
    if named:
        return tidy(before(around.near[: len(around.near) - len(around.near[-70:]) + named.end()])) or [named[0]]
    behind = _FOR.search(around.right[:30])
    match = behind if behind and _OF.match(around.right) else _FOR.search(around.near[-110:]) or behind
    hours = around.outcome.quantity.unit_text
    told = [f"({hours})"] if " " in hours else []
    if match:
        doing = {"fine-tun": "fine-tuning", "infer": "inference", "generat": "generation", "decod": "decoding"}
        return [doing.get(match["verb"].lower(), match["verb"].lower() + "ing"), kind, *told]
    return ["computing", "time", *told] if told else []


_LATENCY = compiled(r"\s(?P<what>(?:[a-z-]+\s){0,2}(?:latency|delay|runtime|inference time))\b")
_SPENT = compiled(
    r"\b(?:latency|costs?|budget|time|runtime|delay|price|overhead)\b(?!.*\b(?:latency|costs?|budget|time)\b)"
)
_OF = compiled(r"\s(?:of|for)\s")
_FOR = compiled(r"\b(?P<verb>pre-?train|train|fine-?tun|infer|generat|decod)\w*", re.IGNORECASE)


def in_brackets(around: Around) -> list[str]:
    """Read "summarisation (XSum by 18.6%)", "accuracy (92.3%)"."""
    start = around.left.rfind("(")
    if start < 0 or ")" in around.left[start:] or len(around.left) - start > 120:
        return []
    if re.match(r"\s{1,9}of\s", around.right):
        return []
    inside = around.left[start + 1 :]
    if told := _BESIDE.search(inside):
        return named_near(around) if NAMED.search(told[0]) else told["what"].split()
    if _CLAUSE.search(inside):
        return []
    what = tidy(before(around.left[:start]))
    signed = around.outcome.quantity.sign == "+"
    beside = what and what[-1].islower() and what[-1] not in CHANGES and not _RIVAL_BEFORE.search(around.left)
    after_another = around.last and around.near.rstrip(" +").endswith("(") and not re.search(r"[a-z]{3}", around.near)
    if signed and (after_another or not beside) and (gain := _signed(around)):
        return gain
    if not what or what[-1][0].isupper():
        near = named_near(around)
        return [*near, "improvement"] if signed and near and near[-1] not in CHANGES else near
    if what[-1].lower() in CHANGES or NAMED.search(" ".join(what)):
        return what[-4:]
    if re.search(r"\bby\s*$", inside):
        return [*what[-4:], "performance"]
    if signed and what[-1].islower():
        return [*what[-5:], "improvement"]
    return named_near(around) or what[-4:]


_BESIDE = compiled(r"(?:^|[,;]\s?)(?P<what>(?:[\w@+/.-]+\s){0,2}[\w@+/.-]*[A-Za-z][\w@+/.-]*)\s?[:=]\s?[~<>+]?\s*$")
"""A metric beside its number in brackets: "(PESQ: 2.67, STOI: 0.73)"."""
_CLAUSE = compiled(r"\b(?!about|around|nearly|over|from|average|only|with|than|respectively|percent)[a-z]{4,}\b")
"""Words in brackets that say more than a name and its figure."""


def _signed(around: Around) -> list[str]:
    """Read "gains on hard tasks: +7% on A", "better than Numbat (+5.6%)": the gain that the sign is of."""
    if around.last and around.near.rstrip(" +").endswith("("):
        return [*around.last, "improvement"]
    last = None
    for match in _GAIN.finditer(around.left[-160:]):
        last = match
    if last is not None:
        left = around.left[: len(around.left) - len(around.left[-160:]) + last.start()]
        return [*(tidy(before(left))[-4:] or named_near(around) or ["performance"]), "improvement"]
    if _RIVAL_BEFORE.search(around.left):
        return [*(named_near(around) or ["performance"]), "improvement"]
    return []


_GAIN = compiled(r"\b(?:gains?|improvements?|increases?|boosts?|uplifts?|advantages?)\b")
_RIVAL_BEFORE = compiled(r"\b(?:over|than|to|with|baselines?|methods|models)\s(?:[\w-]+\s){0,4}\(\s?\+?\s*$")


def on_data(around: Around) -> list[str]:
    """Read "reaching 0.75 on GenEval", "improves GenEval from 0.78": a score of a benchmark that has a name."""
    if around.outcome.unit != "score":
        return []
    match = _DATA_BEHIND.match(around.right) or _DATA_BEFORE.search(around.shed)
    return [match["name"], "score"] if match and match["name"] in around.names else []


_DATA_BEHIND = compiled(r"\s{1,9}on\s(?:the\s)?(?P<name>[A-Z](?:[\w.+@-]*[\w+])?)")
_DATA_BEFORE = compiled(r"\b(?P<name>[A-Z][\w.+@-]*)\s*$")
CLOSE = 45
"""Characters within which a verb governs a number that no preposition binds to it."""


def fallback(around: Around) -> list[str]:
    """Return what the nearest verb of change or the nearest named metric tells."""
    if around.outcome.quantity.sign == "+" and (gain := _signed(around)):
        return gain
    found = verb(around.shed)
    if found is not None and len(around.shed) - found[1] < CLOSE and (what := changed(around.shed)[:6]):
        level = around.outcome.against is not None or "to" in around.tail
        return what if level else [*what, noun(found[2])]
    if named := named_near(around):
        return named
    if found is not None:
        what = changed(around.shed)[:6]
        return [*what, noun(found[2])] if what else ["performance", noun(found[2])]
    return tidy(before(around.shed))[:6]
