"""The board: charts by the data, added, removed, moved and widened; never made again; all of it in the view's state."""

import pandas as pd
import pytest

from papers import schema
from papers.clauses import Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import AWKWARD, many, papers, shelf
from widgets.board import Board, grown
from widgets.charts import Counts, Overlap, Ranks, Scatter, Timeline
from widgets.state import CHART_LIMIT, ViewState

KINDS = (Timeline, Counts, Overlap, Ranks, Scatter)


@pytest.fixture
def state():
    return ViewState(kinds={kind.name for kind in KINDS})


@pytest.fixture
def board(state):
    return Board(Crossfilter(shelf()), state, KINDS)


def says(board, **message):
    board.bar._handle_custom_msg(message, [])


def commands(board, id, **message):
    board.charts[id].head._handle_custom_msg(message, [])


def in_sight(board):
    """Return the charts that the slots hold, by their place in the grid."""
    return [slot.children[0] if slot.children else None for slot in board.grid.children]


class TestOpens:
    def test_an_untouched_board_is_no_part_of_the_view(self, board, state):
        assert board.ids[:2] == ["timeline", "counts"]
        assert state.choices == {}
        assert board.bar.order == board.ids
        assert not board.bar.touched

    def test_it_follows_other_papers_while_untouched(self, board, state):
        timeline = board.charts["timeline"]
        other = papers(venue=["A", "A", "B", "B"], kind=["x", "x", "y", "y"])
        board.crossfilter.replace(other)
        assert "timeline" not in board.ids
        assert {board.charts[id].column for id in board.ids if id.startswith("counts")} == {"venue", "kind"}
        assert timeline.widget not in in_sight(board)
        assert state.choices == {}

    @pytest.mark.parametrize(("shared", "opens"), [(9, False), (10, True)])
    def test_places_are_compared_where_two_pages_share_enough(self, state, shared, opens):
        pages = many(*[["A", "B"]] * shared, *[["A"]] * 5, *[["B", "C"]] * 4)
        board = Board(Crossfilter(papers(pages=pages)), state, KINDS)
        assert ("ranks" in board.ids) is opens

    def test_it_stays_once_touched(self, board):
        ids = [id for id in board.ids if id != "scatter"]
        commands(board, "scatter", do="remove")
        board.crossfilter.replace(papers(venue=["A", "A", "B"]))
        assert board.ids == ids

    def test_a_chart_with_choices_of_its_own_stays_with_other_papers(self, board, state):
        board.charts["timeline"].choose("column", "published")
        state.charts = {**state.charts, "counts-7": {"column": "venue"}}
        assert board.ids[-1] == "counts-7"
        assert board.charts["counts-7"].column == "venue"

    @pytest.mark.parametrize("frame", AWKWARD.values(), ids=AWKWARD)
    def test_there_is_always_a_chart(self, state, frame):
        assert Board(Crossfilter(frame), state, KINDS).ids


