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


FEED = "<feed xmlns='http://www.w3.org/2005/Atom'>{}</feed>"
ENTRY = "<entry><id>http://arxiv.org/abs/2402.0000{0}v1</id><title>Paper {0}</title></entry>"


def test_fetch_refresh_adds_only_what_is_new_and_complete_fills_what_is_missing(tmp_path, monkeypatch):
    output = tmp_path / "all.csv"
    monkeypatch.setenv("LITSCOPE_CACHE", str(tmp_path / "cache"))
    entries = [ENTRY.format(1)]
    work = {
        "id": "https://openalex.org/W1",
        "title": "Paper 1",
        "doi": "10.48550/arXiv.2402.00001",
        "cited_by_count": 7,
    }
    works = Reply.json({"results": [{**work, "locations": [{"landing_page_url": "https://arxiv.org/abs/2402.00001"}]}]})

    def answer(asked):
        return works if asked.path.endswith("/works") else Reply(FEED.format("".join(entries)).encode())

    with serving(answer) as service:
        monkeypatch.setenv("LITSCOPE_ARXIV_URL", service.url)
        monkeypatch.setenv("LITSCOPE_OPENALEX_URL", service.url)
        assert runner.invoke(app, ["fetch", "arxiv:whales", "-o", str(output)]).exit_code == 0
        entries.insert(0, ENTRY.format(2))
        command = ["fetch", "arxiv:whales", "-o", str(output), "--refresh", "--complete", "openalex"]
        result = runner.invoke(app, [*command, "--report", str(tmp_path / "report.json")])
    assert result.exit_code == 0, result.stderr
    assert "1 paper is new" in result.stderr
    papers = load(output).papers.set_index("title")
    assert sorted(papers.index) == ["Paper 1", "Paper 2"]
    assert papers.loc["Paper 1", "citations"] == 7
    told = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["sources"]
    written, asked = told[0], next(one for one in told if one["name"] == "arxiv:whales")
    assert (written["records"], written["new"], written["from_network"]) == (1, 1, None)
    assert (asked["new"], asked["doubtful"], asked["from_network"]) == (1, 0, 1)
    assert asked["seconds"] > 0


def test_conditions_on_the_command_line():
    result = runner.invoke(app, ["info", "--json", "--where", "year:2024 has:summary"])
    assert 0 < json.loads(result.stdout)["papers"] < 416
    result = runner.invoke(app, ["info", "--where", "published>=soon"])
    assert result.exit_code == 1
    assert "“soon” is no date" in result.stderr


def test_prepare_writes_a_folder_that_is_a_source_like_any_other(tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("title,year\nCounting whales by sonar,2024\nFolding paper trams,2021\n", encoding="utf-8")
    folder = tmp_path / "prepared"
    result = runner.invoke(app, ["prepare", str(mine), "-o", str(folder)])
    assert result.exit_code == 0, result.stderr
    assert "2 papers" in result.stderr
    told = json.loads(runner.invoke(app, ["info", "--json", str(folder)]).stdout)
    assert "mine.csv" in [source["name"] for source in told["sources"]]
    more = tmp_path / "more.csv"
    more.write_text("title,year\nBaking sourdough on trams,2024\n", encoding="utf-8")
    result = runner.invoke(app, ["prepare", str(folder), str(more), "-o", str(folder)])
    assert "3 papers" in result.stderr
    assert len(load(folder, where="year:2024")) == 2
    assert len(load(more, folder)) == 3


def test_prepare_says_what_is_in_the_way(tmp_path):
    (tmp_path / "thesis.tex").write_text("mine", encoding="utf-8")
    result = runner.invoke(app, ["prepare", "-o", str(tmp_path)])
    assert result.exit_code == 1
    assert "holds other files" in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


@pytest.fixture
def two_lists(tmp_path):
    (tmp_path / "a.csv").write_text("title,arxiv_id\nCounting Whales,2402.00001\nFolding,\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("title,arxiv_id,venue\nWhales,2402.00001,Ocean\nBaking,,\n", encoding="utf-8")
    return [str(tmp_path / "a.csv"), str(tmp_path / "b.csv")]


@pytest.mark.parametrize(
    ("operation", "titles"),
    [
        ("union", ["Counting Whales", "Folding", "Baking"]),
        ("intersection", ["Counting Whales"]),
        ("difference", ["Folding"]),
    ],
)
def test_combine_writes_what_loads_again(operation, titles, two_lists, tmp_path):
    output = tmp_path / "out.jsonl"
    result = runner.invoke(app, ["combine", *two_lists, "--as", operation, "-o", str(output)])
    assert result.exit_code == 0, result.stderr
    assert f"of the {operation} are in" in result.stderr.replace("\n", " ")
    assert load(output).papers["title"].tolist() == titles


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--as", "union", "-o", "all.xyz"], "names no format"),
        (["--as", "sum", "-o", "all.csv"], "union"),
    ],
)
def test_combine_says_what_cannot_be(arguments, sentence, two_lists):
    result = runner.invoke(app, ["combine", *two_lists, *arguments])
    assert result.exit_code != 0
    assert sentence in result.stderr.replace("\n", " ")


def test_combine_asks_for_a_second_collection(two_lists):
    result = runner.invoke(app, ["combine", two_lists[0], "--as", "union", "-o", "all.csv"])
    assert result.exit_code == 1
    assert "two collections" in result.stderr
