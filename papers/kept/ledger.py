"""Lists of what somebody decided: numbered, in order, nothing ever deleted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

import sqlalchemy as sa

from papers.kept.store import Part, Store


def table(name: str, *columns: sa.Column[Any]) -> sa.Table:
    """Return the table of a ledger: its own columns, number, when a row was made and when it was taken back (UTC)."""
    return sa.Table(
        name,
        sa.MetaData(),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("made", sa.DateTime, nullable=False),
        *columns,
        sa.Column("taken_back", sa.DateTime),
        sqlite_autoincrement=True,
    )


def part(of: sa.Table) -> Part:
    """Return the part of a store that a table is."""
    return Part(of.name, (of.metadata.create_all,))


class Ledger:
    """The rows of a table of a store. Nothing is deleted: what is taken back is marked so.

    Every method raises `KeptError` where the store cannot be used.
    """

    table: ClassVar[sa.Table]
    part: ClassVar[Part]

    def __init__(self, store: Store) -> None:
        self.store = store

    def take_back(self, numbers: Iterable[int]) -> None:
        """Take rows back; an earlier one on the same matter holds again."""
        columns = self.table.c
        taken = sa.update(self.table).where(columns.number.in_(list(numbers)), columns.taken_back.is_(None))
        with self.store.writing(self.part) as connection:
            connection.execute(taken.values(taken_back=_now()))

    def _keep(self, values: Mapping[str, Any]) -> tuple[int, datetime]:
        """Keep a row; return its number, and when it was made."""
        made = _now()
        with self.store.writing(self.part) as connection:
            number = connection.execute(sa.insert(self.table).values(made=made, **values)).inserted_primary_key
        assert number is not None
        return int(number[0]), made.replace(tzinfo=UTC)

    def _rows(self) -> Sequence[sa.Row[Any]]:
        """Return the rows that were not taken back, oldest first, replaced ones, too."""
        if self.store.untouched:
            return ()
        query = sa.select(self.table).where(self.table.c.taken_back.is_(None)).order_by(self.table.c.number)
        with self.store.reading(self.part) as connection:
            return connection.execute(query).all()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
