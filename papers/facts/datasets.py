"""The datasets and benchmarks that a paper names, as lists of names and the words around give them away."""

import re
from collections.abc import Iterable, Iterator

from papers.facts.gazetteers import keyed, names
from papers.facts.listed import (
    AND,
    GENERIC,
    NAMEY,
    ORDINARY,
    PART,
    TOKEN,
    clean,
    is_new,
    listed_names,
    namelike,
    siblings,
)
from papers.facts.models import is_model
from papers.facts.text import Passage, compiled, has, matches

_DATA_HEAD = compiled(
    r"\s(?:dataset|data ?set|benchmark|corpus|corpora|leaderboard|test set|test suite|treebank|challenge set|shared "
    r"task|challenge|task suite|suite"
    r"|evaluation set|collection|test(?=\s(?:over|with|at|on)))s?\b",
)
_DATA_NAMED = compiled(
    r"\b(?:[Dd]atasets?|[Bb]enchmarks?|[Cc]orpus|[Cc]orpora|[Tt]est ?bed|suite|collection)\s?(?:,|\(|:|-{1,2}"
    r"|,?\s(?:called|named|dubbed|termed|namely|i\.e\.,?))"
    r"\s?(?:the\s)?\"?(?=[A-Za-z]*[A-Z])"
)
_DATA_LIST = compiled(
    r"\b(?:datasets?|benchmarks?|corpora|tasks?|leaderboards?)\)?,?\s?(?:-{1,2}\s?)?"
    r"(?:\(?(?:such as|like|including|e\.g\.,?|namely|i\.e\.,?)|\(|:)\s?(?:\(?e\.g\.,?\s|the\s)?(?=[A-Za-z]*[A-Z])"
)
_ENDING = re.compile(
    r"^[A-Z0-9][\w.+-]*(?:Bench|bench|BENCH|[a-z-]QA|Eval|VQA|NLI|Corpus|Arena|Instruct-\d+[kKM]|-\d{1,4}[kK]|Glue"
    r"|GLUE|Set|DB|Suite)(?:-\w+|[-+]?\+|-?v?\d(?:\.\d)?)?$"
)
_LIST_STEMS = ("dataset", "benchmark", "corpora", "task", "leaderboard")
"""One of these is in all that `_DATA_LIST` finds."""
_ENDINGS = ("ench", "BENCH", "QA", "Eval", "NLI", "Corpus", "Arena", "Glue", "GLUE", "Set", "DB", "Suite")
_THOUSANDS = re.compile(r"-\d{1,4}[kKM]")
"""One of these is in all that `_ENDING` finds."""


def datasets(passages: Iterable[Passage], system: str | None, *, own: bool, avoid: tuple[str, ...]) -> tuple[str, ...]:
    """Return the datasets and benchmarks that a paper names; `own` says whether its own contribution is one."""
    found: dict[str, str] = {}
    shun = {keyed(name) for name in avoid}
    mine = keyed(system or "")
    if own and system:
        found[mine] = system
    for soft, headed in _sentences(passages):
        spans = list(listed_names("datasets", soft))
        spans += _new_datasets(soft)
        if has(soft, _LIST_STEMS):
            spans += siblings(soft, spans, _DATA_LIST, "datasets")
        spans += _tried_on(soft)
        if not headed and has(soft, (" Corpus", " Benchmark", " Treebank")):
            spans += (match.span("name") for match in _TITLED.finditer(soft))
        longest = dict(sorted(spans))  # the last of a place is the longest
        for start, end in longest.items():
            name = clean(soft[start:end])
            key = keyed(name)
            if key and key not in shun and (key != mine or own) and name.upper() not in GENERIC:
                found.setdefault(key, name)
    return tuple(found.values())


_TRIAL = compiled(
    r"\b(?:evaluat|experiment|benchmark|dataset|accura|outperform|surpass|result|score|achiev|improv|sota)|%", re.I
)
_ON = compiled(r"\b(?:on|across|over)\s(?:both\s|the\s)?(?=[A-Za-z]*[A-Z])")
_TASK_NAME = re.compile(r"(?:[A-Z][a-z]*[A-Z]\w*|[A-Z]\w*-?\d\w*|[A-Z]\w*-[A-Z]\w*)[\w.+-]*$")


