"""Daily Papers pages saved or pasted as text: title, abstract, title, abstract.

Both layouts are read: paragraphs with blank lines between them, and one line each with the first title glued to the
button "Subscribe". Nothing in the text tells a title from an abstract, and either may be missing, so the lines are
taken for the sequence of titles and abstracts that is the most likely as a whole.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from loaders import encoding, table
from loaders.raw import HEAD, NoPapersError, Raw
from loaders.values import cells
from papers.collection import Records, Skipped

KIND = "Daily Papers page"

NAMED = 10
"""Entries that a warning names."""
SHORTEST_ABSTRACT = 300
"""Characters that abstracts have where nothing but their length tells that a text is a page."""
PAIRED = 0.9
"""Share of the paragraphs of such a text that are a title or the abstract after it."""

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATE = re.compile(rf"{_MONTH} \d{{1,2}}")
_BUTTON = "Subscribe"
_HEADER = re.compile(
    r"Get trending papers in your email inbox.*|Subscribe|.*and the research community|Trending Papers"
)
_SIGN = re.compile(r"Get trending papers in your email inbox|and the research community")
_HEADER_LINES = 80
"""Lines that are not blank, within which the header ends."""
_BELOW_HEADER = re.compile(r"[-*] ?|Daily|Weekly|Monthly|Trending Papers")
_ABOUT_ENTRY = re.compile(
    rf"[-–·•]|\+?\d+(?:\.\d+)?k?|\d+ authors?|{_MONTH} \d{{1,2}}(?:, \d{{4}})?|Upvote|Submitted by"
    r"|GitHub(?: [\d.]+k?)?|arXiv Page|Published on .{6,14}"
)
"""What a browser copies along with an entry: votes, authors, date, links."""
_DOT = "·"
"""Stands between the organisation of a paper and its date."""
_FOOTER = frozenset({"Previous", "Next", "System theme", "TOS", "Privacy"})
_MARKUP = re.compile(r"[#>|<{\[@]|[-*+] |\d+[.)] |```|//|/\*|(?:import|def|class) |[a-z_-]+:(?:\s|$)")
_MOST_MARKUP = 0.1
_SENTENCE_END = re.compile(r"""[.!?…][)\]}"'”’»*_$]*$|[)\]}"'”’»%$]$""")
_LINK_END = re.compile(r"(?:https?://|www\.|[\w-]\.[a-z]{2,}/)\S*$|\.(?:com|org|io|ai|net|edu)$", re.IGNORECASE)
_WRAPPED = 160
"""Most characters of a line that may be part of a paragraph."""
_SHOWN = 60

# What it costs to take a paragraph for a title or an abstract. A length that is as usual costs nothing.
_USUAL_TITLE, _TITLE_STEP = 150, 50
_USUAL_ABSTRACT, _ABSTRACT_STEP = 400, 100
_FULL_STOP, _NO_END = 1.5, 1.0
_NO_ABSTRACT, _MORE_ABSTRACT = 1.5, 2.5


@dataclass(frozen=True)
class Entry:
    """A title and its abstract, empty where the page has none."""

    title: str
    abstract: str


@dataclass(frozen=True)
class Page:
    """What a page holds.

    Attributes
    ----------
    entries : tuple of Entry
        In the order of the page.
    date : str
        "May 28", or "" if there is none.
    headless : str
        The beginning of an abstract without title, before the first entry.
    is_cut : bool
        Whether the page ends in the middle of the last abstract.
    """

    entries: tuple[Entry, ...]
    date: str = ""
    headless: str = ""
    is_cut: bool = False


def recognises(raw: Raw) -> bool:
    """Return whether a text is a page: it has the site's header, or is titles and abstracts throughout."""
    if encoding.is_binary(raw):
        return False
    opening = encoding.opening(raw)
    lines = _lines(opening)
    return (any(map(_SIGN.search, lines)) and _header(lines) > 0) or _alternates(opening)


def read(raw: Raw) -> Records:
    """Return the papers of a page saved as text.

    Raises
    ------
    NoPapersError
        If it has no title.
    """
    text, warnings = encoding.text(raw)
    page = parse(text)
    if not page.entries:
        raise NoPapersError(f"{raw.name} looks like a page of Daily Papers and has no papers.")
    skipped = []
    if page.headless:
        reason = (
            f"It is an abstract without title (“{page.headless[:_SHOWN]}…”); the page begins in the middle of an entry."
        )
        skipped.append(Skipped(raw.name, "first paragraph", reason))
    found = {
        "title": cells.text(pa.array([entry.title for entry in page.entries], cells.TEXT)),
        "abstract": cells.text(pa.array([entry.abstract for entry in page.entries], cells.TEXT)),
    }
    name = f"{raw.page} ({page.date})" if page.date else raw.page
    return table.listed(raw, KIND, found, name, skipped, [*warnings, *_warnings(page)])


