"""A language model as the reader of facts: any endpoint that speaks the chat completions of OpenAI.

It offers the interface of `papers.facts.read`. Nothing that it says is taken on trust: a claim whose quote does not
stand in the text, word for word, is refused. Answers are kept on disk, so that reading again costs nothing.
"""

import json
import math
from dataclasses import dataclass, field
from typing import Any

from loaders.http import Client
from papers.facts import Facts, Quote, Result, Size, families
from papers.facts.kind import KINDS
from papers.facts.links import links
from papers.facts.reading import read

KEY = "LITSCOPE_READER_KEY"
"""Variable of the environment that holds the endpoint's key, if it wants one."""
FOR_EVER = math.inf
MAX_WORDS, MAX_METRIC = 40, 12
CONFIDENCE = 0.8
"""What is given to a claim whose quote stands in the text."""
RESULT_UNITS = ("x", "%", "points", "score", "count", "time", "money", "params", "tokens", "bytes", "other")
SIZE_UNITS = ("params", "tokens", "context", "languages", "examples", "hours", "gpus", "bytes", "other")

TASK = """Read the title and abstract of a paper. Answer with JSON only.
results: the quantitative outcomes the paper claims for its own work, not its set-up, not figures of others. value is a
plain number in base units (216K is 216000); for a range value and value_high; a change from A to B is B, with A in
comparison. metric: what is measured, at most 12 words. comparison: "vs ..." or null. on: dataset, model or setting, or
null. quote: the exact words of the text that state it, at most 40.
scale: sizes of the own artefacts and experiments, each with its exact quote.
system: the name of the own contribution, the short form, or null. kind: the main contribution.
models, datasets: existing models used or compared; datasets used or introduced. languages: natural languages it is on.
"""


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_TEXT, _NUMBER = {"type": "string"}, {"type": "number"}
_MAYBE_TEXT, _MAYBE_NUMBER = {"type": ["string", "null"]}, {"type": ["number", "null"]}
_TEXTS = {"type": "array", "items": _TEXT}
_RESULT = _object(
    value=_NUMBER,
    value_high=_MAYBE_NUMBER,
    unit={"type": "string", "enum": list(RESULT_UNITS)},
    metric=_TEXT,
    comparison=_MAYBE_TEXT,
    on=_MAYBE_TEXT,
    quote=_TEXT,
)
_SIZE = _object(value=_NUMBER, unit={"type": "string", "enum": list(SIZE_UNITS)}, quote=_TEXT)
SCHEMA = _object(
    system=_MAYBE_TEXT,
    kind={"type": "string", "enum": list(KINDS)},
    models=_TEXTS,
    datasets=_TEXTS,
    languages=_TEXTS,
    results={"type": "array", "items": _RESULT},
    scale={"type": "array", "items": _SIZE},
)


@dataclass
class Endpoint:
    """A reader that asks a model.

    Parameters
    ----------
    url : str
        Base address, such as ``http://localhost:11434/v1``.
    model : str
    client : Client
    key : str
    price : tuple of float
        Money per million tokens, in and out; zero where it costs nothing.

    Attributes
    ----------
    tokens_in, tokens_out : int
        Tokens of the answers that came through the network.
    refused, unreadable : int
        Claims whose quote is not in the text; answers that are no such JSON, for which the rules read instead.
    """

    url: str
    model: str
    client: Client
    key: str = ""
    price: tuple[float, float] = (0.0, 0.0)
    tokens_in: int = field(default=0, init=False)
    tokens_out: int = field(default=0, init=False)
    refused: int = field(default=0, init=False)
    unreadable: int = field(default=0, init=False)

    @property
    def cost(self) -> float:
        """What the answers cost so far."""
        return (self.tokens_in * self.price[0] + self.tokens_out * self.price[1]) / 1e6

    def __call__(self, title: str | None, abstract: str | None) -> Facts:
        """Return what the model says of a paper, as far as the text bears it out.

        Raises
        ------
        FetchError
            If the endpoint cannot be asked; what it has answered so far is kept.
        """
        title, abstract = title or "", abstract or ""
        if not abstract:
            return read(title, abstract)
        text = f"Title: {title}\nAbstract: {abstract}"
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": [{"role": "system", "content": TASK}, {"role": "user", "content": text}],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "facts", "strict": True, "schema": SCHEMA},
            },
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else None
        address = self.url.rstrip("/") + "/chat/completions"
        answer = self.client.get(address, headers=headers, body=body, fresh=FOR_EVER)
        try:
            said = answer.json()
            told = json.loads(said["choices"][0]["message"]["content"])
            facts = self._facts(told, title, abstract)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError):
            self.unreadable += 1
            return read(title, abstract)
        if not answer.cached:
            usage = said.get("usage") or {}
            self.tokens_in += int(usage.get("prompt_tokens") or 0)
            self.tokens_out += int(usage.get("completion_tokens") or 0)
        return facts

    def _facts(self, told: dict[str, Any], title: str, abstract: str) -> Facts:
        results = [self._result(one, title, abstract) for one in told.get("results") or ()]
        sizes = [self._size(one, title, abstract) for one in told.get("scale") or ()]
        whole = f"{title}\n{abstract}".lower()
        names = {
            name: tuple(dict.fromkeys(str(one) for one in told.get(name) or () if str(one).lower() in whole))
            for name in ("models", "datasets")
        }
        system = told.get("system")
        return Facts(
            system=str(system) if system and str(system).lower() in whole else None,
            kind=told["kind"] if told["kind"] in KINDS else None,
            languages=tuple(str(one) for one in told.get("languages") or ()),
            code=links(abstract),
            results=tuple(one for one in results if one is not None),
            scale=tuple(one for one in sizes if one is not None),
            **names,
        )

    def _result(self, one: dict[str, Any], title: str, abstract: str) -> Result | None:
        quote = self._quote(one["quote"], title, abstract)
        value, high = _number(one["value"]), _number(one.get("value_high"))
        if quote is None or value is None or one["unit"] not in RESULT_UNITS:
            return None
        metric = " ".join(str(one.get("metric") or "").split()[:MAX_METRIC])
        family = families.family(metric, one["unit"])
        return Result(
            value,
            one["unit"],
            metric or None,
            quote,
            value_high=high,
            family=family,
            direction=families.direction(f"{quote.text} {metric}"),
            better=families.better(family),
            comparison=one.get("comparison") or None,
            on=one.get("on") or None,
            confidence=CONFIDENCE,
            reader=self.model,
        )

    def _size(self, one: dict[str, Any], title: str, abstract: str) -> Size | None:
        quote, value = self._quote(one["quote"], title, abstract), _number(one["value"])
        if quote is None or value is None or one["unit"] not in SIZE_UNITS:
            return None
        return Size(value, one["unit"], quote, CONFIDENCE, self.model)

    def _quote(self, words: Any, title: str, abstract: str) -> Quote | None:
        """Return where the words stand, None (and count it) where they stand nowhere."""
        text = str(words).strip()
        if text and len(text.split()) <= MAX_WORDS:
            if (start := abstract.find(text)) >= 0:
                return Quote(text, "abstract", start, start + len(text))
            if (start := title.find(text)) >= 0:
                return Quote(text, "title", start, start + len(text))
        self.refused += 1
        return None


def _number(value: Any) -> float | None:
    """Return a finite number, None for anything else."""
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    return number if math.isfinite(number) else None
