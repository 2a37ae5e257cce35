"""Families of metrics: what claims can be compared by, and which way is good."""

import re
from functools import lru_cache
from typing import Literal

from papers.facts.facts import Better
from papers.facts.text import compiled

_LOWER: Better = "lower"
_HIGHER: Better = "higher"

FAMILIES: dict[str, tuple[Better | None, str]] = {
    "perplexity": (_LOWER, r"perplex|\bppl\b|bits?[- ]per|\bbp[bcd]\b"),
    "error": (
        _LOWER,
        r"\berrors?\b|\bwer\b|\bcer\b|\beer\b|\bder\b|\bwder\b|\bmae\b|\brmse\b|\bmse\b|\bloss\b|hallucinat|toxic"
        r"|\bfid\b|\bfvd\b|lpips|attack success|forgetting|failure|false (?:positive|negative)|violation|\bbias|regret"
        r"|deviation|degradation|vulnerab|refusal|leak",
    ),
    "speed-up": (
        _HIGHER,
        r"speed|faster|accelerat|throughput|tokens/s|tokens per|\bfps\b|frame rate|wall-?clock|quicker|real-?time "
        r"factor",
    ),
    "latency": (
        _LOWER,
        r"latenc|\btime\b|runtime|run-time|\bhours?\b|\bseconds?\b|\bms\b|minutes?|\bdays?\b|\bttft\b|delay|slower",
    ),
    "memory": (_LOWER, r"memory|\bvram\b|kv[- ]?cache|cache|footprint|storage|\b[kmgt]b\b|bytes?\b"),
    "size": (
        _LOWER,
        r"parameter|params?\b|model size|smaller|compress|sparsity|prun|layers?\b|\bheads?\b|vocabular|\bsize\b",
    ),
    "compute": (_LOWER, r"flop|comput|\benergy|\bcarbon|\bpower\b|overhead|training cost|operations|\bmacs\b|steps?\b"),
    "cost": (_LOWER, r"\bcosts?\b|\bprice|dollar|\busd\b|budget|cheaper|expens|labou?r|effort"),
    "data": (_LOWER, r"training data|\bsamples?\b|\bexamples?\b|annotation|labell?ed|\bdata\b|demonstrations"),
    "tokens": (_LOWER, r"token|sequence reduc|output length|\bwords\b"),
    "length": (_HIGHER, r"context|sequence length|\blengths?\b|window|horizon"),
    "translation": (_HIGHER, r"\bbleu|chrf|\bcomet\b|bleurt|translation"),
    "generation quality": (
        _HIGHER,
        r"rouge|meteor|bertscore|mauve|cider|psnr|ssim|clip[- ]?score|\bmos\b|quality|fluency|diversity",
    ),
    "preference": (_HIGHER, r"win[- ]?rate|prefer|\belo\b|human evaluation|\bwins?\b|winning"),
    "agreement": (_HIGHER, r"correlat|pearson|spearman|kendall|kappa|agreement|alignment|\br2\b|consisten|calibrat"),
    "retrieval": (_HIGHER, r"ndcg|\bmrr\b|recall@|hits?@|retriev|\bmap@"),
    "detection": (
        _HIGHER,
        r"\bauc|auroc|auprc|\bf1\b|f-?score|f-?measure|precision|recall|sensitivity|specificity|\bm?ap(?:@?\d\S*)?\b"
        r"|m?iou|dice",
    ),
    "accuracy": (
        _HIGHER,
        r"accura|exact[- ]match|\bem\b|pass@|pass rate|success|correct|solve|score|performance|\brates?\b|resolv"
        r"|resolution rate|identif|reward|return",
    ),
    "coverage": (_HIGHER, r"outperform|benchmarks|datasets|tasks|domains|languages|coverage|settings"),
    "robustness": (_HIGHER, r"robust|safety|stability|security|privacy|resilien|fairness"),
    "ability": (
        _HIGHER,
        r"reasoning|understanding|recognition|answering|segmentation|classification|completion|planning|navigation"
        r"|grounding|capabilit|prediction|summari[sz]|generali[sz]|efficacy|utili[sz]ation|efficien",
    ),
    "improvement": (_HIGHER, r"improvement|\bgains?\b|increase|boost|advantage|uplift|\bjump\b"),
}
"""Family -> which way is good, and the words that tell it; the first that fits is taken."""
_TELL = {name: compiled(words) for name, (_, words) in FAMILIES.items()}

Way = Literal["up", "down"]


@lru_cache(4_096)
def family(metric: str, unit: str) -> str:
    """Return the family of a metric phrase; "other" where the words do not tell."""
    metric = metric.lower()
    for name, pattern in _TELL.items():
        if pattern.search(metric):
            return name
    return {"time": "latency", "money": "cost", "bytes": "memory", "count": "coverage", "tokens": "length"}.get(
        unit, "other"
    )


def better(name: str) -> Better | None:
    """Return which way is good in a family."""
    return FAMILIES[name][0] if name in FAMILIES else None


_UP = compiled(
    r"\b(?:improv|increas|boost|gain|rais|rise|higher|more\b|better|faster|speed|accelerat|outperform|surpass|exceed"
    r"|enhanc"
    r"|greater|larger|longer|doubl|tripl|quadrupl|twice|extend|beat|advanc|grow|lift|superior)\w*",
    re.IGNORECASE,
)
_DOWN = compiled(
    r"\b(?:reduc|decreas|sav(?:e|es|ed|ing|ings)\b|cut|cuts|cutting|fewer|less\b|lower|smaller|drop|declin|degrad"
    r"|fall|fell"
    r"|shrink|compress|halv|half|loss\b|lag|worse|behind|underperform|shorter|short of|cheaper|mitigat|slower"
    r"|minimi)\w*",
    re.IGNORECASE,
)


def direction(near: str) -> Way | None:
    """Return which way the change goes that words next to a number tell; the last word that tells is nearest."""
    up, down = None, None
    for match in _UP.finditer(near):
        up = match.start()
    for match in _DOWN.finditer(near):
        down = match.start()
    if up is None and down is None:
        return None
    return "up" if (up if up is not None else -1) > (down if down is not None else -1) else "down"
