"""What a user wrote or decided, kept for good: one small database, and a module for each part of it.

A part is a module like `decisions`: it names its tables in a `Part` (a list of steps, each of which takes the database
one version further), and offers a class over a `Store` whose methods read and write frozen dataclasses. Records are
keyed by what papers are known by (`papers.identity.names`), never by rows, so that they hold for the next load, too.
"""

from papers.kept.corrections import Correction, Corrections
from papers.kept.decisions import Decision, Decisions, Side
from papers.kept.own_columns import OwnColumns
from papers.kept.store import KeptError, Part, Store

__all__ = ["Correction", "Corrections", "Decision", "Decisions", "KeptError", "OwnColumns", "Part", "Side", "Store"]
