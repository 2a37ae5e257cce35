"""What a number measures, by the words behind it: "28% improvement in answer accuracy", "2.2x faster decoding"."""

import re

from papers.facts.around import NAMED, Around, named_near
from papers.facts.english import CHANGES, LESS, RIVALLING, after, before, changed, noun, object_of, tidy, verb
from papers.facts.text import compiled

_SPEED = frozenset(("speedup", "speedups", "speed-up", "speed-ups", "acceleration"))
_BETTER = frozenset(("higher", "better", "greater", "improved", "increased", "more", "larger", "longer", "lower"))


_IN_TERMS = compiled(r"[^.;\d]{0,60}\bin terms of\s(?:the\s)?(?P<what>[^.;]{2,60})")
"""What is measured where the change alone is named: "a 6% increase on A in terms of mean recall"."""
_BURDENS = frozenset(("overhead", "loss", "gap", "degradation"))
AT_ONCE = 14
"""Characters within which a verb has a number for its object: "reduces about 5% of"."""


def told_behind(around: Around) -> list[str]:
    """Read "28% improvement in answer accuracy", "2.2x speedup", "60% less parameters", "1.5x faster decoding"."""
    words, rest = after(around.right)
    if not words:
        return []
    small = [word.lower() for word in words]
    if small[:2] == ["speed", "up"]:
        return _speedup([], rest)
    if small[-1] in _BURDENS and len(words) > 1:
        # "6x reduced cache overhead", "reducing 99% communication overhead": the burden is measured, and it shrinks.
        if small[0] in LESS:
            return [*tidy(words[1:]), "reduction"]
        found = verb(around.shed)
        if found and len(around.shed) - found[1] < AT_ONCE and noun(found[2]) in ("reduction", "drop", "saved"):
            return [*words, "reduction"]
    if small[-1] in CHANGES:
        what, change = tidy(words[:-1]), small[-1]
        if change in _SPEED:
            return _speedup(what, rest)
        object_ = tidy(object_of(rest)) if re.match(r"\s{1,9}(?:in|of)\s", rest) else []
        if not what and change == "overhead":
            return [change, *object_]
        if not what:
            terms = _IN_TERMS.match(rest)
            what = (
                (tidy(after(terms["what"])[0]) if terms else [])
                or object_
                or changed_near(around)
                or named_near(around)
                or [*(around.last or ["performance"])]
            )
            return [*what, change]
        return [*what, change, *object_] if object_ and len(what) + len(object_) < 6 else [*what, change]
    if small[0] == "fewer" and (what := tidy(words[1:])):
        return ["fewer", *what]
    if small[0] in LESS and len(words) > 1:
        return [*tidy(words[1:]), "reduction"]
    if small[0] in LESS:
        object_ = object_of(rest) or (_subject(around) if small[0] == "smaller" else [])
        if object_ and small[0] == "smaller":
            return [*object_, "size", "reduction"]
        if small[0] == "smaller" and not object_:
            return ["size", "reduction"]
        what = object_ or named_near(around) or [{"fewer": "number"}.get(small[0], "")]
        return [*what, "reduction"]
    if small[0] in ("faster", "quicker"):
        return _speedup(tidy(words[1:]) or _done(around), rest)
    if small[0] in ("larger", "bigger") and _MODELS.search(around.shed):
        return ["model", "size"]
    if small[0] == "cheaper":
        return [*(tidy(object_of(rest)) or ["cost"]), "reduction"]
    if small[0] == "slower":
        return ["slowdown"]
    if small == ["better"]:
        return [*(named_near(around) or ["performance"]), "improvement"]
    if small[0] in _BETTER and (what := tidy(words)):
        if what in (["performance"], ["results"], ["quality"]):
            return [*what, *object_of(rest)]
        more = around.outcome.unit in ("%", "points") and small[0] in ("higher", "better", "greater", "improved")
        return [*what, "increase" if _COSTLY.search(what[-1]) else "improvement"] if more else what
    return []


_COSTLY = compiled(r"(?:costs?|latency|time|memory|loss|errors?|perplexity|overhead|usage|consumption)$", re.I)
"""What is no better for being higher."""
_MODELS = compiled(r"\b(?:models?|LLMs?|networks?|baselines?|counterparts?|ones)\s*$")
_DONE = compiled(
    r"\b(?P<verb>train|generat|decod|infer|sampl|process|run|comput|render|reach|encod)(?:s|es|e|ing|ed)?"
    r"(?P<what>(?:\s(?!up\b|at\b|in\b|about\b)[a-z-]+){0,2})\s*$"
)
_DOINGS = {
    "generat": "generation",
    "infer": "inference",
    "sampl": "sampling",
    "comput": "computation",
    "run": "inference",
}


def _done(around: Around) -> list[str]:
    """Return what is done so much faster: "generates text 2.4x faster" is the speed of text generation."""
    match = _DONE.search(around.shed)
    if match is None:
        return []
    return [*match["what"].split(), _DOINGS.get(match["verb"], match["verb"].rstrip("s") + "ing")]


def changed_near(around: Around) -> list[str]:
    """Return what is changed, if no other figure stands between the verb and this one."""
    found = verb(around.shed)
    return changed(around.shed) if found and found[0] >= len(around.left) - len(around.near) else []


_PREDICATE = compiled(r"\s(?:(?:that|which)\s)?(?:is|are|was|were)(?:\s\w+ly)?\s*$")


