"""Names of models, datasets and languages: what the gazetteers list, and what the words around give away as one."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from papers.facts.gazetteers import keyed, names
from papers.facts.own import own_sentences
from papers.facts.text import Passage, has
from papers.facts.text import words as in_words

TOKEN = re.compile(r"[A-Za-zÀ-ɏ0-9](?:[\w+@./'&-]{0,60}[\w+@])?(?:\+\+?)?")
_MOST_WORDS = 4
"""Words of a listed name."""
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
_GENERIC = in_words(
    "QA VQA MRI NLP LLM LLMS CT RAG OOD AI ML RL SFT UAV SQL GUI ASR HSI WSI KGQA VLM VLMS VLN OCR RGB NER COT HAR "
    "HOI LIDAR SAR NLI FER MLLM MLLMS"
    " TOM IR EHR VTG US NLG NLU CXR LM LMS PLM PLMS MT NMT SMT UMT ICL RLHF RLAIF DPO PPO GRPO LORA PEFT KV MOE FFN "
    "MLP CNN RNN LSTM GRU GNN GAN GANS GPU"
    " GPUS CPU TPU API APIS SOTA STEM MCQ GEC SLU TTS S2S ST PII EM F1 BLEU ROUGE WER CER MLM CLM NTP NWP SSM SSMS "
    "VAE BPE OOV POS UD AMR KG KGS IE RE EL"
    " TREE CHATBOT ENGLISH CHINESE TRANSFORMER TRANSFORMERS ARXIV ACL EMNLP ICLR NEURIPS ICML NAACL COLING GITHUB "
    "HUGGINGFACE ID OOM SVD PCA MSE KL XAI"
    " LSTMS RNNS CNNS DNN DNNS HMM HMMS CRF SVM TF-IDF BM25 FLOPS FLOP FID 2D 3D 4D I/O Q&A GPT-LIKE CV HCI AGI IT II "
    "III IV DL LVLM LVLMS LMM LMMS VL TTA"
    " NVIDIA GOOGLE META OPENAI MICROSOFT HUMAN WORLD WEB OUR THIS THE THESE EACH BOTH NEW OPEN LARGE REAL FIRST ALL "
    "AS ON IN FOR FROM WE IT ITS TWO THREE"
    " FURTHERMORE MOREOVER ADDITIONALLY HOWEVER FINALLY EXISTING CURRENT RECENT USING CHAT WIKIDATA MULTI-TASK "
    "MULTILINGUAL ZERO-SHOT FEW-SHOT LONG-CONTEXT"
    " ASL BENCH DATA CODE SUMMARY REC PYTHON JAVA C++ HTML JSON XML URL PDF LATEX CUDA PYTORCH JAX MOTIVATED EMPIRICAL "
    "EXTENSIVE AMERICAN EUROPEAN "
    "AFRICAN ASIAN INDIAN WESTERN"
)
_DATA_HEAD = re.compile(
    r"\s(?:dataset|data ?set|benchmark|corpus|corpora|leaderboard|test set|test suite|treebank|challenge set|shared "
    r"task|challenge|task suite|suite"
    r"|evaluation set|collection|test(?=\s(?:over|with|at|on)))s?\b",
)
_DATA_NAMED = re.compile(
    r"\b(?:[Dd]atasets?|[Bb]enchmarks?|[Cc]orpus|[Cc]orpora|[Tt]est ?bed|suite|collection)\s?(?:,|\(|:|-{1,2}"
    r"|,?\s(?:called|named|dubbed|termed|namely|i\.e\.,?))"
    r"\s?(?:the\s)?\"?(?=[A-Za-z]*[A-Z])"
)
_DATA_LIST = re.compile(
    r"\b(?:datasets?|benchmarks?|corpora|tasks?|leaderboards?)\)?,?\s?(?:-{1,2}\s?)?"
    r"(?:\(?(?:such as|like|including|e\.g\.,?|namely|i\.e\.,?)|\(|:)\s?(?:\(?e\.g\.,?\s|the\s)?(?=[A-Za-z]*[A-Z])"
)
_MODEL_LIST = re.compile(
    r"\b(?:models?|LLMs?|LMs?|VLMs?|MLLMs?|baselines?|[A-Za-z]{0,2}PLMs?|architectures?|famil(?:y|ies)"
    r"|transformers)\)?,?\s?(?:\(?(?:such as|like|including|e\.g\.,?|namely|i\.e\.,?)|\(|:)\s?(?:\(?e\.g\.,?\s"
    r"|the\s)?(?=[A-Za-z]*[A-Z])"
)
_ENDING = re.compile(
    r"^[A-Z0-9][\w.+-]*(?:Bench|bench|BENCH|[a-z-]QA|Eval|VQA|NLI|Corpus|Arena|Instruct-\d+[kKM]|-\d{1,4}[kK]|Glue"
    r"|GLUE|Set|DB|Suite)(?:-\w+|[-+]?\+|-?v?\d(?:\.\d)?)?$"
)
_NAMEY = re.compile(r"^(?=[\w+./@&'-]{2,})(?:[a-z]{0,3}-?[A-Z]|\d)[\w+./@&'-]*$")
_AND = re.compile(r"\s{0,2}(?:,\s?(?:and|or|&)?|/|and|or|&|\)?,|as well as)\s{0,2}(?:the\s)?")
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


def models(passages: Iterable[Passage], system: str | None) -> tuple[str, ...]:
    """Return the models that a paper names, but for its own."""
    found: dict[str, str] = {}
    for soft, own in _by_owner(passages, system):
        spans = list(_listed_models(soft))
        spans += _siblings(soft, spans, _MODEL_LIST)
        for start, end in sorted(spans):
            name = _clean(soft[start:end])
            if (own or keyed(name) not in _FAMOUS) and not _KINDS.match(name):
                found.setdefault(keyed(name), name)
    own = keyed(system or "")
    return tuple(name for key, name in found.items() if not (own and _is_own(key, own)))


def _is_own(key: str, own: str) -> bool:
    """Return whether a name is the work's own, one of its variants, or it without its size."""
    if key.startswith(own) and (key == own or len(own) > 2):
        return True
    return len(key) > 3 and own.startswith(key) and _SIZED.fullmatch(own[len(key) :]) is not None


