"""Meaning: papers and questions as vectors, near each other where they are about the same, in whatever words."""

from papers.meaning.meaning import Meaning, UnreadableMeaningError, build, open

__all__ = ["Meaning", "UnreadableMeaningError", "build", "open"]
