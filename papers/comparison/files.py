"""A comparison as Markdown, CSV, LaTeX or HTML."""

import csv
import html
import io
import re
from collections.abc import Callable

from papers.comparison.compare import Cell, Comparison
from papers.export import inert

NAMES = {"md": "Markdown", "csv": "CSV", "tex": "LaTeX", "html": "HTML"}
_TEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "×": r"$\times$",
    "−": "$-$",
    "–": "--",
    "→": r"$\rightarrow$",
    "…": r"\ldots{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
}
_TEX_SIGN = re.compile("|".join(map(re.escape, _TEX)))
_MARKDOWN_SIGN = re.compile(r"([\\`*_{}\[\]<>|#~$])")

Table = list[list[str]]


def table(comparison: Comparison, *, across: bool, words: Callable[[Cell], str]) -> Table:
    """Return head and rows: aspects down and papers across, or (`across` False) the other way round."""
    rows = [["", *comparison.titles]]
    rows += [[aspect.label, *(words(cell) for cell in aspect.cells)] for aspect in comparison.aspects]
    return rows if across else [list(column) for column in zip(*rows, strict=True)]


def _flat(cell: Cell) -> str:
    return " ".join(cell.text.split())


def to_csv(comparison: Comparison, *, across: bool = True) -> str:
    """Return the table as CSV, no cell of which a spreadsheet takes for a formula."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([inert(cell) for cell in row] for row in table(comparison, across=across, words=_flat))
    return f"\ufeff{out.getvalue()}"


def to_markdown(comparison: Comparison, *, across: bool = True) -> str:
    """Return the table in GitHub's Markdown; links are links, the best is bold."""

    def words(cell: Cell) -> str:
        parts = []
        for part in cell.parts:
            text = _markdown(part.text)
            text = f"[{text}]({part.link})" if part.link and not re.search(r"[\s()<>]", part.link) else text
            text = f"**{text}**" if part.best else text
            parts.append(f"{text} ({_markdown(part.about)})" if part.about else text)
        return "; ".join(parts)

    head, *rows = [
        [cell if place and row else _markdown(cell) for place, cell in enumerate(cells)]
        for row, cells in enumerate(table(comparison, across=across, words=words))
    ]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def to_latex(comparison: Comparison, *, across: bool = True) -> str:
    """Return the table as a LaTeX tabular with the rules of booktabs; the best is bold."""

    def words(cell: Cell) -> str:
        parts = []
        for part in cell.parts:
            text = rf"\textbf{{{_latex(part.text)}}}" if part.best else _latex(part.text)
            parts.append(f"{text} ({_latex(part.about)})" if part.about else text)
        return "; ".join(parts)

    head, *rows = [
        [cell if place and row else _latex(cell) for place, cell in enumerate(cells)]
        for row, cells in enumerate(table(comparison, across=across, words=words))
    ]
    width = f"{0.9 / max(len(head), 1):.2f}\\linewidth"
    lines = [
        f"\\begin{{tabular}}{{{f'p{{{width}}}' * len(head)}}}",
        r"\toprule",
        f"{' & '.join(head)} \\\\",
        r"\midrule",
        *(f"{' & '.join(row)} \\\\" for row in rows),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    return "% needs \\usepackage{booktabs}\n" + "\n".join(lines) + "\n"


def to_html(comparison: Comparison, *, across: bool = True) -> str:
    """Return the table as a piece of HTML; links are links, the best is in <strong>."""

    def words(cell: Cell) -> str:
        parts = []
        for part in cell.parts:
            text = html.escape(part.text)
            if part.link.startswith(("https://", "http://")):
                text = f'<a href="{html.escape(part.link)}">{text}</a>'
            text = f"<strong>{text}</strong>" if part.best else text
            parts.append(f"{text} ({html.escape(part.about)})" if part.about else text)
        return "; ".join(parts)

    head, *rows = [
        [cell if place and row else html.escape(cell) for place, cell in enumerate(cells)]
        for row, cells in enumerate(table(comparison, across=across, words=words))
    ]
    names = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = ["<table>", "<thead>", f"<tr>{names}</tr>", "</thead>", "<tbody>"]
    for name, *cells in rows:
        lines.append(f'<tr><th scope="row">{name}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>')
    lines += ["</tbody>", "</table>"]
    return "\n".join(lines) + "\n"


FORMATS: dict[str, Callable[..., str]] = {"md": to_markdown, "csv": to_csv, "tex": to_latex, "html": to_html}
"""How a comparison is written, by the ending of the file; `across` says whether papers stand across."""


def _markdown(text: str) -> str:
    return _MARKDOWN_SIGN.sub(r"\\\1", " ".join(text.split()))


def _latex(text: str) -> str:
    return _TEX_SIGN.sub(lambda found: _TEX[found[0]], " ".join(text.split()))
