"""Columns of the papers cut into bins, ready to be counted."""

from papers.dimensions.catalogue import Dimensions, UnknownColumnError
from papers.dimensions.categories import Categories, Many
from papers.dimensions.dates import IMPRECISE, Dates
from papers.dimensions.dimension import MISSING, MISSING_LABEL, Counts, Dimension, Mask, Value, shorter
from papers.dimensions.numbers import Numbers
from papers.dimensions.topics import Topics

__all__ = [
    "IMPRECISE",
    "MISSING",
    "MISSING_LABEL",
    "Categories",
    "Counts",
    "Dates",
    "Dimension",
    "Dimensions",
    "Many",
    "Mask",
    "Numbers",
    "Topics",
    "UnknownColumnError",
    "Value",
    "shorter",
]
