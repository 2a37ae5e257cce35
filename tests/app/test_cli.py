"""The command line: what it says, and how it fails."""

import json
import socket

import pytest
from typer.testing import CliRunner

from app.cli import app
from loaders import load
from tests.loaders.served import Reply, serving

runner = CliRunner()


def test_info_of_the_sample_as_json():
    result = runner.invoke(app, ["info", "--json"])
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["papers"] == 416
    assert report["appearances"] == 486


def test_info_names_skipped_records(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("title,year\nCounting beans with abaci,2021\n,2022\n", encoding="utf-8")
    result = runner.invoke(app, ["info", str(path)])
    assert result.exit_code == 0
    assert "mine.csv" in result.stdout
    assert "title" in result.stdout


@pytest.mark.parametrize("command", ["info", "serve"])
def test_a_source_that_is_not_there_ends_in_a_sentence(command, tmp_path):
    result = runner.invoke(app, [command, str(tmp_path / "missing.csv")])
    assert result.exit_code == 1
    assert "missing.csv" in result.stderr.replace("\n", "")
    assert "Traceback" not in result.stderr


def test_a_taken_port_ends_in_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = runner.invoke(app, ["serve", "--host", "127.0.0.1", "--port", str(other.getsockname()[1])])
    assert result.exit_code == 1
    assert "--port" in result.stderr


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_fetch_joins_files_and_services_and_writes_what_loads_again(ending, tmp_path, monkeypatch):
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>http://arxiv.org/abs/2402.00001v1</id>"
        "<title>Counting Whales</title><author><name>Ada Lovelace</name></author></entry></feed>"
    )
    mine = tmp_path / "mine.csv"
    mine.write_text("title,arxiv_id,year\nCounting Whales,2402.00001,2024\nFolding,,2021\n", encoding="utf-8")
    output = tmp_path / f"all{ending}"
    monkeypatch.setenv("LITSCOPE_CACHE", str(tmp_path / "cache"))
    with serving(lambda _asked: Reply(feed.encode())) as service:
        monkeypatch.setenv("LITSCOPE_ARXIV_URL", service.url)
        result = runner.invoke(app, ["fetch", "arxiv:whales", str(mine), "-o", str(output)])
    assert result.exit_code == 0, result.output
    again = load(output)
    assert again.papers["title"].tolist() == ["Counting Whales", "Folding"]
    assert again.papers["authors"].tolist()[0] == ["Ada Lovelace"]
    assert again.papers["published_precision"].tolist()[1] == "year"


def test_fetch_offline_without_an_answer_on_disk_ends_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("LITSCOPE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("LITSCOPE_OFFLINE", "")
    result = runner.invoke(app, ["fetch", "arxiv:whales", "-o", str(tmp_path / "a.csv"), "--offline"])
    assert result.exit_code == 1
    assert "was not asked because of --offline" in result.stderr.replace("\n", " ")
    assert not (tmp_path / "a.csv").exists()


def test_fetch_into_a_format_that_is_none(tmp_path):
    result = runner.invoke(app, ["fetch", "arxiv:whales", "-o", str(tmp_path / "a.doc")])
    assert result.exit_code == 1
    assert ".parquet" in result.stderr
