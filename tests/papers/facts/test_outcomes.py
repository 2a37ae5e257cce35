"""Which numbers are outcomes of the work, and which are set-up, a rival's or a spread's."""

import pytest

from papers.facts.reading import read

OURS = "We propose Quokka, a decoding method. "

FOUND = {
    "It lifts OwlQA 58.9 rightarrow 61.7 acc. and WombatQA 63.6 → 72.7 acc.": [(61.7, "score"), (72.7, "score")],
    "It changes 20x-200x fewer weights than Numbat.": [(20, "x")],
    "It boosts Numbat by +6.49 on hard tasks and +7.54 on easy ones.": [(6.49, "points"), (7.54, "points")],
    "It shows an improvement of 1.8 over Numbat.": [(1.8, "points")],
    "Its annotators agree (ICC = 0.551).": [(0.551, "score")],
    "It achieves 15.0 OWLS in 32 steps.": [(15, "score")],
    "It attains a latency of 31.8 ms on a phone.": [(31.8, "time")],
    "It runs at 25.4 ms latency on a phone.": [(25.4, "time")],
    "It solves a task for USD 0.38 per request.": [(0.38, "money")],
    "Even with half the data, it keeps up.": [(0.5, "x")],
    "It halves the memory of attention and doubles throughput.": [(0.5, "x"), (2, "x")],
    "It cuts the training cost by two-thirds.": [(0.6667, "x")],
    "It improves BLEU by 2.1 on OwlText and 1.4 on WombatText.": [(2.1, "points"), (1.4, "points")],
    "It achieves comparable performance on 10 test sets.": [(10, "count")],
    "It enlarges the memory to 65k tokens of context.": [(65_000, "tokens")],
    "It comes within 0.4 PPL of Numbat.": [(0.4, "points")],
    "Its accuracy goes from 70.9% to 77.6% on OwlQA and 46.9% to 59.1% on WombatQA.": [(77.6, "%"), (59.1, "%")],
    "It beats Numbat with 29.66 and 31.82 BLEU scores.": [(29.66, "score"), (31.82, "score")],
    "It beats Numbat, with 1.13 F1 and 2.64 F1 improvements.": [(1.13, "points"), (2.64, "points")],
    r"It reaches an F_{1} of 0.71.": [(0.71, "score")],
    "It outperforms the best known ranker by 0.31.": [(0.31, "points")],
    "It improves OWLS by at most 0.4.": [(0.4, "points")],
    "It outperforms Numbat on average (+1.7% recall).": [(1.7, "%")],
    "It improves OWLS by 0.3, whereas tuning raises its gain to 1.9.": [(0.3, "points"), (1.9, "points")],
    "It reaches 57.7% accuracy, surpassing the human baseline by 4%.": [(57.7, "%"), (4, "%")],
    "It processes long films, improving on prior methods by over 25%.": [(25, "%")],
    "It helps, with Numbat improving by 12.99 over its last version.": [(12.99, "points")],
    "It raises Numbat from an average of 47.3% to 56.3% on OwlQA.": [(56.3, "%")],
    "Unlike Numbat, which is slow, Quokka needs only 0.1% of the weights.": [(0.1, "%")],
    "It is trained in full, requiring just 60 GPU hours ($148K).": [(60, "time"), (148_000, "money")],
    "It reaches a cIoU of 68.9 on OwlSeg.": [(68.9, "score")],
    "It beats Numbat, although tuned on few pairs, which is 1,000 times fewer than before.": [(1000, "x")],
    "Owls separate with AUROC values between 0.89 and 0.97.": [(0.89, "score")],
    "It indexes a shelf of books in 20-30 seconds.": [(20, "time")],
    "Agents need 15.3 turns and 12.8 calls for a task.": [(15.3, "count"), (12.8, "count")],
    "It sorts books at a cost of 0.031 per shelf.": [(0.031, "money")],
    "Its size is guessed well (average error 6.2).": [(6.2, "score")],
    "It writes fluently for as long as 32k tokens.": [(32_000, "tokens")],
    "The spam filter improves target accuracy by 20-25%.": [(20, "%")],
}


@pytest.mark.parametrize("sentence", FOUND)
def test_outcomes(sentence: str) -> None:
    found = [(one.value, one.unit) for one in read("A title", OURS + sentence).results if one.value is not None]
    assert found == FOUND[sentence]


NONE = [
    "It explores primitives under a 24-hour budget.",
    "Our corpus exceeds 6TB and contains over 2 trillion tokens.",
    "It has an expanded vocabulary of 200K tokens.",
    "We test state-of-the-art models on three tasks.",
    "Before Quokka, models were tested on just 17.9% of the scenarios.",
    "We assess the performance of 15 LMs across domains.",
    "The model is invoked twice in total.",
    "Our contribution is three-fold: a method, data and code.",
    "It has 10k question-answer triples.",
    "We reconstruct KB triples or texts.",
    "It is seventeenth, out of 42 teams with F1.",
    "Scores are reported with 95% intervals.",
    "We tune it with LoRA (r=16).",
    "Wombat 2.5 achieved it, too.",
    "We release it under the CC BY 4.0 license.",
    "This is below the 51.4% achieved by humans.",
    "Experts can sort such owls with over 97% accuracy.",
    "It is below human performance, 92.1%.",
    "The human reader performance remains high (around 95% accuracy).",
    "Experts sort owls under a 15-minute time constraint.",
    "We tune it with 1% of the labels.",
    "Wombatish is spoken by 0.2% of the world population.",
    "A forest holds 2.3 owls.",
    "Our tasks have an average prompt length exceeding 4,700 tokens.",
    "It processes films exceeding 10,000 frames.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_no_outcome(sentence: str) -> None:
    assert [one.value for one in read("A title", OURS + sentence).results if one.value is not None] == []


RIVALS = {
    "It attains 94.6% accuracy, compared to 89.3% / 43.3% for Numbat and 87.4% for Wombat 2.": [94.6],
    "F1 reaches 0.753 vs. 0.612 (Numbat) and 0.398 (Wombat).": [0.753],
    "It reaches 84.0% accuracy, rivaling Numbat (7B; 84.1%) and Wombat 3.3 (8B; 82.2%) on OwlQA.": [84],
    "It improves F1 to 0.66, while competitive with Numbat (0.508 accuracy, 0.674 F1).": [0.66],
    "It reaches 71.8% accuracy, improving over the 55.4% zero-shot baseline.": [71.8],
    "It has 36.5 PPL, better than a dense baseline (PPL 66.6).": [36.5],
    r"It achieves $F1=0.94$, outperforming \texttt{Numbat} ($F1=0.86$).": [0.94],
    "It scores 4.8/5.0 on average.": [4.8],
    "It reaches a rate of 71.2%, outperforming Numbat at 39.4%.": [71.2],
    "It saves 4x memory and outperforms the usual index, which saves 3x memory.": [4],
    "It reaches 61% agreement (vs. approx. 33% before).": [61],
    "It is 3x faster on sequences up to 64k tokens.": [3],
}


@pytest.mark.parametrize("sentence", RIVALS)
def test_figures_of_rivals_are_no_outcomes(sentence: str) -> None:
    found = [one.value for one in read("A title", OURS + sentence).results if one.value is not None]
    assert found == RIVALS[sentence]
