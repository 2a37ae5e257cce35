"""What a query is made of: a tree of small values, each of which prints as it is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Word:
    """One folded word; any form of it counts."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Phrase:
    """Folded words in a row."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True)
class Wildcard:
    """A folded word in which each ``*`` stands for any letters."""

    pattern: str

    def __str__(self) -> str:
        return self.pattern


@dataclass(frozen=True)
class Regex:
    """A regular expression that a whole folded word has to match."""

    pattern: str

    def __str__(self) -> str:
        return f"/{self.pattern}/"


@dataclass(frozen=True)
class Fuzzy:
    """A folded word that may be misspelt in so many letters; None: as many as its length allows."""

    text: str
    distance: int | None = None

    def __str__(self) -> str:
        return f"{self.text}~{self.distance or ''}"


@dataclass(frozen=True)
class In:
    """Something that has to stand in one text field (a value of `query.TEXTS`)."""

    name: str
    what: "Word | Phrase | Wildcard | Regex | Fuzzy"

    def __str__(self) -> str:
        return f"{self.name}:{self.what}"


@dataclass(frozen=True)
class Column:
    """A condition on a column, as `papers.where` has them; `at` is where it was written."""

    name: str
    sign: str
    value: str
    at: tuple[int, int] = field(default=(0, 0), compare=False)

    def __str__(self) -> str:
        value = self.value if re.fullmatch(r"[\w.,*-]+", self.value) else f'"{self.value}"'
        return f"{self.name}{self.sign}{value}"


@dataclass(frozen=True)
class Must:
    """What has to be met."""

    what: "Node"

    def __str__(self) -> str:
        return f"+{_enclosed(self.what)}"


@dataclass(frozen=True)
class Not:
    """What must not be met."""

    what: "Node"

    def __str__(self) -> str:
        return f"-{_enclosed(self.what)}"


@dataclass(frozen=True)
class All:
    """Several things, all of which have to be met."""

    parts: "tuple[Node, ...]"

    def __str__(self) -> str:
        return " AND ".join(map(_enclosed, self.parts))


@dataclass(frozen=True)
class Any:
    """Several things, one of which has to be met at least."""

    parts: "tuple[Node, ...]"

    def __str__(self) -> str:
        return " OR ".join(map(_enclosed, self.parts))


@dataclass(frozen=True)
class Best:
    """Words of which more are better, and things that all have to be met."""

    parts: "tuple[Node, ...]"

    def __str__(self) -> str:
        return " ".join(map(_enclosed, self.parts))


Node = Word | Phrase | Wildcard | Regex | Fuzzy | In | Column | Must | Not | All | Any | Best
Leaf = Word | Phrase | Wildcard | Regex | Fuzzy
Make = type[All] | type[Any] | type[Best]


def leaves(node: "Node | None", *, unwanted: bool = False) -> Iterator[Leaf]:
    """Give what is looked for in texts, in order; with `unwanted` also what must not occur."""
    match node:
        case Word() | Phrase() | Wildcard() | Regex() | Fuzzy():
            yield node
        case In(what=what) | Must(what=what):
            yield from leaves(what, unwanted=unwanted)
        case Not(what=what) if unwanted:
            yield from leaves(what, unwanted=True)
        case All(parts=parts) | Any(parts=parts) | Best(parts=parts):
            for part in parts:
                yield from leaves(part, unwanted=unwanted)


def _enclosed(node: Node) -> str:
    return f"({node})" if isinstance(node, All | Any | Best) else str(node)
