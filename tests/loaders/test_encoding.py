"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import encoding
from loaders.given import now
from loaders.raw import NoPapersError, Raw
from tests.loaders.invented import ANY


def raw(data: bytes) -> Raw:
    return Raw("x", data, now())


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
def test_western_text_in_any_encoding(codec) -> None:
    text = "Grüße aus Köln, was für ein schöner Tag"
    found, _ = encoding.text(raw(text.encode(codec)))
    assert found == text


@pytest.mark.parametrize("text", ["日本語の題名", "Русский", "ελληνικά", "🛶 boats", "ascii only"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_script(text, codec) -> None:
    assert encoding.text(raw(text.encode(codec))) == (text, ())


@ANY
@given(st.text())
def test_utf8_is_what_it_is(text) -> None:
    source, warnings = encoding.as_utf8(raw(b"x" + text.encode()))
    assert source.content == b"x" + text.encode()
    assert warnings == ()


@ANY
@given(st.binary())
def test_no_bytes_are_too_odd(data) -> None:
    source, _ = encoding.as_utf8(raw(data))
    with source.open() as file:
        file.read().decode()
    encoding.text(raw(data))
    encoding.is_binary(raw(data))


@pytest.mark.parametrize("chunk", [1, 2, 3, 5])
def test_characters_that_lie_across_what_is_read_at_a_time(monkeypatch, chunk) -> None:
    monkeypatch.setattr(encoding, "_CHUNK", chunk)
    assert encoding.text(raw("aé日🛶b".encode())) == ("aé日🛶b", ())
    source, _ = encoding.as_utf8(raw("aé日🛶b".encode("utf-16")))
    assert source.content == "aé日🛶b".encode()


def test_broken_bytes_among_whole_ones_are_replaced() -> None:
    text, [warning] = encoding.text(raw("Köln, Grüße ".encode() + b"\xff \xfe Ende"))
    assert text == "Köln, Grüße \ufffd \ufffd Ende"
    assert "in 2 places" in warning


def test_what_is_too_large_is_not_turned_around(monkeypatch) -> None:
    monkeypatch.setattr(encoding, "LARGEST_TRANSCODED", 5)
    with pytest.raises(NoPapersError, match="save it as UTF-8"):
        encoding.as_utf8(raw("too long".encode("utf-16")))
