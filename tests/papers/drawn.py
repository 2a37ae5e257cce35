"""Papers and clauses that hypothesis draws, awkward ones among them."""

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import settings
from hypothesis import strategies as st

from papers import schema
from papers.clauses import Clause, Range, Region, Text, Values
from papers.crossfilter import Crossfilter

unhurried = settings(deadline=None, max_examples=40)

# papers

NAMES = ["Ada", "Ben", "Éva", "李", "", "ada"]
WORDS = ["graph", "graphs", "Über", "uber", "rag", "storage", "x-ray"]
DAYS = st.dates(date(2022, 11, 1), date(2024, 3, 1))

rows = st.fixed_dictionaries(
    {
        "title": st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join),
        "authors": st.none() | st.lists(st.sampled_from(NAMES) | st.none(), max_size=4),
        "venue": st.none() | st.sampled_from(NAMES),
        "open": st.booleans(),
        "upvotes": st.none() | st.integers(0, 40) | st.sampled_from([500, 9000]),
        "score": st.none() | st.integers(-8, 8).map(lambda n: n / 4) | st.sampled_from([np.inf, np.nan]),
        "published": st.none() | DAYS,
        "published_precision": st.sampled_from(["day", "month", "year", None]),
    }
)
COLUMNS = ["title", "authors", "venue", "open", "upvotes", "score", "published", "published_precision"]
CHARTED = ["authors", "venue", "open", "upvotes", "score", "published"]


def as_frame(papers: list[dict]) -> pd.DataFrame:
    columns = {name: [paper[name] for paper in papers] for name in COLUMNS}
    return pd.DataFrame(
        {
            "title": pd.Series(columns["title"], dtype="str"),
            "authors": pd.Series(columns["authors"], dtype=schema.MANY),
            "venue": pd.Series(columns["venue"], dtype="str"),
            "open": pd.Series(columns["open"], dtype="bool"),
            "upvotes": pd.Series(columns["upvotes"], dtype="Int64"),
            "score": pd.Series(columns["score"], dtype="float64"),
            "published": pd.Series(pd.to_datetime(columns["published"]), dtype=schema.DATE),
            "published_precision": pd.Series(columns["published_precision"], dtype="str"),
        }
    )


papers_lists = st.lists(rows, max_size=25)

# clauses

names = st.frozensets(st.sampled_from([*NAMES, "Nobody", None]), max_size=3)
matches = st.sampled_from(["any", "all", "none", "exactly"])
many_values = st.builds(Values, st.sampled_from(["authors", "venue"]), names, names, matches)
flags = st.builds(Values, st.just("open"), st.frozensets(st.sampled_from(["true", "false"])))
number_values = st.builds(
    Values, st.just("upvotes"), st.frozensets(st.none() | st.integers(0, 5), max_size=3), st.just(frozenset()), matches
)
ends = st.none() | st.integers(-3, 50)
upvote_ranges = st.builds(Range, st.just("upvotes"), ends, ends, st.booleans())
score_ranges = st.builds(Range, st.just("score"), st.none() | st.floats(-2, 2), ends, st.booleans())
day_ends = st.none() | DAYS.map(date.isoformat)
date_ranges = st.builds(Range, st.just("published"), day_ends, day_ends, st.booleans())
# corners between the values, so that no paper lies on a side of the polygon
corners = st.tuples(st.integers(-2, 45).map(lambda n: n + 0.5), st.integers(-20, 20).map(lambda n: n / 8 + 1 / 16))
regions = st.builds(Region, st.just("upvotes"), st.just("score"), st.lists(corners, min_size=3, max_size=6))
# words that are required: which papers answer plain words well enough is for the tests of search
queries = st.lists(st.sampled_from(["+graph", "+uber", "+RAG", "+ray", "+éva", '+"x ray"']), max_size=2).map(" ".join)
clauses: st.SearchStrategy[Clause] = st.one_of(
    many_values, flags, number_values, upvote_ranges, score_ranges, date_ranges, regions, queries.map(Text)
)
clause_lists = st.lists(clauses, max_size=6)


def linked(papers: list[dict], asked: list[Clause]) -> Crossfilter:
    """The linked view of papers after these clauses were set, one after the other."""
    crossfilter = Crossfilter(as_frame(papers))
    for clause in asked:
        crossfilter.set(clause)
    return crossfilter
