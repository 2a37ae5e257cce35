"""What is large, broken or meant to harm: it costs little, and says what is wrong with it."""

import json
import random
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from loaders import LoadError, read
from tests.loaders.invented import TITLES, article, dense_page, entry, html, page

MEGABYTE = 1_000_000
LONG = 200 * MEGABYTE

MEASURE = """
import resource, sys, time
from loaders import LoadError, read
read(("warm.csv", b"title,year\\nA,2020\\n"))
before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
try:
    found = [one for records in read(sys.argv[1]) for one in records.entries["title"].str[:20].head(3)]
except LoadError as error:
    found = [str(error)]
print(time.monotonic() - start)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1000)
print("|".join(found))
"""


def measured(path: Path) -> tuple[float, float, str]:
    """Return seconds, megabytes and what was found when a process of its own reads a file."""
    out = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    seconds, megabytes, found = out.stdout.splitlines()
    return float(seconds), float(megabytes), found


def words(size: int) -> bytes:
    return b"word " * (size // 5)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("begin", "middle", "end", "found"),
    [
        (b"", words, b"", "is text without papers"),
        (b"Get trending papers in your email inbox!\nSubscribe\nA title\n", words, b"\n", "too many for a page"),
        (b"title,year\nA,2020\nB,", words, b"\nC,2021\n", "A|C"),
        (b'title,year\nA,2020\nB,"', words, b'"\nC,2021\n', "A|C"),
        (
            b'title,year\nA,2020\nB,"',
            lambda size: b"word\n" * (size // 5),
            b"\nC,2021\n",
            "a quote that is never closed",
        ),
        (b"title,", lambda size: b"word," * (size // 5), b"\nA,2020\n", "keep those that tell of papers"),
        (b"title,year\nA,2020\nB,", lambda size: b"w\xf6rd " * (size // 5), b"\nC,2021\n", "A|C"),
        (b'[{"title": "A"}, {"title": "', words, b'"}, {"title": "C"}]', "A|C"),
        (b'{"title": "A"}\n{"title": "', words, b'"}\n{"title": "C"}\n', "A|C"),
        (b"", lambda size: b"[" * size, b"", "too many brackets"),
        (b"", bytes, b"", "is no text"),
        (b"<html><body><p>", words, b"</p></body></html>", "too many for a page"),
        (b"PAR1", words, b"PAR1", "is cut off or damaged"),
        (b"PK\x03\x04", words, b"", "is packed by ZIP and damaged"),
    ],
    ids=[
        *["text", "page", "csv", "quoted", "quoted-lines", "header", "western", "json", "json-lines", "brackets"],
        *["zeros", "html", "parquet", "zip"],
    ],
)
def test_a_line_of_200_megabytes(tmp_path, begin, middle, end, found) -> None:
    path = tmp_path / "long"
    path.write_bytes(begin + middle(LONG) + end)
    seconds, megabytes, said = measured(path)
    assert found in said
    assert seconds < 30
    assert megabytes < 1_000


@pytest.mark.slow
def test_a_table_with_a_million_rows(tmp_path) -> None:
    chance = random.Random(0)
    vocabulary = ["boats", "ripples", "whales", "candles", "ledgers", "ponds", "oceans", "letters", "maps", "umbrellas"]
    path = tmp_path / "million.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("title,abstract,authors,year,venue,citations,arxiv_id,grade\n")
        for number in range(1_000_000):
            abstract = " ".join(chance.choices(vocabulary, k=30))
            identifier = f"{15 + number // 1_200_000:02}{number // 90_000 + 1:02}.{number % 90_000:05}"
            file.write(
                f'"On {number} {chance.choice(vocabulary)}, and more","{abstract}",Al {number % 977}; Bo {number % 31},'
                f"{1990 + number % 35},V{number % 40},{number % 500},{identifier},{number % 7}.5\n"
            )
    start = time.monotonic()
    [records] = read(path)
    assert time.monotonic() - start < 45
    assert len(records.entries) == 1_000_000
    assert records.source.warnings == records.source.skipped == ()
    assert records.entries["citations"].sum() == sum(number % 500 for number in range(1_000_000))
    assert records.entries["rank"].iloc[-1] == 1_000_000
    assert records.entries["grade"].dtype == "Float64"
    path.write_bytes(path.read_bytes() + b'"cut')
    start = time.monotonic()
    [mended] = read(path)
    assert time.monotonic() - start < 90
    assert len(mended.entries) == 1_000_000
    assert [one.record for one in mended.source.skipped] == ["row 1000002"]


SOURCES = {
    "page.txt": page().encode(),
    "dense.txt": dense_page().encode(),
    "mine.csv": b"title,year,authors\n" + "".join(f'"{title}",2024,Ada; Bo\n' for title in TITLES).encode(),
    "answer.json": json.dumps([entry(number) for number in range(3)], indent=1).encode(),
    "lines.jsonl": "\n".join(json.dumps({"title": title}) for title in TITLES).encode(),
    "saved.html": html([article(number) for number in range(3)], {"dailyPapers": [entry(0)]}).encode(),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", SOURCES)
def test_whatever_is_changed_nothing_crashes(name) -> None:
    chance = random.Random(name)
    for _ in range(300):
        data = bytearray(SOURCES[name])
        for _ in range(chance.randrange(1, 12)):
            place = chance.randrange(len(data) + 1)
            match chance.randrange(5):
                case 0:
                    data[place : place + 1] = bytes([chance.randrange(256)])
                case 1:
                    del data[place : place + chance.randrange(1, 200)]
                case 2:
                    data[place:place] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 50)))
                case 3:
                    data[place:place] = chance.choice(
                        [b'"', b"\x00", b"\xff\xfe", b"{", b"]", b"<", b"\r", b"Subscribe"]
                    )
                case _:
                    del data[place:]
                    data += b"x"
        try:
            read((name, bytes(data)))
        except LoadError as error:
            assert "mistake" not in str(error), data


def test_names_and_titles_cannot_steer_a_terminal() -> None:
    [records] = read(("a\x1b]0;owned\x07.csv", b"title,year\nA \x1b[31mred\x1b[0m\x07,2020\nB \xe2\x80\xae,2021\n"))
    text = records.source.name + "".join(records.entries["title"])
    assert not any(character in text for character in "\x1b\x07\u202e")


def test_the_text_of_this_test_is_no_source_of_papers() -> None:
    with pytest.raises(LoadError):
        read(textwrap.dedent(MEASURE))
