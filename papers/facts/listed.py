"""Names in a text: those that the gazetteers list, words that look made up, and lists of them."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from papers.facts.gazetteers import keyed, names
from papers.facts.text import has
from papers.facts.text import words as in_words

TOKEN = re.compile(r"[A-Za-zÀ-ɏ0-9](?:[\w+@./'&-]{0,60}[\w+@])?(?:\+\+?)?")
_UNLIKE = re.compile(
    r"(?:[a-z]++(?:[./'&-]++[a-z]++)*+(?<!phi)(?<!davinci)(?<!gpt-oss)(?<!tau-bench)(?![./'&-]*+[\w+@])"
    r"|[^A-Za-zÀ-ɏ0-9]++)*+(?:(?P<word>" + TOKEN.pattern + r")|\Z)"
)
"""A word that is no plain one, with all the plain ones before it, which are most and so need no match each."""
_MOST_WORDS = 4
"""Words of a listed name."""
GENERIC = in_words(
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
NAMEY = re.compile(r"^(?=[\w+./@&'-]{2,})(?:[a-z]{0,3}-?[A-Z]|\d)[\w+./@&'-]*$")
AND = re.compile(r"\s{0,2}(?:,\s?(?:and|or|&)?|/|and|or|&|\)?,|as well as)\s{0,2}(?:the\s)?")


def clean(name: str) -> str:
    """Return a name without whose it is, what it is the style of, and the stops around it."""
    name = re.sub(r"^\w+'s\s|'s$|[.,;:]+$", "", " ".join(name.split()))
    return re.sub(
        r"-(?:based|style|like|family|series|level|class|powered|generated|inspired|guided|driven|type|compatible)$",
        "",
        name,
    )


@cache
def words_of(kind: str) -> dict[str, int]:
    """Return how many words the longest listed name has that begins with a word."""
    longest: dict[str, int] = {}
    for name in names(kind).values():
        words = name.split()
        key = keyed(words[0])
        longest[key] = max(longest.get(key, 0), min(len(words), _MOST_WORDS))
    return longest


Heads = tuple[tuple[str, str], ...]


@lru_cache(64)
def namelike(soft: str) -> list[tuple[int, int, Heads]]:
    """Return start and end of the words of a sentence that may begin a name.

    With each go the word and what of it stands before its hyphens, each with the key it is looked up by.
    """
    return [
        (*match.span("word"), heads)
        for match in _UNLIKE.finditer(soft)
        if (word := match["word"]) and (heads := _heads(word))
    ]


@lru_cache(20_000)
def _heads(word: str) -> Heads:
    """Return a word that may begin a name, and what of it stands before its hyphens, each with its key."""
    if word.islower() and word not in _SMALL_NAMES and FIGURE.search(word) is None:
        return ()
    heads = (word, *(word[: cut.start()] for cut in _CUT.finditer(word)))
    return tuple((head, keyed(head)) for head in heads)


FIGURE = re.compile(r"\d")
_CUT = re.compile(r"[-/']")
_SMALL_NAMES = frozenset(("gpt-oss", "davinci", "text-davinci", "phi", "tau-bench"))


def listed_names(kind: str, soft: str) -> Iterator[tuple[int, int]]:
    """Return the spans of listed names, the longest at each place."""
    listed, most = names(kind), words_of(kind)
    free = 0
    for start, end, heads in namelike(soft):
        if start < free:
            continue
        for head, key in heads:
            if (count := most.get(key, 0)) and (stop := longest(listed, soft, (start, end), head, count, kind)):
                free = max(end, stop)
                if kind == "datasets" and stop < end:
                    if _SPLIT_OF.match(soft, stop, end):
                        yield start, end
                        break
                    if not _AFTER_DATA.match(soft, stop, end):
                        continue
                if kind == "datasets" and (part := PART.match(soft, stop)):
                    stop = part.end()
                yield start, stop
                break


_AFTER_DATA = re.compile(r"-(?:based|style|[a-z]+ed)\b|/|'")
_SPLIT_OF = re.compile(r"-(?:[A-Z][\w-]*|en|zh|hard|lite|mini|dev|test|val|v\d[\w.]*)$")
"""What follows the hyphen of a part or version of known data: "WombatBench-Verified"."""
PART = re.compile(r"\s(?:Verified|Lite|Hard|Pro|Plus|Bench|Live)\b")


def longest(listed: dict[str, str], soft: str, word: tuple[int, int], head: str, count: int, kind: str) -> int:
    """Return where the longest listed name ends that begins with a word or its head; 0 where there is none.

    Parameters
    ----------
    word : tuple of int
        Span of the word.
    head : str
        The word, or what of it stands before a hyphen.
    count : int
        Words that a listed name with this beginning has at most.
    """
    start, end = word
    ends = [start + len(head)]
    while len(ends) < count and (after := TOKEN.search(soft, end)):
        end = after.end()
        ends.append(end)
    for stop in reversed(ends):
        text = soft[start:stop]
        name = listed.get(keyed(text)) if len(text) < 60 else None
        if name is not None and fits(text, name, kind):
            return stop
    return 0


def fits(text: str, name: str, kind: str) -> bool:
    """Return whether case tells a name from a word: "ARC" is no "arc"."""
    if kind == "languages":
        return text[0] == name[0] and not text.isupper()
    if name.isupper() or (name[1:] != name[1:].lower() and len(name) <= 4):
        return text.upper() == text if name.isupper() and len(name) <= 5 else any(map(str.isupper, text))
    return any(map(str.isupper, text)) or name == text or (kind == "models" and any(map(str.isdigit, text)))


def is_new(word: str) -> bool:
    """Return whether a word looks like a made-up name: capitals inside or digits, and no common short form."""
    return (
        NAMEY.match(word) is not None
        and word.upper() not in GENERIC
        and not word.isdigit()
        and any(map(str.isupper, word))
        and len(word) < 40
        and ORDINARY.match(word) is None
    )


ORDINARY = re.compile(
    r"(?:Multi|Cross|Large|Open|Long|Real|High|Low|Zero|Few|Human|Self|Semi|Non|Pre|Post|In|Out)-[a-z]"
    r"|.*(?:rightarrow|→)"
)
_LISTING = ("(", ":", "such as", "like", "including", "e.g", "namely", "i.e")


def siblings(
    soft: str, spans: list[tuple[int, int]], lead: re.Pattern[str], kind: str | None = None
) -> list[tuple[int, int]]:
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
                if kind is not None and keyed(token[0]) in names(kind):
                    pass
                elif not is_new(token[0]) or (
                    token[0][1:].islower()
                    and soft[token.end() : token.end() + 1] == " "
                    and not AND.match(soft, token.end())
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
            joint = AND.match(soft, end + (paren.end() if paren else 0))
            if joint is None:
                break
            place = joint.end()
    return found
