"""Conditions on papers, as they are written on a command line: ``category:cs.CL published>=2024-01-01 -kind:survey``.

Conditions stand between blanks, and a paper has to meet all of them:

=============================== ======================================================================================
``category:cs.CL,cs.LG``        one of these values; case and accents do not matter, ``*`` stands for any letters
``title:"long context"``        in a text (title, abstract, summary), these words in a row
``year:2023..2024``             from one to the other; an end that is missing leaves it open (``upvotes:10..``)
``published>=2024-03-15``       ``>``, ``>=``, ``<``, ``<=``, ``=`` for numbers and dates; months and years count whole
``has:abstract,code``           a value in all of these columns
``-kind:survey``                not so; a paper without a value there passes
=============================== ======================================================================================

Columns are those of `papers.schema`, under their names or those of `NAMES`, and any other of the frame. A paper without
a value in a column meets no condition on it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from papers import arrays, schema
from papers.merging import filled
from papers.text import plain

Mask = NDArray[np.bool_]

NAMES = {
    "category": "categories", "author": "authors", "keyword": "keywords", "year": "published", "date": "published",
    "code": "code_url", "pdf": "pdf_url", "project": "project_url", "arxiv": "arxiv_id", "acl": "acl_id",
    "id": "paper_id", "page": "pages", "dataset": "datasets", "model": "models",
}  # fmt: skip
"""What a column may be called besides its own name."""
LONGEST = 2_000
"""Most characters of all conditions."""

_CONDITION = re.compile(r'(?P<not>-?)(?P<column>[\w ]*\w)(?P<sign>:|>=|<=|>|<|=)(?P<value>(?:"[^"]*"|[^\s"])*)')
_PART = re.compile(r'"([^"]*)"|([^",]+)')
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_SCALES = {"k": 1e3, "m": 1e6}


class WhereError(ValueError):
    """A condition that cannot be read; the message is a sentence that says which and how it is written."""


@dataclass(frozen=True)
class Condition:
    """One condition.

    Attributes
    ----------
    column : str
        Name in the papers frame; "has" for columns that are to be filled.
    sign : str
        ":", "=", ">", ">=", "<" or "<=".
    values : tuple of str
        As they were written, without quotes.
    negated : bool
    """

    column: str
    sign: str
    values: tuple[str, ...]
    negated: bool = False

    def mask(self, papers: pd.DataFrame) -> Mask:
        """Return which papers meet it, (n,)."""
        met = self._has(papers) if self.column == "has" else self._met(papers)
        return ~met if self.negated else met

    def _has(self, papers: pd.DataFrame) -> Mask:
        there = np.ones(len(papers), dtype=bool)
        for name in self.values:
            there &= filled(papers[name]) if name in papers else False
        return there

    def _met(self, papers: pd.DataFrame) -> Mask:
        if self.column not in papers:
            return np.zeros(len(papers), dtype=bool)
        series = papers[self.column]
        match schema.describe(series).kind:
            case "number":
                return self._between(arrays.numbers(series), _number_range)
            case "date":
                return self._between(arrays.days(series), _day_range)
            case "many":
                return _any_in_list(arrays.lists(series), self._of_values)
            case "text":
                return self._in_text(arrays.strings(series))
        return _by_value(arrays.strings(series), self._of_values)

    def _between(self, values: NDArray, ends: Callable[[str, str], tuple]) -> Mask:
        met = np.zeros(len(values), dtype=bool)
        for written in self.values:
            low, high = ends(self.sign, written)
            with np.errstate(invalid="ignore"):
                met |= (values >= low) & (values <= high)  # what is missing is neither
        return met

    def _of_values(self, values: list[str]) -> Mask:
        wanted = [_pattern(written) for written in self.values]
        folded = map(plain, values)
        return np.array([any(one.fullmatch(value) for one in wanted) for value in folded], dtype=bool)

    def _in_text(self, texts: pa.Array) -> Mask:
        wanted = [re.compile(_pattern(written).pattern.replace(r"\ ", r"\s+")) for written in self.values]
        found = (text is not None and any(one.search(plain(text)) for one in wanted) for text in texts.to_pylist())
        return np.fromiter(found, dtype=bool, count=len(texts))


@dataclass(frozen=True)
class Where:
    """Conditions that papers have to meet, all of them; without any, every paper does."""

    conditions: tuple[Condition, ...] = ()
    written: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: str) -> "Where":
        """Return the conditions in a text; see the module.

        Raises
        ------
        WhereError
            Naming the part that is no condition.
        """
        if len(text) > LONGEST:
            raise WhereError(f"The conditions are longer than {LONGEST:,} characters.")
        found: list[Condition] = []
        at = 0
        while at < len(text.rstrip()):
            if text[at].isspace():
                at += 1
                continue
            match = _CONDITION.match(text, at)
            if match is None or " " in match["column"] or not match["value"]:
                raise WhereError(
                    f"“{text[at : at + 40].split(maxsplit=1)[0]}” is no condition; write them like category:cs.CL "
                    'published>=2024-01-01 title:"long context" has:code.'
                )
            found.append(_condition(match))
            at = match.end()
        return cls(tuple(found), " ".join(text.split()))

    @classmethod
    def of(cls, where: "str | Where") -> "Where":
        """Return conditions, given as such or in a text."""
        return cls.parse(where) if isinstance(where, str) else where

    def __bool__(self) -> bool:
        return bool(self.conditions)

    def __str__(self) -> str:
        return self.written

    @property
    def columns(self) -> frozenset[str]:
        """The columns of a papers frame that the conditions look at."""
        return frozenset(
            name for one in self.conditions for name in (one.values if one.column == "has" else (one.column,))
        )

    def mask(self, papers: pd.DataFrame) -> Mask:
        """Return which rows of a papers frame meet all conditions, (n,)."""
        met = np.ones(len(papers), dtype=bool)
        for one in self.conditions:
            met &= one.mask(papers)
        return met

    def doubt(self, columns: Iterable[str] = ()) -> str:
        """Return a sentence about a column that neither these are nor any paper usually has; "" if there is none."""
        known = [*map(str, columns), *schema.PAPERS, *NAMES]
        for name in sorted(self.columns.difference(known)):
            near = get_close_matches(name, known, n=1)
            way_out = f"is “{near[0]}” meant?" if near else "litscope info lists those there are."
            return f"There is no column “{name}”; {way_out}"
        return ""


def _condition(match: re.Match[str]) -> Condition:
    name = match["column"].lower()
    written = match["value"]
    values = tuple((quoted or bare).strip() for quoted, bare in _PART.findall(written) if (quoted or bare).strip())
    if not values:
        raise WhereError(f"“{match[0]}” says nothing to compare with.")
    if name == "has":
        return Condition("has", ":", tuple(NAMES.get(one.lower(), one.lower()) for one in values), bool(match["not"]))
    condition = Condition(NAMES.get(name, name), match["sign"], values, bool(match["not"]))
    known = schema.PAPERS.get(condition.column)
    if known is not None and known.kind in ("number", "date"):
        ends = _number_range if known.kind == "number" else _day_range
        for one in values:
            ends(condition.sign, one)
    elif match["sign"] not in (":", "=") and known is not None:
        raise WhereError(f"“{match[0]}”: {name} has no order; write {name}:{values[0]}.")
    return condition


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(plain(part)) for part in written.split("*")))


def _number_range(sign: str, written: str) -> tuple[float, float]:
    low, dots, high = written.partition("..")
    if dots and sign in (":", "="):
        return (_number(low) if low else -np.inf), (_number(high) if high else np.inf)
    value = _number(written)
    match sign:
        case ">":
            return np.nextafter(value, np.inf), np.inf
        case ">=":
            return value, np.inf
        case "<":
            return -np.inf, np.nextafter(value, -np.inf)
        case "<=":
            return -np.inf, value
    return value, value


def _number(written: str) -> float:
    scale = _SCALES.get(written[-1:].lower(), 1.0)
    try:
        value = float(written if scale == 1.0 else written[:-1])
    except ValueError:
        value = np.nan
    if not np.isfinite(value):
        raise WhereError(f"“{written}” is no number.")
    return value * scale


def _day_range(sign: str, written: str) -> tuple[np.datetime64, np.datetime64]:
    low, dots, high = written.partition("..")
    if dots and sign in (":", "="):
        return (_days(low)[0] if low else arrays.FIRST_DAY), (_days(high)[1] if high else arrays.LAST_DAY)
    first, last = _days(written)
    match sign:
        case ">":
            return last + 1, arrays.LAST_DAY
        case ">=":
            return first, arrays.LAST_DAY
        case "<":
            return arrays.FIRST_DAY, first - 1
        case "<=":
            return arrays.FIRST_DAY, last
    return first, last


def _days(written: str) -> tuple[np.datetime64, np.datetime64]:
    """Return the first and last day of a day, month or year."""
    match = _DAY.fullmatch(written)
    try:
        if match is None:
            raise ValueError(written)
        period = np.datetime64("-".join(part.zfill(2) for part in match.groups() if part))
    except ValueError:
        raise WhereError(f"“{written}” is no date; write 2024, 2024-03 or 2024-03-15.") from None
    return period.astype("datetime64[D]"), (period + 1).astype("datetime64[D]") - 1


def _by_value(values: pa.Array, of_values: Callable[[list[str]], Mask]) -> Mask:
    """Return what holds of each value, having looked at each distinct one once; missing is false."""
    encoded = values.dictionary_encode()
    met = np.append(of_values(encoded.dictionary.to_pylist()), False)
    return met[encoded.indices.fill_null(len(met) - 1).to_numpy(zero_copy_only=False)]


def _any_in_list(lists: pa.Array, of_values: Callable[[list[str]], Mask]) -> Mask:
    met = _by_value(arrays.as_strings(pc.list_flatten(lists)), of_values)
    rows = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False)
    return np.bincount(rows[met], minlength=len(lists)) > 0
