"""Sources that are prepared for serving: kept, found again, and made anew when they change."""

import pytest

from app import host, preparing
from papers.prepared import Manifest, open_prepared


@pytest.fixture
def mine(tmp_path, monkeypatch):
    monkeypatch.setenv("LITSCOPE_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "mine.csv"
    path.write_text("title,year\nCounting whales by sonar,2024\nFolding paper trams,2021\n", encoding="utf-8")
    return path


def test_a_kernel_opens_what_the_server_prepared(mine, monkeypatch):
    with preparing.ready([str(mine)]) as folder:
        monkeypatch.setenv(host.PREPARED, str(folder))
        collection = host.collection()
    assert len(collection) == 2
    assert collection.computed.has("vectors")


def test_the_same_sources_are_prepared_once_and_changed_ones_again(mine, monkeypatch):
    with preparing.ready([str(mine)]) as folder:
        first = Manifest.read(folder)
    with preparing.ready([str(mine)]) as again:
        assert again == folder
        assert Manifest.read(again).stages == first.stages
    mine.write_text("title,year\nCounting whales by ear,2024\n", encoding="utf-8")
    with preparing.ready([str(mine)]) as other:
        assert other != folder
        assert len(open_prepared(other)) == 1


def test_only_the_folders_used_last_are_kept(mine, monkeypatch):
    monkeypatch.setattr(preparing, "KEPT", 1)
    with preparing.ready([str(mine)]) as folder:
        pass
    with preparing.ready([str(mine)], "year:2024") as other:
        assert len(open_prepared(other)) == 1
    assert not folder.exists()


def test_a_prepared_folder_is_served_as_it_is(mine, tmp_path):
    preparing.prepared([str(mine)], tmp_path / "folder")
    with preparing.ready([str(tmp_path / "folder")]) as folder:
        assert folder == tmp_path / "folder"
