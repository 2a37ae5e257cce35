"""What can be added to the board: every kind of chart, and those that readers ask for by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from papers.dimensions import Dimensions
from widgets.charts.chart import Chart


@dataclass(frozen=True)
class Offer:
    """A chart that can be added.

    Attributes
    ----------
    key : str
        Names the offer.
    kind : str
        The kind of chart.
    label, purpose : str
        What it is called and what it is good for.
    why : str
        Why these papers give it nothing to show; empty if they do.
    choices : dict of str to str
        The choices it begins with.
    """

    key: str
    kind: str
    label: str
    purpose: str
    why: str = ""
    choices: dict[str, str] = field(default_factory=dict)


COUNTED = {
    "venue": ("venue", "Conferences, journals and workshops with most papers."),
    "authors": ("author", "Who wrote most of the papers."),
    "organisation": ("organisation", "Companies and universities with most papers."),
    "keywords": ("keyword", "What the papers are about, in the words of authors or lists."),
    "categories": ("category", "Subject categories, such as cs.CL."),
    "topic": ("topic", "What the papers are about."),
    "kind": ("kind", "Methods, models, datasets, surveys and other kinds of paper."),
}
"""Columns whose counts are offered by name where papers have values: the word for one value, and the purpose."""
FIRST = ("timeline", "counts", "heatmap", "scatter", "overlap", "ranks", "coauthors")
"""Kinds in the order of the list; others follow."""


def offers(kinds: Mapping[str, type[Chart]], dimensions: Dimensions) -> list[Offer]:
    """Return what can be added to a board over papers with these columns."""
    return [
        offer
        for name in sorted(kinds, key=lambda name: FIRST.index(name) if name in FIRST else len(FIRST))
        for offer in _of(kinds[name], dimensions)
    ]


def _of(kind: type[Chart], dimensions: Dimensions) -> Iterator[Offer]:
    why = kind.misfit(dimensions)
    if kind.name == "counts":
        given = set(dimensions.names(("category", "many")))
        for column, (word, purpose) in COUNTED.items():
            if column in given:
                yield Offer(f"counts {column}", "counts", f"Papers by {word}", purpose, choices={"column": column})
        purpose = "The most frequent values of a column of your choice."
        yield Offer("counts", "counts", "Papers by any column", purpose, why)
        return
    yield Offer(kind.name, kind.name, kind.label, kind.purpose, why)
    if kind.name == "timeline":
        purpose = "How the number of papers has grown."
        yield Offer("timeline cumulative", "timeline", "Cumulative papers", purpose, why, {"counting": "cumulative"})
