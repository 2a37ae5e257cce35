"""The kind of contribution, by cues with weights that one can read.

Each cue is a pattern, the kind it speaks for, and by how much; the kind with the greatest sum is given. Cues of the
title, of the sentence in which the authors say what they do, and of the rest count separately.
"""

import re
from itertools import islice

from papers.facts.text import Passage, compiled, matches

KINDS = ("method", "model", "dataset", "benchmark", "tool", "survey", "analysis", "theory", "system")

_Cue = tuple[str, str, float]

TITLE: tuple[_Cue, ...] = (
    (
        r"\b(?:survey|review(?!\s(?:feedback|generation|comment|process))|overview|tutorial|roadmap|primer"
        r"|landscape|taxonomy|state of the art and|past, present"
        r"|advances in|advancements? and|perspective|challenges and opportunit)",
        "survey",
        5.0,
    ),
    (r"\b(?:systematic(?:ally)? (?:literature )?review|comprehensive (?:survey|overview|review))", "survey", 3.0),
    (
        r"\bempirical (?:study|analysis|comparison|evaluation|investigation)|\b(?:case|comparative|pilot) study\b|\ba "
        r"study\b|\bstudy of\b",
        "analysis",
        4.0,
    ),
    (
        r"\b(?:analy[sz]|understand|investigat|prob|reveal|explor|characteri[sz]|dissect|examin|interpret|demystif"
        r"|revisit|rethink|assess|evaluat|uncover|disentangl|attribut|compar|measur|diagnos|unveil|decod(?:ing the)"
        r"|insights|lessons|pitfalls|limits?|limitations?|effects? of|impact of|role of|bias(?:es)? in)",
        "analysis",
        1.6,
    ),
    (r"^(?:do|does|did|are|is|can|could|how|why|what|when|which|where|should|will|to what)\b.*\?", "analysis", 2.2),
    (r"^(?:how|why|what|when|on the)\b", "analysis", 1.2),
    (r"\?$", "analysis", 0.8),
    (r"\b(?:are|is) (?:also |really |not |still )", "analysis", 0.8),
    (
        r"\bbenchmark|\bevaluation (?:suite|framework|protocol|metric)|\bleaderboard|bench\b|bench:|\bshared task"
        r"|\barena\b|test ?suite|challenge set",
        "benchmark",
        4.0,
    ),
    (r"\b(?:dataset|corpus|corpora|treebank|data ?set|collection of|a resource|lexicon)\b", "dataset", 4.0),
    (r"\btechnical report\b", "model", 4.0),
    (r"\b(?:llms?|bert|gpt|language models?) for (?!.*\?)|\bfor (?:the )?\w+ language$", "model", 1.5),
    (
        r"\b(?:foundation|open|bilingual|multilingual|large|small|language|open-source|instruction-tuned"
        r"|pre-?trained)(?: [\w-]+){0,3} (?:language )?models? for\b",
        "model",
        1.0,
    ),
    (
        r"^[\w.+-]+:\s(?:an?|the|towards?)?\s?(?:[\w-]+\s){0,6}(?:foundation|language|llms?|vision-language"
        r"|multimodal|generalist|speech|embedding|ranking|code)\s?(?:\w+\s)?(?:model|models|llm|llms|lm)\b",
        "model",
        2.5,
    ),
    (
        r"\b(?:toolkit|library|open-source (?:framework|toolkit|library|platform)|software|python package|a package"
        r"|demo\b|playground|platform for|annotation tool|tool for|visuali[sz]ation)",
        "tool",
        4.0,
    ),
    (
        r"\b(?:theory|theoretical|theorem|provabl|convergence|generali[sz]ation bounds?|sample complexity"
        r"|expressiv(?:e|ity)|universal approximat|computational (?:power|complexity)|formal|bounds?|optimality"
        r"|identifiab|towards optimal)\b",
        "theory",
        2.6,
    ),
    (
        r"\b(?:deployed|production|in practice|industrial|application of|assistant for|chatbot for|system for"
        r"|platform|pipeline for|robot|headset)\b",
        "system",
        0.9,
    ),
)
DOING: tuple[_Cue, ...] = (
    (r"\b(?:survey|review|overview|taxonomy|literature|position paper)\b", "survey", 2.6),
    (
        r"\b(?:benchmark|evaluation (?:suite|framework|protocol|benchmark)|test ?suite|challenge set|testbed"
        r"|automatic metric|evaluation metric)\b",
        "benchmark",
        1.9,
    ),
    (r"\b(?:dataset|corpus|treebank|data ?set|corpora|resource|collection of)\b", "dataset", 1.5),
    (
        r"\b(?:family of|series of|suite of|open|multilingual|bilingual|foundation|base|b-parameter|billion"
        r"|pre-?trained|compact|state-of-the-art|foundational|speech|multimodal)(?: [\w,-]+){0,4}? (?:models?|llms?"
        r"|vlms?|lms?|mllms?)\b",
        "model",
        1.7,
    ),
    (
        r"\b(?:language|chat|embedding|vision-language|ranking|speech) model (?:that|for|trained|pre-?trained"
        r"|designed|with|based|specif)|, an? (?:[\w-]+ ){0,4}(?:model|llm|lm)\b",
        "model",
        1.3,
    ),
    (
        r"\b(?:method|approach|framework|algorithm|technique|architecture|strategy|mechanism|training|objective"
        r"|procedure|pipeline|paradigm|scheme|module|recipe|loss|decoding|prompting|attention|fine-tuning"
        r"|optimi[sz]ation|transformer)\b",
        "method",
        1.4,
    ),
    (r"\bpropos|\bnovel\b", "method", 1.1),
    (
        r"\b(?:toolkit|library|software|package|open-source tool|demo|interface|web application|api\b|plugin"
        r"|platform)\b",
        "tool",
        2.0,
    ),
    (
        r"\b(?:stud(?:y|ies|ied)|investigat|analy[sz]|examin|explor|evaluat|assess|compar|prob(?:e|ing)|measur|find "
        r"that|ask whether|test whether|revisit|understand|characteri[sz]|shed light|demonstrate that|show that"
        r"|observe|quantif|audit|replicat|empirical|identify|uncover|question)",
        "analysis",
        1.2,
    ),
    (
        r"\b(?:prove|proof|theoretical(?:ly)?|theorem|bounds?|formal(?:ly|i[sz]e)|convergence|closed-form|guarantees?"
        r"|optimal transport)\b",
        "theory",
        1.4,
    ),
    (
        r"\b(?:system|application|deployed|end-to-end (?:system|pipeline)|prototype|assistant|chatbot|product)\b",
        "system",
        0.8,
    ),
)
REST: tuple[tuple[str, str, float, tuple[str, ...]], ...] = (
    (
        r"\b(?:this|our) (?:survey|review|overview)\b|\bthis (?:systematic )?(?:paper|article) (?:surveys|reviews"
        r"|provides (?:a|an) (?:\w+ )?(?:overview|review|survey))",
        "survey",
        4.0,
        ("this ", "our survey", "our review", "our overview"),
    ),
    (
        r"\bwe (?:survey|review)\b|\bfuture research directions\b|\bopen (?:challenges|problems)\b",
        "survey",
        1.2,
        ("we survey", "we review", "future research", "open "),
    ),
    (
        r"\bour (?:benchmark|evaluation suite)\b|\bwe (?:benchmark|evaluate) (?:\w+ )?\d+\b|\bnew benchmark\b",
        "benchmark",
        1.0,
        ("our benchmark", "our evaluation", "we benchmark", "we evaluate", "new benchmark"),
    ),
    (
        r"\bour (?:dataset|corpus)\b|\bthe dataset (?:is|contains|consists|comprises|includes)\b|\bannotat(?:ed|ors"
        r"|ion)\b",
        "dataset",
        0.7,
        ("our dataset", "our corpus", "the dataset", "annotat"),
    ),
    (
        r"\bour (?:method|approach|framework|algorithm|technique|architecture)\b|\bthe proposed\b|\boutperform",
        "method",
        0.9,
        ("our ", "the proposed", "outperform"),
    ),
    (
        r"\bour (?:models?|model family)\b|\b(?:release|open-source) (?:\w+ ){0,4}(?:models?|weights|checkpoints)\b"
        r"|\bpre-?trained on (?:over |more than )?\d|\btrillion tokens\b",
        "model",
        0.8,
        ("our model", "release ", "open-source ", "pre-trained on", "pretrained on", "trillion tokens"),
    ),
    (
        r"\bour (?:findings|analysis|analyses|results (?:suggest|show|indicate|reveal)|study|investigation)\b|\bwe "
        r"(?:find|found|observe|discover|conclude|hypothesi[sz]e|argue)\b|\bfindings\b",
        "analysis",
        1.0,
        ("our ", "we ", "findings"),
    ),
    (
        r"\b(?:we|and) prove\b|\btheorem\b|\bwe (?:theoretically|formally)\b|\blower bound\b|\bupper bound\b",
        "theory",
        1.0,
        ("we prove", "and prove", "theorem", "we theoretically", "we formally", "lower bound", "upper bound"),
    ),
    (
        r"\b(?:pip install|users can|user-friendly|graphical|open-source (?:library|toolkit)|plug-in|demo video)\b",
        "tool",
        1.0,
        ("pip install", "users can", "user-friendly", "graphical", "open-source", "plug-in", "demo video"),
    ),
    (r"\bdeployed\b|\bin production\b|\buser study\b", "system", 0.7, ("deployed", "in production", "user study")),
)
_BASE = {"method": 1.0, "theory": -0.6, "system": -0.4, "tool": -0.3}
_DOING = compiled(
    r"\b(?:[Ww]e|[Tt]his (?:\w+ )?(?:paper|work|study|article|survey|review|report|research|thesis)|[Ii]n this (?:\w+ "
    r")?(?:paper|work|study|survey|report)|[Oo]ur (?:work|study|paper)|[Hh]ere)\b"
)
_MAIN = compiled(
    r"\b(?:propos\w+|introduc\w+|present\w*|develop\w*|releas\w+|describ\w+|conduct\w*|provid\w+|investigat\w+"
    r"|stud(?:y|ies)|explor\w+|analy\w+|examin\w+|construct\w*|creat\w+|build|design\w*|survey\w*|review\w*"
    r"|evaluat\w+|show|demonstrate|aim\w*|suggest|describe|ask|find|consider\w*|formali\w+|prove|report|offer\w*"
    r"|continue)\b"
)
_SENTENCES = 3
"""Sentences of those in which the authors say what they do that count in full."""


