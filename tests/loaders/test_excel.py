"""Excel workbooks."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from loaders import LoadError, excel, read
from tests.loaders.invented import TITLES


def book(**sheets) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


HEADER = ["Title", "Year", "arXiv ID", "Published", "Cited by", "Note"]
ROWS = [[title, 2020 + number, 2410.1, datetime.date(2024, 5, 28), "1,234", 3.5] for number, title in enumerate(TITLES)]


def test_cells_of_every_type() -> None:
    [found] = read(("papers.xlsx", book(Papers=[HEADER, *ROWS])))
    assert found.source.kind == excel.KIND
    assert found.entries["title"].tolist() == list(TITLES)
    assert found.entries["arxiv_id"].tolist() == ["2410.10000"] * 5
    assert found.entries["published"].dt.strftime("%Y-%m-%d").tolist() == ["2024-05-28"] * 5
    assert found.entries["citations"].tolist() == [1234] * 5
    assert found.entries["note"].tolist() == [3.5] * 5
    assert set(found.entries["page"]) == {"papers"}
    assert found.source.warnings == found.source.skipped == ()


def test_lines_above_the_names_and_empty_rows() -> None:
    [found] = read(("papers.xlsx", book(Papers=[["Our reading list"], [], HEADER, ROWS[0], [], [None, 2021], ROWS[1]])))
    assert found.entries["title"].tolist() == list(TITLES[:2])
    assert [one.record for one in found.source.skipped] == ["row 5", "row 6"]


def test_every_sheet_with_titles_is_a_page() -> None:
    data = book(
        Read=[HEADER, *ROWS[:2]], Notes=[["just", "notes"]], Unread=[["Year", "Title"], [None, "B"], [2020, None]]
    )
    [found] = read(("papers.xlsx", data))
    assert found.entries["title"].tolist() == [*TITLES[:2], "B"]
    assert found.entries["page"].tolist() == ["papers, Read", "papers, Read", "papers, Unread"]
    assert found.entries["rank"].tolist() == [1, 2, 1]
    assert [one.record for one in found.source.skipped] == ["row 3 of sheet “Unread”"]


def test_a_workbook_without_titles() -> None:
    with pytest.raises(LoadError, match=r"papers.xlsx has no sheet with a column of titles; its sheets are “A”, “B”"):
        read(("papers.xlsx", book(A=[["x"]], B=[])))


def test_a_workbook_that_is_damaged() -> None:
    data = book(Papers=[HEADER, *ROWS])
    for place in range(200, len(data) - 200, 400):
        try:
            read(("papers.xlsx", data[:place] + b"\xff\xff\xff" + data[place + 3 :]))
        except LoadError as error:
            assert "mistake" not in str(error)
    with pytest.raises(LoadError, match=r"papers.xlsx is (a damaged Excel workbook|packed by ZIP and damaged)"):
        read(("papers.xlsx", data[: len(data) // 2]))


def repacked(data: bytes, name: str, change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return out.getvalue()


def test_a_workbook_that_unpacks_to_anything(monkeypatch) -> None:
    monkeypatch.setattr(excel, "MOST_UNPACKED", 1_000_000)
    data = repacked(book(Papers=[HEADER, *ROWS]), "xl/worksheets/sheet1.xml", lambda sheet: sheet + b" " * 2_000_000)
    with pytest.raises(LoadError, match=r"papers.xlsx unpacks to 2 MB"):
        read(("papers.xlsx", data))


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_entities_in_a_workbook_are_not_followed(part) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'

    def change(content: bytes) -> bytes:
        declaration, _, rest = content.partition(b"?>") if content.startswith(b"<?xml") else (b"", b"", content)
        return (declaration + b"?>" if declaration else b"") + bomb + rest.replace(b"Counting", b"&c;&b;")

    data = repacked(book(Papers=[HEADER, *ROWS]), part, change)
    try:
        [found] = read(("papers.xlsx", data))
    except LoadError as error:
        assert "damaged" in str(error)
    else:
        assert not found.entries["title"].str.contains("root:|boom").any()