def parse(text: str) -> Page:
    """Return what a page holds."""
    lines = _lines(text)
    start = _header(lines)
    dates = [line for line in lines[:start] if _DATE.fullmatch(line)]
    if start and lines[start - 1].startswith(_BUTTON) and lines[start - 1] != _BUTTON:
        start -= 1
        lines[start] = lines[start].removeprefix(_BUTTON)
    paragraphs = _paragraphs(lines[start:])
    entries: list[Entry] = []
    headless = ""
    for paragraph, is_title in zip(paragraphs, _titles(paragraphs), strict=True):
        if is_title:
            entries.append(Entry(paragraph, ""))
        elif entries:
            entries[-1] = Entry(entries[-1].title, f"{entries[-1].abstract} {paragraph}".strip())
        else:
            headless = headless or paragraph
    is_cut = bool(entries) and bool(entries[-1].abstract) and not _is_whole(entries[-1].abstract)
    if is_cut:
        entries[-1] = Entry(entries[-1].title, "")
    return Page(tuple(entries), dates[-1] if dates else "", headless, is_cut)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in re.split(r"\r\n|[\n\r\v\f]", text)]


def _header(lines: Sequence[str]) -> int:
    """Return how many lines the site's header has, up to the line with its last button; 0 if there is no header."""
    end = seen = 0
    for place, line in enumerate(lines):
        seen += bool(line)
        if seen > _HEADER_LINES:
            break
        if _HEADER.fullmatch(line) or (end and line.startswith(_BUTTON)):
            end = place + 1
    if not end or (lines[end - 1].startswith(_BUTTON) and lines[end - 1] != _BUTTON):
        return end
    # The date is the last of the header, below buttons and what was searched for.
    below = [place for place in range(end, len(lines)) if lines[place]][:5]
    for place in below:
        if _DATE.fullmatch(lines[place]):
            return place + 1
        if _BELOW_HEADER.fullmatch(lines[place]):
            end = place + 1
    return end


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs of the entries, without what a browser copies along."""
    kept: list[str] = []
    for place, line in enumerate(lines):
        if line in _FOOTER and len(kept) > 1:
            break
        following = next((after for after in lines[place + 1 : place + 3] if after), "")
        if line and (_ABOUT_ENTRY.fullmatch(line) or following == _DOT):
            line = ""
        kept.append(line)
    blocks = [block for block in _blocks(kept) if block]
    is_wrapped = len(blocks) > 1 and any(len(block) > 1 for block in blocks) and max(map(len, kept)) <= _WRAPPED
    return [" ".join(block) for block in blocks] if is_wrapped else [line for line in kept if line]


def _blocks(lines: Sequence[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        else:
            blocks.append([])
    return blocks


def _titles(paragraphs: Sequence[str]) -> list[bool]:
    """Return which paragraphs are titles, the others being abstracts: the cheapest way to take them (Viterbi)."""
    after_title, after_abstract = math.inf, 0.0
    came_from_title: list[tuple[bool, bool]] = []
    for paragraph in paragraphs:
        title = (after_title + _NO_ABSTRACT, after_abstract)
        abstract = (after_title, after_abstract + _MORE_ABSTRACT)
        came_from_title.append((title[0] < title[1], abstract[0] < abstract[1]))
        after_title = min(title) + _cost_of_title(paragraph)
        after_abstract = min(abstract) + _cost_of_abstract(paragraph)
    is_title = after_title < after_abstract
    labels = []
    for if_title, if_abstract in reversed(came_from_title):
        labels.append(is_title)
        is_title = if_title if is_title else if_abstract
    return labels[::-1]


def _cost_of_title(paragraph: str) -> float:
    length = max(0, len(paragraph) - _USUAL_TITLE) / _TITLE_STEP
    return length + (_FULL_STOP if paragraph.endswith(".") else 0.0)


def _cost_of_abstract(paragraph: str) -> float:
    length = max(0, _USUAL_ABSTRACT - len(paragraph)) / _ABSTRACT_STEP
    return length + (0.0 if _is_whole(paragraph) else _NO_END)


def _is_whole(abstract: str) -> bool:
    """Return whether a text ends as abstracts do: with a sentence, or with a link."""
    return bool(_SENTENCE_END.search(abstract) or _LINK_END.search(abstract))


def _alternates(opening: str) -> bool:
    """Return whether a text without header is titles and abstracts throughout."""
    lines = _lines(opening)
    if len(opening) >= HEAD // 2:
        del lines[-1]  # cut off
    paragraphs = _paragraphs(lines)
    if sum(map(bool, map(_MARKUP.match, paragraphs))) > _MOST_MARKUP * len(paragraphs):
        return False
    titles = _titles(paragraphs)
    pairs = sum(
        title and not after and len(paragraph) >= SHORTEST_ABSTRACT
        for title, after, paragraph in zip(titles, titles[1:], paragraphs[1:], strict=False)
    )
    return pairs > 0 and 2 * pairs >= PAIRED * len(paragraphs)


def _warnings(page: Page) -> list[str]:
    out = []
    last = page.entries[-1].title
    bare = [entry.title for entry in page.entries if not entry.abstract]
    if page.is_cut:
        bare = bare[:-1]
        out.append(f"The page ends in the middle of the abstract of “{last[:_SHOWN]}”; it was left out.")
    if bare and len(bare) == len(page.entries):
        out.append("None of its entries has an abstract.")
    elif bare:
        out += bare_warning(bare)
    return out


def bare_warning(titles: Sequence[str]) -> list[str]:
    """Return the sentence about entries without abstract."""
    named = ", ".join(f"“{title[:_SHOWN]}”" for title in titles[:NAMED])
    more = f" and {len(titles) - NAMED:,} more" if len(titles) > NAMED else ""
    return [f"{'1 entry has' if len(titles) == 1 else f'{len(titles):,} entries have'} no abstract: {named}{more}."]