def _subject(around: Around) -> list[str]:
    """Return what is said to be so: "an [encoder] that is 3.4 times smaller"."""
    match = _PREDICATE.search(around.shed)
    return tidy(before(around.shed[: match.start()]))[-4:] if match else []


def _speedup(what: list[str], rest: str) -> list[str]:
    object_ = tidy(object_of(rest))[:4] if re.match(r"\s{1,9}in\s", rest) else []
    if what and what[-1].lower().startswith("speed"):
        return [*what, *object_]
    return [*what, "speedup", *object_]


def off_burdens(around: Around) -> list[str]:
    """Read "reducing 42% in annotation costs", "saves 30% of the memory": what is reduced stands behind."""
    found = verb(around.shed)
    if found is None or around.outcome.unit != "%" or len(around.shed) - found[1] > 1:
        return []
    if noun(found[2]) not in ("reduction", "drop", "saved") or not re.match(r"\s{1,9}in\s", around.right):
        return []
    what = tidy(object_of(around.right))
    return [*what, "reduction" if noun(found[2]) != "saved" else "saved"] if what else []


def as_much(around: Around) -> list[str]:
    """Read "twice as fast", "half the memory", "10 times the cost", "65% as many tokens"."""
    if around.outcome.unit not in ("x", "%"):
        return []
    if (match := re.match(r"\s{1,9}as\s(\w+)(?P<rest>.*)", around.right)) and (
        around.outcome.unit == "x" or match[1] in ("many", "much", "few", "little", "large", "fast")
    ):
        if match[1] in ("fast", "quickly"):
            return [*_done(around), "speed"]
        return after(match["rest"])[0] or [match[1]]
    if around.outcome.unit == "x" and (
        match := re.match(r"\s{1,9}(?:of )?(?:the|its|their|that of)(?P<rest>\s.*)", around.right)
    ):
        words = after(match["rest"])[0]
        if words[:1] == ["size"] and _MODELS.search(around.shed):
            return ["model", "size"]
        own = tidy(before(around.shed)) if verb(around.near) is None else []
        # "cache sizes about 2x the active experts": what is before is measured, what is behind is compared with.
        return own if own and own[-1].islower() and not {"by", "to"} & around.tail else words
    return []


def counted(around: Around) -> list[str]:
    """Read "12 of 16 languages", "two domains": what is won."""
    if around.outcome.unit != "count":
        return []
    text = re.sub(r"^\s{0,3}(?:(?:out\s)?of\s(?:the\s)?|/)\s?[\w,]+", "", around.right)
    if around.outcome.value != int(around.outcome.value):
        return tidy(after(text)[0])  # a mean: "16.2 turns per task"
    return [*tidy(after(text)[0]), "won"]


def noun_behind(around: Around) -> list[str]:
    """Read "100% accuracy", "saves 7.9% layers", "34.0% pass@1"."""
    words, _ = after(around.right)
    what = tidy(words)
    if not what or re.match(r"\s{1,9}(?:of|in)\b", around.right):
        return []
    if len(what) == 1 and what[0].lower() in ("points", "percent", "times", "points)", "or"):
        return []
    if (
        around.outcome.unit in ("money", "time")
        or what[0] in ("them", "it")
        or (around.outcome.unit == "bytes" and not NAMED.search(" ".join(what)))
    ):
        return []
    against = around.outcome.against
    if against is not None and against.start <= around.outcome.quantity.start and not NAMED.search(" ".join(what)):
        return []  # "raises recall from 42% to 76% zero-shot"
    found = verb(around.shed)
    if found and len(around.shed) - found[1] < AT_ONCE and not RIVALLING.match(found[2]):
        said = noun(found[2])
        return [*what, said] if said in ("saved", "reduction", "drop") else what
    return what


def share_of(around: Around) -> list[str]:
    """Read "93% of its MMLU performance", "5% of attention heads"."""
    if not re.match(r"\s{1,9}of\s", around.right):
        return []
    what = tidy([re.sub(r"'s$", "", word) for word in object_of(around.right)])
    if what in (["cases"], ["instances"], ["time"], ["comparisons"], ["pairs"]) or _CASES.search(" ".join(what)):
        if (told := _AGREE.search(around.shed[-70:])) is not None:
            return [_AGREEMENT[told["verb"]], "rate"]
        doing = before(re.sub(r"\s(?:in|on)\s*$", "", around.shed))[-4:]
        return [*doing, "rate"] if doing else []
    if _WITHIN.search(around.left) and (not what or what[-1] not in ("error", "errors", "deviation", "loss")):
        return ["performance", "gap"]
    if what and re.search(
        r"\b(?:retain|keep|kept|preserv|maintain|recover|achiev|reach|match)\w*(?:\s\S+){0,3}\s{0,2}$", around.left
    ):
        return [*what, "retained"]
    if what and what[-1].lower() in CHANGES:
        return what
    return ["share", "of", *what] if what and around.outcome.unit == "%" else what


_WITHIN = compiled(r"\bwithin\s(?:only\s|just\s|about\s)?(?:\d[\d.]*\s?%\s?(?:and|to|-)\s?)?[~<>]?\s*$")
_CASES = compiled(r"\b(?:cases|comparisons|instances|matchups|games)$")
_AGREE = compiled(r"\b(?P<verb>agree|prefer|win|succeed|fail|refus|solv|hallucinat)(?:s|es|ed|ing|ning|red)?\b")
_AGREEMENT = {
    "agree": "agreement",
    "prefer": "preference",
    "win": "win",
    "succeed": "success",
    "fail": "failure",
    "refus": "refusal",
    "solv": "solve",
    "hallucinat": "hallucination",
}
