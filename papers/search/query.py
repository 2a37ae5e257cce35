"""The language of queries: read into a tree of small values, and printed again.

=============================== ======================================================================================
``graph reasoning``             either word, any form of it; papers that have all of them, or rare ones, come first
``"graph of thoughts"``         these words in a row
``+graph  -survey``             must occur, must not occur (`NOT survey` is the same)
``a AND (b OR c)``              as it says; AND binds more closely than OR, both more than a blank
``transf*  *former``            any letters
``/neuro.*ic/``                 a regular expression that a whole word has to match
``attenton~  attenton~1``       spelt nearly so: one or two letters differ (one in short words)
``title:graph``                 in the title (``abstract:`` and ``author:`` likewise)
``year:2023..2024 has:code``    any other column; numbers and dates also with > >= < <=
=============================== ======================================================================================

Whatever is typed is a query. What was perhaps meant otherwise is told as a `Problem` where it stands, and left out.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from papers.search.folding import words_of
from papers.search.nodes import (
    All,
    Any,
    Best,
    Column,
    Fuzzy,
    In,
    Leaf,
    Make,
    Must,
    Node,
    Not,
    Phrase,
    Regex,
    Wildcard,
    Word,
    leaves,
)
from papers.terms.stopwords import STOPWORDS

DEEPEST = 40
"""Brackets within brackets; further ones are passed over."""
BEGUN = 3
"""Letters from which on a word at the end of a query also stands for those that begin so."""
TEXTS = {"title": "title", "abstract": "abstract", "author": "authors", "authors": "authors"}
"""Fields whose words are looked for, under the names they go by."""


@dataclass(frozen=True)
class Problem:
    """What may be a mistake: where it stands (offset and length in letters), and a sentence about it."""

    at: int
    length: int
    sentence: str


@dataclass(frozen=True)
class Query:
    """What was read.

    Attributes
    ----------
    node : Node or None
        The tree; None where nothing is asked.
    problems : tuple of Problem
        What may be mistakes.
    begun : str
        The word at the very end, which somebody may still be typing: also words that begin so are looked for. Empty
        where a blank or sign ends it, or where too many words begin so.
    """

    node: Node | None
    problems: tuple[Problem, ...] = ()
    begun: str = field(default="", compare=False)

    def __str__(self) -> str:
        return "" if self.node is None else str(self.node)

    def __bool__(self) -> bool:
        return self.node is not None


def parse(text: str, columns: Mapping[str, str]) -> Query:
    """Read a query.

    Parameters
    ----------
    text : str
        Anything at all.
    columns : mapping
        Columns by the names under which they can be asked for, beside those of `TEXTS`.
    """
    reader = _Reader(text.translate(_QUOTES), columns)
    node = reader.whole()
    return Query(node, tuple(reader.problems), _begun(text, node))


def _begun(text: str, node: "Node | None") -> str:
    """Return the word that the text ends with, if it is looked for and long enough to tell how it may go on."""
    *_, last = [None, *leaves(node)]
    if not isinstance(last, Word) or len(last.text) < BEGUN or last.text in STOPWORDS or not text[-1:].isalnum():
        return ""
    return last.text if words_of(text)[-1:] == [last.text] else ""


_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_NAMED = re.compile(r"(\w+)(:|>=|<=|>|<|=)(?=[^\s)])")
_BARE = re.compile(r'[^\s"]+')
_REGEX = re.compile(r"/((?:[^/\\]|\\.)+)/(?=[\s)]|$)")
_FUZZY = re.compile(r"(.+?)~([12]?)")


@dataclass(frozen=True)
class _Words:
    """Words that signs join, such as “gpt-4”: among others each counts, alone they are a phrase."""

    parts: tuple[Leaf, ...]


class _Reader:
    """Reads from left to right; each method begins at `at` and leaves it behind what it read."""

    def __init__(self, text: str, columns: Mapping[str, str]) -> None:
        self.text, self.columns = text, columns
        self.at = 0
        self.depth = 0
        self.problems: list[Problem] = []

    def whole(self) -> Node | None:
        parts: list[Node] = []
        while self.at < len(self.text):
            node = self.best()
            parts += [] if node is None else list(node.parts) if isinstance(node, Best) else [node]
            self.at += self._here(")")  # one that closes nothing
        return _several(Best, parts)

    def best(self) -> Node | None:
        parts: list[Node] = []
        while not self._ended():
            start = self.at
            node = self.any()
            if isinstance(node, _Words):
                parts += node.parts
            elif node is not None:
                parts.append(node)
            if self.at == start:  # nothing can be made of it
                self.at += 1
        return _several(Best, parts)

    def any(self) -> "Node | _Words | None":
        return self._joined("OR", Any, self.all)

    def all(self) -> "Node | _Words | None":
        return self._joined("AND", All, self.one)

    def _joined(self, sign: str, make: Make, read: Callable[[], "Node | _Words | None"]) -> "Node | _Words | None":
        found = [read()]
        while (start := self._sign(sign)) is not None:
            if self._ended() or self._peek(("AND", "OR")):
                self._tell(start, len(sign), f"Nothing stands after {sign}.")
                break
            if found == [None]:
                self._tell(start, len(sign), f"Nothing stands before {sign}.")
            found.append(read())
        if len(found) == 1:
            return found[0]
        parts = [_phrase(part) for part in found]
        return _several(make, [part for part in parts if part is not None])

    def one(self) -> "Node | _Words | None":
        if self._peek(("AND", "OR")):
            return None
        if self._sign("NOT") is not None:
            return self._marked(Not)
        marks: tuple[tuple[str, type[Not] | type[Must]], ...] = (("-", Not), ("+", Must))
        for letter, make in marks:
            if self._here(letter) and self._next_is_part():
                self.at += 1
                return self._marked(make)
        if self._here("(") and self.depth < DEEPEST:
            return self._group()
        return self.leaf()

    def _marked(self, make: "type[Not] | type[Must]") -> "Node | None":
        if self._ended():
            return None
        if self.depth >= DEEPEST:
            return _phrase(self.leaf())
        self.depth += 1
        what = _phrase(self.one())
        self.depth -= 1
        if isinstance(what, Not | Must):  # twice not is so, and what must not be is not
            return what.what if make is Not and isinstance(what, Not) else Not(what.what) if make is Not else what
        return None if what is None else make(what)

    def _group(self) -> Node | None:
        start = self.at
        self.at += 1
        self.depth += 1
        node = self.best()
        self.depth -= 1
        self._blanks()
        if self._here(")"):
            self.at += 1
        else:
            self._tell(start, 1, "This bracket is not closed.")
        return node

    def leaf(self) -> "Node | _Words | None":
        named = _NAMED.match(self.text, self.at)
        if named:
            if named[2] == ":" and named[1].lower() in TEXTS:
                self.at = named.end()
                what = _phrase(self._value())
                return None if what is None else In(TEXTS[named[1].lower()], what)  # type: ignore[arg-type]
            if named[1].lower() in self.columns:
                return self._column(named)
            self._suggest(named)
        return self._value()

    def _value(self) -> "Leaf | _Words | None":
        if self._here('"'):
            end = self.text.find('"', self.at + 1)
            inside = self.text[self.at + 1 : end if end >= 0 else len(self.text)]
            self.at = end + 1 if end >= 0 else len(self.text)
            words = words_of(inside)
            return Phrase(" ".join(words)) if words else None
        regex = _REGEX.match(self.text, self.at)
        if regex:
            self.at = regex.end()
            return Regex(regex[1])
        bare = self._bare()
        return _word(bare)

    def _bare(self) -> str:
        """Return what stands up to the next blank or quotation mark, without brackets that close a group."""
        match = _BARE.match(self.text, self.at)
        bare = match[0] if match else ""
        while self.depth and bare.endswith(")") and bare.count(")") > bare.count("("):
            bare = bare[:-1]
        self.at += len(bare)
        return bare

    def _column(self, named: re.Match[str]) -> Column | None:
        start, self.at = self.at, named.end()
        if self._here('"'):
            end = self.text.find('"', self.at + 1)
            value = self.text[self.at + 1 : end if end >= 0 else len(self.text)]
            self.at = end + 1 if end >= 0 else len(self.text)
        else:
            value = self._bare()
        value = " ".join(value.split())
        if not value:
            self._tell(start, self.at - start, f"Nothing stands after {named[0]}")
            return None
        return Column(self.columns[named[1].lower()], named[2], value, (start, self.at - start))

    def _suggest(self, named: re.Match[str]) -> None:
        near = get_close_matches(named[1].lower(), [*TEXTS, *self.columns], n=1, cutoff=0.8)
        if near:
            self._tell(
                named.start(),
                len(named[1]),
                f"There is no field “{named[1]}”; is {near[0]}: meant? Its words are searched as they are.",
            )

    # where it stands

    def _blanks(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def _here(self, letter: str) -> bool:
        return self.text.startswith(letter, self.at)

    def _ended(self) -> bool:
        """Return whether the text ends here, or the group that is open."""
        self._blanks()
        return self.at >= len(self.text) or (self.depth > 0 and self._here(")"))

    def _next_is_part(self) -> bool:
        following = self.text[self.at + 1 : self.at + 2]
        return bool(following) and not following.isspace() and following not in "-+)"

    def _peek(self, signs: tuple[str, ...]) -> bool:
        self._blanks()
        return any(re.compile(rf"{sign}(?=[\s(]|$)").match(self.text, self.at) for sign in signs)

    def _sign(self, sign: str) -> int | None:
        """Pass over a sign such as AND and return where it stood; None if there is none."""
        if not self._peek((sign,)):
            return None
        start = self.at
        self.at += len(sign)
        return start

    def _tell(self, at: int, length: int, sentence: str) -> None:
        self.problems.append(Problem(at, length, sentence))


def _several(make: Make, parts: list[Node]) -> Node | None:
    return make(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def _word(bare: str) -> "Leaf | _Words | None":
    """Return what a word with its signs stands for."""
    fuzzy = _FUZZY.fullmatch(bare)
    distance = (int(fuzzy[2]) if fuzzy[2] else None) if fuzzy else None
    folded = "*".join(" ".join(words_of(part)) for part in (fuzzy[1] if fuzzy else bare).split("*"))
    # a star stays beside the letters it stood beside
    pieces = [re.sub(r"\*+", "*", piece) for piece in folded.split() if piece.strip("*")]
    made: list[Leaf] = [Wildcard(piece) if "*" in piece else Word(piece) for piece in pieces]
    if fuzzy and made and isinstance(made[-1], Word):
        made[-1] = Fuzzy(made[-1].text, distance)
    if len(made) > 1:
        return _Words(tuple(made))
    return made[0] if made else None


def _phrase(node: "Node | _Words | None") -> Node | None:
    """Return words that signs join as one thing."""
    if not isinstance(node, _Words):
        return node
    if all(isinstance(part, Word) for part in node.parts):
        return Phrase(" ".join(str(part) for part in node.parts))
    return All(node.parts)
