"""The stage that reads the facts of a collection."""

import subprocess
import sys
from datetime import datetime

import pandas as pd
import psutil
import pytest

from papers import schema
from papers.collection import Collection, Records, Source
from papers.facts import adding
from papers.facts.adding import add
from papers.join import join

ABSTRACT = "We present Quokka, which decodes 2.5x faster. Code: https://github.com/invented/quokka."


def gathered(count: int = 2) -> Collection:
    entries = pd.DataFrame({"title": [f"Paper {number}" for number in range(count)], "abstract": ABSTRACT})
    entries.loc[0, "code_url"] = "https://example.org/code"
    entries.loc[1, "abstract"] = None
    return join([Records(Source("test", "test", datetime(2026, 1, 1), count), entries)])


def test_results_carry_their_evidence() -> None:
    read = add(gathered())
    schema.validate(read.papers)
    schema.validate(read.results, schema.RESULTS)
    schema.validate(read.scale, schema.SCALE)
    row = read.results.iloc[0]
    assert (row["paper_id"], row["value"], row["unit"], row["claim"]) == ("title:paper-0", 2.5, "x", "number")
    assert ABSTRACT[row["start"] : row["end"]] == row["quote"]


def test_what_a_source_gave_is_kept() -> None:
    read = add(gathered(3))
    assert read.papers["code_url"].tolist() == [
        "https://example.org/code",
        pytest.approx(float("nan"), nan_ok=True),
        "https://github.com/invented/quokka",
    ]


def test_adding_twice_changes_nothing() -> None:
    once = add(gathered())
    pd.testing.assert_frame_equal(add(once).results, once.results)


def test_many_papers_are_read_by_several_processes(monkeypatch) -> None:
    told = []
    monkeypatch.setattr(adding, "POOLED", 1)
    monkeypatch.setattr(adding, "PIECE", 2)
    read = add(gathered(5), lambda done, total, words: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert len(read.results) == 4


READS = """
from itertools import repeat
from papers.facts import adding

if __name__ == "__main__":
    adding.POOLED = 1
    for _ in adding._pieces(repeat([("A title", "An abstract.")]), 1_000_000, adding.read):
        print("reads", flush=True)
"""


@pytest.mark.slow
def test_the_processes_end_with_the_one_that_started_them(tmp_path) -> None:
    script = tmp_path / "reads.py"
    script.write_text(READS, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None and reader.stdout.readline().strip() == b"reads"
        started = psutil.Process(reader.pid).children(recursive=True)
        reader.kill()
        reader.stdout.close()
    _, alive = psutil.wait_procs(started, timeout=20)
    assert started and not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]