def _compiled(cues: tuple[_Cue, ...]) -> tuple[tuple[re.Pattern[str], str, float], ...]:
    return tuple((compiled(pattern), kind, weight) for pattern, kind, weight in cues)


_TITLE, _DID = map(_compiled, (TITLE, DOING))
_REST = tuple((compiled(pattern), kind, weight, heads) for pattern, kind, weight, heads in REST)
"""With the strings that its matches begin with."""


def kind(title: Passage, body: Passage, system: str | None) -> str | None:
    """Return the kind of contribution; None where there is no text."""
    if not (title.text.strip() or body.text.strip()):
        return None
    return max(weights(title, body, system).items(), key=lambda item: item[1])[0]


def weights(title: Passage, body: Passage, system: str | None) -> dict[str, float]:
    """Return what speaks for each kind."""
    sums = dict.fromkeys(KINDS, 0.0) | _BASE
    _weigh(title.soft.lower(), _TITLE, sums, 1.0)
    share, doing = 1.0, 0
    for sentence in body.sentences:
        soft = sentence.soft
        if doing < _SENTENCES and _DOING.search(soft) and (main := _MAIN.search(soft)):
            _weigh(soft[main.start() : main.start() + 220].lower(), _DID, sums, share)
            share, doing = share * 0.55, doing + 1
    whole = body.soft.lower()
    for pattern, name, weight, heads in _REST:
        sums[name] += 0.8 * weight * sum(1 for _ in islice(matches(pattern, whole, heads), 3))
    proposes = any(matches(_PROPOSES, body.soft, ("We ", "we ")))
    if not proposes:
        sums["analysis"] += 0.7
    if "model" in whole and any(matches(_RELEASED, whole, _RELEASING)):
        sums["model"] += 1.0
    if system is not None:
        if (_BILLION.search(body.soft) or "billion" in whole) and _BILLIONS.search(body.soft):
            sums["model"] += 0.7
        sums["analysis"] -= 1.6
        sums["survey"] -= 1.5
        _named(system, body, sums)
    else:
        sums["analysis"] += 0.6
        if proposes:
            sums["method"] += 0.7
        for name in ("model", "dataset", "benchmark", "tool"):
            sums[name] -= 0.5
    return sums


