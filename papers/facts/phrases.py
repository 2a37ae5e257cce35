"""What a number measures, against what, and where it holds: phrases around it, cut out by where English cuts them."""

import re
from dataclasses import dataclass

from papers.facts.outcomes import METRIC, Outcome
from papers.facts.text import words as listed

MAX_METRIC = 10
MAX_PHRASE = 14
"""Words of a metric, and of a comparison or place."""

_TOKEN = re.compile(r"[A-Za-z0-9À-ɏ$][\w.+/&'@-]*[\w+@%]|[A-Za-z0-9À-ɏ]|[(),;:]|\S")
_CHANGE = (
    "improvement improvements increase increases reduction reductions gain gains boost drop decrease speedup speedups "
    "speed-up acceleration"
    " savings saving degradation loss decline lift enhancement advantage margin growth uplift jump rise cut uptick "
    "gap shrinkage"
)
CHANGES = listed(_CHANGE)
_HIGHER = listed(
    "higher better greater improved increased superior larger absolute relative average additional overall mean new "
    "extra more about an a the"
    " its their our some further over nearly significant substantial remarkable impressive up maximum up-to "
    "performance-wise only just"
)
_LESS = frozenset(["less", "fewer", "lower", "smaller", "reduced", "decreased"])
_STOP_AFTER = listed(
    "over than compared on across while when with without and or but which that versus vs against by at to "
    "from as using via through"
    " during under after before is are was were be we our this these those it they where whereas thereby thus "
    "respectively if because since due"
    " has have had can could will would may even despite among between within per both beyond outperforming "
    "surpassing exceeding demonstrating"
    " showing achieving making while-still without for in of"
)
_STOP_BEFORE = listed(
    "achieve achieves achieved achieving reach reaches reached reaching attain attains attaining attained obtain "
    "obtains obtaining obtained yield"
    " yields yielding demonstrate demonstrates demonstrating show shows showing shown see saw with by to is are was "
    "were and or but that which"
    " while we it they our its their a an the has have having had get gets deliver delivers delivering offer offers "
    "offering provide provides"
    " providing report reports reporting at in on for from of than over exhibit exhibits boasting boast maintaining "
    "maintains retains enables"
    " enabling bring brings bringing gives give gains only even up record records set sets into can could also using "
    "as give result results"
    " resulting leading lead leads produces produce observe observed observing find surpassing an-average this when "
    "where both"
)
_APPROX = re.compile(
    r"(?:\s|^)(?:of|up to|at least|at most|over|about|around|approximately|nearly|almost|only|just|as (?:high|much"
    r"|low|little|many) as|more than|less than"
    r"|roughly|by|to|an?|average|up|an average(?: of)?|an (?:additional|absolute|impressive|overall)|fewer than"
    r"|merely|some|on average|rel\.|relative|absolute|below|under"
    r"|above|a factor of|factor of|a maximum|maximum|a|another|[~<>±+(])\s*$",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?P<verb>(?:improv|increas|rais|boost|reduc|decreas|cut|lower|lift|enhanc|degrad|shrink|accelerat|speed"
    r"|compress|sav|drop|advanc"
    r"|extend|elevat|shorten|doubl|tripl|quadrupl|halv|outperform|surpass|exceed|beat|outpac|outshin|trail|lag|prun"
    r"|scal|push|minimi[sz]|trim|slash"
    r"|mitigat|underperform|fall|declin|rise|rose|grow|grew|fell)(?!ment)\w*(?:\s(?:up|down))?)(?=\s|$)",
    re.IGNORECASE,
)
_NOUNS = {
    "improv": "improvement",
    "increas": "increase",
    "rais": "increase",
    "boost": "boost",
    "reduc": "reduction",
    "decreas": "decrease",
    "cut": "reduction",
    "lower": "reduction",
    "lift": "gain",
    "enhanc": "improvement",
    "degrad": "degradation",
    "shrink": "reduction",
    "accelerat": "speedup",
    "speed": "speedup",
    "compress": "compression",
    "sav": "saving",
    "drop": "drop",
    "advanc": "gain",
    "extend": "",
    "elevat": "increase",
    "shorten": "reduction",
    "halv": "reduction",
    "slash": "reduction",
    "trim": "reduction",
    "declin": "decline",
    "fall": "drop",
    "fell": "drop",
    "mitigat": "reduction",
}
_RIVAL = re.compile(r"(?:outperform|surpass|exceed|beat|outpac|outshin|trail|lag|underperform|fall)", re.IGNORECASE)
_NAMED = re.compile(
    rf"\b(?:(?:[A-Z][\w-]*|macro|micro|mean|average|word|test|overall|zero-shot|top-\d)[ -]){{0,2}}{METRIC}(?![\w@])"
)
_COMPARATOR = re.compile(
    r"\b(?:over(?!\s(?:[\d~<>]|a (?:wide|broad|range)|all\b|time\b|\w+\s(?:languages|tasks|datasets|benchmarks)))"
    r"|(?:compared|comparable)\s(?:to|with)|relative to|than|vs\.?|versus|against"
    r"|in (?:contrast|comparison) (?:to|with)|as opposed to|short of|improving (?:up)?on|of the original|with respect "
    r"to)\s(?P<rival>[^,;:()]{2,120})",
    re.IGNORECASE,
)
_RIVALS_FIRST = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|outpac|outshin|lag|trail"
    r"|underperform)\w*(?:\s(?:behind))?\s(?P<rival>[^,;:]{2,110}?)\s(?:by|with|on|in|across|over)\b",
    re.IGNORECASE,
)
_OVER_FIRST = re.compile(
    r"\b(?:over|than|compared (?:to|with)|relative to|against)\s(?P<rival>(?!\d|[~<>])[^,;:()]{2,90}?)(?:\s(?:by|of"
    r"|with|to|in|on|,)\s|,|$)",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\b(?:on|across|for|in|at|during|under|when|with|within|using)\s", re.IGNORECASE)
_WHERE_STOP = re.compile(
    r"[;:()]|,\s(?!\w+,|\w+\sand\b|and\s[A-Z])|\s(?:while|whereas|compared|relative|over|than|against|versus|vs"
    r"|and\s(?:achiev|reduc|improv|increas|a\s|an\s|up\sto|by|\d|[~<>])"
    r"|but|which|that|outperforming|surpassing|demonstrating|achieving|without|by)\b|\.(?:\s|$)",
)
_NOT_WHERE = re.compile(
    r"^(?:in (?:terms|comparison|contrast|addition|order|particular|this|which|the (?:range|best case|worst case))|on "
    r"(?:average|par|top)|at (?:least|most|the same|a)\b|for (?:example|instance)"
    r"|with (?:an?\s)?(?:average|only|up|minimal|negligible|little|no|a\b)|in (?:speed|total)\b|for the first)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Phrases:
    """Phrases of an outcome; None where the text has none."""

    metric: str | None
    comparison: str | None
    on: str | None


def phrases(
    soft: str, outcome: Outcome, group: tuple[int, int], limits: tuple[int, int], names: tuple[str, ...]
) -> Phrases:
    """Return the phrases of an outcome.

    Parameters
    ----------
    soft : str
        The sentence.
    group : tuple of int
        Span of the list of numbers it stands in ("16x, 25x and 47x").
    limits : tuple of int
        End of the outcome before and start of the one after it.
    names : tuple of str
        Names of models and datasets in the sentence.
    """
    start, end = group
    left, right = soft[:start], soft[end:]
    near_left, near_right = soft[limits[0] : start], soft[end : limits[1]]
    metric = _metric(left, right, near_left, outcome)
    comparison = _comparison(left, near_left, near_right, right, outcome, soft)
    on = _where(left, near_left, near_right, right, metric, comparison, names)
    return Phrases(metric, comparison, on)


def _words(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _stripped(left: str) -> str:
    """Take "by up to", "of more than", "an average of" off the end of what stands before a number."""
    for _ in range(5):
        shorter = _APPROX.sub("", left)
        if shorter == left:
            break
        left = shorter
    return left


def _after(right: str, stops: frozenset[str] = _STOP_AFTER) -> tuple[list[str], str]:
    """Return the words after a number up to where the noun phrase ends, and the text that is left."""
    found: list[str] = []
    place = 0
    for match in _TOKEN.finditer(right[:160]):
        word = match[0]
        if word == "relative" and right[match.end() : match.end() + 3] == " to":
            break
        if word.lower() in stops or not (word[0].isalnum()) or (found and word[0].isdigit() and "@" not in word):
            break
        if word.lower().endswith(("ing", "ed")) and found and found[-1].lower() in CHANGES:
            break
        found.append(word)
        place = match.end()
        if len(found) == MAX_METRIC:
            break
    return found, right[place:]


def _before(left: str) -> list[str]:
    """Return the noun phrase that ends where a number begins."""
    found: list[str] = []
    for word in reversed(_words(left[-110:])):
        if word.lower() in _STOP_BEFORE or not word[0].isalnum() or len(found) == 7:
            break
        found.append(word)
    return found[::-1]


def _object(right: str) -> list[str]:
    """Return the noun phrase after "in", "of" or "for"."""
    match = re.match(r"\s(?:in|of|for|on)\s(?:terms of\s)?(?:the\s|an?\s|its\s|our\s|their\s)?", right)
    return _after(right[match.end() :])[0] if match else []


def _tidy(words: list[str]) -> list[str]:
    while words and words[0].lower() in _HIGHER:
        words = words[1:]
    while words and words[-1].lower() in ("scores", "the", "a", "an", "average", "value", "values"):
        words = words[:-1]
    return words


def _metric(left: str, right: str, near_left: str, outcome: Outcome) -> str | None:
    quantity = outcome.quantity
    found = _metric_words(left, right, near_left, outcome)
    if quantity.unit == "rate" and not found:
        found = ["throughput"]
    if quantity.unit == "points" and (
        named := re.match(r"(?:absolute|percentage|average|relative)?\s?([A-Z][\w@-]+|accuracy)\s", quantity.unit_text)
    ):
        if not found or found == ["performance"]:
            found = [named[1]]
        elif named[1] not in found:
            found = [*found, named[1]]
    words = found[:MAX_METRIC]
    return " ".join(words) or None


def _metric_words(left: str, right: str, near_left: str, outcome: Outcome) -> list[str]:
    words, rest = _after(right)
    lead = [word.lower() for word in words]
    # "28% improvement in answer accuracy", "2.2x speedup", "60% less parameters", "93% of its MMLU performance"
    if lead and lead[-1] in CHANGES:
        what, change = _tidy(words[:-1]), lead[-1]
        if change in ("speedup", "speedups", "speed-up", "acceleration"):
            return [*what, "speedup"]
        if not what and re.match(r"\s(?:in|of|for)\s", rest):
            what = _object(rest)
            return [*_tidy(what), change]
        if not what:
            verb_object = _of_verb(_stripped(left))
            return [*verb_object, change] if verb_object else [*(_named(near_left, rest) or ["performance"]), change]
        if (
            re.match(r"\s(?:in|of)\s", rest)
            and len(what) + len(_object(rest)) < 7
            and change in ("reduction", "savings", "saving")
        ):
            return [*what, change, *_object(rest)]
        return [*what, change]
    if lead[:2] == ["speed", "up"]:
        return ["speedup"]
    if lead and lead[0] in _LESS and len(words) > 1:
        return [*_tidy(words[1:]), "reduction"]
    if lead and lead[0] in ("faster", "quicker", "slower"):
        return [*_tidy(words[1:]), "speedup"] if lead[0] != "slower" else ["slowdown"]
    if lead and lead[0] in ("as",):
        words = []
    if (
        lead
        and len(_tidy(words))
        and lead[0] in ("higher", "better", "greater", "improved", "increased", "more", "larger", "longer")
    ):
        what = _tidy(words)
        if re.match(r"\s(?:in|of|for)\s", rest) and what in (["performance"], ["results"]):
            return [*what, *_object(rest)]
        return what
    stripped = _stripped(left)
    tail = left[len(stripped) :].split()
    if outcome.unit == "x" and re.match(r"\s(?:as|the|its|their|that)\b", right):
        if match := re.match(r"\s(?:as\s)(\w+)", right):
            return (
                ["training" if "train" in left[-40:] else "", "speed"][1:]
                if match[1] in ("fast", "quickly")
                else [match[1]]
            )
        return _after(re.sub(r"^\s(?:the|its|their|that of)", "", right))[0]
    if words and not re.match(r"\s(?:of|in)\b", right) and lead[0] not in CHANGES:
        what = _tidy(words)
        if what and not (len(what) == 1 and what[0].lower() in ("points", "percent")):
            named = _named_in(" ".join(what))
            if named or not tail or outcome.unit in ("%", "x", "score", "points", "count"):
                return what
    # "reduces overhead by 75%", "increase the rate of ... to 88%", "outperforming X by 5 points"
    if {"by", "to", "from"} & {word.lower() for word in tail} or stripped.endswith((" from", "%")):
        if verb := _verb(stripped):
            kind = verb[1]
            if _RIVAL.match(kind):
                what = _object(right) if re.match(r"\s(?:in|on)\s", right) else []
                named = _named(near_left, right[:60])
                return named or (
                    _tidy(what)[:5] if re.match(r"\s(?:in terms of|in)\s", right) and what else ["performance"]
                )
            what = _of_verb(stripped)
            noun = next((noun for stem, noun in _NOUNS.items() if kind.lower().startswith(stem)), "")
            if not what:
                what = _subject(stripped)
            if not what and re.match(r"\s(?:in|on)\s", right):
                what = _named(near_left, right[:60]) or _tidy(_object(right))[:4]
            if what:
                return [*what, noun] if noun and "by" in tail else what
        if what := _subject(stripped):
            return what
    # "an accuracy of 58%", "improvement of 9% in average model accuracy"
    if "of" in tail or stripped.rstrip().endswith(("is", "=", ":", "was", "at", "reaching")):
        what = _tidy(_before(re.sub(r"\s?(?:is|=|:|was|at|reaching)\s*$", "", stripped)))
        head = what[-1].lower() if what else ""
        if head in CHANGES:
            object_ = _tidy(_object(right))
            if not what[:-1] and object_:
                return [*object_, head]
            if not what[:-1] and (named := _named(near_left, right[:60])):
                return [*named, head]
            return what
        if head in ("score", "scores", "rate", "result", "performance", "value", "factor", "ratio") and len(what) == 1:
            if named := _named(near_left, right[:60]):
                return named
            if (object_ := _object(right)) and head == "factor":
                return object_
        if what:
            return what
    # "93% of Llama3-1B's MMLU performance", "5% of attention heads"
    if re.match(r"\s{0,2}of\s", right):
        what = _tidy(_object(re.sub(r"^\s+", " ", right)))
        what = [re.sub(r"'s$", "", word) for word in what]
        if what:
            if re.search(r"\b(?:retain|preserv|maintain|recover|achiev)\w*\s\S{0,9}\s{0,2}\S{0,9}$", left):
                return [*what, "retained"]
            return what
    if named := _named(near_left, right[:60]):
        return named
    if words:
        return _tidy(words)
    if (verb := _verb(stripped)) is not None:
        what = _of_verb(stripped)
        noun = next((noun for stem, noun in _NOUNS.items() if verb[1].lower().startswith(stem)), "")
        if what or noun:
            return [*what[:6], noun] if noun else what[:6]
    return _tidy(_subject(stripped))[:6]


def _verb(left: str) -> tuple[int, str] | None:
    """Return the last verb of change before a number, and where it ends."""
    last = None
    for match in _VERB.finditer(left[-140:]):
        last = match
    return (len(left) - len(left[-140:]) + last.end(), last["verb"]) if last else None


def _of_verb(left: str) -> list[str]:
    """Return the object of the last verb of change: "reduces [LM head overhead] by"."""
    verb = _verb(left)
    if verb is None or _RIVAL.match(verb[1]):
        return []
    words = [
        word
        for word in _words(left[verb[0] :])
        if word.lower() not in ("the", "a", "an", "its", "their", "our", "both", "from", "by", "to", "of")
    ]
    if not words or any(word in ",;:" for word in words[:3]):
        return []
    out: list[str] = []
    for word in words:
        if not word[0].isalnum() or word.lower() in (
            "on",
            "for",
            "across",
            "over",
            "in",
            "compared",
            "while",
            "with",
            "at",
            "when",
            "than",
        ):
            break
        out.append(word)
    return _tidy(out)[:8]


def _subject(left: str) -> list[str]:
    """Return the noun phrase before the last verb: "[accuracy] improves by"."""
    verb = _verb(left)
    if verb is None:
        return _tidy(_before(left))
    return _tidy(_before(left[: verb[0] - len(verb[1])]))


def _named_in(text: str) -> list[str]:
    match = _NAMED.search(text)
    return match[0].split() if match else []


def _named(left: str, right: str) -> list[str]:
    """Return the metric named nearest before a number, else after it."""
    last = None
    for match in _NAMED.finditer(left):
        last = match
    if last is not None and len(left) - last.end() < 90:
        return last[0].split()
    after = _NAMED.search(right)
    return after[0].split() if after else []


def _comparison(left: str, near_left: str, near_right: str, right: str, outcome: Outcome, soft: str) -> str | None:
    if outcome.against is not None:
        value = " ".join(soft[outcome.against.start : outcome.against.end].split())
        if match := re.match(
            r"[^.;]{0,40}?\b(?:for|of|with|by|over)\s(?P<rival>[^,;()]{2,50})",
            soft[max(outcome.against.end, outcome.quantity.end) :],
        ):
            return f"vs {value} {_cut(match['rival'], 6)}"
        return f"vs {value}"
    if (match := _COMPARATOR.search(near_right)) and not _is_length(match["rival"]):
        return "vs " + _cut(match["rival"])
    for pattern in (_RIVALS_FIRST, _OVER_FIRST):
        last = None
        for match in pattern.finditer(left[-170:] + " by "):
            last = match
        if last is not None and not _is_length(last["rival"]):
            return "vs " + _cut(last["rival"])
    if (match := _COMPARATOR.search(right[:120])) and not re.search(r"\.\s", right[: match.start()]):
        return None if _is_length(match["rival"]) else "vs " + _cut(match["rival"])
    return None


def _is_length(rival: str) -> bool:
    return re.match(r"(?:\d|[~<>]|half|twice|two|three)", rival.strip()) is not None


def _cut(phrase: str, words: int = MAX_PHRASE) -> str:
    """Cut a phrase where another clause begins."""
    phrase = re.split(
        r"\s(?:on|in|across|while|when|and (?:achiev|reduc|improv|is|by|up|with|a\b|an\b)|for|with|without|at|under"
        r"|by|using|that|which|as|to|after|during|from|where)\b",
        " " + phrase.strip(),
        maxsplit=1,
    )[0]
    return " ".join(re.sub(r"^\s*(?:the|an?|its|their|our)\s", "", phrase.rstrip(" .")).split()[:words])


def _where(
    left: str,
    near_left: str,
    near_right: str,
    right: str,
    metric: str | None,
    comparison: str | None,
    names: tuple[str, ...],
) -> str | None:
    for match in _WHERE.finditer(near_right[:140]):
        if (place := _place(near_right[match.start() :], metric, comparison)) is not None:
            return place
    clause = left[-200:]
    for match in reversed(list(_WHERE.finditer(clause))):
        if (place := _place(clause[match.start() :] + ",", metric, comparison)) is not None:
            return place
    for name in names:
        if comparison is None or name not in comparison:
            return name
    for match in _WHERE.finditer(right[:160]):
        if (place := _place(right[match.start() :], metric, comparison)) is not None:
            return place
    return None


def _place(text: str, metric: str | None, comparison: str | None) -> str | None:
    if _NOT_WHERE.match(text):
        return None
    end = _WHERE_STOP.search(text, 3)
    phrase = text[: end.start() if end else 120]
    words = phrase.split()
    if len(words) < 2:
        return None
    body = " ".join(
        re.sub(r"^(?:the|an?|its|their|our|all)\s", "", " ".join(words[1:]).rstrip(" .,")).split()[:MAX_PHRASE]
    )
    told = set((metric or "").lower().split())
    content = {word for word in body.lower().split() if len(word) > 2}
    if not content or content <= told or (comparison and body in comparison):
        return None
    return body
