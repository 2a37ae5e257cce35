"""Text as the grammar reads it: markup softened at equal length, so that offsets stay, and cut into sentences."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from papers.facts.facts import Field, Quote

MAX_LENGTH = 12_000
"""Characters of a field that are read: abstracts have 300 to 3,000; what is longer is no abstract."""
MAX_WORDS = 30
"""Words of a quote; longer sentences are cut around the number."""

MAX_PIECES = 40
"""Runs of letters and figures of a quote."""
_PIECE = re.compile(r"[A-Za-z0-9]+")

MAX_SENTENCE = 1_000
"""Characters of a sentence; what has no full stop for longer is cut, so that no rule looks far."""

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u2002\u2003\u200b\n\t\r", " "),
        **dict.fromkeys("×✕⨉", "x"),
        **dict.fromkeys("∼≈≃～", "~"),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("≥⩾", ">"),
        **dict.fromkeys("≤⩽", "<"),
        "％": "%",
        "＋": "+",
    }
)
_COMMANDS = {
    "times": "x",
    "sim": "~",
    "approx": "~",
    "textasciitilde": "~",
    "thicksim": "~",
    "textless": "<",
    "lt": "<",
    "le": "<",
    "leq": "<",
    "leqslant": "<",
    "textgreater": ">",
    "gt": ">",
    "ge": ">",
    "geq": ">",
    "geqslant": ">",
    "pm": "±",
    "uparrow": " ",
    "downarrow": " ",
    "rightarrow": "→",
    "to": "→",
    "longrightarrow": "→",
}
_STYLES = frozenset(
    (
        "textbf",
        "textit",
        "emph",
        "text",
        "textsc",
        "texttt",
        "mathbf",
        "mathrm",
        "mathit",
        "mathcal",
        "boldsymbol",
        "bf",
        "it",
        "rm",
        "href",
        "url",
    )
)
_COMMAND = re.compile(r"\\([A-Za-z]{1,16})")
_ESCAPED = re.compile(r"\\([%$&#_{},;!~ ])")
_FORMULA = re.compile(r"\$([^$\n]{1,80})\$")
_FORMULA_MARK = re.compile(r"[\\^_={}<>]|^\s*[-+~]?\d[\d.,]*\s*[%xkKMB+]?\s*$|^\s*[x~]\s*$")
_BARE = re.compile(r"(?<![A-Za-z0-9])(?:(sim|approx|pm|geq|leq|rightarrow)(?=\s?\$?\d)|(?<=\d)\s?(times)(?![A-Za-z]))")
"""Commands of LaTeX whose backslash a source has dropped."""
_BARE_STEMS = ("sim", "approx", "pm", "times", "geq", "leq", "rightarrow")
_TIE = re.compile(r"(?<=[\w%)])~(?=[A-Za-z({\\])")
"""A blank of LaTeX that keeps words on one line."""
_STRIPPED = re.compile(r"(?<=\d)(times)(?![A-Za-z])")
_INDEX = re.compile(r"(?<=\w)_[{ ](\w)[} ]")
"""An index of one character: "F_{1}" is F1."""
_BRACES = str.maketrans("{}", "  ")

_STOP = r"[.!?]+[\"')\]]{0,2}(?=\s)"
_END = re.compile(_STOP)
_END_OR_POINT = re.compile(_STOP + r"|\s(?=\(?(?:i{1,3}|[1-4])\)\s[A-Z])")
_POINTS = ("i)", "1)", "2)", "3)", "4)")
"""One of these is in a text whose sentences are cut before numbered points, too."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|et al|al|vs|cf|approx|resp|fig|figs|eq|sec|tab|no|dr|mr|ms|st|incl|rel|params?|avg"
    r"|max|min|w\.r\.t|a\.k\.a|etc|[A-Z])\.$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\s+[\"'(\[]?(?:[A-Z0-9$\\~]|[a-z]+[A-Z]|[^\x00-\x7f])")


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Compile a pattern of English words: without the Unicode tables, what bounds them is found in half the time."""
    return re.compile(pattern, flags | re.ASCII)


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


def has(text: str, stems: tuple[str, ...]) -> bool:
    """Return whether a text holds one of some strings: a look that is cheaper than a pattern which needs one."""
    for stem in stems:  # noqa: SIM110 - a plain loop, as a generator in any() takes three times as long
        if stem in text:
            return True
    return False


def matches(pattern: re.Pattern[str], text: str, heads: tuple[str, ...]) -> Iterator[re.Match[str]]:
    """Return what `pattern.finditer(text)` does, where every match begins with one of some strings.

    The strings are found many times as fast as a pattern that has to be tried at every character.
    """
    places: list[int] = []
    for head in heads:
        place = text.find(head)
        while place >= 0:
            places.append(place)
            place = text.find(head, place + 1)
    free = 0
    for place in sorted(places):
        if place >= free and (match := pattern.match(text, place)):
            free = match.end()
            yield match


def soften(text: str) -> str:
    """Return the text with simple LaTeX and typographic signs as plain ones, every character in its place.

    >>> soften(r"a $2.3\\times$ gain of 5\\%")
    'a  2.3x      gain of 5 %'
    """
    text = text.translate(_SIGNS)
    if "\\" in text or "$" in text:
        text = _FORMULA.sub(_formula, text)
        text = _INDEX.sub(r"\1   ", text)
        text = _COMMAND.sub(_command, text)
        text = _ESCAPED.sub(r" \1", text).translate(_BRACES)
    if "rightarrow" in text:
        text = text.replace("rightarrow", "→         ")
    if "{,}" in text:
        text = text.replace("{,}", " , ")
    if "->" in text:
        text = text.replace("->", "→ ")
    if "~" in text:
        text = _TIE.sub(" ", text)
    if "times" in text:
        text = _STRIPPED.sub("x    ", text)
    return _BARE.sub(_bare, text) if has(text, _BARE_STEMS) else text


def _formula(match: re.Match[str]) -> str:
    inside = match[1]
    if _FORMULA_MARK.search(inside) is None:
        return match[0]
    return f" {inside.translate(_BRACES)} "


def _command(match: re.Match[str]) -> str:
    sign = _COMMANDS.get(match[1], "" if match[1] in _STYLES else " " + match[1])
    return sign.ljust(len(match[0]))


def _bare(match: re.Match[str]) -> str:
    word = match[1]
    return match[0] if word is None else ("±" if word == "pm" else _COMMANDS[word]).ljust(len(match[0]))


@dataclass(frozen=True)
class Sentence:
    """A sentence of a field: `soft` is its softened text, which begins at `start` of the field."""

    soft: str
    start: int
    number: int

    @property
    def end(self) -> int:
        """Offset of its end in the field."""
        return self.start + len(self.soft)


@dataclass(frozen=True, eq=False)
class Passage:
    """A field of a paper, softened and in sentences."""

    text: str
    field: Field
    soft: str = ""
    sentences: tuple[Sentence, ...] = ()

    @classmethod
    def of(cls, text: str, name: Field) -> "Passage":
        """Return the field's text ready for reading."""
        text = text[:MAX_LENGTH]
        soft = soften(text)
        return cls(text, name, soft, tuple(_sentences(soft)))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, place: int) -> Sentence:
        """Return the sentence that holds an offset."""
        return self.sentences[max(0, bisect_right(self._starts, place) - 1)]

    def quote(self, start: int, end: int, words: int = MAX_WORDS) -> Quote:
        """Return the words around a span: its sentence, cut to some words where that is longer."""
        sentence = self.sentence_at(start)
        first, last = sentence.start, max(sentence.end, end)
        start, end = max(first, start), min(last, end)
        before = [word.start() for word in re.finditer(r"\S+", self.text[first:start])]
        after = [word.end() for word in re.finditer(r"\S+", self.text[end:last])]
        inside = len(self.text[start:end].split())
        if len(before) + inside + len(after) > words:
            room = max(0, words - inside)
            left = min(len(before), max(room * 3 // 5, room - len(after)))
            right = min(len(after), room - left)
            first, last = (first + before[-left] if left else start), (end + after[right - 1] if right else end)
        quote = self.exactly(first, last)
        # "52.56\\% pass@1" is two words and five pieces: a text full of figures is cut shorter.
        if words > MAX_WORDS // 2 and len(_PIECE.findall(quote.text)) > MAX_PIECES:
            return self.quote(start, end, words - 3)
        return quote

    def exactly(self, start: int, end: int) -> Quote:
        """Return a span as a quote, without blanks at its ends."""
        inside = self.text[start:end]
        start += len(inside) - len(inside.lstrip())
        return Quote(inside.strip(), self.field, start, start + len(inside.strip()))


def _sentences(soft: str) -> list[Sentence]:
    found: list[Sentence] = []
    start = 0
    for end in _END_OR_POINT.finditer(soft) if has(soft, _POINTS) else matches(_END, soft, (".", "!", "?")):
        stop = end.end()
        if soft[end.start()] == ".":
            if _ABBREVIATION.search(soft[max(start, end.start() - 8) : end.start() + 1]):
                continue
            if not _NEXT.match(soft, stop):
                continue
        if soft[start:stop].strip():
            found.append(Sentence(soft[start:stop], start, len(found)))
            start = stop
    if soft[start:].strip() or not found:
        found.append(Sentence(soft[start:], start, len(found)))
    if all(len(sentence.soft) <= MAX_SENTENCE for sentence in found):
        return found
    pieces = (
        (sentence.soft[cut : cut + MAX_SENTENCE], sentence.start + cut)
        for sentence in found
        for cut in range(0, len(sentence.soft), MAX_SENTENCE)
    )
    return [Sentence(soft, start, number) for number, (soft, start) in enumerate(pieces)]
