"""What the rules read off invented abstracts, as a specification."""

import re

import pytest

from papers.facts import Result
from papers.facts.reading import read

OURS = "We propose Quokka, a decoding method. "


def results(sentence: str) -> list[Result]:
    return [one for one in read("A title", OURS + sentence).results if one.value is not None]


OUTCOMES = {
    "It achieves 2.5x speedup over greedy decoding.": [(2.5, None, "x", "speedup", "vs greedy decoding")],
    "It reduces peak memory by 40% on WombatBench.": [(40, None, "%", "peak memory reduction", None)],
    "Accuracy improves from 61.0% to 70.5%.": [(70.5, None, "%", "Accuracy", "vs 61.0%")],
    "It outperforms Numbat by 3.1 BLEU points.": [(3.1, None, "points", "BLEU improvement", "vs Numbat")],
    "It needs 4 to 8 times fewer heads than Numbat.": [(4, 8, "x", "fewer heads", "vs Numbat")],
    "It reaches an F1 of 0.82 against 0.77 for Numbat.": [(0.82, None, "score", "F1", "vs 0.77 for Numbat")],
    "It runs twice as fast as Numbat.": [(2, None, "x", "inference speed", None)],
    "It wins on 12 of 16 languages.": [(12, None, "count", "languages won", None)],
    "It keeps 93% of Numbat's MMLU performance.": [(93, None, "%", "Numbat MMLU performance retained", None)],
}


@pytest.mark.parametrize("sentence", OUTCOMES)
def test_outcomes(sentence: str) -> None:
    found = [(one.value, one.value_high, one.unit, one.metric) for one in results(sentence)]
    assert found == [expected[:4] for expected in OUTCOMES[sentence]]


def test_a_list_shares_what_it_measures() -> None:
    found = results("It uses 16X, 25X, and 47X less memory for inputs of 512, 1,024 and 2,048 tokens.")
    assert [(one.value, one.metric) for one in found] == [
        (16, "memory reduction"),
        (25, "memory reduction"),
        (47, "memory reduction"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "It is trained with a dropout of 10% confidence.",
        "The corpus contains 1.4 million sentences in 12 languages.",
        "Unlike Numbat, whose accuracy compared to others is low, it has 24 layers.",
        "Differences are significant (p < 0.05).",
    ],
)
def test_set_up_is_no_outcome(sentence: str) -> None:
    assert results(sentence) == []


def test_figures_of_others_are_no_outcomes() -> None:
    text = "Existing decoders waste 70% of their steps. We propose Quokka. It saves 30% of them."
    assert [one.value for one in read("A title", text).results] == [30]


def test_who_is_beaten_holds_for_the_next_sentence() -> None:
    found = results("Quokka outperforms Numbat and Wombat on OwlBench. On rare words, we see an average gain of 4.1%.")
    assert [(one.metric, one.comparison, one.on) for one in found] == [
        ("average gain", "vs Numbat and Wombat", "rare words")
    ]


def test_a_share_is_of_somebody() -> None:
    (found,) = results("It keeps 93% of Numbat's accuracy.")
    assert (found.metric, found.comparison) == ("Numbat accuracy retained", "vs Numbat")


def test_sides_versions_and_scales_are_no_outcomes() -> None:
    told = results("On OwlNet 256times256 it beats Numbat 3.5, and reaches 61.5% on a 7-point scale with 100+ prompts.")
    assert [one.value for one in told] == [61.5]


def test_a_score_without_a_name_is_of_what_the_text_measures() -> None:
    found = results("Its accuracy on OwlBench is 61.0%. It reaches 72.4% on WombatQA.")
    assert [one.metric for one in found] == ["accuracy", "accuracy"]


def test_a_rival_s_figure_in_brackets_is_no_outcome() -> None:
    assert [one.value for one in results("With 71.5% F1, it surpasses the best baseline (F1: 68.2).")] == [71.5]


def test_names_on_which_something_is_reached_are_data() -> None:
    facts = read("A title", OURS + "It reaches an accuracy of 61% on OwlTasks and WombatQA-2.")
    assert facts.datasets == ("OwlTasks", "WombatQA-2")


