"""Sizes of the work's own artefacts and experiments: parameters, tokens, context, languages, examples, hardware."""

import re
from collections.abc import Iterator

from papers.facts.facts import Size
from papers.facts.numbers import MAGNITUDES, Quantity, has_figure, quantities
from papers.facts.own import own_sentences
from papers.facts.text import Passage, has

_IN_NAME = re.compile(
    r"(?<![\d.,$])(?<!\d[BMKk]-)(?<=[A-Za-z0-9.][-_ /])(?P<size>\d{1,4}(?:\.\d{1,2})?)(?P<mark>[BMK]|b(?=/|-|\s"
    r"|$))(?![A-Za-z0-9/])(?=(?P<after>.{0,30}))"
)
_OF_DATA = re.compile(
    r"\)?[^;.]{0,60}\b(?:dataset|corpus|corpora|benchmark|collection|pairs|examples|samples|images|videos|clips)s?\b",
    re.IGNORECASE,
)
_DATA_AHEAD = re.compile(r"\b(?:dataset|corpus|benchmark|collection)s?,?\s(?:\w+\s)?[\w./-]*$")
"""What tells that a name with a size is of data: "Quokka-75K, a dataset of"."""
_CLASSES = ("ImageNet", "CIFAR", "JFT", "LVIS")
"""Data whose names count classes."""
_MARK = re.compile(r"\d[BMKb]")
_PARAMS = re.compile(
    r"^\s{0,2}-?(?:(?!using\b|with\b|and\b|of\b|\d)[\w-]+\s){0,3}?(?:param(?:eter)?s?\b|weights\b)", re.IGNORECASE
)
_MODEL = re.compile(
    r"^\s{0,2}-?(?:[\w-]+\s){0,3}?(?:models?|LLMs?|LMs?|VLMs?|MLLMs?|variants?|scales?|version|transformers?|decoder"
    r"|encoder|checkpoints?|size|sizes|backbones?|Judge|active)\b",
    re.IGNORECASE,
)
_TOKENS = re.compile(
    r"^\s{0,2}-?(?:(?!for\b|per\b|each\b)[\w-]+\s){0,3}?(?:tokens?|words|subwords|characters)\b", re.IGNORECASE
)
_CONTEXT = re.compile(
    r"^\s{0,2}-?(?:tokens?\s?)?(?:of\s)?(?:(?:long|maximum|input|sequence|training|tokens?)\s)?(?:contexts?"
    r"|sequences?|context[- ](?:lengths?|windows?|sizes?)|long|length|window|inputs?|documents)\b",
    re.IGNORECASE,
)
_CONTEXT_BEFORE = re.compile(
    r"\b(?:context|sequence|window|input|document|output|prompt|length|long|lengths|sequences|documents|contexts"
    r"|inputs)s?\b[^,;.]{0,40}(?:\s?\d[\d,]{0,9}[kK]?,\s(?:and\s|or\s)?){0,3}$",
    re.IGNORECASE,
)
_LANGUAGES = re.compile(
    r"^\s{0,2}\+?(?:(?!tasks|programming|coding|other\b|or more|datasets|models|domains|across|in|for|of|on|over|to"
    r"|with|from|that)[\w,-]+\s){0,4}?(?:languages|dialects|language varieties)\b",
    re.IGNORECASE,
)
_EXAMPLE_NOUNS = (
    r"examples|samples|instances|sentences|pairs|questions|images|documents|articles|conversations|dialogu?es|prompts"
    r"|queries|annotations|stories|scripts"
    r"|sessions|turns|sequences|plots|charts|tables|figures|summaries|books|responses|tweets|posts|comments|reviews"
    r"|trajectories|videos|clips|instructions"
    r"|demonstrations|records|judge?ments|ratings|utterances|passages|entries|items|rows|captions|frames|recordings"
    r"|episodes|scenes|objects|triplets|triples|facts"
    r"|messages|texts|poems|abstracts|puzzles|statements|claims|news|headlines|snippets|functions|programs"
    r"|repositories|patients|reports|cases|points|issues|pieces|scenarios"
    r"|data\b|dataset|corpus|preferences|shapes|meshes|rollouts|problems|test cases|exercises|notes|letters|lyrics"
    r"|songs|transcripts|pages|websites|labels"
    r"|edits|edit requests|interactions|generations|outputs|completions|templates|essays|paragraphs|segments"
    r"|descriptions|observations|interaction turns"
)
_EXAMPLES = re.compile(
    rf"^\s{{0,2}}\+?-?(?:(?!parameters?\b|models?\b|languages\b|tasks\b|datasets\b|benchmarks\b|using\b|is\b|are\b|tokens?\b|over\b|on\b|in\b|with\b"
    rf"|of\b(?!\sthe)|and\b(?!\s\w+\s(?:pairs|examples))|to\b|for\b|from\b|across\b|per\b|that\b)[\w'/-]+(?:,?\s"
    rf"|\s\([\w-]+\)\s)){{0,5}}?(?P<noun>{_EXAMPLE_NOUNS})\b",
    re.IGNORECASE,
)
_DATA_BEFORE = re.compile(
    r"\b(?:dataset|corpus|benchmark|collection|set|data|train\w*|fine-?tun\w*|contain\w*|consist\w*|compris\w*"
    r"|includ\w*|encompass\w*|cover\w*|collect\w*|curat\w*|annotat\w*"
    r"|us(?:e|es|ing)|with|on|generat\w*|obtain|feature\w*|construct\w*|span\w*|analy[sz]\w*|only|merely|evaluat\w*"
    r"|of|from|provid\w*|over|than|releas\w*|suite)\b",
    re.IGNORECASE,
)
_GPUS = re.compile(
    r"^\s{0,2}-?x?\s{0,2}(?:(?:NVIDIA|Nvidia|AMD|Huawei|Ascend|consumer|commodity|Tesla|GeForce|single|Google"
    r"|Cloud)\s){0,3}(?:[AHVLPB]\d{2,3}0?s?\b|RTX\s?\w+|GPUs?\b|TPUs?\b|TPU ?v\d\w*|NPUs?\b|MI\d+\w*|GH200|cards?\b"
    r"|accelerators?\b|T4s?\b)"
)
_GPU_COUNT = re.compile(
    r"\b(?P<word>a single|one|single)\s(?:(?:NVIDIA|Nvidia|consumer|commodity|consumer-grade|\d+\s?GB)\s){0,2}(?:A100"
    r"|H100|V100|A6000|RTX\s?\w+|GPU|TPU|T4)\b"
)
_HOURS = re.compile(r"hours?|hrs?\b|GPU|TPU", re.IGNORECASE)
_SOUND = re.compile(
    r"^\s{0,2}(?:of\s)?(?:[\w-]+\s){0,4}?(?:audio|speech|videos?|recordings?|data|footage|music|conversations?"
    r"|broadcast|talks?|dataset|corpus|lectures|demonstrations|training|gameplay|interaction)\b",
    re.IGNORECASE,
)
_BYTES_OF = re.compile(
    r"^\s{0,2}(?:of\s)?(?:[\w-]+\s){0,3}?(?:text|data|corpus|code|dataset|audio|documents|texts)\b", re.IGNORECASE
)
_OTHER = re.compile(
    r"^\s{0,2}\+?(?:(?!of\b|on\b|in\b|to\b|and\b|for\b|with\b|times\b)[\w'/-]+\s){0,4}?(?:tasks|datasets?|benchmarks"
    r"|models|LLMs|LMs|domains|papers|publications|metrics|studies|systems|settings|categories"
    r"|types|dimensions|scenarios|corpora|families|directions|layers|experts|heads|participants|annotators"
    r"|environments|subjects|topics|skills|tools|APIs|features|variants|methods|VLMs|MLLMs|evaluations|characters"
    r"|propositions|variations)\b",
    re.IGNORECASE,
)
_RIVAL = re.compile(
    r"\b(?:outperform\w*|surpass\w*|exceed\w*|beat\w*|than|vs\.?|versus|compared (?:to|with)|comparable (?:to|with)"
    r"|competitive with|on par with|rival\w*|match(?:es|ing)?|opposed to|over|larger|such as)\s[^,;.]{0,60}$",
    re.IGNORECASE,
)
_ONCE = re.compile(
    r"^(?:(?:st|nd|rd|th)\b|\s{0,2}-?(?:bits?|shots?|way|d|hops?|stages?|steps?|fold|degrees?)\b|\s{0,2}%)",
    re.IGNORECASE,
)