_SIZED = re.compile(r"\d[\d.]*[bm]")


def datasets(passages: Iterable[Passage], system: str | None, *, own: bool, avoid: tuple[str, ...]) -> tuple[str, ...]:
    """Return the datasets and benchmarks that a paper names; `own` says whether its own contribution is one."""
    found: dict[str, str] = {}
    shun = {keyed(name) for name in avoid}
    mine = keyed(system or "")
    if own and system:
        found[mine] = system
    for soft in _sentences(passages):
        spans = list(_listed("datasets", soft))
        spans += _new_datasets(soft)
        spans += _siblings(soft, spans, _DATA_LIST)
        spans += _tried_on(soft)
        for start, end in sorted(spans):
            name = _clean(soft[start:end])
            key = keyed(name)
            if key and key not in shun and (key != mine or own) and name.upper() not in _GENERIC:
                found.setdefault(key, name)
    return tuple(found.values())


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
        spans = list(_listed("languages", soft))
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


def _is_about(soft: str, start: int, end: int) -> bool:
    """Return whether English is one of several languages there, and not just the language of a text."""
    near = f"{soft[max(0, start - 24) : start]} {soft[end : end + 24]}"
    listed = names("languages")
    if _ENGLISH.match(soft, end):
        return True
    return any(keyed(word) in listed for word in re.findall(r"[A-Z][a-zà-ÿ]+", near))


_CAPITAL = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]|isi[XZ]")


_TRIAL = re.compile(
    r"\b(?:evaluat|experiment|benchmark|dataset|accura|outperform|surpass|result|score|achiev|improv|sota)|%", re.I
)
_ON = re.compile(r"\b(?:on|across|over)\s(?:both\s|the\s)?(?=[A-Za-z]*[A-Z])")
_TASK_NAME = re.compile(r"(?:[A-Z][a-z]*[A-Z]\w*|[A-Z]\w*-?\d\w*|[A-Z]\w*-[A-Z]\w*)[\w.+-]*$")


