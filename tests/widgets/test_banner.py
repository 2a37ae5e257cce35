"""Banner: what went wrong, in sentences."""

import pytest

from papers.clauses import ClauseError, Range
from papers.crossfilter import Change, Crossfilter
from tests.widgets.invented import shelf
from widgets.banner import MOST, Banner
from widgets.facet import Facet


@pytest.fixture
def crossfilter() -> Crossfilter:
    return Crossfilter(shelf())


def sentences(banner: Banner) -> list[str]:
    return [sentence for _id, _kind, sentence in banner.messages]


def test_an_exception_of_a_view_is_a_sentence_without_its_traceback(crossfilter):
    banner = Banner(crossfilter)

    def broken(_change: Change) -> None:
        raise KeyError("secret detail")

    crossfilter.observe(broken)
    crossfilter.set(Range("upvotes", 1))
    assert [kind for _id, kind, _sentence in banner.messages] == ["error"]
    assert sentences(banner)[0].startswith("A part of the page failed")
    assert "secret" not in sentences(banner)[0]


def test_a_filter_that_fails_is_named(crossfilter, monkeypatch):
    banner, facet = Banner(crossfilter), Facet(crossfilter, "venue")
    monkeypatch.setattr(facet, "show", lambda *_: 1 / 0)
    crossfilter.set(Range("upvotes", 1))
    assert "“Venue”" in sentences(banner)[0]


def test_an_error_that_is_a_sentence_is_said_as_it_is(crossfilter):
    banner = Banner(crossfilter)

    def handler() -> None:
        raise ClauseError("Upvotes are numbers.")

    crossfilter.guard(handler)()
    assert sentences(banner) == ["Upvotes are numbers."]


def test_the_same_sentence_is_not_repeated(crossfilter):
    banner = Banner(crossfilter)
    banner.say("Two records were left out.")
    banner.say("Two records were left out.")
    assert banner.messages == [[1, "warning", "Two records were left out."]]


def test_old_messages_make_room(crossfilter):
    banner = Banner(crossfilter)
    for i in range(MOST + 2):
        banner.say(f"Sentence {i}.")
    assert sentences(banner) == [f"Sentence {i}." for i in range(2, MOST + 2)]


def test_a_message_is_dismissed(crossfilter):
    banner = Banner(crossfilter)
    banner.say("First.")
    banner.say("Second.", "note")
    banner._handle_custom_msg({"do": "dismiss", "id": banner.messages[0][0]}, [])
    assert sentences(banner) == ["Second."]


@pytest.mark.parametrize("message", [None, {"do": "dismiss"}, {"do": "dismiss", "id": "1"}, {"do": "dismiss", "id": 9}])
def test_other_messages_of_the_browser_are_ignored(crossfilter, message):
    banner = Banner(crossfilter)
    banner.say("First.")
    banner._handle_custom_msg(message, [])
    assert sentences(banner) == ["First."]


def test_unknown_kinds_are_refused(crossfilter):
    with pytest.raises(ValueError, match="no kind of message"):
        Banner(crossfilter).say("Hello.", "shout")
