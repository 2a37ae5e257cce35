"""Parquet and Arrow files."""

import io

import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from loaders import LoadError, read
from loaders import table as tables
from tests.loaders.invented import TITLES, abstract

TABLE = pa.table(
    {
        "title": TITLES,
        "abstract": [abstract(title) for title in TITLES],
        "authors": [["Ada Lovelace", "Bo"]] * 5,
        "arxiv_id": pa.array([2410.1, 2410.12375, 1412.6, None, 704.0001]),
        "year": [2024, 2023, 2014, None, 2007],
        "month": [6.0, None, 12.0, None, 4.0],
        "awards": pa.array([["best"], [], None, ["best", "short"], []], pa.large_list(pa.large_string())),
        "track": pa.array(["long", "short", "long", None, "long"]).dictionary_encode(),
        "when": pa.array(pd.to_datetime(["2024-05-01T10:00:00Z"] * 5)),
        "vector": pa.array([[1.0, 2.0]] * 5, pa.list_(pa.float32(), 2)),
        "raw": pa.array([b"x"] * 5),
        "flag": [True, None, False, True, True],
    }
)


def written(kind: str) -> bytes:
    out = io.BytesIO()
    match kind:
        case "parquet":
            pq.write_table(TABLE, out)
        case "feather":
            pyarrow.feather.write_feather(TABLE, out)
        case "arrow":
            with pa.ipc.new_file(out, TABLE.schema) as writer:
                writer.write_table(TABLE)
        case "stream":
            with pa.ipc.new_stream(out, TABLE.schema) as writer:
                writer.write_table(TABLE)
        case "pandas":
            TABLE.to_pandas().to_parquet(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["parquet", "feather", "arrow", "stream", "pandas"])
def test_every_format_says_the_same(kind) -> None:
    [found] = read(("papers.bin", written(kind)))
    assert found.source.kind == ("Parquet" if kind in ("parquet", "pandas") else "Arrow")
    entries = found.entries
    assert entries["title"].tolist() == list(TITLES)
    assert entries["arxiv_id"].tolist()[:3] == ["2410.10000", "2410.12375", "1412.6000"]
    assert entries["published"].dt.strftime("%Y-%m").tolist()[:3] == ["2024-06", "2023-01", "2014-12"]
    assert entries["published_precision"].tolist()[:3] == ["month", "year", "month"]
    assert [None if value is pd.NA else list(value) for value in entries["awards"]] == [
        ["best"],
        None,
        None,
        ["best", "short"],
        None,
    ]
    assert entries["track"].tolist()[:3] == ["long", "short", "long"]
    assert entries["when"].tolist()[0] == pd.Timestamp("2024-05-01")
    assert entries["flag"].dtype == "boolean"


@pytest.mark.parametrize("kind", ["parquet", "arrow", "stream"])
@pytest.mark.parametrize("share", [0.02, 0.5, 0.95])
def test_a_file_that_is_cut_off_says_so(kind, share) -> None:
    data = written(kind)
    with pytest.raises(LoadError, match=r"papers.bin begins like a file in (Parquet|Arrow) and is cut off or damaged"):
        read(("papers.bin", data[: int(len(data) * share)]))


def test_a_file_that_is_damaged_says_so_or_reads() -> None:
    data = written("parquet")
    for place in range(4, len(data) - 4, len(data) // 60):
        broken = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        try:
            read(("papers.bin", broken))
        except LoadError as error:
            assert "mistake" not in str(error)


def test_more_rows_than_there_are_papers(monkeypatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    with pytest.raises(LoadError, match=r"papers.bin has more than 3 rows"):
        read(("papers.bin", written("parquet")))
