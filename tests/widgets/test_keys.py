"""Keys: stepping through the papers, going back, clearing."""

import pytest

from papers.clauses import Values
from papers.crossfilter import Crossfilter
from tests.widgets.invented import papers, shelf
from widgets.keys import Keys
from widgets.listing import Listing
from widgets.state import ViewState


def keys(frame=None) -> Keys:
    crossfilter, state = Crossfilter(shelf() if frame is None else frame), ViewState()
    return Keys(crossfilter, state, Listing(crossfilter, state))


def press(widget: Keys, do: object, **more: object) -> None:
    """Send what the script sends when a key is pressed."""
    widget._handle_custom_msg({"do": do} | more, [])


def test_a_step_without_a_paper_opens_the_first():
    for by in (1, -1):
        widget = keys()
        press(widget, "step", by=by)
        assert widget.state.paper == "title:p0"


def test_steps_follow_the_list_and_stay_at_its_ends():
    widget = keys()
    widget.crossfilter.set(Values("venue", {"EMNLP"}))  # p3, p4
    seen = []
    for by in (1, 1, 1, -1, -1):
        press(widget, "step", by=by)
        seen.append(widget.state.paper)
    assert seen == ["title:p3", "title:p4", "title:p4", "title:p3", "title:p3"]


def test_a_paper_that_the_filters_leave_out_gives_way_to_the_first_that_passes():
    widget = keys()
    widget.state.paper = "title:p0"
    widget.crossfilter.set(Values("venue", {"EMNLP"}))
    press(widget, "step", by=1)
    assert widget.state.paper == "title:p3"


def test_says_which_paper_it_is():
    widget = keys()
    press(widget, "step", by=1)
    press(widget, "step", by=1)
    assert widget.said == "Wrens, 2 of 8"


def test_says_that_there_is_nothing_to_step_through():
    widget = keys(papers())
    press(widget, "step", by=1)
    assert (widget.state.paper, widget.said) == (None, "No paper passes.")


def test_undo_redo_and_clear():
    widget = keys()
    widget.crossfilter.set(Values("venue", {"ACL"}))
    press(widget, "undo")
    assert widget.crossfilter.count == 8
    press(widget, "redo")
    assert widget.crossfilter.count == 3
    press(widget, "clear")
    assert not widget.crossfilter.clauses


def test_puts_the_paper_away():
    widget = keys()
    widget.state.paper = "title:p1"
    press(widget, "close")
    assert widget.state.paper is None


@pytest.mark.parametrize("message", [None, "undo", {"do": "step"}, {"do": "step", "by": 7}, {"do": "step", "by": "1"}])
def test_ignores_messages_of_another_shape(message):
    widget = keys()
    errors: list[Exception] = []
    widget.crossfilter.on_error.append(lambda error, _view: errors.append(error))
    widget.crossfilter.set(Values("venue", {"ACL"}))
    widget._handle_custom_msg(message, [])
    assert (widget.crossfilter.count, widget.state.paper, errors) == (3, None, [])