class TestArranges:
    def test_a_chart_is_added_at_the_end_with_its_choices(self, board, state):
        before = board.ids
        says(board, do="add", key="counts venue")
        new = board.ids[-1]
        assert board.ids == [*before, new]
        assert state.board == board.ids
        assert state.charts[new] == {"column": "venue"}
        assert board.charts[new].words == "Papers by venue"
        assert "Papers by venue" in board.bar.done

    def test_charts_that_stay_are_never_made_again(self, board):
        charts = dict(board.charts)
        widgets = in_sight(board)
        says(board, do="add", key="timeline")
        commands(board, "counts", do="move", by=-1)
        commands(board, "timeline", do="widen")
        commands(board, "timeline", do="remove")
        for id, chart in charts.items():
            if id != "timeline":
                assert board.charts[id] is chart
        assert [one for one in in_sight(board) if one in widgets] == widgets[1:]

    def test_the_slot_of_a_removed_chart_takes_the_next_one(self, board):
        slots = board.grid.children
        commands(board, board.ids[0], do="remove")
        assert board.grid.children == slots
        says(board, do="add", key="timeline")
        assert board.grid.children == slots
        assert all(in_sight(board))

    def test_a_removed_chart_follows_nothing_and_its_filter_goes_on(self, board):
        chart = board.charts["counts"]
        board.crossfilter.set(Values("venue", {"ACL"}))
        commands(board, "counts", do="remove")
        assert set(board.crossfilter.clauses) == {"venue"}
        figure = chart.figure._shown
        board.crossfilter.clear()
        assert chart.figure._shown is figure

    def test_a_removal_is_taken_back(self, board, state):
        ids, choices = board.ids, {id: state.chart(id) for id in board.ids}
        commands(board, "counts", do="remove")
        assert board.bar.undoable
        says(board, do="back")
        assert board.ids == ids
        assert {id: state.chart(id) for id in ids} == choices
        assert not board.bar.undoable

    @pytest.mark.parametrize(("by", "place"), [(1, 1), (-1, 0), (7, 0), (None, 0)])
    def test_moving_by_one(self, board, by, place):
        commands(board, "timeline", do="move", by=by)
        assert board.ids.index("timeline") == place

    def test_moving_before_another_and_to_the_end(self, board):
        first, second, *rest = board.ids
        commands(board, first, do="place", before="")
        assert board.ids == [second, *rest, first]
        commands(board, first, do="place", before=second)
        assert board.ids == [first, second, *rest]
        commands(board, first, do="place", before="nowhere")
        assert board.ids == [first, second, *rest]

    def test_the_heads_know_their_place_and_width(self, board):
        commands(board, "counts", do="move", by=-1)
        commands(board, "counts", do="widen")
        total = len(board.ids)
        assert board.charts["counts"].head.place == [0, total, True]
        assert board.charts["timeline"].head.place[:2] == [1, total]

    def test_a_width_is_a_choice_and_redraws_nothing(self, board, state, monkeypatch):
        drawn = []
        for chart in board.charts.values():
            monkeypatch.setattr(chart, "draw", lambda chart=chart: drawn.append(chart))
        commands(board, "counts", do="widen")
        assert state.charts["counts"]["width"] == "wide"
        assert not drawn
        commands(board, "counts", do="widen")
        assert state.charts["counts"]["width"] == "narrow"
        assert state.board is None

    def test_numbers_in_place_of_the_figure_are_part_of_the_view(self, board, state):
        commands(board, "counts", do="numbers")
        chart = board.charts["counts"]
        assert state.charts == {"counts": {"table": "shown"}}
        assert chart.head.numbers and chart.table.shown
        assert chart.widget.children[-1] is chart.table
        chart.table._handle_custom_msg({"do": "pick", "row": 0}, [])
        assert len(board.crossfilter.clauses) == 1
        assert chart.table.chosen[0]
        commands(board, "counts", do="numbers")
        assert not chart.head.numbers and not chart.table.shown

    @pytest.mark.parametrize("format", ["png", "svg", "html", "csv"])
    def test_a_chart_is_saved(self, board, monkeypatch, format):
        sent = []
        monkeypatch.setattr("widgets.charts.chart.picture.send", lambda chart, format: sent.append((chart.id, format)))
        commands(board, "counts", do="export", format=format)
        commands(board, "counts", do="export", format="exe")
        assert sent == [("counts", format)]

    def test_reset(self, board, state):
        opened = board.ids
        says(board, do="add", key="timeline")
        commands(board, "timeline", do="remove")
        says(board, do="reset")
        assert board.ids == opened
        assert state.choices == {}
        says(board, do="back")
        assert "timeline-2" in board.ids

    def test_choices_of_charts_on_other_tabs_are_no_matter_of_the_board(self, board, state):
        state.charts = {"elsewhere": {"by": "date"}}
        assert not board.bar.touched
        says(board, do="add", key="timeline")
        assert state.charts["elsewhere"] == {"by": "date"}
        says(board, do="reset")
        assert state.charts == {"elsewhere": {"by": "date"}}

    def test_an_empty_board_is_kept_and_left_again(self, board, state):
        for id in board.ids:
            commands(board, id, do="remove")
        assert state.choices == {"board": []}
        assert board.bar.order == []
        says(board, do="reset")
        assert board.ids

    def test_no_more_charts_than_a_page_holds(self, board):
        for _ in range(CHART_LIMIT + 2):
            says(board, do="add", key="counts")
        assert len(board.ids) == CHART_LIMIT
        assert str(CHART_LIMIT) in board.bar.full

    @pytest.mark.parametrize(
        "message",
        [{}, {"do": "add"}, {"do": "add", "key": "nothing"}, {"do": 3}, {"do": "back"}, {"do": "add", "key": []}],
    )
    def test_senseless_messages_change_nothing(self, board, state, message):
        says(board, **message)
        assert state.choices == {}

    def test_undo_of_filters_leaves_the_board_alone(self, board):
        board.crossfilter.set(Values("venue", {"ACL"}))
        says(board, do="add", key="counts venue")
        ids = board.ids
        board.crossfilter.undo()
        assert board.ids == ids


