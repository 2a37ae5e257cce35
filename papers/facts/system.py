"""The name a paper gives to its own contribution."""

import re
from collections.abc import Iterator

from papers.facts.gazetteers import keyed, names
from papers.facts.text import Passage, compiled, has, words

_BOUND = r"(?a:\b)"
"""Where an English word begins: without the Unicode tables, it is found in half the time."""
_NAME = r"(?:[A-Za-z0-9]{0,12}[A-Z][\w.+@*'^-]{0,40}[\w+*]|[A-Z])(?:\+{1,2})?"
_CORE = (
    r"(?:propos|introduc|present|develop|design|creat|releas|unveil|devis|construct|build|built|describ|formulat"
    r"|curat|open-sourc|establish|launch|announc|implement|contribut|offer|detail)"
)
_MAKING = (
    r"(?:"
    + _CORE
    + r"|suggest|train|collect|explor|apply|applies|report|demonstrat|showcas|deriv|show|provid|outlin|adopt|publish"
    r"|scal)"
)
_CALLING = ("call", "name", "dub", "term", "coin", "denote", "abbreviat", "refer", "known", "titled", "christen")
"""One of these stands in what `_CALLED` finds."""
_STEMS = tuple(re.sub(r"[()?:]", "", _MAKING).split("|"))
_CALLED = re.compile(
    _BOUND + r"(?:called|(?:code)?named|dubbed|termed|coined|namely|denoted(?: as| by)?|abbreviated(?: as)?"
    r"|referred to as"
    r"|refer to as|known as|call it|name it|titled"
    r"|(?:which|that) we (?:call|name|term|dub|refer to as)|christened|nicknamed"
    r"|[Ww]e (?:call|name|term|dub)(?: (?:this|our|the|it|these|such))?(?: [\w-]+){0,4}?"
    r"|[Ww]e refer to (?:this|it|our)(?: \w+){0,3} as)\s(?:as\s|the\s)?[\"'`*]{0,2}(?P<name>"
    + r"(?:"
    + _NAME
    + r"|[a-z]{2,12}-?\d[\w.-]*\w)(?:\s(?:[A-Z][\w-]*|\d(?:\.\d)?(?![.\w]))){0,4})"
)
_MADE = re.compile(
    _BOUND
    + _MAKING
    + r"\w*:?\s(?:and\s(?:[\w-]+\s){1,4})?(?:the\s|our\s|a\s|an\s|new\s|novel\s|first\s|release\s|of\s|\(?(?:1|i"
    r"|a)\)\s)*[\"'`*]{0,2}(?P<name>" + _NAME + r"(?:\s(?:[A-Z][\w-]*|\d(?:\.\d)?(?![.\w])"
    r"|\d{1,3}(?:\.\d)?[BM]\b)){0,4})(?P<after>.{0,40})"
)
_SELF = (
    r"(?:[Ww]e|[Uu]s to|[Tt]his (?:\w+ )?(?:paper|work|study|article|report|research|thesis|letter)"
    r"|[Oo]ur (?:\w+ )?(?:method"
    r"|approach|framework|model|system|work|solution|contribution|proposed \w+)"
    r"|[Ii]n this (?:\w+ )?(?:paper|work|study)|[Tt]he authors|[Hh]ere)"
)
_PROPOSING = compiled(r"\b" + _SELF + r"\b.{0,140}?\b(?P<verb>" + _MAKING + r"\w*)")
_CORE_VERB = compiled(r"\b" + _CORE + r"\w*")
_ACRONYM = re.compile(r"\((?<=[\w'/&-]\s\()\s?[\"'*]{0,2}(?P<short>" + _NAME + r")[\"'*]{0,2}(?:\s?\)|,|;)")
_WORD = re.compile(r"[\w'/&-]+")
_THING = (
    r"(?:method|approach|framework|models?|algorithm|technique|architecture|dataset|benchmark|corpus|system|tool"
    r"|toolkit|library|mechanism|strategy|paradigm|pipeline|scheme|recipe"
    r"|metric|suite|family|agent|LLMs?|LMs?|transformer|tokenizer|encoder|module|solution|task|platform|network"
    r"|series|layer|operator|kernel|variant|estimator|optimizer|sampler|decoder|retriever|reranker|parser|simulator"
    r"|environment|engine|protocol|policy|regularizer|learning|optimization|training|procedure|objective)"
)
_APPOSED = re.compile(
    _BOUND
    + _THING
    + r"s?(?:\s?(?:,|:|\s-{1,2})\s(?:called\s|named\s|dubbed\s|namely\s|the\s)?|\s)(?P<name>"
    + _NAME
    + r")(?=\s?[,.;:(]|\s-|\s(?:that|which|to|for|is|by|with|a|an)\b|$)"
)
_OURS = re.compile(
    _BOUND
    + r"[Oo]ur (?:[\w-]+ ){0,3}"
    + _THING
    + r",?\s(?P<name>"
    + _NAME
    + r")(?=,|\s(?:outperforms|achieves|is|shows|significantly|consistently|improves|can|surpasses|reaches|delivers)\b)"
)
_SUBJECT = re.compile(
    r"^\s*(?P<name>"
    + _NAME
    + r")\s(?:is|are|uses|leverages|achieves|outperforms|employs|consists|comprises|combines|builds|enables|features"
    r"|first|also|provides|introduces|extends)\b"
)
_GENERIC_WORDS = frozenset(
    words(
        "A AI API APIs An And Artificial As At BERT Bayesian Benchmark CNN CNNs CPU Chain-of-Thought Chinese ChatGPT "
        "CoT "
        "Deep Dataset English Experiments Few-shot Figure First For From Furthermore GNN GPT GPU"
        " GPUs Here How However ICL II In Inference It Its KV LLM LLM-based LLMs LM LMs LSTM Language Large LoRA ML "
        "MLLM "
        "MLLMs MLP MT Machine Mixture Mixture-of-Experts MoE More Moreover Multi-head NLG NLP NLU NMT Natural"
        " Neural New OOD On One Our PEFT PLM PLMs Pre-trained Pretrained Python QA RAG RL RLHF RNN RNNs SFT SOTA SSM "
        "SSMs "
        "Since State Survey Technical That The Then These They This Three To Transformer"
        " Transformer-based Transformers Two UMT Unlike Unsupervised Using VLM VLMs VQA We What When While With XAI "
        "Zero-shot AGI DPO PPO GRPO F1 BLEU 2D 3D I GitHub Hugging HuggingFace AR VR US UK EU PDF HMM HMMs SVD ACL WER "
        "NER ASR TTS OCR IR KG KGs"
        " Reinforcement Supervised Self-supervised Contrastive Attention Vision Vision-Language Multimodal "
        "Multilingual "
        "Low-rank Low-Rank Direct Monte-Carlo Markov Gaussian Fourier SLT MLM NTP BPE ViT VAE GAN GANs EAI LR ViTs "
        "MCTS NAS FLOPs"
    )
)
_SPLIT = re.compile(r"\s?:\s|\s[-|]{1,3}\s|\?\s")
_SURE = 4.0
"""Evidence from which a name is given."""


