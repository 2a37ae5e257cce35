"""Grammar of numbers in machine-learning prose: which spans of a sentence are quantities, and of what.

It reads softened text (see `papers.facts.text`): "2.3x", "33 %", "$15K", "128K tokens", "2-3x", "twofold", "three out
of four benchmarks". What a quantity is for (an outcome, a size, somebody else's figure) is not decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from papers.facts.text import compiled, has

MAGNITUDES = {
    **dict.fromkeys(("k", "K", "thousand"), 1e3),
    **dict.fromkeys(("m", "M", "million", "mn"), 1e6),
    **dict.fromkeys(("b", "B", "G", "billion", "bn"), 1e9),
    **dict.fromkeys(("T", "t", "trillion"), 1e12),
    "hundred": 1e2,
}
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")
WORDS = {
    **{word: float(value) for value, word in enumerate(_SMALL, 1)},
    "fourteen": 14.0,
    "fifteen": 15.0,
    "sixteen": 16.0,
    "seventeen": 17.0,
    "eighteen": 18.0,
    "nineteen": 19.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "forty": 40.0,
    "fifty": 50.0,
    "sixty": 60.0,
    "seventy": 70.0,
    "eighty": 80.0,
    "ninety": 90.0,
    "hundred": 100.0,
    "dozen": 12.0,
}
FACTORS = {
    "twice": 2.0,
    "thrice": 3.0,
    "double": 2.0,
    "doubles": 2.0,
    "doubled": 2.0,
    "doubling": 2.0,
    "triple": 3.0,
    "triples": 3.0,
    "tripled": 3.0,
    "tripling": 3.0,
    "quadruple": 4.0,
    "quadruples": 4.0,
    "quadrupled": 4.0,
    "quadrupling": 4.0,
    "half": 0.5,
    "halve": 0.5,
    "halves": 0.5,
    "halved": 0.5,
    "halving": 0.5,
}
BYTES = {"": 1.0, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15}

MOST = 40
"""Quantities of a sentence that are read; what has more is a table."""

_WORD = "|".join(sorted(WORDS, key=len, reverse=True))
_NUMBER = r"(?:\d{1,3}(?:(?:,|\s,\s)\d{3}){1,4}(?!,?\d)|\d{1,15})(?:\.\d{1,8})?(?!\d)"
_TIME = r"hours?|hrs?|minutes?|mins?|seconds?|secs?|days?|weeks?|months?|milliseconds?|ms|microseconds?|[µμ]s"
_POINTS = (
    r"(?:(?:absolute|percentage|accuracy|average|performance|score|quality|relative|win-rate|[A-Z][\w@-]{0,11})\s){0,3}"
    r"(?:percentage[\s-])?(?:points?|pts|pp)\b"
)
_UNIT = rf"""
    (?P<percent>\s{{0,2}}%p?|\s{{0,2}}-?percent\b|\spct\b)(?P<pp>\s{{0,2}}(?:absolute\s)?(?:-|\s)?{_POINTS})?
  | (?P<points>[\s-]{_POINTS}|(?:points?|pts|pp)\b)
  | (?P<bytes>\s{{0,2}}-?(?P<prefix>[KMGTP])(?:i?B|i?b)\b(?!/s|ps)|\s?(?P<longprefix>kilo|mega|giga|tera)bytes?\b)
  | (?P<fold>-?\s?fold(?:s)?\b)
  | (?P<x>\s{{0,2}}-?[xX](?![A-Za-z0-9])|(?:\s{{0,2}}|-)times\b(?!\s(?:a|per)\b))
  | (?P<rate>\s{{0,2}}-?(?:tokens?|tok|requests?|samples?|images?|frames?|examples?|words?)(?:/|\sper\s)
      (?:s\b|sec\b|second\b|GPU\b)|\s{{0,2}}(?:FPS|fps|TFLOPS?|TFLOPs?|GFLOPs?|FLOPs|[KMGT]bps|[KMGT]B/s|Hz|kHz)\b)
  | (?P<time>(?:\s|-)(?:(?:GPU|TPU|CPU|A100|H100|V100|TPUv\d|NPU)[\s-]?){{0,2}}(?:{_TIME})\b|(?:ms|s|h|hr|min)\b)
  | (?P<currency>\s(?:USD|dollars|euros|EUR|cents)\b)
