"""The command `litscope search`."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from rich.markup import escape
from rich.text import Text

from app.commands.loading import loaded, progress
from app.commands.terminal import console, stop, tell_faults, writing
from papers.clauses.text import MEANING
from papers.collection import Collection
from papers.dimensions import Dimensions
from papers.meaning.meaning import MODEL
from papers.meaning.sentences import MissingModelError
from papers.search.engine import Answer, Search

PAPERS = 10


def search(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE... [QUERY]",
            help="Files, folders, services or a prepared folder, then the query (unless there is a --query-file).",
            show_default=False,
        ),
    ],
    query_file: Annotated[
        Path | None, typer.Option(help="UTF-8 text, one query a line; the answer is JSON Lines.", show_default=False)
    ] = None,
    n: Annotated[int, typer.Option("-n", min=1, help="Papers to a query.")] = PAPERS,
    meaning: Annotated[float, typer.Option(min=0, max=1, help="From 0 (the words alone) to 1 (meaning).")] = MEANING,
    model: Annotated[
        str, typer.Option(help="Sentence model for meaning (needs the extra semantic).", show_default=False)
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON with scores and reasons.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write instead.", show_default=False)
    ] = None,
) -> None:
    """Find papers by words, phrases, fields and meaning, best first.

    Queries: words, "a phrase", title:word, author:name, year:2023..2024, has:code, AND OR NOT, -word, transf*,
    /regex/, mispelt~.
    """
    queries = _queries(query_file) if query_file is not None else [sources[-1]]
    sources = sources if query_file is not None else sources[:-1]
    if not sources:
        stop("Name where to search and what for, such as: litscope search papers.bib 'graph of thoughts'.")
    if model:
        os.environ[MODEL] = model
    collection = loaded(sources)
    tell_faults(collection)
    engine = _engine(collection)
    answers = [engine.answer(f"{query} ", meaning) for query in queries]  # a blank: nobody is typing any more
    if query_file is not None:
        lines = (
            json.dumps({"query": query, "titles": _titles(collection, answer, n)}, ensure_ascii=False)
            for query, answer in zip(queries, answers, strict=True)
        )
        _give("".join(f"{line}\n" for line in lines), output)
    elif as_json:
        _give(json.dumps(_report(collection, queries[0], answers[0], n), ensure_ascii=False, indent=2) + "\n", output)
    else:
        _tell(answers[0])
        _give(_listed(collection, answers[0], n), output)


def _queries(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        stop(f"The queries in {path} cannot be read: {error}.")


def _engine(collection: Collection) -> Search:
    dimensions = Dimensions(collection.papers, collection.derive, collection.derived, collection.computed)
    with progress("Reading the papers") as report:
        try:
            collection.computed.make("index", report)
            collection.computed.make("meaning", report)
        except MissingModelError as error:
            stop(str(error))
    return dimensions.search


def _titles(collection: Collection, answer: Answer, n: int) -> list[str]:
    return collection.papers["title"].iloc[answer.best(n)].fillna("").tolist()


def _report(collection: Collection, query: str, answer: Answer, n: int) -> dict[str, Any]:
    rows = answer.best(n)
    papers = collection.papers.iloc[rows]
    return {
        "query": query,
        "found": int(answer.mask.sum()),
        "meaning": round(answer.weight, 3),
        "notes": list(answer.notes),
        "problems": [
            {"at": each.at, "length": each.length, "sentence": each.sentence} for each in answer.problems
        ],
        "papers": [
            {
                "paper_id": identity,
                "title": title,
                "score": round(float(answer.scores[row]), 3),
                "words": round(float(answer.words[row]), 3),
                "meaning": round(float(answer.meaning[row]), 3),
            }
            for row, identity, title in zip(rows, papers["paper_id"], _titles(collection, answer, n), strict=True)
        ],
    }  # fmt: skip


def _tell(answer: Answer) -> None:
    for sentence in (*(each.sentence for each in answer.problems), *answer.notes):
        console.print(Text(sentence, style="yellow"), highlight=False)


def _listed(collection: Collection, answer: Answer, n: int) -> str:
    found = int(answer.mask.sum())
    lines = [f"{found:,} of {len(answer.mask):,} papers"]
    for row in answer.best(n):
        paper = collection.papers.iloc[row]
        year = "" if pd.isna(paper["published"]) else f" ({paper['published'].year})"
        parts = f"words {answer.words[row]:.1f}, meaning {answer.meaning[row]:.1f}"
        lines.append(f"{answer.scores[row]:6.1f}  {paper['title'] or 'Without a title'}{year}  [{parts}]")
    return "\n".join(lines) + "\n"


def _give(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        return
    with writing(output):
        output.write_text(text, encoding="utf-8")
    console.print(f"The answers are in {escape(str(output))}.", highlight=False)
