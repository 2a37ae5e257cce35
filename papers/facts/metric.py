"""What a number measures: the noun phrase around it, put as one short phrase ("answer accuracy improvement")."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from papers.facts.english import CHANGES, LESS, RIVALLING, after, before, changed, noun, object_of, shed, tidy, verb
from papers.facts.named_metrics import METRIC
from papers.facts.outcomes import Outcome
from papers.facts.text import words as in_words

MOST = 10
"""Words of a metric."""
_NAMED = re.compile(
    rf"\b(?:(?:[A-Z][\w-]*|macro|micro|mean|average|word|test|overall|zero-shot|top-\d)[ -]){{0,2}}{METRIC}(?![\w@])"
)
METRICAL = re.compile(rf"\b{METRIC}\b")
"""A metric that has a name."""
_VAGUE = frozenset(
    ("score", "scores", "rate", "result", "results", "performance", "value", "factor", "ratio", "speedup", "r")
)
_SPEED = frozenset(("speedup", "speedups", "speed-up", "speed-ups", "acceleration"))
_BETTER = frozenset(("higher", "better", "greater", "improved", "increased", "more", "larger", "longer", "lower"))


@dataclass(frozen=True)
class Around:
    """The text around a number (or the list it stands in).

    `left` and `right` are all of the sentence before and behind; `near` begins behind the number before; `last` is
    what the number before, of the same unit, measures.
    """

    left: str
    right: str
    near: str
    outcome: Outcome
    names: frozenset[str] = frozenset()
    last: tuple[str, ...] = ()

    @property
    def shed(self) -> str:
        """What stands before the number, without "by up to" and the like."""
        return shed(self.left)

    @property
    def tail(self) -> set[str]:
        """The words that are shed."""
        return {word.lower() for word in _UP_TO.sub("", self.left[len(self.shed) :]).split()}


def metric(around: Around) -> str | None:
    """Return what is measured, at most `MOST` words; None where the sentence does not say."""
    if around.right.startswith(")") and around.left.rstrip(" ~<>+").endswith("("):
        # "gains (4.4%) on", "a fraction (< 5%) of heads": as if it stood without brackets.
        left = around.left.rstrip(" ~<>+")[:-1].rstrip()
        left = _PORTION.sub("", left)
        around = Around(left + " of ", around.right[1:], around.near, around.outcome, around.names, around.last)
    found: list[str] = []
    for rule in _RULES:
        if found := _telling(rule(around), around):
            break
    found = _spelled(_with_unit(found, around))
    out = [word for place, word in enumerate(found) if place == 0 or word.lower() != found[place - 1].lower()]
    return " ".join(out[:MOST]).strip(" .,-") or None


_PORTION = re.compile(
    r"\s(?:an?|the|only a|just a)?\s?(?:\w+\s)?(?:fraction|portion|share|part|subset|percentage|minority)$"
)
"""What is said in words before its figure in brackets: "a small fraction (< 5%) of heads"."""


def _spelled(found: list[str]) -> list[str]:
    """Write short names in full, and the head in the singular: "win rates" is one metric."""
    found = [_LONG.get(word, word) for word in found]
    for place in (len(found) - 1, len(found) - 2):
        if (
            place >= 0
            and found[-1] != "won"
            and found[0] not in ("fewer", "share")
            and (word := found[place]).endswith("es")
            and word.islower()
        ):
            found[place] = re.sub(r"ies$", "y", word) if word.endswith(("cies", "ties")) else _PLURAL.sub("", word)
    return found


_LONG = {"PPL": "perplexity", "acc": "accuracy", "acc.": "accuracy", "params": "parameters"}
_PLURAL = re.compile(r"(?<=[acdgilmnoprtuvz]e)s$")
_UP_TO = re.compile(r"\b(?:up|as (?:high|much|low|little|many) as|down)\s+to\b|\bas \w+ as\b", re.IGNORECASE)
_PRAISE = in_words(
    "state-of-the-art sota leading top best highest impressive remarkable strong perfect superior competitive low high "
    "new overall mere promising excellent robust solid respectable near-perfect outstanding record robustly final "
    "lower higher better improved increased reduced greater smaller larger less more"
)
_WHOSE = in_words("its our their the this these that a an on in for with at by of from we it they")
_EMPTY = in_words("and or the of on in collapse scaling paradigm model models baseline")
_NAME = re.compile(r"[A-Z]\w*[a-z]\w*(?:-\d[\w.]*|[A-Z]\w*)$")
"""A word that is a model's or a dataset's name: "Llama-3", "EgoLife"."""
_NO_METRIC = re.compile(r"[\d.,%~<>+$x-]+$|\d[\d.,]*%")


def _telling(found: list[str], around: Around) -> list[str]:
    """Take praise, adverbs and figures off a phrase; what is left of one that tells nothing is nothing."""
    found = [word for word in found if word and not _NO_METRIC.match(word)]
    kept = [word for word in found if not (word in around.names or _NAME.match(word)) or _NAMED.match(word)]
    if len(kept) < len(found) and all(word.lower() in _EMPTY or word.lower() in CHANGES for word in kept):
        what = _named(around) or ["performance"]
        found = [*what, *kept[-1:]] if kept and kept[-1].lower() in CHANGES else []
    while found and (
        found[0].lower() in _PRAISE or found[0].lower() in _WHOSE or (found[0].endswith("ly") and found[0].islower())
    ):
        found = found[1:]
    return found


def _with_unit(found: list[str], around: Around) -> list[str]:
    """Add what the unit tells: BLEU points, tokens per second, gigabytes of memory."""
    quantity, unit = around.outcome.quantity, around.outcome.unit
    if points := _POINTS_OF.match(quantity.unit_text) if quantity.unit == "points" else None:
        if not found or found[0] == "performance":
            return [points[1], *found[1:]]
        return found if points[1] in found else [*found, points[1]]
    if quantity.unit == "rate":
        return [*(found or ["throughput"]), f"({quantity.unit_text})"] if len(found) < 4 else found
    if unit == "bytes" and not any(re.search(r"memor|storage|size|cache|footprint|disk", word, re.I) for word in found):
        return ["memory", *found]
    if unit == "tokens":
        return ["sequence", "length"] if "sequence" in around.left[-60:] + around.right[:40] else ["context", "length"]
    if quantity.unit == "points" and found and _SHORT_OF.match(around.right):
        return [*found, "gap"]
    if unit == "other" and around.right.lstrip(" -").startswith("words"):
        return ["output", "length"]
    if unit == "time" and (not found or found[0].lower() in ("time", "requiring")):
        return ["training", "time"] if re.search(r"\btrain", around.left[-90:] + around.right[:60]) else ["time"]
    return found


_SHORT_OF = re.compile(r"\s(?:short of|behind|below|away from)\b")
_POINTS_OF = re.compile(r"(?:absolute|percentage|average|relative)?\s?((?!Percentage|Absolute)[A-Z][\w@-]+|accuracy)\s")


def _told_behind(around: Around) -> list[str]:
    """Read "28% improvement in answer accuracy", "2.2x speedup", "60% less parameters", "1.5x faster decoding"."""
    words, rest = after(around.right)
    if not words:
        return []
    small = [word.lower() for word in words]
    if small[:2] == ["speed", "up"]:
        return _speedup([], rest)
    if small[-1] in CHANGES:
        what, change = tidy(words[:-1]), small[-1]
        if change in _SPEED:
            return _speedup(what, rest)
        object_ = tidy(object_of(rest)) if re.match(r"\s{1,9}(?:in|of)\s", rest) else []
        if not what:
            what = object_ or _changed_near(around) or _named(around) or [*(around.last or ["performance"])]
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
        what = object_ or _named(around) or [{"smaller": "size", "fewer": "number"}.get(small[0], "")]
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
        return [*(_named(around) or ["performance"]), "improvement"]
    if small[0] in _BETTER and (what := tidy(words)):
        return [*what, *object_of(rest)] if what in (["performance"], ["results"], ["quality"]) else what
    return []


_MODELS = re.compile(r"\b(?:models?|LLMs?|networks?|baselines?|counterparts?|ones)\s*$")
_DONE = re.compile(
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


def _changed_near(around: Around) -> list[str]:
    """Return what is changed, if no other figure stands between the verb and this one."""
    found = verb(around.shed)
    return changed(around.shed) if found and found[0] >= len(around.left) - len(around.near) else []


_PREDICATE = re.compile(r"\s(?:(?:that|which)\s)?(?:is|are|was|were)(?:\s\w+ly)?\s*$")


def _subject(around: Around) -> list[str]:
    """Return what is said to be so: "an [encoder] that is 3.4 times smaller"."""
    match = _PREDICATE.search(around.shed)
    return tidy(before(around.shed[: match.start()]))[-4:] if match else []


def _speedup(what: list[str], rest: str) -> list[str]:
    object_ = tidy(object_of(rest))[:4] if re.match(r"\s{1,9}in\s", rest) else []
    if what and what[-1].lower().startswith("speed"):
        return [*what, *object_]
    return [*what, "speedup", *object_]


def _as_much(around: Around) -> list[str]:
    """Read "twice as fast", "half the memory", "10 times the cost", "65% as many tokens"."""
    if around.outcome.unit not in ("x", "%"):
        return []
    if match := re.match(r"\s{1,9}as\s(\w+)(?P<rest>.*)", around.right):
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


def _counted(around: Around) -> list[str]:
    """Read "12 of 16 languages", "two domains": what is won."""
    if around.outcome.unit != "count":
        return []
    text = re.sub(r"^\s{0,3}(?:(?:out\s)?of\s(?:the\s)?|/)\s?[\w,]+", "", around.right)
    return [*tidy(after(text)[0]), "won"]


def _noun_behind(around: Around) -> list[str]:
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
        or (around.outcome.unit == "bytes" and not _NAMED.search(" ".join(what)))
    ):
        return []
    found = verb(around.shed)
    if found and len(around.shed) - found[1] < 14 and not RIVALLING.match(found[2]):
        said = noun(found[2])
        return [*what, said] if said in ("saved", "reduction", "drop") else what
    return what


_EQUAL_TO = re.compile(r"\b(?:equal|equivalent|amount\w*|correspond\w*|down)\sto\s(?:only\s|just\s|about\s)?[~<>]?\s*$")


def _by(around: Around) -> list[str]:
    """Read "reduces overhead by 75%", "raises the rate to 88%", "outperforming X by 5 points"."""
    if _EQUAL_TO.search(around.left):
        return []
    if not {"by", "to"} & around.tail and not around.shed.endswith((" by", " from", "%")):
        return []
    left = around.shed
    if (found := verb(left)) is None:
        return tidy(before(left))
    if in_ := _IN_METRIC.match(around.right):
        return [*in_[1].split(), _margin(found[2]) if RIVALLING.match(found[2]) else noun(found[2])]
    if RIVALLING.match(found[2]):
        match = re.search(r"\b(?:in|in terms of|on)\s(?P<what>[^,]{3,60})$", left[found[1] :])
        if match and (what := tidy(after(match["what"])[0])) and not _SETTING.search(" ".join(what)):
            return [*what, _margin(found[2])]
        if re.match(r"\s{1,9}in\s(?!average|total)", around.right) and (what := tidy(object_of(around.right))[:5]):
            return ["performance", _margin(found[2])] if _SETTING.search(" ".join(what)) else [*what, _margin(found[2])]
        return [*(_named(around) or ["performance"]), _margin(found[2])]
    if found[1] < len(around.left) - len(around.near):
        # "reducing MACs by 35% and model size by 36%": the verb stands before the number before.
        what = tidy(before(shed(around.near)))
        return [*what, noun(found[2])] if what else []
    what = changed(left)
    if what[:1] in (["it"], ["this"], ["them"]):
        what = list(around.last)
    if not what and re.match(r"\s{1,9}(?:in|on)\s", around.right):
        what = _named(around) or tidy(object_of(around.right))[:4]
    said = noun(found[2])
    return [*what, said] if said and "by" in around.tail else what


_SETTING = re.compile(
    r"\b(?:settings?|scenarios?|cases?|domains?|tasks?|languages?|benchmarks?|datasets?|conditions?|problems?"
    r"|environments?|evaluations?|terms)\b|^[A-Z][\w-]*\d|^[A-Z][\w.-]*[A-Z]",
)
"""Words of a place, which is no metric."""


def _margin(verb: str) -> str:
    return "gap" if re.match(r"trail|lag|underperform", verb) else "improvement"


_IN_METRIC = re.compile(rf"\s{{1,9}}in\s((?:[a-z-]+\s){{0,2}}{METRIC})(?![\w@])")
_ACRONYM = re.compile(r"\s?\([\w@+.↑↓ -]{1,14}\)\s*$")


def _of(around: Around) -> list[str]:
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
    head = what[-1].lower()
    if head in CHANGES:
        if len([word for word in what[:-1] if word.lower() != "average"]) == 0:
            object_ = tidy(object_of(around.right)) if re.match(r"\s{1,9}in\s", around.right) else []
            object_ = object_ or _named(around) or ["average" if "average" in around.left[-30:] else "performance"]
            return [*object_, head] if object_[-1].lower() != head else object_
        return what
    if head in ("range", "total", "maximum", "minimum", "average", "fraction", "portion", "subset") and len(what) < 3:
        return tidy(before(re.sub(r"(?:in\s)?(?:the|an?)?\s?[\w-]*\s?\b" + re.escape(what[-1]) + r"\s*$", "", left)))
    if head in _VAGUE and len(what) == 1 and (named := _named(around)):
        return named
    return what


_AT_PLACE = re.compile(r"\b(?:on|across|over)\s(?:the\s|all\s)?(?:\w+\s)?$")
"""What stands after "on" is a place and measures nothing: "results on four benchmarks: 78%"."""


def _share_of(around: Around) -> list[str]:
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


_WITHIN = re.compile(r"\bwithin\s(?:only\s|just\s|about\s)?(?:\d[\d.]*\s?%\s?(?:and|to|-)\s?)?[~<>]?\s*$")


_CASES = re.compile(r"\b(?:cases|comparisons|instances|matchups|games)$")
_AGREE = re.compile(r"\b(?P<verb>agree|prefer|win|succeed|fail|refus|solv|hallucinat)(?:s|es|ed|ing|ning|red)?\b")
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


def _saved(around: Around) -> list[str]:
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
    match = _FOR.search(around.near[-110:]) or _FOR.search(around.right[:30])
    hours = around.outcome.quantity.unit_text
    told = [f"({hours})"] if " " in hours else []
    if match:
        doing = {"fine-tun": "fine-tuning", "infer": "inference", "generat": "generation", "decod": "decoding"}
        return [doing.get(match["verb"].lower(), match["verb"].lower() + "ing"), kind, *told]
    return ["computing", "time", *told] if told else []


_LATENCY = re.compile(r"\s(?P<what>(?:[a-z-]+\s){0,2}(?:latency|delay|runtime|inference time))\b")
_SPENT = re.compile(
    r"\b(?:latency|costs?|budget|time|runtime|delay|price|overhead)\b(?!.*\b(?:latency|costs?|budget|time)\b)"
)
_FOR = re.compile(r"\b(?P<verb>pre-?train|train|fine-?tun|infer|generat|decod)\w*", re.IGNORECASE)


def _in_brackets(around: Around) -> list[str]:
    """Read "summarisation (XSum by 18.6%)", "accuracy (92.3%)"."""
    start = around.left.rfind("(")
    if start < 0 or ")" in around.left[start:] or len(around.left) - start > 120:
        return []
    if re.match(r"\s{1,9}of\s", around.right):
        return []
    inside = around.left[start + 1 :]
    if told := _BESIDE.search(inside):
        return _named(around) if _NAMED.search(told[0]) else told["what"].split()
    if _CLAUSE.search(inside):
        return []
    if around.outcome.quantity.sign == "+" and (gain := _signed(around)):
        return gain
    what = tidy(before(around.left[:start]))
    if not what or what[-1][0].isupper():
        return _named(around)
    if what[-1].lower() in CHANGES or _NAMED.search(" ".join(what)):
        return what[-4:]
    if re.search(r"\bby\s*$", inside):
        return [*what[-4:], "performance"]
    if around.outcome.quantity.sign == "+" and what[-1].islower():
        return [*what[-5:], "improvement"]
    return _named(around) or what[-4:]


_BESIDE = re.compile(r"(?:^|[,;]\s?)(?P<what>(?:[\w@+/.-]+\s){0,2}[\w@+/.-]*[A-Za-z][\w@+/.-]*)\s?[:=]\s?[~<>+]?\s*$")
"""A metric beside its number in brackets: "(PESQ: 2.67, STOI: 0.73)"."""
_CLAUSE = re.compile(r"\b(?!about|around|nearly|over|from|average|only|with|than|respectively|percent)[a-z]{4,}\b")
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
        return [*(tidy(before(left))[-4:] or _named(around) or ["performance"]), "improvement"]
    if _RIVAL_BEFORE.search(around.left):
        return [*(_named(around) or ["performance"]), "improvement"]
    return []


_GAIN = re.compile(r"\b(?:gains?|improvements?|increases?|boosts?|uplifts?|advantages?)\b")
_RIVAL_BEFORE = re.compile(r"\b(?:over|than|to|with|baselines?|methods|models)\s(?:[\w-]+\s){0,4}\(\s?\+?\s*$")


def _on_data(around: Around) -> list[str]:
    """Read "reaching 0.75 on GenEval", "improves GenEval from 0.78": a score of a benchmark that has a name."""
    if around.outcome.unit != "score":
        return []
    match = _DATA_BEHIND.match(around.right) or _DATA_BEFORE.search(around.shed)
    return [match["name"], "score"] if match and match["name"] in around.names else []


_DATA_BEHIND = re.compile(r"\s{1,9}on\s(?:the\s)?(?P<name>[A-Z][\w.+@-]*)")
_DATA_BEFORE = re.compile(r"\b(?P<name>[A-Z][\w.+@-]*)\s*$")


CLOSE = 45
"""Characters within which a verb governs a number that no preposition binds to it."""


def _fallback(around: Around) -> list[str]:
    if around.outcome.quantity.sign == "+" and (gain := _signed(around)):
        return gain
    found = verb(around.shed)
    if found is not None and len(around.shed) - found[1] < CLOSE and (what := changed(around.shed)[:6]):
        level = around.outcome.against is not None or "to" in around.tail
        return what if level else [*what, noun(found[2])]
    if named := _named(around):
        return named
    if found is not None:
        what = changed(around.shed)[:6]
        return [*what, noun(found[2])] if what else ["performance", noun(found[2])]
    return tidy(before(around.shed))[:6]


def named(text: str) -> list[str]:
    """Return the first metric that a text names."""
    for match in _NAMED.finditer(text):
        if match[0].lower() not in _VAGUE:
            return match[0].split()
    return []


def _named(around: Around) -> list[str]:
    """Return the metric named nearest before a number, else after it; a telling name goes before a vague one."""
    for text in (around.near, around.left):
        base = max(0, len(text) - 150)
        matches = [match for match in _NAMED.finditer(text, base) if len(text) - match.end() < 110]
        for match in reversed(matches):
            if match[0].lower() not in _VAGUE:
                return match[0].split()
    if behind := _NAMED.search(_FIGURE.split(around.right[:70], maxsplit=1)[0]):
        return behind[0].split()
    if around.last:
        return list(around.last)
    matches = [
        match
        for match in _NAMED.finditer(around.near, max(0, len(around.near) - 150))
        if match[0] != "r" and not (match[0] == "scores" and len(around.near) - match.end() < 12)
    ]
    return matches[-1][0].split() if matches else []


_FIGURE = re.compile(r"\s[~+<>]?\s?\d")


_RULES: tuple[Callable[[Around], list[str]], ...] = (
    *(_counted, _told_behind, _as_much, _saved, _noun_behind, _in_brackets, _by, _of, _share_of, _on_data, _fallback),
)
"""Tried in this order; the first that finds words is taken."""
