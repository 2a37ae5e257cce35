"""Upload: files and pasted text of a visitor."""

import asyncio
import threading
import time
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from papers.collection import Collection, Records, Skipped, Source
from papers.join import add, join
from widgets.upload import LARGEST_CHUNK, LONGEST_NAME, REASONS_SHOWN, Offer, Service, Upload, account, clean_name


def read_titles(collection: Collection, name: str, content: bytes) -> Collection:
    """Read one title a line, as a loader might: lines without one are skipped, binary content is refused."""
    if b"\x00" in content:
        raise ValueError(f"{name} is not text.")
    lines = content.decode().split("\n")
    skipped = tuple(Skipped(name, f"Line {i}", "it has no title") for i, line in enumerate(lines, 1) if not line)
    titles = [line for line in lines if line]
    source = Source(name, "titles", datetime(2026, 8, 21), len(titles), skipped)
    entries = pd.DataFrame({"title": pd.Series(titles, dtype="str")})
    return add(collection, [Records(source, entries)])


def start() -> Collection:
    entries = pd.DataFrame({"title": ["Owls", "Wrens", "Terns"]})
    return join([Records(Source("first.txt", "titles", datetime(2026, 8, 20), 3), entries)])


def upload(**options: Any) -> Upload:
    widget = Upload(start(), lambda name, content, progress: read_titles(widget.collection, name, content), **options)
    widget.sent = []
    widget.send = lambda content, buffers=None: widget.sent.append(content)
    return widget


def browser(widget: Upload, do: str, *buffers: bytes, **entries: Any) -> None:
    """Do what the page's script does."""
    widget._handle_custom_msg({"do": do, **entries}, [memoryview(buffer) for buffer in buffers])


def send(widget: Upload, name: str, *chunks: bytes, ticket: int = 1) -> None:
    browser(widget, "begin", ticket=ticket, name=name)
    for chunk in chunks:
        browser(widget, "chunk", chunk, ticket=ticket)
    browser(widget, "end", ticket=ticket)


def said(widget: Upload) -> list[str]:
    return [account["words"] for account in widget.accounts]


class TestFile:
    def test_comes_in_chunks_and_joins_the_collection(self):
        widget = upload()
        seen: list[Collection] = []
        widget.on_collection(seen.append)
        send(widget, "mine.txt", b"Gu", b"lls\nSwa", b"ns")
        assert len(widget.collection) == 5
        assert seen == [widget.collection]

    def test_each_chunk_is_answered(self):
        widget = upload()
        send(widget, "mine.txt", b"Gu", b"lls", ticket=7)
        assert widget.sent == [
            {"do": "taken", "ticket": 7, "size": 2},
            {"do": "taken", "ticket": 7, "size": 5},
            {"do": "done", "ticket": 7},
        ]

    def test_says_how_far_the_reading_is(self):
        def reader(name, content, progress):
            progress(1, 10, "row 1 of 10")
            return start()

        widget = Upload(start(), reader)
        widget.sent = []
        widget.send = lambda content, buffers=None: widget.sent.append(content)
        widget.read("mine.txt", b"x", ticket=3)
        assert {"do": "reading", "ticket": 3, "done": 1, "total": 10, "words": "row 1 of 10"} in widget.sent

    def test_one_is_complete_before_it_is_read(self):
        widget = upload()
        browser(widget, "begin", ticket=1, name="half.txt")
        browser(widget, "chunk", b"Gulls", ticket=1)
        assert not widget.accounts
        send(widget, "other.txt", b"Swans", ticket=2)
        assert said(widget) == ["1 paper read from other.txt: 1 new."]

    def test_can_be_stopped(self):
        widget = upload()
        browser(widget, "begin", ticket=1, name="mine.txt")
        browser(widget, "chunk", b"Gulls", ticket=1)
        browser(widget, "stop")
        browser(widget, "end", ticket=1)
        assert len(widget.collection) == 3
        assert not widget.accounts

    def test_a_view_that_fails_does_not_hide_the_account(self):
        widget = upload()
        widget.on_collection(lambda collection: 1 / 0)
        send(widget, "mine.txt", b"Gulls")
        assert said(widget) == ["1 paper read from mine.txt: 1 new."]