"""
_ATOM = re.compile(
    rf"""
    (?<![\w.,@^])
    (?=[-~<>+±$€£\dUxdefhnost])  # what a number, its sign or its currency begins with
    (?P<sign>[~<>+±]\s{{0,12}}|-(?=\d))?
    (?P<money>\$\s?|US\$\s?|USD\s|[€£]\s?)?
    (?P<lead>x\s{{0,8}}(?=\d))?
    (?:(?P<number>{_NUMBER})|(?P<word>\b(?:{_WORD})\b))
    (?P<deviation>\s{{0,3}}±\s{{0,3}}\d{{1,9}}(?:\.\d{{1,6}})?)?
    (?:\s?(?:-\s?)?(?P<named>[Tt]housand|[Mm]illion|[Bb]illion|[Tt]rillion|hundred|mn|bn)s?\b
       |(?P<magnitude>\s?[KMBT](?![A-Za-z])|[kbmt](?![A-Za-z])))?
    (?P<plus>\+)?
    (?:{_UNIT})?
    """,
    re.VERBOSE,
)
_FACTOR_STEMS = ("twice", "thrice", "doubl", "tripl", "quadrupl", "hal")
_WORDFOLD = re.compile(rf"\b(?P<word>{_WORD})-?fold\b", re.IGNORECASE)
_FACTOR = re.compile(rf"\b(?:{'|'.join(FACTORS)})\b", re.IGNORECASE)
_ORDERS = re.compile(
    r"\b(?:(?P<few>an?|one|two|three|four|five|six|\d)(?P<high>\s?(?:to|-)\s?(?:two|three|four|five|six|\d))?"
    r"[\s-])?orders?[\s-]of[\s-]magnitude",
    re.IGNORECASE,
)
_FACTOR_OF = re.compile(r"\bfactors? of\s(?:about\s|around\s|up to\s|over\s|~\s?)?$")
_NAMED = re.compile(r"(?<!\d)[A-Za-z][-]$")
"""What stands before a number that is part of a name: GPT-4, COVID-19; "20x-200x" is a range."""
_FRACTION = re.compile(
    r"\b(?P<top>one|two|three|a)[\s-](?P<bottom>third|thirds|quarter|quarters|fourth|fifth|fifths|sixth|seventh|eighth"
    r"|tenth|hundredth)\b",
    re.IGNORECASE,
)
_BOTTOMS = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "tenth": 10}
_SCIENCE = re.compile(r"(?<![\w.])(\d(?:\.\d{1,4})?)\s{0,2}(?:x|\*|times)\s{0,8}10\s?\^\s?\{?\s?(-?\d{1,2})")
_RANGE = re.compile(r"\s{0,3}(?:-{1,3}|~|to)\s{0,3}|\s{0,2}(?:and|&)\s{0,2}", re.IGNORECASE)


_NO_DIGIT = compiled(r"[,\s]")
_FIGURES = frozenset((*WORDS, *FACTORS, *_BOTTOMS, *(f"{bottom}s" for bottom in _BOTTOMS), "magnitude"))
_SPELLED = re.compile(rf"\b(?:{'|'.join(_FIGURES)})\b")
_ANY_DIGIT = compiled(r"\d")
_TO_BLANKS = "".join(sign if sign.isalnum() else " " for sign in map(chr, range(128)))


@lru_cache(64)
def has_figure(soft: str) -> bool:
    """Return whether a text has a digit or a word that may be a number."""
    if _ANY_DIGIT.search(soft):
        return True
    small = soft.lower()
    if "fold" in small or not _FIGURES.isdisjoint(small.translate(_TO_BLANKS).split()):
        return True
    return not small.isascii() and _SPELLED.search(small) is not None


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, at a span of the sentence.

    `unit` is x, %, points, bytes, time, money, rate, or empty for a bare number; `sign` is one of ~ < > + or empty.
    `fresh` says whether the text gives the unit itself; a number that shares it with a later one has borrowed it.
    """

    start: int
    end: int
    value: float
    unit: str
    high: float | None = None
    sign: str = ""
    magnitude: str = ""
    spelled: bool = False
    fresh: bool = True
    low_span: tuple[int, int] | None = None
    unit_text: str = ""


@lru_cache(64)
def quantities(soft: str) -> list[Quantity]:
    """Return the quantities of a sentence in order, ranges joined and shared units given to all they are of."""
    found = sorted([*_atoms(soft), *_spelled(soft)], key=lambda quantity: (quantity.start, -quantity.end))
    clear: list[Quantity] = []
    for quantity in found:
        if not clear or quantity.start >= clear[-1].end:
            clear.append(quantity)
        elif clear[-1].unit == "" and quantity.unit and quantity.end >= clear[-1].end:
            clear[-1] = quantity
    return _ranged(soft, _shared(soft, clear[:MOST]))


