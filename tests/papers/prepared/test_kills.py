"""Preparing that is killed: the folder is as it was before, and the next run ends it."""

import multiprocessing
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from papers import schema
from papers.collection import Collection
from papers.prepared import PreparedError, is_prepared, open_prepared
from papers.prepared.making import prepare

pytestmark = pytest.mark.slow

ROWS = 60


def collection(rows: int = ROWS) -> Collection:
    texts = [f"whale{row % 7} sings, yeast{row % 5} rises, tram{row % 3} halts" for row in range(rows)]
    frame = pd.DataFrame({"paper_id": [f"title:{row}" for row in range(rows)], "title": texts, "abstract": texts})
    return replace(Collection.empty(), papers=schema.conform(frame))


def killed(rows: int, folder: Path, work: Path, stages: int) -> None:
    """Prepare in a process that is killed as soon as so many new stages are there."""
    before = set(work.glob("*-*")) if work.is_dir() else set()
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=prepare, args=(lambda: collection(rows), folder), kwargs={"content": str(rows)})
    process.start()
    while process.is_alive():
        if work.is_dir() and len(set(work.glob("*-*")) - before) >= stages:
            assert process.pid
            os.kill(process.pid, signal.SIGKILL)
            break
        time.sleep(0.001)
    process.join()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no SIGKILL without fork")
def test_a_kill_at_any_stage_leaves_what_was_there_and_the_next_run_ends_it(tmp_path):
    folder, work = tmp_path / "mine", tmp_path / ".mine.preparing"
    for stages in range(1, 7):
        killed(ROWS, folder, work, stages)
        assert not folder.exists() or len(open_prepared(folder)) == ROWS
    prepare(collection, folder, content=str(ROWS))
    assert len(open_prepared(folder)) == ROWS
    assert not work.exists()

    for stages in range(1, 7):
        killed(ROWS + 5, folder, folder, stages)
        assert len(open_prepared(folder)) in (ROWS, ROWS + 5)
    prepare(lambda: collection(ROWS + 5), folder, content=str(ROWS + 5))
    assert len(open_prepared(folder).computed.vectors) == ROWS + 5
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_every_file_that_is_cut_off_is_named(tmp_path):
    folder = tmp_path / "mine"
    prepare(collection, folder)
    for path in [path for path in folder.rglob("*") if path.is_file() and path.stat().st_size > 1]:
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
        with pytest.raises(PreparedError, match=path.name.replace(".", r"\.")):
            open_prepared(folder)
        path.write_bytes(content)
    assert is_prepared(folder)
    assert len(open_prepared(folder)) == ROWS
