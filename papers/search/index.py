"""The words of the papers in an index: which papers hold a word, a phrase or a pattern, and how well they answer it.

The index is tantivy's. A paper is one document. Its texts stand in one field, because a word counts the same in a title
as in an abstract: measured on half-remembered queries, any extra weight of titles loses (their length is their weight
already). What has to be asked exactly stands in further fields:

========= ============================================================================================
text      words of title, abstract, summary, keywords and authors, stemmed, with their places
title     words of the title, stemmed, with their places
authors   words of the names, as they are, with their places
words     all words of `text` as they are: what patterns and misspelt words are compared with
exact     the whole folded title as one term
========= ============================================================================================
"""

import json
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from operator import attrgetter, itemgetter
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import tantivy
from numpy.typing import NDArray

from papers.arrays import arrow, as_strings, is_list
from papers.mapped import DamagedError
from papers.progress import Report, silent
from papers.search.folding import UNSPACED, folded
from papers.search.postings import Postings
from papers.search.stemming import tokenizing

FIELDS = ("title", "abstract", "summary", "keywords", "authors")
"""Columns whose words are searched."""
VERSION = 2
"""Of the files; another one means building anew."""
CHUNK = 4096
"""Papers whose texts are folded in one go, between two steps of progress."""
HEAP = 256_000_000
"""Bytes that tantivy may gather before it writes a segment."""
FEW = 20_000
"""Up to so many papers one thread writes them all: starting more takes longer than they save."""

Rows = NDArray[np.intp]
Scores = NDArray[np.float32]

_INFO, _ROWS, _STARTS, _FOLDER = "index.json", "rows.npy", "starts.npy", "tantivy"
_SPACED_OUT = f"([{UNSPACED}])"


class UnreadableIndexError(ValueError):
    """An index that cannot be opened; the message is a sentence for the user."""


