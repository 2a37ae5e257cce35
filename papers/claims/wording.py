"""Claims and sizes in words: “2.3×”, “40%”, “7B parameters”."""

import math

from papers.wording import number

UNITS = {
    "x": "×",
    "%": "%",
    "points": "points",
    "score": "score",
    "count": "count",
    "time": "time",
    "money": "$",
    "params": "parameters",
    "tokens": "tokens",
    "bytes": "bytes",
    "context": "context length",
    "languages": "languages",
    "examples": "examples",
    "hours": "hours",
    "gpus": "GPUs",
    "other": "other unit",
}
"""What the units of claims and sizes are called."""
SHORT = {"params": "", "context": " tokens"}
"""What stands behind a size in a badge, where it is not its unit."""
STEPS = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))
"""Large numbers in the letters of the field."""
LETTERED = ("params", "tokens", "context", "examples", "other", "bytes")
"""Units whose numbers are written with those letters."""
BYTES = {"T": "TB", "B": "GB", "M": "MB", "K": "kB", "": "bytes"}
SIGNS = {"up": "+", "down": "−"}

EXACT = 4
"""Digits that a number in words keeps."""


def unit_words(unit: str) -> str:
    """Return what a unit is called."""
    return UNITS.get(unit, unit)


def group_words(family: str, unit: str) -> str:
    """Return what claims of a family and a unit are called.

    >>> group_words("speed-up", "x"), group_words("accuracy", "score")
    ('Speed-up (×)', 'Accuracy (score)')
    """
    return f"{family[:1].upper()}{family[1:]} ({unit_words(unit)})"


def lettered(value: float) -> tuple[str, str]:
    """Return a large number as digits and the letter of its size.

    >>> lettered(7e9), lettered(1_400), lettered(12)
    (('7', 'B'), ('1.4', 'K'), ('12', ''))
    """
    for size, letter in STEPS:
        if abs(value) >= size:
            return _digits(value / size), letter
    return _digits(value), ""


def amount_words(value: float, unit: str, high: float = math.nan) -> str:
    """Return a value with its unit; with `high`, a range.

    >>> amount_words(2.3, "x"), amount_words(40, "%"), amount_words(2, "x", 3), amount_words(7e9, "params")
    ('2.3×', '40%', '2–3×', '7B parameters')
    >>> amount_words(0.74, "score"), amount_words(1.5, "points"), amount_words(1200, "money")
    ('0.74', '1.5 points', '$1,200')
    """
    if not math.isfinite(value):
        return ""
    if unit == "bytes":
        digits, letter = lettered(value)
        return f"{_ranged(digits, high, letter)} {BYTES[letter]}"
    digits, letter = lettered(value) if unit in LETTERED else (_digits(value), "")
    words = _ranged(digits, high, letter) + letter
    match unit:
        case "x":
            return f"{words}×"
        case "%":
            return f"{words}%"
        case "money":
            return f"${words}"
        case "score" | "count" | "other" | "time":
            return words
        case "points" if words == "1":
            return "1 point"
        case "context":
            return f"{words} tokens"
    return f"{words} {unit_words(unit)}"


def size_words(value: float, unit: str) -> str:
    """Return a size as short as a badge has it.

    >>> size_words(7e9, "params"), size_words(1.4e12, "tokens"), size_words(128_000, "context")
    ('7B', '1.4T tokens', '128K tokens')
    """
    words = amount_words(value, unit)
    return words.removesuffix(" parameters") if unit == "params" else words


def headline_words(value: float, unit: str, family: str, direction: str = "", high: float = math.nan) -> str:
    """Return the result of a paper as short as a badge has it.

    >>> headline_words(2.3, "x", "speed-up", "up"), headline_words(40, "%", "memory", "down")
    ('2.3× speed-up', '−40% memory')
    >>> headline_words(84.2, "%", "accuracy"), headline_words(1.5, "points", "accuracy", "up")
    ('84.2% accuracy', '+1.5 points accuracy')
    """
    sign = SIGNS.get(direction, "") if unit in ("%", "points") else ""
    words = amount_words(value, unit, high)
    return f"{sign}{words} {family}".strip() if words else ""


def _digits(value: float) -> str:
    return number(float(f"{value:.{EXACT}g}"))


def _ranged(digits: str, high: float, letter: str) -> str:
    if high is None or not math.isfinite(high):
        return digits
    size = next((size for size, each in STEPS if each == letter), 1.0)
    return f"{digits}–{_digits(high / size)}"
