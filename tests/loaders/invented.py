"""Papers that do not exist, in the formats that real ones come in."""

import json
from collections.abc import Sequence
from typing import Any

from hypothesis import settings

ANY = settings(deadline=None, max_examples=60)
"""How property tests of loaders run: the first example of a process imports what the others have."""

TITLES = (
    "Counting Whales with Very Small Networks",
    "LANTERN: Reading Maps by Candlelight",
    "Do Tides Remember? A Study of Recurrent Seas",
    "Forty-Two Ways to Fold a Letter",
    "Umbrellas Are All You Carry",
)

_SENTENCES = (
    "We study how {0} behave when nobody is watching and find that they behave much as before.",
    "Earlier work on {0} looked at ponds, whereas oceans are larger by several orders of magnitude.",
    "Our method keeps a ledger of every ripple, which costs little and can be read by candlelight.",
    "On three invented benchmarks it is 2.5 times faster than a row boat at the same draught.",
    "All ledgers, boats and candles are made available to whoever asks for them politely.",
)


def abstract(title: str) -> str:
    """Return an abstract as long as real ones are."""
    return " ".join(_SENTENCES).format(title.split()[-1].lower())


def page(titles: Sequence[str] = TITLES, date: str = "May 28", without: Sequence[str] = ()) -> str:
    """Return a page saved as text, paragraphs with blank lines between them."""
    header = ["new", "Get trending papers in your email inbox!", "Subscribe", "byAK and the research community", date]
    return "\n\n".join([*header, *_entries(titles, without)])


def dense_page(titles: Sequence[str] = TITLES, without: Sequence[str] = ()) -> str:
    """Return a page saved as text, one line each, the first title glued to a button."""
    header = [
        "Get trending papers in your email inbox once a day!",
        "Get trending papers in your email inbox!",
    ]
    first, *rest = _entries(titles, without)
    return "\n".join([*header, f"Subscribe{first}", *rest]) + "\n"


def _entries(titles: Sequence[str], without: Sequence[str]) -> list[str]:
    return [part for title in titles for part in ((title,) if title in without else (title, abstract(title)))]


def entry(number: int, **paper: Any) -> dict[str, Any]:
    """Return an entry as the site's interface gives it."""
    title = TITLES[number % len(TITLES)]
    return {
        "paper": {
            "id": f"2405.{number:05d}",
            "authors": [
                {"_id": "0", "name": "Ada Invented", "hidden": False},
                {"_id": "1", "name": "Bo Hidden", "hidden": True},
                {"_id": "2", "user": {"fullname": "A Reader"}, "name": "Cy Made-Up", "hidden": False},
            ],
            "publishedAt": "2024-05-24T17:34:15.000Z",
            "submittedOnDailyAt": "2024-05-27T03:50:58.348Z",
            "title": title,
            "summary": abstract(title),
            "upvotes": number,
            "discussionId": "66",
            "githubRepo": "https://github.com/nobody/nothing",
            "githubStars": 12,
            "projectPage": "https://nothing.example/",
            "ai_summary": "Boats are counted.",
            "ai_keywords": ["boats", "ripples"],
            "organization": {"_id": "9", "name": "sea", "fullname": "University of the Sea"},
        }
        | paper,
        "publishedAt": "2024-05-26T20:00:00.000Z",
        "title": title,
        "numComments": 2,
        "submittedBy": {"name": "a-reader", "fullname": "A Reader"},
    }


def html(articles: Sequence[str], props: dict[str, Any] | None = None, date: str = "May 28") -> str:
    """Return a saved page of the site, with the data for its script if there is any."""
    data = json.dumps(props or {}).replace("&", "&amp;").replace('"', "&quot;")
    island = (
        f'<div class="SVELTE_HYDRATER contents" data-target="DailyPapers" data-props="{data}">' if props else "<div>"
    )
    return (
        '<!doctype html>\n<html class=""><head><meta charset="utf-8"/><title>Daily Papers - Hugging Face</title>'
        '<script>window.x = "<article>";</script></head><body><main><h1>Daily Papers</h1>'
        f'<button>Daily</button><div class="flex"><a href="/papers/date/2024-05-28"><span>{date}</span></a></div>'
        f"{island}<section>{''.join(articles)}</section></div></main></body></html>"
    )


def article(number: int, votes: str = "7", with_abstract: bool = True, footer: str = "") -> str:
    """Return an entry as it stands in a saved page."""
    title = TITLES[number % len(TITLES)]
    link = f"/papers/2405.{number:05d}"
    text = f'<a href="{link}"><p class="line-clamp-2">{abstract(title)}</p></a>' if with_abstract else ""
    return f"""
    <article class="relative flex flex-col overflow-hidden rounded-xl border">
      <a href="/login?next=%2Fpapers%2F2405.{number:05d}" class="self-start"><div class="leading-none">{votes}</div></a>
      <h3 class="mb-1 text-lg/6 font-semibold"><a href="{link}" class="line-clamp-3">
        {title.replace(" ", chr(10), 1)}</a></h3>
      {text}
      <a href="{link}"><ul><li title="Ada Invented"></li><li>3 authors</li></ul></a> · {footer}
      <a href="{link}#community"> 4</a>
    </article>"""