_SURE, _NAME = 0.75, 0.5
"""How sure a size is whose words tell of parameters, and one in the name of data."""


def _surer(confidence: float, last: float) -> bool:
    """Return whether a place tells a size in plainer words than the one before."""
    return last < _SURE <= confidence or last <= _NAME < confidence


def sizes(passages: tuple[Passage, ...], system: str | None = None) -> Iterator[Size]:
    """Return the sizes that the passages state, each value and unit once, in the order of the text.

    Of several places the surest is quoted: "8B parameters" rather than the name "Quokka-8B".
    """
    seen: dict[tuple[float, str], Size] = {}
    data: set[str] = set()
    for passage in passages:
        for sentence, (own, _) in zip(passage.sentences, own_sentences(passage, system), strict=True):
            for start, end, value, unit, confidence in _of_sentence(sentence.soft, data):
                if not (own or passage.field == "title"):
                    confidence -= 0.35
                last = seen.get((value, unit))
                if confidence < 0.35 or (last is not None and not _surer(confidence, last.confidence)):
                    continue
                quote = passage.exactly(sentence.start + start, sentence.start + end)
                seen[value, unit] = Size(value, unit, quote, round(confidence, 2))
    yield from seen.values()


def _of_sentence(soft: str, data: set[str]) -> Iterator[tuple[int, int, float, str, float]]:
    """Yield start, end, value, unit and confidence; to `data` the names are added whose size is one of data."""
    taken: list[tuple[int, int]] = []
    if not has_figure(soft) and not has(soft, ("GPU", "TPU")):
        return
    for match in _IN_NAME.finditer(soft) if _MARK.search(soft) else ():
        if re.match(
            r"\s{0,2}-?(?:\w+\s){0,2}(?:tokens?|words|pairs|examples|images|documents|sentences|samples)\b",
            match["after"],
        ):
            continue
        named = _word_before(soft, match.start())
        chip = named.startswith(("Ascend", "RTX", "Figure"))
        if soft[match.start() - 1] == " " and (named.islower() or chip or named.endswith("ing")):
            continue
        rival = _RIVAL.search(soft[max(0, match.start() - 70) : match.start()])
        start = soft.rfind(" ", 0, max(0, match.start() - 1)) + 1
        if match["mark"] in "KM" and soft[match.start() - 1] == "-" and not named.startswith(_CLASSES):
            name = soft[start : match.end("mark")].strip("(\"' ")
            ahead = _DATA_AHEAD.search(soft, max(0, start - 40), match.start())
            if ahead or name in data or _OF_DATA.match(soft, match.end("mark")):
                data.add(name)
                taken.append(match.span("size"))
                value = float(match["size"]) * MAGNITUDES[match["mark"]]
                yield start, match.end("mark"), value, "examples", 0.3 if rival else _NAME
                continue
        if match["mark"] == "K":
            continue
        taken.append(match.span("size"))
        yield (
            start,
            match.end("mark"),
            float(match["size"]) * MAGNITUDES[match["mark"]],
            "params",
            0.3 if rival else 0.7,
        )
    found = quantities(soft)
    for place, quantity in enumerate(found):
        if any(first < quantity.end and quantity.start < last for first, last in taken):
            continue
        after, before = soft[quantity.end : quantity.end + 90], soft[max(0, quantity.start - 80) : quantity.start]
        told = _unit(quantity, before, after, found, place, soft)
        if told is None:
            continue
        unit, stop, confidence = told
        end, first = min(quantity.end + stop, len(soft)), _list_start(found, place, soft)
        for number in (quantity.value, quantity.high):
            if number is not None:
                yield first, end, number, unit, confidence
    for match in _GPU_COUNT.finditer(soft) if "GPU" in soft or "00" in soft or "RTX" in soft else ():
        yield *match.span(), 1.0, "gpus", 0.6


