"""Daily Papers pages saved as HTML.

The page carries its entries as data for its own script; that is read where it is whole. Else, and on pages of a
search, the entries are the articles: a title that links to the paper, votes, perhaps the abstract and links.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any

import lxml.etree
import lxml.html
import pyarrow as pa

from loaders import daily_json, daily_page, encoding, json_stream, table
from loaders.raw import NoPapersError, Raw
from loaders.values import cells, dates, identifiers
from papers.collection import Records

KIND = "Daily Papers page (HTML)"

_HTML = re.compile(r"<(?:!doctype html|html|head|body|article|main|div)\b", re.IGNORECASE)
_PAPER = re.compile(r"(?:^|huggingface\.co|hf\.co)/papers/(\d{4}\.\d{4,5})(?:v\d+)?/?(?:[?#].*)?$")
_DATA = "//*[@data-target='DailyPapers']/@data-props"
_VOTES = ".//*[contains(@class, 'leading-none')] | .//a[contains(@href, '/login?next=')]"
_NO_VOTES = "-"
_DISCUSSION = ".//a[contains(@href, '#community')]"
_REPOSITORY = re.compile(r"https?://(?:www\.)?git(?:hub|lab)\.com/[^/\s]+/[^/\s]+", re.IGNORECASE)
_COUNT = re.compile(r"\d[\d.,]*[km]?", re.IGNORECASE)
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_PUBLISHED = re.compile(rf"\b{_MONTH} \d{{1,2}}, \d{{4}}\b")
_DATE = re.compile(rf"{_MONTH} \d{{1,2}}")
_SHORTEST_ABSTRACT = 80
_SAME = 0.5
"""Share of the articles that the data must have, to be the data of what the page shows."""


@dataclass(frozen=True)
class Article:
    """An entry as the page shows it; what it does not show is None."""

    arxiv_id: str
    title: str
    abstract: str | None
    upvotes: str | None
    comments: str | None
    code_url: str | None
    stars: str | None
    published: str | None


def recognises(raw: Raw) -> bool:
    """Return whether a source is HTML."""
    start = encoding.opening(raw).lstrip()
    return start.startswith("<") and not start.startswith("<?xml") and bool(_HTML.search(start))


def read(raw: Raw) -> Records:
    """Return the papers of a saved page.

    Raises
    ------
    NoPapersError
        If the page has no papers.
    """
    text, warnings = encoding.text(raw)
    tree = _parsed(text)
    if tree is None:
        raise NoPapersError(f"{raw.name} is an empty web page.")
    articles = list({article.arxiv_id: article for article in reversed(list(_articles(tree)))}.values())[::-1]
    entries, day = _data(tree)
    shown = {article.arxiv_id for article in articles}
    known = {daily_json.paper_of(entry).get("id") for entry in entries}
    if entries and len(shown & known) >= _SAME * len(shown):
        named = [(f"entry {number}", entry) for number, entry in enumerate(entries, start=1)]
        return daily_json.of_entries(raw, KIND, named, day, (), warnings)
    if not articles:
        raise NoPapersError(
            f"{raw.name} is a web page without a list of papers; of web pages, those of Daily Papers are read."
        )
    found, told = _columns(articles)
    date = _date(tree)
    page = f"{raw.page} ({date})" if date else raw.page
    return table.listed(raw, KIND, found, page, (), [*warnings, *told])


def _parsed(text: str) -> lxml.html.HtmlElement | None:
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.LxmlError:
        return None


def _data(tree: lxml.html.HtmlElement) -> tuple[list[dict[str, Any]], str]:
    """Return the entries that the page carries for its script, and the day of the list."""
    for text in tree.xpath(_DATA):
        try:
            data, _ = json_stream.decode(text)
        except (ValueError, json_stream.IncompleteError):
            continue
        entries = data.get("dailyPapers") if isinstance(data, dict) else None
        if isinstance(entries, list):
            day = data.get("dateString") if data.get("periodType", "day") == "day" else ""
            return [one for one in entries if isinstance(one, dict)], day if isinstance(day, str) else ""
    return [], ""


def _articles(tree: lxml.html.HtmlElement) -> Iterator[Article]:
    for article in list(tree.iter("article")) or list(tree.iter("h3")):
        for link in article.xpath(".//h3//a[@href] | .//h2//a[@href] | self::h3//a[@href]"):
            match = _PAPER.search(link.get("href").strip())
            title = _text(link)
            if match and title:
                yield _article(article, match[1], title)
                break


def _article(article: lxml.html.HtmlElement, arxiv_id: str, title: str) -> Article:
    paragraphs = [_text(paragraph) for paragraph in article.iter("p")]
    abstract = max(paragraphs, key=len, default="")
    abstract = abstract if len(abstract) >= _SHORTEST_ABSTRACT else ""
    votes = [_text(element) for element in article.xpath(_VOTES)]
    code = [link for link in article.iter("a") if _REPOSITORY.match(link.get("href") or "")]
    published = _PUBLISHED.search(_text(article).replace(abstract, " ") if abstract else _text(article))
    return Article(
        arxiv_id,
        title,
        abstract or None,
        next(
            ("0" if vote == _NO_VOTES else vote for vote in votes if vote == _NO_VOTES or _COUNT.fullmatch(vote)), None
        ),
        next((count for link in article.xpath(_DISCUSSION) if (count := _count(_text(link)))), None),
        code[0].get("href") if code else None,
        next((count for link in code if (count := _count(_text(link)))), None),
        published[0] if published else None,
    )


def _columns(articles: Sequence[Article]) -> tuple[dict[str, pa.Array], list[str]]:
    given = {
        field.name: cells.gather([getattr(article, field.name) for article in articles]) for field in fields(Article)
    }
    published = dates.of(given["published"])
    found = {name: cells.text(given[name]) for name in ("title", "abstract", "arxiv_id")}
    found |= {name: cells.count(given[name]).values for name in ("upvotes", "comments", "stars")}
    found |= {
        "code_url": identifiers.links(given["code_url"]).values,
        "published": published.timestamps,
        "published_precision": published.precisions,
    }
    bare = found["abstract"].null_count
    if bare == len(articles):
        return found, ["The page shows no abstracts."]
    titles = [article.title for article in articles if not article.abstract]
    return found, daily_page.bare_warning(titles) if titles else []


def _date(tree: lxml.html.HtmlElement) -> str:
    """Return the date above the entries, which has no year."""
    for element in tree.iter("article", "h3", "button", "div", "span", "time", "p", "a"):
        if element.tag in ("article", "h3"):
            break
        if not len(element) and _DATE.fullmatch(_text(element)):
            return _text(element)
    return ""


def _count(text: str) -> str | None:
    match = _COUNT.search(text)
    return match[0] if match else None


def _text(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
