"""The natural languages that a paper is about."""

import re

from papers.facts.gazetteers import keyed, names
from papers.facts.listed import listed_names
from papers.facts.own import own_sentences
from papers.facts.text import Passage

_NON_ENGLISH = re.compile(
    r"\b(?:non-|beyond |other than |besides |not (?:in|written in) |outside (?:of )?|dominat\w+ by |than )English"
    r"|English-(?:centric|dominated|oriented|only|speaking|like)|English(?:-|\s)?centric"
    r"|WMT\s?'?\d{2,4}\s[A-Z][a-z]+(?:\s?(?:to|-|→)\s?[A-Z][a-z]+)?"
    r"|[A-Z][a-z]+-oriented|native English|English (?:NLP|instructions|and western)"
)
_LANGUAGE_USE = re.compile(
    r"\b(?:American|Chinese|Indian|Japanese|Korean|Russian)\s(?:culture|company|universit|government|people"
    r"|users|Room)|\bLatin\s(?:script|alphabet|characters?|letters)"
)


def languages(title: Passage, body: Passage, system: str | None = None) -> tuple[str, ...]:
    """Return the natural languages that a paper is about: those of its title and of sentences on its own work."""
    listed = names("languages")
    told: dict[str, None] = {}
    counts: dict[str, int] = {}
    sentences = [(sentence.soft, True) for sentence in title.sentences]
    sentences += [(s.soft, own) for s, (own, _) in zip(body.sentences, own_sentences(body, system), strict=True)]
    for soft, own in sentences:
        if _CAPITAL.search(soft) is None:
            continue
        spans = list(listed_names("languages", soft))
        if not spans:
            continue
        hidden = [match.span() for match in _NON_ENGLISH.finditer(soft)] + [
            match.span() for match in _LANGUAGE_USE.finditer(soft)
        ]
        for start, end in spans:
            if any(first <= start < last or first < end <= last for first, last in hidden):
                continue
            name = listed[keyed(soft[start:end])]
            counts[name] = counts.get(name, 0) + 1
            if own and (name != "English" or _is_about(soft, start, end)):
                told.setdefault(name)
    return tuple(told)


_ENGLISH = re.compile(r"\s(?:[a-z]+\s)?(?:corpus|corpora|dataset|treebank|stories|language models?|LMs?|LLMs?)\b")


_IN_ENGLISH = re.compile(
    r"\b(?:models?|LMs?|LLMs?|encoders?|parsers?|corpus|dataset|treebank|resources?)\sfor\s$"
    r"|\b(?:speak|speaks|generat\w+|produc\w+)\s(?:(?:coherent|fluent|consistent|correct|good|simple|and)\s){1,3}$"
)
"""What the work makes for English or says in it: "a ranking model for English", "speaks fluent English"."""
_NO_TEXT = re.compile(r"-|\s(?:to|and|or|NLP)\b")


def _is_about(soft: str, start: int, end: int) -> bool:
    """Return whether English is one of several languages there, and not just the language of a text."""
    if _IN_ENGLISH.search(soft, max(0, start - 60), start) and not _NO_TEXT.match(soft, end):
        return True
    near = f"{soft[max(0, start - 24) : start]} {soft[end : end + 24]}"
    listed = names("languages")
    if _ENGLISH.match(soft, end):
        return True
    return any(keyed(word) in listed for word in re.findall(r"[A-Z][a-zà-ÿ]+", near))


_CAPITAL = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]|isi[XZ]")
