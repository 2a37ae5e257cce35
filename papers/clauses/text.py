"""Papers that a query finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from papers.clauses.clause import Clause, ClauseError, as_number, as_text
from papers.dimensions import Dimensions, Mask

QUERY_LIMIT = 2_000
MEANING = 0.3
"""How much meaning counts unless somebody chooses; see `papers.search.engine`."""


@dataclass(frozen=True)
class Text(Clause):
    """Papers that a query finds (see `papers.search.query`, and `papers.search.engine` for what passes).

    Parameters
    ----------
    query : str
    meaning : float
        How much meaning counts beside words, from 0 (the words alone) to 1.
    """

    query: str
    meaning: float = MEANING

    TYPE: ClassVar[str] = "text"

    def __post_init__(self) -> None:
        as_text(self.query, "A query", QUERY_LIMIT)
        meaning = float(as_number(self.meaning, "How much meaning counts"))
        if not 0 <= meaning <= 1:
            raise ClauseError("How much meaning counts must be between 0 and 1.")
        object.__setattr__(self, "meaning", meaning)

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
        """Return which rows are found, (n,)."""
        return dimensions.search.answer(self.query, self.meaning).mask

    def words(self, dimensions: Dimensions) -> str:
        """Return “Text: “graph of thoughts””, with how much meaning counts where that was chosen."""
        chosen = "" if self.meaning == MEANING else f" (meaning {self.meaning:.0%})"
        return f"Text: “{self.query.strip()}”{chosen}"

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` reads."""
        return {"type": self.TYPE, "query": self.query} | ({} if self.meaning == MEANING else {"meaning": self.meaning})

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> Self:
        """Return the clause that `to_dict` wrote."""
        return cls(saved.get("query"), saved.get("meaning", MEANING))  # type: ignore[arg-type]
