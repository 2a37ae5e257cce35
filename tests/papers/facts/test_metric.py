"""What a number measures, put as a short phrase in the words of the text."""

import pytest

from papers.facts.reading import read

OURS = "We propose Quokka, a decoding method. "

MEASURED = {
    "It needs 33% fewer tokens than Numbat.": "fewer tokens",
    "It is 2.5x faster in decoding.": "speedup decoding",
    "It generates text 2.4x faster than Numbat.": "text generation speedup",
    "It trains almost twice as fast.": "training speed",
    "It is on par with models 5x larger.": "model size",
    "It matches models twice its size.": "model size",
    "It works with cache sizes approximately 2x the active experts.": "cache size",
    "Quokka reduces memory usage by a remarkable four times.": "memory usage reduction",
    "It touches a small fraction (< 5%) of heads.": "share of heads",
    "It runs the large model for only 43% of tokens.": "share of tokens",
    "It comes within 2.3% of human skill.": "performance gap",
    "Its errors stay within 3 points of mean error.": "mean error",
    "Its accuracy is 10 points short of Numbat.": "accuracy gap",
    "It is trained with less than $0.1 million.": "training cost",
    "It takes only 3 hours to train.": "training time",
    "Pretraining it is slow, yet it learns in about 1 GPU hour of tuning by finetuning.": "finetuning time (GPU hour)",
    "It builds tasks at $0.05 per task.": "cost per task",
    "It runs at 25.4 ms latency.": "latency",
    "Raters prefer Quokka in 71% of cases.": "preference rate",
    "Quokka wins 64% of comparisons against Numbat.": "win rate",
    "It increases Numbat's recall by 4%.": "recall increase",
    "The toxicity of outputs falls by 12%.": "toxicity drop",
    "It brings gains on hard tasks: +7% on OwlQA.": "performance improvement",
    "It beats Numbat in ranking (+5%).": "ranking improvement",
    "It achieves 92.1 on OwlQA.": "OwlQA score",
    "It improves Pass@1 on OwlEval by 8.5 points.": "Pass@1 improvement",
    "Pass@1 on OwlEval improves by 8.5 points.": "Pass@1 improvement",
    "It lowers PPL by 2%.": "perplexity reduction",
    "It is 4x cheaper.": "cost reduction",
    "It performs up to 9% better than Numbat.": "performance improvement",
    "It sped up the solver by over 2x.": "solver speedup",
    "Success rates of 40% are reached.": "Success rate",
    "We see a reduction in gender bias by 19%.": "gender bias reduction",
    "There is a 6% increase on OwlText in terms of mean recall.": "mean recall increase",
    "It reduces the memory footprint of the loss from 24 GB to 1 MB.": "memory footprint of loss",
    "It reduces 99% communication overhead.": "communication overhead reduction",
    "It shows 6x reduced cache overhead.": "cache overhead reduction",
    "Its gains are over 7 points on average accuracy.": "average accuracy gains",
    "It improves performance across tasks: OwlQA (+4%).": "performance improvement",
    "It achieves 12% higher accuracy.": "accuracy improvement",
    "It achieves F1-scores of 81%.": "F1-score",
    "It has 2% higher memory usage.": "memory usage increase",
    "It works well while reducing 42% in annotation costs.": "annotation costs reduction",
    "It reduces the training and inference time of owls by 31%.": "training and inference time reduction",
    "It reduces the training and inference time by 31%.": "training and inference time reduction",
    "It is precise though ten times smaller.": "size reduction",
    "Its accuracy is low and others fall below 5%.": "accuracy",
    "Accuracy drops from 60% to 31% as films get long.": "Accuracy",
    "It raises recall from 42% to 76% zero-shot.": "recall",
    "Depth scaling provides an additional 3% boost.": "performance boost",
    "It brings a gain of 4 points in MAP.": "MAP gain",
    "Models answer 16 times more harmful queries.": "harmful queries",
    "It attains the lowest loss of 1.2.": "loss",
    "It adds only 1.2% overhead yet helps.": "overhead",
    "It renders views at 60 FPS.": "inference speed (FPS)",
    "It generates films at 24.1 frames per second.": "generation speed (frames per second)",
    "It has a PSNR of 31.2 dB.": "PSNR",
    "It improves recall using owls by 4%.": "recall improvement",
    "It brings a 5% improvement on owl error detection.": "performance improvement",
    "It has a speedup of 3x in Owl256.": "speedup",
    "Agents need 15.3 turns.": "turns",
    "Tuning is of merely 0.5% of the weights.": "share of weights",
}


@pytest.mark.parametrize("sentence", MEASURED)
def test_what_is_measured(sentence: str) -> None:
    first = next(one for one in read("A title", OURS + sentence).results if one.value is not None)
    assert first.metric == MEASURED[sentence]


def test_signed_numbers_of_a_list_measure_the_same() -> None:
    found = read("A title", OURS + "It improves Numbat by +0.73 and +0.82 BLEU.").results
    assert [one.metric for one in found if one.value is not None] == ["BLEU", "BLEU"]


def test_a_gain_in_brackets_is_of_the_score_before() -> None:
    found = read("A title", OURS + "It is better, with 44.3 (+5.9) accuracy on OwlQA.").results
    assert [one.metric for one in found if one.value is not None] == ["accuracy", "accuracy improvement"]


def test_a_later_number_has_its_own() -> None:
    found = read("A title", OURS + "It cuts token use to 40% and run cost to 20%.").results
    assert [one.metric for one in found if one.value is not None] == ["token use", "run cost"]