def system(title: Passage, body: Passage) -> str | None:
    """Return the name as written, the short form where there is one; None where the paper gives none."""
    weights: dict[str, float] = {}
    found = (*_of_title(title.soft, body.soft), *_of_body(body, title.soft.lower()))
    for name, weight in found:
        name = name.strip(" .,;:'\"*`")
        if _possible(name) and (weight >= _SURE or not _listed(name)):
            weights[name] = weights.get(name, 0.0) + weight
    for name in weights:
        if _written(name, title.soft) and not name.islower():
            weights[name] += 1.5
        if re.match(r"s?\)?\s(?:task|problem|setting)s?\b", body.soft[body.soft.find(name) + len(name) :]):
            weights[name] *= 0.4
    if _REVIEWS.search(title.soft):
        return None
    best = max(weights, key=lambda name: round(weights[name], 3), default=None)
    if best is None or weights[best] < _SURE:
        return None
    one = best.removesuffix("s")
    return one if one != best and len(one) > 2 and one[-1].isupper() and _written(one, body.soft) else best


NEAR = 100
"""Characters behind "we propose" in which what is called is the work's own, though the field knows the name by now."""


def _possible(name: str) -> bool:
    if not 2 <= len(name) <= 60 or name in _GENERIC_WORDS or _NO_NAME.search(name):
        return False
    if keyed(name) in names("languages") and not name.isupper():
        return False
    return name.split()[0] not in (
        "The",
        "This",
        "These",
        "Our",
        "We",
        "In",
        "It",
        "A",
        "An",
        "To",
        "English",
        "Chinese",
    )


