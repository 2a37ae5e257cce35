"""Entries of papers out of the columns of a table, whatever file it came in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from loaders import columns
from loaders.raw import NoPapersError, Raw
from loaders.values import cells, dates, identifiers, names
from papers.collection import Records, Skipped, Source

DAILY_PAPERS = "Daily Papers"
"""How the page of a day is called: "Daily Papers 2024-05-27"."""

MOST_ROWS = 20_000_000
"""Rows beyond which a table is not one of papers: a few bytes can claim any number."""
LINK = "link to a web page (http:// or https://)"
LONGEST_TITLE = 1_000
"""Most characters of a title; what is longer is none."""
MOST_EXTRAS = 200
"""Most extra columns that are kept; a table with more is a matrix."""
SKIPPED_NAMED = 100
"""Rows without title that are named one by one."""
NAMED = 8
"""Columns that a sentence names."""

_COMPUTED = ("pages", "page_count", "best_rank")
_PRECISION = "published_precision"
_PAGE_NUMBERS = r"^[a-zA-Z]?\d+(?:\s*[-–—:,]+\s*[a-zA-Z]?\d+)*$"


@dataclass(frozen=True)
class Table:
    """Columns as a file has them.

    Attributes
    ----------
    columns : pyarrow.Table
        Of any types; names may repeat.
    row : callable
        ``row(place)`` returns what the file calls a row, for messages.
    skipped : tuple of Skipped
        Rows that could not be read at all.
    warnings : tuple of str
    """

    columns: pa.Table
    row: Callable[[int], str] = lambda place: f"row {place + 1}"
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()


def records(raw: Raw, kind: str, table: Table) -> Records:
    """Return the papers of a table.

    Raises
    ------
    NoPapersError
        If no column is a title, or no row has one.
    """
    reading = _Reading(raw, table)
    entries = reading.entries()
    skipped, warnings = (*table.skipped, *reading.skipped), (*table.warnings, *reading.warnings)
    return Records(Source(raw.name, kind, raw.retrieved, len(entries), skipped, warnings), entries)


def entries(raw: Raw, table: Table) -> tuple[np.ndarray, pd.DataFrame]:
    """Return which rows have a title, (n,) bool, and the entries of these.

    Raises
    ------
    NoPapersError
        If no column is a title, or no row has one.
    """
    reading = _Reading(raw, table)
    return reading.titled, reading.entries()


def check_rows(raw: Raw, rows: int) -> None:
    """Raise `NoPapersError` if these are more rows than a table of papers has."""
    if rows > MOST_ROWS:
        raise NoPapersError(f"{raw.name} has more than {MOST_ROWS:,} rows, more than there are papers; split it.")


def listed(
    raw: Raw,
    kind: str,
    found: dict[str, pa.Array],
    page: str,
    skipped: Sequence[Skipped] = (),
    warnings: Sequence[str] = (),
) -> Records:
    """Return entries that stand on one page in this order, with what follows from their identifiers."""
    size = len(found["title"])
    found = {**found, "page": pa.array([page] * size, cells.TEXT), "rank": pa.array(range(1, size + 1), pa.int64())}
    identifiers.complete(found)
    entries = pd.DataFrame({name: cells.series(values, name) for name, values in found.items()})
    return Records(Source(raw.name, kind, raw.retrieved, size, tuple(skipped), tuple(warnings)), entries)


class _Reading:
    """One table on its way to entries: which of its columns are used up, and what there is to say about them."""

    def __init__(self, raw: Raw, table: Table) -> None:
        self.raw = raw
        self.names = [str(name).strip() for name in table.columns.column_names]
        self.roles = columns.roles(self.names)
        self.used: set[int] = set()
        self.skipped: list[Skipped] = []
        self.warnings: list[str] = []
        self.found: dict[str, pa.Array] = {}
        self.table = table.columns
        self.titled = np.zeros(table.columns.num_rows, dtype=bool)
        self._keep_titled(table)

    def column(self, place: int) -> pa.Array:
        """Return a column of the rows that have a title."""
        column, long = cells.cut(cells.whole(self.table.column(place)))
        if long:
            cells_are = "1 cell" if long == 1 else f"{long:,} cells"
            had = f"in “{self.names[place]}” had more than {cells.LONGEST:,} characters"
            sentence = f"{cells_are} {had}; the rest was cut off."
            self.warnings = list(dict.fromkeys([*self.warnings, sentence]))
        return column

    def entries(self) -> pd.DataFrame:
        """Return the entries, one a row that has a title."""
        # Some call the abstract a summary; where there are both, they are not the same.
        surest = [columns.fold(self.names[place]) for place in self.places("abstract")[:1]]
        for name in ("abstract", "summary") if surest == ["summary"] else ("summary", "abstract"):
            self.texts(name)
        for name in ("organisation", "venue", "language", "kind", "topic", "topic_label"):
            self.texts(name, cells.label)
        self.texts("system", cells.label)
        self.identifiers()
        self.lists("authors", names.people)
        if "authors" in self.found:
            self.found["authors"] = cells.each_item(self.found["authors"], names.spoken)
        self.lists("categories", names.categories)
        for name in ("keywords", "models", "datasets", "languages"):
            self.lists(name, names.terms)
        for name in ("upvotes", "comments", "citations", "stars"):
            self.values(name, cells.count, "whole number")
        if {"x", "y"} <= self.roles.keys():
            for name in ("x", "y"):
                self.values(name, cells.number, "number")
        for name in ("url", "pdf_url", "code_url", "project_url"):
            self.values(name, identifiers.links, LINK)
        self.published()
        self.listed()
        self.standing()
        identifiers.complete(self.found)
        self.extras()
        return pd.DataFrame({name: cells.series(values, name) for name, values in self.found.items()})

    def _keep_titled(self, table: Table) -> None:
        """Find the titles and leave out the rows that have none."""
        if not self.table.num_rows:
            raise NoPapersError(f"{self.raw.name} has columns and no rows.")
        if "title" not in self.roles:
            there = quoted([name for name in self.names if name])
            raise NoPapersError(
                f"{self.raw.name} has no column of titles; it has {there}. Call the one that is it “title”."
            )
        titles = self._coalesced("title", cells.text)
        self.titled = pc.is_valid(titles).to_numpy(zero_copy_only=False)
        untitled = np.flatnonzero(~self.titled)
        if len(untitled) == len(titles):
            raise NoPapersError(f"{self.raw.name} has no row with a title.")
        if len(untitled):
            kept = pc.is_valid(titles)
            self.table, titles = self.table.filter(kept), titles.filter(kept)
            self._skip([table.row(place) for place in untitled[: SKIPPED_NAMED + 1]], len(untitled))
        self.found["title"] = self._shortened(titles)

    def _shortened(self, titles: pa.Array) -> pa.Array:
        long = pc.sum(pc.greater(pc.utf8_length(titles), LONGEST_TITLE)).as_py()
        if not long:
            return titles
        have = "1 title has" if long == 1 else f"{long:,} titles have"
        self.warnings.append(f"{have} more than {LONGEST_TITLE:,} characters; the rest was cut off.")
        return pc.utf8_slice_codeunits(titles, 0, LONGEST_TITLE)

    def _skip(self, rows: Sequence[str], count: int) -> None:
        reason = "It has no title."
        self.skipped += [Skipped(self.raw.name, row, reason) for row in rows[:SKIPPED_NAMED]]
        if count > SKIPPED_NAMED:
            more = f"{rows[-1]} and {count - SKIPPED_NAMED - 1:,} more"
            self.skipped.append(Skipped(self.raw.name, more, "They have no title."))

    def places(self, role: str) -> list[int]:
        """Return the columns that may be something and are not yet something else."""
        return [place for place in self.roles.get(role, ()) if place not in self.used]

    def texts(self, name: str, read: Callable[[pa.Array], pa.Array] = cells.text) -> None:
        """Find a column of texts."""
        if self.places(name):
            self.found[name] = self._coalesced(name, read)

    def _coalesced(self, role: str, read: Callable[[pa.Array], pa.Array]) -> pa.Array:
        """Return the surest column, what it misses from the others; one that says something else stays an extra."""
        first, *others = self.places(role)
        self.used.add(first)
        values = read(cells.firsts(self.column(first)))
        for place in others:
            more = read(cells.firsts(self.column(place)))
            if not pc.any(pc.not_equal(values, more)).as_py():
                self.used.add(place)
            values = pc.coalesce(values, more)
        self._keep_all(role, self.column(first))
        return values

    def _keep_all(self, role: str, column: pa.Array) -> None:
        """Keep lists of which only the first item found a place."""
        if cells.is_list(column.type) and (pc.max(pc.list_value_length(column)).as_py() or 0) > 1:
            self.found[f"{role}s"] = cells.many(column, names.one)

    def lists(self, name: str, split: Callable[[str], Sequence[str]]) -> None:
        """Find a column of lists."""
        for place in self.places(name)[:1]:
            self.found[name] = cells.many(self.column(place), split)
            self.used.add(place)

    def values(self, name: str, read: Callable[[pa.Array], cells.Read], noun: str) -> None:
        """Find a column of numbers or links; one that holds mostly something else stays an extra."""
        for place in self.places(name):
            values = read(self.column(place))
            if values.fits:
                self.used.add(place)
                self.found[name] = values.values
                self.warnings += misfits(self.names[place], values, noun)
                return

    def identifiers(self) -> None:
        """Find identifiers, those in a column called "id" too."""
        for place in self.places("paper_id"):
            if identifiers.are_ours(self.column(place)):
                self.texts("paper_id", cells.label)
        for name in ("doi", "acl_id"):
            self.texts(name, cells.label)
        if self.places("arxiv_id"):
            self.found["arxiv_id"] = self._coalesced("arxiv_id", identifiers.arxiv_ids)
        for place in self.places("id"):
            kind = identifiers.kind_of(self.column(place))
            if kind and kind not in self.found:
                self.used.add(place)
                self.found[kind] = (
                    identifiers.arxiv_ids(self.column(place)) if kind == "arxiv_id" else cells.label(self.column(place))
                )

    def published(self) -> None:
        """Find when papers were published, from a date or its parts, whichever says it more exactly."""
        told: list[dates.Dates] = []
        for place in self.places("published"):
            found = dates.of(self.column(place))
            if found.fits:
                self.used.add(place)
                told.append(found)
                self.warnings += misfits(self.names[place], found, "date")
                break
        parts = {part: places[0] for part in ("year", "month", "day") if (places := self.places(part))}
        if "year" in parts:
            found = dates.of_parts(*(self.column(parts[part]) for part in parts))
            if found.fits:
                self.used.update(parts.values())
                told.append(found)
                self.warnings += misfits(self.names[parts["year"]], found, "year")
        if told:
            best = dates.most_exact(told)
            self.found |= {"published": best.timestamps, _PRECISION: self._known(best.precisions)}

    def _known(self, precisions: pa.Array) -> pa.Array:
        """Return how exactly dates are known, coarser where a table says so that was written here."""
        if _PRECISION not in self.names:
            return precisions
        said = cells.label(self.column(self.names.index(_PRECISION)))
        coarser = pc.is_in(said, pa.array(["month", "year"], said.type))
        return pc.if_else(pc.and_(coarser, pc.equal(precisions, "day")), said, precisions)

    def listed(self) -> None:
        """Find the day on which a list showed the papers."""
        told = []
        for place in self.places("listed"):
            found = dates.of(self.column(place))
            if found.fits and (found.exactness == dates.DAY).any():
                self.used.add(place)
                told.append(found)
        if told:
            days = [np.where(found.exactness == dates.DAY, found.days, np.datetime64("NaT")) for found in told]
            self.found["listed"] = pc.coalesce(*(pa.array(day, pa.timestamp("s")) for day in days))

    def standing(self) -> None:
        """Find the page each paper stands on, and its place there."""
        self.found["page"] = self._pages()
        for place in self.places("rank"):
            ranks = cells.count(self.column(place))
            if ranks.fits and not ranks.misfits:
                self.used.add(place)
                self.found["rank"] = ranks.values
                return
        pages = pd.Series(self.found["page"].dictionary_encode().indices.to_numpy())
        self.found["rank"] = pa.array(pages.groupby(pages).cumcount().to_numpy() + 1, pa.int64())

    def _pages(self) -> pa.Array:
        own = pa.array([self.raw.page], cells.TEXT).take(pa.array(np.zeros(self.table.num_rows, dtype=np.int64)))
        for place in self.places("page"):
            pages = cells.label(self.column(place))
            # Lists have many papers, page numbers are mostly of one.
            many = 2 * len(pages.unique()) <= len(pages)
            if many or not pc.any(pc.match_substring_regex(pages, _PAGE_NUMBERS)).as_py():
                self.used.add(place)
                return pc.coalesce(pages, own)
        # A list of many days is as many pages; that these are days of Daily Papers, its upvotes tell.
        for place in self.roles.get("list_day", ()):
            days = dates.of(self.column(place))
            if "upvotes" in self.found and not days.misfits and (days.exactness == dates.DAY).any():
                named = cells.framed(f"{DAILY_PAPERS} ", cells.text(days.timestamps))
                return pc.coalesce(named, own)
        return own

    def extras(self) -> None:
        """Keep all other columns under names of their own."""
        left = [place for place in range(len(self.names)) if place not in self.used and not self._is_needless(place)]
        if len(left) > MOST_EXTRAS:
            self.warnings.append(
                f"It has {len(left):,} columns beyond those known; the first {MOST_EXTRAS} were kept, the others, "
                f"from “{self.names[left[MOST_EXTRAS]]}” on, left out."
            )
            left = left[:MOST_EXTRAS]
        for place, name in zip(
            left, columns.extra_names([self.names[place] for place in left], self.found), strict=True
        ):
            values = _extra(self.column(place))
            if values.null_count < len(values):
                self.found[name] = values
                self._tell_name(place, name)

    def _is_needless(self, place: int) -> bool:
        """Return whether a column only numbers the rows, or is computed anew from the places on pages."""
        name = self.names[place]
        if name in _COMPUTED and {"paper_id", *_COMPUTED} <= set(self.names):
            return True
        if name == _PRECISION and _PRECISION in self.found:
            return True  # a date is written as far as it is known
        if not columns.is_index(name):
            return False
        numbers = cells.count(self.column(place)).values
        return numbers.null_count == 0 and pc.all(pc.equal(pc.pairwise_diff(numbers), 1)).as_py() is not False

    def _tell_name(self, place: int, name: str) -> None:
        folded = columns.fold(self.names[place])
        twins = [twin for twin in range(len(self.names)) if columns.fold(self.names[twin]) == folded]
        if len(twins) > 1 and place != twins[0]:
            self.warnings.append(f"Two columns are called “{self.names[place]}”; one is kept as “{name}”.")
        elif columns.fold(name) != (folded or "column"):
            label = self.names[place] or "a column without name"
            self.warnings.append(
                f"Column “{label}” is kept as “{name}”: it does not hold what that name stands for here."
            )


def _extra(column: pa.Array) -> pa.Array:
    """Return a column in the type its values have, days as dates."""
    values = column if pa.types.is_temporal(column.type) else cells.extra(column)
    if pa.types.is_time(values.type) or pa.types.is_duration(values.type):
        return cells.text(values)
    if pa.types.is_temporal(values.type):
        return dates.of(values).timestamps
    if not pa.types.is_large_string(values.type):
        return values
    if cells.are_lists(values):
        return cells.many(values, names.one)
    sample = dates.of(values.drop_null()[:NAMED])
    if len(sample.days) and (sample.exactness == dates.DAY).all():
        found = dates.of(values)
        if not found.misfits and set(found.exactness) <= {dates.DAY, dates.NEVER}:
            return found.timestamps
    return values


def misfits(column: str, found: cells.Read | dates.Dates, noun: str) -> list[str]:
    """Return the sentence about cells of a column that were left out, if there are any."""
    if not found.misfits:
        return []
    cells_are, they = ("1 value", "it was") if found.misfits == 1 else (f"{found.misfits:,} values", "they were")
    verb = "is" if found.misfits == 1 else "are"
    return [f"{cells_are} in “{column}” {verb} no {noun}, such as “{found.example[:60]}”; {they} left out."]


def quoted(names: Sequence[str]) -> str:
    """Return some names for a sentence."""
    shown = ", ".join(f"“{name[:40]}”" for name in names[:NAMED])
    return f"{shown} and {len(names) - NAMED:,} more" if len(names) > NAMED else shown or "none with a name"
