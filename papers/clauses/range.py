"""Rows whose number or date lies between two ends."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from papers.clauses.clause import Clause, ClauseError, as_number, as_text, dimension_of, is_day
from papers.clauses.values import LENGTH_LIMIT
from papers.dimensions import MISSING_LABEL, Dates, Dimensions, Mask, Numbers
from papers.wording import between, number, period

End = float | str | None


@dataclass(frozen=True)
class Range(Clause):
    """Rows whose number or date lies between two ends, both included.

    Parameters
    ----------
    column : str
    low, high : number, ISO day or None
        None leaves that side open. Ends that are the wrong way round are swapped. A date that is known only to its
        month or year passes if that month or year and the range overlap.
    missing : bool
        Whether rows without a value pass too. Without ends, only those pass.
    """

    column: str
    low: End = None
    high: End = None
    missing: bool = False

    TYPE: ClassVar[str] = "range"

    def __post_init__(self) -> None:
        as_text(self.column, "The column of a filter", LENGTH_LIMIT)
        what = f"An end of a range of “{self.column}”"
        low, high = _as_end(self.low, what, -math.inf), _as_end(self.high, what, math.inf)
        if low is not None and high is not None:
            if isinstance(low, str) != isinstance(high, str):
                raise ClauseError(f"A range of “{self.column}” needs two numbers or two days.")
            low, high = sorted((low, high))
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)
        object.__setattr__(self, "missing", self.missing is True)

    @property
    def key(self) -> str:
        """The column."""
        return self.column

    @property
    def empty(self) -> bool:
        """Whether both sides are open and rows without a value are not asked for."""
        return self._open and not self.missing

    @property
    def _open(self) -> bool:
        return self.low is None and self.high is None

    def check(self, dimensions: Dimensions) -> None:
        """Check that the column holds numbers or dates, as the ends do."""
        self._fitting(dimensions)

    def _fitting(self, dimensions: Dimensions) -> Numbers | Dates:
        dimension = dimension_of(dimensions, self.column)
        label = dimension.column.label
        if not isinstance(dimension, (Numbers, Dates)):
            raise ClauseError(f"“{label}” holds neither numbers nor dates, so it has no range.")
        if not self._open and isinstance(dimension, Dates) != self._dated:
            kinds = ("dates", "days such as 2024-03-31") if isinstance(dimension, Dates) else ("numbers", "numbers")
            raise ClauseError(f"“{label}” holds {kinds[0]}; its range needs {kinds[1]}.")
        return dimension

    @property
    def _dated(self) -> bool:
        return isinstance(self.low, str) or isinstance(self.high, str)

    def mask(self, dimensions: Dimensions) -> Mask:
        """Return which rows pass, (n,)."""
        dimension = self._fitting(dimensions)
        if isinstance(dimension, Numbers):
            missing = np.isnan(dimension.numbers)
            return self._passing(dimension.numbers, dimension.numbers, missing, self.low, self.high)
        low, high = (None if end is None else np.datetime64(str(end), "D") for end in (self.low, self.high))
        return self._passing(dimension.first, dimension.last, np.isnat(dimension.first), low, high)

    def _passing(self, first: NDArray[Any], last: NDArray[Any], missing: Mask, low: Any, high: Any) -> Mask:
        """Return which of the intervals from `first` to `last` overlap the range; NaN and NaT overlap nothing."""
        if self._open:
            return missing if self.missing else np.ones(len(missing), np.bool_)
        mask = last >= low if low is not None else ~missing
        if high is not None:
            mask &= first <= high
        return mask | missing if self.missing else mask

    def words(self, dimensions: Dimensions) -> str:
        """Return “Upvotes: 10–50 or not given”."""
        label = dimension_of(dimensions, self.column).column.label
        if self._open:
            return f"{label}: {MISSING_LABEL if self.missing else 'any'}"
        return f"{label}: {self._ends()}{f' or {MISSING_LABEL}' if self.missing else ''}"

    def _ends(self) -> str:
        if isinstance(self.low, str):
            return period(self.low, self.high) if isinstance(self.high, str) else f"since {self.low}"
        if isinstance(self.high, str):
            return f"until {self.high}"
        if self.low is None or self.high is None:
            return f"at least {number(self.low)}" if self.low is not None else f"at most {number(self.high or 0)}"
        return between(self.low, self.high)

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` reads."""
        return {"type": self.TYPE, "column": self.column, "low": self.low, "high": self.high, "missing": self.missing}

    @classmethod
    def from_dict(cls, saved: Mapping[str, Any]) -> Self:
        """Return the clause that `to_dict` wrote."""
        return cls(saved.get("column"), saved.get("low"), saved.get("high"), saved.get("missing", False))  # type: ignore[arg-type]


def _as_end(end: Any, what: str, open_end: float) -> End:
    """Return an end as a number or an ISO day; None where that side is open."""
    if end is None or end is pd.NaT or end is pd.NA or (isinstance(end, float) and end == open_end):
        return None
    if isinstance(end, np.datetime64):
        end = str(end.astype("datetime64[D]"))
    elif isinstance(end, date):
        end = end.isoformat()[:10]
    if not isinstance(end, str):
        return as_number(end, what)
    if not is_day(end):
        raise ClauseError(f"{what} must be a day such as 2024-03-31.")
    return end
