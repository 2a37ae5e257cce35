"""XML read element by element: what the readers of feeds, EndNote, PubMed and the ACL Anthology have in common.

Entities are not resolved, nothing is fetched, and each element is let go of once it has been read, so that neither a
bomb nor a file of gigabytes fills the memory.
"""

import re
from collections.abc import Callable, Iterator

import lxml.etree
from lxml.etree import _Element as Element

from loaders import encoding
from loaders.raw import LoadError, Raw
from loaders.references import Reference
from papers.collection import Skipped

LONGEST_NOTE = 160
_ADVANCE = 2_000
SKIPPED_NAMED = 100
_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*|<\?[^>]*\?>\s*)*<([\w:.-]+)",
    re.DOTALL,
)


def root(raw: Raw) -> str:
    """Return the name of the outermost element without its prefix, in lower case; empty if the source is no XML."""
    match = _START.match(encoding.opening(raw))
    return match[1].rpartition(":")[2].lower() if match else ""


class Reader:
    """The references of an XML file.

    Parameters
    ----------
    raw : Raw
    names : tuple of str
        Elements that are references, by name without namespace.
    read : callable
        From an element to the fields of a reference; None leaves it out in silence.
    """

    def __init__(self, raw: Raw, names: tuple[str, ...], read: Callable[[Element], Reference | None]) -> None:
        self.raw, self.names, self.read = raw, names, read
        self.skipped: list[Skipped] = []
        self.warnings: list[str] = []

    def __iter__(self) -> Iterator[tuple[str, Reference]]:
        untitled = 0
        for element in self._elements():
            fields = self.read(element)
            if fields is None:
                continue
            reference = {name: value for name, value in fields.items() if value}
            label = f"line {element.sourceline}"
            if reference.get("title"):
                yield label, reference
                continue
            untitled += 1
            if untitled <= SKIPPED_NAMED:
                self.skipped.append(Skipped(self.raw.name, f"the entry in {label}", "It has no title."))
        if untitled > SKIPPED_NAMED:
            self.warnings.append(f"{untitled - SKIPPED_NAMED:,} further entries have no title and were left out.")

    def _elements(self) -> Iterator[Element]:
        with self.raw.open() as file:
            events = lxml.etree.iterparse(
                file, events=("end",), tag=[f"{{*}}{name}" for name in self.names], recover=True, **_SAFE
            )
            count = 0
            try:
                for _, element in events:
                    count += 1
                    if count % _ADVANCE == 0:
                        self.raw.advance(file.tell())
                    yield element
                    element.clear(keep_tail=False)
                    while element.getprevious() is not None:
                        del element.getparent()[0]
            except lxml.etree.XMLSyntaxError as error:
                if not count:
                    raise LoadError(f"{self.raw.name} is broken XML ({_brief(error)}); export it once more.") from error
                self.warnings.append(f"The XML is broken ({_brief(error)}); what comes after it could not be read.")
            if events.error_log and not self.warnings:
                last = events.error_log[0]
                self.warnings.append(
                    f"The XML is broken in line {last.line} ({last.message.strip()[:LONGEST_NOTE]}); "
                    "something may be missing."
                )
            self.raw.advance(self.raw.size)


_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_pis": True}


def _brief(error: Exception) -> str:
    return str(error).splitlines()[0][:LONGEST_NOTE]


# what an element says


def find(element: Element, path: str) -> Element | None:
    """Return the first element at a path of names, whatever their namespaces: "front/title"."""
    here = [element]
    for name in path.split("/"):
        here = [child for one in here for child in one if _name(child) == name]
    return here[0] if here else None


def every(element: Element, path: str) -> list[Element]:
    """Return the elements at a path of names."""
    here = [element]
    for name in path.split("/"):
        here = [child for one in here for child in one if _name(child) == name]
    return here


def text(element: Element | None, path: str = "") -> str:
    """Return all text in an element (or the first at a path in it), white space as single blanks."""
    target = find(element, path) if element is not None and path else element
    return " ".join("".join(target.itertext()).split()) if target is not None else ""


def texts(element: Element, path: str) -> list[str]:
    """Return the texts of the elements at a path, without empty ones."""
    return [found for each in every(element, path) if (found := text(each))]


def _name(element: Element) -> str:
    """Return the name of an element without its namespace, or without the prefix that broken XML leaves there."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""
