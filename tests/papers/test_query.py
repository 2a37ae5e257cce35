"""The language of queries: what is read, that printing and reading agree, and that anything can be typed."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papers.search.nodes import All, Any, Best, Column, Fuzzy, In, Must, Not, Phrase, Regex, Wildcard, Word, leaves
from papers.search.query import TEXTS, parse

COLUMNS = {"year": "published", "published": "published", "has": "has", "venue": "venue", "upvotes": "upvotes"}
unhurried = settings(deadline=None, max_examples=300)


def read(text: str):
    return parse(text, COLUMNS).node


a, b, c = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", None),
        (' ?! - + ( ) " ', None),
        ("a", a),
        ("A b", Best((a, b))),
        ("Søren’s GPT-4", Best((Word("soren"), Word("s"), Word("gpt"), Word("4")))),
        ('"graph of Thoughts', Phrase("graph of thoughts")),
        ("“a b”", Phrase("a b")),
        ("a AND b OR c", Any((All((a, b)), c))),
        ("a OR b c", Best((Any((a, b)), c))),
        ("a AND (b OR c)", All((a, Any((b, c))))),
        ("a -b", Best((a, Not(b)))),
        ("a NOT b", Best((a, Not(b)))),
        ("-gpt-4", Not(Phrase("gpt 4"))),
        ("+a b", Best((Must(a), b))),
        ("transf*", Wildcard("transf*")),
        ("*former gpt-4*", Best((Wildcard("*former"), Word("gpt"), Wildcard("4*")))),
        ("/neuro.*ic/", Regex("neuro.*ic")),
        ("/usr/bin", Best((Word("usr"), Word("bin")))),
        ("attenton~ graph~1", Best((Fuzzy("attenton"), Fuzzy("graph", 1)))),
        ('title:graph author:"ada whale"', Best((In("title", Word("graph")), In("authors", Phrase("ada whale"))))),
        ("year:2023..2024 has:code", Best((Column("published", ":", "2023..2024"), Column("has", ":", "code")))),
        ('venue:"ACL 2024" upvotes>=10', Best((Column("venue", ":", "ACL 2024"), Column("upvotes", ">=", "10")))),
        ("Chimera: a b", Best((Word("chimera"), a, b))),
        ("f(x) b)", Best((Word("f"), Word("x"), b))),
        ("why? a-b", Best((Word("why"), a, b))),
        ("语言 a", Best((Word("语"), Word("言"), a))),
    ],
)
def test_what_is_read(text, node):
    assert read(text) == node


@pytest.mark.parametrize(
    ("text", "at", "length", "says"),
    [
        ("a AND", 2, 3, "Nothing stands after AND"),
        ("OR a", 0, 2, "Nothing stands before OR"),
        ("b (a", 2, 1, "not closed"),
        ("a auther:smith", 2, 6, "is author: meant"),
        ("a vennue:ACL", 2, 6, "is venue: meant"),
    ],
)
def test_what_may_be_a_mistake_is_told_where_it_stands(text, at, length, says):
    (problem,) = parse(text, COLUMNS).problems
    assert (problem.at, problem.length) == (at, length) and says in problem.sentence


def test_what_is_looked_for_leaves_out_what_is_not_wanted():
    node = read('a -b "c d" title:e year:2024')
    assert [str(leaf) for leaf in leaves(node)] == ["a", '"c d"', "e"]
    assert [str(leaf) for leaf in leaves(node, unwanted=True)] == ["a", "b", '"c d"', "e"]


words = st.sampled_from(["graph", "thought", "4", "语", "soren"])
leaf = st.one_of(
    words.map(Word),
    st.lists(words, min_size=1, max_size=3).map(lambda some: Phrase(" ".join(some))),
    words.filter(lambda word: word != "语").map(lambda word: Wildcard(f"{word}*")),
    st.sampled_from(["a.*b", "[ab]+", r"a\/b", "a b"]).map(Regex),
    st.builds(Fuzzy, words, st.sampled_from([None, 1, 2])),
)
column = st.builds(
    Column,
    st.sampled_from(["published", "venue", "has"]),
    st.just(":"),
    st.sampled_from(["2024", "a b", "x..y", "a,b"]),
)
atom = st.one_of(leaf, column, st.builds(In, st.sampled_from(sorted(set(TEXTS.values()))), leaf))


def several(make):
    return lambda inner: st.lists(inner, min_size=2, max_size=3).map(lambda parts: make(tuple(parts)))


trees = st.recursive(
    atom,
    lambda inner: st.one_of(
        *(several(make)(inner) for make in (All, Any, Best)),
        inner.filter(lambda node: not isinstance(node, Must | Not)).map(Not),
        inner.filter(lambda node: not isinstance(node, Must | Not)).map(Must),
    ),
    max_leaves=8,
)


@unhurried
@given(trees)
def test_what_is_printed_is_read_the_same(node):
    again = parse(str(node), {**COLUMNS, "authors": "authors"})
    assert str(again) == str(node)
    assert again.node == node or isinstance(node, Best)  # a group within a group of the same kind is one
    assert again.problems == ()


typed = st.text(st.sampled_from("ab -+:()\"/~*?.ANDORT語ø'\\[]<>=1"), max_size=30) | st.text(max_size=40)


@unhurried
@given(typed)
@example("((((" * 100)
@example("-" * 500)
@example("NOT " * 300)
@example("title:title:title:")
@example('year:"')
@example("a AND AND b OR")
def test_anything_can_be_typed_and_what_it_is_read_as_is_stable(text):
    query = parse(text, COLUMNS)
    assert all(0 <= problem.at <= len(text) and problem.length >= 0 for problem in query.problems)
    again = parse(str(query), COLUMNS)
    assert str(again) == str(query)
