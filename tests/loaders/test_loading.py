"""What can be given to load, in which order it is read, and what is said when it cannot be."""

import os
import time
from pathlib import Path

import pandas as pd
import pytest

from loaders import LoadError, add, foreign, given, load, loading, read, reporting, sample
from loaders.raw import Raw
from papers.collection import Records
from tests.loaders.invented import TITLES, abstract, dense_page, page

TABLE = "title,year\n" + "\n".join(f'"{title}",2024' for title in TITLES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with pages, a table, and files that hold no papers."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "b" / "page.txt").write_text(dense_page(TITLES[2:]), encoding="utf-8")
    (tmp_path / "page.txt").write_text(page(TITLES[:3]), encoding="utf-8")
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("Buy candles.\n", encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / ".hidden" / "page.txt").write_text(page(), encoding="utf-8")
    (tmp_path / ".page.txt").write_text(page(), encoding="utf-8")
    return tmp_path


def names(*sources) -> list[str]:
    return [records.source.name for records in read(*sources)]


# what can be given


def test_nothing_gives_the_bundled_sample() -> None:
    collection = load()
    assert len(collection) == 416
    assert [source.kind for source in collection.sources] == [sample.KIND]


@pytest.mark.parametrize("as_type", [str, Path, lambda path: os.fspath(path) + os.sep, lambda path: f"{path}/*.txt"])
def test_a_path_in_any_form(folder, as_type) -> None:
    assert len(load(as_type(folder))) >= 3


def test_a_folder_is_read_with_all_in_it_sorted_and_hidden_files_are_left_alone(folder) -> None:
    found = names(folder)
    assert found == [f"{folder.name}/", "a.csv", f"{folder.name}/page.txt", "b/page.txt"]


def test_files_of_a_folder_that_hold_no_papers_are_named(folder) -> None:
    source = read(folder)[0].source
    assert source.kind == loading.FOLDER
    assert source.records == 0
    assert source.warnings == (
        "empty.txt was left out: it is empty.",
        "notes.txt was left out: it is text without papers that can be told apart: neither a page of titles and "
        "abstracts nor a table with a column “title”.",
        "photo.png was left out: it is a picture; copy or save what it shows as text.",
    )


def test_many_files_left_out_for_one_reason_are_one_warning(tmp_path) -> None:
    for number in range(15):
        (tmp_path / f"{number:02}.png").write_bytes(b"\x89PNG")
    (tmp_path / "page.txt").write_text(page(), encoding="utf-8")
    [warning] = read(tmp_path)[0].source.warnings
    assert warning.startswith(
        "15 files were left out: each is a picture; copy or save what it shows as text. They are 00.png, 01.png"
    )
    assert warning.endswith("09.png and 5 more.")


def test_patterns(folder) -> None:
    assert names(f"{folder}/*.csv") == ["a.csv"]
    assert names(f"{folder}/**/page.txt") == ["b/page.txt", f"{folder.name}/page.txt"]


def test_a_file_whose_name_looks_like_a_pattern(tmp_path) -> None:
    path = tmp_path / "list [1].csv"
    path.write_text(TABLE, encoding="utf-8")
    assert names(str(path)) == ["list [1].csv"]


def test_bytes_pairs_text_frames_and_records() -> None:
    frame = pd.DataFrame({"title": ["A"]})
    sources = (
        *(TABLE.encode(), ("mine.csv", TABLE.encode()), bytearray(TABLE.encode()), memoryview(TABLE.encode())),
        *(page(), frame, ("list", frame), sample.facts()),
    )
    expected = ["Data", "mine.csv", "Data 2", "Data 3", "Pasted text", "Table", "list", "Bundled facts"]
    assert names(*sources) == expected


@pytest.mark.parametrize("source", [3, None, ["a.csv"], ("a", 1), {"a": 1}, (1, b"x")])
def test_what_is_no_source_is_a_mistake_of_the_caller(source) -> None:
    with pytest.raises(TypeError, match="A source is a path"):
        read(source)


def test_content_counts_and_not_the_name(tmp_path) -> None:
    for name, content in {
        "a.json": page().encode(),
        "b.parquet": TABLE.encode(),
        "c.html": b'[{"title": "A"}]',
    }.items():
        (tmp_path / name).write_bytes(content)
    assert [records.source.kind for records in read(tmp_path)] == ["Daily Papers page", "CSV", "JSON"]


def test_a_file_named_twice_is_read_once(folder) -> None:
    assert names(folder / "a.csv", folder / "b" / ".." / "a.csv", f"{folder}/a*") == ["a.csv"]


def test_sources_are_as_old_as_their_files(folder) -> None:
    os.utime(folder / "a.csv", (1_700_000_000, 1_700_000_000))
    [records] = read(folder / "a.csv")
    assert records.source.retrieved.isoformat() == "2023-11-14T22:13:20+00:00"


# names


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("000_9403f8911888ae08.txt", "000"),
        ("page-0a1b2c3d4e5f.html", "page"),
        ("2024-05-29.json", "2024-05-29"),
        ("mine.v2.csv", "mine.v2"),
        ("deadbeef.txt", "deadbeef"),
        ("list_12345678.csv", "list_12345678"),
        ("C:\\lists\\mine.csv", "mine"),
        ("no ending", "no ending"),
    ],
)
def test_lists_are_called_after_their_file(name, stem) -> None:
    assert given.stem(name) == stem


