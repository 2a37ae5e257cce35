"""Papers side by side: aspects of each, the best value where values can be compared, and the table as a file."""

from papers.comparison.compare import Aspect, Cell, Comparison, Part, compare
from papers.comparison.files import FORMATS

__all__ = ["FORMATS", "Aspect", "Cell", "Comparison", "Part", "compare"]
