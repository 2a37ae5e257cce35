"""What a number measures: the noun phrase around it, put as one short phrase ("answer accuracy improvement")."""

import re
from collections.abc import Callable
from dataclasses import replace

from papers.facts.around import NAMED, Around, named_near
from papers.facts.before import by, fallback, in_brackets, of, on_data, saved
from papers.facts.behind import as_much, counted, noun_behind, off_burdens, share_of, told_behind
from papers.facts.english import CHANGES
from papers.facts.text import words as in_words

MOST = 10
"""Words of a metric."""


def metric(around: Around) -> str | None:
    """Return what is measured, at most `MOST` words; None where the sentence does not say."""
    rules = _RULES
    if (
        around.outcome.quantity.sign != "+"
        and around.right.startswith(")")
        and around.left.rstrip(" ~<>+").endswith("(")
    ):
        # "gains (4.4%) on", "a fraction (< 5%) of heads": as if it stood without brackets.
        left = around.left.rstrip(" ~<>+")[:-1].rstrip()
        if _PORTION.search(left) and around.right.startswith(") of "):
            rules = (share_of, *_RULES)
        around = Around(left + " of ", around.right[1:], around.near, around.outcome, around.names, around.last)
    elif decibels := _DECIBELS.match(around.right):
        around = replace(around, right=around.right[decibels.end() :])
    found: list[str] = []
    for rule in rules:
        if found := _telling(rule(around), around):
            break
    found = _spelled(_with_unit(found, around))
    out = [word for place, word in enumerate(found) if place == 0 or word.lower() != found[place - 1].lower()]
    return " ".join(out[:MOST]).strip(" .,-") or None


_DECIBELS = re.compile(r"\s{0,2}(?:dB|deg|degrees?|°)\b")
"""A unit of scores, which is no metric."""
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
            and word.rsplit("-", 1)[-1].islower()
        ):
            found[place] = re.sub(r"(?<=[ct])ies$", "y", word) if word.endswith("ies") else _PLURAL.sub("", word)
    return found


_LONG = {"PPL": "perplexity", "acc": "accuracy", "acc.": "accuracy", "params": "parameters"}
_PLURAL = re.compile(r"(?<=[acdgilmnoprtuvz]e)s$")
_PRAISE = in_words(
    "state-of-the-art sota leading top best highest lowest impressive remarkable strong perfect superior competitive "
    "low high new overall mere promising excellent robust solid respectable near-perfect outstanding record robustly "
    "final lower higher better improved increased reduced greater smaller larger less more"
)
_WHOSE = in_words("its our their the this these that a an on in for with at by of from we it they")
_EMPTY = in_words("and or the of on in collapse scaling paradigm model models baseline")
_NAME = re.compile(r"[A-Z]\w*[a-z]\w*(?:-\d[\w.]*|[A-Z]\w*)$")
"""A word that is a model's or a dataset's name: "Llama-3", "EgoLife"."""
_NO_METRIC = re.compile(r"[\d.,%~<>+$x-]+$|\d[\d.,]*%")


def _telling(found: list[str], around: Around) -> list[str]:
    """Take praise, adverbs and figures off a phrase; what is left of one that tells nothing is nothing."""
    found = [word for word in found if word and not _NO_METRIC.match(word)]
    kept = [word for word in found if not (word in around.names or _NAME.match(word)) or NAMED.match(word)]
    if len(kept) < len(found) and all(word.lower() in _EMPTY or word.lower() in CHANGES for word in kept):
        what = named_near(around) or ["performance"]
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
    if quantity.unit == "rate" and _FRAMES.match(quantity.unit_text) and not _SPEEDS & {word.lower() for word in found}:
        found = ["generation" if "enerat" in around.left[-120:] else "inference", "speed"]
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


_FRAMES = re.compile(r"(?:FPS|fps|[Ff]rames?)\b")
_SPEEDS = frozenset(("speed", "rate", "throughput", "latency", "fps"))
_SHORT_OF = re.compile(r"\s(?:short of|behind|below|away from)\b")
_POINTS_OF = re.compile(r"(?:absolute|percentage|average|relative)?\s?((?!Percentage|Absolute)[A-Z][\w@-]+|accuracy)\s")
_RULES: tuple[Callable[[Around], list[str]], ...] = (
    *(counted, off_burdens, told_behind, as_much, saved, noun_behind, in_brackets, by, of, share_of, on_data, fallback),
)
"""Tried in this order; the first that finds words is taken."""