def test_pages_of_one_name_are_told_apart_by_their_folder(folder) -> None:
    pages = [records.entries["page"][0] for records in read(f"{folder}/**/page.txt")]
    assert pages == ["b/page", f"{folder.name}/page (May 28)"]


def test_pages_of_one_name_in_one_folder_are_numbered(tmp_path) -> None:
    (tmp_path / "page.txt").write_text(page(date=""), encoding="utf-8")
    (tmp_path / "page.text").write_text(dense_page(), encoding="utf-8")
    assert [records.entries["page"][0] for records in read(tmp_path)] == ["page", "page 2"]


def test_pages_of_one_name_without_folder_are_numbered() -> None:
    pages = [
        records.entries["page"][0] for records in read(("x.txt", page().encode()), ("x.txt", dense_page().encode()))
    ]
    assert pages == ["x (May 28)", "x 2"]


# what is joined


def test_papers_of_several_lists_are_joined(folder) -> None:
    collection = load(f"{folder}/**/page.txt", folder / "a.csv")
    assert len(collection) == 5
    assert collection.papers["page_count"].tolist().count(3) == 1
    assert collection.papers["published"].notna().all()


def test_known_papers_are_completed_and_it_says_from_where() -> None:
    title = sample.facts().entries["title"][0]
    collection = load(f"{title}\n{abstract(title)}")
    [paper] = collection.papers.itertuples()
    assert paper.arxiv_id == sample.facts().entries["arxiv_id"][0]
    assert collection.origin(paper.paper_id, "arxiv_id").name == "Bundled facts"
    assert collection.origin(paper.paper_id, "title").name == "Pasted text"


def test_adding_to_a_collection() -> None:
    before = load(("a.csv", TABLE.encode()))
    after = add(before, ("b.txt", page([*TITLES, "A New Boat"]).encode()))
    assert len(after) == 6
    assert after.papers["paper_id"].tolist()[:5] == before.papers["paper_id"].tolist()
    with pytest.raises(LoadError):
        add(before, ("c.txt", b""))


# what cannot be read


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("nowhere.csv", r"^nowhere.csv is not there \(looked for from .*\); check how it is written.$"),
        ("no*where.csv", r"^No file matches no\*where.csv"),
        ("https://nothing.example/papers", r"is an address; save what is there to a file"),
        ("/dev/null", r"^/dev/null is neither a file nor a folder.$"),
        ("", r"^There is no text.$"),
        (" \n ", r"^Pasted text is empty.$"),
        ("nul\0path\x1b", r"^nul\ufffdpath\ufffd cannot be read: embedded null byte.$"),
        ("x" * 5_000, r"is not there|cannot be read"),
        (b"", r"^Data is empty.$"),
        (b" \r\n\t", r"^Data is empty.$"),
        (b"\xef\xbb\xbf", r"^Data is empty.$"),
        ("two\nlines", r"^Pasted text is text without papers"),
        (("a.pdf", b"%PDF-1.7\n\xff\xfe"), r"^a.pdf is a PDF; give the papers as a table"),
        (("a.png", b"\x89PNG\r\n\x1a\n" + bytes(200)), r"^a.png is a picture; copy or save what it shows as text.$"),
        (("a.xls", b"\xd0\xcf\x11\xe0" + bytes(50)), r"save it as .xlsx or CSV"),
        (("a.pkl", b"\x80\x04\x95" + bytes(50)), r"pickle, which could run any program when opened"),
        (("a.db", b"SQLite format 3\0" + bytes(50)), r"a database of SQLite"),
        (("a.bin", bytes(range(256)) * 20), r"^a.bin is no text and in no format that is read"),
        (("a.xml", b"<?xml version='1.0'?><feed xmlns='x'/>"), r"^a.xml holds no papers that can be read as feed"),
        (("a.xml", b"<?xml version='1.0'?><x/>"), r"^a.xml is in XML, but from none of the programs that are read"),
    ],
)
def test_each_has_its_sentence(source, sentence) -> None:
    with pytest.raises(LoadError, match=sentence):
        load(source)


def test_one_source_that_fails_does_not_cost_the_others() -> None:
    collection = load("nowhere.csv", ("a.csv", TABLE.encode()), ("b.pdf", b"%PDF"))
    assert len(collection) == 5
    nowhere, mine, pdf, _ = collection.sources
    assert (nowhere.records, mine.records, pdf.records) == (0, 5, 0)
    assert "is not there" in nowhere.skipped[0].reason
    assert nowhere.kind == pdf.kind == loading.UNREAD