_PROPOSES = compiled(r"\b[Ww]e (?:\w+ly |also |then |first )?(?:propos|introduc|present|develop)\w*")
_BILLION = compiled(r"\d[Bb]\b")
_BILLIONS = compiled(r"\b\d+(?:\.\d+)?[Bb]\b|\d(?:\.\d+)?[\s-]billion")
_RELEASED = compiled(
    r"\b(?:open-?sourc|release|publish)\w*\b[^.]{0,60}\bmodels?\b"
    r"|\bmodels? (?:weights |checkpoints )?(?:is|are) (?:publicly |freely |openly )?(?:available|released)",
)
"""Who gives a model away has made one."""
_RELEASING = ("open-sourc", "opensourc", "release", "publish", "model")


def _weigh(
    text: str, cues: tuple[tuple[re.Pattern[str], str, float], ...], sums: dict[str, float], share: float
) -> None:
    for pattern, name, weight in cues:
        if pattern.search(text):
            sums[name] += weight * share


_IS = {
    "benchmark": r"benchmarks?|evaluation (?:suite|framework|dataset)|test ?suite|metric|leaderboard",
    "dataset": r"datasets?|corpus|corpora|treebank|collection|resource",
    "model": r"models?|llms?|lms?|vlms?|language model|foundation model|chatbot",
    "tool": r"toolkit|library|tool|platform|package|software|environment",
    "method": r"method|approach|framework|algorithm|technique|architecture|strategy|mechanism|paradigm|training"
    r"|decoding|scheme|procedure|objective|transformer|module|attention",
    "system": r"system|assistant|application|prototype",
}
_WHAT = {name: compiled(rf"^(?:[\w,/'()-]+\s){{0,8}}?(?:{words})\b", re.IGNORECASE) for name, words in _IS.items()}