_NO_NAME = re.compile(r"^\d+(?:\.\d+)?[BMKT]?$|^\S+-(?:based|driven|aware|free|style|level|like)\b|[_^]$")


def _listed(name: str) -> bool:
    return keyed(name) in names("models") or keyed(re.sub(r"[-\s]?v?\d[\d.]*$", "", name)) in names("models")


def _written(name: str, text: str) -> int:
    """Return where a name ends in a text, as a word of its own; 0 where it does not stand there."""
    place = text.find(name)
    while place >= 0:
        end = place + len(name)
        if not (text[place - 1 : place].isalnum() or text[end : end + 1].isalpha()):
            return end
        place = text.find(name, end)
    return 0


def _is_namey(name: str) -> bool:
    """Return whether a word looks made up: capitals inside, digits, or all capitals."""
    return _MADE_UP.search(name) is not None


_MADE_UP = re.compile(r"[a-z0-9][A-Z]|[A-Z]{2}|\d|[A-Z].*\+|-[A-Z]")
_IN_BRACKETS = re.compile(r"\(\s?(" + _NAME + r")\s?\)")
_REPORT = re.compile(r"(?:The\s)?(" + _NAME + r")(?:\s\d(?:\.\d)?)?\sTechnical Report")
_WITH = re.compile(r"\b(?:with|via|by|introducing|of|using)\s(" + _NAME + r")$")
_SURVEY = compiled(r"\b(?:survey|review|overview)\b", re.IGNORECASE)
_REVIEWS = compiled(r"\b(?:survey|overview)\b|\breview(?:\s(?:of|on|and)\b|\s*[:.]?\s*$|:)", re.IGNORECASE)
"""Titles of works that go over those of others and name nothing of their own."""
_NEAR_MAKING = compiled(
    r"(?:propos|introduc|present|call|nam|dub|develop|alternative|term)\w*\W(?:[^.]{0,50}\W)?$", re.IGNORECASE
)


def _of_title(title: str, body: str) -> Iterator[tuple[str, float]]:
    """Return what stands before the colon of a title, if it is a name."""
    parts = _SPLIT.split(title, maxsplit=1)
    head = parts[0].strip().strip("\"'")
    if len(parts) == 2 and head and not (_SURVEY.search(parts[1]) and not _is_namey(head)):
        yield from _of_head(re.sub(r"^(?:The|Introducing|Presenting|Meet)\s", "", head), body)
    if match := _REPORT.match(title):
        yield match[1], 6.0
    elif match := _WITH.search(title):
        yield match[1], 1.0
    for match in _IN_BRACKETS.finditer(title):
        if _is_namey(match[1].rstrip("s")):
            yield match[1], 1.0


