"""Rows whose text holds the words of a query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from papers.clauses.clause import Clause, as_text
from papers.dimensions import Dimensions, Mask

QUERY_LIMIT = 2_000


@dataclass(frozen=True)
class Text(Clause):
    """Rows whose text holds all words and quoted phrases of a query (see `papers.search`)."""

    query: str

    TYPE: ClassVar[str] = "text"

    def __post_init__(self) -> None:
        as_text(self.query, "A query", QUERY_LIMIT)

    @property
    def key(self) -> str:
        """The word “text”."""
        return "text"

    @property
    def empty(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.query.strip()

    def check(self, dimensions: Dimensions) -> None:
        """Check nothing: any papers can be searched."""

    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which rows hold all words, (n,)."""
        return dimensions.text.matches(self.query)

    def words(self, dimensions: Dimensions) -> str:
        """Return “Text: “graph of thoughts””."""
        return f"Text: “{self.query.strip()}”"

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` reads."""
        return {"type": self.TYPE, "query": self.query}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> Self:
        """Return the clause that `to_dict` wrote."""
        return cls(saved.get("query"))  # type: ignore[arg-type]
