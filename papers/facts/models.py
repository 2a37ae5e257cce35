"""The models that a paper names, as lists of names and the words around give them away."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from papers.facts.gazetteers import keyed, names
from papers.facts.listed import FIGURE, TOKEN, clean, fits, longest, namelike, siblings, words_of
from papers.facts.own import own_sentences
from papers.facts.text import Passage, compiled, has

_VERSION = re.compile(r"^v?\d{1,2}(?:\.\d{1,2})?[a-z]?$")
_TRAILING_VERSION = re.compile(r"[-_]?(?:v|V)?\d{1,3}(?:\.\d{1,2})*[a-z]?$")
_VARIANT = re.compile(
    r"^(?:v?\d[\w.]*|[A-Z]?\d{1,3}x?\d*[BMKbm]|instruct|chat|base|large|small|medium|xl|xxl|mini|tiny|nano|micro"
    r"|turbo|vl|coder|math|audio|omni|it|hf"
    r"|preview|distill|qwen|llama|pro|flash|opus|sonnet|haiku|ultra|r1|s|l|b|h|m|next|oss|max|plus|lite|thinking"
    r"|think|base|uncased|cased|sft|dpo|rlhf"
    r"|en|zh|onevision|video|xlarge|huge|giant|code|image|edit|med|embedding|exp|latest|hd|vision|dev|schnell"
    r"|maverick|scout|e|a\d+b|lm|moe|research)$",
    re.IGNORECASE,
)
_SPACED = re.compile(
    r"^(?:Opus|Sonnet|Haiku|Flash|Pro|Turbo|Ultra|Nano|Mini|Instruct|Chat|Large|Medium|Small|XL|Lite|AI|Max|Coder"
    r"|Base|Expanse|2-S|2-L|VL|Omni|Next|Image)$"
)
_SIZE = re.compile(r"^[A-Z][A-Za-z]\w*(?:[-.]\w+)*?-\d{1,3}(?:\.\d{1,2})?[BM](?:-\w+)*$")
"""A name that ends in a number of parameters is a model's."""
_MODEL_LIST = compiled(
    r"\b(?:models?|LLMs?|LMs?|VLMs?|MLLMs?|baselines?|[A-Za-z]{0,2}PLMs?|architectures?|famil(?:y|ies)"
    r"|transformers)\)?,?\s?(?:\(?(?:such as|like|including|e\.g\.,?|namely|i\.e\.,?)|\(|:)\s?(?:\(?e\.g\.,?\s"
    r"|the\s)?(?=[A-Za-z]*[A-Z])"
)
_MODEL_STEMS = ("model", "LM", "baseline", "architecture", "famil", "transformers")
"""One of these is in all that `_MODEL_LIST` finds."""


def models(passages: Iterable[Passage], system: str | None) -> tuple[str, ...]:
    """Return the models that a paper names, but for its own."""
    found: dict[str, str] = {}
    for soft, own in _by_owner(passages, system):
        spans = list(_listed_models(soft))
        if has(soft, _MODEL_STEMS):
            spans += siblings(soft, spans, _MODEL_LIST)
        for start, end in sorted(spans):
            name = clean(soft[start:end])
            if (own or keyed(name) not in _FAMOUS) and not _KINDS.match(name):
                found.setdefault(keyed(name), name)
    mine = keyed(system or "")
    return tuple(name for key, name in found.items() if not (mine and _is_own(key, mine)))


def _is_own(key: str, own: str) -> bool:
    """Return whether a name is the work's own, one of its variants, or it without its size."""
    if key.startswith(own) and (key == own or len(own) > 2):
        return True
    return len(key) > 3 and own.startswith(key) and _SIZED.fullmatch(own[len(key) :]) is not None


_SIZED = re.compile(r"\d[\d.]*[bm]")


