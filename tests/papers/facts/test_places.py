"""Against what, and where, a claim holds."""

import pytest

from papers.facts.reading import read

OURS = "We propose Quokka, a decoding method. "

COMPARED = {
    "Compared with Numbat, Quokka not only forgets less, but also gains much on tasks of many kinds that were hard "
    "for all that came before it, with a 30% reduction in time.": "vs Numbat",
    "Quokka beats old rankers and gains 10 points over newer rankers on OwlQA.": "vs newer rankers",
    "Quokka outperforms the first model, with win rates between 66% and 77%.": "vs first model",
    "It keeps 96% of the 11B model's accuracy.": "vs 11B model",
    "It has 10x fewer weights than Wombat 3.5 and Owl.": "vs Wombat 3.5 and Owl",
    "It is on par with Numbat, but only takes 10% of the memory.": "vs Numbat",
    "It is a 10x smaller model that outperforms Numbat.": "vs Numbat",
    "It improves recall from 9% (tuned once) to 15% (tuned twice).": "vs 9% tuned once",
    "It scores 71%, compared to 52% for Numbat.": "vs 52% Numbat",
    "It gains 3.7% on OwlQA and 1.5% on WombatQA over Numbat.": "vs Numbat",
    "It gains 3.7% on OwlQA, and Wombat gains 1.5% over Numbat.": None,
    "It improves the accuracy of models by 4%.": None,
    "It improves the training efficiency of reasoning LLMs by 2.5x.": None,
    "It compresses to 6%, as others do; Wombat is faster than Owl.": None,
}


@pytest.mark.parametrize("sentence", COMPARED)
def test_against_what(sentence: str) -> None:
    first = next(one for one in read("A title", OURS + sentence).results if one.value is not None)
    assert first.comparison == COMPARED[sentence]


PLACED = {
    "At 540B scale, Quokka saves 12% of compute.": "540B scale",
    "For example, with a tight budget of memory, Quokka gains 2.4% in recall.": "tight budget of memory",
    "Quokka-Small gains 1.3% in recall.": "Quokka-Small",
    "Our summary filter reduces the tokens by 65%.": "summary filter",
    "We introduce Wombat Attention, a mechanism that cuts memory by 20%.": "Wombat Attention",
    "It raises recall on OwlQA from 41% to 52%.": "OwlQA",
    "It results in a remarkable 3% gain.": None,
    "In contrast, it gains 3%.": None,
    "It gains 3% in at least ten runs.": None,
    "It sheds light on the growth of models, and gains 3%.": None,
    "It gains 3% for pruning heads.": None,
}


@pytest.mark.parametrize("sentence", PLACED)
def test_where(sentence: str) -> None:
    first = next(one for one in read("A title", OURS + sentence).results if one.value is not None)
    assert first.on == PLACED[sentence]


def test_names_between_numbers_are_the_others() -> None:
    found = read(
        "A title", OURS + "It gains 7% on the OwlQA dataset, 2% on the WombatQA dataset and 3% on both."
    ).results
    assert [one.on for one in found if one.value is not None][:2] == ["OwlQA dataset", "WombatQA dataset"]
