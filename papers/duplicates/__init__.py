"""Likely duplicates: papers whose titles or abstracts differ and that may be one all the same.

`blocking` proposes pairs that share something rare, `comparing` says how alike they are, `scoring` weighs that and puts
it in words. A score depends on nothing but the two papers, so that it is the same in every collection.
"""

from papers.duplicates.finding import CERTAIN, DOUBTFUL, NO_PAIRS, Pairs, find

__all__ = ["CERTAIN", "DOUBTFUL", "NO_PAIRS", "Pairs", "find"]
