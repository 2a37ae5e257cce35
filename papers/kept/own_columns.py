"""Columns of the user's own, and what they wrote into them for each paper."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from papers.kept.decisions import Side
from papers.kept.store import Part, Store

LONGEST_NAME, LONGEST_TEXT = 80, 10_000
MOST = 40
"""Columns that a store holds."""

_META = sa.MetaData()
_COLUMNS = sa.Table(
    "own_columns",
    _META,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("name", sa.String(LONGEST_NAME), nullable=False),
    sa.Column("made", sa.DateTime, nullable=False),  # UTC
    sa.Column("taken_back", sa.DateTime),
    sqlite_autoincrement=True,
)
_TEXTS = sa.Table(
    "own_texts",
    _META,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("column", sa.String(LONGEST_NAME), nullable=False, index=True),
    sa.Column("names", sa.Text, nullable=False),  # JSON list
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("made", sa.DateTime, nullable=False),
    sqlite_autoincrement=True,
)
PART = Part("own columns", (lambda connection: _META.create_all(connection),))


class OwnColumns:
    """Columns of the user's own. What was written before stays in the store; the last text holds.

    Every method raises `KeptError` where the store cannot be used.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def names(self) -> list[str]:
        """Return the names of the columns, in the order in which they were added."""
        if self.store.untouched:
            return []
        query = sa.select(_COLUMNS.c.name).where(_COLUMNS.c.taken_back.is_(None)).order_by(_COLUMNS.c.number)
        with self.store.reading(PART) as connection:
            return list(dict.fromkeys(connection.execute(query).scalars()))

    def add(self, name: str) -> str:
        """Add a column, with what was ever written into one of that name; return the name as it is kept.

        Raises
        ------
        ValueError
            If it is no name, there is such a column, or there are too many.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise ValueError(f"A column needs a name of at most {LONGEST_NAME} letters.")
        names = self.names()
        if name.lower() in (each.lower() for each in names):
            raise ValueError(f"There is a column “{name}” already.")
        if len(names) >= MOST:
            raise ValueError(f"There can be {MOST} columns of your own; remove one first.")
        with self.store.writing(PART) as connection:
            connection.execute(sa.insert(_COLUMNS).values(name=name, made=_now()))
        return name

    def remove(self, name: str) -> None:
        """Put a column away; adding it again brings back what was written."""
        with self.store.writing(PART) as connection:
            wanted = sa.update(_COLUMNS).where(_COLUMNS.c.name == name, _COLUMNS.c.taken_back.is_(None))
            connection.execute(wanted.values(taken_back=_now()))

    def write(self, column: str, paper: Side, text: str) -> None:
        """Keep a text of a paper; an empty one takes it away.

        Raises
        ------
        ValueError
            If it is too long, or the paper is known by nothing.
        """
        if len(text) > LONGEST_TEXT:
            raise ValueError(f"A text can have at most {LONGEST_TEXT:,} letters.")
        if not paper.names:
            raise ValueError("A text needs a paper that is known by something.")
        names = json.dumps(sorted(paper.names))
        row = {"column": column, "names": names, "title": paper.title, "text": text, "made": _now()}
        with self.store.writing(PART) as connection:
            connection.execute(sa.insert(_TEXTS).values(row))

    def texts(self, column: str, papers: Sequence[Side]) -> list[str]:
        """Return what was last written of each paper, empty where nothing was."""
        return self.all([column], papers)[column]

    def all(self, columns: Sequence[str], papers: Sequence[Side]) -> Mapping[str, list[str]]:
        """Return for each column what was last written of each paper."""
        out = {column: [""] * len(papers) for column in columns}
        if self.store.untouched or not papers:
            return out
        query = sa.select(_TEXTS.c["column"], _TEXTS.c.names, _TEXTS.c.text).where(_TEXTS.c["column"].in_(columns))
        with self.store.reading(PART) as connection:
            rows = connection.execute(query.order_by(_TEXTS.c.number)).all()
        for column, names, text in rows:
            known = set(json.loads(names))
            for place, paper in enumerate(papers):
                if paper.names & known:
                    out[column][place] = text
        return out


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
