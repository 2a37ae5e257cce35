"""Makes the topics of the papers on a page, and keeps what its visitor changes of them."""

from collections.abc import Callable
from typing import cast

from papers import topics
from papers.collection import Collection
from papers.kept import Store
from papers.kept.topic_edits import TopicEdits
from papers.progress import Report
from papers.topics import Edit, EditError, Topics


class TopicMaker:
    """The topics of a collection as its owner wants them: made from the papers, then changed by what is kept.

    Parameters
    ----------
    store : Store
        Where changes are kept.
    collection : callable
        Gives the collection that is shown.
    show : callable
        ``show(collection)`` shows the papers with other topics.
    """

    def __init__(self, store: Store, collection: Callable[[], Collection], show: Callable[[Collection], None]) -> None:
        self._store = store
        self._collection = collection
        self._show = show
        self._edits: TopicEdits | None = None
        self._topics: Topics | None = None
        self._shown: object = None  # the papers that `_topics` belong to
        self._numbers: list[int] = []  # the changes of this visit

    @property
    def topics(self) -> Topics | None:
        """The topics of the papers that are shown, None before they are made."""
        return self._topics if self._shown is self._collection().papers else None

    @property
    def changes(self) -> int:
        """Changes of this visit that can be taken back."""
        return len(self._numbers)

    def make(self, progress: Report) -> None:
        """Make the topics, change them as is kept, and show the papers with them."""
        collection = self._collection()
        made = cast(Topics, collection.computed.make("topics", progress))
        self._become(self._edited(made, [edit for _, edit in self._kept.all()]))

    def change(self, kind: str, path: str, words: str) -> str:
        """Change the tree and keep that; return a sentence on what came of it.

        Raises
        ------
        EditError
            If it cannot be.
        KeptError
            If it cannot be kept; nothing has changed then.
        """
        before, ids = self.topics, self._collection().papers["paper_id"]
        if before is None:
            raise EditError("The topics are not made yet; wait until the map is there.")
        edit, said = self._asked(before, kind, path, words)
        after = topics.edited(before, [edit], ids, self._collection().computed.vectors.matrix)
        self._numbers.append(self._kept.keep(edit))
        self._become(after)
        return said

    def undo(self) -> str:
        """Take back the last change of this visit; return a sentence."""
        if not self._numbers:
            return "There is nothing to take back."
        self._kept.take_back(self._numbers.pop())
        self.make(lambda done, total, words: None)
        return "The last change of the topics is taken back."

    def _asked(self, before: Topics, kind: str, path: str, words: str) -> tuple[Edit, str]:
        ids = self._collection().papers["paper_id"]
        match kind:
            case "rename":
                edit = topics.rename(before, ids, path, words)
                return edit, f"Renamed to “{edit.label}”."
            case "merge":
                edit = topics.merge(before, ids, path, words)
                return edit, f"“{before.by_path[path].label}” is now part of “{before.by_path[words].label}”."
            case _:
                return topics.split(before, ids, path), f"“{before.by_path[path].label}” is split."

    @property
    def _kept(self) -> TopicEdits:
        if self._edits is None:
            self._edits = TopicEdits(self._store)
        return self._edits

    def _edited(self, made: Topics, edits: list[Edit]) -> Topics:
        if not edits:
            return made
        collection = self._collection()
        return topics.edited(made, edits, collection.papers["paper_id"], collection.computed.vectors.matrix)

    def _become(self, after: Topics) -> None:
        """Show the papers with these topics, unless they have them."""
        collection = self._collection()
        columns = after.columns()
        self._topics, self._shown = after, collection.papers
        if not all(collection.papers[name].equals(columns[name]) for name in columns):
            added = topics.add(collection, after)
            self._shown = added.papers
            self._show(added)
