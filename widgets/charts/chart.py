"""What every chart has in common: a head over a figure, redrawn when the crossfilter or its own choices change."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from ipywidgets import DOMWidget, Layout

from papers.clauses import Clause, Values
from papers.crossfilter import Change, Crossfilter
from papers.dimensions import Dimensions, Value
from widgets.charts import picture
from widgets.charts.head import Choice, Head, titled
from widgets.charts.marks import layout
from widgets.charts.numbers import Numbers, NumbersTable
from widgets.figure import Drawing, Hit, Outline, SharedFigure, Tick
from widgets.outbox import Box
from widgets.state import ViewState
from widgets.view import View

WIDTH, WIDE, NARROW = "width", "wide", "narrow"
"""The choice of how many columns of the board a chart takes, and its values: two or one."""
TABLE, SHOWN, HIDDEN = "table", "shown", "hidden"
"""The choice of numbers in place of the figure, and its values."""

POINTER = "The menu of the chart shows its numbers as a table."
"""Where those find what a figure shows who do not see it."""


class Chart(View):
    """A chart over the papers: shows counts or points under the clauses, and writes a clause of its own.

    A chart says what it shows (`read`, `about`, `draw`, `numbers`) and what gestures mean (`hit`, `press`, `enclose`,
    `clear`, `pick`). The traces of a figure never change, only what is in them.

    Parameters
    ----------
    crossfilter : Crossfilter
    state : ViewState
        Its `charts` entry under the chart's id holds the choices; they are read and written.
    id : str, optional
        Which chart of the page this is: its name, for a second one of the kind with a number (`counts-2`).

    Attributes
    ----------
    widget : Box
        What to show, of class `ls-chart` and `ls-chart-<name>`.
    title : str
        What is shown, in a few words; `{x}` stands for the choice of that name.
    choices : list of Choice
    why : str
        Why there is nothing to draw, and the way out; empty if there is something.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    """What such a chart is called where one is added."""
    purpose: ClassVar[str]
    """What such a chart is good for, in a line."""
    traces: ClassVar[tuple[dict[str, Any], ...]]

    title: str
    choices: list[Choice]
    why: str

    def __init__(self, crossfilter: Crossfilter, state: ViewState, id: str = "") -> None:
        self.crossfilter = crossfilter
        self.state = state
        self.id = id or self.name
        self.choices = []
        self.why = ""
        self.table: NumbersTable | None = None
        self._made = self._choices_made()
        self.read()
        self.head = Head(self.title, self.id)
        self.figure = SharedFigure(self.drawing(), alt=self.words)
        self.widget = Box("ls-chart", self.head, *self.extras(), self.figure)
        self.widget.add_class(f"ls-chart-{self.name}")
        self.head.on_choose(crossfilter.guard(self.choose))
        self.head.on_command(crossfilter.guard(self.command))
        self.figure.on_hit(self.answering(self.hit))
        self.figure.on_outline(self.answering(self.enclose))
        self.figure.on_clear(self.answering(self.clear))
        self.figure.on_tick(self.answering(self.press))
        self._on_state = crossfilter.guard(self._on_choices)
        state.observe(self._on_state, "charts")
        self.show()
        crossfilter.observe(self.refresh)

    def close(self) -> None:
        """Stop following papers and view, and take the widgets away."""
        self.crossfilter.unobserve(self.refresh)
        self.state.unobserve(self._on_state, "charts")
        for widget in (*self.widget.children, self.widget):
            widget.close()
            if isinstance(widget.layout, Layout):  # that of a figure is plotly's
                widget.layout.close()

    @property
    def dimensions(self) -> Dimensions:
        """The columns of the papers."""
        return self.crossfilter.dimensions

    # show

    def read(self) -> None:
        """Take from papers and choices what does not depend on clauses; set `choices` and `why`."""
        raise NotImplementedError

    @classmethod
    def misfit(cls, dimensions: Dimensions) -> str:
        """Return why papers with these columns give such a chart nothing to show; empty if they do."""
        return ""

    @property
    def words(self) -> str:
        """The title with the choices in words: “Papers by venue”."""
        return titled(self.title, self.choices)

    def about(self) -> str:
        """Return in a line what is shown."""
        raise NotImplementedError

    def numbers(self) -> Numbers:
        """Return what is drawn as a table; only asked where there is something to draw."""
        raise NotImplementedError

    def draw(self) -> Drawing:
        """Return the figure under the clauses; only asked where there is something to draw."""
        raise NotImplementedError

    def extras(self) -> list[DOMWidget]:
        """Return what stands between head and figure."""
        return []

    def drawing(self) -> Drawing:
        """Return the figure, or an empty one."""
        drawing = Drawing(self.traces, layout()) if self.why else self.draw()
        return replace(drawing, traces=[_unseen(trace) for trace in drawing.traces])

    def refresh(self, change: Change | None) -> None:
        """Show the crossfilter's state."""
        if change is None or change.data:
            self._made = self._choices_made()
            self.read()
        self.show()

    def show(self) -> None:
        """Set head and figure; only what differs is sent."""
        about = "" if self.why else self.about()
        self.head.show(self.title, about, self.choices, self.why)
        self.figure.draw(self.drawing(), alt=f"{self.words}. {picture.explanation(about)} {POINTER}".replace("  ", " "))
        self._tabulate()

    def _tabulate(self) -> None:
        """Show the numbers if they are asked for; the table is made when they first are."""
        self.head.numbers = self.tabled
        if self.tabled and self.table is None:
            self.table = NumbersTable()
            self.table.on_pick(self.answering(self.pick))
            self.widget.children = (*self.widget.children, self.table)
        if self.table is not None:
            self.table.show(self.numbers() if self.tabled and not self.why else None, self.words)

    # choices

    @property
    def wide(self) -> bool:
        """Whether the chart takes two columns of the board."""
        return self.chosen(WIDTH, (WIDE, NARROW), NARROW) == WIDE

    @property
    def tabled(self) -> bool:
        """Whether the numbers stand in place of the figure."""
        return self.chosen(TABLE, (SHOWN, HIDDEN), HIDDEN) == SHOWN

    def chosen(self, name: str, values: Iterable[str], default: str) -> str:
        """Return the value of a choice from the view's state if it is one of `values`, else the default."""
        value = self.state.chart(self.id).get(name)
        return value if isinstance(value, str) and value in set(values) else default

    def choose(self, name: str, value: str) -> None:
        """Make a choice, if there is such a one."""
        if any(choice.name == name and value in choice.values for choice in self.choices):
            self._keep(name, value)

    def _keep(self, name: str, value: str) -> None:
        saved = self.state.charts.get(self.id)
        kept = dict(saved) if isinstance(saved, Mapping) else {}
        self.state.charts = {**self.state.charts, self.id: {**kept, name: value}}

    def _choices_made(self) -> dict[str, Any]:
        return {name: value for name, value in self.state.chart(self.id).items() if name != WIDTH}

    def _on_choices(self, _: Any) -> None:
        if self._made != self._choices_made():
            self.refresh(None)

    def command(self, message: Mapping[str, Any]) -> None:
        """Answer a command of the head that concerns this chart alone."""
        match message:
            case {"do": "widen"}:
                self._keep(WIDTH, NARROW if self.wide else WIDE)
            case {"do": "numbers"}:
                self._keep(TABLE, HIDDEN if self.tabled else SHOWN)
            case {"do": "export", "format": "png" | "svg" | "html" | "csv" as format}:
                picture.send(self, format)

    # gestures: called only while there is something drawn

    def answering(self, handler: Callable[..., None]) -> Callable[..., None]:
        """Return the handler of a gesture, guarded, and silent while the chart is empty."""
        guarded = self.crossfilter.guard(handler)

        def answer(*args: Any) -> None:
            if not self.why:
                guarded(*args)

        return answer

    def hit(self, hit: Hit) -> None:
        """Answer a click on a mark."""

    def press(self, tick: Tick) -> None:
        """Answer a click on the label of an axis."""

    def enclose(self, outline: Outline) -> None:
        """Answer a box or lasso."""

    def clear(self) -> None:
        """Answer a double click."""

    def pick(self, row: int, add: bool) -> None:
        """Answer the choice of a row of the numbers: what a click on its mark would do, for who uses the keyboard."""

    def toggle(self, column: str, value: Value, *, add: bool) -> None:
        """Choose one value of a column, or let go of it; with `add`, keep the others that are chosen."""
        self.crossfilter.update({column: toggled(self.crossfilter.clauses.get(column), column, value, add=add)})

    def columns(self, *kinds: str) -> tuple[tuple[str, str], ...]:
        """Return name and label of the columns of these kinds that have values."""
        return tuple((name, self.dimensions.column(name).label) for name in self.dimensions.names(kinds))  # type: ignore[arg-type]


def _unseen(trace: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a trace that is hidden if nothing is in it: plotly works on every trace that is not."""
    filled = len(trace.get("x", ())) or trace.get("type") == "heatmap"
    return {"visible": True, **trace} if filled else {**trace, "visible": False}


def toggled(clause: Clause | None, column: str, value: Value, *, add: bool) -> Values | None:
    """Return the clause after a click on one value, None where nothing is left to ask for.

    A plain click chooses the value alone, or lets go of it if it is alone; `add` adds it to the others or takes it out.
    """
    if not isinstance(clause, Values):
        return Values(column, frozenset({value}))
    if add:
        changed = Values(column, clause.include ^ {value}, clause.exclude - {value}, clause.match)
        return None if changed.empty else changed
    alone = Values(column, frozenset({value}))
    return None if clause.include == alone.include and not clause.exclude and clause.match != "none" else alone


def included(clause: Clause | None) -> frozenset[Value]:
    """Return the values that a clause asks for."""
    return clause.include if isinstance(clause, Values) and clause.match != "none" else frozenset()