def is_model(word: str) -> bool:
    """Return whether a word is a model's name, or that of hardware, which is no data either."""
    return _SIZE.match(word) is not None or _length(word) > 0 or _HARDWARE.match(word) is not None


_HARDWARE = re.compile(
    r"(?:RTX|A100|H100|H200|V100|A6000|TPU|GPU|CPU|NVIDIA|Jetson|Snapdragon|iPhone|MI\d|GH?B?200|L40)"
)
_FAMOUS = frozenset(
    ("chatgpt", "gpt", "gpt4", "gpt4o", "gpt3", "bard", "claude", "gemini", "openaio1", "o1", "copilot", "sora")
)
"""Models whose fame opens many an abstract: named only before the work is, they are background."""
_KINDS = re.compile(r"(?:[A-Za-z-]{0,6}(?:LM|Model|Transformer)s|[SVLT]LM|VFMs?|[A-Z]{1,2}FMs?)$")
"""Short names of kinds of models, which are none: "SLMs", "mPLMs"."""


def _by_owner(passages: Iterable[Passage], system: str | None) -> Iterator[tuple[str, bool]]:
    """Return each sentence, and whether it speaks of the work."""
    for passage in passages:
        for sentence, (own, _) in zip(passage.sentences, own_sentences(passage, system), strict=True):
            yield sentence.soft, own or passage.field == "title"


def _listed_models(soft: str) -> Iterator[tuple[int, int]]:
    listed, most = names("models"), words_of("models")
    free = 0
    beginnings = _beginnings()
    for start, end, heads in namelike(soft):
        word, key = heads[0]
        if start < free or not (key[:3] in beginnings or key[:2] in beginnings or ("-" in word and _SIZE.match(word))):
            continue
        stop = 0
        if (count := most.get(key, 0)) > 1:
            reach = longest(listed, soft, (start, end), word, count, "models")
            if reach > end:
                stop = end = reach
        if not stop and (length := _length(word)):
            stop = start + length
        if stop:
            while stop == end and (after := TOKEN.search(soft, end)) and _continues(soft, stop, after):
                stop = end = after.end()
            yield start, stop
            free = end


_COUNTING = re.compile(r"\s?(?:%|x\b|times|points|out|LLM|of\b|to\b)")


def _continues(soft: str, stop: int, after: re.Match[str]) -> bool:
    """Return whether a word goes on with a model's name: "Claude 3 Opus", "LLaMA 2"."""
    word = after[0]
    if soft[stop : after.start()] not in (" ", "-"):
        return False
    if _VERSION.match(word):
        return (len(word.split(".")[0]) == 1 or word[0] == "v") and not _COUNTING.match(soft, after.end())
    return _SPACED.match(word) is not None


@lru_cache(20_000)
def _length(word: str) -> int:
    """Return how long the model's name is that a word begins with: "Llama-3.1-8B-Instruct", "BERT-based"."""
    listed = names("models")
    if _SIZE.match(word):
        return len(word)
    if "/" in word:
        word = word.split("/")[0]
    if word.endswith("'s"):
        word = word[:-2]
    parts = word.split("-")
    key = keyed(parts[0])
    if key[:3] not in _beginnings() and key[:2] not in _beginnings():
        return 0
    for count in range(len(parts), 0, -1):
        head = "-".join(parts[:count])
        rest = parts[count:]
        for stem in (head, _TRAILING_VERSION.sub("", head)):
            name = listed.get(keyed(stem))
            if name is None or len(stem) < 2 or not (fits(stem, name, "models") or (rest and FIGURE.search(word))):
                continue
            if all(_VARIANT.match(part) for part in rest):
                return len(word)
            if rest and (rest[0].islower() or rest[0] == "") and not rest[0][0:1].isdigit():
                return len(head)
            if rest and all(_VARIANT.match(part) for part in rest[:-1]) and rest[-1].islower():
                return len("-".join(parts[:-1]))
    return 0


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(key[:3] for key in names("models"))
