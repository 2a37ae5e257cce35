"""Text made readable and folded."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.text import plain, readable


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("Plain words, 50% of them", "Plain words, 50% of them"),
        (r"5\% of R\&D, snake\_case, \#1, \$5", "5% of R&D, snake_case, #1, $5"),
        (r"files \textless2MB or \textgreater{}1GB", "files <2MB or >1GB"),
        ("A Mixture of $h-1$ Heads", "A Mixture of h-1 Heads"),
        (r"$2.3\times$ faster, 3\times slower", "2.3× faster, 3× slower"),
        (r"in $\mathcal{O}(n^2)$ or $\Theta(n\log n)$", "in O(n²) or Θ(nlog n)"),
        (r"$x_i^{2}$, $l_{\max}$, $q^{a/b}$, $A^\top$, $90^\circ$, $v^*$", "xᵢ², lₘₐₓ, q^(a/b), Aᵀ, 90°, v*"),
        (r"UI$^\text{N}$ and PM$_{2.5}$", "UI^N and PM_2.5"),
        (r"$\frac{1}{2}$, $\sqrt{n}$, $\hat{y}$, $\mathbb{R}$", "1/2, √n, ŷ, ℝ"),
        (r"$<$5 and $+$0.06 and $\sim$10\%", "<5 and +0.06 and ~10%"),
        (r"\(x^2\) and $$y_1$$", "x² and y₁"),
        ("2^{18} codes, the 1^{st}, V_{0.5}", "2¹⁸ codes, the 1ˢᵗ, V_0.5"),
        (r"\textbf{bold \emph{and so on}}, {\it old}, $\textbf{S}$hutter", "bold and so on, old, Shutter"),
        (r"\textcolor{red}{warm} \enquote{so}", "warm “so”"),
        (r"\href{https://x.org}{code} \url{https://x.org/~a_b}", "code (https://x.org) https://x.org/~a_b"),
        (r"{\L}ukasz, Mas{\l}owski, \O ystein", "Łukasz, Masłowski, Øystein"),
        (r"Pok\'{e}mon, na\"ive, {\"U}ber, Erd\H{o}s, \c{c}, n\~ao, \'{\i}", "Pokémon, naïve, Über, Erdős, ç, não, í"),
        ("{BERT}: Pre-training, 152{,}776", "BERT: Pre-training, 152,776"),
        ("Stage~1, global--local, a---b, latent -- dynamic", "Stage 1, global–local, a—b, latent – dynamic"),
        ("``so called''", "“so called”"),
        (r"\unicode{x2013}", "–"),
    ],
)
def test_latex_becomes_unicode(source: str, shown: str) -> None:
    assert readable(source) == shown


@pytest.mark.parametrize(
    "text",
    [
        "from $5 to $10 a run",
        "$5-$10, $3M and spent 10$, US$20 (~$25 USD)",
        "costs $0.04, at 4$ per hour",
        "50% of users & #3 of a_name, x^y",
        "about ~100 tokens, http://x.org/~name, 8B~70B",
        "run --help -- no",
        "sets {shallow, middle, deep} and {}",
        r"\ourmethod beats C:\Users\name",
        "they're 'fine'",
        "\\",
        "$",
        "$$$$",
        "}{",
        "",
    ],
)
def test_prose_stays_as_it_is(text: str) -> None:
    assert readable(text).replace("–", "--") == text


def test_escaped_quotes_are_no_accents() -> None:
    assert readable(r"it\'s \"so\" they\'re") == "it's \"so\" they're"


@pytest.mark.parametrize("cut", [r"\textbf{bo", r"{ $ \frac{1", r"$x^{", r"\'{e", "``a", r"\(x"])
def test_cut_off_latex_keeps_its_words(cut: str) -> None:
    assert set("bo1xea") & set(readable(cut))


@given(st.text(alphabet=r"ab1 \{}$^_~-`'.,()[]%éα", max_size=60) | st.text())
def test_nothing_fails(text: str) -> None:
    readable(text)


@pytest.mark.parametrize(
    "unit",
    ["{", "}", "$", "$a", "\\", "\\(", "``''", "{{a}", r"\textbf{", r"\frac{a}{", "^", "_{", r"\'{", "~", "-", "{}"],
)
def test_time_is_linear(unit: str) -> None:
    started = time.process_time()
    readable(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 5


def test_folding_drops_case_accents_and_blanks() -> None:
    assert plain("  Łódź \n ÉCOLE\tStraße ﬁne ") == "lodz ecole strasse fine"


def test_folding_keeps_marks_that_tell_words_apart() -> None:
    assert plain("か") != plain("が")
    assert plain("हिन्दी") == "हिन्दी"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)
