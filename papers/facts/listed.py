"""Names in a text: those that the gazetteers list, words that look made up, and lists of them."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from papers.facts.gazetteers import keyed, names
from papers.facts.text import has
from papers.facts.text import words as in_words

TOKEN = re.compile(r"[A-Za-zÀ-ɏ0-9](?:[\w+@./'&-]{0,60}[\w+@])?(?:\+\+?)?")
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


@lru_cache(64)
def tokens_of(soft: str) -> tuple[list[tuple[int, int, str]], list[tuple[int, list[tuple[str, str]]]]]:
    """Return start, end and text of the words of a sentence, and the places of those that may begin a name.

    With each place go the word and what of it stands before its hyphens, each with the key it is looked up by.
    """
    tokens = [(match.start(), match.end(), match[0]) for match in TOKEN.finditer(soft)]
    return tokens, [
        (place, [(head, keyed(head)) for head in (word, *_heads(word))])
        for place, (_, _, word) in enumerate(tokens)
        if not word.islower() or word in _SMALL_NAMES or (not word.isalpha() and FIGURE.search(word))
    ]


FIGURE = re.compile(r"\d")
_SMALL_NAMES = frozenset(("word2vec", "wav2vec", "gpt-oss", "davinci", "text-davinci", "doc2vec", "phi", "tau-bench"))


def listed_names(kind: str, soft: str) -> Iterator[tuple[int, int]]:
    """Return the spans of listed names, the longest at each place."""
    listed, most = names(kind), words_of(kind)
    tokens, places = tokens_of(soft)
    free = 0
    for place, heads in places:
        if place < free:
            continue
        start, _, word = tokens[place]
        for head, key in heads:
            if (count := most.get(key, 0)) and (words := longest(listed, tokens, place, head, count, soft, kind)):
                if kind == "datasets" and head is not word and words == 1:
                    if _SPLIT_OF.match(word[len(head) :]):
                        yield start, start + len(word)
                        free = place + 1
                        break
                    if not _AFTER_DATA.match(word[len(head) :]):
                        continue
                stop = tokens[place + words - 1][1] if words > 1 else start + len(head)
                if kind == "datasets" and (part := PART.match(soft, stop)):
                    stop = part.end()
                yield start, stop
                free = place + words
                break


_AFTER_DATA = re.compile(r"-(?:based|style|[a-z]+ed)\b|/|'")
_SPLIT_OF = re.compile(r"-(?:[A-Z][\w-]*|en|zh|hard|lite|mini|dev|test|val|v\d[\w.]*)$")
"""What follows the hyphen of a part or version of known data: "WombatBench-Verified"."""
PART = re.compile(r"\s(?:Verified|Lite|Hard|Pro|Plus|Bench|Live)\b")


def _heads(word: str) -> list[str]:
    """Return what of a word stands before its hyphens, strokes and apostrophes."""
    return [word[: cut.start()] for cut in _CUT.finditer(word)] if _CUT.search(word) else []


_CUT = re.compile(r"[-/']")


def longest(
    listed: dict[str, str], tokens: list[tuple[int, int, str]], place: int, head: str, count: int, soft: str, kind: str
) -> int:
    """Return how many words the longest listed name at a place has; 0 where there is none."""
    for words in range(min(count, len(tokens) - place), 0, -1):
        text = soft[tokens[place][0] : tokens[place + words - 1][1]] if words > 1 else head
        name = listed.get(keyed(text)) if len(text) < 60 else None
        if name is not None and fits(text, name, kind):
            return words
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
