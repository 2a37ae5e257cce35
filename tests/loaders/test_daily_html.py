"""Pages saved as HTML: the data that the page carries, and the articles that it shows."""

import pandas as pd
import pytest

from loaders import LoadError, daily_html, read
from tests.loaders.invented import TITLES, abstract, article, entry, html


def records(text: str, name: str = "saved.html"):
    [found] = read((name, text.encode()))
    assert found.source.kind == daily_html.KIND
    return found


def test_the_data_of_the_page_is_read_where_it_is_whole() -> None:
    entries = [entry(number) for number in range(3)]
    props = {"periodType": "day", "dateString": "2024-05-27", "dailyPapers": entries}
    found = records(html([article(number, with_abstract=False) for number in range(3)], props))
    assert found.entries["title"].tolist() == list(TITLES[:3])
    assert found.entries["abstract"].tolist() == [abstract(title) for title in TITLES[:3]]
    assert found.entries["upvotes"].tolist() == [0, 1, 2]
    assert found.entries["authors"].map(list).tolist() == [["Ada Invented", "Cy Made-Up"]] * 3
    assert set(found.entries["page"]) == {"Daily Papers 2024-05-27"}
    assert found.source.warnings == ()


def test_a_week_is_called_after_its_file() -> None:
    props = {"periodType": "week", "dateString": "2024-W22", "dailyPapers": [entry(0)]}
    assert set(records(html([article(0)], props), "week_1.html").entries["page"]) == {"week_1"}


def test_data_of_another_list_than_the_page_shows_is_not_its_own() -> None:
    found = records(html([article(0), article(1)], {"dailyPapers": [entry(8), entry(9)]}))
    assert found.entries["arxiv_id"].tolist() == ["2405.00000", "2405.00001"]


@pytest.fixture
def shown():
    footer = 'Feb 27, 2025 <a href="https://github.com/nobody/nothing">GitHub <span>1.2k</span></a>'
    return records(html([article(0, footer=footer), article(1, votes="-"), article(2, votes="1.1k")]))


def test_articles_in_order(shown) -> None:
    assert shown.entries["title"].tolist() == list(TITLES[:3])
    assert shown.entries["abstract"].tolist() == [abstract(title) for title in TITLES[:3]]
    assert shown.entries["arxiv_id"].tolist() == ["2405.00000", "2405.00001", "2405.00002"]
    assert shown.entries["rank"].tolist() == [1, 2, 3]
    assert shown.source.warnings == shown.source.skipped == ()


def test_votes_comments_code_and_date_of_articles(shown) -> None:
    assert shown.entries["upvotes"].tolist() == [7, 0, 1100]
    assert shown.entries["comments"].tolist() == [4, 4, 4]
    assert shown.entries["code_url"].isna().tolist() == [False, True, True]
    assert shown.entries["stars"].tolist() == [1200, pd.NA, pd.NA]
    assert shown.entries["published"].tolist() == [pd.Timestamp("2025-02-27"), *[pd.Timestamp("2024-05-01")] * 2]
    assert shown.entries["published_precision"].tolist() == ["day", "month", "month"]


def test_the_date_above_the_articles_stands_in_the_name(shown) -> None:
    assert set(shown.entries["page"]) == {"saved (May 28)"}


def test_an_article_that_is_there_twice_is_one() -> None:
    assert len(records(html([article(0), article(0), article(1)])).entries) == 2


def test_articles_without_abstract() -> None:
    some = records(html([article(0), article(1, with_abstract=False)]))
    assert some.entries["abstract"].isna().tolist() == [False, True]
    assert TITLES[1] in some.source.warnings[0]
    none = records(html([article(0, with_abstract=False)]))
    assert none.source.warnings == ("The page shows no abstracts.",)


def test_addresses_in_full_and_other_encodings() -> None:
    text = html([article(0)]).replace('href="/papers/', 'href="https://huggingface.co/papers/')
    [found] = read(("saved.html", text.encode("utf-16")))
    assert found.entries["arxiv_id"].tolist() == ["2405.00000"]


def test_a_page_that_is_cut_off_keeps_what_it_shows() -> None:
    props = {"dailyPapers": [entry(number) for number in range(3)]}
    whole = html([article(number) for number in range(3)], props)
    in_articles = records(whole[: whole.rindex("line-clamp-2") + 30])
    assert in_articles.entries["title"].tolist() == list(TITLES[:3])
    with pytest.raises(LoadError, match="without a list of papers"):
        records(whole[: whole.index("Candlelight")])


def test_markup_in_a_title_is_text() -> None:
    title = "Boats &lt;script&gt;alert(1)&lt;/script&gt; &amp; <b>Ripples</b>"
    found = records(f'<html><article><h3><a href="/papers/2405.00001">{title}</a></h3></article></html>')
    assert found.entries["title"].tolist() == ["Boats <script>alert(1)</script> & Ripples"]


def test_no_file_and_no_address_is_opened() -> None:
    doctype = '<!DOCTYPE html [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    found = records(f'{doctype}<html><article><h3><a href="/papers/2405.00001">A &secret; B</a></h3></article></html>')
    assert "root" not in found.entries["title"][0]


def test_deep_nesting() -> None:
    text = "<html>" + "<div>" * 50_000 + article(0) + "</div>" * 50_000
    try:
        records(text)
    except LoadError as error:
        assert "saved.html" in str(error)


@pytest.mark.parametrize(
    "text", ["<html></html>", "<!doctype html><html><body><h3>News</h3></body></html>", "<html><body>"]
)
def test_another_web_page_says_so(text) -> None:
    with pytest.raises(LoadError, match=r"saved.html is (a web page without a list of papers|an empty web page)"):
        records(text)