def _tried_on(soft: str) -> Iterator[tuple[int, int]]:
    """Return made-up names on which something is said to be achieved: "reaches 61% on QuokkaBench and OwlQA-2"."""
    if _ON.search(soft) is None or _TRIAL.search(soft) is None:
        return
    for match in _ON.finditer(soft):
        place = match.end()
        for _ in range(8):
            token = TOKEN.match(soft, place)
            if (
                token is None
                or len(token[0]) < 4
                or not _is_new(token[0])
                or not _TASK_NAME.match(token[0])
                or _is_model(token[0])
            ):
                break
            yield token.span()
            joint = _AND.match(soft, token.end())
            if joint is None:
                break
            place = joint.end()


def _is_model(word: str) -> bool:
    return (
        _SIZE.match(word) is not None
        or _model_end(0, word, names("models")) is not None
        or _HARDWARE.match(word) is not None
    )


_HARDWARE = re.compile(
    r"(?:RTX|A100|H100|H200|V100|A6000|TPU|GPU|CPU|NVIDIA|Jetson|Snapdragon|iPhone|MI\d|GH?B?200|L40)"
)


def _sentences(passages: Iterable[Passage]) -> Iterator[str]:
    for passage in passages:
        for sentence in passage.sentences:
            yield sentence.soft


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


def _clean(name: str) -> str:
    name = re.sub(r"^\w+'s\s|'s$|[.,;:]+$", "", " ".join(name.split()))
    return re.sub(
        r"-(?:based|style|like|family|series|level|class|powered|generated|inspired|guided|driven|type|compatible)$",
        "",
        name,
    )


@cache
def _words_of(kind: str) -> dict[str, int]:
    """Return how many words the longest listed name has that begins with a word."""
    longest: dict[str, int] = {}
    for name in names(kind).values():
        words = name.split()
        key = keyed(words[0])
        longest[key] = max(longest.get(key, 0), min(len(words), _MOST_WORDS))
    return longest


@lru_cache(64)
def _tokens(soft: str) -> tuple[list[tuple[int, int, str]], list[tuple[int, list[tuple[str, str]]]]]:
    """Return start, end and text of the words of a sentence, and the places of those that may begin a name.

    With each place go the word and what of it stands before its hyphens, each with the key it is looked up by.
    """
    tokens = [(match.start(), match.end(), match[0]) for match in TOKEN.finditer(soft)]
    return tokens, [
        (place, [(head, keyed(head)) for head in (word, *_heads(word))])
        for place, (_, _, word) in enumerate(tokens)
        if not word.islower() or word in _SMALL_NAMES or (not word.isalpha() and _FIGURE.search(word))
    ]


_FIGURE = re.compile(r"\d")
_SMALL_NAMES = frozenset(("word2vec", "wav2vec", "gpt-oss", "davinci", "text-davinci", "doc2vec", "phi", "tau-bench"))


def _listed(kind: str, soft: str) -> Iterator[tuple[int, int]]:
    """Return the spans of listed names, the longest at each place."""
    listed, longest = names(kind), _words_of(kind)
    tokens, places = _tokens(soft)
    free = 0
    for place, heads in places:
        if place < free:
            continue
        start, _, word = tokens[place]
        for head, key in heads:
            if (count := longest.get(key, 0)) and (words := _longest(listed, tokens, place, head, count, soft, kind)):
                if kind == "datasets" and head is not word and words == 1:
                    if _SPLIT_OF.match(word[len(head) :]):
                        yield start, start + len(word)
                        free = place + 1
                        break
                    if not _AFTER_DATA.match(word[len(head) :]):
                        continue
                stop = tokens[place + words - 1][1] if words > 1 else start + len(head)
                if kind == "datasets" and (part := _PART.match(soft, stop)):
                    stop = part.end()
                yield start, stop
                free = place + words
                break


_AFTER_DATA = re.compile(r"-(?:based|style|[a-z]+ed)\b|/|'")
_SPLIT_OF = re.compile(r"-(?:[A-Z][\w-]*|en|zh|hard|lite|mini|dev|test|val|v\d[\w.]*)$")
"""What follows the hyphen of a part or version of known data: "WombatBench-Verified"."""
_PART = re.compile(r"\s(?:Verified|Lite|Hard|Pro|Plus|Bench|Live)\b")


