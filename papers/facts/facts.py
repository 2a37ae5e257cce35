"""What a paper says of itself, as data: claims, sizes and names."""

from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "abstract"]
Direction = Literal["up", "down"]
Better = Literal["higher", "lower"]

RULES = "rules"
"""Name of the reader of this package."""


@dataclass(frozen=True)
class Quote:
    """The words that state a fact: `text` is the field's text from `start` to `end`."""

    text: str
    field: Field
    start: int
    end: int


@dataclass(frozen=True)
class Result:
    """A claim of an outcome. Without a value it is a claim in words, such as "outperforms X on Y".

    Attributes
    ----------
    value, value_high : float or None
        The number in base units (216,000 for 216K); for a range its two ends.
    unit : str or None
        x, %, points, score, count, time, money, params, tokens, bytes or other.
    metric : str or None
        What is measured, at most 12 words.
    family : str
        Family of the metric, one of `papers.facts.families.FAMILIES`.
    direction, better
        Which way the claimed change goes, and which way is good.
    comparison, on : str or None
        Against what, and where it holds.
    """

    value: float | None
    unit: str | None
    metric: str | None
    quote: Quote
    value_high: float | None = None
    family: str = "other"
    direction: Direction | None = None
    better: Better | None = None
    comparison: str | None = None
    on: str | None = None
    confidence: float = 0.5
    reader: str = RULES

    @property
    def claim(self) -> Literal["number", "words"]:
        """How it is claimed."""
        return "words" if self.value is None else "number"


@dataclass(frozen=True)
class Size:
    """A size of the work's own artefacts or experiments, in base units.

    The unit is params, tokens, context, languages, examples, hours, gpus, bytes or other.
    """

    value: float
    unit: str
    quote: Quote
    confidence: float = 0.5
    reader: str = RULES


@dataclass(frozen=True)
class Facts:
    """What was read from the title and abstract of one paper."""

    system: str | None = None
    kind: str | None = None
    models: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()
    scale: tuple[Size, ...] = ()
