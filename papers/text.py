"""Text made readable (simple LaTeX to Unicode) and folded for comparing."""

import re
import unicodedata

from papers.latex import readable

__all__ = ["plain", "readable"]

_UNFOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})
"""Letters with a stroke or ligature, which Unicode does not decompose."""
_ACCENTS = re.compile("[\u0300-\u036f]+")


def plain(text: str) -> str:
    """Return the text folded for comparing: no case, no accents, white space as single blanks.

    Only the accents of European scripts are dropped; in Indic scripts and kana marks tell words apart.
    """
    if not text.isascii():
        folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", folded).translate(_UNFOLDED))
    return " ".join(text.casefold().split())