def test_a_claim_in_words() -> None:
    (claim,) = read("A title", OURS + "Quokka outperforms strong baselines on WombatBench.").results
    assert (claim.value, claim.claim, claim.comparison, claim.on) == (
        None,
        "words",
        "vs strong baselines",
        "WombatBench",
    )


def test_quotes_are_the_text_between_their_offsets() -> None:
    text = OURS + r"On \textbf{WombatBench} it is $2.3\times$ faster, with 5\% less memory."
    facts = read("A title", text)
    assert [one.value for one in facts.results] == [2.3, 5]
    for one in (*facts.results, *facts.scale):
        assert text[one.quote.start : one.quote.end] == one.quote.text
        assert len(one.quote.text.split()) <= 40


def test_quotes_full_of_figures_are_short() -> None:
    figures = ", ".join(rf"{one}.{one}\% pass@{one}" for one in range(10, 40))
    (first, *_) = read("A title", f"{OURS}It reaches {figures} on WombatBench.").results
    assert len(re.findall(r"\w+", first.quote.text)) <= 40


def test_a_size_is_quoted_where_it_is_said_in_words() -> None:
    text = "We present Quokka-8B. It has 4B and 8B parameters."
    quotes = {one.value: one.quote.text for one in read("A title", text).scale}
    assert quotes[8e9] == "4B and 8B parameters"


def test_sizes_of_the_own_work() -> None:
    text = (
        "We train Quokka, a 7B-parameter model with a 128K context window, on 1.4T tokens in 12 languages, and tune "
        "it on"
        " 52,000 instructions using 8 A100 GPUs. Unlike 540B models it is small."
    )
    found = {(one.value, one.unit) for one in read("A title", text).scale}
    assert found >= {
        (7e9, "params"),
        (128e3, "context"),
        (1.4e12, "tokens"),
        (12, "languages"),
        (52e3, "examples"),
        (8, "gpus"),
    }


SYSTEMS = {
    ("Quokka: Fast Decoding", "We present Quokka, a method."): "Quokka",
    ("Fast decoding", "We propose Quick Token Ranking (QTR), a method that ranks."): "QTR",
    ("Fast decoding", "We introduce a framework, dubbed QuokkaNet, for ranking."): "QuokkaNet",
    ("How do models rank?", "We study how models rank tokens."): None,
}


@pytest.mark.parametrize(("title", "abstract"), SYSTEMS)
def test_the_name_of_the_contribution(title: str, abstract: str) -> None:
    assert read(title, abstract).system == SYSTEMS[title, abstract]


KINDS = {
    ("A Survey of Ranking", "This survey reviews ranking."): "survey",
    ("QuokkaBench: A Benchmark for Ranking", "We introduce QuokkaBench, a benchmark for ranking."): "benchmark",
    ("A Dataset of Rankings", "We release a dataset of rankings, annotated by hand."): "dataset",
    ("Do Models Rank?", "We study whether models rank. We find that they do. Our findings suggest more."): "analysis",
    ("Fast ranking", "We propose Quokka, a novel method for ranking."): "method",
}


@pytest.mark.parametrize(("title", "abstract"), KINDS)
def test_kinds(title: str, abstract: str) -> None:
    assert read(title, abstract).kind == KINDS[title, abstract]


def test_names() -> None:
    text = (
        "We propose Quokka. Experiments with LLaMA-2, Mistral-7B-Instruct and GPT-4 on GSM8K and the Wombat dataset, in"
        " Tamil and Hausa, show gains. Code: \\url{https://github.com/invented/quokka}."
    )
    facts = read("A title", text)
    assert facts.models == ("LLaMA-2", "Mistral-7B-Instruct", "GPT-4")
    assert facts.datasets == ("GSM8K", "Wombat")
    assert facts.languages == ("Tamil", "Hausa")
    assert facts.code == ("https://github.com/invented/quokka",)


def test_no_text_no_facts() -> None:
    facts = read(None, None)
    assert (facts.kind, facts.system, facts.results, facts.scale, facts.code) == (None, None, (), (), ())
