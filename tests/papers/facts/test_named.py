"""Names that a paper gives: its own, models, data, languages; and the sizes and kind of its work."""

import pytest

from papers.facts.reading import read

SYSTEMS = {
    ("Fast decoding via Token Grafting", "We propose a novel approach, namely token grafting, which decodes."): (
        "token grafting"
    ),
    ("Deep decoding", "We introduce quick token trees, a method that decodes."): None,
    ("Old words", "We name our method Byte2Owl and test it."): "Byte2Owl",
    ("Trimming", "We propose vocabulary-trimming (VT), a method to shrink models."): "VT",
    ("Trees", "This motivates us to introduce QUOLL - a way to decode trees."): "QUOLL",
    ("Reading twice", "To that end, we propose: (1) OwlPrompt, where text is read twice. (2) A cache."): "OwlPrompt",
    ("Nets", "We propose a new layer, Wombat3, that is fast."): "Wombat3",
    ("Probing", "We present the Wombat Probing Harness (wom-eval): an open library."): "Wombat Probing Harness",
    ("Suites", "We introduce the Wombat-Intensive Probing Suite (LM-WOM), a suite."): "LM-WOM",
    ("Tasks", "We study the Owl Sorting Game (OSG) task. We propose Wombat Ranking (WARA), a method."): "WARA",
    ("QUOKKA: A Survey of Decoding", "We introduce QUOKKA and review decoding."): None,
    ("Ways", "We present a small model called RoBERTa that reads both ways."): "RoBERTa",
    ("Models", "We introduce Wombats (WOMs), models that dig. A WOM digs."): "WOM",
}


@pytest.mark.parametrize(("title", "abstract"), SYSTEMS)
def test_the_name_of_the_contribution(title: str, abstract: str) -> None:
    assert read(title, abstract).system == SYSTEMS[title, abstract]


OURS = "We propose Quokka, a decoding method. "
MODELS = {
    "ChatGPT has changed the world. We propose Quokka and tune LLaMA-2.": ("LLaMA-2",),
    "We propose Quokka. We test it against ChatGPT.": ("ChatGPT",),
    "We propose Quokka for SLMs and mPLMs.": (),
    "We propose Quokka and tune mistral-7b-instruct.": ("mistral-7b-instruct",),
    "We propose Quokka for PLMs (AfriBERTa and XLM-R).": ("AfriBERTa", "XLM-R"),
    "We propose Quokka with Llama 2 models such as OpenAI's GPT-4.": ("Llama 2", "GPT-4"),
}


@pytest.mark.parametrize("abstract", MODELS)
def test_models(abstract: str) -> None:
    assert read("A title", abstract).models == MODELS[abstract]


DATASETS = {
    "It scores well on MLE-Bench Lite and OSWorld-Verified.": ("MLE-Bench Lite", "OSWorld-Verified"),
    "We obtain OWLS+, a large dataset of owls.": ("OWLS+",),
    "We build the comprehensive benchmark OWLbird for it.": ("OWLbird",),
    "We use benchmarks (such as Winogrande, boolq and piqa).": ("Winogrande", "boolq", "piqa"),
    "On the WombatQA benchmark, Quokka reaches 61%.": ("WombatQA",),
    "We train it on the Owl Dialog Corpus.": ("Owl Dialog Corpus",),
    "It is a Multi-domain benchmark.": (),
}


@pytest.mark.parametrize("sentence", DATASETS)
def test_datasets(sentence: str) -> None:
    assert read("A title", OURS + sentence).datasets == DATASETS[sentence]


LANGUAGES = {
    "We collect an English corpus.": ("English",),
    "We study American Sign Language.": ("American Sign Language",),
    r"We study a shift (English\rightarrow German).": ("English", "German"),
    "We study a shift (EnglishrightarrowGerman).": ("English", "German"),
    "We train a ranking model for English.": ("English",),
    "It learns to speak fluent English.": ("English",),
    "It reads text not written in English.": (),
    "We test it on WMT14 English to German.": (),
    "It reads Latin script.": (),
}


@pytest.mark.parametrize("sentence", LANGUAGES)
def test_languages(sentence: str) -> None:
    assert read("A title", OURS + sentence).languages == LANGUAGES[sentence]


def test_an_address_ends_where_its_label_begins() -> None:
    text = OURS + "We release it (https://owls.example/quokka{the code})."
    assert read("A title", text).code == ("https://owls.example/quokka",)


SIZES = {
    "It comes in sizes of 2, 7, and 40 billion parameters.": {(2e9, "params"), (7e9, "params"), (40e9, "params")},
    "It scales to 175 Billion Parameters.": {(175e9, "params")},
    "It can process up to 512K tokens.": {(512e3, "context")},
    "We fix its vocabulary size to 32K.": {(32e3, "tokens")},
    "It took 30,000 GPU hours.": {(30_000, "hours")},
    "Our corpus has a size of 6TB.": {(6e12, "bytes")},
    "It has parameters of 3 billion and 12 billion.": {(3e9, "params"), (12e9, "params")},
    "We build OwlPairs-75K, a dataset of notes.": {(75e3, "examples")},
    "We release a corpus of 4,100 stories.": {(4100, "examples")},
    "It is a test of 700 hard scenarios.": {(700, "examples")},
    "Its context sizes are 512, 1,024, and 2,048.": {(512, "context"), (1024, "context"), (2048, "context")},
    "It sees 16 frames.": set(),
    "It is tried on ImageNet-1K, a dataset.": set(),
    "Tasks need 16.2 turns.": set(),
    "It follows others (Owl et al., 2019b).": set(),
    "It merges two weights.": set(),
}


@pytest.mark.parametrize("sentence", SIZES)
def test_sizes(sentence: str) -> None:
    assert {(one.value, one.unit) for one in read("A title", OURS + sentence).scale} == SIZES[sentence]


KINDS = {
    ("Quokka: An Open LLM", "We present Quokka, a 7B language model. We release the model weights."): "model",
    ("What heads attend to", "Heads of models differ. It turns out that heads sort words."): "analysis",
    ("A dataset-free method", "We propose a method that needs no data. It is fast."): "method",
}


@pytest.mark.parametrize(("title", "abstract"), KINDS)
def test_kinds(title: str, abstract: str) -> None:
    assert read(title, abstract).kind == KINDS[title, abstract]
