"""One cell that holds several names or terms: where one ends and the next begins."""

import ast
import json
import re
from collections.abc import Callable

_LIST = re.compile(r"\s*\[.*\]\s*", re.DOTALL)
_LARGEST_LIST = 100_000
"""Most characters of a list in a cell."""
_AND = re.compile(r"\s*,?\s+and\s+|\s*,?\s*&\s*", re.IGNORECASE)
_INITIALS = re.compile(r"(?:\w\.?[ -]?){1,4}|[A-Z]{1,3}")
_CATEGORIES = re.compile(r"[a-z-]+(?:\.[A-Za-z-]{2,})?(?:[\s,]+[a-z-]+(?:\.[A-Za-z-]{2,})?)*")
_NUMBER = re.compile(r"\s*\(\d{4,}\)$")
_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|ph\.?d)\.?", re.IGNORECASE)


def people(cell: str) -> list[str]:
    """Return the names in "A. Lovelace, G. Hopper and K. Johnson" or "Lovelace, Ada and Hopper, Grace".

    >>> people("Lovelace, Ada and Hopper, Grace")
    ['Lovelace, Ada', 'Hopper, Grace']
    >>> people("Lovelace, A., Hopper, G.")
    ['Lovelace, A.', 'Hopper, G.']
    """
    listed = _listed(cell)
    if listed is not None:
        return listed
    if "|" in cell:
        return _parts(cell.split("|"))
    parts = _parts(_AND.split(cell))
    commas = [part.count(",") for part in parts]
    # With "and" between them, names may be turned around, as BibTeX has them: then each has its one comma.
    if len(parts) > 1 and max(commas) <= 1 and (commas[-1] or not any(commas)):
        return parts
    return _paired([name for part in parts for name in _parts(part.split(","))])


def spoken(name: str) -> str:
    """Return a name in the order in which it is spoken, without the number that Scopus has after it.

    >>> spoken("Lovelace, Ada (57190000000)"), spoken("Ada Lovelace"), spoken("King, Jr.")
    ('Ada Lovelace', 'Ada Lovelace', 'King, Jr.')
    """
    name = _NUMBER.sub("", name)
    surname, comma, given = name.partition(", ")
    return f"{given} {surname}" if comma and "," not in given and not _SUFFIX.fullmatch(given) else name


def terms(cell: str) -> list[str]:
    """Return the terms in a list in brackets, or between commas or bars."""
    listed = _listed(cell)
    return listed if listed is not None else _parts(re.split(r"\s*\|\s*" if "|" in cell else r"\s*,\s*", cell))


def categories(cell: str) -> list[str]:
    """Return the categories in "cs.CL cs.LG", or the terms in anything else."""
    if "." in cell and _CATEGORIES.fullmatch(cell):
        return _parts(re.split(r"[\s,]+", cell))
    return terms(cell)


def one(cell: str) -> list[str]:
    """Return what a list in brackets holds, anything else as one item."""
    listed = _listed(cell)
    return listed if listed is not None else [cell]


def _paired(parts: list[str]) -> list[str]:
    """Return names whose surname and given name were split at the comma as one each."""
    out: list[str] = []
    for part in parts:
        if out and _SUFFIX.fullmatch(part):
            out[-1] = f"{out[-1]} {part}"
        else:
            out.append(part)
    given = out[1::2]
    initials = bool(given) and len(out) % 2 == 0 and all(_INITIALS.fullmatch(name) for name in given)
    single = len(out) == 2 and " " not in out[0]
    if initials or single:
        return [f"{surname}, {name}" for surname, name in zip(out[::2], given, strict=True)]
    return out


def _parts(parts: list[str]) -> list[str]:
    return [part.strip() for part in parts if part and part.strip()]


def _listed(cell: str) -> list[str] | None:
    """Return the items of a JSON or Python list; None if the cell is none."""
    if len(cell) > _LARGEST_LIST or not _LIST.fullmatch(cell):
        return None
    for parse in _PARSERS:
        try:
            items = parse(cell)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(items, list):
            return [text for item in items if (text := _name(item))]
    return None


_PARSERS: tuple[Callable[[str], object], ...] = (json.loads, ast.literal_eval)


def _name(item: object) -> str:
    if isinstance(item, dict):
        return str(item.get("name") or "")
    return "" if item is None else str(item)
