"""Texts folded for comparing: lower case, no accents, signs as spaces."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

_ACCENT = re.compile("[\u0300-\u036f]")
"""Accents of European scripts. The marks of Indic scripts and of kana tell words apart: they stay."""
_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ß": "ss"}
"""Letters that Unicode does not take apart."""
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""Letters of scripts without spaces between words, in which a word may begin anywhere."""
_NEW_WORD = re.compile(f"([{UNSPACED}])([^{UNSPACED} ])")
_UNSPACED_LETTER = re.compile(f"([{UNSPACED}])")
_SPACES_ASCII = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128)).lower()
_TO_ASCII = dict(enumerate(_SPACES_ASCII))
_TO_BYTES = _SPACES_ASCII.encode() + bytes(range(128, 256))


def fold(text: str) -> tuple[str, Sequence[int]]:
    """Return a folded text (without the space at its start), and where in the text each of its letters stood.

    Returns
    -------
    folded : str
    places : sequence of int
        One more than there are letters: the last is the end of the text.
    """
    if text.isascii():
        return text.translate(_TO_ASCII), range(len(text) + 1)
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        parts = _fold_letter(letter)
        if letters and not letters[-1].isascii() and _NEW_WORD.match(letters[-1] + parts):
            parts = " " + parts
        letters += parts
        places += [place] * len(parts)
    return "".join(letters), [*places, len(text)]


def words_of(text: str) -> list[str]:
    """Return the folded words of a text as the index has them; letters of scripts without spaces are words each.

    >>> words_of("Søren’s GPT-4")
    ['soren', 's', 'gpt', '4']
    """
    return _UNSPACED_LETTER.sub(r" \1 ", fold(text)[0]).split()


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """Return the letters that one letter becomes; none for an accent."""
    low = "".join(part.lower() for part in unicodedata.normalize("NFKD", letter) if not _ACCENT.match(part))
    return "".join(_STROKES.get(part, part if unicodedata.category(part)[0] in "LNM" else " ") for part in low)


def folded(columns: Sequence[pa.LargeStringArray]) -> pa.LargeStringArray:
    """Return the folded texts of some papers, their columns one after the other, as `fold` folds one.

    Parameters
    ----------
    columns : sequence of LargeStringArray, all (n,), none missing
        One at least.

    Returns
    -------
    (n,) LargeStringArray
        Each begins with a space.
    """
    columns = [_without_accents(column) for column in columns]
    empty = pa.array([""] * len(columns[0]), pa.large_string())
    texts = pc.binary_join_element_wise(empty, *columns, pa.scalar("\n", pa.large_string()))
    # signs and capitals of ASCII at last, at once: each byte stays one byte, so the texts begin where they did
    offsets, data = texts.buffers()[1:]
    return pa.LargeStringArray.from_buffers(len(texts), offsets, pa.py_buffer(data.to_pybytes().translate(_TO_BYTES)))


def _without_accents(texts: pa.LargeStringArray) -> pa.LargeStringArray:
    """Return texts with what is not ASCII folded."""
    ascii_only = pc.string_is_ascii(texts)
    others = pc.utf8_normalize(texts.filter(pc.invert(ascii_only)), form="NFKD")
    if not len(others):
        return texts
    others = pc.utf8_lower(pc.replace_substring_regex(others, _ACCENT.pattern, ""))
    for letter, letters in _STROKES.items():
        others = pc.replace_substring(others, letter, letters)
    others = pc.replace_substring_regex(others, r"[^\p{L}\p{N}\p{M}]", " ")
    others = pc.replace_substring_regex(others, _NEW_WORD.pattern, r"\1 \2")
    return pc.replace_with_mask(texts, pc.invert(ascii_only), others)
