"""Dates as lists of papers write them: what day, month or year they mean, and how exactly it is known."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from loaders.values import cells

DAY, MONTH, YEAR, NEVER = range(4)
"""How exactly a date is known; `NEVER` where there is none."""
PRECISIONS = pa.array(["day", "month", "year", None], cells.TEXT)
EARLIEST, LATEST = 1400, 2200
"""Years that a paper may be of."""

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?[-/.]*(?:[T ]\d.*|\.0)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_SINCE_1970 = re.compile(r"(\d{10})(?:\d{3})?")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4})(?:[T ,].*)?")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})[./-](\d{4})")
_WORD = re.compile(rf"(?<![a-z])({_MONTH})(?![a-z])", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?|[+-]\d{4}\b")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
_TIME_OF_DAY = r"^(\d{4}-\d\d-\d\d)[T ]\d.*$"
_ARXIV = r"(?i)^(?:.*/|arxiv: ?)?(?P<year>\d\d)(?P<month>0[1-9]|1[0-2])\.\d{4,5}(?:v\d+)?$"
_FIRST_ARXIV_YEAR = 7
"""Year 2007, from which on arXiv ids begin with year and month."""


@dataclass(frozen=True)
class Dates:
    """Dates of a column.

    Attributes
    ----------
    days : ndarray of datetime64[s]
        First day of the day, month or year; NaT where there is none.
    exactness : ndarray of int8
        `DAY`, `MONTH`, `YEAR` or `NEVER`.
    misfits : int
        Filled cells that are no date.
    example : str
        The first of them.
    """

    days: np.ndarray
    exactness: np.ndarray
    misfits: int = 0
    example: str = ""

    @property
    def fits(self) -> bool:
        """Whether at least half of the filled cells are dates."""
        return int((self.exactness != NEVER).sum()) >= self.misfits

    @property
    def timestamps(self) -> pa.Array:
        """The days as timestamp[s]."""
        return pa.array(self.days, pa.timestamp("s"))

    @property
    def precisions(self) -> pa.Array:
        """How exactly they are known, as text."""
        return PRECISIONS.take(pa.array(self.exactness))


def of(column: pa.Array) -> Dates:
    """Return the dates of a column of dates, numbers or texts."""
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type):
        days = column.cast(pa.timestamp("s"), safe=False).to_numpy(zero_copy_only=False).astype("datetime64[D]")
        return Dates(days.astype("datetime64[s]"), np.where(np.isnat(days), NEVER, DAY).astype(np.int8))
    texts = cells.label(column)
    encoded = pc.replace_substring_regex(texts, _TIME_OF_DAY, r"\1").dictionary_encode()
    spellings = encoded.dictionary.to_pylist()
    day_first = _day_first(spellings)
    found = [parse(spelling, day_first) for spelling in spellings] + [None]
    places = encoded.indices.fill_null(len(spellings)).to_numpy()
    days = np.array([_first_day(when) for when in found], dtype="datetime64[s]")
    exactness = np.array([NEVER if when is None else 3 - len(when) for when in found], dtype=np.int8)
    misfits = (exactness[places] == NEVER) & (places < len(spellings))
    example = texts[int(misfits.argmax())].as_py() if misfits.any() else ""
    return Dates(days[places], exactness[places], int(misfits.sum()), example)


def of_parts(years: pa.Array, months: pa.Array | None = None, days: pa.Array | None = None) -> Dates:
    """Return the dates made of a column of years, one of months (numbers or names) and one of days."""
    known = of(years)
    if months is None:
        return known
    month = _numbers(cells.each(cells.label(months), month_of, pa.int64()), 12)
    day = np.zeros_like(month) if days is None else _numbers(cells.number(days).values, 31)
    coarse = known.exactness == YEAR
    monthly = coarse & (month > 0)
    first = known.days.astype("datetime64[Y]").astype("datetime64[M]") + np.where(month > 0, month - 1, 0)
    exact = first.astype("datetime64[D]") + np.where(day > 0, day - 1, 0)
    daily = monthly & (day > 0) & (exact.astype("datetime64[M]") == first)
    return Dates(
        np.where(daily, exact, np.where(monthly, first, known.days)).astype("datetime64[s]"),
        np.where(daily, DAY, np.where(monthly, MONTH, known.exactness)).astype(np.int8),
        known.misfits,
        known.example,
    )


def of_arxiv_ids(ids: pa.Array) -> Dates:
    """Return the months in arXiv ids of the form 2410.12375."""
    parts = pc.extract_regex(cells.text(ids), _ARXIV)
    year, month = (_numbers(pc.struct_field(parts, name).cast(pa.int64()), 99) for name in ("year", "month"))
    known = (month > 0) & (year >= _FIRST_ARXIV_YEAR) & (2000 + year <= datetime.now(UTC).year + 1)
    first = np.where(known, (30 + year) * 12 + month - 1, 0).astype("datetime64[M]").astype("datetime64[s]")
    return Dates(np.where(known, first, np.datetime64("NaT")), np.where(known, MONTH, NEVER).astype(np.int8))


def most_exact(several: Sequence[Dates]) -> Dates:
    """Return, row by row, the most exact of several dates, the first of equally exact ones."""
    exactness = np.stack([dates.exactness for dates in several])
    chosen = exactness.argmin(axis=0)
    rows = np.arange(exactness.shape[1])
    example = next((dates.example for dates in several if dates.misfits), "")
    lost = max((dates.misfits for dates in several), default=0)
    days = np.stack([dates.days for dates in several])[chosen, rows]
    return Dates(days, exactness[chosen, rows], min(lost, int((exactness[chosen, rows] == NEVER).sum())), example)


def parse(text: str, day_first: bool | None = None) -> tuple[int, ...] | None:
    """Return (year, month, day), as much of it as a text tells; None if that is no date.

    Parameters
    ----------
    text : str
    day_first : bool, optional
        Whether 3/4/2024 is in April. Where that is not known, it is a date in 2024.

    >>> parse("Thu, 30 Jul 2026 00:00:00 +0000"), parse("May 2024"), parse("in press, 2025"), parse("n.d.")
    ((2026, 7, 30), (2024, 5), (2025,), None)
    """
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        found = tuple(int(part) for part in match.groups() if part)
        return _possible(found) or (_possible(found[:1]) if len(found) == 2 else None)  # 2023-24 is a year
    if match := _SINCE_1970.fullmatch(text):
        moment = datetime.fromtimestamp(int(match[1]), UTC)
        return moment.year, moment.month, moment.day
    if match := _NUMBERS.fullmatch(text):
        first, separator, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
        if separator == "." or day_first or first > 12:
            return _possible((year, second, first))
        if day_first is False or second > 12 or first == second:
            return _possible((year, first, second))
        return _possible((year,))
    if match := _MONTH_AND_YEAR.fullmatch(text):
        return _possible((int(match[2]), int(match[1])))
    return _in_words(text)


def month_of(text: str) -> int | None:
    """Return the number of a month given by name or number; None if that is no month."""
    if word := _WORD.search(text):
        return _MONTHS[word[1][:3].lower()]
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number in range(1, 13) else None


def _in_words(text: str) -> tuple[int, ...] | None:
    rest = _CLOCK.sub(" ", text)
    years = {int(year) for year in _YEAR.findall(rest) if EARLIEST <= int(year) <= LATEST}
    if len(years) != 1:
        return None
    year = years.pop()
    word = _WORD.search(rest)
    if word is None:
        return (year,)
    month = _MONTHS[word[1][:3].lower()]
    days = _DAY.findall(rest)
    exact = _possible((year, month, int(days[0]))) if len(days) == 1 else None
    return exact or (year, month)


def _possible(parts: tuple[int, ...]) -> tuple[int, ...] | None:
    year, month, day = (*parts, 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return None
    return parts if EARLIEST <= year <= LATEST else None


def _first_day(parts: tuple[int, ...] | None) -> np.datetime64:
    if parts is None:
        return np.datetime64("NaT", "s")
    year, month, day = (*parts, 1, 1)[:3]
    return np.datetime64(date(year, month, day), "s")


def _day_first(spellings: Sequence[str]) -> bool | None:
    """Return whether a column writes 31/12/2024 or 12/31/2024; None where no date tells, or two contradict."""
    pairs = [(int(match[1]), int(match[3])) for spelling in spellings if (match := _NUMBERS.fullmatch(spelling))]
    days, months = any(first > 12 for first, _ in pairs), any(second > 12 for _, second in pairs)
    return None if days == months else days


def _numbers(values: pa.Array, most: int) -> np.ndarray:
    """Return small whole numbers as an array, 0 for missing ones and those that are too large."""
    numbers = pc.fill_null(values.cast(pa.float64(), safe=False), 0.0).to_numpy()
    return np.where((numbers >= 1) & (numbers <= most), numbers, 0).astype(np.int64)
