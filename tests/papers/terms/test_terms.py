"""Terms: what counts as one, how it is written, and where it occurs."""

import pandas as pd
import pyarrow as pa
import pytest

from papers import schema
from papers.mapped import DamagedError
from papers.terms import Terms, words


def terms_of(*texts: str, titles: list[str] | None = None) -> Terms:
    """Return the terms of abstracts, each of which stands twice: a term needs two papers."""
    abstracts = [text for text in texts for _ in range(2)] + ["Something else entirely."] * 9
    frame = pd.DataFrame({"title": titles or [""] * len(abstracts), "abstract": abstracts})
    return Terms.build(schema.conform(frame.assign(paper_id=[f"title:{row}" for row in range(len(frame))])))


def found(*texts: str) -> set[str]:
    return set(terms_of(*texts).labels.to_pylist())


def test_words_and_pairs_of_words_are_terms():
    assert {"tokenizer", "beam search", "beam"} <= found("A tokenizer for beam search.")


def test_what_abstracts_always_say_is_none():
    assert not found("In this paper we propose a novel approach, and our experimental results show that it works.")


def test_a_pair_does_not_go_over_a_comma_or_a_full_stop():
    assert "whales bread" not in found("We count whales. Bread rises, trams run.")
    assert not any(" " in term for term in found("Whales, bread; trams (depots)"))


def test_singular_and_plural_are_one_term():
    terms = terms_of("a tokenizer", "two tokenizers", "studies of strategies", "one strategy")
    labels = terms.labels.to_pylist()
    assert "tokenizers" not in labels
    assert terms.papers[labels.index("tokenizer")] == 4
    assert "strategies" not in labels


@pytest.mark.parametrize(("word", "stem"), [("corpus", "corpu"), ("linguistics", "linguistic"), ("class", "clas")])
def test_a_final_s_alone_makes_no_plural(word, stem):
    assert {word, stem} <= found(f"the {word} of {stem} and others")


def test_names_are_written_as_papers_write_them():
    labels = found("BERT and the Qwen2.5 model read arXiv", "Tokenizer tests need a tokenizer, another tokenizer")
    assert {"BERT", "Qwen2.5", "tokenizer"} <= labels


def test_titles_alone_say_nothing_about_capitals():
    frame = pd.DataFrame({"title": ["Growing Sourdough With LLMs"] * 3 + ["Counting Whales"] * 8})
    terms = Terms.build(schema.conform(frame.assign(paper_id=[f"title:{row}" for row in range(11)])))
    assert {"sourdough", "LLMs"} <= set(terms.labels.to_pylist())


def test_a_hyphen_makes_a_pair_and_is_written_where_it_mostly_stands():
    labels = found("low-rank adaptation", "a low-rank matrix", "with low rank", "GPT-4 writes", "few-shot prompting")
    assert {"low-rank", "GPT-4", "few-shot"} <= labels
    assert "low rank" not in labels
    assert "rank adaptation" not in labels  # the hyphen belongs to the word before


def test_formulas_commands_and_links_are_no_words():
    labels = found(r"energy $E = mc^{2}$ \textbf{crust} https://example.org/sourdough 12 3.5")
    assert {"energy", "crust"} <= labels
    assert not {"mc", "textbf", "https", "example", "12", "3.5"} & {label.lower() for label in labels}


def test_accents_and_case_do_not_part_words():
    terms = terms_of("naïve trams", "Naive trams", "naive TRAMS")
    labels = [label.lower() for label in terms.labels.to_pylist()]
    assert labels.count("trams") == 1
    assert terms.papers[labels.index("trams")] == 6


def test_counts_are_those_of_each_paper():
    terms = terms_of("sonar finds sonar in sonar", "sonar again")
    column = terms.labels.to_pylist().index("sonar")
    assert terms.counts[:, [column]].toarray().ravel().tolist() == [3, 3, 1, 1] + [0] * 9
    assert terms.count(["Sonar, SONAR"])[0, column] == 2


def test_a_word_of_most_papers_tells_none_apart():
    frame = pd.DataFrame({"abstract": ["sonar and krill"] * 2 + ["sonar and whales"] * 3})
    frame = schema.conform(frame.assign(paper_id=[f"title:{row}" for row in range(5)]))
    assert "krill" in Terms.build(frame).labels.to_pylist()
    assert "sonar" not in Terms.build(frame).labels.to_pylist()


def test_no_papers_have_no_terms():
    terms = Terms.build(schema.conform(pd.DataFrame()))
    assert (len(terms), len(terms.labels)) == (0, 0)
    assert terms.count(["sonar"]).shape == (1, 0)


def test_what_is_cut_off_or_missing_is_named(tmp_path):
    terms_of("sonar and krill").save(tmp_path)
    path = tmp_path / "terms.arrow"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(DamagedError, match=r"terms\.arrow is cut off or damaged"):
        Terms.open(tmp_path)
    path.unlink()
    with pytest.raises(DamagedError, match=r"terms\.arrow is missing"):
        Terms.open(tmp_path)


def test_texts_of_several_chunks_are_one_collection(monkeypatch):
    texts = [f"sonar finds whale number{row % 4}" for row in range(10)]
    whole = words.read(iter([pa.array(texts, pa.large_string())]))
    parts = words.read(pa.array(texts[start : start + 3], pa.large_string()) for start in range(0, 10, 3))
    assert parts.size == whole.size == 10
    assert [parts.forms[code] for chunk in parts.chunks for code in chunk] == [
        whole.forms[code] for chunk in whole.chunks for code in chunk
    ]
