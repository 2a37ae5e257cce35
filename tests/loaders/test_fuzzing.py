"""Files that are broken by chance: whatever is cut, swapped, doubled or put in, it ends in papers or in a sentence.

Real structures are mutated: the invented exports in `exports`, pages, archives. What finds a fault is named by file
and number of its case, and is made again by `mutated`.
"""

import gzip
import io
import random
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from loaders import LoadError, read
from tests.loaders.invented import article, html, page

EXPORTS = Path(__file__).with_name("exports")
CASES = 60
"""Mutations of each file: some minutes on two cores."""
LONGEST = 20.0
"""Seconds that no small file takes."""
MOST_MEGABYTES = 400
FAULT = "mistake in this program"

TOKENS = (
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\r\n",
        b"\n\n",
        b"\t",
        b'"',
        b"'",
        b"{",
        b"}",
        b"[",
        b"]",
        b"<",
        b">",
    ),
    *(
        b"&",
        b"&amp;",
        b"&x;",
        b"<!--",
        b"]]>",
        b"<![CDATA[",
        b"\\",
        b"@article{",
        b"@string{a=",
        b"#",
        b"%",
        b",",
        b";",
        b"|",
    ),
    *(
        b"TY  - ",
        b"ER  - ",
        b"PMID- ",
        b"%0 ",
        b"PT J\n",
        b"null",
        b"NaN",
        b"1e999",
        b"-1",
        b"9" * 400,
        b"title",
        b"id",
    ),
    *(
        b"2024-13-45",
        b"0000-00-00",
        b"99999-01-01",
        b"\xed\xa0\x80",
        "é\u202e".encode(),
        b"http://",
        b"10.1234/",
        b"{}",
    ),
    *(
        b'{"date-parts": [[null, []]]}',
        b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        b"(" * 500,
        b"[" * 5_000,
    ),
)
"""What is put in: ends, beginnings, nesting, numbers and dates that are none."""

TAGGED = {
    "a.ris": b"TY  - JOUR\nTI  - Counting Whales\nAU  - Lovelace, Ada\nPY  - 2024/05/01\nKW  - whales\nER  - \n" * 3,
    "a.nbib": b"PMID- 1\nTI  - Counting Whales\n      by ear\nFAU - Lovelace, Ada\nDP  - 2024 May\n\n" * 3,
    "a.enw": b"%0 Journal Article\n%T Counting Whales\n%A Lovelace, Ada\n%D 2024\n\n" * 3,
    "a.wos": b"FN X\nVR 1.0\nPT J\nAU Lovelace, A\n   Babbage, C\nTI Counting\nPY 2024\nER\n\nEF\n",
}


def seeds() -> dict[str, bytes]:
    """Return the files that are mutated, by name."""
    files = {path.name: path.read_bytes() for path in sorted(EXPORTS.iterdir())}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in TAGGED.items():
            archive.writestr(name, content)
    more = {"page.txt": page().encode(), "page.html": html([article(number) for number in range(3)]).encode()}
    more |= {"a.zip": packed.getvalue(), "a.ris.gz": gzip.compress(TAGGED["a.ris"])}
    return files | TAGGED | more


SEEDS = seeds()


def mutated(name: str, number: int) -> bytes:
    """Return a file with one to eight changes by chance, the same for the same number."""
    chance = random.Random(f"{name} {number}")
    content = bytearray(SEEDS[name])
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(content) + 1)
        end = min(len(content), start + chance.choice((1, 3, 20, 200)))
        match chance.randrange(7):
            case 0:
                del content[start:end]
            case 1:
                content[start:start] = content[start:end] * chance.choice((1, 2, 50))
            case 2:
                content[start:start] = chance.choice(TOKENS)
            case 3:
                content[start:end] = bytes(chance.randrange(256) for _ in range(end - start))
            case 4:
                del content[start:]
            case 5:
                content[start:end] = chance.choice(TOKENS)
            case 6:
                other = SEEDS[chance.choice(sorted(SEEDS))]
                content[start:start] = other[: chance.randrange(len(other))]
    return bytes(content)


def outcome(name: str, content: bytes) -> Iterator[str]:
    """Yield all that is said of a file."""
    try:
        for records in read((name, content)):
            yield from (one.reason for one in records.source.skipped)
            yield from records.source.warnings
            assert records.entries.empty or records.entries["title"].notna().all()
    except LoadError as error:
        yield str(error)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SEEDS))
def test_a_broken_file_ends_in_papers_or_a_sentence(name: str) -> None:
    before = psutil.Process().memory_info().rss
    for number in range(CASES):
        start = time.monotonic()
        said = list(outcome(name, mutated(name, number)))
        assert not [sentence for sentence in said if FAULT in sentence], f"{name}, case {number}"
        assert all(sentence.rstrip().endswith((".", "…", "?")) for sentence in said), f"{name}, case {number}: {said}"
        assert time.monotonic() - start < LONGEST, f"{name}, case {number}"
    assert (psutil.Process().memory_info().rss - before) / 1e6 < MOST_MEGABYTES


ROOTS = ("feed", "rss", "dblp", "OAI-PMH", "modsCollection", "collection", "xml", "PubmedArticleSet")


@pytest.mark.parametrize("root", ROOTS)
def test_entities_are_neither_multiplied_nor_fetched(root: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret of this machine")
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "whales ">{levels}'
        f'<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
        f"<{root}><entry><title>A &e11; &file;</title></entry><item><title>A &e11; &file;</title></item>"
        f"<article><title>A &e11; &file;</title></article>"
        f"<mods><titleInfo><title>A &e11; &file;</title></titleInfo></mods>"
        f"</{root}>"
    ).encode()
    start = time.monotonic()
    try:
        titles = [title for one in read(("bomb.xml", bomb)) for title in one.entries["title"]]
    except LoadError as error:
        titles = [str(error)]
    assert time.monotonic() - start < LONGEST
    assert all(len(title) < 2_000 and "secret of" not in title for title in titles)
