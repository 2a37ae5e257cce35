"""Search: what a query finds, how well each paper answers it, and why.

Words and meaning are two scores of a paper, each standardised over all papers (mean 0, deviation 1), and blended:
``(1 - w) words + w meaning``. How much meaning counts is chosen from 0 (exact) to 1, and follows how well the words
match: where the best paper has nearly all words of the query (by rarity), the choice holds; where it has hardly any, as
when something is asked in other words, meaning decides. Half-remembered queries and paraphrases each do best so; any
fixed weight loses on one of them.

A search also filters. What has to be met (phrases, fields, signs) is met by every hit. Of plain words, a paper needs
all, or has to answer nearly as well as the best one does (`SHARE`).
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur

from papers.clauses.text import MEANING
from papers.search import fields
from papers.search.folding import words_of
from papers.search.index import TextIndex, exact
from papers.search.nodes import All, Any, Best, Column, Fuzzy, In, Must, Node, Not, Phrase, Word, leaves
from papers.search.query import Problem, Query, parse
from papers.search.wanted import Term, question, term
from papers.terms.stopwords import STOPWORDS

if TYPE_CHECKING:
    from papers.dimensions import Dimensions

POOR, GOOD = 0.35, 0.65
"""Shares of a query's words, by rarity, that the best paper has: up to the first meaning decides, from the second on
the choice holds."""
SHARE = 1 / 3
"""Of the best score, that a paper needs which does not have all plain words."""
NEAR = 0.15
"""Cosine with the query, below which a paper that has none of its words is no answer, whatever the others are: among
416 papers and 64 paraphrases, no paper that was meant lay below 0.18, and most papers are that far from any query."""
CLOSELY = 2_000
"""Papers, the best by words, whose meaning is compared in full where there are many."""
EXACTLY = 1_000.0
"""What a title that is the query itself scores above all others."""
KEPT = 8
"""Answers that are remembered: the list, the card and the chips ask for the same."""

Mask = NDArray[np.bool_]
Scores = NDArray[np.float32]


class Meaning(Protocol):
    """Vectors of papers and of queries."""

    @property
    def name(self) -> str:
        """What makes them."""

    def alike(self, text: str, exactly: NDArray[np.intp] | None = None) -> Scores:
        """Return the cosine of each paper with a text, (n,); all 0 where nothing of the text is known.

        It need not be exact for papers that are far from the text, unless they are among `exactly` (rows).
        """


@dataclass(frozen=True)
class Answer:
    """What a query finds among n papers.

    Attributes
    ----------
    mask : (n,) bool
        The papers that are found; all where nothing is asked.
    scores : (n,) float32
        How well each answers, also of those that are not found; below 0 where something is not met that has to be.
    words, meaning : (n,) float32
        The parts of the score, as far as they count: their sum is the score.
    weight : float
        How much meaning counted, from 0 to 1.
    coverage : float
        The share of the query's words, by rarity, that the best paper has.
    terms : tuple of Term
    problems : tuple of Problem
        What may be mistakes in the query.
    notes : tuple of str
        Sentences about what was searched for instead.
    """

    query: Query
    mask: Mask
    scores: Scores
    words: Scores
    meaning: Scores
    weight: float = 0.0
    coverage: float = 1.0
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sought(self) -> str:
        """A query that marks what was looked for, also what was taken for words that occur nowhere."""
        instead = {each.word: each.instead for each in self.terms}
        found = (instead.get(str(leaf)) or (str(leaf),) for leaf in leaves(self.query.node))
        words = list(dict.fromkeys(word for words in found for word in words))
        begun = self.query.begun
        if begun in words:  # at the end it marks words that begin so; a blank marks it, or another, as whole
            words.remove(begun)
            words.append(begun)
        return " ".join(words) + (" " if words and begun not in words else "")

    @property
    def ranked(self) -> NDArray[np.intp]:
        """All papers, best first: those that are found, then the others that meet what has to be met."""
        return self.best(len(self.mask))

    def best(self, count: int) -> NDArray[np.intp]:
        """Return the first `count` of `ranked`, without sorting the rest."""
        found = self._sorted(self.mask, count)
        if len(found) == count:
            return found
        return np.concatenate([found, self._sorted(~self.mask & (self.scores >= 0), count - len(found))])

    def _sorted(self, mask: Mask, count: int) -> NDArray[np.intp]:
        """Return the best `count` of some papers, best first, equal ones by row."""
        rows = np.flatnonzero(mask)
        scores = self.scores[rows]
        if 0 < count < len(rows):
            enough = scores >= np.partition(scores, -count)[-count]
            rows, scores = rows[enough], scores[enough]
        return rows[np.argsort(-scores, kind="stable")][:count]


@dataclass
class _Parts:
    """A query taken apart: plain words, what has to be met, and what is looked for in texts."""

    plain: list[Word | Fuzzy] = field(default_factory=list)
    required: list[Node] = field(default_factory=list)


class Search:
    """Answers queries over some papers.

    Parameters
    ----------
    dimensions : Dimensions
        Those of n papers.
    index : TextIndex
        Of the same papers.
    meaning : Meaning, optional
    """

    def __init__(self, dimensions: "Dimensions", index: TextIndex, meaning: Meaning | None = None) -> None:
        self.dimensions, self.index, self.meaning = dimensions, index, meaning
        self._answers: OrderedDict[tuple[str, float], Answer] = OrderedDict()

    @cached_property
    def columns(self) -> dict[str, str]:
        """Columns that can be asked for, by the names they go by."""
        return fields.columns(self.dimensions)

    def parsed(self, text: str) -> Query:
        """Return a query as it is read."""
        return parse(text, self.columns)

    def answer(self, text: str, weight: float = MEANING) -> Answer:
        """Return what a query finds; `weight` is how much meaning counts, from 0 to 1."""
        key = text, weight
        if key not in self._answers:
            self._answers[key] = self._answer(text, weight)
            if len(self._answers) > KEPT:
                self._answers.popitem(last=False)
        self._answers.move_to_end(key)
        return self._answers[key]

    def _answer(self, text: str, weight: float) -> Answer:
        query = self.parsed(text)
        n = len(self.index)
        if query.node is None:
            none = np.zeros(n, np.float32)
            return Answer(query, np.ones(n, np.bool_), none, none, none, problems=query.problems)
        parts = _taken_apart(query.node)
        problems = list(query.problems)
        notes: list[str] = []
        allowed = self._allowed(parts, problems, notes)
        telling = [word for word in parts.plain if word.text not in STOPWORDS] or parts.plain
        terms = tuple(dict.fromkeys(term(word, self.index, begun=word.text == query.begun) for word in telling))
        notes += [_instead(each) for each in terms if each.instead]
        found, words, coverage = self._by_words(text, parts, terms)
        counted = self._weight(weight, coverage)
        alike = self._alike(parts, counted, words)
        words_part, meaning_part = (1 - counted) * _standard(words), counted * _standard(alike)
        scores = words_part + meaning_part
        if terms:
            near = (words > 0) | (alike >= NEAR)
            found |= near & self._nearly(words if counted == 0 else scores, allowed)
        if allowed is not None:
            found &= allowed
        scores -= scores.min(initial=0.0)
        scores[words >= EXACTLY] += EXACTLY  # whatever is alike, the paper that was named comes first
        if allowed is not None:
            scores[~allowed] = -1
        return Answer(
            query, found, scores.astype(np.float32), words_part, meaning_part, counted, coverage, terms,
            tuple(problems), tuple(notes),
        )  # fmt: skip

    # what has to be met

    def _allowed(self, parts: _Parts, problems: list[Problem], notes: list[str]) -> Mask | None:
        """Return which papers meet all that has to be met, (n,); None where nothing has to."""
        masks = []
        for node in list(parts.required):
            mask = self._mask(node, problems)
            if isinstance(node, Phrase) and not mask.any():  # half-remembered: its words may still find it
                parts.required.remove(node)
                parts.plain += [Word(word) for word in node.text.split()]
                notes.append(f"No paper has “{node.text}” word for word; its words are searched.")
            else:
                masks.append(mask)
        return np.logical_and.reduce(masks) if masks else None

    def _mask(self, node: Node, problems: list[Problem]) -> Mask:
        """Return which papers meet a part of a query, (n,)."""
        match node:
            case Column():
                mask, problem = fields.mask(node, self.dimensions)
                problems += [problem] if problem else []
                return mask
            case Not(what=what):
                return ~self._mask(what, problems)
            case Must(what=what):
                return self._mask(what, problems)
            case All(parts=parts):
                return np.logical_and.reduce([self._mask(part, problems) for part in parts])
            case Any(parts=parts):
                return np.logical_or.reduce([self._mask(part, problems) for part in parts])
            case Best(parts=parts):
                plain = [part for part in parts if isinstance(part, Word | Fuzzy)]
                masks = [self._mask(part, problems) for part in parts if part not in plain]
                if plain:
                    masks.append(np.logical_or.reduce([self._mask(part, problems) for part in plain]))
                return np.logical_and.reduce(masks)
        mask = np.zeros(len(self.index), np.bool_)
        try:
            mask[self.index.rows(question(node, self.index))] = True
        except ValueError as error:
            problems.append(Problem(0, 0, f"{node} is no regular expression that is known here: {_reason(error)}."))
            mask[:] = True
        if isinstance(node, In) and node.name == "abstract":
            mask &= self._in_abstract(node, np.flatnonzero(mask))
        return mask

    def _in_abstract(self, node: In, rows: NDArray[np.intp]) -> Mask:
        from papers.search.marking import Marker

        mask = np.zeros(len(self.index), np.bool_)
        if "abstract" in self.dimensions.papers:
            marker = Marker([node.what])
            texts = self.dimensions.papers["abstract"].iloc[rows]
            mask[rows] = [isinstance(text, str) and bool(marker.spans(text)) for text in texts]
        return mask

    # how well papers answer

    def _by_words(self, text: str, parts: _Parts, terms: tuple[Term, ...]) -> tuple[Mask, Scores, float]:
        """Return which papers have all plain words, how well each answers by words, and the best share of the words.

        Returns
        -------
        found : (n,) bool
        scores : (n,) float32
        coverage : float
            The share of the plain words, by rarity, that the best paper has; 1 where there are none.
        """
        n = len(self.index)
        had, scores, shares = np.zeros(n, np.uint16), np.zeros(n, np.float32), np.zeros(n, np.float32)
        for each in terms:
            rows, own, whole = each.scores(self.index)
            scores[rows] += own
            had[rows] += 1
            shares[rows[:whole]] += each.weight
        total = sum(each.weight for each in terms)
        coverage = min(1.0, float(shares.max(initial=0.0)) / total) if total else float(not terms)
        found = had == len(terms)
        sought = [leaf for node in parts.required for leaf in leaves(node)]
        also = [(Occur.Should, asked) for asked in map(self._asked, sought) if asked is not None]
        phrases = [leaf.text for leaf in sought if isinstance(leaf, Phrase)]
        for title in (exact(" ".join(words_of(text))), *phrases):
            named = tantivy.Query.term_query(self.index.schema, "exact", title)
            also.append((Occur.Should, tantivy.Query.const_score_query(named, EXACTLY)))
        rows, values = self.index.top(tantivy.Query.boolean_query(also), n)
        scores[rows] += values
        return found, scores, coverage

    def _asked(self, leaf: Node) -> tantivy.Query | None:
        try:
            return question(leaf, self.index)  # type: ignore[arg-type]
        except ValueError:
            return None  # told by `_mask`

    def _nearly(self, scores: Scores, allowed: Mask | None) -> Mask:
        """Return which papers answer nearly as well as the best, (n,)."""
        within = scores if allowed is None else scores[allowed]
        best = float(within[within < EXACTLY].max(initial=0.0))
        return scores >= SHARE * best if best > 0 else np.zeros(len(scores), np.bool_)

    def _weight(self, chosen: float, coverage: float) -> float:
        """Return how much meaning counts, given how much was chosen and how well the words match."""
        if self.meaning is None or chosen <= 0:
            return 0.0
        lack = min(1.0, max(0.0, (GOOD - coverage) / (GOOD - POOR)))
        return 1.0 if lack == 1 else 1 - (1 - chosen) ** (1 / (1 - lack))

    def _alike(self, parts: _Parts, weight: float, words: Scores) -> Scores:
        text = " ".join(
            leaf.text
            for leaf in [*parts.plain, *(leaf for node in parts.required for leaf in leaves(node))]
            if isinstance(leaf, Word | Phrase | Fuzzy)
        )
        if self.meaning is None or not weight or not text:
            return np.zeros(len(self.index), np.float32)
        best = np.argpartition(words, -CLOSELY)[-CLOSELY:] if len(words) > CLOSELY else None
        return self.meaning.alike(text, best)


def _taken_apart(node: Node) -> _Parts:
    parts = _Parts()
    for part in node.parts if isinstance(node, Best) else (node,):
        if isinstance(part, Word | Fuzzy):
            parts.plain.append(part)
        else:
            parts.required.append(part)
    return parts


def _standard(scores: Scores) -> Scores:
    """Return scores with mean 0 and deviation 1; what names a paper exactly is left out of both."""
    ordinary = scores.copy()
    named = np.flatnonzero(scores >= EXACTLY)
    ordinary[named] %= EXACTLY
    if not len(scores):
        return ordinary
    ordinary -= ordinary.mean(dtype=np.float64)
    deviation = float(np.sqrt(np.dot(ordinary, ordinary) / len(ordinary)))
    return ordinary / deviation if deviation else np.zeros_like(scores)


def _instead(each: Term) -> str:
    named = ", ".join(each.instead)
    return f"“{each.word}” occurs nowhere; searched for {named}."


def _reason(error: ValueError) -> str:
    return str(error).strip().rsplit("error:", 1)[-1].strip().splitlines()[0].rstrip(".")
