"""Pages saved or pasted as text: both layouts, and what happens to them on the way."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import LoadError, daily_page, read
from loaders.daily_page import Entry, parse
from tests.loaders.invented import ANY, TITLES, abstract, dense_page, page

WHOLE = tuple(Entry(title, abstract(title)) for title in TITLES)


@pytest.mark.parametrize("text", [page(), dense_page()], ids=["paragraphs", "lines"])
def test_both_layouts_give_titles_and_abstracts_in_order(text) -> None:
    assert parse(text).entries == WHOLE


def test_order_is_the_rank_and_the_date_stands_in_the_name() -> None:
    [records] = read(("000_9403f8911888ae08.txt", page().encode()))
    assert records.source.kind == daily_page.KIND
    assert records.source.records == len(TITLES)
    assert records.entries["rank"].tolist() == [1, 2, 3, 4, 5]
    assert set(records.entries["page"]) == {"000 (May 28)"}
    assert records.source.warnings == records.source.skipped == ()


def test_a_page_without_date_is_called_after_its_file() -> None:
    [records] = read(("whales.txt", dense_page().encode()))
    assert set(records.entries["page"]) == {"whales"}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("utf-32"),
        lambda text: ("  " + text.replace("\n", "  \n\t")).encode(),
        lambda text: text.replace(" ", "\u00a0").encode(),
        lambda text: text.replace("Whales", "Wha\x00les").encode(),
        lambda text: text.replace("Whales", "Wha\u200bles").encode(),
    ],
    ids=[
        "crlf",
        "cr",
        "bom",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "indented",
        "no-break-blanks",
        "nul",
        "zero-width",
    ],
)
def test_the_same_page_in_other_bytes_is_the_same(change) -> None:
    [records] = read(("page", change(page(date=""))))
    assert records.entries["title"].tolist() == list(TITLES)
    assert records.entries["abstract"].tolist() == [abstract(title) for title in TITLES]
    assert records.source.warnings == ()


def test_pasted_without_header() -> None:
    [records] = read("\n\n".join(part for title in TITLES[:2] for part in (title, abstract(title))))
    assert records.entries["title"].tolist() == list(TITLES[:2])
    assert records.source.name == "Pasted text"


def test_one_pasted_paper() -> None:
    [records] = read(f"{TITLES[0]}\n{abstract(TITLES[0])}\n")
    assert records.entries["abstract"].tolist() == [abstract(TITLES[0])]


def test_pasted_with_lines_broken_by_a_mail_program() -> None:
    blocks = [textwrap.fill(part, 72) for title in TITLES for part in (title, abstract(title))]
    assert parse("\n\n".join(blocks)).entries == WHOLE


def test_pasted_from_a_browser_with_votes_authors_and_dates() -> None:
    menu = [
        "Models",
        "Datasets",
        "new",
        "Get trending papers in your email inbox once a day!",
        "Subscribe",
        "Daily Papers",
    ]
    menu += [
        "by",
        "AK",
        "and the research community",
        "whales",
        "Daily",
        "Weekly",
        "Monthly",
        "Trending Papers",
        "Jun 29",
    ]
    entries = [
        line
        for title in TITLES
        for line in ("101", title, abstract(title), "University of the Sea", "·", "Mar 8, 2024", "6", "GitHub 1.2k")
    ]
    found = parse("\n\n".join([*menu, *entries, "Previous", "1", "2", "Next", "TOS", "Privacy"]))
    assert found.entries == WHOLE
    assert found.date == "Jun 29"


@pytest.mark.parametrize("layout", [page, dense_page])
@pytest.mark.parametrize("missing", [TITLES[:1], TITLES[1:3], TITLES[2:4], TITLES[-1:]])
def test_an_entry_without_abstract_is_kept_and_named(layout, missing) -> None:
    [records] = read(("page.txt", layout(without=missing).encode()))
    expected = [None if title in missing else abstract(title) for title in TITLES]
    assert records.entries["title"].tolist() == list(TITLES)
    assert [None if value != value else value for value in records.entries["abstract"]] == expected
    [warning] = records.source.warnings
    assert all(title in warning for title in missing)
    assert "no abstract" in warning


def test_a_list_of_titles_alone() -> None:
    [records] = read(("page.txt", page(without=TITLES).encode()))
    assert records.entries["title"].tolist() == list(TITLES)
    assert records.source.warnings == ("None of its entries has an abstract.",)


@pytest.mark.parametrize("layout", [page, dense_page])
def test_a_page_cut_off_in_an_abstract_keeps_the_entry_without_it(layout) -> None:
    whole = layout().rstrip()
    [records] = read(("page.txt", whole[: len(whole) - 40].encode()))
    assert records.entries["title"].tolist() == list(TITLES)
    assert records.entries["abstract"].isna().tolist() == [False, False, False, False, True]
    assert f"ends in the middle of the abstract of “{TITLES[-1]}”" in records.source.warnings[0]


def test_a_page_cut_off_in_a_character() -> None:
    whole = page([*TITLES[:-1], "Ü"]).encode()
    cut = whole[: whole.rindex("Ü".encode()) + 1]
    [records] = read(("page.txt", cut))
    assert records.entries["title"].tolist()[:-1] == list(TITLES[:-1])
    assert "no text in 1 place" in records.source.warnings[0]


def test_a_page_that_begins_in_an_abstract() -> None:
    [records] = read(("page.txt", f"{abstract('lost')}\n\n{page(date='').partition('community')[2]}".encode()))
    assert records.entries["title"].tolist() == list(TITLES)
    [skipped] = records.source.skipped
    assert "abstract without title" in skipped.reason


def test_an_abstract_of_two_paragraphs_stays_whole() -> None:
    parts = [TITLES[0], abstract(TITLES[0]), abstract("more"), TITLES[1], abstract(TITLES[1])]
    assert parse("\n\n".join(parts)).entries[0].abstract == f"{abstract(TITLES[0])} {abstract('more')}"


@pytest.mark.parametrize(
    "end", ["is at https://github.com/nobody/nothing", "see nothing.example/boats", "(in press)", "by 5%"]
)
def test_an_abstract_may_end_with_a_link(end) -> None:
    assert not parse(f"{page()} {end}").is_cut


def test_a_header_alone_is_no_page_of_papers() -> None:
    with pytest.raises(LoadError, match=r"header\.txt looks like a page of Daily Papers and has no papers"):
        read(("header.txt", page([]).encode()))


@pytest.mark.parametrize(
    "text",
    [
        "# Litscope\n\nA dashboard.\n\n- one\n- two\n\n" + "Long text here. " * 40,
        "MIT License\n\nCopyright (c) 2024 Nobody\n\n" + "Permission is hereby granted. " * 20 + "\n\nTHE END.",
        "Dear all,\n\nplease find attached the minutes of the meeting.\n\nRegards\nNobody",
        "x = 1\ny = 2\n",
    ],
    ids=["readme", "license", "letter", "program"],
)
def test_other_text_is_no_page(text) -> None:
    with pytest.raises(LoadError, match=r"without papers"):
        read(("other.txt", text.encode()))


TITLE = st.text("abcdefghij klmnop", min_size=5, max_size=140).map(lambda text: f"T{' '.join(text.split())}x")
ABSTRACT = (
    st.integers(3, 30)
    .map(lambda times: "We invent boats, and count each of them by candlelight. " * times)
    .map(str.strip)
)


@ANY
@given(st.lists(st.tuples(TITLE, ABSTRACT), min_size=1, max_size=30))
def test_any_page_is_read_back_as_it_was_written(entries) -> None:
    text = page([]) + "\n\n" + "\n\n".join(f"{title}\n\n{abstract}" for title, abstract in entries)
    assert [(entry.title, entry.abstract) for entry in parse(text).entries] == entries


@ANY
@given(st.text())
def test_no_text_is_too_odd(text) -> None:
    parse(text)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("page", "name", "entries"),
    [
        ("000", "000 (May 28)", 64),
        ("001", "001 (Mar 18)", 48),
        ("002", "002 (Mar 14)", 73),
        ("003", "003", 234),
        ("004", "004 (Jul 17)", 67),
    ],
)
def test_real_pages(shared, page, name, entries) -> None:
    [records] = read(str(shared / "seeds" / f"{page}_*.txt"))
    assert len(records.entries) == entries
    assert set(records.entries["page"]) == {name}
    assert records.entries["rank"].tolist() == list(range(1, entries + 1))
    assert records.entries["title"].str.len().between(10, 200).all()
    assert records.entries["abstract"].str.len().min() > 400
    assert records.source.warnings == records.source.skipped == ()


@pytest.mark.shared
def test_titles_and_abstracts_of_thousands_of_papers_are_told_apart(shared) -> None:
    [records] = read(shared / "data" / "daily_papers.parquet")
    papers = records.entries[["title", "abstract"]].sample(5_000, random_state=0)
    wrong = 0
    for start in range(0, len(papers), 50):
        some = papers[start : start + 50]
        text = "\n".join(part for pair in some.itertuples(index=False) for part in pair)
        found = [(entry.title, entry.abstract) for entry in parse(text).entries]
        wrong += sum(one not in found for one in some.itertuples(index=False, name=None))
    assert wrong <= 10  # abstracts at the end of a page that end without a full stop
