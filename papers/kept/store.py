"""The store: where it is, how it is opened, and what is said when it cannot be used.

SQLite writes ahead (WAL) and waits for the disk at every commit, so that a process that is killed loses nothing, and
several can read and write at once. A file that is damaged is set aside under another name and never deleted.
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import platformdirs
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

log = logging.getLogger(__name__)

PLACE = "LITSCOPE_DATA"
"""Environment variable: folder of the store, or URL of a database (``postgresql+psycopg://…``)."""
FILE = "kept.sqlite"
WAIT = 10.0
"""Seconds to wait for another process that is writing."""
MEMORY = "sqlite://"

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_SAID = {
    sqlite3.SQLITE_BUSY: "is in use by another program that does not let go of it; close that and try again",
    sqlite3.SQLITE_LOCKED: "is in use by another program that does not let go of it; close that and try again",
    sqlite3.SQLITE_READONLY: f"may only be read; allow writing to it, or name another folder by {PLACE}",
    sqlite3.SQLITE_PERM: f"may not be used; allow reading and writing, or name another folder by {PLACE}",
    sqlite3.SQLITE_CANTOPEN: f"cannot be opened; allow reading and writing, or name another folder by {PLACE}",
    sqlite3.SQLITE_FULL: "cannot grow because the disk is full; make room and try again",
    sqlite3.SQLITE_IOERR: "cannot be read or written because the disk reports an error",
    sqlite3.SQLITE_CORRUPT: "is damaged; start Litscope again, which sets it aside and begins a new one",
    sqlite3.SQLITE_NOTADB: "is no database; start Litscope again, which sets it aside and begins a new one",
}
"""What SQLite's result codes mean for the user."""


class KeptError(RuntimeError):
    """The store cannot be used; the message is a sentence for the user."""


Step = Callable[[sa.Connection], None]
"""Takes the tables of a part from one version to the next."""


@dataclass(frozen=True)
class Part:
    """Tables of one kind of record. Its version is the number of steps that were taken; steps are only ever added."""

    name: str
    steps: tuple[Step, ...]


_META = sa.MetaData()
_PARTS = sa.Table(
    "parts", _META, sa.Column("name", sa.String(64), primary_key=True), sa.Column("version", sa.Integer, nullable=False)
)


class Store:
    """One database of kept records.

    Nothing is created before something is written.

    Parameters
    ----------
    place : str or Path, optional
        Folder, or URL of a database; by default what `LITSCOPE_DATA` names, else the user's data folder.

    Attributes
    ----------
    notices : list of str
        Sentences the user should read, such as that a damaged file was set aside.

    Raises
    ------
    KeptError
        If the place cannot be used.
    """

    def __init__(self, place: str | Path | None = None) -> None:
        place = place or os.environ.get(PLACE) or platformdirs.user_data_path("litscope", appauthor=False)
        self.notices: list[str] = []
        self._ready: set[str] = set()
        self.file = None if "://" in str(place) else Path(place).expanduser() / FILE
        self._engine = self._made(str(place) if self.file is None else f"sqlite:///{self.file}")
        if self.file is not None and self.file.exists():
            self._look()

    @classmethod
    def in_memory(cls) -> "Store":
        """Return a store that ends with this process."""
        return cls(MEMORY)

    @property
    def lasting(self) -> bool:
        """Whether what is written outlives this process."""
        return str(self._engine.url) != MEMORY

    @property
    def where(self) -> str:
        """Where the store is, without a password."""
        return str(self.file) if self.file else self._engine.url.render_as_string(hide_password=True)

    @property
    def untouched(self) -> bool:
        """Whether nothing was ever written, as far as that can be told without opening it."""
        return self.file is not None and not self.file.exists()

    @contextmanager
    def reading(self, part: Part) -> Iterator[sa.Connection]:
        """Give a connection that reads one state of the part's tables."""
        with self._translating():
            self._bring_up(part)
            with self._engine.connect() as connection, connection.begin():
                yield connection

    @contextmanager
    def writing(self, part: Part) -> Iterator[sa.Connection]:
        """Give a connection whose changes are on the disk when the block ends; all of them, or none after an error."""
        with self._translating():
            self._bring_up(part)
            with self._writer() as connection:
                yield connection

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _made(self, url: str) -> sa.Engine:
        try:
            if url == MEMORY:
                engine = sa.create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
            elif url.startswith("sqlite"):
                engine = sa.create_engine(url, connect_args={"timeout": WAIT, "check_same_thread": False})
            else:
                engine = sa.create_engine(url, pool_pre_ping=True)
        except (ArgumentError, NoSuchModuleError, ValueError) as error:
            raise KeptError(f"{PLACE} names no folder and no database that is known here: {error}") from error
        except ModuleNotFoundError as error:
            raise KeptError(f"The database that {PLACE} names needs the package “{error.name}”.") from error
        if engine.dialect.name == "sqlite":
            sa.event.listen(engine, "connect", _prepare)
            sa.event.listen(engine, "begin", _begin)
        return engine

    def _look(self) -> None:
        """Look whether the file is whole; set it aside if not."""
        assert self.file is not None
        seen = _identity(self.file)
        try:
            with self._engine.connect() as connection:
                told = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            whole = told == "ok"
        except DBAPIError as error:
            if _code(error) not in _DAMAGED:
                raise self._error(error) from error
            whole = False
        if not whole:
            self._engine.dispose()
            if _identity(self.file) == seen:  # no other process has done it already
                self._set_aside()

    def _set_aside(self) -> None:
        assert self.file is not None
        name = f"{self.file.stem}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}{self.file.suffix}"
        try:
            # What belongs to the file goes with it: it may help to rescue what was in there.
            for ending in ("-wal", "-shm", ""):
                part = self.file.with_name(self.file.name + ending)
                if part.exists():
                    part.rename(self.file.with_name(name + ending))
        except OSError as error:
            raise KeptError(f"{self.file} is damaged and cannot be set aside ({error.strerror}).") from error
        sentence = (
            f"{self.file} was damaged. It was set aside as {name} in the same folder, and a new one was begun: "
            "what you had decided or written is not here until that file is repaired."
        )
        self.notices.append(sentence)
        log.error(sentence)

    def _bring_up(self, part: Part) -> None:
        """Take the part's tables to the version of this program, once."""
        if part.name in self._ready:
            return
        if self.file is not None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        with self._engine.connect() as connection, connection.begin():
            version = _version(connection, part)
        if version < len(part.steps):
            with self._writer() as connection:
                _META.create_all(connection)
                version = _version(connection, part)  # another process may have been faster
                for step in part.steps[version:]:
                    step(connection)
                if version < len(part.steps):
                    connection.execute(sa.delete(_PARTS).where(_PARTS.c.name == part.name))
                    connection.execute(sa.insert(_PARTS).values(name=part.name, version=len(part.steps)))
        if version > len(part.steps):
            raise KeptError(
                f"{self.where} was written by a newer Litscope ({part.name} {version}, this one knows "
                f"{len(part.steps)}); use that one, or name another folder by {PLACE}."
            )
        self._ready.add(part.name)

    @contextmanager
    def _writer(self) -> Iterator[sa.Connection]:
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def _translating(self) -> Iterator[None]:
        """Turn what the database says into a sentence."""
        try:
            yield
        except OSError as error:
            raise KeptError(
                f"{self.where} cannot be made ({error.strerror}); name another folder by {PLACE}."
            ) from error
        except SQLAlchemyError as error:
            raise self._error(error) from error

    def _error(self, error: SQLAlchemyError) -> KeptError:
        said = _SAID.get(_code(error)) if isinstance(error, DBAPIError) else None
        if said is None:
            told = str(error.orig) if isinstance(error, DBAPIError) else str(error)
            said = f"cannot be used ({' '.join(told.split())[:200]})"
        return KeptError(f"{self.where} {said}.")


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    """Set up a new connection: transactions are begun by us, and every commit is on the disk."""
    connection.isolation_level = None
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY):
            raise  # a file that may only be read can be read all the same; busy: another process sets the same
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _version(connection: sa.Connection, part: Part) -> int:
    if not sa.inspect(connection).has_table(_PARTS.name):
        return 0
    return connection.execute(sa.select(_PARTS.c.version).where(_PARTS.c.name == part.name)).scalar() or 0


def _code(error: SQLAlchemyError) -> int:
    """Return SQLite's primary result code; 0 where there is none."""
    orig = error.orig if isinstance(error, DBAPIError) else None
    return getattr(orig, "sqlite_errorcode", 0) & 0xFF


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        told = file.stat()
    except OSError:
        return None
    return told.st_dev, told.st_ino
