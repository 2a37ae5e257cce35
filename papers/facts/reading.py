"""The reader that needs nothing: rules over the words of a title and an abstract."""

from papers.facts import claims, links
from papers.facts.facts import Facts
from papers.facts.text import Passage


def read(title: str | None, abstract: str | None) -> Facts:
    """Return what a paper says of itself.

    Any text will do; of what is longer than an abstract ever is, the beginning is read.
    """
    body = Passage.of(abstract or "", "abstract")
    return Facts(
        code=links.links(body.text),
        results=tuple(claims.results(body)),
    )
