"""The scripts that a page begins with."""

import gzip
from pathlib import Path

from voila.paths import collect_static_paths

from app import scripts


def test_this_voila_has_every_file_that_its_page_begins_with():
    folders = [Path(folder) for folder in collect_static_paths(["voila"], "lab")]
    names = scripts.FIRST.read_text(encoding="utf-8").split()
    assert len(names) == len(set(names)) > 50
    assert [name for name in names if not any((folder / name).is_file() for folder in folders)] == []


def test_each_file_is_a_function_of_its_own():
    script = scripts.voila_script()
    assert script.count(b"(function () {") >= len(scripts.FIRST.read_text(encoding="utf-8").split())
    assert b'(function () {"use strict"' in script


def test_what_another_voila_lacks_is_left_out(tmp_path, monkeypatch):
    names = tmp_path / "names.txt"
    names.write_text("voila.js\nno-such-file.voila.js\n", encoding="utf-8")
    monkeypatch.setattr(scripts, "FIRST", names)
    assert scripts.voila_script.__wrapped__().count(b"(function () {") == 1


def test_scripts_travel_compressed():
    assert gzip.decompress(scripts._compressed(scripts.plotly_script)) == scripts.plotly_script()