def _heads(word: str) -> list[str]:
    """Return what of a word stands before its hyphens, strokes and apostrophes."""
    return [word[: cut.start()] for cut in _CUT.finditer(word)] if _CUT.search(word) else []


_CUT = re.compile(r"[-/']")


def _longest(
    listed: dict[str, str], tokens: list[tuple[int, int, str]], place: int, head: str, count: int, soft: str, kind: str
) -> int:
    """Return how many words the longest listed name at a place has; 0 where there is none."""
    for words in range(min(count, len(tokens) - place), 0, -1):
        text = soft[tokens[place][0] : tokens[place + words - 1][1]] if words > 1 else head
        name = listed.get(keyed(text)) if len(text) < 60 else None
        if name is not None and _fits(text, name, kind):
            return words
    return 0


def _fits(text: str, name: str, kind: str) -> bool:
    """Return whether case tells a name from a word: "ARC" is no "arc"."""
    if kind == "languages":
        return text[0] == name[0] and not text.isupper()
    if name.isupper() or (name[1:] != name[1:].lower() and len(name) <= 4):
        return text.upper() == text if name.isupper() and len(name) <= 5 else any(map(str.isupper, text))
    return any(map(str.isupper, text)) or name == text or (kind == "models" and any(map(str.isdigit, text)))


def _listed_models(soft: str) -> Iterator[tuple[int, int]]:
    listed, longest = names("models"), _words_of("models")
    tokens, places = _tokens(soft)
    free = 0
    beginnings = _beginnings()
    for place, ((_, key), *_) in places:
        start, _, word = tokens[place]
        if place < free or not (key[:3] in beginnings or key[:2] in beginnings or ("-" in word and _SIZE.match(word))):
            continue
        stop = None
        if (count := longest.get(key, 0)) > 1:
            words = _longest(listed, tokens, place, word, count, soft, "models")
            if words > 1:
                place += words - 1
                stop = tokens[place][1]
        if stop is None:
            stop = _model_end(start, word, listed)
        if stop is not None:
            while stop == tokens[place][1] and place + 1 < len(tokens) and _continues(soft, stop, *tokens[place + 1]):
                place += 1
                stop = tokens[place][1]
            yield start, stop
            free = place + 1


_COUNTING = re.compile(r"\s?(?:%|x\b|times|points|out|LLM|of\b|to\b)")


def _continues(soft: str, stop: int, start: int, end: int, word: str) -> bool:
    """Return whether a word goes on with a model's name: "Claude 3 Opus", "LLaMA 2"."""
    if soft[stop:start] not in (" ", "-"):
        return False
    if _VERSION.match(word):
        return (len(word.split(".")[0]) == 1 or word[0] == "v") and not _COUNTING.match(soft, end)
    return _SPACED.match(word) is not None


def _model_end(start: int, word: str, listed: dict[str, str]) -> int | None:
    """Return where a model's name ends that a token begins with: "Llama-3.1-8B-Instruct", "BERT-based"."""
    if _SIZE.match(word):
        return start + len(word)
    if "/" in word:
        word = word.split("/")[0]
    if word.endswith("'s"):
        word = word[:-2]
    parts = word.split("-")
    key = keyed(parts[0])
    if key[:3] not in _beginnings() and key[:2] not in _beginnings():
        return None
    for count in range(len(parts), 0, -1):
        head = "-".join(parts[:count])
        rest = parts[count:]
        for stem in (head, _TRAILING_VERSION.sub("", head)):
            name = listed.get(keyed(stem))
            if name is None or len(stem) < 2 or not (_fits(stem, name, "models") or (rest and _FIGURE.search(word))):
                continue
            if all(_VARIANT.match(part) for part in rest):
                return start + len(word)
            if rest and (rest[0].islower() or rest[0] == "") and not rest[0][0:1].isdigit():
                return start + len(head)
            if rest and all(_VARIANT.match(part) for part in rest[:-1]) and rest[-1].islower():
                return start + len("-".join(parts[:-1]))
    return None


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(key[:3] for key in names("models"))


