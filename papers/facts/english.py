"""Pieces of phrases around a number: what ends a noun phrase, which verbs say a change, and the noun of a change."""

import re

from papers.facts.text import compiled, words

TOKEN = re.compile(r"[A-Za-z0-9À-ɏ$][\w.+/&'@-]*[\w+@%]|[A-Za-z0-9À-ɏ]|[(),;:]|\S")
CHANGES = words(
    "improvement improvements increase increases reduction reductions gain gains boost boosts drop drops decrease "
    "decreases"
    " speedup speedups speed-up speed-ups acceleration savings saving degradation loss decline lift enhancement "
    "advantage"
    " margin growth uplift jump rise cut uptick gap shrinkage compression overhead"
)
HIGHER = words(
    "certain higher better greater improved increased superior larger absolute relative additional overall new "
    "extra more "
    "about an"
    " a the its their our some further over nearly significant substantial remarkable impressive up maximum only just"
    " significantly substantially notable considerable consistent marginal negligible"
)
LESS = words("less fewer lower smaller reduced decreased")
_STOP_AFTER = words(
    "over than compared on across while when with without and or but which that versus vs against by at to from as "
    "using via"
    " through during under after before is are was were be we our this these those it they where whereas thereby thus"
    " respectively if because since due have has had can could will would may even despite among between within per "
    "both"
    " beyond outperforming surpassing exceeding demonstrating showing achieving making for in of short alongside "
    "yet so along together throughout pass passes fail fails stem stems show shows follow agree"
)
_STOP_BEFORE = words(
    "achieve achieves achieved achieving reach reaches reached reaching attain attains attaining attained obtain "
    "obtains"
    " obtaining obtained yield yields yielding demonstrate demonstrates demonstrating show shows showing shown see "
    "saw with"
    " by to is are was were and or but that which while we it they our its their a an the has have having had get gets"
    " deliver delivers delivering offer offers offering provide provides providing report reports reporting at in on "
    "for"
    " from of than over exhibit exhibits boasting boast maintaining maintains retains enables enabling bring brings "
    "bringing"
    " gives give only even up record records set sets into can could also using as result results resulting "
    "leading"
    " lead leads produces produce observe observed observing find surpassing this when where both be been across "
    "through"
    " during plus minus or scoring scores reveal reveals revealing indicate indicates remain remains remained have had"
    " still very much such not no including notably namely requires require requiring required needs need needing uses "
    "use used"
)
_SHED = compiled(
    r"(?:\s|^)(?:of|up to|at least|at most|over|about|around|approximately|nearly|almost|only|just|roughly|by|to|an?|up"
    r"|as (?:high|much|low|little|many) as|more than|less than|fewer than|merely|some|on average|rel\.|relative"
    r"|absolute"
    r"|an? (?:additional|absolute|impressive|overall|remarkable|striking|substantial|significant|notable|whopping|mere"
    r"|average(?: of)?)|average|below|under|above|(?:by )?an? factor of"
    r"|factor of|close to"
    r"|an? maximum(?: of)?|maximum|another|plus or minus|in the range of|the range of|or|[~<>±+(])\s*$",
    re.IGNORECASE,
)
_LONGEST = 50
"""Characters from the end in which what is shed begins, blanks that LaTeX leaves behind counted."""
_VERB = compiled(
    r"\b(?P<verb>(?:improv|increas|rais|boost|reduc|decreas|cut|lower|lift|enhanc|degrad|shrink|accelerat|speed|sped"
    r"|compress|sav"
    r"|drop|advanc|extend|elevat|shorten|doubl|tripl|quadrupl|halv|outperform|surpass|exceed|beat|outpac|outshin"
    r"|trail|lag"
    r"|prun|scal|push|attenuat|suppress|alleviat|eliminat|narrow|expand|strengthen|diminish|curb|amplif|weaken"
    r"|minimi[sz]|trim|slash|mitigat|underperform|fall|declin|rise|rose|grow|grew|fell)"
    r"(?!ments?\b)(?!ings?\b(?<=savings)|ing\b(?<=saving)|ing\b(?<=scaling)|ion)\w*(?:\s(?:up|down))?)(?=\s|$)",
)
"""In small letters: "Evidence Lower Bound" says no change."""
RIVALLING = compiled(r"(?:outperform|surpass|exceed|beat|outpac|outshin|trail|lag|underperform)", re.IGNORECASE)
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
    "sped": "speedup",
    "compress": "compression",
    "sav": "saved",
    "drop": "drop",
    "advanc": "gain",
    "elevat": "increase",
    "shorten": "reduction",
    "halv": "reduction",
    "slash": "reduction",
    "trim": "reduction",
    "declin": "decline",
    "fall": "drop",
    "fell": "drop",
    "mitigat": "reduction",
    "minim": "reduction",
    "prun": "reduction",
}
_ARTICLES = words("the a an its their our both from by to of")
_OBJECT_END = words("on for across over in compared while with at when than without and using via through by")
_AUXILIARY = compiled(r"\b(?:can|could|may|is|are|was|were|be|been|being|has|have|been|get)\s*$", re.IGNORECASE)