def _word_before(soft: str, start: int) -> str:
    return soft[soft.rfind(" ", 0, max(0, start - 1)) + 1 : start].strip()


def _list_start(found: list[Quantity], place: int, soft: str) -> int:
    """Return where the list of bare numbers begins that a number ends: its words are said once for all."""
    while (
        place
        and found[place].unit == found[place - 1].unit == ""
        and found[place].magnitude == found[place - 1].magnitude
        and _LISTED.fullmatch(soft[found[place - 1].end : found[place].start])
    ):
        place -= 1
    return found[place].start


_Told = tuple[str, int, float]
"""Unit of a size, how far its words reach behind the number, and how sure that is."""


def _unit(quantity: Quantity, before: str, after: str, found: list[Quantity], place: int, soft: str) -> _Told | None:
    if quantity.unit:
        return _with_unit(quantity, before, after, soft)
    told = _bare(quantity, before, after, soft)
    if told is None and (shared := _shared(found, place, soft)) is not None:
        told = _bare(quantity, before, shared, soft)
        told = told and (told[0], 0, told[2])
    if told is not None and _RIVAL.search(before[-60:]) and not _BOUND.search(before):
        return (told[0], told[1], told[2] - 0.35) if told[0] == "params" else told
    return told


_BOUND = re.compile(r"\b(?:more|less|fewer|larger|over)\s?(?:than)?\s{0,2}$")
_SPENT = re.compile(r"\b(?:train\w*|pre-?train\w*|in|within|only|achievable)\b[^,;.]{0,40}$", re.IGNORECASE)