class TestAccount:
    def test_says_what_is_new_known_and_skipped(self):
        widget = upload()
        send(widget, "mine.txt", b"Gulls\n\nSwans\nOwls")
        assert said(widget) == ["3 papers read from mine.txt: 2 new, 1 already here; 1 skipped."]
        assert widget.accounts[0]["reasons"] == ["Line 2: it has no title"]
        assert not widget.accounts[0]["failed"]

    def test_counts_what_the_files_of_an_archive_hold_and_names_them(self):
        day = datetime(2026, 8, 21)
        members = {"mine.zip/a.txt": ["Gulls", "Owls"], "mine.zip/b.txt": ["Gulls"]}
        skipped = (Skipped("mine.zip/a.txt", "Line 2", "it has no title"),)
        arrived = [Records(Source("mine.zip", "archive", day, 0, (), ("c.png was left out.",)), pd.DataFrame())]
        for name, titles in members.items():
            source = Source(name, "titles", day, len(titles), skipped if name.endswith("a.txt") else ())
            arrived.append(Records(source, pd.DataFrame({"title": pd.Series(titles, dtype="str")})))
        entry = account("mine.zip", start(), add(start(), arrived))
        assert entry["words"] == "3 papers read from mine.zip: 1 new, 2 already here; 1 skipped."
        assert entry["reasons"] == ["a.txt: Line 2: it has no title", "c.png was left out."]
        assert not entry["failed"]

    def test_the_newest_stands_first(self):
        widget = upload()
        send(widget, "a.txt", b"Gulls")
        send(widget, "b.txt", b"Gulls")
        assert said(widget) == ["1 paper read from b.txt: 1 already here.", "1 paper read from a.txt: 1 new."]

    def test_a_file_without_papers_has_failed(self):
        widget = upload()
        send(widget, "empty.txt", b"")
        assert said(widget) == ["0 papers read from empty.txt; 1 skipped."]
        assert widget.accounts[0]["failed"]

    def test_names_some_of_many_reasons_and_counts_the_rest(self):
        widget = upload()
        send(widget, "mine.txt", b"Gulls" + b"\n" * 50)
        assert len(widget.accounts[0]["reasons"]) == REASONS_SHOWN
        assert widget.accounts[0]["more"] == 50 - REASONS_SHOWN

    def test_what_was_refused_is_said_in_the_words_of_the_reader(self):
        widget = upload()
        send(widget, "mine.bin", b"\x00")
        assert said(widget) == ["mine.bin is not text."]
        assert widget.accounts[0]["failed"]
        assert len(widget.collection) == 3

    def test_a_mistake_in_the_program_is_logged_and_not_shown(self, caplog):
        def reader(name, content, progress):
            raise KeyError("secret")

        widget = Upload(start(), reader)
        widget.read("mine.txt", b"x")
        assert "mistake in this program" in said(widget)[0]
        assert "secret" not in said(widget)[0]
        assert "secret" in caplog.text

    def test_markup_in_names_stays_text(self):
        widget = upload()
        send(widget, "<img src=x>.txt", b"Gulls")
        assert said(widget) == ["1 paper read from <img src=x>.txt: 1 new."]


class TestTrust:
    def test_a_file_beyond_the_limit_is_refused_while_it_comes(self):
        widget = upload(largest=1024 * 1024)
        browser(widget, "begin", ticket=1, name="big.txt")
        for _ in range(3):
            browser(widget, "chunk", b"x" * 500_000, ticket=1)
        assert said(widget) == ["big.txt: it is larger than 1 MB, which is the most this page takes."]
        browser(widget, "end", ticket=1)
        assert len(widget.accounts) == 1
        assert widget._incoming is None

    def test_so_is_a_chunk_of_too_many_bytes(self):
        widget = upload()
        browser(widget, "begin", ticket=1, name="big.txt")
        browser(widget, "chunk", bytes(LARGEST_CHUNK + 1), ticket=1)
        assert widget.accounts[0]["failed"]

    @pytest.mark.parametrize(
        "message",
        [
            None,
            7,
            {},
            {"do": "begin"},
            {"do": "begin", "ticket": "1", "name": "x"},
            {"do": "begin", "ticket": 1, "name": None},
            {"do": "chunk", "ticket": 1},
            {"do": "end", "ticket": 1},
            {"do": "end"},
        ],
    )
    def test_messages_of_another_shape_are_ignored(self, message):
        widget = upload()
        widget._handle_custom_msg(message, None)
        widget._handle_custom_msg(message, [])
        assert not widget.accounts
        assert len(widget.collection) == 3

    def test_its_traits_are_kept_from_the_browser(self):
        widget = upload()
        widget.set_state({"limit": 10**12, "accounts": [1]})
        assert widget.limit == 200 * 1024 * 1024
        assert widget.accounts == []

    @pytest.mark.parametrize(
        ("name", "clean"),
        [
            ("mine.csv", "mine.csv"),
            ("C:\\Users\\me\\mine.csv", "mine.csv"),
            ("../../etc/passwd", "passwd"),
            ("a\x00b\nc‮d.csv", "abcd.csv"),
            ("..", "file without a name"),
            ("", "file without a name"),
            ("///", "file without a name"),
        ],
    )
    def test_names_are_cleaned(self, name, clean):
        assert clean_name(name) == clean

    def test_long_names_keep_their_ending(self):
        name = clean_name("x" * 500 + ".csv")
        assert len(name) == LONGEST_NAME
        assert name.endswith(".csv")