def after(text: str, most: int = 10) -> tuple[list[str], str]:
    """Return the noun phrase that a text begins with, and the text behind it."""
    found: list[str] = []
    place = 0
    for match in TOKEN.finditer(text[:180]):
        word = match[0]
        small = word.lower()
        if small in _STOP_AFTER or not word[0].isalnum() or (found and word[0].isdigit() and "@" not in word):
            break
        if small == "relative" and text[match.end() : match.end() + 3] == " to":
            break
        if (
            found
            and found[-1].lower() in CHANGES
            and small != "rate"
            and (small.endswith(("ing", "ed")) or small in CHANGES)
        ):
            break
        found.append(word)
        place = match.end()
        if len(found) == most:
            break
    return found, text[place:]


_DOES = compiled(
    r"(?:(?:improv|enhanc|reduc|achiev|rais|lower|outperform|surpass|exceed|accelerat|maintain|preserv|deliver|enabl"
    r"|mitigat|outpac|demonstrat|exhibit|retain|recover|attain|obtain|requir|provid|produc|involv|yield|reach"
    r"|report|reveal)(?:e|es|ed|s|ing)?"
    r"|(?:sav|mak|tak|lead|help|eliminat|remov|consum|spend|caus|solv)(?:es|s|ing)"
    r"|(?:increas|decreas|boost|cutt|scal|dropp|cost|complet)ing)$"
)
"""A verb ends a phrase that is read backwards, but for those whose bare form is a noun."""


def before(text: str, most: int = 7) -> list[str]:
    """Return the noun phrase that a text ends with."""
    found: list[str] = []
    for word in reversed(TOKEN.findall(text[-120:])):
        if word.lower() in _STOP_BEFORE or _DOES.match(word) or not word[0].isalnum() or len(found) == most:
            break
        found.append(word)
    return found[::-1]


_OBJECT = compiled(r"\s{1,9}(?:in|of|for|on)\s(?:terms of\s)?(?:the\s|an?\s|its\s|our\s|their\s|those of\s)?")


def object_of(text: str) -> list[str]:
    """Return the noun phrase after "in", "of", "for" or "on" that a text begins with."""
    match = _OBJECT.match(text)
    return after(text[match.end() :])[0] if match else []


def shed(left: str) -> str:
    """Take "by up to", "of more than", "an average of" off the end of what stands before a number."""
    for _ in range(6):
        match = _SHED.search(left, max(0, len(left) - _LONGEST))
        if match is None:
            break
        left = left[: match.start()]
    return left


def tidy(found: list[str]) -> list[str]:
    """Take what praises but does not measure off the beginning of a phrase."""
    while found and found[0].lower() in HIGHER:
        found = found[1:]
    while found and found[-1] in ("the", "a", "an", "average", "values", "roughly", "by", "only"):
        found = found[:-1]
    return found


def verb(left: str) -> tuple[int, int, str] | None:
    """Return the last verb of change in a text: where it begins, where it ends, itself."""
    last = None
    base = max(0, len(left) - 150)
    for match in _VERB.finditer(left, base):
        last = match
    return (last.start(), last.end(), last["verb"]) if last else None


def noun(word: str) -> str:
    """Return the noun of a change: "reduction" for "reduces"."""
    small = word.lower()
    return next((noun for stem, noun in _NOUNS.items() if small.startswith(stem)), "")


_AND_OWN = compiled(r"\d\S{0,12}(?:\s[\w-]+){0,2}?,?\s(?:and|,)\s(?P<own>[^\d;]{2,60})$")
"""What a later number of one verb has for itself: "cuts tokens to 5,000 and [run time] to"."""
_OF_WHAT = compiled(
    r"(?<!number)(?<!amount)(?<!share)(?<!rate)(?<!size)\sof\s(?:the\s|our\s|its\s"
    r"|all\s)?[\w.-]+(?:\s[\w.-]+){0,3}(?:\s(?:on|in)\s[\w.-]+(?:\s[\w.-]+){0,2})?\s*$"
)


_BOTH = re.compile(
    r"\s(?:the\s|both\s|its\s)?(?P<what>[\w-]+ and [\w-]+"
    r"\s(?:time|costs?|speed|memory|latency|usage|overhead|accuracy|errors?|performance|quality))(?=\s|$)"
)


def changed(left: str) -> list[str]:
    """Return what the last verb of change is about: "reduces [head overhead] by", "[accuracy] improves by"."""
    found = verb(left)
    if found is None or RIVALLING.match(found[2]):
        return []
    start, end, _ = found
    if match := _AND_OWN.search(left, end):
        return tidy(before(match["own"]))
    out: list[str] = []
    for word in TOKEN.findall(left[end:]):
        if word.lower() in _ARTICLES and not (out and word.lower() in ("of", "to")):
            continue
        if word.lower() == "and" and len(out) == 1 and (both := _BOTH.match(left, end)):
            # "reduces the training and inference time by": two kinds of one thing.
            return tidy(both["what"].split())
        if not word[0].isalnum() or word.lower() in _OBJECT_END:
            break
        if word.lower() != "to":
            out.append(word)
    if out:
        owner = next((place for place, word in enumerate(out[:-1]) if word.endswith("'s")), -1)
        return tidy([re.sub(r"'s$", "", word) for word in out[owner + 1 :]])[-8:]
    subject = left[:start]
    for _ in range(3):
        subject = _AUXILIARY.sub("", subject)
    if match := _OF_WHAT.search(subject):
        # "the toxicity of outputs falls": what falls is the toxicity.
        subject = subject[: match.start()]
    return tidy(before(re.sub(r"\s(?:significantly|further|substantially|even)?\s*$", "", subject)))
