"""When memory goes back to the system."""

import asyncio

import pytest

from app import memory


@pytest.fixture
def given_back(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    given: list[None] = []
    monkeypatch.setattr(memory, "give_back", lambda: given.append(None))
    monkeypatch.setattr(memory, "REST", 0.05)
    return given


def test_what_is_free_can_be_given_back_anywhere():
    memory.give_back()


def test_it_goes_back_once_after_the_last_change(given_back):
    async def changes() -> None:
        at_rest = memory.AtRest()
        for _ in range(3):
            at_rest(None)
            await asyncio.sleep(0.01)
        assert not given_back
        await asyncio.sleep(0.2)

    asyncio.run(changes())
    assert len(given_back) == 1


def test_without_a_loop_nothing_happens(given_back):
    memory.AtRest()(None)
    assert not given_back