def _of_head(head: str, body: str) -> Iterator[tuple[str, float]]:
    words = head.split()
    if (match := _IN_BRACKETS.search(head)) and match.end() == len(head):
        yield match[1], 5.0
        return
    written = _written(head, body)
    if written and len(words) > 1 and (match := _IN_BRACKETS.match(body[written : written + 60].lstrip())):
        yield match[1], 6.0
    elif len(words) == 1:
        several = [name for name in head.split("+") if _is_namey(name)]
        if len(several) > 1:
            yield from ((name, 4.0) for name in several)
            return
        yield head, (6.0 if _is_namey(head) else 1.0) + (4.0 if written else 0.0)
    elif written and len(words) <= 5:
        yield head, 5.0
    elif len(words) <= 6:
        if _is_namey(words[0]) and _written(words[0], body) and words[0] not in _GENERIC_WORDS:
            yield words[0], 4.5
            return
        place = body.lower().find(head.lower())
        if place >= 0:
            if match := _IN_BRACKETS.match(body[place + len(head) : place + len(head) + 60].lstrip()):
                yield match[1], 6.0
            elif _NEAR_MAKING.search(body[max(0, place - 90) : place]) or body[place - 1 : place] in "'\"`":
                yield head, 4.2


_SMALL = re.compile(
    r"(?:"
    + _BOUND
    + r"(?:called|named|dubbed|termed|namely)\s|"
    + _CORE
    + r"\w*\s|,\s(?!namely|called|named|dubbed|termed))(?P<name>[a-z][\w-]*(?:\s[a-z][\w-]*){0,3})(?=,|\s\(|\.$)"
)


def _of_both(title: str, proposed: str) -> Iterator[tuple[str, float]]:
    """Return names in small letters that title and abstract share: "we introduce token grafting, a method"."""
    for match in _SMALL.finditer(proposed):
        name = match["name"]
        if name in title and (" " in name or "-" in name) and not _PLAIN.search(name):
            yield name, 4.1


_PLAIN = compiled(
    r"^(?:a|an|the|our|and|or|which|that|it|its|to|by|as|in|on|of|for|with|from|new|novel)\s|(?:models?|data|tasks"
    r"|systems|agents)$"
)


def _of_body(body: Passage, title: str = "") -> Iterator[tuple[str, float]]:
    """Return what the abstract says it proposes, calls or abbreviates."""
    before = ""
    for sentence in body.sentences:
        soft = " ".join(sentence.soft.split())
        if before.endswith(":") and _FIRST.match(soft):
            soft = f"{before} {soft}"
        before = soft
        late = 1.0 if sentence.number < 8 else 0.95
        proposing = _PROPOSING.search(soft) if has(soft, _STEMS) else None
        for match in _CALLED.finditer(soft) if has(soft, _CALLING) else ():
            own = (
                proposing is not None
                or re.search(r"\b(?:[Ww]e|[Oo]ur|[Tt]his|resulting)\b", soft[: match.start("name")]) is not None
            )
            name = match["name"]
            of_this = proposing is not None and proposing.end() <= match.start() < proposing.end() + NEAR
            if of_this or not _listed(name.split()[0]):
                yield (
                    _shortened(name, soft, match.end("name")),
                    (1.5 if not own else 4.2 if _listed(name.split()[0]) else 4.5) * late,
                )
        for match in _OURS.finditer(soft) if "ur " in soft else ():
            yield match["name"], 4.2 * late
        if proposing is None:
            if (subject := _SUBJECT.match(soft)) and _is_namey(subject["name"]):
                yield subject["name"], 1.0
            continue
        yield from _proposed(soft[proposing.start() :], late)
        if title and _CORE_VERB.match(proposing["verb"]):
            yield from _of_both(title, soft[proposing.start("verb") :])


_FIRST = re.compile(r"\(?(?:1|i)\)\s[A-Z]")
"""How the first of several contributions begins, which was cut from "we propose:"."""


