"""Tables in text: as they should be, and as they come."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loaders import LoadError, load, mended, read
from papers.export import to_csv
from tests.loaders.invented import ANY, TITLES, abstract


def records(text: str | bytes, name: str = "mine.csv"):
    [found] = read((name, text.encode() if isinstance(text, str) else text))
    return found


def table(rows, **options) -> str:
    out = io.StringIO()
    csv.writer(out, **options).writerows(rows)
    return out.getvalue()


ROWS = [["title", "abstract", "year"], *([title, abstract(title), "2024"] for title in TITLES)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter) -> None:
    found = records(table(ROWS, delimiter=delimiter))
    assert found.source.kind == ("TSV" if delimiter == "\t" else "CSV")
    assert found.entries["title"].tolist() == list(TITLES)
    assert found.entries["published"].dt.year.tolist() == [2024] * 5
    assert found.source.warnings == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.encode(),
        lambda text: text.replace("\r\n", "\n").encode(),
        lambda text: text.replace("\r\n", "\r").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-be"),
        lambda text: b"\n\r\n" + text.encode(),
        lambda text: b"sep=,\r\n" + text.encode(),
        lambda text: text.encode() + b"\r\n\r\n",
        lambda text: text.rstrip().encode(),
        lambda text: text.replace("\r\n", ",\r\n").replace("year,", "year").encode(),
    ],
    ids=["as-is", "lf", "cr", "bom", "utf-16", "utf-16-be", "blank-first", "sep", "blank-last", "no-end", "trailing"],
)
def test_the_same_table_in_other_bytes_is_the_same(change) -> None:
    found = records(change(table(ROWS)))
    assert found.entries["title"].tolist() == list(TITLES)
    assert found.entries["abstract"].tolist() == [abstract(title) for title in TITLES]
    assert found.source.warnings == found.source.skipped == ()


def test_western_letters_are_read_and_said_to_be_guessed() -> None:
    found = records("title;venue\nÜber Wale – „groß“;Köln\n".encode("cp1252"))
    assert found.entries["title"].tolist() == ["Über Wale – „groß“"]
    assert "not in UTF-8 and was read as Western European" in found.source.warnings[0]


def test_bytes_that_are_no_text_are_replaced_and_counted() -> None:
    found = records("title\nÜber Wälder\nÖde Bü".encode() + b"\xffcher\n")
    assert found.entries["title"].tolist() == ["Über Wälder", "Öde Bü\ufffdcher"]
    assert found.source.warnings == ("It has bytes that are no text in 1 place; “\ufffd” stands there.",)


def test_control_characters_are_taken_out() -> None:
    assert records(b"title,year\nA\x00B\x1b[0m,2020\n").entries["title"].tolist() == ["AB[0m"]


def test_line_breaks_commas_and_quotes_in_cells() -> None:
    found = records('title,year\n"A, ""B""\nC",2020\nA 5" disk,2021\n')
    assert found.entries["title"].tolist() == ['A, "B" C', 'A 5" disk']


def test_two_columns_of_one_name() -> None:
    found = records("title,note,note,Title\nA,x,y,B\n")
    assert found.entries[["note", "note_2", "title_2"]].iloc[0].tolist() == ["x", "y", "B"]
    assert found.source.warnings == (
        "Two columns are called “note”; one is kept as “note_2”.",
        "Two columns are called “Title”; one is kept as “title_2”.",
    )


def test_ids_are_read_as_text() -> None:
    found = records("title,arxiv_id,serial\nA,2410.10000,007\nB,2410.1,010\n")
    assert found.entries["arxiv_id"].tolist() == ["2410.10000", "2410.10000"]
    assert found.entries["serial"].tolist() == ["007", "010"]


@pytest.mark.parametrize("text", [",title\n0,A\n1,B\n", "title\n0,A\n1,B\n", "title,\nA,\nB,\n"])
def test_columns_without_a_name(text) -> None:
    assert records(text).entries["title"].tolist() == ["A", "B"]


def test_a_column_of_titles_alone() -> None:
    assert records("Title\nA\nB, with a comma\n").entries["title"].tolist()[0] == "A"


# what is broken


def test_a_quote_that_is_never_closed_costs_nothing_but_a_warning() -> None:
    found = records('title,year\nA,1999\nB,"2000\nC,2001\n"D,2002\nE,2003\n')
    assert found.entries["title"].tolist() == ["A", "B", "C", "D", "E"]
    assert found.entries["published"].dt.year.tolist() == [1999, 2000, 2001, 2002, 2003]
    assert found.source.warnings == (
        "Rows 3 and 5 have a quote that is never closed; it was read as part of the text.",
    )


@pytest.mark.parametrize("end", ["B,2000,this is an abstr", 'B,2000,"this is an abstr', 'B,2000,"this is\nan abstr'])
def test_a_file_that_is_cut_off_keeps_the_row(end) -> None:
    found = records(f'title,year,abstract\nA,1999,"One\nand two."\n{end}')
    assert found.entries["title"].tolist() == ["A", "B"]
    assert found.entries["published"].dt.year.tolist() == [1999, 2000]
    if '"' in end:
        assert found.entries["abstract"].isna().tolist() == [False, True]
        assert found.source.warnings == (
            "The file ends in the middle of row 3; the cell that is cut off was left out.",
        )


def test_a_file_that_is_cut_off_in_a_title() -> None:
    found = records('title,year\nA,1999\n"B beg')
    assert found.entries["title"].tolist() == ["A"]
    assert [(one.record, one.reason) for one in found.source.skipped] == [
        ("row 3", "The file ends in the middle of it.")
    ]


def test_rows_of_other_lengths() -> None:
    found = records("title,year,venue\nA,1999,x\nB,2000\nC, with a comma,2001,y\nD,2002,z,,\n")
    assert found.entries["title"].tolist() == ["A", "B", "D"]
    assert found.source.warnings == (
        "Row 3 has fewer cells than the header has names; what is missing was left empty.",
    )
    [skipped] = found.source.skipped
    assert skipped.record == "row 4"
    assert skipped.reason == "It has 4 cells where the header has 3; put quotes around a cell that holds a comma."


def test_an_endless_row_costs_itself(monkeypatch) -> None:
    monkeypatch.setattr(mended, "LARGEST_ROW", 1000)
    found = records(f'title,abstract\nA,x\nB,{"y" * 5000}\nC,"z\n')
    assert found.entries["title"].tolist() == ["A", "C"]
    assert [one.record for one in found.source.skipped] == ["row 3"]


def test_broken_rows_beyond_count_are_counted() -> None:
    rows = "".join(f"P{number},2000\nQ,1,2,3\nR,3\n" for number in range(300))
    found = records(f"title,year\n{rows}")
    assert len(found.entries) == 600
    assert len(found.source.skipped) == mended.BROKEN_NAMED + 1
    assert found.source.skipped[-1].record == "200 more rows"


def test_a_file_that_does_not_fit_its_header_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr(mended, "_BATCH", 100)
    with pytest.raises(
        LoadError, match=r"mine.csv has 3 columns in its first row and other numbers of cells in most rows"
    ):
        records("title,year,venue\n" + "one cell\n" * 1000)


def test_a_header_without_titles_or_rows() -> None:
    with pytest.raises(LoadError, match=r"mine.csv has no column of titles; it has “authors”, “year”"):
        records("authors,year\nA,2020\n")
    with pytest.raises(LoadError, match=r"mine.csv has columns and no rows"):
        records("title,year\n")


# there and back


def test_what_is_exported_comes_back() -> None:
    frame = pd.DataFrame(
        {
            "title": ["=cmd()", "+1 for boats", "'quoted'", "A; B, and “C”"],
            "authors": [["Ada Lovelace", "Bo"], ["Plato"], None, ["Lovelace, A."]],
            "published": ["2024-05-28", "2024-05", "2024", None],
            "upvotes": [0, 3, None, 12],
            "arxiv_id": ["2410.10000", None, None, None],
            "abstract": ["Line.", "@ home", "- 3", None],
            "seen": ["2024-01-01", None, None, "2024-01-02"],
            "grade": [1.5, None, 2.0, 3.0],
        }
    )
    before = load(("one", frame))
    after = load(("two.csv", to_csv(before.papers).encode()))
    assert after.sources[0].warnings == after.sources[0].skipped == ()
    columns = before.papers.columns.difference(["pages"])
    pd.testing.assert_frame_equal(before.papers[columns], after.papers[columns])


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Cn", "Co"]), max_size=12
)


NOTE = CELL.map(lambda text: f"v{text.replace(';', '.')}")
"""Texts with semicolons that occur again are lists."""


@ANY
@given(st.lists(st.tuples(CELL.map(lambda text: f"T{text}"), NOTE), min_size=1), st.sampled_from(",;\t|"))
@example([("T", "v"), ("T;", "v;")], ",")
def test_whatever_is_written_is_read(rows, delimiter) -> None:
    found = records(table([["title", "note"], *rows], delimiter=delimiter))
    assert found.entries["title"].tolist() == [title for title, _ in rows]
    assert found.entries["note"].tolist() == [note for _, note in rows]


@ANY
@given(st.text(st.sampled_from('ab",;\n\r\t |é'), max_size=200))
def test_no_table_is_too_odd(text) -> None:
    try:
        found = records(f"title,year\n{text}")
    except LoadError as error:
        assert "mistake" not in str(error)
    else:
        assert found.entries["title"].notna().all()


@ANY
@given(st.lists(st.tuples(st.text('ab",\n ', max_size=8), st.text('ab",\n ', max_size=8)), min_size=1, max_size=8))
def test_mending_reads_what_is_as_it_should_be(rows) -> None:
    text = table([["title", "note"], *((f"T{title}", f"N{note}") for title, note in rows)])
    quick = records(text).entries
    slow = records(f"{text}too,many,cells\n").entries
    pd.testing.assert_frame_equal(quick, slow)
