"""A language model as reader, asked over real HTTP: its answers are checked, kept, counted."""

import json

import pytest
from typer.testing import CliRunner

from app.cli import app
from loaders.endpoint import Endpoint
from loaders.http import CACHE, Client, FetchError
from tests.loaders.served import Reply, serving

ABSTRACT = "We propose Quokka. It is 2.5x faster than Numbat on WombatBench. Code: https://github.com/invented/quokka."
CLAIM = {
    "value": 2.5,
    "value_high": None,
    "unit": "x",
    "metric": "speedup",
    "comparison": "vs Numbat",
    "on": "WombatBench",
    "quote": "It is 2.5x faster than Numbat",
}
TOLD = {
    "system": "Quokka",
    "kind": "method",
    "models": ["Numbat", "Invented Elsewhere"],
    "datasets": ["WombatBench"],
    "languages": [],
    "results": [CLAIM, {**CLAIM, "value": 9, "quote": "It is 9x faster than light"}],
    "scale": [],
}


def completion(content: str) -> Reply:
    usage = {"prompt_tokens": 1000, "completion_tokens": 100}
    return Reply.json({"choices": [{"message": {"content": content}}], "usage": usage})


def test_what_the_text_bears_out_is_taken_and_the_rest_refused(tmp_path) -> None:
    with serving(lambda asked: completion(json.dumps(TOLD))) as service, Client(cache=tmp_path) as client:
        reader = Endpoint(service.url + "/v1", "wombat-1", client, key="secret", price=(1.0, 10.0))
        facts = reader("A title", ABSTRACT)
        again = reader("A title", ABSTRACT)
    assert again == facts
    assert (len(service.asked), client.from_cache) == (1, 1)
    (asked,) = service.asked
    assert (asked.path, asked.headers["authorization"]) == ("/v1/chat/completions", "Bearer secret")
    body = json.loads(asked.body)
    assert body["model"] == "wombat-1"
    assert body["response_format"]["type"] == "json_schema"
    (result,) = facts.results
    assert (result.value, result.comparison, result.reader) == (2.5, "vs Numbat", "wombat-1")
    assert ABSTRACT[result.quote.start : result.quote.end] == CLAIM["quote"]
    assert (facts.system, facts.models, facts.code) == ("Quokka", ("Numbat",), ("https://github.com/invented/quokka",))
    assert (reader.refused, reader.tokens_in, reader.cost) == (2, 1000, 0.002)


@pytest.mark.parametrize("content", ["no JSON", "[]", '{"kind": 3', '{"results": [{"value": "many"}]}', "null"])
def test_an_answer_that_cannot_be_read_leaves_the_paper_to_the_rules(tmp_path, content: str) -> None:
    with serving(lambda asked: completion(content)) as service, Client(cache=tmp_path) as client:
        reader = Endpoint(service.url, "wombat-1", client)
        facts = reader("A title", ABSTRACT)
    assert reader.unreadable == 1
    assert [one.reader for one in facts.results] == ["rules"]


def test_an_endpoint_that_refuses_ends_in_a_sentence(tmp_path) -> None:
    with (
        serving(lambda asked: Reply(status=401)) as service,
        Client(cache=tmp_path) as client,
        pytest.raises(FetchError, match=r"127\.0\.0\.1"),
    ):
        Endpoint(service.url, "wombat-1", client)("A title", ABSTRACT)


def test_from_the_command_line(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(CACHE, str(tmp_path / "cache"))
    source, out = tmp_path / "papers.json", tmp_path / "facts.jsonl"
    source.write_text(json.dumps([{"title": "A title", "abstract": ABSTRACT}]))
    with serving(lambda asked: completion(json.dumps(TOLD))) as service:
        asked = ["facts", str(source), "-o", str(out), "--endpoint", service.url, "--model", "wombat-1"]
        done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    (result,) = json.loads(out.read_text())["results"]
    assert (result["value"], result["reader"]) == (2.5, "wombat-1")
    half = CliRunner().invoke(app, ["facts", str(source), "--model", "wombat-1"])
    assert half.exit_code == 1
