"""The command line: what it says, and how it fails."""

import json
import socket

import pytest
from typer.testing import CliRunner

from app.cli import app

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