def _tried_on(soft: str) -> Iterator[tuple[int, int]]:
    """Return made-up names on which something is said to be achieved: "reaches 61% on QuokkaBench and OwlQA-2"."""
    named = list(matches(_ON, soft, ("on ", "across ", "over ")))
    if not named or _TRIAL.search(soft) is None:
        return
    for match in named:
        place = match.end()
        for _ in range(8):
            token = TOKEN.match(soft, place)
            if (
                token is None
                or len(token[0]) < 4
                or not is_new(token[0])
                or not _TASK_NAME.match(token[0])
                or is_model(token[0])
            ):
                break
            yield token.span()
            joint = AND.match(soft, token.end())
            if joint is None:
                break
            place = joint.end()


def _sentences(passages: Iterable[Passage]) -> Iterator[tuple[str, bool]]:
    """Return each sentence, and whether it is of the title, which spells the work's own name out."""
    for passage in passages:
        for sentence in passage.sentences:
            yield sentence.soft, passage.field == "title"


_DATA_APPOSED = re.compile(
    r"(?<![\w-])(?P<name>[A-Za-z]{0,12}[A-Z][\w-]*[A-Z\d+][\w+-]*)(?:,\s|\sis\s)(?:an?|the|our)\s(?:[\w-]+,?\s){0,5}?"
    r"(?:datasets?|benchmarks?|corpus|test ?suite|collection)\b"
    r"|\b(?:dataset|benchmark|corpus|test ?bed)\s(?P<behind>[A-Z]{2}[A-Z]*[a-z]\w+)"
)
"""Data that a phrase beside its name calls so: "WOMBAT+, a large dataset", "the benchmark OWLbench"."""
_BESIDE = tuple(f"{lead} {word} " for lead in (",", " is") for word in ("a", "an", "the", "our"))
_BEFORE = re.compile(r"(?:set|mark|pus|bed)\s[A-Z]{2}")
"""One of these is in all that `_DATA_APPOSED` finds."""
_TITLED = re.compile(r"(?<![\w-])(?P<name>(?:[A-Z][\w-]+\s){2,4}(?:Corpus|Benchmark|Treebank))(?![\w-])(?!\s\()")
"""Data whose name is a title: "Owl and Wombat Corpus" by its last words."""
_DATA_STEMS = ("data", "bench", "corp", "board", "test", "bank", "set", "task", "challenge", "suite", "collection")


def _new_datasets(soft: str) -> Iterator[tuple[int, int]]:
    told = has(soft, _DATA_STEMS)
    for match in _DATA_HEAD.finditer(soft) if told else ():
        start = _name_before(soft, match.start())
        if start is not None:
            yield start, match.start()
    for match in _DATA_NAMED.finditer(soft) if told else ():
        token = TOKEN.match(soft, match.end())
        if token and is_new(token[0]):
            yield token.span()
    for match in _DATA_APPOSED.finditer(soft) if told and (has(soft, _BESIDE) or _BEFORE.search(soft)) else ():
        group = "name" if match["name"] else "behind"
        if is_new(match[group]) and not is_model(match[group]):
            yield match.span(group)
    for start, end, ((word, _), *_) in namelike(soft) if has(soft, _ENDINGS) or _THOUSANDS.search(soft) else ():
        if _ENDING.match(word) and is_new(word):
            part = PART.match(soft, end)
            yield start, (part.end() if part else end)


def _name_before(soft: str, end: int) -> int | None:
    """Return where the name begins that stands before "dataset": "the Fisher corpus", "WMT-SLT 2022 challenge"."""
    words = list(TOKEN.finditer(soft[max(0, end - 60) : end]))
    base = max(0, end - 60)
    start = None
    for match in reversed(words[-3:]):
        word = match[0]
        gap = soft[base + match.end() : (start if start is not None else end)]
        if gap not in ("", " ") or not (word[0].isupper() or word[0].isdigit() or NAMEY.match(word)):
            break
        if (
            word.upper() in GENERIC
            or ORDINARY.match(word)
            or (word.isdigit() and len(word) < 4)
            or (word[0].isdigit() and start is None and not re.fullmatch(r"20\d\d", word))
        ):
            break
        if (
            word[1:].islower()
            and (base + match.start() == 0 or soft[: base + match.start()].rstrip()[-1:] in (".", ""))
            and start is None
        ):
            break
        if keyed(word) in names("languages") or (keyed(word) in names("models") and start is None):
            break
        start = base + match.start()
    if start is None or soft[start:end].strip().isdigit() or len(soft[start:end].strip()) < 2:
        return None
    first = soft[start:end].strip()
    if first[0].isdigit() and not any(map(str.isupper, first)):
        return None
    return start
