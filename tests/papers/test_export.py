"""The CSV of papers: what stands in it, and that it is harmless."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers import schema
from papers.export import to_csv


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def paper(**values) -> pd.DataFrame:
    return schema.conform(pd.DataFrame([{"paper_id": "title:x", "title": "X"} | values]))


def test_a_row_a_paper_and_every_column() -> None:
    frame = schema.conform(pd.DataFrame({"paper_id": ["a", "b"], "title": ['A, “quoted” "so"', "B\nC"]}))
    rows = read(to_csv(frame))
    assert list(rows[0]) == list(schema.PAPERS)
    assert [row["title"] for row in rows] == ['A, “quoted” "so"', "B\nC"]
    assert rows[0]["upvotes"] == rows[0]["authors"] == rows[0]["published"] == ""


def test_lists_are_joined() -> None:
    assert read(to_csv(paper(authors=["Ada", "Łukasz"])))[0]["authors"] == "Ada; Łukasz"


@pytest.mark.parametrize(
    ("precision", "shown"), [("day", "2023-05-01"), ("month", "2023-05"), ("year", "2023"), (None, "2023-05-01")]
)
def test_dates_stand_as_far_as_they_are_known(precision: str | None, shown: str) -> None:
    frame = paper(published="2023-05-01", published_precision=precision, listed="2023-06-02")
    assert read(to_csv(frame))[0]["published"] == shown
    assert read(to_csv(frame))[0]["listed"] == "2023-06-02"


def test_times_and_zones_of_extra_columns() -> None:
    frame = paper(seen=pd.Timestamp("2023-05-01T10:30:00Z"))
    assert read(to_csv(frame))[0]["seen"] == "2023-05-01T10:30:00"


def test_numbers_stay_numbers() -> None:
    row = read(to_csv(paper(upvotes=0, x=-1.5, price=-2.25, flag=True)))[0]
    assert (row["upvotes"], row["x"], row["price"], row["flag"]) == ("0", "-1.5", "-2.25", "True")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_inert(start: str) -> None:
    evil = f"{start}HYPERLINK(1)"
    frame = paper(title=evil, authors=[evil], venue=evil).assign(**{evil: "x"})
    rows = read(to_csv(frame))
    assert rows[0]["title"] == rows[0]["authors"] == rows[0]["venue"] == f"'{evil}"
    assert list(rows[0])[-1] == f"'{evil}"


def test_no_papers_leave_the_header() -> None:
    assert to_csv(paper().iloc[:0]) == ",".join(schema.PAPERS) + "\r\n"


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.tuples(cells, st.lists(cells, max_size=3), st.none() | st.integers(0, 10**6)), max_size=5))
def test_reading_it_back_gives_the_same_rows(told) -> None:
    table = pd.DataFrame(told, columns=["title", "authors", "upvotes"])
    rows = read(to_csv(schema.conform(table)))
    assert [(row["title"].removeprefix("'"), row["upvotes"]) for row in rows] == [
        (title.removeprefix("'"), "" if upvotes is None else str(upvotes)) for title, _, upvotes in told
    ]
    assert [row["authors"].removeprefix("'") for row in rows] == [
        "; ".join(authors).removeprefix("'") for _, authors, _ in told
    ]


def test_what_begins_with_an_apostrophe_is_left_alone() -> None:
    assert read(to_csv(paper(title="'tis")))[0]["title"] == "'tis"
