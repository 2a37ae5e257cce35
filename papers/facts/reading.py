"""The reader that needs nothing: rules over the words of a title and an abstract."""

from papers.facts import claims, kind, links, scale, worded
from papers.facts.datasets import datasets as named_datasets
from papers.facts.facts import Facts
from papers.facts.languages import languages
from papers.facts.models import models as named_models
from papers.facts.system import system
from papers.facts.text import Passage


def read(title: str | None, abstract: str | None) -> Facts:
    """Return what a paper says of itself.

    Any text will do; of what is longer than an abstract ever is, the beginning is read.
    """
    about, body = Passage.of(title or "", "title"), Passage.of(abstract or "", "abstract")
    own = system(about, body)
    what = kind.kind(about, body, own)
    models = named_models((about, body), own)
    data = what in ("dataset", "benchmark") or kind.is_data(own, body)
    datasets = named_datasets((about, body), own, own=data, avoid=models)
    numbers = tuple(claims.results(body, own, (*datasets, *models)))
    counted = {body.sentence_at((one.quote.start + one.quote.end) // 2).number for one in numbers}
    return Facts(
        system=own,
        kind=what,
        models=models,
        datasets=datasets,
        languages=languages(about, body, own),
        code=links.links(body.text),
        results=(*numbers, *worded.claims(body, own, counted)),
        scale=tuple(scale.sizes((body, about), own)),
    )
