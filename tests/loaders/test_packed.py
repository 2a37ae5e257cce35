"""Packed files and archives."""

import bz2
import gzip
import io
import lzma
import zipfile

import pyarrow as pa
import pytest

from loaders import LoadError, packed, read

CSV = b"title,year\nCounting Whales,2020\nReading Maps,2021\n"


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv.gz", gzip.compress(CSV)),
        ("list.csv.bz2", bz2.compress(CSV)),
        ("list.csv.xz", lzma.compress(CSV)),
        ("list.csv.zst", pa.Codec("zstd").compress(CSV, asbytes=True)),
    ],
    ids=["gz", "bz2", "xz", "zst"],  # what is packed now differs from what was packed a second ago
)
def test_one_file(name: str, content: bytes, tmp_path) -> None:
    (tmp_path / name).write_bytes(content)
    for source in ((name, content), tmp_path / name):
        [found] = read(source)
        assert found.entries["title"].tolist() == ["Counting Whales", "Reading Maps"]
        assert (found.source.name, found.source.kind) == ("list.csv", "CSV")
        assert set(found.entries["page"]) == {"list"}


def test_many_files_and_what_is_left_out() -> None:
    content = archive(
        **{"a/list.csv": CSV, "b.bib": b"@misc{a, title={B}}", "readme.md": b"hello", ".hidden": CSV, "__MACOSX/x": CSV}
    )
    about, *found = read(("lists.zip", content))
    assert [one.source.name for one in found] == ["lists.zip/a/list.csv", "lists.zip/b.bib"]
    assert [len(one.entries) for one in found] == [2, 1]
    assert about.source.warnings[0].startswith("lists.zip/readme.md was left out: it is text without papers")


def test_an_archive_in_a_folder(tmp_path) -> None:
    (tmp_path / "lists.zip").write_bytes(archive(**{"list.csv": CSV}))
    (tmp_path / "more.csv").write_bytes(b"title\nFolding\n")
    assert sorted(len(one.entries) for one in read(tmp_path)) == [1, 2]


def test_names_are_never_paths() -> None:
    [found] = read(("lists.zip", archive(**{"../../etc/list.csv": CSV})))
    assert found.source.name == "lists.zip/etc/list.csv"


@pytest.mark.parametrize("name", ["list.gz", "lists.zip"])
def test_a_small_file_that_unpacks_to_a_large_one_is_refused(name: str, monkeypatch) -> None:
    monkeypatch.setattr(packed, "LARGEST_DOCUMENT", 1_000_000)
    zeros = bytes(20_000_000)
    content = gzip.compress(zeros) if name == "list.gz" else archive(**{"zeros.csv": zeros})
    with pytest.raises(LoadError, match=f"{name} unpacks to more than a list of papers can be"):
        read((name, content))


def test_a_large_file_goes_to_the_disk_and_leaves_nothing_there(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(packed, "LARGEST_DOCUMENT", 1_000)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    rows = b"".join(b"Paper %d,%d\n" % (n, 1990 + n % 30) for n in range(2_000))
    [found] = read(("list.csv.gz", gzip.compress(b"title,year\n" + rows)))
    assert len(found.entries) == 2_000
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.zip", b"PK\x03\x04" + bytes(50), r"^a.zip is packed by ZIP and damaged"),
        ("a.gz", b"\x1f\x8b\x08" + bytes(50), r"^a.gz is packed by gzip and damaged"),
        ("empty.zip", archive(), r"^empty.zip is an empty ZIP archive.$"),
        ("nothing.zip", archive(**{"readme.md": b"hello"}), r"^nothing.zip holds no papers"),
    ],
    ids=["zip", "gz", "empty", "nothing"],
)
def test_each_has_its_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(LoadError, match=sentence):
        read((name, content))


def test_what_came_before_the_damage_is_kept() -> None:
    rows = b"".join(b"Paper %d,%d\n" % (n, 1990 + n % 30) for n in range(200_000))
    content = gzip.compress(b"title,year\n" + rows)
    [found] = read(("list.csv.gz", content[: len(content) // 2]))
    assert 10_000 < len(found.entries) < 200_000