def _proposed(said: str, late: float) -> Iterator[tuple[str, float]]:
    """Return the names in what a sentence says is proposed."""
    if match := _MADE.search(said):
        name, after = match["name"], match["after"]
        words = name.split()
        short = _shortened(name, said, match.end("name"))
        core = _CORE_VERB.match(match[0]) is not None
        if short != name:
            yield short, (4.6 if core else 3.0) * late
        elif _is_namey(words[0]) and words[0] not in _GENERIC_WORDS:
            alone = len(words) > 1 and not _is_namey(words[1])
            plain = re.match(r"\s?(?:[,:;.(]|-\s|[a-z])|\s?$", after) or alone
            yield (words[0] if alone else name), (4.3 if plain and core else 2.5) * late
        elif re.match(r"\s?(?:,\s(?:a|an|the|our|which)\b|:|\s-)", after):
            yield name, (4.2 if core else 2.5) * late
        elif core and len(words) > 2 and after.startswith(" ("):
            yield name, 4.1 * late
        elif re.match(r"\s?(?:,|\s\(|\sas\b)", after) or len(words) > 1:
            yield name, 3.0 * late
    verb = _CORE_VERB.search(said)
    for match in _ACRONYM.finditer(said):
        letters = [letter for letter in match["short"] if letter.isalpha()]
        words = _words_before(said, match.start())
        long = " ".join(words[-max(2, len(letters) + 2) :])
        if _abbreviates(match["short"], long):
            start = match.start("short") - 1 - len(" ".join(words[-_spelled(words, len(letters)) :]))
            between = said[verb.end() : start] if verb and verb.end() <= start + 1 else None
            direct = between is not None and not _LINK.search(between) and len(between) < 120
            yield match["short"], (4.2 if direct else 1.5) * late
    if apposed := _APPOSED.search(said):
        yield apposed["name"], (4.0 if _is_namey(apposed["name"]) else 2.0) * late


def _spelled(words: list[str], letters: int) -> int:
    """Return how many words from the end a short form stands for; a hyphen makes two of one."""
    found = 0
    for count, word in enumerate(reversed(words), 1):
        found += len(re.split(r"[/-]", word))
        if found >= letters:
            return count
    return max(1, len(words))


def _words_before(text: str, end: int) -> list[str]:
    """Return up to nine words that stand right before a place."""
    words = text[max(0, end - 160) : end].split()[-9:]
    plain = next((back for back, word in enumerate(reversed(words)) if not _WORD.fullmatch(word)), len(words))
    return words[len(words) - plain :]


_LINK = compiled(r"\b(?:of|by|in|on|to|from|that|which|using|whether|how|between|against)\b")


_BRACKETED = re.compile(r"[\w\s-]{0,40}?\s?\(\s?[\"'*]{0,2}(" + _NAME + r")[\"'*]{0,2}\s?\)")


def _shortened(name: str, soft: str, end: int) -> str:
    """Return the abbreviation that follows a name in brackets, else the name."""
    match = _BRACKETED.match(soft[end : end + 80])
    if match is None:
        return name
    at_once = match.start(1) <= 3 and " " in name and _CAPITALS.search(match[1])
    return match[1] if at_once or _abbreviates(match[1], name + soft[end : end + match.start(1)]) else name


_CAPITALS = re.compile(r"[A-Z].*[A-Z].*[A-Z]")
"""A short form of three capitals or more stands for the whole name that it follows: "Wombat Probing Suite (LM-WOM)"."""


def _abbreviates(short: str, long: str) -> bool:
    """Return whether letters of a short form begin words of the long one."""
    letters = re.sub(r"[^A-Za-z]", "", short.rstrip("s"))
    if len(letters) < 2:
        return False
    initials = "".join(word[0] for word in re.split(r"[\s/-]+", long) if word and word[0].isalpha()).lower()
    capitals = "".join(letter for letter in letters if letter.isupper()).lower() or letters.lower()
    place = 0
    for letter in initials:
        if place < len(capitals) and letter == capitals[place]:
            place += 1
    if place >= max(2, len(capitals) - 1):
        return True
    text, place = re.sub(r"[^a-z]", "", long.lower()), 0
    for letter in text:
        if place < len(letters) and letter == letters[place].lower():
            place += 1
    return place == len(letters) and letters[0].lower() in initials