def _atoms(soft: str) -> Iterator[Quantity]:
    fast = has(soft, ("speed", "accel"))
    addresses = [match.span() for match in _ADDRESS.finditer(soft)] if "://" in soft else ()
    for match in _ATOM.finditer(soft):
        if addresses and any(start < match.start() < end for start, end in addresses):
            continue
        if _NAMED.search(soft, max(0, match.start() - 3), match.start()):
            continue
        word = match["word"]
        value = WORDS[word.lower()] if word else float(_NO_DIGIT.sub("", match["number"]))
        magnitude = (match["named"] or match["magnitude"] or "").strip()
        if match["named"]:
            magnitude = magnitude.lower()
        elif magnitude in ("b", "m") and 1900 <= value <= 2035 and match["number"].isdigit():
            continue  # a citation: "2019b"
        unit, unit_text, end = "", "", match.end()
        if match["points"] or match["pp"]:
            unit, unit_text = "points", (match["points"] or match["pp"])
        elif match["percent"]:
            unit = "points" if match["percent"].strip() == "%p" else "%"
        elif match["bytes"]:
            unit = "bytes"
            prefix = match["prefix"] or (match["longprefix"] or "")[:1].upper()
            value *= BYTES[prefix]
        elif match["fold"] or match["x"]:
            unit = "x"
        elif match["rate"]:
            unit, unit_text = "rate", match["rate"].strip(" -")
        elif match["time"]:
            unit, unit_text = "time", match["time"].strip(" -")
        elif match["currency"]:
            unit = "money"
        if match["money"] and unit in ("", "money"):
            unit = "money"
        if unit == "" and not magnitude and fast and match["number"] and _FASTER.match(soft, end):
            unit = "x"
        if unit == "" and (match["lead"] or _FACTOR_OF.search(soft, max(0, match.start() - 24), match.start())):
            unit = "x"
        if word and unit == "" and magnitude == "" and word.lower() == "one":
            continue
        if unit == "" and (match["magnitude"] in ("m", "t") or soft[match.end() : match.end() + 1].isalpha()):
            continue
        if magnitude:
            value *= MAGNITUDES[magnitude]
        sign = (match["sign"] or "").strip()
        yield Quantity(
            next(match.start(name) for name in ("money", "lead", "number", "word") if match[name]),
            end,
            value,
            unit,
            sign=sign.strip("-") or ("+" if match["plus"] else ""),
            magnitude=magnitude,
            spelled=word is not None,
            unit_text=unit_text.strip(),
        )


def _spelled(soft: str) -> Iterator[Quantity]:
    if "fold" in soft:
        for match in _WORDFOLD.finditer(soft):
            yield Quantity(*match.span(), WORDS[match["word"].lower()], "x", spelled=True)
    small = soft.lower()
    for match in _FACTOR.finditer(soft) if has(small, _FACTOR_STEMS) else ():
        yield Quantity(*match.span(), FACTORS[match[0].lower()], "x", spelled=True, unit_text=match[0].lower())
    if "magnitude" in soft:
        for match in _ORDERS.finditer(soft):
            few = (match["few"] or "").lower()
            power = 1.0 if few in ("", "a", "an") else float(few) if few.isdigit() else WORDS[few]
            if few:
                yield Quantity(*match.span(), 10.0**power, "x", spelled=True, unit_text="orders")
    for match in _FRACTION.finditer(soft) if has(small, tuple(_BOTTOMS)) else ():
        bottom = _BOTTOMS.get(match["bottom"].lower().rstrip("s"), 0)
        if bottom:
            top = {"one": 1, "a": 1, "two": 2, "three": 3}[match["top"].lower()]
            yield Quantity(*match.span(), round(top / bottom, 4), "x", spelled=True, unit_text="fraction")
    if "^" in soft:
        for match in _SCIENCE.finditer(soft):
            yield Quantity(*match.span(), float(match[1]) * 10.0 ** int(match[2]), "")


