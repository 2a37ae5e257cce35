"""The command `litscope facts`."""

import json

from typer.testing import CliRunner

from app.cli import app

ABSTRACT = (
    "Decoding is slow. We introduce Quokka, a method that drafts several tokens at once. On the Wombat benchmark it"
    " runs 2.5x faster than greedy decoding. Code: https://github.com/invented/quokka."
)


def test_one_object_a_paper_with_evidence(tmp_path) -> None:
    source, out = tmp_path / "papers.json", tmp_path / "facts.jsonl"
    source.write_text(json.dumps([{"title": "Quokka: Drafting Ahead", "abstract": ABSTRACT}]))
    done = CliRunner().invoke(app, ["facts", str(source), "-o", str(out)])
    assert done.exit_code == 0, done.output
    (line,) = out.read_text(encoding="utf-8").splitlines()
    paper = json.loads(line)
    assert (paper["system"], paper["kind"], paper["code"]) == (
        "Quokka",
        "method",
        ["https://github.com/invented/quokka"],
    )
    (result,) = paper["results"]
    assert (result["value"], result["unit"], result["comparison"]) == (2.5, "x", "vs greedy decoding")
    assert ABSTRACT[result["start"] : result["end"]] == result["quote"]
    assert paper["scale"] == []


def test_without_a_file_it_writes_to_the_screen(tmp_path) -> None:
    source = tmp_path / "papers.json"
    source.write_text(json.dumps([{"title": "Nothing counted", "abstract": "We think."}]))
    done = CliRunner().invoke(app, ["facts", str(source)])
    assert json.loads(done.stdout)["results"] == []
