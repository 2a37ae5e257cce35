"""One message instead of many: what waits, what goes by itself, what is never lost."""

from typing import Any

import pytest
import traitlets

from widgets import outbox as module
from widgets.outbox import Outbox
from widgets.scripted import Panel


class Counter(Panel):
    """A widget that counts and says so, in numbers and in bytes."""

    count = traitlets.Int().tag(sync=True)
    packed = traitlets.Bytes().tag(sync=True)


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> Outbox:
    """An outbox of which a page has said that it takes parcels."""
    outbox = Outbox()
    outbox._handle_custom_msg({"do": "live"}, [])
    monkeypatch.setattr(module, "outbox", lambda: outbox)
    return outbox


@pytest.fixture
def parcels(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[Any], list[bytes]]]:
    """What the outbox sends."""
    sent: list[tuple[list[Any], list[bytes]]] = []
    monkeypatch.setattr(outbox, "send", lambda content, buffers: sent.append((content["parcel"], buffers)))
    return sent


def alone(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What a widget sends by itself."""
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(counter.comm, "send", lambda data, buffers: sent.append(data))
    return sent


def asked(counter: Counter, say: Any) -> None:
    """Let the browser ask, and the widget do `say` as its answer."""
    counter.on_msg(lambda *_: say())
    counter._handle_msg({"content": {"data": {"method": "custom", "content": {}}}, "buffers": []})


def test_an_answer_is_one_parcel_in_the_order_of_what_was_said(parcels):
    first, second = Counter(), Counter()

    def say() -> None:
        first.count = 1
        second.packed = b"abc"
        first.send({"do": "save"}, [b"de", b"f"])

    asked(first, say)
    ((parcel, buffers),) = parcels
    assert [(id, message["method"], count) for id, message, count in parcel] == [
        (first.model_id, "update", 0),
        (second.model_id, "update", 1),
        (first.model_id, "custom", 2),
    ]
    assert [bytes(each) for each in buffers] == [b"abc", b"de", b"f"]


def test_what_nobody_asked_for_goes_at_once(parcels, monkeypatch):
    counter = Counter()
    sent = alone(counter, monkeypatch)
    counter.count = 1
    assert [message["state"]["count"] for message in sent] == [1] and not parcels


def test_before_a_page_takes_parcels_each_message_goes_by_itself(outbox, parcels, monkeypatch):
    outbox._live = False
    counter = Counter()
    sent = alone(counter, monkeypatch)
    asked(counter, lambda: counter.set_trait("count", 1))
    assert [message["state"]["count"] for message in sent] == [1] and not parcels


def test_the_progress_of_long_work_does_not_wait_for_its_end(parcels, monkeypatch):
    counter, seconds = Counter(), iter([0.0, 0.0, 1.0, 2.0, 2.0])
    monkeypatch.setattr(module, "monotonic", lambda: next(seconds))

    def work() -> None:
        for step in range(1, 4):
            counter.count = step

    asked(counter, work)
    assert [[message["state"]["count"] for _, message, _ in parcel] for parcel, _ in parcels] == [[1, 2], [3]]


def test_nothing_waits_behind_a_widget_that_is_made(parcels, monkeypatch):
    counter = Counter()
    sent = alone(counter, monkeypatch)

    def make() -> None:
        counter.count = 1
        Counter()
        counter.count = 2

    asked(counter, make)
    assert [[message["state"]["count"] for _, message, _ in parcel] for parcel, _ in parcels] == [[1]]
    assert [message["state"]["count"] for message in sent] == [2]
    other = Counter()
    asked(other, lambda: other.set_trait("count", 3))
    assert len(parcels) == 2


def test_what_was_said_before_a_failure_arrives(outbox, parcels):
    counter = Counter()
    with pytest.raises(ZeroDivisionError), outbox.gathering(), outbox.gathering():
        counter.count = 1
        _ = 1 / 0
    assert len(parcels) == 1


def test_a_widget_that_ended_before_hurries_nobody(parcels):
    ended, counter = Counter(), Counter()
    ended.close()

    def say() -> None:
        counter.count = 1
        ended.close()
        counter.count = 2

    asked(counter, say)
    assert len(parcels) == 1