_ADDRESS = re.compile(r"https?://\S+")
_FASTER = re.compile(
    r"(?<=\.\d|\d\d)\s(?:[a-z]+\s)?(?:speed-?ups?|acceleration)\b(?!\s(?:methods|techniques|strategies))"
)
"""What tells that a number without a sign is a factor: "up to 2.5 speedup"."""
_LEVEL = re.compile(r"\b(?:level|stage|step|phase|round|tier|turn|rank|top)s?\s$", re.IGNORECASE)
"""What a number before a list is one of: "60% at level 1, and 80%"."""
_VERSION = re.compile(r"\b[A-Z][A-Za-z-]+\s$")
"""What stands before a number that is a version: "Claude 3.5, and 13%", "RTX 3090 and 13%"."""
LIST_LEAST, LIST_MOST = 20, 100
"""Between these a number behind a name is no version: "Accuracy 85, 90 and 95%"."""
YEARS = range(1990, 2040)
"""... and these are years: "OwlBench 2024, 83%"."""


_SIZES = re.compile(r"\s?-?(?:[\w-]+\s){0,2}(?:param(?:eter)?s?|models?|variants?|sizes?|tokens|versions?)\b")
"""What tells that a list is one of sizes: "2, 7 and 40 billion parameters"."""


def _shared(soft: str, found: list[Quantity]) -> list[Quantity]:
    """Give numbers of a list the unit and magnitude that only its last number has: "5, 10 and 15%", "7/13B"."""
    for place in range(len(found) - 2, -1, -1):
        this, after = found[place], found[place + 1]
        between = " ".join(soft[this.end : after.start].split())
        if not re.fullmatch(
            r"\s{0,3}(?:,|/|-{1,3}|~|to|and|or|,\s?and|,\s?or|&|vs\.?|→)?\s{0,3}[~<>+]?\s{0,8}(?:from\s)?", between
        ):
            continue
        if _is_apart(soft, this, after):
            continue
        if this.unit == "" and after.unit in ("%", "points", "x", "bytes", "time", "rate") and not this.spelled:
            if (this.magnitude and not after.magnitude) or (after.unit == "%" and this.value < 1 and after.value > 10):
                continue
            if between.strip() in ("", "and") and after.unit in ("time",):
                continue
            factor = MAGNITUDES.get(after.magnitude, 1.0)
            value = this.value * factor
            if after.unit == "bytes":
                prefix = re.search(r"([KMGTP])i?[Bb]", soft[after.start : after.end])
                value = this.value * BYTES[prefix[1]] if prefix else value
            found[place] = replace(
                this, unit=after.unit, value=value, fresh=False, unit_text=after.unit_text, magnitude=after.magnitude
            )
        elif (
            this.unit == "" == after.unit
            and after.magnitude
            and not (this.magnitude or this.spelled)
            and this.value < 1000
            and re.fullmatch(r"\s?(?:-|/|to|,|,?\s?(?:and|or))\s?", between)
            and (between.strip() in ("-", "/", "to") or not after.fresh or _SIZES.match(soft, after.end))
        ):
            found[place] = replace(
                this, value=this.value * MAGNITUDES[after.magnitude], magnitude=after.magnitude, fresh=False
            )
    return found


def _is_apart(soft: str, this: Quantity, after: Quantity) -> bool:
    """Return whether a number is no part of a list that goes on behind it: a level, a version, a year."""
    if soft.startswith("x", after.start) or this.value in YEARS:  # "RTX 3090, x16.5": each number has its own sign
        return True
    left = max(0, this.start - 24)
    if this.value < LIST_LEAST and _LEVEL.search(soft, left, this.start):
        return True
    return not LIST_LEAST <= this.value < LIST_MOST and bool(_VERSION.search(soft, left, this.start))


def _ranged(soft: str, found: list[Quantity]) -> list[Quantity]:
    """Join the ends of ranges: "2-3x", "4 to 8 times", "between 30% and 60%"."""
    out: list[Quantity] = []
    for quantity in found:
        last = out[-1] if out else None
        if last is not None and last.high is None and last.unit == quantity.unit and quantity.sign in ("", "~"):
            between = soft[last.end : quantity.start]
            between = " ".join(between.split())
            joint = _RANGE.fullmatch(between.removesuffix("~") if len(between) > 1 else between)
            before = soft[max(0, last.start - 24) : last.start].lower()
            is_and = "and" in between or "&" in between
            if (
                joint
                and quantity.value >= last.value
                and (not is_and or re.search(r"\bbetween\s(?:~|about\s|roughly\s)?$", before))
                and quantity.unit_text not in ("double", "half")
            ):
                out[-1] = replace(
                    quantity,
                    start=last.start,
                    value=last.value,
                    high=quantity.value,
                    sign=last.sign,
                    low_span=(last.start, last.end),
                )
                continue
        out.append(quantity)
    return out