_DATA_APPOSED = re.compile(
    r"(?<![\w-])(?P<name>[A-Za-z]{0,12}[A-Z][\w-]*[A-Z\d+][\w+-]*)(?:,\s|\sis\s)(?:an?|the|our)\s(?:[\w-]+,?\s){0,5}?"
    r"(?:datasets?|benchmarks?|corpus|test ?suite|collection)\b"
    r"|\b(?:dataset|benchmark|corpus|test ?bed)\s(?P<behind>[A-Z]{2}[A-Z]*[a-z]\w+)"
)
"""Data that a phrase beside its name calls so: "WOMBAT+, a large dataset", "the benchmark OWLbench"."""
_DATA_STEMS = ("data", "bench", "corp", "board", "test", "bank", "set", "task", "challenge", "suite", "collection")


def _new_datasets(soft: str) -> Iterator[tuple[int, int]]:
    for match in _DATA_HEAD.finditer(soft) if has(soft, _DATA_STEMS) else ():
        start = _name_before(soft, match.start())
        if start is not None:
            yield start, match.start()
    for match in _DATA_NAMED.finditer(soft) if has(soft, _DATA_STEMS) else ():
        token = TOKEN.match(soft, match.end())
        if token and _is_new(token[0]):
            yield token.span()
    for match in _DATA_APPOSED.finditer(soft) if has(soft, _DATA_STEMS) else ():
        group = "name" if match["name"] else "behind"
        if _is_new(match[group]) and not _is_model(match[group]):
            yield match.span(group)
    tokens, places = _tokens(soft)
    for place, _ in places:
        start, end, word = tokens[place]
        if _ENDING.match(word) and _is_new(word):
            part = _PART.match(soft, end)
            yield start, (part.end() if part else end)


def _is_new(word: str) -> bool:
    return (
        _NAMEY.match(word) is not None
        and word.upper() not in _GENERIC
        and not word.isdigit()
        and any(map(str.isupper, word))
        and len(word) < 40
        and _ORDINARY.match(word) is None
    )


_ORDINARY = re.compile(
    r"(?:Multi|Cross|Large|Open|Long|Real|High|Low|Zero|Few|Human|Self|Semi|Non|Pre|Post|In|Out)-[a-z]"
    r"|.*(?:rightarrow|→)"
)


def _name_before(soft: str, end: int) -> int | None:
    """Return where the name begins that stands before "dataset": "the Fisher corpus", "WMT-SLT 2022 challenge"."""
    words = list(TOKEN.finditer(soft[max(0, end - 60) : end]))
    base = max(0, end - 60)
    start = None
    for match in reversed(words[-3:]):
        word = match[0]
        gap = soft[base + match.end() : (start if start is not None else end)]
        if gap not in ("", " ") or not (word[0].isupper() or word[0].isdigit() or _NAMEY.match(word)):
            break
        if (
            word.upper() in _GENERIC
            or _ORDINARY.match(word)
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


_LISTING = ("(", ":", "such as", "like", "including", "e.g", "namely", "i.e")


def _siblings(soft: str, spans: list[tuple[int, int]], lead: re.Pattern[str]) -> list[tuple[int, int]]:
    """Return names in one list with a known one, and in lists that say what they list: "models such as A and B"."""
    found: list[tuple[int, int]] = []
    if not has(soft, _LISTING):
        return found
    known = set(spans)
    starts = dict(spans)
    for match in lead.finditer(soft):
        place = match.end()
        for _ in range(12):
            token = TOKEN.match(soft, place)
            if token is None:
                break
            end = starts.get(place)
            if end is None:
                if lead is _DATA_LIST and keyed(token[0]) in names("datasets"):
                    pass
                elif not _is_new(token[0]) or (
                    token[0][1:].islower()
                    and soft[token.end() : token.end() + 1] == " "
                    and not _AND.match(soft, token.end())
                ):
                    break
                end = token.end()
                while (more := re.match(r"\s([A-Z][\w-]*|\d(?:\.\d)?)(?![%\w])", soft[end : end + 30])) and len(
                    found
                ) < 40:
                    end += more.end()
                if (place, end) not in known:
                    found.append((place, end))
            paren = re.match(r"\s\([^()]{1,60}\)", soft[end : end + 66])
            joint = _AND.match(soft, end + (paren.end() if paren else 0))
            if joint is None:
                break
            place = joint.end()
    return found
