"""What papers claim in numbers, as rows that can be compared, chosen and charted."""

from papers.claims.table import ClaimTable, Group

__all__ = ["ClaimTable", "Group"]
