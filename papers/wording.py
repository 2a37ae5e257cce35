"""Numbers, periods and lists of values in words."""

from collections.abc import Sequence

import numpy as np

NAMED = 3
"""Values that are named in one sentence; of more, the rest are counted."""


def number(value: float) -> str:
    """Return a number as people write it.

    >>> number(2024), number(12500), number(0.25), number(-3)
    ('2024', '12,500', '0.25', '−3')
    """
    if value == np.floor(value) and abs(value) < 1e15:
        words = f"{value:{',' if abs(value) >= 10_000 else ''}.0f}"
    else:
        words = f"{value:.6g}"
    return "0" if words == "-0" else words.replace("-", "−", 1) if value < 0 else words


def between(low: float, high: float) -> str:
    """Return both ends of a range of numbers, or one number where they are the same.

    >>> between(10, 19), between(-1, 3), between(7, 7)
    ('10–19', '−1 to 3', '7')
    """
    if low == high:
        return number(low)
    return f"{number(low)}{' to ' if low < 0 else '–'}{number(high)}"


def period(low: str, high: str) -> str:
    """Return both ends of a range of ISO days, as years or months where whole ones are meant.

    >>> period("2024-01-01", "2024-12-31"), period("2023-05-01", "2024-02-29"), period("2024-03-05", "2024-03-05")
    ('2024', '2023-05 to 2024-02', '2024-03-05')
    """
    if low.endswith("-01-01") and high.endswith("-12-31"):
        low, high = low[:4], high[:4]
    elif low.endswith("-01") and str((np.datetime64(high[:7], "M") + 1).astype("datetime64[D]") - 1) == high:
        low, high = low[:7], high[:7]
    return low if low == high else f"{low} to {high}"


def listed(names: Sequence[str], between: str) -> str:
    """Return names with a word between them; beyond `NAMED`, how many more there are.

    >>> listed(["a", "b"], " or "), listed(["a", "b", "c", "d", "e"], " or ")
    ('a or b', 'a or b or 3 more')
    """
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"]
    return between.join(names)
