"""More like these: what is offered, found, sorted and opened."""

from typing import Any

import pandas as pd
import pytest

from papers import schema
from papers.clauses import Values
from papers.crossfilter import Crossfilter
from widgets.listing import Listing
from widgets.more_like import MoreLike
from widgets.state import ViewState

SUBJECTS = {
    "whale song": "Whale songs are recorded with hydrophones. Each whale song is labelled by hand.",
    "kelp forest": "Kelp forests grow in cold water. A kelp forest shelters fish and crabs.",
    "ice core": "Ice cores tell of past climate. An ice core holds bubbles of old air.",
}


def widget(**state: Any) -> MoreLike:
    rows = [(f"{subject} {part}", about, f"V{part}") for part in range(5) for subject, about in SUBJECTS.items()]
    frame = pd.DataFrame(rows, columns=["title", "abstract", "venue"])
    frame["paper_id"] = [f"p{row}" for row in range(len(frame))]
    frame["upvotes"] = range(len(frame))
    frame["published"] = pd.to_datetime("2024-01-01") - pd.to_timedelta(range(len(frame)), unit="D")
    crossfilter, view = Crossfilter(schema.conform(frame)), ViewState(**state)
    return MoreLike(crossfilter, view, Listing(crossfilter, view))


def ids(made: MoreLike) -> list[str]:
    return [paper["id"] for paper in made.found["papers"]]


def test_all_papers_and_none_are_nothing_to_be_like():
    made = widget()
    assert (made.passing, made.chosen) == (0, 0)
    made.receive({"do": "find", "of": "passing", "by": "similarity"})
    assert made.found["papers"] == []
    made.crossfilter.set(Values("title", frozenset({"nowhere"})))
    assert made.passing == 0


def test_papers_like_those_that_pass_come_with_what_they_share_and_without_these():
    made = widget()
    made.crossfilter.set(Values("title", frozenset({"whale song 0", "whale song 1"})))
    assert made.passing == 2
    made.receive({"do": "find", "of": "passing", "by": "similarity"})
    assert sorted(ids(made)[:3]) == ["p12", "p6", "p9"]
    assert not {"p0", "p3"} & set(ids(made))
    assert any("whale" in term for term in made.found["papers"][0]["shared"])


@pytest.mark.parametrize(("by", "field", "best"), [("date", "published", max), ("upvotes", "upvotes", max)])
def test_sorted_by_date_or_upvotes_the_best_comes_first(by, field, best):
    made = widget(compare=["p0", "p3"])
    made.receive({"do": "find", "of": "chosen", "by": by})
    values = [paper[field] for paper in made.found["papers"]]
    assert made.chosen == 2 and values == sorted(values, reverse=True) and values[0] == best(values)


def test_another_selection_forgets_the_answer():
    made = widget(compare=["p0"])
    made.receive({"do": "find", "of": "chosen", "by": "similarity"})
    made.state.compare = ["p0", "p1"]
    assert made.found == {} and made.chosen == 2
    made.receive({"do": "find", "of": "chosen", "by": "similarity"})
    made.crossfilter.set(Values("venue", frozenset({"V1"})))
    assert made.found == {} and made.passing == 3


def test_a_found_paper_opens_and_nonsense_does_nothing():
    made = widget(compare=["p0", "gone"])
    for message in ({"do": "find", "of": "all", "by": "date"}, {"do": "open", "id": "gone"}, 7):
        made.receive(message)
    assert made.found == {} and made.state.paper is None and made.chosen == 1
    made.receive({"do": "open", "id": "p4"})
    assert made.state.paper == "p4"
