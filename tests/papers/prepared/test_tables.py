"""Frames in Arrow files: what comes out is what went in, and it is the file itself."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from papers import schema
from papers.mapped import DamagedError
from papers.prepared.tables import read_table, write_table

FRAMES = {
    "papers": schema.conform(
        pd.DataFrame(
            {
                "paper_id": ["title:a", "title:b"],
                "title": ["Whales", None],
                "authors": pd.Series([["Ada", "Zoë"], None], dtype=schema.MANY),
                "published": pd.to_datetime(["2024-05-01", None]),
                "upvotes": [3, None],
                "x": [0.5, None],
                "extra flag": [True, False],
                "GPU hours": [1.5, np.nan],
            }
        )
    ),
    "no papers": schema.conform(pd.DataFrame()),
    "places": pd.DataFrame({"title": np.array([0, -1], np.int16)}),
    "nothing at all": pd.DataFrame(),
    "gaps": pd.DataFrame({"open": pd.array([True, None], "boolean"), "of": pd.array([1.5, None], "Float64")}),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
def test_what_was_written_is_read(frame, tmp_path):
    write_table(tmp_path / "t.arrow", frame)
    pd.testing.assert_frame_equal(read_table(tmp_path / "t.arrow"), frame, check_column_type=False)


def test_columns_of_any_other_kind_become_text(tmp_path):
    write_table(tmp_path / "t.arrow", pd.DataFrame({"x": pd.Series([1, "two", None], dtype=object)}))
    assert read_table(tmp_path / "t.arrow")["x"].tolist()[:2] == ["1", "two"]


def test_nothing_is_copied_out_of_the_file(tmp_path):
    frame = schema.conform(
        pd.DataFrame({"paper_id": [f"title:{n}" for n in range(50_000)], "title": "whale " * 20, "upvotes": 1})
    )
    write_table(tmp_path / "t.arrow", frame)
    before = pa.total_allocated_bytes()
    read = read_table(tmp_path / "t.arrow")
    assert pa.total_allocated_bytes() - before < 100_000
    assert not read["upvotes"].array._data.flags.writeable
    assert not read["published"].to_numpy().flags.writeable


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off_is_named(share, tmp_path):
    path = tmp_path / "t.arrow"
    write_table(path, FRAMES["papers"])
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DamagedError, match=r"t\.arrow is"):
        read_table(path)
