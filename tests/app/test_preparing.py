"""Sources that are prepared for serving: kept, found again, and made anew when they change."""

import pytest

from app import host, preparing
from app.environment import PREPARED
from papers.prepared import Manifest, open_prepared


@pytest.fixture
def mine(tmp_path, monkeypatch):
    monkeypatch.setenv("LITSCOPE_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "mine.csv"
    path.write_text("title,year\nCounting whales by sonar,2024\nFolding paper trams,2021\n", encoding="utf-8")
    return path


def ready(tmp_path, *sources: str, where: str = ""):
    return preparing.ready(sources, where, tmp_path / "place")


def test_a_kernel_opens_what_the_server_prepared(mine, tmp_path, monkeypatch):
    monkeypatch.setenv(PREPARED, str(ready(tmp_path, str(mine))))
    collection = host.collection()
    assert len(collection) == 2
    assert collection.computed.has("vectors")


def test_the_same_sources_are_prepared_once_and_changed_ones_again(mine, tmp_path):
    folder = ready(tmp_path, str(mine))
    first = Manifest.read(folder)
    assert ready(tmp_path, str(mine)) == folder
    assert Manifest.read(folder).stages == first.stages
    mine.write_text("title,year\nCounting whales by ear,2024\n", encoding="utf-8")
    other = ready(tmp_path, str(mine))
    assert other != folder
    assert len(open_prepared(other)) == 1


def test_only_the_folders_used_last_are_kept(mine, tmp_path, monkeypatch):
    monkeypatch.setattr(preparing, "KEPT", 1)
    folder = ready(tmp_path, str(mine))
    assert len(open_prepared(ready(tmp_path, str(mine), where="year:2024"))) == 1
    assert not folder.exists()


def test_what_cannot_be_known_again_is_not_kept(mine, tmp_path, monkeypatch):
    monkeypatch.setattr(preparing, "content", lambda *_: "")
    assert ready(tmp_path, str(mine)) == tmp_path / "place" / "prepared"


def test_a_prepared_folder_is_served_as_it_is(mine, tmp_path):
    preparing.prepared([str(mine)], tmp_path / "folder")
    assert ready(tmp_path, str(tmp_path / "folder")) == tmp_path / "folder"