def _with_unit(quantity: Quantity, before: str, after: str, soft: str) -> _Told | None:
    whole = quantity.value == int(quantity.value)
    if whole and quantity.unit == "x" and soft[: quantity.end].endswith("x") and (match := _GPUS.match(after)):
        return "gpus", match.end(), 0.7
    if quantity.unit == "time" and _HOURS.search(quantity.unit_text):
        if match := _SOUND.match(after):
            return "hours", match.end(), 0.7
        told = " " in quantity.unit_text or _SPENT.search(before)  # "GPU hours" are always of a machine
        return ("hours", 0, 0.4) if told else None
    if quantity.unit == "bytes" and (match := _BYTES_OF.match(after)):
        return "bytes", match.end(), 0.6
    if quantity.unit == "bytes" and _STORE.search(before):
        return "bytes", 0, 0.5
    return None


_STORE = re.compile(r"\b(?:corpus|corpora|dataset|data|collection)\b[^;.]{0,40}$")


def _bare(quantity: Quantity, before: str, after: str, soft: str) -> _Told | None:
    """Return what a number without a unit of its own counts, by the words behind it."""
    value, magnitude = quantity.value, quantity.magnitude
    if not magnitude and value != int(value):
        return None  # a mean: "16.2 turns"
    if (match := _PARAMS.match(after)) and (magnitude or value >= 1000):
        return "params", match.end(), 0.8
    if magnitude in _LARGE and _PARAMS_BEFORE.search(before) and not _TOKENS.match(after):
        return "params", 0, 0.75
    if _ONCE.match(after) or _PART.match(after) or _CHIP.search(before):
        return None
    if value >= 500 and (_VOCABULARY.match(after) or _VOCABULARY_BEFORE.search(before)):
        return "tokens", 0, 0.6
    if (match := _LANGUAGES.match(after)) and 2 <= value < 8000:
        return "languages", match.end(), 0.8
    if told := _examples(quantity, before, after, soft):
        return told
    tokens = _TOKENS.match(after)
    if magnitude in ("B", "b", "T", "M") and not tokens and not _NO_MODEL.match(after):
        if match := _MODEL.match(after):
            return "params", match.end(), 0.7
        if magnitude in ("B", "b"):
            return "params", 0, 0.6
    if tokens:
        long = _CONTEXT_BEFORE.search(before) or _PER_DOCUMENT.match(after) or _PROCESSES.search(before)
        if 500 <= value <= 2e7 and long and "words" not in tokens[0]:
            return "context", tokens.end(), 0.6
        words = "words" in tokens[0] or "characters" in tokens[0]
        return ("tokens", tokens.end(), 0.7) if value >= 1e5 or (magnitude and not words) else None
    if (match := _CONTEXT.match(after)) and value >= 500:
        return "context", match.end(), 0.7
    if value >= 500 and _CONTEXT_BEFORE.search(before) and (magnitude in ("k", "K", "M") or value in _POWERS):
        return "context", 0, 0.6
    if (match := _GPUS.match(after)) and value <= 100_000 and not _GPU_TIME.match(after):
        return "gpus", match.end(), 0.65
    if match := _OTHER.match(after):
        return "other", match.end(), 0.5
    return None


