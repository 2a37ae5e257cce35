"""Facts that a title and an abstract state: claims with their evidence, sizes, names, kind, links.

`reading.read(title, abstract)` reads one paper, `adding.add(collection)` a collection. The rules need nothing but the
text; whatever else offers the interface of `read` can take their place. Neither is imported here: the rules take a
while to compile, and most who need a fact do not read any.
"""

from papers.facts.facts import Facts, Quote, Result, Size

__all__ = ["Facts", "Quote", "Result", "Size"]
