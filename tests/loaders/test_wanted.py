"""A part of a source: what does not meet the conditions is left out while it is read, and counted."""

import io
import json
import resource
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders import LoadError, json_records, load, read
from papers.where import WhereError


def snapshot(number: int, category: str = "cs.CL", year: int = 2024) -> dict:
    """Return a record as the snapshot of arXiv's metadata has them."""
    return {
        "id": f"{year % 100:02}{number // 100_000 % 12 + 1:02}.{number % 100_000:05}",
        "submitter": "A. Lovelace",
        "authors": "Ada Lovelace and Charles Babbage Jr.",
        "title": f"Counting Whales\n  by $n$-grams, number {number}",
        "comments": "12 pages",
        "journal-ref": None,
        "doi": None,
        "categories": f"{category} cs.LG",
        "license": None,
        "abstract": "  We count whales\nby ear, 5\\% of them twice.\n",
        "versions": [{"version": "v1", "created": f"Mon, 1 Jan {year} 19:18:42 GMT"}, {"version": "v2"}],
        "update_date": f"{year + 1}-05-05",
        "authors_parsed": [["Lovelace", "Ada", ""], ["Babbage", "Charles", "Jr."]],
    }


def lines(*records: dict) -> bytes:
    return "".join(json.dumps(record) + "\n" for record in records).encode()


RECORDS = [snapshot(1), snapshot(2, "hep-ph"), snapshot(3, year=2019), snapshot(4)]


def test_a_record_of_the_snapshot_of_arxiv() -> None:
    [found] = read(("snapshot.json", lines(*RECORDS)))
    assert found.source.kind == "arXiv"
    paper = found.entries.iloc[0]
    assert paper["title"] == "Counting Whales by n-grams, number 1"
    assert paper["abstract"] == "We count whales by ear, 5% of them twice."
    assert list(paper["authors"]) == ["Ada Lovelace", "Charles Babbage Jr."]
    assert list(paper["categories"]) == ["cs.CL", "cs.LG"]
    assert (paper["arxiv_id"], str(paper["published"].date())) == ("2401.00001", "2024-01-01")
    assert "comments" not in found.entries


@pytest.mark.parametrize("where", ["category:cs.CL year:2024", "year:2024.. category:cs.cl title:whales"])
def test_the_rest_is_left_out_and_counted(where: str) -> None:
    [found] = read(("snapshot.json", lines(*RECORDS)), where=where)
    assert found.entries["arxiv_id"].tolist() == ["2401.00001", "2401.00004"]
    assert found.source.records == 2
    assert found.source.warnings == (f"2 records do not meet “{where}” and were left out.",)


def test_records_keep_their_places_in_what_is_said_of_them() -> None:
    broken = lines(snapshot(1, "hep-ph"), {**snapshot(2), "title": ""}, snapshot(3))
    [found] = read(("snapshot.json", broken), where="category:cs.CL")
    assert [(one.record, one.reason) for one in found.source.skipped] == [("line 2", "It has no title.")]


BIBTEX = b"@article{a, title={Counting}, year=2024}\n@article{b, title={Folding}, year=2019}\n"
RIS = b"TY  - JOUR\nTI  - Counting\nPY  - 2024\nER  -\nTY  - JOUR\nTI  - Folding\nPY  - 2019\nER  -\n"
CSV = b"title,year\nCounting,2024\nFolding,2019\n"


@pytest.mark.parametrize(("name", "content"), [("a.bib", BIBTEX), ("a.ris", RIS), ("a.csv", CSV)])
def test_any_kind_of_source(name: str, content: bytes) -> None:
    [found] = read((name, content), where="year:2024")
    assert found.entries["title"].tolist() == ["Counting"]
    assert "1 record does not meet “year:2024” and was left out." in found.source.warnings


def test_a_table_in_parquet(tmp_path: Path) -> None:
    table = pa.table({"title": [f"Paper {n}" for n in range(50_000)], "upvotes": range(50_000)})
    pq.write_table(table, tmp_path / "a.parquet")
    [found] = read(tmp_path / "a.parquet", where="upvotes>=49990")
    assert found.entries["upvotes"].tolist() == list(range(49_990, 50_000))


def test_the_sample_and_frames() -> None:
    assert 0 < len(load(where="year:2024")) < len(load())
    assert len(load(pa.table({"title": ["A", "B"], "gpu hours": [1, 9]}).to_pandas(), where="gpu_hours>5")) == 1


def test_where_nothing_is_left_it_says_so() -> None:
    with pytest.raises(LoadError, match=r"snapshot\.json: none of its 4 papers meets “category:q-bio\.\*”"):
        load(("snapshot.json", lines(*RECORDS)), where="category:q-bio.*")
    with pytest.raises(LoadError, match=r"There is no column “upvots”; is “upvotes” meant\?"):
        load(("a.csv", CSV), where="upvots>3")


def test_conditions_that_cannot_be_read() -> None:
    with pytest.raises(WhereError, match="“soon” is no date"):
        load(("a.csv", CSV), where="published>=soon")


# more than memory holds

SIZE = 500_000_000


class Endless(io.RawIOBase):
    """A file of `size` bytes that stands nowhere: records of the snapshot, made as they are read."""

    def __init__(self, size: int) -> None:
        self.left, self.number, self.rest = size, 0, b""
        record = snapshot(0) | {"id": "2401.%05d", "categories": "%s", "abstract": "We count whales by ear. " * 60}
        record["versions"] = [{"version": "v1", "created": "Mon, 1 Jan %d 19:18:42 GMT"}]
        self.line = lines(record)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        while len(self.rest) < len(buffer) and self.left > 0:
            line = self.line % (self.number, b"cs.CL" if self.number % 50 == 0 else b"hep-ph", 2007 + self.number % 19)
            self.rest += line
            self.left -= len(line)
            self.number += 1
        chunk, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def tell(self) -> int:
        return 0


def main(size: int) -> None:
    """Read a part of an endless file, and print how many papers and megabytes that took."""
    from datetime import UTC, datetime

    from loaders.raw import HEAD, Raw
    from papers.where import Where

    class Generated(Raw):
        head = Endless(10 * HEAD).read(HEAD)

        def open(self):
            return io.BufferedReader(Endless(size))

    read(("warm.json", lines(*RECORDS)), where="year:2024")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    raw = Generated("snapshot.json", b"", datetime.now(UTC), where=Where.parse("category:cs.CL published>=2024-01-01"))
    found = json_records.read(raw)
    megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000
    print(len(found.entries), found.source.warnings[0].split()[0].replace(",", ""), megabytes)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file() -> None:
    taken = []
    for size in (SIZE // 7, SIZE):
        code = f"from tests.loaders.test_wanted import main; main({size})"
        out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        kept, left_out, megabytes = int(out[0]), int(out[1]), float(out[2])
        assert kept + left_out > size / 2_500
        assert 0 < kept < left_out / 300
        taken.append(megabytes)
    assert taken[1] < 200
    assert taken[1] < taken[0] + 60
