"""Facts that a title and an abstract state: claims with their evidence, sizes, names, kind, links.

`read(title, abstract)` reads one paper, `add(collection)` a collection. The rules need nothing but the text; whatever
else offers the interface of `read` can take their place.
"""

from papers.facts.adding import add
from papers.facts.facts import Facts, Quote, Result, Size
from papers.facts.reading import read

__all__ = ["Facts", "Quote", "Result", "Size", "add", "read"]
