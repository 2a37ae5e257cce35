"""What every view of the linked page has in common."""

from papers.crossfilter import Change, Crossfilter


class View:
    """A view over a crossfilter: created once, writes its own clause, reads the others', sets traits on refresh.

    A view never talks to another view and never rebuilds its children. Exceptions raised by `refresh` are caught and
    reported by the crossfilter; wrap handlers of browser events in ``crossfilter.guard``.
    """

    crossfilter: Crossfilter

    def link(self, crossfilter: Crossfilter) -> None:
        """Show the crossfilter's current state and follow its changes."""
        self.crossfilter = crossfilter
        self.refresh(None)
        crossfilter.observe(self.refresh)

    def refresh(self, change: Change | None) -> None:
        """Show the crossfilter's state; `change` says what is new, None means everything."""
        raise NotImplementedError
