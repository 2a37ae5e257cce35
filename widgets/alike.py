"""Papers that are like others, as the card and the panel below a selection list them."""

from typing import Any

from papers.dimensions import Dimensions
from papers.similar import Rows, similar
from widgets.wording import day_words, given, marked

BY = ("similarity", "date", "upvotes")
"""What they can be sorted by."""


def alike(dimensions: Dimensions, seeds: Rows, by: str, limit: int) -> list[dict[str, Any]]:
    """Return the papers that are most like some others, as `static/alike.js` draws them.

    Parameters
    ----------
    dimensions : Dimensions
    seeds : (s,) intp
        Rows of the others.
    by : str
        One of `BY`: what the most similar ones are sorted by, the best first.
    limit : int
    """
    found = similar(dimensions.computed, seeds, limit)
    papers = dimensions.papers.iloc[found.rows]
    entries = [
        {
            "id": paper["paper_id"],
            "title": marked(given(paper["title"]) or "Without a title")[0],
            "date": day_words(given(paper["published"]), given(paper["published_precision"])),
            "upvotes": given(paper["upvotes"]),
            "alike": round(float(score) * 100),
            "shared": list(terms),
            "published": paper["published"].isoformat() if given(paper["published"]) is not None else "",
        }
        for (_, paper), score, terms in zip(papers.iterrows(), found.scores, found.shared, strict=True)
    ]
    if by == "date":
        entries.sort(key=lambda entry: entry["published"], reverse=True)
    elif by == "upvotes":
        entries.sort(key=lambda entry: -1 if entry["upvotes"] is None else entry["upvotes"], reverse=True)
    return entries
