"""Whose number it is: the subject of the clause that a number stands in, where it says more than "our method"."""

import re

from papers.facts.text import words as in_words

_SURE = (
    "achiev reach attain obtain yield deliver demonstrat exhibit surpass outperform exceed improv reduc accelerat "
    "retain "
    "maintain preserv recover outscal require consum provid enabl allow produc enhanc underperform"
)
_VERBS = (
    rf"(?:(?:{'|'.join(_SURE.split())})(?:e|es|s|ed)?"
    r"|(?:increas|decreas|boost|lower|rais|sav|cut|gain|scal|run|need|us|tak|offer|lead|bring|giv|help|drop|ris"
    r"|fall|match"
    r"|rank|generat|support|process|handl|extend|trail|lag|degrad|compress|shrink|lift|show|beat)(?:es|s|ed))"
)
"""Verbs of results; those that are nouns as well only where their ending tells."""
_SUBJECT = re.compile(
    rf"(?:^\s*|[,;:]\s|\b(?:that|while|whereas|where|but|and|when|with|how)\s)"
    rf"(?P<noun>(?:(?P<own>[Oo]ur|[Tt]he)\s|[Aa]n?\s)?(?:[\w+./@'-]+\s(?:\(\w[\w.\s-]{{0,20}}\)\s)?){{1,6}}?)"
    rf"(?:(?:can|could|also|even|still|then|\w+ly|further|is able to|are able to|that is|not only"
    rf"|that)\s){{0,3}}{_VERBS}\s"
)
_PROPOSED = re.compile(
    r"\b(?:propos|introduc|present|develop|design)\w*\s(?P<noun>[A-Z][\w+.-]*(?:\s[A-Z][\w+.-]*){0,3}),\s(?:an?|the"
    r"|our)\s"
    r"[^;]{3,90}?\b(?:that|which)\s"
)
"""What a relative clause speaks of: "we introduce Wombat Attention, a mechanism that saves"."""
_GENERIC = in_words(
    "has have had benchmarks show shows we it they our the a an this that these those which method methods "
    "approach approaches "
    "framework model "
    "models algorithm technique system work works paper study result results experiment experiments evaluation "
    "evaluations analysis analyses finding findings extensive comprehensive empirical experimental proposed "
    "new novel simple resulting best final strategy strategies solution design training pipeline agent agents "
    "llms llm lms mllms vlms users user authors researchers people humans performance accuracy thus however "
    "moreover furthermore additionally specifically notably remarkably surprisingly finally also both each one "
    "all here there who what on in of for and to with by existing current previous prior recent such baselines "
    "baseline observations investigation dataset benchmark improvement improvements gains speedup reduction "
    "increase speed quality cost time memory further is as its their same use using while whereas where even "
    "overall"
)
_MORE = re.compile(r"\b(?:of|on|in|for|from|by|to|than|over|that|which|is|are)\b")
MOST = 6
"""Words of a subject."""


def subject(left: str, system: str | None) -> str | None:
    """Return what the clause that ends at a number speaks of: a variant, a part of the work, a model.

    None where it speaks of the work as such ("our method", its name alone).
    """
    last, place = None, -1
    near = left if len(left) < REACH else left[left.find(" ", len(left) - REACH) :]
    for match in _SUBJECT.finditer(near):
        words = match["noun"].split()
        said = max((place for place, word in enumerate(words) if word in _SAYING), default=-1)
        words = words[said + 1 :]
        while words and words[0].lower() in _GENERIC:
            words = words[1:]
        while words and words[-1].lower() in _GENERIC:
            words = words[:-1]
        if not words or (words[0].isdigit()) or len(words) > MOST or _MORE.search(" ".join(words)):
            continue
        if words[0].islower() and (_DOING.search(words[0]) or not match["own"]):
            continue
        if len(words) == 1 and words[0][0].isdigit():
            words = [*words, "model"]
        last, place = " ".join(words), match.start()
    for match in _PROPOSED.finditer(near) if "ha" in near or "hich" in near else ():
        if match.start() > place:
            last = match["noun"]
    if last is None or last == system or last.removesuffix("'s") == system:
        return None
    return last


_SAYING = frozenset(
    ("show", "shows", "that", "demonstrate", "demonstrates", "reveal", "reveals", "indicate", "indicates")
)
REACH = 240
"""Characters before a number in which its subject is looked for."""
_DOING = re.compile(r"(?:ing|ed|ly)$")