# services


def asking(asker) -> Upload:
    services = [Service("arxiv", "arXiv", "words")]
    return Upload(start(), lambda name, content, progress: start(), services=services, asker=asker)


def test_a_service_is_asked_and_its_answer_accounted_for():
    told = []

    def asker(service, query, progress):
        told.append((service, query))
        return read_titles(widget.collection, f"{service}:{query}", b"A new paper")

    widget = asking(asker)
    shown = []
    widget.on_collection(shown.append)
    browser(widget, "ask", ticket=1, service="arxiv", query=" whales ")
    assert told == [("arxiv", "whales")]
    assert widget.accounts[0]["words"].endswith("read from arxiv:whales: 1 new.")
    assert shown == [widget.collection]


def test_what_a_service_says_when_it_cannot_answer_is_shown():
    def asker(service, query, progress):
        raise ValueError("arXiv has had too many requests; try again in some minutes.")

    widget = asking(asker)
    browser(widget, "ask", ticket=1, service="arxiv", query="whales")
    assert widget.accounts[0]["failed"]
    assert "too many requests" in widget.accounts[0]["words"]


@pytest.mark.parametrize(
    "message", [{"service": "zotero", "query": "local"}, {"service": "arxiv", "query": "  "}, {"service": "arxiv"}]
)
def test_only_what_is_on_offer_is_asked(message):
    asked = []
    widget = asking(lambda *args: asked.append(args))
    browser(widget, "ask", ticket=1, **message)
    assert not asked
    assert widget.accounts == []


class TestOffer:
    """What services can do for the papers that are there."""

    def offering(self, **options: Any) -> Upload:
        def doer(name: str, progress: Any) -> Collection:
            progress(0, None, "asking")
            return read_titles(widget.collection, name, b"Gulls\n")

        widget = Upload(
            start(),
            lambda name, content, progress: start(),
            offering=lambda collection: [Offer("new", "What is new", f"{len(collection)} papers")],
            doer=doer,
            **options,
        )
        widget.sent = []
        widget.send = lambda content, buffers=None: widget.sent.append(content)
        return widget

    def test_is_made_anew_for_each_collection(self):
        widget = self.offering()
        assert widget.offers == [["new", "What is new", "3 papers"]]
        browser(widget, "take", ticket=1, name="new")
        assert widget.offers == [["new", "What is new", "4 papers"]]

    def test_says_what_came_of_it(self):
        widget = self.offering()
        browser(widget, "take", ticket=5, name="new")
        assert said(widget) == ["What is new: 1 paper is new."]
        assert widget.sent[-1] == {"do": "done", "ticket": 5}
        browser(widget, "take", ticket=6, name="new")
        assert said(widget)[0] == "What is new: nothing has changed."

    def test_that_was_not_made_is_not_taken(self):
        widget = self.offering()
        browser(widget, "take", ticket=1, name="remove everything")
        assert said(widget) == []


class TestStop:
    """Work in a kernel with a loop: it goes on beside what the visitor does."""

    def test_ends_the_work_and_changes_nothing(self):
        started = threading.Event()

        def reader(name: str, content: bytes, progress: Any) -> Collection:
            for _ in range(1_000):
                started.set()
                time.sleep(0.01)
                progress(1, 2, "reading")
            raise AssertionError("It was not stopped.")

        async def visit() -> Upload:
            widget = Upload(start(), reader)
            widget.sent = []
            widget.send = lambda content, buffers=None: widget.sent.append(content)
            send(widget, "mine.txt", b"x", ticket=7)
            await asyncio.to_thread(started.wait, 10)
            browser(widget, "stop", ticket=7)
            for _ in range(500):
                if widget.accounts:
                    break
                await asyncio.sleep(0.01)
            return widget

        widget = asyncio.run(visit())
        assert said(widget) == ["mine.txt: it was stopped; nothing was changed."]
        assert len(widget.collection) == 3
        assert {"do": "done", "ticket": 7} in widget.sent

    def test_what_changed_meanwhile_is_kept(self):
        release = threading.Event()

        def reader(name: str, content: bytes, progress: Any) -> Collection:
            before = widget.collection
            release.wait(10)
            return read_titles(before, name, content)

        async def visit() -> None:
            send(widget, "mine.txt", b"Gulls")
            await asyncio.sleep(0.05)
            widget.collection = read_titles(widget.collection, "other", b"Swans")
            release.set()
            for _ in range(500):
                if widget.accounts:
                    break
                await asyncio.sleep(0.01)

        widget = Upload(start(), reader)
        widget.send = lambda content, buffers=None: None
        asyncio.run(visit())
        assert sorted(widget.collection.papers["title"]) == ["Gulls", "Owls", "Swans", "Terns", "Wrens"]
