"""What the papers are about: a tree of topics with labels, and a map on which neighbours lie side by side."""

from papers.topics.edits import Edit, EditError, edited, merge, rename, split
from papers.topics.growth import Growth, growth
from papers.topics.topics import Topics, add, build, open
from papers.topics.tree import Topic

__all__ = [
    "Edit",
    "EditError",
    "Growth",
    "Topic",
    "Topics",
    "add",
    "build",
    "edited",
    "growth",
    "merge",
    "open",
    "rename",
    "split",
]
