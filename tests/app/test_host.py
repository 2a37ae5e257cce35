"""What surrounds a kernel: where a visitor's decisions are kept."""

from pathlib import Path

import pytest

from app import host
from app.environment import LOCAL, PREPARED
from papers.kept import Decisions, Side
from papers.kept.store import FILE, PLACE
from papers.prepared.making import prepare
from tests.papers.claims import invented

PAIR = Side(frozenset({"arxiv:2410.12375"})), Side(frozenset({"acl:P18-1001"}))


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(PLACE, str(tmp_path))
    monkeypatch.delenv(LOCAL, raising=False)
    monkeypatch.delenv("VOILA_KERNEL_ID", raising=False)
    monkeypatch.delenv("SERVER_SOFTWARE", raising=False)
    return tmp_path


def test_in_a_notebook_decisions_last():
    Decisions(host.store()).decide(*PAIR, "same")
    assert len(Decisions(host.store()).current()) == 1


def test_the_visitor_of_a_local_page_is_its_owner(place: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VOILA_KERNEL_ID", "1")
    monkeypatch.setenv(LOCAL, "1")
    assert host.store().file == place / FILE


@pytest.mark.parametrize("told", ["0", None])
def test_visitors_from_elsewhere_keep_their_own(place: Path, monkeypatch: pytest.MonkeyPatch, told: str | None):
    monkeypatch.setenv("VOILA_KERNEL_ID", "1")
    if told:
        monkeypatch.setenv(LOCAL, told)
    Decisions(host.store()).decide(*PAIR, "same")
    assert Decisions(host.store()).current() == ()
    assert list(place.iterdir()) == []


def test_a_store_that_cannot_be_used_is_told_and_replaced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(PLACE, "nonsense://host")
    store = host.store()
    assert not store.lasting
    assert "kept only until this page is closed" in store.notices[0]


def test_a_kernel_waits_for_what_a_server_still_prepares(place: Path, monkeypatch: pytest.MonkeyPatch):
    sign, papers = place / "prepared.txt", invented.collection()
    prepare(lambda: papers, place / "folder")
    monkeypatch.setenv(PREPARED, str(sign))
    monkeypatch.setattr(host, "sleep", lambda _: sign.write_text(str(place / "folder"), "utf-8"))
    assert len(host.collection()) == len(papers)


def test_a_kernel_ends_with_the_server_it_waits_for(place: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(PREPARED, str(place / "gone" / "prepared.txt"))
    with pytest.raises(SystemExit):
        host.collection()
