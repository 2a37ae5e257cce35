"""Addresses of code, models, data and project pages."""

import re

from papers.facts.text import has

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"|^`\u00a0]{3,300}"
    r"|(?<![\w/@.-])(?:github\.com|gitlab\.com|huggingface\.co|bitbucket\.org|zenodo\.org|osf\.io|aka\.ms|bit\.ly"
    r"|goo\.gl"
    r"|doi\.org|kaggle\.com|[\w-]{1,60}\.github\.io)/?[^\s<>\"|^`]{0,300}",
)
_SITES = ("http", "www.", ".com", ".co", ".org", ".io", ".ms", ".ly", ".gl")
"""One of these is in every address."""
_HREF = re.compile(r"\}?\{.*$")
_MARKS = re.compile(r"\\(?=[_%#&~$])|\\textunderscore\s?")
_TRAILING = ".,;:!?'\"’”*\\{}|$"
_PAIRS = {")": "(", "]": "["}
REPOSITORIES = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "huggingface.co")


def links(text: str) -> tuple[str, ...]:
    """Return the addresses of a text in order, without the punctuation and LaTeX around them."""
    small = text.replace("İ", "I").lower()  # of all letters, this one alone would become two
    if not (has(text, ("/", ".io")) and has(small, _SITES)):
        return ()
    found = (_cleaned(text[match.start() : match.end()]) for match in _ADDRESS.finditer(small))
    return tuple(dict.fromkeys(link for link in found if "." in link and len(link) > 8))


def repository(found: tuple[str, ...]) -> str | None:
    """Return the first address that is a repository, in full."""
    for link in found:
        bare = re.sub(r"^https?://(?:www\.)?", "", link, flags=re.IGNORECASE)
        if bare.lower().startswith(REPOSITORIES) and "/" in bare.rstrip("/"):
            return link if "://" in link else "https://" + link
    return None


def _cleaned(link: str) -> str:
    link = _MARKS.sub("", _HREF.sub("", link))
    while link:
        last = link[-1]
        if last in _TRAILING or (last in _PAIRS and link.count(last) > link.count(_PAIRS[last])):
            link = link[:-1]
        else:
            break
    return link