class TestView:
    def test_a_touched_board_opens_again_as_it_was(self, board, state):
        says(board, do="add", key="counts authors")
        commands(board, "counts", do="move", by=-1)
        commands(board, "scatter", do="widen")
        other_state = ViewState(kinds=state.kinds)
        other_state.restore(state.choices)
        other = Board(Crossfilter(shelf()), other_state, KINDS)
        assert other.ids == board.ids
        assert {id: chart.words for id, chart in other.charts.items()} == {
            id: chart.words for id, chart in board.charts.items()
        }
        assert other.charts["scatter"].wide == board.charts["scatter"].wide

    def test_a_link_without_a_board_keeps_its_choices(self, state):
        state.restore({"charts": {"counts": {"column": "authors"}}})
        board = Board(Crossfilter(shelf()), state, KINDS)
        assert board.charts["counts"].column == "authors"
        assert state.board is None

    def test_charts_that_are_unknown_are_said_and_left_out(self, board, state):
        sentences = state.restore({"board": ["scatter", "pie", "scatter", "pie-2", "counts-2"]})
        assert board.ids == ["scatter", "counts-2"]
        assert len(sentences) == 1 and "“pie”" in sentences[0]

    def test_a_board_of_a_thousand_charts(self, board, state):
        sentences = state.restore({"board": [f"counts-{place}" for place in range(1000)]})
        assert len(board.ids) == CHART_LIMIT
        assert sentences

    @pytest.mark.parametrize("wrong", [3, [1, 2], {"counts": 1}])
    def test_a_board_that_is_none_is_said(self, board, state, wrong):
        opened = board.ids
        assert state.restore({"board": wrong})
        assert board.ids == opened

    def test_going_back_to_a_fresh_view(self, board, state):
        opened = board.ids
        state.restore({"board": ["scatter"]})
        state.restore({})
        assert board.ids == opened


class TestDefaults:
    def test_columns_that_hardly_any_paper_has_open_nothing(self, state):
        frame = papers(venue=["ACL", "EMNLP"] + [None] * 28, kind=["method", "data"] * 15)
        board = Board(Crossfilter(frame), state, KINDS)
        assert [board.charts[id].column for id in board.ids] == ["kind"]

    def test_a_column_with_one_value_opens_nothing(self, state):
        frame = papers(venue=["ACL"] * 4, kind=["method", "data"] * 2)
        assert [each.column for each in Board(Crossfilter(frame), state, KINDS).charts.values()] == ["kind"]

    def test_columns_that_tell_the_same_open_once(self, state):
        venues = [f"venue {place % 8}" for place in range(40)]
        board = Board(Crossfilter(papers(venue=venues, place_of_work=venues)), state, KINDS)
        assert [chart.column for chart in board.charts.values()] == ["venue"]

    def test_shared_pages_open_their_overlap_and_no_counts_of_pages(self, state):
        pages = many(*[["A", "B"], ["A"], ["B"]] * 6)
        board = Board(Crossfilter(papers(pages=pages)), state, KINDS)
        assert "overlap" in board.ids
        assert "counts" not in board.ids

    def test_pages_that_share_nothing_are_counted(self, state):
        board = Board(Crossfilter(papers(pages=many(*[["A"], ["B"]] * 6))), state, KINDS)
        assert [chart.column for chart in board.charts.values()] == ["pages"]

    def test_signals_open_a_scatter_over_time(self, state):
        days = pd.Series(pd.date_range("2024-01-01", periods=8)).astype(schema.DATE)
        frame = papers(published=days, upvotes=pd.array(range(8), dtype="Int64"))
        board = Board(Crossfilter(frame), state, KINDS)
        assert board.ids == ["timeline", "scatter"]
        assert board.charts["scatter"].words == "Upvotes against published"

    def test_what_the_columns_do_not_support_is_offered_with_the_reason(self, state, monkeypatch):
        monkeypatch.setattr(Scatter, "misfit", classmethod(lambda cls, dimensions: "There are no numbers."))
        board = Board(Crossfilter(papers(venue=["A", "B"])), state, KINDS)
        offers = {key: why for key, _, _, _, why in board.bar.offers}
        assert offers["scatter"] == "There are no numbers."
        assert "counts venue" in offers
        assert "counts authors" not in offers
        ids = board.ids
        says(board, do="add", key="scatter")
        assert board.ids == ids


@pytest.mark.parametrize(
    ("wide", "columns", "places"),
    [
        ([0, 0, 0, 1], 3, []),
        ([0, 0, 1, 0, 0], 3, [1]),
        ([1, 1, 0], 3, [0]),
        ([0, 1, 0, 1], 3, []),
        ([0, 1, 0, 1], 2, [0, 2]),
        ([], 3, []),
    ],
)
def test_a_chart_before_a_wide_one_fills_the_hole(wide, columns, places):
    assert grown([bool(each) for each in wide], columns) == places