_LARGE = ("B", "b", "M", "billion", "million", "trillion")
_PARAMS_BEFORE = re.compile(
    r"\bparam(?:eter)?s?(?:\s(?:sizes?|counts?|scales?|ranging))?\s(?:of|from|at)\s[^;.]{0,50}$", re.IGNORECASE
)
"""What tells of parameters before the numbers: "with parameters of 3 billion and 7 billion"."""
_CHIP = re.compile(r"\b(?:Ascend|RTX|Kirin|Snapdragon)\s$")
_VOCABULARY = re.compile(r"\s?-?(?:[\w-]+\s){0,1}vocabular")
_VOCABULARY_BEFORE = re.compile(r"\bvocabular\w+(?:\s(?!than\b)[\w-]+){0,3}\s[~<>]?\s*$")
_PART = re.compile(r"\s{0,2}-?(?:training\s)?steps|\s{0,2}years?\b|\s{0,2}(?:out of|of the)\b")
_NO_MODEL = re.compile(r"\s{0,2}-?(?:[\w-]+\s){0,2}(?:people|users|edges|nodes|FLOPs)")
_PROCESSES = re.compile(
    r"\b(?:process|handl|support|extend|extrapolat|generali[sz]|accommodat)\w*\s(?:[\w-]+\s){0,5}?(?:up to|to|of"
    r"|over|than)\s[~<>]?\s*$"
)
"""A length that the work copes with: "processes up to 512K tokens"."""
_PER_DOCUMENT = re.compile(r"\s{0,2}-?tokens? (?:per document|long|context|window|in length)")
_GPU_TIME = re.compile(r"\s{0,2}-?(?:GPU|TPU|accelerator) (?:hours|days)")
_PLURAL = re.compile(r"^\s{0,2}(?:[a-z][\w-]+\s){0,3}?[a-z][\w-]+s\b")


def _examples(quantity: Quantity, before: str, after: str, soft: str) -> _Told | None:
    if quantity.spelled and not quantity.magnitude:
        return None
    made_of = _DATA_BEFORE.search(before[-40:]) is not None
    if match := _EXAMPLES.match(after):
        bare = "," not in soft[quantity.start : quantity.end] and not quantity.magnitude
        year = bare and 1900 <= quantity.value <= 2035
        if match["noun"].lower() in _PARTS_OF_ONE and quantity.value < 1000:
            return None
        if match["noun"].lower() == "scenarios" and quantity.value < 100:
            return None
        if not year and (quantity.value >= 20 or made_of):
            return "examples", match.end(), 0.65 if quantity.value >= 100 or made_of else 0.4
    if _CONTEXT.match(after):
        return None
    counted = quantity.magnitude in ("k", "K", "million", "M") and made_of and _PLURAL.match(after)
    if counted and not (_TOKENS.match(after) or _MODEL.match(after) or _OTHER.match(after)):
        return "examples", counted.end(), 0.45
    return None


_PARTS_OF_ONE = frozenset(("frames", "turns", "interaction turns"))
"""What one example has some of; only thousands of them are a corpus."""
_POWERS = {
    512.0,
    1024.0,
    2048.0,
    4096.0,
    8192.0,
    16384.0,
    32768.0,
    65536.0,
    131072.0,
    16000.0,
    32000.0,
    64000.0,
    128000.0,
}


def _shared(found: list[Quantity], place: int, soft: str) -> str | None:
    """Return the words behind the last number of a list: "8B, 62B, and 540B scale", "2 and 8 H100s"."""
    last = place
    while last + 1 < len(found) and found[last + 1].unit == "":
        if not _LISTED.fullmatch(soft[found[last].end : found[last + 1].start]):
            break
        last += 1
    return soft[found[last].end : found[last].end + 90] if last > place else None


_LISTED = re.compile(r"\s{0,2}(?:,|/|and|or|to|-|, and|, or)\s{0,2}")