class TextIndex:
    """The words of n papers, opened from a folder that is mapped into memory; see `build` and `open`.

    Attributes
    ----------
    schema : tantivy.Schema
        What queries are made for.
    postings : Postings
        How often each stem of `text` occurs in which papers.
    """

    def __init__(
        self, index: tantivy.Index, rows: NDArray[np.int32], starts: NDArray[np.int64], postings: Postings
    ) -> None:
        self.schema = index.schema
        self.postings = postings
        self._searcher = index.searcher()
        self._rows, self._starts = rows, starts
        self._folder: Path | None = None  # where its files are,
        self._papers: pd.DataFrame | None = None  # or what to write them from

    def __len__(self) -> int:
        return len(self._rows)

    def save(self, folder: Path) -> None:
        """Write the index into a folder, which is made if it is not there."""
        if self._folder is not None:
            shutil.copytree(self._folder, folder, dirs_exist_ok=True)
        elif self._papers is not None:
            _write(self._papers, folder, silent)

    def top(self, query: tantivy.Query, limit: int) -> tuple[Rows, Scores]:
        """Return the papers that answer a query best: rows (k,) and scores (k,), best first, equal ones by row."""
        if not len(self) or limit <= 0:
            return np.empty(0, np.intp), np.empty(0, np.float32)
        hits = self._searcher.search(query, min(limit, len(self)), count=False).hits
        scores = np.fromiter(map(itemgetter(0), hits), np.float32, len(hits))
        rows = self._rows_of(list(map(itemgetter(1), hits)))
        order = np.lexsort((rows, -scores))
        return rows[order], scores[order]

    def rows(self, query: tantivy.Query) -> Rows:
        """Return all papers that answer a query, in no order."""
        if not len(self):
            return np.empty(0, np.intp)
        alike = tantivy.Query.const_score_query(query, 1.0)
        hits = self._searcher.search(alike, len(self), count=False).hits
        return self._rows_of(list(map(itemgetter(1), hits)))

    def _rows_of(self, addresses: list[tantivy.DocAddress]) -> Rows:
        places = np.fromiter(map(attrgetter("doc"), addresses), np.int64, len(addresses))
        if self._searcher.num_segments > 1:
            segments = np.fromiter(map(attrgetter("segment_ord"), addresses), np.int64, len(addresses))
            places += self._starts[segments]
        return self._rows[places].astype(np.intp)

    def frequency(self, field: str, term: str) -> int:
        """Return how many papers have a term in a field."""
        return self._searcher.doc_freq(field, term)

    def beginning(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return words that begin so, with the papers that have them, the most frequent first."""
        found = self._searcher.terms_with_prefix("words", prefix, None, None)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def spelt_nearly(self, word: str, distance: int) -> list[tuple[str, int]]:
        """Return words that may be spelt nearly like another, with the papers that have them.

        They begin with its first or second letter, are about as long and share most letters: candidates.
        """
        letters = set(word)
        found = (
            (one, often)
            for first in dict.fromkeys(word[:2])
            for one, often in self._searcher.terms_with_prefix("words", first, None, None)
        )
        return [
            (one, often)
            for one, often in found
            if abs(len(one) - len(word)) <= distance and len(letters - set(one)) <= distance
        ]


def build(papers: pd.DataFrame, progress: Report = silent) -> TextIndex:
    """Return the index of some papers; `TextIndex.save` keeps it.

    Of few papers it is held in memory, which spares waiting for the disk; of many in a temporary folder, which goes
    when the index does.

    Parameters
    ----------
    papers : DataFrame
        With any of the columns `FIELDS`, n rows.
    progress : callable
        Called with papers done, papers in all, and words.
    """
    if len(papers) <= FEW:
        index = _filled(tantivy.Index(_schema()), papers, progress)
        built = TextIndex(index, *_places(index), _postings(papers))
        built._papers = papers
        return built
    owned = tempfile.TemporaryDirectory(prefix="litscope-index-", ignore_cleanup_errors=True)
    _write(papers, Path(owned.name), progress)
    built = open(Path(owned.name))
    weakref.finalize(built, owned.cleanup)
    return built


def _write(papers: pd.DataFrame, folder: Path, progress: Report) -> None:
    """Write the index of some papers into a folder."""
    (folder / _FOLDER).mkdir(parents=True)
    rows, starts = _places(_filled(tantivy.Index(_schema(), path=str(folder / _FOLDER)), papers, progress))
    _postings(papers).save(folder)
    np.save(folder / _ROWS, rows)
    np.save(folder / _STARTS, starts)
    (folder / _INFO).write_text(json.dumps({"version": VERSION, "papers": len(papers)}), encoding="utf-8")


def _filled(index: tantivy.Index, papers: pd.DataFrame, progress: Report) -> tantivy.Index:
    """Return an empty index with the papers in it."""
    few = len(papers) <= FEW
    writer = tokenizing(index).writer(HEAP // 16 if few else HEAP, 1 if few else 0)  # 0: as many as there are cores
    for row, document in enumerate(_documents(papers, progress)):
        document.add_unsigned("row", row)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def open(folder: Path) -> TextIndex:
    """Return the index that was saved in a folder, mapped into memory: kernels that open it share it.

    Raises
    ------
    UnreadableIndexError
        If there is none, or another version of this program wrote it.
    """
    try:
        version = json.loads((folder / _INFO).read_text(encoding="utf-8"))["version"]
        if version == VERSION:
            index = tokenizing(tantivy.Index.open(str(folder / _FOLDER)))
            rows = np.load(folder / _ROWS, mmap_mode="r")
            opened = TextIndex(index, rows, np.load(folder / _STARTS), Postings.open(folder))
            opened._folder = folder
            return opened
    except (OSError, ValueError, KeyError, DamagedError) as error:
        raise UnreadableIndexError(
            f"The search index in {folder} cannot be read ({error}); prepare it anew."
        ) from error
    raise UnreadableIndexError(f"The search index in {folder} is of another version of Litscope; prepare it anew.")


def _schema() -> tantivy.Schema:
    schema = tantivy.SchemaBuilder()
    for name in ("text", "title"):
        schema.add_text_field(name, tokenizer_name="stems")
    schema.add_text_field("authors", tokenizer_name="plain")
    schema.add_text_field("words", tokenizer_name="plain", index_option="basic")
    schema.add_text_field("exact", tokenizer_name="raw", index_option="basic")
    schema.add_unsigned_field("row", fast=True)
    return schema.build()


def _documents(papers: pd.DataFrame, progress: Report) -> Iterator[tantivy.Document]:
    start = 0
    for texts, count in _chunks(papers):
        progress(start, len(papers), "Indexing words")
        for row in range(count):
            yield _document({name: column[row] for name, column in texts.items()})
        start += count
    progress(len(papers), len(papers), "Indexing words")


def _postings(papers: pd.DataFrame) -> Postings:
    texts = (
        ["\n".join(fields) for fields in zip(*chunk.values(), strict=True)] or [""] * count
        for chunk, count in _chunks(papers)
    )
    return Postings.build(texts, len(papers))


def _chunks(papers: pd.DataFrame) -> Iterator[tuple[dict[str, list[str]], int]]:
    """Yield the folded texts of some papers after the other, by column, and how many these are."""
    columns = {name: arrow(papers[name]) for name in FIELDS if name in papers}
    for start in range(0, len(papers), CHUNK):
        texts = {name: _folded(column.slice(start, CHUNK)) for name, column in columns.items()}
        yield texts, min(CHUNK, len(papers) - start)


def _document(texts: dict[str, str]) -> tantivy.Document:
    document = tantivy.Document()
    for name, text in texts.items():
        if not text or text.isspace():
            continue
        for line in text.split("\n"):  # each value of a field begins at a distance, so that no phrase runs across
            document.add_text("text", line)
        if name in ("title", "authors"):
            for line in text.split("\n"):
                document.add_text(name, line)
        if name == "title":
            document.add_text("exact", exact(text))
    document.add_text("words", " ".join({word for text in texts.values() for word in text.split()}))
    return document


def exact(words: str) -> str:
    """Return the term of a whole folded title."""
    return " ".join(words.split())[:20_000]


def _folded(array: pa.Array) -> list[str]:
    """Return folded texts, "" where missing; of lists one item a line."""
    if is_list(array):
        parents = pc.list_parent_indices(array).to_numpy(zero_copy_only=False)
        items = _folded(as_strings(pc.list_flatten(array)))
        lines: list[list[str]] = [[] for _ in range(len(array))]
        for row, item in zip(parents.tolist(), items, strict=True):
            lines[row].append(item)
        return ["\n".join(line) for line in lines]
    texts = folded([as_strings(array).fill_null("")])
    return pc.replace_substring_regex(texts, _SPACED_OUT, r" \1 ").to_pylist()


def _places(index: tantivy.Index) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return which row each document is, segment by segment, and where the segments begin: threads shuffle them."""
    searcher = index.searcher()
    hits = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False).hits
    addresses = [address for _, address in hits]
    rows = np.array(searcher.fast_field_values("row", addresses), np.int32)
    segments = np.array([address.segment_ord for address in addresses], np.int64)
    places = np.array([address.doc for address in addresses], np.int64)
    sizes = np.bincount(segments, minlength=searcher.num_segments)
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    ordered = np.empty(len(rows), np.int32)
    ordered[starts[segments] + places] = rows
    return ordered, starts