def test_if_all_fail_all_reasons_are_told() -> None:
    with pytest.raises(LoadError, match=r"nowhere.csv is not there .* b.pdf is a PDF"):
        load("nowhere.csv", ("b.pdf", b"%PDF"))


def test_a_folder_without_papers(tmp_path) -> None:
    with pytest.raises(LoadError, match=r"has no files that are not hidden"):
        load(tmp_path)
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    with pytest.raises(LoadError, match=rf"{tmp_path.name}/ holds no papers. photo.png was left out: it is a picture;"):
        load(tmp_path)


def test_a_folder_with_more_files_than_anybody_meant(folder, monkeypatch) -> None:
    monkeypatch.setattr(given, "MOST_FILES", 2)
    with pytest.raises(LoadError, match="has more than 2 files; name the folder that holds the papers"):
        load(folder)


def test_a_file_that_may_not_be_read(folder, monkeypatch) -> None:
    real = Path.open

    def closed(path: Path, *arguments, **options):
        if path.name == "a.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", closed)
    with pytest.raises(LoadError, match=r"^a.csv may not be read by this user; change its permissions or copy it.$"):
        load(folder / "a.csv")
    unread = [source for source in load(folder).sources if source.kind == loading.UNREAD]
    assert [source.name for source in unread] == ["a.csv"]


def test_a_folder_that_may_not_be_looked_into(folder, monkeypatch) -> None:
    real = os.scandir

    def closed(path):
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", closed)
    [skipped] = read(folder)[0].source.skipped
    assert "b may not be read by this user" in skipped.reason
    assert len(load(folder)) == 5


def test_a_file_that_goes_away_meanwhile(folder) -> None:
    [raw] = given.expand([folder / "a.csv"])
    (folder / "a.csv").unlink()
    with pytest.raises(FileNotFoundError):
        loading._one(raw, reporting.Reporter(None))


def test_links_that_lead_back_or_nowhere(folder) -> None:
    (folder / "b" / "up").symlink_to(folder)
    (folder / "broken").symlink_to(folder / "nowhere")
    (folder / "again.csv").symlink_to(folder / "a.csv")
    assert sorted(names(folder)) == sorted([f"{folder.name}/", "a.csv", f"{folder.name}/page.txt", "b/page.txt"])


def test_a_pipe_is_not_waited_for(folder) -> None:
    os.mkfifo(folder / "pipe")
    assert len(load(folder)) == 5


def test_a_mistake_in_a_loader_costs_the_source_and_is_logged(monkeypatch, caplog) -> None:
    class Faulty:
        KIND = "faulty"

        def recognises(self, raw: Raw) -> bool:
            return raw.head.startswith(b"!")

        def read(self, raw: Raw) -> Records:
            raise KeyError("oops")

    monkeypatch.setattr(loading, "KINDS", (Faulty(), *loading.KINDS))
    collection = load(("bad", b"!"), ("a.csv", TABLE.encode()))
    assert len(collection) == 5
    assert (
        collection.sources[0].skipped[0].reason.startswith("bad could not be read because of a mistake in this program")
    )
    assert "oops" in caplog.text


def test_an_old_excel_file_is_told_from_a_picture() -> None:
    assert "save it as .xlsx" in str(foreign.refusal(Raw("x", b"\xd0\xcf\x11\xe0", given.now())))


# progress


def test_short_work_is_not_reported() -> None:
    calls: list[tuple] = []
    load(("a.csv", TABLE.encode()), progress=lambda *call: calls.append(call))
    assert calls == []


def test_long_work_is_reported_and_ends_short_of_the_whole(monkeypatch) -> None:
    monkeypatch.setattr(reporting, "SILENT", 0.0)
    monkeypatch.setattr(reporting, "EVERY", 0.0)
    calls: list[tuple[int, int, str]] = []
    load(("a.csv", TABLE.encode()), ("b.txt", page().encode()), progress=lambda *call: calls.append(call))
    assert all(0 <= done <= total for done, total, _ in calls)
    assert [done for done, _, _ in calls] == sorted(done for done, _, _ in calls)
    words = list(dict.fromkeys(words for _, _, words in calls))
    assert words == ["Reading a.csv", "Reading b.txt", "Joining 10 entries"]


def test_reports_are_not_more_often_than_eyes_can_follow(monkeypatch) -> None:
    calls: list[tuple] = []
    reporter = reporting.Reporter(lambda *call: calls.append(call))
    now = time.monotonic()
    for tick in range(200):
        monkeypatch.setattr(reporting.time, "monotonic", lambda tick=tick: now + tick / 100)
        reporter._tell(tick, "Reading")
    assert 10 <= len(calls) <= 16
