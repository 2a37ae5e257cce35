"""Any two quantities of the papers against each other: what they claim, how large they are, when they came."""

from typing import ClassVar

from papers.claims.columns import CLAIMED, SIZE
from papers.dimensions import Dimensions
from widgets.charts.scatter import Scatter


class ClaimScatter(Scatter):
    """A scatter plot that opens on the claims: a point a paper, at the best that it claims."""

    name: ClassVar = "claim-scatter"
    label: ClassVar = "Claims against"
    purpose: ClassVar = "Two quantities against each other, such as speed-up against date."

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why there are no two axes."""
        return super().misfit(dimensions) or (
            ""
            if _quantities(dimensions.names("number"))
            else "Too few papers claim the same to set it against anything."
        )

    def best_across(self, names: list[str]) -> str:
        """Return the date of publication, else a size."""
        return next(
            (name for name in ("published", *(each for each in names if each.startswith(SIZE))) if name in names),
            super().best_across(names),
        )

    def best_up(self, names: list[str]) -> str:
        """Return what most papers claim."""
        return next(iter(_quantities(names)), super().best_up(names))


def _quantities(names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(CLAIMED)]