def _named(system: str, body: Passage, sums: dict[str, float]) -> None:
    """Weigh what the paper says its contribution is: "Quokka, a benchmark for", "Quokka is a dataset"."""
    if _A_BENCH.search(system):
        sums["benchmark"] += 2.0
    if _A_DATASET.search(system):
        sums["dataset"] += 0.8
    if _A_MODEL.search(system):
        sums["model"] += 0.7
    place = body.soft.find(system)
    while place >= 0:
        if match := _BEING.match(body.soft, place + len(system)):
            what = match["what"]
            first = min(
                ((found.end(), name) for name, pattern in _WHAT.items() if (found := pattern.search(what))),
                default=None,
            )
            if first is not None:
                sums[first[1]] += 3.4
            return
        place = body.soft.find(system, place + 1)


_A_BENCH = compiled(r"(?:bench|eval|glue)\b", re.IGNORECASE)
_A_DATASET = compiled(r"(?:QA|corpus|-\d+[KM])$")
_A_MODEL = compiled(r"(?:GPT|BERT|LLM|LM|Llama|LLaMA|LLaVA)(?:-?\d[\w.]*)?$")
_BEING = compiled(
    r"\)?(?:\s\([^)]{1,60}\))?(?:,|\sis|:|\s-{1,2}|\sas)\s(?!(?:on|in|for|with|across|over|we|to|by|and|using"
    r"|from)\b)(?:an?|the|our|one of the)?\s?(?P<what>.{4,110})"
)


_DATA = compiled(
    r"\b(?:an?|our|new|novel|first|large-scale)\s(?:[\w-]+\s){0,4}?(?:datasets?|benchmarks?|corpus|corpora"
    r"|test ?suite|collection)(?:,|\s\(|,? (?:called|named|dubbed)|:)?\s?$"
)


def is_data(system: str | None, body: Passage) -> bool:
    """Return whether the text calls the system data: "a dataset, Quokka, which", "Quokka, a benchmark"."""
    if system is None:
        return False
    if _A_BENCH.search(system) or _A_DATASET.search(system):
        return True
    place = body.soft.find(system)
    while place >= 0:
        if (
            body.soft[place + len(system) : place + len(system) + 1] in ("-", "_")
            or body.soft[place - 1 : place].isalnum()
        ):
            place = body.soft.find(system, place + len(system))  # a part of another name
            continue
        if _DATA.search(body.soft[max(0, place - 70) : place]):
            return True
        if match := _BEING.match(body.soft, place + len(system)):
            said = [(found.end(), name) for name, pattern in _WHAT.items() if (found := pattern.search(match["what"]))]
            if said and min(said)[1] in ("dataset", "benchmark"):
                return True
        place = body.soft.find(system, place + len(system))
    return False
