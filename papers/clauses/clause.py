"""What all clauses have in common, and the checks of what comes from outside."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Self

import numpy as np

from papers.dimensions import Dimension, Dimensions, Mask, UnknownColumnError

LARGEST = sys.float_info.max
LARGEST_INTEGER = 2**53
"""Integers beyond it are floats to JSON and to numpy, so they are to clauses."""


class ClauseError(ValueError):
    """A clause that cannot be; the message is a sentence for the user."""


class Clause(ABC):
    """What somebody asks of a column, of two, or of the text: a frozen dataclass.

    Clauses come from links and from the browser, so what they are given is checked when they are made: a `ClauseError`
    says what cannot be.
    """

    TYPE: ClassVar[str]

    @property
    @abstractmethod
    def key(self) -> str:
        """What the clause constrains. A new clause takes the place of the one with the same key."""

    @property
    @abstractmethod
    def empty(self) -> bool:
        """Whether the clause asks for nothing."""

    @abstractmethod
    def check(self, dimensions: Dimensions) -> None:
        """Check that the clause fits the papers.

        Raises
        ------
        ClauseError
            If they have no such column, or it is of another kind.
        """

    @abstractmethod
    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which rows pass, (n,).

        Raises
        ------
        ClauseError
            As `check`.
        """

    @abstractmethod
    def words(self, dimensions: Dimensions) -> str:
        """Return the clause in words.

        Raises
        ------
        ClauseError
            As `check`.
        """

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Return what `clause_from_dict` reads, fit for JSON."""

    @classmethod
    @abstractmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> Self:
        """Return the clause that `to_dict` wrote.

        Raises
        ------
        ClauseError
        """

    def known(self, dimensions: Dimensions) -> tuple["Clause | None", list[str]]:
        """Return what is left of the clause among these papers, and sentences about what is not."""
        try:
            self.check(dimensions)
        except ClauseError as error:
            return None, [str(error)]
        return self, []


def dimension_of(dimensions: Dimensions, name: str) -> Dimension:
    """Return a dimension.

    Raises
    ------
    ClauseError
        If the papers have no such column.
    """
    try:
        return dimensions.get(name)
    except UnknownColumnError as error:
        raise ClauseError(str(error)) from error


def as_text(value: Any, what: str, limit: int) -> str:
    """Return a value if it is text that can be sent and stored.

    Raises
    ------
    ClauseError
        Also for half a surrogate pair, which is no text in any encoding.
    """
    if not isinstance(value, str) or len(value) > limit:
        raise ClauseError(f"{what} must be text of at most {limit:,} letters.")
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ClauseError(f"{what} holds half a letter, which is no text.")
    return value


def as_number(value: Any, what: str) -> int | float:
    """Return a value if it is a finite number of Python or numpy.

    Raises
    ------
    ClauseError
    """
    value = value.item() if isinstance(value, np.generic) else value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ClauseError(f"{what} must be a number.")
    if not abs(value) <= LARGEST:
        raise ClauseError(f"{what} must be a finite number.")
    return float(value) if abs(value) > LARGEST_INTEGER else value


def as_list(value: Any, what: str, limit: int) -> list[Any]:
    """Return a value as a list, if it is a collection.

    Raises
    ------
    ClauseError
    """
    if not isinstance(value, (list, tuple, set, frozenset, np.ndarray)):
        raise ClauseError(f"{what} must be a list.")
    if len(value) > limit:
        raise ClauseError(f"{what} can have at most {limit:,} entries.")
    return list(value)


def is_day(value: Any) -> bool:
    """Return whether a value is an ISO day such as “2024-03-31”."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
