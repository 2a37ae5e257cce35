"""What somebody changed in the topic tree: names, merged topics, split topics."""

import json
from dataclasses import asdict
from datetime import UTC, datetime

import sqlalchemy as sa

from papers.kept.store import Part, Store
from papers.topics.edits import Edit

_META = sa.MetaData()
_TABLE = sa.Table(
    "topic_edits",
    _META,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("made", sa.DateTime, nullable=False),  # UTC
    sa.Column("edit", sa.Text, nullable=False),  # JSON, the fields of an `Edit`
    sa.Column("taken_back", sa.DateTime),
    sqlite_autoincrement=True,
)
PART = Part("topic_edits", (lambda connection: _META.create_all(connection),))


class TopicEdits:
    """The edits of a store, in the order in which they were made. Nothing is deleted: what is taken back is marked so.

    Every method raises `KeptError` where the store cannot be used.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def keep(self, edit: Edit) -> int:
        """Keep an edit; return its number."""
        values = {"made": _now(), "edit": json.dumps(asdict(edit), ensure_ascii=False)}
        with self.store.writing(PART) as connection:
            number = connection.execute(sa.insert(_TABLE).values(values)).inserted_primary_key
        assert number is not None
        return int(number[0])

    def take_back(self, number: int) -> None:
        """Let an edit hold no longer."""
        with self.store.writing(PART) as connection:
            connection.execute(sa.update(_TABLE).where(_TABLE.c.number == number).values(taken_back=_now()))

    def all(self) -> list[tuple[int, Edit]]:
        """Return number and edit of those that hold, the oldest first."""
        if self.store.untouched:
            return []
        chosen = sa.select(_TABLE.c.number, _TABLE.c.edit).where(_TABLE.c.taken_back.is_(None))
        with self.store.reading(PART) as connection:
            rows = connection.execute(chosen.order_by(_TABLE.c.number)).all()
        return [(number, _edit(json.loads(text))) for number, text in rows]


def _edit(saved: dict[str, object]) -> Edit:
    """Return the edit out of its fields; JSON knows no tuples."""
    return Edit(**{name: tuple(value) if isinstance(value, list) else value for name, value in saved.items()})  # type: ignore[arg-type]


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
