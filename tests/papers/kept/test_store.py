"""The store: durable, shared by processes, and plain about what is wrong with it."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from papers.kept import store as store_module
from papers.kept.store import FILE, PLACE, KeptError, Part, Store

META = sa.MetaData()
NOTES = sa.Table("notes", META, sa.Column("words", sa.Text))
PART = Part("notes", (lambda connection: META.create_all(connection),))

WRITER = """
import sys
from tests.papers.kept.test_store import write
from papers.kept.store import Store
store = Store(sys.argv[1])
number = 0
while number < int(sys.argv[3]):
    write(store, f"{sys.argv[2]} {number}")
    print(number, flush=True)
    number += 1
"""


def write(store: Store, words: str) -> None:
    with store.writing(PART) as connection:
        connection.execute(sa.insert(NOTES).values(words=words))


def read(store: Store) -> list[str]:
    with store.reading(PART) as connection:
        return list(connection.execute(sa.select(NOTES.c.words)).scalars())


def writer(folder: Path, name: str, many: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(folder), name, str(many)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3])


def test_what_is_written_is_there_for_the_next_one_to_open_it(tmp_path: Path):
    write(Store(tmp_path), "whales")
    assert read(Store(tmp_path)) == ["whales"]


def test_nothing_is_created_before_something_is_written(tmp_path: Path):
    store = Store(tmp_path / "data")
    assert store.untouched
    assert list(tmp_path.iterdir()) == []
    write(store, "whales")
    assert not store.untouched


def test_the_place_is_what_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(PLACE, str(tmp_path / "folder"))
    assert Store().file == tmp_path / "folder" / FILE
    monkeypatch.setenv(PLACE, f"sqlite:///{tmp_path}/other.db")
    write(Store(), "whales")
    assert (tmp_path / "other.db").exists()
    monkeypatch.delenv(PLACE)
    assert Store().file.parent.name == "litscope"


def test_a_store_in_memory_ends_with_it():
    store = Store.in_memory()
    write(store, "whales")
    assert read(store) == ["whales"]
    assert not store.lasting
    assert read(Store.in_memory()) == []


def test_a_block_that_fails_leaves_nothing(tmp_path: Path):
    store = Store(tmp_path)
    with pytest.raises(ZeroDivisionError), store.writing(PART) as connection:
        connection.execute(sa.insert(NOTES).values(words="half"))
        raise ZeroDivisionError
    assert read(store) == []


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is for systems that have it")
def test_a_process_that_is_killed_loses_nothing_it_had_told(tmp_path: Path):
    process = writer(tmp_path, "killed", 100_000)
    assert process.stdout is not None
    told = [int(process.stdout.readline()) for _ in range(30)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    found = read(Store(tmp_path))
    assert found[: len(told)] == [f"killed {number}" for number in told]
    assert Store(tmp_path).notices == []


def test_several_processes_write_at_once(tmp_path: Path):
    writers = [writer(tmp_path, name, 25) for name in "abc"]
    assert [process.communicate()[0].count("\n") for process in writers] == [25] * 3
    assert sorted(read(Store(tmp_path))) == sorted(f"{name} {number}" for name in "abc" for number in range(25))


def test_a_file_that_another_program_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    write(Store(tmp_path), "whales")
    monkeypatch.setattr(store_module, "WAIT", 0.1)
    holder = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    store = Store(tmp_path)
    assert read(store) == ["whales"]  # reading goes on
    with pytest.raises(KeptError, match="is in use by another program"):
        write(store, "more")
    holder.execute("ROLLBACK")
    holder.close()
    write(store, "more")
    assert read(store) == ["whales", "more"]


@pytest.mark.parametrize("damage", [b"no database at all, but a text that somebody saved here\n" * 40, None])
def test_a_damaged_file_is_set_aside(tmp_path: Path, damage: bytes | None):
    write(first := Store(tmp_path), "whales " * 10_000)
    first.close()
    file = tmp_path / FILE
    whole = file.read_bytes()
    damage = damage or whole[:5000] + b"\xff" * (len(whole) - 5000)  # the head is that of a database
    file.write_bytes(damage)
    store = Store(tmp_path)
    write(store, "new")
    assert read(store) == ["new"]
    (aside,) = tmp_path.glob("kept.damaged-*.sqlite")
    assert aside.read_bytes() == damage
    assert aside.name in store.notices[0]
    assert "not here until that file is repaired" in store.notices[0]


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder, and a user whom file permissions bind (the administrator may write anywhere)."""
    if os.name == "nt":
        pytest.skip("permissions are those of POSIX")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        before = os.geteuid()
        if before == 0:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(before)
            for path in [folder, *folder.rglob("*")]:
                path.chmod(0o777)


def test_a_file_that_may_only_be_read_can_be_read(nobody: Path):
    write(first := Store(nobody), "whales")
    first.close()
    (nobody / FILE).chmod(0o444)
    store = Store(nobody)
    assert read(store) == ["whales"]
    with pytest.raises(KeptError, match=f"may only be read; allow writing to it, or name another folder by {PLACE}"):
        write(store, "more")


def test_a_folder_that_may_not_be_written_is_told(nobody: Path):
    nobody.chmod(0o555)
    with pytest.raises(KeptError, match=r"kept\.sqlite cannot be"):
        write(Store(nobody), "whales")
    with pytest.raises(KeptError, match=r"cannot be made .*; name another folder"):
        write(Store(nobody / "below"), "whales")


def test_a_place_that_is_none_is_told(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(KeptError, match="cannot be made"):
        write(Store(tmp_path / "file"), "whales")
    with pytest.raises(KeptError, match=f"{PLACE} names no folder and no database"):
        Store("nonsense://host/base")
    with pytest.raises(KeptError, match="needs the package"):
        Store("mssql+pymssql://host/base")


def longer(connection: sa.Connection) -> None:
    connection.execute(sa.text("ALTER TABLE notes ADD COLUMN length INTEGER"))
    connection.execute(sa.text("UPDATE notes SET length = length(words)"))


def test_a_store_of_an_earlier_version_is_brought_up(tmp_path: Path):
    write(Store(tmp_path), "whales")
    part = Part("notes", (*PART.steps, longer))
    for _ in range(2):
        with Store(tmp_path).reading(part) as connection:
            assert connection.execute(sa.text("SELECT words, length FROM notes")).all() == [("whales", 6)]


def test_a_step_that_fails_leaves_the_version_before(tmp_path: Path):
    write(Store(tmp_path), "whales")

    def broken(connection: sa.Connection) -> None:
        longer(connection)
        connection.execute(sa.text("ALTER TABLE nowhere ADD COLUMN a INTEGER"))

    with (
        pytest.raises(KeptError, match="no such table"),
        Store(tmp_path).reading(Part("notes", (*PART.steps, broken))),
    ):
        pass
    store = Store(tmp_path)
    write(store, "more")
    assert read(store) == ["whales", "more"]


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path):
    with Store(tmp_path).writing(Part("notes", (*PART.steps, longer))):
        pass
    with pytest.raises(KeptError, match=r"written by a newer Litscope \(notes 2, this one knows 1\)"):
        read(Store(tmp_path))
